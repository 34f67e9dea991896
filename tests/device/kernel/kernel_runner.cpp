// A core, memory, a launch record, and nothing else.
#include "kernel_runner.h"

#include <algorithm>
#include <bit>
#include <new>

#include <fmt/format.h>

namespace tt::device::test {

KernelRunner::KernelRunner() : memory(new (std::align_val_t{4096}) std::byte[kMemory]) {
  std::memset(memory.get(), 0, kMemory);
  record = {};
  record.runtimeArgs = kArguments;
  record.commonArgs = kCommonArguments;
  record.nocX = 3;
  record.nocY = 5;
  record.logicalX = 2;
  record.logicalY = 4;
  record.gridWidth = 8;
  record.gridHeight = 8;
  record.semaphores = kSemaphores;
  record.dramBanks = kBanks;
  record.dramBankCount = 3;
  record.l1Banks = kBanks + 0x100;
  record.l1BankCount = 2;
  record.dramAlignment = 32;
  record.l1Alignment = 16;
  record.semaphoreCount = target::card::kSemaphoresPerTile;
  for (uint32_t bank = 0; bank < 3; ++bank)
    at<uint32_t>(record.dramBanks)[bank] = bank | 20u << 6;
  for (uint32_t bank = 0; bank < 2; ++bank)
    at<uint32_t>(record.l1Banks)[bank] = (bank + 1) | (bank + 2) << 6;
}

std::optional<uint32_t> KernelRunner::run(const KernelImage &kernel, int64_t budget) {
  record.runtimeArgCount = static_cast<uint32_t>(arguments.size());
  record.commonArgCount = static_cast<uint32_t>(commonArguments.size());
  std::memcpy(at<std::byte>(kRecord), &record, sizeof(record));
  std::copy(arguments.begin(), arguments.end(), at<uint32_t>(kArguments));
  std::copy(commonArguments.begin(), commonArguments.end(), at<uint32_t>(kCommonArguments));
  const uint32_t base = kernel.fixedBase().value_or(kCode);
  kernel.load({at<std::byte>(base), kMemory - base}, base);

  CoreOptions options;
  options.native = false;
  Core core({memory.get(), kMemory}, options);
  core.reset(base + kernel.entry(), kStack);
  core.addCode(base + kernel.codeBegin(), base + kernel.codeEnd());
  core.state().x[10] = kRecord;
  for (;;) {
    const Stop stop = core.run(budget);
    retired = core.retired();
    if (stop != Stop::Call) {
      if (stop == Stop::Fault)
        fault = core.fault();
      return std::nullopt;
    }
    uint32_t *x = core.state().x;
    const ServiceCall call{static_cast<Service>(x[17]),
                           {x[10], x[11], x[12], x[13], x[14], x[15], x[16], x[5], x[6], x[7]}};
    if (call.service == Service::kernel_exit)
      return call.arguments[0];
    if (call.service == Service::kernel_unreachable)
      return std::nullopt;
    if (call.service == Service::print_text)
      printed.append(at<char>(call.arguments[0]), call.arguments[1]);
    else if (call.service == Service::print_unsigned)
      printed += fmt::format(fmt::runtime(call.arguments[2] == 16 ? "{:x}" : "{}"),
                             uint64_t{call.arguments[1]} << 32 | call.arguments[0]);
    else if (call.service == Service::print_signed)
      printed += fmt::format("{}", static_cast<int64_t>(uint64_t{call.arguments[1]} << 32 | call.arguments[0]));
    else if (call.service == Service::print_float)
      printed += fmt::format("{}", std::bit_cast<float>(call.arguments[0]));
    calls.push_back(call);
    const auto answer = answers.find(call.service);
    x[10] = answer == answers.end() ? 0 : answer->second;
    core.finishCall();
  }
}

} // namespace tt::device::test
