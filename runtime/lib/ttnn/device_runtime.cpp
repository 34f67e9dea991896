// Which runtime programs are meant for: the one setting of the process that the field's programs make and read.
#include <atomic>

#include "common/binary_image.h"
#include "tt/runtime/error.h"
#include "tt/runtime/runtime.h"

namespace tt::runtime {
namespace {

std::atomic<DeviceRuntime> current{DeviceRuntime::TTNN};

} // namespace

DeviceRuntime getCurrentDeviceRuntime() { return current; }

std::vector<DeviceRuntime> getAvailableDeviceRuntimes() { return {DeviceRuntime::TTNN, DeviceRuntime::TTMetal}; }

void setCurrentDeviceRuntime(DeviceRuntime runtime) {
  if (runtime == DeviceRuntime::Disabled)
    throw ValueError("the device runtime cannot be disabled; there are TTNN and TTMetal");
  current = runtime;
}

DeviceRuntime deviceRuntimeOf(const Binary &binary) {
  if (!binary)
    throw ValueError("the Binary is empty: it was never loaded");
  return binary.impl()->isForCard ? DeviceRuntime::TTMetal : DeviceRuntime::TTNN;
}

void setCompatibleDeviceRuntime(const Binary &binary) { current = deviceRuntimeOf(binary); }

} // namespace tt::runtime
