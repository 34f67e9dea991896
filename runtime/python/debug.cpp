// Python side of the debug hooks: callbacks kept safely, and what they may ask of the running program.
#include <map>

#include <nanobind/nanobind.h>
#include <nanobind/stl/map.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "module.h"
#include "python_object.h"
#include "tt/runtime/debug.h"
#include "tt/runtime/error.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace tt::runtime::python {
namespace {

/// The class behind DebugHooks.get; the hooks themselves are one set in the process.
struct DebugHooks {};

/// None leaves a hook as it is; anything that cannot be called is a TypeError.
template <typename... Args>
std::optional<std::function<void(Args...)>> makeCallback(nb::object callback, const char *name) {
  if (callback.is_none())
    return std::nullopt;
  if (!PyCallable_Check(callback.ptr())) {
    PyErr_Format(PyExc_TypeError, "%s must be callable or None", name);
    throw nb::python_error();
  }
  return [held = shareObject(std::move(callback))](Args... args) {
    if (!interpreterIsAlive())
      return;
    nb::gil_scoped_acquire gil;
    (*held)(std::forward<Args>(args)...);
  };
}

DebugHooks setHooks(nb::object preOp, nb::object postOp, nb::object preProgram, nb::object postProgram) {
  using debug::Hooks;
  Hooks hooks;
  hooks.preOp = makeCallback<const Binary &, const CallbackContext &, const OpContext &>(preOp, "pre_op");
  hooks.postOp = makeCallback<const Binary &, const CallbackContext &, const OpContext &>(postOp, "post_op");
  hooks.preProgram = makeCallback<const Binary &, const CallbackContext &>(preProgram, "pre_program");
  hooks.postProgram = makeCallback<const Binary &, const CallbackContext &>(postProgram, "post_program");
  nb::gil_scoped_release released;
  Hooks::set(std::move(hooks));
  return {};
}

/// One host copy for each device of the mesh, as the field's function has it; empty when there is no output.
std::map<int, Tensor> outputTensors(const OpContext &op, const CallbackContext &program) {
  std::map<int, Tensor> outputs;
  if (std::optional<Tensor> output = getOpOutputTensor(op, program))
    outputs.emplace(0, std::move(*output));
  return outputs;
}

void bindContexts(nb::module_ &m) {
  nb::class_<CallbackContext>(m, "CallbackContext",
                              "The running program, as a callback sees it; valid during the callback.");
  nb::class_<OpContext>(m, "OpContext", "The op that is about to run or has just run; valid during the callback.")
      .def_prop_ro("index", &OpContext::index, "Position of the op in its program.")
      .def_prop_ro("name", &getOpName, "For example \"ttnn.matmul\".")
      .def_prop_ro("location", &getOpLocInfo, "As printed: loc(\"model.py\":12:8).")
      .def_prop_ro(
          "attributes",
          [](const OpContext &self) {
            nb::dict attributes;
            for (const auto &[name, value] : getOpAttributes(self))
              attributes[name.c_str()] = value;
            return attributes;
          },
          "Names and printed values of the op's attributes.")
      .def("get_loc_info", &getOpLocInfo);
  nb::class_<TensorRef>(m, "TensorRef", "Names one value of the running program.")
      .def("get_shape", [](const TensorRef &self) { return self.desc.shape; })
      .def("get_dtype", [](const TensorRef &self) { return self.desc.dtype; })
      .def_ro("desc", &TensorRef::desc)
      .def("__repr__", [](const TensorRef &self) {
        return "<TensorRef %" + std::to_string(self.value) + ": " + self.desc.str() + ">";
      });
}

} // namespace

void bindDebug(nb::module_ &m) {
  bindContexts(m);

  nb::class_<DebugHooks>(m, "DebugHooks", "The debug hooks of the process.")
      .def_static("get", &setHooks, "pre_op"_a = nb::none(), "post_op"_a = nb::none(), "pre_program"_a = nb::none(),
                  "post_program"_a = nb::none(),
                  "Registers callbacks: those given replace, those omitted stay.\n\npre_op and post_op are called as "
                  "f(binary, program_context, op_context) around every op, pre_program and post_program as "
                  "f(binary, program_context) around every program. Raises TypeError for what cannot be called.");
  m.def("unregister_hooks", &debug::unregisterHooks, nb::call_guard<nb::gil_scoped_release>(),
        "Clears all four hooks.");

  m.def("get_op_debug_str", &getOpDebugStr, "op_context"_a, "The op as printed.");
  m.def("get_op_loc_info", &getOpLocInfo, "op_context"_a, "The op's location as printed.");
  m.def(
      "get_op_output_tensor", &outputTensors, "op_context"_a, "program_context"_a,
      "Host copies of the op's first output by device: {0: Tensor}; {} before the op ran and for ops without output.");
  m.def("get_op_output_refs", &getOpOutputRefs, "op_context"_a);
  m.def("get_op_input_refs", &getOpInputRefs, "op_context"_a);
  m.def(
      "retrieve_tensor_from_pool",
      [](const CallbackContext &program, const TensorRef &ref, bool) { return retrieveTensorFromPool(program, ref); },
      "program_context"_a, "tensor_ref"_a, "untilize"_a = true,
      "The value itself, not a copy, valid during the callback; None when it is not computed or already freed.");
  m.def("update_tensor_in_pool", &updateTensorInPool, "program_context"_a, "tensor_ref"_a, "tensor"_a,
        "Overwrites a value; later ops see it. Raises ValueError or TypeError unless shape and dtype agree.");
  m.def("get_program_index", &getProgramIndex, "program_context"_a);
}

} // namespace tt::runtime::python
