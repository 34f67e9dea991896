// What a debug callback may ask of the running program, checked: contexts of callbacks that returned are refused.
#include <cstring>

#include <fmt/format.h>

#include "common/binary_image.h"
#include "common/observation.h"
#include "common/tiles.h"
#include "tt/runtime/debug.h"
#include "tt/runtime/error.h"

namespace tt::runtime {
namespace {

using detail::ContextAccess;
using detail::ObservedRun;
using detail::Operation;
using detail::RunState;

/// Access to the run behind a context; the callback cannot end while it lives.
class Access {
public:
  template <class Context>
  Access(const Context &context, const char *what) : state(*context.impl()) {
    ++state.readers;
    uint64_t number = ContextAccess::callbackOf(context);
    if (number % 2 == 0 || state.callback != number) {
      --state.readers;
      throw Error(
          fmt::format("the {} was used after its debug callback returned; it is valid during the callback only", what));
    }
  }
  explicit Access(const CallbackContext &context) : Access(context, "program context") {}
  explicit Access(const OpContext &context) : Access(context, "op context") { op = context.index(); }
  explicit Access(const KernelContext &context) : Access(context, "kernel context") {}
  ~Access() { --state.readers; }
  Access(const Access &) = delete;
  Access &operator=(const Access &) = delete;

  ObservedRun &run() const { return *state.run; }
  detail::ObservedKernel &kernel() const { return *state.kernel; }
  const Operation &operation() const { return run().program().operations[op]; }
  std::vector<TensorRef> refs(std::span<const uint32_t> values) const {
    std::vector<TensorRef> refs;
    for (uint32_t value : values)
      if (const detail::Value &info = run().program().values[value]; info.isTensor)
        refs.push_back({run().programId(), value, info.desc});
    return refs;
  }
  /// Refuses refs of other programs.
  void check(const TensorRef &ref) const {
    if (ref.program != run().programId() || ref.value >= run().program().values.size())
      throw ValueError(
          fmt::format("the tensor ref %{} is not one of the running program \"{}\"", ref.value, run().program().name));
  }

  RunState &state;
  uint32_t op = 0;
};

} // namespace

std::string getOpName(const OpContext &op) { return Access(op).operation().name; }
std::string getOpDebugStr(const OpContext &op) { return Access(op).operation().text; }
std::string getOpLocInfo(const OpContext &op) { return Access(op).operation().location; }

std::vector<std::pair<std::string, std::string>> getOpAttributes(const OpContext &op) {
  Access access(op);
  std::vector<std::pair<std::string, std::string>> attributes;
  for (const auto &[name, value] : access.operation().attributes)
    attributes.emplace_back(name, detail::attributeAsText(value));
  return attributes;
}

std::vector<TensorRef> getOpOutputRefs(const OpContext &op) {
  Access access(op);
  return access.refs(access.run().outputsOf(access.op));
}

std::vector<TensorRef> getOpInputRefs(const OpContext &op) {
  Access access(op);
  return access.refs(access.operation().operands);
}

std::optional<Tensor> getOpOutputTensor(const OpContext &op, const CallbackContext &program) {
  Access access(op);
  Access programAccess(program);
  if (&access.state != &programAccess.state)
    throw ValueError("the op context and the program context belong to different runs");
  for (uint32_t result : access.run().outputsOf(access.op)) {
    const detail::Value &value = access.run().program().values[result];
    if (!value.isTensor)
      continue;
    if (!access.run().isLive(result))
      return std::nullopt;
    return access.run().copyOfValue(result);
  }
  return std::nullopt;
}

double getOpDuration(const OpContext &op) {
  Access access(op);
  std::optional<std::chrono::nanoseconds> duration = access.run().opDuration();
  if (!duration)
    throw Error(fmt::format("{} was not timed; its time is known after it ran, to observers that ask for it: "
                            "watch(post_op=..., timed=True)",
                            access.operation().name));
  return std::chrono::duration<double>(*duration).count();
}

std::optional<Tensor> retrieveTensorFromPool(const CallbackContext &program, const TensorRef &ref, bool untilize) {
  Access access(program);
  access.check(ref);
  if (!access.run().isLive(ref.value))
    return std::nullopt;
  const detail::Value &value = access.run().program().values[ref.value];
  if (!untilize && value.layout.tiled)
    return detail::tilize(value.desc, static_cast<const std::byte *>(access.run().lend(ref.value).data()));
  return access.run().lend(ref.value);
}

void updateTensorInPool(const CallbackContext &program, const TensorRef &ref, const Tensor &value) {
  Access access(program);
  access.check(ref);
  const TensorDesc &expected = access.run().program().values[ref.value].desc;
  const TensorDesc &given = value.desc();
  if (!access.run().isLive(ref.value))
    throw ValueError(fmt::format("the tensor %{} ({}) is not in the pool: it was not computed yet, or is deallocated",
                                 ref.value, expected.str()));
  if (given.dtype != expected.dtype)
    throw TypeError(fmt::format("the tensor %{} has element type {}, the new contents have {}", ref.value,
                                toKeyword(expected.dtype), toKeyword(given.dtype)));
  if (given.shape != expected.shape)
    throw ValueError(
        fmt::format("the tensor %{} has shape {}, the new contents have {}", ref.value, expected.str(), given.str()));
  access.run().overwrite(ref.value, value);
}

KernelInfo getKernelInfo(const KernelContext &kernel) { return Access(kernel).kernel().info(); }
std::array<uint32_t, kKernelRegisters> getKernelRegisters(const KernelContext &kernel) {
  return Access(kernel).kernel().registers();
}
void setKernelRegister(const KernelContext &kernel, uint32_t number, uint32_t value) {
  Access(kernel).kernel().setRegister(number, value);
}
void readKernelMemory(const KernelContext &kernel, uint32_t address, std::span<std::byte> data) {
  Access(kernel).kernel().readMemory(address, data);
}
void writeKernelMemory(const KernelContext &kernel, uint32_t address, std::span<const std::byte> data) {
  Access(kernel).kernel().writeMemory(address, data);
}

uint32_t getProgramIndex(const CallbackContext &program) { return Access(program).state.programIndex; }
uint64_t getRunId(const CallbackContext &program) { return Access(program).state.id; }

} // namespace tt::runtime
