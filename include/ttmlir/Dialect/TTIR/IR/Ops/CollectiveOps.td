// Collective operations over a mesh of devices.
#ifndef TTMLIR_DIALECT_TTIR_IR_OPS_COLLECTIVEOPS_TD
#define TTMLIR_DIALECT_TTIR_IR_OPS_COLLECTIVEOPS_TD

include "ttmlir/Dialect/TTIR/IR/TTIRBase.td"

/// The size of the mesh is not part of the operation, so result types have to be given.
class TTIR_CollectiveOp<string mnemonic, list<Trait> traits = []> : TTIR_Op<mnemonic, traits # [Pure]> {
  let elementTypes = "same: all";
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTIR_AllGatherOp : TTIR_CollectiveOp<"all_gather"> {
  let summary = "Joins the tensors of all devices along an axis of the mesh";
  let description = [{
    Each device gets the inputs of all devices along `cluster_axis`, joined along
    `all_gather_dim`, whose size is multiplied by their number.

    ```mlir
    %0 = "ttir.all_gather"(%a) <{all_gather_dim = 1 : si32, cluster_axis = 1 : ui32}>
        : (tensor<4x8xf32>) -> tensor<4x16xf32>
    ```
  }];
  let arguments = (ins AnyRankedTensor:$input, SI32Attr:$all_gather_dim, UI32Attr:$cluster_axis);
}

def TTIR_AllReduceOp : TTIR_CollectiveOp<"all_reduce"> {
  let summary = "Combines the tensors of all devices along an axis of the mesh";
  let description = [{
    Each device gets the inputs of all devices along `cluster_axis` combined
    element by element.
  }];
  let arguments = (ins AnyRankedTensor:$input, TTCore_ReduceTypeAttr:$reduce_type, UI32Attr:$cluster_axis);
}

def TTIR_AllReduceAsyncOp : TTIR_CollectiveOp<"all_reduce_async"> {
  let summary = "Combines the tensors of all devices while they go on";
  let description = [{
    `ttir.all_reduce` that devices need not wait for together.
  }];
  let arguments = (ins AnyRankedTensor:$input, TTCore_ReduceTypeAttr:$reduce_type, UI32Attr:$cluster_axis);
}

def TTIR_ReduceScatterOp : TTIR_CollectiveOp<"reduce_scatter"> {
  let summary = "Combines tensors and gives each device a part";
  let description = [{
    Combines the inputs of all devices along `cluster_axis` element by element
    and cuts the result along `scatter_dim` into as many parts, one for each.
  }];
  let arguments = (ins AnyRankedTensor:$input, TTCore_ReduceTypeAttr:$reduce_type, SI32Attr:$scatter_dim,
                       UI32Attr:$cluster_axis);
}

def TTIR_AllToAllOp : TTIR_CollectiveOp<"all_to_all"> {
  let summary = "Exchanges parts between all devices of a group";
  let description = [{
    Cuts the input along `split_dim` into `split_count` parts, sends part i to
    device i of the group, and joins what arrives along `concat_dim`
    (StableHLO spec: all_to_all). `replica_groups` holds a group in each row.
  }];
  let arguments = (ins AnyRankedTensor:$input, SI32Attr:$split_dim, SI32Attr:$concat_dim, SI32Attr:$split_count,
                       I64ElementsAttr:$replica_groups);
}

def TTIR_CollectiveBroadcastOp : TTIR_CollectiveOp<"collective_broadcast"> {
  let summary = "Gives all devices of a group the tensor of the first";
  let description = [{
    Each device gets the input of the first device of its group
    (StableHLO spec: collective_broadcast).
  }];
  let arguments = (ins AnyRankedTensor:$input, I64ElementsAttr:$replica_groups);
}

def TTIR_CollectivePermuteOp : TTIR_CollectiveOp<"collective_permute"> {
  let summary = "Sends tensors between pairs of devices";
  let description = [{
    For each row [source, target] of `source_target_pairs`, the target gets the
    input of the source; devices that are no target get zeros
    (StableHLO spec: collective_permute).
  }];
  let arguments = (ins AnyRankedTensor:$input, I64ElementsAttr:$source_target_pairs);
}

def TTIR_MeshPartitionOp : TTIR_CollectiveOp<"mesh_partition"> {
  let summary = "Each device keeps its part";
  let description = [{
    Cuts a tensor that all devices have along `dim` into as many parts as there
    are devices along `cluster_axis` (in the mesh, if it is not given); each
    keeps its own.
  }];
  let arguments = (ins AnyRankedTensor:$input, SI32Attr:$dim, OptionalAttr<UI32Attr>:$cluster_axis);
}

def TTIR_MeshShardOp : TTIR_Op<"mesh_shard", [Pure]> {
  let summary = "Takes a tensor from the host to the mesh or back";
  let description = [{
    With direction `full_to_shard`, cuts a tensor into shards for the devices;
    with `shard_to_full`, puts it together again. `shard_shape` says into how
    many parts each dimension is cut, `shard_dims` which dimension each axis of
    the mesh cuts (-1: none).

    ```mlir
    %0 = "ttir.mesh_shard"(%a) <{shard_type = #ttcore.shard_type<devices>,
        shard_direction = #ttcore.shard_direction<full_to_shard>,
        shard_shape = array<i64: 1, 2>, shard_dims = array<i64: -1, 1>}>
        : (tensor<8192x784xf32>) -> tensor<8192x392xf32>
    ```
  }];
  let arguments = (ins TTIR_TensorOrMemRef:$input, TTCore_MeshShardTypeAttr:$shard_type,
                       TTCore_MeshShardDirectionAttr:$shard_direction, DenseI64ArrayAttr:$shard_shape,
                       DenseI64ArrayAttr:$shard_dims);
  let results = (outs TTIR_TensorOrMemRef:$result);
  let hasVerifier = 1;
}

#endif // TTMLIR_DIALECT_TTIR_IR_OPS_COLLECTIVEOPS_TD
