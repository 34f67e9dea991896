// Affine expressions, affine maps and integer sets.
#include "../CoreBindings.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

namespace {
using Context = DefaultingPyMlirContext;

template <typename Print>
std::string text(Print print) {
  return printToString(print);
}

PyAffineExpr constantLike(const PyAffineExpr &other, int64_t value) {
  PyMlirContextRef context = const_cast<PyAffineExpr &>(other).getContext();
  return PyAffineExpr(context, mlirAffineConstantExprGet(context->get(), value));
}

template <MlirAffineExpr (*Get)(MlirAffineExpr, MlirAffineExpr)>
PyAffineExpr combine(const PyAffineExpr &lhs, const PyAffineExpr &rhs) {
  return PyAffineExpr(const_cast<PyAffineExpr &>(lhs).getContext(), Get(lhs, rhs));
}

std::vector<MlirAffineExpr> rawExprs(const nb::sequence &exprs) {
  std::vector<MlirAffineExpr> raw;
  for (nb::handle expr : exprs) {
    PyAffineExpr *wrapped = nullptr;
    if (!nb::try_cast(expr, wrapped) || !wrapped)
      throw nb::type_error("expected a sequence of AffineExprs");
    raw.push_back(*wrapped);
  }
  return raw;
}
} // namespace

bool PyAffineExpr::operator==(const PyAffineExpr &other) const {
  return mlirAffineExprEqual(affineExpr, other.affineExpr);
}
nb::object PyAffineExpr::getCapsule() { return nb::steal<nb::object>(mlirPythonAffineExprToCapsule(*this)); }
PyAffineExpr PyAffineExpr::createFromCapsule(const nb::object &capsule) {
  MlirAffineExpr expr = mlirPythonCapsuleToAffineExpr(capsule.ptr());
  if (mlirAffineExprIsNull(expr))
    throw nb::python_error();
  return PyAffineExpr(PyMlirContext::forContext(mlirAffineExprGetContext(expr)), expr);
}
PyAffineExpr PyAffineExpr::add(const PyAffineExpr &other) const { return combine<mlirAffineAddExprGet>(*this, other); }
PyAffineExpr PyAffineExpr::mul(const PyAffineExpr &other) const { return combine<mlirAffineMulExprGet>(*this, other); }
PyAffineExpr PyAffineExpr::floorDiv(const PyAffineExpr &other) const {
  return combine<mlirAffineFloorDivExprGet>(*this, other);
}
PyAffineExpr PyAffineExpr::ceilDiv(const PyAffineExpr &other) const {
  return combine<mlirAffineCeilDivExprGet>(*this, other);
}
PyAffineExpr PyAffineExpr::mod(const PyAffineExpr &other) const { return combine<mlirAffineModExprGet>(*this, other); }

bool PyAffineMap::operator==(const PyAffineMap &other) const { return mlirAffineMapEqual(affineMap, other.affineMap); }
nb::object PyAffineMap::getCapsule() { return nb::steal<nb::object>(mlirPythonAffineMapToCapsule(*this)); }
PyAffineMap PyAffineMap::createFromCapsule(const nb::object &capsule) {
  MlirAffineMap map = mlirPythonCapsuleToAffineMap(capsule.ptr());
  if (mlirAffineMapIsNull(map))
    throw nb::python_error();
  return PyAffineMap(PyMlirContext::forContext(mlirAffineMapGetContext(map)), map);
}

bool PyIntegerSet::operator==(const PyIntegerSet &other) const {
  return mlirIntegerSetEqual(integerSet, other.integerSet);
}
nb::object PyIntegerSet::getCapsule() { return nb::steal<nb::object>(mlirPythonIntegerSetToCapsule(*this)); }
PyIntegerSet PyIntegerSet::createFromCapsule(const nb::object &capsule) {
  MlirIntegerSet set = mlirPythonCapsuleToIntegerSet(capsule.ptr());
  if (mlirIntegerSetIsNull(set))
    throw nb::python_error();
  return PyIntegerSet(PyMlirContext::forContext(mlirIntegerSetGetContext(set)), set);
}

namespace {
void bindExpr(nb::module_ &m) {
  nb::class_<PyAffineExpr> cls(m, "AffineExpr");
  cls.def_prop_ro(MLIR_PYTHON_CAPI_PTR_ATTR, &PyAffineExpr::getCapsule)
      .def_static(MLIR_PYTHON_CAPI_FACTORY_ATTR, &PyAffineExpr::createFromCapsule)
      .def("__add__", &PyAffineExpr::add)
      .def("__add__", [](PyAffineExpr &self, int64_t other) { return self.add(constantLike(self, other)); })
      .def("__radd__", [](PyAffineExpr &self, int64_t other) { return self.add(constantLike(self, other)); })
      .def("__mul__", &PyAffineExpr::mul)
      .def("__mul__", [](PyAffineExpr &self, int64_t other) { return self.mul(constantLike(self, other)); })
      .def("__rmul__", [](PyAffineExpr &self, int64_t other) { return self.mul(constantLike(self, other)); })
      .def("__mod__", &PyAffineExpr::mod)
      .def("__mod__", [](PyAffineExpr &self, int64_t other) { return self.mod(constantLike(self, other)); })
      .def("__sub__",
           [](PyAffineExpr &self, PyAffineExpr &other) { return self.add(other.mul(constantLike(other, -1))); })
      .def("__sub__", [](PyAffineExpr &self, int64_t other) { return self.add(constantLike(self, -other)); })
      .def("__eq__", [](PyAffineExpr &self, PyAffineExpr &other) { return self == other; })
      .def("__eq__", [](PyAffineExpr &, nb::object) { return false; })
      .def("__hash__", [](PyAffineExpr &self) { return reinterpret_cast<uintptr_t>(self.get().ptr) >> 3; })
      .def("__str__",
           [](PyAffineExpr &self) {
             return text([&](MlirStringCallback callback, void *into) { mlirAffineExprPrint(self, callback, into); });
           })
      .def("__repr__",
           [](PyAffineExpr &self) {
             return "AffineExpr(" +
                    text([&](MlirStringCallback callback, void *into) { mlirAffineExprPrint(self, callback, into); }) +
                    ")";
           })
      .def_prop_ro("context", [](PyAffineExpr &self) { return self.getContext().getObject(); })
      .def_static(
          "get_dim",
          [](intptr_t position, Context context) {
            return PyAffineExpr(context->getRef(), mlirAffineDimExprGet(context->get(), position));
          },
          "position"_a, "context"_a = nb::none())
      .def_static(
          "get_symbol",
          [](intptr_t position, Context context) {
            return PyAffineExpr(context->getRef(), mlirAffineSymbolExprGet(context->get(), position));
          },
          "position"_a, "context"_a = nb::none())
      .def_static(
          "get_constant",
          [](int64_t value, Context context) {
            return PyAffineExpr(context->getRef(), mlirAffineConstantExprGet(context->get(), value));
          },
          "value"_a, "context"_a = nb::none())
      .def_static("get_add", [](PyAffineExpr &lhs, PyAffineExpr &rhs) { return lhs.add(rhs); })
      .def_static("get_mul", [](PyAffineExpr &lhs, PyAffineExpr &rhs) { return lhs.mul(rhs); })
      .def_static("get_mod", [](PyAffineExpr &lhs, PyAffineExpr &rhs) { return lhs.mod(rhs); })
      .def_static("get_floor_div", [](PyAffineExpr &lhs, PyAffineExpr &rhs) { return lhs.floorDiv(rhs); })
      .def_static("get_ceil_div", [](PyAffineExpr &lhs, PyAffineExpr &rhs) { return lhs.ceilDiv(rhs); });
}

void bindMap(nb::module_ &m) {
  nb::class_<PyAffineMap>(m, "AffineMap")
      .def_prop_ro(MLIR_PYTHON_CAPI_PTR_ATTR, &PyAffineMap::getCapsule)
      .def_static(MLIR_PYTHON_CAPI_FACTORY_ATTR, &PyAffineMap::createFromCapsule)
      .def("__eq__", [](PyAffineMap &self, PyAffineMap &other) { return self == other; })
      .def("__eq__", [](PyAffineMap &, nb::object) { return false; })
      .def("__hash__", [](PyAffineMap &self) { return reinterpret_cast<uintptr_t>(self.get().ptr) >> 3; })
      .def("__str__",
           [](PyAffineMap &self) {
             return text([&](MlirStringCallback callback, void *into) { mlirAffineMapPrint(self, callback, into); });
           })
      .def("__repr__",
           [](PyAffineMap &self) {
             return "AffineMap(" +
                    text([&](MlirStringCallback callback, void *into) { mlirAffineMapPrint(self, callback, into); }) +
                    ")";
           })
      .def_prop_ro("context", [](PyAffineMap &self) { return self.getContext().getObject(); })
      .def_static(
          "get",
          [](intptr_t dims, intptr_t symbols, const nb::sequence &exprs, Context context) {
            if (dims < 0 || symbols < 0)
              throw nb::value_error("the numbers of dimensions and symbols must not be negative");
            std::vector<MlirAffineExpr> raw = rawExprs(exprs);
            return PyAffineMap(context->getRef(),
                               mlirAffineMapGet(context->get(), dims, symbols, raw.size(), raw.data()));
          },
          "dim_count"_a, "symbol_count"_a, "exprs"_a, "context"_a = nb::none())
      .def_static(
          "get_constant",
          [](int64_t value, Context context) {
            return PyAffineMap(context->getRef(), mlirAffineMapConstantGet(context->get(), value));
          },
          "value"_a, "context"_a = nb::none())
      .def_static(
          "get_empty",
          [](Context context) { return PyAffineMap(context->getRef(), mlirAffineMapEmptyGet(context->get())); },
          "context"_a = nb::none())
      .def_static(
          "get_identity",
          [](intptr_t dims, Context context) {
            if (dims < 0)
              throw nb::value_error("the number of dimensions must not be negative");
            return PyAffineMap(context->getRef(), mlirAffineMapMultiDimIdentityGet(context->get(), dims));
          },
          "n_dims"_a, "context"_a = nb::none())
      .def_static(
          "get_minor_identity",
          [](intptr_t dims, intptr_t results, Context context) {
            if (dims < 0 || results < 0 || results > dims)
              throw nb::value_error("expected 0 <= n_results <= n_dims");
            return PyAffineMap(context->getRef(), mlirAffineMapMinorIdentityGet(context->get(), dims, results));
          },
          "n_dims"_a, "n_results"_a, "context"_a = nb::none())
      .def_static(
          "get_permutation",
          [](std::vector<unsigned> permutation, Context context) {
            std::vector<bool> seen(permutation.size());
            for (unsigned position : permutation) {
              if (position >= seen.size() || seen[position])
                throw std::runtime_error("Invalid permutation when attempting to create an AffineMap");
              seen[position] = true;
            }
            return PyAffineMap(context->getRef(),
                               mlirAffineMapPermutationGet(context->get(), permutation.size(), permutation.data()));
          },
          "permutation"_a, "context"_a = nb::none())
      .def_prop_ro("is_permutation", [](PyAffineMap &self) { return mlirAffineMapIsPermutation(self); })
      .def_prop_ro("is_projected_permutation",
                   [](PyAffineMap &self) { return mlirAffineMapIsProjectedPermutation(self); })
      .def_prop_ro("n_dims", [](PyAffineMap &self) { return mlirAffineMapGetNumDims(self); })
      .def_prop_ro("n_symbols", [](PyAffineMap &self) { return mlirAffineMapGetNumSymbols(self); })
      .def_prop_ro("n_inputs", [](PyAffineMap &self) { return mlirAffineMapGetNumInputs(self); })
      .def_prop_ro("results", [](PyAffineMap &self) {
        std::vector<PyAffineExpr> results;
        for (intptr_t i = 0, n = mlirAffineMapGetNumResults(self); i < n; ++i)
          results.emplace_back(self.getContext(), mlirAffineMapGetResult(self, i));
        return results;
      });
}

void bindIntegerSet(nb::module_ &m) {
  nb::class_<PyIntegerSet>(m, "IntegerSet")
      .def_prop_ro(MLIR_PYTHON_CAPI_PTR_ATTR, &PyIntegerSet::getCapsule)
      .def_static(MLIR_PYTHON_CAPI_FACTORY_ATTR, &PyIntegerSet::createFromCapsule)
      .def("__eq__", [](PyIntegerSet &self, PyIntegerSet &other) { return self == other; })
      .def("__eq__", [](PyIntegerSet &, nb::object) { return false; })
      .def("__str__",
           [](PyIntegerSet &self) {
             return text([&](MlirStringCallback callback, void *into) { mlirIntegerSetPrint(self, callback, into); });
           })
      .def_prop_ro("context", [](PyIntegerSet &self) { return self.getContext().getObject(); })
      .def_prop_ro("n_dims", [](PyIntegerSet &self) { return mlirIntegerSetGetNumDims(self); })
      .def_prop_ro("n_symbols", [](PyIntegerSet &self) { return mlirIntegerSetGetNumSymbols(self); });
}
} // namespace

void populateAffine(nb::module_ &m) {
  bindExpr(m);
  bindMap(m);
  bindIntegerSet(m);
}

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir
