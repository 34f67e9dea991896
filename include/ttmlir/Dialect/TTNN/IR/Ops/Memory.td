// Layout, memory, devices, and tensors in files.

#ifndef TTMLIR_DIALECT_TTNN_IR_OPS_MEMORY_TD
#define TTMLIR_DIALECT_TTNN_IR_OPS_MEMORY_TD

include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.td"

def TTNN_AllocOp : TTNN_InPlaceOp<"alloc"> {
  let summary = "Allocation at an address";
  let description = [{
    Makes a tensor of `size` bytes at `address` of the given memory.
  }];
  let arguments = (ins I64Attr:$address,
                       I64Attr:$size,
                       TTNN_BufferTypeAttr:$buffer_type);
  let results = (outs Res<AnyRankedTensor, "", [MemAlloc]>:$result);
}

def TTNN_DeallocateOp : TTNN_InPlaceOp<"deallocate">, HostAll {
  let summary = "End of a tensor's life";
  let description = [{
    Frees the memory of `input`, which must not be used afterwards. Without
    `force` memory that is shared with another tensor stays.
  }];
  let arguments = (ins Arg<AnyRankedTensor, "", [MemFree]>:$input,
                       DefaultValuedAttr<BoolAttr, "false">:$force);
}

def TTNN_DumpTensorOp :
    TTNN_InPlaceOp<"dump_tensor", [MemoryEffects<[MemRead, MemWrite]>]> {
  let summary = "Write of a tensor to a file";
  let description = [{
    Writes `input` to the file at `file_path`.
  }];
  let arguments = (ins AnyRankedTensor:$input, StrAttr:$file_path);
}

def TTNN_FromDeviceOp : TTNN_Op<"from_device">, HostAll, KeepsElementType {
  let summary = "Move to the host";
  let description = [{
    Copies `input` to system memory.
  }];
  let arguments = (ins AnyRankedTensor:$input);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_GetDeviceOp : TTNN_Op<"get_device">, HostAll {
  let summary = "Handle to the device";
  let description = [{
    Gives the handle of the open device, or of the part of its mesh that
    `mesh_shape` and `mesh_offset` name.
  }];
  let arguments = (ins OptionalAttr<TTNN_MeshShapeAttr>:$mesh_shape,
                       OptionalAttr<TTNN_MeshOffsetAttr>:$mesh_offset);
  let results = (outs TTNN_Device:$device);
  let hasVerifier = 1;
}

def TTNN_LoadTensorOp : TTNN_InPlaceOp<"load_tensor"> {
  let summary = "Read of a tensor from a file";
  let description = [{
    Reads the tensor that `dump_tensor` wrote to the file at `file_path`.
  }];
  let arguments = (ins Optional<TTNN_Device>:$device, StrAttr:$file_path);
  let results = (outs Res<AnyRankedTensor, "", [MemAlloc]>:$result);
}

def TTNN_ToDeviceOp : TTNN_Op<"to_device">, HostAll, KeepsElementType {
  let summary = "Move to the device";
  let description = [{
    Copies the host tensor `input` to the memory that the result's layout
    names.
  }];
  let arguments = (ins AnyRankedTensor:$input, TTNN_Device:$device);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_ToLayoutOp : TTNN_Op<"to_layout">, HostAll, KeepsShape {
  let summary = "Change between rows and tiles";
  let description = [{
    Converts the tensor to the layout, memory and element type of the result's
    type.
  }];
  let arguments = (ins AnyRankedTensor:$input);
  let results = (outs AnyRankedTensor:$result);
  let hasFolder = 1;
  let hasCanonicalizeMethod = 1;
}

def TTNN_ToMemoryConfigOp : TTNN_Op<"to_memory_config">, HostAll, KeepsShape {
  let summary = "Move between memories";
  let description = [{
    Moves the tensor to the memory and the sharding of the result's layout.
  }];
  let arguments = (ins AnyRankedTensor:$input);
  let results = (outs AnyRankedTensor:$result);
  let hasFolder = 1;
  let hasCanonicalizeMethod = 1;
}

def TTNN_ToTensorSpecOp : TTNN_Op<"to_tensor_spec">, HostAll, KeepsShape {
  let summary = "Change of layout, element type and memory";
  let description = [{
    Brings the tensor to the element type, layout and memory of the result's
    type in one step, as is needed where a tensor of any kind meets a fixed
    specification.
  }];
  let arguments = (ins AnyRankedTensor:$input);
  let results = (outs AnyRankedTensor:$result);
  let hasFolder = 1;
}

#endif
