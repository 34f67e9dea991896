// The Python class of chips: memory, running programs, debugging.
#include <cmath>

#include <fmt/format.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "../python_entry.h"
#include "card.h"

namespace nb = nanobind;
using tt::runtime::python::GilRelease;
using tt::runtime::python::PythonEntry;
using tt::runtime::python::shareUntilExit;

namespace tt::device::python {
namespace {

using ChipPointer = std::shared_ptr<Chip>;
using std::chrono::milliseconds;

/// How long a wait goes on before it looks for Ctrl-C.
constexpr milliseconds kLookForSignals{50};

Architecture architectureFrom(const Call &call) {
  const Argument argument = call["architecture"];
  Architecture chosen = nb::isinstance<Architecture>(argument.get())
                            ? argument.instance<Architecture>("")
                            : Architecture::named(argument.path(", or an Architecture"));
  const Argument grid = call["grid"];
  if (grid.isNone())
    return chosen;
  constexpr const char *kExpected = "a grid (width, height), or None";
  const std::vector<Argument> sizes = grid.items(kExpected);
  if (sizes.size() != 2)
    grid.failValue(kExpected);
  return chosen.withGrid(sizes[0].whole<uint32_t>(), sizes[1].whole<uint32_t>());
}

ChipPointer openChip(const Call &call) {
  const Architecture architecture = architectureFrom(call);
  ChipOptions options;
  options.deterministic = call["deterministic"].truth();
  options.threads = call["threads"].whole<uint32_t>();
  options.native = call["native"].truth();
  options.slice = call["slice"].whole<uint32_t>(1);
  GilRelease released;
  return Chip::open(architecture, options);
}

/// Seconds; None is no limit.
std::optional<milliseconds> timeFrom(const Argument &argument) {
  if (argument.isNone())
    return std::nullopt;
  const double seconds = argument.number(", or None");
  if (!(seconds > 0) || !std::isfinite(seconds))
    argument.failValue("a number of seconds above 0, or None");
  return milliseconds(std::max<int64_t>(1, std::llround(std::min(seconds, 1e9) * 1000)));
}

RunOptions runOptions(const Call &call) {
  const std::optional<uint64_t> budget = call["budget"].optional(
      [](const Argument &argument) { return argument.whole<uint64_t>(1, UINT64_MAX, " (instructions), or None"); });
  return {budget.value_or(0), timeFrom(call["timeout"]).value_or(milliseconds(0))};
}

/// Waits, and lets Ctrl-C stop the programs. Without a limit it throws BreakpointError where nothing goes on.
bool waitForAll(Chip &chip, std::optional<milliseconds> timeout) {
  const auto begin = std::chrono::steady_clock::now();
  for (;;) {
    {
      GilRelease released;
      if (chip.waitFor(std::min(timeout.value_or(kLookForSignals), kLookForSignals)))
        break;
      if (!timeout)
        chip.throwIfHeld();
    }
    if (timeout && std::chrono::steady_clock::now() - begin >= *timeout)
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

const Program &programFrom(const Call &call) { return call["program"].instance<Program>("a Program"); }

void enqueue(Chip &chip, const Call &call) {
  const Program &program = programFrom(call);
  const RunOptions options = runOptions(call);
  GilRelease released;
  chip.enqueue(program, options);
}

void run(Chip &chip, const Call &call) {
  const Program &program = programFrom(call);
  const RunOptions options = runOptions(call);
  {
    GilRelease released;
    chip.requireNotHeld();
    chip.enqueue(program, options);
  }
  waitForAll(chip, std::nullopt);
}

Buffer createBuffer(Chip &chip, const Call &call) {
  const Argument type = call["type"];
  const std::string name = type.text();
  if (name != "dram" && name != "l1")
    type.failValue("dram or l1");
  const auto size = call["size"].whole<uint64_t>();
  const uint64_t page = call["page_size"]
                            .optional([](const Argument &bytes) { return bytes.whole<uint64_t>(0, UINT32_MAX); })
                            .value_or(size);
  if (page > UINT32_MAX)
    throw ValueError(fmt::format("a page of {} bytes is too large: give a page_size", page));
  return chip.createBuffer(name == "dram" ? BufferType::Dram : BufferType::L1, size, static_cast<uint32_t>(page));
}

const Buffer &bufferFrom(const Call &call) { return call["buffer"].instance<Buffer>("a Buffer of create_buffer"); }

void writeBuffer(Chip &chip, const Call &call) {
  const Buffer &buffer = bufferFrom(call);
  const ReadableBytes bytes(call["data"]);
  const auto offset = call["offset"].whole<uint64_t>();
  GilRelease released;
  chip.write(buffer, bytes.get(), offset);
}

nb::bytes readBuffer(Chip &chip, const Call &call) {
  const Buffer &buffer = bufferFrom(call);
  const auto offset = call["offset"].whole<uint64_t>();
  const uint64_t wanted = call["size"]
                              .optional([](const Argument &size) { return size.whole<uint64_t>(); })
                              .value_or(buffer.size() - std::min(offset, buffer.size()));
  if (offset > buffer.size() || wanted > buffer.size() - offset)
    throw ValueError(fmt::format("{} bytes at {} do not lie in a buffer of {} bytes", wanted, offset, buffer.size()));
  return makeBytes(wanted, [&](std::span<std::byte> data) { chip.read(buffer, data, offset); });
}

void writeL1(Chip &chip, const Call &call) {
  const TileCoord tile = tileFrom(call["tile"]);
  const auto address = call["address"].whole<uint32_t>();
  const ReadableBytes bytes(call["data"]);
  GilRelease released;
  chip.writeL1(tile, address, bytes.get());
}

/// A size is checked before memory for it is asked for.
uint64_t sizeFrom(const Argument &argument, uint64_t most) {
  const auto size = argument.whole<uint64_t>();
  if (size > most)
    throw ValueError(fmt::format("{} bytes are asked for; the memory has {}", size, most));
  return size;
}

nb::bytes readL1(Chip &chip, const Call &call) {
  const TileCoord tile = tileFrom(call["tile"]);
  const auto address = call["address"].whole<uint32_t>();
  const Architecture &a = chip.architecture();
  const uint64_t size =
      sizeFrom(call["size"], uint64_t(a.l1Size) + uint64_t(target::card::kProcessorsPerTile) * a.localMemorySize);
  return makeBytes(size, [&](std::span<std::byte> data) { chip.readL1(tile, address, data); });
}

void writeDram(Chip &chip, const Call &call) {
  const auto channel = call["channel"].whole<uint32_t>();
  const auto address = call["address"].whole<uint64_t>();
  const ReadableBytes bytes(call["data"]);
  GilRelease released;
  chip.writeDram(channel, address, bytes.get());
}

nb::bytes readDram(Chip &chip, const Call &call) {
  const auto channel = call["channel"].whole<uint32_t>();
  const auto address = call["address"].whole<uint64_t>();
  const uint64_t size = sizeFrom(call["size"], chip.architecture().dramChannelSize);
  return makeBytes(size, [&](std::span<std::byte> data) { chip.readDram(channel, address, data); });
}

void setPrinter(Chip &chip, const Call &call) {
  nb::object function = call["function"].function("(tile, processor, text)");
  if (!function.is_valid())
    return chip.setPrinter({});
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

KernelCallback kernelCallback(const Argument &argument) {
  nb::object function = argument.function("(chip, tile, processor, kernel)");
  if (!function.is_valid())
    return {};
  auto shared = shareUntilExit(std::move(function));
  return [shared](Chip &chip, const CoreId &core, const std::string &kernel) {
    PythonEntry python;
    if (!python || !shared->is_valid())
      return;
    (*shared)(nb::cast(chip.shared_from_this()), tileTuple(core.tile), toString(core.processor), kernel);
  };
}

CoreId coreFrom(const Call &call) { return {tileFrom(call["tile"]), processorFrom(call["processor"])}; }

nb::dict registersOf(const Chip &chip, const Call &call) {
  const CoreState state = chip.registers(coreFrom(call));
  return registersByName(state.x, state.pc);
}

nb::list waitForBreakpoint(Chip &chip, const Call &call) {
  const std::optional<milliseconds> limit = timeFrom(call["timeout"]);
  const auto begin = std::chrono::steady_clock::now();
  std::vector<CoreId> stopped;
  for (;;) {
    bool finished = false;
    {
      GilRelease released;
      stopped = chip.waitForBreakpoint(std::min(limit.value_or(kLookForSignals), kLookForSignals));
      finished = stopped.empty() && chip.waitFor(milliseconds(0));
    }
    if (PyErr_CheckSignals() != 0)
      throw nb::python_error();
    if (!stopped.empty() || finished)
      break;
    if (limit && std::chrono::steady_clock::now() - begin >= *limit)
      break;
  }
  nb::list result;
  for (const CoreId &core : stopped)
    result.append(nb::make_tuple(tileTuple(core.tile), toString(core.processor)));
  return result;
}

nb::object sourceLineOf(const Chip &chip, const Call &call) {
  const CoreId core = coreFrom(call);
  std::optional<SourceLine> line;
  {
    GilRelease released;
    line = chip.sourceLine(core);
  }
  if (!line)
    return nb::none();
  return nb::make_tuple(line->file, line->line, line->function);
}

void bindMemory(nb::class_<Chip> &chip) {
  defineMethod(
      chip, "def create_buffer(self, type: str, size: int, page_size: int | None = None) -> Buffer",
      "Memory of `size` bytes in \"dram\" or \"l1\", in pages of `page_size` bytes that go round over its banks "
      "(one page where no size is given). It is free again when the last reference to the buffer is gone. "
      "Raises ValueError when there is not so much.",
      createBuffer);
  defineMethod(
      chip, "def create_global_semaphore(self, cores: Cores, initial_value: int = 0) -> GlobalSemaphore",
      "A semaphore that outlives programs, at one address of L1 on a tile, a rectangle ((x0, y0), (x1, y1)) or "
      "a list of them. Raises ValueError for tiles that are not there.",
      [](Chip &self, const Call &call) {
        return self.createGlobalSemaphore(tilesFrom(call["cores"]), wordFrom(call["initial_value"]));
      });
  defineMethod(chip, "def write(self, buffer: Buffer, data: ReadableBuffer | NDArray[Any], offset: int = 0) -> None",
               "Copies bytes, or an array as it lies in memory, to a buffer, `offset` bytes behind its begin. Raises "
               "ValueError for more than the buffer holds, TypeError for an array that is not contiguous.",
               writeBuffer);
  defineMethod(chip, "def read(self, buffer: Buffer, size: int | None = None, offset: int = 0) -> bytes",
               "`size` bytes of a buffer from `offset` on, all of them where no size is given. Raises ValueError for "
               "more than it holds.",
               readBuffer);
  defineMethod(chip, "def write_l1(self, tile: Tile, address: int, data: ReadableBuffer | NDArray[Any]) -> None",
               "Overwrites bytes of a tile's L1, or of its cores' local memories, which follow behind it. Raises "
               "ValueError outside of them.",
               writeL1);
  defineMethod(chip, "def read_l1(self, tile: Tile, address: int, size: int) -> bytes",
               "Bytes of a tile's L1; its cores' local memories follow behind it. Raises ValueError outside of them.",
               readL1);
  defineMethod(chip, "def write_dram(self, channel: int, address: int, data: ReadableBuffer | NDArray[Any]) -> None",
               "Overwrites bytes of a DRAM channel. Raises ValueError for a channel that is not there, and outside of "
               "it.",
               writeDram);
  defineMethod(chip, "def read_dram(self, channel: int, address: int, size: int) -> bytes",
               "Bytes of a DRAM channel; 0 where nothing was written. Raises ValueError as write_dram does.", readDram);
}

void bindRunning(nb::class_<Chip> &chip) {
  defineMethod(
      chip, "def enqueue(self, program: Program, *, budget: int | None = None, timeout: float | None = None) -> None",
      "Starts a program, after those that were enqueued before, and returns at once.\n\nbudget: instructions "
      "that each core may execute; timeout: seconds. Raises ValueError for what does not fit the chip.",
      enqueue);
  defineMethod(
      chip, "def wait(self, *, timeout: float | None = None) -> bool",
      "Returns True when all programs are done, False after `timeout` seconds.\n\nRaises what the first that failed "
      "ended with: CoreError, DeadlockError, LimitError, StoppedError. Without a timeout it raises BreakpointError "
      "where "
      "cores stand at breakpoints and no other can go on: the program stays as it is, and waits for resume or stop. "
      "Ctrl-C stops the programs.",
      [](Chip &self, const Call &call) { return waitForAll(self, timeFrom(call["timeout"])); });
  defineMethod(
      chip, "def run(self, program: Program, *, budget: int | None = None, timeout: float | None = None) -> None",
      "enqueue, and wait without a timeout.\n\nRaises what they do. Where it raises BreakpointError the program "
      "has begun and stays as it is: clear_breakpoints and resume let it go on, wait waits for its end. While a "
      "program is held so, run raises BreakpointError and does not enqueue another.",
      run);
  defineMethod(chip, "def stop(self) -> None",
               "Stops the running program and forgets the others; wait() raises StoppedError.",
               [](Chip &self, const Call &) {
                 GilRelease released;
                 self.stop();
               });
  defineMethod(chip, "def snapshot(self) -> Snapshot", "What the cores are doing, while they run or after their end.",
               [](const Chip &self, const Call &) {
                 GilRelease released;
                 return self.snapshot();
               });
  defineMethod(
      chip, "def set_printer(self, function: Callable[[Tile, str, str], object] | None) -> None",
      "Called with (tile, processor, text) for each line that a kernel prints, from the threads that run cores. None: "
      "lines go to standard output.",
      setPrinter);
  defineMethod(chip,
               "def set_kernel_hooks(self, before: Callable[[Chip, Tile, str, str], object] | None = None, after: "
               "Callable[[Chip, Tile, str, str], object] | None = None) -> None",
               "Called with (chip, tile, processor, kernel) before a kernel's first instruction and after its last. An "
               "exception stops the program, and wait() raises it. They replace those set before.",
               [](Chip &self, const Call &call) {
                 self.setKernelHooks({kernelCallback(call["before"]), kernelCallback(call["after"])});
               });
}

void bindDebugging(nb::class_<Chip> &chip) {
  defineMethod(
      chip, "def add_breakpoint(self, kernel: str, file: str, line: int, *, pending: bool = False) -> None",
      "Stops the cores that run `kernel` before a source line, or before the next one that has code; lines are "
      "counted from 1.\n\nThe kernel is looked for in the programs that were enqueued and are not done, or else "
      "in the next that is. Raises ValueError (so does enqueue then) where there is none of that name, or none "
      "of its code at the line or later; the text lists what there is. pending=True: it may be a kernel of a "
      "later program.",
      [](Chip &self, const Call &call) {
        const std::string kernel = call["kernel"].text(), file = call["file"].path();
        const auto line = call["line"].whole<uint32_t>(1);
        const BreakpointOptions options = {call["pending"].truth()};
        GilRelease released;
        self.addBreakpoint(kernel, file, line, options);
      });
  defineMethod(chip, "def clear_breakpoints(self) -> None",
               "Forgets all breakpoints. Cores that stand at one stay there until resume.",
               [](Chip &self, const Call &) {
                 GilRelease released;
                 self.clearBreakpoints();
               });
  defineMethod(chip, "def wait_for_breakpoint(self, timeout: float | None = None) -> list[tuple[Tile, str]]",
               "The cores that stand at breakpoints, as (tile, processor), as soon as there are some; empty when all "
               "programs are done or after `timeout` seconds. Raises what the first program that failed ended with.",
               waitForBreakpoint);
  defineMethod(chip, "def resume(self, tile: Tile, processor: str) -> None",
               "Lets a core go on that stands at a breakpoint. Raises DeviceError where it does not.",
               [](Chip &self, const Call &call) {
                 const CoreId core = coreFrom(call);
                 GilRelease released;
                 self.resume(core);
               });
  defineMethod(chip, "def step(self, tile: Tile, processor: str, instructions: int = 1) -> None",
               "Executes instructions of a core that stands at a breakpoint. Raises DeviceError where it does not.",
               [](Chip &self, const Call &call) {
                 const CoreId core = coreFrom(call);
                 const auto instructions = call["instructions"].whole<uint32_t>(1);
                 GilRelease released;
                 self.step(core, instructions);
               });
  defineMethod(chip, "def registers(self, tile: Tile, processor: str) -> dict[str, int]",
               "The program counter and the registers by name, of a core that waits, stands at a breakpoint or has "
               "ended. Raises DeviceError while it runs, and for one without a kernel.",
               registersOf);
  defineMethod(chip, "def set_register(self, tile: Tile, processor: str, name: str, value: int) -> None",
               "Sets a register, \"a0\", \"x10\" or \"pc\", of a core that stands at a breakpoint to a word. Raises "
               "DeviceError where it does not.",
               [](Chip &self, const Call &call) {
                 self.setRegister(coreFrom(call), registerNumber(call["name"]), wordFrom(call["value"]));
               });
  defineMethod(chip, "def source_line(self, tile: Tile, processor: str) -> tuple[str, int, str] | None",
               "File, line and function where a core stands, or None.", sourceLineOf);
}

} // namespace

void bindChip(nb::module_ &m) {
  nb::class_<Chip> chip(
      m, "Chip",
      "A simulated chip, opened by `open`. A context manager, which closes it.\n\nTiles are (x, y); "
      "processors are \"dm0\" (or \"reader\"), \"dm1\" (or \"writer\") and \"compute\"; addresses and "
      "sizes are in bytes. What is used after closing raises DeviceError.");
  defineMethod(chip, "def close(self) -> None",
               "Stops what runs and frees all; what is used afterwards raises DeviceError. Twice is fine.",
               [](Chip &self, const Call &) {
                 GilRelease released;
                 self.close();
               });
  chip.def_prop_ro("is_open", &Chip::isOpen, "False once it was closed.")
      .def_prop_ro("architecture", &Chip::architecture, "What it is made of; also of a closed one.")
      .def("__enter__", [](ChipPointer self) { return self; })
      .def(
          "__exit__",
          [](Chip &self, nb::handle, nb::handle, nb::handle) {
            GilRelease released;
            self.close();
          },
          nb::arg("exception_type").none(), nb::arg("exception").none(), nb::arg("traceback").none())
      .def("__repr__", [](const Chip &self) {
        const Architecture &a = self.architecture();
        return fmt::format("<ttrt.card.Chip {}: {}x{} tiles, {}>", a.name, a.gridWidth, a.gridHeight,
                           self.isOpen() ? "open" : "closed");
      });
  forbidConstructor(chip, "chips are opened: ttrt.card.open()");
  bindMemory(chip);
  bindRunning(chip);
  bindDebugging(chip);

  defineFunction(
      m,
      "def open(architecture: str | os.PathLike | Architecture = 'wormhole_b0', *, grid: tuple[int, int] | None = "
      "None, "
      "deterministic: bool = False, threads: int = 0, native: bool = True, slice: int = 50000) -> Chip",
      "Opens a simulated chip.\n\narchitecture: \"wormhole_b0\", \"blackhole\", the path of a .json file, or an "
      "Architecture; grid: another width and height in tiles; deterministic: cores take turns on one thread, the same "
      "way every time; threads: host threads that run cores (0: as many as the machine has); native: whether hot code "
      "becomes native code; slice: instructions until another core gets its turn. Raises ValueError for what no chip "
      "can be, OSError for a file that cannot be read.",
      openChip);
}

} // namespace tt::device::python
