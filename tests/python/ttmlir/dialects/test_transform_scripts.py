"""Scripts of the dialect transform: made with handles, and run on programs."""

from __future__ import annotations

import pytest

from ttmlir import ir
from ttmlir.dialects import linalg, scf, transform
from ttmlir.dialects.transform import bufferization, extras, interpreter, structured

MATMUL = """
func.func @f(%a: tensor<8x16xf32>, %b: tensor<16x8xf32>, %c: tensor<8x8xf32>) -> tensor<8x8xf32> {
  %0 = linalg.matmul ins(%a, %b : tensor<8x16xf32>, tensor<16x8xf32>) outs(%c : tensor<8x8xf32>) -> tensor<8x8xf32>
  return %0 : tensor<8x8xf32>
}"""


def script_module(script) -> ir.Module:
    """A module with the script as its named sequence."""
    module = ir.Module.create()
    module.operation.attributes["transform.with_named_sequence"] = ir.UnitAttr.get()
    extras.insert_transform_script(module.body, script)
    module.operation.verify()
    return module


def named(name: str) -> ir.Module:
    text = "transform.named_sequence @NAME(%root: !transform.any_op {transform.readonly}) { transform.yield }"
    return ir.Module.parse(f"module attributes {{transform.with_named_sequence}} {{ {text.replace('NAME', name)} }}")


def test_a_script_tiles_and_bufferizes(context: ir.Context) -> None:
    def script(op):
        assert isinstance(op, extras.OpHandle)
        structured.TileUsingForOp(op.match_ops(linalg.MatmulOp), sizes=[4, 4])
        bufferization.OneShotBufferizeOp(op, bufferize_function_boundaries=True)

    payload = ir.Module.parse(MATMUL)
    script_module(script).body.operations[0].apply(payload)
    payload.operation.verify()
    text = str(payload)
    assert text.count("scf.for") == 2
    assert "linalg.matmul ins(%subview" in text
    assert "tensor<" not in text


def test_handles_of_the_payload_are_invalid_after(context: ir.Context) -> None:
    payload = ir.Module.parse(MATMUL)
    matmul = payload.body.operations[0].entry_block.operations[0]
    script = script_module(lambda op: structured.TileUsingForOp(op.match_ops("linalg.matmul"), sizes=[4]))
    script.body.operations[0].apply(payload)
    with pytest.raises(RuntimeError, match="invalidated"):
        str(matmul)


def test_a_script_can_be_run_on_itself(context: ir.Context) -> None:
    module = script_module(lambda op: None)
    sequence = module.body.operations[0]
    sequence.apply(module)
    with pytest.raises(RuntimeError, match="invalidated"):
        str(sequence)


def test_matching_by_name_class_and_interface(context: ir.Context) -> None:
    module = script_module(
        lambda op: [
            op.match_ops("linalg.matmul"),
            op.match_ops(scf.ForOp),
            op.match_ops([scf.ForOp, "linalg.fill"]),
            op.match_ops("LinalgOp"),
            op.match_ops(structured.MatchInterfaceEnum.LinalgOp).print("x"),
        ]
    )
    lines = [line.strip().partition(" = ")[2] for line in str(module).splitlines() if "structured.match" in line]
    names, classes, several, *interfaces = [line.partition("structured.match ")[2] for line in lines]
    assert names == 'ops{["linalg.matmul"]} in %arg0 : (!transform.any_op) -> !transform.op<"linalg.matmul">'
    assert classes.endswith('-> !transform.op<"scf.for">')
    assert several == 'ops{["scf.for", "linalg.fill"]} in %arg0 : (!transform.any_op) -> !transform.any_op'
    assert interfaces == ["interface{LinalgOp} in %arg0 : (!transform.any_op) -> !transform.any_op"] * 2


def test_handles_know_where_they_come_from(context: ir.Context) -> None:
    def script(op):
        found = op.match_ops("linalg.matmul")
        assert found.parent is op
        assert op.children == [found]
        value = found.get_result()
        assert isinstance(value, extras.ValueHandle)
        assert isinstance(value.get_defining_op(), extras.OpHandle)
        assert isinstance(extras.constant_param(3), extras.ParamHandle)
        assert str(extras.constant_param(3).type) == "!transform.param<i64>"
        assert str(extras.constant_param(ir.StringAttr.get("a")).type) == "!transform.any_param"

    script_module(script)


def test_bodies_from_functions(context: ir.Context) -> None:
    module = ir.Module.create()
    with ir.InsertionPoint(module.body), ir.Location.unknown():

        @extras.sequence([], transform.FailurePropagationMode.Propagate, [])
        def steps(target: transform.any_op_t()):
            @extras.apply_patterns(target)
            def patterns():
                transform.ApplyCanonicalizationPatternsOp()

    module.operation.verify()
    assert "apply_patterns to %arg0" in str(module)


def test_options_of_the_interpreter() -> None:
    options = interpreter.TransformOptions()
    assert (options.expensive_checks, options.enforce_single_top_level_transform_op) == (True, True)
    options.expensive_checks = False
    options.enforce_single_top_level_transform_op = False
    assert (options.expensive_checks, options.enforce_single_top_level_transform_op) == (False, False)


def test_what_is_no_script(context: ir.Context) -> None:
    module = ir.Module.parse("module {}")
    with pytest.raises(ValueError, match=r"Failed to apply(.|\n)*must implement TransformOpInterface"):
        interpreter.apply_named_sequence(module, module, module)
    script = named("a").body.operations[0]
    with pytest.raises(ValueError, match=r"expected a builtin\.module .*got transform\.named_sequence"):
        interpreter.apply_named_sequence(module, script, script)


def test_a_script_in_a_module_without_the_mark(context: ir.Context) -> None:
    module = named("a")
    del module.operation.attributes["transform.with_named_sequence"]
    with pytest.raises(ValueError, match=r"with the attribute transform\.with_named_sequence"):
        module.body.operations[0].apply(module)


def test_a_payload_of_another_context(context: ir.Context) -> None:
    module = named("a")
    other = ir.Module.parse("module {}", context=ir.Context())
    with pytest.raises(ValueError, match="belong to one context"):
        module.body.operations[0].apply(other)


def test_merging_symbols(context: ir.Context) -> None:
    target, other = named("a"), named("b")
    interpreter.copy_symbols_and_merge_into(target, other)
    assert [op.sym_name.value for op in target.body.operations] == ["a", "b"]
    with pytest.raises(ValueError, match=r"Failed to merge symbols(.|\n)*doubly defined symbol @b"):
        interpreter.copy_symbols_and_merge_into(target, other)
    with pytest.raises(ValueError, match=r"expected a builtin\.module, got transform\.named_sequence"):
        interpreter.copy_symbols_and_merge_into(target, other.body.operations[0])
