// What is not generated of the dialect: registration, verifiers, and the types of results.
#include "ImageDialect.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace imaging;

// The size as a tensor's shape is written, 48x64: the parser's words would make `x64` one of them.
static ParseResult parseSize(AsmParser &parser, int64_t &height, int64_t &width) {
  SmallVector<int64_t, 2> size;
  SMLoc location = parser.getCurrentLocation();
  if (parser.parseDimensionList(size, /*allowDynamic=*/false, /*withTrailingX=*/false))
    return failure();
  if (size.size() != 2)
    return parser.emitError(location, "expected height x width, got ") << size.size() << " numbers";
  height = size[0];
  width = size[1];
  return success();
}
static void printSize(AsmPrinter &printer, int64_t height, int64_t width) { printer << height << 'x' << width; }

#include "ImageDialect.cpp.inc"
#include "ImageEnums.cpp.inc"
#define GET_ATTRDEF_CLASSES
#include "ImageAttrs.cpp.inc"
#define GET_TYPEDEF_CLASSES
#include "ImageTypes.cpp.inc"
#define GET_OP_CLASSES
#include "ImageOps.cpp.inc"

void ImageDialect::registerAttributes() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "ImageAttrs.cpp.inc"
      >();
}

void ImageDialect::registerTypes() {
  addTypes<
#define GET_TYPEDEF_LIST
#include "ImageTypes.cpp.inc"
      >();
}

void ImageDialect::initialize() {
  registerAttributes();
  registerTypes();
  addOperations<
#define GET_OP_LIST
#include "ImageOps.cpp.inc"
      >();
}

LogicalResult WindowAttr::verify(function_ref<InFlightDiagnostic()> emitError, int64_t top, int64_t left,
                                 int64_t height, int64_t width) {
  if (top < 0 || left < 0 || height < 1 || width < 1)
    return emitError() << "expected a window of one pixel or more at 0 or more, got " << height << "x" << width
                       << " at " << top << ", " << left;
  return success();
}

LogicalResult PictureType::verify(function_ref<InFlightDiagnostic()> emitError, int64_t height, int64_t width,
                                  ColorSpace space) {
  if (height < 1 || width < 1)
    return emitError() << "expected a picture of one pixel or more, got " << height << "x" << width;
  return success();
}

LogicalResult CropOp::inferReturnTypes(MLIRContext *context, std::optional<Location> location, Adaptor adaptor,
                                       SmallVectorImpl<Type> &types) {
  auto input = cast<PictureType>(adaptor.getInput().getType());
  WindowAttr window = adaptor.getWindow();
  // Written so that no sum overflows.
  if (window.getTop() > input.getHeight() - window.getHeight() ||
      window.getLeft() > input.getWidth() - window.getWidth())
    return emitOptionalError(location, "the window ", window, " is not within ", input);
  types.push_back(PictureType::get(context, window.getHeight(), window.getWidth(), input.getSpace()));
  return success();
}

LogicalResult ConvertOp::inferReturnTypes(MLIRContext *context, std::optional<Location>, Adaptor adaptor,
                                          SmallVectorImpl<Type> &types) {
  auto input = cast<PictureType>(adaptor.getInput().getType());
  types.push_back(PictureType::get(context, input.getHeight(), input.getWidth(), adaptor.getTo()));
  return success();
}

LogicalResult ToTensorOp::inferReturnTypes(MLIRContext *context, std::optional<Location>, Adaptor adaptor,
                                           SmallVectorImpl<Type> &types) {
  auto input = cast<PictureType>(adaptor.getInput().getType());
  types.push_back(
      RankedTensorType::get({input.getHeight(), input.getWidth(), input.getChannels()}, Float32Type::get(context)));
  return success();
}
