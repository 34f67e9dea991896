// The Python classes Operation and OpView.
#include "LiveOperations.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

MlirValue getUniqueResult(MlirOperation operation) {
  intptr_t count = mlirOperationGetNumResults(operation);
  if (count != 1) {
    std::string name(toView(mlirIdentifierStr(mlirOperationGetName(operation))));
    throw nb::value_error(("Cannot call .result on operation " + name + " which has " + std::to_string(count) +
                           " results (it is only valid for operations with a "
                           "single result)")
                              .c_str());
  }
  return mlirOperationGetResult(operation, 0);
}

MlirValue toValue(nb::handle object) {
  PyValue *value = nullptr;
  if (nb::try_cast(object, value) && value) {
    checkValue(*value);
    return value->get();
  }
  PyOperationBase *operation = nullptr;
  if (nb::try_cast(object, operation) && operation)
    return getUniqueResult(operation->getOperation());
  PyOpResultList *results = nullptr;
  if (nb::try_cast(object, results) && results) {
    if (results->size() != 1)
      throw nb::value_error("a list of results stands for a value only if it "
                            "has exactly one");
    return results->getElement(0).get();
  }
  throw nb::type_error(
      ("expected a Value or an operation with one result, not " + nb::cast<std::string>(object.type().attr("__name__")))
          .c_str());
}

namespace {
PyOpResult uniqueResult(PyOperation &operation) { return PyOpResult(operation.getRef(), getUniqueResult(operation)); }

PyWalkResult walkResultOf(nb::handle returned) {
  // The common answers, compared by identity.
  static const nb::object advance = nb::cast(PyWalkResult::Advance);
  if (returned.is_none() || returned.is(advance))
    return PyWalkResult::Advance;
  PyWalkResult result;
  if (!nb::try_cast(returned, result))
    throw nb::type_error(("a walk's callback must return a WalkResult or None, not " +
                          nb::cast<std::string>(returned.type().attr("__name__")))
                             .c_str());
  return result;
}

void bindPrinting(nb::class_<PyOperationBase> &cls) {
  using Limit = std::optional<int64_t>;
  cls.def(
         "print",
         [](PyOperationBase &self, AsmState &state, nb::object file, bool binary) {
           self.print(state, std::move(file), binary);
         },
         "state"_a, "file"_a = nb::none(), "binary"_a = false)
      .def(
          "print",
          [](PyOperationBase &self, Limit elements, Limit resources, bool debug, bool pretty, bool generic,
             bool localScope, bool nameLoc, bool verified, nb::object file, bool binary, bool skipRegions) {
            self.print(elements, resources, debug, pretty, generic, localScope, nameLoc, verified, std::move(file),
                       binary, skipRegions);
          },
          "large_elements_limit"_a = nb::none(), "large_resource_limit"_a = nb::none(), "enable_debug_info"_a = false,
          "pretty_debug_info"_a = false, "print_generic_op_form"_a = false, "use_local_scope"_a = false,
          "use_name_loc_as_prefix"_a = false, "assume_verified"_a = false, "file"_a = nb::none(), "binary"_a = false,
          "skip_regions"_a = false, "Prints the operation to a file (default: sys.stdout).")
      .def("get_asm", &PyOperationBase::getAsm, "binary"_a = false, "large_elements_limit"_a = nb::none(),
           "large_resource_limit"_a = nb::none(), "enable_debug_info"_a = false, "pretty_debug_info"_a = false,
           "print_generic_op_form"_a = false, "use_local_scope"_a = false, "use_name_loc_as_prefix"_a = false,
           "assume_verified"_a = false, "skip_regions"_a = false,
           "The operation's text, as str or (binary) UTF-8 bytes.")
      .def("write_bytecode", &PyOperationBase::writeBytecode, "file"_a, "desired_version"_a = nb::none(),
           "Writes bytecode to a path or a binary file.")
      .def("__str__", [](PyOperationBase &self) {
        return self.getAsm(false, std::nullopt, std::nullopt, false, false, false, false, false, false, false);
      });
}

void bindParts(nb::class_<PyOperationBase> &cls) {
  cls.def_prop_ro("context", [](PyOperationBase &self) { return self.getOperation().getContext().getObject(); })
      .def_prop_ro(
          "name",
          [](PyOperationBase &self) { return toStr(mlirIdentifierStr(mlirOperationGetName(self.getOperation()))); })
      .def_prop_ro("operands", [](PyOperationBase &self) { return PyOpOperandList(self.getOperation().getRef()); })
      .def_prop_ro("results", [](PyOperationBase &self) { return PyOpResultList(self.getOperation().getRef()); })
      .def_prop_ro("regions", [](PyOperationBase &self) { return PyRegionList(self.getOperation().getRef()); })
      .def_prop_ro("successors", [](PyOperationBase &self) { return PyOpSuccessors(self.getOperation().getRef()); })
      .def_prop_ro("attributes", [](PyOperationBase &self) { return PyOpAttributeMap(self.getOperation().getRef()); })
      .def_prop_ro(
          "result", [](PyOperationBase &self) { return uniqueResult(self.getOperation()).maybeDownCast(); },
          "The result of an operation with exactly one; ValueError otherwise.")
      .def_prop_ro(
          "type",
          [](PyOperationBase &self) {
            PyOperation &operation = self.getOperation();
            return PyType(operation.getContext(), mlirValueGetType(getUniqueResult(operation))).maybeDownCast();
          },
          "The type of the only result.")
      .def_prop_rw(
          "location",
          [](PyOperationBase &self) {
            PyOperation &operation = self.getOperation();
            return PyLocation(operation.getContext(), mlirOperationGetLocation(operation));
          },
          [](PyOperationBase &self, const PyLocation &location) {
            requireIn(self.getOperation().getContext().get(), const_cast<PyLocation &>(location), "the location");
            mlirOperationSetLocation(self.getOperation(), location.get());
          })
      .def_prop_ro("parent",
                   [](PyOperationBase &self) -> nb::object {
                     auto parent = self.getOperation().getParentOperation();
                     return parent ? parent->getObject() : nb::none();
                   })
      .def_prop_ro("block", [](PyOperationBase &self) { return self.getOperation().getBlock(); })
      .def_prop_ro("attached", [](PyOperationBase &self) { return self.getOperation().isAttached(); });
}

void bindChanges(nb::class_<PyOperationBase> &cls) {
  cls.def("verify", &PyOperationBase::verify, "Verifies the operation; True, or raises MLIRError.")
      .def("move_after", &PyOperationBase::moveAfter, "other"_a, "Moves the operation after another one.")
      .def("move_before", &PyOperationBase::moveBefore, "other"_a, "Moves the operation before another one.")
      .def("is_before_in_block", &PyOperationBase::isBeforeInBlock, "other"_a)
      .def(
          "clone", [](PyOperationBase &self, const nb::object &ip) { return self.getOperation().clone(ip); },
          "ip"_a = nb::none(), "Copies the operation with all inside it.")
      .def(
          "detach_from_parent",
          [](PyOperationBase &self) {
            PyOperation &operation = self.getOperation();
            operation.detachFromParent();
            return operation.createOpView();
          },
          "Takes the operation out of its block; the result owns it.")
      .def(
          "erase", [](PyOperationBase &self) { self.getOperation().erase(); },
          "Erases the operation; using it afterwards raises RuntimeError.")
      .def(
          "walk",
          [](PyOperationBase &self, const nb::callable &callback, PyWalkOrder order,
             const std::optional<nb::type_object> &opClass) {
            // Both stay alive whatever the callback drops.
            PyOperationRef root = self.getOperation().getRef();
            PyMlirContextRef context = root->getContext();
            if (opClass && !PyObject_IsSubclass(opClass->ptr(), nb::type<PyOpView>().ptr()))
              throw nb::type_error("op_class must be a class derived from OpView");
            root->walk(
                [&](MlirOperation operation) {
                  PyOperationRef wrapper = PyOperation::forOperation(context, operation);
                  if (opClass && !nb::isinstance(wrapper->createOpView(), *opClass))
                    return PyWalkResult::Advance;
                  return walkResultOf(callback(wrapper.releaseObject()));
                },
                order);
          },
          "callback"_a, "walk_order"_a = PyWalkOrder::PostOrder, "op_class"_a = nb::none(),
          "Calls `callback(operation)` with this operation and all inside it, or (op_class) with those of one class. "
          "It may return a WalkResult, and erase or move what it visits.");
}

/// For extensions that erase operations by themselves.
void setInvalid(PyOperation &operation) {
  LiveOperations::invalidateInside(operation);
  LiveOperations::remove(operation);
  operation.setInvalid();
}

void bindOperation(nb::module_ &m) {
  nb::class_<PyOperation, PyOperationBase>(m, "Operation")
      .def_static(
          "create",
          [](std::string_view name, std::optional<std::vector<PyType *>> results, std::optional<nb::sequence> operands,
             std::optional<nb::dict> attributes, std::optional<std::vector<PyBlock *>> successors, int regions,
             std::optional<PyLocation> loc, const nb::object &ip, bool inferType) {
            std::vector<MlirValue> values;
            if (operands) {
              // A list or a tuple is read without an iterator.
              nb::object fast = nb::steal(PySequence_Fast(operands->ptr(), "operands must be a sequence"));
              if (!fast)
                throw nb::python_error();
              values.reserve(PySequence_Fast_GET_SIZE(fast.ptr()));
              // The size is asked for each time: a conversion may run Python code, which may change a list.
              for (Py_ssize_t i = 0; i < PySequence_Fast_GET_SIZE(fast.ptr()); ++i)
                values.push_back(toValue(PySequence_Fast_GET_ITEM(fast.ptr(), i)));
            }
            PyLocation location = resolveLocation(std::move(loc));
            return PyOperation::create(name, std::move(results), values, std::move(attributes), std::move(successors),
                                       regions, location, ip, inferType);
          },
          "name"_a, "results"_a = nb::none(), "operands"_a = nb::none(), "attributes"_a = nb::none(),
          "successors"_a = nb::none(), "regions"_a = 0, "loc"_a = nb::none(), "ip"_a = nb::none(),
          "infer_type"_a = false,
          "Creates an operation by name and inserts it at `ip` (None: the "
          "current insertion point, if any; False: nowhere).")
      .def_static(
          "parse",
          [](const std::string &source, const std::string &sourceName, DefaultingPyMlirContext context) {
            return PyOperation::parse(context->getRef(), source, sourceName)->createOpView();
          },
          "source"_a, nb::kw_only(), "source_name"_a = "", "context"_a = nb::none(),
          "Parses an operation from text; raises MLIRError.")
      .def_prop_ro(MLIR_PYTHON_CAPI_PTR_ATTR, &PyOperation::getCapsule)
      .def_static(MLIR_PYTHON_CAPI_FACTORY_ATTR, &PyOperation::createFromCapsule)
      .def_prop_ro("operation", [](nb::object self) { return self; })
      .def_prop_ro("opview", &PyOperation::createOpView)
      .def(
          "replace_uses_of_with",
          [](PyOperation &self, PyValue &of, PyValue &with) {
            checkValue(of);
            checkValue(with);
            if (with.getParentOperation()->getContext().get() != self.getContext().get())
              throw nb::value_error("the value and the operation belong to different contexts");
            mlirOperationReplaceUsesOfWith(self.get(), of.get(), with.get());
          },
          "of"_a, "with_"_a, "Replaces one value by another among the operands.")
      .def("_set_invalid", &setInvalid);
}

void bindOpView(nb::module_ &m) {
  auto cls =
      nb::class_<PyOpView, PyOperationBase>(m, "OpView")
          .def(nb::init<nb::object>(), "operation"_a)
          .def(
              "__init__",
              [](PyOpView *self, std::string_view name, std::tuple<int, bool> regionSpec, nb::object operandSegments,
                 nb::object resultSegments, std::optional<nb::list> results, std::optional<nb::list> operands,
                 std::optional<nb::dict> attributes, std::optional<std::vector<PyBlock *>> successors,
                 std::optional<int> regions, std::optional<PyLocation> loc, const nb::object &ip) {
                PyLocation location = resolveLocation(std::move(loc));
                new (self) PyOpView(PyOpView::buildGeneric(name, regionSpec, std::move(operandSegments),
                                                           std::move(resultSegments), std::move(results),
                                                           operands.value_or(nb::list()), std::move(attributes),
                                                           std::move(successors), regions, location, ip));
              },
              "name"_a, "opRegionSpec"_a, "operandSegmentSpecObj"_a.none() = nb::none(),
              "resultSegmentSpecObj"_a.none() = nb::none(), "results"_a.none() = nb::none(),
              "operands"_a.none() = nb::none(), "attributes"_a.none() = nb::none(), "successors"_a.none() = nb::none(),
              "regions"_a.none() = nb::none(), "loc"_a.none() = nb::none(), "ip"_a.none() = nb::none())
          .def_prop_ro("operation", &PyOpView::getOperationObject)
          .def_prop_ro("opview", [](nb::object self) { return self; })
          .def("_set_invalid", [](PyOpView &self) { setInvalid(self.getOperation()); })
          .def_prop_ro("successors",
                       [](PyOperationBase &self) { return PyOpSuccessors(self.getOperation().getRef()); });
  // What generated classes override.
  cls.attr("_ODS_REGIONS") = nb::make_tuple(0, true);
  cls.attr("_ODS_OPERAND_SEGMENTS") = nb::none();
  cls.attr("_ODS_RESULT_SEGMENTS") = nb::none();

  cls.attr("build_generic") =
      nb::module_::import_("builtins")
          .attr("classmethod")(nb::cpp_function(
              [](nb::handle cls, std::optional<nb::list> results, std::optional<nb::list> operands,
                 std::optional<nb::dict> attributes, std::optional<std::vector<PyBlock *>> successors,
                 std::optional<int> regions, std::optional<PyLocation> loc, const nb::object &ip) {
                PyLocation location = resolveLocation(std::move(loc));
                auto name = nb::cast<std::string>(cls.attr("OPERATION_NAME"));
                nb::object operation = PyOpView::buildGeneric(
                    name, nb::cast<std::tuple<int, bool>>(cls.attr("_ODS_REGIONS")), cls.attr("_ODS_OPERAND_SEGMENTS"),
                    cls.attr("_ODS_RESULT_SEGMENTS"), std::move(results), operands.value_or(nb::list()),
                    std::move(attributes), std::move(successors), regions, location, ip);
                return PyOpView::constructDerived(nb::borrow(cls), operation);
              },
              "cls"_a, "results"_a.none() = nb::none(), "operands"_a.none() = nb::none(),
              "attributes"_a.none() = nb::none(), "successors"_a.none() = nb::none(), "regions"_a.none() = nb::none(),
              "loc"_a.none() = nb::none(), "ip"_a.none() = nb::none(),
              "Builds the operation from segments, not through the class's own "
              "constructor."));
  cls.attr("parse") = nb::module_::import_("builtins")
                          .attr("classmethod")(nb::cpp_function(
                              [](nb::handle cls, const std::string &source, const std::string &sourceName,
                                 DefaultingPyMlirContext context) {
                                PyOperationRef parsed = PyOperation::parse(context->getRef(), source, sourceName);
                                auto expected = nb::cast<std::string>(cls.attr("OPERATION_NAME"));
                                std::string actual(toView(mlirIdentifierStr(mlirOperationGetName(parsed->get()))));
                                if (expected != actual)
                                  throw MLIRError("Expected a '" + expected + "' op, got: '" + actual + "'");
                                return PyOpView::constructDerived(nb::borrow(cls), parsed.getObject());
                              },
                              "cls"_a, "source"_a, nb::kw_only(), "source_name"_a = "", "context"_a.none() = nb::none(),
                              "Parses an operation of this class from text; raises MLIRError."));
}
} // namespace

void populateOperation(nb::module_ &m) {
  nb::enum_<PyWalkOrder>(m, "WalkOrder")
      .value("PRE_ORDER", PyWalkOrder::PreOrder)
      .value("POST_ORDER", PyWalkOrder::PostOrder);
  nb::enum_<PyWalkResult>(m, "WalkResult")
      .value("ADVANCE", PyWalkResult::Advance)
      .value("INTERRUPT", PyWalkResult::Interrupt)
      .value("SKIP", PyWalkResult::Skip);
  nb::class_<AsmState>(m, "AsmState")
      .def(
          "__init__",
          [](AsmState *self, PyValue &value, bool local) {
            checkValue(value);
            new (self) AsmState(value.get(), local);
          },
          "value"_a, "use_local_scope"_a = false, nb::keep_alive<1, 2>())
      .def(nb::init<PyOperationBase &, bool>(), "op"_a, "use_local_scope"_a = false, nb::keep_alive<1, 2>());

  nb::class_<PyOperationBase> base(m, "_OperationBase");
  base.def_prop_ro(MLIR_PYTHON_CAPI_PTR_ATTR, [](PyOperationBase &self) { return self.getOperation().getCapsule(); })
      .def("__eq__",
           [](PyOperationBase &self, PyOperationBase &other) {
             return mlirOperationEqual(self.getOperation(), other.getOperation());
           })
      .def("__eq__", [](PyOperationBase &, nb::object) { return false; })
      .def("__hash__", [](PyOperationBase &self) { return mlirOperationHashValue(self.getOperation()); });
  bindParts(base);
  bindPrinting(base);
  bindChanges(base);
  bindOperation(m);
  bindOpView(m);
}

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir
