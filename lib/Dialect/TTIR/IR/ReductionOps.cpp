// Reductions, scans, sorting and selection: inference and checks.
#include "ttmlir/Dialect/TTIR/IR/TTIROps.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/OpImplementation.h"

using namespace mlir;
using namespace mlir::tt;
using namespace mlir::tt::ttir;

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTIR/IR/Ops/ReductionOps.cpp.inc"

void TTIRDialect::registerReductionOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTIR/IR/Ops/ReductionOps.cpp.inc"
      >();
}

//===-- Folders -------------------------------------------------------------===//

/// A reduction over dimensions of size 1 that are kept does nothing.
template <typename OpT>
static Value foldTrivialReduction(OpT op) {
  return op.getKeepDim() && op.getInput().getType() == op.getType() && op.getType().hasStaticShape() ? op.getInput()
                                                                                                     : Value();
}

OpFoldResult SumOp::fold(FoldAdaptor) { return foldTrivialReduction(*this); }
OpFoldResult MeanOp::fold(FoldAdaptor) { return foldTrivialReduction(*this); }
OpFoldResult MaxOp::fold(FoldAdaptor) { return foldTrivialReduction(*this); }
OpFoldResult MinOp::fold(FoldAdaptor) { return foldTrivialReduction(*this); }
OpFoldResult ProdOp::fold(FoldAdaptor) { return foldTrivialReduction(*this); }

//===-- Indices ---------------------------------------------------------------===//

/// Fails unless `indices` holds integers.
static LogicalResult verifyHoldsIndices(Operation *op, Value indices, StringRef what) {
  if (isa<IntegerType>(getElementTypeOrSelf(indices)))
    return success();
  return op->emitOpError() << what << " must hold integers, but has type " << indices.getType();
}

LogicalResult ArgMaxOp::verify() {
  if (getDimArg() && getDimArg()->size() > 1)
    return emitOpError() << "dim_arg must name one dimension at most, but names " << getDimArg()->size();
  return verifyHoldsIndices(*this, getResult(), "result");
}

LogicalResult SortOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  ShapeRef input = shapeOf(adaptor.getInput());
  if (failed(normalizeDim(adaptor.getDim(), input.size(), "dim", report)))
    return failure();
  types.push_back(adaptor.getInput().getType());
  return addResult(Shape(input), getIndexElementType(adaptor.getInput().getContext()), types);
}

LogicalResult SortOp::verify() { return verifyHoldsIndices(*this, getIndices(), "indices"); }

LogicalResult TopKOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  Value input = adaptor.getInputTensor();
  FailureOr<Shape> shape = inferTopKShape(shapeOf(input), static_cast<int32_t>(adaptor.getK()),
                                          static_cast<int32_t>(adaptor.getDim()), report);
  return failure(failed(addResult(shape, getElementTypeOrSelf(input), types)) ||
                 failed(addResult(shape, getIndexElementType(input.getContext()), types)));
}

LogicalResult TopKOp::verify() { return verifyHoldsIndices(*this, getIndices(), "indices"); }

LogicalResult TopKRouterGptOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  Value input = adaptor.getInput();
  ShapeRef tokens = shapeOf(input);
  int64_t experts = static_cast<int32_t>(adaptor.getNumExperts()), chosen = static_cast<int32_t>(adaptor.getK());
  if (failed(checkRank(tokens, 2, "input", report)) ||
      failed(checkShape(shapeOf(adaptor.getWeight()), {tokens[1], experts}, "weight", report)) ||
      failed(checkBroadcastsTo(shapeOf(adaptor.getBias()), {tokens[0], experts}, "bias", report)))
    return failure();
  FailureOr<Shape> shape = inferTopKShape({tokens[0], experts}, chosen, /*dim=*/1, report);
  return failure(failed(addResult(shape, getIndexElementType(input.getContext()), types)) ||
                 failed(addResult(shape, getElementTypeOrSelf(input), types)));
}

LogicalResult SamplingOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  ShapeRef values = shapeOf(adaptor.getInputValues());
  if (values.size() < 2)
    return report("input_values must have rank 2 at least, but its shape is " + formatShape(values));
  int64_t users = values[values.size() - 2];
  if (failed(checkShape(shapeOf(adaptor.getInputIndices()), values, "input_indices", report)) ||
      failed(checkShape(shapeOf(adaptor.getK()), {users}, "k", report)) ||
      failed(checkShape(shapeOf(adaptor.getP()), {users}, "p", report)) ||
      failed(checkShape(shapeOf(adaptor.getTemp()), {users}, "temp", report)))
    return failure();
  return addResult(Shape{users}, getElementTypeOrSelf(adaptor.getInputIndices()), types);
}

//===-- Scans -----------------------------------------------------------------===//

template <typename AdaptorT>
static LogicalResult inferScan(AdaptorT adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  if (failed(normalizeDim(adaptor.getDim(), shapeOf(adaptor.getInput()).size(), "dim", report)))
    return failure();
  return inferLikeOperand(adaptor.getInput(), types);
}

LogicalResult CumSumOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  return inferScan(adaptor, report, types);
}

LogicalResult CumProdOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  return inferScan(adaptor, report, types);
}
