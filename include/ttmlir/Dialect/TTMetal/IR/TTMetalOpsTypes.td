// The types of the ttmetal dialect: semaphores.
#ifndef TTMLIR_DIALECT_TTMETAL_IR_TTMETALOPSTYPES_TD
#define TTMLIR_DIALECT_TTMETAL_IR_TTMETALOPSTYPES_TD

include "ttmlir/Dialect/TTMetal/IR/TTMetalBase.td"

def TTMetal_GlobalSemaphore : TTMetal_Type<"GlobalSemaphore", "global_semaphore"> {
  let summary = "Semaphore that outlives a program";
  let description = [{
    A word at one address in the L1 of each core of a rectangle, which keeps its
    value between programs.
  }];
}

def TTMetal_LocalSemaphore : TTMetal_Type<"LocalSemaphore", "local_semaphore"> {
  let summary = "Semaphore of one program";
  let description = [{
    A word in the L1 of each core of a program, which has its initial value
    whenever the program starts.
  }];
}

#endif
