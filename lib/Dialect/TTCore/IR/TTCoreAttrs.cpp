// Parsing, printing and checks of the attributes of ttcore.
#include "ttmlir/Dialect/TTCore/IR/TTCoreAttrs.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "mlir/IR/OpImplementation.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::tt::ttcore;

//===-- Pieces that several attributes share ------------------------------===//

/// `2x4`; nothing at all is an empty list.
static ParseResult parseDimensions(AsmParser &parser, SmallVector<int64_t> &dimensions) {
  return parser.parseDimensionList(dimensions, /*allowDynamic=*/false, /*withTrailingX=*/false);
}

static void printDimensions(AsmPrinter &printer, ArrayRef<int64_t> dimensions) {
  printer.printDimensionList(dimensions);
}

/// `8x4, 2`; one buffer if the number is left out.
static ParseResult parseStrideAndBuffers(AsmParser &parser, SmallVector<int64_t> &stride, uint32_t &buffers) {
  buffers = 1;
  if (parseDimensions(parser, stride))
    return failure();
  return succeeded(parser.parseOptionalComma()) ? parser.parseInteger(buffers) : success();
}

static void printStrideAndBuffers(AsmPrinter &printer, ArrayRef<int64_t> stride, uint32_t buffers) {
  printDimensions(printer, stride);
  printer << ", " << buffers;
}

/// Parses exactly `count` numbers joined by `x`.
static FailureOr<SmallVector<int64_t>> parseFixedDimensions(AsmParser &parser, size_t count, StringRef what) {
  SMLoc location = parser.getCurrentLocation();
  SmallVector<int64_t> dimensions;
  if (parseDimensions(parser, dimensions))
    return failure();
  if (dimensions.size() != count) {
    parser.emitError(location) << "expected " << count << " numbers joined by 'x' as " << what << ", but got "
                               << dimensions.size();
    return failure();
  }
  return dimensions;
}

static ParseResult parseTileSize(AsmParser &parser, int64_t &y, int64_t &x) {
  FailureOr<SmallVector<int64_t>> size = parseFixedDimensions(parser, 2, "a tile's size");
  if (failed(size))
    return failure();
  y = (*size)[0];
  x = (*size)[1];
  return success();
}

static void printTileSize(AsmPrinter &printer, int64_t y, int64_t x) { printer << y << 'x' << x; }

static ParseResult parseChipCoord(AsmParser &parser, unsigned &rack, unsigned &shelf, unsigned &y, unsigned &x) {
  FailureOr<SmallVector<int64_t>> coord = parseFixedDimensions(parser, 4, "a chip's coordinate");
  if (failed(coord))
    return failure();
  rack = (*coord)[0];
  shelf = (*coord)[1];
  y = (*coord)[2];
  x = (*coord)[3];
  return success();
}

static void printChipCoord(AsmPrinter &printer, unsigned rack, unsigned shelf, unsigned y, unsigned x) {
  printer << rack << 'x' << shelf << 'x' << y << 'x' << x;
}

template <typename AttrT>
static ParseResult parseAttrList(AsmParser &parser, SmallVector<AttrT> &attrs) {
  return parser.parseCommaSeparatedList(AsmParser::Delimiter::Square, [&]() -> ParseResult {
    FailureOr<AttrT> attr = FieldParser<AttrT>::parse(parser);
    if (failed(attr))
      return failure();
    attrs.push_back(*attr);
    return success();
  });
}

template <typename AttrT>
static void printAttrList(AsmPrinter &printer, ArrayRef<AttrT> attrs) {
  printer << '[';
  llvm::interleaveComma(attrs, printer, [&](AttrT attr) { printer.printStrippedAttrOrType(attr); });
  printer << ']';
}

/// The map of a layout that only says where bytes are: every index stays as it is.
static AffineMap identityMap(MLIRContext *context, unsigned rank) {
  return AffineMap::getMultiDimIdentityMap(rank, context);
}

#define GET_ATTRDEF_CLASSES
#include "ttmlir/Dialect/TTCore/IR/TTCoreAttrs.cpp.inc"

//===-- GridAttr ------------------------------------------------------------===//

Attribute GridAttr::parse(AsmParser &parser, Type) {
  SmallVector<int64_t> shape;
  AffineMap virtToPhysical, physicalToVirt;
  SMLoc location = parser.getCurrentLocation();
  if (parser.parseLess() || parseDimensions(parser, shape))
    return {};
  while (succeeded(parser.parseOptionalComma())) {
    AffineMap *map = &virtToPhysical;
    if (succeeded(parser.parseOptionalKeyword("physical_to_virt_map"))) {
      map = &physicalToVirt;
      if (parser.parseEqual())
        return {};
    } else if (succeeded(parser.parseOptionalKeyword("virt_to_physical_map"))) {
      if (parser.parseEqual())
        return {};
    }
    if (parser.parseAffineMap(*map))
      return {};
  }
  if (parser.parseGreater())
    return {};
  return parser.getChecked<GridAttr>(location, parser.getContext(), ArrayRef<int64_t>(shape), virtToPhysical,
                                     physicalToVirt);
}

void GridAttr::print(AsmPrinter &printer) const {
  printer << '<';
  printDimensions(printer, getShape());
  if (getVirtToPhysicalMap())
    printer << ", virt_to_physical_map = " << getVirtToPhysicalMap();
  if (getPhysicalToVirtMap())
    printer << ", physical_to_virt_map = " << getPhysicalToVirtMap();
  printer << '>';
}

LogicalResult GridAttr::verify(function_ref<InFlightDiagnostic()> emitError, ArrayRef<int64_t> shape,
                               AffineMap virtToPhysicalMap, AffineMap) {
  if (llvm::any_of(shape, [](int64_t extent) { return extent <= 0; }))
    return emitError() << "a grid's extents must be positive";
  if (virtToPhysicalMap && virtToPhysicalMap.getNumDims() != shape.size())
    return emitError() << "virt_to_physical_map takes " << virtToPhysicalMap.getNumDims()
                       << " coordinates, but the grid has rank " << shape.size();
  return success();
}

int64_t GridAttr::getGridVolume() const { return ShapedType::getNumElements(getShape()); }

//===-- CoreRangeAttr -------------------------------------------------------===//

LogicalResult CoreRangeAttr::verify(function_ref<InFlightDiagnostic()> emitError, CoreCoordAttr start,
                                    CoreCoordAttr end) {
  if (start.getY() > end.getY() || start.getX() > end.getX())
    return emitError() << "a core range ends at (" << end.getY() << ", " << end.getX()
                       << "), which lies before its start (" << start.getY() << ", " << start.getX() << ")";
  return success();
}

//===-- ChipDescAttr --------------------------------------------------------===//

namespace {
/// Reads `key = value` pairs of a chip's descriptor in their fixed order.
class ChipDescParser {
public:
  explicit ChipDescParser(AsmParser &parser) : parser(parser) {}

  ParseResult key(StringRef name) {
    if (!first && parser.parseComma())
      return failure();
    first = false;
    return failure(parser.parseKeyword(name) || parser.parseEqual());
  }
  ParseResult number(StringRef name, unsigned &value) { return failure(key(name) || parser.parseInteger(value)); }
  ParseResult dimensions(StringRef name, SmallVector<int64_t> &value) {
    return failure(key(name) || parseDimensions(parser, value));
  }
  template <typename AttrT>
  ParseResult list(StringRef name, SmallVector<AttrT> &value) {
    return failure(key(name) || parseAttrList(parser, value));
  }

private:
  AsmParser &parser;
  bool first = true;
};
} // namespace

Attribute ChipDescAttr::parse(AsmParser &parser, Type) {
  ChipDescParser fields(parser);
  SmallVector<int64_t> grid, offsets, dramGrid;
  unsigned l1Size, dramChannels, dramChannelSize, l1Align, pcieAlign, dramAlign;
  unsigned l1Base, eriscBase, dramBase, dramEnd, dstTiles, cbs, computeThreads, moveThreads;
  SmallVector<DataTypeAttr> dataTypes;
  SmallVector<TileSizeAttr> tileSizes;
  SmallVector<CoreCoordAttr> banks0, banks1;

  if (parser.parseLBrace() || fields.key("arch"))
    return {};
  FailureOr<ArchAttr> arch = FieldParser<ArchAttr>::parse(parser);
  if (failed(arch) || fields.dimensions("grid", grid) || fields.dimensions("coord_translation_offsets", offsets) ||
      fields.number("l1_size", l1Size) || fields.number("num_dram_channels", dramChannels) ||
      fields.number("dram_channel_size", dramChannelSize) || fields.number("noc_l1_address_align_bytes", l1Align) ||
      fields.number("pcie_address_align_bytes", pcieAlign) ||
      fields.number("noc_dram_address_align_bytes", dramAlign) || fields.number("l1_unreserved_base", l1Base) ||
      fields.number("erisc_l1_unreserved_base", eriscBase) || fields.number("dram_unreserved_base", dramBase) ||
      fields.number("dram_unreserved_end", dramEnd) || fields.list("supported_data_types", dataTypes) ||
      fields.list("supported_tile_sizes", tileSizes) || fields.number("dst_physical_size_tiles", dstTiles) ||
      fields.number("num_cbs", cbs) || fields.number("num_compute_threads", computeThreads) ||
      fields.number("num_datamovement_threads", moveThreads))
    return {};
  while (succeeded(parser.parseOptionalComma())) {
    StringRef name;
    SMLoc location = parser.getCurrentLocation();
    if (parser.parseKeyword(&name) || parser.parseEqual())
      return {};
    ParseResult parsed = success();
    if (name == "dram_grid")
      parsed = parseDimensions(parser, dramGrid);
    else if (name == "dram_bank_to_logical_worker_noc0")
      parsed = parseAttrList(parser, banks0);
    else if (name == "dram_bank_to_logical_worker_noc1")
      parsed = parseAttrList(parser, banks1);
    else
      parsed = parser.emitError(location) << "unknown field '" << name << "' of a chip descriptor";
    if (parsed)
      return {};
  }
  if (parser.parseRBrace())
    return {};
  return get(parser.getContext(), *arch, grid, offsets, l1Size, dramChannels, dramChannelSize, l1Align, pcieAlign,
             dramAlign, l1Base, eriscBase, dramBase, dramEnd, dataTypes, tileSizes, dstTiles, cbs, computeThreads,
             moveThreads, dramGrid, banks0, banks1);
}

void ChipDescAttr::print(AsmPrinter &printer) const {
  printer << "{arch = ";
  printer.printStrippedAttrOrType(getArch());
  printer << ", grid = ";
  printDimensions(printer, getGrid());
  printer << ", coord_translation_offsets = ";
  printDimensions(printer, getCoordTranslationOffsets());
  printer << ", l1_size = " << getL1Size() << ", num_dram_channels = " << getNumDramChannels()
          << ", dram_channel_size = " << getDramChannelSize()
          << ", noc_l1_address_align_bytes = " << getNocL1AddressAlignBytes()
          << ", pcie_address_align_bytes = " << getPcieAddressAlignBytes()
          << ", noc_dram_address_align_bytes = " << getNocDRAMAddressAlignBytes()
          << ", l1_unreserved_base = " << getL1UnreservedBase()
          << ", erisc_l1_unreserved_base = " << getEriscL1UnreservedBase()
          << ", dram_unreserved_base = " << getDramUnreservedBase()
          << ", dram_unreserved_end = " << getDramUnreservedEnd() << ", supported_data_types = ";
  printAttrList(printer, getSupportedDataTypes());
  printer << ", supported_tile_sizes = ";
  printAttrList(printer, getSupportedTileSizes());
  printer << ", dst_physical_size_tiles = " << getDstPhysicalSizeTiles() << ", num_cbs = " << getNumCBs()
          << ", num_compute_threads = " << getNumComputeThreads()
          << ", num_datamovement_threads = " << getNumDatamovementThreads();
  if (!getDramGrid().empty()) {
    printer << ", dram_grid = ";
    printDimensions(printer, getDramGrid());
  }
  if (!getDramBankToLogicalWorkerNoc0().empty()) {
    printer << ", dram_bank_to_logical_worker_noc0 = ";
    printAttrList(printer, getDramBankToLogicalWorkerNoc0());
  }
  if (!getDramBankToLogicalWorkerNoc1().empty()) {
    printer << ", dram_bank_to_logical_worker_noc1 = ";
    printAttrList(printer, getDramBankToLogicalWorkerNoc1());
  }
  printer << '}';
}

//===-- DeviceAttr ----------------------------------------------------------===//

Attribute DeviceAttr::parse(AsmParser &parser, Type) {
  SMLoc location = parser.getCurrentLocation();
  auto key = [&](StringRef name) -> ParseResult { return failure(parser.parseKeyword(name) || parser.parseEqual()); };
  auto grid = [&](GridAttr &result) -> ParseResult {
    FailureOr<GridAttr> parsed = FieldParser<GridAttr>::parse(parser);
    if (succeeded(parsed))
      result = *parsed;
    return failure(failed(parsed));
  };

  GridAttr workerGrid, dramGrid;
  AffineMap l1Map, dramMap;
  SmallVector<int64_t> meshShape;
  SmallVector<unsigned> chipIds;
  SmallVector<Topology> topology;
  if (parser.parseLess() || key("workerGrid") || grid(workerGrid) || parser.parseComma())
    return {};
  if (succeeded(parser.parseOptionalKeyword("dramGrid")) &&
      (parser.parseEqual() || grid(dramGrid) || parser.parseComma()))
    return {};
  if (key("l1Map") || parser.parseAffineMap(l1Map) || parser.parseComma() || key("dramMap") ||
      parser.parseAffineMap(dramMap) || parser.parseComma() || key("meshShape") || parseDimensions(parser, meshShape) ||
      parser.parseComma() || key("chipIds") || parser.parseCommaSeparatedList(AsmParser::Delimiter::Square, [&] {
        return parser.parseInteger(chipIds.emplace_back());
      }))
    return {};
  if (succeeded(parser.parseOptionalComma())) {
    if (key("meshTopology") || parser.parseCommaSeparatedList(AsmParser::Delimiter::Square, [&]() -> ParseResult {
          FailureOr<Topology> parsed = FieldParser<Topology>::parse(parser);
          if (succeeded(parsed))
            topology.push_back(*parsed);
          return failure(failed(parsed));
        }))
      return {};
  }
  if (parser.parseGreater())
    return {};
  return parser.getChecked<DeviceAttr>(location, parser.getContext(), workerGrid, dramGrid, l1Map, dramMap,
                                       ArrayRef<int64_t>(meshShape), ArrayRef<unsigned>(chipIds),
                                       ArrayRef<Topology>(topology));
}

void DeviceAttr::print(AsmPrinter &printer) const {
  printer << "<workerGrid = " << getWorkerGrid();
  if (getDramGrid())
    printer << ", dramGrid = " << getDramGrid();
  printer << ", l1Map = " << getL1Map() << ", dramMap = " << getDramMap() << ", meshShape = ";
  printDimensions(printer, getMeshShape());
  printer << ", chipIds = [";
  llvm::interleaveComma(getChipIds(), printer);
  printer << ']';
  if (!getMeshTopology().empty()) {
    printer << ", meshTopology = [";
    llvm::interleaveComma(getMeshTopology(), printer,
                          [&](Topology topology) { printer << stringifyTopology(topology); });
    printer << ']';
  }
  printer << '>';
}

LogicalResult DeviceAttr::verify(function_ref<InFlightDiagnostic()> emitError, GridAttr, GridAttr, AffineMap, AffineMap,
                                 ArrayRef<int64_t> meshShape, ArrayRef<unsigned> chipIds,
                                 ArrayRef<Topology> meshTopology) {
  if (chipIds.empty())
    return emitError() << "a device needs at least one chip";
  int64_t chips = ShapedType::getNumElements(meshShape);
  if (chips != static_cast<int64_t>(chipIds.size()))
    return emitError() << "meshShape holds " << chips << " chip(s), but chipIds names " << chipIds.size();
  if (!meshTopology.empty() && meshTopology.size() != meshShape.size())
    return emitError() << "meshTopology names " << meshTopology.size() << " axes, but meshShape has "
                       << meshShape.size();
  return success();
}

//===-- SystemDescAttr ------------------------------------------------------===//

LogicalResult SystemDescAttr::verify(function_ref<InFlightDiagnostic()> emitError, ArrayRef<CPUDescAttr>,
                                     ArrayRef<ChipDescAttr> chipDescs, ArrayRef<unsigned> chipDescIndices,
                                     ArrayRef<ChipCapabilityAttr> chipCapabilities, ArrayRef<ChipCoordAttr> chipCoords,
                                     ArrayRef<ChipChannelAttr> chipChannels) {
  if (chipDescIndices.empty())
    return emitError() << "a system needs at least one chip";
  for (auto [chip, desc] : llvm::enumerate(chipDescIndices))
    if (desc >= chipDescs.size())
      return emitError() << "chip " << chip << " has descriptor " << desc << ", but there are only "
                         << chipDescs.size();
  if (chipCapabilities.size() != chipDescIndices.size() || chipCoords.size() != chipDescIndices.size())
    return emitError() << "a system of " << chipDescIndices.size() << " chip(s) needs as many capabilities ("
                       << chipCapabilities.size() << " given) and coordinates (" << chipCoords.size() << " given)";
  for (ChipChannelAttr channel : chipChannels)
    if (channel.getDeviceId0() >= chipDescIndices.size() || channel.getDeviceId1() >= chipDescIndices.size())
      return emitError() << "a channel joins chips " << channel.getDeviceId0() << " and " << channel.getDeviceId1()
                         << ", but there are only " << chipDescIndices.size();
  return success();
}

//===-- MetalLayoutAttr -----------------------------------------------------===//

Attribute MetalLayoutAttr::parse(AsmParser &parser, Type) {
  SMLoc location = parser.getCurrentLocation();
  auto key = [&](StringRef name) -> ParseResult { return failure(parser.parseKeyword(name) || parser.parseEqual()); };
  SmallVector<int64_t> shape, alignments;
  DenseIntElementsAttr intervals;
  if (parser.parseLess() || key("logical_shape") || parseDimensions(parser, shape) || parser.parseComma() ||
      key("dim_alignments") || parseDimensions(parser, alignments) || parser.parseComma() ||
      key("collapsed_intervals") || parser.parseAttribute(intervals) || parser.parseComma())
    return {};
  // Older programs name the value of padding elements before the memory space.
  for (uint32_t value = 0; value <= getMaxEnumValForOOBVal(); ++value)
    if (std::optional<OOBVal> fill = symbolizeOOBVal(value))
      if (succeeded(parser.parseOptionalKeyword(stringifyOOBVal(*fill)))) {
        if (parser.parseComma())
          return {};
        break;
      }
  FailureOr<MemorySpace> memorySpace = FieldParser<MemorySpace>::parse(parser);
  if (failed(memorySpace))
    return {};
  TensorMemoryLayout layout = TensorMemoryLayout::Sharded;
  if (succeeded(parser.parseOptionalComma())) {
    FailureOr<TensorMemoryLayout> parsed = FieldParser<TensorMemoryLayout>::parse(parser);
    if (failed(parsed))
      return {};
    layout = *parsed;
  }
  if (parser.parseGreater())
    return {};
  return parser.getChecked<MetalLayoutAttr>(location, parser.getContext(), ArrayRef<int64_t>(shape),
                                            ArrayRef<int64_t>(alignments), intervals, *memorySpace, layout);
}

void MetalLayoutAttr::print(AsmPrinter &printer) const {
  printer << "<logical_shape = ";
  printDimensions(printer, getLogicalShape());
  printer << ", dim_alignments = ";
  printDimensions(printer, getDimAlignments());
  printer << ", collapsed_intervals = " << getCollapsedIntervals() << ", " << stringifyMemorySpace(getMemorySpace())
          << ", " << stringifyTensorMemoryLayout(getMemoryLayout()) << '>';
}

LogicalResult MetalLayoutAttr::verify(function_ref<InFlightDiagnostic()> emitError, ArrayRef<int64_t>,
                                      ArrayRef<int64_t>, DenseIntElementsAttr intervals, MemorySpace,
                                      TensorMemoryLayout) {
  auto type = cast<ShapedType>(intervals.getType());
  if (type.getRank() != 2 || type.getDimSize(1) != 2)
    return emitError() << "collapsed_intervals must be pairs of dimensions (Nx2), but got " << type;
  return success();
}

//===-- Layouts of buffers --------------------------------------------------===//

AffineMap HostLayoutAttr::getAffineMap() const { return identityMap(getContext(), getLogicalShape().size()); }
// The stride covers the shard alone; the buffer's type has the grid's dimensions before it.
AffineMap ShardLayoutAttr::getAffineMap() const { return identityMap(getContext(), getStride().size() * 2); }
AffineMap InterleavedLayoutAttr::getAffineMap() const { return identityMap(getContext(), getStride().size() * 2); }
AffineMap CBLayoutAttr::getAffineMap() const { return identityMap(getContext(), getStride().size()); }
AffineMap ViewLayoutAttr::getAffineMap() const { return identityMap(getContext(), getRank()); }

void TTCoreDialect::registerAttributes() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "ttmlir/Dialect/TTCore/IR/TTCoreAttrs.cpp.inc"
      >();
}
