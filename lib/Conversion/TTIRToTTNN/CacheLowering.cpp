// Lowers updates of caches, which ttnn does in place.
#include "Lowering.h"

namespace mlir::tt {

namespace {

/// Without a result the cache itself is written. With one the program goes on with the new cache and the old one keeps
/// its elements, so a copy is written, unless nothing can see the old one.
LogicalResult lowerCacheUpdate(Lowering &op) {
  SmallVector<Value> operands(op->getOperands());
  Value cache = operands.front();
  bool mustCopy = op->getNumResults() == 1 && (isa<BlockArgument>(cache) || !cache.hasOneUse());
  if (mustCopy)
    operands.front() = op.createOne("ttnn.assign", cache.getType(), cache);
  op.create(("ttnn." + op.mnemonic()).str(), TypeRange(), operands, llvm::to_vector(op->getAttrs()));
  return op->getNumResults() == 1 ? op.replace(operands.front()) : op.replace(ValueRange());
}

} // namespace

void addCacheLowerings(LoweringTable &table) {
  for (StringRef name : {"fill_cache", "update_cache", "paged_fill_cache", "paged_update_cache"})
    table[name] = lowerCacheUpdate;
}

} // namespace mlir::tt
