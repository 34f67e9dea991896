// Address space that takes memory only where it is touched.
#include "chip/memory/mapping.h"

#include <cerrno>
#include <cstring>

#include <fmt/format.h>
#include <sys/mman.h>

#include "tt/device/error.h"

namespace tt::device {

Mapping::Mapping(uint64_t bytes, std::string_view what) : bytes(bytes) {
  void *mapped = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (mapped == MAP_FAILED)
    throw DeviceError(
        fmt::format("{} MiB of address space for {} cannot be reserved: {}. Memory is only taken where it "
                    "is used; a limit of address space (ulimit -v) or vm.overcommit_memory=2 forbids that",
                    bytes >> 20, what, std::strerror(errno)));
  begin = static_cast<std::byte *>(mapped);
}

Mapping::~Mapping() { ::munmap(begin, bytes); }

} // namespace tt::device
