// What the tests of the chip share: small chips, kernels from source, short ways to run one.
#pragma once

#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tt/device/chip.h"

namespace tt::device::test {

inline constexpr CoreId kDm0{{0, 0}, Processor::DataMovement0};
inline constexpr CoreId kDm1{{0, 0}, Processor::DataMovement1};
inline constexpr TileRange kOneTile{{0, 0}, {0, 0}};

/// A free place of L1, far behind what programs take.
inline constexpr uint32_t kScratch = 0x80000;

inline Architecture smallArchitecture(uint32_t width = 2, uint32_t height = 2) {
  return Architecture::named("wormhole_b0").withGrid(width, height);
}

inline std::shared_ptr<Chip> openSmall(uint32_t width = 2, uint32_t height = 2, ChipOptions options = {}) {
  return Chip::open(smallArchitecture(width, height), options);
}

/// From the body of kernel_main; `functions` come before it.
inline std::shared_ptr<const KernelImage> kernel(const std::string &body, const std::string &name = "test",
                                                 const std::string &functions = "") {
  return KernelImage::compile("#include \"dataflow_api.h\"\n" + functions + "void kernel_main() {\n" + body + "\n}\n",
                              name, {});
}

inline uint32_t readWord(Chip &chip, TileCoord tile, uint32_t address) {
  uint32_t word = 0;
  chip.readL1(tile, address, std::as_writable_bytes(std::span(&word, 1)));
  return word;
}

inline void writeWord(Chip &chip, TileCoord tile, uint32_t address, uint32_t word) {
  chip.writeL1(tile, address, std::as_bytes(std::span(&word, 1)));
}

/// A program of one kernel on tile (0, 0).
inline Program programOf(std::shared_ptr<const KernelImage> image, std::vector<uint32_t> args = {},
                         Processor processor = Processor::DataMovement0) {
  Program program;
  KernelHandle handle = program.addKernel(std::move(image), {kOneTile}, processor);
  if (!args.empty())
    program.setRuntimeArgs(handle, {0, 0}, std::move(args));
  return program;
}

/// The message of the exception of that type; fails the test where there is none.
template <class Exception, class Action>
std::string messageOf(Action &&action) {
  try {
    action();
  } catch (const Exception &error) {
    return error.what();
  } catch (const std::exception &error) {
    ADD_FAILURE() << "another exception: " << error.what();
    return error.what();
  }
  ADD_FAILURE() << "no exception";
  return {};
}

} // namespace tt::device::test
