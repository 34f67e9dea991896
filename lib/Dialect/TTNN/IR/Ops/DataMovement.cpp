// Verifiers and generated code of the ttnn family: operations that rearrange,
// pick and copy elements.
#include "Verify.h"
#include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/DataMovement.h.inc"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/DataMovement.cpp.inc"

using namespace mlir;
using namespace mlir::tt;
using namespace mlir::tt::ttnn;
using namespace mlir::tt::ttnn::detail;

void TTNNDialect::registerDataMovementOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTNN/IR/Ops/DataMovement.cpp.inc"
      >();
}

LogicalResult ConcatOp::verify() {
  SmallVector<ShapeRef> shapes;
  for (Value input : getInputs())
    shapes.push_back(shapeOf(input));
  return verifyResult(*this, inferConcatShape(shapes, getDim(), reporterOf(*this)));
}

LogicalResult CopyOp::verify() { return verifyShape(*this, "dst", getDst(), shapeOf(getSrc())); }

LogicalResult WriteTensorOp::verify() {
  return verifyShape(*this, "device_tensor", getDeviceTensor(), shapeOf(getHostTensor()));
}

LogicalResult EmbeddingOp::verify() {
  return verifyResult(*this, inferEmbeddingShape(shapeOf(getInput()), shapeOf(getWeight()), reporterOf(*this)));
}

LogicalResult EmbeddingBackwardOp::verify() {
  ShapeRef weight = shapeOf(getWeight());
  if (weight.size() < 2)
    return emitOpError() << "weight has shape " << formatShape(weight) << ", expected [vocabulary, width]";
  if (!ShapedType::isDynamicShape(weight) && !ShapedType::isDynamicShape(shapeOf(getInput())) &&
      failed(verifyVolume(*this, "in_gradient", getInGradient(), volumeOf(shapeOf(getInput())) * weight.back())))
    return failure();
  return verifyResult(*this, Shape(weight));
}

LogicalResult GatherOp::verify() {
  return verifyResult(*this, inferGatherShape(shapeOf(getInput()), shapeOf(getIndex()), getDim(), reporterOf(*this)));
}

LogicalResult PadOp::verify() {
  return verifyResult(*this, inferPadShape(shapeOf(getInput()), toShape(getPadding()), reporterOf(*this)));
}

LogicalResult PermuteOp::verify() {
  return verifyResult(*this, inferPermuteShape(shapeOf(getInput()), getPermutation(), reporterOf(*this)));
}

LogicalResult RepeatOp::verify() {
  return verifyResult(*this, inferRepeatShape(shapeOf(getInput()), getRepeatDims().getShape(), reporterOf(*this)));
}

LogicalResult RepeatInterleaveOp::verify() {
  return verifyResult(*this,
                      inferRepeatInterleaveShape(shapeOf(getInput()), getRepeats(), getDim(), reporterOf(*this)));
}

LogicalResult ReshapeOp::verify() {
  return verifyResult(*this, inferReshapeShape(shapeOf(getInput()), toShape(getShape()), reporterOf(*this)));
}

LogicalResult ScatterOp::verify() {
  return verifyResult(*this, inferScatterShape(shapeOf(getInput()), shapeOf(getIndex()), shapeOf(getSource()), getDim(),
                                               reporterOf(*this)));
}

LogicalResult SliceStaticOp::verify() {
  return verifyResult(*this, inferSliceShape(shapeOf(getInput()), toShape(getBegins()), toShape(getEnds()),
                                             toShape(getStep()), reporterOf(*this)));
}

LogicalResult SliceDynamicOp::verify() {
  int64_t rank = shapeOf(getInput()).size();
  if (failed(verifyShape(*this, "begins", getBegins(), {rank})) ||
      failed(verifyShape(*this, "ends", getEnds(), {rank})))
    return failure();
  if (getStep() && static_cast<int64_t>(getStep()->size()) != rank)
    return emitOpError() << "step has " << getStep()->size() << " elements, expected " << rank;
  return verifyRank(*this, "result", getResult(), rank);
}

LogicalResult TransposeOp::verify() {
  return verifyResult(*this, inferTransposeShape(shapeOf(getInput()), getDim0(), getDim1(), reporterOf(*this)));
}
