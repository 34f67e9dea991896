// Operations' wrappers: unique, alive as long as they are used, and invalid once their operation is gone.
//
// A detached operation belongs to its wrapper. An attached one belongs to the module or the detached operation at the
// root of its tree, which the wrapper keeps alive (`parentKeepAlive`), directly or through its parents' wrappers.
#include "LiveOperations.h"
#include "Ongoing.h"

#include "mlir/CAPI/IR.h"
#include "mlir/IR/Operation.h"
#include "mlir/IR/SymbolTable.h"

namespace nb = nanobind;

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

namespace {
struct LiveTable {
  nb::ft_mutex mutex;
  llvm::DenseMap<const void *, PyOperation *> wrappers;
  llvm::DenseSet<const void *> changed;
  std::vector<WalkInProgress *> walks;
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
  WrapperRecorder::note(operation);
}

void LiveOperations::remove(MlirOperation operation) {
  LiveTable &table = liveTable();
  nb::ft_lock_guard lock(table.mutex);
  table.wrappers.erase(operation.ptr);
  if (!table.changed.empty())
    table.changed.erase(operation.ptr);
}

void LiveOperations::markChanged(MlirOperation operation) {
  LiveTable &table = liveTable();
  nb::ft_lock_guard lock(table.mutex);
  // Without a wrapper there is nothing inside that Python could hold.
  if (table.wrappers.contains(operation.ptr))
    table.changed.insert(operation.ptr);
}

bool LiveOperations::isChanged(MlirOperation operation) {
  LiveTable &table = liveTable();
  nb::ft_lock_guard lock(table.mutex);
  return !table.changed.empty() && table.changed.contains(operation.ptr);
}

void LiveOperations::aboutToDestroy(MlirOperation root) {
  LiveTable &table = liveTable();
  nb::ft_lock_guard lock(table.mutex);
  if (table.walks.empty())
    return;
  unwrap(root)->walk([&](Operation *operation) {
    for (WalkInProgress *walk : table.walks)
      walk->destroyed.insert(operation);
  });
}

WalkInProgress::WalkInProgress() {
  LiveTable &table = liveTable();
  nb::ft_lock_guard lock(table.mutex);
  table.walks.push_back(this);
}

WalkInProgress::~WalkInProgress() {
  LiveTable &table = liveTable();
  nb::ft_lock_guard lock(table.mutex);
  llvm::erase(table.walks, this);
}

void severUses(MlirOperation root) {
  Operation *operation = unwrap(root);
  auto sever = [&](Block *block) {
    for (BlockOperand &use : llvm::make_early_inc_range(block->getUses()))
      if (!operation->isAncestor(use.getOwner())) {
        if (Block *own = use.getOwner()->getBlock())
          use.set(own);
        else
          use.drop();
      }
  };
  if (operation->getNumRegions())
    operation->walk([&](Block *block) {
      if (!block->use_empty())
        sever(block);
    });
  operation->dropAllDefinedValueUses();
}

void requireBody(MlirOperation operation) {
  Operation *checked = unwrap(operation);
  if (checked->getNumRegions() == 0 || checked->getRegion(0).empty())
    throw nb::value_error(
        ("'" + checked->getName().getStringRef() + "' has no body: its first region is missing or has no block")
            .str()
            .c_str());
}

void checkBlock(PyOperationRef &parent, MlirBlock block) {
  MlirOperation operation = parent->get();
  if (!LiveOperations::isChanged(operation))
    return;
  for (Region &region : unwrap(operation)->getRegions())
    for (Block &inner : region)
      if (&inner == unwrap(block))
        return;
  throw std::runtime_error("the block has been invalidated: it was moved to another operation or erased");
}

void checkValue(PyValue &value) {
  MlirOperation operation = value.getParentOperation()->get();
  if (!LiveOperations::isChanged(operation))
    return;
  for (OpResult result : unwrap(operation)->getResults())
    if (result == unwrap(value.get()))
      return;
  for (Region &region : unwrap(operation)->getRegions())
    for (Block &inner : region)
      for (BlockArgument argument : inner.getArguments())
        if (argument == unwrap(value.get()))
          return;
  throw std::runtime_error("the value has been invalidated: it was moved to another operation or erased");
}

size_t LiveOperations::count() {
  LiveTable &table = liveTable();
  nb::ft_lock_guard lock(table.mutex);
  return table.wrappers.size();
}

void LiveOperations::forEachInside(MlirOperation root, llvm::function_ref<void(PyOperation &)> fn) {
  if (mlirOperationGetNumRegions(root) == 0)
    return;
  // Collected first, for `fn` may change the table; and held, for what `fn` drops may be the last reference to a
  // wrapper that is yet to come.
  std::vector<PyOperationRef> found;
  LiveTable &table = liveTable();
  {
    nb::ft_lock_guard lock(table.mutex);
    size_t left = table.wrappers.size();
    unwrap(root)->walk([&](Operation *operation) {
      if (auto known = table.wrappers.find(operation); known != table.wrappers.end()) {
        if (operation != unwrap(root))
          found.push_back(known->second->getRef());
        --left;
      }
      return left ? WalkResult::advance() : WalkResult::interrupt();
    });
  }
  for (PyOperationRef &wrapper : found)
    fn(*wrapper.get());
}

void LiveOperations::invalidateInside(MlirOperation root) {
  if (mlirOperationGetNumRegions(root) == 0)
    return;
  markChanged(root);
  for (Region &region : unwrap(root)->getRegions())
    for (Block &block : region)
      for (Operation &inner : block)
        aboutToDestroy(wrap(&inner));
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
  LiveOperations::aboutToDestroy(operation);
  severUses(operation);
  Ongoing::destroy(operation);
}

PyOperationRef PyOperation::createInstance(PyMlirContextRef contextRef, MlirOperation operation,
                                           nb::object parentKeepAlive) {
  // Made inside its Python object: one allocation, and no look-up of the class by its name.
  static const nb::handle cls = nb::type<PyOperation>();
  nb::object object = nb::inst_alloc(cls);
  auto *wrapper = new (nb::inst_ptr<PyOperation>(object)) PyOperation(std::move(contextRef), operation);
  nb::inst_mark_ready(object);
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
/// A symbol table of `parent` may still list what is about to leave it.
void noteLeaving(Operation *parent) {
  if (parent && parent->hasTrait<OpTrait::SymbolTable>())
    LiveOperations::markChanged(wrap(parent));
}

/// Lets the wrappers nested in `root` keep `root`'s wrapper alive rather than the tree that it was taken out of.
void keepAliveInside(PyOperation &root, llvm::function_ref<void(PyOperation &)> setOwner) {
  LiveOperations::forEachInside(root.get(), setOwner);
}
} // namespace

void PyOperation::setAttached(const nb::object &parent) {
  if (attached && parent.is(parentKeepAlive))
    return;
  nb::object self = getRef().releaseObject();
  attached = true;
  if (parent)
    parentKeepAlive = parent;
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
    throw nb::value_error("the operation has no parent: it cannot be detached");
  Ongoing::checkMayRemove(unwrap(operation));
  Ongoing::noteRemoval(unwrap(operation));
  noteLeaving(unwrap(operation)->getParentOp());
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
  Ongoing::checkMayRemove(unwrap(operation));
  Ongoing::noteRemoval(unwrap(operation));
  LiveOperations::invalidateInside(operation);
  LiveOperations::aboutToDestroy(operation);
  LiveOperations::remove(operation);
  setInvalid();
  noteLeaving(unwrap(operation)->getParentOp());
  severUses(operation);
  Ongoing::destroy(operation);
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
  if (moved.getContext().get() != other.getContext().get())
    throw nb::value_error("the operations belong to different contexts");
  if (Operation *parent = unwrap(moved.get())->getParentOp(); parent != unwrap(other.get())->getParentOp())
    noteLeaving(parent);
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

namespace {
struct Visit {
  MlirOperation operation;
  size_t end; // one past the last operation nested in it (pre-order)
};

void listVisits(Operation *operation, PyWalkOrder order, std::vector<Visit> &visits) {
  size_t index = visits.size();
  if (order == PyWalkOrder::PreOrder)
    visits.push_back({wrap(operation), 0});
  for (Region &region : operation->getRegions())
    for (Block &block : region)
      for (Operation &inner : block)
        listVisits(&inner, order, visits);
  if (order == PyWalkOrder::PostOrder)
    visits.push_back({wrap(operation), 0});
  else
    visits[index].end = visits.size();
}
} // namespace

void PyOperationBase::walk(std::function<PyWalkResult(MlirOperation)> callback, PyWalkOrder walkOrder) {
  // Everything is listed first, so that the callback may erase and move as it likes.
  std::vector<Visit> visits;
  listVisits(unwrap(getOperation().get()), walkOrder, visits);
  WalkInProgress walk;
  for (size_t i = 0; i < visits.size(); ++i) {
    if (walk.isDestroyed(visits[i].operation))
      continue;
    PyWalkResult result = callback(visits[i].operation);
    if (result == PyWalkResult::Interrupt)
      return;
    if (result == PyWalkResult::Skip && walkOrder == PyWalkOrder::PreOrder)
      i = visits[i].end - 1;
  }
}

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir
