// The class that the package's types and attributes are made with: Definition, a row of the generated tables.
#include "Definitions.h"

#include "../TenonErrors.h"

#include "ttmlir-c/TTCore.h"

#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

namespace nb = nanobind;
using namespace nb::literals;

namespace tenon {
namespace {
/// The object behind a capsule of the C API.
nb::object fromCapsule(const char *className, PyObject *capsule) {
  return mlir::python::irModule().attr(className).attr(MLIR_PYTHON_CAPI_FACTORY_ATTR)(nb::steal<nb::object>(capsule));
}
} // namespace

nb::object toPython(MlirAttribute value) {
  if (mlirAttributeIsNull(value))
    return nb::none();
  return fromCapsule("Attribute", mlirPythonAttributeToCapsule(value)).attr(MLIR_PYTHON_MAYBE_DOWNCAST_ATTR)();
}

nb::object toPython(MlirType value) {
  if (mlirTypeIsNull(value))
    return nb::none();
  return fromCapsule("Type", mlirPythonTypeToCapsule(value)).attr(MLIR_PYTHON_MAYBE_DOWNCAST_ATTR)();
}

nb::object toPython(MlirAffineMap value) {
  if (mlirAffineMapIsNull(value))
    return nb::none();
  return fromCapsule("AffineMap", mlirPythonAffineMapToCapsule(value));
}

namespace {
/// The context of the first type, attribute or map among the arguments, in lists as well.
std::optional<MlirContext> contextOf(nb::handle values) {
  for (nb::handle value : values) {
    if (PyList_Check(value.ptr()) || PyTuple_Check(value.ptr())) {
      if (auto found = contextOf(value))
        return found;
      continue;
    }
    nb::object context = nb::getattr(value, "context", nb::none());
    MlirContext found;
    if (!context.is_none() && nb::try_cast<MlirContext>(context, found))
      return found;
    PyErr_Clear();
  }
  return std::nullopt;
}

/// Where errors are reported and, with that, the context: the location given, else the context given, else that of the
/// arguments, else the current one.
MlirLocation findLocation(const char *what, nb::handle values, nb::handle context, nb::handle location) {
  if (!location.is_none()) {
    MlirLocation found;
    if (nb::try_cast<MlirLocation>(location, found))
      return found;
    PyErr_Clear();
    throw nb::type_error((std::string("loc: expected a Location, got ") + nb::repr(location).c_str()).c_str());
  }
  MlirContext found;
  if (!context.is_none()) {
    if (nb::try_cast<MlirContext>(context, found))
      return mlirLocationUnknownGet(found);
    PyErr_Clear();
    throw nb::type_error((std::string("context: expected a Context, got ") + nb::repr(context).c_str()).c_str());
  }
  if (auto ofArguments = contextOf(values))
    return mlirLocationUnknownGet(*ofArguments);
  nb::object current = nb::module_::import_(MAKE_MLIR_PYTHON_QUALNAME("ir")).attr("Context").attr("current");
  if (!current.is_none() && nb::try_cast<MlirContext>(current, found))
    return mlirLocationUnknownGet(found);
  throw std::runtime_error(std::string(what) + ": no context: pass context=..., or use a `with Context():` block");
}

nb::object make(const Definition &definition, nb::tuple values, nb::handle context, nb::handle location) {
  MlirLocation where = findLocation(definition.mnemonic, values, context, location);
  MlirContext owner = mlirLocationGetContext(where);
  const void *made;
  {
    Errors errors(owner);
    made = definition.make(where, Arguments(definition, owner, std::move(values)));
    if (!made)
      refuse(std::string("cannot make a ") + definition.className, errors);
  }
  return definition.isType ? toPython(MlirType{made}) : toPython(MlirAttribute{made});
}

/// What the functions of the C API make that have no row: null is an error that was reported at the location.
template <typename Make>
nb::object makeWhole(const char *className, MlirLocation where, Make make) {
  Errors errors(mlirLocationGetContext(where));
  MlirAttribute made = make(where);
  if (mlirAttributeIsNull(made))
    refuse(std::string("cannot make a ") + className, errors);
  return toPython(made);
}

/// The handle of an object, which must be of this definition.
const void *handleOf(const Definition &definition, nb::handle self) {
  if (definition.isType) {
    MlirType type;
    if (nb::try_cast(self, type) && mlirTypeIDEqual(mlirTypeGetTypeID(type), definition.typeID()))
      return type.ptr;
  } else {
    MlirAttribute attribute;
    if (nb::try_cast(self, attribute) && mlirTypeIDEqual(mlirAttributeGetTypeID(attribute), definition.typeID()))
      return attribute.ptr;
  }
  PyErr_Clear();
  throw nb::type_error((std::string("expected a ") + definition.className + ", got " + nb::repr(self).c_str()).c_str());
}
} // namespace

void bindDefinitions(nb::module_ &m) {
  nb::class_<Definition>(m, "Definition", "A type or an attribute of a dialect.")
      .def_prop_ro("mnemonic", [](const Definition &self) { return self.mnemonic; })
      .def_prop_ro("names",
                   [](const Definition &self) {
                     nb::list names;
                     for (const Reader &reader : self.readers)
                       names.append(nb::str(reader.name));
                     return names;
                   })
      .def_prop_ro("typeid", [](const Definition &self) { return self.typeID(); })
      .def("make", &make, "values"_a, "context"_a = nb::none(), "loc"_a = nb::none(),
           "Makes one of the values of all parameters; raises TypeError, ValueError or MLIRError.")
      .def(
          "read",
          [](const Definition &self, nb::handle object, size_t index) {
            const void *handle = handleOf(self, object);
            if (index >= self.readers.size())
              throw nb::index_error("no such parameter");
            return self.readers[index](handle);
          },
          "object"_a, "index"_a, "The value of a parameter.");
  m.def(
      "find_definition",
      [](const std::string &dialect, const std::string &className) -> const Definition & {
        for (const Definition &definition : findDefinitions(dialect))
          if (className == definition.className)
            return definition;
        throw nb::key_error((dialect + "." + className).c_str());
      },
      "dialect"_a, "class_name"_a, nb::rv_policy::reference, "The definition of a class.");
  m.def(
      "default_system_desc",
      [](uint32_t arch, const std::vector<int64_t> &meshShape, nb::handle context) {
        MlirLocation where = findLocation("#ttcore.system_desc", nb::tuple(), context, nb::none());
        return makeWhole("SystemDescAttr", where, [&](MlirLocation location) {
          return ttmlirTTCoreSystemDescAttrGetDefault(location, arch, meshShape.size(), meshShape.data());
        });
      },
      "arch"_a, "mesh_shape"_a, "context"_a.none(), "A description of as many chips as a mesh has.");
  m.def(
      "device_from_system_desc",
      [](MlirAttribute systemDesc, const std::vector<int64_t> &meshShape) {
        MlirLocation where = mlirLocationUnknownGet(mlirAttributeGetContext(systemDesc));
        return makeWhole("DeviceAttr", where, [&](MlirLocation location) {
          return ttmlirTTCoreDeviceAttrFromSystemDesc(location, systemDesc, meshShape.size(), meshShape.data());
        });
      },
      "system_desc"_a, "mesh_shape"_a, "The device made of the first chips of a system.");
}

} // namespace tenon
