// Translation between MLIR's element types and the data types of the stack.
#ifndef TTMLIR_DIALECT_TTCORE_IR_DATATYPES_H
#define TTMLIR_DIALECT_TTCORE_IR_DATATYPES_H

#include <optional>

#include "ttmlir/Dialect/TTCore/IR/TTCoreTypes.h"

namespace mlir::tt::ttcore {

/// The data type that holds elements of `elementType`; nothing if there is none
/// (64-bit types, index, ...). Signless i32 counts as si32, and signless i16 and
/// i8 as their unsigned kin. A tile type has the data type of its elements.
std::optional<DataType> elementTypeToDataType(Type elementType);

/// The element type that stands for `dataType`. Block floats have none of their
/// own: they are seen as bf16 (`bfp_bf*`) or f16 (`bfp_f*`).
Type dataTypeToElementType(MLIRContext *context, DataType dataType);

/// Whether elements share an exponent with their neighbours in a row of 16.
bool isBlockFloat(DataType dataType);

/// Bits of one element, without a block float's shared exponent; 8 for i1.
unsigned getElementSizeBits(DataType dataType);

/// Bytes of one element, for types that are not block floats.
unsigned getElementSizeBytes(DataType dataType);

/// Bytes of a tile, shared exponents included.
uint64_t getTileSizeBytes(DataType dataType, int64_t height, int64_t width);

} // namespace mlir::tt::ttcore

#endif // TTMLIR_DIALECT_TTCORE_IR_DATATYPES_H
