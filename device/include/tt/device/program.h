// Programs: kernels on cores of a chip, with circular buffers, semaphores and arguments.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tt/device/buffer.h"
#include "tt/device/coordinates.h"
#include "tt/device/kernel.h"
#include "tt/device/tile_format.h"

namespace tt::device {

class Chip;

/// A queue of pages in L1 between the cores of a tile.
struct CircularBufferConfig {
  uint32_t index = 0; // 0 to 31
  uint32_t pages = 2;
  uint32_t pageSize = 0; // bytes
  DataFormat format = DataFormat::Float32;
  std::optional<Buffer> buffer; // an L1 buffer that it lies in, instead of memory of its own
};

using KernelHandle = uint32_t;

/// What runs on a chip at once. Can be enqueued any number of times; arguments may change in between. Everything is
/// checked against the chip when it is enqueued. Not thread-safe.
class Program {
public:
  Program();
  ~Program();
  Program(Program &&) noexcept;
  Program &operator=(Program &&) noexcept;

  /// The same kernel on each tile of `tiles`, on one of its cores. Throws ValueError where a kernel is there already.
  KernelHandle addKernel(std::shared_ptr<const KernelImage> kernel, TileRanges tiles, Processor processor,
                         uint32_t nocIndex = 0);
  void addCircularBuffer(const TileRanges &tiles, const CircularBufferConfig &config);
  /// The semaphore's number, the same on all tiles. It has its initial value each time the program starts.
  uint32_t addSemaphore(const TileRanges &tiles, uint32_t initialValue);
  /// Arguments of one tile's kernel, read with get_arg_val; words.
  void setRuntimeArgs(KernelHandle kernel, TileCoord tile, std::vector<uint32_t> args);
  /// Arguments that all tiles share, read with get_common_arg_val.
  void setCommonRuntimeArgs(KernelHandle kernel, std::vector<uint32_t> args);

  /// What it consists of, for people: "kernels 'add.cpp' (dm0, 64 tiles); 1 circular buffer, 2 semaphores".
  std::string summary() const;

  struct Impl;
  Impl &implementation() const { return *impl; }

private:
  std::unique_ptr<Impl> impl;
};

} // namespace tt::device
