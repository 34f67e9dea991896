// Operations' wrappers: unique, alive as long as they are used, and invalid once their operation is gone.
//
// A detached operation belongs to its wrapper. An attached one belongs to the module or the detached operation at the
// root of its tree, which the wrapper keeps alive (`parentKeepAlive`), directly or through its parents' wrappers.
#include "LiveOperations.h"

#include "mlir/CAPI/IR.h"
#include "mlir/IR/Operation.h"

namespace nb = nanobind;

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

namespace {
struct LiveTable {
  nb::ft_mutex mutex;
  llvm::DenseMap<const void *, PyOperation *> wrappers;
};
LiveTable &liveTable() {
  // Never destroyed: wrappers may outlive static destructors.
  static auto *table = new LiveTable;
  return *table;
}
} // namespace

PyOperation *LiveOperations::find(MlirOperation operation) {
  LiveTable &table = liveTable();
  nb::ft_lock_guard lock(table.mutex);
  return table.wrappers.lookup(operation.ptr);
}

void LiveOperations::insert(MlirOperation operation, PyOperation *wrapper) {
  LiveTable &table = liveTable();
  nb::ft_lock_guard lock(table.mutex);
  table.wrappers[operation.ptr] = wrapper;
}

void LiveOperations::remove(MlirOperation operation) {
  LiveTable &table = liveTable();
  nb::ft_lock_guard lock(table.mutex);
  table.wrappers.erase(operation.ptr);
}

size_t LiveOperations::count() {
  LiveTable &table = liveTable();
  nb::ft_lock_guard lock(table.mutex);
  return table.wrappers.size();
}

void LiveOperations::forEachInside(MlirOperation root, llvm::function_ref<void(PyOperation &)> fn) {
  if (mlirOperationGetNumRegions(root) == 0)
    return;
  // Collected first: `fn` may change the table.
  std::vector<PyOperation *> found;
  unwrap(root)->walk([&](Operation *operation) {
    if (operation != unwrap(root))
      if (PyOperation *wrapper = find(wrap(operation)))
        found.push_back(wrapper);
  });
  for (PyOperation *wrapper : found)
    fn(*wrapper);
}

void LiveOperations::invalidateInside(MlirOperation root) {
  forEachInside(root, [](PyOperation &wrapper) {
    remove(wrapper.get());
    wrapper.setInvalid();
  });
}

PyOperation::PyOperation(PyMlirContextRef contextRef, MlirOperation operation)
    : BaseContextObject(std::move(contextRef)), operation(operation) {}

PyOperation::~PyOperation() {
  if (!valid)
    return;
  LiveOperations::remove(operation);
  if (attached)
    return;
  // Another detached operation may still use the results: it sees null operands, which its verifier reports.
  unwrap(operation)->dropAllUses();
  mlirOperationDestroy(operation);
}

PyOperationRef PyOperation::createInstance(PyMlirContextRef contextRef, MlirOperation operation,
                                           nb::object parentKeepAlive) {
  auto *wrapper = new PyOperation(std::move(contextRef), operation);
  nb::object object = nb::cast(wrapper, nb::rv_policy::take_ownership);
  wrapper->handle = object;
  if (parentKeepAlive)
    wrapper->parentKeepAlive = std::move(parentKeepAlive);
  LiveOperations::insert(operation, wrapper);
  return PyOperationRef(wrapper, std::move(object));
}

PyOperationRef PyOperation::forOperation(PyMlirContextRef contextRef, MlirOperation operation,
                                         nb::object parentKeepAlive) {
  if (PyOperation *known = LiveOperations::find(operation))
    return known->getRef();
  if (!parentKeepAlive) {
    MlirOperation root = operation;
    while (true) {
      MlirOperation parent = mlirOperationGetParentOperation(root);
      if (mlirOperationIsNull(parent))
        break;
      root = parent;
    }
    MlirModule module = mlirModuleFromOperation(root);
    auto &modules = contextRef->liveModules;
    auto owner = mlirModuleIsNull(module) ? modules.end() : modules.find(module.ptr);
    if (owner != modules.end())
      parentKeepAlive = nb::borrow<nb::object>(owner->second.first);
    else if (PyOperation *rootWrapper = LiveOperations::find(root))
      parentKeepAlive = rootWrapper->getRef().releaseObject();
  }
  return createInstance(std::move(contextRef), operation, std::move(parentKeepAlive));
}

PyOperationRef PyOperation::createDetached(PyMlirContextRef contextRef, MlirOperation operation,
                                           nb::object parentKeepAlive) {
  PyOperationRef created = createInstance(std::move(contextRef), operation, std::move(parentKeepAlive));
  created->attached = false;
  return created;
}

PyOperationRef PyOperation::parse(PyMlirContextRef contextRef, const std::string &sourceStr,
                                  const std::string &sourceName) {
  Diagnosed diagnosed(contextRef);
  MlirOperation operation =
      diagnosed.require(mlirOperationCreateParse(contextRef->get(), toRef(sourceStr), toRef(sourceName)),
                        "Unable to parse operation assembly");
  return createDetached(contextRef, operation);
}

MlirOperation PyOperation::get() const {
  checkValid();
  return operation;
}

PyOperationRef PyOperation::getRef() { return PyOperationRef(this, nb::borrow<nb::object>(handle)); }

void PyOperation::checkValid() const {
  if (!valid)
    throw std::runtime_error("the operation has been invalidated: it was "
                             "erased, or a pass may have erased it");
}

namespace {
/// Lets the wrappers nested in `root` keep `root`'s wrapper alive rather than the tree that it was taken out of.
void keepAliveInside(PyOperation &root, llvm::function_ref<void(PyOperation &)> setOwner) {
  LiveOperations::forEachInside(root.get(), setOwner);
}
} // namespace

void PyOperation::setAttached(const nb::object &parent) {
  if (attached && parent.is(parentKeepAlive))
    return;
  attached = true;
  if (parent)
    parentKeepAlive = parent;
  nb::object self = getRef().releaseObject();
  keepAliveInside(*this, [&](PyOperation &inner) { inner.parentKeepAlive = self; });
}

void PyOperation::setDetached() {
  nb::object self = getRef().releaseObject();
  keepAliveInside(*this, [&](PyOperation &inner) { inner.parentKeepAlive = self; });
  attached = false;
  parentKeepAlive = nb::object();
}

void PyOperation::detachFromParent() {
  checkValid();
  if (mlirBlockIsNull(mlirOperationGetBlock(operation)))
    throw nb::value_error("the operation is in no block: it cannot be detached");
  mlirOperationRemoveFromParent(operation);
  setDetached();
}

PyBlock PyOperation::getBlock() {
  checkValid();
  std::optional<PyOperationRef> parent = getParentOperation();
  MlirBlock block = mlirOperationGetBlock(operation);
  if (mlirBlockIsNull(block) || !parent)
    throw nb::value_error("the operation is in no block");
  return PyBlock(std::move(*parent), block);
}

std::optional<PyOperationRef> PyOperation::getParentOperation() {
  checkValid();
  MlirOperation parent = mlirOperationGetParentOperation(operation);
  if (mlirOperationIsNull(parent))
    return std::nullopt;
  return forOperation(getContext(), parent);
}

nb::object PyOperation::getCapsule() { return nb::steal<nb::object>(mlirPythonOperationToCapsule(get())); }

nb::object PyOperation::createFromCapsule(const nb::object &capsule) {
  MlirOperation operation = mlirPythonCapsuleToOperation(capsule.ptr());
  if (mlirOperationIsNull(operation))
    throw nb::python_error();
  PyMlirContextRef context = PyMlirContext::forContext(mlirOperationGetContext(operation));
  PyOperationRef wrapper = forOperation(context, operation);
  // An operation that nothing holds is handed over.
  if (!wrapper->parentKeepAlive && mlirBlockIsNull(mlirOperationGetBlock(operation)))
    wrapper->attached = false;
  return wrapper.releaseObject();
}

void PyOperation::erase() {
  checkValid();
  if (mlirBlockIsNull(mlirOperationGetBlock(operation)) && attached)
    throw nb::value_error("the operation of a Module cannot be erased: drop "
                          "the Module instead");
  for (OpResult result : unwrap(operation)->getResults())
    for (Operation *user : result.getUsers())
      if (!unwrap(operation)->isAncestor(user))
        throw nb::value_error(("cannot erase '" + unwrap(operation)->getName().getStringRef() + "': its result #" +
                               llvm::Twine(result.getResultNumber()) + " is still used by '" +
                               user->getName().getStringRef() + "'")
                                  .str()
                                  .c_str());
  LiveOperations::invalidateInside(operation);
  LiveOperations::remove(operation);
  setInvalid();
  unwrap(operation)->dropAllUses();
  mlirOperationDestroy(operation);
}

