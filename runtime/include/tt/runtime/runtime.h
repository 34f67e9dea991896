// The runtime's entry points: open a device, submit a program, get its results.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tt/runtime/binary.h"
#include "tt/runtime/device.h"
#include "tt/runtime/error.h"
#include "tt/runtime/tensor.h"

namespace tt::runtime {

/// What executes programs: TTNN those for the host device (.ttnn), TTMetal those for the simulated card (.ttm).
enum class DeviceRuntime : uint8_t { Disabled = 0, TTNN = 1, TTMetal = 2 };

/// Every device runs programs of both kinds, each in its own way: the setting below is what programs in the field make
/// and read, and changes nothing. A device opens a simulated card, of the architecture that the Binary names, when the
/// first program for it is submitted, and closes it when it is closed.
std::vector<DeviceRuntime> getAvailableDeviceRuntimes();
DeviceRuntime getCurrentDeviceRuntime();
/// Throws ValueError for Disabled.
void setCurrentDeviceRuntime(DeviceRuntime runtime);
/// The runtime that executes a Binary's programs.
DeviceRuntime deviceRuntimeOf(const Binary &binary);
void setCompatibleDeviceRuntime(const Binary &binary);

/// Runs program `programIndex` of `binary` on `device` with `inputs` and returns its outputs. Inputs must match the
/// program's number, shapes and dtypes. Throws IndexError, ValueError, TypeError, DeviceError, OpError, and whatever a
/// debug hook throws; the device stays usable. May be called from any number of threads.
std::vector<Tensor> submit(Device device, Binary binary, uint32_t programIndex, std::span<const Tensor> inputs);

/// Returns when the tensors are computed. The host device computes them before submit returns.
void wait(const Tensor &tensor);
void wait(std::span<const Tensor> tensors);

/// A copy in host memory, one for each device of the mesh. `untilize`: row-major (always so on the host device).
std::vector<Tensor> toHost(const Tensor &tensor, bool untilize = false, bool blocking = true);

/// What program `programIndex` expects for its input `inputIndex`.
Layout getLayout(const Binary &binary, uint32_t programIndex, uint32_t inputIndex);
Tensor toLayout(const Tensor &tensor, Device device, Layout layout, std::optional<bool> retain = std::nullopt);

/// Copies bytes between equal-sized tensors or from tensor to memory; throws ValueError on a mismatch.
void memcpy(void *dst, const Tensor &src);
void memcpy(Tensor dst, const Tensor &src);
void deallocateTensor(Tensor &tensor, bool force = false);

} // namespace tt::runtime
