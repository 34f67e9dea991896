// The parts of the submodule `card`: the simulated card, each of which adds its classes and functions.
#pragma once

#include <nanobind/nanobind.h>

#include "../call.h"
#include "tt/device/chip.h"

namespace tt::device::python {

void bindErrors(nanobind::module_ &m);
void bindArchitecture(nanobind::module_ &m);
void bindTiles(nanobind::module_ &m);
void bindKernel(nanobind::module_ &m);
void bindProgram(nanobind::module_ &m);
void bindSnapshot(nanobind::module_ &m);
void bindChip(nanobind::module_ &m);

using runtime::python::Argument;
using runtime::python::Call;
using runtime::python::defineConstructor;
using runtime::python::defineFunction;
using runtime::python::defineMethod;
using runtime::python::defineStatic;
using runtime::python::forbidConstructor;

/// A tile (x, y).
TileCoord tileFrom(const Argument &argument);
/// Tiles from a tile (x, y), a rectangle ((x0, y0), (x1, y1)) with both corners in it, or a list of them.
TileRanges tilesFrom(const Argument &argument);
nanobind::tuple tileTuple(TileCoord tile);
/// "dm0", "dm1", "compute"; "reader" and "writer" are other names of the first two.
Processor processorFrom(const Argument &argument);
/// "f32", "bf16", ... as in ttcore's data types.
DataFormat formatFrom(const Argument &argument);
/// The word of a kernel's argument, semaphore or register.
uint32_t wordFrom(const Argument &argument);
std::vector<uint32_t> wordsFrom(const Argument &argument);

/// Registers by their names: "pc", "zero", "ra", ...; `x` has 32.
nanobind::dict registersByName(std::span<const uint32_t> x, uint32_t pc);
/// The number of one: 0 to 31 of x0 to x31, 32 of "pc".
uint32_t registerNumber(const Argument &argument);

/// The bytes of an object with the buffer protocol (bytes, numpy arrays), contiguous, as long as this lives.
class ReadableBytes {
public:
  explicit ReadableBytes(const Argument &argument);
  ~ReadableBytes();
  ReadableBytes(const ReadableBytes &) = delete;
  ReadableBytes &operator=(const ReadableBytes &) = delete;
  std::span<const std::byte> get() const;

private:
  Py_buffer view;
};

/// New bytes of `size`, filled by `fill(std::span<std::byte>)` without the GIL.
template <class Fill>
nanobind::bytes makeBytes(uint64_t size, Fill fill);

} // namespace tt::device::python

#include "../python_entry.h"

template <class Fill>
nanobind::bytes tt::device::python::makeBytes(uint64_t size, Fill fill) {
  nanobind::bytes result = nanobind::steal<nanobind::bytes>(PyBytes_FromStringAndSize(nullptr, size));
  if (!result.is_valid())
    nanobind::raise_python_error();
  auto *begin = reinterpret_cast<std::byte *>(PyBytes_AS_STRING(result.ptr()));
  runtime::python::GilRelease released;
  fill(std::span(begin, size));
  return result;
}
