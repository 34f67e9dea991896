// The ttir dialect, its attributes, constraints and the classes its operations are made from.
#ifndef TTMLIR_DIALECT_TTIR_IR_TTIRBASE_TD
#define TTMLIR_DIALECT_TTIR_IR_TTIRBASE_TD

include "mlir/IR/OpBase.td"
include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/EnumAttr.td"
include "mlir/IR/CommonTypeConstraints.td"
include "mlir/IR/CommonAttrConstraints.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "ttmlir/Dialect/Common/ElementTypes.td"
include "ttmlir/Dialect/TTCore/IR/TTCoreAttrs.td"
include "ttmlir/Dialect/TTIR/IR/TTIREnums.td"

def TTIR_Dialect : Dialect {
  let name = "ttir";
  let cppNamespace = "::mlir::tt::ttir";
  let summary = "Programs on tensors, before a target is chosen";
  let description = [{
    Operations of machine learning on ranked tensors: values in, values out, no
    devices, layouts or memory. Front ends produce TTIR, and it is lowered to
    TTNN for execution.

    Shapes follow numpy: elementwise operations broadcast, dimensions may be
    counted from the end (`-1` is the last), and the result types that follow
    from operands and attributes are inferred. Images and signals are
    channels-last (NHWC) unless the `*_dim` attributes of an operation say
    otherwise.
  }];
  let dependentDialects = ["::mlir::tt::ttcore::TTCoreDialect"];
  let hasConstantMaterializer = 1;
  let hasCanonicalizer = 1;
  let useDefaultAttributePrinterParser = 1;
  let extraClassDeclaration = [{
    void registerAttributes();

    // One function for each family, defined beside its operations.
    void registerElementwiseUnaryOps();
    void registerElementwiseBinaryOps();
    void registerElementwiseTernaryOps();
    void registerReductionOps();
    void registerMatmulOps();
    void registerConvolutionOps();
    void registerPoolingOps();
    void registerDataMovementOps();
    void registerNormalizationOps();
    void registerAttentionOps();
    void registerCacheOps();
    void registerMoEOps();
    void registerCollectiveOps();
    void registerCreationOps();
    void registerQuantizationOps();
    void registerOptimizerOps();
    void registerBufferOps();
  }];
}

//===-- Constraints ---------------------------------------------------------===//

/// A number for every dimension, or one for each.
def TTIR_IntOrIntsAttr : AnyAttrOf<[I32Attr, DenseI32ArrayAttr]>;
def TTIR_SI32OrIntsAttr : AnyAttrOf<[SI32Attr, DenseI32ArrayAttr]>;
/// A scalar in the type of the elements it is compared or filled with.
def TTIR_NumberAttr : AnyAttrOf<[F32Attr, I32Attr]>;
def TTIR_TensorOrMemRef : AnyTypeOf<[AnyRankedTensor, AnyMemRef], "ranked tensor or memref">;

//===-- Attributes ----------------------------------------------------------===//

class TTIR_Attr<string name, string attrMnemonic> : AttrDef<TTIR_Dialect, name> {
  let mnemonic = attrMnemonic;
}

def TTIR_ReduceDimAttr : EnumAttr<TTIR_Dialect, TTIR_ReduceDim, "reduce_dim"> {
  let assemblyFormat = "`<` $value `>`";
}

def TTIR_ThreadAttr : TTIR_Attr<"Thread", "thread"> {
  let summary = "A thread of a core and the kernel it runs";
  let description = [{
    Written `#ttir.thread<compute, @kernel>`.
  }];
  let parameters = (ins "ThreadType":$threadType, OptionalParameter<"SymbolRefAttr">:$kernelSymbol);
  let assemblyFormat = "`<` $threadType (`,` $kernelSymbol^)? `>`";
}

def TTIR_ConvolutionLayoutAttr : TTIR_Attr<"ConvolutionLayout", "convolution_layout"> {
  let summary = "Which dimensions of a convolution's tensors mean what";
  let description = [{
    Positions of the batch, feature and spatial dimensions in the input, the
    kernel and the output.
  }];
  let parameters = (ins
    "int64_t":$inputBatchDimension, "int64_t":$inputFeatureDimension,
    ArrayRefParameter<"int64_t">:$inputSpatialDimensions,
    "int64_t":$kernelOutputFeatureDimension, "int64_t":$kernelInputFeatureDimension,
    ArrayRefParameter<"int64_t">:$kernelSpatialDimensions,
    "int64_t":$outputBatchDimension, "int64_t":$outputFeatureDimension,
    ArrayRefParameter<"int64_t">:$outputSpatialDimensions);
  let assemblyFormat = [{
    `<` `input_batch` `=` $inputBatchDimension `,` `input_feature` `=` $inputFeatureDimension `,`
        `input_spatial_dimensions` `=` `[` $inputSpatialDimensions `]` `,`
        `kernel_output_feature` `=` $kernelOutputFeatureDimension `,`
        `kernel_input_feature` `=` $kernelInputFeatureDimension `,`
        `kernel_spatial_dimensions` `=` `[` $kernelSpatialDimensions `]` `,`
        `output_batch` `=` $outputBatchDimension `,` `output_feature` `=` $outputFeatureDimension `,`
        `output_spatial_dimensions` `=` `[` $outputSpatialDimensions `]` `>`
  }];
}

def TTIR_FlattenedCompatInfoAttr : TTIR_Attr<"FlattenedCompatInfo", "flattened_compat"> {
  let summary = "The shape of an image batch before it was flattened";
  let description = [{
    Convolutions and pools of TTNN take images as (1, 1, N*H*W, C). This says
    what N, H and W were:
    `#ttir<flattened_compat batchSize = 1, inputHeight = 28, inputWidth = 28>`.
  }];
  let parameters = (ins "int64_t":$batchSize, "int64_t":$inputHeight, "int64_t":$inputWidth);
  let assemblyFormat = "struct(params)";
}

def TTIR_ShouldHoistAttr : TTIR_Attr<"ShouldHoist", "should_hoist"> {
  let summary = "Marks an operation to be run on the host's CPU";
  let description = [{
    The discardable attribute `ttir.should_hoist` of an operation.
  }];
}

def TTIR_CPUHoistedCallAttr : TTIR_Attr<"CPUHoistedCall", "cpu_hoisted_call"> {
  let summary = "Marks a call of a function that was moved to the CPU module";
  let description = [{
    The discardable attribute `ttir.cpu_hoist_call` of a call.
  }];
}

//===-- Classes of operations -----------------------------------------------===//

class TTIR_Op<string mnemonic, list<Trait> traits = []> : Op<TTIR_Dialect, mnemonic, traits> {
  // How the element types of operands and results are tied; see ElementTypes.td.
  string elementTypes = "";
}

/// Declares `inferResults` for an operation's class to define, and leads MLIR's
/// interface to it.
def TTIR_InferenceTrait : NativeOpTrait<"InfersResults", [],
    [{
      static ::mlir::LogicalResult inferResults(Adaptor adaptor, ::mlir::tt::ErrorReporter report,
                                                ::llvm::SmallVectorImpl<::mlir::Type> &types);
      static bool isCompatibleReturnTypes(::mlir::TypeRange inferred, ::mlir::TypeRange given) {
        return ::mlir::tt::ttir::haveSameShapes(inferred, given);
      }
    }],
    [{
      ::mlir::LogicalResult $cppClass::inferReturnTypes(
          ::mlir::MLIRContext *, ::std::optional<::mlir::Location> location, ::mlir::ValueRange operands,
          ::mlir::DictionaryAttr attributes, ::mlir::OpaqueProperties properties, ::mlir::RegionRange regions,
          ::llvm::SmallVectorImpl<::mlir::Type> &types) {
        return ::mlir::tt::ttir::inferResultTypes<$cppClass>(
            location, Adaptor(operands, attributes, properties, regions), types);
      }
    }]> {
  let cppNamespace = "::mlir::tt::ttir";
}

/// The operation's result types follow from its operands and attributes. Its C++
/// class defines `inferResults`; verification, `InferTypeOpInterface` and so the
/// builders come from that. Result types are compared by shape; how their element
/// types are tied is the definition's field `elementTypes`.
def TTIR_InfersResults : TraitList<[
  DeclareOpInterfaceMethods<InferTypeOpInterface>, TTIR_InferenceTrait
]>;

/// An operation without effects whose result types are inferred.
class TTIR_PureOp<string mnemonic, list<Trait> traits = []>
    : TTIR_Op<mnemonic, traits # [Pure, TTIR_InfersResults]>;

#endif // TTMLIR_DIALECT_TTIR_IR_TTIRBASE_TD
