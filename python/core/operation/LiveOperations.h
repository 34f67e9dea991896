// The table of all operations that Python holds a wrapper of: it makes wrappers unique and erased operations safe.
//
// An entry lives as long as its wrapper is alive and its operation exists. Whoever destroys operations behind the
// wrappers' back (erase, a pass pipeline) calls `invalidateInside` first, so that later use raises and never dangles.
//
// Blocks and their arguments have no such table: their wrappers know the operation that they are in. Once blocks or
// arguments directly inside an operation may have gone, the operation is marked, and from then on each use of one of
// them looks whether it is still there.
#ifndef TENON_PYTHON_CORE_OPERATION_LIVEOPERATIONS_H
#define TENON_PYTHON_CORE_OPERATION_LIVEOPERATIONS_H

#include "../CoreBindings.h"

#include "llvm/ADT/DenseSet.h"

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

class LiveOperations {
public:
  static PyOperation *find(MlirOperation operation);
  static void insert(MlirOperation operation, PyOperation *wrapper);
  static void remove(MlirOperation operation);

  /// Calls `fn` with each wrapper of an operation nested in `root` (not `root` itself).
  static void forEachInside(MlirOperation root, llvm::function_ref<void(PyOperation &)> fn);

  /// Marks the wrappers of everything nested in `root` as erased.
  static void invalidateInside(MlirOperation root);

  static size_t count();

  /// Blocks, arguments or operations directly inside `operation` may be gone although their wrappers do not know.
  static void markChanged(MlirOperation operation);
  static bool isChanged(MlirOperation operation);

  /// Tells walks in progress that `root` and everything inside it is about to be destroyed.
  static void aboutToDestroy(MlirOperation root);
};

/// The operations that a walk is still to visit may be destroyed by its callback: it learns of that here.
class WalkInProgress {
public:
  WalkInProgress();
  ~WalkInProgress();
  WalkInProgress(const WalkInProgress &) = delete;
  bool isDestroyed(MlirOperation operation) const { return destroyed.contains(operation.ptr); }

private:
  friend class LiveOperations;
  llvm::DenseSet<const void *> destroyed;
};

/// Before `root` is destroyed: operations outside it that use values defined inside see null operands, which the
/// verifier reports, and those that branch to blocks inside branch to their own block.
void severUses(MlirOperation root);

/// Before MLIR prints `root`: waits for diagnostic handlers of other threads, for printing verifies and listens to
/// diagnostics, and raises RuntimeError where an operand or successor is null, which MLIR ends the process on.
void requirePrintable(MlirOperation root);

/// Raises ValueError if the operation has no first block, which Python may move to another operation, but which MLIR
/// takes for granted in modules and symbol tables.
void requireBody(MlirOperation operation);

/// Raises ValueError if `operation` is of another context than `parent`, or has it inside.
void requireInsertable(PyOperation &operation, PyOperation &parent);

/// Raises RuntimeError if the block is no longer in `parent`.
void checkBlock(PyOperationRef &parent, MlirBlock block);
inline void checkBlock(PyBlock &block) { checkBlock(block.getParentOperation(), block.get()); }

/// Raises RuntimeError if the value is gone.
void checkValue(PyValue &value);

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir

#endif // TENON_PYTHON_CORE_OPERATION_LIVEOPERATIONS_H
