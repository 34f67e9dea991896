// What the definitions of the ops say that MLIR does not keep: arities of operands, and where the host executes an op.
#ifndef TTMLIR_TARGET_TTNN_OPFACTS_H
#define TTMLIR_TARGET_TTNN_OPFACTS_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

#include <cstdint>

namespace mlir {
class Operation;
} // namespace mlir

namespace mlir::tt::ttnn {

struct OpFacts {
  llvm::StringLiteral name;     ///< "ttnn.linear"
  llvm::StringLiteral operands; ///< arities in order: '1' one, '?' optional, '*' variadic
  llvm::StringLiteral results;
  uint16_t hostDtypes; ///< bit n: executed by the host device in the ttcore::DataType of number n
};

/// Null for ops that no Binary may hold.
const OpFacts *findOpFacts(llvm::StringRef opName);

/// How many of the op's operands (results) belong to each operand (result) of its definition.
llvm::SmallVector<uint32_t> operandSegments(Operation *op, const OpFacts &facts);
llvm::SmallVector<uint32_t> resultSegments(Operation *op, const OpFacts &facts);

} // namespace mlir::tt::ttnn

#endif // TTMLIR_TARGET_TTNN_OPFACTS_H
