// Ways into Python and out of it for threads of any kind, safe while the interpreter shuts down.
//
// CPython ends or suspends a thread that asks for the GIL once the interpreter is going away; done inside C++ frames,
// that aborts the process. So nothing here asks for the GIL then: the module's exit handler closes the gate, after
// which no thread but the one that shuts the interpreter down may enter, and it waits for those that are inside.
#pragma once

#include <cstdint>
#include <memory>

#include <nanobind/nanobind.h>

namespace tt::runtime::python {

/// Opens the gate and has the interpreter close it at exit. Called when the module is made, with the GIL.
void openGate(nanobind::module_ &m);

/// Which interpreter is running: objects of another one, which was shut down, must not be touched.
uint64_t interpreterGeneration();

/// Holds the GIL while it lives, where Python may still run; false otherwise.
class PythonEntry {
public:
  PythonEntry();
  ~PythonEntry();
  PythonEntry(const PythonEntry &) = delete;
  PythonEntry &operator=(const PythonEntry &) = delete;
  explicit operator bool() const { return entered; }

private:
  bool entered;
  PyGILState_STATE state{};
};

/// Leaves the GIL to others while it lives. A thread that comes back after the interpreter is gone has nowhere to go:
/// it sleeps until the process ends.
class GilRelease {
public:
  GilRelease() : state(PyEval_SaveThread()) {}
  ~GilRelease();
  GilRelease(const GilRelease &) = delete;
  GilRelease &operator=(const GilRelease &) = delete;

private:
  PyThreadState *state;
};

/// Shares a Python object with C++ threads that may never have seen Python: the last owner lets go of it with the GIL
/// held, or leaves it alone when its interpreter is gone.
std::shared_ptr<nanobind::object> shareObject(nanobind::object object);

/// The same for an object that the interpreter shall let go of before it shuts down, whoever still holds it: then it
/// becomes an empty object.
std::shared_ptr<nanobind::object> shareUntilExit(nanobind::object object);

} // namespace tt::runtime::python
