// Kernels in C++ on a whole card: readers, compute kernels, writers and semaphores together, results against the host.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <random>

#include <gmock/gmock.h>

#include "kernel_cases.h"
#include "tt/device/chip.h"
#include "tt/device/tile_format.h"

namespace tt::device::test {
namespace {

constexpr TileRange kFirstTile{{0, 0}, {0, 0}};
constexpr uint32_t kTile = 4096; // bytes of an f32 tile

/// A chip with lines that kernels print kept.
class KernelsOnCard : public testing::Test {
protected:
  void SetUp() override {
    ChipOptions options;
    options.deterministic = true;
    chip = Chip::open(Architecture::named("wormhole_b0").withGrid(4, 2), options);
    chip->setPrinter([this](const PrintedLine &line) { printed.push_back(toString(line.core) + ": " + line.text); });
  }
  void TearDown() override { chip->close(); }

  Buffer upload(const std::vector<float> &values) {
    Buffer buffer = chip->createBuffer(BufferType::Dram, values.size() * 4, kTile);
    chip->write(buffer, std::as_bytes(std::span(values)));
    return buffer;
  }
  std::vector<float> download(const Buffer &buffer) {
    std::vector<float> values(buffer.size() / 4);
    chip->read(buffer, std::as_writable_bytes(std::span(values)));
    return values;
  }
  static std::shared_ptr<const KernelImage> kernel(const std::string &source, Processor processor,
                                                   std::vector<uint32_t> compileTimeArgs = {}) {
    CompileOptions options;
    options.processor = processor;
    options.compileTimeArgs = std::move(compileTimeArgs);
    return compile(source, options);
  }
  static CircularBufferConfig pages(uint32_t index, uint32_t count) {
    CircularBufferConfig config;
    config.index = index;
    config.pages = count;
    config.pageSize = kTile;
    return config;
  }

  std::shared_ptr<Chip> chip;
  std::vector<std::string> printed;
};

std::vector<float> randomValues(size_t count) {
  std::mt19937 random(3);
  std::uniform_real_distribution<float> values(-2, 2);
  std::vector<float> result(count);
  std::generate(result.begin(), result.end(), [&] { return values(random); });
  return result;
}

const char *const kReadTwo = R"(
  #include "dataflow_api.h"
  void kernel_main() {
    const uint32_t count = get_arg_val<uint32_t>(2);
    constexpr auto args = TensorAccessorArgs<0>();
    const auto a = TensorAccessor(args, get_arg_val<uint32_t>(0), get_tile_size(0));
    const InterleavedAddrGenFast<true> b = {.bank_base_address = get_arg_val<uint32_t>(1),
                                            .page_size = get_tile_size(1), .data_format = get_dataformat(1)};
    for (uint32_t i = 0; i < count; ++i) {
      cb_reserve_back(0, 1);
      cb_reserve_back(1, 1);
      noc_async_read_page(i, a, get_write_ptr(0));
      noc_async_read_tile(i, b, get_write_ptr(1));
      noc_async_read_barrier();
      cb_push_back(0, 1);
      cb_push_back(1, 1);
    }
  })";
const char *const kWriteOne = R"(
  #include "dataflow_api.h"
  void kernel_main() {
    const InterleavedAddrGen<true> out = {.bank_base_address = get_arg_val<uint32_t>(0), .page_size = get_tile_size(16)};
    for (uint32_t i = 0; i < get_arg_val<uint32_t>(1); ++i) {
      cb_wait_front(16, 1);
      noc_async_write_page(i, out, get_read_ptr(16));
      noc_async_write_barrier();
      cb_pop_front(16, 1);
    }
  })";

TEST_F(KernelsOnCard, AddTilesAndTakeExponentials) {
  constexpr uint32_t tiles = 5;
  const std::vector<float> a = randomValues(tiles * 1024), b(a.rbegin(), a.rend());
  const Buffer bufferA = upload(a), bufferB = upload(b), out = upload(std::vector<float>(a.size()));
  Program program;
  const KernelHandle reader =
      program.addKernel(kernel(kReadTwo, Processor::DataMovement0, {2, kTile}), {kFirstTile}, Processor::DataMovement0);
  const KernelHandle writer =
      program.addKernel(kernel(kWriteOne, Processor::DataMovement1), {kFirstTile}, Processor::DataMovement1);
  program.addKernel(kernel(R"(
    #include "compute_kernel_api/eltwise_binary.h"
    #include "compute_kernel_api/eltwise_unary/exp.h"
    namespace NAMESPACE {
    void MAIN {
      constexpr uint32_t tiles = get_compile_time_arg_val(0);
      binary_op_init_common(0, 1, 16);
      add_tiles_init(0, 1);
      exp_tile_init();
      for (uint32_t i = 0; i < tiles; ++i) {
        cb_wait_front(0, 1);
        cb_wait_front(1, 1);
        tile_regs_acquire();
        add_tiles(0, 1, 0, 0, 0);
        exp_tile(0);
        tile_regs_commit();
        cb_pop_front(0, 1);
        cb_pop_front(1, 1);
        cb_reserve_back(16, 1);
        tile_regs_wait();
        pack_tile(0, 16);
        tile_regs_release();
        cb_push_back(16, 1);
      }
    }
    })",
                           Processor::Compute, {tiles}),
                    {kFirstTile}, Processor::Compute);
  for (const uint32_t index : {0, 1, 16})
    program.addCircularBuffer({kFirstTile}, pages(index, 2));
  program.setRuntimeArgs(reader, {0, 0}, {bufferA.address(), bufferB.address(), tiles});
  program.setRuntimeArgs(writer, {0, 0}, {out.address(), tiles});
  chip->run(program);
  const std::vector<float> result = download(out);
  for (size_t i = 0; i < result.size(); ++i)
    ASSERT_NEAR(result[i], std::exp(a[i] + b[i]), 1e-5 * std::exp(a[i] + b[i])) << i;
}

TEST_F(KernelsOnCard, MulticastWithSemaphores) {
  const TileRange all{{0, 0}, {3, 1}};
  Program program;
  const uint32_t ready = program.addSemaphore({all}, 0), valid = program.addSemaphore({all}, 0);
  // Every other tile says that it is ready; tile (0, 0) sends 64 words to all, then a flag.
  const KernelHandle sender = program.addKernel(kernel(R"(
    #include "dataflow_api.h"
    void kernel_main() {
      auto *ready = reinterpret_cast<volatile tt_l1_ptr uint32_t *>(get_semaphore(get_compile_time_arg_val(0)));
      auto *valid = reinterpret_cast<volatile tt_l1_ptr uint32_t *>(get_semaphore(get_compile_time_arg_val(1)));
      const uint32_t data = get_write_ptr(0), others = get_arg_val<uint32_t>(4);
      for (uint32_t i = 0; i < 64; ++i)
        reinterpret_cast<volatile uint32_t *>(data)[i] = 1000 + i;
      noc_semaphore_wait(ready, others);
      auto everywhere = [](uint32_t address) {
        return get_noc_multicast_addr(get_arg_val<uint32_t>(0), get_arg_val<uint32_t>(1), get_arg_val<uint32_t>(2),
                                      get_arg_val<uint32_t>(3), address);
      };
      noc_async_write_multicast(data, everywhere(data), 256, others);
      *valid = VALID;
      noc_semaphore_set_multicast(get_semaphore(get_compile_time_arg_val(1)),
                                  everywhere(get_semaphore(get_compile_time_arg_val(1))), others);
      noc_async_write_barrier();
    })",
                                                       Processor::DataMovement0, {ready, valid}),
                                                {kFirstTile}, Processor::DataMovement0);
  const TileRanges receivers = {{{1, 0}, {3, 0}}, {{0, 1}, {3, 1}}};
  const KernelHandle receiver = program.addKernel(kernel(R"(
    #include "dataflow_api.h"
    #include "debug/dprint.h"
    void kernel_main() {
      noc_semaphore_inc(get_noc_addr(get_common_arg_val<uint32_t>(0), get_common_arg_val<uint32_t>(1),
                                     get_semaphore(get_compile_time_arg_val(0))), 1);
      noc_semaphore_wait(
          reinterpret_cast<volatile tt_l1_ptr uint32_t *>(get_semaphore(get_compile_time_arg_val(1))), VALID);
      uint32_t sum = 0;
      for (uint32_t i = 0; i < 64; ++i)
        sum += reinterpret_cast<volatile uint32_t *>(get_write_ptr(0))[i];
      DPRINT << "sum " << sum << ENDL();
    })",
                                                         Processor::DataMovement0, {ready, valid}),
                                                  receivers, Processor::DataMovement0);
  program.addCircularBuffer({all}, pages(0, 1));
  const Architecture &architecture = chip->architecture();
  const uint32_t x = architecture.nocOffsetX, y = architecture.nocOffsetY;
  program.setRuntimeArgs(sender, {0, 0}, {x, y, x + 3, y + 1, 7});
  program.setCommonRuntimeArgs(receiver, {x, y});
  chip->run(program);
  EXPECT_EQ(printed.size(), 7u);
  EXPECT_THAT(printed, testing::Each(testing::EndsWith(": sum " + std::to_string(64 * 1000 + 63 * 32))));
}

TEST_F(KernelsOnCard, ErrorsNameTheKernelsLine) {
  Program program;
  program.addKernel(compile("#include \"dataflow_api.h\"\n"
                            "void kernel_main() {\n"
                            "  uint32_t page = get_write_ptr(0);\n"
                            "  noc_async_read(get_noc_addr(63, 63, 0), page, 32);\n"
                            "}\n",
                            {}, "astray"),
                    {kFirstTile}, Processor::DataMovement0);
  program.addCircularBuffer({kFirstTile}, pages(0, 1));
  try {
    chip->run(program);
    FAIL() << "nothing was thrown";
  } catch (const CoreError &error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("astray.cpp:4"));
  }
}

} // namespace
} // namespace tt::device::test
