// Elementwise operations on one tensor: what is written is what is read, in the field's generic form.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @abs(
func.func @abs(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.abs"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.abs"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @acos(
func.func @acos(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.acos"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.acos"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @asin(
func.func @asin(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.asin"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.asin"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @asinh(
func.func @asinh(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.asinh"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.asinh"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @atan(
func.func @atan(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.atan"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.atan"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @cbrt(
func.func @cbrt(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.cbrt"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.cbrt"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @ceil(
func.func @ceil(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.ceil"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.ceil"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @cos(
func.func @cos(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.cos"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.cos"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @erf(
func.func @erf(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.erf"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.erf"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @erfc(
func.func @erfc(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.erfc"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.erfc"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @exp(
func.func @exp(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.exp"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.exp"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @exp2(
func.func @exp2(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.exp2"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.exp2"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @expm1(
func.func @expm1(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.expm1"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.expm1"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @floor(
func.func @floor(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.floor"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.floor"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @frac(
func.func @frac(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.frac"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.frac"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @gelu(
func.func @gelu(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.gelu"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.gelu"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @hardsigmoid(
func.func @hardsigmoid(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.hardsigmoid"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.hardsigmoid"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @log(
func.func @log(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.log"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.log"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @log1p(
func.func @log1p(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.log1p"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.log1p"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @mish(
func.func @mish(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.mish"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.mish"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @neg(
func.func @neg(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.neg"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.neg"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @reciprocal(
func.func @reciprocal(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.reciprocal"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.reciprocal"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @relu(
func.func @relu(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.relu"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.relu"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @relu6(
func.func @relu6(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.relu6"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.relu6"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @rsqrt(
func.func @rsqrt(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.rsqrt"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.rsqrt"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @sigmoid(
func.func @sigmoid(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.sigmoid"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.sigmoid"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @sign(
func.func @sign(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.sign"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.sign"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @silu(
func.func @silu(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.silu"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.silu"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @sin(
func.func @sin(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.sin"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.sin"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @softsign(
func.func @softsign(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.softsign"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.softsign"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @sqrt(
func.func @sqrt(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.sqrt"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.sqrt"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @square(
func.func @square(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.square"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.square"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @tan(
func.func @tan(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.tan"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.tan"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @tanh(
func.func @tanh(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.tanh"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.tanh"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @trunc(
func.func @trunc(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.trunc"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.trunc"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @isfinite(
func.func @isfinite(%arg0: tensor<4x8xf32>) -> tensor<4x8xi1> {
  // CHECK: "ttir.isfinite"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xi1>
  %0 = "ttir.isfinite"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xi1>
  return %0 : tensor<4x8xi1>
}

// CHECK-LABEL: func.func @signbit(
func.func @signbit(%arg0: tensor<4x8xf32>) -> tensor<4x8xi1> {
  // CHECK: "ttir.signbit"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xi1>
  %0 = "ttir.signbit"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xi1>
  return %0 : tensor<4x8xi1>
}

// CHECK-LABEL: func.func @logical_not(
func.func @logical_not(%arg0: tensor<4x8xf32>) -> tensor<4x8xi1> {
  // CHECK: "ttir.logical_not"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xi1>
  %0 = "ttir.logical_not"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xi1>
  return %0 : tensor<4x8xi1>
}

// CHECK-LABEL: func.func @bitwise_not(
func.func @bitwise_not(%arg0: tensor<4x8xsi32>) -> tensor<4x8xsi32> {
  // CHECK: "ttir.bitwise_not"(%arg0)
  // CHECK-SAME: : (tensor<4x8xsi32>) -> tensor<4x8xsi32>
  %0 = "ttir.bitwise_not"(%arg0) : (tensor<4x8xsi32>) -> tensor<4x8xsi32>
  return %0 : tensor<4x8xsi32>
}

// CHECK-LABEL: func.func @bitcast_convert(
func.func @bitcast_convert(%arg0: tensor<4x8xf32>) -> tensor<4x8xui32> {
  // CHECK: "ttir.bitcast_convert"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xui32>
  %0 = "ttir.bitcast_convert"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xui32>
  return %0 : tensor<4x8xui32>
}

// CHECK-LABEL: func.func @typecast(
func.func @typecast(%arg0: tensor<4x8xf32>) -> tensor<4x8xbf16> {
  // CHECK: "ttir.typecast"(%arg0) <{
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xbf16>
  %0 = "ttir.typecast"(%arg0) <{conservative_folding = false}> : (tensor<4x8xf32>) -> tensor<4x8xbf16>
  return %0 : tensor<4x8xbf16>
}

// CHECK-LABEL: func.func @clamp_scalar(
func.func @clamp_scalar(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.clamp_scalar"(%arg0) <{
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.clamp_scalar"(%arg0) <{max = 6.000000e+00 : f32, min = 0.000000e+00 : f32}> : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @clamp_scalar_2(
func.func @clamp_scalar_2(%arg0: tensor<4x8xsi32>) -> tensor<4x8xsi32> {
  // CHECK: "ttir.clamp_scalar"(%arg0) <{
  // CHECK-SAME: : (tensor<4x8xsi32>) -> tensor<4x8xsi32>
  %0 = "ttir.clamp_scalar"(%arg0) <{max = 6 : i32, min = 0 : i32}> : (tensor<4x8xsi32>) -> tensor<4x8xsi32>
  return %0 : tensor<4x8xsi32>
}

// CHECK-LABEL: func.func @dropout(
func.func @dropout(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.dropout"(%arg0) <{
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.dropout"(%arg0) <{prob = 0.1 : f32, scale = 1.1 : f32, seed = 7 : ui32, use_per_device_seed = true}> : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @leaky_relu(
func.func @leaky_relu(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.leaky_relu"(%arg0) <{
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.leaky_relu"(%arg0) <{parameter = 0.01 : f32}> : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @selu(
func.func @selu(%arg0: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.selu"(%arg0)
  // CHECK-SAME: : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.selu"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}
