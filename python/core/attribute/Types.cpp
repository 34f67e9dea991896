// The builtin types.
#include "../CoreBindings.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

// A plain bool: PyConcreteType wants this signature, and the C function has it.
const PyShapedType::IsAFunctionTy PyShapedType::isaFunction = mlirTypeIsAShaped;

int mlirTypeIsAIntegerOrFloat(MlirType type) {
  return mlirTypeIsAInteger(type) || mlirTypeIsABF16(type) || mlirTypeIsAF16(type) || mlirTypeIsAF32(type) ||
         mlirTypeIsAF64(type);
}

namespace {
using Context = DefaultingPyMlirContext;
using Location = DefaultingPyLocation;

nb::object downcast(PyMlirContextRef &context, MlirType type) { return PyType(context, type).maybeDownCast(); }
nb::object downcast(PyMlirContextRef &context, MlirAttribute attribute) {
  if (mlirAttributeIsNull(attribute))
    return nb::none();
  return PyAttribute(context, attribute).maybeDownCast();
}
/// An optional part of a type, which must belong to the context of `elementType`.
MlirAttribute orNull(const std::optional<PyAttribute> &attribute, PyType &elementType) {
  if (!attribute)
    return mlirAttributeGetNull();
  requireIn(elementType.getContext().get(), const_cast<PyAttribute &>(*attribute), "an attribute");
  return attribute->get();
}

MlirLocation unknownLocation(PyType &type) { return mlirLocationUnknownGet(type.getContext()->get()); }

std::vector<MlirType> rawTypes(nb::handle types, PyMlirContext *context) {
  std::vector<MlirType> raw;
  for (nb::handle type : nb::iter(types)) {
    PyType *wrapped = nullptr;
    if (!nb::try_cast(type, wrapped) || !wrapped)
      throw nb::type_error("expected a sequence of Types");
    requireIn(context, *wrapped, "a type");
    raw.push_back(wrapped->get());
  }
  return raw;
}

/// MLIR asserts on a width beyond its limit.
unsigned checkedWidth(unsigned width) {
  if (width == 0 || width >= (1u << 24))
    throw nb::value_error("integer widths range from 1 to 16777215");
  return width;
}

template <typename Class, MlirType (*Get)(MlirContext)>
void bindSingleton(typename Class::ClassTy &c) {
  c.def_static(
      "get", [](Context context) { return Class(context->getRef(), Get(context->get())); }, "context"_a = nb::none());
}
} // namespace

void PyIntegerType::bindDerived(ClassTy &c) {
  nb::enum_<Signedness>(c, "Signedness")
      .value("SIGNLESS", Signless)
      .value("SIGNED", Signed)
      .value("UNSIGNED", Unsigned)
      .export_values();
  c.def_static(
       "get_signless",
       [](unsigned width, Context context) {
         return PyIntegerType(context->getRef(), mlirIntegerTypeGet(context->get(), checkedWidth(width)));
       },
       "width"_a, "context"_a = nb::none(), "iN")
      .def_static(
          "get_signed",
          [](unsigned width, Context context) {
            return PyIntegerType(context->getRef(), mlirIntegerTypeSignedGet(context->get(), checkedWidth(width)));
          },
          "width"_a, "context"_a = nb::none(), "siN")
      .def_static(
          "get_unsigned",
          [](unsigned width, Context context) {
            return PyIntegerType(context->getRef(), mlirIntegerTypeUnsignedGet(context->get(), checkedWidth(width)));
          },
          "width"_a, "context"_a = nb::none(), "uiN")
      .def_static(
          "get",
          [](unsigned width, Signedness signedness, Context context) {
            auto make = signedness == Signless ? mlirIntegerTypeGet
                        : signedness == Signed ? mlirIntegerTypeSignedGet
                                               : mlirIntegerTypeUnsignedGet;
            return PyIntegerType(context->getRef(), make(context->get(), checkedWidth(width)));
          },
          "width"_a, "signedness"_a = Signless, "context"_a = nb::none())
      .def_prop_ro(
          "signedness",
          [](PyIntegerType &self) {
            return mlirIntegerTypeIsSigned(self) ? Signed : mlirIntegerTypeIsUnsigned(self) ? Unsigned : Signless;
          })
      .def_prop_ro("width", [](PyIntegerType &self) { return mlirIntegerTypeGetWidth(self); })
      .def_prop_ro("is_signless", [](PyIntegerType &self) { return mlirIntegerTypeIsSignless(self); })
      .def_prop_ro("is_signed", [](PyIntegerType &self) { return mlirIntegerTypeIsSigned(self); })
      .def_prop_ro("is_unsigned", [](PyIntegerType &self) { return mlirIntegerTypeIsUnsigned(self); });
}

