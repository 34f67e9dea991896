// The fabric, by which cores write to other devices of the mesh.

#ifndef TTMLIR_DIALECT_TTKERNEL_IR_OPS_FABRIC_TD
#define TTMLIR_DIALECT_TTKERNEL_IR_OPS_FABRIC_TD

include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.td"

class TTKernel_FabricOp<string name, list<Trait> traits = []>
    : TTKernel_DataMovementOp<"experimental." # name, traits>;

def TTKernel_CreateFabricConnectionManagerOp : TTKernel_FabricOp<"create_fabric_connection_manager"> {
  let summary = "Manager of connections";
  let description = [{
    A manager without connections; all other operations on the fabric take it.
  }];
  let results = (outs TTKernel_FabricConnectionManager:$fabric_connection_manager);
}

def TTKernel_SetupFabricConnectionsOp : TTKernel_FabricOp<"setup_fabric_connections"> {
  let summary = "Opening of connections";
  let description = [{
    Opens the connections to links that the program gives to this kernel.
  }];
  let arguments = (ins TTKernel_FabricConnectionManager:$fabric_connection_manager);
}

def TTKernel_CloseFabricConnectionsOp : TTKernel_FabricOp<"close_fabric_connections"> {
  let summary = "Closing of connections";
  let description = [{
    Closes the connections that `setup_fabric_connections` opened.
  }];
  let arguments = (ins TTKernel_FabricConnectionManager:$fabric_connection_manager);
}

def TTKernel_GetMyDeviceIdOp : TTKernel_FabricOp<"get_my_device_id", [Pure]> {
  let summary = "Number of this device";
  let description = [{
    The number by which the fabric knows the device of this core.
  }];
  let results = (outs I16:$my_device_id);
}

def TTKernel_GetMyLogicalMeshPositionOp : TTKernel_FabricOp<"get_my_logical_mesh_position", [Pure]> {
  let summary = "Coordinate of this device in the mesh";
  let description = [{
    The coordinate of the device of this core along the axis `dim` of the mesh.
  }];
  let arguments = (ins TTKernel_FabricConnectionManager:$fcm, ConfinedAttr<I64Attr, [IntNonNegative]>:$dim);
  let results = (outs Index:$result);
  let assemblyFormat = "`(` $fcm `)` attr-dict `:` functional-type(operands, results)";
}

def TTKernel_GetDeviceIdFromLogicalMeshPositionOp :
    TTKernel_FabricOp<"get_device_id_from_logical_mesh_position", [Pure]> {
  let summary = "Number of the device at a place in the mesh";
  let description = [{
    The number by which the fabric knows the device at `position_indices`, one
    coordinate for each axis of the mesh.
  }];
  let arguments = (ins TTKernel_FabricConnectionManager:$fcm, Variadic<Index>:$position_indices);
  let results = (outs I16:$device_id);
  let hasVerifier = 1;
}

def TTKernel_FabricWriteOp : TTKernel_FabricOp<"fabric_fast_write_any_len"> {
  let summary = "Write of bytes to another device";
  let description = [{
    Writes `len_bytes` bytes at the address `src_addr` of this core's L1 to
    `dst_addr` of the device `dst_dev_id` of the mesh `dst_mesh_id`.
  }];
  let arguments = (ins TTKernel_FabricConnectionManager:$fabric_connection_manager, I16:$dst_mesh_id,
                       I16:$dst_dev_id, TTKernel_NocAddr:$dst_addr, I32:$src_addr, I32:$len_bytes);
}

def TTKernel_FabricMulticastWriteOp : TTKernel_FabricOp<"fabric_mcast_fast_write_any_len"> {
  let summary = "Write of bytes to several devices";
  let description = [{
    Writes `len_bytes` bytes at the address `src_addr` of this core's L1 to
    `dst_addr` of the devices `dst_dev_id_start` to `dst_dev_id_end` of the mesh
    `dst_mesh_id`.
  }];
  let arguments = (ins TTKernel_FabricConnectionManager:$fabric_connection_manager, I16:$dst_mesh_id,
                       I16:$dst_dev_id_start, I16:$dst_dev_id_end, TTKernel_NocAddr:$dst_addr,
                       I32:$src_addr, I32:$len_bytes);
}

def TTKernel_FabricSemIncOp : TTKernel_FabricOp<"fabric_sem_inc"> {
  let summary = "Increment of a semaphore of another device";
  let description = [{
    Adds `incr` to the semaphore at `semaphore_addr` of the device `dst_dev_id`
    of the mesh `dst_mesh_id`.
  }];
  let arguments = (ins TTKernel_FabricConnectionManager:$fabric_connection_manager, I16:$dst_mesh_id,
                       I16:$dst_dev_id, TTKernel_NocAddr:$semaphore_addr, IndexLike:$incr);
}

def TTKernel_FabricMulticastSemIncOp : TTKernel_FabricOp<"fabric_mcast_sem_inc"> {
  let summary = "Increment of a semaphore of several devices";
  let description = [{
    Adds `incr` to the semaphore at `semaphore_addr` of the devices
    `dst_dev_id_start` to `dst_dev_id_end` of the mesh `dst_mesh_id`.
  }];
  let arguments = (ins TTKernel_FabricConnectionManager:$fabric_connection_manager, I16:$dst_mesh_id,
                       I16:$dst_dev_id_start, I16:$dst_dev_id_end, TTKernel_NocAddr:$semaphore_addr,
                       IndexLike:$incr);
}

#endif
