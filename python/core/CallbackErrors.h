// What Python callbacks raised while C++ ran them: kept until the C++ has returned, then raised.
//
// MLIR is built without exceptions, so none may pass through it. A callback tells MLIR of a failure instead, and
// whoever started the C++ raises the first exception, with where it happened and MLIR's own diagnostics as notes.
#ifndef TENON_PYTHON_CORE_CALLBACKERRORS_H
#define TENON_PYTHON_CORE_CALLBACKERRORS_H

#include "CoreBindings.h"

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

class CallbackErrors {
public:
  /// Whether something was raised: nothing more should be called then.
  bool failed() const { return static_cast<bool>(first); }

  /// Keeps the exception that is being handled, with a note of `where`.
  void keep(const std::string &where);

  /// Raises what was kept, if anything, with the diagnostics as notes; callable again after that.
  void raise(const std::vector<PyDiagnostic::DiagnosticInfo> &diagnostics);

private:
  std::exception_ptr first;
};

/// Hands the exception that is being handled to MLIR, as an error at `location`: for callbacks that other projects' C++
/// started, which nobody of ours waits for.
void reportCallbackError(MlirLocation location, const std::string &where);

/// A Python callable, owned by MLIR's objects: counted here, for they copy and destroy it with or without the GIL.
class SharedCallable {
public:
  explicit SharedCallable(nanobind::callable callable)
      : callable(new nanobind::callable(std::move(callable)), release) {}
  nanobind::callable &get() const { return *callable; }

private:
  static void release(nanobind::callable *callable);
  std::shared_ptr<nanobind::callable> callable;
};

/// "the pass 'fold' on 'func.func' at loc(...)".
std::string describeCall(const std::string &callback, MlirOperation operation);

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir

#endif // TENON_PYTHON_CORE_CALLBACKERRORS_H
