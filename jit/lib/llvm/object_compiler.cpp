// The target machine, the pass pipeline and code generation.
//
// Objects are made directly and not through ORC's LLJIT: an object that refers to nothing outside itself becomes an
// image without any of LLVM (see tt/jit/image.h), which is what a warm start loads from the cache.
#include "object_compiler.h"

#include <mutex>
#include <stdexcept>

#include <llvm/ADT/SmallVector.h>
#include <llvm/ADT/StringMap.h>
#include <llvm/IR/LegacyPassManager.h>
#include <llvm/IR/Module.h>
#include <llvm/IR/PassManager.h>
#include <llvm/MC/TargetRegistry.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Support/raw_ostream.h>
#include <llvm/Target/TargetMachine.h>
#include <llvm/TargetParser/Host.h>
#include <llvm/TargetParser/SubtargetFeature.h>
#include <llvm/Transforms/InstCombine/InstCombine.h>
#include <llvm/Transforms/Scalar/EarlyCSE.h>
#include <llvm/Transforms/Scalar/SROA.h>
#include <llvm/Transforms/Scalar/SimplifyCFG.h>

namespace tt::jit {
namespace {

std::unique_ptr<llvm::TargetMachine> makeMachine(CodeQuality quality) {
  static std::once_flag initialized;
  std::call_once(initialized, [] {
    llvm::InitializeNativeTarget();
    llvm::InitializeNativeTargetAsmPrinter();
  });
  llvm::Triple triple(llvm::sys::getProcessTriple());
  std::string error;
  const llvm::Target *target = llvm::TargetRegistry::lookupTarget(triple, error);
  if (target == nullptr)
    throw std::runtime_error("LLVM has no code generation for " + triple.str() + ": " + error);
  llvm::SubtargetFeatures features;
  for (const auto &feature : llvm::sys::getHostCPUFeatures())
    features.AddFeature(feature.first(), feature.second);
  llvm::TargetOptions options;
  std::unique_ptr<llvm::TargetMachine> machine(target->createTargetMachine(
      triple, llvm::sys::getHostCPUName(), features.getString(), options, llvm::Reloc::PIC_, llvm::CodeModel::Small,
      quality == CodeQuality::Quick ? llvm::CodeGenOptLevel::Less : llvm::CodeGenOptLevel::Default, /*JIT=*/true));
  if (machine == nullptr)
    throw std::runtime_error("LLVM makes no code for " + triple.str());
  return machine;
}

} // namespace

ObjectCompiler::ObjectCompiler(CodeQuality quality) : quality(quality), machine(makeMachine(quality)) {}

ObjectCompiler::~ObjectCompiler() = default;

void ObjectCompiler::prepare(llvm::Module &module) const {
  module.setTargetTriple(machine->getTargetTriple());
  module.setDataLayout(machine->createDataLayout());
  module.setPICLevel(llvm::PICLevel::SmallPIC);
}

std::vector<std::byte> ObjectCompiler::compile(llvm::Module &module) {
  {
    llvm::PassBuilder builder(machine.get());
    llvm::LoopAnalysisManager loops;
    llvm::FunctionAnalysisManager functions;
    llvm::CGSCCAnalysisManager components;
    llvm::ModuleAnalysisManager modules;
    builder.registerModuleAnalyses(modules);
    builder.registerCGSCCAnalyses(components);
    builder.registerFunctionAnalyses(functions);
    builder.registerLoopAnalyses(loops);
    builder.crossRegisterProxies(loops, functions, components, modules);
    llvm::ModulePassManager passes;
    if (quality == CodeQuality::Quick) {
      llvm::FunctionPassManager pass;
      pass.addPass(llvm::SROAPass(llvm::SROAOptions::ModifyCFG));
      pass.addPass(llvm::EarlyCSEPass());
      pass.addPass(llvm::InstCombinePass());
      pass.addPass(llvm::SimplifyCFGPass());
      passes.addPass(llvm::createModuleToFunctionPassAdaptor(std::move(pass)));
    } else {
      passes = builder.buildPerModuleDefaultPipeline(llvm::OptimizationLevel::O1);
    }
    passes.run(module, modules);
  }
  llvm::SmallVector<char, 0> object;
  llvm::raw_svector_ostream stream(object);
  llvm::legacy::PassManager emission;
  if (machine->addPassesToEmitFile(emission, stream, nullptr, llvm::CodeGenFileType::ObjectFile))
    throw std::runtime_error("LLVM writes no object files for " + machine->getTargetTriple().str());
  emission.run(module);
  const auto *begin = reinterpret_cast<const std::byte *>(object.data());
  return {begin, begin + object.size()};
}

} // namespace tt::jit
