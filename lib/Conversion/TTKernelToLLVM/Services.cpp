// The card's services as the lowering of ttkernel looks them up: by the names of ops.
#include "Services.h"

#include "ttmlir/Dialect/TTKernel/IR/OpFacts.h"
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpsTypes.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"

namespace mlir::tt::ttkernel {
namespace {

constexpr ServiceFacts kServices[] = {
#define TENON_CARD_SERVICE(number, name, arguments, summary) {Service::name, #name, arguments},
#include "tenon/schema/card_services.def"
};

} // namespace

const ServiceFacts *findService(OperationName op) {
  static const llvm::StringMap<const ServiceFacts *> byName = [] {
    llvm::StringMap<const ServiceFacts *> names;
    for (const ServiceFacts &facts : kServices)
      names[facts.name] = &facts;
    return names;
  }();
  std::string name = op.stripDialect().str();
  llvm::replace(name, '.', '_');
  return byName.lookup(name);
}

const ServiceFacts &factsOf(Service service) {
  return *llvm::find_if(kServices, [&](const ServiceFacts &facts) { return facts.service == service; });
}

unsigned countWords(Operation *op) {
  unsigned words = attributesInOrder(op->getName().getStringRef()).size();
  for (Type type : op->getOperandTypes())
    words += isa<NocAddrType>(type) ? 2 : 1;
  return words;
}

} // namespace mlir::tt::ttkernel
