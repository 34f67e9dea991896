// The fabric, by which cores write to other devices of the mesh.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s
// RUN: ttmlir-opt %s --mlir-print-op-generic | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @fabric(
func.func @fabric(%arg0: !ttkernel.fabric_connection_manager, %arg1: index, %arg2: index, %arg3: i16, %arg4: i16, %arg5: !ttkernel.noc_addr, %arg6: i32, %arg7: i32, %arg8: i16) attributes {ttkernel.thread = #ttkernel.thread<noc>} {
  // CHECK: %0 = ttkernel.experimental.create_fabric_connection_manager() : () -> !ttkernel.fabric_connection_manager
  %0 = ttkernel.experimental.create_fabric_connection_manager() : () -> !ttkernel.fabric_connection_manager
  // CHECK: ttkernel.experimental.setup_fabric_connections(%arg0) : (!ttkernel.fabric_connection_manager) -> ()
  ttkernel.experimental.setup_fabric_connections(%arg0) : (!ttkernel.fabric_connection_manager) -> ()
  // CHECK: ttkernel.experimental.close_fabric_connections(%arg0) : (!ttkernel.fabric_connection_manager) -> ()
  ttkernel.experimental.close_fabric_connections(%arg0) : (!ttkernel.fabric_connection_manager) -> ()
  // CHECK: %1 = ttkernel.experimental.get_my_device_id() : () -> i16
  %1 = ttkernel.experimental.get_my_device_id() : () -> i16
  // CHECK: %2 = ttkernel.experimental.get_my_logical_mesh_position(%arg0) {dim = 1 : i64} : (!ttkernel.fabric_connection_manager) -> index
  %2 = ttkernel.experimental.get_my_logical_mesh_position(%arg0) {dim = 1 : i64} : (!ttkernel.fabric_connection_manager) -> index
  // CHECK: %3 = ttkernel.experimental.get_device_id_from_logical_mesh_position(%arg0, %arg1) : (!ttkernel.fabric_connection_manager, index) -> i16
  %3 = ttkernel.experimental.get_device_id_from_logical_mesh_position(%arg0, %arg1) : (!ttkernel.fabric_connection_manager, index) -> i16
  // CHECK: %4 = ttkernel.experimental.get_device_id_from_logical_mesh_position(%arg0, %arg1, %arg2) : (!ttkernel.fabric_connection_manager, index, index) -> i16
  %4 = ttkernel.experimental.get_device_id_from_logical_mesh_position(%arg0, %arg1, %arg2) : (!ttkernel.fabric_connection_manager, index, index) -> i16
  // CHECK: ttkernel.experimental.fabric_fast_write_any_len(%arg0, %arg3, %arg4, %arg5, %arg6, %arg7) : (!ttkernel.fabric_connection_manager, i16, i16, !ttkernel.noc_addr, i32, i32) -> ()
  ttkernel.experimental.fabric_fast_write_any_len(%arg0, %arg3, %arg4, %arg5, %arg6, %arg7) : (!ttkernel.fabric_connection_manager, i16, i16, !ttkernel.noc_addr, i32, i32) -> ()
  // CHECK: ttkernel.experimental.fabric_mcast_fast_write_any_len(%arg0, %arg3, %arg4, %arg8, %arg5, %arg6, %arg7) : (!ttkernel.fabric_connection_manager, i16, i16, i16, !ttkernel.noc_addr, i32, i32) -> ()
  ttkernel.experimental.fabric_mcast_fast_write_any_len(%arg0, %arg3, %arg4, %arg8, %arg5, %arg6, %arg7) : (!ttkernel.fabric_connection_manager, i16, i16, i16, !ttkernel.noc_addr, i32, i32) -> ()
  // CHECK: ttkernel.experimental.fabric_sem_inc(%arg0, %arg3, %arg4, %arg5, %arg1) : (!ttkernel.fabric_connection_manager, i16, i16, !ttkernel.noc_addr, index) -> ()
  ttkernel.experimental.fabric_sem_inc(%arg0, %arg3, %arg4, %arg5, %arg1) : (!ttkernel.fabric_connection_manager, i16, i16, !ttkernel.noc_addr, index) -> ()
  // CHECK: ttkernel.experimental.fabric_mcast_sem_inc(%arg0, %arg3, %arg4, %arg8, %arg5, %arg1) : (!ttkernel.fabric_connection_manager, i16, i16, i16, !ttkernel.noc_addr, index) -> ()
  ttkernel.experimental.fabric_mcast_sem_inc(%arg0, %arg3, %arg4, %arg8, %arg5, %arg1) : (!ttkernel.fabric_connection_manager, i16, i16, i16, !ttkernel.noc_addr, index) -> ()
  return
}
