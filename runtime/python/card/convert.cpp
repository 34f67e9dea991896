// From Python's tuples, names and buffers to what the card's C++ interface takes, with errors that say what was
// expected.
#include <string_view>

#include <fmt/format.h>
#include <nanobind/stl/string.h>

#include "card.h"

namespace nb = nanobind;

namespace tt::device::python {
namespace {

std::string printed(nb::handle object) { return nb::cast<std::string>(nb::repr(object)); }

bool isTile(nb::handle object) {
  return nb::isinstance<nb::sequence>(object) && nb::len(object) == 2 && nb::isinstance<nb::int_>(object[0]) &&
         nb::isinstance<nb::int_>(object[1]);
}

bool isRectangle(nb::handle object) {
  return nb::isinstance<nb::tuple>(object) && nb::len(object) == 2 && isTile(object[0]) && isTile(object[1]);
}

TileRange rectangleFrom(nb::handle object) {
  TileRange range{tileFrom(object[0], "the first corner"), tileFrom(object[1], "the last corner")};
  if (range.start.x > range.end.x || range.start.y > range.end.y)
    throw ValueError(
        fmt::format("{} is no rectangle of tiles: its first corner lies behind its last", printed(object)));
  return range;
}

} // namespace

TileCoord tileFrom(nb::handle object, const char *what) {
  if (!isTile(object))
    throw nb::type_error(fmt::format("{} is {}; expected a tile (x, y)", what, printed(object)).c_str());
  auto coordinate = [&](int i) {
    uint32_t value;
    if (!nb::try_cast(object[i], value))
      throw ValueError(fmt::format("{} is {}; the coordinates of a tile are not negative", what, printed(object)));
    return value;
  };
  return {coordinate(0), coordinate(1)};
}

TileRanges tilesFrom(nb::handle object) {
  if (isTile(object)) {
    TileCoord tile = tileFrom(object, "cores");
    return {{tile, tile}};
  }
  if (isRectangle(object))
    return {rectangleFrom(object)};
  if (!nb::isinstance<nb::sequence>(object) || nb::isinstance<nb::str>(object) || nb::len(object) == 0)
    throw nb::type_error(fmt::format("cores is {}; expected a tile (x, y), a rectangle ((x0, y0), (x1, y1)), or a list "
                                     "of them",
                                     printed(object))
                             .c_str());
  TileRanges ranges;
  for (nb::handle item : nb::borrow<nb::sequence>(object))
    for (const TileRange &range : tilesFrom(item))
      ranges.push_back(range);
  return ranges;
}

nb::tuple tileTuple(TileCoord tile) { return nb::make_tuple(tile.x, tile.y); }

Processor processorFrom(const std::string &name) {
  if (name == "dm0" || name == "reader")
    return Processor::DataMovement0;
  if (name == "dm1" || name == "writer")
    return Processor::DataMovement1;
  if (name == "compute")
    return Processor::Compute;
  throw ValueError(
      fmt::format("there is no core \"{}\" in a tile; expected dm0 (or reader), dm1 (or writer) or compute", name));
}

DataFormat formatFrom(const std::string &name) {
  std::string known;
  for (int number = 0; number <= static_cast<int>(DataFormat::Bool); ++number) {
    auto format = static_cast<DataFormat>(number);
    if (name == toString(format))
      return format;
    known += (known.empty() ? "" : ", ") + std::string(toString(format));
  }
  throw ValueError(fmt::format("there is no data format \"{}\"; expected one of {}", name, known));
}

static constexpr std::string_view kRegisterNames[33] = {
    "zero", "ra", "sp", "gp", "tp", "t0", "t1", "t2", "s0", "s1",  "a0",  "a1", "a2", "a3", "a4", "a5", "a6",
    "a7",   "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "t3", "t4", "t5", "t6", "pc"};

nb::dict registersByName(std::span<const uint32_t> x, uint32_t pc) {
  nb::dict result;
  result["pc"] = pc;
  for (size_t i = 0; i < x.size(); ++i)
    result[kRegisterNames[i].data()] = x[i];
  return result;
}

uint32_t registerNumber(const std::string &name) {
  for (uint32_t i = 0; i < 33; ++i)
    if (name == kRegisterNames[i] || (i < 32 && name == fmt::format("x{}", i)))
      return i;
  throw ValueError(
      fmt::format("there is no register \"{}\"; expected pc, x0 to x31, or a name such as a0, sp, ra", name));
}

ReadableBytes::ReadableBytes(nb::handle object) {
  if (PyObject_GetBuffer(object.ptr(), &view, PyBUF_C_CONTIGUOUS) == 0)
    return;
  PyErr_Clear();
  throw nb::type_error(
      fmt::format("the data is a {}; expected bytes or a contiguous array (for an array that is not contiguous: "
                  "numpy.ascontiguousarray)",
                  nb::cast<std::string>(nb::inst_name(object)))
          .c_str());
}

ReadableBytes::~ReadableBytes() { PyBuffer_Release(&view); }

std::span<const std::byte> ReadableBytes::get() const {
  return {static_cast<const std::byte *>(view.buf), static_cast<size_t>(view.len)};
}

} // namespace tt::device::python
