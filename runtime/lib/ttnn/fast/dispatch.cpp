// Chooses the table of kernels for the machine that the program runs on.
#include "ttnn/fast/isa/tables.h"

#include <array>
#include <cstdlib>
#include <string_view>

namespace tt::runtime::fast {

namespace baseline {
extern const Kernels kTable;
}
#if defined(TENON_FAST_X86_LEVELS)
namespace x86_64_v3 {
extern const Kernels kTable;
}
namespace x86_64_v4 {
extern const Kernels kTable;
}
#endif

namespace {

/// Newest first.
struct Runnable {
  std::array<const Kernels *, 3> tables{};
  size_t count = 0;

  Runnable() {
#if defined(TENON_FAST_X86_LEVELS)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("x86-64-v4"))
      tables[count++] = &x86_64_v4::kTable;
    if (__builtin_cpu_supports("x86-64-v3"))
      tables[count++] = &x86_64_v3::kTable;
#endif
    tables[count++] = &baseline::kTable;
  }
};

const Runnable &runnable() {
  static const Runnable instance;
  return instance;
}

const Kernels &choose() {
  const Runnable &all = runnable();
  if (const char *wanted = std::getenv("TENON_ISA"))
    for (size_t i = 0; i < all.count; ++i)
      if (std::string_view(all.tables[i]->name) == wanted)
        return *all.tables[i];
  return *all.tables[0];
}

} // namespace

const Kernels &kernels() {
  static const Kernels &chosen = choose();
  return chosen;
}

const Kernels *const *runnableKernels(size_t &count) {
  count = runnable().count;
  return runnable().tables.data();
}

} // namespace tt::runtime::fast
