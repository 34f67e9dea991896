"""Whatever is wrong with what is given ends in a Python exception that says where; nothing ends the process."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any

import pytest
from ttmlir_programs import FUNCTION

from ttmlir import ir
from ttmlir.dialects import arith, func

pytestmark = pytest.mark.usefixtures("context")


def located(error: ir.MLIRError) -> list[tuple[str, str]]:
    return [(str(info.location), info.message) for info in error.error_diagnostics]


@pytest.mark.parametrize(
    ("parse", "where"),
    [
        (lambda: ir.Module.parse("func.func @f(\n  %x: f32) {\n  retrun\n}"), 'loc("-":3:3)'),
        (lambda: ir.Operation.parse("func.func @f() {", source_name="my.mlir"), 'loc("my.mlir":1:15)'),
        (lambda: ir.Attribute.parse("dense<1> : tensor<2xf3>"), 'loc("dense<1> : tensor<2xf3>":1:21)'),
        (lambda: ir.Type.parse("tensor<2x"), 'loc("tensor<2x":1:9)'),
        (lambda: func.FuncOp.parse("func.func @f( {"), 'loc("-":1:14)'),
    ],
)
def test_unparsable_text_says_where(parse: Callable[[], Any], where: str) -> None:
    with pytest.raises(ir.MLIRError, match="Unable to parse") as caught:
        parse()
    assert located(caught.value)[0][0] == where
    assert where[4:-1].replace('"', "") in str(caught.value).replace('"', "")


@pytest.mark.parametrize(
    "bytecode", [b"ML\xefR", b"ML\xefR\x06", b"ML\xefR\x7fxxxxxxxxxxxxxxx", b"ML\xefR" + b"\xff" * 64]
)
def test_broken_bytecode_is_refused(bytecode: bytes) -> None:
    with pytest.raises(ir.MLIRError, match="Unable to parse module"):
        ir.Module.parse(bytecode)


def test_every_truncation_of_bytecode_is_refused(module: ir.Module, tmp_path: Any) -> None:
    path = tmp_path / "module.mlirbc"
    module.operation.write_bytecode(str(path))
    whole = path.read_bytes()
    assert str(ir.Module.parse(whole)) == str(module)
    for length in range(4, len(whole)):
        with pytest.raises(ir.MLIRError):
            ir.Module.parse(whole[:length])


def test_an_operation_that_fails_to_verify_says_where() -> None:
    here = ir.Location.file("model.py", 12, 3)
    f32, i32 = ir.F32Type.get(), ir.IntegerType.get_signless(32)
    constant = ir.Operation.create("arith.constant", [i32], attributes={"value": ir.IntegerAttr.get(i32, 1)})
    add = ir.Operation.create("arith.addf", [f32], [constant.result, constant.result], loc=here)
    with pytest.raises(ir.MLIRError, match="must be floating-point-like") as caught:
        add.verify()
    assert located(caught.value)[0][0] == str(here)


def test_a_wrong_number_of_operands() -> None:
    f32 = ir.F32Type.get()
    lonely = ir.Operation.create("arith.addf", [f32], [])
    with pytest.raises(ir.MLIRError, match="expected 2 operands, but found 0"):
        lonely.verify()
    with pytest.raises(ValueError, match=r"'arith\.addf': expected 0 regions, got 1"):
        arith.AddFOp.build_generic(results=[f32], operands=[], regions=1)


def test_result_types_that_cannot_be_inferred() -> None:
    with pytest.raises(ir.MLIRError, match="Operation creation failed"):
        ir.Operation.create("arith.addf", operands=[], infer_type=True)


@pytest.mark.parametrize(
    ("create", "kind", "message"),
    [
        (lambda: ir.Operation.create("test.x", attributes={"a": 1}), TypeError, "attribute 'a' must be an Attribute"),
        (lambda: ir.Operation.create("test.x", attributes={1: None}), TypeError, "attribute names must be strings"),
        (lambda: ir.Operation.create("test.x", attributes={"\ud800": None}), TypeError, "must be strings"),
        (lambda: ir.Operation.create("test.x", results=[None]), (ValueError, TypeError), None),
        (lambda: ir.Operation.create("test.x", operands=[None]), TypeError, "expected a Value"),
        (lambda: ir.Operation.create("test.x", successors=[None]), (ValueError, TypeError), None),
        (lambda: ir.Operation.create("test.x", regions=-1), ValueError, "must not be negative"),
        (lambda: ir.Operation.create(""), ValueError, "cannot be the name of an operation"),
        (lambda: ir.Operation.create("a.b\0"), ValueError, "cannot be the name of an operation"),
        (lambda: ir.Operation.create("test.x", loc=1), TypeError, "incompatible function arguments"),
        (lambda: ir.Operation.create("test.x", ip=1), (TypeError, RuntimeError), None),
        (lambda: ir.IntegerAttr.get(ir.F32Type.get(), 1), TypeError, "needs an integer or index type"),
        (lambda: ir.FloatAttr.get(ir.IndexType.get(), 1.0), ir.MLIRError, "needs a float type"),
        (lambda: ir.IntegerAttr.get(ir.IntegerType.get_signless(8), 256), ValueError, "256 does not fit"),
        (lambda: ir.RankedTensorType.get([-5], ir.F32Type.get()), ir.MLIRError, "Invalid type"),
        (lambda: ir.RankedTensorType.get([1], func.FuncOp), TypeError, "incompatible function arguments"),
        (lambda: ir.MemRefType.get([1], ir.FunctionType.get([], [])), ir.MLIRError, "invalid memref element type"),
        (lambda: ir.MemRefType.get_unchecked([1], ir.FunctionType.get([], [])), ir.MLIRError, "memref element type"),
        (lambda: ir.UnrankedTensorType.get_unchecked(ir.FunctionType.get([], [])), ir.MLIRError, "tensor element type"),
        (lambda: ir.VectorType.get([0], ir.F32Type.get()), ir.MLIRError, "Invalid type"),
        (lambda: ir.DenseElementsAttr.get([]), ValueError, "must be non-empty"),
        (lambda: ir.StridedLayoutAttr.get_fully_dynamic(-1), ValueError, "must not be negative"),
        (lambda: ir.DictAttr.get({"a": 1}), TypeError, "expected an Attribute in a DictAttr"),
        (lambda: ir.SymbolRefAttr.get([]), RuntimeError, "at least one symbol"),
    ],
)
def test_wrong_arguments(
    context: ir.Context,
    create: Callable[[], Any],
    kind: type[Exception] | tuple[type[Exception], ...],
    message: str | None,
) -> None:
    context.allow_unregistered_dialects = True
    with pytest.raises(kind, match=message):
        create()


def test_an_attribute_of_the_wrong_type_is_found_by_the_verifier() -> None:
    compare = ir.Operation.parse("%0 = arith.constant 1 : i32\n").operation
    compare.attributes["value"] = ir.UnitAttr.get()
    with pytest.raises(ir.MLIRError, match=r"requires attribute 'value'|'value' failed to satisfy constraint"):
        compare.verify()


def test_integers_of_any_width() -> None:
    wide = ir.IntegerType.get_signless(200)
    for value in (0, -1, 2**199 - 1, -(2**199), 12345678901234567890123):
        assert ir.IntegerAttr.get(wide, value).value == value
    assert ir.IntegerAttr.get(ir.IntegerType.get_unsigned(128), 2**128 - 1).value == 2**128 - 1
    for kind, value in [
        (ir.IntegerType.get_signed(128), 2**127),
        (ir.IntegerType.get_unsigned(128), -1),
        (wide, 2**200),
        (wide, -(2**199) - 1),
    ]:
        with pytest.raises(ValueError, match="does not fit the type"):
            ir.IntegerAttr.get(kind, value)


class Stop(Exception):
    """Raised in callbacks."""


def test_an_exception_in_a_walk_comes_out_of_it(module: ir.Module) -> None:
    def stop(operation: ir.Operation) -> None:
        raise Stop(operation.name)

    for order in (ir.WalkOrder.PRE_ORDER, ir.WalkOrder.POST_ORDER):
        with pytest.raises(Stop):
            module.operation.walk(stop, order)
    with pytest.raises(TypeError, match="must return a WalkResult or None, not str"):
        module.operation.walk(lambda operation: "next")
    with pytest.raises(TypeError, match="derived from OpView"):
        module.operation.walk(lambda operation: None, op_class=int)
    assert module.operation.verify()


def test_a_walk_of_one_class(module: ir.Module) -> None:
    seen: list[str] = []
    module.operation.walk(lambda operation: seen.append(operation.name), op_class=arith.AddFOp)
    assert seen == ["arith.addf"]
    assert [op.name for op in ir.get_ops_of_type(module, arith.AddFOp)] == ["arith.addf"]
    assert len(ir.get_ops_of_type(module)) == 5
    add = ir.get_ops_of_type(module, arith.AddFOp)[0]
    assert isinstance(ir.get_parent_of_type(add, func.FuncOp), func.FuncOp)
    assert ir.get_parent_of_type(add, arith.AddFOp) is None
    with pytest.raises(TypeError, match="derived from OpView"):
        ir.get_parent_of_type(add, str)


def test_a_walk_survives_what_its_callback_drops(context: ir.Context) -> None:
    module = ir.Module.parse(FUNCTION)
    operation = module.operation
    seen: list[str] = []

    def drop(visited: ir.Operation) -> None:
        nonlocal module, operation
        seen.append(visited.name)
        if visited.name == "func.func":
            visited.detach_from_parent()
        module = operation = None
        gc.collect()

    operation.walk(drop, ir.WalkOrder.PRE_ORDER)
    # The function is dropped after its visit, and what is inside with it.
    assert seen == ["builtin.module", "func.func"]


def test_a_walk_inside_a_walk_that_erases(module: ir.Module) -> None:
    seen: list[str] = []

    def visit(visited: ir.Operation) -> None:
        seen.append(visited.name)
        if visited.name == "func.func":
            visited.walk(lambda inner: inner.erase() if inner.name == "func.return" else None)

    module.operation.walk(visit, ir.WalkOrder.PRE_ORDER)
    assert seen == ["builtin.module", "func.func", "arith.addf", "arith.mulf"]


def test_an_exception_in_a_diagnostic_handler(context: ir.Context, monkeypatch: pytest.MonkeyPatch) -> None:
    unraisable: list[Any] = []
    monkeypatch.setattr("sys.unraisablehook", lambda raised: unraisable.append(raised.exc_type))

    def fail(diagnostic: ir.Diagnostic) -> bool:
        raise Stop

    with context.attach_diagnostic_handler(fail) as handler:
        context.emit_error_diagnostics = True
        with pytest.raises(ir.MLIRError):
            ir.Attribute.parse("!")
        assert handler.had_error
    with context.attach_diagnostic_handler(lambda diagnostic: "yes") as handler:
        with pytest.raises(ir.MLIRError):
            ir.Attribute.parse("!")
        assert handler.had_error
    assert unraisable == [Stop, TypeError]


def test_a_handler_cannot_call_into_its_own_context(context: ir.Context) -> None:
    context.emit_error_diagnostics = True
    attempts: list[str] = []

    def handle(diagnostic: ir.Diagnostic) -> bool:
        for attempt in (
            lambda: ir.Attribute.parse("1"),
            lambda: context.attach_diagnostic_handler(handle),
            lambda: handler.detach(),
            lambda: diagnostic.location.emit_error("again"),
        ):
            with pytest.raises(RuntimeError, match="a diagnostic handler must not"):
                attempt()
            attempts.append(diagnostic.message)
        # Another context may be used.
        with ir.Context():
            ir.Attribute.parse("1")
        return True

    handler = context.attach_diagnostic_handler(handle)
    with pytest.raises(ir.MLIRError):
        ir.Attribute.parse("!")
    assert len(attempts) == 4
    handler.detach()
    assert not handler.attached


def test_a_module_that_was_given_away_raises_until_it_comes_back(context: ir.Context) -> None:
    module = ir.Module.create()
    capsule = module._CAPIPtr
    module._clear_mlir_module()
    for use in (lambda: module.operation, lambda: module.body, lambda: str(module), lambda: hash(module), module.dump):
        with pytest.raises(RuntimeError, match="given away"):
            use()
    returned = ir.Module._CAPICreate(capsule)
    assert returned is not module
    assert str(returned) == "module {\n}\n"


def test_a_path_that_cannot_be_read_or_written(module: ir.Module, tmp_path: Any) -> None:
    with pytest.raises(FileNotFoundError):
        ir.Module.parseFile(str(tmp_path / "missing.mlir"))
    with pytest.raises(OSError):
        module.operation.print(file=str(tmp_path / "no" / "such" / "folder"))
    with pytest.raises(OSError):
        module.operation.write_bytecode(str(tmp_path))
    with pytest.raises(ir.MLIRError, match="bytecode of version 1000"):
        module.operation.write_bytecode(str(tmp_path / "x"), desired_version=1000)


def test_an_object_of_a_dropped_context_still_works() -> None:
    with ir.Context() as context, ir.Location.unknown():
        kept = [
            ir.Location.name("a"),
            ir.F32Type.get(),
            ir.AffineMap.get_identity(2),
            ir.AffineExpr.get_dim(0),
            ir.IntegerSet.get_empty(1, 0),
            ir.StringAttr.get("x"),
            ir.Module.parse(FUNCTION).operation,
            context.dialects["func"],
        ]
    del context
    gc.collect()
    assert all(str(thing) for thing in kept)


def test_contexts_are_not_mixed(module: ir.Module) -> None:
    other = ir.Context()
    with other, ir.Location.unknown():
        kind, text, place = ir.F32Type.get(), ir.StringAttr.get("x"), ir.Location.name("x")
        block = ir.Module.parse(FUNCTION).body.operations[0].regions[0].blocks[0]
        value = block.arguments[0]
    ours = module.body.operations[0].regions[0].blocks[0]
    add = ours.operations[0]
    module.context.allow_unregistered_dialects = True

    def assign(thing: Any, name: str, given: Any) -> None:
        setattr(thing, name, given)

    attempts: list[Callable[[], Any]] = [
        lambda: ir.Operation.create("test.x", results=[kind]),
        lambda: ir.Operation.create("test.x", operands=[value]),
        lambda: ir.Operation.create("test.x", attributes={"a": text}),
        lambda: ir.Operation.create("test.x", successors=[block]),
        lambda: ir.ArrayAttr.get([text]),
        lambda: ir.DictAttr.get({"a": text}),
        lambda: ir.FunctionType.get([kind], []),
        lambda: ir.TupleType.get_tuple([kind]),
        lambda: ir.RankedTensorType.get([1], ir.F32Type.get(), text),
        lambda: ir.MemRefType.get([1], ir.F32Type.get(), memory_space=text),
        lambda: ir.Location.fused([place, ir.Location.unknown()]),
        lambda: ir.Location.name("a", place),
        lambda: ours.add_argument(kind, ir.Location.unknown()),
        lambda: ours.arguments[0].set_type(kind),
        lambda: ours.arguments[0].set_location(place),
        lambda: add.result.set_type(kind),
        lambda: add.operands.__setitem__(0, value),
        lambda: add.attributes.__setitem__("a", text),
        lambda: assign(add, "location", place),
    ]
    for number, attempt in enumerate(attempts):
        with pytest.raises(ValueError, match="another context"):
            attempt()
            raise AssertionError(f"attempt {number} was accepted")
    assert module.operation.verify()
