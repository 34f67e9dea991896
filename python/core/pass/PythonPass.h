// Passes written in Python: a callable that gets the operation and a handle to report failure.
#ifndef TENON_PYTHON_CORE_PASS_PYTHONPASS_H
#define TENON_PYTHON_CORE_PASS_PYTHONPASS_H

#include "../CallbackErrors.h"

#include "mlir-c/Pass.h"

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

/// The run of a pass manager, shared with the Python passes in it; outside of `PassManager.run` it has no root.
struct PassRun {
  MlirOperation root{nullptr};
  CallbackErrors errors;
};

/// Makes a pass that calls `callable(operation, pass_)`; the pass manager that it is added to owns it.
MlirPass makePythonPass(std::shared_ptr<PassRun> run, nanobind::callable callable, const std::string &name,
                        const std::string &argument, const std::string &description, const std::string &opName);

void bindExternalPass(nanobind::module_ &m);

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir

#endif // TENON_PYTHON_CORE_PASS_PYTHONPASS_H
