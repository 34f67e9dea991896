// Descriptors of the systems that programs are compiled for when none is given.
#include "ttmlir/Dialect/TTCore/IR/TTCoreAttrs.h"

#include "mlir/IR/AffineExpr.h"
#include "tenon/schema/chips.h"

using namespace mlir;
using namespace mlir::tt::ttcore;

static ChipDescAttr getDefaultChip(MLIRContext *context, Arch arch) {
  const auto &facts = arch == Arch::WormholeB0 ? ::tt::target::kWormholeB0 : ::tt::target::kBlackhole;
  SmallVector<DataTypeAttr> dataTypes;
  for (uint32_t value = 0; value <= getMaxEnumValForDataType(); ++value)
    if (auto dataType = static_cast<DataType>(value); dataType != DataType::Bool)
      dataTypes.push_back(DataTypeAttr::get(context, dataType));
  SmallVector<TileSizeAttr> tileSizes;
  for (auto [height, width] : ::tt::target::kTileSizes)
    tileSizes.push_back(TileSizeAttr::get(context, height, width));
  // Each bank is served by the worker of the same number, counted along the rows.
  SmallVector<CoreCoordAttr> banks;
  for (unsigned bank = 0; bank < facts.numDramChannels; ++bank)
    banks.push_back(CoreCoordAttr::get(context, bank / facts.grid[1], bank % facts.grid[1]));
  return ChipDescAttr::get(
      context, ArchAttr::get(context, arch), facts.grid, facts.coordTranslationOffsets, facts.l1Size,
      facts.numDramChannels, facts.dramChannelSize, facts.nocL1AddressAlignBytes, facts.pcieAddressAlignBytes,
      facts.nocDramAddressAlignBytes, facts.l1UnreservedBase, facts.eriscL1UnreservedBase, facts.dramUnreservedBase,
      /*dramUnreservedEnd=*/facts.dramChannelSize, dataTypes, tileSizes, facts.dstPhysicalSizeTiles, facts.numCBs,
      facts.numComputeThreads, facts.numDatamovementThreads, /*dramGrid=*/{1, facts.numDramChannels}, banks, banks);
}

SystemDescAttr SystemDescAttr::getDefault(MLIRContext *context, Arch arch, ArrayRef<int64_t> meshShape) {
  int64_t chips = ShapedType::getNumElements(meshShape);
  int64_t width = meshShape.empty() ? 1 : meshShape.back();
  SmallVector<unsigned> indices(chips, 0);
  SmallVector<ChipCapabilityAttr> capabilities(chips, ChipCapabilityAttr::get(context, ChipCapability::HostMMIO));
  SmallVector<ChipCoordAttr> coords;
  SmallVector<ChipChannelAttr> channels;
  for (int64_t chip = 0; chip < chips; ++chip) {
    coords.push_back(ChipCoordAttr::get(context, 0, 0, chip / width, chip % width));
    if (chip % width + 1 < width)
      channels.push_back(ChipChannelAttr::get(context, chip, {0, 0}, chip + 1, {0, 0}));
    if (chip + width < chips)
      channels.push_back(ChipChannelAttr::get(context, chip, {0, 1}, chip + width, {0, 1}));
  }
  auto cpu = CPUDescAttr::get(context, CPURole::Host, StringAttr::get(context, "x86_64-pc-linux-gnu"));
  return get(context, {cpu}, {getDefaultChip(context, arch)}, indices, capabilities, coords, channels);
}

DeviceAttr DeviceAttr::get(MLIRContext *context, SystemDescAttr system, ArrayRef<int64_t> meshShape,
                           ArrayRef<Topology> meshTopology) {
  ChipDescAttr chip = system.getChipDesc(0);
  auto dim = [&](unsigned position) { return getAffineDimExpr(position, context); };
  auto symbol = [&](unsigned position) { return getAffineSymbolExpr(position, context); };
  AffineExpr zero = getAffineConstantExpr(0, context);

  // Shards of a two-dimensional grid: device 0, the core's coordinate, the address in its L1.
  auto virtToPhysical = AffineMap::get(2, 0, {zero, dim(0), dim(1)}, context);
  auto physicalToVirt = AffineMap::get(3, 0, {dim(1), dim(2)}, context);
  auto workerGrid = GridAttr::get(context, chip.getGrid(), virtToPhysical, physicalToVirt);
  auto l1Map = AffineMap::get(3, 1, {zero, dim(0), dim(1), dim(2) + symbol(0)}, context);

  // DRAM is interleaved: s0 x s1 shards' grid, s2 x s3 shard of s6-byte elements, pages of s4 bytes,
  // base address s5; pages go round the channels.
  AffineExpr shardBytes = symbol(2) * (symbol(3) * symbol(6));
  AffineExpr address = dim(0) * symbol(1) * shardBytes + dim(1) * shardBytes + dim(2);
  AffineExpr page = address.floorDiv(symbol(4));
  int64_t channels = chip.getNumDramChannels();
  auto dramMap = AffineMap::get(
      3, 7, {zero, zero, page % channels, page.floorDiv(channels) * symbol(4) + address % symbol(4) + symbol(5)},
      context);

  auto chipIds = llvm::to_vector(llvm::seq<unsigned>(0, ShapedType::getNumElements(meshShape)));
  SmallVector<int64_t> dramGrid(chip.getDramGrid());
  if (dramGrid.empty())
    dramGrid = {1, channels};
  return get(context, workerGrid, GridAttr::get(context, dramGrid), l1Map, dramMap, meshShape, chipIds, meshTopology);
}
