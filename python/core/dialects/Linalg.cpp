// The extension `_mlirDialectsLinalg`: bodies of named ops, and what contractions and convolutions consist of.
#include "ttmlir-c/Linalg.h"

#include "mlir-c/Dialect/Linalg.h"

#include "mlir/Bindings/Python/NanobindAdaptors.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace {
void fillRegion(MlirOperation op) {
  if (!ttmlirLinalgCanFillBuiltinNamedOpRegion(op))
    throw nb::value_error("expected a named op of linalg, without a body");
  mlirLinalgFillBuiltinNamedOpRegion(op);
}

std::optional<MlirLinalgContractionDimensions> present(MlirLinalgContractionDimensions dimensions) {
  if (mlirAttributeIsNull(dimensions.batch))
    return std::nullopt;
  return dimensions;
}

std::optional<MlirLinalgContractionDimensions> contractionOfOp(MlirOperation op) {
  if (!mlirLinalgIsAContractionOp(op))
    return std::nullopt;
  return present(mlirLinalgInferContractionDimensions(op));
}

std::optional<MlirLinalgContractionDimensions> contractionOfMaps(const std::vector<MlirAffineMap> &maps) {
  if (maps.size() != 3)
    throw nb::value_error("expected three indexing maps: of both operands and of the result");
  for (MlirAffineMap map : maps)
    if (mlirAffineMapGetNumDims(map) != mlirAffineMapGetNumDims(maps.front()))
      throw nb::value_error("expected indexing maps with the same number of dimensions");
  return present(mlirLinalgInferContractionDimensionsFromMaps(maps.data(), maps.size()));
}

std::optional<MlirLinalgConvolutionDimensions> convolutionOfOp(MlirOperation op) {
  if (!mlirLinalgIsAConvolutionOp(op))
    return std::nullopt;
  MlirLinalgConvolutionDimensions dimensions = mlirLinalgInferConvolutionDimensions(op);
  if (mlirAttributeIsNull(dimensions.batch))
    return std::nullopt;
  return dimensions;
}

std::optional<MlirAttribute> indexingMaps(MlirOperation op) {
  MlirAttribute maps = mlirLinalgGetIndexingMapsAttribute(op);
  if (mlirAttributeIsNull(maps))
    return std::nullopt;
  return maps;
}

/// A read-only property for a field that holds an array of loops' indices or of sizes.
template <typename Struct>
void field(nb::class_<Struct> &cls, const char *name, MlirAttribute Struct::*member) {
  cls.def_prop_ro(name, [member](const Struct &self) { return self.*member; });
}
} // namespace

NB_MODULE(_mlirDialectsLinalg, m) {
  m.doc() = "The dialect linalg: bodies of named ops, dimensions of contractions and convolutions";
  m.def("fill_builtin_region", &fillRegion, "op"_a,
        "Makes the body of a named op, which defines what it computes for one element; raises ValueError for other "
        "ops, and for one that has a body.");
  m.def("isa_contraction_op", &mlirLinalgIsAContractionOp, "op"_a, "Whether the op is a contraction.");
  m.def("isa_convolution_op", &mlirLinalgIsAConvolutionOp, "op"_a, "Whether the op is a convolution.");

  using Contraction = MlirLinalgContractionDimensions;
  nb::class_<Contraction> contraction(m, "ContractionDimensions", "The loops of a contraction, by what they run over.");
  field(contraction, "batch", &Contraction::batch);
  field(contraction, "m", &Contraction::m);
  field(contraction, "n", &Contraction::n);
  field(contraction, "k", &Contraction::k);
  m.def("infer_contraction_dimensions", &contractionOfOp, "op"_a, "The loops of a contraction; None for other ops.");
  m.def("infer_contraction_dimensions_from_maps", &contractionOfMaps, "indexing_maps"_a,
        "The loops of the contraction that three indexing maps describe; None where they describe none.");

  using Convolution = MlirLinalgConvolutionDimensions;
  nb::class_<Convolution> convolution(m, "ConvolutionDimensions", "The loops of a convolution, by what they run over.");
  field(convolution, "batch", &Convolution::batch);
  field(convolution, "output_image", &Convolution::outputImage);
  field(convolution, "output_channel", &Convolution::outputChannel);
  field(convolution, "filter_loop", &Convolution::filterLoop);
  field(convolution, "input_channel", &Convolution::inputChannel);
  field(convolution, "depth", &Convolution::depth);
  field(convolution, "strides", &Convolution::strides);
  field(convolution, "dilations", &Convolution::dilations);
  m.def("infer_convolution_dimensions", &convolutionOfOp, "op"_a, "The loops of a convolution; None for other ops.");
  m.def("get_indexing_maps", &indexingMaps, "op"_a, "The indexing maps of a linalg op; None for other ops.");
}
