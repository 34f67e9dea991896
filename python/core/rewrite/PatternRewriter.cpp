// ttmlir.rewrite.PatternRewriter, and calling patterns written in Python.
#include "Rewrite.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

RewriterBase &PyPatternRewriter::get() {
  if (!rewriter)
    throw std::runtime_error("a rewriter can be used only while the pattern that it was given to runs");
  return *rewriter;
}

PyInsertionPoint PyPatternRewriter::insertionPoint() {
  RewriterBase &base = get();
  Block *block = base.getInsertionBlock();
  if (!block)
    throw nb::value_error("the rewriter has no insertion point");
  PyMlirContextRef context = PyMlirContext::forContext(wrap(base.getContext()));
  auto next = base.getInsertionPoint();
  if (next != block->end()) {
    PyOperationRef operation = PyOperation::forOperation(context, wrap(&*next));
    return PyInsertionPoint(*operation.get());
  }
  PyBlock inBlock(PyOperation::forOperation(context, wrap(block->getParentOp())), wrap(block));
  return PyInsertionPoint(inBlock);
}

namespace {
std::string nameOf(Operation *operation) { return "'" + operation->getName().getStringRef().str() + "'"; }

[[noreturn]] void refuse(const llvm::Twine &what) { throw nb::value_error(what.str().c_str()); }

/// The wrappers of an operation that is about to go, and of what is in it.
void invalidate(PyOperation &operation) {
  LiveOperations::invalidateInside(operation.get());
  LiveOperations::remove(operation.get());
  operation.setInvalid();
}
} // namespace

Operation *PyPatternRewriter::checkRemovable(PyOperationBase &operation) {
  Operation *removed = unwrap(operation.getOperation().get());
  if (removed->getContext() != get().getContext())
    refuse(nameOf(removed) + " belongs to another context than the rewriter");
  if (!removed->getBlock())
    refuse(nameOf(removed) + " is in no block: a rewriter can only take away what is in one");
  Ongoing::checkMayRemove(removed);
  return removed;
}

void PyPatternRewriter::replaceWithOperation(PyOperationBase &operation, PyOperationBase &replacement) {
  RewriterBase &base = get();
  Operation *removed = checkRemovable(operation);
  Operation *added = unwrap(replacement.getOperation().get());
  if (!added->getBlock())
    refuse("the replacement " + nameOf(added) + " is in no block: insert it at `rewriter.ip` first");
  if (removed->isAncestor(added))
    refuse(nameOf(removed) + " cannot be replaced by itself or by what is inside it");
  if (removed->getNumResults() != added->getNumResults())
    refuse(nameOf(removed) + " has " + llvm::Twine(removed->getNumResults()) + " results, but the replacement " +
           nameOf(added) + " has " + llvm::Twine(added->getNumResults()));
  invalidate(operation.getOperation());
  Ongoing::noteRemoval(removed);
  leaveInsertionPoint(base, removed);
  base.replaceOp(removed, added);
}

void PyPatternRewriter::replaceWithValues(PyOperationBase &operation, const std::vector<PyValue *> &values) {
  RewriterBase &base = get();
  Operation *removed = checkRemovable(operation);
  if (removed->getNumResults() != values.size())
    refuse(nameOf(removed) + " has " + llvm::Twine(removed->getNumResults()) + " results, but got " +
           llvm::Twine(values.size()) + " values");
  SmallVector<Value> added;
  for (auto [index, value] : llvm::enumerate(values)) {
    if (!value)
      refuse("value #" + llvm::Twine(index) + " must not be None");
    value->checkValid();
    Value raw = unwrap(value->get());
    Operation *definedBy = raw.getDefiningOp();
    if (!definedBy)
      definedBy = llvm::cast<BlockArgument>(raw).getOwner()->getParentOp();
    else if (!definedBy->getBlock())
      refuse("value #" + llvm::Twine(index) + " is a result of " + nameOf(definedBy) +
             ", which is in no block: insert it at `rewriter.ip` first");
    if (definedBy && removed->isAncestor(definedBy))
      refuse("value #" + llvm::Twine(index) + " is defined by " + nameOf(removed) + ", which is to be replaced");
    added.push_back(raw);
  }
  invalidate(operation.getOperation());
  Ongoing::noteRemoval(removed);
  leaveInsertionPoint(base, removed);
  base.replaceOp(removed, added);
}

