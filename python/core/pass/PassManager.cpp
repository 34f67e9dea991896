// ttmlir.passmanager: pipelines from text and of passes written in Python, run on operations.
#include "../operation/Ongoing.h"
#include "PythonPass.h"

#include "mlir-c/Pass.h"
#include "mlir/CAPI/IR.h"
#include "mlir/CAPI/Pass.h"

#include "llvm/Support/ErrorHandling.h"

#include <thread>

namespace nb = nanobind;
using namespace nb::literals;

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

namespace {
using AddPipeline = MlirLogicalResult (*)(MlirOpPassManager, MlirStringRef, MlirStringCallback, void *);

/// Turns what LLVM calls a fatal error on this thread into a ValueError, as long as it exists: pipelines that are made
/// by C++ end the process where a pass of theirs does not fit the pass manager. What was being built then is lost.
class FatalErrorsRaise {
public:
  FatalErrorsRaise() { llvm::install_fatal_error_handler(raise, this); }
  ~FatalErrorsRaise() { llvm::remove_fatal_error_handler(); }
  FatalErrorsRaise(const FatalErrorsRaise &) = delete;

private:
  static void raise(void *self, const char *reason, bool) {
    if (static_cast<FatalErrorsRaise *>(self)->thread == std::this_thread::get_id())
      throw nb::value_error(reason);
  }
  const std::thread::id thread = std::this_thread::get_id();
};

/// Owns a pass manager; keeps its context alive.
class PyPassManager {
public:
  PyPassManager(PyMlirContextRef context, MlirPassManager manager)
      : context(std::move(context)), manager(manager), currentRun(std::make_shared<PassRun>()) {
    owners()[manager.ptr] = this;
  }
  PyPassManager(const PyPassManager &) = delete;
  ~PyPassManager() {
    MlirPassManager owned = manager;
    release();
    if (!mlirPassManagerIsNull(owned))
      mlirPassManagerDestroy(owned);
  }

  static PyPassManager *parse(const std::string &pipeline, DefaultingPyMlirContext context) {
    auto parsed = std::make_unique<PyPassManager>(context->getRef(), mlirPassManagerCreate(context->get()));
    parsed->extend(pipeline, mlirParsePassPipeline);
    return parsed.release();
  }

  MlirPassManager get() {
    if (mlirPassManagerIsNull(manager))
      throw std::runtime_error("the pass manager was released");
    return manager;
  }
  MlirOpPassManager asOp() { return mlirPassManagerGetAsOpPassManager(get()); }
  PyMlirContextRef &getContext() { return context; }

  /// Gives the pass manager up without destroying it.
  void release() {
    owners().erase(manager.ptr);
    manager.ptr = nullptr;
  }

  nb::object getCapsule() { return nb::steal<nb::object>(mlirPythonPassManagerToCapsule(get())); }
  static nb::object createFromCapsule(const nb::object &capsule);

  /// Adds passes from text; raises ValueError with the reason if they are not right.
  void extend(const std::string &pipeline, AddPipeline add);
  /// As `extend`, but leaves what was there alone if they are not right.
  void extendWhole(const std::string &pipeline);
  void addPython(nb::callable callable, std::optional<std::string> name, const std::string &argument,
                 const std::string &description, const std::string &opName);
  void run(PyOperationBase &target);
  void checkIdle() {
    if (currentRun->root.ptr)
      throw std::runtime_error("the pass manager is running: it cannot be changed or run again meanwhile");
  }

private:
  /// Which object owns a pass manager: one that came in a capsule must not get a second owner.
  static llvm::DenseMap<void *, PyPassManager *> &owners() {
    static auto *map = new llvm::DenseMap<void *, PyPassManager *>;
    return *map;
  }

