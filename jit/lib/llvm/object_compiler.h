// From LLVM IR to an object file for this machine, with the passes that pay for code made while a program runs.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

namespace llvm {
class Module;
class TargetMachine;
} // namespace llvm

namespace tt::jit {

/// How much time goes into code.
enum class CodeQuality {
  Quick, // clean-up of the IR and code generation at level 1: nine tenths of the speed in half the time
  Better,
};

/// Position-independent code for exactly this machine, without references to anything outside. Not thread-safe; one
/// each thread.
class ObjectCompiler {
public:
  explicit ObjectCompiler(CodeQuality quality);
  ~ObjectCompiler();

  /// Sets target and data layout: before IR is made.
  void prepare(llvm::Module &module) const;
  /// Optimises the module, which is changed by it, and makes an object file. Throws std::runtime_error.
  std::vector<std::byte> compile(llvm::Module &module);

private:
  CodeQuality quality;
  std::unique_ptr<llvm::TargetMachine> machine;
};

} // namespace tt::jit
