// Diagnostics: handlers in Python, and errors collected into exceptions.
#include "../CoreBindings.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace nb = nanobind;
using namespace nb::literals;

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

void PyDiagnostic::invalidate() {
  valid = false;
  if (!materializedNotes)
    return;
  for (nb::handle note : *materializedNotes)
    nb::cast<PyDiagnostic &>(note).invalidate();
}

void PyDiagnostic::checkValid() {
  if (!valid)
    throw std::invalid_argument("a Diagnostic cannot be used outside of the "
                                "handler that it was given to");
}

PyDiagnosticSeverity PyDiagnostic::getSeverity() {
  checkValid();
  return static_cast<PyDiagnosticSeverity>(mlirDiagnosticGetSeverity(diagnostic));
}

PyLocation PyDiagnostic::getLocation() {
  checkValid();
  MlirLocation location = mlirDiagnosticGetLocation(diagnostic);
  return PyLocation(PyMlirContext::forContext(mlirLocationGetContext(location)), location);
}

nb::str PyDiagnostic::getMessage() {
  checkValid();
  std::string text =
      printToString([&](MlirStringCallback callback, void *into) { mlirDiagnosticPrint(diagnostic, callback, into); });
  return nb::str(text.data(), text.size());
}

nb::tuple PyDiagnostic::getNotes() {
  checkValid();
  if (!materializedNotes) {
    nb::list notes;
    for (intptr_t i = 0, n = mlirDiagnosticGetNumNotes(diagnostic); i < n; ++i)
      notes.append(nb::cast(PyDiagnostic(mlirDiagnosticGetNote(diagnostic, i))));
    materializedNotes = nb::tuple(notes);
  }
  return *materializedNotes;
}

namespace {
/// MLIR attaches the operation's text as a note, which for a module is the whole program: its beginning is enough.
std::string shortened(std::string message) {
  constexpr size_t kLimit = 2000;
  if (message.size() > kLimit && llvm::StringRef(message).starts_with("see current operation"))
    message = message.substr(0, kLimit) + "... (" + std::to_string(message.size() - kLimit) + " more characters)";
  return message;
}
} // namespace

PyDiagnostic::DiagnosticInfo PyDiagnostic::getInfo() {
  std::vector<DiagnosticInfo> notes;
  for (nb::handle note : getNotes())
    notes.push_back(nb::cast<PyDiagnostic &>(note).getInfo());
  return {getSeverity(), getLocation(), shortened(nb::cast<std::string>(getMessage())), std::move(notes)};
}

namespace {
/// MLIR holds a lock while it calls handlers, and goes through a list that handlers must not change. So a handler must
/// not do what reports diagnostics in its own context; and a thread that is about to do so while a handler of the
/// context runs in another one waits without the GIL, for with it the handler could not come to its end.
struct RunningHandlers {
  std::mutex mutex;
  std::condition_variable ended;
  std::vector<std::pair<void *, std::thread::id>> running; // contexts
};
RunningHandlers &runningHandlers() {
  static auto *handlers = new RunningHandlers;
  return *handlers;
}

/// A handler is running as long as this lives.
class Running {
public:
  explicit Running(MlirContext context) : context(context.ptr) {
    std::lock_guard lock(runningHandlers().mutex);
    runningHandlers().running.emplace_back(this->context, std::this_thread::get_id());
  }
  ~Running() {
    std::lock_guard lock(runningHandlers().mutex);
    llvm::erase(runningHandlers().running, std::pair(context, std::this_thread::get_id()));
    runningHandlers().ended.notify_all();
  }

private:
  void *context;
};
} // namespace

void awaitDiagnosticHandlers(MlirContext context) {
  RunningHandlers &handlers = runningHandlers();
  std::thread::id self = std::this_thread::get_id();
  void *raw = context.ptr;
  auto ofContext = [&](const auto &running) { return running.first == raw; };
  std::unique_lock lock(handlers.mutex);
  if (llvm::is_contained(handlers.running, std::pair(raw, self)))
    throw std::runtime_error("a diagnostic handler must not do in its own context what may report diagnostics: keep "
                             "the diagnostic, and do it after the call that reported it");
  // While this thread waits for the GIL again, another handler may begin: only what is seen with the GIL held counts.
  while (llvm::any_of(handlers.running, ofContext)) {
    lock.unlock();
    {
      nb::gil_scoped_release release;
      lock.lock();
      handlers.ended.wait(lock, [&] { return llvm::none_of(handlers.running, ofContext); });
      // Before the GIL is taken again, whose holder may wait for this lock.
      lock.unlock();
    }
    lock.lock();
  }
}

CollectedErrors::CollectedErrors(PyMlirContextRef given) : context(std::move(given)) {
  awaitDiagnosticHandlers(*context.get());
  id = mlirContextAttachDiagnosticHandler(context->get(), handle, this, /*deleteUserData=*/nullptr);
}

CollectedErrors::~CollectedErrors() { mlirContextDetachDiagnosticHandler(context->get(), id); }

MlirLogicalResult CollectedErrors::handle(MlirDiagnostic diagnostic, void *userData) {
  auto *self = static_cast<CollectedErrors *>(userData);
  // Only errors are kept; the rest, and everything when asked, goes to the other handlers.
  if (self->context->getEmitErrorDiagnostics() || mlirDiagnosticGetSeverity(diagnostic) != MlirDiagnosticError)
    return mlirLogicalResultFailure();
  Running running(self->context->get());
  nb::gil_scoped_acquire gil;
  try {
    self->errors.push_back(PyDiagnostic(diagnostic).getInfo());
  } catch (nb::python_error &error) {
    error.discard_as_unraisable("collecting a diagnostic");
    return mlirLogicalResultFailure();
  } catch (std::exception &) {
    return mlirLogicalResultFailure();
  }
  return mlirLogicalResultSuccess();
}

// Declared by the headers; `CollectedErrors` stands in for it.
MlirLogicalResult PyMlirContext::ErrorCapture::handler(MlirDiagnostic, void *) { return mlirLogicalResultFailure(); }

PyDiagnosticHandler::PyDiagnosticHandler(MlirContext context, nb::object callback)
    : context(context), callback(std::move(callback)) {}

PyDiagnosticHandler::~PyDiagnosticHandler() = default;

void PyDiagnosticHandler::detach() {
  if (!registeredID)
    return;
  awaitDiagnosticHandlers(*PyMlirContext::forContext(context).get());
  MlirDiagnosticHandlerID id = *registeredID;
  // Drops the reference that the context holds (see attachDiagnosticHandler).
  mlirContextDetachDiagnosticHandler(context, id);
}

nb::object PyMlirContext::attachDiagnosticHandler(nb::object callback) {
  awaitDiagnosticHandlers(*this);
  auto *handler = new PyDiagnosticHandler(get(), std::move(callback));
  nb::object object = nb::cast(handler, nb::rv_policy::take_ownership);

  auto call = [](MlirDiagnostic diagnostic, void *userData) {
    auto *handler = static_cast<PyDiagnosticHandler *>(userData);
    nb::gil_scoped_acquire gil;
    Running running(handler->context);
    auto *wrapper = new PyDiagnostic(diagnostic);
    nb::object object = nb::cast(wrapper, nb::rv_policy::take_ownership);
    bool handled = false;
    try {
      handled = nb::cast<bool>(handler->callback(object));
    } catch (nb::python_error &error) {
      handler->hadError = true;
      error.discard_as_unraisable("a diagnostic handler");
    } catch (nb::cast_error &) {
      handler->hadError = true;
      PyErr_SetString(PyExc_TypeError, "a diagnostic handler must return a bool");
      PyErr_WriteUnraisable(handler->callback.ptr());
    }
    wrapper->invalidate();
    return handled ? mlirLogicalResultSuccess() : mlirLogicalResultFailure();
  };
  auto release = [](void *userData) {
    auto *handler = static_cast<PyDiagnosticHandler *>(userData);
    nb::gil_scoped_acquire gil;
    handler->registeredID.reset();
    nb::find(handler).dec_ref();
  };

  // The context owns a reference for as long as the handler is attached.
  object.inc_ref();
  handler->registeredID = mlirContextAttachDiagnosticHandler(get(), call, handler, release);
  return object;
}

namespace {
/// "error: file.mlir:3:5: message", notes on lines of their own.
std::string describe(const PyDiagnostic::DiagnosticInfo &info) {
  static const char *const kNames[] = {"error", "warning", "note", "remark"};
  std::string where = printToString(
      [&](MlirStringCallback callback, void *into) { mlirLocationPrint(info.location.get(), callback, into); });
  llvm::StringRef trimmed(where);
  if (trimmed.consume_front("loc("))
    trimmed.consume_back(")");
  std::string text = std::string(kNames[static_cast<int>(info.severity)]) + ": " + trimmed.str() + ": " + info.message;
  for (const auto &note : info.notes)
    text += "\n " + describe(note);
  return text;
}
} // namespace

void populateDiagnostics(nb::module_ &m) {
  nb::enum_<PyDiagnosticSeverity>(m, "DiagnosticSeverity")
      .value("ERROR", PyDiagnosticSeverity::Error)
      .value("WARNING", PyDiagnosticSeverity::Warning)
      .value("NOTE", PyDiagnosticSeverity::Note)
      .value("REMARK", PyDiagnosticSeverity::Remark);
  nb::class_<PyDiagnostic>(m, "Diagnostic")
      .def_prop_ro("severity", &PyDiagnostic::getSeverity)
      .def_prop_ro("location", &PyDiagnostic::getLocation)
      .def_prop_ro("message", &PyDiagnostic::getMessage)
      .def_prop_ro("notes", &PyDiagnostic::getNotes)
      .def("__str__", [](PyDiagnostic &self) -> nb::object {
        if (!self.isValid())
          return nb::str("<Invalid Diagnostic>");
        return self.getMessage();
      });
  nb::class_<PyDiagnostic::DiagnosticInfo>(m, "DiagnosticInfo")
      .def(
          "__init__",
          [](PyDiagnostic::DiagnosticInfo *self, PyDiagnostic &diagnostic) {
            new (self) PyDiagnostic::DiagnosticInfo(diagnostic.getInfo());
          },
          "diag"_a)
      .def_ro("severity", &PyDiagnostic::DiagnosticInfo::severity)
      .def_ro("location", &PyDiagnostic::DiagnosticInfo::location)
      .def_ro("message", &PyDiagnostic::DiagnosticInfo::message)
      .def_ro("notes", &PyDiagnostic::DiagnosticInfo::notes)
      .def("__str__", &describe);
  nb::class_<PyDiagnosticHandler>(m, "DiagnosticHandler")
      .def("detach", &PyDiagnosticHandler::detach)
      .def_prop_ro("attached", &PyDiagnosticHandler::isAttached)
      .def_prop_ro("had_error", &PyDiagnosticHandler::getHadError)
      .def("__enter__", &PyDiagnosticHandler::contextEnter)
      .def("__exit__", &PyDiagnosticHandler::contextExit, "exc_type"_a.none(), "exc_value"_a.none(),
           "traceback"_a.none());
}

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir
