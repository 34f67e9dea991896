// Values: results, block arguments, their uses, and what replaces them.
#include "LiveOperations.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

nb::object PyValue::getCapsule() {
  checkValue(*this);
  return nb::steal<nb::object>(mlirPythonValueToCapsule(get()));
}

nb::typed<nb::object, std::variant<PyBlockArgument, PyOpResult, PyValue>> PyValue::maybeDownCast() {
  checkValue(*this);
  nb::object self = mlirValueIsAOpResult(value) ? nb::cast(PyOpResult(parentOperation, value))
                                                : nb::cast(PyBlockArgument(parentOperation, value));
  MlirType type = mlirValueGetType(value);
  auto caster = PyGlobals::get().lookupValueCaster(mlirTypeGetTypeID(type), mlirTypeGetDialect(type));
  return caster ? (*caster)(self) : self;
}

PyValue PyValue::createFromCapsule(nb::object capsule) {
  MlirValue value = mlirPythonCapsuleToValue(capsule.ptr());
  if (mlirValueIsNull(value))
    throw nb::python_error();
  MlirOperation owner = mlirValueIsAOpResult(value) ? mlirOpResultGetOwner(value)
                                                    : mlirBlockGetParentOperation(mlirBlockArgumentGetOwner(value));
  if (mlirOperationIsNull(owner))
    throw nb::value_error("the value belongs to no operation");
  PyMlirContextRef context = PyMlirContext::forContext(mlirOperationGetContext(owner));
  return PyValue(PyOperation::forOperation(context, owner), value);
}

// Unused: an operand is bound as an `Operand`, which stays safe when its operation is erased.
nb::typed<nb::object, PyOpView> PyOpOperand::getOwner() const {
  MlirOperation owner = mlirOpOperandGetOwner(opOperand);
  PyMlirContextRef context = PyMlirContext::forContext(mlirOperationGetContext(owner));
  return PyOperation::forOperation(context, owner)->createOpView();
}

size_t PyOpOperand::getOperandNumber() const { return mlirOpOperandGetOperandNumber(opOperand); }

namespace {
/// One operand of an operation, or one use of a value: it stays safe when the operation is erased.
struct Operand {
  PyOperationRef user;
  intptr_t operandNumber;
};

/// The uses that a value had at the beginning.
struct OperandIterator {
  std::vector<Operand> uses;
  size_t position = 0;

  Operand next() {
    if (position == uses.size())
      throw nb::stop_iteration();
    return uses[position++];
  }
};

/// An operation's operands as `OpOperand`s.
class OperandList : public Sliceable<OperandList, Operand> {
public:
  static constexpr const char *pyClassName = "OpOperands";

  OperandList(PyOperationRef operation, intptr_t startIndex = 0, intptr_t length = -1, intptr_t step = 1)
      : Sliceable(startIndex, length == -1 ? mlirOperationGetNumOperands(operation->get()) : length, step),
        operation(std::move(operation)) {}

private:
  friend class Sliceable<OperandList, Operand>;
  intptr_t getRawNumElements() { return mlirOperationGetNumOperands(operation->get()); }
  Operand getRawElement(intptr_t position) {
    if (position >= getRawNumElements())
      throw nb::index_error("the operation changed: index out of range");
    return {operation, position};
  }
  OperandList slice(intptr_t startIndex, intptr_t length, intptr_t step) {
    return OperandList(operation, startIndex, length, step);
  }

  PyOperationRef operation;
};

OperandIterator usesOf(PyValue &value) {
  checkValue(value);
  std::vector<Operand> uses;
  for (MlirOpOperand use = mlirValueGetFirstUse(value.get()); !mlirOpOperandIsNull(use);
       use = mlirOpOperandGetNextUse(use))
    uses.push_back({PyOperation::forOperation(value.getParentOperation()->getContext(), mlirOpOperandGetOwner(use)),
                    mlirOpOperandGetOperandNumber(use)});
  return {std::move(uses)};
}

nb::object typeOf(PyValue &value) {
  checkValue(value);
  return PyType(value.getParentOperation()->getContext(), mlirValueGetType(value.get())).maybeDownCast();
}

void checkReplacement(PyValue &self, PyValue &with) {
  checkValue(self);
  checkValue(with);
  if (self.getParentOperation()->getContext().get() != with.getParentOperation()->getContext().get())
    throw nb::value_error("the values belong to different contexts");
}

void replaceExcept(PyValue &self, PyValue &with, std::vector<PyOperationBase *> exceptions) {
  checkReplacement(self, with);
  std::vector<MlirOperation> raw;
  for (PyOperationBase *exception : exceptions) {
    if (!exception)
      throw nb::type_error("exceptions must be operations");
    raw.push_back(exception->getOperation());
  }
  if (!mlirValueEqual(self, with))
    mlirValueReplaceAllUsesExcept(self, with, raw.size(), raw.data());
}

std::string valueName(PyValue &self, bool useLocalScope, bool nameLocAsPrefix) {
  checkValue(self);
  awaitDiagnosticHandlers(mlirValueGetContext(self.get()));
  MlirOpPrintingFlags flags = mlirOpPrintingFlagsCreate();
  if (useLocalScope)
    mlirOpPrintingFlagsUseLocalScope(flags);
  if (nameLocAsPrefix)
    mlirOpPrintingFlagsPrintNameLocAsPrefix(flags);
  MlirAsmState state = mlirAsmStateCreateForValue(self.get(), flags);
  std::string name = printToString(
      [&](MlirStringCallback callback, void *into) { mlirValuePrintAsOperand(self.get(), state, callback, into); });
  mlirAsmStateDestroy(state);
  mlirOpPrintingFlagsDestroy(flags);
  return name;
}

std::string printed(PyValue &self, const char *className) {
  checkValue(self);
  if (mlirValueIsAOpResult(self.get()))
    requirePrintable(mlirOpResultGetOwner(self.get()));
  awaitDiagnosticHandlers(mlirValueGetContext(self.get()));
  return std::string(className) + "(" +
         printToString([&](MlirStringCallback callback, void *into) { mlirValuePrint(self.get(), callback, into); }) +
         ")";
}

void bindValue(nb::module_ &m) {
  m.attr("_T") = nb::type_var("_T", "bound"_a = m.attr("Type"));
  nb::class_<PyValue>(m, "Value", nb::is_generic(), nb::sig("class Value(typing.Generic[_T])"))
      .def(nb::init<PyValue &>(), nb::keep_alive<0, 1>(), "value"_a)
      .def_prop_ro(MLIR_PYTHON_CAPI_PTR_ATTR, &PyValue::getCapsule)
      .def_static(MLIR_PYTHON_CAPI_FACTORY_ATTR, &PyValue::createFromCapsule)
      .def_prop_ro("context", [](PyValue &self) { return self.getParentOperation()->getContext().getObject(); })
      .def("dump",
           [](PyValue &self) {
             checkValue(self);
             if (mlirValueIsAOpResult(self.get()))
               requirePrintable(mlirOpResultGetOwner(self.get()));
             mlirValueDump(self.get());
           })
      .def_prop_ro(
          "owner",
          [](PyValue &self) -> nb::object {
            checkValue(self);
            if (mlirValueIsAOpResult(self.get()))
              return self.getParentOperation()->createOpView();
            return nb::cast(PyBlock(self.getParentOperation(), mlirBlockArgumentGetOwner(self.get())));
          },
          "The operation that defines the value, or the block of an argument.")
      .def_prop_ro("uses", &usesOf, "The uses of the value (`OpOperand`s).")
      .def("__eq__", [](PyValue &self, PyValue &other) { return mlirValueEqual(self.get(), other.get()); })
      .def("__eq__", [](PyValue &, nb::object) { return false; })
      .def("__hash__", [](PyValue &self) { return reinterpret_cast<uintptr_t>(self.get().ptr) >> 3; })
      .def("__str__", [](PyValue &self) { return printed(self, "Value"); })
      .def("get_name", &valueName, "use_local_scope"_a = false, "use_name_loc_as_prefix"_a = false,
           "The value's SSA name.")
      .def(
          "get_name",
          [](PyValue &self, AsmState &state) {
            checkValue(self);
            return printToString([&](MlirStringCallback callback, void *into) {
              mlirValuePrintAsOperand(self.get(), state.get(), callback, into);
            });
          },
          "state"_a)
      .def_prop_ro("type", &typeOf)
      .def(
          "set_type",
          [](PyValue &self, const PyType &type) {
            checkValue(self);
            requireIn(self.getParentOperation()->getContext().get(), const_cast<PyType &>(type), "the type");
            mlirValueSetType(self.get(), type);
          },
          "type"_a)
      .def(
          "replace_all_uses_with",
          [](PyValue &self, PyValue &with) {
            checkReplacement(self, with);
            // MLIR would go round its list of uses for ever.
            if (!mlirValueEqual(self.get(), with.get()))
              mlirValueReplaceAllUsesOfWith(self.get(), with.get());
          },
          "with_"_a, "Lets the users of this value use another one.")
      .def(
          "replace_all_uses_except",
          [](PyValue &self, PyValue &with, PyOperationBase &exception) { replaceExcept(self, with, {&exception}); },
          "with_"_a, "exceptions"_a)
      .def("replace_all_uses_except", &replaceExcept, "with_"_a, "exceptions"_a)
      .def("maybe_downcast", &PyValue::maybeDownCast)
      .def_prop_ro("location", [](PyValue &self) {
        checkValue(self);
        return PyLocation(self.getParentOperation()->getContext(), mlirValueGetLocation(self.get()));
      });
}
} // namespace

