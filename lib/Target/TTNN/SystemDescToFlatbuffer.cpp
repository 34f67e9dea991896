// Writes the descriptor of the system that a program was compiled for.
#include "SystemDescToFlatbuffer.h"

#include "llvm/ADT/STLExtras.h"

namespace mlir::tt::ttnn {

namespace {

flatbuffers::Offset<::tt::target::ChipDesc> chipDescToFlatbuffer(flatbuffers::FlatBufferBuilder &builder,
                                                                 ttcore::ChipDescAttr chip) {
  std::vector<::tt::target::DataType> dataTypes;
  for (ttcore::DataTypeAttr dataType : chip.getSupportedDataTypes())
    dataTypes.push_back(static_cast<::tt::target::DataType>(dataType.getValue()));
  std::vector<flatbuffers::Offset<::tt::target::CoreCoord>> tileSizes;
  for (ttcore::TileSizeAttr size : chip.getSupportedTileSizes())
    tileSizes.push_back(::tt::target::CreateCoreCoord(builder, size.getY(), size.getX()));
  auto grid = builder.CreateVector(chip.getGrid().data(), chip.getGrid().size());
  auto dramGrid = builder.CreateVector(chip.getDramGrid().data(), chip.getDramGrid().size());
  return ::tt::target::CreateChipDesc(
      builder, builder.CreateString(stringifyArch(chip.getArch().getValue()).str()), grid, chip.getL1Size(),
      chip.getNumDramChannels(), chip.getDramChannelSize(), chip.getNocL1AddressAlignBytes(),
      chip.getPcieAddressAlignBytes(), chip.getNocDRAMAddressAlignBytes(), chip.getL1UnreservedBase(),
      chip.getEriscL1UnreservedBase(), chip.getDramUnreservedBase(), chip.getDramUnreservedEnd(),
      builder.CreateVector(dataTypes), builder.CreateVector(tileSizes), chip.getDstPhysicalSizeTiles(),
      chip.getNumCBs(), chip.getNumComputeThreads(), chip.getNumDatamovementThreads(), dramGrid);
}

} // namespace

flatbuffers::Offset<::tt::target::SystemDesc> systemDescToFlatbuffer(flatbuffers::FlatBufferBuilder &builder,
                                                                     ttcore::SystemDescAttr system) {
  std::vector<flatbuffers::Offset<::tt::target::CpuDesc>> cpus;
  for (ttcore::CPUDescAttr cpu : system.getCpuDescs())
    cpus.push_back(::tt::target::CreateCpuDesc(builder, builder.CreateString(stringifyCPURole(cpu.getRole()).str()),
                                               builder.CreateString(cpu.getTargetTriple().str())));
  std::vector<flatbuffers::Offset<::tt::target::ChipDesc>> chips;
  for (ttcore::ChipDescAttr chip : system.getChipDescs())
    chips.push_back(chipDescToFlatbuffer(builder, chip));
  std::vector<flatbuffers::Offset<flatbuffers::String>> capabilities;
  for (ttcore::ChipCapabilityAttr capability : system.getChipCapabilities())
    capabilities.push_back(builder.CreateString(stringifyChipCapability(capability.getValue())));
  std::vector<flatbuffers::Offset<::tt::target::ChipCoord>> coords;
  for (ttcore::ChipCoordAttr coord : system.getChipCoords())
    coords.push_back(
        ::tt::target::CreateChipCoord(builder, coord.getRack(), coord.getShelf(), coord.getY(), coord.getX()));
  auto indices = llvm::to_vector_of<uint32_t>(system.getChipDescIndices());
  return ::tt::target::CreateSystemDesc(builder, builder.CreateVector(cpus), builder.CreateVector(chips),
                                        builder.CreateVector(indices.data(), indices.size()),
                                        builder.CreateVector(capabilities), builder.CreateVector(coords));
}

} // namespace mlir::tt::ttnn
