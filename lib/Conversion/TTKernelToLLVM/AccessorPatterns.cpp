// Accessors of tensors that are spread over banks: where pages and shards lie, and transfers of whole pages.
#include "Patterns.h"

#include "ttmlir/Dialect/TTKernel/IR/TTKernelOps.h"

namespace mlir::tt::ttkernel {

Type accessorStruct(MLIRContext *context) {
  Type word = IntegerType::get(context, 32);
  return LLVM::LLVMStructType::getLiteral(context, {word, word});
}

Type pageMappingStruct(MLIRContext *context) { return accessorStruct(context); }

namespace {

/// A bank of the tensor, and a page in it.
struct Place {
  Value bank, page;
};

/// The two words of an accessor or a page's place.
Value pack(CardBuilder &card, Value first, Value second) {
  Value both = LLVM::PoisonOp::create(card.builder, card.loc, accessorStruct(card.builder.getContext()));
  both = LLVM::InsertValueOp::create(card.builder, card.loc, both, first, ArrayRef<int64_t>{0});
  return LLVM::InsertValueOp::create(card.builder, card.loc, both, second, ArrayRef<int64_t>{1});
}
Value unpack(CardBuilder &card, Value both, int64_t index) {
  return LLVM::ExtractValueOp::create(card.builder, card.loc, both, ArrayRef<int64_t>{index});
}

/// Computes places in the tensor behind one accessor.
class Accessor {
public:
  Accessor(CardBuilder &card, Operation *user, Value accessor)
      : card(card), layout(card.facts.layouts.at(user)), accessor(accessor) {}

  /// Pages go round over the banks, or lie in shards that do.
  Place page(Value page) {
    if (!layout.isSharded) {
      Value banks =
          card.record(layout.isDram ? offsetof(LaunchRecord, dramBankCount) : offsetof(LaunchRecord, l1BankCount));
      return {card.modulo(page, banks), card.divide(page, banks)};
    }
    Value shard = card.constant(0), inShard = card.constant(0);
    Value shards = card.constant(1), pages = card.constant(1);
    for (size_t dim = layout.tensorShape.size(); dim-- > 0;) {
      Value extent = card.number(layout.tensorShape[dim]);
      Value shardExtent = card.number(layout.shardShape[dim]);
      Value coordinate = card.modulo(page, extent);
      page = card.divide(page, extent);
      shard = card.add(shard, card.mul(card.divide(coordinate, shardExtent), shards));
      inShard = card.add(inShard, card.mul(card.modulo(coordinate, shardExtent), pages));
      Value shardsHere = card.divide(card.sub(card.add(extent, shardExtent), card.constant(1)), shardExtent);
      shards = card.mul(shards, shardsHere);
      pages = card.mul(pages, shardExtent);
    }
    Place first = this->shard(shard);
    return {first.bank, card.add(first.page, inShard)};
  }

  /// The first page of a shard. A tensor that is not sharded is one shard a page.
  Place shard(Value shard) {
    if (!layout.isSharded)
      return page(shard);
    Value volume = card.constant(1);
    for (const LayoutNumber &extent : layout.shardShape)
      volume = card.mul(volume, card.number(extent));
    Value banks = card.number(layout.numBanks);
    return {card.modulo(shard, banks), card.mul(card.divide(shard, banks), volume)};
  }

  /// The high word of addresses in a bank.
  Value bankHigh(Value bank) {
    size_t table = layout.isDram ? offsetof(LaunchRecord, dramBanks) : offsetof(LaunchRecord, l1Banks);
    if (!layout.isSharded)
      return card.bankHigh(table, bank);
    // Two places in a word, each x << 8 | y.
    Value index = card.shiftRight(bank, 1);
    Value words = layout.bankPlacesArgument
                      ? card.loadConstant(card.element(card.pointer(card.record(offsetof(LaunchRecord, commonArgs))),
                                                       card.add(index, card.constant(*layout.bankPlacesArgument))))
                      : card.loadConstant(card.element(card.table("bank_places_", layout.bankPlaces), index));
    Value shift = card.shiftLeft(card.bitAnd(bank, card.constant(1)), 4);
    Value place = LLVM::LShrOp::create(card.builder, card.loc, words, shift);
    Value byte = card.constant(0xff);
    Value x = card.bitAnd(card.shiftRight(place, 8), byte);
    return layout.isDram ? card.bankHigh(table, x) : card.nodeHigh(x, card.bitAnd(place, byte));
  }

  Value pageSize() { return unpack(card, accessor, 1); }

  Value addressOf(Place place, Value offset) {
    Value inBank = card.add(unpack(card, accessor, 0), card.mul(place.page, pageSize()));
    return card.address(bankHigh(place.bank), offset ? card.add(inBank, offset) : inBank);
  }

  Value isLocal(Value bank) {
    Value here = card.nodeHigh(card.record(offsetof(LaunchRecord, nocX)), card.record(offsetof(LaunchRecord, nocY)));
    return card.compare(LLVM::ICmpPredicate::eq, bankHigh(bank), here);
  }

private:
  CardBuilder &card;
  const AccessorLayout &layout;
  Value accessor;
};

// All that the arguments say is in the layout of those who use the accessor.
Value lowerArgs(TensorAccessorArgsOp op, TensorAccessorArgsOp::Adaptor, CardBuilder &card) { return card.constant(0); }

Value lowerAccessor(TensorAccessorOp op, TensorAccessorOp::Adaptor operands, CardBuilder &card) {
  Value pageSize =
      operands.getPageSizeIn() ? operands.getPageSizeIn() : card.constant(card.facts.layouts.at(op).alignedPageSize);
  return pack(card, operands.getBankBaseAddressIn(), pageSize);
}

Value lowerPageAddress(TensorAccessorGetNocAddrOp op, TensorAccessorGetNocAddrOp::Adaptor operands, CardBuilder &card) {
  Accessor accessor(card, op, operands.getTensorAccessor());
  return accessor.addressOf(accessor.page(operands.getId()), operands.getOffset());
}

// The op's result has 32 bits: the local part of the address.
Value lowerShardAddress(TensorAccessorGetShardNocAddrOp op, TensorAccessorGetShardNocAddrOp::Adaptor operands,
                        CardBuilder &card) {
  Accessor accessor(card, op, operands.getTensorAccessor());
  return card.low(accessor.addressOf(accessor.shard(operands.getShardId()), operands.getOffset()));
}

Value lowerBankAndOffset(TensorAccessorGetBankAndOffsetOp op, TensorAccessorGetBankAndOffsetOp::Adaptor operands,
                         CardBuilder &card) {
  Place place = Accessor(card, op, operands.getTensorAccessor()).page(operands.getPageId());
  return pack(card, place.bank, place.page);
}

// The field calls the function with coordinates by both names.
Value isHere(CardBuilder &card, Value x, Value y) {
  Value sameX = card.compare(LLVM::ICmpPredicate::eq, x, card.record(offsetof(LaunchRecord, nocX)));
  Value sameY = card.compare(LLVM::ICmpPredicate::eq, y, card.record(offsetof(LaunchRecord, nocY)));
  return card.bitAnd(sameX, sameY);
}

Value lowerIsLocalBank(TensorAccessorIsLocalBankOp op, TensorAccessorIsLocalBankOp::Adaptor operands,
                       CardBuilder &card) {
  return isHere(card, operands.getId(), operands.getOffset());
}

Value lowerIsLocalAddress(TensorAccessorIsLocalAddrOp op, TensorAccessorIsLocalAddrOp::Adaptor operands,
                          CardBuilder &card) {
  return isHere(card, operands.getVirtualX(), operands.getVirtualY());
}

Value lowerIsLocalPage(TensorAccessorIsLocalPageOp op, TensorAccessorIsLocalPageOp::Adaptor operands,
                       CardBuilder &card) {
  Accessor accessor(card, op, operands.getTensorAccessor());
  return accessor.isLocal(accessor.page(operands.getPageId()).bank);
}

Value lowerIsLocalShard(TensorAccessorIsLocalShardOp op, TensorAccessorIsLocalShardOp::Adaptor operands,
                        CardBuilder &card) {
  Accessor accessor(card, op, operands.getTensorAccessor());
  return accessor.isLocal(accessor.shard(operands.getShardId()).bank);
}

void lowerReadPage(NocAsyncReadTileOp op, NocAsyncReadTileOp::Adaptor operands, CardBuilder &card) {
  Accessor accessor(card, op, operands.getAddrGenStruct());
  Value source = accessor.addressOf(accessor.page(operands.getId()), {});
  card.call(Service::noc_async_read, {card.low(source), card.high(source), operands.getDstLocalL1Addr(),
                                      accessor.pageSize(), card.noc(operands.getNoc())});
}

void lowerWritePage(NocAsyncWriteTileOp op, NocAsyncWriteTileOp::Adaptor operands, CardBuilder &card) {
  Accessor accessor(card, op, operands.getAddrGenStruct());
  Value destination = accessor.addressOf(accessor.page(operands.getId()), {});
  card.call(Service::noc_async_write, {operands.getSrcLocalL1Addr(), card.low(destination), card.high(destination),
                                       accessor.pageSize(), card.noc(operands.getNoc())});
}

} // namespace

void populateAccessorPatterns(RewritePatternSet &patterns, const LLVMTypeConverter &types, const KernelFacts &facts) {
  patterns.add<CardPattern<TensorAccessorArgsOp, lowerArgs>, CardPattern<TensorAccessorOp, lowerAccessor>,
               CardPattern<TensorAccessorGetNocAddrOp, lowerPageAddress>,
               CardPattern<TensorAccessorGetShardNocAddrOp, lowerShardAddress>,
               CardPattern<TensorAccessorGetBankAndOffsetOp, lowerBankAndOffset>,
               CardPattern<TensorAccessorIsLocalBankOp, lowerIsLocalBank>,
               CardPattern<TensorAccessorIsLocalAddrOp, lowerIsLocalAddress>,
               CardPattern<TensorAccessorIsLocalPageOp, lowerIsLocalPage>,
               CardPattern<TensorAccessorIsLocalShardOp, lowerIsLocalShard>,
               CardPattern<NocAsyncReadTileOp, lowerReadPage>, CardPattern<NocAsyncWriteTileOp, lowerWritePage>>(types,
                                                                                                                 facts);
}

} // namespace mlir::tt::ttkernel
