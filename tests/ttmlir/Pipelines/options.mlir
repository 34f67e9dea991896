// Options whose values make no sense are refused; those without effect on the host device are named and accepted.
// RUN: not ttmlir-opt --ttir-to-ttnn-backend-pipeline="optimization-level=9" %s 2>&1 | FileCheck %s --check-prefix=LEVEL
// RUN: not ttmlir-opt --ttir-to-ttnn-backend-pipeline="mesh-shape=2,4" %s 2>&1 | FileCheck %s --check-prefix=MESH
// RUN: ttmlir-opt --ttir-to-ttnn-backend-pipeline="mesh-shape=1,1" %s -o /dev/null
// RUN: ttmlir-opt --ttir-to-ttnn-backend-pipeline="mesh-shape=1,2 check-host-support=false" %s -o /dev/null
// RUN: ttmlir-opt --ttir-to-ttnn-backend-pipeline="enable-optimizer=true optimization-level=1 enable-trace" %s -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK
// RUN: not ttmlir-opt --ttir-to-ttnn-backend-pipeline="enable-everything=true" %s 2>&1 | FileCheck %s --check-prefix=UNKNOWN

// LEVEL: optimization-level must be 0, 1 or 2, not 9
// MESH: mesh-shape must be 1,1: programs on several devices cannot be executed yet
// REMARK: remark: without effect on the host device: enable-optimizer=true, enable-trace
// UNKNOWN: cannot read the options 'enable-everything=true'; the options of this pipeline are:

func.func @f(%a: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = "ttir.exp"(%a) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}
