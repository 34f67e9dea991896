// A core with memory of its own and a program at address 0.
#pragma once

#include <cstdlib>
#include <cstring>
#include <initializer_list>
#include <memory>
#include <span>
#include <vector>

#include <gtest/gtest.h>

#include "assembler.h"
#include "tt/device/core.h"

namespace tt::device {

/// Memory as cores want it, zeros.
class TestMemory {
public:
  explicit TestMemory(size_t size)
      : bytes(static_cast<std::byte *>(std::aligned_alloc(4096, (size + 4095) / 4096 * 4096))), size(size) {
    std::memset(bytes.get(), 0, size);
  }
  std::span<std::byte> span() const { return {bytes.get(), size}; }
  void write(uint32_t address, std::span<const uint32_t> words) {
    std::memcpy(bytes.get() + address, words.data(), words.size_bytes());
  }
  void write(uint32_t address, std::initializer_list<uint32_t> words) {
    write(address, std::span(words.begin(), words.size()));
  }
  uint32_t word(uint32_t address) const {
    uint32_t value;
    std::memcpy(&value, bytes.get() + address, 4);
    return value;
  }

private:
  struct Free {
    void operator()(std::byte *memory) const { std::free(memory); }
  };
  std::unique_ptr<std::byte[], Free> bytes;
  size_t size;
};

struct CoreFixture : ::testing::Test {
  static constexpr uint32_t kMemorySize = 64 * 1024 + 12; // no multiple of anything
  static constexpr int64_t kPlenty = 1'000'000;

  TestMemory memory{kMemorySize};
  Core core{memory.span(), CoreOptions{}};

  CoreFixture() { core.reset(0, kMemorySize / 16 * 16); }

  void load(std::initializer_list<uint32_t> words) { memory.write(0, words); }
  uint32_t x(uint32_t number) const { return core.state().x[number]; }
};

} // namespace tt::device
