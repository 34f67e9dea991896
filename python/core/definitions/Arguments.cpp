// Arguments of types and attributes, from Python to the C API.
#include "Definitions.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

namespace nb = nanobind;

namespace tenon {
namespace {
/// An object of MLIR's bindings as a handle of the C API; nullopt where it is something else.
template <typename Handle>
std::optional<Handle> tryHandle(nb::handle value) {
  Handle handle;
  if (value.is_none() || !nb::try_cast<Handle>(value, handle)) {
    // A capsule of another kind leaves an error behind.
    PyErr_Clear();
    return std::nullopt;
  }
  return handle;
}

/// Attributes of builtin classes that plain values stand for.
std::optional<MlirAttribute> fromPlain(MlirContext context, std::string_view name, nb::handle value) {
  PyObject *object = value.ptr();
  if (name == "BoolAttr" && PyBool_Check(object))
    return mlirBoolAttrGet(context, object == Py_True);
  if (name == "IntegerAttr" && PyLong_Check(object) && !PyBool_Check(object)) {
    int64_t number;
    if (nb::try_cast<int64_t>(value, number))
      return mlirIntegerAttrGet(mlirIntegerTypeGet(context, 64), number);
  }
  if (name == "FloatAttr" && PyFloat_Check(object))
    return mlirFloatAttrDoubleGet(context, mlirF32TypeGet(context), PyFloat_AsDouble(object));
  if (PyUnicode_Check(object)) {
    std::string text = nb::cast<std::string>(value);
    MlirStringRef view = mlirStringRefCreate(text.data(), text.size());
    if (name == "StringAttr")
      return mlirStringAttrGet(context, view);
    if (name == "SymbolRefAttr" || name == "FlatSymbolRefAttr")
      return mlirFlatSymbolRefAttrGet(context, view);
  }
  return std::nullopt;
}
} // namespace

MlirAttribute numberAttribute(MlirContext context, uint32_t number) {
  return mlirIntegerAttrGet(mlirIntegerTypeGet(context, 32), number);
}

std::string Arguments::where(size_t index) const {
  return std::string("parameter '") + definition.readers[index].name + "' of " + definition.mnemonic;
}

void Arguments::failType(size_t index, const std::string &expected, nb::handle value) const {
  std::string message = where(index) + ": expected " + expected + ", got " + nb::repr(value).c_str() + " of type " +
                        nb::inst_name(value).c_str();
  throw nb::type_error(message.c_str());
}

void Arguments::failValue(size_t index, const std::string &problem) const {
  throw nb::value_error((where(index) + ": " + problem).c_str());
}

bool Arguments::boolean(size_t index) const {
  nb::handle value = values[index];
  if (!PyBool_Check(value.ptr()))
    failType(index, "a bool", value);
  return value.ptr() == Py_True;
}

std::string Arguments::string(size_t index) const {
  nb::handle value = values[index];
  if (!PyUnicode_Check(value.ptr()))
    failType(index, "a str", value);
  return nb::cast<std::string>(value);
}

nb::list Arguments::sequence(size_t index) const {
  nb::handle value = values[index];
  if (value.is_none())
    return nb::list();
  if (PyUnicode_Check(value.ptr()) || PyBytes_Check(value.ptr()) || !nb::hasattr(value, "__iter__"))
    failType(index, "a list", value);
  return nb::list(value);
}

template <typename Handle>
void Arguments::requireContext(Handle, MlirContext other, size_t index) const {
  if (!mlirContextEqual(context, other))
    failValue(index, "it belongs to another context");
}

MlirAttribute Arguments::toAttribute(nb::handle value, size_t index, const Expected<MlirAttribute> &expected) const {
  std::optional<MlirAttribute> attribute = tryHandle<MlirAttribute>(value);
  if (!attribute)
    attribute = fromPlain(context, expected.name, value);
  if (!attribute && expected.fromNumber && PyLong_Check(value.ptr()) && !PyBool_Check(value.ptr())) {
    attribute = expected.fromNumber(context, toInteger<uint32_t>(value, index));
    if (mlirAttributeIsNull(*attribute))
      failValue(index, std::string("no enumerator has the number ") + nb::repr(value).c_str());
  }
  if (!attribute)
    failType(index, std::string("a ") + expected.name, value);
  requireContext(*attribute, mlirAttributeGetContext(*attribute), index);
  if (expected.isA && !expected.isA(*attribute))
    failType(index, std::string("a ") + expected.name, value);
  return *attribute;
}

MlirType Arguments::toType(nb::handle value, size_t index, const Expected<MlirType> &expected) const {
  std::optional<MlirType> type = tryHandle<MlirType>(value);
  if (!type)
    failType(index, std::string("a ") + expected.name, value);
  requireContext(*type, mlirTypeGetContext(*type), index);
  if (expected.isA && !expected.isA(*type))
    failType(index, std::string("a ") + expected.name, value);
  return *type;
}

MlirAttribute Arguments::attribute(size_t index, const Expected<MlirAttribute> &expected, bool nullable) const {
  nb::handle value = values[index];
  return nullable && value.is_none() ? MlirAttribute{nullptr} : toAttribute(value, index, expected);
}

MlirType Arguments::type(size_t index, const Expected<MlirType> &expected, bool nullable) const {
  nb::handle value = values[index];
  return nullable && value.is_none() ? MlirType{nullptr} : toType(value, index, expected);
}

MlirAffineMap Arguments::affineMap(size_t index, bool nullable) const {
  nb::handle value = values[index];
  if (nullable && value.is_none())
    return MlirAffineMap{nullptr};
  std::optional<MlirAffineMap> map = tryHandle<MlirAffineMap>(value);
  if (!map)
    failType(index, "an AffineMap", value);
  requireContext(*map, mlirAffineMapGetContext(*map), index);
  return *map;
}

std::vector<MlirAttribute> Arguments::attributes(size_t index, const Expected<MlirAttribute> &expected) const {
  return list<MlirAttribute>(index, [&](nb::handle value) { return toAttribute(value, index, expected); });
}

std::vector<MlirType> Arguments::types(size_t index, const Expected<MlirType> &expected) const {
  return list<MlirType>(index, [&](nb::handle value) { return toType(value, index, expected); });
}

} // namespace tenon
