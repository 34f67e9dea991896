"""Devices, tensors, submitting programs and debug hooks.

import numpy as np
import ttrt.binary, ttrt.runtime

program = ttrt.binary.load_binary_from_path("model.ttnn")
device = ttrt.runtime.open_mesh_device()
inputs = [ttrt.runtime.from_numpy(np.ones((2, 3), np.float32))]
outputs = ttrt.runtime.submit(device, program, 0, inputs)
print(ttrt.runtime.to_numpy(outputs[0]))
ttrt.runtime.close_mesh_device(device)
"""

from __future__ import annotations

from . import debug
from ._arrays import dtype_from_numpy, dtype_to_numpy, from_numpy, to_numpy
from ._debug_callback import register_debug_callback
from ._ttmlir_runtime.runtime import (
    CallbackContext,
    DataType,
    DebugHooks,
    Device,
    DeviceRuntime,
    KernelContext,
    Layout,
    MemoryBufferType,
    MeshDeviceOptions,
    OpContext,
    Tensor,
    TensorDesc,
    TensorRef,
    close_mesh_device,
    create_borrowed_host_tensor,
    create_empty_tensor,
    create_owned_host_tensor,
    deallocate_tensor,
    get_available_device_runtimes,
    get_current_device_runtime,
    get_current_system_desc_as_json,
    get_current_system_desc_as_text,
    get_layout,
    get_num_available_devices,
    get_op_debug_str,
    get_op_input_refs,
    get_op_loc_info,
    get_op_output_refs,
    get_op_output_tensor,
    get_program_index,
    memcpy,
    open_mesh_device,
    retrieve_tensor_from_pool,
    set_compatible_device_runtime,
    set_current_device_runtime,
    submit,
    to_host,
    to_layout,
    unregister_hooks,
    update_tensor_in_pool,
    wait,
)

__all__ = [
    "CallbackContext",
    "DataType",
    "DebugHooks",
    "Device",
    "DeviceRuntime",
    "KernelContext",
    "Layout",
    "MemoryBufferType",
    "MeshDeviceOptions",
    "OpContext",
    "Tensor",
    "TensorDesc",
    "TensorRef",
    "close_mesh_device",
    "create_borrowed_host_tensor",
    "create_empty_tensor",
    "create_owned_host_tensor",
    "deallocate_tensor",
    "debug",
    "dtype_from_numpy",
    "dtype_to_numpy",
    "from_numpy",
    "get_available_device_runtimes",
    "get_current_device_runtime",
    "get_current_system_desc_as_json",
    "get_current_system_desc_as_text",
    "get_layout",
    "get_num_available_devices",
    "get_op_debug_str",
    "get_op_input_refs",
    "get_op_loc_info",
    "get_op_output_refs",
    "get_op_output_tensor",
    "get_program_index",
    "memcpy",
    "open_mesh_device",
    "register_debug_callback",
    "retrieve_tensor_from_pool",
    "set_compatible_device_runtime",
    "set_current_device_runtime",
    "submit",
    "to_host",
    "to_layout",
    "to_numpy",
    "unregister_hooks",
    "update_tensor_in_pool",
    "wait",
]
