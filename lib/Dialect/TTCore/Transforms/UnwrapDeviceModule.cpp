// Takes the functions of a device module out of it, so that passes see one plain module.
#include "ttmlir/Dialect/TTCore/IR/OlderPrefix.h"
#include "ttmlir/Dialect/TTCore/IR/TTCoreOps.h"
#include "ttmlir/Dialect/TTCore/Transforms/Passes.h"

namespace mlir::tt::ttcore {

#define GEN_PASS_DEF_TTCOREUNWRAPDEVICEMODULEPASS
#include "ttmlir/Dialect/TTCore/Transforms/Passes.h.inc"

namespace {

struct UnwrapDeviceModulePass : impl::TTCoreUnwrapDeviceModulePassBase<UnwrapDeviceModulePass> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    renameOlderAttributes(module);
    for (CPUModuleOp cpuModule : module.getOps<CPUModuleOp>()) {
      cpuModule.emitError("functions for the host's CPU are not supported beside those for the device");
      signalPassFailure();
    }
    for (DeviceModuleOp deviceModule : llvm::make_early_inc_range(module.getOps<DeviceModuleOp>())) {
      ModuleOp inner = deviceModule.getInnerModule();
      for (NamedAttribute attribute : inner->getDiscardableAttrs())
        module->setAttr(attribute.getName(), attribute.getValue());
      Block *outerBlock = deviceModule->getBlock();
      outerBlock->getOperations().splice(deviceModule->getIterator(), inner.getBody()->getOperations());
      deviceModule->erase();
    }
  }
};

} // namespace

} // namespace mlir::tt::ttcore
