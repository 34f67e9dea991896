// A program as it will lie in the chip's memory: checked, with an address for everything.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "chip/hardware.h"
#include "tenon/schema/card_abi.h"
#include "tt/device/program.h"

namespace tt::device {

struct PlannedKernel {
  std::shared_ptr<const KernelImage> image;
  uint32_t base = 0;
  std::vector<std::byte> bytes; // relocated to base
};

struct PlannedCore {
  Processor processor = Processor::DataMovement0;
  uint32_t kernel = 0; // of Plan::kernels
  target::card::LaunchRecord record;
};

struct PlannedCircularBuffer {
  uint32_t index = 0, address = 0, pages = 0, pageSize = 0;
  DataFormat format = DataFormat::Float32;
};

struct PlannedTile {
  uint32_t tile = 0;
  std::vector<PlannedCore> cores; // in the order of their processors
  std::vector<PlannedCircularBuffer> circularBuffers;
  std::map<uint32_t, std::vector<uint32_t>> words; // what else to write: arguments, semaphores
};

struct Plan {
  std::vector<PlannedKernel> kernels;
  std::vector<PlannedTile> tiles;  // those with a kernel or a circular buffer, row by row
  std::vector<uint32_t> bankTable; // at kL1Unreserved: DRAM, then L1
  uint32_t l1End = 0;              // of what it takes from the bottom
  std::vector<Buffer> buffers;     // that its circular buffers lie in
};

/// Kernels get the same address on all tiles, so that decoded code is shared; so do circular buffers, so that tiles
/// can write into each other's. Throws ValueError that names what does not fit, and sizes.
Plan makePlan(const Program &program, const Hardware &hardware);

/// Writes the plan to the tiles' memory.
void load(const Plan &plan, const Hardware &hardware);

} // namespace tt::device
