// Sets which arguments of functions are inputs, parameters and constants.
#include "ttmlir/Dialect/TTCore/IR/TTCoreAttrs.h"
#include "ttmlir/Dialect/TTCore/Transforms/Passes.h"

namespace mlir::tt::ttcore {

#define GEN_PASS_DEF_TTCOREPOPULATEARGUMENTTYPESPASS
#include "ttmlir/Dialect/TTCore/Transforms/Passes.h.inc"

namespace {

struct PopulateArgumentTypesPass : impl::TTCorePopulateArgumentTypesPassBase<PopulateArgumentTypesPass> {
  using TTCorePopulateArgumentTypesPassBase::TTCorePopulateArgumentTypesPassBase;

  void runOnOperation() override {
    SmallVector<StringRef> entries;
    StringRef(argumentTypes).split(entries, ';', -1, /*KeepEmpty=*/false);
    for (StringRef entry : entries)
      if (failed(apply(entry.trim())))
        return signalPassFailure();
  }

  LogicalResult apply(StringRef entry) {
    auto [functionName, list] = entry.split('=');
    auto error = [&] { return getOperation().emitError() << "argument-types, '" << entry << "': "; };
    func::FuncOp function;
    getOperation().walk([&](func::FuncOp candidate) {
      if (candidate.getName() == functionName.trim())
        function = candidate;
    });
    if (!function)
      return error() << "there is no function '" << functionName.trim() << "'";
    SmallVector<StringRef> kinds;
    list.split(kinds, ',');
    if (kinds.size() != function.getNumArguments())
      return error() << kinds.size() << " kinds for " << function.getNumArguments() << " arguments";
    for (auto [index, name] : llvm::enumerate(kinds)) {
      std::optional<ArgumentType> kind = symbolizeArgumentType(name.trim());
      if (!kind)
        return error() << "'" << name.trim() << "' is none of input, parameter, constant, default";
      function.setArgAttr(index, kArgumentTypeAttrName, ArgumentTypeAttr::get(&getContext(), *kind));
    }
    return success();
  }
};

} // namespace

} // namespace mlir::tt::ttcore
