"""Modules, operations, blocks, values: reading, building and changing them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from ttmlir_programs import FUNCTION

from ttmlir import ir


def body(module: ir.Module) -> ir.Block:
    return module.body.operations[0].regions[0].blocks[0]


def test_a_module_prints_what_it_was_parsed_from(module: ir.Module) -> None:
    assert str(ir.Module.parse(str(module))) == str(module)
    assert "arith.mulf" in str(module)


def test_a_module_is_parsed_from_bytecode_and_files(module: ir.Module, tmp_path: Path) -> None:
    path = tmp_path / "module.mlirbc"
    with path.open("wb") as file:
        module.operation.write_bytecode(file)
    assert path.read_bytes()[:4] == b"ML\xefR"
    assert str(ir.Module.parse(path.read_bytes())) == str(module)
    assert str(ir.Module.parseFile(str(path))) == str(module)


def test_one_wrapper_stands_for_one_operation(module: ir.Module) -> None:
    first, second = body(module).operations[0], body(module).operations[0]
    assert first.operation is second.operation
    assert first == second
    assert module.operation is module.operation


def test_operations_are_iterated_as_their_classes(module: ir.Module) -> None:
    assert [operation.name for operation in body(module)] == ["arith.addf", "arith.mulf", "func.return"]
    assert type(body(module).operations[0]).__name__ == "AddFOp"
    assert len(body(module).operations) == 3
    assert body(module).operations[-1].name == "func.return"
    with pytest.raises(IndexError):
        _ = body(module).operations[3]


def test_operands_results_and_uses(module: ir.Module) -> None:
    add, multiply, _ = body(module)
    assert add.operands[0].owner == body(module)
    assert add.operands[0].arg_number == 0
    assert [(use.owner.name, use.operand_number) for use in add.result.uses] == [("arith.mulf", 1), ("arith.mulf", 0)]
    assert multiply.operands[0] == add.result
    assert [str(kind) for kind in add.operands.types] == ["tensor<2xf32>"] * 2
    assert add.result.get_name() == "%0"
    assert len(add.operands[:1]) == 1
    assert next(reversed(list(add.operands))) == add.operands[1]


def test_uses_are_replaced(module: ir.Module) -> None:
    add, multiply, _ = body(module)
    add.result.replace_all_uses_with(add.operands[0])
    assert multiply.operands[0] == body(module).arguments[0]
    multiply.operands[1] = body(module).arguments[1]
    assert multiply.operands[1].arg_number == 1
    assert module.operation.verify()


def test_attributes_behave_as_a_mapping(module: ir.Module) -> None:
    function = module.body.operations[0]
    function.attributes["note"] = ir.StringAttr.get("kept")
    assert function.attributes["note"].value == "kept"
    assert "note" in function.attributes
    assert set(function.attributes.keys()) >= {"sym_name", "note"}
    assert dict(function.attributes.items())["sym_name"].value == "f"
    del function.attributes["note"]
    assert function.attributes.get("note") is None
    with pytest.raises(KeyError, match="note"):
        _ = function.attributes["note"]


def test_operations_are_created_by_name(context: ir.Context) -> None:
    module = ir.Module.create()
    with ir.InsertionPoint(module.body):
        operation = ir.Operation.create(
            "arith.constant",
            attributes={"value": ir.IntegerAttr.get(ir.IntegerType.get_signless(32), 7)},
            infer_type=True,
        )
    assert str(operation.result.type) == "i32"
    assert operation.parent == module.operation
    assert str(module) == "module {\n  %c7_i32 = arith.constant 7 : i32\n}\n"


def test_operations_are_created_by_class(context: ir.Context) -> None:
    from ttmlir.dialects import arith

    module = ir.Module.create()
    with ir.InsertionPoint(module.body):
        one = arith.ConstantOp(ir.FloatAttr.get_f32(1.0))
        total = arith.AddFOp(one, one.result)
        arith.CmpFOp(arith.CmpFPredicate.OLT, one, total)
    assert "arith.addf %cst, %cst : f32" in str(module)
    assert "arith.cmpf olt" in str(module)
    assert module.operation.verify()


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"name": "no.such_operation"}, ir.MLIRError, "no such operation is registered"),
        ({"name": "arith.addf", "operands": [None]}, TypeError, "expected a Value"),
        ({"name": "arith.addf", "infer_type": True}, ir.MLIRError, "Operation creation failed"),
        (
            {"name": "func.func", "attributes": {"sym_name": "text"}},
            TypeError,
            "'sym_name' must be an Attribute, not str",
        ),
        ({"name": "func.func", "regions": -1}, ValueError, "must not be negative"),
    ],
)
def test_wrong_arguments_are_refused(
    context: ir.Context, arguments: dict[str, object], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        ir.Operation.create(**arguments)


def test_a_wrong_number_of_operands_is_found_by_the_verifier(context: ir.Context) -> None:
    with pytest.raises(ir.MLIRError, match=r"requires 2 operands|expected 2 operands"):
        ir.Operation.create("arith.addf", results=[ir.F32Type.get()]).verify()


def test_unregistered_operations_can_be_allowed(context: ir.Context) -> None:
    context.allow_unregistered_dialects = True
    assert str(ir.Operation.create("no.such_operation")).strip() == '"no.such_operation"() : () -> ()'


def test_printing_flags(module: ir.Module) -> None:
    function = module.body.operations[0]
    assert '"func.func"() <{' in function.get_asm(print_generic_op_form=True)
    assert "loc(" in function.get_asm(enable_debug_info=True)
    assert "addf" not in function.get_asm(skip_regions=True)
    assert function.get_asm(binary=True).startswith(b"func.func @f")
    out = io.StringIO()
    function.print(file=out)
    assert out.getvalue() == str(function)
    with pytest.raises(ZeroDivisionError):
        function.print(file=type("Bad", (), {"write": lambda self, text: 1 // 0})())


def test_large_constants_are_elided(context: ir.Context) -> None:
    import numpy as np

    constant = ir.Operation.create(
        "arith.constant",
        attributes={"value": ir.DenseElementsAttr.get(np.arange(100, dtype=np.int32))},
        infer_type=True,
    )
    assert "dense_resource<__elided__>" in constant.get_asm(large_elements_limit=8)


def test_insertion_points(module: ir.Module) -> None:
    block = body(module)
    value = ir.FloatAttr.get_f32(0.0)

    def make(**where: ir.InsertionPoint) -> ir.Operation:
        return ir.Operation.create("arith.constant", attributes={"value": value}, infer_type=True, **where)

    make(ip=ir.InsertionPoint.at_block_begin(block))
    make(ip=ir.InsertionPoint.at_block_terminator(block))
    make(ip=ir.InsertionPoint(block.operations[1]))
    make(ip=ir.InsertionPoint.after(block.operations[1]))
    names = [operation.name for operation in block]
    assert names[0] == names[1] == names[2] == names[5] == "arith.constant"
    with pytest.raises(IndexError, match="already has a terminator"):
        make(ip=ir.InsertionPoint(block))
    with pytest.raises(ValueError, match="No current InsertionPoint"):
        _ = ir.InsertionPoint.current
    assert not make().attached


def test_operations_are_moved_cloned_and_detached(module: ir.Module) -> None:
    add, multiply, _ = body(module)
    copy = add.clone(ip=ir.InsertionPoint(multiply))
    assert [operation.name for operation in body(module)][:2] == ["arith.addf", "arith.addf"]
    copy.move_before(add)
    assert copy.is_before_in_block(add)
    detached = copy.detach_from_parent()
    assert not detached.operation.attached
    assert detached.parent is None
    detached.move_after(add)
    assert detached.operation.attached
    with pytest.raises(ValueError, match="into itself"):
        module.body.operations[0].move_before(add)


def test_blocks_have_arguments_and_neighbours(context: ir.Context) -> None:
    module = ir.Module.parse("func.func @f(%a: i32) { return }")
    block = module.body.operations[0].regions[0].blocks[0]
    added = block.add_argument(ir.F32Type.get(), ir.Location.unknown())
    assert added.arg_number == 1
    assert [str(kind) for kind in block.arguments.types] == ["i32", "f32"]
    block.erase_argument(1)
    with pytest.raises(IndexError):
        block.erase_argument(1)
    following = block.create_after(ir.F32Type.get())
    assert len(block.region.blocks) == 2
    assert following.arguments[0].type == ir.F32Type.get()
    assert list(block.successors) == []


def test_symbol_tables(module: ir.Module) -> None:
    table = ir.SymbolTable(module.operation)
    assert table["f"].sym_name.value == "f"
    assert "f" in table
    table.insert(table["f"].clone(ip=False))
    assert [operation.sym_name.value for operation in module.body] == ["f", "f_0"]
    ir.SymbolTable.set_symbol_name(table["f_0"], "g")
    del ir.SymbolTable(module.operation)["g"]
    assert len(module.body.operations) == 1
    with pytest.raises(KeyError, match="missing"):
        _ = table["missing"]
    with pytest.raises(TypeError, match="not a Symbol Table"):
        ir.SymbolTable(body(module).operations[0])


def test_walks(module: ir.Module) -> None:
    names: list[str] = []
    module.operation.walk(lambda operation: names.append(operation.name))
    assert names == ["arith.addf", "arith.mulf", "func.return", "func.func", "builtin.module"]
    names.clear()

    def skip_functions(operation: ir.Operation) -> ir.WalkResult:
        names.append(operation.name)
        return ir.WalkResult.SKIP if operation.name == "func.func" else ir.WalkResult.ADVANCE

    module.operation.walk(skip_functions, ir.WalkOrder.PRE_ORDER)
    assert names == ["builtin.module", "func.func"]
    with pytest.raises(ZeroDivisionError):
        module.operation.walk(lambda operation: 1 // 0)


def test_a_context_in_another_thread_is_independent() -> None:
    import threading

    failures: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(20):
                with ir.Context(), ir.Location.unknown():
                    assert str(ir.Module.parse(FUNCTION)).count("arith") == 2
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures


def test_what_needs_a_context_says_so() -> None:
    assert ir.Context.current is None
    with pytest.raises((RuntimeError, TypeError), match="requires a Context"):
        ir.Module.parse(FUNCTION)
