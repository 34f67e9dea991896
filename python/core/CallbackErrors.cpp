// What Python callbacks raised while C++ ran them; see CallbackErrors.h.
#include "CallbackErrors.h"

namespace nb = nanobind;

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

namespace {
/// Adds a note to a Python exception; whatever hinders that does not hide the exception itself.
void addNote(nb::python_error &error, const std::string &note) {
  try {
    error.value().attr("add_note")(note);
  } catch (nb::python_error &) {
  }
}
} // namespace

void CallbackErrors::keep(const std::string &where) {
  std::exception_ptr current = std::current_exception();
  if (first)
    return;
  first = current;
  try {
    std::rethrow_exception(current);
  } catch (nb::python_error &error) {
    addNote(error, "raised in " + where);
  } catch (...) {
  }
}

void CallbackErrors::raise(const std::vector<PyDiagnostic::DiagnosticInfo> &diagnostics) {
  if (!first)
    return;
  std::exception_ptr kept = std::exchange(first, nullptr);
  try {
    std::rethrow_exception(kept);
  } catch (nb::python_error &error) {
    for (const auto &diagnostic : diagnostics)
      addNote(error, nb::cast<std::string>(nb::str(nb::cast(diagnostic))));
    throw;
  }
}

void reportCallbackError(MlirLocation location, const std::string &where) {
  std::string message = where + " raised ";
  try {
    throw;
  } catch (nb::python_error &error) {
    message +=
        nb::cast<std::string>(error.type().attr("__name__")) + ": " + nb::cast<std::string>(nb::str(error.value()));
  } catch (std::exception &error) {
    message += error.what();
  }
  mlirEmitError(location, message.c_str());
}

void SharedCallable::release(nb::callable *callable) {
  // An interpreter that has ended owns nothing any more.
  if (!nb::is_alive())
    return;
  nb::gil_scoped_acquire gil;
  delete callable;
}

std::string describeCall(const std::string &callback, MlirOperation operation) {
  std::string location = printToString([&](MlirStringCallback print, void *into) {
    mlirLocationPrint(mlirOperationGetLocation(operation), print, into);
  });
  return callback + " on '" + std::string(toView(mlirIdentifierStr(mlirOperationGetName(operation)))) + "' at " +
         location;
}

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir
