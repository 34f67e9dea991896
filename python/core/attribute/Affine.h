// What the bindings of affine expressions, maps and integer sets share: conversions and checks.
//
// MLIR only asserts that positions and counts fit each other; these checks raise instead.
#ifndef TENON_PYTHON_CORE_ATTRIBUTE_AFFINE_H
#define TENON_PYTHON_CORE_ATTRIBUTE_AFFINE_H

#include "../CoreBindings.h"

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

/// The expressions of a Python sequence, which must all belong to `context`; `action` ends the messages.
std::vector<MlirAffineExpr> rawExprs(const nanobind::sequence &exprs, PyMlirContext &context, const char *action);

/// Raises ValueError if `expr` uses a dimension or a symbol beyond the given counts.
void requireWithin(MlirAffineExpr expr, intptr_t dimCount, intptr_t symbolCount);

/// `count` of `what`, raised as ValueError where it is negative or beyond what MLIR can count.
unsigned checkedCount(intptr_t count, const char *what);

/// Raises ValueError if the two contexts differ.
void requireSameContext(PyMlirContextRef &one, PyMlirContextRef &other);

/// What expressions, maps and sets have in common: capsules, comparison, hash, printing, their context.
template <typename T, typename Class>
void bindAffineCommon(Class &cls, const char *name,
                      void (*print)(decltype(std::declval<T>().get()), MlirStringCallback, void *),
                      void (*dump)(decltype(std::declval<T>().get()))) {
  auto textOf = [print](T &self) {
    return printToString([&](MlirStringCallback callback, void *into) { print(self.get(), callback, into); });
  };
  cls.def_prop_ro(MLIR_PYTHON_CAPI_PTR_ATTR, &T::getCapsule)
      .def_static(MLIR_PYTHON_CAPI_FACTORY_ATTR, &T::createFromCapsule)
      .def("__eq__", [](T &self, T &other) { return self == other; })
      .def("__eq__", [](T &, nanobind::object) { return false; })
      .def("__hash__", [](T &self) { return reinterpret_cast<uintptr_t>(self.get().ptr) >> 3; })
      .def("__str__", textOf)
      .def("__repr__", [textOf, name](T &self) { return name + ("(" + textOf(self)) + ")"; })
      .def_prop_ro("context", [](T &self) { return self.getContext().getObject(); })
      .def("dump", [dump](T &self) { dump(self.get()); }, "Prints to stderr.");
}

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir

#endif // TENON_PYTHON_CORE_ATTRIBUTE_AFFINE_H
