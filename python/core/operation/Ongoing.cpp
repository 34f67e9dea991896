// What is going on over operations in this thread; see Ongoing.h.
#include "Ongoing.h"

#include "mlir/CAPI/IR.h"

namespace nb = nanobind;

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

namespace {
thread_local Ongoing *innermostOngoing = nullptr;
thread_local WrapperRecorder *innermostRecorder = nullptr;

const char *describe(Ongoing::Kind kind) {
  return kind == Ongoing::Kind::Pass ? "a pass is running on" : "patterns are being applied to";
}

[[noreturn]] void refuse(const llvm::Twine &what, const Ongoing &ongoing) {
  throw nb::value_error(
      (what + " while " + describe(ongoing.kind) + " '" + ongoing.root->getName().getStringRef() + "'").str().c_str());
}
} // namespace

Ongoing::Ongoing(Kind kind, Operation *root) : kind(kind), root(root), outer(innermostOngoing) {
  innermostOngoing = this;
}

Ongoing::~Ongoing() { innermostOngoing = outer; }

Ongoing *Ongoing::innermost() { return innermostOngoing; }

void Ongoing::checkMayRemove(Operation *operation) {
  for (Ongoing *each = innermostOngoing; each; each = each->outer)
    if (operation->isAncestor(each->root))
      refuse("'" + operation->getName().getStringRef() + "' cannot be taken away", *each);
}

void Ongoing::checkMayStart(Operation *operation) {
  for (Ongoing *each = innermostOngoing; each; each = each->outer) {
    bool inside = each->root->isAncestor(operation);
    bool around = operation->isProperAncestor(each->root);
    // A pass may run pipelines on what it was given; a rewrite has pointers to anything inside its root.
    if (around || (inside && each->kind == Kind::Rewrite))
      refuse("nothing can be run on '" + operation->getName().getStringRef() + "'", *each);
  }
}

void Ongoing::checkMayChangeThreads(MlirContext context) {
  for (Ongoing *each = innermostOngoing; each; each = each->outer)
    if (each->kind == Kind::Pass && each->root->getContext() == unwrap(context))
      throw std::runtime_error("the threads of a context cannot be changed while a pass is running in it");
}

void Ongoing::noteRemoval(Operation *operation) {
  for (Ongoing *each = innermostOngoing; each; each = each->outer)
    if (each->root->isAncestor(operation))
      ++each->removed;
}

void Ongoing::destroy(MlirOperation operation) {
  Operation *erased = unwrap(operation);
  for (Ongoing *each = innermostOngoing; each; each = each->outer) {
    if (!each->rewriter || each->rewriter->getContext() != erased->getContext())
      continue;
    leaveInsertionPoint(*each->rewriter, erased);
    // One that was taken out of its block before may still be on a driver's list: whether it is, the driver knows.
    if (auto *listener = dyn_cast_if_present<RewriterBase::Listener>(each->rewriter->getListener()))
      erased->walk([&](Operation *inner) { listener->notifyOperationErased(inner); });
  }
  mlirOperationDestroy(operation);
}

void leaveInsertionPoint(RewriterBase &rewriter, Operation *erased) {
  Block *block = rewriter.getInsertionBlock();
  if (!block)
    return;
  bool at = rewriter.getInsertionPoint() == erased->getIterator();
  Operation *parent = block->getParentOp();
  if (!at && !(parent && erased->isAncestor(parent)))
    return;
  if (erased->getBlock())
    rewriter.setInsertionPointAfter(erased);
  else
    rewriter.clearInsertionPoint();
}

WrapperRecorder::WrapperRecorder() : outer(innermostRecorder) { innermostRecorder = this; }

WrapperRecorder::~WrapperRecorder() { innermostRecorder = outer; }

void WrapperRecorder::note(MlirOperation operation) {
  for (WrapperRecorder *each = innermostRecorder; each; each = each->outer)
    each->recorded.push_back(operation);
}

namespace {
Operation *treeOf(Operation *operation) {
  while (Operation *parent = operation->getParentOp())
    operation = parent;
  return operation;
}
} // namespace

void WrapperRecorder::invalidate(MlirOperation member, MlirOperation kept) {
  Operation *tree = treeOf(unwrap(member));
  for (MlirOperation operation : recorded) {
    // Erased ones are no longer in the table, and their memory must not be looked at.
    PyOperation *wrapper = LiveOperations::find(operation);
    if (!wrapper || mlirOperationEqual(operation, kept) || treeOf(unwrap(operation)) != tree)
      continue;
    LiveOperations::remove(operation);
    wrapper->setInvalid();
  }
  recorded.clear();
}

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir
