// Errors of the compiler, collected in a scope and raised as MLIRError.
#ifndef TENON_PYTHON_CORE_TENONERRORS_H
#define TENON_PYTHON_CORE_TENONERRORS_H

#include "mlir-c/Diagnostics.h"

#include <string>

namespace tenon {

/// Collects the errors of a scope.
class Errors {
public:
  explicit Errors(MlirContext context)
      : context(context), handler(mlirContextAttachDiagnosticHandler(context, collect, this, nullptr)) {}
  ~Errors() { mlirContextDetachDiagnosticHandler(context, handler); }
  Errors(const Errors &) = delete;
  Errors &operator=(const Errors &) = delete;
  /// One line for each error and note: "file.mlir:3:5: message".
  const std::string &text() const { return lines; }

private:
  static MlirLogicalResult collect(MlirDiagnostic diagnostic, void *self);
  MlirContext context;
  MlirDiagnosticHandlerID handler;
  std::string lines;
};

/// Raises MLIRError: what could not be done, and why.
[[noreturn]] void refuse(const std::string &what, const Errors &errors);

} // namespace tenon

#endif // TENON_PYTHON_CORE_TENONERRORS_H
