// The extension under ttrt.runtime and ttrt.binary: the runtime's C++ interface with the field's Python names.
#include "module.h"
#include "python_entry.h"

NB_MODULE(_ttmlir_runtime, m) {
  using namespace tt::runtime::python;
  m.doc() = "Bindings of Tenon's runtime; use them through ttrt.runtime and ttrt.binary.";
  openGate(m);
  bindErrors();

  auto runtime = m.def_submodule("runtime", "Devices, tensors, submitting programs, debug hooks.");
  auto binary = m.def_submodule("binary", "Compiled programs (.ttnn files).");
  bindTensor(runtime);
  bindBinary(binary);
  bindDevice(runtime);
  bindDebug(runtime);
}
