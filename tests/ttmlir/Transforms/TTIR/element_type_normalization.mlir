// Element types that devices lack become the nearest they have; constants are converted with them.
// RUN: ttmlir-opt --ttir-element-type-normalization --split-input-file --verify-diagnostics %s | FileCheck %s

// CHECK-LABEL: func.func @types
// CHECK-SAME: (%arg0: tensor<2xf32>, %arg1: tensor<2xsi32>, %arg2: tensor<2xsi32>, %arg3: tensor<2xui8>, %arg4: tensor<2xi1>, %arg5: tensor<2xbf16>)
func.func @types(%a: tensor<2xf64>, %b: tensor<2xi64>, %c: tensor<2xi32>, %d: tensor<2xui8>, %e: tensor<2xi1>, %f: tensor<2xbf16>) -> tensor<2xf64> {
  // CHECK: "ttir.add"(%arg0, %arg0) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  %0 = "ttir.add"(%a, %a) : (tensor<2xf64>, tensor<2xf64>) -> tensor<2xf64>
  return %0 : tensor<2xf64>
}

// CHECK-LABEL: func.func @constants
func.func @constants() -> (tensor<2xf64>, tensor<2xi64>, tensor<4xi64>) {
  // CHECK: dense<[1.500000e+00, 2.500000e+00]> : tensor<2xf32>
  %0 = "ttir.constant"() <{value = dense<[1.5, 2.5]> : tensor<2xf64>}> : () -> tensor<2xf64>
  // CHECK: dense<[-1, 2147483647]> : tensor<2xsi32>
  %1 = "ttir.constant"() <{value = dense<[-1, 2147483647]> : tensor<2xi64>}> : () -> tensor<2xi64>
  // CHECK: dense<7> : tensor<4xsi32>
  %2 = "ttir.constant"() <{value = dense<7> : tensor<4xi64>}> : () -> tensor<4xi64>
  return %0, %1, %2 : tensor<2xf64>, tensor<2xi64>, tensor<4xi64>
}

// -----

func.func @out_of_range() -> tensor<2xi64> {
  // expected-error @+1 {{the constant's element 2147483648 does not fit 'si32', which replaces 'i64'}}
  %0 = "ttir.constant"() <{value = dense<[1, 2147483648]> : tensor<2xi64>}> : () -> tensor<2xi64>
  return %0 : tensor<2xi64>
}
