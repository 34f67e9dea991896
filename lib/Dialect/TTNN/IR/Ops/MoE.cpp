// Verifiers and generated code of the ttnn family: mixtures of experts over
// many devices.
#include "Verify.h"
#include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/MoE.h.inc"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/MoE.cpp.inc"

using namespace mlir;
using namespace mlir::tt;
using namespace mlir::tt::ttnn;
using namespace mlir::tt::ttnn::detail;

void TTNNDialect::registerMoEOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTNN/IR/Ops/MoE.cpp.inc"
      >();
}

LogicalResult AllToAllDispatchOp::verify() {
  if (failed(verifyRank(*this, "input_tensor", getInputTensor(), 4)) ||
      failed(verifyRank(*this, "dispatched", getDispatched(), 4)))
    return failure();
  ShapeRef input = shapeOf(getInputTensor());
  ShapeRef dispatched = shapeOf(getDispatched());
  if (!sizesAgree(input.back(), dispatched.back()))
    return emitOpError() << "dimension 3 of dispatched has size " << dispatched.back() << ", expected " << input.back()
                         << " as of input_tensor";
  return success();
}

LogicalResult AllToAllCombineOp::verify() {
  if (failed(verifyRank(*this, "input_tensor", getInputTensor(), 4)) ||
      failed(verifyRank(*this, "result", getResult(), 4)))
    return failure();
  ShapeRef input = shapeOf(getInputTensor()), result = shapeOf(getResult());
  if (!sizesAgree(result[0], getNumExpertsPerTok()))
    return emitOpError() << "dimension 0 of result has size " << result[0] << ", expected num_experts_per_tok, "
                         << getNumExpertsPerTok();
  if (!sizesAgree(input.back(), result.back()))
    return emitOpError() << "dimension 3 of result has size " << result.back() << ", expected " << input.back()
                         << " as of input_tensor";
  return success();
}

LogicalResult SelectiveReduceCombineOp::verify() {
  ShapeRef result = shapeOf(getResult());
  if (result.empty() || !sizesAgree(result.back(), getHiddenSize()))
    return emitOpError() << "result has shape " << formatShape(result) << ", expected a last dimension of hidden_size, "
                         << getHiddenSize();
  return success();
}
