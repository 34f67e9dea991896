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
