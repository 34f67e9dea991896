// Programs that come wrapped in a device module are accepted.
// RUN: ttmlir-opt --ttir-to-ttnn-backend-pipeline %s | FileCheck %s

// CHECK: ttcore.device @default_device
// CHECK-NOT: device_module
// CHECK: func.func @main
// CHECK: ttnn.exp
module {
  ttcore.device_module {
    builtin.module {
      func.func @main(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
        %0 = "ttir.exp"(%x) : (tensor<4x8xf32>) -> tensor<4x8xf32>
        return %0 : tensor<4x8xf32>
      }
    }
  }
}
