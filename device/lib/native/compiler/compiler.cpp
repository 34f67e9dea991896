// The library's one function: a compiler of units, with one LLVM context for each.
#include <stdexcept>
#include <string>

#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/Module.h>
#include <llvm/IR/Verifier.h>
#include <llvm/Support/raw_ostream.h>

#include "native/compiler/translate.h"
#include "native/compiler_api.h"
#include "object_compiler.h"

namespace tt::device::native {
namespace {

class LlvmCoreCompiler final : public CoreCompiler {
public:
  std::vector<std::byte> compile(const Code &code, const Plan &plan, Quality quality) override {
    return make(quality, [&](llvm::Module &module) { translateUnit(code, plan, module); });
  }

  std::vector<std::byte> compileChain(const Code &code, const ChainPlan &plan, Quality quality) override {
    return make(quality, [&](llvm::Module &module) { translateChain(code, plan, module); });
  }

private:
  template <typename Translate>
  std::vector<std::byte> make(Quality quality, Translate translate) {
    jit::ObjectCompiler &objects = compilerFor(quality);
    llvm::LLVMContext context;
    llvm::Module module("unit", context);
    objects.prepare(module);
    translate(module);
#ifndef NDEBUG
    std::string problems;
    llvm::raw_string_ostream stream(problems);
    if (llvm::verifyModule(module, &stream))
      throw std::logic_error("the translation of a unit is no valid IR: " + problems);
#endif
    return objects.compile(module);
  }

  jit::ObjectCompiler &compilerFor(Quality quality) {
    std::unique_ptr<jit::ObjectCompiler> &compiler = quality == Quality::Quick ? quick : better;
    if (compiler == nullptr)
      compiler = std::make_unique<jit::ObjectCompiler>(quality == Quality::Quick ? jit::CodeQuality::Quick
                                                                                 : jit::CodeQuality::Better);
    return *compiler;
  }

  std::unique_ptr<jit::ObjectCompiler> quick, better;
};

} // namespace
} // namespace tt::device::native

extern "C" __attribute__((visibility("default"))) tt::device::native::CoreCompiler *
tenonMakeCoreCompiler(uint32_t version) {
  using namespace tt::device::native;
  return version == kCompilerVersion ? new LlvmCoreCompiler : nullptr;
}
