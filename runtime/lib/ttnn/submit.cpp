// submit: checks of the inputs, and the way into a program with or without hooks; tensors' ways to and from the device.
#include <cstring>

#include <fmt/format.h>

#include "common/binary_image.h"
#include "common/tensor_storage.h"
#include "tt/runtime/runtime.h"
#include "ttmetal/card_state.h"
#include "ttnn/auto_debug_hooks.h"
#include "ttnn/device_state.h"
#include "ttnn/hooked_run.h"

namespace tt::runtime {
namespace detail {

std::vector<Tensor> runProgram(const RunScope &scope, uint32_t program, std::span<const Binding> inputs, bool once) {
  std::shared_ptr<PlanEntry> entry = scope.device.planFor(scope.binary.impl(), program, once);
  std::shared_ptr<const ObserverSet> observers = scope.observed ? currentObservers() : nullptr;
  std::shared_ptr<const Selection> selection = observers ? entry->get().selectionOf(*observers) : nullptr;
  const bool hooked = selection && !selection->isEmpty();
  struct Borrowed {
    PlanEntry &entry;
    std::unique_ptr<Execution> execution;
    ~Borrowed() { entry.release(std::move(execution)); }
  } borrowed{*entry, entry->acquire(scope.device, inputs, hooked)};
  std::vector<Tensor> outputs =
      hooked ? HookedRun(scope, *borrowed.execution, inputs, std::move(observers), std::move(selection)).run()
             : borrowed.execution->run(scope, inputs);
  if (once)
    entry->get().discardConstants();
  return outputs;
}

} // namespace detail

namespace {

using detail::Binding;
using detail::Program;
using detail::TensorAccess;

const detail::BinaryImage &requireBinary(const Binary &binary) {
  if (!binary)
    throw ValueError("the Binary is empty: it was never loaded");
  return *binary.impl();
}

const Program &requireProgram(const detail::BinaryImage &image, uint32_t index) {
  if (index >= image.programs.size())
    throw IndexError(fmt::format("program index {} is out of range: the Binary has {} program{}", index,
                                 image.programs.size(), image.programs.size() == 1 ? "" : "s"));
  return image.programs[index];
}

std::string describeInput(const Program &program, size_t index) {
  const std::string &name = program.arguments[index].name;
  return fmt::format("input {}{} of program \"{}\"", index, name.empty() ? "" : fmt::format(" ('{}')", name),
                     program.name);
}

Binding bind(const Program &program, size_t index, const Tensor &tensor, bool written) {
  const TensorDesc &expected = program.arguments[index].desc;
  if (!tensor)
    throw ValueError(fmt::format("{} is an empty tensor; expected {}", describeInput(program, index), expected.str()));
  if (tensor.dtype() != expected.dtype)
    throw TypeError(fmt::format("{} has element type {}; expected {} ({})", describeInput(program, index),
                                toKeyword(tensor.dtype()), toKeyword(expected.dtype), expected.str()));
  if (tensor.shape() != expected.shape)
    throw ValueError(fmt::format("{} has shape {}; expected {}", describeInput(program, index), tensor.desc().str(),
                                 expected.str()));
  const std::shared_ptr<detail::TensorStorage> &storage = TensorAccess::storage(tensor);
  Binding binding;
  binding.owner = storage->pin();
  // After pinning, so that what data() returns stays.
  binding.data = static_cast<std::byte *>(const_cast<void *>(tensor.data()));
  binding.writable = !tensor.isReadOnly();
  if (written && !binding.writable)
    throw ValueError(fmt::format("{} is read-only, but the program updates it in place; pass a writable tensor",
                                 describeInput(program, index)));
  if (written)
    storage->version++;
  binding.id = tensor.globalId();
  binding.version = tensor.version();
  binding.tensor = tensor;
  return binding;
}

std::vector<Tensor> submitToCard(detail::DeviceState &device, const Binary &binary, uint32_t program,
                                 std::span<const Binding> bindings) {
  std::vector<detail::CardInput> inputs;
  for (const Binding &binding : bindings)
    inputs.push_back({binding.data, binding.owner});
  return detail::runOnCard(*device.cards(), binary, program, inputs, detail::nextGlobalId());
}

} // namespace

std::vector<Tensor> submit(Device device, Binary binary, uint32_t programIndex, std::span<const Tensor> inputs) {
  if (!device)
    throw DeviceError("the device was never opened");
  if (detail::isFirstSubmission())
    detail::registerPythonCallbacksIfAsked();
  detail::RunGuard guard(*device.impl());
  const Program &program = requireProgram(requireBinary(binary), programIndex);
  if (inputs.size() != program.inputs.size())
    throw ValueError(fmt::format("program \"{}\" takes {} input{}, got {}", program.name, program.inputs.size(),
                                 program.inputs.size() == 1 ? "" : "s", inputs.size()));
  std::vector<Binding> bindings;
  bindings.reserve(inputs.size());
  for (size_t i = 0; i < inputs.size(); ++i)
    bindings.push_back(bind(program, i, inputs[i], !program.writtenInputs.empty() && program.writtenInputs[i]));
  if (binary.impl()->isForCard)
    return submitToCard(*device.impl(), binary, programIndex, bindings);
  detail::RunTiming timing;
  const detail::RunScope scope{*device.impl(), binary, /*observed=*/true, &timing, detail::nextGlobalId()};
  return detail::runProgram(scope, programIndex, bindings, /*once=*/false);
}

void wait(const Tensor &tensor) {
  if (!tensor)
    throw ValueError("the tensor is empty: it was never created");
}

void wait(std::span<const Tensor> tensors) {
  for (const Tensor &tensor : tensors)
    wait(tensor);
}

std::vector<Tensor> toHost(const Tensor &tensor, bool untilize, bool blocking) {
  return {Tensor::createOwned(tensor.desc(), tensor.data())};
}

Layout getLayout(const Binary &binary, uint32_t programIndex, uint32_t inputIndex) {
  const Program &program = requireProgram(requireBinary(binary), programIndex);
  if (inputIndex >= program.inputs.size())
    throw IndexError(fmt::format("input index {} is out of range: program \"{}\" has {} input{}", inputIndex,
                                 program.name, program.inputs.size(), program.inputs.size() == 1 ? "" : "s"));
  return program.arguments[inputIndex].layout;
}

Tensor toLayout(const Tensor &tensor, Device device, Layout layout, std::optional<bool> retain) {
  if (!device.isOpen())
    throw DeviceError("the device is closed; open one");
  const std::shared_ptr<detail::TensorStorage> &storage = TensorAccess::storage(tensor);
  const void *data = tensor.data();
  // Memory of the runtime's own is shared; the caller may still change what it lent.
  Tensor result = storage->borrowed || storage->lease
                      ? Tensor::createOwned(tensor.desc(), data)
                      : TensorAccess::make(tensor.desc(), storage->data, storage->pin(), tensor.isReadOnly());
  result.setRetain(retain.value_or(tensor.retain()));
  return result;
}

void memcpy(void *dst, const Tensor &src) {
  const void *data = src.data();
  size_t size = src.desc().sizeBytes();
  if (!dst && size != 0)
    throw ValueError("memcpy to a null address");
  if (size != 0)
    std::memmove(dst, data, size);
}

void memcpy(Tensor dst, const Tensor &src) {
  if (dst.dtype() != src.dtype())
    throw TypeError(
        fmt::format("memcpy between different element types: {} and {}", dst.desc().str(), src.desc().str()));
  if (dst.desc().sizeBytes() != src.desc().sizeBytes())
    throw ValueError(
        fmt::format("memcpy between tensors of different size: {} and {}", dst.desc().str(), src.desc().str()));
  const void *data = src.data();
  std::memmove(dst.mutableData(), data, src.desc().sizeBytes());
}

void deallocateTensor(Tensor &tensor, bool force) {
  if (force || !tensor.retain())
    tensor.deallocate();
}

} // namespace tt::runtime
