// The extension under ttrt.runtime, ttrt.binary and ttrt.card: the runtime's C++ interface with the field's Python
// names.
#include "module.h"

#include <cstdlib>

#include "card/card.h"
#include "python_entry.h"
#include "tt/runtime/tensor.h"

namespace nb = nanobind;

namespace tt::runtime::python {
namespace {

/// Where the interpreter keeps the submodules: a module that was dropped from sys.modules and is imported again has the
/// same ones, for the types in them live on with their objects and cannot be made a second time.
constexpr const char *kKept = "tenon.ttrt.runtime";

nb::dict interpreterDict() { return nb::borrow<nb::dict>(PyInterpreterState_GetDict(PyInterpreterState_Get())); }

void bindCard(nb::module_ &m) {
  device::python::bindErrors(m);
  device::python::bindArchitecture(m);
  device::python::bindTiles(m);
  device::python::bindKernel(m);
  device::python::bindProgram(m);
  device::python::bindSnapshot(m);
  device::python::bindChip(m);
}

void bindAll(nb::module_ &m) {
  // The types of an interpreter that has ended are still there when it left objects of them behind.
  if (nb::type<Tensor>().is_valid())
    throw nb::import_error("ttrt.runtime was loaded by a Python interpreter of this process that has ended; it cannot "
                           "be loaded by another one: start and end Python once");
  openGate(m);
  // Objects that C++ still holds at exit are no concern of users; the project's tests ask to be told.
  const char *warnings = std::getenv("TENON_LEAK_WARNINGS");
  nb::set_leak_warnings(warnings && *warnings);
  bindErrors();
  auto runtime = m.def_submodule("runtime", "Devices, tensors, submitting programs, debug hooks.");
  auto binary = m.def_submodule("binary", "Compiled programs (.ttnn files).");
  bindTensor(runtime);
  bindBinary(binary);
  bindDevice(runtime);
  bindDebug(runtime);
  auto card = m.def_submodule("card", "Simulated chips: memory, kernels, programs.");
  bindCard(card);
  interpreterDict()[kKept] = nb::make_tuple(runtime, binary, card);
}

} // namespace
} // namespace tt::runtime::python

NB_MODULE(_ttmlir_runtime, m) {
  using namespace tt::runtime::python;
  m.doc() = "Bindings of Tenon's runtime; use them through ttrt.runtime, ttrt.binary and ttrt.card.";
  nb::dict kept = interpreterDict();
  if (!kept.contains(kKept))
    return bindAll(m);
  nb::object modules = nb::borrow(PyImport_GetModuleDict());
  for (nb::handle submodule : kept[kKept]) {
    nb::object name = submodule.attr("__name__");
    modules[name] = submodule;
    m.attr(name.attr("rpartition")(".")[2]) = submodule;
  }
}