nb::object PyOperation::createOpView() {
  checkValid();
  MlirStringRef name = mlirIdentifierStr(mlirOperationGetName(operation));
  nb::object self = getRef().releaseObject();
  if (auto cls = PyGlobals::get().lookupOperationClass({name.data, name.length}))
    return PyOpView::constructDerived(*cls, self);
  return nb::cast(PyOpView(self));
}

namespace {
/// Moves `moved` next to `other`, whether or not it is in a block yet.
void checkMove(PyOperation &moved, PyOperation &other) {
  moved.checkValid();
  other.checkValid();
  if (mlirBlockIsNull(mlirOperationGetBlock(other)))
    throw nb::value_error("the other operation is in no block");
  if (moved.isAttached() && mlirBlockIsNull(mlirOperationGetBlock(moved)))
    throw nb::value_error("the operation of a Module cannot be moved");
  if (unwrap(moved.get())->isAncestor(unwrap(other.get())))
    throw nb::value_error("an operation cannot be moved into itself");
}

void afterMove(PyOperation &moved) {
  auto parent = moved.getParentOperation();
  moved.setAttached(parent ? parent->getObject() : nb::object());
}
} // namespace

void PyOperationBase::moveAfter(PyOperationBase &other) {
  PyOperation &self = getOperation();
  PyOperation &target = other.getOperation();
  checkMove(self, target);
  if (mlirBlockIsNull(mlirOperationGetBlock(self)))
    mlirBlockInsertOwnedOperationAfter(mlirOperationGetBlock(target), target, self);
  else
    mlirOperationMoveAfter(self, target);
  afterMove(self);
}

void PyOperationBase::moveBefore(PyOperationBase &other) {
  PyOperation &self = getOperation();
  PyOperation &target = other.getOperation();
  checkMove(self, target);
  if (mlirBlockIsNull(mlirOperationGetBlock(self)))
    mlirBlockInsertOwnedOperationBefore(mlirOperationGetBlock(target), target, self);
  else
    mlirOperationMoveBefore(self, target);
  afterMove(self);
}

bool PyOperationBase::isBeforeInBlock(PyOperationBase &other) {
  PyOperation &self = getOperation();
  PyOperation &target = other.getOperation();
  if (mlirBlockIsNull(mlirOperationGetBlock(self)) ||
      !mlirBlockEqual(mlirOperationGetBlock(self), mlirOperationGetBlock(target)))
    throw nb::value_error("the operations are not in the same block");
  return mlirOperationIsBeforeInBlock(self, target);
}

bool PyOperationBase::verify() {
  PyOperation &operation = getOperation();
  Diagnosed diagnosed(operation.getContext());
  if (!mlirOperationVerify(operation.get()))
    diagnosed.fail("Verification failed");
  return true;
}

void PyOperationBase::walk(std::function<PyWalkResult(MlirOperation)> callback, PyWalkOrder walkOrder) {
  // Everything is listed first, with its wrapper, so that the callback may erase and move as it likes.
  struct Visit {
    PyOperationRef operation;
    size_t end; // one past the last operation nested in it (pre-order)
  };
  PyOperation &root = getOperation();
  PyMlirContextRef context = root.getContext();
  std::vector<Visit> visits;
  std::function<void(Operation *)> list = [&](Operation *operation) {
    size_t index = visits.size();
    auto add = [&] { visits.push_back({PyOperation::forOperation(context, wrap(operation)), 0}); };
    if (walkOrder == PyWalkOrder::PreOrder)
      add();
    for (Region &region : operation->getRegions())
      for (Block &block : region)
        for (Operation &inner : block)
          list(&inner);
    if (walkOrder == PyWalkOrder::PostOrder)
      add();
    else
      visits[index].end = visits.size();
  };
  list(unwrap(root.get()));
  for (size_t i = 0; i < visits.size(); ++i) {
    PyOperation *operation = visits[i].operation.get();
    MlirOperation raw{nullptr};
    try {
      raw = operation->get();
    } catch (std::runtime_error &) {
      continue; // erased meanwhile
    }
    PyWalkResult result = callback(raw);
    if (result == PyWalkResult::Interrupt)
      return;
    if (result == PyWalkResult::Skip && walkOrder == PyWalkOrder::PreOrder)
      i = visits[i].end - 1;
  }
}

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir
