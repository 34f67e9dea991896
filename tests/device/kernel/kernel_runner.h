// Runs a kernel on a core without a chip: its calls are noted and answered from a table.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tenon/schema/card_abi.h"
#include "tt/device/core.h"
#include "tt/device/kernel.h"

namespace tt::device::test {

using target::card::Service;

/// A service that a kernel asked for: a0 to a6, then t0 to t2.
struct ServiceCall {
  Service service;
  std::array<uint32_t, 10> arguments;
};

class KernelRunner {
public:
  static constexpr uint32_t kMemory = 1 << 20, kRecord = 0x100, kArguments = 0x400, kCommonArguments = 0x800,
                            kSemaphores = 0xc00, kBanks = 0x1000, kData = 0x10000, kCode = 0x80000, kStack = kMemory;

  KernelRunner();

  /// Runs to the kernel's end, at most `budget` instructions; its exit code, or nothing where it did not end.
  std::optional<uint32_t> run(const KernelImage &kernel, int64_t budget = 100'000'000);

  template <typename T>
  T *at(uint32_t address) {
    return reinterpret_cast<T *>(memory.get() + address);
  }

  target::card::LaunchRecord record;
  std::vector<uint32_t> arguments, commonArguments;
  std::map<Service, uint32_t> answers; // 0 where there is none
  std::vector<ServiceCall> calls;      // but for kernel_exit
  std::string printed;                 // texts, numbers in their base
  Fault fault;                         // where it was stopped by one
  uint64_t retired = 0;

private:
  struct Free {
    void operator()(std::byte *bytes) const { ::operator delete[](bytes, std::align_val_t{4096}); }
  };
  std::unique_ptr<std::byte[], Free> memory;
};

} // namespace tt::device::test
