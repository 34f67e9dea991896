// Errors of the compiler, collected in a scope and raised as MLIRError.
#include "TenonErrors.h"

#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>

namespace nb = nanobind;

namespace tenon {
namespace {
/// Text of a diagnostic: "file.mlir:3:5: message" (the message alone where there is no location), notes on lines of
/// their own.
std::string describe(MlirDiagnostic diagnostic) {
  std::string text;
  auto append = [](MlirStringRef part, void *into) {
    static_cast<std::string *>(into)->append(part.data, part.length);
  };
  mlirLocationPrint(mlirDiagnosticGetLocation(diagnostic), append, &text);
  if (text.rfind("loc(", 0) == 0 && text.back() == ')')
    text = text.substr(4, text.size() - 5);
  text = text == "unknown" ? "" : text + ": ";
  mlirDiagnosticPrint(diagnostic, append, &text);
  for (intptr_t i = 0, n = mlirDiagnosticGetNumNotes(diagnostic); i < n; ++i) {
    std::string note = describe(mlirDiagnosticGetNote(diagnostic, i));
    // The text of the operation, which for a module is the whole program, is left out.
    if (note.find(": see current operation") == std::string::npos)
      text += "\n  note: " + note;
  }
  return text;
}
} // namespace

MlirLogicalResult Errors::collect(MlirDiagnostic diagnostic, void *self) {
  if (mlirDiagnosticGetSeverity(diagnostic) != MlirDiagnosticError)
    return mlirLogicalResultFailure();
  std::string &lines = static_cast<Errors *>(self)->lines;
  lines += (lines.empty() ? "" : "\n") + describe(diagnostic);
  return mlirLogicalResultSuccess();
}

void refuse(const std::string &what, const Errors &errors) {
  nb::object error = nb::module_::import_("ttmlir.ir").attr("MLIRError");
  std::string message = what;
  if (!errors.text().empty())
    message += ":\n" + errors.text();
  PyErr_SetObject(error.ptr(), error(message, nb::list()).ptr());
  throw nb::python_error();
}

} // namespace tenon
