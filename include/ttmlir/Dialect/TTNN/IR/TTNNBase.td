// The ttnn dialect and the base classes of its operations, attributes and types.

#ifndef TTMLIR_DIALECT_TTNN_IR_TTNNBASE_TD
#define TTMLIR_DIALECT_TTNN_IR_TTNNBASE_TD

include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/BuiltinAttributes.td"
include "mlir/IR/BuiltinTypes.td"
include "mlir/IR/CommonAttrConstraints.td"
include "mlir/IR/CommonTypeConstraints.td"
include "mlir/IR/EnumAttr.td"
include "mlir/IR/OpBase.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

def TTNN_Dialect : Dialect {
  let name = "ttnn";
  let cppNamespace = "::mlir::tt::ttnn";
  let summary = "Tensor programs with layouts and memory made explicit.";
  let description = [{
    `ttnn` is the level at which a program runs: one operation is one call of
    the runtime, every tensor type carries a layout (`#ttnn.ttnn_layout`) that
    says where the tensor lies and how it is cut into tiles, and moves between
    memories, conversions of layout and the end of a tensor's life are
    operations of their own.

    Operations read their tensor operands and make new tensors, so unused ones
    are removed and equal ones merged, but never across an operation that
    writes a tensor in place (the KV caches, `copy`, `write_tensor`, `adamw`,
    `generic`).
  }];
  let dependentDialects = ["::mlir::tt::ttcore::TTCoreDialect"];
  let useDefaultAttributePrinterParser = 1;
  let useDefaultTypePrinterParser = 1;
  let extraClassDeclaration = [{
    // One function for each family of operations, so that a change of one
    // family compiles one file.
    void registerAttributes();
    void registerTypes();
    void registerAttentionOps();
    void registerCacheOps();
    void registerCollectiveOps();
    void registerConvolutionOps();
    void registerCreationOps();
    void registerCustomKernelOps();
    void registerDataMovementOps();
    void registerElementwiseBinaryOps();
    void registerElementwiseUnaryOps();
    void registerMatmulOps();
    void registerMemoryOps();
    void registerMoEOps();
    void registerNormalizationOps();
    void registerPoolingOps();
    void registerQuantizationOps();
    void registerReductionOps();
    void registerTraceOps();
    void registerTrainingOps();
  }];
}

// Gives an operation read effects on its tensor operands and no others, which
// keeps it removable and mergeable, but not across a write of an operand.
def TTNN_ReadsTensorOperands : NativeOpTrait<"ReadsTensorOperands"> {
  let cppNamespace = "::mlir::tt::ttnn";
}
// Verifies the element types by the definition's field `elementTypes`.
def TTNN_VerifiesElementTypes : NativeOpTrait<"VerifiesElementTypes"> {
  let cppNamespace = "::mlir::tt";
}
def TTNN_ReadsOperands : TraitList<[
  TTNN_ReadsTensorOperands, MemoryEffectsOpInterface
]>;

class TTNN_OpBase<string mnemonic, list<Trait> traits = []>
    : Op<TTNN_Dialect, mnemonic, !listconcat(traits, [TTNN_VerifiesElementTypes])> {
  // How the element types of operands and results are tied; see
  // ElementTypes.td.
  string elementTypes = "";
  // The element types in which the host device executes the operation, as the
  // keywords of `ttcore.DataType`; empty where it does not execute it at all.
  // Set by the mixins in TTNNHostDtypes.td.
  list<string> hostDtypes = [];
}

// An operation that reads its operands and makes its results.
class TTNN_Op<string mnemonic, list<Trait> traits = []>
    : TTNN_OpBase<mnemonic, !listconcat(traits, [TTNN_ReadsOperands])>;

// An operation that writes operands in place, or acts on the device; its
// effects are stated at its operands.
class TTNN_InPlaceOp<string mnemonic, list<Trait> traits = []>
    : TTNN_OpBase<mnemonic, traits>;

class TTNN_Attr<string name, string attrMnemonic, list<Trait> traits = []>
    : AttrDef<TTNN_Dialect, name, traits> {
  let mnemonic = attrMnemonic;
}

class TTNN_Type<string name, string typeMnemonic>
    : TypeDef<TTNN_Dialect, name> {
  let mnemonic = typeMnemonic;
}

// `bool` parameters are spelled `true` and `false`.
class TTNN_BoolParameter<string desc = "">
    : AttrOrTypeParameter<"bool", desc> {
  let printer = "$_printer << ($_self ? \"true\" : \"false\")";
}

#endif
