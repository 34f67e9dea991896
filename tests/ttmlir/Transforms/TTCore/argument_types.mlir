// Kinds of arguments can be given as an option.
// RUN: ttmlir-opt --ttcore-populate-argument-types="argument-types=f=input,parameter" %s | FileCheck %s
// RUN: not ttmlir-opt --ttcore-populate-argument-types="argument-types=f=input" %s 2>&1 | FileCheck %s --check-prefix=COUNT
// RUN: not ttmlir-opt --ttcore-populate-argument-types="argument-types=f=input,weights" %s 2>&1 | FileCheck %s --check-prefix=KIND
// RUN: not ttmlir-opt --ttcore-populate-argument-types="argument-types=g=input" %s 2>&1 | FileCheck %s --check-prefix=NAME

// CHECK: @f(%arg0: tensor<2xf32> {ttcore.argument_type = #ttcore.argument_type<input>}, %arg1: tensor<2xf32> {ttcore.argument_type = #ttcore.argument_type<parameter>})
// COUNT: error: argument-types, 'f=input': 1 kinds for 2 arguments
// KIND: error: argument-types, 'f=input,weights': 'weights' is none of input, parameter, constant, default
// NAME: error: argument-types, 'g=input': there is no function 'g'
func.func @f(%a: tensor<2xf32>, %b: tensor<2xf32>) -> tensor<2xf32> {
  return %a : tensor<2xf32>
}
