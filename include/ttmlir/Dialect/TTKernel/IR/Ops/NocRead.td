// Reads through the network on chip, and the waits for their end.

#ifndef TTMLIR_DIALECT_TTKERNEL_IR_OPS_NOCREAD_TD
#define TTMLIR_DIALECT_TTKERNEL_IR_OPS_NOCREAD_TD

include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.td"

// A read from either a core (`srcCoreXY` holds two coordinates) or a bank of
// DRAM (`srcBankId` holds its number).
class TTKernel_NocSourceOp<string mnemonic>
    : TTKernel_NocOp<mnemonic, [AttrSizedOperandSegments, TTKernel_ValidSize]> {
  let hasVerifier = 1;
  let extraClassDefinition = [{
    ::llvm::LogicalResult $cppClass::verify() {
      return ::mlir::tt::ttkernel::detail::verifyEnd(getOperation(), "source", getSrcCoreXY(), getSrcBankId());
    }
  }];
}

def TTKernel_NocAsyncReadOp : TTKernel_NocSourceOp<"noc_async_read"> {
  let summary = "Read of bytes";
  let description = [{
    Starts to read `size` bytes at `srcAddress` of the core `srcCoreXY` or the
    bank `srcBankId` to the address `dstLocalL1Addr` of this core's L1.
  }];
  let arguments = (ins Variadic<IndexLike>:$srcCoreXY, Variadic<I32>:$srcBankId, I32:$srcAddress,
                       I32:$dstLocalL1Addr, I32:$size, Optional<I8>:$noc);
  let assemblyFormat = [{
    (`core` `[` $srcCoreXY^ `]`)? (`bank` `[` $srcBankId^ `]`)? `,` $srcAddress `,` $dstLocalL1Addr `,`
    $size (`,` `noc` $noc^)? attr-dict `:` functional-type(operands, results)
  }];
}

def TTKernel_NocAsyncReadOnePacketSetStateOp : TTKernel_NocSourceOp<"noc_async_read_one_packet_set_state"> {
  let summary = "Preparation of equal reads";
  let description = [{
    Sets the source and the size, in bytes, of the reads that
    `noc_async_read_one_packet_with_state` starts; at most one packet of the
    network each.
  }];
  let arguments = (ins Variadic<IndexLike>:$srcCoreXY, Variadic<I32>:$srcBankId, I32:$srcAddress,
                       I32:$size, Optional<I8>:$noc);
  let assemblyFormat = [{
    `(` (`core` `[` $srcCoreXY^ `]`)? (`bank` `[` $srcBankId^ `]`)? `,` $srcAddress `,` $size
    (`,` `noc` $noc^)? `)` attr-dict `:` functional-type(operands, results)
  }];
}

def TTKernel_NocAsyncReadOnePacketWithStateOp : TTKernel_NocSourceOp<"noc_async_read_one_packet_with_state"> {
  let summary = "Read that was prepared";
  let description = [{
    Starts to read `size` bytes at `srcAddress`, from where
    `noc_async_read_one_packet_set_state` set, to the address `dstLocalL1Addr` of
    this core's L1.
  }];
  let arguments = (ins Variadic<IndexLike>:$srcCoreXY, Variadic<I32>:$srcBankId, I32:$srcAddress,
                       AnyTypeOf<[I32, TTKernel_L1Addr]>:$dstLocalL1Addr, I32:$size, Optional<I8>:$noc);
  let assemblyFormat = [{
    `(` (`core` `[` $srcCoreXY^ `]`)? (`bank` `[` $srcBankId^ `]`)? `,` $srcAddress `,` $dstLocalL1Addr `,`
    $size (`,` `noc` $noc^)? `)` attr-dict `:` functional-type(operands, results)
  }];
}

def TTKernel_NocAsyncReadTileOp : TTKernel_NocOp<"noc_async_read_tile"> {
  let summary = "Read of a page";
  let description = [{
    Starts to read the page `id` of the tensor behind `addrGenStruct` to the
    address `dstLocalL1Addr` of this core's L1.
  }];
  let arguments = (ins I32:$id, TTKernel_TensorAccessor:$addrGenStruct, I32:$dstLocalL1Addr, Optional<I8>:$noc);
}

def TTKernel_NocAsyncReadBarrierOp : TTKernel_NocOp<"noc_async_read_barrier"> {
  let summary = "Wait for reads";
  let description = [{
    Waits until all reads that this thread has started on the network `noc` are
    done.
  }];
  let arguments = (ins Optional<I8>:$noc);
  let hasCanonicalizer = 1;
}

def TTKernel_NocAsyncReadBarrierWithTridOp : TTKernel_TransactionBarrierOp<"noc_async_read_barrier_with_trid"> {
  let summary = "Wait for reads of one transaction";
  let description = [{
    Waits until the reads with the transaction identifier `trid`, 0 to 15, on
    the network `noc` are done.
  }];
}

#endif
