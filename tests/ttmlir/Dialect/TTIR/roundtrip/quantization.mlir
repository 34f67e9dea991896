// Quantization: what is written is what is read, in the field's generic form.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @quantize(
func.func @quantize(%arg0: tensor<4x8xf32>) -> tensor<4x8x!quant.uniform<i8:f32, 1.000000e-01:5>> {
  // CHECK: "ttir.quantize"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8x!quant.uniform<i8:f32, 1.000000e-01:5>>
  %0 = "ttir.quantize"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8x!quant.uniform<i8:f32, 1.000000e-01:5>>
  return %0 : tensor<4x8x!quant.uniform<i8:f32, 1.000000e-01:5>>
}

// CHECK-LABEL: func.func @dequantize(
func.func @dequantize(%arg0: tensor<4x8x!quant.uniform<i8:f32, 1.000000e-01:5>>) -> tensor<4x8xf32> {
  // CHECK: "ttir.dequantize"(%arg0)
  // CHECK-SAME: : (tensor<4x8x!quant.uniform<i8:f32, 1.000000e-01:5>>) -> tensor<4x8xf32>
  %0 = "ttir.dequantize"(%arg0) : (tensor<4x8x!quant.uniform<i8:f32, 1.000000e-01:5>>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @requantize(
func.func @requantize(%arg0: tensor<4x8x!quant.uniform<i8:f32, 1.000000e-01:5>>) -> tensor<4x8x!quant.uniform<i8:f32, 2.000000e-01>> {
  // CHECK: "ttir.requantize"(%arg0)
  // CHECK-SAME: : (tensor<4x8x!quant.uniform<i8:f32, 1.000000e-01:5>>) -> tensor<4x8x!quant.uniform<i8:f32, 2.000000e-01>>
  %0 = "ttir.requantize"(%arg0) : (tensor<4x8x!quant.uniform<i8:f32, 1.000000e-01:5>>) -> tensor<4x8x!quant.uniform<i8:f32, 2.000000e-01>>
  return %0 : tensor<4x8x!quant.uniform<i8:f32, 2.000000e-01>>
}

// CHECK-LABEL: func.func @quantize_unrolled(
func.func @quantize_unrolled(%arg0: tensor<4x8xf32>, %arg1: tensor<8xf32>, %arg2: tensor<8xsi32>) -> tensor<4x8xsi32> {
  // CHECK: "ttir.quantize_unrolled"(%arg0, %arg1, %arg2) <{
  // CHECK-SAME: : (tensor<4x8xf32>, tensor<8xf32>, tensor<8xsi32>) -> tensor<4x8xsi32>
  %0 = "ttir.quantize_unrolled"(%arg0, %arg1, %arg2) <{axis = 1 : i32}> : (tensor<4x8xf32>, tensor<8xf32>, tensor<8xsi32>) -> tensor<4x8xsi32>
  return %0 : tensor<4x8xsi32>
}

// CHECK-LABEL: func.func @dequantize_unrolled(
func.func @dequantize_unrolled(%arg0: tensor<4x8xsi32>, %arg1: tensor<1xf32>, %arg2: tensor<1xsi32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.dequantize_unrolled"(%arg0, %arg1, %arg2)
  // CHECK-SAME: : (tensor<4x8xsi32>, tensor<1xf32>, tensor<1xsi32>) -> tensor<4x8xf32>
  %0 = "ttir.dequantize_unrolled"(%arg0, %arg1, %arg2) : (tensor<4x8xsi32>, tensor<1xf32>, tensor<1xsi32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @requantize_unrolled(
func.func @requantize_unrolled(%arg0: tensor<4x8xsi32>, %arg1: tensor<1xf32>, %arg2: tensor<1xsi32>, %arg3: tensor<8xf32>, %arg4: tensor<8xsi32>) -> tensor<4x8xsi32> {
  // CHECK: "ttir.requantize_unrolled"(%arg0, %arg1, %arg2, %arg3, %arg4) <{
  // CHECK-SAME: : (tensor<4x8xsi32>, tensor<1xf32>, tensor<1xsi32>, tensor<8xf32>, tensor<8xsi32>) -> tensor<4x8xsi32>
  %0 = "ttir.requantize_unrolled"(%arg0, %arg1, %arg2, %arg3, %arg4) <{axis = 1 : i32}> : (tensor<4x8xsi32>, tensor<1xf32>, tensor<1xsi32>, tensor<8xf32>, tensor<8xsi32>) -> tensor<4x8xsi32>
  return %0 : tensor<4x8xsi32>
}
