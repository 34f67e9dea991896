// The dialect in C: each function unwraps, calls the generated class, and wraps.
#include "ImageC.h"
#include "ImageDialect.h"

#include "mlir/CAPI/IR.h"
#include "mlir/CAPI/Registration.h"

using namespace imaging;

MLIR_DEFINE_CAPI_DIALECT_REGISTRATION(Image, image, ImageDialect)

/// The enumeration's case of a number; where there is none, nothing and a diagnostic.
static std::optional<ColorSpace> toColorSpace(MlirContext context, uint32_t number) {
  std::optional<ColorSpace> space = symbolizeColorSpace(number);
  if (!space)
    mlir::emitError(mlir::UnknownLoc::get(unwrap(context))) << "there is no color space of number " << number;
  return space;
}

MlirAttribute imageColorSpaceAttrGet(MlirContext context, uint32_t space) {
  std::optional<ColorSpace> known = toColorSpace(context, space);
  return wrap(known ? ColorSpaceAttr::get(unwrap(context), *known) : mlir::Attribute());
}
bool imageAttributeIsAColorSpace(MlirAttribute attribute) { return llvm::isa<ColorSpaceAttr>(unwrap(attribute)); }
MlirTypeID imageColorSpaceAttrGetTypeID() { return wrap(ColorSpaceAttr::getTypeID()); }
uint32_t imageColorSpaceAttrGetValue(MlirAttribute attribute) {
  return static_cast<uint32_t>(llvm::cast<ColorSpaceAttr>(unwrap(attribute)).getValue());
}

static WindowAttr toWindow(MlirAttribute attribute) { return llvm::cast<WindowAttr>(unwrap(attribute)); }

MlirAttribute imageWindowAttrGet(MlirContext context, int64_t top, int64_t left, int64_t height, int64_t width) {
  mlir::MLIRContext *unwrapped = unwrap(context);
  auto emitError = [&] { return mlir::emitError(mlir::UnknownLoc::get(unwrapped)); };
  return wrap(mlir::Attribute(WindowAttr::getChecked(emitError, unwrapped, top, left, height, width)));
}
bool imageAttributeIsAWindow(MlirAttribute attribute) { return llvm::isa<WindowAttr>(unwrap(attribute)); }
MlirTypeID imageWindowAttrGetTypeID() { return wrap(WindowAttr::getTypeID()); }
int64_t imageWindowAttrGetTop(MlirAttribute window) { return toWindow(window).getTop(); }
int64_t imageWindowAttrGetLeft(MlirAttribute window) { return toWindow(window).getLeft(); }
int64_t imageWindowAttrGetHeight(MlirAttribute window) { return toWindow(window).getHeight(); }
int64_t imageWindowAttrGetWidth(MlirAttribute window) { return toWindow(window).getWidth(); }

static PictureType toPicture(MlirType type) { return llvm::cast<PictureType>(unwrap(type)); }

MlirType imagePictureTypeGet(MlirContext context, int64_t height, int64_t width, uint32_t space) {
  mlir::MLIRContext *unwrapped = unwrap(context);
  auto emitError = [&] { return mlir::emitError(mlir::UnknownLoc::get(unwrapped)); };
  std::optional<ColorSpace> known = toColorSpace(context, space);
  if (!known)
    return {nullptr};
  return wrap(mlir::Type(PictureType::getChecked(emitError, unwrapped, height, width, *known)));
}
bool imageTypeIsAPicture(MlirType type) { return llvm::isa<PictureType>(unwrap(type)); }
MlirTypeID imagePictureTypeGetTypeID() { return wrap(PictureType::getTypeID()); }
int64_t imagePictureTypeGetHeight(MlirType picture) { return toPicture(picture).getHeight(); }
int64_t imagePictureTypeGetWidth(MlirType picture) { return toPicture(picture).getWidth(); }
uint32_t imagePictureTypeGetColorSpace(MlirType picture) {
  return static_cast<uint32_t>(toPicture(picture).getSpace());
}