void PyIndexType::bindDerived(ClassTy &c) { bindSingleton<PyIndexType, mlirIndexTypeGet>(c); }

void PyFloatType::bindDerived(ClassTy &c) {
  c.def_prop_ro("width", [](PyFloatType &self) { return mlirFloatTypeGetWidth(self); });
}

#define TENON_FLOAT_TYPE(Class, get)                                                                                   \
  void Class::bindDerived(ClassTy &c) { bindSingleton<Class, get>(c); }
TENON_FLOAT_TYPE(PyFloat4E2M1FNType, mlirFloat4E2M1FNTypeGet)
TENON_FLOAT_TYPE(PyFloat6E2M3FNType, mlirFloat6E2M3FNTypeGet)
TENON_FLOAT_TYPE(PyFloat6E3M2FNType, mlirFloat6E3M2FNTypeGet)
TENON_FLOAT_TYPE(PyFloat8E4M3FNType, mlirFloat8E4M3FNTypeGet)
TENON_FLOAT_TYPE(PyFloat8E5M2Type, mlirFloat8E5M2TypeGet)
TENON_FLOAT_TYPE(PyFloat8E4M3Type, mlirFloat8E4M3TypeGet)
TENON_FLOAT_TYPE(PyFloat8E4M3FNUZType, mlirFloat8E4M3FNUZTypeGet)
TENON_FLOAT_TYPE(PyFloat8E4M3B11FNUZType, mlirFloat8E4M3B11FNUZTypeGet)
TENON_FLOAT_TYPE(PyFloat8E5M2FNUZType, mlirFloat8E5M2FNUZTypeGet)
TENON_FLOAT_TYPE(PyFloat8E3M4Type, mlirFloat8E3M4TypeGet)
TENON_FLOAT_TYPE(PyFloat8E8M0FNUType, mlirFloat8E8M0FNUTypeGet)
TENON_FLOAT_TYPE(PyBF16Type, mlirBF16TypeGet)
TENON_FLOAT_TYPE(PyF16Type, mlirF16TypeGet)
TENON_FLOAT_TYPE(PyTF32Type, mlirTF32TypeGet)
TENON_FLOAT_TYPE(PyF32Type, mlirF32TypeGet)
TENON_FLOAT_TYPE(PyF64Type, mlirF64TypeGet)
TENON_FLOAT_TYPE(PyNoneType, mlirNoneTypeGet)
#undef TENON_FLOAT_TYPE

void PyComplexType::bindDerived(ClassTy &c) {
  c.def_static(
       "get",
       [](PyType &elementType) {
         if (!mlirTypeIsAIntegerOrFloat(elementType))
           throw nb::value_error(("invalid '" + nb::cast<std::string>(nb::repr(nb::cast(elementType))) +
                                  "' and expected floating point or integer type.")
                                     .c_str());
         return PyComplexType(elementType.getContext(), mlirComplexTypeGet(elementType));
       },
       "element_type"_a)
      .def_prop_ro("element_type", [](PyComplexType &self) {
        return downcast(self.getContext(), mlirComplexTypeGetElementType(self));
      });
}

