// Gives every tensor of a ttnn program a layout.
#include "ttmlir/Dialect/TTNN/IR/TTNNOpsAttrs.h"
#include "ttmlir/Dialect/TTNN/Transforms/Passes.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::tt::ttnn {

#define GEN_PASS_DEF_TTNNLAYOUTPASS
#include "ttmlir/Dialect/TTNN/Transforms/Passes.h.inc"

namespace {

/// `type` with a layout; other types and tensors that have one as they are.
Type withLayout(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  if (!tensor || tensor.getEncoding() || !tensor.hasStaticShape())
    return type;
  bool tiled = tensor.getRank() >= 2 && isa<FloatType>(tensor.getElementType());
  return RankedTensorType::get(
      tensor.getShape(), tensor.getElementType(),
      TTNNLayoutAttr::getInterleaved(type.getContext(), tensor.getShape(), tensor.getElementType(), tiled));
}

void setLayout(Value value) { value.setType(withLayout(value.getType())); }

struct LayoutPass : impl::TTNNLayoutPassBase<LayoutPass> {
  void runOnOperation() override {
    getOperation().walk([](Operation *op) {
      llvm::for_each(op->getResults(), setLayout);
      for (Region &region : op->getRegions())
        for (Block &block : region)
          llvm::for_each(block.getArguments(), setLayout);
      if (auto func = dyn_cast<func::FuncOp>(op)) {
        FunctionType type = func.getFunctionType();
        func.setFunctionType(FunctionType::get(op->getContext(), llvm::map_to_vector(type.getInputs(), withLayout),
                                               llvm::map_to_vector(type.getResults(), withLayout)));
      }
    });
  }
};

} // namespace

} // namespace mlir::tt::ttnn
