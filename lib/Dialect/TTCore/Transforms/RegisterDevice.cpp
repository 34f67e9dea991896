// Declares the system and the device that a module is compiled for.
#include "ttmlir/Dialect/TTCore/IR/TTCoreOps.h"
#include "ttmlir/Dialect/TTCore/Transforms/Passes.h"

#include "mlir/AsmParser/AsmParser.h"
#include "mlir/IR/Builders.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

namespace mlir::tt::ttcore {

#define GEN_PASS_DEF_TTCOREREGISTERDEVICEPASS
#include "ttmlir/Dialect/TTCore/Transforms/Passes.h.inc"

namespace {

struct RegisterDevicePass : impl::TTCoreRegisterDevicePassBase<RegisterDevicePass> {
  using TTCoreRegisterDevicePassBase::TTCoreRegisterDevicePassBase;

  void runOnOperation() override {
    SystemDescAttr system = systemDesc();
    if (!system)
      return signalPassFailure();
    ModuleOp module = getOperation();
    module->setAttr(kSystemDescAttrName, system);
    if (llvm::any_of(module.getOps<DeviceOp>(), [](DeviceOp) { return true; }))
      return;
    int64_t chips = 1;
    for (int64_t extent : meshShape) {
      if (extent < 1)
        return fail("mesh-shape must consist of positive numbers");
      chips *= extent;
    }
    if (!meshShape.empty() && chips > static_cast<int64_t>(system.getNumChips()))
      return fail("mesh-shape asks for " + llvm::Twine(chips) + " chips, but the system has " +
                  llvm::Twine(system.getNumChips()));
    OpBuilder builder(module.getBodyRegion());
    DeviceOp::create(builder, module.getLoc(), builder.getStringAttr(kDefaultDeviceName),
                     DeviceAttr::get(&getContext(), system, meshShape));
  }

  void fail(const llvm::Twine &message) {
    getOperation().emitError() << message;
    signalPassFailure();
  }

  /// Null after an error was reported.
  SystemDescAttr systemDesc() {
    ModuleOp module = getOperation();
    if (!systemDescPath.empty())
      return readSystemDesc();
    if (auto given = module->getAttrOfType<SystemDescAttr>(kSystemDescAttrName))
      return given;
    std::optional<Arch> arch = symbolizeArch(mockSystemDescArch);
    if (!arch || *arch == Arch::Quasar) {
      module.emitError() << "mock-system-desc-arch is '" << mockSystemDescArch
                         << "'; there are mock systems of wormhole_b0 and blackhole";
      return {};
    }
    return SystemDescAttr::getDefault(&getContext(), *arch, meshShape);
  }

  SystemDescAttr readSystemDesc() {
    auto buffer = llvm::MemoryBuffer::getFile(systemDescPath);
    if (!buffer) {
      getOperation().emitError() << "cannot read the system descriptor '" << systemDescPath
                                 << "': " << buffer.getError().message();
      return {};
    }
    // The file is a single attribute; what follows it would be a mistake.
    Attribute attribute = parseAttribute((*buffer)->getBuffer().trim(), &getContext());
    auto system = dyn_cast_if_present<SystemDescAttr>(attribute);
    if (!system)
      getOperation().emitError() << "the file '" << systemDescPath << "' does not hold a #ttcore.system_desc";
    return system;
  }
};

} // namespace

} // namespace mlir::tt::ttcore
