"""Choices that the field's optimizer takes from a user, as the options of a pipeline.

Tenon's pipelines accept these options; those that only say how a program is placed on a chip have no effect on the
host device, and the pipeline says so in a remark.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from enum import IntEnum
from typing import Any, TypeVar

from .dialects._ttcore_enum_gen import DataType
from .dialects._ttnn_enum_gen import BufferType, Layout, TensorMemoryLayout, UnaryOpType

__all__ = [
    "BufferType",
    "Conv2dConfigOverrideParams",
    "DataType",
    "InsertMemReconfigParams",
    "Layout",
    "OptimizerOverridesHandler",
    "OutputLayoutOverrideParams",
    "TensorMemoryLayout",
]

_Enum = TypeVar("_Enum", bound=IntEnum)


def _member(kind: type[_Enum], text: str) -> _Enum:
    """The member that is called so in programs."""
    for member in kind:
        if str(member) == text:
            return member
    raise ValueError(f"'{text}' is no {kind.__name__}; there are: {', '.join(map(str, kind))}")


def _flag(text: str) -> bool:
    if text not in ("True", "False"):
        raise ValueError(f"'{text}' is neither True nor False")
    return text == "True"


def _natural(text: str) -> int:
    if not text.isdecimal():
        raise ValueError(f"'{text}' is no natural number")
    return int(text)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


@dataclass
class InsertMemReconfigParams:
    """The operands of an op that are brought into another layout before it."""

    operand_idxes: list[int] = field(default_factory=list)

    def to_string(self) -> str:
        """As in "0:1"."""
        return ":".join(map(str, self.operand_idxes))


@dataclass
class OutputLayoutOverrideParams:
    """How an op's result is stored; None leaves it to the optimizer."""

    grid: list[int] | None = None
    buffer_type: BufferType | None = None
    tensor_memory_layout: TensorMemoryLayout | None = None
    memory_layout: Layout | None = None
    data_type: DataType | None = None

    def set_buffer_type_from_str(self, value: str) -> None:
        """Sets `buffer_type`: "dram", "l1", ...; raises ValueError for others."""
        self.buffer_type = _member(BufferType, value)

    def set_tensor_memory_layout_from_str(self, value: str) -> None:
        """Sets `tensor_memory_layout`: "interleaved", "block_sharded", ...; raises ValueError for others."""
        self.tensor_memory_layout = _member(TensorMemoryLayout, value)

    def set_memory_layout_from_str(self, value: str) -> None:
        """Sets `memory_layout`: "row_major" or "tile"; raises ValueError for others."""
        self.memory_layout = _member(Layout, value)

    def set_data_type_from_str(self, value: str) -> None:
        """Sets `data_type`: "f32", "bf16", ...; raises ValueError for others."""
        self.data_type = _member(DataType, value)

    def empty(self) -> bool:
        """Whether nothing is set."""
        return all(getattr(self, each.name) is None for each in fields(self))

    def to_string(self) -> str:
        """What is set, in this order: grid, buffer type, memory layout, tiles or rows, data type."""
        grid = "x".join(map(str, self.grid)) if self.grid is not None else None
        parts = (grid, self.buffer_type, self.tensor_memory_layout, self.memory_layout, self.data_type)
        return ":".join(str(part) for part in parts if part is not None)


@dataclass
class Conv2dConfigOverrideParams:
    """How a convolution runs; None leaves it to the optimizer."""

    weights_dtype: DataType | None = None
    activation: UnaryOpType | None = None
    deallocate_activation: bool | None = None
    reallocate_halo_output: bool | None = None
    act_block_h_override: int | None = None
    act_block_w_div: int | None = None
    reshard_if_not_optimal: bool | None = None
    override_sharding_config: bool | None = None
    shard_layout: TensorMemoryLayout | None = None
    core_grid: Any = None
    transpose_shards: bool | None = None
    output_layout: Layout | None = None
    enable_act_double_buffer: bool | None = None
    enable_weights_double_buffer: bool | None = None

    def empty(self) -> bool:
        """Whether nothing is set."""
        return all(getattr(self, each.name) is None for each in fields(self))

    def to_string(self) -> str:
        """As in "weights_dtype#bf16:transpose_shards#true"."""
        values = ((each.name, getattr(self, each.name)) for each in fields(self))
        return ":".join(f"{name}#{_text(value)}" for name, value in values if value is not None)

    def set_weights_dtype_from_str(self, value: str) -> None:
        """Sets `weights_dtype`: "f32", "bf16", ...; raises ValueError for others."""
        self.weights_dtype = _member(DataType, value)

    def set_activation_from_str(self, value: str) -> None:
        """Sets `activation`: "relu", ..., or none of them with "none"; raises ValueError for others."""
        self.activation = None if value == "none" else _member(UnaryOpType, value)

    def set_deallocate_activation_from_str(self, value: str) -> None:
        """Sets `deallocate_activation`: "True" or "False"; raises ValueError for others."""
        self.deallocate_activation = _flag(value)

    def set_reallocate_halo_output_from_str(self, value: str) -> None:
        """Sets `reallocate_halo_output`: "True" or "False"; raises ValueError for others."""
        self.reallocate_halo_output = _flag(value)

    def set_act_block_h_override_from_str(self, value: str) -> None:
        """Sets `act_block_h_override`: a natural number; raises ValueError for others."""
        self.act_block_h_override = _natural(value)

    def set_act_block_w_div_from_str(self, value: str) -> None:
        """Sets `act_block_w_div`: a natural number; raises ValueError for others."""
        self.act_block_w_div = _natural(value)

    def set_reshard_if_not_optimal_from_str(self, value: str) -> None:
        """Sets `reshard_if_not_optimal`: "True" or "False"; raises ValueError for others."""
        self.reshard_if_not_optimal = _flag(value)

    def set_override_sharding_config_from_str(self, value: str) -> None:
        """Sets `override_sharding_config`: "True" or "False"; raises ValueError for others."""
        self.override_sharding_config = _flag(value)

    def set_shard_layout_from_str(self, value: str) -> None:
        """Sets `shard_layout`: "interleaved", "block_sharded", ...; raises ValueError for others."""
        self.shard_layout = _member(TensorMemoryLayout, value)

    def set_transpose_shards_from_str(self, value: str) -> None:
        """Sets `transpose_shards`: "True" or "False"; raises ValueError for others."""
        self.transpose_shards = _flag(value)

    def set_output_layout_from_str(self, value: str) -> None:
        """Sets `output_layout`: "row_major" or "tile"; raises ValueError for others."""
        self.output_layout = _member(Layout, value)

    def set_enable_act_double_buffer_from_str(self, value: str) -> None:
        """Sets `enable_act_double_buffer`: "True" or "False"; raises ValueError for others."""
        self.enable_act_double_buffer = _flag(value)

    def set_enable_weights_double_buffer_from_str(self, value: str) -> None:
        """Sets `enable_weights_double_buffer`: "True" or "False"; raises ValueError for others."""
        self.enable_weights_double_buffer = _flag(value)


class OptimizerOverridesHandler:
    """Collects choices; `to_string` gives the options for `ttmlir.passes.ttir_to_ttnn_backend_pipeline`."""

    def __init__(self) -> None:
        self._enable_optimizer = True
        self._enable_memory_layout_analysis = False
        self._system_desc_path = ""
        self._max_legal_layouts = 0
        self._mesh_shape: list[int] = []
        self._tensor_l1_usage_cap: float | None = None
        self._insert_memreconfig: dict[str, InsertMemReconfigParams] = {}
        self._output_layouts: dict[str, OutputLayoutOverrideParams] = {}
        self._conv2d_configs: dict[str, Conv2dConfigOverrideParams] = {}

    def set_enable_optimizer(self, value: bool) -> None:
        """Whether the optimizer runs."""
        self._enable_optimizer = value

    def get_enable_optimizer(self) -> bool:
        """Whether the optimizer runs."""
        return self._enable_optimizer

    def set_enable_memory_layout_analysis(self, value: bool) -> None:
        """Whether the optimizer chooses memory layouts."""
        self._enable_memory_layout_analysis = value

    def get_enable_memory_layout_analysis(self) -> bool:
        """Whether the optimizer chooses memory layouts."""
        return self._enable_memory_layout_analysis

    def set_system_desc_path(self, value: str) -> None:
        """The file with the descriptor of the system to compile for."""
        self._system_desc_path = value

    def get_system_desc_path(self) -> str:
        """The file with the descriptor of the system to compile for, or an empty string."""
        return self._system_desc_path

    def set_max_legal_layouts(self, value: int) -> None:
        """How many layouts of an op the optimizer looks at; 0 leaves that to it."""
        self._max_legal_layouts = value

    def get_max_legal_layouts(self) -> int:
        """How many layouts of an op the optimizer looks at, or 0."""
        return self._max_legal_layouts

    def set_mesh_shape(self, value: Sequence[int]) -> None:
        """Rows and columns of the mesh of chips."""
        self._mesh_shape = list(value)

    def get_mesh_shape(self) -> list[int]:
        """Rows and columns of the mesh of chips, or an empty list."""
        return list(self._mesh_shape)

    def set_tensor_l1_usage_cap(self, value: float) -> None:
        """The part of a core's memory, 0 to 1, that tensors may take; raises ValueError for others."""
        if not 0 <= value <= 1:
            raise ValueError(f"tensor_l1_usage_cap must lie between 0 and 1, not {value}")
        self._tensor_l1_usage_cap = value

    def get_tensor_l1_usage_cap(self) -> float | None:
        """The part of a core's memory that tensors may take, or None."""
        return self._tensor_l1_usage_cap

    def add_insert_memreconfig(self, op_name: str, operand_idxes: Sequence[int]) -> None:
        """Brings these operands of the op at that location into another layout."""
        self._insert_memreconfig[op_name] = InsertMemReconfigParams(list(operand_idxes))

    def get_insert_memreconfig(self) -> dict[str, InsertMemReconfigParams]:
        """What was added, by the op's location."""
        return dict(self._insert_memreconfig)

    def add_output_layout_override(self, op_name: str, override_params: OutputLayoutOverrideParams) -> None:
        """Says how the result of the op at that location is stored."""
        self._output_layouts[op_name] = override_params

    def get_output_layout_overrides(self) -> dict[str, OutputLayoutOverrideParams]:
        """What was added, by the op's location."""
        return dict(self._output_layouts)

    def add_conv2d_config_override(self, op_name: str, override_params: Conv2dConfigOverrideParams) -> None:
        """Says how the convolution at that location runs."""
        self._conv2d_configs[op_name] = override_params

    def get_conv2d_config_overrides(self) -> dict[str, Conv2dConfigOverrideParams]:
        """What was added, by the op's location."""
        return dict(self._conv2d_configs)

    def to_string(self) -> str:
        """The options, separated by spaces."""
        options: list[tuple[str, str]] = []
        if self._enable_optimizer:
            options.append(("enable-optimizer", "true"))
        if self._enable_memory_layout_analysis:
            options.append(("memory-layout-analysis-enabled", "true"))
        options += [
            ("insert-memreconfig", _entries(self._insert_memreconfig, InsertMemReconfigParams.to_string)),
            ("override-output-layout", _entries(self._output_layouts, OutputLayoutOverrideParams.to_string)),
            ("override-conv2d-config", _entries(self._conv2d_configs, Conv2dConfigOverrideParams.to_string)),
            ("system-desc-path", self._system_desc_path),
            ("max-legal-layouts", str(self._max_legal_layouts or "")),
            ("mesh-shape", ",".join(map(str, self._mesh_shape))),
            ("tensor-l1-usage-cap", "" if self._tensor_l1_usage_cap is None else str(self._tensor_l1_usage_cap)),
        ]
        return " ".join(f"{name}={value}" for name, value in options if value)


_Params = TypeVar("_Params")


def _entries(params: dict[str, _Params], to_string: Callable[[_Params], str]) -> str:
    return ",".join(f"{name}={to_string(each)}" for name, each in params.items())
