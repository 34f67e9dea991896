// The types of the ttnn dialect: device handles and global semaphores.

#ifndef TTMLIR_DIALECT_TTNN_IR_TTNNOPSTYPES_TD
#define TTMLIR_DIALECT_TTNN_IR_TTNNOPSTYPES_TD

include "ttmlir/Dialect/TTNN/IR/TTNNBase.td"

def TTNN_Device : TTNN_Type<"Device", "device"> {
  let summary = "TTNN device";
  let description = [{
    A handle to an open device or mesh of devices, obtained with
    `ttnn.get_device`. Written `!ttnn.device`.
  }];
}

def TTNN_GlobalSemaphore : TTNN_Type<"GlobalSemaphore", "global_semaphore"> {
  let summary = "TTNN global semaphore";
  let description = [{
    A semaphore at the same L1 address on a set of cores of every device of a
    mesh, by which cores of different programs wait for each other. Written
    `!ttnn.global_semaphore`.
  }];
}

#endif
