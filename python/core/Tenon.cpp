// The extension module `_ttmlir`: Tenon's dialects, passes and translations, for the Python files of the package.
#include "ttmlir-c/Registration.h"
#include "ttmlir-c/Translation.h"

#include "mlir/Bindings/Python/NanobindAdaptors.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace {
/// Text of a diagnostic: "file.mlir:3:5: message", notes on lines of their own.
std::string describe(MlirDiagnostic diagnostic) {
  std::string text;
  auto append = [](MlirStringRef part, void *into) {
    static_cast<std::string *>(into)->append(part.data, part.length);
  };
  mlirLocationPrint(mlirDiagnosticGetLocation(diagnostic), append, &text);
  if (text.rfind("loc(", 0) == 0 && text.back() == ')')
    text = text.substr(4, text.size() - 5);
  text += ": ";
  mlirDiagnosticPrint(diagnostic, append, &text);
  for (intptr_t i = 0, n = mlirDiagnosticGetNumNotes(diagnostic); i < n; ++i) {
    std::string note = describe(mlirDiagnosticGetNote(diagnostic, i));
    // The text of the operation, which for a module is the whole program, is left out.
    if (note.find(": see current operation") == std::string::npos)
      text += "\n  note: " + note;
  }
  return text;
}

/// Collects the errors of a scope.
class Errors {
public:
  explicit Errors(MlirContext context)
      : context(context), handler(mlirContextAttachDiagnosticHandler(context, collect, this, nullptr)) {}
  ~Errors() { mlirContextDetachDiagnosticHandler(context, handler); }
  Errors(const Errors &) = delete;
  const std::string &text() const { return lines; }

private:
  static MlirLogicalResult collect(MlirDiagnostic diagnostic, void *self) {
    if (mlirDiagnosticGetSeverity(diagnostic) != MlirDiagnosticError)
      return mlirLogicalResultFailure();
    std::string &lines = static_cast<Errors *>(self)->lines;
    lines += (lines.empty() ? "" : "\n") + describe(diagnostic);
    return mlirLogicalResultSuccess();
  }
  MlirContext context;
  MlirDiagnosticHandlerID handler;
  std::string lines;
};

[[noreturn]] void refuse(const char *what, const Errors &errors) {
  nb::object error = nb::module_::import_("ttmlir.ir").attr("MLIRError");
  std::string message = what;
  if (!errors.text().empty())
    message += ":\n" + errors.text();
  PyErr_SetObject(error.ptr(), error(message, nb::list()).ptr());
  throw nb::python_error();
}

nb::bytes toFlatbuffer(MlirOperation operation) {
  MlirModule module = mlirModuleFromOperation(operation);
  if (mlirModuleIsNull(module))
    throw nb::value_error("expected the operation of a module");
  Errors errors(mlirModuleGetContext(module));
  std::string bytes;
  MlirLogicalResult result = ttmlirTranslateTTNNToFlatbuffer(
      module, [](MlirStringRef part, void *into) { static_cast<std::string *>(into)->append(part.data, part.length); },
      &bytes);
  if (mlirLogicalResultIsFailure(result))
    refuse("the module cannot be written as a Binary", errors);
  return nb::bytes(bytes.data(), bytes.size());
}
} // namespace

NB_MODULE(_ttmlir, m) {
  m.doc() = "Tenon's dialects, passes and translations";
  m.def("register_dialects", &ttmlirRegisterAllDialects, "registry"_a, "Adds Tenon's dialects to a DialectRegistry.");
  m.def("register_passes", &ttmlirRegisterAllPasses, "Makes Tenon's passes and pipelines known by name.");
  m.def(
      "register_dialect",
      [](MlirContext context, bool load) {
        MlirDialectRegistry registry = mlirDialectRegistryCreate();
        ttmlirRegisterAllDialects(registry);
        mlirContextAppendDialectRegistry(context, registry);
        mlirDialectRegistryDestroy(registry);
        if (load)
          mlirContextLoadAllAvailableDialects(context);
      },
      "context"_a, "load"_a = true, "Adds Tenon's dialects to a context.");
  m.def("shorten_diagnostics", &ttmlirShortenDiagnostics, "context"_a,
        "Lets the errors of a context show no operation, which for a module would be all of the program.");
  m.def("ttnn_to_flatbuffer_bin", &toFlatbuffer, "operation"_a,
        "The Binary of a TTNN module's operation, as bytes; raises MLIRError.");
}
