// Operations that make tensors are printed as they are written.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @creation
func.func @creation(%d: !ttnn.device) {
  // CHECK: "ttnn.arange"({{.*}}){{.*}}end = 10 : si64, start = 0 : si64, step = 3 : si64{{.*}} : (!ttnn.device) -> tensor<4xsi32>
  %0 = "ttnn.arange"(%d) <{end = 10 : si64, start = 0 : si64, step = 3 : si64}> : (!ttnn.device) -> tensor<4xsi32>
  // CHECK: "ttnn.constant"({{.*}}){{.*}}value = dense<[1.000000e+00, 2.000000e+00]> : tensor<2xf32>{{.*}} : () -> tensor<2xf32>
  %1 = "ttnn.constant"() <{value = dense<[1.000000e+00, 2.000000e+00]> : tensor<2xf32>}> : () -> tensor<2xf32>
  // CHECK: "ttnn.empty"({{.*}}){{.*}}shape = #ttnn.shape<2x3>{{.*}} : (!ttnn.device) -> tensor<2x3xf32>
  %2 = "ttnn.empty"(%d) <{shape = #ttnn.shape<2x3>}> : (!ttnn.device) -> tensor<2x3xf32>
  // CHECK: "ttnn.full"({{.*}}){{.*}}fill_value = 3 : i32, shape = #ttnn.shape<2x3>{{.*}} : (!ttnn.device) -> tensor<2x3xsi32>
  %3 = "ttnn.full"(%d) <{fill_value = 3 : i32, shape = #ttnn.shape<2x3>}> : (!ttnn.device) -> tensor<2x3xsi32>
  // CHECK: "ttnn.ones"({{.*}}){{.*}}shape = #ttnn.shape<>{{.*}} : () -> tensor<f32>
  %4 = "ttnn.ones"() <{shape = #ttnn.shape<>}> : () -> tensor<f32>
  // CHECK: "ttnn.zeros"({{.*}}){{.*}}shape = #ttnn.shape<2x3>{{.*}} : (!ttnn.device) -> tensor<2x3xbf16>
  %5 = "ttnn.zeros"(%d) <{shape = #ttnn.shape<2x3>}> : (!ttnn.device) -> tensor<2x3xbf16>
  // CHECK: "ttnn.rand"({{.*}}){{.*}}high = 1.000000e+00 : f32, low = 0.000000e+00 : f32, seed = 7 : ui32, size = #ttnn.shape<2x3>{{.*}} : (!ttnn.device) -> tensor<2x3xf32>
  %6 = "ttnn.rand"(%d) <{high = 1.000000e+00 : f32, low = 0.000000e+00 : f32, seed = 7 : ui32, size = #ttnn.shape<2x3>}> : (!ttnn.device) -> tensor<2x3xf32>
  return
}
