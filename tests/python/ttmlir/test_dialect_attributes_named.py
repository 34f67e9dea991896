"""Types and attributes that programs use much, conveniences of the field, and where a context and a location come from."""

from __future__ import annotations

import gc
import os
import subprocess
import sys

import pytest

from ttmlir import ir
from ttmlir.dialects import ttcore, ttir, ttnn

pytestmark = pytest.mark.usefixtures("context")

LAYOUT = (
    "#ttnn.ttnn_layout<(d0, d1) -> (d0, d1), <1x1>, "
    "memref<2x4x!ttcore.tile<32x32, bf16>, #ttnn.buffer_type<dram>>, <interleaved>>"
)
PROGRAM = """
func.func @main(%a: tensor<1x1x64x4xbf16>, %w: tensor<2x4x3x3xbf16>) -> tensor<1x1x36x2xbf16> {
  %0 = "ttir.conv2d"(%a, %w) <{stride = 1 : i32, padding = 0 : i32, dilation = 1 : i32, groups = 1 : i32,
    flattened_compat_info = #ttir<flattened_compat batchSize = 1, inputHeight = 8, inputWidth = 8>}>
    : (tensor<1x1x64x4xbf16>, tensor<2x4x3x3xbf16>) -> tensor<1x1x36x2xbf16>
  return %0 : tensor<1x1x36x2xbf16>
}
"""


def test_a_layout_is_read_through_its_tensor_type() -> None:
    tensor = ir.RankedTensorType.parse(f"tensor<64x128xbf16, {LAYOUT}>")
    layout = tensor.encoding
    assert isinstance(layout, ttnn.TTNNLayoutAttr)
    assert (layout.grid_shape, layout.mem_layout.value) == ([1, 1], ttnn.TensorMemoryLayout.Interleaved)
    assert layout.linear == ir.AffineMap.get_identity(2)
    assert isinstance(layout.memref, ir.MemRefType)
    assert isinstance(layout.memref.element_type, ttcore.TileType)
    assert isinstance(layout.memref.memory_space, ttnn.BufferTypeAttr)
    assert (layout.tensor_mesh, layout.core_range_set, layout.ignorePhysicalLayout) == (None, None, False)


def test_a_layout_tells_what_follows_from_it() -> None:
    layout = ir.Attribute.parse(LAYOUT)
    assert (layout.data_type, layout.layout, layout.buffer_type) == (
        ttcore.DataType.BFloat16,
        ttnn.Layout.Tile,
        ttnn.BufferType.DRAM,
    )
    assert layout.is_tiled
    assert layout.scalar_shard_shape == [64, 128]
    assert layout.shard_size_in_bytes == 64 * 128 * 2
    assert layout.scalar_element_type == ir.BF16Type.get()
    assert isinstance(layout.memory_config, ttnn.MemoryConfigAttr)
    assert (layout.data_type_as_int, layout.memory_layout_as_int, layout.tensor_memory_layout_as_int) == (2, 1, 0)


def test_a_layout_is_made_with_keywords() -> None:
    memref = ir.Type.parse("memref<2x4x!ttcore.tile<32x32, bf16>, #ttnn.buffer_type<dram>>")
    layout = ttnn.TTNNLayoutAttr.get(
        ir.AffineMap.get_identity(2), [1, 1], memref, mem_layout=ttnn.TensorMemoryLayout.Interleaved
    )
    assert str(layout) == LAYOUT
    with pytest.raises(ir.MLIRError, match="cannot make a TTNNLayoutAttr:\ngrid of a layout has a dimension of size 0"):
        ttnn.TTNNLayoutAttr.get(ir.AffineMap.get_identity(2), [1, 0], memref)


def test_the_default_system_is_described(context: ir.Context) -> None:
    system = ttcore.SystemDescAttr.get_default(context)
    chip = system.chip_descs[0]
    assert isinstance(chip, ttcore.ChipDescAttr)
    assert (chip.grid, chip.l1_size, chip.num_dram_channels, chip.num_cbs) == ([8, 8], 1499136, 12, 32)
    assert chip.arch.value == ttcore.Arch.WormholeB0
    assert [size.y for size in chip.supported_tile_sizes][-1] == 32
    assert {kind.value for kind in chip.supported_data_types} >= {ttcore.DataType.Float32, ttcore.DataType.BFloat16}
    assert (system.num_chips, system.chip_desc_indices, system.chip_channels) == (1, [0], [])
    blackhole = ttcore.SystemDescAttr.get_default(arch=ttcore.Arch.Blackhole, mesh_shape=[2, 2])
    assert (blackhole.num_chips, blackhole.chip_descs[0].arch.value) == (4, ttcore.Arch.Blackhole)


@pytest.mark.parametrize("mesh", [[0], [-1, 2], [1 << 40], [1 << 32, 1 << 32]])
def test_a_system_of_no_or_too_many_chips_is_refused(mesh: list[int]) -> None:
    with pytest.raises(ir.MLIRError, match="mesh_shape"):
        ttcore.SystemDescAttr.get_default(mesh_shape=mesh)


