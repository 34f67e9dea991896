// The extension `_mlirDialectsQuant`: the types of the dialect quant.
#include "Checked.h"
#include "ttmlir-c/QuantTypes.h"

#include "mlir-c/Dialect/Quant.h"

#include "mlir/Bindings/Python/NanobindAdaptors.h"

namespace nb = nanobind;
using namespace nb::literals;
using mlir::python::nanobind_adaptors::mlir_type_subclass;
using tenon::python::makeChecked;

namespace {
/// A type of the same kind as `type` with another content; raises ValueError where that cannot be.
MlirType castOrRaise(MlirType result, const char *what) {
  if (mlirTypeIsNull(result))
    throw nb::value_error((std::string("Failed to cast ") + what).c_str());
  return result;
}

template <typename Element, typename Type, typename Position>
std::vector<Element> collect(MlirType type, Position count, Type (*get)(MlirType, intptr_t)) {
  std::vector<Element> elements;
  for (intptr_t i = 0; i < count; ++i)
    elements.push_back(get(type, i));
  return elements;
}

template <typename Left, typename Right>
void requireSameLength(const char *left, const std::vector<Left> &a, const char *right, const std::vector<Right> &b) {
  if (a.size() != b.size())
    throw nb::value_error((std::string("expected as many ") + left + " as " + right + ", got " +
                           std::to_string(a.size()) + " and " + std::to_string(b.size()))
                              .c_str());
}

void bindBase(nb::module_ &m) {
  mlir_type_subclass cls(m, "QuantizedType", mlirTypeIsAQuantizedType);
  cls.def_staticmethod("default_minimum_for_integer", &mlirQuantizedTypeGetDefaultMinimumForInteger, "is_signed"_a,
                       "integral_width"_a, "The smallest value that is stored in so many bits.");
  cls.def_staticmethod("default_maximum_for_integer", &mlirQuantizedTypeGetDefaultMaximumForInteger, "is_signed"_a,
                       "integral_width"_a, "The largest value that is stored in so many bits.");
  cls.def_property_readonly("expressed_type", [](MlirType t) { return mlirQuantizedTypeGetExpressedType(t); });
  cls.def_property_readonly("flags", [](MlirType t) { return mlirQuantizedTypeGetFlags(t); });
  cls.def_property_readonly("is_signed", [](MlirType t) { return mlirQuantizedTypeIsSigned(t); });
  cls.def_property_readonly("storage_type", [](MlirType t) { return mlirQuantizedTypeGetStorageType(t); });
  cls.def_property_readonly("storage_type_min", [](MlirType t) { return mlirQuantizedTypeGetStorageTypeMin(t); });
  cls.def_property_readonly("storage_type_max", [](MlirType t) { return mlirQuantizedTypeGetStorageTypeMax(t); });
  cls.def_property_readonly("storage_type_integral_width",
                            [](MlirType t) { return mlirQuantizedTypeGetStorageTypeIntegralWidth(t); });
  cls.def_property_readonly("quantized_element_type",
                            [](MlirType t) { return mlirQuantizedTypeGetQuantizedElementType(t); });
  cls.def("is_compatible_expressed_type", &mlirQuantizedTypeIsCompatibleExpressedType, "candidate"_a,
          "Whether `candidate`, or its elements, are of the type that this one approximates.");
  cls.def(
      "cast_from_storage_type",
      [](MlirType t, MlirType candidate) {
        return castOrRaise(mlirQuantizedTypeCastFromStorageType(t, candidate), "from the storage type");
      },
      "candidate"_a);
  cls.def_staticmethod(
      "cast_to_storage_type",
      [](MlirType t) { return castOrRaise(mlirQuantizedTypeCastToStorageType(t), "to the storage type"); }, "type"_a);
  cls.def(
      "cast_from_expressed_type",
      [](MlirType t, MlirType candidate) {
        return castOrRaise(mlirQuantizedTypeCastFromExpressedType(t, candidate), "from the expressed type");
      },
      "candidate"_a);
  cls.def_staticmethod(
      "cast_to_expressed_type",
      [](MlirType t) { return castOrRaise(mlirQuantizedTypeCastToExpressedType(t), "to the expressed type"); },
      "type"_a);
  cls.def(
      "cast_expressed_to_storage_type",
      [](MlirType t, MlirType candidate) {
        return castOrRaise(mlirQuantizedTypeCastExpressedToStorageType(t, candidate),
                           "from the expressed to the storage type");
      },
      "candidate"_a);
  cls.get_class().attr("FLAG_SIGNED") = mlirQuantizedTypeGetSignedFlag();
}

void bindAny(nb::module_ &m, const nb::object &base) {
  mlir_type_subclass cls(m, "AnyQuantizedType", mlirTypeIsAAnyQuantizedType, base, mlirAnyQuantizedTypeGetTypeID);
  cls.def_classmethod(
      "get",
      [](const nb::object &cls, unsigned flags, MlirType storage, MlirType expressed, int64_t min, int64_t max) {
        return cls(makeChecked(mlirTypeGetContext(storage), [&](MlirLocation location) {
          return ttmlirAnyQuantizedTypeGetChecked(location, flags, storage, expressed, min, max);
        }));
      },
      "cls"_a, "flags"_a, "storage_type"_a, "expressed_type"_a, "storage_type_min"_a, "storage_type_max"_a,
      "Raises ValueError where the parameters do not go together.");
}

void bindUniform(nb::module_ &m, const nb::object &base) {
  mlir_type_subclass cls(m, "UniformQuantizedType", mlirTypeIsAUniformQuantizedType, base,
                         mlirUniformQuantizedTypeGetTypeID);
  cls.def_classmethod(
      "get",
      [](const nb::object &cls, unsigned flags, MlirType storage, MlirType expressed, double scale, int64_t zeroPoint,
         int64_t min, int64_t max) {
        return cls(makeChecked(mlirTypeGetContext(storage), [&](MlirLocation location) {
          return ttmlirUniformQuantizedTypeGetChecked(location, flags, storage, expressed, scale, zeroPoint, min, max);
        }));
      },
      "cls"_a, "flags"_a, "storage_type"_a, "expressed_type"_a, "scale"_a, "zero_point"_a, "storage_type_min"_a,
      "storage_type_max"_a, "Raises ValueError where the parameters do not go together.");
  cls.def_property_readonly("scale", [](MlirType t) { return mlirUniformQuantizedTypeGetScale(t); });
  cls.def_property_readonly("zero_point", [](MlirType t) { return mlirUniformQuantizedTypeGetZeroPoint(t); });
  cls.def_property_readonly("is_fixed_point", [](MlirType t) { return mlirUniformQuantizedTypeIsFixedPoint(t); });
}

void bindPerAxis(nb::module_ &m, const nb::object &base) {
  mlir_type_subclass cls(m, "UniformQuantizedPerAxisType", mlirTypeIsAUniformQuantizedPerAxisType, base,
                         mlirUniformQuantizedPerAxisTypeGetTypeID);
  cls.def_classmethod(
      "get",
      [](const nb::object &cls, unsigned flags, MlirType storage, MlirType expressed, const std::vector<double> &scales,
         const std::vector<int64_t> &zeroPoints, int32_t dimension, int64_t min, int64_t max) {
        requireSameLength("scales", scales, "zero points", zeroPoints);
        return cls(makeChecked(mlirTypeGetContext(storage), [&](MlirLocation location) {
          return ttmlirUniformQuantizedPerAxisTypeGetChecked(location, flags, storage, expressed, scales.size(),
                                                             scales.data(), zeroPoints.data(), dimension, min, max);
        }));
      },
      "cls"_a, "flags"_a, "storage_type"_a, "expressed_type"_a, "scales"_a, "zero_points"_a, "quantized_dimension"_a,
      "storage_type_min"_a, "storage_type_max"_a, "Raises ValueError where the parameters do not go together.");
  cls.def_property_readonly("scales", [](MlirType t) {
    return collect<double>(t, mlirUniformQuantizedPerAxisTypeGetNumDims(t), mlirUniformQuantizedPerAxisTypeGetScale);
  });
  cls.def_property_readonly("zero_points", [](MlirType t) {
    return collect<int64_t>(t, mlirUniformQuantizedPerAxisTypeGetNumDims(t),
                            mlirUniformQuantizedPerAxisTypeGetZeroPoint);
  });
  cls.def_property_readonly("quantized_dimension",
                            [](MlirType t) { return mlirUniformQuantizedPerAxisTypeGetQuantizedDimension(t); });
  cls.def_property_readonly("is_fixed_point",
                            [](MlirType t) { return mlirUniformQuantizedPerAxisTypeIsFixedPoint(t); });
}

void bindSubChannel(nb::module_ &m, const nb::object &base) {
  mlir_type_subclass cls(m, "UniformQuantizedSubChannelType", mlirTypeIsAUniformQuantizedSubChannelType, base,
                         mlirUniformQuantizedSubChannelTypeGetTypeID);
  cls.def_classmethod(
      "get",
      [](const nb::object &cls, unsigned flags, MlirType storage, MlirType expressed, MlirAttribute scales,
         MlirAttribute zeroPoints, const std::vector<int32_t> &dimensions, const std::vector<int64_t> &blockSizes,
         int64_t min, int64_t max) {
        requireSameLength("quantized dimensions", dimensions, "block sizes", blockSizes);
        return cls(makeChecked(mlirTypeGetContext(storage), [&](MlirLocation location) {
          return ttmlirUniformQuantizedSubChannelTypeGetChecked(location, flags, storage, expressed, scales, zeroPoints,
                                                                dimensions.size(), dimensions.data(), blockSizes.data(),
                                                                min, max);
        }));
      },
      "cls"_a, "flags"_a, "storage_type"_a, "expressed_type"_a, "scales"_a, "zero_points"_a, "quantized_dimensions"_a,
      "block_sizes"_a, "storage_type_min"_a, "storage_type_max"_a,
      "Raises ValueError where the parameters do not go together.");
  cls.def_property_readonly("quantized_dimensions", [](MlirType t) {
    return collect<int32_t>(t, mlirUniformQuantizedSubChannelTypeGetNumBlockSizes(t),
                            mlirUniformQuantizedSubChannelTypeGetQuantizedDimension);
  });
  cls.def_property_readonly("block_sizes", [](MlirType t) {
    return collect<int64_t>(t, mlirUniformQuantizedSubChannelTypeGetNumBlockSizes(t),
                            mlirUniformQuantizedSubChannelTypeGetBlockSize);
  });
  cls.def_property_readonly("scales", [](MlirType t) { return mlirUniformQuantizedSubChannelTypeGetScales(t); });
  cls.def_property_readonly("zero_points",
                            [](MlirType t) { return mlirUniformQuantizedSubChannelTypeGetZeroPoints(t); });
}

void bindCalibrated(nb::module_ &m, const nb::object &base) {
  mlir_type_subclass cls(m, "CalibratedQuantizedType", mlirTypeIsACalibratedQuantizedType, base,
                         mlirCalibratedQuantizedTypeGetTypeID);
  cls.def_classmethod(
      "get",
      [](const nb::object &cls, MlirType expressed, double min, double max) {
        return cls(makeChecked(mlirTypeGetContext(expressed), [&](MlirLocation location) {
          return ttmlirCalibratedQuantizedTypeGetChecked(location, expressed, min, max);
        }));
      },
      "cls"_a, "expressed_type"_a, "min"_a, "max"_a, "Raises ValueError where the parameters do not go together.");
  cls.def_property_readonly("min", [](MlirType t) { return mlirCalibratedQuantizedTypeGetMin(t); });
  cls.def_property_readonly("max", [](MlirType t) { return mlirCalibratedQuantizedTypeGetMax(t); });
}
} // namespace

NB_MODULE(_mlirDialectsQuant, m) {
  m.doc() = "The dialect quant: its types";
  bindBase(m);
  nb::object base = m.attr("QuantizedType");
  bindAny(m, base);
  bindUniform(m, base);
  bindPerAxis(m, base);
  bindSubChannel(m, base);
  bindCalibrated(m, base);
}
