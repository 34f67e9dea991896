// Elementwise operations are printed as they are written.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @unary
func.func @unary(%f: tensor<2x3xf32>, %i: tensor<2x3xsi32>) {
  // CHECK: "ttnn.abs"({{.*}}) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %0 = "ttnn.abs"(%f) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.acos"({{.*}}) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = "ttnn.acos"(%f) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.asin"({{.*}}) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %2 = "ttnn.asin"(%f) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.asinh"({{.*}}) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %3 = "ttnn.asinh"(%f) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.atan"({{.*}}) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %4 = "ttnn.atan"(%f) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.bitwise_not"({{.*}}) : (tensor<2x3xsi32>) -> tensor<2x3xsi32>
  %5 = "ttnn.bitwise_not"(%i) : (tensor<2x3xsi32>) -> tensor<2x3xsi32>
  // CHECK: "ttnn.cbrt"({{.*}}) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %6 = "ttnn.cbrt"(%f) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.ceil"({{.*}}) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %7 = "ttnn.ceil"(%f) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.cos"({{.*}}) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %8 = "ttnn.cos"(%f) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.erf"({{.*}}) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %9 = "ttnn.erf"(%f) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.erfc"({{.*}}) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %10 = "ttnn.erfc"(%f) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.exp"({{.*}}) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %11 = "ttnn.exp"(%f) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.expm1"({{.*}}) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %12 = "ttnn.expm1"(%f) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.floor"({{.*}}) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %13 = "ttnn.floor"(%f) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.gelu"({{.*}}) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %14 = "ttnn.gelu"(%f) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.hardsigmoid"({{.*}}) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %15 = "ttnn.hardsigmoid"(%f) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.isfinite"({{.*}}) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %16 = "ttnn.isfinite"(%f) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.log"({{.*}}) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %17 = "ttnn.log"(%f) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.log1p"({{.*}}) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %18 = "ttnn.log1p"(%f) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.logical_not"({{.*}}) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %19 = "ttnn.logical_not"(%f) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.mish"({{.*}}) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %20 = "ttnn.mish"(%f) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.neg"({{.*}}) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %21 = "ttnn.neg"(%f) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.reciprocal"({{.*}}) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %22 = "ttnn.reciprocal"(%f) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.relu"({{.*}}) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %23 = "ttnn.relu"(%f) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.relu6"({{.*}}) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %24 = "ttnn.relu6"(%f) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.rsqrt"({{.*}}) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %25 = "ttnn.rsqrt"(%f) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.sigmoid"({{.*}}) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %26 = "ttnn.sigmoid"(%f) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.sign"({{.*}}) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %27 = "ttnn.sign"(%f) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.silu"({{.*}}) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %28 = "ttnn.silu"(%f) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.sin"({{.*}}) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %29 = "ttnn.sin"(%f) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.sqrt"({{.*}}) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %30 = "ttnn.sqrt"(%f) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.tan"({{.*}}) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %31 = "ttnn.tan"(%f) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.tanh"({{.*}}) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %32 = "ttnn.tanh"(%f) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.clamp_scalar"({{.*}}) <{max = 1.000000e+00 : f32, min = 0.000000e+00 : f32}>
  %33 = "ttnn.clamp_scalar"(%f) <{max = 1.000000e+00 : f32, min = 0.000000e+00 : f32}> : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.clamp_scalar"({{.*}}) <{max = 1 : i32, min = 0 : i32}>
  %34 = "ttnn.clamp_scalar"(%f) <{max = 1 : i32, min = 0 : i32}> : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.dropout"({{.*}}) <{prob = 1.000000e-01 : f32, scale = 2.000000e+00 : f32, seed = 7 : ui32, use_per_device_seed = true}>
  %35 = "ttnn.dropout"(%f) <{prob = 1.000000e-01 : f32, scale = 2.000000e+00 : f32, seed = 7 : ui32, use_per_device_seed = true}> : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.leaky_relu"({{.*}}) <{parameter = 2.500000e-01 : f32}>
  %36 = "ttnn.leaky_relu"(%f) <{parameter = 2.500000e-01 : f32}> : (tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.typecast"({{.*}}) : (tensor<2x3xf32>) -> tensor<2x3xbf16>
  %37 = "ttnn.typecast"(%f) : (tensor<2x3xf32>) -> tensor<2x3xbf16>
  // CHECK: "ttnn.bitcast_convert"({{.*}}) : (tensor<2x3xf32>) -> tensor<2x3xui32>
  %38 = "ttnn.bitcast_convert"(%f) : (tensor<2x3xf32>) -> tensor<2x3xui32>
  return
}

// Operands are broadcast together.
// CHECK-LABEL: func.func @binary
func.func @binary(%f: tensor<2x3xf32>, %g: tensor<1x3xf32>, %i: tensor<2x3xsi32>, %j: tensor<3xsi32>) {
  // CHECK: "ttnn.add"({{.*}}) : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  %0 = "ttnn.add"(%f, %g) : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.atan2"({{.*}}) : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  %1 = "ttnn.atan2"(%f, %g) : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.bitwise_and"({{.*}}) : (tensor<2x3xsi32>, tensor<3xsi32>) -> tensor<2x3xsi32>
  %2 = "ttnn.bitwise_and"(%i, %j) : (tensor<2x3xsi32>, tensor<3xsi32>) -> tensor<2x3xsi32>
  // CHECK: "ttnn.bitwise_or"({{.*}}) : (tensor<2x3xsi32>, tensor<3xsi32>) -> tensor<2x3xsi32>
  %3 = "ttnn.bitwise_or"(%i, %j) : (tensor<2x3xsi32>, tensor<3xsi32>) -> tensor<2x3xsi32>
  // CHECK: "ttnn.bitwise_xor"({{.*}}) : (tensor<2x3xsi32>, tensor<3xsi32>) -> tensor<2x3xsi32>
  %4 = "ttnn.bitwise_xor"(%i, %j) : (tensor<2x3xsi32>, tensor<3xsi32>) -> tensor<2x3xsi32>
  // CHECK: "ttnn.divide"({{.*}}) : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  %5 = "ttnn.divide"(%f, %g) : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.eq"({{.*}}) : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  %6 = "ttnn.eq"(%f, %g) : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.ge"({{.*}}) : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  %7 = "ttnn.ge"(%f, %g) : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.gt"({{.*}}) : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  %8 = "ttnn.gt"(%f, %g) : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.le"({{.*}}) : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  %9 = "ttnn.le"(%f, %g) : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.logical_and"({{.*}}) : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  %10 = "ttnn.logical_and"(%f, %g) : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.logical_left_shift"({{.*}}) : (tensor<2x3xsi32>, tensor<3xsi32>) -> tensor<2x3xsi32>
  %11 = "ttnn.logical_left_shift"(%i, %j) : (tensor<2x3xsi32>, tensor<3xsi32>) -> tensor<2x3xsi32>
  // CHECK: "ttnn.logical_or"({{.*}}) : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  %12 = "ttnn.logical_or"(%f, %g) : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.logical_right_shift"({{.*}}) : (tensor<2x3xsi32>, tensor<3xsi32>) -> tensor<2x3xsi32>
  %13 = "ttnn.logical_right_shift"(%i, %j) : (tensor<2x3xsi32>, tensor<3xsi32>) -> tensor<2x3xsi32>
  // CHECK: "ttnn.logical_xor"({{.*}}) : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  %14 = "ttnn.logical_xor"(%f, %g) : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.lt"({{.*}}) : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  %15 = "ttnn.lt"(%f, %g) : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.maximum"({{.*}}) : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  %16 = "ttnn.maximum"(%f, %g) : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.minimum"({{.*}}) : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  %17 = "ttnn.minimum"(%f, %g) : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.multiply"({{.*}}) : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  %18 = "ttnn.multiply"(%f, %g) : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.ne"({{.*}}) : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  %19 = "ttnn.ne"(%f, %g) : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.pow_tensor"({{.*}}) : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  %20 = "ttnn.pow_tensor"(%f, %g) : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.remainder"({{.*}}) : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  %21 = "ttnn.remainder"(%f, %g) : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.subtract"({{.*}}) : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  %22 = "ttnn.subtract"(%f, %g) : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.gelu_bw"({{.*}}) <{approximate = "tanh"}>
  %23 = "ttnn.gelu_bw"(%f, %f) <{approximate = "tanh"}> : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.pow_scalar"({{.*}}) <{rhs = 2.000000e+00 : f32}>
  %24 = "ttnn.pow_scalar"(%f) <{rhs = 2.0 : f32}> : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: func.func @ternary
func.func @ternary(%c: tensor<2x3xi1>, %f: tensor<2x3xf32>, %g: tensor<1x3xf32>, %s: tensor<f32>) {
  // CHECK: "ttnn.where"({{.*}}) : (tensor<2x3xi1>, tensor<1x3xf32>, tensor<f32>) -> tensor<2x3xf32>
  %0 = "ttnn.where"(%c, %g, %s) : (tensor<2x3xi1>, tensor<1x3xf32>, tensor<f32>) -> tensor<2x3xf32>
  // CHECK: "ttnn.clamp_tensor"({{.*}}) : (tensor<2x3xf32>, tensor<1x3xf32>, tensor<f32>) -> tensor<2x3xf32>
  %1 = "ttnn.clamp_tensor"(%f, %g, %s) : (tensor<2x3xf32>, tensor<1x3xf32>, tensor<f32>) -> tensor<2x3xf32>
  return
}
