// What is wrong with a kernel is named: the thread, the operand, what was expected and what is there.
// RUN: ttmlir-opt %s --split-input-file --verify-diagnostics

func.func @compute_in_noc(%i: index) attributes {ttkernel.thread = #ttkernel.thread<noc>} {
  // expected-error @below {{belongs in a compute kernel, but the function around it runs on a thread of the kind noc}}
  ttkernel.exp_tile(%i) : (index) -> ()
  return
}

// -----

func.func @compute_in_ethernet_loop(%n: index) attributes {ttkernel.thread = #ttkernel.thread<ethernet>} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    // expected-error @below {{belongs in a compute kernel, but the function around it runs on a thread of the kind ethernet}}
    ttkernel.tile_regs_acquire() : () -> ()
  }
  return
}

// -----

func.func @noc_in_compute() attributes {ttkernel.thread = #ttkernel.thread<compute>} {
  // expected-error @below {{belongs in a data movement kernel, but the function around it runs on a thread of the kind compute}}
  ttkernel.noc_async_read_barrier() : () -> ()
  return
}

// -----

// expected-error @below {{has the attribute 'ttkernel.thread', which describes functions}}
module attributes {ttkernel.thread = #ttkernel.thread<compute>} {}

// -----

// expected-error @below {{expected 'ttkernel.thread' to be a #ttkernel.thread, got "compute"}}
func.func private @thread() attributes {ttkernel.thread = "compute"}

// -----

// expected-error @below {{expected 'ttkernel.arg_spec' to be a #ttkernel.arg_spec, got 1 : i64}}
func.func private @arg_spec() attributes {ttkernel.arg_spec = 1}

// -----

// expected-error @below {{an argument of the kind named_argument needs an argument_name}}
func.func private @named() attributes {test.arg = #ttkernel.arg<arg_type = named_argument, operand_index = 0>}

// -----

// expected-error @below {{a circular buffer has at least one element, got 0}}
func.func private @empty_buffer(!ttkernel.cb<0, bf16>)

// -----

// expected-error @below {{the elements of a circular buffer are tiles, integers or floats, got 'index'}}
func.func private @buffer_of_indices(!ttkernel.cb<4, index>)

// -----

// expected-error @below {{a pointer into L1 points to elements of 8, 16 or 32 bits, got 64}}
func.func private @wide_pointer(!ttkernel.l1_addr_ptr<64>)

// -----

func.func @no_pages(%cb: !ttkernel.cb<4, !ttcore.tile<32x32, f32>>) {
  %c0_i32 = arith.constant 0 : i32
  // expected-error @below {{numPages must be positive, got 0}}
  ttkernel.cb_reserve_back(%cb, %c0_i32) : (!ttkernel.cb<4, !ttcore.tile<32x32, f32>>, i32) -> ()
  return
}

// -----

func.func @too_many_pages(%cb: !ttkernel.cb<4, !ttcore.tile<32x32, f32>>) {
  %c5_i32 = arith.constant 5 : i32
  // expected-error @below {{numPages is 5, but the circular buffer holds 4 page(s)}}
  ttkernel.cb_wait_front(%cb, %c5_i32) : (!ttkernel.cb<4, !ttcore.tile<32x32, f32>>, i32) -> ()
  return
}

// -----

func.func @scalars_to_unit(%cb: !ttkernel.cb<4, bf16>, %i: index) {
  // expected-error @below {{computes on tiles, but operand #0 is a circular buffer of 'bf16'}}
  ttkernel.copy_tile(%cb, %i, %i) : (!ttkernel.cb<4, bf16>, index, index) -> ()
  return
}

// -----

func.func @tiles_of_two_shapes(%a: !ttkernel.cb<4, !ttcore.tile<32x32, f32>>, %b: !ttkernel.cb<4, !ttcore.tile<16x32, f32>>, %i: index) {
  // expected-error @below {{expected circular buffers with tiles of one shape, got '!ttcore.tile<32x32, f32>' and '!ttcore.tile<16x32, f32>'}}
  ttkernel.add_tiles(%a, %b, %i, %i, %i) : (!ttkernel.cb<4, !ttcore.tile<32x32, f32>>, !ttkernel.cb<4, !ttcore.tile<16x32, f32>>, index, index, index) -> ()
  return
}

// -----

func.func @outside_of_dst(%i: index) {
  %c16 = arith.constant 16 : index
  // expected-error @below {{tile 16 is not in DST, which holds tiles 0 to 15}}
  ttkernel.mul_binary_tile(%i, %i, %c16) : (index, index, index) -> ()
  return
}

// -----

func.func @no_partials(%cb: !ttkernel.cb<4, !ttcore.tile<32x32, f32>>, %i: index) {
  %c0 = arith.constant 0 : index
  // expected-error @below {{ntiles must be positive, got 0}}
  ttkernel.copy_block_matmul_partials(%cb, %i, %i, %c0) : (!ttkernel.cb<4, !ttcore.tile<32x32, f32>>, index, index, index) -> ()
  return
}

// -----

func.func @nothing_to_pack(%cb: !ttkernel.cb<4, !ttcore.tile<32x32, f32>>, %i: index) {
  %c0 = arith.constant 0 : index
  // expected-error @below {{ntiles must be positive, got 0}}
  ttkernel.pack_tile_block(%i, %cb, %c0) : (index, !ttkernel.cb<4, !ttcore.tile<32x32, f32>>, index) -> ()
  return
}

// -----

func.func @integers(%i: index) {
  // expected-error @below {{computes on integers, but dtype is bf16}}
  ttkernel.add_int_tile(%i, %i, %i, <bf16>) : (index, index, index) -> ()
  return
}

// -----

func.func @transpose(%cb: !ttkernel.cb<4, !ttcore.tile<32x32, f32>>) {
  %c2_i32 = arith.constant 2 : i32
  // expected-error @below {{transpose must be in [0, 1]. It is 2}}
  ttkernel.mm_init_short(%cb, %cb, %c2_i32) : (!ttkernel.cb<4, !ttcore.tile<32x32, f32>>, !ttkernel.cb<4, !ttcore.tile<32x32, f32>>, i32) -> ()
  return
}

// -----

func.func @block(%cb: !ttkernel.cb<4, !ttcore.tile<32x32, f32>>, %i: index, %n: i32) {
  %c0_i32 = arith.constant 0 : i32
  // expected-error @below {{kt_dim must be positive, got 0}}
  ttkernel.matmul_block(%cb, %cb, %i, %i, %i, %n, %n, %n, %c0_i32) : (!ttkernel.cb<4, !ttcore.tile<32x32, f32>>, !ttkernel.cb<4, !ttcore.tile<32x32, f32>>, index, index, index, i32, i32, i32, i32) -> ()
  return
}

// -----

func.func @stride(%cb: !ttkernel.cb<4, !ttcore.tile<32x32, f32>>, %i: index, %n: i32) {
  %c0_i32 = arith.constant 0 : i32
  // expected-error @below {{in1_k_stride must be positive, got 0}}
  "ttkernel.experimental.matmul_block"(%cb, %cb, %i, %i, %i, %n, %n, %n, %n, %c0_i32) : (!ttkernel.cb<4, !ttcore.tile<32x32, f32>>, !ttkernel.cb<4, !ttcore.tile<32x32, f32>>, index, index, index, i32, i32, i32, i32, i32) -> ()
  return
}

// -----

func.func @sfpu_reduce(%i: index) {
  // expected-error @below {{reduces rows or columns; a reduction to one element takes one of each}}
  ttkernel.sfpu_reduce(%i, <reduce_sum>, <si32>, <reduce_dim_scalar>) : (index) -> ()
  return
}

// -----

func.func @max_reduce(%i: index) {
  // expected-error @below {{num_rows must be in [1, 32], got 33}}
  "ttkernel.max_reduce_with_indices"(%i, %i, %i) <{num_rows = 33 : i32}> : (index, index, index) -> ()
  return
}

// -----

func.func @topk_merge(%i: index, %n: i32) {
  %c0_i32 = arith.constant 0 : i32
  // expected-error @below {{k must be positive, got 0}}
  ttkernel.topk_merge(%i, %n, %c0_i32) : (index, i32, i32) -> ()
  return
}

// -----

func.func @topk_rebuild(%i: index, %n: i32) {
  %k = arith.constant 32 : i32
  %logk = arith.constant 6 : i32
  // expected-error @below {{logk must be the logarithm of k to the base 2, got 6 for 32}}
  ttkernel.topk_rebuild(%i, %n, %n, %k, %logk, %n) : (index, i32, i32, i32, i32, i32) -> ()
  return
}

// -----

func.func @tilize_from_tiles(%cb: !ttkernel.cb<4, !ttcore.tile<32x32, f32>>, %n: i32) {
  // expected-error @below {{expected cbIn to hold scalars, got '!ttkernel.cb<4, !ttcore.tile<32x32, f32>>'}}
  ttkernel.tilize_block(%cb, %n, %cb) : (!ttkernel.cb<4, !ttcore.tile<32x32, f32>>, i32, !ttkernel.cb<4, !ttcore.tile<32x32, f32>>) -> ()
  return
}

// -----

func.func @untilize_from_rows(%cb: !ttkernel.cb<4096, f32>, %n: i32) {
  // expected-error @below {{expected cbIn to hold tiles, got '!ttkernel.cb<4096, f32>'}}
  ttkernel.untilize_block(%cb, %n, %cb) : (!ttkernel.cb<4096, f32>, i32, !ttkernel.cb<4096, f32>) -> ()
  return
}

// -----

func.func @no_passes(%tiles: !ttkernel.cb<4, !ttcore.tile<32x32, f32>>, %rows: !ttkernel.cb<4096, f32>) {
  // expected-error @below {{colsPerDstPass and totalColTiles must be positive, got 0 and 1}}
  ttkernel.pack_untilize_init(%tiles, %rows) {colsPerDstPass = 0 : i32} : (!ttkernel.cb<4, !ttcore.tile<32x32, f32>>, !ttkernel.cb<4096, f32>) -> ()
  return
}

// -----

func.func @uneven_passes(%tiles: !ttkernel.cb<4, !ttcore.tile<32x32, f32>>, %rows: !ttkernel.cb<4096, f32>) {
  // expected-error @below {{colsPerDstPass must divide totalColTiles, got 2 and 3}}
  ttkernel.pack_untilize_init(%tiles, %rows) {colsPerDstPass = 2 : i32, totalColTiles = 3 : i32} : (!ttkernel.cb<4, !ttcore.tile<32x32, f32>>, !ttkernel.cb<4096, f32>) -> ()
  return
}

// -----

func.func @uneven_block(%tiles: !ttkernel.cb<4, !ttcore.tile<32x32, f32>>, %rows: !ttkernel.cb<4096, f32>, %n: i32) {
  %c3_i32 = arith.constant 3 : i32
  // expected-error @below {{colsPerDstPass must divide blockC, got 2 and 3}}
  ttkernel.experimental.pack_untilize_block(%tiles, %rows, %n, %c3_i32) {colsPerDstPass = 2 : i32, totalColTiles = 4 : i32} : (!ttkernel.cb<4, !ttcore.tile<32x32, f32>>, !ttkernel.cb<4096, f32>, i32, i32) -> ()
  return
}

// -----

func.func @two_regions_of_code() {
  // expected-error @below {{expects region #0 to have 0 or 1 blocks}}
  "ttkernel.invoke_sfpi"() ({
    cf.br ^next
  ^next:
    cf.br ^next
  }) : () -> ()
  return
}

// -----

func.func @compile_time_argument() {
  // expected-error @below {{arg_index must not be negative, got -1}}
  %0 = ttkernel.get_compile_time_arg_val(-1) : () -> i32
  return
}

// -----

func.func @bitcast(%arg: ui32) {
  // expected-error @below {{expected a scalar of at most 32 bits as result, got 'i64'}}
  %0 = ttkernel.bitcast %arg : ui32 to i64
  return
}

// -----

func.func @dprint(%i: index) {
  // expected-error @below {{fmt has 2 places for operands, but there are 1}}
  ttkernel.dprint("{} of {}", %i) : (index) -> ()
  return
}

// -----

func.func @load(%p: !ttkernel.l1_addr_ptr<16>, %n: i32) {
  // expected-error @below {{the value has 32 bits, but l1_ptr points to 16}}
  %0 = ttkernel.load_from_l1(%p, %n) : (!ttkernel.l1_addr_ptr<16>, i32) -> i32
  return
}

// -----

func.func @store(%p: !ttkernel.l1_addr_ptr, %n: i32, %v: i8) {
  // expected-error @below {{the value has 8 bits, but l1_ptr points to 32}}
  ttkernel.store_to_l1(%v, %p, %n) : (i8, !ttkernel.l1_addr_ptr, i32) -> ()
  return
}

// -----

func.func @no_source(%n: i32) {
  // expected-error @below {{expected a core or a bank as source, got neither}}
  "ttkernel.noc_async_read"(%n, %n, %n) <{operandSegmentSizes = array<i32: 0, 0, 1, 1, 1, 0>}> : (i32, i32, i32) -> ()
  return
}

// -----

func.func @two_destinations(%i: index, %n: i32) {
  // expected-error @below {{expected a core or a bank as destination, got both}}
  ttkernel.noc_async_write %n, core[%i, %i] bank[%n], %n, %n : (i32, index, index, i32, i32, i32) -> ()
  return
}

// -----

func.func @one_coordinate(%i: index, %n: i32) {
  // expected-error @below {{expected two coordinates of the core that is the source, got 1}}
  ttkernel.noc_async_read core[%i], %n, %n, %n : (index, i32, i32, i32) -> ()
  return
}

// -----

func.func @two_banks(%n: i32) {
  // expected-error @below {{expected one bank as source, got 2}}
  ttkernel.noc_async_read bank[%n, %n], %n, %n, %n : (i32, i32, i32, i32, i32) -> ()
  return
}

// -----

func.func @no_bytes(%n: i32) {
  %c0_i32 = arith.constant 0 : i32
  // expected-error @below {{size must be positive, got 0}}
  ttkernel.noc_async_read bank[%n], %n, %n, %c0_i32 : (i32, i32, i32, i32) -> ()
  return
}

// -----

func.func @no_destinations(%addr: !ttkernel.noc_addr, %i: index) {
  %c0_i32 = arith.constant 0 : i32
  // expected-error @below {{num_dests must be positive, got 0}}
  ttkernel.noc_semaphore_inc_multicast(%addr, %i, %c0_i32) : (!ttkernel.noc_addr, index, i32) -> ()
  return
}

// -----

func.func @transaction() {
  %c16_i32 = arith.constant 16 : i32
  // expected-error @below {{trid must be in [0, 15]. It is 16}}
  ttkernel.noc_async_read_barrier_with_trid(%c16_i32) : (i32) -> ()
  return
}

// -----

func.func @network(%trid: i32) {
  %c2_i8 = arith.constant 2 : i8
  // expected-error @below {{noc must be in [0, 1]. It is 2}}
  ttkernel.noc_async_write_barrier_with_trid(%trid, %c2_i8) : (i32, i8) -> ()
  return
}

// -----

func.func @mesh_position(%fcm: !ttkernel.fabric_connection_manager) {
  // expected-error @below {{expected the coordinates of a device, one for each axis of the mesh}}
  %0 = "ttkernel.experimental.get_device_id_from_logical_mesh_position"(%fcm) : (!ttkernel.fabric_connection_manager) -> i16
  return
}

// -----

func.func @axis(%fcm: !ttkernel.fabric_connection_manager) {
  // expected-error @below {{attribute 'dim' failed to satisfy constraint: 64-bit signless integer attribute whose value is non-negative}}
  %0 = ttkernel.experimental.get_my_logical_mesh_position(%fcm) {dim = -1 : i64} : (!ttkernel.fabric_connection_manager) -> index
  return
}

// -----

func.func @accessor_without_base() {
  // expected-error @below {{both cta_base and crta_base are required when prev_args is not provided}}
  %0 = "ttkernel.TensorAccessorArgs"() <{operandSegmentSizes = array<i32: 0, 0, 0>}> : () -> !ttkernel.TensorAccessorArgs
  return
}

// -----

func.func @accessor_with_both(%n: i32, %prev: !ttkernel.TensorAccessorArgs) {
  // expected-error @below {{cta_base and crta_base should not be provided when using prev_args}}
  %0 = "ttkernel.TensorAccessorArgs"(%n, %n, %prev) <{operandSegmentSizes = array<i32: 1, 1, 1>}> : (i32, i32, !ttkernel.TensorAccessorArgs) -> !ttkernel.TensorAccessorArgs
  return
}

// -----

func.func @accessor_with_variable_base(%n: i32) {
  // expected-error @below {{cta_base must be a constant when cta_expr is not provided}}
  %0 = ttkernel.TensorAccessorArgs(%n, %n) crta_expr = "0"
  return
}

// -----

func.func @accessor_with_variable_common_base(%n: i32) {
  // expected-error @below {{crta_base must be a constant when crta_expr is not provided}}
  %0 = ttkernel.TensorAccessorArgs(%n, %n) cta_expr = "0"
  return
}

// -----

func.func @startup(%cb: !ttkernel.cb<4, bf16>) {
  // expected-error @below {{expected ','}}
  ttkernel.compute_kernel_hw_startup(%cb) : (!ttkernel.cb<4, bf16>) -> ()
  return
}
