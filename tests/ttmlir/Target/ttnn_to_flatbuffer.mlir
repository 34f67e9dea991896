// The Binary's frame and flatbuffer; its content is checked with the runtime, in tests/python and tests/runtime.
// RUN: ttmlir-opt --ttir-to-ttnn-backend-pipeline %s -o %t.mlir
// RUN: ttmlir-translate --ttnn-to-flatbuffer %t.mlir -o %t.ttnn
// RUN: %python %S/Inputs/check_frame.py %t.ttnn | FileCheck %s
// RUN: not ttmlir-translate --ttnn-to-flatbuffer %t.mlir -o /dev/full 2>&1 | FileCheck %s --check-prefix=FULL

// FULL: error: cannot write /dev/full: No space left on device
// CHECK: identifier TTNN
// CHECK: trailer ok
// The two constants are equal, so that one is stored; the splat is one element.
// CHECK: data 68 bytes
func.func @main(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) {
  %a = "ttir.constant"() <{value = dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>}> : () -> tensor<4xf32>
  %s = "ttir.constant"() <{value = dense<0.5> : tensor<4xf32>}> : () -> tensor<4xf32>
  %0 = "ttir.add"(%x, %a) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %b = "ttir.constant"() <{value = dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>}> : () -> tensor<4xf32>
  %1 = "ttir.multiply"(%x, %b) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %2 = "ttir.subtract"(%x, %s) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %0, %1, %2 : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
}
