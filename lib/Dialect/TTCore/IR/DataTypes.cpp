// Translation between MLIR's element types and the data types of the stack.
#include "ttmlir/Dialect/TTCore/IR/DataTypes.h"

#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/MathExtras.h"

namespace mlir::tt::ttcore {

/// Elements of a row of a tile that share one exponent byte.
static constexpr int64_t kBlockFloatGroup = 16;

std::optional<DataType> elementTypeToDataType(Type elementType) {
  if (auto tile = dyn_cast<TileType>(elementType))
    return tile.getDataType();
  if (elementType.isF32())
    return DataType::Float32;
  if (elementType.isF16())
    return DataType::Float16;
  if (elementType.isBF16())
    return DataType::BFloat16;
  auto integer = dyn_cast<IntegerType>(elementType);
  if (!integer)
    return std::nullopt;
  switch (integer.getWidth()) {
  case 1:
    return DataType::Bool;
  case 8:
    return integer.isSigned() ? std::nullopt : std::optional(DataType::UInt8);
  case 16:
    return integer.isSigned() ? std::nullopt : std::optional(DataType::UInt16);
  case 32:
    return integer.isUnsigned() ? DataType::UInt32 : DataType::Int32;
  default:
    return std::nullopt;
  }
}

Type dataTypeToElementType(MLIRContext *context, DataType dataType) {
  auto unsignedType = [&](unsigned width) { return IntegerType::get(context, width, IntegerType::Unsigned); };
  switch (dataType) {
  case DataType::Float32:
    return Float32Type::get(context);
  case DataType::Float16:
  case DataType::BFP_Float8:
  case DataType::BFP_Float4:
  case DataType::BFP_Float2:
    return Float16Type::get(context);
  case DataType::BFloat16:
  case DataType::BFP_BFloat8:
  case DataType::BFP_BFloat4:
  case DataType::BFP_BFloat2:
    return BFloat16Type::get(context);
  case DataType::UInt32:
    return unsignedType(32);
  case DataType::UInt16:
    return unsignedType(16);
  case DataType::UInt8:
    return unsignedType(8);
  case DataType::Int32:
    return IntegerType::get(context, 32, IntegerType::Signed);
  case DataType::Bool:
    return IntegerType::get(context, 1);
  }
  llvm_unreachable("every data type has an element type");
}

bool isBlockFloat(DataType dataType) {
  switch (dataType) {
  case DataType::BFP_Float8:
  case DataType::BFP_BFloat8:
  case DataType::BFP_Float4:
  case DataType::BFP_BFloat4:
  case DataType::BFP_Float2:
  case DataType::BFP_BFloat2:
    return true;
  default:
    return false;
  }
}

unsigned getElementSizeBits(DataType dataType) {
  switch (dataType) {
  case DataType::Float32:
  case DataType::UInt32:
  case DataType::Int32:
    return 32;
  case DataType::Float16:
  case DataType::BFloat16:
  case DataType::UInt16:
    return 16;
  case DataType::BFP_Float8:
  case DataType::BFP_BFloat8:
  case DataType::UInt8:
  case DataType::Bool:
    return 8;
  case DataType::BFP_Float4:
  case DataType::BFP_BFloat4:
    return 4;
  case DataType::BFP_Float2:
  case DataType::BFP_BFloat2:
    return 2;
  }
  llvm_unreachable("every data type has a size");
}

unsigned getElementSizeBytes(DataType dataType) { return llvm::divideCeil(getElementSizeBits(dataType), 8); }

uint64_t getTileSizeBytes(DataType dataType, int64_t height, int64_t width) {
  uint64_t elements = height * width;
  uint64_t bytes = llvm::divideCeil(elements * getElementSizeBits(dataType), 8);
  if (isBlockFloat(dataType))
    bytes += llvm::divideCeil(elements, kBlockFloatGroup);
  return bytes;
}

} // namespace mlir::tt::ttcore
