// ttmlir.passmanager: pipelines from text, run on operations.
#include "CoreBindings.h"
#include "operation/LiveOperations.h"

#include "mlir-c/Pass.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

namespace {
/// Owns a pass manager; keeps its context alive.
class PyPassManager {
public:
  PyPassManager(PyMlirContextRef context, MlirPassManager manager) : context(std::move(context)), manager(manager) {}
  PyPassManager(PyPassManager &&other) noexcept : context(other.context), manager(other.manager) {
    other.manager.ptr = nullptr;
  }
  ~PyPassManager() {
    if (!mlirPassManagerIsNull(manager))
      mlirPassManagerDestroy(manager);
  }

  MlirPassManager get() { return manager; }
  MlirOpPassManager asOp() { return mlirPassManagerGetAsOpPassManager(manager); }
  PyMlirContextRef &getContext() { return context; }
  void release() { manager.ptr = nullptr; }

  /// Applies `add(pipeline, text, callback, userData)`; raises ValueError with what it printed.
  template <typename Add>
  void extend(const std::string &pipeline, Add add) {
    MlirLogicalResult result = mlirLogicalResultFailure();
    Diagnosed diagnosed(context);
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

  void run(PyOperationBase &target) {
    PyOperation &operation = target.getOperation();
    if (operation.getContext().get() != context.get())
      throw nb::value_error("the operation and the pass manager belong to different contexts");
    // Passes erase and make operations as they like; only the root is sure to survive.
    LiveOperations::invalidateInside(operation.get());
    Diagnosed diagnosed(context);
    if (mlirLogicalResultIsFailure(mlirPassManagerRunOnOp(manager, operation.get())))
      diagnosed.fail("Failure while executing pass pipeline");
  }

  nb::object getCapsule() { return nb::steal<nb::object>(mlirPythonPassManagerToCapsule(manager)); }

private:
  PyMlirContextRef context;
  MlirPassManager manager;
};

void enableIRPrinting(PyPassManager &self, bool beforeAll, bool afterAll, bool moduleScope, bool afterChange,
                      bool afterFailure, std::optional<int64_t> largeElementsLimit,
                      std::optional<int64_t> largeResourceLimit, bool enableDebugInfo, bool printGenericOpForm,
                      const std::optional<std::string> &treePrintingDirPath) {
  // MLIR ends the process when it is to print from several threads.
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
} // namespace

void populatePassManager(nb::module_ &m) {
  nb::enum_<MlirPassDisplayMode>(m, "PassDisplayMode")
      .value("LIST", MLIR_PASS_DISPLAY_MODE_LIST)
      .value("PIPELINE", MLIR_PASS_DISPLAY_MODE_PIPELINE);
  nb::class_<PyPassManager>(m, "PassManager")
      .def(
          "__init__",
          [](PyPassManager *self, const std::string &anchor, DefaultingPyMlirContext context) {
            new (self)
                PyPassManager(context->getRef(), mlirPassManagerCreateOnOperation(context->get(), toRef(anchor)));
          },
          "anchor_op"_a = "any", "context"_a = nb::none())
      .def_prop_ro(MLIR_PYTHON_CAPI_PTR_ATTR, &PyPassManager::getCapsule)
      .def("_testing_release", &PyPassManager::release)
      .def_static(
          "parse",
          [](const std::string &pipeline, DefaultingPyMlirContext context) {
            PyPassManager manager(context->getRef(), mlirPassManagerCreate(context->get()));
            manager.extend(pipeline, mlirParsePassPipeline);
            return manager;
          },
          "pipeline"_a, "context"_a = nb::none(), "Makes a pass manager from text; raises ValueError with the reason.")
      .def(
          "add",
          [](PyPassManager &self, const std::string &pipeline) { self.extend(pipeline, mlirOpPassManagerAddPipeline); },
          "pipeline"_a, "Adds passes; raises ValueError with the reason.")
      .def("run", &PyPassManager::run, "operation"_a,
           "Runs the passes on the operation; raises MLIRError with all "
           "diagnostics. Wrappers of operations inside it are invalid after.")
      .def("enable_ir_printing", &enableIRPrinting, "print_before_all"_a = false, "print_after_all"_a = true,
           "print_module_scope"_a = false, "print_after_change"_a = false, "print_after_failure"_a = false,
           "large_elements_limit"_a = nb::none(), "large_resource_limit"_a = nb::none(), "enable_debug_info"_a = false,
           "print_generic_op_form"_a = false, "tree_printing_dir_path"_a = nb::none(),
           "Prints the IR to stderr around passes; turns multithreading off.")
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