namespace {
/// In place of what the headers define: that reads the value before looking whether it is still there.
template <typename T>
void bindCommon(nb::class_<T, PyValue> &c) {
  redefine(
      c, "__init__",
      [](T *self, PyValue &value) {
        checkValue(value);
        new (self) T(value);
      },
      "value"_a);
  redefine(c, "__str__", [](T &self) { return printed(self, T::pyClassName); });
}
} // namespace

void PyOpResult::bindDerived(ClassTy &c) {
  c.def_prop_ro("owner", [](PyOpResult &self) {
     checkValue(self);
     return self.getParentOperation()->createOpView();
   }).def_prop_ro("result_number", [](PyOpResult &self) {
    checkValue(self);
    return mlirOpResultGetResultNumber(self.get());
  });
  bindCommon(c);
}

void PyBlockArgument::bindDerived(ClassTy &c) {
  c.def_prop_ro("owner",
                [](PyBlockArgument &self) {
                  checkValue(self);
                  return PyBlock(self.getParentOperation(), mlirBlockArgumentGetOwner(self.get()));
                })
      .def_prop_ro("arg_number",
                   [](PyBlockArgument &self) {
                     checkValue(self);
                     return mlirBlockArgumentGetArgNumber(self.get());
                   })
      .def(
          "set_type",
          [](PyBlockArgument &self, const PyType &type) {
            checkValue(self);
            requireIn(self.getParentOperation()->getContext().get(), const_cast<PyType &>(type), "the type");
            mlirBlockArgumentSetType(self.get(), type);
          },
          "type"_a)
      .def(
          "set_location",
          [](PyBlockArgument &self, const PyLocation &location) {
            checkValue(self);
            requireIn(self.getParentOperation()->getContext().get(), const_cast<PyLocation &>(location),
                      "the location");
            mlirBlockArgumentSetLocation(self.get(), location.get());
          },
          "loc"_a);
  bindCommon(c);
}

void populateValues(nb::module_ &m) {
  bindValue(m);
  PyOpResult::bind(m);
  PyBlockArgument::bind(m);
  nb::class_<Operand>(m, "OpOperand")
      .def_prop_ro("owner", [](Operand &self) { return self.user->createOpView(); })
      .def_prop_ro("operand_number", [](Operand &self) { return self.operandNumber; });
  nb::class_<OperandIterator>(m, "OpOperandIterator")
      .def("__iter__", [](nb::object self) { return self; })
      .def("__next__", &OperandIterator::next);
  OperandList::bind(m);
  guardSequence<OperandList>(m);
  nb::borrow<nb::class_<PyOperationBase>>(nb::type<PyOperationBase>())
      .def_prop_ro("op_operands", [](PyOperationBase &self) { return OperandList(self.getOperation().getRef()); });
}

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir
