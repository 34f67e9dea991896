"""Golden functions against runs on the device, op by op."""

from __future__ import annotations

from typing import Any

import pytest
from op_cases import CASES, Case

from ttmlir import golden
from ttmlir.builder import TTIRBuilder, compile_and_execute_ttir


def program(case: Case) -> Any:
    """A function that builds the case's module, with its inputs as golden values."""

    def build(b: TTIRBuilder) -> None:
        @b.func([shape for shape, *_ in case.inputs], [dtype for _, dtype, *_ in case.inputs])
        def main(*arguments: Any) -> Any:
            b.set_goldens(dict(zip(arguments, case.values(), strict=True)))
            return case.body(b, *arguments)

    return build


def test_every_golden_function_has_a_case() -> None:
    assert {f"ttir.{name}" for name in CASES} == {name for name in golden.GOLDEN_MAPPINGS if name.startswith("ttir.")}


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_run_agrees_with_the_golden_function(name: str) -> None:
    # Sums of a few hundred products of numbers up to 3 in f32 are off by less than 1e-4.
    report, outputs = compile_and_execute_ttir(program(CASES[name]), pcc=0.99999, check_atol=True, atol=1e-4,
                                               enable_intermediate_verification=True)  # fmt: skip
    compared = [entry for entry in report["program_0"] if entry.startswith("output")]
    assert compared == [key.removeprefix("device_") for key in outputs["program_0"] if key.startswith("device_output")]
