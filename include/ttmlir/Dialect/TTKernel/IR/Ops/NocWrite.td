// Writes through the network on chip, to one core or many, and the waits for their end.

#ifndef TTMLIR_DIALECT_TTKERNEL_IR_OPS_NOCWRITE_TD
#define TTMLIR_DIALECT_TTKERNEL_IR_OPS_NOCWRITE_TD

include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.td"

// A write to either a core (`dstCoreXY` holds two coordinates) or a bank of
// DRAM (`dstBankId` holds its number).
class TTKernel_NocDestinationOp<string mnemonic, list<Trait> traits = [],
                                list<Trait> thread = [TTKernel_DataMovementThreadOnly]>
    : TTKernel_NocOp<mnemonic, !listconcat([AttrSizedOperandSegments, TTKernel_ValidSize], traits), thread> {
  let hasVerifier = 1;
  let extraClassDefinition = [{
    ::llvm::LogicalResult $cppClass::verify() {
      return ::mlir::tt::ttkernel::detail::verifyEnd(getOperation(), "destination", getDstCoreXY(), getDstBankId());
    }
  }];
}

def TTKernel_NocAsyncWriteOp : TTKernel_NocDestinationOp<"noc_async_write"> {
  let summary = "Write of bytes";
  let description = [{
    Starts to write `size` bytes at the address `srcLocalL1Addr` of this core's
    L1 to `dstAddress` of the core `dstCoreXY` or the bank `dstBankId`.
  }];
  let arguments = (ins I32:$srcLocalL1Addr, Variadic<IndexLike>:$dstCoreXY, Variadic<I32>:$dstBankId,
                       I32:$dstAddress, I32:$size, Optional<I8>:$noc);
  let assemblyFormat = [{
    $srcLocalL1Addr `,` (`core` `[` $dstCoreXY^ `]`)? (`bank` `[` $dstBankId^ `]`)? `,` $dstAddress `,`
    $size (`,` `noc` $noc^)? attr-dict `:` functional-type(operands, results)
  }];
}

// As the waits for its identifier, in functions of any kind.
def TTKernel_NocAsyncWriteOnePacketWithTridOp :
    TTKernel_NocDestinationOp<"noc_async_write_one_packet_with_trid", [TTKernel_ValidTransactionId], []> {
  let summary = "Write of bytes as part of a transaction";
  let description = [{
    Starts to write `size` bytes, at most one packet of the network, with the
    transaction identifier `trid`, 0 to 15.
  }];
  let arguments = (ins I32:$srcLocalL1Addr, Variadic<IndexLike>:$dstCoreXY, Variadic<I32>:$dstBankId,
                       I32:$dstAddress, I32:$size, I32:$trid, Optional<I8>:$noc);
  let assemblyFormat = [{
    `(` $srcLocalL1Addr `,` (`core` `[` $dstCoreXY^ `]`)? (`bank` `[` $dstBankId^ `]`)? `,` $dstAddress `,`
    $size `,` $trid (`,` `noc` $noc^)? `)` attr-dict `:` functional-type(operands, results)
  }];
}

def TTKernel_NocAsyncWriteTileOp : TTKernel_NocOp<"noc_async_write_tile"> {
  let summary = "Write of a page";
  let description = [{
    Starts to write from the address `srcLocalL1Addr` of this core's L1 to the
    page `id` of the tensor behind `addrGenStruct`.
  }];
  let arguments = (ins IndexLike:$id, TTKernel_TensorAccessor:$addrGenStruct, I32:$srcLocalL1Addr,
                       Optional<I8>:$noc);
}

def TTKernel_NocInlineDwWriteOp : TTKernel_NocOp<"noc_inline_dw_write"> {
  let summary = "Write of a word that the core holds";
  let description = [{
    Starts to write the 32 bits `val` to the address `dstAddress` of the core at
    (`dstNocX`, `dstNocY`); of its four bytes only those whose bits `byte_enable`
    has.
  }];
  let arguments = (ins IndexLike:$dstNocX, IndexLike:$dstNocY, I32:$dstAddress, I32:$val, I8:$byte_enable,
                       Optional<I8>:$noc);
  let assemblyFormat = [{
    `(` `core` `[` $dstNocX `,` $dstNocY `]` `,` $dstAddress `,` $val `,` $byte_enable (`,` `noc` $noc^)? `)`
    attr-dict `:` functional-type(operands, results)
  }];
}