  PyMlirContextRef context;
  MlirPassManager manager;
  std::shared_ptr<PassRun> currentRun;
};

nb::object PyPassManager::createFromCapsule(const nb::object &capsule) {
  MlirPassManager manager = mlirPythonCapsuleToPassManager(capsule.ptr());
  if (mlirPassManagerIsNull(manager))
    throw nb::python_error();
  if (PyPassManager *owner = owners().lookup(manager.ptr))
    return nb::find(owner);
  PyMlirContextRef context = PyMlirContext::forContext(wrap(unwrap(manager)->getContext()));
  return nb::cast(new PyPassManager(std::move(context), manager), nb::rv_policy::take_ownership);
}

void PyPassManager::extendWhole(const std::string &pipeline) {
  checkIdle();
  PyPassManager trial(
      context, mlirPassManagerCreateOnOperation(context->get(), toRef(std::string(unwrap(get())->getOpAnchorName()))));
  trial.extend(pipeline, mlirOpPassManagerAddPipeline);
  extend(pipeline, mlirOpPassManagerAddPipeline);
}

void PyPassManager::extend(const std::string &pipeline, AddPipeline add) {
  MlirLogicalResult result = mlirLogicalResultFailure();
  Diagnosed diagnosed(context);
  FatalErrorsRaise raise;
  std::string errors = printToString(
      [&](MlirStringCallback callback, void *into) { result = add(asOp(), toRef(pipeline), callback, into); });
  if (mlirLogicalResultIsSuccess(result))
    return;
  for (const auto &error : diagnosed.errors.take())
    errors += (errors.empty() ? "" : "\n") + error.message;
  while (!errors.empty() && errors.back() == '\n')
    errors.pop_back();
  throw nb::value_error(errors.c_str());
}

void PyPassManager::addPython(nb::callable callable, std::optional<std::string> name, const std::string &argument,
                              const std::string &description, const std::string &opName) {
  checkIdle();
  if (!name)
    name =
        nb::cast<std::string>(nb::str(nb::getattr(callable, "__name__", nb::handle(callable.type()).attr("__name__"))));
  MlirPass pass = makePythonPass(currentRun, std::move(callable), *name, argument, description, opName);
  // MLIR ends the process when a pass for one operation is added to a manager of another.
  std::optional<llvm::StringRef> anchor = unwrap(get())->getOpName();
  if (anchor && !opName.empty() && *anchor != opName)
    mlirOpPassManagerAddOwnedPass(mlirPassManagerGetNestedUnder(get(), toRef(opName)), pass);
  else
    mlirPassManagerAddOwnedPass(get(), pass);
}

void PyPassManager::run(PyOperationBase &target) {
  checkIdle();
  PyOperation &operation = target.getOperation();
  MlirOperation root = operation.get();
  if (operation.getContext().get() != context.get())
    throw nb::value_error("the operation and the pass manager belong to different contexts");
  Ongoing::checkMayStart(unwrap(root));
  PyOperationRef keepAlive = operation.getRef();
  // Passes erase and make operations as they like; only the root is sure to survive.
  LiveOperations::invalidateInside(root);

  Diagnosed diagnosed(context);
  currentRun->root = root;
  MlirLogicalResult result;
  {
    // Python passes on other threads need the GIL. Without threads it stays held: then other threads of Python may not
    // touch the context, which has no locks of its own.
    std::optional<nb::gil_scoped_release> release;
    if (unwrap(context->get())->isMultithreadingEnabled())
      release.emplace();
    result = mlirPassManagerRunOnOp(get(), root);
  }
  currentRun->root.ptr = nullptr;
  std::vector<PyDiagnostic::DiagnosticInfo> errors = diagnosed.errors.take();
  currentRun->errors.raise(errors);
  if (mlirLogicalResultIsFailure(result))
    throw MLIRError("Failure while executing pass pipeline", std::move(errors));
}

void enableIRPrinting(PyPassManager &self, bool beforeAll, bool afterAll, bool moduleScope, bool afterChange,
                      bool afterFailure, std::optional<int64_t> largeElementsLimit,
                      std::optional<int64_t> largeResourceLimit, bool enableDebugInfo, bool printGenericOpForm,
                      const std::optional<std::string> &treePrintingDirPath) {
  self.checkIdle();
  // MLIR ends the process when it is to print from several threads.
  Ongoing::checkMayChangeThreads(self.getContext()->get());
  mlirContextEnableMultithreading(self.getContext()->get(), false);
  MlirOpPrintingFlags flags = mlirOpPrintingFlagsCreate();
  if (largeElementsLimit) {
    mlirOpPrintingFlagsElideLargeElementsAttrs(flags, *largeElementsLimit);
    mlirOpPrintingFlagsElideLargeResourceString(flags, *largeElementsLimit);
  }
  if (largeResourceLimit)
    mlirOpPrintingFlagsElideLargeResourceString(flags, *largeResourceLimit);
  if (enableDebugInfo)
    mlirOpPrintingFlagsEnableDebugInfo(flags, true, false);
  if (printGenericOpForm)
    mlirOpPrintingFlagsPrintGenericOpForm(flags);
  std::string path = treePrintingDirPath.value_or("");
  mlirPassManagerEnableIRPrinting(self.get(), beforeAll, afterAll, moduleScope, afterChange, afterFailure, flags,
                                  toRef(path));
  mlirOpPrintingFlagsDestroy(flags);
}

constexpr const char *kAddPythonDoc = R"(Adds a pass written in Python.

Args:
    run: called as `run(operation, pass_)` for each operation that the pass runs on. It may change what is inside the
        operation and call `pass_.signal_pass_failure()`. Wrappers of operations that it made are invalid after it
        returned, but for that of the operation which the pipeline was run on.
    name: the pass's name in messages; the callable's own if not given.
    argument: its name in printed pipelines.
    description: what it is for.
    op_name: the operations it runs on, as "func.func"; any if not given. Where the pass manager is anchored on another
        operation, the pass is nested under it.

What `run` raises ends the pipeline and is raised by `PassManager.run`.)";
} // namespace

void populatePassManager(nb::module_ &m) {
  nb::enum_<MlirPassDisplayMode>(m, "PassDisplayMode")
      .value("LIST", MLIR_PASS_DISPLAY_MODE_LIST)
      .value("PIPELINE", MLIR_PASS_DISPLAY_MODE_PIPELINE);
  bindExternalPass(m);
  nb::class_<PyPassManager>(m, "PassManager")
      .def(
          "__init__",
          [](PyPassManager *self, const std::string &anchor, DefaultingPyMlirContext context) {
            new (self)
                PyPassManager(context->getRef(), mlirPassManagerCreateOnOperation(context->get(), toRef(anchor)));
          },
          "anchor_op"_a = "any", "context"_a = nb::none())
      .def_prop_ro(MLIR_PYTHON_CAPI_PTR_ATTR, &PyPassManager::getCapsule)
      .def_static(MLIR_PYTHON_CAPI_FACTORY_ATTR, &PyPassManager::createFromCapsule,
                  "Takes over the pass manager in a capsule, unless an object owns it: then that one.")
      .def("_testing_release", &PyPassManager::release)
      .def_static("parse", &PyPassManager::parse, "pipeline"_a, "context"_a = nb::none(),
                  "Makes a pass manager from text; raises ValueError with the reason.", nb::rv_policy::take_ownership)
      .def("add", &PyPassManager::extendWhole, "pipeline"_a,
           "Adds passes; raises ValueError with the reason, and adds none then.")
      .def("add", &PyPassManager::addPython, "run"_a, "name"_a = nb::none(), "argument"_a = "", "description"_a = "",
           "op_name"_a = "", kAddPythonDoc)
      .def("run", &PyPassManager::run, "operation"_a,
           "Runs the passes on the operation; raises MLIRError with all diagnostics, or what a pass written in Python "
           "raised. Wrappers of operations inside it are invalid after.")
      .def("enable_ir_printing", &enableIRPrinting, "print_before_all"_a = false, "print_after_all"_a = true,
           "print_module_scope"_a = false, "print_after_change"_a = false, "print_after_failure"_a = false,
           "large_elements_limit"_a = nb::none(), "large_resource_limit"_a = nb::none(), "enable_debug_info"_a = false,
           "print_generic_op_form"_a = false, "tree_printing_dir_path"_a = nb::none(),
           "Prints the IR to stderr, or to files in a folder, around passes; turns multithreading off.")
      .def(
          "enable_verifier",
          [](PyPassManager &self, bool enable) { mlirPassManagerEnableVerifier(self.get(), enable); }, "enable"_a)
      .def(
          "enable_timing", [](PyPassManager &self) { mlirPassManagerEnableTiming(self.get()); },
          "Prints what each pass took to stderr when the manager goes away.")
      .def(
          "enable_statistics",
          [](PyPassManager &self, MlirPassDisplayMode mode) { mlirPassManagerEnableStatistics(self.get(), mode); },
          "displayMode"_a = MLIR_PASS_DISPLAY_MODE_PIPELINE)
      .def("__str__", [](PyPassManager &self) {
        return printToString(
            [&](MlirStringCallback callback, void *into) { mlirPrintPassPipeline(self.asOp(), callback, into); });
      });
}

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir
