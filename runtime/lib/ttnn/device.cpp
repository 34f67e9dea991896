// Device: options and their checks, opening, closing, description.
#include "tt/runtime/device.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sched.h>
#include <thread>

#include "common/system_desc.h"
#include "tt/runtime/error.h"
#include "ttnn/device_state.h"

namespace tt::runtime {
namespace {

using detail::DeviceState;

constexpr uint32_t kMaxThreads = 1024;

DeviceState &require(const std::shared_ptr<DeviceState> &state) {
  if (!state)
    throw DeviceError("the device was never opened");
  return *state;
}

DeviceState &requireOpen(const std::shared_ptr<DeviceState> &state) {
  if (!require(state).isOpen())
    throw DeviceError("the device is closed; open one");
  return *state;
}

uint32_t coresAtHand() {
  cpu_set_t set;
  if (::sched_getaffinity(0, sizeof(set), &set) == 0)
    return static_cast<uint32_t>(std::max(CPU_COUNT(&set), 1));
  return std::max(std::thread::hardware_concurrency(), 1U);
}

uint32_t threadsFor(const MeshDeviceOptions &options) {
  if (options.numThreads > kMaxThreads)
    throw ValueError(fmt::format("numThreads is {}; expected {} at most", options.numThreads, kMaxThreads));
  if (options.numThreads != 0)
    return options.numThreads;
  const char *text = std::getenv("TT_RUNTIME_NUM_THREADS");
  if (!text || *text == '\0')
    return coresAtHand();
  char *end = nullptr;
  unsigned long threads = std::strtoul(text, &end, 10);
  if (*end != '\0' || *text == '-' || threads == 0 || threads > kMaxThreads)
    throw ValueError(fmt::format("TT_RUNTIME_NUM_THREADS is '{}'; expected a number from 1 to {}", text, kMaxThreads));
  return static_cast<uint32_t>(threads);
}

void checkOptions(const MeshDeviceOptions &options) {
  for (uint32_t size : options.meshShape)
    if (size != 1)
      throw ValueError(
          fmt::format("meshShape is {}; the host is one device, a mesh of 1x1", fmt::join(options.meshShape, "x")));
  for (uint32_t offset : options.meshOffset)
    if (offset != 0)
      throw ValueError(fmt::format("meshOffset is ({}); the host is the one device at offset 0",
                                   fmt::join(options.meshOffset, ", ")));
  for (int id : options.deviceIds)
    if (id != 0)
      throw ValueError(fmt::format("there is no device {}; the host has the id 0", id));
  if (options.deviceIds.size() > 1)
    throw ValueError("deviceIds names device 0 more than once");
  if (options.numHwCqs == 0 || options.numHwCqs > 2)
    throw ValueError(fmt::format("numHwCqs is {}; expected 1 or 2", options.numHwCqs));
}

const char *instructionSet() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f"))
    return "AVX-512";
  if (__builtin_cpu_supports("avx2"))
    return "AVX2";
  return "x86-64";
#elif defined(__aarch64__)
  return "AArch64";
#else
  return "generic";
#endif
}

} // namespace

bool Device::isOpen() const { return state && state->isOpen(); }
std::vector<uint32_t> Device::meshShape() const { return requireOpen(state).options.meshShape; }
std::vector<int> Device::deviceIds() const {
  const std::vector<int> &ids = requireOpen(state).options.deviceIds;
  return ids.empty() ? std::vector<int>{0} : ids;
}
uint32_t Device::numThreads() const { return requireOpen(state).numThreads; }
uint32_t Device::numHwCqs() const { return requireOpen(state).options.numHwCqs; }
bool Device::isProgramCacheEnabled() const { return requireOpen(state).options.enableProgramCache; }
void Device::clearProgramCache() { requireOpen(state).clearPlans(); }

std::string Device::description() const {
  const DeviceState &self = requireOpen(state);
  return fmt::format("host, {}, {} thread{}{}", instructionSet(), self.numThreads, self.numThreads == 1 ? "" : "s",
                     self.reference ? ", reference kernels" : "");
}

Device openMeshDevice(const MeshDeviceOptions &options) {
  checkOptions(options);
  return Device(std::make_shared<DeviceState>(options, threadsFor(options)));
}

void closeMeshDevice(Device device) { require(device.impl()).close(); }

uint32_t getNumAvailableDevices() { return 1; }

std::string getCurrentSystemDescAsJson() { return detail::hostSystemDescAsJson(); }
std::string getCurrentSystemDescAsText() { return detail::hostSystemDescAsText(); }

} // namespace tt::runtime
