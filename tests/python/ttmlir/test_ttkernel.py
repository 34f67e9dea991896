"""The dialect ttkernel from Python: every op has its class, and kernels are built from them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ttmlir import ir
from ttmlir.dialects import arith, func, ttcore, ttkernel

pytestmark = pytest.mark.usefixtures("context")

TILES = "!ttkernel.cb<4, !ttcore.tile<32x32, bf16>>"
ROWS = "!ttkernel.cb<4096, bf16>"


def op_classes() -> dict[str, type[ir.OpView]]:
    """The classes of the module by the op's name."""
    return {
        value.OPERATION_NAME: value
        for value in vars(ttkernel).values()
        if isinstance(value, type) and issubclass(value, ir.OpView) and value is not ir.OpView
    }


def test_every_op_has_a_class() -> None:
    classes = op_classes()
    assert len(classes) == 293
    assert all(name.startswith("ttkernel.") for name in classes)


@pytest.mark.parametrize(
    ("name", "class_name"),
    [("cb_push_back", "CBPushBackOp"), ("experimental.matmul_block", "ExperimentalMatmulBlockOp"),
     ("get_compile_time_arg_val", "GetCompileArgValOp"), ("TensorAccessorArgs", "TensorAccessorArgsOp"),
     ("tensor_accessor.get_noc_addr", "TensorAccessorGetNocAddrOp"), ("reinterpret_cast", "CastToL1PtrOp"),
     ("mm_init", "MatmulInitOp"), ("add_binary_tile", "AddBinaryTilesOp"), ("abs_tile_int32", "AbsTileI32Op")],
)  # fmt: skip
def test_classes_have_the_names_of_the_field(name: str, class_name: str) -> None:
    assert op_classes()[f"ttkernel.{name}"] is getattr(ttkernel, class_name)


@pytest.mark.parametrize(
    ("enum", "count"),
    [("ArgType", 7), ("BcastType", 4), ("BinaryDestReuseType", 2), ("EltwiseBinaryType", 3), ("InputClamping", 2),
     ("ReduceDim", 3), ("ReduceType", 3), ("ThreadType", 3)],
)  # fmt: skip
def test_enumerations(enum: str, count: int) -> None:
    assert [case.value for case in getattr(ttkernel, enum)] == list(range(count))


def test_enumerations_print_their_keywords() -> None:
    assert str(ttkernel.ThreadType.Compute) == "compute"
    assert str(ttkernel.ReduceDim.Scalar) == "reduce_dim_scalar"


def build(build_body: Callable[..., object], *types: str, thread: str = "compute") -> str:
    """A module with one kernel that has arguments of these types and what `build_body` builds of them; verified."""
    module = ir.Module.create()
    with ir.InsertionPoint(module.body):
        kernel = func.FuncOp("kernel", ([ir.Type.parse(text) for text in types], []))
    kernel.operation.attributes["ttkernel.thread"] = ir.Attribute.parse(f"#ttkernel.thread<{thread}>")
    block = kernel.add_entry_block()
    with ir.InsertionPoint(block):
        build_body(*block.arguments)
        func.ReturnOp([])
    module.operation.verify()
    return str(module)


COMPUTE: list[tuple[Callable[..., object], list[str], str]] = [
    (ttkernel.compute_kernel_hw_startup, [TILES, TILES], "compute_kernel_hw_startup(%arg0, %arg1)"),
    (ttkernel.cb_wait_front, [TILES, "i32"], "cb_wait_front(%arg0, %arg1)"),
    (ttkernel.copy_tile, [TILES, "index", "i32"], "copy_tile(%arg0, %arg1, %arg2)"),
    (
        ttkernel.matmul_tiles,
        [TILES, TILES, "index", "index", "index"],
        "matmul_tiles(%arg0, %arg1, %arg2, %arg3, %arg4)",
    ),
    (ttkernel.add_tiles, [TILES, TILES, "index", "index", "index"], "add_tiles(%arg0, %arg1, %arg2, %arg3, %arg4)"),
    (ttkernel.mul_binary_tile, ["index", "index", "index"], "mul_binary_tile(%arg0, %arg1, %arg2)"),
    (ttkernel.eqz_tile, ["index"], "eqz_tile(%arg0)"),
    (lambda tile: ttkernel.exp_tile(tile, approx=True), ["index"], "exp_tile(%arg0) {approx = true}"),
    (ttkernel.pack_tile, ["index", TILES, "index"], "pack_tile(%arg0, %arg1, %arg2, false)"),
    (ttkernel.untilize_block, [TILES, "i32", ROWS], "untilize_block(%arg0, %arg1, %arg2)"),
    (
        lambda tile: ttkernel.typecast_tile(tile, ttcore.DataType.Float32, ttcore.DataType.BFloat16),
        ["index"],
        "typecast_tile(%arg0, <f32>, <bf16>)",
    ),
    (
        lambda cb, tile: ttkernel.reduce_tile(
            cb, cb, tile, tile, tile, ttkernel.ReduceType.Max, ttkernel.ReduceDim.Row
        ),
        [TILES, "index"],
        "reduce_tile(%arg0, %arg0, %arg1, %arg1, %arg1, <reduce_max>, <reduce_dim_row>)",
    ),
]

