// The attributes of ttnn: generated code, textual forms, and what makes them
// valid.
#include "ttmlir/Dialect/TTNN/IR/TTNNOpsAttrs.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"

#include "ttmlir/Dialect/TTNN/IR/TTNNOpsEnums.cpp.inc"

using namespace mlir;
using namespace mlir::tt::ttnn;

//===- Textual forms that several attributes share ------------------------===//

// `1x2x3`, or nothing for rank zero.
static ParseResult parseDimensions(AsmParser &parser, SmallVector<int64_t> &dims) {
  return parser.parseDimensionList(dims, /*allowDynamic=*/false,
                                   /*withTrailingX=*/false);
}

static void printDimensions(AsmPrinter &printer, ArrayRef<int64_t> dims) {
  llvm::interleave(dims, printer.getStream(), "x");
}

// `1x2`.
static ParseResult parseDimensionPair(AsmParser &parser, int64_t &y, int64_t &x) {
  SmallVector<int64_t> dims;
  SMLoc loc = parser.getCurrentLocation();
  if (parseDimensions(parser, dims))
    return failure();
  if (dims.size() != 2)
    return parser.emitError(loc) << "expected two dimensions, got " << dims.size();
  y = dims[0];
  x = dims[1];
  return success();
}

static void printDimensionPair(AsmPrinter &printer, int64_t y, int64_t x) { printer << y << "x" << x; }

// `[a, b]`, elements in full or with their kind left out.
template <typename T>
static ParseResult parseShortList(AsmParser &parser, SmallVector<T> &elements) {
  return parser.parseCommaSeparatedList(AsmParser::Delimiter::Square, [&]() -> ParseResult {
    FailureOr<T> element = FieldParser<T>::parse(parser);
    if (failed(element))
      return failure();
    elements.push_back(*element);
    return success();
  });
}

template <typename T>
static void printShortList(AsmPrinter &printer, ArrayRef<T> elements) {
  printer << "[";
  llvm::interleaveComma(elements, printer.getStream(), [&](T element) { printer.printStrippedAttrOrType(element); });
  printer << "]";
}

template <typename T>
static ParseResult parseFullList(AsmParser &parser, SmallVector<T> &elements) {
  return parseShortList(parser, elements);
}

template <typename T>
static void printFullList(AsmPrinter &printer, ArrayRef<T> elements) {
  printer << "[";
  llvm::interleaveComma(elements, printer.getStream(), [&](T element) { printer << element; });
  printer << "]";
}

static ParseResult parseUnpackModes(AsmParser &parser, SmallVector<ComputeKernelUnpackToDestMode> &modes) {
  return parseShortList(parser, modes);
}

static void printUnpackModes(AsmPrinter &printer, ArrayRef<ComputeKernelUnpackToDestMode> modes) {
  printer << "[";
  llvm::interleaveComma(modes, printer.getStream(), [&](ComputeKernelUnpackToDestMode mode) {
    printer << stringifyComputeKernelUnpackToDestMode(mode);
  });
  printer << "]";
}

// `, keyword = [...]`, or nothing for no elements.
template <typename T>
static ParseResult parseTrailingList(AsmParser &parser, StringRef keyword, SmallVector<T> &elements) {
  if (failed(parser.parseOptionalComma()))
    return success();
  if (parser.parseKeyword(keyword) || parser.parseEqual())
    return failure();
  return parseShortList(parser, elements);
}

static ParseResult parseUnaryParams(AsmParser &parser, SmallVector<FloatAttr> &params) {
  return parseTrailingList(parser, "params", params);
}

static void printUnaryParams(AsmPrinter &printer, ArrayRef<FloatAttr> params) {
  if (params.empty())
    return;
  printer << ", params = ";
  printFullList(printer, params);
}

static ParseResult parseMeshShapeOverride(AsmParser &parser, SmallVector<IntegerAttr> &shape) {
  return parseTrailingList(parser, "mesh_shape_override", shape);
}

static void printMeshShapeOverride(AsmPrinter &printer, ArrayRef<IntegerAttr> shape) {
  if (shape.empty())
    return;
  printer << ", mesh_shape_override = ";
  printFullList(printer, shape);
}

static ParseResult parseRuntimeArgs(AsmParser &parser, SmallVector<CoreRuntimeArgsAttr> &args) {
  return parseTrailingList(parser, "rt_args", args);
}

static void printRuntimeArgs(AsmPrinter &printer, ArrayRef<CoreRuntimeArgsAttr> args) {
  printer << ", rt_args = ";
  printFullList(printer, args);
}

// `(0,1)`.
template <typename T>
static ParseResult parseCoordinate(AsmParser &parser, T &first, T &second) {
  return failure(parser.parseLParen() || parser.parseInteger(first) || parser.parseComma() ||
                 parser.parseInteger(second) || parser.parseRParen());
}

#define GET_ATTRDEF_CLASSES
#include "ttmlir/Dialect/TTNN/IR/TTNNOpsAttrs.cpp.inc"

void TTNNDialect::registerAttributes() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "ttmlir/Dialect/TTNN/IR/TTNNOpsAttrs.cpp.inc"
      >();
}

//===- Cores --------------------------------------------------------------===//

Attribute CoreRangeAttr::parse(AsmParser &parser, Type) {
  uint64_t x0, y0, x1, y1;
  if (parser.parseLess() || parseCoordinate(parser, x0, y0) || parser.parseComma() || parseCoordinate(parser, x1, y1) ||
      parser.parseGreater())
    return {};
  MLIRContext *context = parser.getContext();
  return parser.getChecked<CoreRangeAttr>(context, CoreCoordAttr::get(context, x0, y0),
                                          CoreCoordAttr::get(context, x1, y1));
}

void CoreRangeAttr::print(AsmPrinter &printer) const {
  printer << "<(" << getStartCoord().getX() << "," << getStartCoord().getY() << "), (" << getEndCoord().getX() << ","
          << getEndCoord().getY() << ")>";
}

LogicalResult CoreRangeAttr::verify(llvm::function_ref<InFlightDiagnostic()> emitError, CoreCoordAttr start,
                                    CoreCoordAttr end) {
  if (start.getX() > end.getX() || start.getY() > end.getY())
    return emitError() << "core range ends at (" << end.getX() << "," << end.getY() << "), before its start ("
                       << start.getX() << "," << start.getY() << ")";
  return success();
}

Attribute CoreRangeSetAttr::parse(AsmParser &parser, Type) {
  SmallVector<CoreRangeAttr> ranges;
  if (parser.parseLess())
    return {};
  if (succeeded(parser.parseOptionalGreater()))
    return get(parser.getContext(), ranges);
  if (parseShortList(parser, ranges) || parser.parseGreater())
    return {};
  return parser.getChecked<CoreRangeSetAttr>(parser.getContext(), ranges);
}

void CoreRangeSetAttr::print(AsmPrinter &printer) const {
  printer << "<";
  if (!getCoreRanges().empty())
    printFullList(printer, getCoreRanges());
  printer << ">";
}

LogicalResult CoreRangeSetAttr::verify(llvm::function_ref<InFlightDiagnostic()> emitError,
                                       ArrayRef<CoreRangeAttr> ranges) {
  for (size_t i = 0; i < ranges.size(); ++i)
    for (size_t j = 0; j < i; ++j) {
      CoreCoordAttr startA = ranges[i].getStartCoord();
      CoreCoordAttr endA = ranges[i].getEndCoord();
      CoreCoordAttr startB = ranges[j].getStartCoord();
      CoreCoordAttr endB = ranges[j].getEndCoord();
      if (startA.getX() <= endB.getX() && startB.getX() <= endA.getX() && startA.getY() <= endB.getY() &&
          startB.getY() <= endA.getY())
        return emitError() << "core ranges " << ranges[j] << " and " << ranges[i] << " overlap";
    }
  return success();
}

//===- Memory configuration -----------------------------------------------===//

Attribute MemoryConfigAttr::parse(AsmParser &parser, Type) {
  BufferTypeAttr bufferType;
  TensorMemoryLayoutAttr memLayout;
  ShardSpecAttr shardSpec;
  NDShardSpecAttr ndShardSpec;
  if (parser.parseLess() || parser.parseCustomAttributeWithFallback(bufferType))
    return {};
  if (succeeded(parser.parseOptionalComma())) {
    if (parser.parseCustomAttributeWithFallback(memLayout))
      return {};
    if (succeeded(parser.parseOptionalComma())) {
      Attribute spec;
      SMLoc loc = parser.getCurrentLocation();
      if (parser.parseAttribute(spec))
        return {};
      shardSpec = dyn_cast<ShardSpecAttr>(spec);
      ndShardSpec = dyn_cast<NDShardSpecAttr>(spec);
      if (!shardSpec && !ndShardSpec) {
        parser.emitError(loc) << "expected #ttnn.shard_spec or #ttnn.nd_shard_spec, got " << spec;
        return {};
      }
    }
  }
  if (parser.parseGreater())
    return {};
  return parser.getChecked<MemoryConfigAttr>(parser.getContext(), memLayout, bufferType, shardSpec, ndShardSpec);
}

void MemoryConfigAttr::print(AsmPrinter &printer) const {
  printer << "<" << getBufferType();
  if (getTensorMemoryLayout()) {
    printer << ", ";
    printer.printStrippedAttrOrType(getTensorMemoryLayout());
  }
  if (getShardSpec())
    printer << ", " << getShardSpec();
  if (getNdShardSpec())
    printer << ", " << getNdShardSpec();
  printer << ">";
}

LogicalResult MemoryConfigAttr::verify(llvm::function_ref<InFlightDiagnostic()> emitError,
                                       TensorMemoryLayoutAttr memLayout, BufferTypeAttr bufferType,
                                       ShardSpecAttr shardSpec, NDShardSpecAttr ndShardSpec) {
  bool interleaved = !memLayout || memLayout.getValue() == TensorMemoryLayout::Interleaved;
  if ((shardSpec || ndShardSpec) && interleaved)
    return emitError() << "a shard specification needs a sharded memory layout, got "
                       << (memLayout ? stringifyTensorMemoryLayout(memLayout.getValue()) : StringRef("none"));
  if (shardSpec && ndShardSpec)
    return emitError() << "expected one of shard_spec and nd_shard_spec, got "
                          "both";
  if (!interleaved && bufferType.getValue() == BufferType::SystemMemory)
    return emitError() << "a tensor in system memory cannot be sharded";
  return success();
}

//===- Meshes -------------------------------------------------------------===//

Attribute MeshRangeAttr::parse(AsmParser &parser, Type) {
  int64_t y0, x0, y1, x1;
  if (parser.parseLess() || parseCoordinate(parser, y0, x0) || parser.parseComma() || parseCoordinate(parser, y1, x1) ||
      parser.parseGreater())
    return {};
  MLIRContext *context = parser.getContext();
  return get(context, MeshOffsetAttr::get(context, y0, x0), MeshOffsetAttr::get(context, y1, x1));
}

void MeshRangeAttr::print(AsmPrinter &printer) const {
  printer << "<(" << getStartCoord().getY() << "," << getStartCoord().getX() << "), (" << getEndCoord().getY() << ","
          << getEndCoord().getX() << ")>";
}

LogicalResult PlacementAttr::verify(llvm::function_ref<InFlightDiagnostic()> emitError, PlacementType type,
                                    IntegerAttr dim) {
  if (type == PlacementType::Shard && !dim)
    return emitError() << "a shard placement needs the dimension it cuts";
  if (type == PlacementType::Replicate && dim)
    return emitError() << "a replicate placement has no dimension, got " << dim;
  return success();
}
