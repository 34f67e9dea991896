// Calls ttrt.runtime.register_debug_callback() from C++, with the Python C API alone, when the environment asks for it.
//
// The functions of Python are declared weak: a program without Python links and runs, and to it they are null. All of
// them belong to the stable ABI (but for _Py_IsFinalizing, the name that Py_IsFinalizing had before Python 3.13).
#include "ttnn/auto_debug_hooks.h"

#include <cstdlib>
#include <string_view>

using PyObject = struct _object;

#define WEAK [[gnu::weak]]
extern "C" {
WEAK int Py_IsInitialized();
WEAK int Py_IsFinalizing();
WEAK int _Py_IsFinalizing();
WEAK int PyGILState_Ensure();
WEAK void PyGILState_Release(int);
WEAK PyObject *PyImport_ImportModule(const char *);
WEAK PyObject *PyObject_GetAttrString(PyObject *, const char *);
WEAK PyObject *PyObject_CallNoArgs(PyObject *);
WEAK void Py_DecRef(PyObject *);
WEAK void PyErr_Fetch(PyObject **, PyObject **, PyObject **);
WEAK void PyErr_NormalizeException(PyObject **, PyObject **, PyObject **);
WEAK void PyErr_Restore(PyObject *, PyObject *, PyObject *);
WEAK void PyErr_Display(PyObject *, PyObject *, PyObject *);
WEAK int PyErr_GivenExceptionMatches(PyObject *, PyObject *);
WEAK void PyErr_SetInterrupt();
WEAK int PyException_SetTraceback(PyObject *, PyObject *);
WEAK void PySys_FormatStdout(const char *, ...);
WEAK extern PyObject *PyExc_KeyboardInterrupt;
}
#undef WEAK

namespace tt::runtime::detail {
namespace {

bool isSet(const char *variable) {
  const char *text = std::getenv(variable);
  return text && *text && std::string_view(text) != "0";
}

bool pythonIsAlive() {
  if (!Py_IsInitialized || !Py_IsInitialized())
    return false;
  if (Py_IsFinalizing)
    return !Py_IsFinalizing();
  return !_Py_IsFinalizing || !_Py_IsFinalizing();
}

/// Holds the GIL, whatever thread this is, and sets an exception aside that was already raised on it.
class PythonScope {
public:
  PythonScope() : state(PyGILState_Ensure()) { PyErr_Fetch(&type, &value, &traceback); }
  ~PythonScope() {
    PyErr_Restore(type, value, traceback);
    PyGILState_Release(state);
  }
  PythonScope(const PythonScope &) = delete;
  PythonScope &operator=(const PythonScope &) = delete;

private:
  int state;
  PyObject *type = nullptr, *value = nullptr, *traceback = nullptr;
};

/// An owned reference; null after an error.
class Reference {
public:
  explicit Reference(PyObject *object) : object(object) {}
  ~Reference() {
    if (object)
      Py_DecRef(object);
  }
  Reference(const Reference &) = delete;
  Reference &operator=(const Reference &) = delete;
  explicit operator bool() const { return object != nullptr; }
  PyObject *get() const { return object; }

private:
  PyObject *object;
};

/// Through sys.stdout, in order with what Python prints.
void say(const char *text) { PySys_FormatStdout("[AutoHooks] %s\n", text); }

/// Says what failed and shows the exception, without ending the process for SystemExit as PyErr_Print would.
void reportFailure(const char *what) {
  PyObject *type = nullptr, *value = nullptr, *traceback = nullptr;
  PyErr_Fetch(&type, &value, &traceback);
  PyErr_NormalizeException(&type, &value, &traceback);
  if (value && traceback)
    PyException_SetTraceback(value, traceback);
  Reference ownType(type), ownValue(value), ownTraceback(traceback);
  say(what);
  PyErr_Display(type, value, traceback);
  // Ctrl-C is not swallowed: Python raises it again as soon as its code runs on.
  if (type && PyErr_GivenExceptionMatches(type, PyExc_KeyboardInterrupt))
    PyErr_SetInterrupt();
}

void registerCallbacks() {
  say("Attempting to register Python debug callbacks...");
  say("Importing ttrt.runtime module...");
  Reference module(PyImport_ImportModule("ttrt.runtime"));
  if (!module)
    return reportFailure("✗ ttrt.runtime cannot be imported; the program runs without callbacks:");
  Reference function(PyObject_GetAttrString(module.get(), "register_debug_callback"));
  if (!function)
    return reportFailure("✗ ttrt.runtime has no register_debug_callback; the program runs without callbacks:");
  say("Found register_debug_callback function");
  say("Calling register_debug_callback()...");
  Reference result(PyObject_CallNoArgs(function.get()));
  if (!result)
    return reportFailure("✗ register_debug_callback() failed; the program runs without callbacks:");
  say("✓ Python debug callbacks registered successfully!");
}

} // namespace

void registerPythonCallbacksIfAsked() {
  if (!isSet("TT_RUNTIME_DEBUG") || !isSet("TT_FORCE_DEBUG_CALLBACKS") || !pythonIsAlive())
    return;
  PythonScope python;
  registerCallbacks();
}

} // namespace tt::runtime::detail
