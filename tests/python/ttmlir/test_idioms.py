"""Programs in the style that MLIR's documentation teaches: what is current, where operations go, how IR is walked."""

from __future__ import annotations

import pytest

from ttmlir import ir
from ttmlir.dialects import arith, func
from ttmlir.ir import (
    ArrayAttr,
    Block,
    BlockArgument,
    Context,
    DictAttr,
    F32Type,
    FloatAttr,
    FunctionType,
    InsertionPoint,
    IntegerAttr,
    IntegerType,
    Location,
    Module,
    Operation,
    OpResult,
    RankedTensorType,
    StringAttr,
    Type,
    TypeAttr,
    UnitAttr,
    WalkOrder,
    WalkResult,
)

BRANCHES = """
func.func @largest(%a: i32, %b: i32, %c: i1) -> i32 {
  %0 = "test.choose"(%c) ({
    "test.give"(%a) : (i32) -> ()
  }, {
    "test.give"(%b) : (i32) -> ()
  }) {mode = "first"} : (i1) -> i32
  return %0 : i32
}
func.func private @declared(i32)
"""


def names(operations: object) -> list[str]:
    """The names of operations."""
    return [operation.operation.name for operation in operations]  # type: ignore[attr-defined]


# What is current.


def test_a_context_is_current_in_its_block_and_another_can_be_named() -> None:
    other = Context()
    with Context() as current:
        assert Module.parse("module {}").context is current
        assert Module.parse("module {}", context=other).context is other
        assert Type.parse("i32", other).context is other
    assert Module.parse("module {}", context=other).context is other


def test_without_a_context_parsing_says_what_is_missing() -> None:
    with pytest.raises(RuntimeError, match="Context"):
        Module.parse("module {}")


def test_blocks_nest_and_end_with_what_was_current_before() -> None:
    with Context() as outer, Location.file("outer.py", 1, 1) as around:
        with Context() as inner:
            assert Context.current is inner
            assert Location.current is None
        assert Context.current is outer
        assert Location.current == around
    assert Context.current is None


def test_a_location_brings_its_context() -> None:
    location = Location.unknown(Context())
    with location:
        assert Module.create().context is location.context
        assert F32Type.get().context is location.context


def test_operations_take_the_current_location_or_their_own() -> None:
    with Context() as context, Location.file("model.py", line=42, col=1):
        context.allow_unregistered_dialects = True
        module = Module.create()
        with InsertionPoint(module.body):
            first = Operation.create("test.first")
            second = Operation.create("test.second", loc=Location.name("loss"))
            with Location.fused([Location.file("a.py", 1, 2), Location.name("both")]):
                third = Operation.create("test.third")
    assert str(first.location) == 'loc("model.py":42:1)'
    assert str(second.location) == 'loc("loss")'
    assert str(third.location) == 'loc(fused["a.py":1:2, "both"])'


# Where operations go.


def test_insertion_points_at_the_end_the_beginning_and_before_an_operation() -> None:
    with Context() as context, Location.unknown():
        context.allow_unregistered_dialects = True
        module = Module.create()
        with InsertionPoint(module.body):
            Operation.create("test.b")
            last = Operation.create("test.d")
            Operation.create("test.a", ip=InsertionPoint.at_block_begin(module.body))
            with InsertionPoint(last):
                Operation.create("test.c")
            Operation.create("test.e")
            with InsertionPoint.after(last):
                Operation.create("test.dd")
        assert names(module.body.operations) == [f"test.{name}" for name in ("a", "b", "c", "d", "dd", "e")]


def test_an_operation_without_an_insertion_point_is_detached_and_can_be_inserted_once() -> None:
    with Context() as context, Location.unknown():
        context.allow_unregistered_dialects = True
        module = Module.create()
        detached = Operation.create("test.alone")
        assert detached.parent is None
        InsertionPoint(module.body).insert(detached)
        assert detached.parent == module.operation
        with pytest.raises(ValueError, match="already been inserted"):
            InsertionPoint(module.body).insert(detached)


def test_before_the_terminator_of_a_block() -> None:
    with Context():
        module = Module.parse("func.func @f() { return }")
        [block] = module.body.operations[0].body.blocks
        with InsertionPoint.at_block_terminator(block), Location.unknown():
            arith.ConstantOp(IntegerAttr.get(IntegerType.get_signless(8), 7))
        assert names(block) == ["arith.constant", "func.return"]


# Building.


