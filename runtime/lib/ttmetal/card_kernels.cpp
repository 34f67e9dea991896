// The chip's hooks as callbacks of observers; its errors as those of the runtime.
#include "ttmetal/card_kernels.h"

#include <algorithm>
#include <type_traits>

#include <fmt/format.h>

#include "tt/device/error.h"
#include "tt/runtime/error.h"

namespace tt::runtime::detail {
namespace {

thread_local const device::Chip *chipOfCallback = nullptr;

/// Runs `action`; what the chip objects to, the runtime's caller sees as an error of the runtime.
template <class Action>
auto asRuntimeErrors(Action action) {
  try {
    return action();
  } catch (const device::ValueError &error) {
    throw ValueError(error.what());
  } catch (const device::Error &error) {
    throw Error(error.what());
  }
}

class KernelOnCore final : public ObservedKernel {
public:
  KernelOnCore(device::Chip &chip, const device::CoreId &core, const StartedKernel &kernel)
      : chip(chip), core(core), kernel(kernel) {}

  KernelInfo info() const override {
    return {kernel.record->name,
            device::toString(core.processor),
            core.tile.x,
            core.tile.y,
            kernel.argumentsAt(core.tile.x, core.tile.y),
            kernel.common};
  }
  std::array<uint32_t, kKernelRegisters> registers() const override {
    return asRuntimeErrors([&] {
      const device::CoreState state = chip.registers(core);
      std::array<uint32_t, kKernelRegisters> result;
      *std::copy(std::begin(state.x), std::end(state.x), result.begin()) = state.pc;
      return result;
    });
  }
  void setRegister(uint32_t number, uint32_t value) override {
    asRuntimeErrors([&] { chip.setRegister(core, number, value); });
  }
  void readMemory(uint32_t address, std::span<std::byte> data) const override {
    asRuntimeErrors([&] { chip.readL1(core.tile, address, data); });
  }
  void writeMemory(uint32_t address, std::span<const std::byte> data) override {
    asRuntimeErrors([&] { chip.writeL1(core.tile, address, data); });
  }

private:
  device::Chip &chip;
  const device::CoreId core;
  const StartedKernel &kernel;
};

const StartedKernel &kernelOf(const std::vector<StartedKernel> &kernels, const device::CoreId &core) {
  return *std::find_if(kernels.begin(), kernels.end(), [&](const StartedKernel &kernel) {
    const CoreRange &cores = kernel.record->cores;
    return kernel.record->processor == static_cast<uint8_t>(core.processor) && core.tile.x - cores.x < cores.width &&
           core.tile.y - cores.y < cores.height;
  });
}

} // namespace

std::vector<uint32_t> StartedKernel::argumentsAt(uint32_t x, uint32_t y) const {
  const CoreRange &cores = record->cores;
  const size_t own = record->coreArgs.size() / cores.count();
  const auto begin =
      record->coreArgs.begin() + static_cast<std::ptrdiff_t>(((y - cores.y) * cores.width + (x - cores.x)) * own);
  std::vector<uint32_t> arguments = shared;
  arguments.insert(arguments.end(), begin, begin + static_cast<std::ptrdiff_t>(own));
  return arguments;
}

device::KernelHooks hooksAroundKernels(Observation &observation, uint32_t op,
                                       const std::vector<StartedKernel> &kernels) {
  const auto hook = [&observation, op, &kernels](auto show) {
    return [&observation, op, &kernels, show](device::Chip &chip, const device::CoreId &core, const std::string &) {
      struct InCallback {
        explicit InCallback(const device::Chip &chip) { chipOfCallback = &chip; }
        ~InCallback() { chipOfCallback = nullptr; }
      } inCallback(chip);
      const StartedKernel &kernel = kernelOf(kernels, core);
      KernelOnCore onCore(chip, core, kernel);
      (observation.*show)(op, kernel.record->name, onCore);
    };
  };
  return {.before = hook(&Observation::beforeKernel), .after = hook(&Observation::afterKernel)};
}

bool isInKernelCallback(const device::Chip &chip) { return chipOfCallback == &chip; }

} // namespace tt::runtime::detail
