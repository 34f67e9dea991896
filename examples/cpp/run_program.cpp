// Runs the first program of a .ttnn file with zeros as inputs, and prints every op and the outputs: no Python needed.
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "tt/runtime/debug.h"
#include "tt/runtime/runtime.h"

using namespace tt::runtime;

static void printOp(const Binary &, const CallbackContext &program, const OpContext &op) {
  std::optional<Tensor> output = getOpOutputTensor(op, program);
  std::printf("%-28s %-20s %s\n", getOpName(op).c_str(), output ? output->desc().str().c_str() : "",
              getOpLocInfo(op).c_str());
}

static void run(const std::string &path) {
  Binary binary = Binary::loadFromPath(path);
  std::vector<Tensor> inputs;
  for (const ArgumentInfo &argument : binary.programInputs(0))
    inputs.push_back(Tensor::createOwned(argument.desc));

  Device device = openMeshDevice();
  debug::Hooks::set({.preOp = {}, .postOp = printOp, .preProgram = {}, .postProgram = {}});
  std::vector<Tensor> outputs = submit(device, binary, 0, inputs);
  debug::unregisterHooks();
  for (const Tensor &output : outputs)
    std::printf("output %s\n", output.desc().str().c_str());
  closeMeshDevice(device);
}

int main(int argc, char **argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: run_program FILE.ttnn\n");
    return 2;
  }
  try {
    run(argv[1]);
  } catch (const std::exception &error) {
    std::fprintf(stderr, "error: %s\n", error.what());
    return 1;
  }
}
