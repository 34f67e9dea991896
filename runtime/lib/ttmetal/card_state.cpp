// Opens and closes simulated cards.
#include "ttmetal/card_state.h"

#include <cstdlib>
#include <string_view>

#include <fmt/format.h>

#include "tt/device/chip.h"
#include "tt/runtime/error.h"
#include "ttmetal/card_kernels.h"

namespace tt::runtime::detail {

namespace {

uint64_t budgetFromEnvironment() {
  const char *text = std::getenv("TT_RUNTIME_CARD_BUDGET");
  if (!text || *text == '\0')
    return 0;
  char *end = nullptr;
  const uint64_t budget = std::strtoull(text, &end, 10);
  if (*end != '\0' || *text == '-')
    throw ValueError(fmt::format("TT_RUNTIME_CARD_BUDGET is '{}'; expected a number of instructions", text));
  return budget;
}

bool determinismFromEnvironment() {
  const char *text = std::getenv("TT_RUNTIME_CARD_DETERMINISTIC");
  const std::string_view value = text ? text : "";
  if (value != "" && value != "0" && value != "1")
    throw ValueError(fmt::format("TT_RUNTIME_CARD_DETERMINISTIC is '{}'; expected 1, or 0", value));
  return value == "1";
}

} // namespace

CardState::CardState(uint32_t numThreads)
    : numThreads(numThreads), budget(budgetFromEnvironment()), deterministic(determinismFromEnvironment()) {}

CardState::~CardState() {
  for (auto &[description, chip] : chips)
    chip->close();
}

std::shared_ptr<device::Chip> CardState::chip(const CardDescription &description) {
  std::lock_guard lock(mutex);
  std::shared_ptr<device::Chip> &chip = chips[description];
  if (!chip) {
    device::Architecture architecture = device::Architecture::named(description.arch);
    if (architecture.gridWidth != description.gridWidth || architecture.gridHeight != description.gridHeight)
      architecture = architecture.withGrid(description.gridWidth, description.gridHeight);
    device::ChipOptions options;
    options.threads = numThreads;
    options.deterministic = deterministic;
    chip = device::Chip::open(architecture, options);
  }
  return chip;
}

void CardState::run(device::Chip &chip, const device::Program &program, device::KernelHooks hooks) {
  if (isInKernelCallback(chip))
    throw Error("a program for the card was submitted from a callback around a kernel: the card is running the "
                "kernel's program; submit it after the program, or to another device");
  std::lock_guard lock(running);
  device::RunOptions options;
  options.budget = budget;
  if (!hooks.before && !hooks.after)
    return chip.run(program, options);
  struct Hooked { // nobody else sets hooks of the runtime's chips
    device::Chip &chip;
    Hooked(device::Chip &chip, device::KernelHooks hooks) : chip(chip) { chip.setKernelHooks(std::move(hooks)); }
    ~Hooked() { chip.setKernelHooks({}); }
  } hooked(chip, std::move(hooks));
  chip.run(program, options);
}

} // namespace tt::runtime::detail
