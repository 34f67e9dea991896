// Transfers through the network on chip, and the waits for their end.
#include "Patterns.h"

#include "ttmlir/Dialect/TTKernel/IR/TTKernelOps.h"

namespace mlir::tt::ttkernel {
namespace {

// What a barrier waits for that names no transaction; see card_services.def.
constexpr uint32_t kAnyTransaction = static_cast<uint32_t>(-1);
// The transaction of transfers that name none.
constexpr uint32_t kNoTransaction = 0;

void lowerRead(NocAsyncReadOp op, NocAsyncReadOp::Adaptor operands, CardBuilder &card) {
  card.call(Service::noc_async_read,
            {operands.getSrcAddress(), card.endHigh(operands.getSrcCoreXY(), operands.getSrcBankId()),
             operands.getDstLocalL1Addr(), operands.getSize(), card.noc(operands.getNoc())});
}

// The source and the size of the reads that are prepared, one of each for a kernel: two words.
constexpr llvm::StringLiteral kReadState = "noc_read_state";

void lowerSetReadState(NocAsyncReadOnePacketSetStateOp op, NocAsyncReadOnePacketSetStateOp::Adaptor operands,
                       CardBuilder &card) {
  Value state = card.variable(kReadState, 2);
  card.store(card.endHigh(operands.getSrcCoreXY(), operands.getSrcBankId()), state);
  card.store(operands.getSize(), card.element(state, card.constant(1)));
}

void lowerReadWithState(NocAsyncReadOnePacketWithStateOp op, NocAsyncReadOnePacketWithStateOp::Adaptor operands,
                        CardBuilder &card) {
  Value state = card.variable(kReadState, 2);
  card.call(Service::noc_async_read, {operands.getSrcAddress(), card.load(state), operands.getDstLocalL1Addr(),
                                      card.load(card.element(state, card.constant(1))), card.noc(operands.getNoc())});
}

void lowerWrite(NocAsyncWriteOp op, NocAsyncWriteOp::Adaptor operands, CardBuilder &card) {
  card.call(Service::noc_async_write, {operands.getSrcLocalL1Addr(), operands.getDstAddress(),
                                       card.endHigh(operands.getDstCoreXY(), operands.getDstBankId()),
                                       operands.getSize(), card.noc(operands.getNoc())});
}

void lowerWriteOfTransaction(NocAsyncWriteOnePacketWithTridOp op, NocAsyncWriteOnePacketWithTridOp::Adaptor operands,
                             CardBuilder &card) {
  Value noc = card.noc(operands.getNoc());
  card.call(Service::noc_set_transaction, {operands.getTrid(), noc});
  card.call(Service::noc_async_write,
            {operands.getSrcLocalL1Addr(), operands.getDstAddress(),
             card.endHigh(operands.getDstCoreXY(), operands.getDstBankId()), operands.getSize(), noc});
  card.call(Service::noc_set_transaction, {card.constant(kNoTransaction), noc});
}

template <typename OpType, bool includesSender>
void lowerMulticast(OpType op, typename OpType::Adaptor operands, CardBuilder &card) {
  Value high = card.rectangleHigh(operands.getDstNocXStart(), operands.getDstNocYStart(), operands.getDstNocXEnd(),
                                  operands.getDstNocYEnd());
  card.call(Service::noc_async_write_multicast,
            {operands.getSrcLocalL1Addr(), operands.getDstLocalL1Addr(), high, operands.getSize(),
             operands.getNumDests(), card.constant(includesSender), card.noc(operands.getNoc())});
}

void lowerInlineWrite(NocInlineDwWriteOp op, NocInlineDwWriteOp::Adaptor operands, CardBuilder &card) {
  card.call(Service::noc_inline_dw_write,
            {operands.getDstAddress(), card.nodeHigh(operands.getDstNocX(), operands.getDstNocY()), operands.getVal(),
             card.word(operands.getByteEnable()), card.noc(operands.getNoc())});
}

void lowerRemoteWrite(RemoteSramWriteU32Op op, RemoteSramWriteU32Op::Adaptor operands, CardBuilder &card) {
  Value destination = operands.getDstRemoteAddr();
  card.call(Service::noc_async_write, {operands.getSrcSramAddr(), card.low(destination), card.high(destination),
                                       card.constant(sizeof(uint32_t)), card.noc(operands.getNoc())});
}

template <typename OpType, Service service>
void lowerBarrier(OpType op, typename OpType::Adaptor operands, CardBuilder &card) {
  card.call(service, {card.constant(kAnyTransaction), card.noc(operands.getNoc())});
}

template <typename OpType, Service service>
void lowerTransactionBarrier(OpType op, typename OpType::Adaptor operands, CardBuilder &card) {
  card.call(service, {operands.getTrid(), card.noc(operands.getNoc())});
}

void lowerAtomicBarrier(NocAsyncAtomicBarrierOp op, NocAsyncAtomicBarrierOp::Adaptor operands, CardBuilder &card) {
  card.call(Service::noc_async_atomic_barrier, {card.noc(operands.getNoc())});
}

} // namespace

void populateNocPatterns(RewritePatternSet &patterns, const LLVMTypeConverter &types, const KernelFacts &facts) {
  patterns
      .add<CardPattern<NocAsyncReadOp, lowerRead>, CardPattern<NocAsyncReadOnePacketSetStateOp, lowerSetReadState>,
           CardPattern<NocAsyncReadOnePacketWithStateOp, lowerReadWithState>, CardPattern<NocAsyncWriteOp, lowerWrite>,
           CardPattern<NocAsyncWriteOnePacketWithTridOp, lowerWriteOfTransaction>,
           CardPattern<NocAsyncWriteMulticastOp, lowerMulticast<NocAsyncWriteMulticastOp, false>>,
           CardPattern<NocAsyncWriteMulticastOnePacketOp, lowerMulticast<NocAsyncWriteMulticastOnePacketOp, false>>,
           CardPattern<NocAsyncWriteMulticastLoopbackSrcOp, lowerMulticast<NocAsyncWriteMulticastLoopbackSrcOp, true>>,
           CardPattern<NocInlineDwWriteOp, lowerInlineWrite>, CardPattern<RemoteSramWriteU32Op, lowerRemoteWrite>,
           CardPattern<NocAsyncReadBarrierOp, lowerBarrier<NocAsyncReadBarrierOp, Service::noc_async_read_barrier>>,
           CardPattern<NocAsyncWriteBarrierOp, lowerBarrier<NocAsyncWriteBarrierOp, Service::noc_async_write_barrier>>,
           CardPattern<NocAsyncReadBarrierWithTridOp,
                       lowerTransactionBarrier<NocAsyncReadBarrierWithTridOp, Service::noc_async_read_barrier>>,
           CardPattern<NocAsyncWriteBarrierWithTridOp,
                       lowerTransactionBarrier<NocAsyncWriteBarrierWithTridOp, Service::noc_async_write_barrier>>,
           CardPattern<NocAsyncAtomicBarrierOp, lowerAtomicBarrier>>(types, facts);
}

} // namespace mlir::tt::ttkernel
