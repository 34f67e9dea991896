// The extension module `_ttmlir`: Tenon's dialects, passes and translations, for the Python files of the package.
#include "Tenon.h"
#include "definitions/Definitions.h"

#include "ttmlir-c/PassLog.h"
#include "ttmlir-c/Registration.h"

#include <nanobind/stl/string.h>

namespace nb = nanobind;
using namespace nb::literals;

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
  m.def(
      "has_pipeline",
      [](const std::string &name) { return ttmlirHasPipeline(mlirStringRefCreate(name.data(), name.size())); },
      "name"_a, "Whether a pipeline of that name is there.");
  tenon::bindDefinitions(m);
  tenon::bindInterfaces(m);
  tenon::bindModuleLogger(m);
  tenon::bindTranslation(m);
}
