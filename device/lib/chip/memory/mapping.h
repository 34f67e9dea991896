// Address space that takes memory only where it is touched.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tt::device {

class Mapping {
public:
  /// All zero. Throws DeviceError where the host has not so much address space; `what` is named in the message.
  Mapping(uint64_t bytes, std::string_view what);
  ~Mapping();
  Mapping(const Mapping &) = delete;
  Mapping &operator=(const Mapping &) = delete;

  std::byte *data() const { return begin; }
  uint64_t size() const { return bytes; }

private:
  std::byte *begin = nullptr;
  uint64_t bytes = 0;
};

} // namespace tt::device