void PyPatternRewriter::erase(PyOperationBase &operation) {
  RewriterBase &base = get();
  Operation *removed = checkRemovable(operation);
  for (OpResult result : removed->getResults())
    for (Operation *user : result.getUsers())
      if (!removed->isAncestor(user))
        refuse("cannot erase " + nameOf(removed) + ": its result #" + llvm::Twine(result.getResultNumber()) +
               " is still used by " + nameOf(user));
  invalidate(operation.getOperation());
  Ongoing::noteRemoval(removed);
  leaveInsertionPoint(base, removed);
  // Uses that remain are inside it.
  removed->dropAllUses();
  base.eraseOp(removed);
}

namespace {
/// What is known of a call while it goes on, inside of an application of ours or of another project's.
class Call {
public:
  Call(RewriterBase &rewriter, Operation *where) : application(PatternApplication::innermost()), tree(where) {
    if (application) {
      ongoing = &application->ongoing;
    } else if (tree) {
      while (Operation *parent = tree->getParentOp())
        tree = parent;
      // Nobody tells what the driver erases: nothing that the pattern looked at stays usable.
      recorder.emplace();
      ongoing = &own.emplace(Ongoing::Kind::Rewrite, tree);
    }
    if (ongoing) {
      ongoing->rewriter = &rewriter;
      removedBefore = ongoing->removed;
    }
  }
  ~Call() {
    if (recorder)
      recorder->invalidate(wrap(tree), MlirOperation{nullptr});
  }

  bool removed() const { return ongoing && ongoing->removed != removedBefore; }

  PatternApplication *const application;

private:
  Operation *tree;
  std::optional<WrapperRecorder> recorder;
  std::optional<Ongoing> own;
  Ongoing *ongoing = nullptr;
  size_t removedBefore = 0;
};
} // namespace

CallOutcome callPattern(RewriterBase &rewriter, const std::string &what, Operation *where,
                        llvm::function_ref<nb::object(nb::object)> call) {
  nb::gil_scoped_acquire gil;
  Call current(rewriter, where);
  // Nothing is called any more once something was raised: the driver only has to come to its end.
  if (current.application && current.application->errors.failed())
    return {};
  MlirLocation location = where ? wrap(Location(where->getLoc())) : mlirLocationUnknownGet(wrap(rewriter.getContext()));
  std::string description = where ? describeCall(what, wrap(where)) : what;
  auto *handle = new PyPatternRewriter(rewriter);
  nb::object handleObject = nb::cast(handle, nb::rv_policy::take_ownership);
  CallOutcome outcome;
  try {
    nb::object answer = call(handleObject);
    int noMatch = PyObject_IsTrue(answer.ptr());
    if (noMatch < 0)
      throw nb::python_error();
    if (noMatch && current.removed())
      throw std::runtime_error(description + " said that it did not match (it returned a true value), "
                                             "but it had erased or replaced an operation before");
    outcome.matched = !noMatch;
  } catch (...) {
    if (current.application)
      current.application->errors.keep(description);
    else
      reportCallbackError(location, description);
  }
  handle->end();
  outcome.removed = current.removed();
  return outcome;
}

void bindPatternRewriter(nb::module_ &m) {
  nb::class_<PyPatternRewriter>(m, "PatternRewriter")
      .def_prop_ro("ip", &PyPatternRewriter::insertionPoint,
                   "Where new operations belong: before the operation that matched. Use it in a `with` block.")
      .def("replace_op", &PyPatternRewriter::replaceWithOperation, "op"_a, "new_op"_a,
           "Replaces the results of an operation with those of another one, which is in a block, and erases it.")
      .def("replace_op", &PyPatternRewriter::replaceWithValues, "op"_a, "values"_a,
           "Replaces the results of an operation with values, one for each, and erases it.")
      .def("erase_op", &PyPatternRewriter::erase, "op"_a, "Erases an operation whose results are not used.");
}

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir
