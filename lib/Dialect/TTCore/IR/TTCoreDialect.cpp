// Registers what the ttcore dialect consists of.
#include "ttmlir/Dialect/TTCore/IR/TTCoreOps.h"

#include "mlir/Transforms/InliningUtils.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::tt::ttcore;

#include "ttmlir/Dialect/TTCore/IR/TTCoreDialect.cpp.inc"
#include "ttmlir/Dialect/TTCore/IR/TTCoreEnums.cpp.inc"

namespace {
/// Gives long attributes a name at the top of the module.
struct TTCoreAliases : OpAsmDialectInterface {
  using OpAsmDialectInterface::OpAsmDialectInterface;

  AliasResult getAlias(Attribute attr, raw_ostream &os) const final {
    if (isa<SystemDescAttr>(attr))
      os << "system_desc";
    else if (isa<MetalLayoutAttr>(attr))
      os << "layout";
    else if (auto space = dyn_cast<MemorySpaceAttr>(attr))
      os << stringifyMemorySpace(space.getValue());
    else
      return AliasResult::NoAlias;
    return AliasResult::OverridableAlias;
  }
};

/// What lives in functions (cached calls, tuples, ...) may move into their callers.
struct TTCoreInlinerInterface : DialectInlinerInterface {
  using DialectInlinerInterface::DialectInlinerInterface;
  bool isLegalToInline(Operation *, Region *, bool, IRMapping &) const final { return true; }
};
} // namespace

void TTCoreDialect::initialize() {
  registerAttributes();
  registerTypes();
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTCore/IR/TTCoreOps.cpp.inc"
      >();
  addInterfaces<TTCoreAliases, TTCoreInlinerInterface>();
}
