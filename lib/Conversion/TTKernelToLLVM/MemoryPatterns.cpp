// Addresses on the network and in L1, and loads and stores of the core's own L1.
#include "Patterns.h"

#include "ttmlir/Dialect/TTKernel/IR/TTKernelOps.h"

namespace mlir::tt::ttkernel {
namespace {

Value lowerNocAddress(GetNocAddrOp op, GetNocAddrOp::Adaptor operands, CardBuilder &card) {
  return card.address(card.nodeHigh(operands.getX(), operands.getY()), operands.getL1Address());
}

Value lowerMulticastAddress(GetNocMulticastAddrOp op, GetNocMulticastAddrOp::Adaptor operands, CardBuilder &card) {
  Value high = card.rectangleHigh(operands.getNocXStart(), operands.getNocYStart(), operands.getNocXEnd(),
                                  operands.getNocYEnd());
  return card.address(high, operands.getAddr());
}

Value lowerBankAddress(GetNocAddrFromBankIDOp op, GetNocAddrFromBankIDOp::Adaptor operands, CardBuilder &card) {
  return card.address(card.bankHigh(offsetof(LaunchRecord, dramBanks), operands.getBankId()),
                      operands.getBankAddressOffset());
}

Value lowerZerosBase(MemZerosBaseOp op, MemZerosBaseOp::Adaptor, CardBuilder &card) {
  return card.record(offsetof(LaunchRecord, zeros));
}

Value lowerZerosSize(MemZerosSizeOp op, MemZerosSizeOp::Adaptor, CardBuilder &card) {
  return card.constant(card::kZerosSize);
}

Value lowerCast(CastToL1PtrOp op, CastToL1PtrOp::Adaptor operands, CardBuilder &) { return operands.getAddr(); }

/// A pointer to an element behind an address.
Value elementAt(CardBuilder &card, Value address, Value index, L1AddrPtrType type) {
  unsigned bytes = type.getElementWidth() / 8;
  return card.pointer(card.add(address, card.mul(index, card.constant(bytes))));
}

// Other cores and the network write to L1, so no access is removed or moved across another one: all are volatile.
Value lowerLoad(LoadFromL1Op op, LoadFromL1Op::Adaptor operands, CardBuilder &card) {
  Value place = elementAt(card, operands.getL1Ptr(), operands.getOffset(), op.getL1Ptr().getType());
  return LLVM::LoadOp::create(card.builder, card.loc, op.getType(), place, /*alignment=*/0, /*isVolatile=*/true);
}

void lowerStore(StoreToL1Op op, StoreToL1Op::Adaptor operands, CardBuilder &card) {
  Value place = elementAt(card, operands.getL1Ptr(), operands.getOffset(), op.getL1Ptr().getType());
  LLVM::StoreOp::create(card.builder, card.loc, operands.getValue(), place, /*alignment=*/0, /*isVolatile=*/true);
}

} // namespace

void populateMemoryPatterns(RewritePatternSet &patterns, const LLVMTypeConverter &types, const KernelFacts &facts) {
  patterns.add<CardPattern<GetNocAddrOp, lowerNocAddress>, CardPattern<GetNocMulticastAddrOp, lowerMulticastAddress>,
               CardPattern<GetNocAddrFromBankIDOp, lowerBankAddress>, CardPattern<MemZerosBaseOp, lowerZerosBase>,
               CardPattern<MemZerosSizeOp, lowerZerosSize>, CardPattern<CastToL1PtrOp, lowerCast>,
               CardPattern<LoadFromL1Op, lowerLoad>, CardPattern<StoreToL1Op, lowerStore>>(types, facts);
}

} // namespace mlir::tt::ttkernel
