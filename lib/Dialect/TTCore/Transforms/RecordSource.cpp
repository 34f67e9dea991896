// Keeps the text of a module as it was given, for the Binary.
#include "ttmlir/Dialect/TTCore/Transforms/Passes.h"

namespace mlir::tt::ttcore {

#define GEN_PASS_DEF_TTCORERECORDSOURCEPASS
#include "ttmlir/Dialect/TTCore/Transforms/Passes.h.inc"

namespace {

/// Constants with more elements than this are elided.
constexpr int64_t kLongestPrintedConstant = 16;

struct RecordSourcePass : impl::TTCoreRecordSourcePassBase<RecordSourcePass> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    if (module->hasAttr(kSourceAttrName))
      return;
    std::string text;
    llvm::raw_string_ostream os(text);
    module->print(os, OpPrintingFlags()
                          .elideLargeElementsAttrs(kLongestPrintedConstant)
                          .elideLargeResourceString(kLongestPrintedConstant));
    module->setAttr(kSourceAttrName, StringAttr::get(&getContext(), text));
  }
};

} // namespace

} // namespace mlir::tt::ttcore
