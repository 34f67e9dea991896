// Programs: kernels on cores of a chip, with circular buffers, semaphores and arguments.
#include "tt/device/program.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "chip/program_impl.h"
#include "tenon/schema/card_abi.h"
#include "tt/device/error.h"

namespace tt::device {
namespace {

std::string toString(const TileRange &range) {
  return fmt::format("{} to {}", device::toString(range.start), device::toString(range.end));
}

bool overlap(const TileRange &a, const TileRange &b) {
  return a.start.x <= b.end.x && b.start.x <= a.end.x && a.start.y <= b.end.y && b.start.y <= a.end.y;
}

/// A tile that both have.
std::optional<TileCoord> common(const TileRanges &a, const TileRanges &b) {
  for (const TileRange &one : a)
    for (const TileRange &other : b)
      if (overlap(one, other))
        return TileCoord{std::max(one.start.x, other.start.x), std::max(one.start.y, other.start.y)};
  return std::nullopt;
}

void check(const TileRanges &ranges, std::string_view what) {
  if (ranges.empty())
    throw ValueError(fmt::format("{}: no tiles are given", what));
  for (size_t i = 0; i < ranges.size(); ++i) {
    const TileRange &range = ranges[i];
    if (range.start.x > range.end.x || range.start.y > range.end.y)
      throw ValueError(fmt::format("{}: the rectangle of tiles {} ends before it starts", what, toString(range)));
    for (size_t k = 0; k < i; ++k)
      if (overlap(range, ranges[k]))
        throw ValueError(
            fmt::format("{}: the rectangles of tiles {} and {} overlap", what, toString(ranges[k]), toString(range)));
  }
}

Program::Impl::Kernel &kernelOf(Program::Impl &program, KernelHandle handle) {
  if (handle >= program.kernels.size())
    throw ValueError(fmt::format("there is no kernel {}: the program has {}", handle, program.kernels.size()));
  return program.kernels[handle];
}

std::string counted(uint64_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

} // namespace

Program::Program() : impl(std::make_unique<Impl>()) {}
Program::~Program() = default;
Program::Program(Program &&) noexcept = default;
Program &Program::operator=(Program &&) noexcept = default;

KernelHandle Program::addKernel(std::shared_ptr<const KernelImage> kernel, TileRanges tiles, Processor processor,
                                uint32_t nocIndex) {
  if (!kernel)
    throw ValueError("a kernel without an image");
  check(tiles, fmt::format("kernel '{}'", kernel->name()));
  if (static_cast<uint32_t>(processor) >= target::card::kProcessorsPerTile)
    throw ValueError(fmt::format("kernel '{}': there is no processor {}, a tile has dm0, dm1 and compute (0 to 2)",
                                 kernel->name(), static_cast<uint32_t>(processor)));
  if (nocIndex > 1)
    throw ValueError(fmt::format("kernel '{}': there is no NoC {}, expected 0 or 1", kernel->name(), nocIndex));
  for (const Impl::Kernel &other : impl->kernels)
    if (other.processor == processor)
      if (std::optional<TileCoord> tile = common(other.tiles, tiles))
        throw ValueError(fmt::format("kernel '{}': {} has a kernel already: '{}'", kernel->name(),
                                     device::toString(CoreId{*tile, processor}), other.image->name()));
  impl->kernels.push_back({std::move(kernel), std::move(tiles), processor, nocIndex, {}, {}});
  return static_cast<KernelHandle>(impl->kernels.size() - 1);
}

void Program::addCircularBuffer(const TileRanges &tiles, const CircularBufferConfig &config) {
  const std::string what = fmt::format("circular buffer {}", config.index);
  check(tiles, what);
  if (config.index >= target::card::kCircularBuffers)
    throw ValueError(fmt::format("{}: expected a number below {}", what, target::card::kCircularBuffers));
  if (config.pages == 0 || config.pageSize == 0)
    throw ValueError(
        fmt::format("{}: {} pages of {} bytes; both must be at least 1", what, config.pages, config.pageSize));
  if (config.buffer && !*config.buffer)
    throw ValueError(fmt::format("{}: the buffer that it shall lie in is none", what));
  for (const Impl::Queue &other : impl->circularBuffers)
    if (other.config.index == config.index)
      if (std::optional<TileCoord> tile = common(other.tiles, tiles))
        throw ValueError(fmt::format("{}: tile {} has it already", what, device::toString(*tile)));
  impl->circularBuffers.push_back({tiles, config});
}

uint32_t Program::addSemaphore(const TileRanges &tiles, uint32_t initialValue) {
  const size_t number = impl->semaphores.size();
  check(tiles, fmt::format("semaphore {}", number));
  if (number >= target::card::kSemaphoresPerTile)
    throw ValueError(fmt::format("semaphore {}: a program has at most {}", number, target::card::kSemaphoresPerTile));
  impl->semaphores.push_back({tiles, initialValue});
  return static_cast<uint32_t>(number);
}

void Program::setRuntimeArgs(KernelHandle handle, TileCoord tile, std::vector<uint32_t> args) {
  Impl::Kernel &kernel = kernelOf(*impl, handle);
  if (std::none_of(kernel.tiles.begin(), kernel.tiles.end(), [&](const TileRange &r) { return r.contains(tile); }))
    throw ValueError(fmt::format("runtime arguments of kernel '{}': it does not run on tile {}", kernel.image->name(),
                                 device::toString(tile)));
  kernel.args[tile] = std::move(args);
}

void Program::setCommonRuntimeArgs(KernelHandle handle, std::vector<uint32_t> args) {
  kernelOf(*impl, handle).commonArgs = std::move(args);
}

std::string Program::summary() const {
  std::vector<std::string> kernels;
  for (const Impl::Kernel &kernel : impl->kernels) {
    uint64_t tiles = 0;
    for (const TileRange &range : kernel.tiles)
      tiles += uint64_t(range.width()) * range.height();
    kernels.push_back(
        fmt::format("'{}' ({}, {})", kernel.image->name(), device::toString(kernel.processor), counted(tiles, "tile")));
  }
  const std::string what = kernels.empty()
                               ? "no kernels"
                               : fmt::format("kernel{} {}", kernels.size() == 1 ? "" : "s", fmt::join(kernels, ", "));
  return fmt::format("{}; {}, {}", what, counted(impl->circularBuffers.size(), "circular buffer"),
                     counted(impl->semaphores.size(), "semaphore"));
}

} // namespace tt::device
