// The table of all operations that Python holds a wrapper of: it makes wrappers unique and erased operations safe.
//
// An entry lives as long as its wrapper is alive and its operation exists. Whoever destroys operations behind the
// wrappers' back (erase, a pass pipeline) calls `invalidateInside` first, so that later use raises and never dangles.
#ifndef TENON_PYTHON_CORE_OPERATION_LIVEOPERATIONS_H
#define TENON_PYTHON_CORE_OPERATION_LIVEOPERATIONS_H

#include "../CoreBindings.h"

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
};

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir

#endif // TENON_PYTHON_CORE_OPERATION_LIVEOPERATIONS_H
