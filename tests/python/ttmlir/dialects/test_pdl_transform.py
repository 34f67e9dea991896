"""The conveniences of pdl and of transform with its extensions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ttmlir import ir
from ttmlir.dialects import pdl, transform
from ttmlir.dialects.transform import bufferization, debug, loop, structured, tune
from ttmlir.dialects.transform import memref as transform_memref
from ttmlir.dialects.transform import pdl as transform_pdl
from ttmlir.dialects.transform import tensor as transform_tensor
from ttmlir.extras import types as T

PROPAGATE = transform.FailurePropagationMode.Propagate


def body_of(module: ir.Module) -> str:
    """The module's text without the first and the last line and without indentation, after it was verified."""
    module.operation.verify()
    return "\n".join(line.strip() for line in str(module).splitlines()[1:-1])


def in_sequence(make: Callable[[Any], Any], target: Any = None) -> Any:
    """What `make` returns for the handle of the target, in a sequence of its own."""
    sequence = transform.SequenceOp(PROPAGATE, [], target or transform.AnyOpType.get())
    with ir.InsertionPoint(sequence.body):
        made = make(sequence.bodyTarget)
        transform.YieldOp()
    return made


def test_a_pattern_of_operations(built: ir.Module) -> None:
    pattern = pdl.PatternOp(1, "operations")
    with ir.InsertionPoint(pattern.body):
        inner = pdl.OperationOp(attributes={"attr": pdl.AttributeOp()}, types=[pdl.TypeOp()])
        root = pdl.OperationOp(args=[pdl.ResultOp(inner, 0), pdl.OperandOp()])
        pdl.RewriteOp(root, "rewriter", args=[inner])
    assert body_of(built) == (
        "pdl.pattern @operations : benefit(1) {\n"
        "%0 = attribute\n"
        "%1 = type\n"
        '%2 = operation  {"attr" = %0} -> (%1 : !pdl.type)\n'
        "%3 = result 0 of %2\n"
        "%4 = operand\n"
        "%5 = operation(%3, %4 : !pdl.value, !pdl.value)\n"
        'rewrite %5 with "rewriter"(%2 : !pdl.operation)\n'
        "}"
    )


def test_a_rewrite_with_a_body(built: ir.Module) -> None:
    pattern = pdl.PatternOp(2)
    with ir.InsertionPoint(pattern.body):
        types = pdl.TypesOp()
        root = pdl.OperationOp("a.b", args=[pdl.OperandsOp(types)], types=[types])
        rewrite = pdl.RewriteOp(root)
        with ir.InsertionPoint(rewrite.add_body()):
            given = pdl.TypesOp([T.i32(), T.i64()])
            pdl.ReplaceOp(root, with_op=pdl.OperationOp("c.d", types=[given]))
    text = body_of(built)
    assert "%0 = types\n" in text
    assert "types : [i32, i64]" in text
    assert "replace %2 with %4" in text
    assert rewrite.body == rewrite.regions[0].blocks[0]


def test_a_rewrite_by_values(built: ir.Module) -> None:
    pattern = pdl.PatternOp(1)
    with ir.InsertionPoint(pattern.body):
        operand = pdl.OperandOp(pdl.TypeOp(ir.TypeAttr.get(T.i32())))
        root = pdl.OperationOp("a.b", args=[operand], types=[pdl.TypeOp(T.i32())])
        with ir.InsertionPoint(pdl.RewriteOp(root).add_body()):
            pdl.ReplaceOp(root, with_values=[operand])
    assert "replace %3 with(%1 : !pdl.value)" in body_of(built)


def test_nested_sequences(built: ir.Module) -> None:
    outer = transform.SequenceOp(PROPAGATE, [], transform.AnyOpType.get(), [transform.OperationType.get("a.b")])
    with ir.InsertionPoint(outer.body):
        inner = transform.SequenceOp(PROPAGATE, transform.AnyOpType.get(), outer.bodyTarget, outer.bodyExtraArgs)
        with ir.InsertionPoint(inner.body):
            transform.YieldOp([inner.bodyTarget])
        transform.YieldOp()
    built.operation.verify()
    assert [argument.type for argument in inner.body.arguments] == [argument.type for argument in outer.body.arguments]


def test_a_named_sequence(built: ir.Module) -> None:
    built.operation.attributes["transform.with_named_sequence"] = ir.UnitAttr.get()
    made = transform.named_sequence(
        "__transform_main",
        [transform.AnyOpType.get()],
        [transform.AnyOpType.get()],
        arg_attrs=[{"transform.consumed": ir.UnitAttr.get()}],
    )
    with ir.InsertionPoint(made.body):
        transform.yield_([made.bodyTarget])
    assert body_of(built).splitlines()[0] == (
        "transform.named_sequence @__transform_main(%arg0: !transform.any_op {transform.consumed}) -> !transform.any_op {"
    )


def test_operations_for_each_target(built: ir.Module) -> None:
    def make(target):
        op = transform.ForeachOp([], [target, target], with_zip_shortest=True)
        with ir.InsertionPoint(op.body):
            transform.YieldOp()
        return op

    assert len(in_sequence(make).bodyTargets) == 2
    built.operation.verify()


def test_options_of_a_pass(built: ir.Module) -> None:
    def make(target):
        ten = transform.param_constant(transform.AnyParamType.get(), ir.IntegerAttr.get(T.i64(), 10))
        options = {"max-iterations": ten, "top-down": False, "level": 2, "names": ("a", ten), "b": ir.UnitAttr.get()}
        return transform.apply_registered_pass(transform.AnyOpType.get(), target, "canonicalize", options=options)

    in_sequence(make)
    expected = '{"b" = unit, "level" = 2 : i64, "max-iterations" = %0, "names" = ["a", %0], "top-down" = false}'
    assert f"with options = {expected}" in body_of(built)


def test_an_option_that_cannot_be(built: ir.Module) -> None:
    with pytest.raises(TypeError, match="Unsupported option type: <class 'float'>"):
        in_sequence(
            lambda target: transform.apply_registered_pass(target.type, target, "canonicalize", options={"a": 1.5})
        )


def more(target: Any) -> Any:
    """Another handle, for operations that consume several."""
    return structured.MatchOp.match_op_names(target, "a.b")


def loops(target: Any) -> Any:
    return transform.cast(transform.OperationType.get("scf.for"), target)


# One operation each, and what its text contains.
CORE = [
    (lambda t: transform.GetParentOp(t.type, t, isolated_from_above=True, nth_parent=2), "nth_parent = 2"),
    (lambda t: transform.get_parent_op(t.type, t, op_name="func.func"), 'op_name = "func.func"'),
    (lambda t: transform.merge_handles([t, t], deduplicate=True), "merge_handles deduplicate"),
    (lambda t: transform.replicate(t, [t]), "replicate num("),
    (lambda t: transform.cast(transform.OperationType.get("a.b"), t), '!transform.op<"a.b">'),
    (lambda t: transform.apply_patterns(t, apply_cse=True).patterns, "apply_cse"),
    (lambda t: loop.LoopUnrollOp(t, factor=4), "factor = 4"),
    (lambda t: loop.LoopPeelOp(t.type, t.type, loops(t), peel_front=True), "peel_front = true"),
    (lambda t: loop.LoopPipelineOp(t.type, loops(t), iteration_interval=3), "iteration_interval = 3"),
    (lambda t: loop.LoopOutlineOp(t.type, t.type, t, func_name="f"), 'func_name = "f"'),
    (lambda t: bufferization.OneShotBufferizeOp(t, bufferize_function_boundaries=True), "boundaries = true"),
    (
        lambda t: bufferization.OneShotBufferizeOp(
            t.type, t, function_boundary_type_conversion=bufferization.LayoutMapOption.IdentityLayoutMap
        ),
        "layout{IdentityLayoutMap}",
    ),
    (lambda t: transform_tensor.MakeLoopIndependentOp(t, 2), "num_loops = 2"),
    (
        lambda t: transform_memref.MemRefMultiBufferOp(
            transform.cast(transform.OperationType.get("memref.alloc"), t), 2
        ),
        "factor = 2",
    ),
    (
        lambda t: tune.knob(transform.AnyParamType.get(), "k", [1, True, 2.5, "s"], selected=1),
        '[1, true, 2.500000e+00, "s"]',
    ),
    (lambda t: debug.emit_remark_at(t, "here"), '"here"'),
]
STRUCTURED = [
    (lambda t: structured.BufferizeToAllocationOp(t, memory_space=3), "memory_space = 3"),
    (lambda t: structured.DecomposeOp(t), "structured.decompose"),
    (lambda t: structured.FuseIntoContainingOp(more(t), t), "-> (!transform.any_op, !transform.any_op)"),
    (
        lambda t: structured.FuseIntoContainingOp(transform.OperationType.get("a.b"), t.type, more(t), t),
        '-> (!transform.op<"a.b">, !transform.any_op)',
    ),
    (
        lambda t: structured.FuseOp(t, tile_sizes=[4, 0, 8], tile_interchange=[1, 0]),
        "tile_sizes [4, 0, 8] interchange [1, 0]",
    ),
    (lambda t: structured.InterchangeOp(t, iterator_interchange=[1, 0]), "iterator_interchange = [1, 0]"),
    (lambda t: structured.MatchOp.match_op_names(t, "a.b"), '["a.b"]'),
    (lambda t: structured.MatchOp.match_op_names(t.type, t, ["a.b", "c.d"]), '["a.b", "c.d"]'),
    (
        lambda t: structured.MultiTileSizesOp(t.type, t, dimension=1, target_size=42, divisor=2),
        "dimension = 1 : i64, divisor = 2 : i64, target_size = 42",
    ),
    (
        lambda t: structured.PadOp(
            t,
            pad_to_multiple_of=[more(t), 10],
            padding_dimensions=[0, 1],
            transpose_paddings=[[1, 0]],
            copy_back_op="none",
        ),
        "pad_to_multiple_of [%",
    ),
    (lambda t: structured.SplitOp(t, dimension=1, chunk_sizes=42), "after 42"),
    (lambda t: structured.SplitOp(t, 1, more(t)), "after %"),
    (lambda t: structured.TileUsingForOp(t, sizes=[4, [8], 0, more(t)]), "tile_sizes [4, [8], 0, %"),
    (lambda t: structured.TileUsingForOp(t, sizes=ir.DenseI64ArrayAttr.get([4]), interchange=[0]), "interchange = [0]"),
    (
        lambda t: structured.TileUsingForOp(transform.OperationType.get("scf.for"), t, sizes=[2, 3]),
        '!transform.op<"scf.for">, !transform.op<"scf.for">',
    ),
    (lambda t: structured.TileUsingForallOp(t, num_threads=[2, more(t)]), "num_threads [2, %"),
    (lambda t: structured.TileUsingForallOp(t, tile_sizes=more(t)), "tile_sizes *(%"),
    (lambda t: structured.VectorizeOp(t), "structured.vectorize %"),
    (lambda t: structured.VectorizeOp(t, [16, [4]], vectorize_nd_extract=True), "vector_sizes [16, [4]]"),
    (lambda t: structured.VectorizeOp(t, ir.Attribute.parse("[16, 4]")), "vector_sizes [16, 4]"),
    (lambda t: structured.PromoteOp(t), "structured.promote"),
]


@pytest.mark.parametrize(("make", "text"), [*CORE, *STRUCTURED])
def test_an_operation_of_a_script(built: ir.Module, make: Callable[[Any], Any], text: str) -> None:
    in_sequence(make)
    assert text in body_of(built)


def test_types_of_results_are_all_given_or_none(built: ir.Module) -> None:
    with pytest.raises(TypeError, match="expected all 2 types of the results of FuseIntoContainingOp or none, got 1"):
        in_sequence(lambda t: structured.FuseIntoContainingOp(t.type, t, t))
    with pytest.raises(TypeError, match=r"expected TileUsingForOp\(\[loop types\], target\), got 3 arguments"):
        in_sequence(lambda t: structured.TileUsingForOp(t, t, t, sizes=[1]))


def test_sizes_of_vectors_apart(built: ir.Module) -> None:
    with pytest.raises(TypeError, match="expected both scalable_sizes and static_vector_sizes"):
        in_sequence(lambda t: structured.VectorizeOp(t, static_vector_sizes=[4]))
    with pytest.raises(ValueError, match="a scalable size as a list of one size, got 2"):
        in_sequence(lambda t: structured.VectorizeOp(t, [[4, 8]]))


def test_patterns_in_a_script(built: ir.Module) -> None:
    outer = transform_pdl.WithPDLPatternsOp(transform.AnyOpType.get())
    with ir.InsertionPoint(outer.body):
        sequence = transform.SequenceOp(PROPAGATE, [transform.AnyOpType.get()], outer.bodyTarget)
        with ir.InsertionPoint(sequence.body):
            match = transform_pdl.PDLMatchOp(transform.AnyOpType.get(), sequence.bodyTarget, "matcher")
            transform.YieldOp(match)
    assert "pdl_match @matcher in %arg1" in body_of(built)
