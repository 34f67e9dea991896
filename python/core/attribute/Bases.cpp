// Type, Attribute, TypeID and NamedAttribute: what all types and attributes have in common.
#include "../CoreBindings.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

bool PyType::operator==(const PyType &other) const { return mlirTypeEqual(type, other.type); }
nb::object PyType::getCapsule() { return nb::steal<nb::object>(mlirPythonTypeToCapsule(*this)); }
PyType PyType::createFromCapsule(nb::object capsule) {
  MlirType type = mlirPythonCapsuleToType(capsule.ptr());
  if (mlirTypeIsNull(type))
    throw nb::python_error();
  return PyType(PyMlirContext::forContext(mlirTypeGetContext(type)), type);
}
nb::typed<nb::object, PyType> PyType::maybeDownCast() {
  nb::object self = nb::cast(*this);
  auto caster = PyGlobals::get().lookupTypeCaster(mlirTypeGetTypeID(type), mlirTypeGetDialect(type));
  return caster ? (*caster)(self) : self;
}

bool PyTypeID::operator==(const PyTypeID &other) const { return mlirTypeIDEqual(typeID, other.typeID); }
nb::object PyTypeID::getCapsule() { return nb::steal<nb::object>(mlirPythonTypeIDToCapsule(*this)); }
PyTypeID PyTypeID::createFromCapsule(nb::object capsule) {
  MlirTypeID typeID = mlirPythonCapsuleToTypeID(capsule.ptr());
  if (mlirTypeIDIsNull(typeID))
    throw nb::python_error();
  return PyTypeID(typeID);
}

bool PyAttribute::operator==(const PyAttribute &other) const { return mlirAttributeEqual(attr, other.attr); }
nb::object PyAttribute::getCapsule() { return nb::steal<nb::object>(mlirPythonAttributeToCapsule(*this)); }
PyAttribute PyAttribute::createFromCapsule(const nb::object &capsule) {
  MlirAttribute attribute = mlirPythonCapsuleToAttribute(capsule.ptr());
  if (mlirAttributeIsNull(attribute))
    throw nb::python_error();
  return PyAttribute(PyMlirContext::forContext(mlirAttributeGetContext(attribute)), attribute);
}
nb::typed<nb::object, PyAttribute> PyAttribute::maybeDownCast() {
  nb::object self = nb::cast(*this);
  auto caster = PyGlobals::get().lookupTypeCaster(mlirAttributeGetTypeID(attr), mlirAttributeGetDialect(attr));
  return caster ? (*caster)(self) : self;
}

PyNamedAttribute::PyNamedAttribute(MlirAttribute attr, std::string ownedName)
    : ownedName(std::make_unique<std::string>(std::move(ownedName))) {
  namedAttr =
      mlirNamedAttributeGet(mlirIdentifierGet(mlirAttributeGetContext(attr), toMlirStringRef(*this->ownedName)), attr);
}

namespace {
std::string textOf(const PyAttribute &self) {
  return printToString([&](MlirStringCallback callback, void *into) { mlirAttributePrint(self, callback, into); });
}
std::string textOf(const PyType &self) {
  return printToString([&](MlirStringCallback callback, void *into) { mlirTypePrint(self, callback, into); });
}

/// What Type and Attribute have in common.
template <typename T, typename Class>
void bindCommon(Class &cls, const char *name) {
  // In annotations: `IntegerAttr[IntegerType]`.
  cls.attr("__class_getitem__") =
      nb::module_::import_("builtins").attr("classmethod")(nb::module_::import_("types").attr("GenericAlias"));
  cls.def(nb::init<T &>(), nb::keep_alive<0, 1>(), "cast_from_type"_a)
      .def_prop_ro(MLIR_PYTHON_CAPI_PTR_ATTR, &T::getCapsule)
      .def_static(MLIR_PYTHON_CAPI_FACTORY_ATTR, &T::createFromCapsule)
      .def_prop_ro("context", [](T &self) { return self.getContext().getObject(); })
      .def("__eq__", [](T &self, T &other) { return self == other; })
      .def("__eq__", [](T &, nb::object) { return false; })
      .def("__hash__", [](T &self) { return reinterpret_cast<uintptr_t>(self.get().ptr) >> 3; })
      .def("__str__", [](T &self) { return textOf(self); })
      .def("__repr__", [name](T &self) { return std::string(name) + "(" + textOf(self) + ")"; })
      .def("maybe_downcast", [](T &self) { return self.maybeDownCast(); });
}
} // namespace

