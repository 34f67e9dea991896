// What the files of operations share: elementwise bases, the effects they name, attributes and types.

#ifndef TTMLIR_DIALECT_TTNN_IR_TTNNOPBASE_TD
#define TTMLIR_DIALECT_TTNN_IR_TTNNOPBASE_TD

include "ttmlir/Dialect/Common/ElementTypes.td"
include "ttmlir/Dialect/TTCore/IR/TTCoreAttrs.td"
include "ttmlir/Dialect/TTNN/IR/TTNNHostDtypes.td"
include "ttmlir/Dialect/TTNN/IR/TTNNOpsAttrs.td"
include "ttmlir/Dialect/TTNN/IR/TTNNOpsTypes.td"

// An elementwise operation: the result has the shape that the operands have
// when they are broadcast together.
class TTNN_ElementwiseOp<string mnemonic, list<Trait> traits = []>
    : TTNN_Op<mnemonic, traits> {
  let elementTypes = "kind: all";
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
  let extraClassDefinition = [{
    ::llvm::LogicalResult $cppClass::verify() {
      return ::mlir::tt::ttnn::detail::verifyElementwise(getOperation());
    }
  }];
}

class TTNN_ElementwiseUnaryOp<string mnemonic, list<Trait> traits = []>
    : TTNN_ElementwiseOp<mnemonic, traits> {
  let arguments = (ins AnyRankedTensor:$input);
}

class TTNN_ElementwiseBinaryOp<string mnemonic, list<Trait> traits = []>
    : TTNN_ElementwiseOp<mnemonic, traits> {
  let arguments = (ins AnyRankedTensor:$lhs, AnyRankedTensor:$rhs);
}

class TTNN_ElementwiseTernaryOp<string mnemonic, list<Trait> traits = []>
    : TTNN_ElementwiseOp<mnemonic, traits>;

// Mixin for operations whose first result has the shape of the first operand.
class KeepsShape {
  bit hasVerifier = 1;
  string extraClassDefinition = [{
    ::llvm::LogicalResult $cppClass::verify() {
      return ::mlir::tt::ttnn::detail::verifyKeepsShape(getOperation());
    }
  }];
}

#endif
