// Python classes of buffers and programs.
#include <fmt/format.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>

#include "../python_entry.h"
#include "card.h"

namespace nb = nanobind;
using tt::runtime::python::GilRelease;

namespace tt::device::python {
namespace {

void bindBuffer(nb::module_ &m) {
  nb::class_<Buffer> type(
      m, "Buffer",
      "Memory of the card, in pages that go round over its banks (DRAM channels, or the worker tiles for "
      "L1); made by Chip.create_buffer.");
  forbidConstructor(type, "buffers are memory of a chip: Chip.create_buffer()");
  type.def_prop_ro(
          "type", [](const Buffer &self) { return self.type() == BufferType::Dram ? "dram" : "l1"; },
          "\"dram\" or \"l1\".")
      .def_prop_ro("size", &Buffer::size, "Bytes.")
      .def_prop_ro("page_size", &Buffer::pageSize, "Bytes of a page.")
      .def_prop_ro("aligned_page_size", &Buffer::alignedPageSize, "Bytes from a page to the next one of its bank.")
      .def_prop_ro("pages", &Buffer::pages, "How many it has.")
      .def_prop_ro("address", &Buffer::address, "Of its first page, the same in every bank.")
      .def("__repr__", [](const Buffer &self) {
        return fmt::format("<ttrt.card.Buffer in {} at {:#x}: {} bytes in pages of {}>",
                           self.type() == BufferType::Dram ? "DRAM" : "L1", self.address(), self.size(),
                           self.pageSize());
      });
}

void bindGlobalSemaphore(nb::module_ &m) {
  nb::class_<GlobalSemaphore> type(m, "GlobalSemaphore",
                                   "A semaphore that outlives programs, which do not change its value when they begin. "
                                   "A program gives its address to kernels as an argument. Made by "
                                   "Chip.create_global_semaphore.");
  defineMethod(
      type, "def reset(self, value: int) -> None",
      "Sets its value, a word, on all its tiles; cores that wait for it see that. Raises DeviceError where the "
      "chip is closed.",
      [](const GlobalSemaphore &self, const Call &call) {
        const uint32_t value = wordFrom(call["value"]);
        GilRelease released;
        self.reset(value);
      });
  forbidConstructor(type, "global semaphores are memory of a chip: Chip.create_global_semaphore()");
  type.def_prop_ro("address", &GlobalSemaphore::address, "Of L1, the same on all its tiles.")
      .def("__repr__", [](const GlobalSemaphore &self) {
        uint64_t tiles = 0;
        for (const TileRange &range : self.tiles())
          tiles += uint64_t(range.width()) * range.height();
        return fmt::format("<ttrt.card.GlobalSemaphore at {:#x} of {} tile{}>", self.address(), tiles,
                           tiles == 1 ? "" : "s");
      });
}

uint32_t addKernel(Program &self, const Call &call) {
  const Argument kernel = call["kernel"];
  kernel.instance<KernelImage>("a Kernel, as Kernel.compile makes it");
  return self.addKernel(nb::cast<std::shared_ptr<const KernelImage>>(kernel.get()), tilesFrom(call["cores"]),
                        processorFrom(call["processor"]), call["noc"].whole<uint32_t>(0, 1));
}

void addCircularBuffer(Program &self, const Call &call) {
  CircularBufferConfig config;
  config.index = call["index"].whole<uint32_t>(0, target::card::kCircularBuffers - 1);
  config.pages = call["pages"].whole<uint32_t>(1);
  config.format = formatFrom(call["format"]);
  config.pageSize = call["page_size"]
                        .optional([](const Argument &size) { return size.whole<uint32_t>(1); })
                        .value_or(tileBytes(config.format));
  config.buffer =
      call["buffer"].optional([](const Argument &buffer) { return buffer.instance<Buffer>("a Buffer, or None"); });
  self.addCircularBuffer(tilesFrom(call["cores"]), config);
}

void setRuntimeArgs(Program &self, const Call &call) {
  const auto kernel = call["kernel"].whole<uint32_t>(0, UINT32_MAX, ", the number that add_kernel returned");
  const std::vector<uint32_t> args = wordsFrom(call["args"]);
  for (const TileRange &range : tilesFrom(call["cores"]))
    for (uint32_t y = range.start.y; y <= range.end.y; ++y)
      for (uint32_t x = range.start.x; x <= range.end.x; ++x)
        self.setRuntimeArgs(kernel, {x, y}, args);
}

} // namespace

void bindProgram(nb::module_ &m) {
  bindBuffer(m);
  bindGlobalSemaphore(m);
  nb::class_<Program> type(
      m, "Program",
      "Kernels on cores, with circular buffers, semaphores and arguments; what runs on a chip at "
      "once.\n\n"
      "Cores are given as a tile (x, y), a rectangle ((x0, y0), (x1, y1)) with both corners in it, "
      "or a list of them. What does not fit a chip is a ValueError when the program is enqueued.");
  defineConstructor(type, "def __init__(self) -> None", [](Program *self, const Call &) { new (self) Program; });
  defineMethod(
      type, "def add_kernel(self, kernel: Kernel, cores: Cores, processor: str, noc: int = 0) -> int",
      "The kernel on one core of each tile: \"dm0\" (or \"reader\"), \"dm1\" (or \"writer\") or \"compute\". "
      "Returns its number.\n\nnoc: 0 or 1, what the kernel sees as noc_index. Raises ValueError for a core that "
      "has a kernel already.",
      addKernel);
  defineMethod(type,
               "def add_circular_buffer(self, cores: Cores, index: int, pages: int = 2, page_size: int | None = None, "
               "format: str = 'f32', buffer: Buffer | None = None) -> None",
               "A queue of pages in L1 between the cores of each tile.\n\nindex: 0 to 31; page_size: bytes, those of a "
               "tile of the format where none is given; format: of tiles, as for tile_bytes; buffer: an L1 buffer in "
               "which it lies, instead of memory of its own. Raises ValueError for an index that a tile has already.",
               addCircularBuffer);
  defineMethod(type, "def add_semaphore(self, cores: Cores, initial_value: int = 0) -> int",
               "A word on each tile, with its initial value each time the program starts. Returns its number, for "
               "get_semaphore in kernels.",
               [](Program &self, const Call &call) {
                 return self.addSemaphore(tilesFrom(call["cores"]), wordFrom(call["initial_value"]));
               });
  defineMethod(type, "def set_runtime_args(self, kernel: int, cores: Cores, args: Sequence[int]) -> None",
               "Words of 32 bits that the kernel reads on these tiles with get_arg_val, instead of those set "
               "before.\n\nkernel: the number that add_kernel returned. A negative number is given as value & "
               "0xffffffff, a float by its bits. Raises ValueError for tiles on which the kernel does not run.",
               setRuntimeArgs);
  defineMethod(type, "def set_common_runtime_args(self, kernel: int, args: Sequence[int]) -> None",
               "Words that all cores of the kernel share, read with get_common_arg_val.",
               [](Program &self, const Call &call) {
                 self.setCommonRuntimeArgs(
                     call["kernel"].whole<uint32_t>(0, UINT32_MAX, ", the number that add_kernel returned"),
                     wordsFrom(call["args"]));
               });
  type.def("__repr__", [](const Program &self) { return fmt::format("<ttrt.card.Program: {}>", self.summary()); });
}

} // namespace tt::device::python
