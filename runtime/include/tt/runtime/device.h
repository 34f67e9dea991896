// Device: an opened device (today: the host) with its threads, plans and constants.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tt::runtime {

namespace detail {
class DeviceState;
}

struct MeshDeviceOptions {
  std::vector<uint32_t> meshOffset = {0, 0};
  std::vector<int> deviceIds;
  uint32_t numHwCqs = 1;
  bool enableProgramCache = true;
  std::vector<uint32_t> meshShape = {1, 1};
  std::optional<uint64_t> l1SmallSize;
  std::optional<uint64_t> traceRegionSize;
  /// Threads that a program may use; 0 takes TT_RUNTIME_NUM_THREADS from the environment, else all cores of the
  /// process's affinity mask.
  uint32_t numThreads = 0;
};

/// A handle; copies are the same device. All but `isOpen` throw DeviceError for a device that is closed or was never
/// opened.
class Device {
public:
  Device() = default;
  explicit operator bool() const { return state != nullptr; }
  bool isOpen() const;
  std::vector<uint32_t> meshShape() const;
  std::vector<int> deviceIds() const;
  uint32_t numThreads() const;
  uint32_t numHwCqs() const;
  bool isProgramCacheEnabled() const;
  /// Drops all plans and computed constants.
  void clearProgramCache();
  /// Names of the kernels' instruction set and of the libraries in use, for reports.
  std::string description() const;

  const std::shared_ptr<detail::DeviceState> &impl() const { return state; }
  explicit Device(std::shared_ptr<detail::DeviceState> state) : state(std::move(state)) {}

private:
  std::shared_ptr<detail::DeviceState> state;
};

/// Throws ValueError for options the host cannot satisfy (a mesh larger than 1x1, an unknown device id).
Device openMeshDevice(const MeshDeviceOptions &options = {});
/// Waits for running programs, then frees everything; later use throws DeviceError. Closing twice throws.
void closeMeshDevice(Device device);
uint32_t getNumAvailableDevices();
/// Descriptor of the system at hand as JSON.
std::string getCurrentSystemDescAsJson();
/// The same as the text of a `#ttcore.system_desc`, which the compiler's option system-desc-path reads from a file.
std::string getCurrentSystemDescAsText();

} // namespace tt::runtime
