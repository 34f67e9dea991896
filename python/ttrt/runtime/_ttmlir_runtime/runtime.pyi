# Made by scripts/make-stubs from the extension; change its signatures or utils/stubs/rules.py, not this file.
"""Devices, tensors, submitting programs, debug hooks."""

import enum
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, Self, overload

from _typeshed import ReadableBuffer
from numpy.typing import DTypeLike, NDArray

import ttrt.runtime._ttmlir_runtime.binary
from ttrt.runtime._ttmlir_runtime.binary import Binary

class DataType(enum.Enum):
    """Element types of tensors."""

    Float32 = 0
    Float16 = 1
    BFloat16 = 2
    BFP_Float8 = 3
    BFP_BFloat8 = 4
    BFP_Float4 = 5
    BFP_BFloat4 = 6
    BFP_Float2 = 7
    BFP_BFloat2 = 8
    UInt32 = 9
    UInt16 = 10
    UInt8 = 11
    Int32 = 12
    Bool = 13

class TensorDesc:
    """Shape and element type of a dense row-major tensor."""

    def __init__(self, shape: Sequence[int], dtype: DataType) -> None: ...
    @property
    def shape(self) -> list[int]: ...
    @property
    def dtype(self) -> DataType: ...
    @property
    def stride(self) -> list[int]:
        """Elements between neighbours along each dimension."""

    @property
    def item_size(self) -> int:
        """Bytes of an element."""

    @property
    def physical_volume(self) -> int: ...
    def size_bytes(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __repr__(self) -> str: ...

class MemoryBufferType(enum.Enum):
    """Memories a tensor can lie in."""

    DRAM = 0
    L1 = 1
    SystemMemory = 2
    L1_SMALL = 3
    TRACE = 4

class Layout:
    """Where and how a program expects a tensor."""

    def __init__(self) -> None: ...
    @property
    def buffer_type(self) -> MemoryBufferType: ...
    @buffer_type.setter
    def buffer_type(self, arg: MemoryBufferType, /) -> None: ...
    @property
    def tiled(self) -> bool: ...
    @tiled.setter
    def tiled(self, arg: bool, /) -> None: ...
    def __eq__(self, other: object, /) -> bool: ...

class Tensor:
    """A handle to dense row-major memory; copies share it."""

    def is_allocated(self) -> bool: ...
    def get_shape(self) -> list[int]: ...
    def get_stride(self) -> list[int]: ...
    def get_dtype(self) -> DataType: ...
    def get_element_size(self) -> int: ...
    def get_volume(self) -> int: ...
    def get_logical_volume(self) -> int: ...
    def get_tensor_desc(self) -> TensorDesc: ...
    def get_global_id(self) -> int: ...
    def get_version(self) -> int:
        """Grows when the contents are changed through the runtime."""

    def mark_changed(self) -> None:
        """To be called after a borrowed array was written to: constants computed from it are computed again."""

    def get_retain(self) -> bool: ...
    def set_retain(self, retain: bool) -> None: ...
    def is_read_only(self) -> bool: ...
    def get_data_buffer(self) -> bytes:
        """A copy of the contents as bytes."""

    def _array(self, writable: bool = False) -> Any: ...
    def _dlpack_exporter(self, writable: bool) -> Any: ...
    def __bool__(self) -> bool: ...
    def __repr__(self) -> str: ...
    def numpy(self, /, writable: bool = False) -> NDArray[Any]: ...
    def __array__(self, dtype: DTypeLike | None = None, copy: bool | None = None) -> NDArray[Any]: ...
    def __dlpack__(self, **options: Any) -> Any: ...
    def __dlpack_device__(self) -> tuple[int, int]: ...

def create_owned_host_tensor(
    ptr: int, shape: Sequence[int], stride: Sequence[int], itemsize: int, dtype: DataType
) -> Tensor:
    """A tensor with memory of its own, copied from the address `ptr`."""

def create_borrowed_host_tensor(
    ptr: int, shape: Sequence[int], stride: Sequence[int], itemsize: int, dtype: DataType
) -> Tensor:
    """A tensor over the memory at the address `ptr`, which the caller keeps alive."""

def create_empty_tensor(shape: Sequence[int], dtype: DataType) -> Tensor:
    """A tensor of zeros."""

def _borrow_array(array: object, ptr: int, shape: Sequence[int], dtype: DataType, read_only: bool) -> Tensor: ...

class MeshDeviceOptions:
    """How a device is opened."""

    def __init__(self) -> None: ...
    @property
    def mesh_offset(self) -> list[int]: ...
    @mesh_offset.setter
    def mesh_offset(self, arg: Sequence[int], /) -> None: ...
    @property
    def device_ids(self) -> list[int]: ...
    @device_ids.setter
    def device_ids(self, arg: Sequence[int], /) -> None: ...
    @property
    def num_hw_cqs(self) -> int: ...
    @num_hw_cqs.setter
    def num_hw_cqs(self, arg: int, /) -> None: ...
    @property
    def enable_program_cache(self) -> bool: ...
    @enable_program_cache.setter
    def enable_program_cache(self, arg: bool, /) -> None: ...
    @property
    def mesh_shape(self) -> list[int]: ...
    @mesh_shape.setter
    def mesh_shape(self, arg: Sequence[int], /) -> None: ...
    @property
    def l1_small_size(self) -> int | None: ...
    @l1_small_size.setter
    def l1_small_size(self, arg: int | None) -> None: ...
    @property
    def trace_region_size(self) -> int | None: ...
    @trace_region_size.setter
    def trace_region_size(self, arg: int | None) -> None: ...
    @property
    def num_threads(self) -> int:
        """Threads a program may use; 0: TT_RUNTIME_NUM_THREADS, else all cores at hand."""

    @num_threads.setter
    def num_threads(self, arg: int, /) -> None: ...

class Device:
    """An opened device. All but is_open raise RuntimeError once it is closed."""

    def is_open(self) -> bool: ...
    def get_mesh_shape(self) -> list[int]: ...
    def get_device_ids(self) -> list[int]: ...
    def get_num_threads(self) -> int: ...
    def get_num_hw_cqs(self) -> int: ...
    def is_program_cache_enabled(self) -> bool: ...
    def clear_program_cache(self) -> None:
        """Drops all plans and computed constants."""

    def description(self) -> str:
        """Instruction set and libraries in use."""

    def __repr__(self) -> str: ...

def open_mesh_device(options: MeshDeviceOptions = ...) -> Device:
    """Opens the host device. Raises ValueError for options it cannot satisfy."""

def close_mesh_device(parent_mesh: Device) -> None:
    """Waits for running programs and frees everything. Using the device afterwards raises RuntimeError."""

class DeviceRuntime(enum.Enum):
    """What executes programs: the host device (TTNN) or the simulated card."""

    Disabled = 0
    TTNN = 1
    TTMetal = 2

def get_available_device_runtimes() -> list[DeviceRuntime]: ...
def get_current_device_runtime() -> DeviceRuntime:
    """The setting of the process. Each program runs as its file says, whatever the setting is."""

def set_current_device_runtime(device_runtime: DeviceRuntime) -> None:
    """Raises ValueError for Disabled."""

def set_compatible_device_runtime(binary: ttrt.runtime._ttmlir_runtime.binary.Binary) -> None:
    """Makes the setting what executes the programs of a Binary: TTNN for .ttnn, TTMetal for .ttm."""

def get_num_available_devices() -> int: ...
def get_current_system_desc_as_text() -> str:
    """The descriptor of the system at hand as the compiler's option system-desc-path reads it."""

def get_current_system_desc_as_json() -> str: ...
def submit(
    device: Device, executable: ttrt.runtime._ttmlir_runtime.binary.Binary, program_index: int, inputs: Sequence[Tensor]
) -> list[Tensor]:
    """Runs a program and returns its outputs.

    Raises IndexError for a program that is not there, ValueError and TypeError for inputs of the wrong number, shape or dtype, RuntimeError for a closed device or an op that fails, and whatever a debug callback raises."""

@overload
def wait(tensor: Tensor, cq_id: int | None = None) -> None:
    """Returns when the tensor is computed."""

@overload
def wait(tensors: Sequence[Tensor], cq_id: int | None = None) -> None: ...
def to_host(tensor: Tensor, untilize: bool = False, blocking: bool = True) -> list[Tensor]:
    """Copies in host memory, one for each device of the mesh."""

def get_layout(
    executable: ttrt.runtime._ttmlir_runtime.binary.Binary, program_index: int, input_index: int
) -> Layout: ...
def to_layout(tensor: Tensor, device: Device, layout: Layout, retain: bool | None = None) -> Tensor: ...
@overload
def memcpy(dst: int, src: Tensor) -> None:
    """Copies the tensor's bytes to the address `dst`."""

@overload
def memcpy(dst: Tensor, src: Tensor) -> None: ...
def deallocate_tensor(tensor: Tensor, force: bool = False) -> None: ...

class CallbackContext:
    """The running program, as a callback sees it; valid during the callback."""

    @property
    def run_id(self) -> int:
        """Which submission the program runs in; programs nested in it have the same."""

class OpContext:
    """The op that is about to run or has just run; valid during the callback."""

    @property
    def index(self) -> int:
        """Position of the op in its program."""

    @property
    def name(self) -> str:
        """For example "ttnn.matmul"."""

    @property
    def location(self) -> str:
        """As printed: loc("model.py":12:8)."""

    @property
    def attributes(self) -> dict[str, str]:
        """Names and printed values of the op's attributes."""

    @property
    def duration(self) -> float:
        """Seconds that the op ran, without any callback. Raises RuntimeError before it ran and where no observer with timed=True sees it."""

    def get_loc_info(self) -> str: ...

class KernelContext:
    """A kernel that is about to begin on a core of the card, or has just ended there; valid during the callback."""

    @property
    def name(self) -> str:
        """For example "read_tiles"."""

    @property
    def processor(self) -> str:
        """ "dm0", "dm1" or "compute"."""

    @property
    def tile(self) -> tuple[Any, ...]:
        """The tile's place in the grid, (x, y)."""

    @property
    def arguments(self) -> list[int]:
        """The words that get_arg_val gives on this core."""

    @property
    def common_arguments(self) -> list[int]:
        """The words that get_common_arg_val gives on all cores."""

    def registers(self) -> dict[str, int]:
        """The program counter and the core's registers by name."""

    def set_register(self, name: str, value: int) -> None:
        """Sets a register by its name, such as "a0", "x10" or "pc", to a word."""

    def read_l1(self, address: int, size: int) -> bytes:
        """Bytes of the tile's L1; its cores' local memories follow behind it. Raises ValueError outside of them."""

    def write_l1(self, address: int, data: ReadableBuffer | NDArray[Any]) -> None:
        """Overwrites bytes of them. Raises ValueError outside of them."""

class TensorRef:
    """Names one value of the running program."""

    def get_shape(self) -> list[int]: ...
    def get_dtype(self) -> DataType: ...
    @property
    def desc(self) -> TensorDesc: ...
    def __repr__(self) -> str: ...

class DebugHooks:
    """The debug hooks of the process."""

    @staticmethod
    def get(
        pre_op: Callable[[Binary, CallbackContext, OpContext], object] | None = None,
        post_op: Callable[[Binary, CallbackContext, OpContext], object] | None = None,
        pre_program: Callable[[Binary, CallbackContext], object] | None = None,
        post_program: Callable[[Binary, CallbackContext], object] | None = None,
        pre_kernel: object | None = None,
        post_kernel: object | None = None,
    ) -> DebugHooks:
        """Registers callbacks: those given replace, those omitted stay.

        pre_op and post_op are called as f(binary, program_context, op_context) around every op, pre_program and post_program as f(binary, program_context) around every program, pre_kernel and post_kernel as f(binary, program_context, op_context, kernel_context) around every kernel on every core of the card. Raises TypeError for what cannot be called."""

def unregister_hooks() -> None:
    """Clears all of these hooks. Observers of ttrt.runtime.debug.watch stay."""

class _Filter:
    """What an observer wants to see; parts left empty admit everything."""

    def __init__(self) -> None: ...
    @property
    def ops(self) -> list[str]: ...
    @ops.setter
    def ops(self, arg: Sequence[str], /) -> None: ...
    @property
    def kernels(self) -> list[str]: ...
    @kernels.setter
    def kernels(self, arg: Sequence[str], /) -> None: ...
    @property
    def location(self) -> str: ...
    @location.setter
    def location(self, arg: str, /) -> None: ...
    @property
    def program_index(self) -> int | None: ...
    @program_index.setter
    def program_index(self, arg: int | None) -> None: ...
    @property
    def program_name(self) -> str: ...
    @program_name.setter
    def program_name(self, arg: str, /) -> None: ...
    @property
    def binary_id(self) -> int | None: ...
    @binary_id.setter
    def binary_id(self, arg: int | None) -> None: ...

class Watch:
    """A registered observer; closing it (or leaving its `with`) ends it."""

    def close(self) -> None:
        """Ends it; a second time it does nothing."""

    @property
    def is_open(self) -> bool: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self, exc_type: type[BaseException] | None, exc_value: BaseException | None, traceback: TracebackType | None
    ) -> None: ...

def _watch(
    pre_op: Callable[[Binary, CallbackContext, OpContext], object] | None,
    post_op: Callable[[Binary, CallbackContext, OpContext], object] | None,
    pre_program: Callable[[Binary, CallbackContext], object] | None,
    post_program: Callable[[Binary, CallbackContext], object] | None,
    pre_kernel: object | None,
    post_kernel: object | None,
    filter: _Filter,
    timed: bool,
) -> Watch: ...
def get_op_debug_str(op_context: OpContext) -> str:
    """The op as printed."""

def get_op_loc_info(op_context: OpContext) -> str:
    """The op's location as printed."""

def get_op_output_tensor(op_context: OpContext, program_context: CallbackContext) -> dict[int, Tensor]:
    """Host copies of the op's first output by device: {0: Tensor}; {} before the op ran and for ops without output."""

def get_op_output_refs(op_context: OpContext) -> list[TensorRef]: ...
def get_op_input_refs(op_context: OpContext) -> list[TensorRef]: ...
def retrieve_tensor_from_pool(
    program_context: CallbackContext, tensor_ref: TensorRef, untilize: bool = True
) -> Tensor | None:
    """The value itself, not a copy, valid during the callback; None when it is not computed or already freed.

    With untilize=False a value whose layout is tiled comes as a copy in the order in which it lies on a card, with the shape [..., tile rows, tile columns, 2, 2, 16, 16]."""

def update_tensor_in_pool(program_context: CallbackContext, tensor_ref: TensorRef, tensor: Tensor) -> None:
    """Overwrites a value; later ops see it. Raises ValueError or TypeError unless shape and dtype agree."""

def get_program_index(program_context: CallbackContext) -> int: ...
