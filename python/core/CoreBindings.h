// What the translation units of the core bindings share: who binds what, and small helpers.
//
// MLIR's installed headers (IRCore.h, IRTypes.h, IRAttributes.h, Globals.h) declare the classes; the files beside this
// one define them. Two rules hold throughout: a wrapper of an operation is unique and knows whether its operation still
// exists (see LiveOperations.h), and no exception ever passes through a C callback.
#ifndef TENON_PYTHON_CORE_COREBINDINGS_H
#define TENON_PYTHON_CORE_COREBINDINGS_H

#include "mlir/Bindings/Python/IRAttributes.h"
#include "mlir/Bindings/Python/IRCore.h"
#include "mlir/Bindings/Python/IRTypes.h"

#include <exception>
#include <string>

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

void populateContext(nanobind::module_ &m);
void populateDiagnostics(nanobind::module_ &m);
void populateLocation(nanobind::module_ &m);
void populateModule(nanobind::module_ &m);
void populateOperation(nanobind::module_ &m);
void populateBlocks(nanobind::module_ &m);
void populateContainers(nanobind::module_ &m);
void populateValues(nanobind::module_ &m);
void populateSymbolTable(nanobind::module_ &m);
void populateAffine(nanobind::module_ &m);
void populateAffineMaps(nanobind::module_ &m);
void populateIntegerSets(nanobind::module_ &m);
void populateTypeAndAttributeBases(nanobind::module_ &m);
void populateDenseElements(nanobind::module_ &m);
void populatePassManager(nanobind::module_ &m);
void populateRewrite(nanobind::module_ &m);
void populateInterfaces(nanobind::module_ &m);

/// Runs `print(callback, userData)` of MLIR's C API and returns what it printed.
template <typename Print>
std::string printToString(Print &&print) {
  std::string text;
  print([](MlirStringRef part, void *into) { static_cast<std::string *>(into)->append(part.data, part.length); },
        &text);
  return text;
}

inline MlirStringRef toRef(std::string_view text) { return mlirStringRefCreate(text.data(), text.size()); }
inline std::string_view toView(MlirStringRef text) { return {text.data, text.length}; }
inline nanobind::str toStr(MlirStringRef text) { return nanobind::str(text.data, text.length); }

/// The location an operation gets: the one given, else the Python stack's (where that is switched on), else the
/// current one; raises ValueError where there is none.
PyLocation resolveLocation(std::optional<PyLocation> given);

/// Raises ValueError unless `object` belongs to `context`: it would dangle once its own context is gone.
template <typename T>
void requireIn(PyMlirContext *context, T &object, const char *what) {
  if (object.getContext().get() != context)
    throw nanobind::value_error((std::string(what) + " belongs to another context").c_str());
}

/// The single value that `object` (a Value, or an operation with one result) stands for; raises TypeError otherwise.
MlirValue toValue(nanobind::handle object);

/// Writes text or bytes to a path, to an object with `write`, or (None) to sys.stdout.
void writeTo(nanobind::object file, const std::string &text, bool binary);

/// The headers' class does not free its state.
class AsmState : public PyAsmState {
public:
  using PyAsmState::PyAsmState;
  ~AsmState() { mlirAsmStateDestroy(get()); }
};

/// Collects the errors that a context reports; see Diagnostics.cpp for what it guards against.
class CollectedErrors {
public:
  explicit CollectedErrors(PyMlirContextRef context);
  ~CollectedErrors();
  CollectedErrors(const CollectedErrors &) = delete;
  std::vector<PyDiagnostic::DiagnosticInfo> take() { return std::move(errors); }

private:
  static MlirLogicalResult handle(MlirDiagnostic diagnostic, void *self);

  PyMlirContextRef context;
  std::vector<PyDiagnostic::DiagnosticInfo> errors;
  MlirDiagnosticHandlerID id;
};

/// Collects the error diagnostics of a scope, whichever way it is left.
struct Diagnosed {
  explicit Diagnosed(PyMlirContextRef context) : errors(std::move(context)) {}
  /// Raises MLIRError with what was collected.
  [[noreturn]] void fail(const llvm::Twine &what) { throw MLIRError(what, errors.take()); }
  /// Raises MLIRError if `object` is null.
  template <typename T>
  T require(T object, const llvm::Twine &what) {
    if (!object.ptr)
      fail(what);
    return object;
  }
  CollectedErrors errors;
};

/// Before MLIR may report diagnostics of `context`: raises RuntimeError inside one of its handlers, and waits while
/// a handler runs in another thread, which holds a lock of MLIR's that this thread would wait for with the GIL.
void awaitDiagnosticHandlers(MlirContext context);
inline void awaitDiagnosticHandlers(PyMlirContext &context) { awaitDiagnosticHandlers(context.get()); }

/// What look-ups of dialects' Python modules did not find is looked for again: the places to search have changed.
void forgetFailedLookups();

/// Defines a method in place of one that a class template of MLIR's headers has defined.
template <typename Class, typename Function, typename... Extra>
void redefine(Class &cls, const char *name, Function &&function, const Extra &...extra) {
  nanobind::delattr(cls, name);
  cls.def(name, std::forward<Function>(function), extra...);
}

/// Makes a class one of `collections.abc`: for isinstance, and for patterns of `match`.
inline void registerAbc(nanobind::handle cls, const char *abc) {
  nanobind::module_::import_("collections.abc").attr(abc).attr("register")(cls);
}

/// Lets a sequence class (a `Sliceable`) raise: its slots are C functions, which exceptions must not leave.
template <typename Derived>
void guardSequence(nanobind::module_ &m) {
  nanobind::object cls = m.attr(Derived::pyClassName);
  registerAbc(cls, "Sequence");
  auto *type = reinterpret_cast<PyHeapTypeObject *>(cls.ptr());
  static ssizeargfunc item = type->as_sequence.sq_item;
  static binaryfunc subscript = type->as_mapping.mp_subscript;
  static lenfunc length = type->as_sequence.sq_length;
  static auto guarded = [](auto call) -> PyObject * {
    try {
      return call();
    } catch (nanobind::python_error &error) {
      error.restore();
    } catch (nanobind::builtin_exception &error) {
      bool isIndex = error.type() == nanobind::exception_type::index_error;
      PyErr_SetString(isIndex ? PyExc_IndexError : PyExc_RuntimeError, error.what());
    } catch (std::exception &error) {
      PyErr_SetString(PyExc_RuntimeError, error.what());
    }
    return nullptr;
  };
  // Methods for whoever calls them by name; setting them replaces the slots, which are set anew below.
  cls.attr("__len__") = nanobind::cpp_function([](nanobind::handle self) { return length(self.ptr()); },
                                               nanobind::is_method(), nanobind::name("__len__"));
  cls.attr("__getitem__") = nanobind::cpp_function(
      [](nanobind::handle self, nanobind::handle key) {
        PyObject *element = PyObject_GetItem(self.ptr(), key.ptr());
        if (!element)
          throw nanobind::python_error();
        return nanobind::steal(element);
      },
      nanobind::is_method(), nanobind::name("__getitem__"));
  type->as_sequence.sq_length = length;
  type->as_mapping.mp_length = nullptr;
  type->as_sequence.sq_item = [](PyObject *self, Py_ssize_t index) {
    return guarded([&] { return item(self, index); });
  };
  type->as_mapping.mp_subscript = [](PyObject *self, PyObject *key) {
    return guarded([&] { return subscript(self, key); });
  };
}

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir

#endif // TENON_PYTHON_CORE_COREBINDINGS_H
