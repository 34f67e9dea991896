// Operations over the devices of a mesh.

#ifndef TTMLIR_DIALECT_TTNN_IR_OPS_COLLECTIVE_TD
#define TTMLIR_DIALECT_TTNN_IR_OPS_COLLECTIVE_TD

include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.td"

def TTNN_AggregateTensorOp : TTNN_Op<"aggregate_tensor">, KeepsElementType {
  let summary = "Assembly of a tensor from a mesh";
  let description = [{
    Reads the shards on the devices and puts them together to one host tensor
    as `composer_config` says.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       TTNN_Device:$mesh_device,
                       TTNN_MeshComposerConfigAttr:$composer_config);
  let results = (outs AnyRankedTensor:$result);
}

def TTNN_AllGatherOp : TTNN_Op<"all_gather">, KeepsElementType {
  let summary = "Gathering along a dimension";
  let description = [{
    Gives every device along mesh axis `cluster_axis` the concatenation of all
    their tensors along `all_gather_dim`.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       SI32Attr:$all_gather_dim,
                       UI32Attr:$cluster_axis,
                       OptionalAttr<UI32Attr>:$sub_device_id,
                       OptionalAttr<UI32Attr>:$num_links,
                       OptionalAttr<TTCore_TopologyAttr>:$topology);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_AllReduceOp : TTNN_Op<"all_reduce">, KeepsShape, KeepsElementType {
  let summary = "Reduction over devices";
  let description = [{
    Gives every device along mesh axis `cluster_axis` the elementwise
    reduction of all their tensors.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       TTCore_ReduceTypeAttr:$reduce_type,
                       UI32Attr:$cluster_axis,
                       OptionalAttr<UI32Attr>:$sub_device_id,
                       OptionalAttr<UI32Attr>:$num_links,
                       OptionalAttr<TTCore_TopologyAttr>:$topology);
  let results = (outs AnyRankedTensor:$result);
}

def TTNN_AllReduceAsyncOp : TTNN_Op<"all_reduce_async">, KeepsShape, KeepsElementType {
  let summary = "Reduction over devices, overlapped";
  let description = [{
    As `all_reduce`, started without waiting for operations that do not need
    its result.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       TTCore_ReduceTypeAttr:$reduce_type,
                       UI32Attr:$cluster_axis,
                       OptionalAttr<UI32Attr>:$sub_device_id,
                       OptionalAttr<UI32Attr>:$num_links,
                       OptionalAttr<TTCore_TopologyAttr>:$topology);
  let results = (outs AnyRankedTensor:$result);
}

def TTNN_DistributeTensorOp : TTNN_Op<"distribute_tensor">, KeepsElementType {
  let summary = "Distribution of a tensor over a mesh";
  let description = [{
    Cuts or copies a host tensor over the devices of the mesh as
    `mapper_config` says.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       TTNN_Device:$mesh_device,
                       TTNN_MeshMapperConfigAttr:$mapper_config,
                       OptionalAttr<UI32Attr>:$cq_id);
  let results = (outs AnyRankedTensor:$result);
}

def TTNN_MeshPartitionOp : TTNN_Op<"mesh_partition">, KeepsElementType {
  let summary = "Choice of the device's part";
  let description = [{
    Gives each device along mesh axis `cluster_axis` (all devices where it is
    absent) its part of a tensor that all have, cut along `dim`.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       SI32Attr:$dim,
                       OptionalAttr<UI32Attr>:$cluster_axis);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_PointToPointOp : TTNN_InPlaceOp<"point_to_point">, KeepsShape, KeepsElementType {
  let summary = "Send from one device to another";
  let description = [{
    Copies the tensor of the device at `sender_coord` to the device at
    `receiver_coord`, into `optional_output_tensor` where it is given.
  }];
  let arguments = (ins Arg<AnyRankedTensor, "", [MemRead]>:$input,
                       Arg<Optional<AnyRankedTensor>, "", [MemWrite]>:$optional_output_tensor,
                       DenseI64ArrayAttr:$sender_coord,
                       DenseI64ArrayAttr:$receiver_coord);
  let results = (outs AnyRankedTensor:$result);
}

def TTNN_ReduceScatterOp : TTNN_Op<"reduce_scatter">, KeepsElementType {
  let summary = "Reduction over devices, cut";
  let description = [{
    Reduces the tensors of all devices along mesh axis `cluster_axis`
    elementwise, and gives each one part of the result, cut along
    `scatter_dim`.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       TTCore_ReduceTypeAttr:$reduce_type,
                       SI32Attr:$scatter_dim,
                       UI32Attr:$cluster_axis,
                       OptionalAttr<UI32Attr>:$sub_device_id,
                       OptionalAttr<UI32Attr>:$num_links,
                       OptionalAttr<TTCore_TopologyAttr>:$topology,
                       OptionalAttr<TTNN_DeviceComputeKernelConfig>:$compute_config);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

#endif
