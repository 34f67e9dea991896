// An operation's operands, results, regions, successors and attributes as sequences and a mapping.
#include "LiveOperations.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

namespace {
intptr_t lengthOr(intptr_t given, intptr_t all) { return given == -1 ? all : given; }

/// Slices fix their length when they are made; the operation may have changed since.
void checkIndex(intptr_t index, intptr_t count) {
  if (index < 0 || index >= count)
    throw nb::index_error("the operation changed: index out of range");
}

/// The operation that defines `value`, or whose block has it as an argument.
PyValue wrapValue(PyMlirContextRef context, MlirValue value) {
  if (mlirValueIsNull(value))
    throw std::runtime_error("null operand: the value was erased");
  MlirOperation owner = mlirValueIsAOpResult(value) ? mlirOpResultGetOwner(value)
                                                    : mlirBlockGetParentOperation(mlirBlockArgumentGetOwner(value));
  if (mlirOperationIsNull(owner))
    throw std::runtime_error("the value belongs to a block in no operation");
  return PyValue(PyOperation::forOperation(context, owner), value);
}

/// Binds a property that applies `get` to each element.
template <typename List, typename Get>
nb::list collect(List &list, Get get) {
  nb::list all;
  for (intptr_t i = 0, n = list.size(); i < n; ++i)
    all.append(get(list.getElement(i)));
  return all;
}
} // namespace

PyRegionList::PyRegionList(PyOperationRef operation, intptr_t startIndex, intptr_t length, intptr_t step)
    : Sliceable(startIndex, lengthOr(length, mlirOperationGetNumRegions(operation->get())), step),
      operation(std::move(operation)) {}
intptr_t PyRegionList::getRawNumElements() { return mlirOperationGetNumRegions(operation->get()); }
PyRegion PyRegionList::getRawElement(intptr_t pos) {
  checkIndex(pos, getRawNumElements());
  return PyRegion(operation, mlirOperationGetRegion(operation->get(), pos));
}
PyRegionList PyRegionList::slice(intptr_t startIndex, intptr_t length, intptr_t step) const {
  return PyRegionList(operation, startIndex, length, step);
}
void PyRegionList::bindDerived(ClassTy &) {}

PyOpResultList::PyOpResultList(PyOperationRef operation, intptr_t startIndex, intptr_t length, intptr_t step)
    : Sliceable(startIndex, lengthOr(length, mlirOperationGetNumResults(operation->get())), step),
      operation(std::move(operation)) {}
intptr_t PyOpResultList::getRawNumElements() { return mlirOperationGetNumResults(operation->get()); }
PyOpResult PyOpResultList::getRawElement(intptr_t index) {
  checkIndex(index, getRawNumElements());
  return PyOpResult(operation, mlirOperationGetResult(operation->get(), index));
}
PyOpResultList PyOpResultList::slice(intptr_t startIndex, intptr_t length, intptr_t step) const {
  return PyOpResultList(operation, startIndex, length, step);
}
void PyOpResultList::bindDerived(ClassTy &c) {
  c.def_prop_ro("types", [](PyOpResultList &self) {
     return collect(self, [&](PyOpResult result) {
       return PyType(self.getOperation()->getContext(), mlirValueGetType(result)).maybeDownCast();
     });
   }).def_prop_ro("owner", [](PyOpResultList &self) { return self.getOperation()->createOpView(); });
}

PyBlockArgumentList::PyBlockArgumentList(PyOperationRef operation, MlirBlock block, intptr_t startIndex,
                                         intptr_t length, intptr_t step)
    : Sliceable(startIndex, lengthOr(length, mlirBlockGetNumArguments(block)), step), operation(std::move(operation)),
      block(block) {}
intptr_t PyBlockArgumentList::getRawNumElements() {
  checkBlock(operation, block);
  return mlirBlockGetNumArguments(block);
}
PyBlockArgument PyBlockArgumentList::getRawElement(intptr_t pos) const {
  PyOperationRef owner = operation;
  checkBlock(owner, block);
  checkIndex(pos, mlirBlockGetNumArguments(block));
  return PyBlockArgument(std::move(owner), mlirBlockGetArgument(block, pos));
}
PyBlockArgumentList PyBlockArgumentList::slice(intptr_t startIndex, intptr_t length, intptr_t step) const {
  return PyBlockArgumentList(operation, block, startIndex, length, step);
}
void PyBlockArgumentList::bindDerived(ClassTy &c) {
  c.def_prop_ro("types", [](PyBlockArgumentList &self) {
    return collect(self, [&](PyBlockArgument argument) {
      return PyType(argument.getParentOperation()->getContext(), mlirValueGetType(argument)).maybeDownCast();
    });
  });
}

PyOpOperandList::PyOpOperandList(PyOperationRef operation, intptr_t startIndex, intptr_t length, intptr_t step)
    : Sliceable(startIndex, lengthOr(length, mlirOperationGetNumOperands(operation->get())), step),
      operation(std::move(operation)) {}
intptr_t PyOpOperandList::getRawNumElements() { return mlirOperationGetNumOperands(operation->get()); }
PyValue PyOpOperandList::getRawElement(intptr_t pos) {
  checkIndex(pos, getRawNumElements());
  return wrapValue(operation->getContext(), mlirOperationGetOperand(operation->get(), pos));
}
PyOpOperandList PyOpOperandList::slice(intptr_t startIndex, intptr_t length, intptr_t step) const {
  return PyOpOperandList(operation, startIndex, length, step);
}
void PyOpOperandList::dunderSetItem(intptr_t index, PyValue value) {
  checkValue(value);
  index = wrapIndex(index);
  if (index < 0)
    throw nb::index_error("operand index out of range");
  intptr_t position = linearizeIndex(index);
  checkIndex(position, getRawNumElements());
  requireIn(operation->getContext().get(), *value.getParentOperation().get(), "the value");
  mlirOperationSetOperand(operation->get(), position, value.get());
}
void PyOpOperandList::bindDerived(ClassTy &c) {
  c.def("__setitem__", &PyOpOperandList::dunderSetItem, "index"_a, "value"_a)
      .def_prop_ro("types", [](PyOpOperandList &self) {
        return collect(self, [&](PyValue value) {
          return PyType(value.getParentOperation()->getContext(), mlirValueGetType(value)).maybeDownCast();
        });
      });
}

PyOpSuccessors::PyOpSuccessors(PyOperationRef operation, intptr_t startIndex, intptr_t length, intptr_t step)
    : Sliceable(startIndex, lengthOr(length, mlirOperationGetNumSuccessors(operation->get())), step),
      operation(std::move(operation)) {}
intptr_t PyOpSuccessors::getRawNumElements() { return mlirOperationGetNumSuccessors(operation->get()); }
namespace {
PyBlock wrapBlock(PyOperationRef &anyOperation, MlirBlock block) {
  if (mlirBlockIsNull(block))
    throw std::runtime_error("null successor: the block was erased");
  MlirOperation parent = mlirBlockGetParentOperation(block);
  if (mlirOperationIsNull(parent))
    throw std::runtime_error("the block belongs to no operation");
  return PyBlock(PyOperation::forOperation(anyOperation->getContext(), parent), block);
}
} // namespace
PyBlock PyOpSuccessors::getRawElement(intptr_t pos) {
  checkIndex(pos, getRawNumElements());
  return wrapBlock(operation, mlirOperationGetSuccessor(operation->get(), pos));
}
PyOpSuccessors PyOpSuccessors::slice(intptr_t startIndex, intptr_t length, intptr_t step) const {
  return PyOpSuccessors(operation, startIndex, length, step);
}
void PyOpSuccessors::dunderSetItem(intptr_t index, PyBlock block) {
  checkBlock(block);
  index = wrapIndex(index);
  if (index < 0)
    throw nb::index_error("successor index out of range");
  intptr_t position = linearizeIndex(index);
  checkIndex(position, getRawNumElements());
  requireIn(operation->getContext().get(), *block.getParentOperation().get(), "the block");
  mlirOperationSetSuccessor(operation->get(), position, block.get());
}
void PyOpSuccessors::bindDerived(ClassTy &c) {
  c.def("__setitem__", &PyOpSuccessors::dunderSetItem, "index"_a, "block"_a);
}

PyBlockSuccessors::PyBlockSuccessors(PyBlock block, PyOperationRef operation, intptr_t startIndex, intptr_t length,
                                     intptr_t step)
    : Sliceable(startIndex, lengthOr(length, mlirBlockGetNumSuccessors(block.get())), step),
      operation(std::move(operation)), block(std::move(block)) {}
intptr_t PyBlockSuccessors::getRawNumElements() {
  checkBlock(block);
  return mlirBlockGetNumSuccessors(block.get());
}
PyBlock PyBlockSuccessors::getRawElement(intptr_t pos) {
  checkIndex(pos, getRawNumElements());
  return wrapBlock(operation, mlirBlockGetSuccessor(block.get(), pos));
}
PyBlockSuccessors PyBlockSuccessors::slice(intptr_t startIndex, intptr_t length, intptr_t step) const {
  return PyBlockSuccessors(block, operation, startIndex, length, step);
}

PyBlockPredecessors::PyBlockPredecessors(PyBlock block, PyOperationRef operation, intptr_t startIndex, intptr_t length,
                                         intptr_t step)
    : Sliceable(startIndex, lengthOr(length, mlirBlockGetNumPredecessors(block.get())), step),
      operation(std::move(operation)), block(std::move(block)) {}
intptr_t PyBlockPredecessors::getRawNumElements() {
  checkBlock(block);
  return mlirBlockGetNumPredecessors(block.get());
}
PyBlock PyBlockPredecessors::getRawElement(intptr_t pos) {
  checkIndex(pos, getRawNumElements());
  return wrapBlock(operation, mlirBlockGetPredecessor(block.get(), pos));
}
PyBlockPredecessors PyBlockPredecessors::slice(intptr_t startIndex, intptr_t length, intptr_t step) const {
  return PyBlockPredecessors(block, operation, startIndex, length, step);
}

nb::typed<nb::object, PyAttribute> PyOpAttributeMap::dunderGetItemNamed(const std::string &name) {
  MlirAttribute attribute = mlirOperationGetAttributeByName(operation->get(), toMlirStringRef(name));
  if (mlirAttributeIsNull(attribute))
    throw nb::key_error(("attempt to access a non-existent attribute: " + name).c_str());
  return PyAttribute(operation->getContext(), attribute).maybeDownCast();
}

nb::typed<nb::object, std::optional<PyAttribute>> PyOpAttributeMap::get(const std::string &key,
                                                                        nb::object defaultValue) {
  MlirAttribute attribute = mlirOperationGetAttributeByName(operation->get(), toMlirStringRef(key));
  if (mlirAttributeIsNull(attribute))
    return defaultValue;
  return PyAttribute(operation->getContext(), attribute).maybeDownCast();
}

PyNamedAttribute PyOpAttributeMap::dunderGetItemIndexed(intptr_t index) {
  if (index < 0)
    index += dunderLen();
  if (index < 0 || index >= dunderLen())
    throw nb::index_error("attempt to access out-of-bounds attribute");
  MlirNamedAttribute named = mlirOperationGetAttribute(operation->get(), index);
  return PyNamedAttribute(named.attribute, std::string(toView(mlirIdentifierStr(named.name))));
}

void PyOpAttributeMap::dunderSetItem(const std::string &name, const PyAttribute &attr) {
  requireIn(operation->getContext().get(), const_cast<PyAttribute &>(attr), "the attribute");
  mlirOperationSetAttributeByName(operation->get(), toMlirStringRef(name), attr);
}

void PyOpAttributeMap::dunderDelItem(const std::string &name) {
  if (!mlirOperationRemoveAttributeByName(operation->get(), toMlirStringRef(name)))
    throw nb::key_error(("attempt to delete a non-existent attribute: " + name).c_str());
}

intptr_t PyOpAttributeMap::dunderLen() { return mlirOperationGetNumAttributes(operation->get()); }

bool PyOpAttributeMap::dunderContains(const std::string &name) {
  return !mlirAttributeIsNull(mlirOperationGetAttributeByName(operation->get(), toMlirStringRef(name)));
}

void PyOpAttributeMap::forEachAttr(MlirOperation op, llvm::function_ref<void(MlirStringRef, MlirAttribute)> fn) {
  for (intptr_t i = 0, n = mlirOperationGetNumAttributes(op); i < n; ++i) {
    MlirNamedAttribute named = mlirOperationGetAttribute(op, i);
    fn(mlirIdentifierStr(named.name), named.attribute);
  }
}

void PyOpAttributeMap::bind(nb::module_ &m) {
  auto listOf = [](bool keys, bool values) {
    return [keys, values](PyOpAttributeMap &self) {
      nb::list list;
      forEachAttr(self.operation->get(), [&](MlirStringRef name, MlirAttribute value) {
        auto wrapped = [&] { return PyAttribute(self.operation->getContext(), value).maybeDownCast(); };
        if (keys && values)
          list.append(nb::make_tuple(toStr(name), wrapped()));
        else if (keys)
          list.append(toStr(name));
        else
          list.append(wrapped());
      });
      return list;
    };
  };
  nb::class_<PyOpAttributeMap>(m, "OpAttributeMap")
      .def("__contains__", &PyOpAttributeMap::dunderContains, "name"_a)
      .def("__len__", &PyOpAttributeMap::dunderLen)
      .def("__getitem__", &PyOpAttributeMap::dunderGetItemNamed, "name"_a)
      .def("__getitem__", &PyOpAttributeMap::dunderGetItemIndexed, "index"_a)
      .def("__setitem__", &PyOpAttributeMap::dunderSetItem, "name"_a, "attr"_a)
      .def("__delitem__", &PyOpAttributeMap::dunderDelItem, "name"_a)
      .def("get", &PyOpAttributeMap::get, "key"_a, "default"_a = nb::none())
      .def("__iter__", [keys = listOf(true, false)](PyOpAttributeMap &self) { return nb::iter(keys(self)); })
      .def("keys", listOf(true, false))
      .def("values", listOf(false, true))
      .def("items", listOf(true, true));
}

namespace {
template <typename... Lists>
void bindSequences(nb::module_ &m) {
  ((Lists::bind(m), guardSequence<Lists>(m)), ...);
}
} // namespace

void populateContainers(nb::module_ &m) {
  bindSequences<PyBlockArgumentList, PyBlockSuccessors, PyBlockPredecessors, PyOpOperandList, PyOpResultList,
                PyOpSuccessors, PyRegionList>(m);
  PyOpAttributeMap::bind(m);
  registerAbc(m.attr("OpAttributeMap"), "Mapping");
  // In annotations: `OpOperandList[IntegerType]`.
  nb::object generic =
      nb::module_::import_("builtins").attr("classmethod")(nb::module_::import_("types").attr("GenericAlias"));
  for (const char *name : {"OpOperandList", "OpResultList"})
    m.attr(name).attr("__class_getitem__") = generic;
}

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir
