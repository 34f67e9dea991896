// Writes kernels as C++: a file of its own for each, with what it includes.
#include "ttmlir/Target/TTKernel/TTKernelToCpp.h"
#include "CppWriter.h"

#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpsAttrs.h"
#include "ttmlir/Target/TTKernel/TTKernelToElf.h"

#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringExtras.h"

#include <map>
#include <set>

namespace mlir::tt::ttkernel {
namespace {

// Functions of the dialect that no header of the interface has on all versions: made beside the kernel.
constexpr llvm::StringLiteral kFloat32Greater = R"(
// Whether a > b, for the bits of f32 numbers.
static bool float32_greater(uint32_t a, uint32_t b) {
  const auto ordered = [](uint32_t bits) { return int32_t(bits ^ (uint32_t(int32_t(bits) >> 31) & 0x7fffffff)); };
  const auto is_number = [](uint32_t bits) { return (bits & 0x7fffffff) <= 0x7f800000; };
  return ordered(a) > ordered(b) && ((a | b) & 0x7fffffff) != 0 && is_number(a) && is_number(b);
}
)";
constexpr llvm::StringLiteral kBfloat16Greater = R"(
// Whether a > b, for the bits of bf16 numbers.
static bool bfloat16_greater(uint16_t a, uint16_t b) { return float32_greater(uint32_t(a) << 16, uint32_t(b) << 16); }
)";

std::set<std::string> computeHeaders(const llvm::StringSet<> &called) {
  static const std::map<std::string, std::string> headers = [] {
    std::map<std::string, std::string> byFunction;
    auto add = [&](StringRef path, StringRef functions) {
      llvm::SmallVector<StringRef> names;
      functions.split(names, ' ', -1, /*KeepEmpty=*/false);
      for (StringRef name : names)
        byFunction[name.str()] = path.str();
    };
#define KERNEL_HEADER(path, functions) add(path, functions);
#include "ComputeHeaders.def"
    return byFunction;
  }();
  std::set<std::string> needed = {"compute_kernel_api/common.h"};
  for (const auto &name : called.keys()) {
    if (auto found = headers.find(name.str()); found != headers.end())
      needed.insert(found->second);
    if (name.starts_with("experimental::"))
      needed.insert("compute_kernel_api.h");
  }
  return needed;
}

void writeIncludes(llvm::raw_ostream &os, bool isCompute, const llvm::StringSet<> &called) {
  os << "#include <cstdint>\n\n";
  if (isCompute) {
    std::set<std::string> headers = computeHeaders(called);
    // The reduction's header looks at these before a kernel can name what it reduces by.
    if (headers.count("compute_kernel_api/reduce.h"))
      os << "#define REDUCE_OP PoolType::SUM\n#define REDUCE_DIM ReduceDim::REDUCE_ROW\n\n";
    for (const std::string &header : headers)
      os << "#include \"" << header << "\"\n";
  } else {
    os << "#include \"dataflow_api.h\"\n";
  }
  if (called.contains("DPRINT"))
    os << "#include \"debug/dprint.h\"\n";
  if (called.contains("float32_greater") || called.contains("bfloat16_greater"))
    os << kFloat32Greater;
  if (called.contains("bfloat16_greater"))
    os << kBfloat16Greater;
  os << "\n";
}

/// The functions that a kernel calls, the innermost first.
FailureOr<llvm::SmallVector<func::FuncOp>> calleesOf(func::FuncOp kernel) {
  llvm::SetVector<func::FuncOp> functions;
  functions.insert(kernel);
  bool isValid = true;
  for (size_t next = 0; next < functions.size(); ++next) {
    func::FuncOp function = functions[next];
    function.walk([&](func::CallOp call) {
      auto callee = SymbolTable::lookupNearestSymbolFrom<func::FuncOp>(call, call.getCalleeAttr());
      if (!callee || callee.isExternal()) {
        call.emitError() << "cannot write a call of '" << call.getCallee() << "' as C++: it has no body in this module";
        isValid = false;
        return;
      }
      functions.remove(callee);
      functions.insert(callee);
    });
    if (functions.size() > 1000) // functions that call each other would go on forever
      return kernel.emitError() << "cannot write '" << kernel.getName() << "' as C++: its functions call each other";
  }
  if (!isValid)
    return failure();
  return llvm::SmallVector<func::FuncOp>(functions.rbegin(), std::prev(functions.rend()));
}

/// What has no form in C++ but is made of what has: affine loops, divisions that round up or down, loops' old
/// constants.
LogicalResult prepare(ModuleOp module) {
  PassManager passes(module.getContext());
  passes.addPass(createLowerAffinePass());
  passes.addPass(arith::createArithExpandOpsPass());
  return passes.run(module);
}

} // namespace

LogicalResult translateKernelToCpp(func::FuncOp original, llvm::raw_ostream &os) {
  OwningOpRef<ModuleOp> module = ModuleOp::create(original.getLoc());
  FailureOr<llvm::SmallVector<func::FuncOp>> originals = calleesOf(original);
  if (failed(originals))
    return failure();
  llvm::SmallVector<func::FuncOp> callees;
  for (func::FuncOp callee : *originals) {
    callees.push_back(callee.clone());
    module->push_back(callees.back());
  }
  func::FuncOp kernel = original.clone();
  module->push_back(kernel);
  if (failed(prepare(*module)))
    return failure();
  if (kernel.isExternal() || kernel.getNumArguments() != 0 || kernel.getNumResults() != 0)
    return original.emitError() << "cannot write kernel '" << kernel.getName()
                                << "' as C++: kernels have a body, and neither arguments nor results";

  CppWriter writer;
  bool isWritten = true;
  for (func::FuncOp callee : callees)
    isWritten &= succeeded(writer.writeFunction(callee));
  std::string functions = writer.takeText();
  isWritten &= succeeded(writer.writeBody(kernel));
  if (!isWritten)
    return failure();

  auto thread = kernel->getAttrOfType<ThreadTypeAttr>(TTKernelDialect::kThreadAttrName);
  bool isCompute = thread && thread.getValue() == ThreadType::Compute;
  writeIncludes(os, isCompute, writer.calledFunctions());
  os << functions;
  if (isCompute)
    os << "namespace NAMESPACE {\nvoid MAIN {\n" << writer.takeText() << "}\n} // namespace NAMESPACE\n";
  else
    os << "void kernel_main() {\n" << writer.takeText() << "}\n";
  return success();
}

LogicalResult translateKernelsToCpp(ModuleOp module, llvm::raw_ostream &os) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  bool isWritten = true;
  for (func::FuncOp kernel : kernelsOf(module)) {
    stream << "// " << kernel.getName() << "\n";
    isWritten &= succeeded(translateKernelToCpp(kernel, stream));
    stream << "\n";
  }
  if (isWritten)
    os << text;
  return success(isWritten);
}

} // namespace mlir::tt::ttkernel
