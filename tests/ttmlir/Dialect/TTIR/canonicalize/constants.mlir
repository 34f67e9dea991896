// What is computed of constants in the compiler: shapes of all, numbers of splats and of small ones.
// RUN: ttmlir-opt %s -canonicalize | FileCheck %s

// CHECK-LABEL: func.func @shapes_of_splats(
func.func @shapes_of_splats() -> tensor<4x2xf32> {
  // CHECK-NEXT: "ttir.constant"() <{value = dense<2.000000e+00> : tensor<4x2xf32>}>
  // CHECK-NEXT: return
  %0 = "ttir.constant"() <{value = dense<2.0> : tensor<1x2xf32>}> : () -> tensor<1x2xf32>
  %1 = "ttir.broadcast"(%0) <{broadcast_dimensions = array<i64: 4, 1>}> : (tensor<1x2xf32>) -> tensor<4x2xf32>
  %2 = "ttir.transpose"(%1) <{dim0 = 0 : si32, dim1 = 1 : si32}> : (tensor<4x2xf32>) -> tensor<2x4xf32>
  %3 = "ttir.repeat"(%2) <{repeat_dimensions = array<i64: 2, 1>}> : (tensor<2x4xf32>) -> tensor<4x4xf32>
  %4 = "ttir.slice_static"(%3) <{begins = [0 : i32, 0 : i32], ends = [4 : i32, 2 : i32], step = [1 : i32, 1 : i32]}> : (tensor<4x4xf32>) -> tensor<4x2xf32>
  %5 = "ttir.permute"(%4) <{permutation = array<i64: 1, 0>}> : (tensor<4x2xf32>) -> tensor<2x4xf32>
  %6 = "ttir.pad"(%5) <{padding = array<i32: 1, 1, 0, 0>, value = 2.0 : f32}> : (tensor<2x4xf32>) -> tensor<4x4xf32>
  %7 = "ttir.slice_static"(%6) <{begins = [0 : i32, 2 : i32], ends = [4 : i32, 4 : i32], step = [1 : i32, 1 : i32]}> : (tensor<4x4xf32>) -> tensor<4x2xf32>
  return %7 : tensor<4x2xf32>
}

// CHECK-LABEL: func.func @reshape_of_constant(
func.func @reshape_of_constant() -> tensor<1x4xf32> {
  // CHECK-NEXT: "ttir.constant"() <{value = dense<{{\[\[}}1.000000e+00, 2.000000e+00, 3.000000e+00, 4.000000e+00]]> : tensor<1x4xf32>}>
  %0 = "ttir.constant"() <{value = dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>}> : () -> tensor<2x2xf32>
  %1 = "ttir.reshape"(%0) <{shape = [4 : i32]}> : (tensor<2x2xf32>) -> tensor<4xf32>
  %2 = "ttir.unsqueeze"(%1) <{dim = 0 : si32}> : (tensor<4xf32>) -> tensor<1x4xf32>
  return %2 : tensor<1x4xf32>
}

// CHECK-LABEL: func.func @numbers_of_splats(
func.func @numbers_of_splats() -> tensor<4xf32> {
  // ((2 + 3) * 3 - 3) / 4 = 3, negated
  // CHECK-NEXT: "ttir.constant"() <{value = dense<-3.000000e+00> : tensor<4xf32>}>
  // CHECK-NEXT: return
  %two = "ttir.constant"() <{value = dense<2.0> : tensor<4xf32>}> : () -> tensor<4xf32>
  %three = "ttir.constant"() <{value = dense<3.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %four = "ttir.constant"() <{value = dense<4.0> : tensor<f32>}> : () -> tensor<f32>
  %0 = "ttir.add"(%two, %three) : (tensor<4xf32>, tensor<1xf32>) -> tensor<4xf32>
  %1 = "ttir.multiply"(%0, %three) : (tensor<4xf32>, tensor<1xf32>) -> tensor<4xf32>
  %2 = "ttir.subtract"(%1, %three) : (tensor<4xf32>, tensor<1xf32>) -> tensor<4xf32>
  %3 = "ttir.div"(%2, %four) : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %4 = "ttir.neg"(%3) : (tensor<4xf32>) -> tensor<4xf32>
  return %4 : tensor<4xf32>
}

// CHECK-LABEL: func.func @typecasts(
func.func @typecasts() -> (tensor<3xsi32>, tensor<2xbf16>, tensor<2xi1>, tensor<2xf32>) {
  // Rounds towards zero to integers, to nearest to bf16, and compares with zero to i1.
  // CHECK-DAG: value = dense<[-1, 1, 7]> : tensor<3xsi32>
  %0 = "ttir.constant"() <{value = dense<[-1.9, 1.9, 7.0]> : tensor<3xf32>}> : () -> tensor<3xf32>
  %1 = "ttir.typecast"(%0) : (tensor<3xf32>) -> tensor<3xsi32>
  // CHECK-DAG: value = dense<1.000000e+00> : tensor<2xbf16>
  %2 = "ttir.constant"() <{value = dense<1.001> : tensor<2xf32>}> : () -> tensor<2xf32>
  %3 = "ttir.typecast"(%2) : (tensor<2xf32>) -> tensor<2xbf16>
  // CHECK-DAG: value = dense<[true, false]> : tensor<2xi1>
  %4 = "ttir.constant"() <{value = dense<[0.5, -0.0]> : tensor<2xf32>}> : () -> tensor<2xf32>
  %5 = "ttir.typecast"(%4) : (tensor<2xf32>) -> tensor<2xi1>
  // CHECK-DAG: value = dense<[-2.000000e+00, 3.000000e+00]> : tensor<2xf32>
  %6 = "ttir.constant"() <{value = dense<[-2, 3]> : tensor<2xsi32>}> : () -> tensor<2xsi32>
  %7 = "ttir.typecast"(%6) : (tensor<2xsi32>) -> tensor<2xf32>
  return %1, %3, %5, %7 : tensor<3xsi32>, tensor<2xbf16>, tensor<2xi1>, tensor<2xf32>
}

// Numbers that the integer cannot hold are the runtime's matter.
// CHECK-LABEL: func.func @typecast_out_of_range(
func.func @typecast_out_of_range() -> tensor<2xsi32> {
  // CHECK: ttir.typecast
  %0 = "ttir.constant"() <{value = dense<[1.0e20, 0x7FC00000]> : tensor<2xf32>}> : () -> tensor<2xf32>
  %1 = "ttir.typecast"(%0) : (tensor<2xf32>) -> tensor<2xsi32>
  return %1 : tensor<2xsi32>
}

// CHECK-LABEL: func.func @bits(
func.func @bits() -> (tensor<2xui32>, tensor<2xsi32>) {
  // CHECK-DAG: value = dense<1065353216> : tensor<2xui32>
  %0 = "ttir.constant"() <{value = dense<1.0> : tensor<2xf32>}> : () -> tensor<2xf32>
  %1 = "ttir.bitcast_convert"(%0) : (tensor<2xf32>) -> tensor<2xui32>
  // CHECK-DAG: value = dense<-1> : tensor<2xsi32>
  %2 = "ttir.constant"() <{value = dense<0> : tensor<2xsi32>}> : () -> tensor<2xsi32>
  %3 = "ttir.bitwise_not"(%2) : (tensor<2xsi32>) -> tensor<2xsi32>
  return %1, %3 : tensor<2xui32>, tensor<2xsi32>
}

// CHECK-LABEL: func.func @dimension_size(
func.func @dimension_size(%a: tensor<4x8xf32>) -> tensor<1xui32> {
  // CHECK-NEXT: value = dense<8> : tensor<1xui32>
  %0 = "ttir.get_dimension_size"(%a) <{dimension = 1 : i32}> : (tensor<4x8xf32>) -> tensor<1xui32>
  return %0 : tensor<1xui32>
}

// CHECK-LABEL: func.func @choices(
// CHECK-SAME: %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xi1>)
func.func @choices(%a: tensor<4xf32>, %b: tensor<4xf32>, %c: tensor<4xi1>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) {
  // CHECK-NEXT: return %[[A]], %[[B]], %[[A]]
  %true = "ttir.constant"() <{value = dense<true> : tensor<4xi1>}> : () -> tensor<4xi1>
  %zeros = "ttir.zeros"() <{shape = array<i32: 4>}> : () -> tensor<4xf32>
  %0 = "ttir.where"(%true, %a, %b) : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %1 = "ttir.where"(%zeros, %a, %b) : (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %2 = "ttir.where"(%c, %a, %a) : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %0, %1, %2 : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
}
