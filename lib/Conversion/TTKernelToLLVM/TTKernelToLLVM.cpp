// Converts kernels to the LLVM dialect for the card's cores (RV32IM), and reports every op that cannot be converted.
#include "Patterns.h"
#include "Refusals.h"

#include "ttmlir/Conversion/Passes.h"
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOps.h"

#include "mlir/Conversion/AffineToStandard/AffineToStandard.h"
#include "mlir/Conversion/ArithToLLVM/ArithToLLVM.h"
#include "mlir/Conversion/ControlFlowToLLVM/ControlFlowToLLVM.h"
#include "mlir/Conversion/FuncToLLVM/ConvertFuncToLLVM.h"
#include "mlir/Conversion/IndexToLLVM/IndexToLLVM.h"
#include "mlir/Conversion/LLVMCommon/ConversionTarget.h"
#include "mlir/Conversion/MemRefToLLVM/MemRefToLLVM.h"
#include "mlir/Conversion/SCFToControlFlow/SCFToControlFlow.h"
#include "mlir/Conversion/UBToLLVM/UBToLLVM.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Index/IR/IndexDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/UB/IR/UBOps.h"

namespace mlir::tt {

#define GEN_PASS_DEF_CONVERTTTKERNELTOLLVMPASS
#include "ttmlir/Conversion/Passes.h.inc"

namespace {

using namespace ttkernel;

/// A kernel is a function that says which kind of thread runs it.
bool isKernel(func::FuncOp function) { return function->hasAttr(TTKernelDialect::kThreadAttrName); }

LogicalResult checkKernel(func::FuncOp kernel) {
  auto thread = kernel->getAttrOfType<ThreadTypeAttr>(TTKernelDialect::kThreadAttrName);
  if (thread.getValue() == ThreadType::Ethernet)
    return kernel.emitError() << "cannot lower kernel '" << kernel.getName()
                              << "': the simulated card has no cores of the kind ethernet";
  if (kernel.isExternal())
    return kernel.emitError() << "cannot lower kernel '" << kernel.getName() << "': it has no body";
  if (kernel.getNumArguments() != 0 || kernel.getNumResults() != 0)
    return kernel.emitError() << "cannot lower kernel '" << kernel.getName()
                              << "': kernels have neither arguments nor results; ttkernel.get_arg_val gives what the "
                                 "program passes";
  return success();
}

/// The kernels of the module and the functions that they call, or none after an error.
FailureOr<SmallVector<func::FuncOp>> functionsOfKernels(ModuleOp module) {
  llvm::SetVector<func::FuncOp> functions;
  bool isValid = true;
  module.walk([&](func::FuncOp function) {
    if (!isKernel(function))
      return;
    isValid &= succeeded(checkKernel(function));
    functions.insert(function);
  });
  for (size_t next = 0; next < functions.size(); ++next) {
    func::FuncOp function = functions[next];
    function.walk([&](func::CallOp call) {
      auto callee = SymbolTable::lookupNearestSymbolFrom<func::FuncOp>(call, call.getCalleeAttr());
      if (callee && !callee.isExternal()) {
        functions.insert(callee);
        return;
      }
      call.emitError() << "cannot lower a call of '" << call.getCallee() << "': it has no body in this module";
      isValid = false;
    });
  }
  if (!isValid)
    return failure();
  return SmallVector<func::FuncOp>(functions.begin(), functions.end());
}

/// Gives every function the address of the launch record as its first argument, and every call passes it on.
void passLaunchRecord(ArrayRef<func::FuncOp> functions) {
  for (func::FuncOp function : functions) {
    Type pointer = LLVM::LLVMPointerType::get(function.getContext());
    (void)function.insertArgument(0, pointer, {}, function.getLoc());
    function.walk([&](func::CallOp call) { call->insertOperands(0, function.getArgument(0)); });
  }
}

struct ConvertTTKernelToLLVM : impl::ConvertTTKernelToLLVMPassBase<ConvertTTKernelToLLVM> {
  using Base::Base;

  void runOnOperation() override {
    FailureOr<SmallVector<func::FuncOp>> functions = functionsOfKernels(getOperation());
    if (failed(functions))
      return signalPassFailure();
    if (functions->empty())
      return;

    LowerToLLVMOptions options(&getContext());
    options.overrideIndexBitwidth(32);
    LLVMTypeConverter types(&getContext(), options);
    addTypes(types);
    SmallVector<uint32_t> compileTimeArgs(this->compileTimeArgs.begin(), this->compileTimeArgs.end());
    KernelFacts facts{compileTimeArgs, llvm::DenseMap<Operation *, AccessorLayout>()};
    RewritePatternSet patterns(&getContext());
    populateAccessorPatterns(patterns, types, facts);
    populateArgumentPatterns(patterns, types, facts);
    populateMemoryPatterns(patterns, types, facts);
    populateNocPatterns(patterns, types, facts);
    populatePrintPatterns(patterns, types, facts);
    populateSemaphorePatterns(patterns, types, facts);
    populateServicePatterns(patterns, types, facts);
    llvm::DenseSet<OperationName> lowered;
    for (const std::unique_ptr<RewritePattern> &pattern : patterns.getNativePatterns())
      if (std::optional<OperationName> root = pattern->getRootKind())
        lowered.insert(*root);

    bool isLowered = true;
    for (func::FuncOp function : *functions)
      isLowered &= succeeded(checkFunction(function, lowered, facts));
    if (!isLowered)
      return signalPassFailure();

    passLaunchRecord(*functions);
    SmallVector<Operation *> roots(functions->begin(), functions->end());
    getOperation().walk([&](memref::GlobalOp global) { roots.push_back(global); });
    if (failed(flattenControlFlow(roots)))
      return signalPassFailure();
    addStandardPatterns(types, patterns);
    LLVMConversionTarget target(getContext());
    target.addIllegalDialect<TTKernelDialect, affine::AffineDialect, arith::ArithDialect, cf::ControlFlowDialect,
                             func::FuncDialect, index::IndexDialect, memref::MemRefDialect, scf::SCFDialect,
                             ub::UBDialect>();
    if (failed(applyPartialConversion(roots, target, std::move(patterns))))
      return signalPassFailure();
    if (!entry.empty() && failed(makeEntry()))
      return signalPassFailure();
  }

  /// What starts a kernel leaves the address of the launch record in a variable, and calls kernel_main.
  LogicalResult makeEntry() {
    constexpr StringLiteral recordName = "tenon_launch_record", entryName = "kernel_main";
    auto kernel = getOperation().lookupSymbol<LLVM::LLVMFuncOp>(entry);
    if (!kernel)
      return getOperation().emitError() << "there is no kernel '" << entry << "'";
    OpBuilder builder = OpBuilder::atBlockEnd(getOperation().getBody());
    Location loc = kernel.getLoc();
    if (entry == entryName)
      kernel.setName("kernel");
    kernel.setLinkage(LLVM::Linkage::Internal);
    Type pointer = LLVM::LLVMPointerType::get(&getContext());
    auto record = LLVM::GlobalOp::create(builder, loc, pointer, /*isConstant=*/false, LLVM::Linkage::External,
                                         recordName, Attribute(), /*alignment=*/4, /*addrSpace=*/0,
                                         /*dsoLocal=*/true);
    record.setVisibility_(LLVM::Visibility::Hidden);
    Type type = LLVM::LLVMFunctionType::get(LLVM::LLVMVoidType::get(&getContext()), {});
    auto main = LLVM::LLVMFuncOp::create(builder, loc, entryName, type);
    builder.setInsertionPointToStart(main.addEntryBlock(builder));
    Value address = LLVM::AddressOfOp::create(builder, loc, record);
    Value value = LLVM::LoadOp::create(builder, loc, pointer, address, /*alignment=*/4);
    LLVM::CallOp::create(builder, loc, kernel, value);
    LLVM::ReturnOp::create(builder, loc, ValueRange());
    return success();
  }

  void addTypes(LLVMTypeConverter &types) {
    Type word = IntegerType::get(&getContext(), 32);
    types.addConversion([word](Type type) -> std::optional<Type> {
      if (isa<CBType, DataFormatType, L1AddrType, L1AddrPtrType, LocalSemaphoreType, TensorAccessorArgsType>(type))
        return word;
      return std::nullopt;
    });
    types.addConversion([](NocAddrType type) -> Type { return IntegerType::get(type.getContext(), 64); });
    types.addConversion([](TensorAccessorType type) { return accessorStruct(type.getContext()); });
    types.addConversion([](TensorAccessorPageMappingType type) { return pageMappingStruct(type.getContext()); });
  }

  /// Loops and branches become blocks first, while their types are still those of the program.
  LogicalResult flattenControlFlow(ArrayRef<Operation *> roots) {
    RewritePatternSet patterns(&getContext());
    populateAffineToStdConversionPatterns(patterns);
    populateSCFToControlFlowConversionPatterns(patterns);
    arith::populateCeilFloorDivExpandOpsPatterns(patterns);
    ConversionTarget target(getContext());
    target.addIllegalDialect<affine::AffineDialect, scf::SCFDialect>();
    target.addIllegalOp<arith::CeilDivSIOp, arith::CeilDivUIOp, arith::FloorDivSIOp>();
    target.markUnknownOpDynamicallyLegal([](Operation *) { return true; });
    return applyPartialConversion(roots, target, std::move(patterns));
  }

  static void addStandardPatterns(const LLVMTypeConverter &types, RewritePatternSet &patterns) {
    arith::populateArithToLLVMConversionPatterns(types, patterns);
    cf::populateControlFlowToLLVMConversionPatterns(types, patterns);
    populateFuncToLLVMConversionPatterns(types, patterns);
    populateFinalizeMemRefToLLVMConversionPatterns(types, patterns);
    index::populateIndexToLLVMConversionPatterns(types, patterns);
    ub::populateUBToLLVMConversionPatterns(types, patterns);
  }
};

} // namespace
} // namespace mlir::tt
