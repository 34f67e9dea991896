// The contract between the executor and the kernels: how a kernel sees its op, is prepared once and runs many times.
//
// A kernel is made from an OpView when a program is loaded. Making it checks everything that running relies on (the
// Binary may come from anywhere), so that `run` needs no checks of shapes and sizes. It is then run any number of
// times, from one thread at a time for each instance, with its memory given by the executor. Data-dependent indices
// (embedding, gather, caches) are checked while running and end in OpView::fail.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/program.h"
#include "tt/runtime/error.h"

namespace tt::runtime {

class ThreadPool;

/// One op as a kernel's factory sees it. Lives as long as the kernels made from it.
class OpView {
public:
  OpView(const detail::Program &program, uint32_t index) : program(program), op(program.operations[index]) {}

  std::string_view name() const { return op.name; }
  size_t numOperands() const { return op.operands.size(); }
  size_t numResults() const { return op.results.size(); }
  const TensorDesc &operand(size_t i) const;
  const TensorDesc &result(size_t i = 0) const;
  /// Position among the operands of the one that the op's definition calls `name`, if it is present.
  std::optional<size_t> find(std::string_view name) const;
  /// As find, for one that must be there: fails otherwise.
  size_t require(std::string_view name) const;

  bool has(std::string_view attribute) const;
  bool boolAttr(std::string_view attribute, std::optional<bool> otherwise = {}) const;
  int64_t intAttr(std::string_view attribute, std::optional<int64_t> otherwise = {}) const;
  /// Also reads an integer attribute.
  double floatAttr(std::string_view attribute, std::optional<double> otherwise = {}) const;
  std::string_view stringAttr(std::string_view attribute, std::optional<std::string_view> otherwise = {}) const;
  /// Also reads a single integer, as an array of one.
  std::vector<int64_t> intsAttr(std::string_view attribute, std::optional<std::vector<int64_t>> otherwise = {}) const;
  const detail::ConstantRef &constantAttr(std::string_view attribute) const;

  /// Throws OpError: "ttnn.add at loc(..): <message> (operands: 1x2xf32, ...; results: ...)".
  [[noreturn]] void fail(const std::string &message) const;
  void check(bool condition, const char *message) const {
    if (!condition) [[unlikely]]
      fail(message);
  }

  const detail::Program &program;
  const detail::Operation &op;
};

/// What a run gets. `operands[i]` and `results[i]` point to dense row-major memory of the op's descs; operands that are
/// device handles are null. Results never overlap operands unless the kernel's inPlaceOperand allows it.
struct KernelArgs {
  std::span<const std::byte *const> operands;
  std::span<std::byte *const> results;
  std::byte *scratch = nullptr; ///< Kernel::scratchBytes() bytes, 64-byte aligned, garbage at the start
  ThreadPool &threads;
};

class Kernel {
public:
  virtual ~Kernel() = default;
  virtual void run(const KernelArgs &args) = 0;

  /// Called before the first run and again whenever an operand that is constant between runs changed (weights are
  /// packed here). `args` as in run; results may be null.
  virtual void prepare(const KernelArgs &args) {}
  virtual size_t scratchBytes() const { return 0; }
  /// Operand whose memory the first result may share when that operand is not needed afterwards; -1 for none.
  virtual int inPlaceOperand() const { return -1; }
  /// True when run() changes operand `i` in place, as the definitions of the cache ops and of `copy` ask for.
  virtual bool writesOperand(size_t i) const { return false; }
  /// True when, after prepare(), run() no longer reads operand `i` (its packed copy is used instead).
  virtual bool releasesOperand(size_t i) const { return false; }
  /// True when several threads may be in run() of this instance at the same time after prepare(), each with scratch
  /// memory of its own. Programs that run at the same time then share the instance and its packed constants.
  virtual bool isReentrant() const { return false; }
};

/// What the factory of a fast kernel may know beyond the op itself.
struct KernelOptions {
  uint32_t numThreads = 1;
  /// For each operand: it keeps its value between runs (a constant, a parameter, a const-eval result), so that
  /// prepare() may pack it.
  std::vector<bool> constantOperands;
};

/// The op's specification: simple code, checks everything, throws OpError where the op cannot be executed.
/// Never returns null: an op without a kernel fails with the reason.
std::unique_ptr<Kernel> makeReferenceKernel(const OpView &op);

/// A kernel made for speed, or null where only the reference kernel serves. May assume that making the reference kernel
/// succeeded.
std::unique_ptr<Kernel> makeFastKernel(const OpView &op, const KernelOptions &options);

/// True for names with a reference kernel; the names, sorted.
bool hasKernel(std::string_view opName);
std::vector<std::string_view> kernelNames();
/// The element types in which the op of that name runs, by the numbers of DataType; empty for names without a kernel.
std::vector<DataType> kernelDataTypes(std::string_view opName);

} // namespace tt::runtime
