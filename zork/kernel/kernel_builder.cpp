// Compiles a kernel's source file to the ELF that KernelImage::fromElf takes: zork_kernel_builder SOURCE ELF.
#include <cstdio>
#include <fstream>

#include "tt/device/error.h"
#include "tt/device/kernel.h"

int main(int argc, char **argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: zork_kernel_builder SOURCE ELF\n");
    return 2;
  }
  try {
    const auto image = tt::device::KernelImage::compileFile(argv[1], {});
    std::ofstream file(argv[2], std::ios::binary);
    file.write(reinterpret_cast<const char *>(image->elf().data()), static_cast<std::streamsize>(image->elf().size()));
    file.close();
    if (file)
      return 0;
    std::fprintf(stderr, "zork_kernel_builder: '%s' cannot be written\n", argv[2]);
  } catch (const std::exception &error) {
    std::fprintf(stderr, "zork_kernel_builder: %s\n", error.what());
  }
  return 1;
}
