// Debug hooks: functions that see every op of a running program, without Python.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tt/runtime/binary.h"
#include "tt/runtime/tensor.h"

namespace tt::runtime {

namespace detail {
struct RunState;
struct ContextAccess;
} // namespace detail

/// The running program, as hooks see it. Used after its callback returned, every function throws Error.
class CallbackContext {
public:
  const std::shared_ptr<detail::RunState> &impl() const { return run; }

private:
  friend struct detail::ContextAccess;
  explicit CallbackContext(std::shared_ptr<detail::RunState> run) : run(std::move(run)) {}
  std::shared_ptr<detail::RunState> run;
  uint64_t callback = 0; ///< number of the callback in its run
};

/// The op about to run or just run. Used after its callback returned, every function throws Error.
class OpContext {
public:
  const std::shared_ptr<detail::RunState> &impl() const { return run; }
  /// Position of the op in its program.
  uint32_t index() const { return op; }

private:
  friend struct detail::ContextAccess;
  explicit OpContext(std::shared_ptr<detail::RunState> run) : run(std::move(run)) {}
  std::shared_ptr<detail::RunState> run;
  uint64_t callback = 0; ///< number of the callback in its run
  uint32_t op = 0;
};

/// Names one value of the running program.
struct TensorRef {
  uint64_t program = 0; ///< identifies the loaded program
  uint32_t value = 0;
  TensorDesc desc;
};

std::string getOpName(const OpContext &op);
/// The printed op.
std::string getOpDebugStr(const OpContext &op);
/// The printed location, loc("file":line:column).
std::string getOpLocInfo(const OpContext &op);
/// Attributes as (name, printed value).
std::vector<std::pair<std::string, std::string>> getOpAttributes(const OpContext &op);
/// A host copy of the op's first output; none before the op ran or when it has no output.
std::optional<Tensor> getOpOutputTensor(const OpContext &op, const CallbackContext &program);
std::vector<TensorRef> getOpOutputRefs(const OpContext &op);
std::vector<TensorRef> getOpInputRefs(const OpContext &op);
/// The value itself (no copy) while it is alive in this program, else nothing. It throws when read after the callback.
std::optional<Tensor> retrieveTensorFromPool(const CallbackContext &program, const TensorRef &ref);
/// Overwrites a value; later ops see it. Throws ValueError/TypeError unless shape and dtype agree.
void updateTensorInPool(const CallbackContext &program, const TensorRef &ref, const Tensor &value);
uint32_t getProgramIndex(const CallbackContext &program);

namespace debug {

using OpCallback = std::function<void(const Binary &, const CallbackContext &, const OpContext &)>;
using ProgramCallback = std::function<void(const Binary &, const CallbackContext &)>;

/// The one set of hooks of the process.
struct Hooks {
  std::optional<OpCallback> preOp;
  std::optional<OpCallback> postOp;
  std::optional<ProgramCallback> preProgram;
  std::optional<ProgramCallback> postProgram;

  /// Sets those given, leaves the others; throws Error where hooks were not built in (TT_RUNTIME_DEBUG=OFF).
  static void set(Hooks hooks);
  /// A snapshot that stays valid while other threads change the hooks; null when none is registered.
  static std::shared_ptr<const Hooks> get();
};

/// Clears all four.
void unregisterHooks();

} // namespace debug
} // namespace tt::runtime
