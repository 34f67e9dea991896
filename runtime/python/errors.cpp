// The runtime's C++ exceptions as the Python exceptions that a Python programmer expects.
#include <nanobind/nanobind.h>

#include "module.h"
#include "tt/runtime/error.h"

namespace nb = nanobind;

namespace tt::runtime::python {
namespace {

/// OSError(errno, message, filename), so that `except FileNotFoundError` works.
void setOsError(const FileError &error) {
  if (error.errorNumber == 0) {
    PyErr_SetString(PyExc_OSError, error.what());
    return;
  }
  PyObject *arguments = Py_BuildValue("(iss)", error.errorNumber, error.what(), error.path.c_str());
  if (!arguments)
    return;
  PyErr_SetObject(PyExc_OSError, arguments);
  Py_DECREF(arguments);
}

} // namespace

void bindErrors() {
  nb::register_exception_translator([](const std::exception_ptr &pointer, void *) {
    try {
      std::rethrow_exception(pointer);
    } catch (const FileError &error) {
      setOsError(error);
    } catch (const IndexError &error) {
      PyErr_SetString(PyExc_IndexError, error.what());
    } catch (const ValueError &error) {
      PyErr_SetString(PyExc_ValueError, error.what());
    } catch (const BinaryError &error) {
      PyErr_SetString(PyExc_ValueError, error.what());
    } catch (const TypeError &error) {
      PyErr_SetString(PyExc_TypeError, error.what());
    } catch (const Error &error) {
      PyErr_SetString(PyExc_RuntimeError, error.what());
    }
  });
}

} // namespace tt::runtime::python
