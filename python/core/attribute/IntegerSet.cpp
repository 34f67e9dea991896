// Integer sets and their constraints.
#include "Affine.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

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
using Context = DefaultingPyMlirContext;

/// One constraint of a set: an expression that is zero, or not negative.
struct Constraint {
  PyIntegerSet set;
  intptr_t position;
};

/// A set's constraints as a sequence.
class ConstraintList : public Sliceable<ConstraintList, Constraint> {
public:
  static constexpr const char *pyClassName = "IntegerSetConstraintList";

  ConstraintList(const PyIntegerSet &set, intptr_t startIndex = 0, intptr_t length = -1, intptr_t step = 1)
      : Sliceable(startIndex, length == -1 ? mlirIntegerSetGetNumConstraints(set) : length, step), set(set) {}

private:
  friend class Sliceable<ConstraintList, Constraint>;
  intptr_t getRawNumElements() { return mlirIntegerSetGetNumConstraints(set); }
  Constraint getRawElement(intptr_t position) { return {set, position}; }
  ConstraintList slice(intptr_t startIndex, intptr_t length, intptr_t step) {
    return ConstraintList(set, startIndex, length, step);
  }

  PyIntegerSet set;
};

PyIntegerSet makeSet(intptr_t dims, intptr_t symbols, const nb::sequence &exprs, const std::vector<bool> &eqFlags,
                     Context context) {
  checkedCount(dims, "the number of dimensions");
  checkedCount(symbols, "the number of symbols");
  if (nb::len(exprs) != eqFlags.size())
    throw nb::value_error("Expected the number of constraints to match that of equality flags");
  if (eqFlags.empty())
    throw nb::value_error("Expected non-empty list of constraints");
  std::vector<MlirAffineExpr> raw = rawExprs(exprs, *context.get(), "attempting to create an IntegerSet");
  for (MlirAffineExpr expr : raw)
    requireWithin(expr, dims, symbols);
  // std::vector<bool> has no data().
  auto flags = std::make_unique<bool[]>(eqFlags.size());
  std::copy(eqFlags.begin(), eqFlags.end(), flags.get());
  return PyIntegerSet(context->getRef(),
                      mlirIntegerSetGet(context->get(), dims, symbols, raw.size(), raw.data(), flags.get()));
}

PyIntegerSet replaced(PyIntegerSet &self, const nb::sequence &dimExprs, const nb::sequence &symbolExprs, intptr_t dims,
                      intptr_t symbols) {
  checkedCount(dims, "the number of dimensions");
  checkedCount(symbols, "the number of symbols");
  if (static_cast<intptr_t>(nb::len(dimExprs)) != mlirIntegerSetGetNumDims(self))
    throw nb::value_error("Expected the number of dimension replacement expressions to match that of dimensions");
  if (static_cast<intptr_t>(nb::len(symbolExprs)) != mlirIntegerSetGetNumSymbols(self))
    throw nb::value_error("Expected the number of symbol replacement expressions to match that of symbols");
  PyMlirContext &context = *self.getContext().get();
  auto rawDims = rawExprs(dimExprs, context, "attempting to create an IntegerSet by replacing dimensions");
  auto rawSymbols = rawExprs(symbolExprs, context, "attempting to create an IntegerSet by replacing symbols");
  for (const auto &exprs : {rawDims, rawSymbols})
    for (MlirAffineExpr expr : exprs)
      requireWithin(expr, dims, symbols);
  return PyIntegerSet(self.getContext(),
                      mlirIntegerSetReplaceGet(self, rawDims.data(), rawSymbols.data(), dims, symbols));
}
} // namespace

void populateIntegerSets(nb::module_ &m) {
  nb::class_<PyIntegerSet> cls(m, "IntegerSet");
  bindAffineCommon<PyIntegerSet>(cls, "IntegerSet", mlirIntegerSetPrint, mlirIntegerSetDump);
  cls.def_static("get", &makeSet, "num_dims"_a, "num_symbols"_a, "exprs"_a, "eq_flags"_a, "context"_a = nb::none(),
                 "The set in which each expression is zero (where its flag is True), or not negative.")
      .def_static(
          "get_empty",
          [](intptr_t dims, intptr_t symbols, Context context) {
            checkedCount(dims, "the number of dimensions");
            checkedCount(symbols, "the number of symbols");
            return PyIntegerSet(context->getRef(), mlirIntegerSetEmptyGet(context->get(), dims, symbols));
          },
          "num_dims"_a, "num_symbols"_a, "context"_a = nb::none())
      .def("get_replaced", &replaced, "dim_exprs"_a, "symbol_exprs"_a, "num_result_dims"_a, "num_result_symbols"_a,
           "The set with its dimensions and symbols replaced by expressions.")
      .def_prop_ro("is_canonical_empty", [](PyIntegerSet &self) { return mlirIntegerSetIsCanonicalEmpty(self); })
      .def_prop_ro("n_dims", [](PyIntegerSet &self) { return mlirIntegerSetGetNumDims(self); })
      .def_prop_ro("n_symbols", [](PyIntegerSet &self) { return mlirIntegerSetGetNumSymbols(self); })
      .def_prop_ro("n_inputs", [](PyIntegerSet &self) { return mlirIntegerSetGetNumInputs(self); })
      .def_prop_ro("n_equalities", [](PyIntegerSet &self) { return mlirIntegerSetGetNumEqualities(self); })
      .def_prop_ro("n_inequalities", [](PyIntegerSet &self) { return mlirIntegerSetGetNumInequalities(self); })
      .def_prop_ro("constraints", [](PyIntegerSet &self) { return ConstraintList(self); });
  nb::class_<Constraint>(m, "IntegerSetConstraint")
      .def_prop_ro("expr",
                   [](Constraint &self) {
                     return PyAffineExpr(self.set.getContext(), mlirIntegerSetGetConstraint(self.set, self.position))
                         .maybeDownCast();
                   })
      .def_prop_ro("is_eq", [](Constraint &self) { return mlirIntegerSetIsConstraintEq(self.set, self.position); });
  ConstraintList::bind(m);
  guardSequence<ConstraintList>(m);
}

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir
