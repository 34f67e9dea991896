// Ops that are services of the card by name: operands and attributes in order are the words of the call.
#include "Patterns.h"

#include "ttmlir/Dialect/TTKernel/IR/OpFacts.h"
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOps.h"

namespace mlir::tt::ttkernel {
namespace {

struct ServicePattern : ConversionPattern {
  ServicePattern(const LLVMTypeConverter &types, const KernelFacts &facts)
      : ConversionPattern(types, Pattern::MatchAnyOpTypeTag(), /*benefit=*/0, &types.getContext()), facts(facts) {}

  LogicalResult matchAndRewrite(Operation *op, ArrayRef<Value> operands,
                                ConversionPatternRewriter &rewriter) const override {
    if (!isa<TTKernelDialect>(op->getDialect()))
      return failure();
    const ServiceFacts *service = findService(op->getName());
    if (!service || countWords(op) != service->arguments)
      return rewriter.notifyMatchFailure(op, "no service of the card takes its operands and attributes");
    CardBuilder card(rewriter, op, facts);
    llvm::SmallVector<Value> words;
    for (auto [operand, type] : llvm::zip_equal(operands, op->getOperandTypes())) {
      if (isa<NocAddrType>(type))
        words.append({card.low(operand), card.high(operand)});
      else
        words.push_back(card.word(operand));
    }
    for (const AttributeFacts &attribute : attributesInOrder(op->getName().getStringRef()))
      words.push_back(card.constant(attributeWord(op, attribute)));
    Value result = card.call(service->service, words);
    if (op->getNumResults() == 1)
      rewriter.replaceOp(op, result);
    else
      rewriter.eraseOp(op);
    return success();
  }

  const KernelFacts &facts;
};

void lowerStartup(ComputeKernelHWStartupOp op, ComputeKernelHWStartupOp::Adaptor operands, CardBuilder &card) {
  Value second = operands.getIcb1() ? operands.getIcb1() : operands.getIcb0();
  card.call(Service::compute_kernel_hw_startup, {operands.getIcb0(), second, operands.getOcb()});
}

struct UnreachablePattern : ConvertOpToLLVMPattern<UnreachableOp> {
  UnreachablePattern(const LLVMTypeConverter &types, const KernelFacts &facts)
      : ConvertOpToLLVMPattern(types), facts(facts) {}

  LogicalResult matchAndRewrite(UnreachableOp op, OpAdaptor, ConversionPatternRewriter &rewriter) const override {
    CardBuilder(rewriter, op, facts).call(Service::kernel_unreachable, {});
    rewriter.replaceOpWithNewOp<LLVM::UnreachableOp>(op);
    return success();
  }

  const KernelFacts &facts;
};

} // namespace

void populateServicePatterns(RewritePatternSet &patterns, const LLVMTypeConverter &types, const KernelFacts &facts) {
  patterns.add<ServicePattern, UnreachablePattern, CardPattern<ComputeKernelHWStartupOp, lowerStartup>>(types, facts);
}

} // namespace mlir::tt::ttkernel
