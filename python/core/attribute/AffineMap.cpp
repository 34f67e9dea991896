// Affine maps.
#include "Affine.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

bool PyAffineMap::operator==(const PyAffineMap &other) const { return mlirAffineMapEqual(affineMap, other.affineMap); }
nb::object PyAffineMap::getCapsule() { return nb::steal<nb::object>(mlirPythonAffineMapToCapsule(*this)); }
PyAffineMap PyAffineMap::createFromCapsule(const nb::object &capsule) {
  MlirAffineMap map = mlirPythonCapsuleToAffineMap(capsule.ptr());
  if (mlirAffineMapIsNull(map))
    throw nb::python_error();
  return PyAffineMap(PyMlirContext::forContext(mlirAffineMapGetContext(map)), map);
}

namespace {
using Context = DefaultingPyMlirContext;

/// A map's results as a sequence.
class ExprList : public Sliceable<ExprList, PyAffineExpr> {
public:
  static constexpr const char *pyClassName = "AffineExprList";

  ExprList(const PyAffineMap &map, intptr_t startIndex = 0, intptr_t length = -1, intptr_t step = 1)
      : Sliceable(startIndex, length == -1 ? mlirAffineMapGetNumResults(map) : length, step), map(map) {}

private:
  friend class Sliceable<ExprList, PyAffineExpr>;
  intptr_t getRawNumElements() { return mlirAffineMapGetNumResults(map); }
  PyAffineExpr getRawElement(intptr_t position) {
    return PyAffineExpr(map.getContext(), mlirAffineMapGetResult(map, position));
  }
  ExprList slice(intptr_t startIndex, intptr_t length, intptr_t step) {
    return ExprList(map, startIndex, length, step);
  }

  PyAffineMap map;
};

void checkResultCount(PyAffineMap &self, intptr_t count) {
  if (count < 0 || count > mlirAffineMapGetNumResults(self))
    throw nb::value_error("number of results out of bounds");
}

std::vector<PyAffineMap> compressUnusedSymbols(const nb::sequence &maps, Context context) {
  std::vector<MlirAffineMap> raw;
  for (nb::handle map : maps) {
    PyAffineMap *wrapped = nullptr;
    if (!nb::try_cast(map, wrapped) || !wrapped)
      throw nb::type_error("expected a sequence of AffineMaps");
    raw.push_back(*wrapped);
  }
  std::vector<MlirAffineMap> compressed(raw.size(), MlirAffineMap{nullptr});
  mlirAffineMapCompressUnusedSymbols(raw.data(), raw.size(), &compressed,
                                     [](void *into, intptr_t index, MlirAffineMap map) {
                                       (*static_cast<std::vector<MlirAffineMap> *>(into))[index] = map;
                                     });
  std::vector<PyAffineMap> result;
  for (MlirAffineMap map : compressed)
    result.emplace_back(context->getRef(), map);
  return result;
}

void bindConstructors(nb::class_<PyAffineMap> &cls) {
  cls.def_static(
         "get",
         [](intptr_t dims, intptr_t symbols, const nb::sequence &exprs, Context context) {
           checkedCount(dims, "the number of dimensions");
           checkedCount(symbols, "the number of symbols");
           std::vector<MlirAffineExpr> raw = rawExprs(exprs, *context.get(), "attempting to create an AffineMap");
           for (MlirAffineExpr expr : raw)
             requireWithin(expr, dims, symbols);
           return PyAffineMap(context->getRef(),
                              mlirAffineMapGet(context->get(), dims, symbols, raw.size(), raw.data()));
         },
         "dim_count"_a, "symbol_count"_a, "exprs"_a, "context"_a = nb::none(), "A map with these results.")
      .def_static(
          "get_constant",
          [](int64_t value, Context context) {
            return PyAffineMap(context->getRef(), mlirAffineMapConstantGet(context->get(), value));
          },
          "value"_a, "context"_a = nb::none(), "A map without inputs and with one constant result.")
      .def_static(
          "get_empty",
          [](Context context) { return PyAffineMap(context->getRef(), mlirAffineMapEmptyGet(context->get())); },
          "context"_a = nb::none())
      .def_static(
          "get_identity",
          [](intptr_t dims, Context context) {
            checkedCount(dims, "the number of dimensions");
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
          "n_dims"_a, "n_results"_a, "context"_a = nb::none(), "The map to the last `n_results` of its dimensions.")
      .def_static(
          "get_permutation",
          [](std::vector<unsigned> permutation, Context context) {
            std::vector<bool> seen(permutation.size());
            for (unsigned position : permutation) {
              if (position >= seen.size() || seen[position])
                throw std::runtime_error("Invalid permutation when attempting to create an AffineMap");
              seen[position] = true;
            }
            if (permutation.empty()) // MLIR looks for the largest position
              return PyAffineMap(context->getRef(), mlirAffineMapEmptyGet(context->get()));
            return PyAffineMap(context->getRef(),
                               mlirAffineMapPermutationGet(context->get(), permutation.size(), permutation.data()));
          },
          "permutation"_a, "context"_a = nb::none());
}

void bindTransformations(nb::class_<PyAffineMap> &cls) {
  cls.def(
         "get_submap",
         [](PyAffineMap &self, std::vector<intptr_t> positions) {
           for (intptr_t position : positions)
             if (position < 0 || position >= mlirAffineMapGetNumResults(self))
               throw nb::value_error("result position out of bounds");
           return PyAffineMap(self.getContext(), mlirAffineMapGetSubMap(self, positions.size(), positions.data()));
         },
         "result_positions"_a, "The map with some of the results.")
      .def(
          "get_major_submap",
          [](PyAffineMap &self, intptr_t count) {
            checkResultCount(self, count);
            return PyAffineMap(self.getContext(), mlirAffineMapGetMajorSubMap(self, count));
          },
          "n_results"_a, "The map with its first results.")
      .def(
          "get_minor_submap",
          [](PyAffineMap &self, intptr_t count) {
            checkResultCount(self, count);
            return PyAffineMap(self.getContext(), mlirAffineMapGetMinorSubMap(self, count));
          },
          "n_results"_a, "The map with its last results.")
      .def(
          "replace",
          [](PyAffineMap &self, PyAffineExpr &expr, PyAffineExpr &replacement, intptr_t dims, intptr_t symbols) {
            checkedCount(dims, "the number of dimensions");
            checkedCount(symbols, "the number of symbols");
            requireSameContext(self.getContext(), expr.getContext());
            requireSameContext(self.getContext(), replacement.getContext());
            requireWithin(replacement, dims, symbols);
            return PyAffineMap(self.getContext(), mlirAffineMapReplace(self, expr, replacement, dims, symbols));
          },
          "expr"_a, "replacement"_a, "n_result_dims"_a, "n_result_syms"_a,
          "The map with an expression replaced wherever it occurs.")
      .def_static("compress_unused_symbols", &compressUnusedSymbols, "maps"_a, "context"_a = nb::none(),
                  "The maps without the symbols that none of them uses.");
}
} // namespace

void populateAffineMaps(nb::module_ &m) {
  nb::class_<PyAffineMap> cls(m, "AffineMap");
  bindAffineCommon<PyAffineMap>(cls, "AffineMap", mlirAffineMapPrint, mlirAffineMapDump);
  bindConstructors(cls);
  bindTransformations(cls);
  cls.def_prop_ro("is_permutation", [](PyAffineMap &self) { return mlirAffineMapIsPermutation(self); })
      .def_prop_ro("is_projected_permutation",
                   [](PyAffineMap &self) { return mlirAffineMapIsProjectedPermutation(self); })
      .def_prop_ro("n_dims", [](PyAffineMap &self) { return mlirAffineMapGetNumDims(self); })
      .def_prop_ro("n_symbols", [](PyAffineMap &self) { return mlirAffineMapGetNumSymbols(self); })
      .def_prop_ro("n_inputs", [](PyAffineMap &self) { return mlirAffineMapGetNumInputs(self); })
      .def_prop_ro("results", [](PyAffineMap &self) { return ExprList(self); });
  ExprList::bind(m);
  guardSequence<ExprList>(m);
}

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir
