// Attributes of ttcore: descriptors of systems and devices, layouts, and enumerations as attributes.
#ifndef TTMLIR_DIALECT_TTCORE_IR_TTCOREATTRS_TD
#define TTMLIR_DIALECT_TTCORE_IR_TTCOREATTRS_TD

include "ttmlir/Dialect/TTCore/IR/TTCoreBase.td"
include "ttmlir/Dialect/TTCore/IR/TTCoreEnums.td"

class TTCore_Attr<string name, string attrMnemonic, list<Trait> traits = []>
    : AttrDef<TTCore_Dialect, name, traits> {
  let mnemonic = attrMnemonic;
}

//===-- Enumerations as attributes: `#ttcore.<mnemonic><keyword>` ---------===//

class TTCore_EnumAttr<EnumInfo enum, string attrMnemonic>
    : EnumAttr<TTCore_Dialect, enum, attrMnemonic> {
  let assemblyFormat = "`<` $value `>`";
}

def TTCore_ArchAttr : TTCore_EnumAttr<TTCore_Arch, "arch">;
def TTCore_ArgumentTypeAttr : TTCore_EnumAttr<TTCore_ArgumentType, "argument_type">;
def TTCore_AttentionMaskTypeAttr : TTCore_EnumAttr<TTCore_AttentionMaskType, "attention_mask_type">;
def TTCore_CPURoleAttr : TTCore_EnumAttr<TTCore_CPURole, "cpu_role">;
def TTCore_DataTypeAttr : TTCore_EnumAttr<TTCore_DataType, "supportedDataTypes">;
def TTCore_IteratorTypeAttr : TTCore_EnumAttr<TTCore_IteratorType, "iterator_type">;
def TTCore_MemorySpaceAttr : TTCore_EnumAttr<TTCore_MemorySpace, "memory_space">;
def TTCore_MeshShardDirectionAttr : TTCore_EnumAttr<TTCore_MeshShardDirection, "shard_direction">;
def TTCore_MeshShardTypeAttr : TTCore_EnumAttr<TTCore_MeshShardType, "shard_type">;
def TTCore_MoEActivationFunctionAttr : TTCore_EnumAttr<TTCore_MoEActivationFunction, "moe_activation_function">;
def TTCore_OOBValAttr : TTCore_EnumAttr<TTCore_OOBVal, "oob_val">;
def TTCore_ReduceTypeAttr : TTCore_EnumAttr<TTCore_ReduceType, "reduce_type">;
def TTCore_ShardStatusAttr : TTCore_EnumAttr<TTCore_ShardStatus, "shard_status">;
def TTCore_TensorMemoryLayoutAttr : TTCore_EnumAttr<TTCore_TensorMemoryLayout, "tensor_memory_layout">;
def TTCore_TopologyAttr : TTCore_EnumAttr<TTCore_Topology, "topology">;

//===-- Coordinates and extents --------------------------------------------===//

def TTCore_TileSizeAttr : TTCore_Attr<"TileSize", "tile_size"> {
  let summary = "Height and width of a tile";
  let description = [{
    Extent of a tile in elements, written `32x32` (height first).
  }];
  let parameters = (ins "int64_t":$y, "int64_t":$x);
  let assemblyFormat = "custom<TileSize>($y, $x)";
}

def TTCore_CoreCoordAttr : TTCore_Attr<"CoreCoord", "core_coord"> {
  let summary = "Coordinate of a core in a grid";
  let description = [{
    Row and column of a core, written `(y, x)`.
  }];
  let parameters = (ins "int64_t":$y, "int64_t":$x);
  let assemblyFormat = "`(` $y `,` $x `)`";
}

def TTCore_CoreRangeAttr : TTCore_Attr<"CoreRange", "core_range"> {
  let summary = "Rectangle of cores, both corners included";
  let description = [{
    Cores from `start_coord` (top left) to `end_coord` (bottom right), both of
    them included: `#ttcore.core_range<(0, 0), (1, 3)>` has eight cores.
  }];
  let parameters = (ins "CoreCoordAttr":$start_coord, "CoreCoordAttr":$end_coord);
  let assemblyFormat = "`<` $start_coord `,` $end_coord `>`";
  let genVerifyDecl = 1;
}

def TTCore_GridAttr : TTCore_Attr<"Grid", "grid"> {
  let summary = "Shape of a grid of cores, with an optional renaming of its coordinates";
  let description = [{
    A grid of cores: `#ttcore.grid<8x8>`. Where virtual coordinates differ from
    physical ones, two affine maps translate: `virt_to_physical_map` takes a
    coordinate of the grid to (device, y, x), `physical_to_virt_map` takes it
    back:

    ```mlir
    #ttcore.grid<8x8, virt_to_physical_map = (d0, d1) -> (0, d0, d1),
                      physical_to_virt_map = (d0, d1, d2) -> (d1, d2)>
    ```

    The short form `#ttcore.grid<8x8, (d0, d1) -> (0, d0, d1)>` gives the first
    map alone.
  }];
  let parameters = (ins ArrayRefParameter<"int64_t">:$shape,
                        OptionalParameter<"AffineMap">:$virtToPhysicalMap,
                        OptionalParameter<"AffineMap">:$physicalToVirtMap);
  let builders = [
    AttrBuilder<(ins "llvm::ArrayRef<int64_t>":$shape), [{
      return $_get($_ctxt, shape, AffineMap(), AffineMap());
    }]>
  ];
  let hasCustomAssemblyFormat = 1;
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    /// Number of cores in the grid.
    int64_t getGridVolume() const;
  }];
}

//===-- The system: CPUs, chips and how they are connected ----------------===//

def TTCore_CPUDescAttr : TTCore_Attr<"CPUDesc", "cpu_desc"> {
  let summary = "A CPU of the system";
  let description = [{
    Its role and the LLVM target triple for which host code is generated:
    `{role = host, target_triple = "x86_64-pc-linux-gnu"}`.
  }];
  let parameters = (ins "CPURole":$role, "StringAttr":$target_triple);
  let assemblyFormat = "`{` `role` `=` $role `,` `target_triple` `=` $target_triple `}`";
}

def TTCore_ChipDescAttr : TTCore_Attr<"ChipDesc", "chip_desc"> {
  let summary = "Sizes and addresses of one chip";
  let description = [{
    What the compiler must know of a chip: its architecture, the grid of worker
    cores, the size of each core's L1 and of the DRAM channels (in bytes), the
    alignments of addresses for each way to memory, the first addresses that
    programs may use, the element types and tile sizes it computes with, and the
    number of circular buffers and threads of a core.

    Written `{arch = <wormhole_b0>, grid = 8x8, ...}`; the DRAM grid and the
    cores nearest to each DRAM bank may be left out.
  }];
  let parameters = (ins
    "ArchAttr":$arch,
    ArrayRefParameter<"int64_t">:$grid,
    ArrayRefParameter<"int64_t">:$coordTranslationOffsets,
    "unsigned":$l1Size,
    "unsigned":$numDramChannels,
    "unsigned":$dramChannelSize,
    "unsigned":$nocL1AddressAlignBytes,
    "unsigned":$pcieAddressAlignBytes,
    "unsigned":$nocDRAMAddressAlignBytes,
    "unsigned":$l1UnreservedBase,
    "unsigned":$eriscL1UnreservedBase,
    "unsigned":$dramUnreservedBase,
    "unsigned":$dramUnreservedEnd,
    ArrayRefParameter<"DataTypeAttr">:$supportedDataTypes,
    ArrayRefParameter<"TileSizeAttr">:$supportedTileSizes,
    "unsigned":$dstPhysicalSizeTiles,
    "unsigned":$numCBs,
    "unsigned":$numComputeThreads,
    "unsigned":$numDatamovementThreads,
    OptionalArrayRefParameter<"int64_t">:$dramGrid,
    OptionalArrayRefParameter<"CoreCoordAttr">:$dramBankToLogicalWorkerNoc0,
    OptionalArrayRefParameter<"CoreCoordAttr">:$dramBankToLogicalWorkerNoc1);
  let hasCustomAssemblyFormat = 1;
  let extraClassDeclaration = [{
    /// Bytes of L1 that programs may use.
    uint64_t getUsableL1Size() const { return getL1Size() - getL1UnreservedBase(); }
    /// Bytes of each DRAM channel that programs may use.
    uint64_t getUsableDramChannelSize() const {
      return getDramUnreservedEnd() - getDramUnreservedBase();
    }
  }];
}

def TTCore_ChipCoordAttr : TTCore_Attr<"ChipCoord", "chip_coord"> {
  let summary = "Where a chip sits: rack, shelf, row and column";
  let description = [{
    Written `rack x shelf x y x x`, for instance `0x0x0x1`.
  }];
  let parameters = (ins "unsigned":$rack, "unsigned":$shelf, "unsigned":$y, "unsigned":$x);
  let assemblyFormat = "custom<ChipCoord>($rack, $shelf, $y, $x)";
}

def TTCore_ChipChannelAttr : TTCore_Attr<"ChipChannel", "chip_channel"> {
  let summary = "An Ethernet link between two chips";
  let description = [{
    The two chips and the Ethernet core at each end:
    `#ttcore.chip_channel<[0, [0, 0]], [1, [0, 1]]>`.
  }];
  let parameters = (ins "unsigned":$deviceId0, ArrayRefParameter<"int64_t">:$ethernetCoreCoord0,
                        "unsigned":$deviceId1, ArrayRefParameter<"int64_t">:$ethernetCoreCoord1);
  let assemblyFormat = [{
    `<` `[` $deviceId0 `,` `[` $ethernetCoreCoord0 `]` `]` `,`
        `[` $deviceId1 `,` `[` $ethernetCoreCoord1 `]` `]` `>`
  }];
}

def TTCore_SystemDescAttr : TTCore_Attr<"SystemDesc", "system_desc"> {
  let summary = "The whole system a program is compiled for";
  let description = [{
    CPUs, kinds of chips, and for each chip its kind (an index into the chip
    descriptors), its capabilities and its place; then the links between chips,
    where there are any:

    ```mlir
    #ttcore.system_desc<[{role = host, target_triple = "x86_64-pc-linux-gnu"} ],
                        [{arch = <wormhole_b0>, grid = 8x8, ...} ],
                        [0], [1 : i32], [0x0x0x0]>
    ```

    `SystemDescAttr::getDefault` describes one chip of an architecture; the
    pipelines use it when no descriptor is given.
  }];
  let parameters = (ins
    ArrayRefParameter<"CPUDescAttr">:$cpuDescs,
    ArrayRefParameter<"ChipDescAttr">:$chipDescs,
    ArrayRefParameter<"unsigned">:$chipDescIndices,
    ArrayRefParameter<"ChipCapabilityAttr">:$chipCapabilities,
    ArrayRefParameter<"ChipCoordAttr">:$chipCoords,
    OptionalArrayRefParameter<"ChipChannelAttr">:$chipChannels);
  let assemblyFormat = [{
    `<` `[` $cpuDescs `]` `,` `[` $chipDescs `]` `,` `[` $chipDescIndices `]` `,`
        `[` $chipCapabilities `]` `,` `[` $chipCoords `]`
        (`,` `[` $chipChannels^ `]`)? `>`
  }];
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    /// Describes `numChips` chips (one, if `meshShape` is empty) of `arch`.
    static SystemDescAttr getDefault(MLIRContext *context, Arch arch = Arch::WormholeB0,
                                     llvm::ArrayRef<int64_t> meshShape = llvm::ArrayRef<int64_t>());
    /// The descriptor of the chip with this index.
    ChipDescAttr getChipDesc(unsigned chip) const { return getChipDescs()[getChipDescIndices()[chip]]; }
    unsigned getNumChips() const { return getChipDescIndices().size(); }
  }];
}

def TTCore_DeviceAttr : TTCore_Attr<"Device", "device"> {
  let summary = "The logical device a program runs on";
  let description = [{
    A mesh of chips seen as one device: the grid of its worker cores and of its
    DRAM banks, maps from logical coordinates to addresses in L1 and DRAM, the
    shape of the mesh and the chips in it.

    ```mlir
    #ttcore.device<workerGrid = #ttcore.grid<8x8>, dramGrid = #ttcore.grid<1x12>,
      l1Map = (d0, d1, d2)[s0] -> (0, d0, d1, d2 + s0),
      dramMap = (d0, d1, d2)[s0, s1] -> (0, 0, 0, d0 * s1 + d1 * s1 + d2 + s0),
      meshShape = 1x2, chipIds = [0, 1]>
    ```

    `meshShape` is empty for a single chip. `dramGrid` and `meshTopology` may be
    left out.
  }];
  let parameters = (ins
    "GridAttr":$workerGrid,
    OptionalParameter<"GridAttr">:$dramGrid,
    "AffineMap":$l1Map,
    "AffineMap":$dramMap,
    OptionalArrayRefParameter<"int64_t">:$meshShape,
    ArrayRefParameter<"unsigned">:$chipIds,
    OptionalArrayRefParameter<"Topology">:$meshTopology);
  let hasCustomAssemblyFormat = 1;
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    /// The device made of the first chips of `system`, laid out as `meshShape`
    /// (empty: a single chip).
    static DeviceAttr get(MLIRContext *context, SystemDescAttr system,
                          llvm::ArrayRef<int64_t> meshShape = llvm::ArrayRef<int64_t>(),
                          llvm::ArrayRef<Topology> meshTopology = llvm::ArrayRef<Topology>());
  }];
}

//===-- Meshes --------------------------------------------------------------===//

def TTCore_MeshAttr : TTCore_Attr<"Mesh", "mesh"> {
  let summary = "A named mesh of chips";
  let description = [{
    Written `#ttcore.mesh<"mesh" = 2x4>`.
  }];
  let parameters = (ins "StringAttr":$name, ArrayRefParameter<"int64_t">:$shape);
  let assemblyFormat = "`<` $name `=` custom<Dimensions>($shape) `>`";
}

def TTCore_MeshesAttr : TTCore_Attr<"Meshes", "meshes"> {
  let summary = "All meshes that a module's programs use";
  let description = [{
    Written `#ttcore.meshes<[<"mesh" = 2x4>]>`; the discardable attribute
    `ttcore.meshes` of a module.
  }];
  let parameters = (ins ArrayRefParameter<"MeshAttr">:$meshes);
  let assemblyFormat = "`<` `[` $meshes `]` `>`";
}

def TTCore_MeshTopologyAttr : TTCore_Attr<"MeshTopology", "mesh_topology"> {
  let summary = "Topology along each axis of a mesh";
  let description = [{
    Written `#ttcore.mesh_topology<[ring, linear]>`.
  }];
  let parameters = (ins ArrayRefParameter<"Topology">:$topologies);
  let assemblyFormat = "`<` `[` $topologies `]` `>`";
}

def TTCore_TensorMeshAttr : TTCore_Attr<"TensorMesh", "tensor_mesh"> {
  let summary = "The mesh over which a tensor is spread";
  let description = [{
    An encoding of tensor types that names a mesh of the module:
    `tensor<4x8xf32, #ttcore.tensor_mesh<"mesh">>`.
  }];
  let parameters = (ins "StringAttr":$name);
  let assemblyFormat = "`<` $name `>`";
}

def TTCore_LocalShapeAttr : TTCore_Attr<"LocalShape", "local_shape"> {
  let summary = "What one chip holds of an argument that arrives in shards";
  let description = [{
    The type of one shard: `#ttcore<local_shape local_shape = tensor<1x8xf32>>`;
    the discardable attribute `ttcore.local_shape` of an argument.
  }];
  let parameters = (ins "RankedTensorType":$localShape);
  let assemblyFormat = "`local_shape` `=` $localShape";
}

def TTCore_FabricConnectionConfigAttr : TTCore_Attr<"FabricConnectionConfig", "fabric_connection_config"> {
  let summary = "How a core reaches other chips";
  let description = [{
    The network on chip used to reach the Ethernet core, the topology and axis
    of the mesh along which packets travel, their routing, and the number of
    links.
  }];
  let parameters = (ins "NocIndex":$noc_index, "Topology":$topology, "uint32_t":$cluster_axis,
                        "RoutingMode":$routing_mode, "uint32_t":$num_links);
  let assemblyFormat = "`<` struct(params) `>`";
}

//===-- Layouts -------------------------------------------------------------===//

def TTCore_HostLayoutAttr : TTCore_Attr<"HostLayout", "host_layout", [
    DeclareAttrInterfaceMethods<MemRefLayoutAttrInterface, ["getAffineMap"]>]> {
  let summary = "Layout of a buffer in the host's memory";
  let description = [{
    The tensor's logical shape, the strides of its dimensions and the number of
    elements in the buffer (which padding makes larger than the shape), and the
    mesh if it is spread over one:
    `#ttcore.host_layout<logical_shape = 32x32, host_strides = 32x1, host_volume = 1024, <"mesh">>`.
  }];
  let parameters = (ins ArrayRefParameter<"int64_t">:$logical_shape,
                        ArrayRefParameter<"int64_t">:$host_strides,
                        "int64_t":$host_volume,
                        OptionalParameter<"TensorMeshAttr">:$mesh);
  let assemblyFormat = [{
    `<` `logical_shape` `=` custom<Dimensions>($logical_shape) `,`
        `host_strides` `=` custom<Dimensions>($host_strides) `,`
        `host_volume` `=` $host_volume (`,` $mesh^)? `>`
  }];
}

def TTCore_MetalLayoutAttr : TTCore_Attr<"MetalLayout", "metal_layout"> {
  let summary = "How a tensor is laid over a grid of cores";
  let description = [{
    An encoding of tensor types: the logical shape, the alignment of each
    dimension (in elements), which intervals of dimensions are collapsed into
    one, the memory space, and whether the tensor is sharded or interleaved
    (sharded if not said):

    ```mlir
    #ttcore.metal_layout<logical_shape = 64x128, dim_alignments = 32x32,
      collapsed_intervals = dense<[[0, 1], [1, 2]]> : tensor<2x2xi64>, l1, sharded>
    ```
  }];
  let parameters = (ins ArrayRefParameter<"int64_t">:$logical_shape,
                        ArrayRefParameter<"int64_t">:$dim_alignments,
                        "DenseIntElementsAttr":$collapsed_intervals,
                        "MemorySpace":$memory_space,
                        "TensorMemoryLayout":$memory_layout);
  let hasCustomAssemblyFormat = 1;
  let genVerifyDecl = 1;
}

class TTCore_MemRefLayout<string name, string attrMnemonic> : TTCore_Attr<name, attrMnemonic, [
    DeclareAttrInterfaceMethods<MemRefLayoutAttrInterface, ["getAffineMap"]>]>;

def TTCore_ShardLayoutAttr : TTCore_MemRefLayout<"ShardLayout", "shard"> {
  let summary = "Layout of a buffer of which each core holds one shard";
  let description = [{
    Strides in bytes within a shard, and the number of buffers (two for double
    buffering): `memref<8x8x2x2xf32, #ttcore.shard<8x4, 1>, #ttcore.memory_space<l1>>`.
  }];
  let parameters = (ins ArrayRefParameter<"int64_t">:$stride, DefaultValuedParameter<"uint32_t", "1">:$buffers);
  let assemblyFormat = "`<` custom<StrideAndBuffers>($stride, $buffers) `>`";
}

def TTCore_InterleavedLayoutAttr : TTCore_MemRefLayout<"InterleavedLayout", "interleaved"> {
  let summary = "Layout of a buffer whose pages go round the banks of a memory";
  let description = [{
    Strides in bytes: `#ttcore.interleaved<4096x2048>`.
  }];
  let parameters = (ins ArrayRefParameter<"int64_t">:$stride);
  let assemblyFormat = "`<` custom<Dimensions>($stride) `>`";
}

def TTCore_CBLayoutAttr : TTCore_MemRefLayout<"CBLayout", "cb_layout"> {
  let summary = "Layout of a circular buffer";
  let description = [{
    Strides in bytes within a page, and the number of pages:
    `#ttcore.cb_layout<4096x2048, 2>`.
  }];
  let parameters = (ins ArrayRefParameter<"int64_t">:$stride, DefaultValuedParameter<"uint32_t", "1">:$buffers);
  let assemblyFormat = "`<` custom<StrideAndBuffers>($stride, $buffers) `>`";
}

def TTCore_ViewLayoutAttr : TTCore_MemRefLayout<"ViewLayout", "view"> {
  let summary = "Layout of a view of another buffer";
  let description = [{
    A buffer that is another's memory seen with `rank` dimensions:
    `#ttcore.view<4>`.
  }];
  let parameters = (ins "unsigned":$rank);
  let assemblyFormat = "`<` $rank `>`";
}

def TTCore_ArgumentAllocationAttr : TTCore_Attr<"ArgumentAllocation", "arg_alloc"> {
  let summary = "Memory set aside for an argument";
  let description = [{
    Address and size in bytes, and the memory they are in:
    `#ttcore.arg_alloc<4096, 1024, dram>`.
  }];
  let parameters = (ins "uint64_t":$address, "uint64_t":$size, "MemorySpace":$memorySpace);
  let assemblyFormat = "`<` $address `,` $size `,` $memorySpace `>`";
}

#endif // TTMLIR_DIALECT_TTCORE_IR_TTCOREATTRS_TD
