// The extension module `_ttmlir`: Tenon's dialects, passes and translations, for the Python files of the package.
#include "TenonErrors.h"
#include "definitions/Definitions.h"

#include "ttmlir-c/Registration.h"
#include "ttmlir-c/Translation.h"

#include "mlir/Bindings/Python/NanobindAdaptors.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace {
nb::bytes toFlatbuffer(MlirOperation operation) {
  MlirModule module = mlirModuleFromOperation(operation);
  if (mlirModuleIsNull(module))
    throw nb::value_error("expected the operation of a module");
  tenon::Errors errors(mlirModuleGetContext(module));
  std::string bytes;
  MlirLogicalResult result = ttmlirTranslateTTNNToFlatbuffer(
      module, [](MlirStringRef part, void *into) { static_cast<std::string *>(into)->append(part.data, part.length); },
      &bytes);
  if (mlirLogicalResultIsFailure(result))
    tenon::refuse("the module cannot be written as a Binary", errors);
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
  tenon::bindDefinitions(m);
}
