// A user's extension around the runtime, for tests: it submits and unregisters from threads that never saw Python.
#include <atomic>
#include <fstream>
#include <thread>

#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>

#include "card_programs.h"
#include "programs.h"
#include "tt/runtime/debug.h"
#include "tt/runtime/error.h"

namespace nb = nanobind;
using namespace nb::literals;
using namespace tt::runtime;

namespace users {
/// Of the same name as a class of the runtime's extension, and another class.
struct OpContext {
  int number = 7;
};
} // namespace users

namespace {

/// out = x + y + y + ..., for x and y of 2x3.
test::Program chain(int ops) {
  test::ProgramBuilder b("chain");
  uint32_t x = b.input({2, 3}), y = b.input({2, 3});
  for (int i = 0; i < ops; ++i)
    x = b.op("ttnn.add", {x, y}, {2, 3});
  b.output(x);
  return b.program;
}

void write(const std::string &path, const std::vector<test::Program> &programs,
           const test::WriteOptions &options = {}) {
  std::vector<std::byte> file = test::writeBinary(programs, options);
  std::ofstream stream(path, std::ios::binary);
  stream.write(reinterpret_cast<const char *>(file.data()), static_cast<std::streamsize>(file.size()));
  if (!stream.flush())
    throw std::runtime_error("cannot write " + path);
}

/// Runs the file's first program `times` times, with ones as inputs.
void submitTimes(const Binary &binary, int times) {
  Device device = test::openDevice();
  std::vector<Tensor> inputs;
  for (const ArgumentInfo &argument : binary.programInputs(0))
    inputs.push_back(test::tensor(argument.desc.shape, std::vector<float>(argument.desc.volume(), 1.0F)));
  for (int i = 0; i < times; ++i)
    submit(device, binary, 0, inputs);
  closeMeshDevice(device);
}

void submitInThreads(const std::string &path, int count, int times) {
  Binary binary = Binary::loadFromPath(path);
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i)
    threads.emplace_back([&] { submitTimes(binary, times); });
  for (std::thread &thread : threads)
    thread.join();
}

/// Goes on until the process ends.
void submitForever(const std::string &path) {
  std::thread([binary = Binary::loadFromPath(path)] {
    for (;;)
      submitTimes(binary, 100);
  }).detach();
}

std::atomic<uint64_t> counted;

void countOps() {
  static debug::Watch watch;
  watch = debug::watch({.postOp = [](const Binary &, const CallbackContext &, const OpContext &) { ++counted; }});
}

} // namespace

NB_MODULE(hooks_support, m) {
  using Release = nb::call_guard<nb::gil_scoped_release>;
  m.def("write_small", [](const std::string &path) { write(path, {test::smallProgram()}); }, "path"_a);
  m.def("write_const_eval", [](const std::string &path) { write(path, test::constEvalPrograms()); }, "path"_a);
  m.def("write_chain", [](const std::string &path, int ops) { write(path, {chain(ops)}); }, "path"_a, "ops"_a);
  m.def(
      "write_card",
      [](const std::string &path) { write(path, {test::cardProgram(test::copyKernel()->elf())}, {.forCard = true}); },
      "path"_a);
  m.def("submit_in_threads", &submitInThreads, "path"_a, "threads"_a, "times"_a, Release());
  m.def("submit_forever", &submitForever, "path"_a, Release());
  m.def("unregister_in_thread", [] { std::thread(&debug::unregisterHooks).join(); }, Release());
  m.def("count_ops", &countOps, Release());
  m.def("counted_ops", [] { return counted.load(); });
  nb::class_<users::OpContext>(m, "OpContext").def(nb::init<>()).def_ro("number", &users::OpContext::number);
  // The same C++ type as the runtime's extension binds.
  m.def("bind_tensor_desc", [] {
    nb::class_<TensorDesc>(nb::module_::import_("hooks_support"), "TensorDesc").def("str", &TensorDesc::str);
  });
}
