"""What cannot be executed is reported when a program is compiled: all of it, where it is, and why."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from ops_harness import Build, compiled, values

from ttmlir.builder import TTBuilderCompileException, TTIRBuilder, compile_ttir_module_to_flatbuffer


def diagnostics(build: Build, *inputs: Any) -> list[str]:
    """The errors of compiling, each of which must name a line of this file."""
    with pytest.raises(TTBuilderCompileException) as caught:
        compiled(build, list(inputs))
    errors = [line.strip() for line in str(caught.value).splitlines() if "error:" in line]
    assert errors
    assert all("test_ops_refusals.py" in error for error in errors), errors
    return errors


def test_all_ops_without_a_kernel_are_named(capfd: pytest.CaptureFixture[str]) -> None:
    x = values((4, 8), "f32")

    def build(b: Any, a: Any) -> Any:
        first = b.collective_permute(a, source_target_pairs=[[0, 1]], result_type=a)
        second = b.exp(first)
        third = b.sampling(
            second, b.typecast(second, dtype="si32"), *(b.zeros(shape=[4], dtype=d) for d in ("si32", "f32", "f32"))
        )
        return third, b.distributed_rms_norm(a, cluster_axis=0)

    errors = diagnostics(build, x)
    assert len(errors) >= 2
    lines = {int(error.split("test_ops_refusals.py")[1].strip('":').split(":")[0]) for error in errors}
    assert len(lines) == len(errors), "each at its own line"
    assert any("collective_permute" in error and "several devices" in error for error in errors), errors
    assert any("distributed_rms_norm" in error for error in errors), errors
    assert capfd.readouterr().err == "", "diagnostics are in the exception, not on stderr"


def test_ops_that_ttnn_has_but_the_host_has_not() -> None:
    x = values((4, 8), "f32")
    k, p = np.full(4, 2, np.int32), np.full(4, 0.9, np.float32)

    def build(b: Any, a: Any, k: Any, p: Any) -> Any:
        first = b.sampling(a, b.typecast(a, dtype="si32"), k, p, p)
        return first, b.sampling(b.neg(a), b.typecast(a, dtype="si32"), k, p, p)

    errors = diagnostics(build, x, k, p)
    assert len(errors) == 2
    assert all("'ttnn.sampling'" in error and "no kernel" in error for error in errors), errors


@pytest.mark.parametrize(
    ("name", "dtype", "known"), [("exp", "si32", "f32"), ("softmax", "ui8", "bf16"), ("erf", "i1", "f16")]
)
def test_element_types_without_a_kernel_are_named(name: str, dtype: str, known: str) -> None:
    options = {"dimension": -1} if name == "softmax" else {}
    (error,) = diagnostics(lambda b, a: getattr(b, name)(a, **options), values((4, 8), dtype))
    assert f"'ttnn.{name}'" in error
    assert dtype in error
    assert known in error, "what there is instead"


def test_the_module_stays_as_it_was() -> None:
    b = TTIRBuilder()
    b.func([((4, 8), "si32")], name="main")(lambda a: b.exp(a))
    before = str(b.module)
    for _ in range(2):
        with pytest.raises(TTBuilderCompileException):
            compile_ttir_module_to_flatbuffer(b.module)
    assert str(b.module) == before


def test_programs_after_a_failure_compile() -> None:
    with pytest.raises(TTBuilderCompileException):
        compiled(lambda b, a: b.exp(a), [values((2,), "si32")])
    compiled(lambda b, a: b.exp(a), [values((2,), "f32")])
