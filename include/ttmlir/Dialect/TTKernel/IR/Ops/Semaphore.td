// Semaphores: words of 4 bytes in L1 by which cores wait for each other.

#ifndef TTMLIR_DIALECT_TTKERNEL_IR_OPS_SEMAPHORE_TD
#define TTMLIR_DIALECT_TTKERNEL_IR_OPS_SEMAPHORE_TD

include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.td"

def TTKernel_GetSemaphoreOp : TTKernel_Op<"get_semaphore", [Pure]> {
  let summary = "Semaphore of the program";
  let description = [{
    The address in L1 of the semaphore number `semaphore` of the program.
  }];
  let arguments = (ins IndexLike:$semaphore);
  let results = (outs TTKernel_LocalSemaphore:$sem_addr);
}

def TTKernel_NocSemaphoreSetOp : TTKernel_DataMovementOp<"noc_semaphore_set"> {
  let summary = "Setting of a semaphore of this core";
  let description = [{
    Makes the semaphore at `sem_addr` in this core's L1 `val`.
  }];
  let arguments = (ins TTKernel_L1AddrPtr:$sem_addr, IndexLike:$val);
}

def TTKernel_NocSemaphoreIncOp : TTKernel_NocOp<"noc_semaphore_inc"> {
  let summary = "Increment of a semaphore of another core";
  let description = [{
    Starts to add `incr` to the semaphore at `addr`, modulo 2^32, without
    anything in between. With `posted` nothing acknowledges it, so that
    `noc_async_atomic_barrier` does not wait for it.
  }];
  let arguments = (ins TTKernel_NocAddr:$addr, IndexLike:$incr, Optional<I8>:$noc, OptionalAttr<BoolAttr>:$posted);
  let assemblyFormat = [{
    `(` $addr `,` $incr (`,` $noc^)? `)` (`posted` $posted^)? attr-dict `:` functional-type(operands, results)
  }];
}

def TTKernel_NocSemaphoreIncMulticastOp :
    TTKernel_NocOp<"noc_semaphore_inc_multicast", [TTKernel_ValidDestinations]> {
  let summary = "Increment of a semaphore of many cores";
  let description = [{
    Starts to add `incr` to the semaphore at `addr`, modulo 2^32, on each of the
    `num_dests` cores that `get_noc_multicast_addr` made `addr` for; this core is
    not among them.
  }];
  let arguments = (ins TTKernel_NocAddr:$addr, IndexLike:$incr, I32:$num_dests, Optional<I8>:$noc,
                       OptionalAttr<BoolAttr>:$posted);
  let assemblyFormat = [{
    `(` $addr `,` $incr `,` $num_dests (`,` $noc^)? `)` (`posted` $posted^)? attr-dict `:`
    functional-type(operands, results)
  }];
}

class TTKernel_SemaphoreMulticastOp<string mnemonic>
    : TTKernel_DataMovementOp<mnemonic, [TTKernel_ValidDestinations]> {
  let arguments = (ins AnyTypeOf<[TTKernel_L1Addr, TTKernel_LocalSemaphore]>:$src_local_l1_addr,
                       TTKernel_NocAddr:$dst_noc_addr_multicast, I32:$num_dests,
                       OptionalAttr<BoolAttr>:$linked);
  let lastIsOptional = 1;
}

def TTKernel_NocSemaphoreSetMulticastOp : TTKernel_SemaphoreMulticastOp<"noc_semaphore_set_multicast"> {
  let summary = "Setting of a semaphore of many cores";
  let description = [{
    Starts to write the 4 bytes at `src_local_l1_addr` in this core's L1 to each
    of the `num_dests` cores that `get_noc_multicast_addr` made
    `dst_noc_addr_multicast` for; this core is not among them.
  }];
}

def TTKernel_NocSemaphoreSetMulticastLoopbackOp :
    TTKernel_SemaphoreMulticastOp<"noc_semaphore_set_multicast_loopback_src"> {
  let summary = "Setting of a semaphore of many cores and this one";
  let description = [{
    Writes as `noc_semaphore_set_multicast` does, and this core may be among the
    cores that are written to, but not the only one.
  }];
}

def TTKernel_SemaphoreWaitOp : TTKernel_DataMovementOp<"experimental.semaphore_wait"> {
  let summary = "Wait for a value of a semaphore";
  let description = [{
    Waits until the semaphore at `sem_addr` in this core's L1 is `val`.
  }];
  let arguments = (ins TTKernel_L1AddrPtr:$sem_addr, IndexLike:$val);
}

def TTKernel_SemaphoreWaitMinOp : TTKernel_DataMovementOp<"experimental.semaphore_wait_min"> {
  let summary = "Wait for a least value of a semaphore";
  let description = [{
    Waits until the semaphore at `sem_addr` in this core's L1 is `val` or more.
  }];
  let arguments = (ins TTKernel_L1AddrPtr:$sem_addr, I32:$val);
}

#endif
