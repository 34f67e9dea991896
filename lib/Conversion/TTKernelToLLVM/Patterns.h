// The patterns that lower ttkernel, family by family, and what they share.
#ifndef TTMLIR_LIB_CONVERSION_TTKERNELTOLLVM_PATTERNS_H
#define TTMLIR_LIB_CONVERSION_TTKERNELTOLLVM_PATTERNS_H

#include "CardBuilder.h"

#include "mlir/Conversion/LLVMCommon/Pattern.h"
#include "mlir/Conversion/LLVMCommon/TypeConverter.h"

#include <optional>
#include <string>
#include <type_traits>

namespace mlir::tt::ttkernel {

/// A pattern made of one function, which builds what an op stands for and returns its result if it has one.
template <typename OpType, auto lower>
struct CardPattern : ConvertOpToLLVMPattern<OpType> {
  CardPattern(const LLVMTypeConverter &types, const KernelFacts &facts)
      : ConvertOpToLLVMPattern<OpType>(types), facts(facts) {}

  LogicalResult matchAndRewrite(OpType op, typename OpType::Adaptor operands,
                                ConversionPatternRewriter &rewriter) const override {
    CardBuilder card(rewriter, op, facts);
    if constexpr (std::is_void_v<decltype(lower(op, operands, card))>) {
      lower(op, operands, card);
      rewriter.eraseOp(op);
    } else {
      rewriter.replaceOp(op, lower(op, operands, card));
    }
    return success();
  }

  const KernelFacts &facts;
};

void populateAccessorPatterns(RewritePatternSet &patterns, const LLVMTypeConverter &types, const KernelFacts &facts);
void populateArgumentPatterns(RewritePatternSet &patterns, const LLVMTypeConverter &types, const KernelFacts &facts);
void populateMemoryPatterns(RewritePatternSet &patterns, const LLVMTypeConverter &types, const KernelFacts &facts);
void populateNocPatterns(RewritePatternSet &patterns, const LLVMTypeConverter &types, const KernelFacts &facts);
void populatePrintPatterns(RewritePatternSet &patterns, const LLVMTypeConverter &types, const KernelFacts &facts);
void populateSemaphorePatterns(RewritePatternSet &patterns, const LLVMTypeConverter &types, const KernelFacts &facts);
/// Ops that are services of the card by name.
void populateServicePatterns(RewritePatternSet &patterns, const LLVMTypeConverter &types, const KernelFacts &facts);

/// Whether dprint can show a value of this type.
bool isPrintable(Type type);

/// What the accessor type becomes: the base address and the size of a page, words.
Type accessorStruct(MLIRContext *context);
/// What a page's place becomes: a bank, and an offset in pages, words.
Type pageMappingStruct(MLIRContext *context);

} // namespace mlir::tt::ttkernel

#endif // TTMLIR_LIB_CONVERSION_TTKERNELTOLLVM_PATTERNS_H
