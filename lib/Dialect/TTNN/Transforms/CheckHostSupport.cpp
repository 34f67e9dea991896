// Reports ops that the host device cannot execute, all of them at once.
#include "ttmlir/Dialect/TTCore/IR/DataTypes.h"
#include "ttmlir/Dialect/TTNN/Transforms/Passes.h"
#include "ttmlir/Target/TTNN/OpFacts.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::tt::ttnn {

#define GEN_PASS_DEF_TTNNCHECKHOSTSUPPORTPASS
#include "ttmlir/Dialect/TTNN/Transforms/Passes.h.inc"

namespace {

/// The tensor whose element type the kernel of an op is chosen by: its first operand, or what it makes. Embeddings are
/// known by the table, not by the indices, and a choice by what it chooses from, not by the condition.
RankedTensorType decisiveType(Operation *op) {
  bool isSecond =
      llvm::is_contained({"ttnn.embedding", "ttnn.embedding_bw", "ttnn.where"}, op->getName().getStringRef());
  unsigned operand = isSecond ? 1 : 0;
  Type type;
  if (operand < op->getNumOperands())
    type = op->getOperand(operand).getType();
  if (!isa_and_present<RankedTensorType>(type) && op->getNumResults() > 0)
    type = op->getResult(0).getType();
  return dyn_cast_if_present<RankedTensorType>(type);
}

std::string listDataTypes(uint16_t mask) {
  std::string list;
  for (unsigned number = 0; number < 16; ++number)
    if (mask & (1u << number))
      list += (list.empty() ? "" : ", ") + ttcore::stringifyDataType(static_cast<ttcore::DataType>(number)).str();
  return list;
}

LogicalResult check(Operation *op) {
  StringRef name = op->getName().getStringRef();
  const OpFacts *facts = findOpFacts(name);
  if (!facts)
    return op->emitError() << "the host device cannot execute '" << name << "': it is no op of a Binary";
  if (name == "ttcore.load_cached")
    return success();
  if (facts->hostDtypes == 0)
    return op->emitError() << "the host device cannot execute '" << name << "': it has no kernel for it";
  RankedTensorType type = decisiveType(op);
  if (!type)
    return success();
  std::optional<ttcore::DataType> dataType = ttcore::elementTypeToDataType(type.getElementType());
  if (dataType && (facts->hostDtypes & (1u << static_cast<unsigned>(*dataType))))
    return success();
  InFlightDiagnostic error = op->emitError()
                             << "the host device cannot execute '" << name << "' on " << type.getElementType()
                             << " elements: it has kernels for " << listDataTypes(facts->hostDtypes);
  return error;
}

struct CheckHostSupportPass : impl::TTNNCheckHostSupportPassBase<CheckHostSupportPass> {
  void runOnOperation() override {
    bool failedAny = false;
    getOperation().walk([&](func::FuncOp func) {
      func.walk([&](Operation *op) {
        if (op != func && !isa<func::ReturnOp>(op))
          failedAny |= failed(check(op));
      });
    });
    if (failedAny)
      signalPassFailure();
  }
};

} // namespace

} // namespace mlir::tt::ttnn
