// Calling Python from a running program: with the GIL, with objects that are used again, with errors as the user asked.
#include "callbacks.h"

#include <cstdlib>
#include <functional>
#include <string_view>
#include <type_traits>

#include <nanobind/stl/string.h>

#include "common/observation.h"
#include "python_entry.h"
#include "tt/runtime/error.h"

namespace nb = nanobind;

namespace tt::runtime::python {
namespace {

/// Python's objects for what the callbacks of one run are given. They are filled anew for every callback; one that a
/// callback kept is left to it, expired, and replaced.
struct ContextObjects {
  uint64_t generation = interpreterGeneration();
  nb::object binary, program, op, kernel;

  static ContextObjects &of(const CallbackContext &context, const Binary &binary) {
    std::shared_ptr<void> &attachment = context.impl()->attachment;
    if (!attachment) {
      attachment = {new ContextObjects, [](ContextObjects *objects) {
                      PythonEntry python;
                      if (!python || objects->generation != interpreterGeneration()) {
                        objects->binary.release();
                        objects->program.release();
                        objects->op.release();
                        objects->kernel.release();
                      }
                      delete objects;
                    }};
      static_cast<ContextObjects *>(attachment.get())->binary = nb::cast(binary);
    }
    return *static_cast<ContextObjects *>(attachment.get());
  }

  /// The object for a context of one of the kinds that callbacks are given.
  template <class Context>
  nb::object &objectFor() {
    if constexpr (std::is_same_v<Context, CallbackContext>)
      return program;
    else if constexpr (std::is_same_v<Context, OpContext>)
      return op;
    else
      return kernel;
  }
};

/// The Python object of a context, while a callback runs that is given it.
template <class Context>
class LentContext {
public:
  LentContext(ContextObjects &objects, const Context &context) : object(objects.objectFor<Context>()) {
    if (object.is_valid())
      *nb::inst_ptr<Context>(object) = context;
    else
      object = nb::cast(context);
  }
  ~LentContext() {
    if (Py_REFCNT(object.ptr()) > 1)
      object.reset();
  }
  LentContext(const LentContext &) = delete;
  LentContext &operator=(const LentContext &) = delete;
  PyObject *get() const { return object.ptr(); }

private:
  nb::object &object;
};

/// What a callback's exception does: TTRT_CALLBACK_ERRORS=warn reports it, otherwise it stops the program.
bool errorsOnlyWarn() {
  const char *text = std::getenv("TTRT_CALLBACK_ERRORS");
  return text && std::string_view(text) == "warn";
}

void requireKnownErrorPolicy() {
  const char *text = std::getenv("TTRT_CALLBACK_ERRORS");
  if (text && *text && std::string_view(text) != "stop" && std::string_view(text) != "warn")
    throw ValueError("TTRT_CALLBACK_ERRORS is \"" + std::string(text) +
                     "\"; it may be stop (the default: an exception of a callback stops the program) or warn (it is "
                     "reported, and the program goes on)");
}

void report(nb::python_error &error, const char *name, const std::string &where) {
  PySys_FormatStderr("[ttrt] %s raised an exception%s; the program goes on (TTRT_CALLBACK_ERRORS=warn):\n", name,
                     where.c_str());
  try {
    nb::module_::import_("traceback").attr("print_exception")(error.type(), error.value(), error.traceback());
  } catch (nb::python_error &another) {
    another.discard_as_unraisable("ttrt: while reporting an exception of a debug callback");
  }
}

/// A Python callable and what is needed to call it.
class Callback {
public:
  Callback(nb::object function, const char *name) : function(shareUntilExit(std::move(function))), name(name) {}

  /// False where the callable is gone with its interpreter.
  bool isAlive() const { return generation == interpreterGeneration() && function->is_valid(); }

  /// `where` is asked only to report an error.
  template <size_t N, class Where>
  void call(PyObject *const (&arguments)[N], Where where) const {
    PyObject *result = PyObject_Vectorcall(function->ptr(), arguments, N, nullptr);
    if (result) {
      Py_DECREF(result);
      return;
    }
    nb::python_error error;
    // Ctrl-C and sys.exit() are no errors of the callback: they always get through.
    if (!errorsOnlyWarn() || !error.matches(PyExc_Exception))
      throw error;
    report(error, name, where());
  }

private:
  std::shared_ptr<nb::object> function;
  uint64_t generation = interpreterGeneration();
  const char *name;
};

bool isCallable(const nb::object &function, const char *name) {
  if (function.is_none())
    return false;
  if (PyCallable_Check(function.ptr())) {
    requireKnownErrorPolicy();
    return true;
  }
  throw TypeError(std::string(name) + " must be callable or None");
}

/// Where a callback was called, to report its error.
std::string whereIs(const CallbackContext &program) {
  return " in program " + std::to_string(getProgramIndex(program));
}

std::string whereIs(const CallbackContext &, const OpContext &op) {
  return " at " + getOpName(op) + " " + getOpLocInfo(op);
}

std::string whereIs(const CallbackContext &, const OpContext &op, const KernelContext &kernel) {
  const KernelInfo info = getKernelInfo(kernel);
  return " at the kernel " + info.name + " on " + info.processor + " of tile (x=" + std::to_string(info.x) +
         ", y=" + std::to_string(info.y) + ") of " + getOpName(op) + " " + getOpLocInfo(op);
}

/// A callback that hands a Binary, the program's context and `More` to Python.
template <class... More>
std::function<void(const Binary &, const CallbackContext &, const More &...)> makeCallback(nb::object function,
                                                                                           const char *name) {
  if (!isCallable(function, name))
    return {};
  return [callback = Callback(std::move(function), name)](const Binary &binary, const CallbackContext &program,
                                                          const More &...more) {
    PythonEntry python;
    if (!python || !callback.isAlive())
      return;
    ContextObjects &objects = ContextObjects::of(program, binary);
    // As parameters they live until the call is over.
    [&](const LentContext<CallbackContext> &lentProgram, const LentContext<More> &...lent) {
      PyObject *const arguments[] = {objects.binary.ptr(), lentProgram.get(), lent.get()...};
      callback.call(arguments, [&] { return whereIs(program, more...); });
    }({objects, program}, {objects, more}...);
  };
}

} // namespace

debug::OpCallback makeOpCallback(nb::object function, const char *name) {
  return makeCallback<OpContext>(std::move(function), name);
}

debug::ProgramCallback makeProgramCallback(nb::object function, const char *name) {
  return makeCallback<>(std::move(function), name);
}

debug::KernelCallback makeKernelCallback(nb::object function, const char *name) {
  return makeCallback<OpContext, KernelContext>(std::move(function), name);
}

} // namespace tt::runtime::python
