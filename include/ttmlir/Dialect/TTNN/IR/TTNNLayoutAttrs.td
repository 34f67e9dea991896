// Attributes that say where a tensor lies and how: shapes, cores, memory configurations, layouts.

#ifndef TTMLIR_DIALECT_TTNN_IR_TTNNLAYOUTATTRS_TD
#define TTMLIR_DIALECT_TTNN_IR_TTNNLAYOUTATTRS_TD

include "mlir/IR/TensorEncoding.td"
include "ttmlir/Dialect/TTNN/IR/TTNNOpsEnums.td"

def TTNN_ShapeAttr : TTNN_Attr<"Shape", "shape"> {
  let summary = "The shape of a tensor";
  let description = [{
    Dimensions from outermost to innermost: `#ttnn.shape<1x2x3>`; a scalar is
    `#ttnn.shape<>`.
  }];
  let parameters = (ins ArrayRefParameter<"int64_t">:$shape);
  let assemblyFormat = "`<` custom<Dimensions>($shape) `>`";
}

def TTNN_CoreCoordAttr : TTNN_Attr<"CoreCoord", "core_coord"> {
  let summary = "The coordinate of a core, or the size of a grid of cores";
  let description = [{
    Column and row, x first: `#ttnn.core_coord<7, 0>` is the last core of the
    first row of an 8x8 grid.
  }];
  let parameters = (ins "uint64_t":$x, "uint64_t":$y);
  let assemblyFormat = "`<` $x `,` $y `>`";
}

def TTNN_CoreRangeAttr : TTNN_Attr<"CoreRange", "core_range"> {
  let summary = "A rectangle of cores";
  let description = [{
    The cores from `start_coord` to `end_coord`, both included, x first:
    `#ttnn.core_range<(0,0), (7,3)>`.
  }];
  let parameters = (ins "CoreCoordAttr":$start_coord, "CoreCoordAttr":$end_coord);
  let builders = [
    AttrBuilderWithInferredContext<(ins "CoreCoordAttr":$startCoord,
                                        "CoreCoordAttr":$endCoord), [{
      return $_get(startCoord.getContext(), startCoord, endCoord);
    }]>
  ];
  let hasCustomAssemblyFormat = 1;
  let genVerifyDecl = 1;
}

def TTNN_CoreRangeSetAttr : TTNN_Attr<"CoreRangeSet", "core_range_set"> {
  let summary = "A set of cores, as rectangles";
  let description = [{
    Rectangles that do not overlap:
    `#ttnn.core_range_set<[#ttnn.core_range<(0,0), (7,0)>]>`; the empty set is
    `#ttnn.core_range_set<>`.
  }];
  let parameters = (ins OptionalArrayRefParameter<"CoreRangeAttr">:$core_ranges);
  let hasCustomAssemblyFormat = 1;
  let genVerifyDecl = 1;
}

def TTNN_ShardSpecAttr : TTNN_Attr<"ShardSpec", "shard_spec"> {
  let summary = "How a tensor is cut into one shard for each core";
  let description = [{
    The cores that hold shards, the two-dimensional shape of a shard in
    elements, and the order in which shards visit the cores:
    `#ttnn.shard_spec<<[#ttnn.core_range<(0,0), (7,0)>]>, <32x128>, <row_major>>`.
  }];
  let parameters = (ins "CoreRangeSetAttr":$coreRangeSet,
                        "ShapeAttr":$shape,
                        "ShardOrientationAttr":$shardOrientation);
  let assemblyFormat = "`<` $coreRangeSet `,` $shape `,` $shardOrientation `>`";
}

def TTNN_NDShardSpecAttr : TTNN_Attr<"NDShardSpec", "nd_shard_spec"> {
  let summary = "How a tensor is cut into n-dimensional shards";
  let description = [{
    As `shard_spec`, with a shard shape of the tensor's own rank and a strategy
    for dealing more shards than cores out:
    `#ttnn.nd_shard_spec<<[#ttnn.core_range<(0,0), (0,0)>]>, <32x32>,
    <row_major>, <grid_2d>>`.
  }];
  let parameters = (ins "CoreRangeSetAttr":$coreRangeSet,
                        "ShapeAttr":$shape,
                        "ShardOrientationAttr":$shardOrientation,
                        "ShardDistributionStrategyAttr":$shardDistributionStrategy);
  let assemblyFormat = [{
    `<` $coreRangeSet `,` $shape `,` $shardOrientation `,`
        $shardDistributionStrategy `>`
  }];
}

def TTNN_MemoryConfigAttr : TTNN_Attr<"MemoryConfig", "memory_config"> {
  let summary = "Memory, spread over its banks, and shards";
  let description = [{
    `#ttnn.memory_config<#ttnn.buffer_type<dram>, <interleaved>>`. A sharded
    configuration may carry a `shard_spec` or an `nd_shard_spec`; one in system
    memory carries the buffer type alone.
  }];
  let parameters = (ins OptionalParameter<"TensorMemoryLayoutAttr">:$tensorMemoryLayout,
                        "BufferTypeAttr":$bufferType,
                        OptionalParameter<"ShardSpecAttr">:$shardSpec,
                        OptionalParameter<"NDShardSpecAttr">:$ndShardSpec);
  let hasCustomAssemblyFormat = 1;
  let genVerifyDecl = 1;
}

def TTNN_TTNNLayoutAttr
    : TTNN_Attr<"TTNNLayout", "ttnn_layout",
                [DeclareAttrInterfaceMethods<VerifiableTensorEncoding>]> {
  let summary = "The layout of a tensor: memory, tiles and shards";
  let description = [{
    The encoding of every tensor type of a lowered program.

    - `linear` maps the logical dimensions of the tensor to the two-dimensional
      matrix that is stored: all dimensions but the last are collapsed to rows.
    - `grid_shape` is the grid of cores or banks that the matrix is cut over;
      `<1x1>` where it is not cut.
    - `memref` is one shard: its shape (in tiles where the element type is
      `!ttcore.tile`, else in elements), element type, and memory.
    - `mem_layout` says how pages are spread; none in system memory.
    - `tensor_mesh` names the mesh over which the tensor is distributed.
    - `core_range_set` names the cores of a sharded tensor, where it is fixed.
    - `ignorePhysicalLayout` makes the layout a placeholder that only carries
      the element type.

    ```mlir
    #dram = #ttnn.buffer_type<dram>
    #ttnn.ttnn_layout<(d0, d1) -> (d0, d1), <1x1>,
                      memref<2x4x!ttcore.tile<32x32, bf16>, #dram>, <interleaved>>
    ```
  }];
  let parameters = (ins "AffineMap":$linear,
                        ArrayRefParameter<"int64_t">:$grid_shape,
                        "MemRefType":$memref,
                        OptionalParameter<"TensorMemoryLayoutAttr">:$mem_layout,
                        OptionalParameter<"::mlir::tt::ttcore::TensorMeshAttr">:$tensor_mesh,
                        DefaultValuedParameter<"bool", "false">:$ignorePhysicalLayout,
                        OptionalParameter<"CoreRangeSetAttr">:$core_range_set);
  let builders = [
    // The layout of a tensor of `tensorShape`: rows and columns collapsed and,
    // for a tile element type, padded to whole tiles.
    AttrBuilder<(ins "::llvm::ArrayRef<int64_t>":$tensorShape,
                     "::mlir::Type":$elementType,
                     "BufferType":$bufferType,
                     "::llvm::ArrayRef<int64_t>":$gridShape,
                     CArg<"TensorMemoryLayoutAttr", "{}">:$memLayout,
                     CArg<"::mlir::tt::ttcore::TensorMeshAttr", "{}">:$tensorMesh,
                     CArg<"CoreRangeSetAttr", "{}">:$coreRangeSet)>
  ];
  let extraClassDeclaration = [{
    // Interleaved in DRAM, in tiles unless `tiled` is false.
    static TTNNLayoutAttr getInterleaved(::mlir::MLIRContext *context,
                                         ::llvm::ArrayRef<int64_t> tensorShape,
                                         ::mlir::Type scalarElementType,
                                         bool tiled = true);
    // By rows in system memory.
    static TTNNLayoutAttr getSystemMemory(::mlir::MLIRContext *context,
                                          ::llvm::ArrayRef<int64_t> tensorShape,
                                          ::mlir::Type scalarElementType);

    // The element type of the memref, which is a tile type for tiled layouts.
    ::mlir::Type getElementType() const;
    // The type of one element, never a tile.
    ::mlir::Type getScalarElementType() const;
    ::mlir::tt::ttcore::DataType getDataType() const;
    bool isTiled() const;
    Layout getLayout() const;
    BufferType getBufferType() const;
    // None in system memory.
    std::optional<TensorMemoryLayout> getMemLayoutOpt() const;
    bool isSystemBufferType() const;
    bool isDeviceBufferType() const;
    bool hasDRAMBufferType() const;
    bool hasL1BufferType() const;
    bool hasInterleavedTensorMemoryLayout() const;
    bool hasShardedTensorMemoryLayout() const;
    // The shape of a shard, in elements.
    ::llvm::SmallVector<int64_t> getScalarShardShape() const;
    // The bytes of one shard, padding of tiles included.
    uint64_t getShardSizeInBytes() const;
    // The memory configuration that this layout amounts to.
    MemoryConfigAttr getMemoryConfig() const;

    TTNNLayoutAttr withTensorShape(::llvm::ArrayRef<int64_t> tensorShape) const;
    // `elementType` is a scalar or tile type, and decides the tiling.
    TTNNLayoutAttr withElementType(::mlir::Type elementType,
                                   ::llvm::ArrayRef<int64_t> tensorShape) const;
    // Moving to system memory drops the memory layout and the grid; moving off
    // it makes the tensor interleaved.
    TTNNLayoutAttr withBufferType(BufferType bufferType,
                                  ::llvm::ArrayRef<int64_t> tensorShape) const;
    TTNNLayoutAttr withMemoryLayout(TensorMemoryLayout memLayout) const;
    TTNNLayoutAttr withGrid(::llvm::ArrayRef<int64_t> gridShape,
                            ::llvm::ArrayRef<int64_t> tensorShape) const;
    TTNNLayoutAttr withLayout(Layout layout,
                              ::llvm::ArrayRef<int64_t> tensorShape) const;
    TTNNLayoutAttr withTensorMesh(::mlir::tt::ttcore::TensorMeshAttr mesh) const;
  }];
  let hasCustomAssemblyFormat = 1;
  let genVerifyDecl = 1;
}

def TTNN_TTNNNDLayoutAttr : TTNN_Attr<"TTNNNDLayout", "ttnn_nd_layout"> {
  let summary = "The layout of a tensor in n-dimensional shards";
  let description = [{
    As `ttnn_layout`, for shards of the tensor's own rank:
    `#ttnn.ttnn_nd_layout<<1x1>, memref<1x1x!ttcore.tile<32x32, bf16>,
    #ttnn.buffer_type<l1>>, <block_sharded>, <row_major>, <grid_2d>>`.
  }];
  let parameters = (ins "::mlir::tt::ttcore::GridAttr":$grid,
                        "MemRefType":$memref,
                        "TensorMemoryLayoutAttr":$mem_layout,
                        OptionalParameter<"ShardOrientationAttr">:$shard_orientation,
                        OptionalParameter<"ShardDistributionStrategyAttr">:$shard_distribution_strategy);
  let hasCustomAssemblyFormat = 1;
}

def TTNN_TraceIdAttr : TTNN_Attr<"TraceId", "trace_id"> {
  let summary = "Marks the scalar tensor that names a captured trace";
  let description = [{
    The encoding of the `tensor<ui32, #ttnn.trace_id>` that
    `ttnn.begin_trace_capture` makes.
  }];
  let parameters = (ins);
}

#endif
