// A C++ program that embeds Python and submits programs itself, for tests: hooks_embedding MODE PYTHON PACKAGES FILE.
#include <Python.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <thread>

#include "programs.h"
#include "tt/runtime/debug.h"
#include "tt/runtime/error.h"

using namespace tt::runtime;

namespace {

struct Settings {
  std::string mode, python, packages, file;
};

void startPython(const Settings &settings) {
  PyConfig config;
  PyConfig_InitPythonConfig(&config);
  PyConfig_SetBytesString(&config, &config.program_name, settings.python.c_str());
  PyStatus status = Py_InitializeFromConfig(&config);
  PyConfig_Clear(&config);
  if (PyStatus_Exception(status)) {
    std::fprintf(stderr, "Python does not start: %s\n", status.err_msg);
    std::exit(2);
  }
  PyObject *path = PySys_GetObject("path"), *folder = PyUnicode_FromString(settings.packages.c_str());
  PyList_Insert(path, 0, folder);
  Py_DECREF(folder);
}

void endPython() {
  int status = Py_FinalizeEx();
  std::printf("Python ended with %d\n", status);
  std::fflush(stdout);
}

void python(const char *code) {
  if (PyRun_SimpleString(code) != 0)
    std::exit(3);
}

/// Says the first result, so that a test knows that the program ran.
void runProgram(const Settings &settings, const char *when) {
  Binary binary = Binary::loadFromPath(settings.file);
  Device device = test::openDevice();
  std::vector<Tensor> inputs;
  for (const ArgumentInfo &argument : binary.programInputs(0))
    inputs.push_back(test::tensor(argument.desc.shape, std::vector<float>(argument.desc.volume(), 1.0F)));
  try {
    float first = test::valuesOf(submit(device, binary, 0, inputs)[0])[0];
    std::printf("%s: %g\n", when, first);
  } catch (const std::exception &error) {
    std::printf("%s: %s\n", when, error.what());
  }
  std::fflush(stdout);
  closeMeshDevice(device);
}

const char *const kRegister = "import ttrt.runtime as r\n"
                              "r.DebugHooks.get(post_op=lambda b, p, op: print('python saw', op.name, flush=True))\n";

/// The environment decides whether callbacks are registered.
void once(const Settings &settings) {
  startPython(settings);
  runProgram(settings, "while Python runs");
  endPython();
  runProgram(settings, "after Python");
  debug::unregisterHooks();
}

void withHooks(const Settings &settings) {
  startPython(settings);
  python(kRegister);
  runProgram(settings, "while Python runs");
  endPython();
  runProgram(settings, "after Python");
  debug::unregisterHooks();
  runProgram(settings, "after unregistering");
}

void inThread(const Settings &settings) {
  startPython(settings);
  python(kRegister);
  PyThreadState *state = PyEval_SaveThread();
  std::thread([&] { runProgram(settings, "in a thread"); }).join();
  PyEval_RestoreThread(state);
  std::atomic<int> done = 0;
  std::thread late([&] { // its hooks ask for the GIL while the interpreter ends
    for (; done < 400; ++done)
      runProgram(settings, "in a thread");
  });
  state = PyEval_SaveThread();
  while (done < 20)
    std::this_thread::yield();
  PyEval_RestoreThread(state);
  endPython();
  late.join();
}

void twice(const Settings &settings) {
  startPython(settings);
  python(kRegister);
  runProgram(settings, "the first Python");
  endPython();
  startPython(settings);
  runProgram(settings, "the second Python");
  python("print('the second Python works', flush=True)");
  endPython();
  debug::unregisterHooks();
}

void withoutImport(const Settings &settings) {
  startPython(settings);
  debug::Watch watch = debug::watch({.postOp = [](const Binary &, const CallbackContext &, const OpContext &op) {
    std::printf("C++ saw %s\n", getOpName(op).c_str());
  }});
  runProgram(settings, "while Python runs");
  python("import sys; assert not any(name.startswith('ttrt') for name in sys.modules)");
  endPython();
  runProgram(settings, "after Python");
}

void exceptions(const Settings &settings) {
  startPython(settings);
  python("import ttrt.runtime as r\n"
         "def stop(b, p, op): raise ValueError('stop at ' + op.name)\n"
         "r.DebugHooks.get(pre_op=stop)\n");
  runProgram(settings, "with an exception");
  python("import ttrt.runtime as r; r.unregister_hooks()");
  runProgram(settings, "afterwards");
  endPython();
}

} // namespace

int main(int argc, char **argv) {
  if (argc != 5) {
    std::fprintf(stderr, "usage: hooks_embedding MODE PYTHON PACKAGES FILE\n");
    return 2;
  }
  Settings settings{argv[1], argv[2], argv[3], argv[4]};
  const std::pair<std::string_view, void (*)(const Settings &)> modes[] = {
      {"once", once},
      {"with-hooks", withHooks},
      {"in-thread", inThread},
      {"twice", twice},
      {"without-import", withoutImport},
      {"exceptions", exceptions},
      {"no-python", [](const Settings &settings) { runProgram(settings, "without Python"); }}};
  for (auto [name, run] : modes)
    if (name == settings.mode) {
      run(settings);
      return 0;
    }
  std::fprintf(stderr, "there is no mode %s\n", settings.mode.c_str());
  return 2;
}
