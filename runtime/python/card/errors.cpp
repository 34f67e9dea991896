// The card's C++ exceptions as Python exceptions: builtin ones where Python has them, else classes below CardError.
#include <array>

#include <nanobind/stl/string.h>

#include "card.h"

namespace nb = nanobind;

namespace tt::device::python {
namespace {

/// The classes by name; they live as long as the interpreter.
struct ErrorClasses {
  PyObject *card, *closed, *kernel, *program, *core, *deadlock, *limit, *stopped, *breakpoint;
};
ErrorClasses classes;

PyObject *makeClass(nb::module_ &m, const char *name, PyObject *base, const char *doc) {
  std::string qualified = "ttrt.runtime._ttmlir_runtime.card." + std::string(name);
  nb::object made = nb::steal(PyErr_NewExceptionWithDoc(qualified.c_str(), doc, base, nullptr));
  if (!made.is_valid())
    nb::raise_python_error();
  m.attr(name) = made;
  return made.release().ptr();
}

const char *faultName(FaultKind kind) {
  switch (kind) {
  case FaultKind::LoadOutside:
    return "load outside";
  case FaultKind::StoreOutside:
    return "store outside";
  case FaultKind::LoadMisaligned:
    return "load misaligned";
  case FaultKind::StoreMisaligned:
    return "store misaligned";
  case FaultKind::FetchOutside:
    return "fetch outside";
  case FaultKind::FetchMisaligned:
    return "fetch misaligned";
  case FaultKind::IllegalInstruction:
    return "illegal instruction";
  }
  return "unknown";
}

void setOsError(const FileError &error) {
  nb::object arguments = nb::steal(Py_BuildValue("(iss)", error.errorNumber, error.what(), error.path.c_str()));
  if (arguments.is_valid())
    PyErr_SetObject(PyExc_OSError, arguments.ptr());
}

void setCoreError(const CoreError &error) {
  nb::object made = nb::borrow(classes.core)(nb::str(error.what()));
  made.attr("tile") = tileTuple(error.core.tile);
  made.attr("processor") = toString(error.core.processor);
  made.attr("pc") = error.fault.pc;
  made.attr("kind") = faultName(error.fault.kind);
  made.attr("address") = error.fault.address;
  PyErr_SetObject(classes.core, made.ptr());
}

void translate(const std::exception_ptr &pointer, void *) {
  try {
    std::rethrow_exception(pointer);
  } catch (const ValueError &error) {
    PyErr_SetString(PyExc_ValueError, error.what());
  } catch (const FileError &error) {
    setOsError(error);
  } catch (const CoreError &error) {
    setCoreError(error);
  } catch (const DeadlockError &error) {
    PyErr_SetString(classes.deadlock, error.what());
  } catch (const LimitError &error) {
    PyErr_SetString(classes.limit, error.what());
  } catch (const StoppedError &error) {
    PyErr_SetString(classes.stopped, error.what());
  } catch (const ProgramError &error) {
    PyErr_SetString(classes.program, error.what());
  } catch (const BreakpointError &error) {
    PyErr_SetString(classes.breakpoint, error.what());
  } catch (const KernelError &error) {
    PyErr_SetString(classes.kernel, error.what());
  } catch (const DeviceError &error) {
    PyErr_SetString(classes.closed, error.what());
  } catch (const Error &error) {
    PyErr_SetString(classes.card, error.what());
  }
}

} // namespace

void bindErrors(nb::module_ &m) {
  classes.card = makeClass(m, "CardError", PyExc_RuntimeError, "Base of the card's errors.");
  classes.closed = makeClass(m, "DeviceError", classes.card, "The chip is closed, or busy with what cannot be shared.");
  classes.kernel = makeClass(
      m, "KernelError", classes.card,
      "A kernel does not compile or link (the compiler's messages are in the text), or is no ELF for the card.");
  classes.program =
      makeClass(m, "ProgramError", classes.card, "A program ended early; the text says what each core was doing.");
  classes.core =
      makeClass(m, "CoreError", classes.program,
                "A core was stopped by what it did.\n\nAttributes: tile (x, y), processor, pc, kind, address.");
  classes.deadlock = makeClass(m, "DeadlockError", classes.program, "Every core waits; the text says for what.");
  classes.limit =
      makeClass(m, "LimitError", classes.program, "The budget of instructions or the time limit was reached.");
  classes.stopped = makeClass(m, "StoppedError", classes.program,
                              "The program was stopped: the chip was closed, or stop() was called.");
  classes.breakpoint = makeClass(
      m, "BreakpointError", classes.card,
      "Cores stand at breakpoints, and nothing else can go on; the program has not ended. The text says where "
      "each core stands.");
  nb::register_exception_translator(translate);
}

} // namespace tt::device::python
