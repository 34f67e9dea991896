// The simulated cards of an opened device.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "common/observation.h"
#include "tt/runtime/binary.h"
#include "ttmetal/card_image.h"

namespace tt::device {
class Chip;
struct KernelHooks;
class Program;
} // namespace tt::device

namespace tt::runtime::detail {

/// An input of a program for the time of a run.
struct CardInput {
  std::byte *data = nullptr;
  std::shared_ptr<void> owner; ///< keeps the memory alive
};

/// Cards are opened when the first program for them runs, one for each description. Thread-safe.
class CardState {
public:
  /// `numThreads`: host threads that run the cores of a card. TT_RUNTIME_CARD_BUDGET in the environment limits the
  /// instructions that each core may execute in a program; without it there is no limit.
  /// TT_RUNTIME_CARD_DETERMINISTIC=1: cores take turns on one thread, in the same order every time. Throws ValueError
  /// where one of them is something else.
  explicit CardState(uint32_t numThreads);
  ~CardState();

  std::shared_ptr<device::Chip> chip(const CardDescription &description);
  /// Runs a program on a chip, alone: of several threads that run programs each gets its own errors.
  /// `hooks` are called around its kernels; a program that one of them wants to run on the same chip is refused
  /// (Error).
  void run(device::Chip &chip, const device::Program &program, device::KernelHooks hooks);

private:
  const uint32_t numThreads;
  const uint64_t budget; ///< 0: no limit
  const bool deterministic;
  std::mutex mutex; ///< guards `chips`
  std::map<CardDescription, std::shared_ptr<device::Chip>> chips;
  std::mutex running;
};

/// Runs program `programIndex` of `binary`, which was made for the card, and shows it to those who observe.
std::vector<Tensor> runOnCard(CardState &state, const Binary &binary, uint32_t programIndex,
                              std::span<const CardInput> inputs, uint64_t runId);

} // namespace tt::runtime::detail