def TTKernel_RemoteSramWriteU32Op : TTKernel_NocOp<"remote_sram_write_u32"> {
  let summary = "Write of a word in L1";
  let description = [{
    Starts to write the 4 bytes at `src_sram_addr` in this core's L1 to
    `dst_remote_addr`.
  }];
  let arguments = (ins TTKernel_LocalAddress:$src_sram_addr, TTKernel_NocAddr:$dst_remote_addr, Optional<I8>:$noc);
}

class TTKernel_MulticastOp<string mnemonic>
    : TTKernel_NocOp<mnemonic, [TTKernel_ValidSize, TTKernel_ValidDestinations]> {
  let arguments = (ins I32:$srcLocalL1Addr, I32:$size, I32:$num_dests, IndexLike:$dstNocXStart,
                       IndexLike:$dstNocYStart, IndexLike:$dstNocXEnd, IndexLike:$dstNocYEnd,
                       I32:$dstLocalL1Addr, Optional<I8>:$noc, OptionalAttr<BoolAttr>:$linked);
  let assemblyFormat = [{
    `(` $srcLocalL1Addr `,` $size `,` $num_dests `,` `start_xy` `[` $dstNocXStart `,` $dstNocYStart `]` `,`
    `end_xy` `[` $dstNocXEnd `,` $dstNocYEnd `]` `,` $dstLocalL1Addr (`,` `noc` $noc^)?
    (`,` `linked` $linked^)? `)` attr-dict `:` functional-type(operands, results)
  }];
}

def TTKernel_NocAsyncWriteMulticastOp : TTKernel_MulticastOp<"noc_async_write_multicast"> {
  let summary = "Write of bytes to many cores";
  let description = [{
    Starts to write `size` bytes at the address `srcLocalL1Addr` of this core's
    L1 to the address `dstLocalL1Addr` of the `num_dests` cores of a rectangle,
    both corners included; this core is not among them. Network 1 counts the
    other way, so there start and end change places. With `linked` the next
    write follows on the same path.
  }];
}

def TTKernel_NocAsyncWriteMulticastLoopbackSrcOp : TTKernel_MulticastOp<"noc_async_write_multicast_loopback_src"> {
  let summary = "Write of bytes to many cores and this one";
  let description = [{
    Writes as `noc_async_write_multicast` does, and this core may be among the
    cores that are written to.
  }];
}

def TTKernel_NocAsyncWriteMulticastOnePacketOp : TTKernel_MulticastOp<"noc_async_write_multicast_one_packet"> {
  let summary = "Write of a packet to many cores";
  let description = [{
    Writes as `noc_async_write_multicast` does, at most one packet of the
    network.
  }];
}

def TTKernel_NocAsyncWriteBarrierOp : TTKernel_NocOp<"noc_async_write_barrier"> {
  let summary = "Wait for writes";
  let description = [{
    Waits until all writes that this thread has started on the network `noc`
    have arrived.
  }];
  let arguments = (ins Optional<I8>:$noc);
  let hasCanonicalizer = 1;
}

def TTKernel_NocAsyncWriteBarrierWithTridOp : TTKernel_TransactionBarrierOp<"noc_async_write_barrier_with_trid"> {
  let summary = "Wait for writes of one transaction";
  let description = [{
    Waits until the writes with the transaction identifier `trid`, 0 to 15, on
    the network `noc` have arrived.
  }];
}

def TTKernel_NocAsyncAtomicBarrierOp : TTKernel_NocOp<"noc_async_atomic_barrier"> {
  let summary = "Wait for increments";
  let description = [{
    Waits until all increments of semaphores that this thread has started on the
    network `noc` are acknowledged. Posted ones are not.
  }];
  let arguments = (ins Optional<I8>:$noc);
}

#endif
