// Host access to memory that cores of other threads may be using at the same time.
//
// Where a program's cores race with each other, that is the program's own; the thread sanitizer is told so. Words are
// read and written whole.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define TENON_THREAD_SANITIZER 1
extern "C" {
void AnnotateIgnoreReadsBegin(const char *file, int line);
void AnnotateIgnoreReadsEnd(const char *file, int line);
void AnnotateIgnoreWritesBegin(const char *file, int line);
void AnnotateIgnoreWritesEnd(const char *file, int line);
}
#endif
#endif

namespace tt::device {

/// While it lives, the sanitizer looks away from this thread's accesses.
class GuestAccess {
public:
  GuestAccess() {
#ifdef TENON_THREAD_SANITIZER
    AnnotateIgnoreReadsBegin(__FILE__, __LINE__);
    AnnotateIgnoreWritesBegin(__FILE__, __LINE__);
#endif
  }
  ~GuestAccess() {
#ifdef TENON_THREAD_SANITIZER
    AnnotateIgnoreWritesEnd(__FILE__, __LINE__);
    AnnotateIgnoreReadsEnd(__FILE__, __LINE__);
#endif
  }
  GuestAccess(const GuestAccess &) = delete;
  GuestAccess &operator=(const GuestAccess &) = delete;
};

/// Source and destination may overlap; of no bytes, they may be null.
inline void copyGuest(std::byte *to, const std::byte *from, size_t bytes) {
  GuestAccess access;
  if (bytes != 0)
    std::memmove(to, from, bytes);
}

/// A word of guest memory, aligned to 4 bytes.
inline std::atomic_ref<uint32_t> guestWord(std::byte *at) {
  return std::atomic_ref<uint32_t>(*reinterpret_cast<uint32_t *>(at));
}

inline uint32_t loadGuestWord(std::byte *at) {
  GuestAccess access;
  return guestWord(at).load(std::memory_order_acquire);
}

inline void storeGuestWord(std::byte *at, uint32_t value) {
  GuestAccess access;
  guestWord(at).store(value, std::memory_order_release);
}

} // namespace tt::device
