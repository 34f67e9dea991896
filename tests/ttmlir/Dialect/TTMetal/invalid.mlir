// What is wrong is named: the operand, what was expected and what is there.
// RUN: ttmlir-opt %s --split-input-file --verify-diagnostics

func.func @buffer_on_host() {
  // expected-error @below {{expected a buffer in the card's memory, got 'memref<4x4xf32>'}}
  %0 = "ttmetal.create_buffer"() <{address = 0 : i64}> : () -> memref<4x4xf32>
  return
}

// -----

func.func @negative_address() {
  // expected-error @below {{address must not be negative, got -1}}
  %0 = "ttmetal.create_buffer"() <{address = -1 : i64}> : () -> memref<4x4xf32, #ttcore.memory_space<dram>>
  return
}

// -----

func.func @write_to_host(%a: memref<4x4xf32>, %b: memref<4x4xf32>) {
  // expected-error @below {{expected 'output' in the card's memory, got 'memref<4x4xf32>'}}
  "ttmetal.enqueue_write_buffer"(%a, %b) : (memref<4x4xf32>, memref<4x4xf32>) -> ()
  return
}

// -----

func.func @read_to_card(%a: memref<4x4xf32, #ttcore.memory_space<dram>>) {
  // expected-error @below {{expected 'output' in the host's memory}}
  "ttmetal.enqueue_read_buffer"(%a, %a) : (memref<4x4xf32, #ttcore.memory_space<dram>>, memref<4x4xf32, #ttcore.memory_space<dram>>) -> ()
  return
}

// -----

func.func @no_port(%cb: memref<4xf32, #ttcore.memory_space<l1>>) {
  // expected-error @below {{expected a port for each of the 1 circular buffers, got 0}}
  "ttmetal.enqueue_program"(%cb) <{cb_ports = array<i64>, kernelConfigs = [], operandSegmentSizes = array<i32: 0, 1>}> : (memref<4xf32, #ttcore.memory_space<l1>>) -> ()
  return
}

// -----

func.func @port_out_of_range(%cb: memref<4xf32, #ttcore.memory_space<l1>>) {
  // expected-error @below {{ports of circular buffers are 0 to 31, got 32}}
  "ttmetal.enqueue_program"(%cb) <{cb_ports = array<i64: 32>, kernelConfigs = [], operandSegmentSizes = array<i32: 0, 1>}> : (memref<4xf32, #ttcore.memory_space<l1>>) -> ()
  return
}

// -----

func.func @no_such_operand() {
  // expected-error @below {{kernel @k refers to number 1 of 'args', which has 0}}
  "ttmetal.enqueue_program"() <{cb_ports = array<i64>, operandSegmentSizes = array<i32: 0, 0>, kernelConfigs = [
    #ttmetal.noc_config<@k, #ttmetal.core_range<0x0, 1x1>, #ttmetal.kernel_args<common_rt_args = [<buffer_address[1]>]>, dm_core = 0, noc0>]}> : () -> ()
  return
}

// -----

func.func @unequal_values() {
  // expected-error @below {{kernel @k has 3 core_values, which are not equally many for each of 2 cores}}
  "ttmetal.enqueue_program"() <{cb_ports = array<i64>, operandSegmentSizes = array<i32: 0, 0>, kernelConfigs = [
    #ttmetal.noc_config<@k, #ttmetal.core_range<0x0, 1x2>, #ttmetal.kernel_args<core_values = [1, 2, 3]>, dm_core = 0, noc0>]}> : () -> ()
  return
}

// -----

func.func @no_such_written() {
  // expected-error @below {{written_args has 0, but there are 0 args}}
  "ttmetal.enqueue_program"() <{cb_ports = array<i64>, operandSegmentSizes = array<i32: 0, 0>, kernelConfigs = [], written_args = array<i64: 0>}> : () -> ()
  return
}

// -----

// expected-error @below {{a tile has the data movement cores 0 and 1, dm_core is 2}}
func.func private @third_core() attributes {a = #ttmetal.noc_config<@k, #ttmetal.core_range<0x0, 1x1>, #ttmetal.kernel_args<>, dm_core = 2, noc0>}

// -----

// expected-error @below {{a rectangle of cores has at least one core, and no negative place}}
func.func private @no_core() attributes {a = #ttmetal.core_range<0x0, 0x1>}

// -----

// expected-error @below {{a rectangle of cores has a row and a column and as many numbers as its size, got 2 and 1}}
func.func private @flat() attributes {a = #ttmetal.core_range<0x0, 4>}
