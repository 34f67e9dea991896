// Programs for the simulated card: they run, and what is wrong with them is found when they are loaded.
#include <functional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "card_programs.h"
#include "programs.h"
#include "tt/runtime/runtime.h"

namespace tt::runtime::test {
namespace {

using testing::HasSubstr;

/// The program after a change, in a file.
std::vector<std::byte> changed(const std::function<void(Program &)> &change) {
  Program program = cardProgram(copyKernel()->elf());
  change(program);
  return writeBinary({program}, {.forCard = true});
}

Operation &opNamed(Program &program, const std::string &name) {
  for (Operation &operation : program.operations)
    if (operation.name == name)
      return operation;
  throw std::runtime_error("no op " + name);
}

detail::CardProgramRecord &recordOf(Program &program) {
  return std::get<detail::CardProgramRecord>(
      opNamed(program, "ttmetal.enqueue_program").attributes.find("kernelConfigs")->second);
}

void expectRefused(const std::function<void(Program &)> &change, const std::string &message) {
  try {
    Binary::loadFromBytes(changed(change));
    FAIL() << "expected: " << message;
  } catch (const BinaryError &error) {
    EXPECT_THAT(error.what(), HasSubstr(message));
  }
}

TEST(Card, AProgramRunsOnTheCard) {
  Device device = openDevice();
  Binary binary = Binary::loadFromBytes(changed([](Program &) {}));
  EXPECT_EQ(binary.fileIdentifier(), "TTM0");
  EXPECT_EQ(deviceRuntimeOf(binary), DeviceRuntime::TTMetal);
  std::vector<float> numbers(32 * 64);
  for (size_t i = 0; i < numbers.size(); ++i)
    numbers[i] = static_cast<float>(i);
  Tensor input = Tensor::createOwned({{32, 64}, DataType::Float32}, numbers.data());
  std::vector<Tensor> outputs = submit(device, binary, 0, std::vector{input});
  const auto *result = static_cast<const float *>(outputs.at(0).data());
  EXPECT_EQ(std::vector<float>(result, result + numbers.size()), numbers);
}

TEST(Card, OpsOfTheHostAreRefused) {
  const auto addHostOp = [](Program &program) { program.operations.emplace_back().name = "ttnn.get_device"; };
  expectRefused(addHostOp, "a file for the simulated card cannot hold it");
}

TEST(Card, OpsOfTheCardAreRefusedInFilesForTheHost) {
  try {
    Binary::loadFromBytes(writeBinary({cardProgram(copyKernel()->elf())}));
    FAIL();
  } catch (const BinaryError &error) {
    EXPECT_THAT(error.what(), HasSubstr("a file for the host device cannot hold it"));
  }
}

TEST(Card, KernelsAreChecked) {
  expectRefused([](Program &program) { recordOf(program).kernels[0].elf = {}; }, "kernel \"copy\"");
  expectRefused([](Program &program) { recordOf(program).kernels[0].cores.x = 7; },
                "2x1 tiles from (7, 0) on are not on a card of 8x8");
  expectRefused([](Program &program) { recordOf(program).kernels[0].cores.width = 0; }, "no card has 0 x 1 tiles");
  expectRefused([](Program &program) { recordOf(program).kernels[0].processor = 3; }, "there is no core number 3");
  expectRefused([](Program &program) { recordOf(program).kernels[0].nocIndex = 2; }, "there is no NoC number 2");
  expectRefused([](Program &program) { recordOf(program).kernels[0].coreArgs.push_back(1); },
                "3 words are not equally many for each of 2 tiles");
  expectRefused([](Program &program) { recordOf(program).kernels[0].commonArgs[0].value = 2; },
                "an argument refers to operand 2, which is no buffer of the card");
  expectRefused(
      [](Program &program) {
        recordOf(program).kernels[0].commonArgs[0].kind = detail::KernelArgument::Kind::Semaphore;
      },
      "which is no semaphore");
  expectRefused([](Program &program) { recordOf(program).kernels.push_back(recordOf(program).kernels[0]); },
                "tile (0, 0) has a kernel on this core already");
}

TEST(Card, CircularBuffersAreChecked) {
  expectRefused([](Program &program) { recordOf(program).circularBuffers[0].port = 32; },
                "a tile has circular buffers 0 to 31");
  expectRefused([](Program &program) { recordOf(program).circularBuffers[0].pageSize = 4095; },
                "pages of 4095 bytes are no tiles of f32");
  expectRefused([](Program &program) { recordOf(program).circularBuffers[0].pages = 0; }, "0 pages do not fit");
  expectRefused([](Program &program) { recordOf(program).circularBuffers[0].pages = 1000; }, "1000 pages do not fit");
}

TEST(Card, BuffersAndCopiesAreChecked) {
  expectRefused([](Program &program) { program.values[1].layout.tiled = false; },
                "the result must be a tensor of tiles in DRAM");
  expectRefused([](Program &program) { program.values[1].desc.dtype = DataType::UInt8; },
                "the card has no tiles of u8");
  expectRefused([](Program &program) { program.values[1].desc.shape = {64, 32}; },
                "a tensor 32x64xf32 of the host cannot be the tensor 64x32xf32 of the card");
  expectRefused(
      [](Program &program) { opNamed(program, "ttmetal.enqueue_read_buffer").operands[1] = program.inputs[0]; },
      "operand 1 must be memory that memref.alloc made");
  expectRefused([](Program &program) { std::swap(program.operations[3], program.operations.back()); },
                "is a buffer that was deallocated");
  expectRefused([](Program &program) { program.outputs[0] = 1; }, "output 0 is not in the host's memory");
  expectRefused(
      [](Program &program) {
        opNamed(program, "ttmetal.enqueue_program").attributes["written_args"] = std::vector<int64_t>{2};
      },
      "attribute 'written_args' has 2, but there are 2 operands");
  expectRefused(
      [](Program &program) {
        opNamed(program, "ttmetal.enqueue_program").attributes["kernelConfigs"] = detail::OpaqueText{"?"};
      },
      "attribute 'kernelConfigs' must be a program for the card");
}

TEST(Card, AKernelThatFailsIsAnErrorOfItsOp) {
  Device device = openDevice();
  Binary binary =
      Binary::loadFromBytes(changed([](Program &program) { recordOf(program).kernels[0].coreArgs = {0, 1u << 30}; }));
  Tensor input = Tensor::createOwned({{32, 64}, DataType::Float32});
  try {
    submit(device, binary, 0, std::vector{input});
    FAIL();
  } catch (const OpError &error) {
    EXPECT_EQ(error.op, "ttmetal.enqueue_program");
    EXPECT_THAT(error.what(), HasSubstr("tile (x=1, y=0)"));
  }
  // The card stays usable.
  submit(device, Binary::loadFromBytes(changed([](Program &) {})), 0, std::vector{input});
}

/// @count() = what a global semaphore that begins with 5 is after three programs raised it, and was set to 40 before
/// the third.
Program countProgram(const device::KernelImage &kernel) {
  ProgramBuilder b("count");
  uint32_t buffer = b.op("ttmetal.create_buffer", {}, {32, 32}, {{"address", int64_t{0}}});
  b.program.values[buffer].layout.tiled = true;
  uint32_t semaphore = b.op(
      "ttmetal.create_global_semaphore", {}, {},
      {{"address", int64_t{1024}}, {"initial_value", int64_t{5}}, {"core_range", std::vector<int64_t>{0, 0, 2, 1}}});
  b.program.values[semaphore].isTensor = false;
  using Argument = detail::KernelArgument;
  detail::KernelRecord record;
  record.name = "count";
  record.cores = {1, 0, 1, 1};
  record.commonArgs = {{Argument::Kind::BufferAddress, 1}, {Argument::Kind::BufferAddress, 0}};
  record.elf = kernel.elf();
  detail::CircularBufferRecord page{0, 1, 4096, DataType::Float32, {1, 0, 1, 1}};
  for (int i = 0; i < 3; ++i) {
    if (i == 2)
      b.effect("ttmetal.reset_global_semaphore", {semaphore}, {{"value", int64_t{40}}});
    b.effect("ttmetal.enqueue_program", {buffer, semaphore},
             {{"kernelConfigs", detail::CardProgramRecord{{record}, {page}}},
              {"cb_ports", std::vector<int64_t>{0}},
              {"written_args", std::vector<int64_t>{0}}});
  }
  uint32_t host = b.op("memref.alloc", {}, {32, 32});
  b.effect("ttmetal.enqueue_read_buffer", {buffer, host});
  b.output(host);
  return b.program;
}

std::shared_ptr<const device::KernelImage> countKernel() {
  return device::KernelImage::compile(R"(
#include "dataflow_api.h"
void kernel_main() {
  auto *semaphore = (volatile uint32_t *)get_common_arg_val<uint32_t>(0);
  const InterleavedAddrGen<true> to = {get_common_arg_val<uint32_t>(1), 4096};
  cb_reserve_back(0, 1);
  auto *tile = (volatile float *)get_write_ptr(0);
  *semaphore += 1;
  for (int i = 0; i < 1024; ++i) tile[i] = (float)*semaphore;
  noc_async_write(get_write_ptr(0), to.get_noc_addr(0), 4096);
  noc_async_write_barrier();
}
)",
                                      "count", {});
}

TEST(Card, GlobalSemaphoresKeepTheirValueBetweenPrograms) {
  const auto kernel = countKernel();
  Program program = countProgram(*kernel);
  Device device = openDevice();
  const auto firstOf = [&](const Program &program) {
    Binary binary = Binary::loadFromBytes(writeBinary({program}, {.forCard = true}));
    std::vector<Tensor> outputs = submit(device, binary, 0, {});
    return static_cast<const float *>(outputs.at(0).data())[0];
  };
  EXPECT_EQ(firstOf(program), 41.0f);
  std::erase_if(program.operations, [](const Operation &op) { return op.name == "ttmetal.reset_global_semaphore"; });
  EXPECT_EQ(firstOf(program), 8.0f);
}

TEST(Card, GlobalSemaphoresAreChecked) {
  const auto kernel = countKernel();
  const auto refused = [&](const std::function<void(Program &)> &change) {
    Program program = countProgram(*kernel);
    change(program);
    try {
      Binary::loadFromBytes(writeBinary({program}, {.forCard = true}));
    } catch (const BinaryError &error) {
      return std::string(error.what());
    }
    return std::string();
  };
  const auto range = [&](std::vector<int64_t> numbers) {
    return refused([&](Program &program) {
      opNamed(program, "ttmetal.create_global_semaphore").attributes["core_range"] = std::move(numbers);
    });
  };
  EXPECT_EQ(refused([](Program &) {}), "");
  EXPECT_THAT(range({0, 0, 9, 1}),
              HasSubstr("attribute 'core_range': 9x1 tiles from (0, 0) on are not on a card of 8x8"));
  EXPECT_THAT(range({0, 0, 0, 1}), HasSubstr("must be four numbers"));
  EXPECT_THAT(range({0, 0, 1}), HasSubstr("must be four numbers"));
  EXPECT_THAT(refused([](Program &program) {
                opNamed(program, "ttmetal.reset_global_semaphore").operands[0] =
                    opNamed(program, "ttmetal.create_buffer").results[0];
              }),
              HasSubstr("operand 0 must be a global semaphore"));
  EXPECT_THAT(refused([](Program &program) {
                recordOf(program).kernels[0].commonArgs[0].kind = detail::KernelArgument::Kind::Semaphore;
              }),
              HasSubstr("an argument refers to operand 1, which is no semaphore"));
}

} // namespace
} // namespace tt::runtime::test