void PyShapedType::requireHasRank() {
  if (!mlirShapedTypeHasRank(*this))
    throw nb::value_error("calling this method requires that the type has a rank.");
}

void PyShapedType::bindDerived(ClassTy &c) {
  auto checkDim = [](PyShapedType &self, intptr_t dim) {
    self.requireHasRank();
    if (dim < 0 || dim >= mlirShapedTypeGetRank(self))
      throw nb::index_error("dimension index out of range");
  };
  c.def_prop_ro("element_type",
                [](PyShapedType &self) { return downcast(self.getContext(), mlirShapedTypeGetElementType(self)); })
      .def_prop_ro("has_rank", [](PyShapedType &self) { return mlirShapedTypeHasRank(self); })
      .def_prop_ro("rank",
                   [](PyShapedType &self) {
                     self.requireHasRank();
                     return mlirShapedTypeGetRank(self);
                   })
      .def_prop_ro("has_static_shape", [](PyShapedType &self) { return mlirShapedTypeHasStaticShape(self); })
      .def(
          "is_dynamic_dim",
          [checkDim](PyShapedType &self, intptr_t dim) {
            checkDim(self, dim);
            return mlirShapedTypeIsDynamicDim(self, dim);
          },
          "dim"_a)
      .def(
          "is_static_dim",
          [checkDim](PyShapedType &self, intptr_t dim) {
            checkDim(self, dim);
            return mlirShapedTypeIsStaticDim(self, dim);
          },
          "dim"_a)
      .def(
          "get_dim_size",
          [checkDim](PyShapedType &self, intptr_t dim) {
            checkDim(self, dim);
            return mlirShapedTypeGetDimSize(self, dim);
          },
          "dim"_a)
      .def_static(
          "is_dynamic_size", [](int64_t size) { return mlirShapedTypeIsDynamicSize(size); }, "dim_size"_a)
      .def_static(
          "is_static_size", [](int64_t size) { return mlirShapedTypeIsStaticSize(size); }, "dim_size"_a)
      .def_prop_ro("shape",
                   [](PyShapedType &self) {
                     self.requireHasRank();
                     std::vector<int64_t> shape(mlirShapedTypeGetRank(self));
                     for (size_t i = 0; i < shape.size(); ++i)
                       shape[i] = mlirShapedTypeGetDimSize(self, i);
                     return shape;
                   })
      .def_static("get_dynamic_size", [] { return mlirShapedTypeGetDynamicSize(); })
      .def_static("get_dynamic_stride_or_offset", [] { return mlirShapedTypeGetDynamicStrideOrOffset(); })
      .def_static(
          "is_dynamic_stride_or_offset", [](int64_t value) { return mlirShapedTypeIsDynamicStrideOrOffset(value); },
          "dim_size"_a)
      .def_static(
          "is_static_stride_or_offset", [](int64_t value) { return mlirShapedTypeIsStaticStrideOrOffset(value); },
          "dim_size"_a);
}

namespace {
std::vector<char> scalableFlags(size_t rank, const std::optional<nb::list> &scalable,
                                const std::optional<std::vector<int64_t>> &dims) {
  std::vector<char> flags(rank, 0);
  if (scalable && dims)
    throw nb::value_error("'scalable' and 'scalable_dims' kwargs are mutually exclusive.");
  if (scalable) {
    if (nb::len(*scalable) != rank)
      throw nb::value_error("Expected len(scalable) == len(shape).");
    for (size_t i = 0; i < rank; ++i)
      flags[i] = nb::cast<bool>((*scalable)[i]);
  }
  if (dims)
    for (int64_t dim : *dims) {
      if (dim < 0 || dim >= static_cast<int64_t>(rank))
        throw nb::value_error("Scalable dimension index out of bounds.");
      flags[dim] = 1;
    }
  return flags;
}
} // namespace

PyVectorType PyVectorType::getChecked(std::vector<int64_t> shape, PyType &elementType, std::optional<nb::list> scalable,
                                      std::optional<std::vector<int64_t>> scalableDims, DefaultingPyLocation loc) {
  Diagnosed diagnosed(loc->getContext());
  std::vector<char> flags = scalableFlags(shape.size(), scalable, scalableDims);
  static_assert(sizeof(bool) == sizeof(char));
  MlirType type = mlirVectorTypeGetScalableChecked(loc, shape.size(), shape.data(),
                                                   reinterpret_cast<bool *>(flags.data()), elementType);
  return PyVectorType(elementType.getContext(), diagnosed.require(type, "Invalid type"));
}

PyVectorType PyVectorType::get(std::vector<int64_t> shape, PyType &elementType, std::optional<nb::list> scalable,
                               std::optional<std::vector<int64_t>> scalableDims, DefaultingPyMlirContext context) {
  PyLocation unknown(context->getRef(), mlirLocationUnknownGet(context->get()));
  return getChecked(std::move(shape), elementType, std::move(scalable), std::move(scalableDims), unknown);
}

void PyVectorType::bindDerived(ClassTy &c) {
  c.def_static("get", &PyVectorType::getChecked, "shape"_a, "element_type"_a, nb::kw_only(), "scalable"_a = nb::none(),
               "scalable_dims"_a = nb::none(), "loc"_a = nb::none())
      .def_static("get_unchecked", &PyVectorType::get, "shape"_a, "element_type"_a, nb::kw_only(),
                  "scalable"_a = nb::none(), "scalable_dims"_a = nb::none(), "context"_a = nb::none())
      .def_prop_ro("scalable", [](PyVectorType &self) { return mlirVectorTypeIsScalable(self); })
      .def_prop_ro("scalable_dims", [](PyVectorType &self) {
        std::vector<bool> dims;
        for (int64_t i = 0, n = mlirShapedTypeGetRank(self); i < n; ++i)
          dims.push_back(mlirVectorTypeIsDimScalable(self, i));
        return dims;
      });
}

void PyRankedTensorType::bindDerived(ClassTy &c) {
  auto get = [](std::vector<int64_t> shape, PyType &elementType, std::optional<PyAttribute> encoding,
                const std::optional<PyLocation> &loc) {
    PyMlirContextRef context = elementType.getContext();
    Diagnosed diagnosed(context);
    PyLocation *current = PyThreadContextEntry::getDefaultLocation();
    MlirLocation location = loc ? loc->get()
                            : current && current->getContext().get() == context.get()
                                ? current->get()
                                : mlirLocationUnknownGet(context->get());
    MlirType type = mlirRankedTensorTypeGetChecked(location, shape.size(), shape.data(), elementType,
                                                   orNull(encoding, elementType));
    return PyRankedTensorType(context, diagnosed.require(type, "Invalid type"));
  };
  c.def_static("get", get, "shape"_a, "element_type"_a, "encoding"_a = nb::none(), "loc"_a = nb::none())
      .def_static(
          "get_unchecked",
          [get](std::vector<int64_t> shape, PyType &elementType, std::optional<PyAttribute> encoding,
                const std::optional<nb::object> &) {
            return get(std::move(shape), elementType, std::move(encoding), std::nullopt);
          },
          "shape"_a, "element_type"_a, "encoding"_a = nb::none(), "context"_a = nb::none(),
          "Like `get`, without a location for its errors.")
      .def_prop_ro("encoding", [](PyRankedTensorType &self) {
        return downcast(self.getContext(), mlirRankedTensorTypeGetEncoding(self));
      });
}

void PyUnrankedTensorType::bindDerived(ClassTy &c) {
  auto get = [](PyType &elementType, MlirLocation loc) {
    Diagnosed diagnosed(elementType.getContext());
    MlirType type = mlirUnrankedTensorTypeGetChecked(loc, elementType);
    return PyUnrankedTensorType(elementType.getContext(), diagnosed.require(type, "Invalid type"));
  };
  c.def_static(
       "get", [get](PyType &elementType, Location loc) { return get(elementType, loc); }, "element_type"_a,
       "loc"_a = nb::none())
      .def_static(
          "get_unchecked",
          [get](PyType &elementType, Context) { return get(elementType, unknownLocation(elementType)); },
          "element_type"_a, "context"_a = nb::none(), "Like `get`, without a location for its errors.");
}

