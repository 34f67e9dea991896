"""The module behind every pass, as MLIRModuleLogger writes it down."""

from __future__ import annotations

import gc

import pytest

from ttmlir import ir, passes

MODULE = """
func.func @main(%a: tensor<2xf32>) -> tensor<2xf32> {
  %0 = "ttir.exp"(%a) : (tensor<2xf32>) -> tensor<2xf32>
  %1 = "ttir.exp"(%a) : (tensor<2xf32>) -> tensor<2xf32>
  %2 = "ttir.add"(%0, %1) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32> loc("sum")
  return %2 : tensor<2xf32>
}
"""


def logged(context: ir.Context, pipeline: str, *names: str) -> list[tuple[str, str]]:
    logger = passes.MLIRModuleLogger()
    logger.attach_context(context, names)
    passes.run_pipeline(ir.Module.parse(MODULE), pipeline)
    return logger.module_log


def test_every_pass_is_there(context: ir.Context) -> None:
    log = logged(context, "ttir-to-ttnn-backend-pipeline")
    names = [name for name, _ in log]
    assert names[0] == "PRE-PIPELINE"
    assert "ttir.exp" in log[0][1] and "ttnn" not in log[0][1]
    assert "ttnn.exp" in log[-1][1]
    assert "Canonicalizer" in " ".join(names)


def test_text_has_locations(context: ir.Context) -> None:
    assert 'loc("sum")' in logged(context, "cse")[-1][1]


def test_passes_on_functions_show_the_module(context: ir.Context) -> None:
    (_, before), (name, after) = logged(context, "func.func(cse)")
    assert name.endswith("CSE")
    assert before.count("ttir.exp") == 2 and after.count("ttir.exp") == 1
    assert after.lstrip().startswith(("module", "#"))


@pytest.mark.parametrize("wanted", ["cse", "TTIRFusingPass"])
def test_some_passes_alone(context: ir.Context, wanted: str) -> None:
    log = logged(context, "ttir-to-ttnn-backend-pipeline", wanted)
    assert len(log) == 2 + (wanted == "TTIRFusingPass")


def test_a_pass_that_fails_is_there(context: ir.Context) -> None:
    logger = passes.MLIRModuleLogger()
    logger.attach_context(context)
    module = ir.Module.parse(MODULE)
    with pytest.raises(ir.MLIRError):
        passes.tt_populate_argument_types(module, "nowhere=input")
    assert [name for name, _ in logger.module_log] == ["PRE-PIPELINE", "TTCorePopulateArgumentTypesPass"]


def test_a_logger_may_go_before_its_context(context: ir.Context) -> None:
    logger = passes.MLIRModuleLogger()
    logger.attach_context(context)
    del logger
    gc.collect()
    passes.run_pipeline(ir.Module.parse(MODULE), "cse")


def test_a_context_may_go_before_its_logger() -> None:
    logger = passes.MLIRModuleLogger()
    with ir.Context() as context:
        logger.attach_context(context)
        passes.run_pipeline(ir.Module.parse(MODULE), "cse")
    del context
    gc.collect()
    assert len(logger.module_log) == 2


def test_the_last_logger_is_told(context: ir.Context) -> None:
    first, second = passes.MLIRModuleLogger(), passes.MLIRModuleLogger()
    first.attach_context(context)
    second.attach_context(context)
    passes.run_pipeline(ir.Module.parse(MODULE), "cse")
    assert first.module_log == [] and len(second.module_log) == 2


def test_large_constants_are_elided(context: ir.Context) -> None:
    logger = passes.MLIRModuleLogger()
    logger.attach_context(context)
    numbers = ", ".join(map(str, range(100)))
    passes.run_pipeline(
        ir.Module.parse(f"func.func private @f() attributes {{a = dense<[{numbers}]> : tensor<100xi32>}}"), "cse"
    )
    assert "dense_resource<__elided__>" in logger.module_log[-1][1]
