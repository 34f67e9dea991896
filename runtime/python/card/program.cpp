// Python classes of buffers and programs.
#include <fmt/format.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "card.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace tt::device::python {

void bindProgram(nb::module_ &m) {
  nb::class_<Buffer>(
      m, "Buffer",
      "Memory of the card, in pages that go round over its banks (DRAM channels, or the worker tiles for L1).")
      .def_prop_ro("type", [](const Buffer &self) { return self.type() == BufferType::Dram ? "dram" : "l1"; })
      .def_prop_ro("size", &Buffer::size, "Bytes.")
      .def_prop_ro("page_size", &Buffer::pageSize)
      .def_prop_ro("aligned_page_size", &Buffer::alignedPageSize, "Bytes from a page to the next one of its bank.")
      .def_prop_ro("pages", &Buffer::pages)
      .def_prop_ro("address", &Buffer::address, "Of its first page, the same in every bank.")
      .def("__repr__", [](const Buffer &self) {
        return fmt::format("<ttrt.card.Buffer in {} at {:#x}: {} bytes in pages of {}>",
                           self.type() == BufferType::Dram ? "DRAM" : "L1", self.address(), self.size(),
                           self.pageSize());
      });

  nb::class_<GlobalSemaphore>(m, "GlobalSemaphore",
                              "A semaphore that outlives programs, which do not change its value when they begin. A "
                              "program gives its address to "
                              "kernels as an argument.")
      .def_prop_ro("address", &GlobalSemaphore::address, "Of L1, the same on all its tiles.")
      .def("reset", &GlobalSemaphore::reset, "value"_a, nb::call_guard<tt::runtime::python::GilRelease>(),
           "Sets its value on all its tiles; cores that wait for it see that.")
      .def("__repr__", [](const GlobalSemaphore &self) {
        return fmt::format("<ttrt.card.GlobalSemaphore at {:#x}>", self.address());
      });

  nb::class_<Program>(
      m, "Program",
      "Kernels on cores, with circular buffers, semaphores and arguments; what runs on a chip at once.\n\n"
      "Cores are given as a tile (x, y), a rectangle ((x0, y0), (x1, y1)) with both corners in it, or a "
      "list of them.")
      .def(nb::init<>())
      .def(
          "add_kernel",
          [](Program &self, std::shared_ptr<const KernelImage> kernel, nb::handle cores, const std::string &processor,
             uint32_t noc) {
            return self.addKernel(std::move(kernel), tilesFrom(cores), processorFrom(processor), noc);
          },
          "kernel"_a, "cores"_a, "processor"_a, "noc"_a = 0,
          "The kernel on one core of each tile: dm0 (reader), dm1 (writer) or compute. Returns its number.")
      .def(
          "add_circular_buffer",
          [](Program &self, nb::handle cores, uint32_t index, uint32_t pages, std::optional<uint32_t> pageSize,
             const std::string &format, std::optional<Buffer> buffer) {
            CircularBufferConfig config;
            config.index = index;
            config.pages = pages;
            config.format = formatFrom(format);
            config.pageSize = pageSize.value_or(tileBytes(config.format));
            config.buffer = std::move(buffer);
            self.addCircularBuffer(tilesFrom(cores), config);
          },
          "cores"_a, "index"_a, "pages"_a = 2, "page_size"_a = nb::none(), "format"_a = "f32", "buffer"_a = nb::none(),
          "A queue of pages in L1; a page is a tile of the format where no size is given.")
      .def(
          "add_semaphore",
          [](Program &self, nb::handle cores, uint32_t initialValue) {
            return self.addSemaphore(tilesFrom(cores), initialValue);
          },
          "cores"_a, "initial_value"_a = 0, "Returns its number, for get_semaphore.")
      .def(
          "set_runtime_args",
          [](Program &self, KernelHandle kernel, nb::handle cores, std::vector<uint32_t> args) {
            for (const TileRange &range : tilesFrom(cores))
              for (uint32_t y = range.start.y; y <= range.end.y; ++y)
                for (uint32_t x = range.start.x; x <= range.end.x; ++x)
                  self.setRuntimeArgs(kernel, {x, y}, args);
          },
          "kernel"_a, "cores"_a, "args"_a, "Words that the kernel reads with get_arg_val.")
      .def("set_common_runtime_args", &Program::setCommonRuntimeArgs, "kernel"_a, "args"_a,
           "Words that all cores of the kernel share, read with get_common_arg_val.");
}

} // namespace tt::device::python
