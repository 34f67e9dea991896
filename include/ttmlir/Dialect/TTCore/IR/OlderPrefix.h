// The name `tt` that the ttcore dialect had before, for programs that are written with it.
#ifndef TTMLIR_DIALECT_TTCORE_IR_OLDERPREFIX_H
#define TTMLIR_DIALECT_TTCORE_IR_OLDERPREFIX_H

#include "mlir/IR/Dialect.h"

namespace mlir::tt::ttcore {

/// Reads `#tt.…` and `!tt.…` as attributes and types of ttcore, under whose name they are printed. Has nothing of its
/// own. Operations are not read under the older name.
class OlderPrefixDialect : public Dialect {
public:
  static constexpr llvm::StringLiteral getDialectNamespace() { return "tt"; }

  explicit OlderPrefixDialect(MLIRContext *context);

  Attribute parseAttribute(DialectAsmParser &parser, Type type) const override;
  Type parseType(DialectAsmParser &parser) const override;

  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(OlderPrefixDialect)
};

/// Gives the discardable attributes of `root`, of what is in it and of arguments and results of functions that are
/// named `tt.…` their name in ttcore.
void renameOlderAttributes(Operation *root);

} // namespace mlir::tt::ttcore

#endif // TTMLIR_DIALECT_TTCORE_IR_OLDERPREFIX_H
