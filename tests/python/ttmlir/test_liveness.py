"""Objects that are gone raise, and nothing dangles or leaks."""

from __future__ import annotations

import gc

import pytest
from ttmlir_programs import FUNCTION

from ttmlir import ir
from ttmlir.passmanager import PassManager


def body(module: ir.Module) -> ir.Block:
    return module.body.operations[0].regions[0].blocks[0]


def test_an_erased_operation_raises(module: ir.Module) -> None:
    returned = body(module).operations[2]
    same = body(module).operations[2]
    returned.erase()
    for use in (lambda: same.name, lambda: str(returned), lambda: returned.operands, returned.verify, returned.erase):
        with pytest.raises(RuntimeError, match="invalidated"):
            use()


def test_what_was_inside_an_erased_operation_raises(module: ir.Module) -> None:
    function = module.body.operations[0]
    block, region = body(module), function.regions[0]
    add = block.operations[0]
    value, argument, operands = add.result, block.arguments[0], add.operands
    function.erase()
    for use in (
        lambda: add.name,
        lambda: value.type,
        lambda: argument.type,
        lambda: operands[0],
        lambda: list(operands),
        lambda: list(block),
        lambda: region.blocks,
        lambda: str(block),
        lambda: list(value.uses),
        lambda: ir.InsertionPoint(block).insert(ir.Operation.parse("arith.constant 1 : i32")),
    ):
        with pytest.raises(RuntimeError, match="invalidated"):
            use()
    assert str(module) == "module {\n}\n"


def test_an_operation_in_use_is_not_erased(module: ir.Module) -> None:
    add = body(module).operations[0]
    with pytest.raises(ValueError, match=r"'arith.addf': its result #0 is still used by 'arith.mulf'"):
        add.erase()
    assert add.name == "arith.addf"


def test_passes_invalidate_what_they_may_erase(module: ir.Module) -> None:
    add = body(module).operations[0]
    PassManager.parse("builtin.module(canonicalize)").run(module.operation)
    with pytest.raises(RuntimeError, match="a pass may have erased it"):
        _ = add.name
    assert body(module).operations[0].name == "arith.addf"
    assert module.operation.verify()


def test_the_operation_of_a_module_belongs_to_it(module: ir.Module) -> None:
    with pytest.raises(ValueError, match="drop the Module"):
        module.operation.erase()


def test_operations_keep_their_module_alive(context: ir.Context) -> None:
    add = body(ir.Module.parse(FUNCTION)).operations[0]
    gc.collect()
    assert add.parent.attributes["sym_name"].value == "f"
    assert context._get_live_module_count() == 1
    del add
    gc.collect()
    assert context._get_live_module_count() == 0


def test_a_detached_operation_keeps_what_is_inside(module: ir.Module) -> None:
    add = body(module).operations[0]
    function = module.body.operations[0].detach_from_parent()
    del module
    gc.collect()
    assert add.name == "arith.addf"
    del function
    gc.collect()
    assert add.parent.attributes["sym_name"].value == "f"


def test_an_operation_that_is_moved_keeps_its_new_module_alive(context: ir.Context) -> None:
    source, target = ir.Module.parse(FUNCTION), ir.Module.parse("func.func private @g()")
    add = body(source).operations[0]
    source.body.operations[0].move_after(target.body.operations[0])
    del source, target
    gc.collect()
    assert "@g" in str(add.parent.parent)


def test_wrappers_that_keep_each_other_alive_are_detached_together(context: ir.Context) -> None:
    context.allow_unregistered_dialects = True
    depth = 50
    nest = '"t.first"() : () -> () "t.second"() : () -> ()'
    for _ in range(depth):
        nest = f'"t.first"() ({{ {nest} }}) : () -> () "t.second"() : () -> ()'
    module = ir.Module.parse(nest)
    root = module.body.operations[0].operation
    inner = root
    for _ in range(depth):
        # Once it is moved, it is all that keeps its parent's wrapper.
        first, second = (each.operation for each in inner.regions[0].blocks[0].operations)
        first.move_after(second)
        inner = first
    del first, second
    gc.collect()
    assert ir.Context._get_live_operation_count() > depth
    root.detach_from_parent()
    del module, root
    gc.collect()
    levels = 0
    while inner.parent is not None:
        inner = inner.parent
        levels += 1
    assert levels == depth
    assert not inner.attached


def test_a_value_whose_operation_is_dropped_leaves_a_null_operand(context: ir.Context) -> None:
    def make() -> ir.Operation:
        constant = ir.Operation.create(
            "arith.constant", attributes={"value": ir.FloatAttr.get_f32(1.0)}, infer_type=True
        )
        return ir.Operation.create("arith.addf", operands=[constant, constant], infer_type=True)

    add = make()
    gc.collect()
    with pytest.raises(RuntimeError, match="null operand"):
        _ = add.operands[0]
    with pytest.raises(ir.MLIRError, match="null operand"):
        add.verify()


