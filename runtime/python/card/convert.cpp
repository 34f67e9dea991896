// From Python's tuples, names and buffers to what the card's C++ interface takes, with errors that say what was
// expected.
#include <string_view>

#include <fmt/format.h>
#include <nanobind/stl/string.h>

#include "card.h"

namespace nb = nanobind;

namespace tt::device::python {
namespace {

constexpr const char *kTile = "a tile (x, y)";
constexpr const char *kCores = "a tile (x, y), a rectangle of tiles ((x0, y0), (x1, y1)), or a list of them";

bool isInteger(const Argument &argument) { return PyIndex_Check(argument.get().ptr()); }

/// The elements of what may be a tile or a rectangle of tiles; none where it cannot be one.
std::vector<Argument> pairOf(const Argument &argument) {
  std::optional<std::vector<Argument>> items = argument.itemsIfAny();
  return items && items->size() == 2 ? std::move(*items) : std::vector<Argument>{};
}

bool isTile(const Argument &argument) {
  const std::vector<Argument> items = pairOf(argument);
  return !items.empty() && isInteger(items[0]) && isInteger(items[1]);
}

bool isRectangle(const Argument &argument) {
  if (!PyTuple_Check(argument.get().ptr()))
    return false;
  const std::vector<Argument> items = pairOf(argument);
  return !items.empty() && isTile(items[0]) && isTile(items[1]);
}

TileRange rectangleFrom(const Argument &argument) {
  const std::vector<Argument> corners = pairOf(argument);
  TileRange range{tileFrom(corners[0]), tileFrom(corners[1])};
  if (range.start.x > range.end.x || range.start.y > range.end.y)
    argument.failValue("a rectangle whose first corner is its upper left one, and the second its lower right one");
  return range;
}

} // namespace

TileCoord tileFrom(const Argument &argument) {
  if (!isTile(argument))
    argument.failType(kTile);
  const std::vector<Argument> items = pairOf(argument);
  return {items[0].whole<uint32_t>(), items[1].whole<uint32_t>()};
}

TileRanges tilesFrom(const Argument &argument) {
  if (isTile(argument)) {
    TileCoord tile = tileFrom(argument);
    return {{tile, tile}};
  }
  if (isRectangle(argument))
    return {rectangleFrom(argument)};
  TileRanges ranges;
  for (const Argument &item : argument.items(kCores)) {
    if (isTile(item))
      ranges.push_back({tileFrom(item), tileFrom(item)});
    else if (isRectangle(item))
      ranges.push_back(rectangleFrom(item));
    else
      item.failType("a tile (x, y) or a rectangle of tiles ((x0, y0), (x1, y1))");
  }
  if (ranges.empty())
    argument.failValue(kCores);
  return ranges;
}

nb::tuple tileTuple(TileCoord tile) { return nb::make_tuple(tile.x, tile.y); }

Processor processorFrom(const Argument &argument) {
  const std::string name = argument.text();
  if (name == "dm0" || name == "reader")
    return Processor::DataMovement0;
  if (name == "dm1" || name == "writer")
    return Processor::DataMovement1;
  if (name == "compute")
    return Processor::Compute;
  argument.failValue("a core of a tile: dm0 (or reader), dm1 (or writer) or compute");
}

DataFormat formatFrom(const Argument &argument) {
  const std::string name = argument.text();
  std::string known;
  for (int number = 0; number <= static_cast<int>(DataFormat::Bool); ++number) {
    auto format = static_cast<DataFormat>(number);
    if (name == toString(format))
      return format;
    known += (known.empty() ? "" : ", ") + std::string(toString(format));
  }
  argument.failValue("one of " + known);
}

uint32_t wordFrom(const Argument &argument) {
  PyObject *object = argument.get().ptr();
  if (!PyIndex_Check(object) && PyNumber_Check(object))
    argument.failType("an int (a float is given by its bits: numpy.float32(value).view(numpy.uint32))");
  return argument.whole<uint32_t>(0, UINT32_MAX, " (a negative number is given as value & 0xffffffff)");
}

std::vector<uint32_t> wordsFrom(const Argument &argument) {
  std::vector<uint32_t> words;
  for (const Argument &item : argument.items("a list of ints"))
    words.push_back(wordFrom(item));
  return words;
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

uint32_t registerNumber(const Argument &argument) {
  const std::string name = argument.text();
  for (uint32_t i = 0; i < 33; ++i)
    if (name == kRegisterNames[i] || (i < 32 && name == fmt::format("x{}", i)))
      return i;
  argument.failValue("a register: pc, x0 to x31, or a name such as a0, sp, ra");
}

ReadableBytes::ReadableBytes(const Argument &argument) {
  const nb::handle object = argument.get();
  if (PyObject_GetBuffer(object.ptr(), &view, PyBUF_C_CONTIGUOUS | PyBUF_FORMAT) == 0) {
    if (!view.format || std::string_view(view.format).find('O') == std::string_view::npos)
      return;
    PyBuffer_Release(&view);
    argument.failType("numbers or bytes, not an array of Python objects");
  }
  PyErr_Clear();
  // Arrays of types that the buffer protocol has no letter for, as bfloat16, do show their bytes.
  nb::object bytes = nb::steal(PyObject_CallMethod(object.ptr(), "view", "s", "uint8"));
  if (bytes.is_valid() && PyObject_GetBuffer(bytes.ptr(), &view, PyBUF_C_CONTIGUOUS) == 0)
    return;
  PyErr_Clear();
  argument.failType(PyObject_CheckBuffer(object.ptr())
                        ? "bytes or an array that is contiguous, as numpy.ascontiguousarray makes it"
                        : "bytes or a contiguous array");
}

ReadableBytes::~ReadableBytes() { PyBuffer_Release(&view); }

std::span<const std::byte> ReadableBytes::get() const {
  return {static_cast<const std::byte *>(view.buf), static_cast<size_t>(view.len)};
}

} // namespace tt::device::python
