"""The conveniences of builtin, func and arith."""

from __future__ import annotations

import array

import numpy as np
import pytest

from ttmlir import ir
from ttmlir.dialects import arith, builtin, func
from ttmlir.extras import types as T


def text_of(module: ir.Module) -> list[str]:
    """The lines of a module between its braces, after it was verified."""
    module.operation.verify()
    return [line.strip() for line in str(module).splitlines()[1:-1]]


def test_a_module_op_has_a_body(built: ir.Module) -> None:
    inner = builtin.ModuleOp()
    with ir.InsertionPoint(inner.body):
        builtin.ModuleOp(sym_name="innermost")
    assert text_of(built) == ["module {", "module @innermost {", "}", "}"]


def test_a_module_is_made_of_a_function(built: ir.Module) -> None:
    @builtin.module(sym_name="inner", attrs={"my.attribute": ir.UnitAttr.get()})
    def inner() -> None:
        @builtin.module
        def innermost() -> None:
            pass

    assert isinstance(inner, builtin.ModuleOp)
    assert text_of(built) == ["module @inner attributes {my.attribute} {", "module {", "}", "}"]


def test_a_cast_between_any_types(built: ir.Module) -> None:
    one = arith.constant(T.index(), 1)
    assert builtin.unrealized_conversion_cast([T.i32()], [one]).type == T.i32()


def test_a_function_is_made_of_a_python_function(built: ir.Module) -> None:
    @func.func(T.f32(), T.f64())
    def both(a, b):
        return b, a

    @func.FuncOp.from_py_func(T.f32(), T.f64(), name="caller")
    def ignored(a, b, func_op):
        assert isinstance(func_op, func.FuncOp)
        return both(a, b)[0]

    assert text_of(built) == [
        "func.func @both(%arg0: f32, %arg1: f64) -> (f64, f32) {",
        "return %arg1, %arg0 : f64, f32",
        "}",
        "func.func @caller(%arg0: f32, %arg1: f64) -> f64 {",
        "%0:2 = call @both(%arg0, %arg1) : (f32, f64) -> (f64, f32)",
        "return %0#0 : f64",
        "}",
    ]
    assert both.func_op.name.value == "both"


def test_a_function_without_results_can_be_called(built: ir.Module) -> None:
    @func.func()
    def nothing():
        pass

    @func.func()
    def caller(**keywords):
        assert list(keywords) == ["func_op"]
        return nothing()

    assert text_of(built)[-3:] == ["call @nothing() : () -> ()", "return", "}"]


def test_an_operation_with_results_is_returned(built: ir.Module) -> None:
    @func.func()
    def one():
        return arith.ConstantOp(T.i32(), 1)

    assert text_of(built)[0] == "func.func @one() -> i32 {"


def test_with_results_the_function_returns_by_itself(built: ir.Module) -> None:
    @func.func(T.f32(), results=[T.f32()])
    def given(a):
        func.ReturnOp([a])

    with pytest.raises(AssertionError, match="explicit `results=` requires that the wrapped function returns None"):

        @func.func(T.f32(), results=[T.f32()])
        def wrong(a):
            return a


def test_a_function_op_has_its_parts(built: ir.Module) -> None:
    op = func.FuncOp("f", ([T.f32()], [T.f32()]), visibility="nested")
    assert (op.name.value, str(op.type), op.visibility.value, op.is_external) == ("f", "(f32) -> f32", "nested", True)
    with pytest.raises(IndexError, match="External function does not have a body"):
        _ = op.entry_block
    with ir.InsertionPoint(op.add_entry_block()):
        func.ReturnOp(op.arguments)
    assert not op.is_external
    with pytest.raises(IndexError, match="already has an entry block"):
        op.add_entry_block()


def test_a_body_builder_gets_the_operation(built: ir.Module) -> None:
    type = ir.FunctionType.get([T.f32()], [T.f32()])
    func.FuncOp(name="f", type=type, body_builder=lambda op: func.ReturnOp([op.entry_block.arguments[0]]))
    assert text_of(built)[1] == "return %arg0 : f32"


def test_attributes_of_arguments_and_results(built: ir.Module) -> None:
    op = func.FuncOp("f", ([T.f32()], [T.f64()]), visibility="private")
    assert str(op.arg_attrs) == str(op.result_attrs) == "[{}]"
    op.arg_attrs = [ir.DictAttr.get({"func.a": ir.UnitAttr.get()})]
    op.result_attrs = ir.ArrayAttr.get([ir.DictAttr.get({"func.b": ir.StringAttr.get("c")})])
    assert str(op) == 'func.func private @f(f32 {func.a}) -> (f64 {func.b = "c"})'