void populateTypeAndAttributeBases(nb::module_ &m) {
  nb::class_<PyTypeID>(m, "TypeID")
      .def_prop_ro(MLIR_PYTHON_CAPI_PTR_ATTR, &PyTypeID::getCapsule)
      .def_static(MLIR_PYTHON_CAPI_FACTORY_ATTR, &PyTypeID::createFromCapsule)
      .def("__eq__", [](PyTypeID &self, PyTypeID &other) { return self == other; })
      .def("__eq__", [](PyTypeID &, const nb::object &) { return false; })
      .def("__hash__", [](PyTypeID &self) { return mlirTypeIDHashValue(self); });

  nb::class_<PyType> type(m, "Type");
  bindCommon<PyType>(type, "Type");
  type.def_static(
          "parse",
          [](const std::string &source, DefaultingPyMlirContext context) -> nb::typed<nb::object, PyType> {
            Diagnosed diagnosed(context->getRef());
            MlirType parsed =
                diagnosed.require(mlirTypeParseGet(context->get(), toMlirStringRef(source)), "Unable to parse type");
            return PyType(context->getRef(), parsed).maybeDownCast();
          },
          "asm"_a, "context"_a = nb::none(), "Parses a type; raises MLIRError.")
      .def("dump", [](PyType &self) { mlirTypeDump(self); })
      .def_prop_ro("typeid", [](PyType &self) { return PyTypeID(mlirTypeGetTypeID(self)); });

  nb::class_<PyAttribute> attribute(m, "Attribute");
  bindCommon<PyAttribute>(attribute, "Attribute");
  attribute
      .def_static(
          "parse",
          [](const std::string &source, DefaultingPyMlirContext context) -> nb::typed<nb::object, PyAttribute> {
            Diagnosed diagnosed(context->getRef());
            MlirAttribute parsed = diagnosed.require(mlirAttributeParseGet(context->get(), toMlirStringRef(source)),
                                                     "Unable to parse attribute");
            return PyAttribute(context->getRef(), parsed).maybeDownCast();
          },
          "asm"_a, "context"_a = nb::none(), "Parses an attribute; raises MLIRError.")
      .def(
          "get_named", [](PyAttribute &self, std::string name) { return PyNamedAttribute(self, std::move(name)); },
          nb::keep_alive<0, 1>(), "Binds a name to the attribute.")
      .def("dump", [](PyAttribute &self) { mlirAttributeDump(self); })
      .def_prop_ro(
          "type",
          [](PyAttribute &self) { return PyType(self.getContext(), mlirAttributeGetType(self)).maybeDownCast(); })
      .def_prop_ro("typeid", [](PyAttribute &self) { return PyTypeID(mlirAttributeGetTypeID(self)); });

  nb::class_<PyNamedAttribute>(m, "NamedAttribute")
      .def("__repr__",
           [](PyNamedAttribute &self) {
             return "NamedAttribute(" + std::string(toView(mlirIdentifierStr(self.namedAttr.name))) + "=" +
                    printToString([&](MlirStringCallback callback, void *into) {
                      mlirAttributePrint(self.namedAttr.attribute, callback, into);
                    }) +
                    ")";
           })
      .def_prop_ro("name", [](PyNamedAttribute &self) { return toStr(mlirIdentifierStr(self.namedAttr.name)); })
      .def_prop_ro(
          "attr",
          [](PyNamedAttribute &self) {
            MlirAttribute attribute = self.namedAttr.attribute;
            return PyAttribute(PyMlirContext::forContext(mlirAttributeGetContext(attribute)), attribute)
                .maybeDownCast();
          },
          nb::keep_alive<0, 1>());
}

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir
