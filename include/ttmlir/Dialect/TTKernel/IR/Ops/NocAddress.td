// Addresses: on the network on chip, and in the L1 of the core itself.

#ifndef TTMLIR_DIALECT_TTKERNEL_IR_OPS_NOCADDRESS_TD
#define TTMLIR_DIALECT_TTKERNEL_IR_OPS_NOCADDRESS_TD

include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.td"

def TTKernel_GetNocAddrOp : TTKernel_NocOp<"get_noc_addr", [Pure]> {
  let summary = "Address in the L1 of a core";
  let description = [{
    The address on the network `noc` of `l1Address`, in bytes, in the L1 of the
    core at (`x`, `y`).
  }];
  let arguments = (ins IndexLike:$x, IndexLike:$y, TTKernel_LocalAddress:$l1Address, Optional<I8>:$noc);
  let results = (outs TTKernel_NocAddr:$nocAddr);
}

def TTKernel_GetNocMulticastAddrOp : TTKernel_NocOp<"get_noc_multicast_addr", [Pure]> {
  let summary = "Address in the L1 of a rectangle of cores";
  let description = [{
    The address on the network `noc` of `addr`, in bytes, in the L1 of all cores
    from (`noc_x_start`, `noc_y_start`) to (`noc_x_end`, `noc_y_end`), both
    included. Network 1 counts the other way, so there start and end change
    places.
  }];
  let arguments = (ins IndexLike:$noc_x_start, IndexLike:$noc_y_start, IndexLike:$noc_x_end,
                       IndexLike:$noc_y_end, TTKernel_LocalAddress:$addr, Optional<I8>:$noc);
  let results = (outs TTKernel_NocAddr:$mcastNocAddr);
}

def TTKernel_GetNocAddrFromBankIDOp : TTKernel_DataMovementOp<"get_noc_addr_from_bank_id", [Pure]> {
  let summary = "Address in a bank of DRAM";
  let description = [{
    The address on the network of the byte `bankAddressOffset` in the bank
    `bank_id`.
  }];
  let arguments = (ins I32:$bank_id, I32:$bankAddressOffset);
  let results = (outs TTKernel_NocAddr:$nocAddr);
}

def TTKernel_MemZerosBaseOp : TTKernel_Op<"mem_zeros_base", [Pure]> {
  let summary = "Address of zeros";
  let description = [{
    The address, in bytes, of a part of L1 that holds zeros.
  }];
  let results = (outs I32:$result);
}

def TTKernel_MemZerosSizeOp : TTKernel_Op<"mem_zeros_size", [Pure]> {
  let summary = "Number of zeros";
  let description = [{
    The size, in bytes, of the part of L1 that holds zeros.
  }];
  let results = (outs I32:$result);
}

def TTKernel_CastToL1PtrOp : TTKernel_Op<"reinterpret_cast", [Pure]> {
  let summary = "Address to pointer";
  let description = [{
    A pointer to elements at `addr`, in bytes, in the L1 of this core; the type
    of the result says how wide they are.
  }];
  let arguments = (ins TTKernel_LocalAddress:$addr);
  let results = (outs TTKernel_L1AddrPtr:$l1_ptr);
}

// Other cores write to L1, so two loads from one address may give two values:
// loads have no effects that would let them be merged or removed.
def TTKernel_LoadFromL1Op : TTKernel_Op<"load_from_l1"> {
  let summary = "Element from L1";
  let description = [{
    The element number `offset` of those that `l1_ptr` points to.
  }];
  let arguments = (ins TTKernel_L1AddrPtr:$l1_ptr, I32:$offset);
  let results = (outs AnyTypeOf<[I8, I16, I32]>:$value);
  let hasVerifier = 1;
}

def TTKernel_StoreToL1Op : TTKernel_Op<"store_to_l1"> {
  let summary = "Element to L1";
  let description = [{
    Writes `value` as the element number `offset` of those that `l1_ptr` points
    to.
  }];
  let arguments = (ins AnyTypeOf<[I8, I16, I32]>:$value, TTKernel_L1AddrPtr:$l1_ptr, I32:$offset);
  let hasVerifier = 1;
}

#endif
