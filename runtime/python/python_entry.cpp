// The gate between C++ threads and the interpreter, and Python objects held by C++.
#include "python_entry.h"

#include <pthread.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>
#include <vector>

namespace nb = nanobind;

namespace tt::runtime::python {
namespace {

/// A callback that blocks for ever must not keep the interpreter from ending.
constexpr std::chrono::seconds kLongestWait{5};

struct Gate {
  std::atomic<uint32_t> inside{0}; ///< entries of all threads but the one that shuts down
  std::atomic<bool> closed{true};
  std::atomic<pthread_t> closer{};
  std::atomic<uint64_t> generation{0};
  std::mutex mutex; ///< guards what follows
  std::vector<std::weak_ptr<nb::object>> untilExit;
};

/// Never destroyed: threads may come after main().
Gate &gate() {
  static auto *gate = new Gate;
  return *gate;
}

/// Entries of this thread, counted for the child of a fork, which has this thread alone.
thread_local uint32_t insideHere = 0;

bool interpreterIsAlive() {
#if PY_VERSION_HEX >= 0x030D0000
  return Py_IsInitialized() && !Py_IsFinalizing();
#else
  return Py_IsInitialized() && !_Py_IsFinalizing();
#endif
}

/// True on the thread that shuts the interpreter down, from the time on that it began to.
bool shutsDownHere() {
  Gate &self = gate();
  return self.closed.load() && pthread_equal(self.closer.load(), pthread_self());
}

bool enterGate() {
  Gate &self = gate();
  self.inside.fetch_add(1);
  ++insideHere;
  bool admitted = !self.closed.load() || shutsDownHere();
  if (admitted && interpreterIsAlive())
    return true;
  --insideHere;
  self.inside.fetch_sub(1);
  return false;
}

void leaveGate() {
  --insideHere;
  gate().inside.fetch_sub(1);
}

/// Empties the objects that C++ holds until exit, so that they die while Python can still run their finalizers.
void letGoOfObjects() {
  std::vector<std::weak_ptr<nb::object>> objects;
  {
    std::lock_guard lock(gate().mutex);
    objects.swap(gate().untilExit);
  }
  for (const std::weak_ptr<nb::object> &weak : objects)
    if (std::shared_ptr<nb::object> object = weak.lock())
      object->reset();
}

void closeGate() {
  Gate &self = gate();
  self.closer.store(pthread_self());
  self.closed.store(true);
  const uint32_t own = insideHere;
  PyThreadState *state = PyEval_SaveThread();
  auto end = std::chrono::steady_clock::now() + kLongestWait;
  while (self.inside.load() > own && std::chrono::steady_clock::now() < end)
    std::this_thread::sleep_for(std::chrono::microseconds(200));
  PyEval_RestoreThread(state);
  letGoOfObjects();
}

} // namespace

void openGate(nb::module_ &m) {
  Gate &self = gate();
  static const int registered = pthread_atfork([] { gate().mutex.lock(); }, [] { gate().mutex.unlock(); },
                                               [] {
                                                 gate().mutex.unlock();
                                                 gate().inside.store(insideHere);
                                               });
  static_cast<void>(registered);
  self.generation.fetch_add(1);
  self.closed.store(false);
  nb::module_::import_("atexit").attr("register")(nb::cpp_function(&closeGate));
  // Later exit handlers and finalizers may register callbacks as well: those go with the interpreter's own dictionary.
  nb::capsule last(&self, [](void *) noexcept { letGoOfObjects(); });
  if (PyDict_SetItemString(PyInterpreterState_GetDict(PyInterpreterState_Get()), "tenon.callbacks", last.ptr()) != 0)
    throw nb::python_error();
}

uint64_t interpreterGeneration() { return gate().generation.load(std::memory_order_relaxed); }

PythonEntry::PythonEntry() : entered(enterGate()) {
  if (entered)
    state = PyGILState_Ensure();
}

PythonEntry::~PythonEntry() {
  if (!entered)
    return;
  PyGILState_Release(state);
  leaveGate();
}

GilRelease::~GilRelease() {
  const bool asLast = shutsDownHere(); // this one always gets the GIL
  if (!asLast && !enterGate())
    for (;;)
      pause();
  PyEval_RestoreThread(state);
  if (!asLast)
    leaveGate();
}

std::shared_ptr<nb::object> shareObject(nb::object object) {
  return {new nb::object(std::move(object)), [born = interpreterGeneration()](nb::object *held) {
            PythonEntry python;
            if (!python || born != interpreterGeneration())
              held->release(); // left to the interpreter that is gone, or going
            delete held;
          }};
}

std::shared_ptr<nb::object> shareUntilExit(nb::object object) {
  std::shared_ptr<nb::object> shared = shareObject(std::move(object));
  std::lock_guard lock(gate().mutex);
  std::erase_if(gate().untilExit, [](const auto &weak) { return weak.expired(); });
  gate().untilExit.push_back(shared);
  return shared;
}

} // namespace tt::runtime::python
