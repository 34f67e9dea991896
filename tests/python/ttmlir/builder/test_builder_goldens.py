"""Golden functions against runs on the device, op by op."""

from __future__ import annotations

from typing import Any

import pytest
from op_cases import CASES, Case
from ttnn_cases import TTNN_CASES

from ttmlir import golden
from ttmlir.builder import Builder, compile_and_execute_ttir, compile_and_execute_ttnn


def program(case: Case) -> Any:
    """A function that builds the case's module, with its inputs as golden values."""

    def build(b: Builder) -> None:
        @b.func([shape for shape, *_ in case.inputs], [dtype for _, dtype, *_ in case.inputs])
        def main(*arguments: Any) -> Any:
            b.set_goldens(dict(zip(arguments, case.values(), strict=True)))
            return case.body(b, *arguments)

    return build


@pytest.mark.parametrize(("dialect", "cases"), [("ttir", CASES), ("ttnn", TTNN_CASES)], ids=["ttir", "ttnn"])
def test_every_golden_function_has_a_case(dialect: str, cases: dict[str, Case]) -> None:
    assert {f"{dialect}.{name}" for name in cases} == {name for name in golden.GOLDEN_MAPPINGS if name[:4] == dialect}


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_run_agrees_with_the_golden_function(name: str) -> None:
    # Sums of a few hundred products of numbers up to 3 in f32 are off by less than 1e-4.
    report, outputs = compile_and_execute_ttir(program(CASES[name]), pcc=0.99999, check_atol=True, atol=1e-4,
                                               enable_intermediate_verification=True)  # fmt: skip
    assert results_of(report) == {"pass"}, outputs


@pytest.mark.parametrize("name", sorted(TTNN_CASES))
def test_a_run_of_ttnn_agrees_with_the_golden_function(name: str) -> None:
    report, outputs = compile_and_execute_ttnn(program(TTNN_CASES[name]), pcc=0.99999, check_atol=True, atol=1e-4,
                                               enable_intermediate_verification=True)  # fmt: skip
    assert results_of(report) == {"pass"}, outputs


def results_of(report: Any) -> set[str]:
    """The results of all comparisons."""
    return {entry[0]["result"] for entry in report["program_0"].values()}