def test_a_function_is_built_from_the_outside_in() -> None:
    with Context(), Location.unknown():
        module = Module.create()
        f32 = F32Type.get()
        with InsertionPoint(module.body):
            attributes = {
                "sym_name": StringAttr.get("scale"),
                "function_type": TypeAttr.get(FunctionType.get([f32], [f32])),
            }
            function = Operation.create("func.func", attributes=attributes, regions=1)
            entry = function.regions[0].blocks.append(f32)
            with InsertionPoint(entry):
                factor = arith.ConstantOp(FloatAttr.get(f32, 2.5))
                func.ReturnOp([arith.MulFOp(entry.arguments[0], factor)])
        assert module.operation.verify()
        assert str(module) == (
            "module {\n"
            "  func.func @scale(%arg0: f32) -> f32 {\n"
            "    %cst = arith.constant 2.500000e+00 : f32\n"
            "    %0 = arith.mulf %arg0, %cst : f32\n"
            "    return %0 : f32\n"
            "  }\n"
            "}\n"
        )


def test_a_generic_operation_is_seen_by_its_class_when_walked_to() -> None:
    with Context(), Location.unknown():
        module = Module.create()
        attributes = {"function_type": TypeAttr.get(FunctionType.get([], [])), "sym_name": StringAttr.get("empty")}
        with InsertionPoint(module.body):
            created = Operation.create("func.func", attributes=attributes, regions=1)
        [function] = module.body.operations
        assert isinstance(function, func.FuncOp)
        assert isinstance(created.opview, func.FuncOp)
        assert function == created
        assert function.operation is created.operation


def test_blocks_are_made_in_a_region() -> None:
    with Context() as context, Location.unknown():
        context.allow_unregistered_dialects = True
        i32 = IntegerType.get_signless(32)
        holder = Operation.create("test.holder", regions=1)
        [region] = holder.regions
        entry = Block.create_at_start(region, [i32])
        last = entry.create_after(i32, i32)
        middle = last.create_before()
        assert list(region) == list(region.blocks) == [entry, middle, last]
        assert [len(block.arguments) for block in region] == [1, 0, 2]
        assert all(block.owner == holder and block.region.owner == holder for block in region)


def test_attributes_are_built_from_python_values() -> None:
    with Context(), Location.unknown():
        i8 = IntegerType.get_signless(8)
        array = ArrayAttr.get([UnitAttr.get(), IntegerAttr.get(i8, 42)])
        dictionary = DictAttr.get({"array": array, "unit": UnitAttr.get(), "pi": FloatAttr.get(F32Type.get(), 3.25)})
        assert str(dictionary) == "{array = [unit, 42 : i8], pi = 3.250000e+00 : f32, unit}"
        assert dictionary["array"][1].value == 42
        assert "pi" in dictionary and "tau" not in dictionary


# Looking.


@pytest.fixture
def branches() -> Module:
    context = Context()
    context.allow_unregistered_dialects = True
    return Module.parse(BRANCHES, context)


def test_operations_regions_and_blocks_are_walked_by_nested_loops(branches: Module) -> None:
    lines: list[str] = []

    def visit(operation: Operation, depth: int) -> None:
        lines.append("  " * depth + operation.name)
        for region in operation.regions:
            for block in region:
                for child in block:
                    visit(child.operation, depth + 1)

    visit(branches.operation, 0)
    assert lines == [
        "builtin.module",
        "  func.func",
        "    test.choose",
        "      test.give",
        "      test.give",
        "    func.return",
        "  func.func",
    ]


def test_the_same_by_index_from_both_ends(branches: Module) -> None:
    largest, declared = branches.body.operations
    choose = largest.regions[0].blocks[0].operations[0]
    assert len(choose.regions) == 2
    assert choose.regions[-1].blocks[-1].operations[-1].operands[0] == largest.regions[0].blocks[0].arguments[1]
    assert len(declared.regions[0].blocks) == 0
    with pytest.raises(IndexError):
        choose.regions[2]


def test_walk_in_both_orders_skipping_and_interrupting(branches: Module) -> None:
    def walked(order: WalkOrder, at: str = "", result: WalkResult = WalkResult.ADVANCE) -> list[str]:
        seen: list[str] = []

        def visit(operation: Operation) -> WalkResult:
            seen.append(operation.name)
            return result if operation.name == at else WalkResult.ADVANCE

        branches.operation.walk(visit, order)
        return seen

    assert walked(WalkOrder.POST_ORDER)[:3] == ["test.give", "test.give", "test.choose"]
    assert walked(WalkOrder.PRE_ORDER)[:3] == ["builtin.module", "func.func", "test.choose"]
    assert walked(WalkOrder.PRE_ORDER, "test.choose", WalkResult.SKIP).count("test.give") == 0
    assert walked(WalkOrder.PRE_ORDER, "test.give", WalkResult.INTERRUPT).count("test.give") == 1


