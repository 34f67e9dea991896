// Programs are spread over as many cores as there is work for, or over a part of the grid.
// RUN: ttmlir-opt --ttir-to-ttmetal-pipeline %s | FileCheck %s
// RUN: ttmlir-opt --ttir-to-ttmetal-pipeline="override-device-shape=1,2" %s | FileCheck %s --check-prefix=PART
// RUN: ttmlir-opt --ttir-to-ttmetal-backend-pipeline="mock-system-desc-arch=blackhole" %s | FileCheck %s --check-prefix=BLACKHOLE
// RUN: not ttmlir-opt --ttir-to-ttmetal-pipeline="override-device-shape=9,1" %s 2>&1 | FileCheck %s --check-prefix=TOO-LARGE
// TOO-LARGE: error: grid-shape must be rows and columns of a part of the card's grid, which is 8x8

// Ten tiles.
// CHECK-LABEL: func.func @ten(%arg0: memref
// CHECK: noc_config<@read_tiles, #ttmetal.core_range<0x0, 2x8>{{.*}}core_values = [0, 1, 1, 1, 2, 1, 3, 1, 4, 1, 5, 1, 6, 1, 7, 1, 8, 1, 9, 1, 10, 0, 10, 0, 10, 0, 10, 0, 10, 0, 10, 0]
// PART-LABEL: func.func @ten(%arg0: memref
// PART: noc_config<@read_tiles, #ttmetal.core_range<0x0, 1x2>{{.*}}core_values = [0, 5, 5, 5]
// BLACKHOLE-LABEL: func.func @ten(%arg0: memref
// BLACKHOLE: noc_config<@read_tiles, #ttmetal.core_range<0x0, 1x10>
func.func @ten(%a: tensor<10x20x30xf32>) -> tensor<10x20x30xf32> {
  %0 = "ttir.exp"(%a) : (tensor<10x20x30xf32>) -> tensor<10x20x30xf32>
  return %0 : tensor<10x20x30xf32>
}

// CHECK-LABEL: func.func @many(%arg0: memref
// CHECK: noc_config<@read_tiles, #ttmetal.core_range<0x0, 8x8>{{.*}}core_values = [0, 16, 16, 16, {{.*}} 1008, 16]
func.func @many(%a: tensor<1024x1024xf32>) -> tensor<1024x1024xf32> {
  %0 = "ttir.exp"(%a) : (tensor<1024x1024xf32>) -> tensor<1024x1024xf32>
  return %0 : tensor<1024x1024xf32>
}
