// Types and attributes: what is written is what is read.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func private @types(
// CHECK-SAME: !ttkernel.cb<4, !ttcore.tile<32x32, f32>>
// CHECK-SAME: !ttkernel.cb<1024, si32>
// CHECK-SAME: !ttkernel.DataFormat
// CHECK-SAME: !ttkernel.PageMapping
// CHECK-SAME: !ttkernel.TensorAccessor,
// CHECK-SAME: !ttkernel.TensorAccessorArgs
// CHECK-SAME: !ttkernel.fabric_connection_manager
// CHECK-SAME: !ttkernel.l1_addr,
// CHECK-SAME: !ttkernel.l1_addr_ptr,
// CHECK-SAME: !ttkernel.l1_addr_ptr,
// CHECK-SAME: !ttkernel.l1_addr_ptr<16>,
// CHECK-SAME: !ttkernel.local_semaphore
// CHECK-SAME: !ttkernel.mesh_position
// CHECK-SAME: !ttkernel.noc_addr
func.func private @types(!ttkernel.cb<4, !ttcore.tile<32x32, f32>>, !ttkernel.cb<1024, si32>, !ttkernel.DataFormat,
                         !ttkernel.PageMapping, !ttkernel.TensorAccessor, !ttkernel.TensorAccessorArgs,
                         !ttkernel.fabric_connection_manager, !ttkernel.l1_addr, !ttkernel.l1_addr_ptr,
                         !ttkernel.l1_addr_ptr<32>, !ttkernel.l1_addr_ptr<16>, !ttkernel.local_semaphore,
                         !ttkernel.mesh_position, !ttkernel.noc_addr)

// CHECK-LABEL: func.func private @noc(
// CHECK-SAME: ttkernel.arg_spec = #ttkernel.arg_spec<rt_args = [<arg_type = buffer_address, operand_index = 0>, <arg_type = named_argument, operand_index = 1, is_uniform = false, argument_name = "rows">] ct_args = [<arg_type = cb_port, operand_index = 2>, <arg_type = tensor_accessor_args, operand_index = 0>]>
// CHECK-SAME: ttkernel.thread = #ttkernel.thread<noc>
func.func private @noc() attributes {
  ttkernel.arg_spec = #ttkernel.arg_spec<
    rt_args = [<arg_type = buffer_address, operand_index = 0>,
               <arg_type = named_argument, operand_index = 1, is_uniform = false, argument_name = "rows">]
    ct_args = [<arg_type = cb_port, operand_index = 2>, <arg_type = tensor_accessor_args, operand_index = 0>]>,
  ttkernel.thread = #ttkernel.thread<noc>}

// CHECK-LABEL: func.func private @compute(
// CHECK-SAME: ttkernel.arg_spec = #ttkernel.arg_spec< ct_args = [<arg_type = scalar, operand_index = 0>, <arg_type = local_semaphore, operand_index = 1>, <arg_type = global_semaphore, operand_index = 2>]>
// CHECK-SAME: ttkernel.thread = #ttkernel.thread<compute>
func.func private @compute() attributes {
  ttkernel.arg_spec = #ttkernel.arg_spec<ct_args = [<arg_type = scalar, operand_index = 0>,
                                                    <arg_type = local_semaphore, operand_index = 1>,
                                                    <arg_type = global_semaphore, operand_index = 2>]>,
  ttkernel.thread = #ttkernel.thread<compute>}

// CHECK-LABEL: func.func private @ethernet(
// CHECK-SAME: ttkernel.arg_spec = #ttkernel.arg_spec< >
// CHECK-SAME: ttkernel.thread = #ttkernel.thread<ethernet>
func.func private @ethernet() attributes {
  ttkernel.arg_spec = #ttkernel.arg_spec<>,
  ttkernel.thread = #ttkernel.thread<ethernet>}

// CHECK-LABEL: func.func private @enumerations(
// CHECK-SAME: test.bcast_type = [#ttkernel.bcast_type<none>, #ttkernel.bcast_type<col>, #ttkernel.bcast_type<row>, #ttkernel.bcast_type<scalar>]
// CHECK-SAME: test.eltwise_binary_type = [#ttkernel.eltwise_binary_type<add>, #ttkernel.eltwise_binary_type<sub>, #ttkernel.eltwise_binary_type<mul>]
// CHECK-SAME: test.input_clamping = [#ttkernel.input_clamping<none>, #ttkernel.input_clamping<clamp_to_negative>]
// CHECK-SAME: test.reduce_dim = [#ttkernel.reduce_dim<reduce_dim_row>, #ttkernel.reduce_dim<reduce_dim_col>, #ttkernel.reduce_dim<reduce_dim_scalar>]
// CHECK-SAME: test.reduce_type = [#ttkernel.reduce_type<reduce_sum>, #ttkernel.reduce_type<reduce_max>, #ttkernel.reduce_type<reduce_avg>]
// CHECK-SAME: test.reuse_type = [#ttkernel.reuse_type<dest_to_srca>, #ttkernel.reuse_type<dest_to_srcb>]
func.func private @enumerations() attributes {
  test.bcast_type = [#ttkernel.bcast_type<none>, #ttkernel.bcast_type<col>, #ttkernel.bcast_type<row>, #ttkernel.bcast_type<scalar>],
  test.eltwise_binary_type = [#ttkernel.eltwise_binary_type<add>, #ttkernel.eltwise_binary_type<sub>, #ttkernel.eltwise_binary_type<mul>],
  test.input_clamping = [#ttkernel.input_clamping<none>, #ttkernel.input_clamping<clamp_to_negative>],
  test.reduce_dim = [#ttkernel.reduce_dim<reduce_dim_row>, #ttkernel.reduce_dim<reduce_dim_col>, #ttkernel.reduce_dim<reduce_dim_scalar>],
  test.reduce_type = [#ttkernel.reduce_type<reduce_sum>, #ttkernel.reduce_type<reduce_max>, #ttkernel.reduce_type<reduce_avg>],
  test.reuse_type = [#ttkernel.reuse_type<dest_to_srca>, #ttkernel.reuse_type<dest_to_srcb>]}
