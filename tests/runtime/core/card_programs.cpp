// Programs for the card, op by op.
#include "card_programs.h"

namespace tt::runtime::test {

std::shared_ptr<const device::KernelImage> copyKernel() {
  static const std::shared_ptr<const device::KernelImage> kernel = device::KernelImage::compile(R"(
#include "dataflow_api.h"
void kernel_main() {
  const InterleavedAddrGen<true> from = {get_common_arg_val<uint32_t>(0), 4096};
  const InterleavedAddrGen<true> to = {get_common_arg_val<uint32_t>(1), 4096};
  uint32_t tile = get_arg_val<uint32_t>(0);
  cb_reserve_back(0, 1);
  noc_async_read(from.get_noc_addr(tile), get_write_ptr(0), 4096);
  noc_async_read_barrier();
  noc_async_write(get_write_ptr(0), to.get_noc_addr(tile), 4096);
  noc_async_write_barrier();
}
)",
                                                                                                "copy", {});
  return kernel;
}

Program cardProgram(std::span<const std::byte> elf) {
  ProgramBuilder b("copy");
  uint32_t input = b.input({32, 64});
  auto buffer = [&] {
    uint32_t value = b.op("ttmetal.create_buffer", {}, {32, 64}, {{"address", int64_t{0}}});
    b.program.values[value].layout.tiled = true;
    return value;
  };
  uint32_t from = buffer(), to = buffer();
  b.effect("ttmetal.enqueue_write_buffer", {input, from});
  using Argument = detail::KernelArgument;
  detail::KernelRecord kernel;
  kernel.name = "copy";
  kernel.cores = {0, 0, 2, 1};
  kernel.commonArgs = {{Argument::Kind::BufferAddress, 0}, {Argument::Kind::BufferAddress, 1}};
  kernel.coreArgs = {0, 1};
  kernel.elf = elf;
  detail::CircularBufferRecord page{0, 1, 4096, DataType::Float32, {0, 0, 2, 1}};
  b.effect("ttmetal.enqueue_program", {from, to},
           {{"kernelConfigs", detail::CardProgramRecord{{kernel}, {page}}},
            {"cb_ports", std::vector<int64_t>{0}},
            {"written_args", std::vector<int64_t>{1}}});
  uint32_t host = b.op("memref.alloc", {}, {32, 64});
  b.effect("ttmetal.enqueue_read_buffer", {to, host});
  b.effect("ttmetal.finish", {});
  b.effect("ttmetal.deallocate_buffer", {from});
  b.output(host);
  return b.program;
}

} // namespace tt::runtime::test
