// Debug hooks: functions that see every op of a running program, without Python.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
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

/// A kernel that is about to begin on a core of the card, or has just ended there. Used after its callback returned,
/// every function throws Error.
class KernelContext {
public:
  const std::shared_ptr<detail::RunState> &impl() const { return run; }

private:
  friend struct detail::ContextAccess;
  explicit KernelContext(std::shared_ptr<detail::RunState> run) : run(std::move(run)) {}
  std::shared_ptr<detail::RunState> run;
  uint64_t callback = 0; ///< number of the callback in its run
};

/// What runs where, with what.
struct KernelInfo {
  std::string name;                 ///< "read_tiles"
  std::string processor;            ///< "dm0", "dm1" or "compute"
  uint32_t x = 0, y = 0;            ///< its tile's place in the grid
  std::vector<uint32_t> args;       ///< what get_arg_val gives on this core
  std::vector<uint32_t> commonArgs; ///< and get_common_arg_val on all of them
};

/// Registers of a core: x0 to x31, then the program counter.
inline constexpr uint32_t kKernelRegisters = 33;

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
/// How long the op ran, in seconds, without any callback. Throws Error before it ran, and where no observer with
/// `timed` sees it.
double getOpDuration(const OpContext &op);
/// The value itself (no copy) while it is alive in this program, else nothing. It throws when read after the callback.
///
/// `untilize` false: a value whose layout is tiled comes as a copy in the order in which it lies on a card, with the
/// shape [..., tile rows, tile columns, 2, 2, 16, 16] (tiles of 32x32, each of four faces of 16x16, padded with zeros).
std::optional<Tensor> retrieveTensorFromPool(const CallbackContext &program, const TensorRef &ref,
                                             bool untilize = true);
/// Overwrites a value; later ops see it. Throws ValueError/TypeError unless shape and dtype agree.
void updateTensorInPool(const CallbackContext &program, const TensorRef &ref, const Tensor &value);
KernelInfo getKernelInfo(const KernelContext &kernel);
/// The registers of the kernel's core.
std::array<uint32_t, kKernelRegisters> getKernelRegisters(const KernelContext &kernel);
/// Sets one; 32 is the program counter. Throws ValueError for register 0, for one that is not there, and for a program
/// counter that leads nowhere.
void setKernelRegister(const KernelContext &kernel, uint32_t number, uint32_t value);
/// Memory of the kernel's tile: L1 from address 0 on, its cores' stacks behind it. Both throw ValueError for what lies
/// outside.
void readKernelMemory(const KernelContext &kernel, uint32_t address, std::span<std::byte> data);
void writeKernelMemory(const KernelContext &kernel, uint32_t address, std::span<const std::byte> data);
uint32_t getProgramIndex(const CallbackContext &program);
/// Which submission the program runs in: unique in the process. Programs nested in it have the same.
uint64_t getRunId(const CallbackContext &program);

namespace debug {

using OpCallback = std::function<void(const Binary &, const CallbackContext &, const OpContext &)>;
using ProgramCallback = std::function<void(const Binary &, const CallbackContext &)>;
/// From the thread that runs the core, one at a time; the op is the one that started the kernel.
using KernelCallback =
    std::function<void(const Binary &, const CallbackContext &, const OpContext &, const KernelContext &)>;

/// The field's one set of hooks of the process, around every op, program and kernel of the card. They are called before
/// those of watch().
struct Hooks {
  std::optional<OpCallback> preOp;
  std::optional<OpCallback> postOp;
  std::optional<ProgramCallback> preProgram;
  std::optional<ProgramCallback> postProgram;
  std::optional<KernelCallback> preKernel = {};
  std::optional<KernelCallback> postKernel = {};

  /// Sets those given, leaves the others; throws Error where hooks were not built in (TT_RUNTIME_DEBUG=OFF).
  static void set(Hooks hooks);
  /// A snapshot that stays valid while other threads change the hooks; null when none is registered.
  static std::shared_ptr<const Hooks> get();
};

/// Clears all of them. What watch() registered stays.
void unregisterHooks();

/// What an observer wants to see; parts that are left empty admit everything.
struct Filter {
  /// Names of ops, with or without their dialect, or globs (fnmatch): "ttnn.matmul", "matmul", "ttnn.*_scalar".
  std::vector<std::string> ops = {};
  /// A text or glob that is found anywhere in the location, as printed or without its quotes: "model.py:12:",
  /// "layer*.0".
  std::string location = {};
  std::optional<uint32_t> programIndex = {};
  std::string programName = {};          ///< a name or a glob
  std::optional<uint64_t> binaryId = {}; ///< Binary::id()
  /// Names of kernels or globs, for the callbacks around kernels: "read_tiles", "*_tiles".
  std::vector<std::string> kernels = {};
};

/// One observer of many. A callback that is empty is not called.
struct Observer {
  OpCallback preOp = {}, postOp = {};
  ProgramCallback preProgram = {}, postProgram = {};
  KernelCallback preKernel = {}, postKernel = {}; ///< around kernels of the ops that the filter admits
  Filter filter = {};
  bool timed = false; ///< makes getOpDuration available to postOp
};

/// A registered observer. It is closed with its handle; movable, not copyable.
class [[nodiscard]] Watch {
public:
  Watch() = default;
  Watch(Watch &&other) noexcept;
  Watch &operator=(Watch &&other) noexcept;
  ~Watch() { close(); }
  /// Ends it; a second time it does nothing. Callbacks that run in other threads meanwhile finish.
  void close();
  bool isOpen() const;
  /// Leaves the observer registered until the process ends.
  void detach() { observer.reset(); }

private:
  friend Watch watch(Observer observer);
  std::shared_ptr<const Observer> observer;
};

/// Registers an observer beside all others. pre callbacks come in the order of registration, post callbacks in the
/// opposite one. A program that began without any observer runs on without; one that is observed minds every change
/// from the next callback on. Throws Error where hooks were not built in, ValueError for an observer without callbacks.
Watch watch(Observer observer);

} // namespace debug
} // namespace tt::runtime
