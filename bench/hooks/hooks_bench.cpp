// Times a compiled program with and without C++ hooks: a worker that is told on its standard input what to run.
//
// It is built with a runtime that has hooks and with one that has none. Each line of input is a mode and a number of
// runs ("none 20"); it is answered with the seconds of every run, as a list in JSON.
#include <chrono>
#include <cstdio>
#include <exception>
#include <functional>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "tt/runtime/debug.h"
#include "tt/runtime/runtime.h"

using namespace tt::runtime;

namespace {

/// After a change of hooks the first runs set up what later ones use again.
constexpr int kWarmUps = 3;

void doNothing(const Binary &, const CallbackContext &, const OpContext &) {}

debug::Watch noWatch() { return {}; }
debug::Watch hook() {
  debug::Hooks::set({.preOp = {}, .postOp = doNothing, .preProgram = {}, .postProgram = {}});
  return {};
}
debug::Watch filtered() { return debug::watch({.postOp = doNothing, .filter = {.ops = {"ttnn.exp"}}}); }

const std::map<std::string, std::function<debug::Watch()>> kModes = {
    {"none", noWatch},
    {"hook", hook},
    {"filtered", filtered},
};

class Worker {
public:
  explicit Worker(const std::string &path) : binary(Binary::loadFromPath(path)) {
    MeshDeviceOptions options;
    options.numThreads = 1;
    device = openMeshDevice(options);
    for (const ArgumentInfo &argument : binary.programInputs(0)) {
      // Below one, so that a chain of additions and multiplications stays small.
      std::vector<float> numbers(static_cast<size_t>(argument.desc.volume()), 0.5f);
      inputs.push_back(Tensor::createOwned(argument.desc, numbers.data()));
    }
  }
  ~Worker() { closeMeshDevice(device); }

  std::vector<double> run(const std::string &mode, int runs) {
    debug::Watch watch = kModes.at(mode)();
    std::vector<double> seconds;
    for (int i = -kWarmUps; i < runs; ++i) {
      auto begin = std::chrono::steady_clock::now();
      submit(device, binary, 0, inputs);
      std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
      if (i >= 0)
        seconds.push_back(taken.count());
    }
    debug::unregisterHooks();
    return seconds;
  }

private:
  Binary binary;
  Device device;
  std::vector<Tensor> inputs;
};

void serve(const std::string &path) {
  auto begin = std::chrono::steady_clock::now();
  Worker worker(path);
  worker.run("none", 1);
  std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  std::printf("{\"first_result_seconds\": %.9f}\n", taken.count());
  std::fflush(stdout);
  std::string mode;
  int runs = 0;
  while (std::cin >> mode >> runs) {
    const char *separator = "[";
    for (double seconds : worker.run(mode, runs)) {
      std::printf("%s%.9f", separator, seconds);
      separator = ", ";
    }
    std::printf("]\n");
    std::fflush(stdout);
  }
}

} // namespace

int main(int argc, char **argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: hooks_bench FILE.ttnn   (bench/run hooks_vs_torch starts it)\n");
    return 2;
  }
  try {
    serve(argv[1]);
  } catch (const std::exception &error) {
    std::fprintf(stderr, "error: %s\n", error.what());
    return 1;
  }
}
