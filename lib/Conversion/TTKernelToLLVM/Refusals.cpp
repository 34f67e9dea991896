// Which ops of kernels cannot be lowered to code for the card, and why.
#include "Refusals.h"
#include "Patterns.h"

#include "ttmlir/Dialect/TTKernel/IR/TTKernelOps.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Index/IR/IndexDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/UB/IR/UBOps.h"
#include "mlir/IR/BuiltinDialect.h"
#include "llvm/ADT/TypeSwitch.h"

namespace mlir::tt::ttkernel {
namespace {

using Reason = std::optional<std::string>;

bool usesFabric(Operation *op) {
  auto isManager = [](Type type) { return isa<FabricConnectionManagerType>(type); };
  return isa<GetMyDeviceIdOp>(op) || llvm::any_of(op->getOperandTypes(), isManager) ||
         llvm::any_of(op->getResultTypes(), isManager);
}

Reason checkCompileTimeArgument(GetCompileArgValOp op, const KernelFacts &facts) {
  if (op.getArgIndex() < facts.compileTimeArgs.size())
    return std::nullopt;
  return "there is no value for it: " + std::to_string(facts.compileTimeArgs.size()) +
         " compile-time arguments are given (compile-time-args)";
}

Reason checkPrint(DPrintOp op) {
  for (Type type : op.getArgv().getTypes())
    if (!isPrintable(type)) {
      std::string text;
      llvm::raw_string_ostream(text) << "values of type " << type << " cannot be printed";
      return text;
    }
  return std::nullopt;
}

/// Finds the layout behind the accessor that the op uses or makes.
Reason checkAccessor(Operation *op, KernelFacts &facts) {
  for (Value operand : op->getOperands()) {
    if (!isa<TensorAccessorType, TensorAccessorArgsType>(operand.getType()))
      continue;
    auto layout = layoutOf(operand, facts.compileTimeArgs);
    if (const std::string *reason = std::get_if<std::string>(&layout))
      return *reason;
    facts.layouts[op] = std::get<AccessorLayout>(layout);
  }
  return std::nullopt;
}

Reason checkTTKernel(Operation *op, const llvm::DenseSet<OperationName> &lowered, KernelFacts &facts) {
  if (usesFabric(op))
    return "it uses the fabric between devices, and a simulated card has no links to others";
  if (isa<InvokeSFPIOp>(op))
    return "own code for the vector unit has no counterpart on the simulated card, whose tile operations are whole";
  if (auto argument = dyn_cast<GetCompileArgValOp>(op))
    return checkCompileTimeArgument(argument, facts);
  if (auto print = dyn_cast<DPrintOp>(op))
    return checkPrint(print);
  if (auto args = dyn_cast<TensorAccessorArgsOp>(op)) {
    auto layout = layoutOf(args.getResult(), facts.compileTimeArgs);
    const std::string *reason = std::get_if<std::string>(&layout);
    return reason ? Reason(*reason) : std::nullopt;
  }
  if (Reason reason = checkAccessor(op, facts))
    return reason;
  if (lowered.contains(op->getName()))
    return std::nullopt;
  const ServiceFacts *service = findService(op->getName());
  if (!service)
    return "the card has no service of this name";
  if (service->arguments != countWords(op))
    return "the card's service takes " + std::to_string(service->arguments) + " words, the op has " +
           std::to_string(countWords(op));
  return std::nullopt;
}

Reason checkOp(Operation *op, const llvm::DenseSet<OperationName> &lowered, KernelFacts &facts) {
  if (isa_and_nonnull<TTKernelDialect>(op->getDialect()))
    return checkTTKernel(op, lowered, facts);
  if (isa<memref::AllocOp, memref::DeallocOp, memref::ReallocOp>(op))
    return "cores have no heap; memref.alloca takes memory of the stack";
  if (isa<BuiltinDialect, LLVM::LLVMDialect, affine::AffineDialect, arith::ArithDialect, cf::ControlFlowDialect,
          func::FuncDialect, index::IndexDialect, memref::MemRefDialect, scf::SCFDialect, ub::UBDialect>(
          op->getDialect()))
    return std::nullopt;
  return "kernels are made of ttkernel, arith, scf, cf, affine, func, index and memref";
}

} // namespace

LogicalResult checkFunction(func::FuncOp function, const llvm::DenseSet<OperationName> &lowered, KernelFacts &facts) {
  bool isLowered = true;
  function.getBody().walk([&](Operation *op) {
    Reason reason = op->getDialect() ? checkOp(op, lowered, facts) : Reason("the dialect is not registered");
    if (!reason)
      return;
    op->emitError() << "cannot lower '" << op->getName() << "' to code for the card: " << *reason;
    isLowered = false;
  });
  return success(isLowered);
}

} // namespace mlir::tt::ttkernel
