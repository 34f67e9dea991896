// Errors name the file that cannot be written, and do not show the whole module.
// RUN: not ttmlir-opt %s -o /dev/full 2>&1 | FileCheck %s --check-prefix=FULL
// RUN: ttmlir-opt --ttir-to-ttnn-backend-pipeline %s | not ttmlir-translate --ttnn-to-flatbuffer -o /dev/full 2>&1 | FileCheck %s --check-prefix=FULL
// RUN: not ttmlir-translate --ttnn-to-flatbuffer %s 2>&1 | FileCheck %s --check-prefix=SHORT

// FULL: error: cannot write /dev/full: No space left on device
// SHORT: error:
// SHORT-NOT: see current operation

func.func @f(%a: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = "ttir.exp"(%a) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}
