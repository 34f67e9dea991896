// What helps to find errors in kernels: printing, and places that are never reached.

#ifndef TTMLIR_DIALECT_TTKERNEL_IR_OPS_DEBUG_TD
#define TTMLIR_DIALECT_TTKERNEL_IR_OPS_DEBUG_TD

include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.td"

def TTKernel_DPrintOp : TTKernel_Op<"dprint", [MemoryEffects<[MemRead, MemWrite]>]> {
  let summary = "Output for debugging";
  let description = [{
    Prints the text `fmt` with each `{}` in it replaced by the next operand. A
    circular buffer prints its state.
  }];
  let arguments = (ins StrAttr:$fmt, Variadic<AnyType>:$argv);
  let assemblyFormat = "`(` $fmt (`,` $argv^)? `)` attr-dict `:` functional-type($argv, results)";
  let hasVerifier = 1;
}

def TTKernel_UnreachableOp : TTKernel_Op<"unreachable", [NoMemoryEffect, Terminator]> {
  let summary = "End of a block that is never reached";
  let description = [{
    Ends a block that no execution reaches the end of.
  }];
}

#endif
