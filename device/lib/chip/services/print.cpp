// Services that print: text is put together for each core, and shown line by line.
#include <bit>
#include <vector>

#include <fmt/format.h>

#include "chip/memory/guest.h"
#include "chip/services/circular_buffer.h"

namespace tt::device {
namespace {

std::string inBase(uint64_t value, uint32_t base) {
  switch (base) {
  case 2:
    return fmt::format("{:b}", value);
  case 8:
    return fmt::format("{:o}", value);
  case 10:
    return fmt::format("{}", value);
  case 16:
    return fmt::format("{:x}", value);
  default:
    throw Misuse(fmt::format("the base {}: expected 2, 8, 10 or 16", base));
  }
}

/// begin | end << 8 | step << 16: what of a tile's rows or columns is printed.
struct Slice {
  Slice(uint32_t packed, uint32_t size, std::string_view what)
      : begin(packed & 0xff), end(packed >> 8 & 0xff), step(packed >> 16 & 0xff) {
    if (end > size || step == 0)
      throw Misuse(fmt::format("the {} {}:{}:{} of a tile that has {}", what, begin, end, step, size));
  }
  uint32_t begin, end, step;
};

} // namespace

namespace services {

Outcome print_text(ServiceCall &call) {
  const uint32_t address = call.argument(0), bytes = call.argument(1);
  if (uint64_t(address) + bytes > call.tile.memory.size())
    throw Misuse(fmt::format("a text of {} bytes at {:#x}, outside the tile's memory of {} bytes", bytes, address,
                             call.tile.memory.size()));
  std::string text(bytes, '\0');
  copyGuest(reinterpret_cast<std::byte *>(text.data()), call.tile.at(address), bytes);
  call.execution.printText(call.core, text);
  return Outcome::Done;
}

Outcome print_signed(ServiceCall &call) {
  auto value = static_cast<int64_t>(call.wideArgument(0));
  uint64_t magnitude = value < 0 ? -static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
  call.execution.printText(call.core, (value < 0 ? "-" : "") + inBase(magnitude, call.argument(2)));
  return Outcome::Done;
}

Outcome print_unsigned(ServiceCall &call) {
  call.execution.printText(call.core, inBase(call.wideArgument(0), call.argument(2)));
  return Outcome::Done;
}

Outcome print_float(ServiceCall &call) {
  const auto value = std::bit_cast<float>(call.argument(0));
  const auto digits = static_cast<int32_t>(call.argument(1));
  if (digits > 60)
    throw Misuse(fmt::format("{} digits after the point: expected at most 60", digits));
  call.execution.printText(call.core, digits < 0 ? fmt::format("{:g}", value) : fmt::format("{:.{}f}", value, digits));
  return Outcome::Done;
}

Outcome print_tile(ServiceCall &call) {
  const uint32_t number = call.argument(0), index = call.argument(1);
  const Slice rows(call.argument(2), kTileRows, "rows"), columns(call.argument(3), kTileColumns, "columns");
  std::vector<std::byte> page;
  DataFormat format{};
  {
    std::lock_guard lock(call.tile.mutex);
    const CircularBuffer &cb = configured(call, number);
    format = cb.format;
    if (index >= cb.pages || tileBytes(format) > cb.pageSize)
      throw Misuse(
          fmt::format("the tile {} of circular buffer {}, which has {} pages of {} bytes (a tile of {} has {})", index,
                      number, cb.pages, cb.pageSize, toString(format), tileBytes(format)));
    page.resize(tileBytes(format));
    copyGuest(page.data(), call.tile.at(cb.addressOf(cb.readPage + index)), page.size());
  }
  std::vector<float> elements(kTileElements);
  unpackTile(page, format, std::span<float, kTileElements>(elements));
  const bool integer = format >= DataFormat::UInt32;
  std::string text;
  for (uint32_t row = rows.begin; row < rows.end; row += rows.step) {
    for (uint32_t column = columns.begin; column < columns.end; column += columns.step) {
      float value = elements[row * kTileColumns + column];
      text += column == columns.begin ? "" : " ";
      text += integer ? fmt::format("{}", std::bit_cast<int32_t>(value)) : fmt::format("{:g}", value);
    }
    text += '\n';
  }
  call.execution.printText(call.core, text);
  return Outcome::Done;
}

} // namespace services
} // namespace tt::device
