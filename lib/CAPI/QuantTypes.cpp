// C API: types of the dialect quant that are checked before they are made.
#include "ttmlir-c/QuantTypes.h"

#include "mlir/CAPI/IR.h"
#include "mlir/Dialect/Quant/IR/QuantTypes.h"

using namespace mlir;
using namespace mlir::quant;

namespace {
/// `getChecked` of `Type` with `arguments`, its errors at `location`.
template <typename Type, typename... Arguments>
MlirType make(MlirLocation location, const Arguments &...arguments) {
  return wrap(mlir::Type(Type::getChecked([&] { return emitError(unwrap(location)); }, arguments...)));
}
} // namespace

MlirType ttmlirAnyQuantizedTypeGetChecked(MlirLocation location, unsigned flags, MlirType storageType,
                                          MlirType expressedType, int64_t storageTypeMin, int64_t storageTypeMax) {
  return make<AnyQuantizedType>(location, flags, unwrap(storageType), unwrap(expressedType), storageTypeMin,
                                storageTypeMax);
}

MlirType ttmlirUniformQuantizedTypeGetChecked(MlirLocation location, unsigned flags, MlirType storageType,
                                              MlirType expressedType, double scale, int64_t zeroPoint,
                                              int64_t storageTypeMin, int64_t storageTypeMax) {
  return make<UniformQuantizedType>(location, flags, unwrap(storageType), unwrap(expressedType), scale, zeroPoint,
                                    storageTypeMin, storageTypeMax);
}

MlirType ttmlirUniformQuantizedPerAxisTypeGetChecked(MlirLocation location, unsigned flags, MlirType storageType,
                                                     MlirType expressedType, intptr_t count, const double *scales,
                                                     const int64_t *zeroPoints, int32_t quantizedDimension,
                                                     int64_t storageTypeMin, int64_t storageTypeMax) {
  return make<UniformQuantizedPerAxisType>(
      location, flags, unwrap(storageType), unwrap(expressedType), llvm::ArrayRef<double>(scales, count),
      llvm::ArrayRef<int64_t>(zeroPoints, count), quantizedDimension, storageTypeMin, storageTypeMax);
}

MlirType ttmlirUniformQuantizedSubChannelTypeGetChecked(MlirLocation location, unsigned flags, MlirType storageType,
                                                        MlirType expressedType, MlirAttribute scales,
                                                        MlirAttribute zeroPoints, intptr_t count,
                                                        const int32_t *quantizedDimensions, const int64_t *blockSizes,
                                                        int64_t storageTypeMin, int64_t storageTypeMax) {
  auto scaleElements = dyn_cast<DenseElementsAttr>(unwrap(scales));
  auto zeroPointElements = dyn_cast<DenseElementsAttr>(unwrap(zeroPoints));
  if (!scaleElements || !zeroPointElements) {
    emitError(unwrap(location)) << "expected dense elements as scales and zero points";
    return {nullptr};
  }
  return make<UniformQuantizedSubChannelType>(
      location, flags, unwrap(storageType), unwrap(expressedType), scaleElements, zeroPointElements,
      llvm::ArrayRef<int32_t>(quantizedDimensions, count), llvm::ArrayRef<int64_t>(blockSizes, count), storageTypeMin,
      storageTypeMax);
}

MlirType ttmlirCalibratedQuantizedTypeGetChecked(MlirLocation location, MlirType expressedType, double min,
                                                 double max) {
  return make<CalibratedQuantizedType>(location, unwrap(expressedType), min, max);
}