@pytest.mark.parametrize("form", ["op", "string", "symbol"])
def test_the_forms_of_a_call(built: ir.Module, form: str) -> None:
    callee = func.FuncOp("callee", ([T.i32()], [T.i32()]), visibility="private")
    one = arith.constant(T.i32(), 1)
    arguments = {
        "op": (callee, [one]),
        "string": ([T.i32()], "callee", [one]),
        "symbol": ([T.i32()], ir.FlatSymbolRefAttr.get("callee"), [one]),
    }
    assert str(func.CallOp(*arguments[form])) == "%0 = call @callee(%c1_i32) : (i32) -> i32".replace(
        "call", "func.call", 1
    )


def test_calls_with_wrong_arguments(built: ir.Module) -> None:
    callee = func.FuncOp("callee", ([], []), visibility="private")
    with pytest.raises(ValueError, match="takes the list of its arguments as the second and last argument, got str"):
        func.CallOp(callee, "callee")
    with pytest.raises(ValueError, match="got list as the second argument"):
        func.CallOp([], [])


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda: arith.constant(T.i32(), 42), "arith.constant 42 : i32"),
        (lambda: arith.constant(42, T.i32()), "arith.constant 42 : i32"),
        (lambda: arith.constant(T.f32(), 1), "arith.constant 1.000000e+00 : f32"),
        (lambda: arith.constant(result=T.f64(), value=-2.5), "arith.constant -2.500000e+00 : f64"),
        (lambda: arith.constant(T.bool(), True), "arith.constant true"),
        (lambda: arith.constant(ir.IntegerAttr.get(T.i8(), 7)), "arith.constant 7 : i8"),
        (lambda: arith.ConstantOp.create_index(3).result, "arith.constant 3 : index"),
        (lambda: arith.constant(T.vector(2, T.i32()), 5), "arith.constant dense<5> : vector<2xi32>"),
        (
            lambda: arith.constant(T.tensor(3, T.i32()), array.array("i", [1, 2, 3])),
            "arith.constant dense<[1, 2, 3]> : tensor<3xi32>",
        ),
        (
            lambda: arith.constant(T.tensor(2, T.f64()), array.array("d", [1, 2])),
            "arith.constant dense<[1.000000e+00, 2.000000e+00]> : tensor<2xf64>",
        ),
        (
            lambda: arith.constant(T.tensor(2, T.f32()), np.array([1, 2], np.float32)),
            "arith.constant dense<[1.000000e+00, 2.000000e+00]> : tensor<2xf32>",
        ),
    ],
)
def test_constants(built: ir.Module, make, expected: str) -> None:
    assert str(make().owner).partition(" = ")[2] == expected


def test_constants_that_cannot_be(built: ir.Module) -> None:
    with pytest.raises(ValueError, match=r"a constant of type i32 cannot be the number 1\.5"):
        arith.constant(T.i32(), 1.5)
    with pytest.raises(ValueError, match=r"elements have 32 bits, those of type tensor<2xi64> have 64 bits"):
        arith.constant(T.tensor(2, T.i64()), array.array("i", [1, 2]))
    with pytest.raises(ValueError, match="the array has typecode 'u'"):
        arith.constant(T.tensor(2, T.i32()), array.array("u", "ab"))


def test_the_number_of_a_constant(built: ir.Module) -> None:
    assert arith.ConstantOp(T.i32(), 42).literal_value == 42
    assert arith.ConstantOp(T.f64(), 0.25).literal_value == 0.25
    assert arith.ConstantOp(T.f64(), 0.25).type == T.f64()
    with pytest.raises(ValueError, match=r"only integer and float constants have literal values.*vector<2xi32>"):
        _ = arith.ConstantOp(T.vector(2, T.i32()), 1).literal_value


def test_flags_and_predicates(built: ir.Module) -> None:
    one = arith.constant(T.f32(), 1)
    flags = arith.FastMathFlags.nnan | arith.FastMathFlags.ninf
    assert "fastmath<nnan,ninf>" in str(arith.addf(one, one, fastmath=flags).owner)
    assert "cmpf oeq" in str(arith.cmpf(arith.CmpFPredicate.OEQ, one, one).owner)
