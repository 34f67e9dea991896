// C API: tells about every pass that runs in a context, and which passes and pipelines there are.
#include "ttmlir-c/PassLog.h"

#include "mlir/CAPI/IR.h"
#include "mlir/CAPI/Support.h"
#include "mlir/Pass/Pass.h"
#include "mlir/Pass/PassRegistry.h"

using namespace mlir;

namespace {
/// The passes that only take others to nested operations; they have a private class each, and no name on the command
/// line.
bool isAdaptor(const Pass &pass) { return pass.getName().ends_with("OpToOpPassAdaptor"); }

Operation *outermost(Operation *op) {
  while (Operation *parent = op->getParentOp())
    op = parent;
  return op;
}
} // namespace

void ttmlirContextSetPassCallback(MlirContext context, TtmlirPassCallback callback, void *userData,
                                  void (*destroy)(void *)) {
  std::shared_ptr<void> held(userData, [destroy](void *data) {
    if (destroy)
      destroy(data);
  });
  if (!callback)
    return unwrap(context)->registerActionHandler({});
  unwrap(context)->registerActionHandler([callback, held](llvm::function_ref<void()> transform,
                                                          const tracing::Action &action) {
    const auto *execution = llvm::dyn_cast<PassExecutionAction>(&action);
    if (!execution || isAdaptor(execution->getPass()))
      return transform();
    const Pass &pass = execution->getPass();
    auto tell = [&](bool isDone) {
      callback(wrap(pass.getName()), wrap(pass.getArgument()), wrap(outermost(execution->getOp())), isDone, held.get());
    };
    tell(/*isDone=*/false);
    transform();
    tell(/*isDone=*/true);
  });
}

bool ttmlirHasPipeline(MlirStringRef name) { return PassPipelineInfo::lookup(unwrap(name)) != nullptr; }