DATA_MOVEMENT: list[tuple[Callable[..., object], list[str], str]] = [
    (
        lambda: ttkernel.get_compile_time_arg_val(ir.Type.parse(TILES), 0),
        [],
        "get_compile_time_arg_val(0) : () -> !ttkernel.cb",
    ),
    (lambda text: ttkernel.dprint("at {}", [text]), ["index"], 'dprint("at {}", %arg0)'),
    (
        lambda x, y, address: ttkernel.get_noc_addr(ir.Type.parse("!ttkernel.noc_addr"), x, y, address),
        ["index", "index", "i32"],
        "get_noc_addr(%arg0, %arg1, %arg2) : ",
    ),
    (
        lambda x, address: ttkernel.noc_async_read([x, x], [], address, address, address),
        ["index", "i32"],
        "noc_async_read core[%arg0, %arg0], %arg1, %arg1, %arg1",
    ),
    (
        lambda bank, noc: ttkernel.noc_async_write(bank, [], [bank], bank, bank, noc=noc),
        ["i32", "i8"],
        "noc_async_write %arg0, bank[%arg0], %arg0, %arg0, noc %arg1",
    ),
    (
        lambda address, one: ttkernel.noc_semaphore_inc(address, one, posted=True),
        ["!ttkernel.noc_addr", "i32"],
        "noc_semaphore_inc(%arg0, %arg1) posted true",
    ),
    (
        lambda args: ttkernel.TensorAccessorArgs(args.type, prev_args=args),
        ["!ttkernel.TensorAccessorArgs"],
        "TensorAccessorArgs(prev = %arg0)",
    ),
    (
        ttkernel.experimental_setup_fabric_connections,
        ["!ttkernel.fabric_connection_manager"],
        "setup_fabric_connections(%arg0)",
    ),
]


@pytest.mark.parametrize(("make", "types", "text"), COMPUTE, ids=[text.split("(")[0] for *_, text in COMPUTE])
def test_ops_of_compute_kernels(make: Callable[..., object], types: list[str], text: str) -> None:
    assert f"ttkernel.{text}" in build(make, *types)


@pytest.mark.parametrize(
    ("make", "types", "text"), DATA_MOVEMENT, ids=[text.split("(")[0].split()[0] for *_, text in DATA_MOVEMENT]
)
def test_ops_of_data_movement_kernels(make: Callable[..., object], types: list[str], text: str) -> None:
    assert text in build(make, *types, thread="noc")


def test_an_op_names_its_operands_and_attributes() -> None:
    def make(tile: ir.Value) -> None:
        op = ttkernel.AddIntTileOp(tile, tile, tile, ttcore.DataType.Int32)
        assert (op.dst0_index, op.dst1_index, op.odst_index) == (tile, tile, tile)
        assert str(op.dtype) == "#ttcore.supportedDataTypes<si32>"

    build(make, "index")


def test_the_verifier_speaks_through_python() -> None:
    def make() -> None:
        ttkernel.tile_regs_acquire()

    with pytest.raises(ir.MLIRError, match="belongs in a compute kernel"):
        build(make, thread="noc")


def test_a_whole_kernel_is_built_and_read_again() -> None:
    def make(source: ir.Value, target: ir.Value) -> None:
        one = arith.ConstantOp(ir.IntegerAttr.get(ir.IntegerType.get_signless(32), 1))
        zero = arith.ConstantOp(ir.IntegerAttr.get(ir.IndexType.get(), 0))
        ttkernel.init_sfpu(source, target)
        ttkernel.cb_wait_front(source, one)
        ttkernel.cb_reserve_back(target, one)
        ttkernel.tile_regs_acquire()
        ttkernel.copy_tile_init(source)
        ttkernel.copy_tile(source, zero, zero)
        ttkernel.sqrt_tile_init()
        ttkernel.sqrt_tile(zero)
        ttkernel.tile_regs_commit()
        ttkernel.tile_regs_wait()
        ttkernel.pack_tile(zero, target, zero)
        ttkernel.tile_regs_release()
        ttkernel.cb_pop_front(source, one)
        ttkernel.cb_push_back(target, one)

    text = build(make, TILES, TILES)
    assert str(ir.Module.parse(text)) == text
    assert text.count("ttkernel.") == 14 + text.count("!ttkernel.cb<") + 2  # the ops, the types, the thread