void PyMemRefType::bindDerived(ClassTy &c) {
  using Optional = std::optional<PyAttribute>;
  auto get = [](const std::vector<int64_t> &shape, PyType &elementType, const Optional &layout,
                const Optional &memorySpace, MlirLocation loc) {
    Diagnosed diagnosed(elementType.getContext());
    MlirType type = layout ? mlirMemRefTypeGetChecked(loc, elementType, shape.size(), shape.data(),
                                                      orNull(layout, elementType), orNull(memorySpace, elementType))
                           : mlirMemRefTypeContiguousGetChecked(loc, elementType, shape.size(), shape.data(),
                                                                orNull(memorySpace, elementType));
    return PyMemRefType(elementType.getContext(), diagnosed.require(type, "Invalid type"));
  };
  c.def_static(
       "get",
       [get](std::vector<int64_t> shape, PyType &elementType, Optional layout, Optional memorySpace, Location loc) {
         return get(shape, elementType, layout, memorySpace, loc);
       },
       "shape"_a, "element_type"_a, "layout"_a = nb::none(), "memory_space"_a = nb::none(), "loc"_a = nb::none())
      .def_static(
          "get_unchecked",
          [get](std::vector<int64_t> shape, PyType &elementType, Optional layout, Optional memorySpace, Context) {
            return get(shape, elementType, layout, memorySpace, unknownLocation(elementType));
          },
          "shape"_a, "element_type"_a, "layout"_a = nb::none(), "memory_space"_a = nb::none(), "context"_a = nb::none(),
          "Like `get`, without a location for its errors.")
      .def_prop_ro("layout",
                   [](PyMemRefType &self) { return downcast(self.getContext(), mlirMemRefTypeGetLayout(self)); })
      .def("get_strides_and_offset",
           [](PyMemRefType &self) {
             std::vector<int64_t> strides(mlirShapedTypeGetRank(self));
             int64_t offset = 0;
             if (mlirLogicalResultIsFailure(mlirMemRefTypeGetStridesAndOffset(self, strides.data(), &offset)))
               throw nb::value_error("Failed to extract strides and offset from memref.");
             return std::make_pair(strides, offset);
           })
      .def_prop_ro("affine_map",
                   [](PyMemRefType &self) { return PyAffineMap(self.getContext(), mlirMemRefTypeGetAffineMap(self)); })
      .def_prop_ro("memory_space",
                   [](PyMemRefType &self) { return downcast(self.getContext(), mlirMemRefTypeGetMemorySpace(self)); });
}

void PyUnrankedMemRefType::bindDerived(ClassTy &c) {
  using Optional = std::optional<PyAttribute>;
  auto get = [](PyType &elementType, const Optional &memorySpace, MlirLocation loc) {
    Diagnosed diagnosed(elementType.getContext());
    MlirType type = mlirUnrankedMemRefTypeGetChecked(loc, elementType, orNull(memorySpace, elementType));
    return PyUnrankedMemRefType(elementType.getContext(), diagnosed.require(type, "Invalid type"));
  };
  c.def_static(
       "get",
       [get](PyType &elementType, Optional memorySpace, Location loc) { return get(elementType, memorySpace, loc); },
       "element_type"_a, "memory_space"_a.none(), "loc"_a = nb::none())
      .def_static(
          "get_unchecked",
          [get](PyType &elementType, Optional memorySpace, Context) {
            return get(elementType, memorySpace, unknownLocation(elementType));
          },
          "element_type"_a, "memory_space"_a.none(), "context"_a = nb::none(),
          "Like `get`, without a location for its errors.")
      .def_prop_ro("memory_space", [](PyUnrankedMemRefType &self) {
        return downcast(self.getContext(), mlirUnrankedMemrefGetMemorySpace(self));
      });
}

