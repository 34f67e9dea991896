// The builtin attributes, except those that hold tensors (DenseElements.cpp).
#include "../CoreBindings.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir/CAPI/IR.h"
#include "mlir/CAPI/Support.h"
#include "mlir/IR/BuiltinAttributes.h"

#include "llvm/ADT/StringExtras.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

namespace {
using Context = DefaultingPyMlirContext;

nb::object downcast(const PyMlirContextRef &context, MlirAttribute attribute) {
  return PyAttribute(context, attribute).maybeDownCast();
}

MlirAttribute attributeOf(nb::handle object, PyMlirContext *context, const char *where) {
  PyAttribute *attribute = nullptr;
  if (!nb::try_cast(object, attribute) || !attribute)
    throw nb::type_error((std::string("expected an Attribute in ") + where + ", not " +
                          nb::cast<std::string>(object.type().attr("__name__")))
                             .c_str());
  requireIn(context, *attribute, "an element");
  return attribute->get();
}

template <typename Class, typename Get>
void bindHash(Class &c, Get get) {
  c.def("__hash__", get);
}
} // namespace

void PyAffineMapAttribute::bindDerived(ClassTy &c) {
  c.def_static(
       "get", [](PyAffineMap &map) { return PyAffineMapAttribute(map.getContext(), mlirAffineMapAttrGet(map)); },
       "affine_map"_a)
      .def_prop_ro("value", [](PyAffineMapAttribute &self) {
        return PyAffineMap(self.getContext(), mlirAffineMapAttrGetValue(self));
      });
}

void PyIntegerSetAttribute::bindDerived(ClassTy &c) {
  c.def_static(
       "get", [](PyIntegerSet &set) { return PyIntegerSetAttribute(set.getContext(), mlirIntegerSetAttrGet(set)); },
       "integer_set"_a)
      .def_prop_ro("value", [](PyIntegerSetAttribute &self) {
        return PyIntegerSet(self.getContext(), mlirIntegerSetAttrGetValue(self));
      });
}

MlirAttribute PyArrayAttribute::getItem(intptr_t i) const { return mlirArrayAttrGetElement(*this, i); }

nb::typed<nb::object, PyAttribute> PyArrayAttribute::PyArrayAttributeIterator::dunderNext() {
  if (nextIndex >= mlirArrayAttrGetNumElements(attr.get()))
    throw nb::stop_iteration();
  return downcast(attr.getContext(), mlirArrayAttrGetElement(attr.get(), nextIndex++));
}

void PyArrayAttribute::PyArrayAttributeIterator::bind(nb::module_ &m) {
  nb::class_<PyArrayAttributeIterator>(m, "ArrayAttributeIterator")
      .def("__iter__", &PyArrayAttributeIterator::dunderIter)
      .def("__next__", &PyArrayAttributeIterator::dunderNext);
}

void PyArrayAttribute::bindDerived(ClassTy &c) {
  auto make = [](PyMlirContextRef context, std::vector<MlirAttribute> elements) {
    return PyArrayAttribute(context, mlirArrayAttrGet(context->get(), elements.size(), elements.data()));
  };
  c.def_static(
       "get",
       [make](const nb::sequence &attributes, Context context) {
         std::vector<MlirAttribute> elements;
         for (nb::handle attribute : attributes)
           elements.push_back(attributeOf(attribute, context.get(), "an ArrayAttr"));
         return make(context->getRef(), std::move(elements));
       },
       "attributes"_a, "context"_a = nb::none())
      .def("__getitem__",
           [](PyArrayAttribute &self, intptr_t index) {
             intptr_t count = mlirArrayAttrGetNumElements(self);
             if (index < 0)
               index += count;
             if (index < 0 || index >= count)
               throw nb::index_error("ArrayAttribute index out of range");
             return downcast(self.getContext(), self.getItem(index));
           })
      .def("__len__", [](PyArrayAttribute &self) { return mlirArrayAttrGetNumElements(self); })
      .def("__iter__", [](PyArrayAttribute &self) { return PyArrayAttributeIterator(self); })
      .def("__add__", [make](PyArrayAttribute &self, const nb::sequence &extra) {
        std::vector<MlirAttribute> elements;
        for (intptr_t i = 0, n = mlirArrayAttrGetNumElements(self); i < n; ++i)
          elements.push_back(self.getItem(i));
        for (nb::handle attribute : extra)
          elements.push_back(attributeOf(attribute, self.getContext().get(), "an ArrayAttr"));
        return make(self.getContext(), std::move(elements));
      });
}

