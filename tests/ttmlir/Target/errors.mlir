// What cannot be written to a Binary is reported, all of it.
// RUN: not ttmlir-translate --ttnn-to-flatbuffer --split-input-file %s -o /dev/null 2>&1 | FileCheck %s

// CHECK: error: cannot write a module without 'ttcore.system_desc' to a Binary: run ttir-to-ttnn-backend-pipeline first
module {
  func.func @f(%x: tensor<4xf32>) -> tensor<4xf32> {
    return %x : tensor<4xf32>
  }
}

// -----

// CHECK: error: cannot write a module without functions to a Binary
module {
}

// -----

// CHECK: error: cannot write a value of type 'tensor<4xf64>' to a Binary: no data type for 'f64' elements
// CHECK: error: cannot write 'func.call' to a Binary: only ops of the ttnn dialect and ttcore.load_cached can be
module attributes {ttcore.system_desc = #ttcore.system_desc<[{role = host, target_triple = "x86_64-pc-linux-gnu"}], [{arch = <wormhole_b0>, grid = 8x8, coord_translation_offsets = 18x18, l1_size = 1499136, num_dram_channels = 12, dram_channel_size = 1073741824, noc_l1_address_align_bytes = 16, pcie_address_align_bytes = 32, noc_dram_address_align_bytes = 32, l1_unreserved_base = 1024, erisc_l1_unreserved_base = 1024, dram_unreserved_base = 1024, dram_unreserved_end = 1073741824, supported_data_types = [<f32>], supported_tile_sizes = [32x32], dst_physical_size_tiles = 16, num_cbs = 32, num_compute_threads = 1, num_datamovement_threads = 2}], [0], [1 : i32], [0x0x0x0]>} {
  func.func @f(%x: tensor<4xf64>, %y: tensor<4xf32>) -> tensor<4xf32> {
    %0 = func.call @g(%y) : (tensor<4xf32>) -> tensor<4xf32>
    return %0 : tensor<4xf32>
  }
  func.func @g(%x: tensor<4xf32>) -> tensor<4xf32> {
    return %x : tensor<4xf32>
  }
}
