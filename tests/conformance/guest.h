// A program for RV32 as Linux's user mode has it, run by a core: static ELF files that write and exit by system calls.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "tt/device/core.h"

namespace tt::device::conformance {

enum class Tier { Interpreter, Native };

struct GuestOptions {
  Tier tier = Tier::Interpreter;
  bool misalignedAccess = false;
  uint32_t memorySize = 16 << 20; // bytes; the stack begins at the end
  int64_t slice = INT64_MAX;      // instructions a run()
  int64_t limit = INT64_MAX;      // instructions until it is stopped
  uint32_t hartId = 0;
};

struct GuestResult {
  bool exited = false;
  int32_t exitCode = 0;
  std::string error;  // why it did not exit
  std::string output; // what it wrote to the files 1 and 2
  uint64_t retired = 0;
};

/// Memory, a core and what was written. System calls (a7): 64 write, 93 exit, 94 exit_group.
class Guest {
public:
  /// Loads `elf`; throws ValueError if it is none for RV32 or does not fit.
  Guest(std::span<const std::byte> elf, const GuestOptions &options);
  ~Guest();
  GuestResult run();
  Core &core() { return *theCore; }
  std::span<std::byte> memory() const;
  /// Where code is, from the first address of it to the end of the last.
  std::span<const std::byte> code() const { return memory().subspan(codeBegin, codeEnd - codeBegin); }
  uint32_t codeAddress() const { return codeBegin; }

private:
  void load(std::span<const std::byte> elf);
  bool systemCall(GuestResult &result);

  GuestOptions options;
  uint32_t codeBegin = UINT32_MAX, codeEnd = 0;
  struct Free {
    void operator()(std::byte *memory) const;
  };
  std::unique_ptr<std::byte[], Free> bytes;
  std::unique_ptr<Core> theCore;
};

} // namespace tt::device::conformance
