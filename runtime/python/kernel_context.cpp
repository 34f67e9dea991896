// What callbacks around kernels of the card may ask: where the kernel runs, with what, the core's registers and memory.
#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "card/card.h"
#include "module.h"
#include "tt/runtime/debug.h"
#include "tt/runtime/error.h"

namespace nb = nanobind;

namespace tt::runtime::python {
namespace {

using device::python::makeBytes;
using device::python::ReadableBytes;

nb::dict registers(const KernelContext &kernel) {
  const auto all = getKernelRegisters(kernel);
  return device::python::registersByName(std::span(all).first(kKernelRegisters - 1), all.back());
}

nb::bytes readL1(const KernelContext &kernel, const Call &call) {
  const auto address = call["address"].whole<uint32_t>(), size = call["size"].whole<uint32_t>();
  return makeBytes(size, [&](std::span<std::byte> data) { readKernelMemory(kernel, address, data); });
}

} // namespace

void bindKernelContext(nb::module_ &m) {
  nb::class_<KernelContext> type(
      m, "KernelContext",
      "A kernel that is about to begin on a core of the card, or has just ended there; valid "
      "during the callback.");
  type.def_prop_ro(
          "name", [](const KernelContext &self) { return getKernelInfo(self).name; }, "For example \"read_tiles\".")
      .def_prop_ro(
          "processor", [](const KernelContext &self) { return getKernelInfo(self).processor; },
          "\"dm0\", \"dm1\" or \"compute\".")
      .def_prop_ro(
          "tile",
          [](const KernelContext &self) {
            const KernelInfo info = getKernelInfo(self);
            return device::python::tileTuple({info.x, info.y});
          },
          "The tile's place in the grid, (x, y).")
      .def_prop_ro(
          "arguments", [](const KernelContext &self) { return getKernelInfo(self).args; },
          "The words that get_arg_val gives on this core.")
      .def_prop_ro(
          "common_arguments", [](const KernelContext &self) { return getKernelInfo(self).commonArgs; },
          "The words that get_common_arg_val gives on all cores.");
  defineMethod(type, "def registers(self) -> dict[str, int]", "The program counter and the core's registers by name.",
               [](const KernelContext &self, const Call &) { return registers(self); });
  defineMethod(type, "def set_register(self, name: str, value: int) -> None",
               "Sets a register by its name, such as \"a0\", \"x10\" or \"pc\", to a word.",
               [](const KernelContext &self, const Call &call) {
                 setKernelRegister(self, device::python::registerNumber(call["name"]),
                                   device::python::wordFrom(call["value"]));
               });
  defineMethod(type, "def read_l1(self, address: int, size: int) -> bytes",
               "Bytes of the tile's L1; its cores' local memories follow behind it. Raises ValueError outside of them.",
               readL1);
  defineMethod(type, "def write_l1(self, address: int, data: ReadableBuffer | NDArray[Any]) -> None",
               "Overwrites bytes of them. Raises ValueError outside of them.",
               [](const KernelContext &self, const Call &call) {
                 const auto address = call["address"].whole<uint32_t>();
                 const ReadableBytes bytes(call["data"]);
                 writeKernelMemory(self, address, bytes.get());
               });
}

} // namespace tt::runtime::python
