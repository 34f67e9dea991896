// Modules: created, parsed, and unique for each MLIR module.
#include "../CoreBindings.h"
#include "LiveOperations.h"

#include <cstdio>

namespace nb = nanobind;
using namespace nb::literals;

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

PyModule::PyModule(PyMlirContextRef contextRef, MlirModule module)
    : BaseContextObject(std::move(contextRef)), module(module) {}

PyModule::~PyModule() {
  nb::gil_scoped_acquire gil;
  auto &modules = getContext()->liveModules;
  if (mlirModuleIsNull(module)) {
    // It was given away (clearMlirModule), and does not know any more what it stood for.
    auto own = llvm::find_if(modules, [&](const auto &entry) { return entry.second.second == this; });
    if (own != modules.end())
      modules.erase(own);
    return;
  }
  modules.erase(module.ptr);
  LiveOperations::aboutToDestroy(mlirModuleGetOperation(module));
  severUses(mlirModuleGetOperation(module));
  mlirModuleDestroy(module);
}

PyModuleRef PyModule::forModule(MlirModule module) {
  PyMlirContextRef context = PyMlirContext::forContext(mlirModuleGetContext(module));
  auto &modules = context->liveModules;
  auto known = modules.find(module.ptr);
  // What was given away may come back, and is another object then.
  if (known != modules.end() && !mlirModuleIsNull(known->second.second->get()))
    return PyModuleRef(known->second.second, nb::borrow<nb::object>(known->second.first));
  auto *wrapper = new PyModule(context, module);
  nb::object object = nb::cast(wrapper, nb::rv_policy::take_ownership);
  wrapper->handle = object;
  modules[module.ptr] = {wrapper->handle, wrapper};
  return PyModuleRef(wrapper, std::move(object));
}

nb::object PyModule::getCapsule() { return nb::steal<nb::object>(mlirPythonModuleToCapsule(get())); }

nb::object PyModule::createFromCapsule(nb::object capsule) {
  MlirModule module = mlirPythonCapsuleToModule(capsule.ptr());
  if (mlirModuleIsNull(module))
    throw nb::python_error();
  return forModule(module).releaseObject();
}

namespace {
nb::object parseModule(std::string_view source, PyMlirContext &context) {
  Diagnosed diagnosed(context.getRef());
  MlirModule module =
      diagnosed.require(mlirModuleCreateParse(context.get(), toRef(source)), "Unable to parse module assembly");
  return PyModule::forModule(module).releaseObject();
}

/// A file that cannot be opened is an OSError, not a diagnostic.
void requireReadable(const std::string &path) {
  if (std::FILE *file = std::fopen(path.c_str(), "rb")) {
    std::fclose(file);
    return;
  }
  PyErr_SetFromErrnoWithFilename(PyExc_OSError, path.c_str());
  throw nb::python_error();
}

/// The module, unless it was given away through a capsule.
MlirModule requireModule(PyModule &self) {
  if (mlirModuleIsNull(self.get()))
    throw std::runtime_error("the module was given away (_clear_mlir_module)");
  return self.get();
}

PyOperationRef moduleOperation(PyModule &self) {
  requireModule(self);
  return PyOperation::forOperation(self.getContext(), mlirModuleGetOperation(self.get()),
                                   self.getRef().releaseObject());
}
} // namespace

void populateModule(nb::module_ &m) {
  nb::class_<PyModule>(m, "Module", nb::is_weak_referenceable())
      .def_prop_ro(MLIR_PYTHON_CAPI_PTR_ATTR, &PyModule::getCapsule)
      .def_static(MLIR_PYTHON_CAPI_FACTORY_ATTR, &PyModule::createFromCapsule)
      .def("_clear_mlir_module", &PyModule::clearMlirModule)
      .def_static(
          "parse",
          [](const std::string &source, DefaultingPyMlirContext context) {
            return parseModule(source, *context.get());
          },
          "asm"_a, "context"_a = nb::none(),
          nb::sig("def parse(asm: str | bytes, context: Context | None = None) -> Module"),
          "Parses a module from text or bytecode; raises MLIRError.")
      .def_static(
          "parse",
          [](nb::bytes source, DefaultingPyMlirContext context) {
            return parseModule({source.c_str(), source.size()}, *context.get());
          },
          "asm"_a, "context"_a = nb::none())
      .def_static(
          "parseFile",
          [](const std::string &path, DefaultingPyMlirContext context) {
            requireReadable(path);
            Diagnosed diagnosed(context->getRef());
            MlirModule module = diagnosed.require(mlirModuleCreateParseFromFile(context->get(), toRef(path)),
                                                  "Unable to parse module assembly");
            return PyModule::forModule(module).releaseObject();
          },
          "path"_a, "context"_a = nb::none(), "Parses a module from a file; raises OSError or MLIRError.")
      .def_static(
          "create",
          [](std::optional<PyLocation> loc) {
            PyLocation location = resolveLocation(std::move(loc));
            return PyModule::forModule(mlirModuleCreateEmpty(location)).releaseObject();
          },
          "loc"_a = nb::none(), "Creates an empty module.")
      .def_prop_ro("context", [](PyModule &self) { return self.getContext().getObject(); })
      .def_prop_ro("operation", [](PyModule &self) { return moduleOperation(self).releaseObject(); })
      .def_prop_ro(
          "body",
          [](PyModule &self) {
            PyOperationRef operation = moduleOperation(self);
            requireBody(operation->get());
            return PyBlock(std::move(operation), mlirModuleGetBody(self.get()));
          },
          "The module's block; raises ValueError where it was moved away.")
      .def("dump",
           [](PyModule &self) {
             MlirOperation operation = mlirModuleGetOperation(requireModule(self));
             requirePrintable(operation);
             mlirOperationDump(operation);
           })
      .def("__eq__",
           [](PyModule &self, PyModule &other) { return mlirModuleEqual(requireModule(self), requireModule(other)); })
      .def("__eq__", [](PyModule &, nb::object) { return false; })
      .def("__hash__", [](PyModule &self) { return mlirModuleHashValue(requireModule(self)); })
      .def("__str__", [](PyModule &self) {
        return moduleOperation(self)->getAsm(false, std::nullopt, std::nullopt, false, false, false, false, false,
                                             false, false);
      });
}

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir
