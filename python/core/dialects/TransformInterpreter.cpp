// The extension `_mlirTransformInterpreter`: runs transform scripts on other modules.
#include "mlir-c/Dialect/Transform/Interpreter.h"

#include "mlir/Bindings/Python/Diagnostics.h"
#include "mlir/Bindings/Python/NanobindAdaptors.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace {
/// Owns the options of the C API.
class Options {
public:
  Options() : options(mlirTransformOptionsCreate()) {}
  ~Options() { mlirTransformOptionsDestroy(options); }
  Options(const Options &) = delete;
  Options &operator=(const Options &) = delete;
  MlirTransformOptions get() const { return options; }

private:
  MlirTransformOptions options;
};

/// Raises ValueError with what happened and the diagnostics of `scope`, unless `result` is a success.
void check(MlirLogicalResult result, mlir::python::CollectDiagnosticsToStringScope &scope, const char *failure) {
  std::string message = scope.takeMessage();
  if (mlirLogicalResultIsFailure(result))
    throw nb::value_error((failure + (message.empty() ? std::string() : ".\n" + message)).c_str());
}

void applyNamedSequence(MlirOperation payload, MlirOperation root, MlirOperation module, const Options &options) {
  mlir::python::CollectDiagnosticsToStringScope scope(mlirOperationGetContext(root));
  check(mlirTransformApplyNamedSequence(payload, root, module, options.get()), scope,
        "Failed to apply named transform sequence");
}

void mergeSymbols(MlirOperation target, MlirOperation other) {
  mlir::python::CollectDiagnosticsToStringScope scope(mlirOperationGetContext(target));
  check(mlirMergeSymbolsIntoFromClone(target, other), scope, "Failed to merge symbols");
}
} // namespace

NB_MODULE(_mlirTransformInterpreter, m) {
  m.doc() = "The interpreter of the dialect transform";
  nb::class_<Options>(m, "TransformOptions", "How strictly a script is interpreted.")
      .def(nb::init<>())
      .def_prop_rw(
          "expensive_checks",
          [](const Options &self) { return mlirTransformOptionsGetExpensiveChecksEnabled(self.get()); },
          [](Options &self, bool value) { mlirTransformOptionsEnableExpensiveChecks(self.get(), value); },
          "Whether handles that became invalid are found; on at first.")
      .def_prop_rw(
          "enforce_single_top_level_transform_op",
          [](const Options &self) { return mlirTransformOptionsGetEnforceSingleTopLevelTransformOp(self.get()); },
          [](Options &self, bool value) { mlirTransformOptionsEnforceSingleTopLevelTransformOp(self.get(), value); },
          "Whether a module may have one transform op at its top only; on at first.");
  m.def("apply_named_sequence", &applyNamedSequence, "payload_root"_a, "transform_root"_a, "transform_module"_a,
        "transform_options"_a, "Runs a script on the payload; raises ValueError with the diagnostics where it fails.");
  m.def("copy_symbols_and_merge_into", &mergeSymbols, "target"_a, "other"_a,
        "Copies the symbols of `other` into `target`, private ones under another name where there is one already; "
        "raises ValueError where a public symbol is defined twice.");
}
