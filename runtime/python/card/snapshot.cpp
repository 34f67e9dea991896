// Python classes of what a chip is doing.
#include <algorithm>

#include <fmt/format.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "card.h"
#include "tt/device/status_board.h"

namespace nb = nanobind;

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

const char *activityName(Activity activity) {
  static constexpr const char *kNames[] = {"idle", "ready", "running", "waiting", "stopped", "finished", "failed"};
  return kNames[static_cast<int>(activity)];
}

std::string describe(const CoreSnapshot &core) {
  std::string text = fmt::format("{}: {}", toString(core.core), activityName(core.activity));
  if (!core.kernel.empty())
    text += fmt::format(" in '{}' at {:#x} after {} instructions", core.kernel, core.pc, core.retired);
  if (!core.waitsFor.empty())
    text += ", for " + core.waitsFor;
  return text;
}

/// "3 with a kernel (1 running, 2 waiting)".
std::string describeCores(const std::vector<CoreSnapshot> &cores) {
  std::string parts;
  for (int number = 0; number <= static_cast<int>(Activity::Failed); ++number) {
    const auto activity = static_cast<Activity>(number);
    const auto count =
        std::count_if(cores.begin(), cores.end(), [&](const CoreSnapshot &core) { return core.activity == activity; });
    if (count > 0)
      parts += fmt::format("{}{} {}", parts.empty() ? " (" : ", ", count, activityName(activity));
  }
  return fmt::format("{} with a kernel{}", cores.size(), parts.empty() ? "" : parts + ")");
}

} // namespace

void bindSnapshot(nb::module_ &m) {
  nb::class_<CoreSnapshot>(m, "CoreSnapshot", "What a core is doing.")
      .def_prop_ro(
          "tile", [](const CoreSnapshot &self) { return tileTuple(self.core.tile); }, "Its tile, (x, y).")
      .def_prop_ro(
          "processor", [](const CoreSnapshot &self) { return toString(self.core.processor); },
          "\"dm0\", \"dm1\" or \"compute\".")
      .def_prop_ro(
          "activity", [](const CoreSnapshot &self) { return activityName(self.activity); },
          "\"idle\", \"ready\", \"running\", \"waiting\", \"stopped\" (at a breakpoint), \"finished\" or \"failed\".")
      .def_ro("kernel", &CoreSnapshot::kernel, "Its kernel's name.")
      .def_ro("pc", &CoreSnapshot::pc, "The program counter: an address of L1.")
      .def_ro("retired", &CoreSnapshot::retired, "Instructions since the program began.")
      .def_ro("waits_for", &CoreSnapshot::waitsFor, "What it waits for, in words; \"\" where it does not wait.")
      .def("__repr__",
           [](const CoreSnapshot &self) { return fmt::format("<ttrt.card.CoreSnapshot {}>", describe(self)); });
  nb::class_<TileTraffic>(m, "TileTraffic", "What a tile moved over the NoC since the chip was opened.")
      .def_prop_ro(
          "tile", [](const TileTraffic &self) { return tileTuple(self.tile); }, "The tile, (x, y).")
      .def_ro("bytes_read", &TileTraffic::bytesRead, "Bytes that its cores read.")
      .def_ro("bytes_written", &TileTraffic::bytesWritten, "Bytes that its cores wrote.")
      .def_ro("transactions", &TileTraffic::transactions, "How many reads, writes and atomics that were.")
      .def("__repr__", [](const TileTraffic &self) {
        return fmt::format("<ttrt.card.TileTraffic of tile {}: {} bytes read, {} written, in {} transaction{}>",
                           toString(self.tile), self.bytesRead, self.bytesWritten, self.transactions,
                           self.transactions == 1 ? "" : "s");
      });
  nb::class_<Snapshot>(m, "Snapshot", "What a chip is doing.")
      .def_ro("cores", &Snapshot::cores, "Those that have a kernel.")
      .def_ro("traffic", &Snapshot::traffic, "Of every tile, row by row.")
      .def_ro("programs", &Snapshot::programs, "Programs begun since the chip was opened.")
      .def("__repr__", [](const Snapshot &self) {
        return fmt::format("<ttrt.card.Snapshot: {} tiles, cores: {}; {} program{} begun>", self.traffic.size(),
                           describeCores(self.cores), self.programs, self.programs == 1 ? "" : "s");
      });
  defineFunction(m, "def _service_name(number: int) -> str", "The name of a service of the card.",
                 [](const Call &call) { return serviceName(call["number"].whole<uint32_t>()); });
  m.def("_status_folder", &status::folder);
}

} // namespace tt::device::python
