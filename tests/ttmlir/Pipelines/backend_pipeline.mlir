// From ttir to ttnn programs, with all passes.
// RUN: ttmlir-opt --ttir-to-ttnn-backend-pipeline %s | FileCheck %s
// RUN: ttmlir-opt --ttir-to-ttnn-runtime-pipeline="enable-const-eval=false enable-fusing-pass=false remove-deallocs=true" %s | FileCheck %s --check-prefix=PLAIN
// RUN: not ttmlir-opt --ttir-to-ttnn-backend-pipeline="no-such-option=1" %s 2>&1 | FileCheck %s --check-prefix=OPTION

// CHECK: module attributes
// CHECK: ttcore.device @default_device
// CHECK: func.func @main
// CHECK: ttcore.load_cached(@main_const_eval_0, [%arg1])
// CHECK: %[[L:.*]] = "ttnn.linear"(%arg0, %{{.*}}, %arg2)
// CHECK-SAME: activation = "relu"
// CHECK-NOT: ttnn.relu
// CHECK: "ttnn.softmax"(%[[L]])
// CHECK: "ttnn.deallocate"(%[[L]])
// CHECK: func.func private @main_const_eval_0
// CHECK: "ttnn.multiply"

// PLAIN-NOT: ttcore.load_cached
// PLAIN: "ttnn.multiply"
// PLAIN: "ttnn.matmul"
// PLAIN: "ttnn.add"
// PLAIN: "ttnn.maximum"
// PLAIN-NOT: ttnn.deallocate

// OPTION: no such option no-such-option
// OPTION: cannot read the options 'no-such-option=1'; the options of this pipeline are: argument-types, check-host-support, enable-const-eval, {{.*}}, system-desc-path
func.func @main(%x: tensor<4x8xf32>,
                %w: tensor<8x8xf32> {ttcore.argument_type = #ttcore.argument_type<parameter>},
                %b: tensor<8xf32> {ttcore.argument_type = #ttcore.argument_type<parameter>}) -> tensor<4x8xf32> {
  %0 = "ttir.multiply"(%w, %w) : (tensor<8x8xf32>, tensor<8x8xf32>) -> tensor<8x8xf32>
  %1 = "ttir.matmul"(%x, %0) : (tensor<4x8xf32>, tensor<8x8xf32>) -> tensor<4x8xf32>
  %2 = "ttir.add"(%1, %b) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
  %zero = "ttir.zeros"() <{shape = array<i32: 1, 1>}> : () -> tensor<1x1xf32>
  %3 = "ttir.maximum"(%2, %zero) : (tensor<4x8xf32>, tensor<1x1xf32>) -> tensor<4x8xf32>
  %4 = "ttir.softmax"(%3) <{dimension = 1 : si32}> : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %4 : tensor<4x8xf32>
}
