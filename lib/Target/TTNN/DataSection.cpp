// Collects the constants of a Binary: where each lies in the data section, without copying what attributes hold.
#include "DataSection.h"

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "tenon/schema/version.h"
#include "llvm/Support/MathExtras.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <cstring>

namespace mlir::tt::ttnn {

namespace {

/// Elements of i1 as one byte each: MLIR packs them to bits.
std::vector<char> expandBits(DenseElementsAttr dense) {
  std::vector<char> bytes;
  if (dense.isSplat()) {
    bytes.push_back(dense.getSplatValue<bool>());
    return bytes;
  }
  bytes.reserve(dense.getNumElements());
  for (bool bit : dense.getValues<bool>())
    bytes.push_back(bit);
  return bytes;
}

} // namespace

FailureOr<ConstantPlace> DataSection::add(ElementsAttr value, llvm::function_ref<InFlightDiagnostic()> emitError) {
  Type elementType = value.getElementType();
  uint64_t elementBytes = elementType.isInteger(1) ? 1 : llvm::divideCeil(elementType.getIntOrFloatBitWidth(), 8);
  uint64_t wholeSize = static_cast<uint64_t>(value.getNumElements()) * elementBytes;

  ConstantPlace place;
  ArrayRef<char> bytes;
  if (auto dense = dyn_cast<DenseElementsAttr>(value)) {
    place.splat = dense.isSplat() && value.getNumElements() > 1;
    if (elementType.isInteger(1)) {
      owned.push_back(expandBits(dense));
      bytes = owned.back();
    } else {
      bytes = dense.getRawData();
    }
  } else if (auto resource = dyn_cast<DenseResourceElementsAttr>(value)) {
    AsmResourceBlob *blob = resource.getRawHandle().getBlob();
    if (!blob)
      return emitError() << "the constant's data, resource '" << resource.getRawHandle().getKey()
                         << "', is not in this module",
             failure();
    bytes = blob->getData();
    if (bytes.size() == elementBytes && wholeSize > elementBytes)
      place.splat = true;
  } else {
    return emitError() << "a constant must be a dense or dense_resource attribute", failure();
  }

  uint64_t expected = place.splat ? elementBytes : wholeSize;
  if (bytes.size() != expected)
    return emitError() << "the constant has " << bytes.size() << " bytes where its type needs " << expected, failure();
  place.size = bytes.size();
  place.offset = addBytes(bytes);
  return place;
}

uint64_t DataSection::addBytes(ArrayRef<char> bytes) {
  SmallVector<size_t, 1> &candidates = entriesByHash[XXH3_64bits(bytes.data(), bytes.size()) >> 1];
  for (size_t candidate : candidates)
    if (entries[candidate].bytes == bytes)
      return entries[candidate].offset;
  uint64_t offset = llvm::alignTo(totalSize, ::tt::target::kDataAlignment);
  candidates.push_back(entries.size());
  entries.push_back({bytes, offset});
  totalSize = offset + bytes.size();
  return offset;
}

void DataSection::forEachChunk(llvm::function_ref<void(ArrayRef<char>)> consume) const {
  static constexpr char kZeros[::tt::target::kDataAlignment] = {};
  uint64_t position = 0;
  for (const Entry &entry : entries) {
    if (entry.offset != position)
      consume(ArrayRef(kZeros, entry.offset - position));
    consume(entry.bytes);
    position = entry.offset + entry.bytes.size();
  }
}

} // namespace mlir::tt::ttnn
