// Semaphores: words in L1 by which cores wait for each other.
#include "Patterns.h"

#include "ttmlir/Dialect/TTKernel/IR/TTKernelOps.h"

namespace mlir::tt::ttkernel {
namespace {

Value lowerGetSemaphore(GetSemaphoreOp op, GetSemaphoreOp::Adaptor operands, CardBuilder &card) {
  Value offset = card.mul(operands.getSemaphore(), card.constant(card::kSemaphoreStride));
  return card.add(card.firstSemaphore(operands.getSemaphore()), offset);
}

void lowerIncrement(NocSemaphoreIncOp op, NocSemaphoreIncOp::Adaptor operands, CardBuilder &card) {
  Value address = operands.getAddr();
  card.call(Service::noc_semaphore_inc,
            {card.low(address), card.high(address), operands.getIncr(), card.noc(operands.getNoc())});
}

void lowerIncrementMulticast(NocSemaphoreIncMulticastOp op, NocSemaphoreIncMulticastOp::Adaptor operands,
                             CardBuilder &card) {
  Value address = operands.getAddr();
  card.call(Service::noc_semaphore_inc_multicast, {card.low(address), card.high(address), operands.getIncr(),
                                                   operands.getNumDests(), card.noc(operands.getNoc())});
}

template <typename OpType, bool includesSender>
void lowerSetMulticast(OpType op, typename OpType::Adaptor operands, CardBuilder &card) {
  Value destinations = operands.getDstNocAddrMulticast();
  card.call(Service::noc_semaphore_set_multicast,
            {operands.getSrcLocalL1Addr(), card.low(destinations), card.high(destinations), operands.getNumDests(),
             card.constant(includesSender)});
}

void lowerWait(SemaphoreWaitOp op, SemaphoreWaitOp::Adaptor operands, CardBuilder &card) {
  card.call(Service::noc_semaphore_wait, {operands.getSemAddr(), operands.getVal()});
}

void lowerWaitMin(SemaphoreWaitMinOp op, SemaphoreWaitMinOp::Adaptor operands, CardBuilder &card) {
  card.call(Service::noc_semaphore_wait_min, {operands.getSemAddr(), operands.getVal()});
}

} // namespace

void populateSemaphorePatterns(RewritePatternSet &patterns, const LLVMTypeConverter &types, const KernelFacts &facts) {
  patterns
      .add<CardPattern<GetSemaphoreOp, lowerGetSemaphore>, CardPattern<NocSemaphoreIncOp, lowerIncrement>,
           CardPattern<NocSemaphoreIncMulticastOp, lowerIncrementMulticast>,
           CardPattern<NocSemaphoreSetMulticastOp, lowerSetMulticast<NocSemaphoreSetMulticastOp, false>>,
           CardPattern<NocSemaphoreSetMulticastLoopbackOp, lowerSetMulticast<NocSemaphoreSetMulticastLoopbackOp, true>>,
           CardPattern<SemaphoreWaitOp, lowerWait>, CardPattern<SemaphoreWaitMinOp, lowerWaitMin>>(types, facts);
}

} // namespace mlir::tt::ttkernel
