// Python side of the debug hooks: registering callbacks and observers, and what they may ask of the running program.
#include <map>

#include <nanobind/nanobind.h>
#include <nanobind/stl/map.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "callbacks.h"
#include "module.h"
#include "python_entry.h"
#include "tt/runtime/debug.h"
#include "tt/runtime/error.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace tt::runtime::python {
namespace {

/// The class behind DebugHooks.get; the hooks themselves are one set in the process.
struct DebugHooks {};

template <class Callback>
std::optional<Callback> ifGiven(Callback callback) {
  return callback ? std::optional(std::move(callback)) : std::nullopt;
}

DebugHooks setHooks(nb::object preOp, nb::object postOp, nb::object preProgram, nb::object postProgram,
                    nb::object preKernel, nb::object postKernel) {
  debug::Hooks hooks;
  hooks.preOp = ifGiven(makeOpCallback(std::move(preOp), "pre_op"));
  hooks.postOp = ifGiven(makeOpCallback(std::move(postOp), "post_op"));
  hooks.preProgram = ifGiven(makeProgramCallback(std::move(preProgram), "pre_program"));
  hooks.postProgram = ifGiven(makeProgramCallback(std::move(postProgram), "post_program"));
  hooks.preKernel = ifGiven(makeKernelCallback(std::move(preKernel), "pre_kernel"));
  hooks.postKernel = ifGiven(makeKernelCallback(std::move(postKernel), "post_kernel"));
  GilRelease released;
  debug::Hooks::set(std::move(hooks));
  return {};
}

/// A handle that leaves its observer registered when it is forgotten: who drops it has not asked for silence.
class WatchHandle {
public:
  explicit WatchHandle(debug::Watch watch) : watch(std::move(watch)) {}
  WatchHandle(WatchHandle &&) noexcept = default;
  ~WatchHandle() { watch.detach(); }
  void close() { watch.close(); }
  bool isOpen() const { return watch.isOpen(); }

private:
  debug::Watch watch;
};

WatchHandle startWatch(nb::object preOp, nb::object postOp, nb::object preProgram, nb::object postProgram,
                       nb::object preKernel, nb::object postKernel, debug::Filter filter, bool timed) {
  debug::Observer observer;
  observer.preOp = makeOpCallback(std::move(preOp), "pre_op");
  observer.postOp = makeOpCallback(std::move(postOp), "post_op");
  observer.preProgram = makeProgramCallback(std::move(preProgram), "pre_program");
  observer.postProgram = makeProgramCallback(std::move(postProgram), "post_program");
  observer.preKernel = makeKernelCallback(std::move(preKernel), "pre_kernel");
  observer.postKernel = makeKernelCallback(std::move(postKernel), "post_kernel");
  observer.filter = std::move(filter);
  observer.timed = timed;
  GilRelease released;
  return WatchHandle(debug::watch(std::move(observer)));
}

void bindWatch(nb::module_ &m) {
  nb::class_<debug::Filter>(m, "_Filter", "What an observer wants to see; parts left empty admit everything.")
      .def(nb::init<>())
      .def_rw("ops", &debug::Filter::ops)
      .def_rw("kernels", &debug::Filter::kernels)
      .def_rw("location", &debug::Filter::location)
      .def_rw("program_index", &debug::Filter::programIndex, nb::arg().none())
      .def_rw("program_name", &debug::Filter::programName)
      .def_rw("binary_id", &debug::Filter::binaryId, nb::arg().none());
  nb::class_<WatchHandle>(m, "Watch", "A registered observer; closing it (or leaving its `with`) ends it.")
      .def("close", &WatchHandle::close, nb::call_guard<GilRelease>(), "Ends it; a second time it does nothing.")
      .def_prop_ro("is_open", &WatchHandle::isOpen)
      .def("__enter__", [](nb::handle self) { return nb::borrow(self); })
      .def("__exit__", [](WatchHandle &self, nb::args) { self.close(); }, nb::call_guard<GilRelease>());
  m.def("_watch", &startWatch, "pre_op"_a.none(), "post_op"_a.none(), "pre_program"_a.none(), "post_program"_a.none(),
        "pre_kernel"_a.none(), "post_kernel"_a.none(), "filter"_a, "timed"_a);
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
                              "The running program, as a callback sees it; valid during the callback.")
      .def_prop_ro("run_id", &getRunId, "Which submission the program runs in; programs nested in it have the same.");
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
      .def_prop_ro("duration", &getOpDuration,
                   "Seconds that the op ran, without any callback. Raises RuntimeError before it ran and where no "
                   "observer with timed=True sees it.")
      .def("get_loc_info", &getOpLocInfo);
  bindKernelContext(m);
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
                  "post_program"_a = nb::none(), "pre_kernel"_a = nb::none(), "post_kernel"_a = nb::none(),
                  "Registers callbacks: those given replace, those omitted stay.\n\npre_op and post_op are called as "
                  "f(binary, program_context, op_context) around every op, pre_program and post_program as "
                  "f(binary, program_context) around every program, pre_kernel and post_kernel as f(binary, "
                  "program_context, op_context, kernel_context) around every kernel on every core of the card. Raises "
                  "TypeError for what cannot be called.");
  m.def("unregister_hooks", &debug::unregisterHooks, nb::call_guard<GilRelease>(),
        "Clears all of these hooks. Observers of ttrt.runtime.debug.watch stay.");
  bindWatch(m);

  m.def("get_op_debug_str", &getOpDebugStr, "op_context"_a, "The op as printed.");
  m.def("get_op_loc_info", &getOpLocInfo, "op_context"_a, "The op's location as printed.");
  m.def(
      "get_op_output_tensor", &outputTensors, "op_context"_a, "program_context"_a,
      "Host copies of the op's first output by device: {0: Tensor}; {} before the op ran and for ops without output.");
  m.def("get_op_output_refs", &getOpOutputRefs, "op_context"_a);
  m.def("get_op_input_refs", &getOpInputRefs, "op_context"_a);
  m.def("retrieve_tensor_from_pool", &retrieveTensorFromPool, "program_context"_a, "tensor_ref"_a, "untilize"_a = true,
        "The value itself, not a copy, valid during the callback; None when it is not computed or already freed.\n\n"
        "With untilize=False a value whose layout is tiled comes as a copy in the order in which it lies on a card, "
        "with the shape [..., tile rows, tile columns, 2, 2, 16, 16].");
  m.def("update_tensor_in_pool", &updateTensorInPool, "program_context"_a, "tensor_ref"_a, "tensor"_a,
        "Overwrites a value; later ops see it. Raises ValueError or TypeError unless shape and dtype agree.");
  m.def("get_program_index", &getProgramIndex, "program_context"_a);
}

} // namespace tt::runtime::python