void PyTupleType::bindDerived(ClassTy &c) {
  c.def_static(
       "get_tuple",
       [](const nb::sequence &elements, Context context) {
         std::vector<MlirType> types = rawTypes(elements, context.get());
         return PyTupleType(context->getRef(), mlirTupleTypeGet(context->get(), types.size(), types.data()));
       },
       "elements"_a, "context"_a = nb::none())
      .def(
          "get_type",
          [](PyTupleType &self, intptr_t pos) {
            if (pos < 0 || pos >= mlirTupleTypeGetNumTypes(self))
              throw nb::index_error("tuple element index out of range");
            return downcast(self.getContext(), mlirTupleTypeGetType(self, pos));
          },
          "pos"_a)
      .def_prop_ro("num_types", [](PyTupleType &self) { return mlirTupleTypeGetNumTypes(self); });
}

void PyFunctionType::bindDerived(ClassTy &c) {
  c.def_static(
       "get",
       [](const nb::sequence &inputs, const nb::sequence &results, Context context) {
         std::vector<MlirType> in = rawTypes(inputs, context.get()), out = rawTypes(results, context.get());
         return PyFunctionType(context->getRef(),
                               mlirFunctionTypeGet(context->get(), in.size(), in.data(), out.size(), out.data()));
       },
       "inputs"_a, "results"_a, "context"_a = nb::none())
      .def_prop_ro("inputs",
                   [](PyFunctionType &self) {
                     nb::list types;
                     for (intptr_t i = 0, n = mlirFunctionTypeGetNumInputs(self); i < n; ++i)
                       types.append(downcast(self.getContext(), mlirFunctionTypeGetInput(self, i)));
                     return types;
                   })
      .def_prop_ro("results", [](PyFunctionType &self) {
        nb::list types;
        for (intptr_t i = 0, n = mlirFunctionTypeGetNumResults(self); i < n; ++i)
          types.append(downcast(self.getContext(), mlirFunctionTypeGetResult(self, i)));
        return types;
      });
}

void PyOpaqueType::bindDerived(ClassTy &c) {
  c.def_static(
       "get",
       [](const std::string &dialect, const std::string &data, Context context) {
         return PyOpaqueType(context->getRef(), mlirOpaqueTypeGet(context->get(), toRef(dialect), toRef(data)));
       },
       "dialect_namespace"_a, "buffer"_a, "context"_a = nb::none())
      .def_prop_ro("dialect_namespace",
                   [](PyOpaqueType &self) { return toStr(mlirOpaqueTypeGetDialectNamespace(self)); })
      .def_prop_ro("data", [](PyOpaqueType &self) { return toStr(mlirOpaqueTypeGetData(self)); });
}

namespace {
template <typename... Classes>
void bindAll(nb::module_ &m) {
  (Classes::bind(m), ...);
}
} // namespace

void populateIRTypes(nb::module_ &m) {
  bindAll<PyIntegerType, PyFloatType, PyIndexType, PyFloat4E2M1FNType, PyFloat6E2M3FNType, PyFloat6E3M2FNType,
          PyFloat8E4M3FNType, PyFloat8E5M2Type, PyFloat8E4M3Type, PyFloat8E4M3FNUZType, PyFloat8E4M3B11FNUZType,
          PyFloat8E5M2FNUZType, PyFloat8E3M4Type, PyFloat8E8M0FNUType, PyBF16Type, PyF16Type, PyTF32Type, PyF32Type,
          PyF64Type, PyNoneType, PyComplexType, PyShapedType, PyVectorType, PyRankedTensorType, PyUnrankedTensorType,
          PyMemRefType, PyUnrankedMemRefType, PyTupleType, PyFunctionType, PyOpaqueType>(m);
}

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir
