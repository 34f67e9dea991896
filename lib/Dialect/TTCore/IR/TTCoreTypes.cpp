// Parsing, printing and checks of the types of ttcore.
#include "ttmlir/Dialect/TTCore/IR/TTCoreTypes.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"

#include "ttmlir/Dialect/TTCore/IR/DataTypes.h"

using namespace mlir;
using namespace mlir::tt::ttcore;

/// `32x32, f32`: the dimensions have no trailing `x`.
static ParseResult parseTileShape(AsmParser &parser, SmallVector<int64_t> &shape, DataType &dataType) {
  if (parser.parseDimensionList(shape, /*allowDynamic=*/false, /*withTrailingX=*/false) || parser.parseComma())
    return failure();
  FailureOr<DataType> parsed = FieldParser<DataType>::parse(parser);
  if (failed(parsed))
    return failure();
  dataType = *parsed;
  return success();
}

static void printTileShape(AsmPrinter &printer, ArrayRef<int64_t> shape, DataType dataType) {
  printer.printDimensionList(shape);
  printer << ", " << stringifyDataType(dataType);
}

#define GET_TYPEDEF_CLASSES
#include "ttmlir/Dialect/TTCore/IR/TTCoreTypes.cpp.inc"

LogicalResult TileType::verify(function_ref<InFlightDiagnostic()> emitError, ArrayRef<int64_t> shape,
                               DataType dataType) {
  if (shape.size() != 2 || shape[0] <= 0 || shape[1] <= 0)
    return emitError() << "a tile has a positive height and width, such as 32x32, but got " << shape.size()
                       << " dimension(s)";
  return success();
}

uint64_t TileType::getSizeBytes() const { return getTileSizeBytes(getDataType(), getHeight(), getWidth()); }

Type TileType::getElementType() const { return dataTypeToElementType(getContext(), getDataType()); }

void TTCoreDialect::registerTypes() {
  addTypes<
#define GET_TYPEDEF_LIST
#include "ttmlir/Dialect/TTCore/IR/TTCoreTypes.cpp.inc"
      >();
}
