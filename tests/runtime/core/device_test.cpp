// Devices: options, closing, use after closing.
#include <cstdlib>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "programs.h"
#include "tt/runtime/debug.h"

namespace tt::runtime::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Device, OpensWithDefaults) {
  Device device = openMeshDevice();
  EXPECT_TRUE(device.isOpen());
  EXPECT_THAT(device.meshShape(), ElementsAre(1, 1));
  EXPECT_THAT(device.deviceIds(), ElementsAre(0));
  EXPECT_GE(device.numThreads(), 1U);
  EXPECT_THAT(device.description(), HasSubstr("host"));
  closeMeshDevice(device);
}

TEST(Device, TakesTheNumberOfThreadsFromOptionsAndEnvironment) {
  ::setenv("TT_RUNTIME_NUM_THREADS", "3", 1);
  EXPECT_EQ(openMeshDevice().numThreads(), 3U);
  MeshDeviceOptions options;
  options.numThreads = 2;
  EXPECT_EQ(openMeshDevice(options).numThreads(), 2U);
  for (const char *bad : {"0", "-1", "two", "100000000"}) {
    ::setenv("TT_RUNTIME_NUM_THREADS", bad, 1);
    EXPECT_THROW(openMeshDevice(), ValueError) << bad;
  }
  ::unsetenv("TT_RUNTIME_NUM_THREADS");
}

TEST(Device, RefusesWhatTheHostCannotSatisfy) {
  auto refused = [](const std::function<void(MeshDeviceOptions &)> &change) {
    MeshDeviceOptions options;
    change(options);
    EXPECT_THROW(openMeshDevice(options), ValueError);
  };
  refused([](auto &o) { o.meshShape = {1, 2}; });
  refused([](auto &o) { o.meshShape = {0}; });
  refused([](auto &o) { o.meshOffset = {0, 1}; });
  refused([](auto &o) { o.deviceIds = {1}; });
  refused([](auto &o) { o.deviceIds = {0, 0}; });
  refused([](auto &o) { o.numHwCqs = 0; });
  refused([](auto &o) { o.numThreads = 1 << 20; });
}

TEST(Device, RefusesUseAfterClosing) {
  Device device = openDevice();
  Binary binary = load({smallProgram()});
  closeMeshDevice(device);
  EXPECT_FALSE(device.isOpen());
  EXPECT_THROW(submit(device, binary, 0, std::vector{ramp({2, 3}), ramp({2, 3})}), DeviceError);
  EXPECT_THROW(closeMeshDevice(device), DeviceError);
  EXPECT_THROW(device.clearProgramCache(), DeviceError);
  EXPECT_THROW(toLayout(ramp({2}), device, {}), DeviceError);
  EXPECT_THROW(closeMeshDevice(Device()), DeviceError);
  try {
    submit(device, binary, 0, std::vector{ramp({2, 3}), ramp({2, 3})});
  } catch (const DeviceError &error) {
    EXPECT_STREQ(error.what(), "the device is closed; open one");
  }
}

TEST(Device, DoesNotDescribeItselfWhenClosed) {
  Device device = openDevice();
  closeMeshDevice(device);
  EXPECT_THROW(device.meshShape(), DeviceError);
  EXPECT_THROW(device.deviceIds(), DeviceError);
  EXPECT_THROW(device.numThreads(), DeviceError);
  EXPECT_THROW(device.numHwCqs(), DeviceError);
  EXPECT_THROW(device.isProgramCacheEnabled(), DeviceError);
  EXPECT_THROW(device.description(), DeviceError);
}

TEST(Device, LeavesOutputsWhenClosed) {
  Device device = openDevice();
  Tensor output = submit(device, load({smallProgram()}), 0, std::vector{ramp({2, 3}), ramp({2, 3})})[0];
  closeMeshDevice(device);
  EXPECT_THAT(valuesOf(output), ElementsAre(0, 2, 8, 18, 32, 50));
}

TEST(Device, CannotBeClosedByItsOwnHooks) {
  TENON_NEEDS_HOOKS();
  Device device = openDevice();
  debug::Hooks hooks;
  hooks.preProgram = [&](const Binary &, const CallbackContext &) { closeMeshDevice(device); };
  debug::Hooks::set(hooks);
  EXPECT_THROW(submit(device, load({smallProgram()}), 0, std::vector{ramp({2, 3}), ramp({2, 3})}), DeviceError);
  debug::unregisterHooks();
  closeMeshDevice(device);
}

TEST(Device, DescribesTheSystem) {
  EXPECT_EQ(getNumAvailableDevices(), 1U);
  EXPECT_THAT(getCurrentSystemDescAsJson(), HasSubstr("\"arch\": \"wormhole_b0\""));
  EXPECT_THAT(getCurrentSystemDescAsText(), HasSubstr("#ttcore.system_desc<[{role = host"));
}

TEST(Transfers, CopyBetweenTensorsAndMemory) {
  Tensor t = tensor({2}, {1, 2});
  float memory[2] = {};
  memcpy(memory, t);
  EXPECT_THAT(memory, ElementsAre(1, 2));
  Tensor other = tensor({1, 2}, {3, 4});
  memcpy(other, t);
  EXPECT_THAT(valuesOf(other), ElementsAre(1, 2));
  EXPECT_THROW(memcpy(other, tensor({3}, {1, 2, 3})), ValueError);
  EXPECT_THROW(memcpy(other, intTensor({2}, {1, 2})), TypeError);
  EXPECT_NE(toHost(t).at(0).data(), t.data());
}

TEST(Transfers, ToLayoutCopiesWhatTheCallerLent) {
  Device device = openDevice();
  float memory[2] = {1, 2};
  Tensor lent = Tensor::createBorrowed({{2}, DataType::Float32}, memory, nullptr);
  Tensor on = toLayout(lent, device, {});
  memory[0] = 9;
  EXPECT_THAT(valuesOf(on), ElementsAre(1, 2));
  Tensor owned = tensor({2}, {3, 4});
  Tensor shared = toLayout(owned, device, {}, true);
  owned.deallocate();
  EXPECT_THAT(valuesOf(shared), ElementsAre(3, 4));
  deallocateTensor(shared);
  EXPECT_TRUE(shared.isAllocated()) << "retained";
  deallocateTensor(shared, true);
  EXPECT_FALSE(shared.isAllocated());
}

} // namespace
} // namespace tt::runtime::test