void PyFloatAttribute::bindDerived(ClassTy &c) {
  auto make = [](PyType &type, double value, std::optional<PyLocation> loc) {
    PyMlirContextRef context = type.getContext();
    Diagnosed diagnosed(context);
    MlirLocation location = loc ? loc->get() : mlirLocationUnknownGet(context->get());
    if (!mlirTypeIsAFloat(type))
      throw MLIRError("Invalid attribute: a FloatAttr needs a float type");
    MlirAttribute attribute = mlirFloatAttrDoubleGetChecked(location, type, value);
    return PyFloatAttribute(context, diagnosed.require(attribute, "Invalid attribute"));
  };
  auto toFloat = [](PyFloatAttribute &self) { return mlirFloatAttrGetValueDouble(self); };
  c.def_static("get", make, "type"_a, "value"_a, "loc"_a = nb::none())
      .def_static(
          "get_unchecked", [make](PyType &type, double value, Context) { return make(type, value, std::nullopt); },
          "type"_a, "value"_a, "context"_a = nb::none())
      .def_static(
          "get_f32",
          [](double value, Context context) {
            return PyFloatAttribute(context->getRef(),
                                    mlirFloatAttrDoubleGet(context->get(), mlirF32TypeGet(context->get()), value));
          },
          "value"_a, "context"_a = nb::none())
      .def_static(
          "get_f64",
          [](double value, Context context) {
            return PyFloatAttribute(context->getRef(),
                                    mlirFloatAttrDoubleGet(context->get(), mlirF64TypeGet(context->get()), value));
          },
          "value"_a, "context"_a = nb::none())
      .def_prop_ro("value", toFloat)
      .def("__float__", toFloat);
}

namespace {
[[noreturn]] void raiseTooLarge(const nb::int_ &value) {
  throw nb::value_error(("the value " + nb::cast<std::string>(nb::str(value)) + " does not fit the type").c_str());
}

/// Beyond 64 bits, values go through their decimal digits.
PyIntegerAttribute wideInteger(PyType &type, const nb::int_ &value) {
  unsigned width = mlirIntegerTypeGetWidth(type);
  auto bits = nb::cast<size_t>(value.attr("bit_length")());
  bool isNegative = value < nb::int_(0);
  // Signless integers take both readings of their bits; the least value of a signed one has as many bits as it.
  bool fits = mlirIntegerTypeIsUnsigned(type) ? !isNegative && bits <= width
              : isNegative ? bits < width || (bits == width && (-value).attr("bit_count")().equal(nb::int_(1)))
              : mlirIntegerTypeIsSigned(type) ? bits < width
                                              : bits <= width;
  if (!fits)
    raiseTooLarge(value);
  std::string digits = nb::cast<std::string>(nb::str(value));
  auto attribute = IntegerAttr::get(unwrap(type.get()), llvm::APInt(width, digits, 10));
  return PyIntegerAttribute(type.getContext(), wrap(Attribute(attribute)));
}

nb::object wideValue(PyIntegerAttribute &self) {
  auto attribute = llvm::cast<IntegerAttr>(unwrap(self.get()));
  bool isSigned = !attribute.getType().isUnsignedInteger();
  std::string digits = llvm::toString(attribute.getValue(), 10, isSigned);
  return nb::steal(PyLong_FromString(digits.c_str(), nullptr, 10));
}
} // namespace

int64_t PyIntegerAttribute::toPyInt(PyIntegerAttribute &self) {
  MlirType type = mlirAttributeGetType(self);
  if (mlirTypeIsAIndex(type) || mlirIntegerTypeIsSignless(type))
    return mlirIntegerAttrGetValueInt(self);
  if (mlirIntegerTypeIsSigned(type))
    return mlirIntegerAttrGetValueSInt(self);
  return static_cast<int64_t>(mlirIntegerAttrGetValueUInt(self));
}

void PyIntegerAttribute::bindDerived(ClassTy &c) {
  auto toInt = [](PyIntegerAttribute &self) -> nb::object {
    MlirType type = mlirAttributeGetType(self);
    if (!mlirTypeIsAIndex(type) && mlirIntegerTypeGetWidth(type) > 64)
      return wideValue(self);
    if (!mlirTypeIsAIndex(type) && mlirIntegerTypeIsUnsigned(type))
      return nb::int_(mlirIntegerAttrGetValueUInt(self));
    return nb::int_(toPyInt(self));
  };
  c.def_static(
       "get",
       [](PyType &type, nb::int_ value) {
         if (!mlirTypeIsAInteger(type) && !mlirTypeIsAIndex(type))
           throw nb::type_error("an IntegerAttr needs an integer or index type");
         if (mlirTypeIsAInteger(type) && mlirIntegerTypeGetWidth(type) > 64)
           return wideInteger(type, value);
         int64_t bits = 0;
         bool isUnsigned = mlirTypeIsAInteger(type) && mlirIntegerTypeIsUnsigned(type);
         uint64_t unsignedBits = 0;
         if (nb::try_cast(value, bits) ||
             (nb::try_cast(value, unsignedBits) && (bits = static_cast<int64_t>(unsignedBits), true))) {
           unsigned width = mlirTypeIsAInteger(type) ? mlirIntegerTypeGetWidth(type) : 64;
           // Signless integers take both readings of their bits; APInt would assert beyond them.
           bool fits = width >= 64 ||
                       (isUnsigned                      ? bits >= 0 && !(bits >> width)
                        : mlirIntegerTypeIsSigned(type) ? llvm::isIntN(width, bits)
                                                        : llvm::isIntN(width, bits) || (bits >= 0 && !(bits >> width)));
           if (fits)
             return PyIntegerAttribute(type.getContext(), mlirIntegerAttrGet(type, bits));
         }
         raiseTooLarge(value);
       },
       "type"_a, "value"_a)
      .def_prop_ro("value", toInt)
      .def("__int__", toInt)
      .def_prop_ro_static(
          "static_typeid", [](nb::object &) { return PyTypeID(mlirIntegerAttrGetTypeID()); },
          nb::sig("def static_typeid(/) -> TypeID"));
}

void PyBoolAttribute::bindDerived(ClassTy &c) {
  auto toBool = [](PyBoolAttribute &self) { return mlirBoolAttrGetValue(self); };
  c.def_static(
       "get",
       [](bool value, Context context) {
         return PyBoolAttribute(context->getRef(), mlirBoolAttrGet(context->get(), value));
       },
       "value"_a, "context"_a = nb::none())
      .def_prop_ro("value", toBool)
      .def("__bool__", toBool);
}

PySymbolRefAttribute PySymbolRefAttribute::fromList(const std::vector<std::string> &symbols, PyMlirContext &context) {
  if (symbols.empty())
    throw std::runtime_error("SymbolRefAttr must be composed of at least one symbol.");
  std::vector<MlirAttribute> nested;
  for (const std::string &symbol : llvm::drop_begin(symbols))
    nested.push_back(mlirFlatSymbolRefAttrGet(context.get(), toRef(symbol)));
  return PySymbolRefAttribute(context.getRef(),
                              mlirSymbolRefAttrGet(context.get(), toRef(symbols[0]), nested.size(), nested.data()));
}

void PySymbolRefAttribute::bindDerived(ClassTy &c) {
  c.def_static(
       "get",
       [](const std::vector<std::string> &symbols, Context context) { return fromList(symbols, *context.get()); },
       "symbols"_a, "context"_a = nb::none())
      .def_prop_ro("value", [](PySymbolRefAttribute &self) {
        std::vector<std::string> symbols{std::string(toView(mlirSymbolRefAttrGetRootReference(self)))};
        for (intptr_t i = 0, n = mlirSymbolRefAttrGetNumNestedReferences(self); i < n; ++i)
          symbols.emplace_back(toView(mlirSymbolRefAttrGetRootReference(mlirSymbolRefAttrGetNestedReference(self, i))));
        return symbols;
      });
}

void PyFlatSymbolRefAttribute::bindDerived(ClassTy &c) {
  c.def_static(
       "get",
       [](const std::string &symbol, Context context) {
         return PyFlatSymbolRefAttribute(context->getRef(), mlirFlatSymbolRefAttrGet(context->get(), toRef(symbol)));
       },
       "value"_a, "context"_a = nb::none())
      .def_prop_ro("value", [](PyFlatSymbolRefAttribute &self) { return toStr(mlirFlatSymbolRefAttrGetValue(self)); });
}

void PyOpaqueAttribute::bindDerived(ClassTy &c) {
  c.def_static(
       "get",
       [](const std::string &dialect, nb::bytes data, PyType &type, Context context) {
         return PyOpaqueAttribute(context->getRef(),
                                  mlirOpaqueAttrGet(context->get(), toRef(dialect), data.size(), data.c_str(), type));
       },
       "dialect_namespace"_a, "buffer"_a, "type"_a, "context"_a = nb::none())
      .def_prop_ro("dialect_namespace",
                   [](PyOpaqueAttribute &self) { return toStr(mlirOpaqueAttrGetDialectNamespace(self)); })
      .def_prop_ro("data", [](PyOpaqueAttribute &self) {
        MlirStringRef data = mlirOpaqueAttrGetData(self);
        return nb::bytes(data.data, data.length);
      });
}

void PyStringAttribute::bindDerived(ClassTy &c) {
  auto make = [](std::string_view value, Context context) {
    return PyStringAttribute(context->getRef(), mlirStringAttrGet(context->get(), toRef(value)));
  };
  c.def_static("get", make, "value"_a, "context"_a = nb::none())
      .def_static(
          "get", [make](nb::bytes value, Context context) { return make({value.c_str(), value.size()}, context); },
          "value"_a, "context"_a = nb::none())
      .def_static(
          "get_typed",
          [](PyType &type, const std::string &value) {
            return PyStringAttribute(type.getContext(), mlirStringAttrTypedGet(type, toRef(value)));
          },
          "type"_a, "value"_a)
      .def_prop_ro("value", [](PyStringAttribute &self) { return toStr(mlirStringAttrGetValue(self)); })
      .def_prop_ro("value_bytes", [](PyStringAttribute &self) {
        MlirStringRef value = mlirStringAttrGetValue(self);
        return nb::bytes(value.data, value.length);
      });
}

intptr_t PyDictAttribute::dunderLen() const { return mlirDictionaryAttrGetNumElements(*this); }

bool PyDictAttribute::dunderContains(const std::string &name) const {
  return !mlirAttributeIsNull(mlirDictionaryAttrGetElementByName(*this, toRef(name)));
}

void PyDictAttribute::bindDerived(ClassTy &c) {
  c.def("__contains__", &PyDictAttribute::dunderContains)
      .def("__len__", &PyDictAttribute::dunderLen)
      .def_static(
          "get",
          [](const nb::dict &attributes, Context context) {
            std::vector<MlirNamedAttribute> named;
            for (auto [key, value] : attributes) {
              std::string name;
              if (!nb::try_cast(key, name))
                throw nb::type_error("the keys of a DictAttr must be strings");
              named.push_back(mlirNamedAttributeGet(mlirIdentifierGet(context->get(), toRef(name)),
                                                    attributeOf(value, context.get(), "a DictAttr")));
            }
            return PyDictAttribute(context->getRef(),
                                   mlirDictionaryAttrGet(context->get(), named.size(), named.data()));
          },
          "value"_a = nb::dict(), "context"_a = nb::none())
      .def("__getitem__",
           [](PyDictAttribute &self, const std::string &name) {
             MlirAttribute found = mlirDictionaryAttrGetElementByName(self, toRef(name));
             if (mlirAttributeIsNull(found))
               throw nb::key_error(("attempt to access a non-existent attribute: " + name).c_str());
             return downcast(self.getContext(), found);
           })
      .def("__getitem__",
           [](PyDictAttribute &self, intptr_t index) {
             if (index < 0 || index >= self.dunderLen())
               throw nb::index_error("attempt to access out-of-bounds attribute");
             MlirNamedAttribute named = mlirDictionaryAttrGetElement(self, index);
             return PyNamedAttribute(named.attribute, std::string(toView(mlirIdentifierStr(named.name))));
           })
      .def("__iter__", [](PyDictAttribute &self) {
        nb::list names;
        for (intptr_t i = 0, n = self.dunderLen(); i < n; ++i)
          names.append(toStr(mlirIdentifierStr(mlirDictionaryAttrGetElement(self, i).name)));
        return nb::iter(names);
      });
}

void PyTypeAttribute::bindDerived(ClassTy &c) {
  c.def_static(
       "get", [](PyType &value, Context) { return PyTypeAttribute(value.getContext(), mlirTypeAttrGet(value)); },
       "value"_a, "context"_a = nb::none())
      .def_prop_ro("value", [](PyTypeAttribute &self) {
        return PyType(self.getContext(), mlirTypeAttrGetValue(self)).maybeDownCast();
      });
}

void PyUnitAttribute::bindDerived(ClassTy &c) {
  c.def_static(
      "get", [](Context context) { return PyUnitAttribute(context->getRef(), mlirUnitAttrGet(context->get())); },
      "context"_a = nb::none());
}

void PyStridedLayoutAttribute::bindDerived(ClassTy &c) {
  c.def_static(
       "get",
       [](int64_t offset, const std::vector<int64_t> &strides, Context context) {
         return PyStridedLayoutAttribute(
             context->getRef(), mlirStridedLayoutAttrGet(context->get(), offset, strides.size(), strides.data()));
       },
       "offset"_a, "strides"_a, "context"_a = nb::none())
      .def_static(
          "get_fully_dynamic",
          [](int64_t rank, Context context) {
            if (rank < 0)
              throw nb::value_error("the rank must not be negative");
            int64_t dynamic = mlirShapedTypeGetDynamicStrideOrOffset();
            std::vector<int64_t> strides(rank, dynamic);
            return PyStridedLayoutAttribute(
                context->getRef(), mlirStridedLayoutAttrGet(context->get(), dynamic, strides.size(), strides.data()));
          },
          "rank"_a, "context"_a = nb::none())
      .def_prop_ro("offset", [](PyStridedLayoutAttribute &self) { return mlirStridedLayoutAttrGetOffset(self); })
      .def_prop_ro("strides", [](PyStridedLayoutAttribute &self) {
        std::vector<int64_t> strides(mlirStridedLayoutAttrGetNumStrides(self));
        for (size_t i = 0; i < strides.size(); ++i)
          strides[i] = mlirStridedLayoutAttrGetStride(self, i);
        return strides;
      });
}

namespace {
template <typename... Classes>
void bindAll(nb::module_ &m) {
  (Classes::bind(m), ...);
}
template <typename... Classes>
void bindDenseArrays(nb::module_ &m) {
  ((Classes::bind(m), Classes::PyDenseArrayIterator::bind(m)), ...);
}

/// The first of `Classes` that `attribute` is.
template <typename... Classes>
nb::object castToFirst(PyAttribute &attribute) {
  nb::object result;
  ((result || !Classes::isaFunction(attribute)
        ? void()
        : void(result = nb::cast(Classes(attribute.getContext(), attribute.get())))),
   ...);
  return result ? result : nb::cast(attribute);
}

/// Casts attributes of `typeID` to the first of `Classes` that fits; the headers register only one class an id.
template <typename... Classes>
void registerCaster(MlirTypeID typeID) {
  PyGlobals::get().registerTypeCaster(typeID, nb::cast<nb::callable>(nb::cpp_function([](PyAttribute attribute) {
                                        return castToFirst<Classes...>(attribute);
                                      })),
                                      /*replace=*/true);
}
} // namespace

void populateIRAttributes(nb::module_ &m) {
  PyArrayAttribute::PyArrayAttributeIterator::bind(m);
  bindAll<PyAffineMapAttribute, PyIntegerSetAttribute, PyArrayAttribute, PyFloatAttribute, PyIntegerAttribute,
          PyBoolAttribute, PySymbolRefAttribute, PyFlatSymbolRefAttribute, PyOpaqueAttribute, PyStringAttribute,
          PyDictAttribute, PyTypeAttribute, PyUnitAttribute, PyStridedLayoutAttribute>(m);
  bindDenseArrays<PyDenseBoolArrayAttribute, PyDenseI8ArrayAttribute, PyDenseI16ArrayAttribute,
                  PyDenseI32ArrayAttribute, PyDenseI64ArrayAttribute, PyDenseF32ArrayAttribute,
                  PyDenseF64ArrayAttribute>(m);
  populateDenseElements(m);

  registerCaster<PyBoolAttribute, PyIntegerAttribute>(mlirIntegerAttrGetTypeID());
  registerCaster<PyFlatSymbolRefAttribute, PySymbolRefAttribute>(mlirSymbolRefAttrGetTypeID());
  registerCaster<PyDenseBoolArrayAttribute, PyDenseI8ArrayAttribute, PyDenseI16ArrayAttribute, PyDenseI32ArrayAttribute,
                 PyDenseI64ArrayAttribute, PyDenseF32ArrayAttribute, PyDenseF64ArrayAttribute>(
      mlirDenseArrayAttrGetTypeID());
  registerCaster<PyDenseIntElementsAttribute, PyDenseFPElementsAttribute, PyDenseElementsAttribute>(
      mlirDenseIntOrFPElementsAttrGetTypeID());
  registerCaster<PyDenseResourceElementsAttribute>(wrap(TypeID::get<DenseResourceElementsAttr>()));
}

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir
