"""The optimizer's choices as the text of options, and that pipelines take that text."""

from __future__ import annotations

import pytest

from ttmlir import ir, optimizer_overrides, passes
from ttmlir.optimizer_overrides import (
    BufferType,
    Conv2dConfigOverrideParams,
    OptimizerOverridesHandler,
    OutputLayoutOverrideParams,
)


def test_nothing_but_the_optimizer() -> None:
    assert OptimizerOverridesHandler().to_string() == "enable-optimizer=true"


@pytest.fixture
def full() -> OptimizerOverridesHandler:
    handler = OptimizerOverridesHandler()
    handler.set_enable_memory_layout_analysis(True)
    handler.set_max_legal_layouts(8)
    handler.set_mesh_shape([1, 1])
    handler.set_tensor_l1_usage_cap(0.5)
    handler.add_insert_memreconfig("add_1", [0, 1])
    layout = OutputLayoutOverrideParams(grid=[2, 4], buffer_type=BufferType.L1)
    layout.set_tensor_memory_layout_from_str("block_sharded")
    layout.set_memory_layout_from_str("tile")
    layout.set_data_type_from_str("bf16")
    handler.add_output_layout_override("add_1", layout)
    conv = Conv2dConfigOverrideParams()
    conv.set_weights_dtype_from_str("bf16")
    conv.set_transpose_shards_from_str("True")
    conv.set_act_block_h_override_from_str("64")
    handler.add_conv2d_config_override("conv_2", conv)
    return handler


def test_all_of_it(full: OptimizerOverridesHandler) -> None:
    assert full.to_string().split(" ") == [
        "enable-optimizer=true",
        "memory-layout-analysis-enabled=true",
        "insert-memreconfig=add_1=0:1",
        "override-output-layout=add_1=2x4:l1:block_sharded:tile:bf16",
        "override-conv2d-config=conv_2=weights_dtype#bf16:act_block_h_override#64:transpose_shards#true",
        "max-legal-layouts=8",
        "mesh-shape=1,1",
        "tensor-l1-usage-cap=0.5",
    ]


def test_a_pipeline_takes_it(full: OptimizerOverridesHandler, context: ir.Context) -> None:
    module = ir.Module.parse("func.func @main(%a: tensor<2xf32>) -> tensor<2xf32> { return %a : tensor<2xf32> }")
    passes.ttir_to_ttnn_backend_pipeline(module, full.to_string())


def test_what_was_added_is_there(full: OptimizerOverridesHandler) -> None:
    assert full.get_insert_memreconfig()["add_1"].operand_idxes == [0, 1]
    assert full.get_output_layout_overrides()["add_1"].grid == [2, 4]
    assert not full.get_conv2d_config_overrides()["conv_2"].empty()
    assert optimizer_overrides.Conv2dConfigOverrideParams().empty() and OutputLayoutOverrideParams().empty()


def test_wrong_words_are_refused() -> None:
    with pytest.raises(ValueError, match="'sram' is no BufferType; there are: dram, l1, "):
        OutputLayoutOverrideParams().set_buffer_type_from_str("sram")
    with pytest.raises(ValueError, match="'yes' is neither True nor False"):
        Conv2dConfigOverrideParams().set_transpose_shards_from_str("yes")
    with pytest.raises(ValueError, match="'-1' is no natural number"):
        Conv2dConfigOverrideParams().set_act_block_w_div_from_str("-1")
    with pytest.raises(ValueError, match="between 0 and 1, not 2"):
        OptimizerOverridesHandler().set_tensor_l1_usage_cap(2)
