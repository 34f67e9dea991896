// From Python's tuples, names and buffers to what the card's C++ interface takes, with errors that say what was
// expected.
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
