// What a program consists of.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "tt/device/program.h"

namespace tt::device {

struct Program::Impl {
  struct Kernel {
    std::shared_ptr<const KernelImage> image;
    TileRanges tiles;
    Processor processor = Processor::DataMovement0;
    uint32_t nocIndex = 0;
    std::vector<uint32_t> commonArgs;
    std::map<TileCoord, std::vector<uint32_t>> args;
  };
  struct Queue {
    TileRanges tiles;
    CircularBufferConfig config;
  };
  struct Semaphore {
    TileRanges tiles;
    uint32_t initialValue = 0;
  };

  std::vector<Kernel> kernels;
  std::vector<Queue> circularBuffers;
  std::vector<Semaphore> semaphores;
};

} // namespace tt::device
