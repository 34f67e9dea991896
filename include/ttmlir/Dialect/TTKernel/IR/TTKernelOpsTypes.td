// The types of the ttkernel dialect: circular buffers, addresses, semaphores and handles of the kernel interface.

#ifndef TTMLIR_DIALECT_TTKERNEL_IR_TTKERNELOPSTYPES_TD
#define TTMLIR_DIALECT_TTKERNEL_IR_TTKERNELOPSTYPES_TD

include "ttmlir/Dialect/TTKernel/IR/TTKernelBase.td"

def TTKernel_CB : TTKernel_Type<"CB", "cb"> {
  let summary = "TTKernel cb";
  let description = [{
    A circular buffer: a queue in the L1 of a core that holds `num_elements`
    elements of `element_type`, which is a tile or a scalar:
    `!ttkernel.cb<4, !ttcore.tile<32x32, f32>>`.
  }];
  let parameters = (ins "int64_t":$num_elements, "Type":$element_type);
  let assemblyFormat = "`<` $num_elements `,` $element_type `>`";
  let genVerifyDecl = 1;
}

def TTKernel_DataFormat : TTKernel_Type<"DataFormat", "DataFormat"> {
  let summary = "TTKernel compute data format type";
  let description = [{
    The number by which the hardware knows the format of a tile's elements.
  }];
}

def TTKernel_FabricConnectionManager
    : TTKernel_Type<"FabricConnectionManager", "fabric_connection_manager"> {
  let summary = "TTKernel fabric connection manager";
  let description = [{
    The connections of a core to the links between devices.
  }];
}

def TTKernel_L1Addr : TTKernel_Type<"L1Addr", "l1_addr"> {
  let summary = "TTKernel l1 address";
  let description = [{
    An address, in bytes, in the L1 of the core itself.
  }];
}

def TTKernel_L1AddrPtr : TTKernel_Type<"L1AddrPtr", "l1_addr_ptr"> {
  let summary = "TTKernel l1 address pointer";
  let description = [{
    A pointer to elements of `elementWidth` bits (8, 16 or 32) in the L1 of the
    core itself; written `!ttkernel.l1_addr_ptr` for 32 bits.
  }];
  let parameters = (ins DefaultValuedParameter<"unsigned", "32">:$elementWidth);
  let assemblyFormat = "(`<` $elementWidth^ `>`)?";
  let genVerifyDecl = 1;
}

def TTKernel_LocalSemaphore : TTKernel_Type<"LocalSemaphore", "local_semaphore"> {
  let summary = "TTKernel semaphore";
  let description = [{
    The address of a semaphore of the program in the L1 of the core itself.
  }];
}

def TTKernel_MeshPosition : TTKernel_Type<"MeshPosition", "mesh_position"> {
  let summary = "TTKernel logical mesh position";
  let description = [{
    A coordinate in the mesh of devices, as programs count them.
  }];
}

def TTKernel_NocAddr : TTKernel_Type<"NocAddr", "noc_addr"> {
  let summary = "TTKernel noc address";
  let description = [{
    An address of 64 bits in the network on chip: a node, or a rectangle of
    nodes for multicasts, and an offset in bytes.
  }];
}

def TTKernel_TensorAccessor : TTKernel_Type<"TensorAccessor", "TensorAccessor"> {
  let summary = "TensorAccessor type";
  let description = [{
    Finds the pages of a tensor that is spread over banks.
  }];
}

def TTKernel_TensorAccessorArgs : TTKernel_Type<"TensorAccessorArgs", "TensorAccessorArgs"> {
  let summary = "TensorAccessorArgs type";
  let description = [{
    The arguments that describe how a tensor is spread over banks.
  }];
}

def TTKernel_TensorAccessorPageMapping
    : TTKernel_Type<"TensorAccessorPageMapping", "PageMapping"> {
  let summary = "TensorAccessor PageMapping struct";
  let description = [{
    A bank, and the offset of a page in it.
  }];
}

#endif
