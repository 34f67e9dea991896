// Linked into every kernel: its start, memory functions, and the arithmetic that RV32IM has no instructions for.
#include "tenon/kernel/base.h"
#include "tenon/kernel/runtime_float.h"
#include "tenon/kernel/runtime_integer.h"

void kernel_main() __asm__("kernel_main");

extern "C" {

const tt::target::card::LaunchRecord *tenon_launch_record;
uint8_t noc_index, my_x[2], my_y[2], my_logical_x_, my_logical_y_;

using Constructor = void (*)();
extern Constructor __init_array_start[], __init_array_end[];

/// The card sets the stack pointer and gives the address of the launch record.
[[noreturn]] void _start(const tt::target::card::LaunchRecord *record) {
  tenon_launch_record = record;
  noc_index = static_cast<uint8_t>(record->nocIndex);
  my_x[0] = my_x[1] = static_cast<uint8_t>(record->nocX);
  my_y[0] = my_y[1] = static_cast<uint8_t>(record->nocY);
  my_logical_x_ = static_cast<uint8_t>(record->logicalX);
  my_logical_y_ = static_cast<uint8_t>(record->logicalY);
  for (Constructor *constructor = __init_array_start; constructor != __init_array_end; ++constructor)
    (*constructor)();
  kernel_main();
  tenon::call<tenon::Service::kernel_exit>(0);
  __builtin_unreachable();
}

[[noreturn]] void abort() {
  tenon::call<tenon::Service::kernel_unreachable>();
  __builtin_unreachable();
}
[[noreturn]] void __cxa_pure_virtual() { abort(); }
int __cxa_atexit(void (*)(void *), void *, void *) { return 0; }
void *__dso_handle;

void *memcpy(void *__restrict destination, const void *__restrict source, size_t bytes) {
  auto *to = static_cast<uint8_t *>(destination);
  auto *from = static_cast<const uint8_t *>(source);
  // Word by word where both are as far from a word's start; the cores may refuse misaligned accesses.
  if (((reinterpret_cast<uintptr_t>(to) ^ reinterpret_cast<uintptr_t>(from)) & 3) == 0) {
    for (; bytes && (reinterpret_cast<uintptr_t>(to) & 3); --bytes)
      *to++ = *from++;
    for (; bytes >= 16; bytes -= 16, to += 16, from += 16) {
      auto *wide = reinterpret_cast<uint32_t *>(to);
      auto *words = reinterpret_cast<const uint32_t *>(from);
      const uint32_t a = words[0], b = words[1], c = words[2], d = words[3];
      wide[0] = a, wide[1] = b, wide[2] = c, wide[3] = d;
    }
    for (; bytes >= 4; bytes -= 4, to += 4, from += 4)
      *reinterpret_cast<uint32_t *>(to) = *reinterpret_cast<const uint32_t *>(from);
  }
  for (; bytes; --bytes)
    *to++ = *from++;
  return destination;
}

void *memmove(void *destination, const void *source, size_t bytes) {
  auto *to = static_cast<uint8_t *>(destination);
  auto *from = static_cast<const uint8_t *>(source);
  if (to <= from || to >= from + bytes) {
    // Forward; word by word is safe too, as a later word is never written before it was read.
    if (to <= from && static_cast<size_t>(from - to) < 16) {
      for (; bytes; --bytes)
        *to++ = *from++;
      return destination;
    }
    return memcpy(destination, source, bytes);
  }
  while (bytes--)
    to[bytes] = from[bytes];
  return destination;
}

void *memset(void *destination, int value, size_t bytes) {
  auto *to = static_cast<uint8_t *>(destination);
  const uint32_t word = static_cast<uint8_t>(value) * 0x01010101u;
  for (; bytes && (reinterpret_cast<uintptr_t>(to) & 3); --bytes)
    *to++ = static_cast<uint8_t>(value);
  for (; bytes >= 4; bytes -= 4, to += 4)
    *reinterpret_cast<uint32_t *>(to) = word;
  for (; bytes; --bytes)
    *to++ = static_cast<uint8_t>(value);
  return destination;
}

int memcmp(const void *left, const void *right, size_t bytes) {
  auto *a = static_cast<const uint8_t *>(left);
  auto *b = static_cast<const uint8_t *>(right);
  for (; bytes; --bytes, ++a, ++b)
    if (*a != *b)
      return *a < *b ? -1 : 1;
  return 0;
}

size_t strlen(const char *text) {
  size_t length = 0;
  while (text[length])
    ++length;
  return length;
}

int strcmp(const char *left, const char *right) {
  while (*left && *left == *right)
    ++left, ++right;
  return static_cast<uint8_t>(*left) - static_cast<uint8_t>(*right);
}
}
