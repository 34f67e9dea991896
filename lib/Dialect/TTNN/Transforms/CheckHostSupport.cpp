// Reports ops that the host device cannot execute, all of them at once.
#include "ttmlir/Dialect/TTCore/IR/DataTypes.h"
#include "ttmlir/Dialect/TTNN/Transforms/HostSupport.h"
#include "ttmlir/Dialect/TTNN/Transforms/Passes.h"
#include "ttmlir/Target/TTNN/OpFacts.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::tt::ttnn {

#define GEN_PASS_DEF_TTNNCHECKHOSTSUPPORTPASS
#include "ttmlir/Dialect/TTNN/Transforms/Passes.h.inc"

namespace {

/// Rank of the largest tensors that the host device takes.
constexpr int64_t kMaxRank = 12;

constexpr uint16_t maskOf(std::initializer_list<ttcore::DataType> types) {
  uint16_t mask = 0;
  for (ttcore::DataType type : types)
    mask |= 1u << static_cast<unsigned>(type);
  return mask;
}

/// The data types of the host device's tensors.
constexpr uint16_t kHostDataTypes =
    maskOf({ttcore::DataType::Float32, ttcore::DataType::Float16, ttcore::DataType::BFloat16, ttcore::DataType::UInt32,
            ttcore::DataType::UInt16, ttcore::DataType::UInt8, ttcore::DataType::Int32, ttcore::DataType::Bool});

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

/// What the host refuses in any tensor, whatever the op. How the element types of an op's tensors are tied is checked
/// by its verifier, by rules that are at least as strict as the kernels.
LogicalResult checkTensors(Operation *op) {
  auto check = [&](Type type) -> LogicalResult {
    auto tensor = dyn_cast<RankedTensorType>(type);
    if (!tensor)
      return success();
    StringRef name = op->getName().getStringRef();
    std::optional<ttcore::DataType> dataType = ttcore::elementTypeToDataType(tensor.getElementType());
    if (!dataType || ttcore::isBlockFloat(*dataType))
      return op->emitError() << "the host device cannot execute '" << name << "' with a tensor of "
                             << tensor.getElementType() << " elements: it computes with "
                             << listDataTypes(kHostDataTypes);
    if (tensor.getRank() > kMaxRank)
      return op->emitError() << "the host device cannot execute '" << name << "' with a tensor of rank "
                             << tensor.getRank() << ": the rank must be " << kMaxRank << " at most";
    return success();
  };
  return success(llvm::all_of(op->getOperandTypes(), [&](Type type) { return succeeded(check(type)); }) &&
                 llvm::all_of(op->getResultTypes(), [&](Type type) { return succeeded(check(type)); }));
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
  if (failed(checkTensors(op)))
    return failure();
  RankedTensorType type = decisiveType(op);
  if (!type)
    return success();
  std::optional<ttcore::DataType> dataType = ttcore::elementTypeToDataType(type.getElementType());
  if (facts->hostDtypes & (1u << static_cast<unsigned>(*dataType)))
    return success();
  return op->emitError() << "the host device cannot execute '" << name << "' on " << type.getElementType()
                         << " elements: it has kernels for " << listDataTypes(facts->hostDtypes);
}

struct CheckHostSupportPass : impl::TTNNCheckHostSupportPassBase<CheckHostSupportPass> {
  void runOnOperation() override {
    if (failed(checkHostSupport(getOperation())))
      signalPassFailure();
  }
};

} // namespace

LogicalResult checkHostSupport(ModuleOp module) {
  bool failedAny = false;
  module.walk([&](func::FuncOp func) {
    func.walk([&](Operation *op) {
      // Ops of ttir are not converted yet, or were refused.
      if (op != func && !isa<func::ReturnOp>(op) && op->getName().getDialectNamespace() != "ttir")
        failedAny |= failed(check(op));
    });
  });
  return failure(failedAny);
}

} // namespace mlir::tt::ttnn