def test_a_device_is_made_of_a_system(context: ir.Context) -> None:
    system = ttcore.SystemDescAttr.get_default(mesh_shape=[1, 2])
    device = ttcore.DeviceAttr.from_system_desc(context, system, [1, 2])
    assert device == ttcore.DeviceAttr.from_system_desc(system, mesh_shape=[1, 2])
    assert (device.mesh_shape, device.chip_ids, device.grid_attr.shape) == ([1, 2], [0, 1], [8, 8])
    assert ttcore.DeviceAttr.unwrap(ir.Attribute(device)) == device
    with pytest.raises(ir.MLIRError, match="there are 2 chips at most"):
        ttcore.DeviceAttr.from_system_desc(system, [4])


def test_a_device_is_made_as_the_field_does(context: ir.Context) -> None:
    made = ttcore.DeviceAttr.from_system_desc(ttcore.SystemDescAttr.get_default())
    grid = made.grid_attr
    parts = (grid.shape, grid.virt_to_physical_map, grid.physical_to_virt_map, made.l1_map, made.dram_map)
    field = ttcore.DeviceAttr.get(context, *parts, [1, 1], [0], [ttcore.Topology.Ring, ttcore.Topology.Linear])
    assert (field.worker_grid, field.dram_grid, field.l1_map) == (grid, None, made.l1_map)
    assert field.mesh_topology == [ttcore.Topology.Ring, ttcore.Topology.Linear]


def test_a_memory_config_lacks_what_was_not_given() -> None:
    config = ttnn.MemoryConfigAttr.get(
        tensorMemoryLayout=ttnn.TensorMemoryLayout.Interleaved, bufferType=ttnn.BufferType.DRAM
    )
    assert str(config) == "#ttnn.memory_config<#ttnn.buffer_type<dram>, <interleaved>>"
    assert (config.buffer_type.value, config.shard_spec, config.nd_shard_spec) == (ttnn.BufferType.DRAM, None, None)
    assert ttnn.MemoryConfigAttr.get(None, ttnn.BufferType.SystemMemory).tensor_memory_layout is None


def test_a_convolution_config_is_all_optional() -> None:
    assert str(ttnn.Conv2dConfigAttr.get()) == "#ttnn.conv2d_config<>"
    config = ttnn.Conv2dConfigAttr.get(
        weights_dtype=ttcore.DataType.BFloat16,
        activation=ttnn.UnaryWithParamAttr.get(ttnn.UnaryOpType.LeakyRelu, [0.5]),
        act_block_h_override=32,
        transpose_shards=False,
        shard_layout=ttnn.TensorMemoryLayout.HeightSharded,
    )
    assert config.weights_dtype == ttcore.DataType.BFloat16
    assert config.weights_dtype_as_int == 2
    assert config.output_layout is None
    assert config.output_layout_as_int is None
    assert config.activation.op_type == ttnn.UnaryOpType.LeakyRelu
    assert [parameter.value for parameter in config.activation.params] == [0.5]
    assert (config.act_block_h_override, config.act_block_w_div) == (32, None)
    assert config.transpose_shards == ir.BoolAttr.get(False)
    assert config.deallocate_activation is None


def test_a_tile_is_made_as_the_field_does(context: ir.Context) -> None:
    tile = ttcore.TileType.get([32, 32], ttcore.DataType.Float32)
    assert ttcore.ir.TileType.get(context, 32, 32, ttcore.DataType.Float32) == tile
    assert (tile.shape, tile.data_type, tile.data_type_as_int) == ([32, 32], ttcore.DataType.Float32, 0)
    assert (tile.height, tile.width, tile.size_bytes) == (32, 32, 4096)
    assert tile.element_type == ir.F32Type.get()
    with pytest.raises(ir.MLIRError, match="a tile has a positive height and width"):
        ttcore.TileType.get([32], ttcore.DataType.Float32)


def test_a_metal_layout_is_found_in_a_type() -> None:
    layout = (
        "#ttcore.metal_layout<logical_shape = 64x128, dim_alignments = 32x32, "
        "collapsed_intervals = dense<[[0, 1], [1, 2]]> : tensor<2x2xi64>, l1, sharded>"
    )
    tensor = ir.Type.parse(f"tensor<2x4x32x32xf32, {layout}>")
    found = ttcore.MetalLayoutAttr.getLayout(tensor)
    assert isinstance(found, ttcore.MetalLayoutAttr)
    assert (found.logical_shape, found.memory_space_as_int) == ([64, 128], ttcore.MemorySpace.DeviceL1)
    assert ttcore.MetalLayoutAttr.getLayout(ir.Type.parse("tensor<4xf32>")) is None
    assert ttcore.MetalLayoutAttr.getLayout(ir.Type.parse(f"tensor<64x128xbf16, {LAYOUT}>")) is None


