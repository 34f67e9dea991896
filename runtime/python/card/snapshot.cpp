// Python classes of what a chip is doing.
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "card.h"
#include "tt/device/status_board.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace tt::device::python {
namespace {

std::string serviceName(uint32_t number) {
  switch (number) {
#define TENON_CARD_SERVICE(number, name, arguments, summary)                                                           \
  case number:                                                                                                         \
    return #name;
#include "tenon/schema/card_services.def"
  default:
    return "service " + std::to_string(number);
  }
}

} // namespace

void bindSnapshot(nb::module_ &m) {
  nb::class_<CoreSnapshot>(m, "CoreSnapshot", "What a core is doing.")
      .def_prop_ro("tile", [](const CoreSnapshot &self) { return tileTuple(self.core.tile); })
      .def_prop_ro("processor", [](const CoreSnapshot &self) { return toString(self.core.processor); })
      .def_prop_ro(
          "activity",
          [](const CoreSnapshot &self) {
            static constexpr const char *kNames[] = {"idle",    "ready",    "running", "waiting",
                                                     "stopped", "finished", "failed"};
            return kNames[static_cast<int>(self.activity)];
          },
          "idle, ready, running, waiting, stopped (at a breakpoint), finished or failed.")
      .def_ro("kernel", &CoreSnapshot::kernel)
      .def_ro("pc", &CoreSnapshot::pc)
      .def_ro("retired", &CoreSnapshot::retired, "Instructions since the program began.")
      .def_ro("waits_for", &CoreSnapshot::waitsFor);
  nb::class_<TileTraffic>(m, "TileTraffic", "What a tile moved over the NoC since the chip was opened.")
      .def_prop_ro("tile", [](const TileTraffic &self) { return tileTuple(self.tile); })
      .def_ro("bytes_read", &TileTraffic::bytesRead)
      .def_ro("bytes_written", &TileTraffic::bytesWritten)
      .def_ro("transactions", &TileTraffic::transactions);
  nb::class_<Snapshot>(m, "Snapshot", "What a chip is doing.")
      .def_ro("cores", &Snapshot::cores, "Those that have a kernel.")
      .def_ro("traffic", &Snapshot::traffic)
      .def_ro("programs", &Snapshot::programs, "Programs begun since the chip was opened.");
  m.def("_service_name", &serviceName, "number"_a);
  m.def("_status_folder", &status::folder);
}

} // namespace tt::device::python
