// The Python class of chips: memory, running programs, debugging.
#include <cmath>

#include <fmt/format.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "../python_entry.h"
#include "card.h"

namespace nb = nanobind;
using namespace nb::literals;
using tt::runtime::python::GilRelease;
using tt::runtime::python::PythonEntry;
using tt::runtime::python::shareUntilExit;

namespace tt::device::python {
namespace {

using ChipPointer = std::shared_ptr<Chip>;
using std::chrono::milliseconds;

/// How long a wait goes on before it looks for Ctrl-C.
constexpr milliseconds kLookForSignals{50};

ChipPointer openChip(nb::handle architecture, std::optional<std::pair<uint32_t, uint32_t>> grid, bool deterministic,
                     uint32_t threads, bool native, uint32_t slice) {
  Architecture chosen = nb::isinstance<Architecture>(architecture)
                            ? nb::cast<Architecture>(architecture)
                            : Architecture::named(nb::cast<std::string>(nb::str(architecture)));
  if (grid)
    chosen = chosen.withGrid(grid->first, grid->second);
  ChipOptions options;
  options.deterministic = deterministic;
  options.threads = threads;
  options.native = native;
  options.slice = slice;
  GilRelease released;
  return Chip::open(chosen, options);
}

/// Seconds as a float; None is no limit.
milliseconds timeFrom(std::optional<double> seconds) {
  if (!seconds)
    return milliseconds(0);
  if (!(*seconds > 0) || !std::isfinite(*seconds))
    throw ValueError(fmt::format("timeout is {}; expected a number of seconds above 0, or None", *seconds));
  return milliseconds(std::max<int64_t>(1, std::llround(std::min(*seconds, 1e9) * 1000)));
}

RunOptions runOptions(std::optional<uint64_t> budget, std::optional<double> timeout) {
  if (budget && *budget == 0)
    throw ValueError("budget is 0; expected a number of instructions above 0, or None for no limit");
  return {budget.value_or(0), timeFrom(timeout)};
}

/// Waits, and lets Ctrl-C stop the programs. Without a limit it throws BreakpointError where nothing goes on.
bool waitForAll(Chip &chip, std::optional<double> timeout) {
  const milliseconds limit = timeFrom(timeout);
  const auto begin = std::chrono::steady_clock::now();
  for (;;) {
    {
      GilRelease released;
      if (chip.waitFor(timeout ? std::min(limit, kLookForSignals) : kLookForSignals))
        break;
      if (!timeout)
        chip.throwIfHeld();
    }
    if (timeout && std::chrono::steady_clock::now() - begin >= limit)
      return false;
    if (PyErr_CheckSignals() == 0)
      continue;
    nb::python_error interrupted;
    try {
      GilRelease released;
      chip.stop();
      chip.wait();
    } catch (const Error &) { // what was stopped says so; the user wants to know of the signal
    }
    throw interrupted;
  }
  GilRelease released;
  chip.wait();
  return true;
}

void run(Chip &chip, const Program &program, std::optional<uint64_t> budget, std::optional<double> timeout) {
  RunOptions options = runOptions(budget, timeout);
  {
    GilRelease released;
    chip.enqueue(program, options);
  }
  waitForAll(chip, std::nullopt);
}

BufferType bufferTypeFrom(const std::string &name) {
  if (name == "dram")
    return BufferType::Dram;
  if (name == "l1")
    return BufferType::L1;
  throw ValueError(fmt::format("there is no memory \"{}\"; expected dram or l1", name));
}

nb::bytes readBuffer(Chip &chip, const Buffer &buffer, std::optional<uint64_t> size, uint64_t offset) {
  if (!buffer)
    throw ValueError("the buffer is empty: it was never created");
  uint64_t wanted = size.value_or(buffer.size() - std::min(offset, buffer.size()));
  if (offset > buffer.size() || wanted > buffer.size() - offset)
    throw ValueError(fmt::format("{} bytes at {} do not lie in a buffer of {} bytes", wanted, offset, buffer.size()));
  return makeBytes(wanted, [&](std::span<std::byte> data) { chip.read(buffer, data, offset); });
}

uint64_t requireSize(uint64_t size, uint64_t limit) {
  if (size > limit)
    throw ValueError(fmt::format("{} bytes are asked for; the memory has {}", size, limit));
  return size;
}

void setPrinter(Chip &chip, nb::object function) {
  if (function.is_none())
    return chip.setPrinter({});
  if (!PyCallable_Check(function.ptr()))
    throw nb::type_error("the printer must be callable, with (tile, processor, text), or None");
  auto shared = shareUntilExit(std::move(function));
  chip.setPrinter([shared](const PrintedLine &line) {
    PythonEntry python;
    if (!python || !shared->is_valid())
      return;
    try {
      (*shared)(tileTuple(line.core.tile), toString(line.core.processor), line.text);
    } catch (nb::python_error &error) {
      error.discard_as_unraisable("ttrt.card: in a printer");
    }
  });
}

using KernelCallback = std::function<void(Chip &, const CoreId &, const std::string &)>;

KernelCallback kernelCallback(nb::object function, const char *name) {
  if (function.is_none())
    return {};
  if (!PyCallable_Check(function.ptr()))
    throw nb::type_error(
        fmt::format("{} must be callable, with (chip, tile, processor, kernel), or None", name).c_str());
  auto shared = shareUntilExit(std::move(function));
  return [shared](Chip &chip, const CoreId &core, const std::string &kernel) {
    PythonEntry python;
    if (!python || !shared->is_valid())
      return;
    (*shared)(nb::cast(chip.shared_from_this()), tileTuple(core.tile), toString(core.processor), kernel);
  };
}

CoreId coreFrom(nb::handle tile, const std::string &processor) {
  return {tileFrom(tile, "tile"), processorFrom(processor)};
}

nb::dict registersOf(const Chip &chip, nb::handle tile, const std::string &processor) {
  const CoreState state = chip.registers(coreFrom(tile, processor));
  return registersByName(state.x, state.pc);
}

std::vector<nb::tuple> waitForBreakpoint(Chip &chip, std::optional<double> timeout) {
  const milliseconds limit = timeFrom(timeout);
  const auto begin = std::chrono::steady_clock::now();
  std::vector<CoreId> stopped;
  for (;;) {
    bool finished = false;
    {
      GilRelease released;
      stopped = chip.waitForBreakpoint(kLookForSignals);
      finished = stopped.empty() && chip.waitFor(milliseconds(0));
    }
    if (PyErr_CheckSignals() != 0)
      throw nb::python_error();
    if (!stopped.empty() || finished)
      break;
    if (limit.count() && std::chrono::steady_clock::now() - begin >= limit)
      break;
  }
  std::vector<nb::tuple> result;
  for (const CoreId &core : stopped)
    result.push_back(nb::make_tuple(tileTuple(core.tile), toString(core.processor)));
  return result;
}

void bindMemory(nb::class_<Chip> &chip) {
  chip.def(
          "create_buffer",
          [](Chip &self, const std::string &type, uint64_t size, std::optional<uint32_t> pageSize) {
            uint64_t page = pageSize ? *pageSize : size;
            if (page > UINT32_MAX)
              throw ValueError(fmt::format("a page of {} bytes is too large: give a page_size", page));
            return self.createBuffer(bufferTypeFrom(type), size, static_cast<uint32_t>(page));
          },
          "type"_a, "size"_a, "page_size"_a = nb::none(),
          "Memory in \"dram\" or \"l1\", in pages over its banks (one page where no size is given). It is free again "
          "when "
          "the last reference to the buffer is gone. Raises ValueError when there is not so much.")
      .def(
          "write",
          [](Chip &self, const Buffer &buffer, nb::handle data, uint64_t offset) {
            ReadableBytes bytes(data);
            GilRelease released;
            self.write(buffer, bytes.get(), offset);
          },
          "buffer"_a, "data"_a, "offset"_a = 0, "Copies bytes or an array to a buffer.")
      .def(
          "create_global_semaphore",
          [](Chip &self, nb::handle cores, uint32_t initialValue) {
            return self.createGlobalSemaphore(tilesFrom(cores), initialValue);
          },
          "cores"_a, "initial_value"_a = 0,
          "A semaphore that outlives programs, at one address of L1 on a tile, a rectangle ((x0, y0), (x1, y1)) or a "
          "list "
          "of them. Raises ValueError for tiles that are not there.")
      .def("read", &readBuffer, "buffer"_a, "size"_a = nb::none(), "offset"_a = 0,
           "The buffer's bytes, all of them where no size is given.")
      .def(
          "write_l1",
          [](Chip &self, nb::handle tile, uint32_t address, nb::handle data) {
            ReadableBytes bytes(data);
            self.writeL1(tileFrom(tile, "tile"), address, bytes.get());
          },
          "tile"_a, "address"_a, "data"_a)
      .def(
          "read_l1",
          [](Chip &self, nb::handle tile, uint32_t address, uint64_t size) {
            TileCoord place = tileFrom(tile, "tile");
            requireSize(size, UINT32_MAX);
            return makeBytes(size, [&](std::span<std::byte> data) { self.readL1(place, address, data); });
          },
          "tile"_a, "address"_a, "size"_a, "Bytes of a tile's L1; its cores' local memories follow behind it.")
      .def(
          "write_dram",
          [](Chip &self, uint32_t channel, uint64_t address, nb::handle data) {
            ReadableBytes bytes(data);
            GilRelease released;
            self.writeDram(channel, address, bytes.get());
          },
          "channel"_a, "address"_a, "data"_a)
      .def(
          "read_dram",
          [](Chip &self, uint32_t channel, uint64_t address, uint64_t size) {
            requireSize(size, self.architecture().dramChannelSize);
            return makeBytes(size, [&](std::span<std::byte> data) { self.readDram(channel, address, data); });
          },
          "channel"_a, "address"_a, "size"_a);
}

void bindRunning(nb::class_<Chip> &chip) {
  chip.def(
          "enqueue",
          [](Chip &self, const Program &program, std::optional<uint64_t> budget, std::optional<double> timeout) {
            RunOptions options = runOptions(budget, timeout);
            GilRelease released;
            self.enqueue(program, options);
          },
          "program"_a, nb::kw_only(), "budget"_a = nb::none(), "timeout"_a = nb::none(),
          "Starts a program, after those that were enqueued before, and returns at once.\n\nbudget: instructions that "
          "each core may execute; timeout: seconds. Raises ValueError for what does not fit the chip.")
      .def(
          "wait", &waitForAll, nb::kw_only(), "timeout"_a = nb::none(),
          "Returns True when all programs are done, False after `timeout` seconds.\n\nRaises what the first that "
          "failed "
          "ended with: CoreError, DeadlockError, LimitError, StoppedError. Without a timeout it raises BreakpointError "
          "where cores stand at breakpoints and no other can go on: the program stays as it is, and waits for resume "
          "or "
          "stop. Ctrl-C stops the programs.")
      .def("run", &run, "program"_a, nb::kw_only(), "budget"_a = nb::none(), "timeout"_a = nb::none(),
           "enqueue, and wait without a timeout.")
      .def("stop", &Chip::stop, nb::call_guard<GilRelease>(),
           "Stops the running program and forgets the others; wait() raises StoppedError.")
      .def("snapshot", &Chip::snapshot, nb::call_guard<GilRelease>(), "What the cores are doing, while they run.")
      .def("set_printer", &setPrinter, "function"_a.none(),
           "Called with (tile, processor, text) for each line that a kernel prints, from the threads that run cores. "
           "None: lines go to standard output.")
      .def(
          "set_kernel_hooks",
          [](Chip &self, nb::object before, nb::object after) {
            self.setKernelHooks(
                {kernelCallback(std::move(before), "before"), kernelCallback(std::move(after), "after")});
          },
          "before"_a = nb::none(), "after"_a = nb::none(),
          "Called with (chip, tile, processor, kernel) before a kernel's first instruction and after its last. An "
          "exception stops the program, and wait() raises it.");
}

void bindDebugging(nb::class_<Chip> &chip) {
  chip.def(
          "add_breakpoint",
          [](Chip &self, const std::string &kernel, const std::string &file, uint32_t line, bool pending) {
            self.addBreakpoint(kernel, file, line, {pending});
          },
          "kernel"_a, "file"_a, "line"_a, nb::kw_only(), "pending"_a = false, nb::call_guard<GilRelease>(),
          "Stops the cores that run `kernel` before a source line, or before the next one that has code.\n\nThe kernel "
          "is looked for in the programs that were enqueued and are not done, or else in the next that is. Raises "
          "ValueError (so does enqueue then) where there is none of that name, or none of its code at the line or "
          "later; the text lists what there is. pending=True: it may be a kernel of a later program.")
      .def("clear_breakpoints", &Chip::clearBreakpoints, nb::call_guard<GilRelease>())
      .def("wait_for_breakpoint", &waitForBreakpoint, "timeout"_a = nb::none(),
           "The cores that stopped, as (tile, processor); empty when all programs are done or the time is over.")
      .def(
          "resume",
          [](Chip &self, nb::handle tile, const std::string &processor) {
            CoreId core = coreFrom(tile, processor);
            GilRelease released;
            self.resume(core);
          },
          "tile"_a, "processor"_a)
      .def(
          "step",
          [](Chip &self, nb::handle tile, const std::string &processor, uint32_t instructions) {
            CoreId core = coreFrom(tile, processor);
            GilRelease released;
            self.step(core, instructions);
          },
          "tile"_a, "processor"_a, "instructions"_a = 1, "Executes instructions of a core that is stopped.")
      .def("registers", &registersOf, "tile"_a, "processor"_a, "The program counter and the registers by name.")
      .def(
          "set_register",
          [](Chip &self, nb::handle tile, const std::string &processor, const std::string &name, uint32_t value) {
            self.setRegister(coreFrom(tile, processor), registerNumber(name), value);
          },
          "tile"_a, "processor"_a, "name"_a, "value"_a)
      .def(
          "source_line",
          [](const Chip &self, nb::handle tile, const std::string &processor) -> nb::object {
            std::optional<SourceLine> line;
            CoreId core = coreFrom(tile, processor);
            {
              GilRelease released;
              line = self.sourceLine(core);
            }
            if (!line)
              return nb::none();
            return nb::make_tuple(line->file, line->line, line->function);
          },
          "tile"_a, "processor"_a, "File, line and function where a core stands, or None.");
}

} // namespace

void bindChip(nb::module_ &m) {
  nb::class_<Chip> chip(m, "Chip", "A simulated chip. A context manager, which closes it.");
  chip.def("close", &Chip::close, nb::call_guard<GilRelease>(),
           "Stops what runs and frees all; what is used afterwards raises DeviceError. Twice is fine.")
      .def_prop_ro("is_open", &Chip::isOpen)
      .def_prop_ro("architecture", &Chip::architecture)
      .def("__enter__", [](ChipPointer self) { return self; })
      .def(
          "__exit__",
          [](Chip &self, nb::handle, nb::handle, nb::handle) {
            GilRelease released;
            self.close();
          },
          "exception_type"_a.none(), "exception"_a.none(), "traceback"_a.none())
      .def("__repr__", [](const Chip &self) {
        return fmt::format("<ttrt.card.Chip {}{}>", self.architecture().name, self.isOpen() ? "" : " (closed)");
      });
  bindMemory(chip);
  bindRunning(chip);
  bindDebugging(chip);

  m.def("open", &openChip, "architecture"_a = "wormhole_b0", nb::kw_only(), "grid"_a = nb::none(),
        "deterministic"_a = false, "threads"_a = 0, "native"_a = true, "slice"_a = 50000,
        "Opens a simulated chip.\n\narchitecture: a name, the path of a .json file, or an Architecture; grid: another "
        "width and height; deterministic: cores take turns on one thread, the same way every time; threads: host "
        "threads that run cores (0: as many as the machine has); native: whether hot code becomes native code; slice: "
        "instructions until another core gets its turn.");
}

} // namespace tt::device::python
