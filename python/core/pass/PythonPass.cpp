// Passes written in Python; see PythonPass.h.
#include "PythonPass.h"

#include "../operation/Ongoing.h"

#include "mlir/CAPI/IR.h"

#include <atomic>

namespace nb = nanobind;
using namespace nb::literals;

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

namespace {
/// What a pass is told; usable only while the pass runs.
class PyExternalPass {
public:
  explicit PyExternalPass(MlirExternalPass pass) : pass(pass) {}
  void end() { pass.ptr = nullptr; }
  void signalFailure() {
    if (!pass.ptr)
      throw std::runtime_error("an ExternalPass can be used only while its pass runs");
    mlirExternalPassSignalFailure(pass);
  }

private:
  MlirExternalPass pass;
};

/// A pass and its copies: MLIR clones passes to run them on several operations at the same time.
struct PythonPass {
  std::shared_ptr<PassRun> run;
  SharedCallable callable;
  std::string name;
  /// MLIR's pass only refers to it.
  std::string operationName;
  std::atomic<size_t> owners{0};

  void call(MlirOperation operation, MlirExternalPass pass);
};

void PythonPass::call(MlirOperation operation, MlirExternalPass pass) {
  nb::gil_scoped_acquire gil;
  if (run->errors.failed()) {
    mlirExternalPassSignalFailure(pass);
    return;
  }
  // Passes that come after this one change the IR without telling: nothing that this one looked at stays usable.
  WrapperRecorder recorder;
  auto *handle = new PyExternalPass(pass);
  nb::object handleObject = nb::cast(handle, nb::rv_policy::take_ownership);
  try {
    Ongoing ongoing(Ongoing::Kind::Pass, unwrap(operation));
    PyMlirContextRef context = PyMlirContext::forContext(mlirOperationGetContext(operation));
    callable.get()(PyOperation::forOperation(context, operation).releaseObject(), handleObject);
  } catch (...) {
    std::string where = describeCall("the pass '" + name + "'", operation);
    if (run->root.ptr)
      run->errors.keep(where);
    else
      reportCallbackError(mlirOperationGetLocation(operation), where);
    mlirExternalPassSignalFailure(pass);
  }
  handle->end();
  recorder.invalidate(operation, run->root);
}

MlirExternalPassCallbacks callbacks() {
  MlirExternalPassCallbacks callbacks{};
  callbacks.construct = [](void *data) { ++static_cast<PythonPass *>(data)->owners; };
  callbacks.destruct = [](void *data) {
    auto *pass = static_cast<PythonPass *>(data);
    if (--pass->owners == 0)
      delete pass;
  };
  callbacks.clone = [](void *data) { return data; };
  callbacks.run = [](MlirOperation operation, MlirExternalPass pass, void *data) {
    static_cast<PythonPass *>(data)->call(operation, pass);
  };
  return callbacks;
}
} // namespace

MlirPass makePythonPass(std::shared_ptr<PassRun> run, nb::callable callable, const std::string &name,
                        const std::string &argument, const std::string &description, const std::string &opName) {
  auto *pass = new PythonPass{std::move(run), SharedCallable(std::move(callable)), name, opName};
  return mlirCreateExternalPass(PyGlobals::get().allocateTypeID(), toRef(name), toRef(argument), toRef(description),
                                toRef(pass->operationName), 0, nullptr, callbacks(), pass);
}

void bindExternalPass(nb::module_ &m) {
  nb::class_<PyExternalPass>(m, "ExternalPass")
      .def("signal_pass_failure", &PyExternalPass::signalFailure,
           "Lets the pass fail, and with it the pipeline; raises RuntimeError once the pass has returned.");
}

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir
