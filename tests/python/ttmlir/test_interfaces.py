"""Interfaces of operations: the results that an operation would have."""

from __future__ import annotations

import pytest

from ttmlir import ir
from ttmlir.dialects import arith, func, ttir


@pytest.fixture
def value(context: ir.Context) -> ir.Value:
    return arith.ConstantOp(ir.F32Type.get(), 1.0).result


@pytest.fixture
def tensor(context: ir.Context) -> ir.Value:
    kind = ir.RankedTensorType.get([2, 3], ir.F32Type.get())
    return ir.Operation.parse(f"builtin.unrealized_conversion_cast to {kind}").results[0]


@pytest.fixture(autouse=True)
def insertion(context: ir.Context) -> object:
    module = ir.Module.create()
    with ir.InsertionPoint(module.body):
        yield module


def test_types_are_inferred_for_a_class(context: ir.Context, value: ir.Value) -> None:
    interface = ir.InferTypeOpInterface(arith.AddFOp)
    assert interface.inferReturnTypes([value, value]) == [ir.F32Type.get()]
    assert interface.inferReturnTypes(operands=[[value, value]]) == [ir.F32Type.get()]
    for get in (lambda: interface.operation, lambda: interface.opview):
        with pytest.raises(TypeError, match="static interface"):
            get()


def test_types_are_inferred_for_an_operation(context: ir.Context, value: ir.Value) -> None:
    add = arith.AddFOp(value, value)
    for given in (add, add.operation):
        interface = ir.InferTypeOpInterface(given)
        assert interface.operation is add.operation
        assert type(interface.opview) is arith.AddFOp
        assert interface.inferReturnTypes([value, value]) == [ir.F32Type.get()]


def test_attributes_become_properties(context: ir.Context, value: ir.Value) -> None:
    attributes = ir.DictAttr.get({"value": ir.IntegerAttr.get(ir.IntegerType.get_signless(8), 3)})
    [inferred] = ir.InferTypeOpInterface(arith.ConstantOp).inferReturnTypes(attributes=attributes)
    assert inferred == ir.IntegerType.get_signless(8)
    assert type(inferred) is ir.IntegerType


def test_what_does_not_implement_an_interface_is_refused(context: ir.Context) -> None:
    with pytest.raises(ValueError, match=r"'func.func' does not implement InferTypeOpInterface"):
        ir.InferTypeOpInterface(func.FuncOp)
    with pytest.raises(ValueError, match=r"'arith.addf' does not implement InferShapedTypeOpInterface"):
        ir.InferShapedTypeOpInterface(arith.AddFOp)
    with pytest.raises(TypeError, match="does not refer to an operation or OpView class"):
        ir.InferTypeOpInterface(int)


def test_arguments_are_checked(context: ir.Context, value: ir.Value) -> None:
    interface = ir.InferTypeOpInterface(arith.AddFOp)
    with pytest.raises(ValueError, match=r"'arith.addf': expected 2 operands, got 0"):
        interface.inferReturnTypes([])
    with pytest.raises(ValueError, match="Operand 1 must be a Value or Sequence of Values"):
        interface.inferReturnTypes([value, 3])
    with pytest.raises(ValueError, match="attributes must be a DictAttr"):
        interface.inferReturnTypes([value, value], attributes=ir.UnitAttr.get())


def test_a_failure_says_why(context: ir.Context, tensor: ir.Value) -> None:
    with pytest.raises(ValueError, match=r"Failed to infer result types: .*3"):
        ir.InferTypeOpInterface(ttir.MatmulOp).inferReturnTypes([tensor, tensor])


def test_builders_infer_results_that_are_left_out(context: ir.Context, value: ir.Value, tensor: ir.Value) -> None:
    assert arith.AddFOp(value, value).result.type == ir.F32Type.get()
    assert ttir.AddOp(tensor, tensor).result.type == tensor.type
    inferred = ir.Operation.create("arith.addf", operands=[value, value], infer_type=True)
    assert inferred.results[0].type == ir.F32Type.get()


def test_attributes_with_defaults_may_be_left_out(context: ir.Context, tensor: ir.Value) -> None:
    with pytest.raises(ir.MLIRError, match="matmul"):
        ttir.MatmulOp(tensor, tensor)
    square = ir.RankedTensorType.get([3, 3], ir.F32Type.get())
    other = ir.Operation.parse(f"builtin.unrealized_conversion_cast to {square}").results[0]
    for operands in ([tensor, other], [other, other]):
        inferred = ir.Operation.create("ttir.matmul", operands=operands, infer_type=True)
        assert inferred.results[0].type == operands[0].type


@pytest.mark.parametrize("name", ["arith.addf", "ttir.add", "ttir.matmul", "ttir.sum", "ttir.reshape", "ttir.concat"])
def test_building_with_too_few_operands_raises(context: ir.Context, name: str) -> None:
    with pytest.raises((ValueError, ir.MLIRError)):
        ir.Operation.create(name, operands=[], infer_type=True)


def test_shaped_type_components(context: ir.Context) -> None:
    f32 = ir.F32Type.get()
    unranked = ir.ShapedTypeComponents.get(f32)
    assert (unranked.element_type, unranked.has_rank, unranked.rank, unranked.shape) == (f32, False, None, None)
    ranked = ir.ShapedTypeComponents.get([2, 3], f32)
    assert (ranked.has_rank, ranked.rank, ranked.shape) == (True, 2, [2, 3])
    assert ir.ShapedTypeComponents.get([], f32, ir.UnitAttr.get()).rank == 0