def test_attributes_by_name_and_by_index(branches: Module) -> None:
    choose = branches.body.operations[0].regions[0].blocks[0].operations[0]
    assert choose.attributes["mode"] == StringAttr.get("first", branches.context)
    assert choose.attributes[0].name == "mode"
    assert [attribute.name if hasattr(attribute, "name") else attribute for attribute in choose.attributes] == ["mode"]
    assert "mode" in choose.attributes
    choose.attributes["mode"] = StringAttr.get("last", branches.context)
    assert 'mode = "last"' in str(choose)
    del choose.attributes["mode"]
    with pytest.raises(KeyError):
        choose.attributes["mode"]


def test_a_value_is_an_argument_of_a_block_or_a_result_of_an_operation(branches: Module) -> None:
    [block] = branches.body.operations[0].regions[0].blocks
    choose, returned = block.operations
    condition, result = choose.operands[0], returned.operands[0]
    assert BlockArgument(condition).owner == block and BlockArgument(condition).arg_number == 2
    assert OpResult(result).owner == choose.operation and OpResult(result).result_number == 0
    with pytest.raises(ValueError):
        OpResult(condition)
    with pytest.raises(ValueError):
        BlockArgument(result)
    [use] = result.uses
    assert use.owner == returned and use.operand_number == 0


def test_types_and_attributes_are_taken_apart_by_their_classes() -> None:
    with Context():
        tensor = Type.parse("tensor<4x?xf32>")
        assert isinstance(tensor, RankedTensorType)
        assert tensor.shape == [4, RankedTensorType.get_dynamic_size()]
        assert isinstance(tensor.element_type, F32Type)
        with pytest.raises(ValueError, match="IntegerType"):
            IntegerType(tensor)
        match ir.Attribute.parse("[1 : i8, true]"):
            case ArrayAttr() as array:
                assert isinstance(array[0], IntegerAttr) and isinstance(array[1], ir.BoolAttr)
            case _:
                pytest.fail("an array was not an ArrayAttr")


def test_ir_is_taken_apart_by_patterns(branches: Module) -> None:
    match branches.body.operations[0]:
        case func.FuncOp(sym_name=StringAttr(value=name), body=ir.Region(blocks=blocks)):
            assert name == "largest" and len(blocks) == 1
        case _:
            pytest.fail("the function did not match")


# Changing.


def test_uses_are_replaced_and_the_operation_without_uses_is_erased() -> None:
    with Context():
        module = Module.parse(
            "func.func @f(%a: f32) -> f32 { %0 = arith.negf %a : f32 %1 = arith.negf %0 : f32 return %1 : f32 }"
        )
        [block] = module.body.operations[0].body.blocks
        first, second, _ = block.operations
        second.result.replace_all_uses_with(block.arguments[0])
        second.operation.erase()
        first.operation.erase()
        assert names(block) == ["func.return"]
        assert module.operation.verify()
        with pytest.raises(RuntimeError):
            str(second)


def test_symbols_are_looked_up_and_erased(branches: Module) -> None:
    table = ir.SymbolTable(branches.operation)
    assert isinstance(table["declared"], func.FuncOp)
    assert "largest" in table and "smallest" not in table
    table.erase(table["declared"])
    assert len(branches.body.operations) == 1
    with pytest.raises(KeyError):
        table["declared"]


def test_a_module_is_copied_and_both_live_on(branches: Module) -> None:
    copy = branches.operation.clone()
    assert str(copy) == str(branches.operation)
    branches.body.operations[1].operation.erase()
    assert len(copy.regions[0].blocks[0].operations) == 2


def test_printing_with_and_without_names_and_locations() -> None:
    with Context():
        module = Module.parse('func.func @f(%a: f32) -> f32 { return %a : f32 loc("here") }')
        generic = module.operation.get_asm(print_generic_op_form=True, enable_debug_info=True)
        assert '"func.return"(%arg0) : (f32) -> () loc(' in generic
        assert '"here"' in generic
        assert str(Module.parse(generic)) == str(module)
