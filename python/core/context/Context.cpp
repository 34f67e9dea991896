// Contexts, dialect registries and dialects.
#include "../CoreBindings.h"
#include "../operation/Ongoing.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

nb::ft_mutex PyMlirContext::live_contexts_mutex;
nb::ft_mutex PyGlobalDebugFlag::mutex;

PyThreadPool::PyThreadPool() : ownedThreadPool(std::make_unique<llvm::DefaultThreadPool>()) {}

std::string PyThreadPool::_mlir_thread_pool_ptr() const {
  return llvm::formatv("{0}", static_cast<const void *>(ownedThreadPool.get()));
}

PyMlirContext::LiveContextMap &PyMlirContext::getLiveContexts() {
  static LiveContextMap contexts;
  return contexts;
}

PyMlirContext::PyMlirContext(MlirContext context) : context(context) {
  nb::ft_lock_guard lock(live_contexts_mutex);
  getLiveContexts()[context.ptr] = this;
}

PyMlirContext::~PyMlirContext() {
  {
    nb::ft_lock_guard lock(live_contexts_mutex);
    getLiveContexts().erase(context.ptr);
  }
  mlirContextDestroy(context);
}

PyMlirContextRef PyMlirContext::forContext(MlirContext context) {
  PyMlirContext *known = nullptr;
  {
    nb::ft_lock_guard lock(live_contexts_mutex);
    known = getLiveContexts().lookup(context.ptr);
  }
  if (!known)
    known = new PyMlirContext(context);
  return PyMlirContextRef(known, nb::cast(known));
}

PyMlirContextRef PyMlirContext::getRef() { return PyMlirContextRef(this, nb::cast(this)); }

nb::object PyMlirContext::getCapsule() { return nb::steal<nb::object>(mlirPythonContextToCapsule(get())); }

nb::object PyMlirContext::createFromCapsule(nb::object capsule) {
  MlirContext context = mlirPythonCapsuleToContext(capsule.ptr());
  if (mlirContextIsNull(context))
    throw nb::python_error();
  return forContext(context).releaseObject();
}

size_t PyMlirContext::getLiveCount() {
  nb::ft_lock_guard lock(live_contexts_mutex);
  return getLiveContexts().size();
}

size_t PyMlirContext::getLiveModuleCount() { return liveModules.size(); }

nb::object PyMlirContext::contextEnter(nb::object context) {
  return PyThreadContextEntry::pushContext(std::move(context));
}

void PyMlirContext::contextExit(const nb::object &, const nb::object &, const nb::object &) {
  PyThreadContextEntry::popContext(*this);
}

MlirDialect PyDialects::getDialectForKey(const std::string &key, bool attrError) {
  MlirDialect dialect = mlirContextGetOrLoadDialect(getContext()->get(), toMlirStringRef(key));
  if (mlirDialectIsNull(dialect)) {
    std::string message = "Dialect '" + key + "' not found.";
    if (attrError)
      throw nb::attribute_error(message.c_str());
    throw nb::index_error(message.c_str());
  }
  return dialect;
}

nb::object PyDialectRegistry::getCapsule() { return nb::steal<nb::object>(mlirPythonDialectRegistryToCapsule(*this)); }

PyDialectRegistry PyDialectRegistry::createFromCapsule(nb::object capsule) {
  MlirDialectRegistry registry = mlirPythonCapsuleToDialectRegistry(capsule.ptr());
  if (mlirDialectRegistryIsNull(registry))
    throw nb::python_error();
  return PyDialectRegistry(registry);
}

void PyGlobalDebugFlag::set(nb::object &, bool enable) {
  nb::ft_lock_guard lock(mutex);
  mlirEnableGlobalDebug(enable);
}

bool PyGlobalDebugFlag::get(const nb::object &) {
  nb::ft_lock_guard lock(mutex);
  return mlirIsGlobalDebugEnabled();
}

void PyGlobalDebugFlag::bind(nb::module_ &m) {
  nb::class_<PyGlobalDebugFlag>(m, "_GlobalDebug")
      .def_prop_rw_static("flag", &PyGlobalDebugFlag::get, &PyGlobalDebugFlag::set, "LLVM's debug flag.")
      .def_static(
          "set_types",
          [](const std::vector<std::string> &types) {
            std::vector<const char *> names;
            for (const std::string &type : types)
              names.push_back(type.c_str());
            mlirSetGlobalDebugTypes(names.data(), names.size());
          },
          "types"_a, "Limits debug output to these types.")
      .def_static(
          "set_types",
          [](const std::string &type) {
            const char *name = type.c_str();
            mlirSetGlobalDebugTypes(&name, 1);
          },
          "types"_a);
}

namespace {
/// The Python object for a dialect: an instance of its registered class, else a plain Dialect.
nb::object makeDialect(PyMlirContextRef context, MlirDialect dialect) {
  nb::object descriptor = nb::cast(PyDialectDescriptor(std::move(context), dialect));
  std::string name(toView(mlirDialectGetNamespace(dialect)));
  if (auto cls = PyGlobals::get().lookupDialectClass(name))
    return (*cls)(descriptor);
  return nb::cast(PyDialect(std::move(descriptor)));
}

void bindContext(nb::module_ &m) {
  nb::class_<PyThreadPool>(m, "ThreadPool")
      .def(nb::init<>())
      .def("get_max_concurrency", &PyThreadPool::getMaxConcurrency)
      .def("_mlir_thread_pool_ptr", &PyThreadPool::_mlir_thread_pool_ptr);

  nb::class_<PyMlirContext>(m, "_BaseContext", nb::is_weak_referenceable())
      .def("__init__", [](PyMlirContext *self) { new (self) PyMlirContext(mlirContextCreateWithThreading(false)); })
      .def_static("_get_live_count", &PyMlirContext::getLiveCount)
      .def("_get_live_module_count", &PyMlirContext::getLiveModuleCount)
      .def_static("_get_live_operation_count", &LiveOperations::count)
      .def("_get_context_again", [](PyMlirContext &self) { return self.getRef().releaseObject(); })
      .def_prop_ro(MLIR_PYTHON_CAPI_PTR_ATTR, &PyMlirContext::getCapsule)
      .def_static(MLIR_PYTHON_CAPI_FACTORY_ATTR, &PyMlirContext::createFromCapsule)
      .def("__enter__", [](nb::object self) { return PyMlirContext::contextEnter(self); })
      .def("__exit__", &PyMlirContext::contextExit, "exc_type"_a.none(), "exc_value"_a.none(), "traceback"_a.none())
      .def_prop_ro_static(
          "current",
          [](nb::object &) -> nb::object {
            auto *top = PyThreadContextEntry::getTopOfStack();
            if (!top || !top->getContext())
              return nb::none();
            return nb::cast(top->getContext());
          },
          nb::sig("def current(/) -> Context | None"),
          "The context of the innermost `with` block of this thread, or None.")
      .def_prop_ro(
          "dialects", [](PyMlirContext &self) { return PyDialects(self.getRef()); },
          "Dialects by attribute: `context.dialects.func`.")
      .def_prop_ro(
          "d", [](PyMlirContext &self) { return PyDialects(self.getRef()); }, "Short for `dialects`.")
      .def(
          "get_dialect_descriptor",
          [](PyMlirContext &self, std::string &name) {
            MlirDialect dialect = mlirContextGetOrLoadDialect(self.get(), toMlirStringRef(name));
            if (mlirDialectIsNull(dialect))
              throw nb::value_error(("Dialect '" + name + "' not found.").c_str());
            return PyDialectDescriptor(self.getRef(), dialect);
          },
          "dialect_name"_a)
      .def_prop_rw(
          "allow_unregistered_dialects",
          [](PyMlirContext &self) { return mlirContextGetAllowUnregisteredDialects(self.get()); },
          [](PyMlirContext &self, bool allow) { mlirContextSetAllowUnregisteredDialects(self.get(), allow); })
      .def("attach_diagnostic_handler", &PyMlirContext::attachDiagnosticHandler, "callback"_a,
           "Calls `callback(diagnostic) -> bool` for each diagnostic; True "
           "means that it was dealt with.")
      .def(
          "enable_multithreading",
          [](PyMlirContext &self, bool enable) {
            Ongoing::checkMayChangeThreads(self.get());
            mlirContextEnableMultithreading(self.get(), enable);
          },
          "enable"_a)
      .def(
          "set_thread_pool",
          [](PyMlirContext &self, PyThreadPool &pool) {
            Ongoing::checkMayChangeThreads(self.get());
            // Threading must be off while the pool changes.
            mlirContextEnableMultithreading(self.get(), false);
            mlirContextSetThreadPool(self.get(), pool.get());
          },
          nb::keep_alive<1, 2>())
      .def("_mlir_thread_pool_ptr",
           [](PyMlirContext &self) {
             // Without threads there is no pool, and MLIR would end the process.
             void *pool = mlirContextGetNumThreads(self.get()) > 1 ? mlirContextGetThreadPool(self.get()).ptr : nullptr;
             return llvm::formatv("{0}", static_cast<const void *>(pool)).str();
           })
      .def("get_num_threads", [](PyMlirContext &self) { return mlirContextGetNumThreads(self.get()); })
      .def(
          "is_registered_operation",
          [](PyMlirContext &self, const std::string &name) {
            return mlirContextIsRegisteredOperation(self.get(), toMlirStringRef(name));
          },
          "operation_name"_a)
      .def(
          "append_dialect_registry",
          [](PyMlirContext &self, PyDialectRegistry &registry) {
            mlirContextAppendDialectRegistry(self.get(), registry);
          },
          "registry"_a)
      .def_prop_rw(
          "emit_error_diagnostics", [](PyMlirContext &self) { return self.getEmitErrorDiagnostics(); },
          [](PyMlirContext &self, bool value) { self.setEmitErrorDiagnostics(value); },
          "Whether errors go to the handlers rather than into exceptions.")
      .def("load_all_available_dialects", [](PyMlirContext &self) { mlirContextLoadAllAvailableDialects(self.get()); });
}

void bindDialects(nb::module_ &m) {
  nb::class_<PyDialectDescriptor>(m, "DialectDescriptor")
      .def_prop_ro("namespace", [](PyDialectDescriptor &self) { return toStr(mlirDialectGetNamespace(self.get())); })
      .def("__repr__", [](PyDialectDescriptor &self) {
        return "<DialectDescriptor " + std::string(toView(mlirDialectGetNamespace(self.get()))) + ">";
      });
  nb::class_<PyDialects>(m, "Dialects")
      .def("__getitem__",
           [](PyDialects &self, const std::string &key) {
             return makeDialect(self.getContext(), self.getDialectForKey(key, false));
           })
      .def("__getattr__", [](PyDialects &self, const std::string &key) {
        return makeDialect(self.getContext(), self.getDialectForKey(key, true));
      });
  nb::class_<PyDialect>(m, "Dialect")
      .def(nb::init<nb::object>(), "descriptor"_a)
      .def_prop_ro("descriptor", [](PyDialect &self) { return self.getDescriptor(); })
      .def("__repr__", [](const nb::object &self) {
        nb::object cls = self.attr("__class__");
        return nb::str("<Dialect {} (class {}.{})>")
            .format(self.attr("descriptor").attr("namespace"), cls.attr("__module__"), cls.attr("__name__"));
      });
  nb::class_<PyDialectRegistry>(m, "DialectRegistry")
      .def(nb::init<>())
      .def_prop_ro(MLIR_PYTHON_CAPI_PTR_ATTR, &PyDialectRegistry::getCapsule)
      .def_static(MLIR_PYTHON_CAPI_FACTORY_ATTR, &PyDialectRegistry::createFromCapsule);
}
} // namespace

void populateContext(nb::module_ &m) {
  PyGlobalDebugFlag::bind(m);
  bindContext(m);
  bindDialects(m);
}

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir
