// Callbacks around kernels of the card, without Python: what they see and change, their order, and their errors.
#include <cstdlib>
#include <set>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "card_programs.h"
#include "programs.h"
#include "tt/runtime/debug.h"
#include "tt/runtime/error.h"
#include "tt/runtime/runtime.h"

namespace tt::runtime::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

/// @copy, a kernel on two tiles; whether cores take turns.
class KernelHooksTest : public testing::TestWithParam<bool> {
protected:
  void SetUp() override {
    ::setenv("TT_RUNTIME_CARD_DETERMINISTIC", GetParam() ? "1" : "0", 1);
    MeshDeviceOptions options;
    options.numThreads = 2;
    device = openMeshDevice(options);
    for (size_t i = 0; i < numbers.size(); ++i)
      numbers[i] = static_cast<float>(i);
  }
  void TearDown() override {
    debug::unregisterHooks();
    ::unsetenv("TT_RUNTIME_CARD_DETERMINISTIC");
  }

  void run() {
    Tensor input = Tensor::createOwned({{32, 64}, DataType::Float32}, numbers.data());
    std::vector<Tensor> outputs = submit(device, binary, 0, std::vector{input});
    const auto *result = static_cast<const float *>(outputs.at(0).data());
    EXPECT_EQ(std::vector<float>(result, result + numbers.size()), numbers);
  }
  debug::KernelCallback note(const std::string &mark) {
    return [this, mark](const Binary &, const CallbackContext &, const OpContext &op, const KernelContext &kernel) {
      const KernelInfo info = getKernelInfo(kernel);
      EXPECT_EQ(getOpName(op), "ttmetal.enqueue_program");
      EXPECT_EQ(info.args, std::vector{info.x});
      EXPECT_EQ(info.commonArgs.size(), 2u);
      seen.push_back(mark + info.name + " " + info.processor + " " + std::to_string(info.x));
      threads.insert(std::this_thread::get_id());
    };
  }

  Device device;
  Binary binary = Binary::loadFromBytes(writeBinary({cardProgram(copyKernel()->elf())}, {.forCard = true}));
  std::vector<float> numbers = std::vector<float>(32 * 64);
  std::vector<std::string> seen; // callbacks come one at a time
  std::set<std::thread::id> threads;
};

TEST_P(KernelHooksTest, SeeEveryKernelOnEveryCore) {
  debug::Hooks hooks;
  hooks.preKernel = note("hook<");
  hooks.postKernel = note("hook>");
  debug::Hooks::set(hooks);
  debug::Watch watch = debug::watch({.preKernel = note("watch<"), .postKernel = note("watch>")});
  run();
  EXPECT_THAT(seen, UnorderedElementsAre("hook<copy dm0 0", "watch<copy dm0 0", "watch>copy dm0 0", "hook>copy dm0 0",
                                         "hook<copy dm0 1", "watch<copy dm0 1", "watch>copy dm0 1", "hook>copy dm0 1"));
  const std::vector<std::string> first = std::exchange(seen, {});
  if (GetParam()) {
    EXPECT_THAT(first, ElementsAre("hook<copy dm0 0", "watch<copy dm0 0", "watch>copy dm0 0", "hook>copy dm0 0",
                                   "hook<copy dm0 1", "watch<copy dm0 1", "watch>copy dm0 1", "hook>copy dm0 1"));
    EXPECT_EQ(threads.size(), 1u);
    for (int i = 0; i < 3; ++i) {
      run();
      EXPECT_EQ(std::exchange(seen, {}), first);
    }
  }
  debug::unregisterHooks();
  watch.close();
  run();
  EXPECT_THAT(seen, ElementsAre());
}

TEST_P(KernelHooksTest, ReadAndChangeRegistersAndMemory) {
  uint32_t changes = 0;
  debug::Watch watch = debug::watch(
      {.preKernel = [&](const Binary &, const CallbackContext &, const OpContext &, const KernelContext &kernel) {
        EXPECT_NE(getKernelRegisters(kernel)[2], 0u);
        setKernelRegister(kernel, 21, 0x1234);
        EXPECT_EQ(getKernelRegisters(kernel)[21], 0x1234u);
        std::array<std::byte, 16> old, pattern, read;
        pattern.fill(std::byte{0x5a});
        const uint32_t below = getKernelRegisters(kernel)[2] - 16; // its stack is empty
        readKernelMemory(kernel, below, old);
        writeKernelMemory(kernel, below, pattern);
        readKernelMemory(kernel, below, read);
        EXPECT_EQ(read, pattern);
        writeKernelMemory(kernel, below, old);
        EXPECT_THROW(readKernelMemory(kernel, 1u << 31, read), ValueError);
        EXPECT_THROW(setKernelRegister(kernel, 0, 1), ValueError);
        ++changes;
      }});
  run();
  EXPECT_EQ(changes, 2u);
}

TEST_P(KernelHooksTest, EndTheProgramWithWhatTheyThrow) {
  for (bool before : {true, false}) {
    const debug::KernelCallback fail = [](const Binary &, const CallbackContext &, const OpContext &,
                                          const KernelContext &) { throw std::domain_error("from the callback"); };
    debug::Watch watch = debug::watch({.preKernel = before ? fail : nullptr, .postKernel = before ? nullptr : fail});
    EXPECT_THROW(run(), std::domain_error);
    watch.close();
    run();
  }
}

TEST_P(KernelHooksTest, AreFilteredByKernel) {
  debug::Watch other = debug::watch({.preKernel = note("other "), .filter = {.kernels = {"read_*"}}});
  debug::Watch copies = debug::watch({.postKernel = note(""), .filter = {.kernels = {"c?py"}}});
  run();
  EXPECT_THAT(seen, UnorderedElementsAre("copy dm0 0", "copy dm0 1"));
}

TEST_P(KernelHooksTest, ContextsExpire) {
  std::optional<KernelContext> kept;
  debug::Watch watch = debug::watch({.preKernel = [&](const Binary &, const CallbackContext &, const OpContext &,
                                                      const KernelContext &kernel) { kept = kernel; }});
  run();
  ASSERT_TRUE(kept);
  EXPECT_THROW(getKernelInfo(*kept), Error);
  EXPECT_THROW(getKernelRegisters(*kept), Error);
}

INSTANTIATE_TEST_SUITE_P(, KernelHooksTest, testing::Bool(),
                         [](const auto &info) { return info.param ? "InTurns" : "InThreads"; });

TEST(KernelHooks, RefuseAnEnvironmentThatSaysNothing) {
  ::setenv("TT_RUNTIME_CARD_DETERMINISTIC", "yes", 1);
  Binary binary = Binary::loadFromBytes(writeBinary({cardProgram(copyKernel()->elf())}, {.forCard = true}));
  Device device = openDevice();
  try {
    submit(device, binary, 0, std::vector{Tensor::createOwned({{32, 64}, DataType::Float32})});
    ADD_FAILURE();
  } catch (const ValueError &error) {
    EXPECT_THAT(error.what(), HasSubstr("TT_RUNTIME_CARD_DETERMINISTIC is 'yes'; expected 1, or 0"));
  }
  ::unsetenv("TT_RUNTIME_CARD_DETERMINISTIC");
}

} // namespace
} // namespace tt::runtime::test
