// The extension module `_mlir`: globals, registration, `ir`, `passmanager` and `rewrite`.
#include "CoreBindings.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

namespace {
void bindGlobals(nb::module_ &m) {
  using Traceback = PyGlobals::TracebackLoc;
  auto traceback = [](PyGlobals &self) -> Traceback & { return self.getTracebackLoc(); };
  nb::class_<PyGlobals>(m, "_Globals")
      .def_prop_rw("dialect_search_modules", &PyGlobals::getDialectSearchPrefixes,
                   [](PyGlobals &self, std::vector<std::string> prefixes) {
                     self.setDialectSearchPrefixes(std::move(prefixes));
                     forgetFailedLookups();
                   })
      .def(
          "append_dialect_search_prefix",
          [](PyGlobals &self, std::string prefix) {
            self.addDialectSearchPrefix(std::move(prefix));
            forgetFailedLookups();
          },
          "module_name"_a)
      .def(
          "_check_dialect_module_loaded",
          [](PyGlobals &self, const std::string &name) { return self.loadDialectModule(name); }, "dialect_namespace"_a)
      .def("_register_dialect_impl", &PyGlobals::registerDialectImpl, "dialect_namespace"_a, "dialect_class"_a)
      .def("_register_operation_impl", &PyGlobals::registerOperationImpl, "operation_name"_a, "operation_class"_a,
           nb::kw_only(), "replace"_a = false)
      .def("loc_tracebacks_enabled", [traceback](PyGlobals &self) { return traceback(self).locTracebacksEnabled(); })
      .def(
          "set_loc_tracebacks_enabled",
          [traceback](PyGlobals &self, bool enabled) { traceback(self).setLocTracebacksEnabled(enabled); }, "enabled"_a)
      .def("loc_tracebacks_frame_limit",
           [traceback](PyGlobals &self) { return traceback(self).locTracebackFramesLimit(); })
      .def(
          "set_loc_tracebacks_frame_limit",
          [traceback](PyGlobals &self, std::optional<int> limit) {
            traceback(self).setLocTracebackFramesLimit(limit ? std::max(*limit, 0) : Traceback::kMaxFrames);
          },
          "n"_a.none())
      .def(
          "register_traceback_file_inclusion",
          [traceback](PyGlobals &self, const std::string &file) {
            traceback(self).registerTracebackFileInclusion(file);
          },
          "filename"_a)
      .def(
          "register_traceback_file_exclusion",
          [traceback](PyGlobals &self, const std::string &file) {
            traceback(self).registerTracebackFileExclusion(file);
          },
          "filename"_a);
  m.attr("globals") = nb::cast(new PyGlobals, nb::rv_policy::take_ownership);
}

/// Decorators: `register_x(...)(cls)`.
void bindRegistration(nb::module_ &m) {
  m.def(
      "register_dialect",
      [](nb::type_object cls) {
        PyGlobals::get().registerDialectImpl(nb::cast<std::string>(cls.attr("DIALECT_NAMESPACE")), cls);
        return cls;
      },
      "dialect_class"_a, "Makes a class the one of its dialect.");
  m.def(
      "register_operation",
      [](const nb::type_object &dialectClass, bool replace) {
        return nb::cpp_function(
            [dialectClass, replace](nb::type_object cls) {
              PyGlobals::get().registerOperationImpl(nb::cast<std::string>(cls.attr("OPERATION_NAME")), cls, replace);
              // Found as an attribute of the dialect's class too.
              dialectClass.attr(cls.attr("__name__")) = cls;
              return cls;
            },
            "opview_cls"_a);
      },
      "dialect_class"_a, nb::kw_only(), "replace"_a = false, "Makes a class the one of its operation.");
  m.def(
      MLIR_PYTHON_CAPI_TYPE_CASTER_REGISTER_ATTR,
      [](PyTypeID typeID, bool replace) {
        return nb::cpp_function([typeID, replace](nb::callable caster) {
          PyGlobals::get().registerTypeCaster(typeID, caster, replace);
          return caster;
        });
      },
      "typeid"_a, nb::kw_only(), "replace"_a = false);
  m.def(
      MLIR_PYTHON_CAPI_VALUE_CASTER_REGISTER_ATTR,
      [](PyTypeID typeID, bool replace) {
        return nb::cpp_function([typeID, replace](nb::callable caster) {
          PyGlobals::get().registerValueCaster(typeID, caster, replace);
          return caster;
        });
      },
      "typeid"_a, nb::kw_only(), "replace"_a = false);
}

/// Attribute builders, by the name that TableGen gives an attribute's kind.
struct AttrBuilder {
  static bool contains(const std::string &kind) { return PyGlobals::get().lookupAttributeBuilder(kind).has_value(); }
  static nb::callable get(const std::string &kind) {
    auto builder = PyGlobals::get().lookupAttributeBuilder(kind);
    if (!builder)
      throw nb::key_error(kind.c_str());
    return *builder;
  }
  static void insert(const std::string &kind, nb::callable builder, bool replace, bool allowExisting) {
    if (allowExisting && !replace && contains(kind))
      return;
    PyGlobals::get().registerAttributeBuilder(kind, std::move(builder), replace);
  }
};

void bindAttrBuilder(nb::module_ &m) {
  nb::class_<AttrBuilder>(m, "AttrBuilder")
      .def_static("contains", &AttrBuilder::contains, "attribute_kind"_a)
      .def_static("get", &AttrBuilder::get, "attribute_kind"_a)
      .def_static("insert", &AttrBuilder::insert, "attribute_kind"_a, "attr_builder"_a, "replace"_a = false,
                  "allow_existing"_a = false,
                  "Registers `attr_builder(value, context)` for a kind of attribute. A second one for the same kind "
                  "takes its place (replace), is ignored (allow_existing), or raises ValueError.");
}
} // namespace

void populateRoot(nb::module_ &m) {
  bindGlobals(m);
  bindRegistration(m);
}

void populateIRCore(nb::module_ &m) {
  populateContext(m);
  populateTypeAndAttributeBases(m);
  populateLocation(m);
  populateDiagnostics(m);
  populateOperation(m);
  populateModule(m);
  populateBlocks(m);
  populateValues(m);
  populateContainers(m);
  populateSymbolTable(m);
  bindAttrBuilder(m);
}

namespace {
/// MLIRError in C++ becomes ir.MLIRError in Python.
void translateErrors() {
  nb::register_exception_translator([](const std::exception_ptr &pointer, void *) {
    try {
      std::rethrow_exception(pointer);
    } catch (const MLIRError &error) {
      nb::object type = nb::module_::import_(MAKE_MLIR_PYTHON_QUALNAME("ir")).attr("MLIRError");
      PyErr_SetObject(type.ptr(), type(error.message, error.errorDiagnostics).ptr());
    }
  });
}
} // namespace

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir

NB_MODULE(_mlir, m) {
  using namespace mlir::python::MLIR_BINDINGS_PYTHON_DOMAIN;
  m.doc() = "MLIR's core, bound for Python";
  // Objects alive at exit belong to the interpreter, which may not free them.
  nb::set_leak_warnings(false);
  translateErrors();
  populateRoot(m);
  auto ir = m.def_submodule("ir", "MLIR's IR");
  populateIRCore(ir);
  populateAffine(ir);
  populateIRTypes(ir);
  populateIRAttributes(ir);
  populateInterfaces(ir);
  auto passes = m.def_submodule("passmanager", "MLIR's pass manager");
  populatePassManager(passes);
  auto rewrite = m.def_submodule("rewrite", "MLIR's rewriting");
  populateRewrite(rewrite);
}
