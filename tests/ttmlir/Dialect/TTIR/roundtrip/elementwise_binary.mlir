// Elementwise operations on two tensors: what is written is what is read, in the field's generic form.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @add(
func.func @add(%arg0: tensor<4x8xf32>, %arg1: tensor<8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.add"(%arg0, %arg1)
  // CHECK-SAME: : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.add"(%arg0, %arg1) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @atan2(
func.func @atan2(%arg0: tensor<4x8xf32>, %arg1: tensor<8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.atan2"(%arg0, %arg1)
  // CHECK-SAME: : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.atan2"(%arg0, %arg1) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @div(
func.func @div(%arg0: tensor<4x8xf32>, %arg1: tensor<8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.div"(%arg0, %arg1)
  // CHECK-SAME: : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.div"(%arg0, %arg1) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @maximum(
func.func @maximum(%arg0: tensor<4x8xf32>, %arg1: tensor<8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.maximum"(%arg0, %arg1)
  // CHECK-SAME: : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.maximum"(%arg0, %arg1) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @minimum(
func.func @minimum(%arg0: tensor<4x8xf32>, %arg1: tensor<8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.minimum"(%arg0, %arg1)
  // CHECK-SAME: : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.minimum"(%arg0, %arg1) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @multiply(
func.func @multiply(%arg0: tensor<4x8xf32>, %arg1: tensor<8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.multiply"(%arg0, %arg1)
  // CHECK-SAME: : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.multiply"(%arg0, %arg1) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @pow(
func.func @pow(%arg0: tensor<4x8xf32>, %arg1: tensor<8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.pow"(%arg0, %arg1)
  // CHECK-SAME: : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.pow"(%arg0, %arg1) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @remainder(
func.func @remainder(%arg0: tensor<4x8xf32>, %arg1: tensor<8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.remainder"(%arg0, %arg1)
  // CHECK-SAME: : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.remainder"(%arg0, %arg1) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @subtract(
func.func @subtract(%arg0: tensor<4x8xf32>, %arg1: tensor<8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.subtract"(%arg0, %arg1)
  // CHECK-SAME: : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.subtract"(%arg0, %arg1) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @eq(
func.func @eq(%arg0: tensor<4x8xf32>, %arg1: tensor<4x1xf32>) -> tensor<4x8xi1> {
  // CHECK: "ttir.eq"(%arg0, %arg1)
  // CHECK-SAME: : (tensor<4x8xf32>, tensor<4x1xf32>) -> tensor<4x8xi1>
  %0 = "ttir.eq"(%arg0, %arg1) : (tensor<4x8xf32>, tensor<4x1xf32>) -> tensor<4x8xi1>
  return %0 : tensor<4x8xi1>
}

// CHECK-LABEL: func.func @ge(
func.func @ge(%arg0: tensor<4x8xf32>, %arg1: tensor<4x1xf32>) -> tensor<4x8xi1> {
  // CHECK: "ttir.ge"(%arg0, %arg1)
  // CHECK-SAME: : (tensor<4x8xf32>, tensor<4x1xf32>) -> tensor<4x8xi1>
  %0 = "ttir.ge"(%arg0, %arg1) : (tensor<4x8xf32>, tensor<4x1xf32>) -> tensor<4x8xi1>
  return %0 : tensor<4x8xi1>
}

// CHECK-LABEL: func.func @gt(
func.func @gt(%arg0: tensor<4x8xf32>, %arg1: tensor<4x1xf32>) -> tensor<4x8xi1> {
  // CHECK: "ttir.gt"(%arg0, %arg1)
  // CHECK-SAME: : (tensor<4x8xf32>, tensor<4x1xf32>) -> tensor<4x8xi1>
  %0 = "ttir.gt"(%arg0, %arg1) : (tensor<4x8xf32>, tensor<4x1xf32>) -> tensor<4x8xi1>
  return %0 : tensor<4x8xi1>
}

// CHECK-LABEL: func.func @le(
func.func @le(%arg0: tensor<4x8xf32>, %arg1: tensor<4x1xf32>) -> tensor<4x8xi1> {
  // CHECK: "ttir.le"(%arg0, %arg1)
  // CHECK-SAME: : (tensor<4x8xf32>, tensor<4x1xf32>) -> tensor<4x8xi1>
  %0 = "ttir.le"(%arg0, %arg1) : (tensor<4x8xf32>, tensor<4x1xf32>) -> tensor<4x8xi1>
  return %0 : tensor<4x8xi1>
}

// CHECK-LABEL: func.func @lt(
func.func @lt(%arg0: tensor<4x8xf32>, %arg1: tensor<4x1xf32>) -> tensor<4x8xi1> {
  // CHECK: "ttir.lt"(%arg0, %arg1)
  // CHECK-SAME: : (tensor<4x8xf32>, tensor<4x1xf32>) -> tensor<4x8xi1>
  %0 = "ttir.lt"(%arg0, %arg1) : (tensor<4x8xf32>, tensor<4x1xf32>) -> tensor<4x8xi1>
  return %0 : tensor<4x8xi1>
}

// CHECK-LABEL: func.func @ne(
func.func @ne(%arg0: tensor<4x8xf32>, %arg1: tensor<4x1xf32>) -> tensor<4x8xi1> {
  // CHECK: "ttir.ne"(%arg0, %arg1)
  // CHECK-SAME: : (tensor<4x8xf32>, tensor<4x1xf32>) -> tensor<4x8xi1>
  %0 = "ttir.ne"(%arg0, %arg1) : (tensor<4x8xf32>, tensor<4x1xf32>) -> tensor<4x8xi1>
  return %0 : tensor<4x8xi1>
}

// CHECK-LABEL: func.func @logical_and(
func.func @logical_and(%arg0: tensor<4x8xf32>, %arg1: tensor<4x1xf32>) -> tensor<4x8xi1> {
  // CHECK: "ttir.logical_and"(%arg0, %arg1)
  // CHECK-SAME: : (tensor<4x8xf32>, tensor<4x1xf32>) -> tensor<4x8xi1>
  %0 = "ttir.logical_and"(%arg0, %arg1) : (tensor<4x8xf32>, tensor<4x1xf32>) -> tensor<4x8xi1>
  return %0 : tensor<4x8xi1>
}

// CHECK-LABEL: func.func @logical_or(
func.func @logical_or(%arg0: tensor<4x8xf32>, %arg1: tensor<4x1xf32>) -> tensor<4x8xi1> {
  // CHECK: "ttir.logical_or"(%arg0, %arg1)
  // CHECK-SAME: : (tensor<4x8xf32>, tensor<4x1xf32>) -> tensor<4x8xi1>
  %0 = "ttir.logical_or"(%arg0, %arg1) : (tensor<4x8xf32>, tensor<4x1xf32>) -> tensor<4x8xi1>
  return %0 : tensor<4x8xi1>
}

// CHECK-LABEL: func.func @logical_xor(
func.func @logical_xor(%arg0: tensor<4x8xf32>, %arg1: tensor<4x1xf32>) -> tensor<4x8xi1> {
  // CHECK: "ttir.logical_xor"(%arg0, %arg1)
  // CHECK-SAME: : (tensor<4x8xf32>, tensor<4x1xf32>) -> tensor<4x8xi1>
  %0 = "ttir.logical_xor"(%arg0, %arg1) : (tensor<4x8xf32>, tensor<4x1xf32>) -> tensor<4x8xi1>
  return %0 : tensor<4x8xi1>
}

// CHECK-LABEL: func.func @bitwise_and(
func.func @bitwise_and(%arg0: tensor<4x8xsi32>, %arg1: tensor<1xsi32>) -> tensor<4x8xsi32> {
  // CHECK: "ttir.bitwise_and"(%arg0, %arg1)
  // CHECK-SAME: : (tensor<4x8xsi32>, tensor<1xsi32>) -> tensor<4x8xsi32>
  %0 = "ttir.bitwise_and"(%arg0, %arg1) : (tensor<4x8xsi32>, tensor<1xsi32>) -> tensor<4x8xsi32>
  return %0 : tensor<4x8xsi32>
}

// CHECK-LABEL: func.func @bitwise_or(
func.func @bitwise_or(%arg0: tensor<4x8xsi32>, %arg1: tensor<1xsi32>) -> tensor<4x8xsi32> {
  // CHECK: "ttir.bitwise_or"(%arg0, %arg1)
  // CHECK-SAME: : (tensor<4x8xsi32>, tensor<1xsi32>) -> tensor<4x8xsi32>
  %0 = "ttir.bitwise_or"(%arg0, %arg1) : (tensor<4x8xsi32>, tensor<1xsi32>) -> tensor<4x8xsi32>
  return %0 : tensor<4x8xsi32>
}

// CHECK-LABEL: func.func @bitwise_xor(
func.func @bitwise_xor(%arg0: tensor<4x8xsi32>, %arg1: tensor<1xsi32>) -> tensor<4x8xsi32> {
  // CHECK: "ttir.bitwise_xor"(%arg0, %arg1)
  // CHECK-SAME: : (tensor<4x8xsi32>, tensor<1xsi32>) -> tensor<4x8xsi32>
  %0 = "ttir.bitwise_xor"(%arg0, %arg1) : (tensor<4x8xsi32>, tensor<1xsi32>) -> tensor<4x8xsi32>
  return %0 : tensor<4x8xsi32>
}

// CHECK-LABEL: func.func @logical_left_shift(
func.func @logical_left_shift(%arg0: tensor<4x8xsi32>, %arg1: tensor<1xsi32>) -> tensor<4x8xsi32> {
  // CHECK: "ttir.logical_left_shift"(%arg0, %arg1)
  // CHECK-SAME: : (tensor<4x8xsi32>, tensor<1xsi32>) -> tensor<4x8xsi32>
  %0 = "ttir.logical_left_shift"(%arg0, %arg1) : (tensor<4x8xsi32>, tensor<1xsi32>) -> tensor<4x8xsi32>
  return %0 : tensor<4x8xsi32>
}

// CHECK-LABEL: func.func @logical_right_shift(
func.func @logical_right_shift(%arg0: tensor<4x8xsi32>, %arg1: tensor<1xsi32>) -> tensor<4x8xsi32> {
  // CHECK: "ttir.logical_right_shift"(%arg0, %arg1)
  // CHECK-SAME: : (tensor<4x8xsi32>, tensor<1xsi32>) -> tensor<4x8xsi32>
  %0 = "ttir.logical_right_shift"(%arg0, %arg1) : (tensor<4x8xsi32>, tensor<1xsi32>) -> tensor<4x8xsi32>
  return %0 : tensor<4x8xsi32>
}

// CHECK-LABEL: func.func @right_shift(
func.func @right_shift(%arg0: tensor<4x8xsi32>, %arg1: tensor<1xsi32>) -> tensor<4x8xsi32> {
  // CHECK: "ttir.right_shift"(%arg0, %arg1)
  // CHECK-SAME: : (tensor<4x8xsi32>, tensor<1xsi32>) -> tensor<4x8xsi32>
  %0 = "ttir.right_shift"(%arg0, %arg1) : (tensor<4x8xsi32>, tensor<1xsi32>) -> tensor<4x8xsi32>
  return %0 : tensor<4x8xsi32>
}

// CHECK-LABEL: func.func @gelu_bw(
func.func @gelu_bw(%arg0: tensor<4x8xf32>, %arg1: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.gelu_bw"(%arg0, %arg1) <{
  // CHECK-SAME: : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.gelu_bw"(%arg0, %arg1) <{approximate = "tanh"}> : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}
