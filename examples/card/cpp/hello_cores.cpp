// Runs a kernel on every tile of a simulated chip, and shows what a core that does wrong is stopped with.
#include <iostream>

#include "tt/device/chip.h"

using namespace tt::device;

namespace {

constexpr const char *kHello = R"(
#include "dataflow_api.h"
#include "debug/dprint.h"
void kernel_main() { DPRINT << "hello, my argument is " << get_arg_val<uint32_t>(0) << ENDL(); }
)";

constexpr const char *kWrong = R"(
#include "dataflow_api.h"
void kernel_main() { *reinterpret_cast<volatile uint32_t *>(0x7fff0000) = 1; }
)";

} // namespace

int main() try {
  auto chip = Chip::open(Architecture::named("wormhole_b0").withGrid(3, 2));
  const TileRange everywhere{{0, 0}, {2, 1}};

  Program hello;
  KernelHandle kernel =
      hello.addKernel(KernelImage::compile(kHello, "hello.cpp", {}), {everywhere}, Processor::DataMovement0);
  for (uint32_t y = 0; y < 2; ++y)
    for (uint32_t x = 0; x < 3; ++x)
      hello.setRuntimeArgs(kernel, {x, y}, {10 * y + x});
  chip->run(hello);

  Program wrong;
  wrong.addKernel(KernelImage::compile(kWrong, "wrong.cpp", {}), {{{1, 1}, {1, 1}}}, Processor::DataMovement1);
  try {
    chip->run(wrong);
  } catch (const CoreError &error) {
    std::cout << error.what() << '\n';
    return 0;
  }
  return 1;
} catch (const Error &error) {
  std::cerr << error.what() << '\n';
  return 1;
}
