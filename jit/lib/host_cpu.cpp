// Reads what the CPU says of itself. The bits are taken whole: a new feature needs no new line here.
#include "tt/jit/host_cpu.h"

#if defined(__x86_64__)
#include <array>
#include <cpuid.h>
#include <cstdint>
#else
#include <fstream>
#endif

namespace tt::jit {
namespace {

#if defined(__x86_64__)

void appendHex(std::string &text, uint32_t value) {
  for (int shift = 28; shift >= 0; shift -= 4)
    text += "0123456789abcdef"[(value >> shift) & 15];
}

std::string describe() {
  struct Leaf {
    uint32_t leaf, subleaf;
    std::array<uint32_t, 4> mask; // of eax, ebx, ecx, edx: without what differs from core to core
  };
  constexpr uint32_t all = 0xffffffff;
  constexpr Leaf leaves[] = {
      {0, 0, {0, all, all, all}},        // vendor
      {1, 0, {all, 0, all, all}},        // family, model and stepping, features
      {7, 0, {all, all, all, all}},      // features
      {7, 1, {all, all, all, all}},      // features
      {0x80000001, 0, {0, 0, all, all}}, // features
  };
  std::string text = "x86-64";
  for (const Leaf &leaf : leaves) {
    std::array<uint32_t, 4> values = {};
    __get_cpuid_count(leaf.leaf, leaf.subleaf, &values[0], &values[1], &values[2], &values[3]);
    text += ' ';
    for (size_t i = 0; i < values.size(); ++i)
      appendHex(text, values[i] & leaf.mask[i]);
  }
  uint32_t a = 0, b = 0, c = 0, d = 0;
  if (__get_cpuid(1, &a, &b, &c, &d) != 0 && (c & bit_OSXSAVE) != 0) { // which registers the system saves
    uint32_t low, high;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    text += ' ';
    appendHex(text, low);
  }
  return text;
}

#else

std::string describe() {
  std::ifstream file("/proc/cpuinfo");
  std::string text, line;
  // The first processor's paragraph; speed and the like are not part of it on these machines.
  while (std::getline(file, line) && !line.empty())
    if (line.find("MHz") == std::string::npos && line.find("MIPS") == std::string::npos)
      text += line + '\n';
  return text;
}

#endif

} // namespace

const std::string &hostCpu() {
  static const std::string text = describe();
  return text;
}

} // namespace tt::jit
