// Attributes about meshes of devices: their shape, parts of them, tensors spread over them.

#ifndef TTMLIR_DIALECT_TTNN_IR_TTNNMESHATTRS_TD
#define TTMLIR_DIALECT_TTNN_IR_TTNNMESHATTRS_TD

include "ttmlir/Dialect/TTNN/IR/TTNNOpsEnums.td"

def TTNN_MeshShapeAttr : TTNN_Attr<"MeshShape", "mesh_shape"> {
  let summary = "Rows and columns of a mesh of devices";
  let description = [{Written `#ttnn<mesh_shape 2x4>`.}];
  let parameters = (ins "int64_t":$y, "int64_t":$x);
  let assemblyFormat = "custom<DimensionPair>($y, $x)";
}

def TTNN_MeshOffsetAttr : TTNN_Attr<"MeshOffset", "mesh_offset"> {
  let summary = "The place of a device in a mesh";
  let description = [{Row and column from zero, written `#ttnn<mesh_offset 0x0>`.}];
  let parameters = (ins "int64_t":$y, "int64_t":$x);
  let assemblyFormat = "custom<DimensionPair>($y, $x)";
}

def TTNN_MeshRangeAttr : TTNN_Attr<"MeshRange", "mesh_range"> {
  let summary = "A rectangle of devices of a mesh";
  let description = [{
    From `start_coord` to `end_coord`, both included, row first:
    `#ttnn.mesh_range<(0,0), (1,3)>`.
  }];
  let parameters = (ins "MeshOffsetAttr":$start_coord, "MeshOffsetAttr":$end_coord);
  let hasCustomAssemblyFormat = 1;
}

def TTNN_PlacementAttr : TTNN_Attr<"Placement", "placement"> {
  let summary = "What one axis of a mesh does to a tensor";
  let description = [{
    `#ttnn.placement<replicate>` gives each device along the axis a copy;
    `#ttnn.placement<shard, 1 : i64>` cuts dimension 1 over the axis.
  }];
  let parameters = (ins "PlacementType":$type, OptionalParameter<"::mlir::IntegerAttr">:$dim);
  let assemblyFormat = "`<` $type (`,` $dim^)? `>`";
  let genVerifyDecl = 1;
}

def TTNN_MeshMapperConfigAttr : TTNN_Attr<"MeshMapperConfig", "mesh_mapper_config"> {
  let summary = "How a host tensor is distributed over a mesh";
  let description = [{
    One placement for each mesh axis, and a mesh shape where it is not the
    device's own: `#ttnn.mesh_mapper_config<placements = [<shard, 0 : i64>,
    <replicate>]>`.
  }];
  let parameters = (ins OptionalArrayRefParameter<"PlacementAttr">:$placements,
                        OptionalArrayRefParameter<"::mlir::IntegerAttr">:$mesh_shape_override);
  let assemblyFormat = [{
    `<` `placements` `=` custom<ShortList>($placements) ``
        custom<MeshShapeOverride>($mesh_shape_override) `>`
  }];
}

def TTNN_MeshComposerConfigAttr
    : TTNN_Attr<"MeshComposerConfig", "mesh_composer_config"> {
  let summary = "How the shards on a mesh are put together to a host tensor";
  let description = [{
    For each mesh axis the tensor dimension that its shards are concatenated
    along: `#ttnn.mesh_composer_config<dims = [0 : i64, 1 : i64]>`.
  }];
  let parameters = (ins OptionalArrayRefParameter<"::mlir::IntegerAttr">:$dims,
                        OptionalArrayRefParameter<"::mlir::IntegerAttr">:$mesh_shape_override);
  let assemblyFormat = [{
    `<` `dims` `=` custom<ShortList>($dims) ``
        custom<MeshShapeOverride>($mesh_shape_override) `>`
  }];
}

#endif