def test_attributes_of_operations_have_their_classes() -> None:
    module = ir.Module.parse(PROGRAM)
    conv = module.body.operations[0].body.blocks[0].operations[0]
    assert isinstance(conv, ttir.Conv2dOp)
    assert isinstance(conv.flattened_compat_info, ttir.FlattenedCompatInfoAttr)
    assert conv.flattened_compat_info.input_height == 8
    assert isinstance(conv.operation.attributes["flattened_compat_info"], ttir.FlattenedCompatInfoAttr)


def test_values_stand_for_builtin_attributes() -> None:
    assert ttcore.MeshAttr.get("mesh", [1, 2]).name == ir.StringAttr.get("mesh")
    assert ttcore.MeshAttr.get(ir.StringAttr.get("mesh"), [1, 2]) == ttcore.MeshAttr.get("mesh", (1, 2))
    assert ttir.ThreadAttr.get(ttir.ThreadType.Compute, "kernel").kernel_symbol == ir.FlatSymbolRefAttr.get("kernel")
    assert ttnn.PlacementAttr.get(ttnn.PlacementType.Shard, 1).dim == ir.IntegerAttr.get(
        ir.IntegerType.get_signless(64), 1
    )
    system = ttcore.SystemDescAttr.get_default()
    given = ttcore.SystemDescAttr.get(
        system.cpu_descs, system.chip_descs, [0], [ttcore.ChipCapability.HostMMIO], system.chip_coords
    )
    assert [capability.value for capability in given.chip_capabilities] == [ttcore.ChipCapability.HostMMIO]


@pytest.mark.parametrize(
    ("value", "error"),
    [
        ("f32", TypeError),
        (1.0, TypeError),
        (True, TypeError),
        (None, TypeError),
        (99, ValueError),
        (-1, ValueError),
        (ttcore.Arch.Blackhole, TypeError),
    ],
)
def test_what_is_no_enumerator_is_refused(value: object, error: type[Exception]) -> None:
    with pytest.raises(error, match="parameter 'value'"):
        ttcore.DataTypeAttr.get(value)


def test_a_verification_failure_tells_where_it_is_reported() -> None:
    first, last = ttnn.CoreCoordAttr.get(5, 0), ttnn.CoreCoordAttr.get(1, 3)
    message = "core range ends at (1,3), before its start (5,0)"
    with pytest.raises(ir.MLIRError) as caught:
        ttnn.CoreRangeAttr.get(first, last)
    assert str(caught.value) == f"cannot make a CoreRangeAttr:\n{message}"
    with pytest.raises(ir.MLIRError) as caught:
        ttnn.CoreRangeAttr.get(first, last, loc=ir.Location.file("model.py", 3, 4))
    assert str(caught.value) == f'cannot make a CoreRangeAttr:\n"model.py":3:4: {message}'


def test_an_argument_of_another_context_is_refused(context: ir.Context) -> None:
    with ir.Context():
        foreign = ttnn.CoreCoordAttr.get(0, 0)
    with pytest.raises(ValueError, match=r"parameter 'end_coord' of #ttnn\.core_range: it belongs to another context"):
        ttnn.CoreRangeAttr.get(ttnn.CoreCoordAttr.get(0, 0), foreign)
    with pytest.raises(ValueError, match="another context"):
        ttnn.CoreRangeAttr.get(foreign, foreign, context=context)


def test_the_arguments_bring_their_context() -> None:
    with ir.Context() as other:
        coordinate = ttnn.CoreCoordAttr.get(0, 0)
    made = ttnn.CoreRangeAttr.get(coordinate, coordinate)
    assert made.context is other
    del other, coordinate
    gc.collect()
    assert str(made) == "#ttnn.core_range<(0,0), (0,0)>"


def test_without_a_context_the_error_says_what_to_do() -> None:
    program = "from ttmlir.dialects import ttnn\nttnn.ShapeAttr.get([1])"
    run = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": ":".join(sys.path)},
    )
    assert "RuntimeError: #ttnn.shape: no context: pass context=..., or use a `with Context():` block" in run.stderr


def test_unknown_names_are_attribute_errors() -> None:
    shape = ttnn.ShapeAttr.get([1])
    for name in ("nothing", "nothing_as_int", "shape_as_int"):
        with pytest.raises(AttributeError, match=f"'ShapeAttr' object has no attribute '{name}'"):
            getattr(shape, name)


def test_classes_of_a_dialect_load_with_the_first_attribute_of_it() -> None:
    program = (
        "import sys\nfrom ttmlir import ir\ncontext = ir.Context()\n"
        "assert 'ttmlir.dialects.ttnn' not in sys.modules\n"
        "print(type(ir.Attribute.parse('#ttnn.shape<1>', context)).__name__)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": ":".join(sys.path)},
    )
    assert run.stdout == "ShapeAttr\n"
