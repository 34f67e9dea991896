// Kernels that serve the host: they wait in host_wait until it asks, and come back there.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <thread>

namespace tt::device {

/// One call of Chip::serve.
class Serving {
public:
  Serving(uint32_t cores, std::chrono::milliseconds timeout) : away(cores) {
    if (timeout.count() > 0)
      end = std::chrono::steady_clock::now() + timeout;
  }
  bool isPast() const { return end && std::chrono::steady_clock::now() >= *end; }

  std::atomic<uint32_t> away; // cores that are not back
  const std::thread::id thread = std::this_thread::get_id();
  std::optional<std::chrono::steady_clock::time_point> end; // only of that thread
};

} // namespace tt::device
