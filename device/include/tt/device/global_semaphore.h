// Semaphores that outlive programs: a word of L1 at one address on a range of tiles.
#pragma once

#include <cstdint>
#include <memory>

#include "tt/device/coordinates.h"

namespace tt::device {

/// Made by Chip::createGlobalSemaphore. Programs give its address to kernels as an argument, which use it as they use
/// what get_semaphore() returns. A program that starts does not change its value. A handle: copies mean the same one.
class GlobalSemaphore {
public:
  GlobalSemaphore() = default;
  explicit operator bool() const { return impl != nullptr; }
  uint32_t address() const; // of L1, the same on all its tiles
  const TileRanges &tiles() const;
  /// Sets its value on all its tiles; cores that wait for it see that. Throws DeviceError where the chip is closed.
  void reset(uint32_t value) const;

  struct Impl;
  explicit GlobalSemaphore(std::shared_ptr<const Impl> impl) : impl(std::move(impl)) {}

private:
  std::shared_ptr<const Impl> impl;
};

} // namespace tt::device