def test_erasing_during_iteration(module: ir.Module) -> None:
    context = module.context
    with context, ir.Location.unknown(), ir.InsertionPoint.at_block_begin(body(module)):
        for _ in range(4):
            ir.Operation.create("arith.constant", attributes={"value": ir.FloatAttr.get_f32(0.0)}, infer_type=True)
    for operation in body(module):
        if operation.name == "arith.constant":
            operation.erase()
    assert len(body(module).operations) == 3
    iterator = iter(body(module))
    next(iterator)
    returned = body(module).operations[2]
    next(iterator)
    returned.erase()
    with pytest.raises(RuntimeError):
        next(iterator)


def test_erasing_during_a_walk(module: ir.Module) -> None:
    def erase_function(operation: ir.Operation) -> None:
        if operation.name == "func.func":
            operation.erase()

    module.operation.walk(erase_function, ir.WalkOrder.PRE_ORDER)
    assert str(module) == "module {\n}\n"


def test_a_context_lives_as_long_as_its_objects() -> None:
    gc.collect()
    before = ir.Context._get_live_count()
    context = ir.Context()
    with context, ir.Location.unknown():
        module = ir.Module.parse(FUNCTION)
    kind = body(module).operations[0].result.type
    del context, module
    gc.collect()
    assert str(kind) == "tensor<2xf32>"
    del kind
    gc.collect()
    assert ir.Context._get_live_count() == before
    assert ir.Context._get_live_operation_count() == 0


def test_contexts_are_given_back() -> None:
    gc.collect()
    before = ir.Context._get_live_count()
    for _ in range(50):
        with ir.Context(), ir.Location.unknown():
            ir.Module.parse(FUNCTION)
    gc.collect()
    assert ir.Context._get_live_count() == before


def test_a_context_manager_left_out_of_order_says_so() -> None:
    outer, inner = ir.Context(), ir.Context()
    outer.__enter__()
    inner.__enter__()
    with pytest.raises(RuntimeError, match="unbalanced"):
        outer.__exit__(None, None, None)
    inner.__exit__(None, None, None)
    outer.__exit__(None, None, None)


def test_what_a_dropped_module_defined_is_not_used_any_more(module: ir.Module) -> None:
    other = ir.Module.parse(FUNCTION.replace("@f", "@g"))
    mul = body(module).operations[1]
    mul.operands[0] = body(other).operations[0].result
    mul.operands[1] = body(other).arguments[0]
    del other
    gc.collect()
    with pytest.raises(RuntimeError, match=r"null operand: operand #0 of 'arith\.mulf' was erased"):
        str(module)
    for use in (lambda: str(mul), lambda: str(mul.result), lambda: str(body(module)), module.dump, mul.result.dump):
        with pytest.raises(RuntimeError, match="null operand"):
            use()
    for index in range(2):
        with pytest.raises(RuntimeError, match="null operand"):
            _ = mul.operands[index]
    with pytest.raises(ir.MLIRError, match="null operand"):
        module.operation.verify()


def test_a_branch_to_a_dropped_block_stays_safe(context: ir.Context) -> None:
    text = "func.func @f() {\n  cf.br ^bb1\n^bb1:\n  return\n}"
    module, other = ir.Module.parse(text), ir.Module.parse(text)
    entry, last = module.body.operations[0].regions[0].blocks
    branch = entry.operations[0]
    branch.successors[0] = other.body.operations[0].regions[0].blocks[1]
    other.body.operations[0].erase()
    gc.collect()
    assert branch.successors[0] == entry
    assert "^bb" in str(module)
    branch.successors[0] = last
    assert module.operation.verify()


def test_an_operation_dropped_with_users_of_what_is_inside(module: ir.Module) -> None:
    function = module.body.operations[0]
    user = body(module).operations[1].detach_from_parent()
    body(module).operations[1].detach_from_parent()
    function.erase()
    with pytest.raises(RuntimeError, match="null operand"):
        _ = user.operands[0]


def test_a_detached_branch_to_a_dropped_block(context: ir.Context) -> None:
    function = ir.Operation.parse("func.func @f() {\n  cf.br ^bb1\n^bb1:\n  return\n}").operation
    branch = function.regions[0].blocks[0].operations[0].detach_from_parent()
    function.erase()
    with pytest.raises(RuntimeError, match="null successor"):
        _ = branch.successors[0]
    with pytest.raises(RuntimeError, match=r"null successor: a block that 'cf\.br' branches to was erased"):
        str(branch)
