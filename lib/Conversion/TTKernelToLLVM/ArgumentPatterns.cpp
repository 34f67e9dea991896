// What a kernel is told: arguments, coordinates, and the scalars it makes of them.
#include "Patterns.h"

#include "ttmlir/Dialect/TTKernel/IR/TTKernelOps.h"

namespace mlir::tt::ttkernel {
namespace {

Value lowerArgument(GetArgValOp op, GetArgValOp::Adaptor operands, CardBuilder &card) {
  return card.argument(Missing::RuntimeArgument, operands.getArgIndex());
}

Value lowerCommonArgument(GetCommonArgValOp op, GetCommonArgValOp::Adaptor operands, CardBuilder &card) {
  return card.argument(Missing::CommonArgument, operands.getArgIndex());
}

Value lowerCompileTimeArgument(GetCompileArgValOp op, GetCompileArgValOp::Adaptor, CardBuilder &card) {
  return card.constant(card.facts.compileTimeArgs[op.getArgIndex()]);
}

// Both networks find a tile under the same coordinates on the simulated card.
Value lowerMyX(MyXOp op, MyXOp::Adaptor, CardBuilder &card) { return card.record(offsetof(LaunchRecord, nocX)); }
Value lowerMyY(MyYOp op, MyYOp::Adaptor, CardBuilder &card) { return card.record(offsetof(LaunchRecord, nocY)); }

Value lowerMyLogicalX(MyLogicalXOp op, MyLogicalXOp::Adaptor, CardBuilder &card) {
  return card.record(offsetof(LaunchRecord, logicalX));
}
Value lowerMyLogicalY(MyLogicalYOp op, MyLogicalYOp::Adaptor, CardBuilder &card) {
  return card.record(offsetof(LaunchRecord, logicalY));
}

// Workers lie on the network as in the grid, from another origin.
Value translate(CardBuilder &card, Value logical, size_t nocOffset, size_t logicalOffset) {
  return card.add(logical, card.sub(card.record(nocOffset), card.record(logicalOffset)));
}
Value lowerToTranslatedX(ConvertLogicalXToTranslatedOp op, ConvertLogicalXToTranslatedOp::Adaptor operands,
                         CardBuilder &card) {
  return translate(card, operands.getLogicalX(), offsetof(LaunchRecord, nocX), offsetof(LaunchRecord, logicalX));
}
Value lowerToTranslatedY(ConvertLogicalYToTranslatedOp op, ConvertLogicalYToTranslatedOp::Adaptor operands,
                         CardBuilder &card) {
  return translate(card, operands.getLogicalY(), offsetof(LaunchRecord, nocY), offsetof(LaunchRecord, logicalY));
}

/// Whether a float is greater than another, by their bits (IEEE 754 5.11): without sign bits, order is that of
/// integers; for negative ones it is the other way round; zeros are equal; NaN is not greater than anything.
Value isGreater(CardBuilder &card, Value left, Value right) {
  Value magnitudeMask = card.constant(0x7fffffff);
  Value infinity = card.constant(0x7f800000);
  auto ordered = [&](Value bits) {
    return card.bitXor(bits, card.bitAnd(card.shiftRightSigned(bits, 31), magnitudeMask));
  };
  auto isNumber = [&](Value bits) {
    return card.compare(LLVM::ICmpPredicate::ule, card.bitAnd(bits, magnitudeMask), infinity);
  };
  Value greater = card.compare(LLVM::ICmpPredicate::sgt, ordered(left), ordered(right));
  Value notBothZero =
      card.compare(LLVM::ICmpPredicate::ne, card.bitAnd(card.bitOr(left, right), magnitudeMask), card.constant(0));
  return card.bitAnd(card.bitAnd(greater, notBothZero), card.bitAnd(isNumber(left), isNumber(right)));
}

Value lowerFloat32Greater(Float32GreaterOp op, Float32GreaterOp::Adaptor operands, CardBuilder &card) {
  return isGreater(card, operands.getF32A(), operands.getF32B());
}

Value lowerBfloat16Greater(Bfloat16GreaterOp op, Bfloat16GreaterOp::Adaptor operands, CardBuilder &card) {
  return isGreater(card, card.shiftLeft(card.word(operands.getBf16A()), 16),
                   card.shiftLeft(card.word(operands.getBf16B()), 16));
}

struct BitcastPattern : ConvertOpToLLVMPattern<BitcastOp> {
  BitcastPattern(const LLVMTypeConverter &types, const KernelFacts &) : ConvertOpToLLVMPattern(types) {}

  LogicalResult matchAndRewrite(BitcastOp op, OpAdaptor operands, ConversionPatternRewriter &rewriter) const override {
    Type type = getTypeConverter()->convertType(op.getType());
    if (!type || !type.isIntOrFloat())
      return rewriter.notifyMatchFailure(op, "the result is neither an integer nor a float");
    Value bits = operands.getInput();
    if (unsigned width = type.getIntOrFloatBitWidth(); width < 32)
      bits = LLVM::TruncOp::create(rewriter, op.getLoc(), rewriter.getIntegerType(width), bits);
    rewriter.replaceOpWithNewOp<LLVM::BitcastOp>(op, type, bits);
    return success();
  }
};

} // namespace

void populateArgumentPatterns(RewritePatternSet &patterns, const LLVMTypeConverter &types, const KernelFacts &facts) {
  patterns
      .add<CardPattern<GetArgValOp, lowerArgument>, CardPattern<GetCommonArgValOp, lowerCommonArgument>,
           CardPattern<GetCompileArgValOp, lowerCompileTimeArgument>, CardPattern<MyXOp, lowerMyX>,
           CardPattern<MyYOp, lowerMyY>, CardPattern<MyLogicalXOp, lowerMyLogicalX>,
           CardPattern<MyLogicalYOp, lowerMyLogicalY>, CardPattern<ConvertLogicalXToTranslatedOp, lowerToTranslatedX>,
           CardPattern<ConvertLogicalYToTranslatedOp, lowerToTranslatedY>,
           CardPattern<Float32GreaterOp, lowerFloat32Greater>, CardPattern<Bfloat16GreaterOp, lowerBfloat16Greater>,
           BitcastPattern>(types, facts);
}

} // namespace mlir::tt::ttkernel
