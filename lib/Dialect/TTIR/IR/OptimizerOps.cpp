// Steps of optimizers: inference.
#include "ttmlir/Dialect/TTIR/IR/TTIROps.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/OpImplementation.h"

using namespace mlir;
using namespace mlir::tt;
using namespace mlir::tt::ttir;

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTIR/IR/Ops/OptimizerOps.cpp.inc"

void TTIRDialect::registerOptimizerOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTIR/IR/Ops/OptimizerOps.cpp.inc"
      >();
}

LogicalResult AdamWOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  ShapeRef shape = shapeOf(adaptor.getParam());
  for (auto [what, operand] : {std::pair<StringRef, Value>{"grad", adaptor.getGrad()},
                               {"exp_avg", adaptor.getExpAvg()},
                               {"exp_avg_sq", adaptor.getExpAvgSq()},
                               {"max_exp_avg_sq", adaptor.getMaxExpAvgSq()}})
    if (operand && failed(checkShape(shapeOf(operand), shape, what, report)))
      return failure();
  types.append({adaptor.getParam().getType(), adaptor.getExpAvg().getType(), adaptor.getExpAvgSq().getType()});
  if (adaptor.getMaxExpAvgSq())
    types.push_back(adaptor.getMaxExpAvgSq().getType());
  return success();
}

LogicalResult AdamWOp::verify() {
  if (static_cast<bool>(getMaxExpAvgSq()) != static_cast<bool>(getMaxExpAvgSqOut()))
    return emitOpError("max_exp_avg_sq must be given exactly where max_exp_avg_sq_out is a result");
  return success();
}
