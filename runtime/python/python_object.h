// Python objects held by C++: let go with the GIL taken, or not at all once the interpreter is going away.
#pragma once

#include <memory>

#include <nanobind/nanobind.h>

namespace tt::runtime::python {

/// True while Python code may still run.
inline bool interpreterIsAlive() {
#if PY_VERSION_HEX >= 0x030D0000
  return Py_IsInitialized() && !Py_IsFinalizing();
#else
  return Py_IsInitialized() && !_Py_IsFinalizing();
#endif
}

/// Shares `object` with C++ threads that may never have seen Python.
inline std::shared_ptr<nanobind::object> shareObject(nanobind::object object) {
  return {new nanobind::object(std::move(object)), [](nanobind::object *held) {
            if (!interpreterIsAlive()) {
              held->release(); // The interpreter's memory is gone or going: the reference is left to it.
              delete held;
              return;
            }
            nanobind::gil_scoped_acquire gil;
            delete held;
          }};
}

/// The same as an anonymous owner.
inline std::shared_ptr<void> keepAlive(nanobind::object object) { return shareObject(std::move(object)); }

} // namespace tt::runtime::python
