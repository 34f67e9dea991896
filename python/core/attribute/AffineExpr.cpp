// Affine expressions: the base class, one class for each kind, and their arithmetic.
#include "Affine.h"

#include "mlir/CAPI/AffineExpr.h"
#include "mlir/IR/AffineExpr.h"

#include <limits>

namespace nb = nanobind;
using namespace nb::literals;

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

std::vector<MlirAffineExpr> rawExprs(const nb::sequence &exprs, PyMlirContext &context, const char *action) {
  std::vector<MlirAffineExpr> raw;
  for (nb::handle expr : exprs) {
    PyAffineExpr *wrapped = nullptr;
    if (!nb::try_cast(expr, wrapped) || !wrapped)
      throw std::runtime_error(std::string("Invalid expression ") + (expr.is_none() ? "(None?) " : "") + "when " +
                               action);
    if (wrapped->getContext().get() != &context)
      throw nb::value_error("the affine expressions belong to another context");
    raw.push_back(*wrapped);
  }
  return raw;
}

void requireWithin(MlirAffineExpr expr, intptr_t dimCount, intptr_t symbolCount) {
  unwrap(expr).walk([&](AffineExpr part) {
    auto dim = llvm::dyn_cast<AffineDimExpr>(part);
    auto symbol = llvm::dyn_cast<AffineSymbolExpr>(part);
    if (dim && dim.getPosition() >= dimCount)
      throw nb::value_error(("the expression uses d" + std::to_string(dim.getPosition()) + ", but there are " +
                             std::to_string(dimCount) + " dimensions")
                                .c_str());
    if (symbol && symbol.getPosition() >= symbolCount)
      throw nb::value_error(("the expression uses s" + std::to_string(symbol.getPosition()) + ", but there are " +
                             std::to_string(symbolCount) + " symbols")
                                .c_str());
  });
}

unsigned checkedCount(intptr_t count, const char *what) {
  if (count < 0 || count > std::numeric_limits<int>::max())
    throw nb::value_error((std::string(what) + " must not be negative, nor beyond 2^31 - 1").c_str());
  return count;
}

void requireSameContext(PyMlirContextRef &one, PyMlirContextRef &other) {
  if (one.get() != other.get())
    throw nb::value_error("the operands belong to different contexts");
}

namespace {
using Context = DefaultingPyMlirContext;
using Combine = MlirAffineExpr (*)(MlirAffineExpr, MlirAffineExpr);

PyAffineExpr constantLike(const PyAffineExpr &other, int64_t value) {
  PyMlirContextRef context = const_cast<PyAffineExpr &>(other).getContext();
  return PyAffineExpr(context, mlirAffineConstantExprGet(context->get(), value));
}

template <Combine Get>
PyAffineExpr combine(const PyAffineExpr &lhs, const PyAffineExpr &rhs) {
  auto &left = const_cast<PyAffineExpr &>(lhs);
  requireSameContext(left.getContext(), const_cast<PyAffineExpr &>(rhs).getContext());
  return PyAffineExpr(left.getContext(), Get(lhs, rhs));
}

/// One kind of expression. A result of arithmetic may be folded into another kind, which `get` returns as it is.
template <typename Derived, bool (*IsA)(MlirAffineExpr), typename Base = PyAffineExpr>
struct ConcreteExpr : Base {
  using Class = nb::class_<Derived, Base>;
  ConcreteExpr(PyMlirContextRef context, MlirAffineExpr expr) : Base(std::move(context), expr) {}
  explicit ConcreteExpr(PyAffineExpr &original) : Base(original.getContext(), original) {
    if (!IsA(original))
      throw nb::value_error((std::string("Cannot cast affine expression to ") + Derived::kName + " (from " +
                             nb::cast<std::string>(nb::repr(original.maybeDownCast())) + ")")
                                .c_str());
  }
  static bool isA(MlirAffineExpr expr) { return IsA(expr); }
  static Class bind(nb::module_ &m) {
    Class cls(m, Derived::kName);
    cls.def(nb::init<PyAffineExpr &>(), "expr"_a).def("__repr__", [](Derived &self) {
      return std::string(Derived::kName) + "(" + printToString([&](MlirStringCallback callback, void *into) {
               mlirAffineExprPrint(self, callback, into);
             }) +
             ")";
    });
    return cls;
  }
};

struct ConstantExpr : ConcreteExpr<ConstantExpr, mlirAffineExprIsAConstant> {
  static constexpr const char *kName = "AffineConstantExpr";
  using ConcreteExpr::ConcreteExpr;
};
struct DimExpr : ConcreteExpr<DimExpr, mlirAffineExprIsADim> {
  static constexpr const char *kName = "AffineDimExpr";
  using ConcreteExpr::ConcreteExpr;
};
struct SymbolExpr : ConcreteExpr<SymbolExpr, mlirAffineExprIsASymbol> {
  static constexpr const char *kName = "AffineSymbolExpr";
  using ConcreteExpr::ConcreteExpr;
};
struct BinaryExpr : ConcreteExpr<BinaryExpr, mlirAffineExprIsABinary> {
  static constexpr const char *kName = "AffineBinaryExpr";
  using ConcreteExpr::ConcreteExpr;
};
struct AddExpr : ConcreteExpr<AddExpr, mlirAffineExprIsAAdd, BinaryExpr> {
  static constexpr const char *kName = "AffineAddExpr";
  using ConcreteExpr::ConcreteExpr;
};
struct MulExpr : ConcreteExpr<MulExpr, mlirAffineExprIsAMul, BinaryExpr> {
  static constexpr const char *kName = "AffineMulExpr";
  using ConcreteExpr::ConcreteExpr;
};
struct ModExpr : ConcreteExpr<ModExpr, mlirAffineExprIsAMod, BinaryExpr> {
  static constexpr const char *kName = "AffineModExpr";
  using ConcreteExpr::ConcreteExpr;
};
struct FloorDivExpr : ConcreteExpr<FloorDivExpr, mlirAffineExprIsAFloorDiv, BinaryExpr> {
  static constexpr const char *kName = "AffineFloorDivExpr";
  using ConcreteExpr::ConcreteExpr;
};
struct CeilDivExpr : ConcreteExpr<CeilDivExpr, mlirAffineExprIsACeilDiv, BinaryExpr> {
  static constexpr const char *kName = "AffineCeilDivExpr";
  using ConcreteExpr::ConcreteExpr;
};

/// `expr` as the first of `Classes` that it is.
template <typename... Classes>
nb::object castToFirst(PyAffineExpr &expr) {
  nb::object result;
  ((result || !Classes::isA(expr) ? void() : void(result = nb::cast(Classes(expr.getContext(), expr.get())))), ...);
  return result ? result : nb::cast(expr);
}

PyAffineExpr makeConstant(int64_t value, Context context) {
  return PyAffineExpr(context->getRef(), mlirAffineConstantExprGet(context->get(), value));
}
PyAffineExpr makeDim(intptr_t position, Context context) {
  return PyAffineExpr(context->getRef(),
                      mlirAffineDimExprGet(context->get(), checkedCount(position, "the position of a dimension")));
}
PyAffineExpr makeSymbol(intptr_t position, Context context) {
  return PyAffineExpr(context->getRef(),
                      mlirAffineSymbolExprGet(context->get(), checkedCount(position, "the position of a symbol")));
}

using Method = PyAffineExpr (PyAffineExpr::*)(const PyAffineExpr &) const;

/// A static getter over expressions, either of which may be an int.
template <Method Do, typename Class>
void bindGetter(Class &cls, const char *name, const char *doc) {
  cls.def_static(
         name, [](PyAffineExpr &lhs, PyAffineExpr &rhs) { return (lhs.*Do)(rhs).maybeDownCast(); }, doc)
      .def_static(name,
                  [](int64_t lhs, PyAffineExpr &rhs) { return (constantLike(rhs, lhs).*Do)(rhs).maybeDownCast(); })
      .def_static(name,
                  [](PyAffineExpr &lhs, int64_t rhs) { return (lhs.*Do)(constantLike(lhs, rhs)).maybeDownCast(); });
}

/// A Python operator with its reflected form.
template <Method Do, typename Class>
void bindOperator(Class &cls, const char *name, const char *reflected) {
  cls.def(
         name, [](PyAffineExpr &self, PyAffineExpr &other) { return (self.*Do)(other).maybeDownCast(); },
         nb::is_operator())
      .def(
          name, [](PyAffineExpr &self, int64_t other) { return (self.*Do)(constantLike(self, other)).maybeDownCast(); },
          nb::is_operator())
      .def(
          reflected,
          [](PyAffineExpr &self, int64_t other) { return (constantLike(self, other).*Do)(self).maybeDownCast(); },
          nb::is_operator());
}

PyAffineExpr minus(const PyAffineExpr &expr) { return expr.mul(constantLike(expr, -1)); }

void bindSubtraction(nb::class_<PyAffineExpr> &cls) {
  cls.def(
         "__sub__", [](PyAffineExpr &self, PyAffineExpr &other) { return self.add(minus(other)).maybeDownCast(); },
         nb::is_operator())
      .def(
          "__sub__",
          [](PyAffineExpr &self, int64_t other) {
            // Negated as an expression: -other may not exist as an int.
            return self.add(minus(constantLike(self, other))).maybeDownCast();
          },
          nb::is_operator())
      .def(
          "__rsub__",
          [](PyAffineExpr &self, int64_t other) { return constantLike(self, other).add(minus(self)).maybeDownCast(); },
          nb::is_operator());
}

void checkShift(intptr_t count, intptr_t shift, intptr_t offset) {
  checkedCount(count, "the number of positions");
  checkedCount(shift, "the shift");
  checkedCount(offset, "the offset");
  if (offset > count)
    throw nb::value_error("the offset must not exceed the number of positions");
}

void bindTransformations(nb::class_<PyAffineExpr> &cls) {
  cls.def(
         "compose",
         [](PyAffineExpr &self, PyAffineMap &map) {
           requireSameContext(self.getContext(), map.getContext());
           return PyAffineExpr(self.getContext(), mlirAffineExprCompose(self, map)).maybeDownCast();
         },
         "other"_a, "The expression with its dimensions replaced by the results of a map.")
      .def("maybe_downcast", [](PyAffineExpr &self) { return self.maybeDownCast(); })
      .def(
          "shift_dims",
          [](PyAffineExpr &self, intptr_t count, intptr_t shift, intptr_t offset) {
            checkShift(count, shift, offset);
            return PyAffineExpr(self.getContext(), mlirAffineExprShiftDims(self, count, shift, offset)).maybeDownCast();
          },
          "num_dims"_a, "shift"_a, "offset"_a = 0,
          "The expression with dimensions `offset` to `num_dims` renamed by `shift`.")
      .def(
          "shift_symbols",
          [](PyAffineExpr &self, intptr_t count, intptr_t shift, intptr_t offset) {
            checkShift(count, shift, offset);
            return PyAffineExpr(self.getContext(), mlirAffineExprShiftSymbols(self, count, shift, offset))
                .maybeDownCast();
          },
          "num_symbols"_a, "shift"_a, "offset"_a = 0,
          "The expression with symbols `offset` to `num_symbols` renamed by `shift`.")
      .def_static(
          "simplify_affine_expr",
          [](PyAffineExpr &self, intptr_t dims, intptr_t symbols) {
            requireWithin(self, dims, symbols);
            return PyAffineExpr(self.getContext(), mlirSimplifyAffineExpr(self, dims, symbols)).maybeDownCast();
          },
          "expr"_a, "num_dims"_a, "num_symbols"_a, "The expression flattened and simplified.");
}

void bindExpr(nb::module_ &m) {
  nb::class_<PyAffineExpr> cls(m, "AffineExpr");
  bindAffineCommon<PyAffineExpr>(cls, "AffineExpr", mlirAffineExprPrint, mlirAffineExprDump);
  bindOperator<&PyAffineExpr::add>(cls, "__add__", "__radd__");
  bindOperator<&PyAffineExpr::mul>(cls, "__mul__", "__rmul__");
  bindOperator<&PyAffineExpr::mod>(cls, "__mod__", "__rmod__");
  bindSubtraction(cls);
  bindTransformations(cls);
  bindGetter<&PyAffineExpr::add>(cls, "get_add", "The sum of two expressions.");
  bindGetter<&PyAffineExpr::mul>(cls, "get_mul", "The product of two expressions.");
  bindGetter<&PyAffineExpr::mod>(cls, "get_mod", "The remainder of one expression by another.");
  bindGetter<&PyAffineExpr::floorDiv>(cls, "get_floor_div", "The quotient of two expressions, rounded down.");
  bindGetter<&PyAffineExpr::ceilDiv>(cls, "get_ceil_div", "The quotient of two expressions, rounded up.");
  cls.def_static(
         "get_constant", [](int64_t value, Context context) { return makeConstant(value, context).maybeDownCast(); },
         "value"_a, "context"_a = nb::none())
      .def_static(
          "get_dim", [](intptr_t position, Context context) { return makeDim(position, context).maybeDownCast(); },
          "position"_a, "context"_a = nb::none())
      .def_static(
          "get_symbol",
          [](intptr_t position, Context context) { return makeSymbol(position, context).maybeDownCast(); },
          "position"_a, "context"_a = nb::none());
}

template <typename Class, Method Do>
void bindBinary(nb::module_ &m) {
  Class::bind(m).def_static("get", [](PyAffineExpr &lhs, PyAffineExpr &rhs) { return (lhs.*Do)(rhs).maybeDownCast(); });
}

void bindKinds(nb::module_ &m) {
  ConstantExpr::bind(m)
      .def_static(
          "get", [](int64_t value, Context context) { return makeConstant(value, context).maybeDownCast(); }, "value"_a,
          "context"_a = nb::none())
      .def_prop_ro("value", [](ConstantExpr &self) { return mlirAffineConstantExprGetValue(self); });
  DimExpr::bind(m)
      .def_static(
          "get", [](intptr_t position, Context context) { return makeDim(position, context).maybeDownCast(); },
          "position"_a, "context"_a = nb::none())
      .def_prop_ro("position", [](DimExpr &self) { return mlirAffineDimExprGetPosition(self); });
  SymbolExpr::bind(m)
      .def_static(
          "get", [](intptr_t position, Context context) { return makeSymbol(position, context).maybeDownCast(); },
          "position"_a, "context"_a = nb::none())
      .def_prop_ro("position", [](SymbolExpr &self) { return mlirAffineSymbolExprGetPosition(self); });
  BinaryExpr::bind(m)
      .def_prop_ro("lhs",
                   [](BinaryExpr &self) {
                     return PyAffineExpr(self.getContext(), mlirAffineBinaryOpExprGetLHS(self)).maybeDownCast();
                   })
      .def_prop_ro("rhs", [](BinaryExpr &self) {
        return PyAffineExpr(self.getContext(), mlirAffineBinaryOpExprGetRHS(self)).maybeDownCast();
      });
  bindBinary<AddExpr, &PyAffineExpr::add>(m);
  bindBinary<MulExpr, &PyAffineExpr::mul>(m);
  bindBinary<ModExpr, &PyAffineExpr::mod>(m);
  bindBinary<FloorDivExpr, &PyAffineExpr::floorDiv>(m);
  bindBinary<CeilDivExpr, &PyAffineExpr::ceilDiv>(m);
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

nb::typed<nb::object, PyAffineExpr> PyAffineExpr::maybeDownCast() {
  return castToFirst<ConstantExpr, DimExpr, SymbolExpr, AddExpr, MulExpr, ModExpr, FloorDivExpr, CeilDivExpr>(*this);
}

void populateAffine(nb::module_ &m) {
  bindExpr(m);
  bindKinds(m);
  populateAffineMaps(m);
  populateIntegerSets(m);
}

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir
