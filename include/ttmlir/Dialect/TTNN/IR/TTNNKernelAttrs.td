// Attributes that describe a program of hand-written or generated kernels, for `ttnn.generic`.

#ifndef TTMLIR_DIALECT_TTNN_IR_TTNNKERNELATTRS_TD
#define TTMLIR_DIALECT_TTNN_IR_TTNNKERNELATTRS_TD

include "ttmlir/Dialect/TTNN/IR/TTNNLayoutAttrs.td"
include "ttmlir/Dialect/TTNN/IR/TTNNMeshAttrs.td"

def TTNN_KernelArgAddressOfTensorAttr : TTNN_Attr<"KernelArgAddressOfTensor", "kernel_arg_address_of_tensor"> {
  let summary = "The address of a tensor";
  let description = [{
    The address of the operand of `ttnn.generic` with this index.
  }];
  let parameters = (ins "size_t":$tensor_index);
  let assemblyFormat = "`<` $tensor_index `>`";
}

def TTNN_KernelArgCBBufferIndexAttr : TTNN_Attr<"KernelArgCBBufferIndex", "kernel_arg_cb_buffer_index"> {
  let summary = "The index of a circular buffer";
  let description = [{
    Names the circular buffer with this index.
  }];
  let parameters = (ins "size_t":$buffer_index);
  let assemblyFormat = "`<` $buffer_index `>`";
}

def TTNN_KernelArgGlobalSemaphoreAttr : TTNN_Attr<"KernelArgGlobalSemaphore", "kernel_arg_global_semaphore"> {
  let summary = "The address of a global semaphore";
  let description = [{
    The address of the additional argument of `ttnn.generic` with this index among its semaphores.
  }];
  let parameters = (ins "size_t":$global_semaphore_index);
  let assemblyFormat = "`<` $global_semaphore_index `>`";
}

def TTNN_KernelArgScalarAttr : TTNN_Attr<"KernelArgScalar", "kernel_arg_scalar"> {
  let summary = "The value of a scalar operand";
  let description = [{
    The value of the operand of `ttnn.generic` with this index, a tensor of one element.
  }];
  let parameters = (ins "size_t":$operand_index);
  let assemblyFormat = "`<` $operand_index `>`";
}

def TTNN_KernelArgSemaphoreAtAttr : TTNN_Attr<"KernelArgSemaphoreAt", "kernel_arg_semaphore_at"> {
  let summary = "The address of a semaphore of the program";
  let description = [{
    The address of the semaphore at this place in the program's list.
  }];
  let parameters = (ins "size_t":$semaphore_index);
  let assemblyFormat = "`<` $semaphore_index `>`";
}

def TTNN_KernelArgTensorAccessorArgsAttr : TTNN_Attr<"KernelArgTensorAccessorArgs", "kernel_arg_tensor_accessor_args"> {
  let summary = "How to find the pages of a tensor";
  let description = [{
    The arguments from which a kernel builds the accessor of the operand with this index.
  }];
  let parameters = (ins "size_t":$operand_index);
  let assemblyFormat = "`<` $operand_index `>`";
}

def TTNN_KernelCBGlobalBufferAddressOfTensorAttr : TTNN_Attr<"KernelCBGlobalBufferAddressOfTensor", "kernel_cb_global_buffer_address_of_tensor"> {
  let summary = "A circular buffer that lies in a tensor";
  let description = [{
    The circular buffer uses the memory of the sharded operand with this index.
  }];
  let parameters = (ins "size_t":$tensor_operand_index);
  let assemblyFormat = "`<` $tensor_operand_index `>`";
}

def TTNN_KernelNamedArgAttr : TTNN_Attr<"KernelNamedArg", "kernel_named_arg"> {
  let summary = "A compile-time argument with a name";
  let description = [{`#ttnn.kernel_named_arg<"block_size", 4>`.}];
  let parameters = (ins "::mlir::StringAttr":$name, "uint32_t":$value);
  let assemblyFormat = "`<` $name `,` $value `>`";
}

def TTNN_CoreRuntimeArgsAttr : TTNN_Attr<"CoreRuntimeArgs", "core_runtime_args"> {
  let summary = "The runtime arguments of one core";
  let description = [{
    `#ttnn.core_runtime_args<core_coord = <0, 0>, args =
    [#ttnn.kernel_arg_address_of_tensor<0>]>`.
  }];
  let parameters = (ins "CoreCoordAttr":$core_coord,
                        OptionalArrayRefParameter<"::mlir::Attribute">:$args);
  let assemblyFormat = [{
    `<` `core_coord` `=` $core_coord `,` `args` `=` custom<FullList>($args) `>`
  }];
}

def TTNN_KernelCBFormatAttr : TTNN_Attr<"KernelCBFormat", "kernel_cb_format"> {
  let summary = "The index, element type and page size of a circular buffer";
  let description = [{`<buffer_index = 0, dtype = f32, page_size = 4096>`, in bytes.}];
  let parameters = (ins "uint32_t":$buffer_index,
                        "::mlir::tt::ttcore::DataType":$dtype,
                        "uint32_t":$page_size);
  let assemblyFormat = "`<` struct(params) `>`";
}

def TTNN_KernelCBAttr : TTNN_Attr<"KernelCB", "kernel_cb"> {
  let summary = "A circular buffer in L1";
  let description = [{
    Its bytes, the cores that have one, the formats that its memory is seen
    under, and the tensor it lies in, if any.
  }];
  let parameters = (ins "uint32_t":$total_size,
                        "::mlir::tt::ttnn::CoreRangeSetAttr":$core_ranges,
                        OptionalArrayRefParameter<"KernelCBFormatAttr">:$formats,
                        OptionalParameter<"KernelCBGlobalBufferAddressOfTensorAttr">:$buffer);
  let assemblyFormat = [{
    `<` `total_size` `=` $total_size `,` `core_ranges` `=` $core_ranges `,`
        `formats` `=` custom<ShortList>($formats) (`,` `buffer` `=` $buffer^)? `>`
  }];
}

def TTNN_KernelSemaphoreAttr : TTNN_Attr<"KernelSemaphore", "kernel_semaphore"> {
  let summary = "A semaphore that the cores of a program share";
  let description = [{
    `<id = 0, core_type = worker, core_ranges = <[...]>, initial_value = 0>`.
  }];
  let parameters = (ins "uint32_t":$id,
                        "KernelCoreType":$core_type,
                        "::mlir::tt::ttnn::CoreRangeSetAttr":$core_ranges,
                        "uint32_t":$initial_value);
  let assemblyFormat = "`<` struct(params) `>`";
}

def TTNN_ReadKernelAttr : TTNN_Attr<"ReadKernel", "read_kernel"> {
  let summary = "A reader kernel";
  let description = [{
    Moves tensors into circular buffers, on the first data movement core.
    Its code is the function `symbol_ref`. Arguments are given at compile time, to all cores alike at run time,
    and to single cores at run time.
  }];
  let parameters = (ins "::mlir::SymbolRefAttr":$symbol_ref,
                        "::mlir::tt::ttnn::CoreRangeSetAttr":$core_ranges,
                        OptionalArrayRefParameter<"::mlir::Attribute">:$common_rt_args,
                        OptionalArrayRefParameter<"CoreRuntimeArgsAttr">:$rt_args,
                        OptionalArrayRefParameter<"::mlir::Attribute">:$ct_args);
  let assemblyFormat = [{
    `<` `symbol_ref` `=` $symbol_ref `,` `core_ranges` `=` $core_ranges `,`
        `ct_args` `=` custom<FullList>($ct_args) `,`
        `common_rt_args` `=` custom<FullList>($common_rt_args) ``
        custom<RuntimeArgs>($rt_args) `>`
  }];
}

def TTNN_WriteKernelAttr : TTNN_Attr<"WriteKernel", "write_kernel"> {
  let summary = "A writer kernel";
  let description = [{
    Moves circular buffers out to tensors, on the second data movement core.
    Its code is the function `symbol_ref`. Arguments are given at compile time, to all cores alike at run time,
    and to single cores at run time.
  }];
  let parameters = (ins "::mlir::SymbolRefAttr":$symbol_ref,
                        "::mlir::tt::ttnn::CoreRangeSetAttr":$core_ranges,
                        OptionalArrayRefParameter<"::mlir::Attribute">:$common_rt_args,
                        OptionalArrayRefParameter<"CoreRuntimeArgsAttr">:$rt_args,
                        OptionalArrayRefParameter<"::mlir::Attribute">:$ct_args);
  let assemblyFormat = [{
    `<` `symbol_ref` `=` $symbol_ref `,` `core_ranges` `=` $core_ranges `,`
        `ct_args` `=` custom<FullList>($ct_args) `,`
        `common_rt_args` `=` custom<FullList>($common_rt_args) ``
        custom<RuntimeArgs>($rt_args) `>`
  }];
}

def TTNN_ComputeKernelAttr : TTNN_Attr<"ComputeKernel", "compute_kernel"> {
  let summary = "A compute kernel";
  let description = [{
    Computes on the tiles in circular buffers, with the given precision.
    Its code is the function `symbol_ref`. Arguments are given at compile time, to all cores alike at run time,
    and to single cores at run time.
  }];
  let parameters = (ins "::mlir::SymbolRefAttr":$symbol_ref,
                        "::mlir::tt::ttnn::CoreRangeSetAttr":$core_ranges,
                        "ComputeKernelMathFidelity":$math_fidelity,
                        TTNN_BoolParameter<>:$fp32_dest_acc_en,
                        TTNN_BoolParameter<>:$dst_full_sync_en,
                        OptionalArrayRefParameter<"ComputeKernelUnpackToDestMode">:$unpack_to_dest_modes,
                        TTNN_BoolParameter<>:$bfp8_pack_precise,
                        TTNN_BoolParameter<>:$math_approx_mode,
                        OptionalArrayRefParameter<"::mlir::Attribute">:$common_rt_args,
                        OptionalArrayRefParameter<"CoreRuntimeArgsAttr">:$rt_args,
                        OptionalArrayRefParameter<"::mlir::Attribute">:$ct_args);
  let assemblyFormat = [{
    `<` `symbol_ref` `=` $symbol_ref `,` `core_ranges` `=` $core_ranges `,`
        `math_fidelity` `=` $math_fidelity `,`
        `fp32_dest_acc_en` `=` $fp32_dest_acc_en `,`
        `dst_full_sync_en` `=` $dst_full_sync_en `,`
        `unpack_to_dest_modes` `=` custom<UnpackModes>($unpack_to_dest_modes) `,`
        `bfp8_pack_precise` `=` $bfp8_pack_precise `,`
        `math_approx_mode` `=` $math_approx_mode `,`
        `ct_args` `=` custom<FullList>($ct_args) `,`
        `common_rt_args` `=` custom<FullList>($common_rt_args) ``
        custom<RuntimeArgs>($rt_args) `>`
  }];
}

def TTNN_DataMovementKernelAttr : TTNN_Attr<"DataMovementKernel", "data_movement_kernel"> {
  let summary = "A data movement kernel on a chosen core and network";
  let description = [{
    As the reader and writer kernels, with the core, the network on chip and its mode chosen.
    Its code is the function `symbol_ref`. Arguments are given at compile time, to all cores alike at run time,
    and to single cores at run time.
  }];
  let parameters = (ins "::mlir::SymbolRefAttr":$symbol_ref,
                        "::mlir::tt::ttnn::CoreRangeSetAttr":$core_ranges,
                        "DataMovementProcessor":$processor,
                        "::mlir::tt::ttcore::NocIndex":$noc_index,
                        "NocMode":$noc_mode,
                        OptionalArrayRefParameter<"::mlir::Attribute">:$common_rt_args,
                        OptionalArrayRefParameter<"CoreRuntimeArgsAttr">:$rt_args,
                        OptionalArrayRefParameter<"::mlir::Attribute">:$ct_args);
  let assemblyFormat = [{
    `<` `symbol_ref` `=` $symbol_ref `,` `core_ranges` `=` $core_ranges `,`
        `processor` `=` $processor `,` `noc_index` `=` $noc_index `,`
        `noc_mode` `=` $noc_mode `,`
        `ct_args` `=` custom<FullList>($ct_args) `,`
        `common_rt_args` `=` custom<FullList>($common_rt_args) ``
        custom<RuntimeArgs>($rt_args) `>`
  }];
}

def TTNN_SourceReadKernelAttr : TTNN_Attr<"SourceReadKernel", "source_read_kernel"> {
  let summary = "A reader kernel, as source text";
  let description = [{
    Moves tensors into circular buffers, on the first data movement core.
    Its source is given as text. Arguments are given at compile time, to all cores alike at run time,
    and to single cores at run time.
  }];
  let parameters = (ins "::mlir::StringAttr":$source,
                        "::mlir::tt::ttnn::CoreRangeSetAttr":$core_ranges,
                        OptionalArrayRefParameter<"::mlir::Attribute">:$common_rt_args,
                        OptionalArrayRefParameter<"CoreRuntimeArgsAttr">:$rt_args,
                        OptionalArrayRefParameter<"::mlir::Attribute">:$ct_args);
  let assemblyFormat = [{
    `<` `source` `=` $source `,` `core_ranges` `=` $core_ranges `,`
        `ct_args` `=` custom<FullList>($ct_args) `,`
        `common_rt_args` `=` custom<FullList>($common_rt_args) ``
        custom<RuntimeArgs>($rt_args) `>`
  }];
}

def TTNN_SourceWriteKernelAttr : TTNN_Attr<"SourceWriteKernel", "source_write_kernel"> {
  let summary = "A writer kernel, as source text";
  let description = [{
    Moves circular buffers out to tensors, on the second data movement core.
    Its source is given as text. Arguments are given at compile time, to all cores alike at run time,
    and to single cores at run time.
  }];
  let parameters = (ins "::mlir::StringAttr":$source,
                        "::mlir::tt::ttnn::CoreRangeSetAttr":$core_ranges,
                        OptionalArrayRefParameter<"::mlir::Attribute">:$common_rt_args,
                        OptionalArrayRefParameter<"CoreRuntimeArgsAttr">:$rt_args,
                        OptionalArrayRefParameter<"::mlir::Attribute">:$ct_args);
  let assemblyFormat = [{
    `<` `source` `=` $source `,` `core_ranges` `=` $core_ranges `,`
        `ct_args` `=` custom<FullList>($ct_args) `,`
        `common_rt_args` `=` custom<FullList>($common_rt_args) ``
        custom<RuntimeArgs>($rt_args) `>`
  }];
}

def TTNN_SourceComputeKernelAttr : TTNN_Attr<"SourceComputeKernel", "source_compute_kernel"> {
  let summary = "A compute kernel, as source text";
  let description = [{
    Computes on the tiles in circular buffers, with the given precision.
    Its source is given as text. Arguments are given at compile time, to all cores alike at run time,
    and to single cores at run time.
  }];
  let parameters = (ins "::mlir::StringAttr":$source,
                        "::mlir::tt::ttnn::CoreRangeSetAttr":$core_ranges,
                        "ComputeKernelMathFidelity":$math_fidelity,
                        TTNN_BoolParameter<>:$fp32_dest_acc_en,
                        TTNN_BoolParameter<>:$dst_full_sync_en,
                        OptionalArrayRefParameter<"ComputeKernelUnpackToDestMode">:$unpack_to_dest_modes,
                        TTNN_BoolParameter<>:$bfp8_pack_precise,
                        TTNN_BoolParameter<>:$math_approx_mode,
                        OptionalArrayRefParameter<"::mlir::Attribute">:$common_rt_args,
                        OptionalArrayRefParameter<"CoreRuntimeArgsAttr">:$rt_args,
                        OptionalArrayRefParameter<"::mlir::Attribute">:$ct_args);
  let assemblyFormat = [{
    `<` `source` `=` $source `,` `core_ranges` `=` $core_ranges `,`
        `math_fidelity` `=` $math_fidelity `,`
        `fp32_dest_acc_en` `=` $fp32_dest_acc_en `,`
        `dst_full_sync_en` `=` $dst_full_sync_en `,`
        `unpack_to_dest_modes` `=` custom<UnpackModes>($unpack_to_dest_modes) `,`
        `bfp8_pack_precise` `=` $bfp8_pack_precise `,`
        `math_approx_mode` `=` $math_approx_mode `,`
        `ct_args` `=` custom<FullList>($ct_args) `,`
        `common_rt_args` `=` custom<FullList>($common_rt_args) ``
        custom<RuntimeArgs>($rt_args) `>`
  }];
}

def TTNN_ProgramAttr : TTNN_Attr<"Program", "program"> {
  let summary = "Kernels, circular buffers and semaphores that run together";
  let description = [{
    `#ttnn.program<kernels = [...], cbs = [...], semaphores = [...]>`.
  }];
  let parameters = (ins OptionalArrayRefParameter<"::mlir::Attribute">:$kernels,
                        OptionalArrayRefParameter<"KernelCBAttr">:$cbs,
                        OptionalArrayRefParameter<"KernelSemaphoreAttr">:$semaphores);
  let assemblyFormat = [{
    `<` `kernels` `=` custom<FullList>($kernels) `,`
        `cbs` `=` custom<ShortList>($cbs) `,`
        `semaphores` `=` custom<ShortList>($semaphores) `>`
  }];
}

def TTNN_MeshProgramAttr : TTNN_Attr<"MeshProgram", "mesh_program"> {
  let summary = "A program for a rectangle of devices";
  let description = [{
    `#ttnn.mesh_program<range = #ttnn.mesh_range<(0,0), (1,3)>, program = ...>`.
  }];
  let parameters = (ins "MeshRangeAttr":$mesh_range, "ProgramAttr":$program);
  let assemblyFormat = [{
    `<` `range` `=` $mesh_range `,` `program` `=` $program `>`
  }];
}

def TTNN_MeshProgramDescriptorAttr
    : TTNN_Attr<"MeshProgramDescriptor", "mesh_program_descriptor"> {
  let summary = "The programs of all devices of a mesh";
  let description = [{
    Programs for rectangles of devices, and how kernels reach other devices:
    `#ttnn.mesh_program_descriptor<[#ttnn.mesh_program<...>]>`.
  }];
  let parameters = (ins OptionalArrayRefParameter<"MeshProgramAttr">:$mesh_programs,
                        OptionalParameter<"::mlir::tt::ttcore::FabricConnectionConfigAttr">:$fabric_connection_config);
  let assemblyFormat = [{
    `<` custom<FullList>($mesh_programs) (`,` $fabric_connection_config^)? `>`
  }];
}

// What `ttnn.generic` executes.
def TTNN_GenericProgramAttr : AnyAttrOf<[
  TTNN_ProgramAttr, TTNN_MeshProgramDescriptorAttr
]>;

#endif
