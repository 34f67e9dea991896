// A simulated chip: its memory, and programs that run on it.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "tt/device/architecture.h"
#include "tt/device/buffer.h"
#include "tt/device/core.h"
#include "tt/device/error.h"
#include "tt/device/global_semaphore.h"
#include "tt/device/program.h"

namespace tt::device {

struct ChipOptions {
  bool deterministic = false; // one host thread, cores in turn: the same interleaving every time
  uint32_t threads = 0;       // host threads that run cores; 0: as many as the machine has
  bool native = true;         // hot code becomes native code
  uint32_t slice = 50000;     // instructions that a core runs before another gets its turn
};

struct RunOptions {
  uint64_t budget = 0;                  // instructions that each core may execute; 0: no limit
  std::chrono::milliseconds timeout{0}; // 0: none
};

/// What a core is doing.
enum class Activity : uint8_t { Idle, Ready, Running, Waiting, Stopped, Finished, Failed };

struct CoreSnapshot {
  CoreId core;
  Activity activity = Activity::Idle;
  std::string kernel; // its name, empty where none was loaded
  uint32_t pc = 0;
  uint64_t retired = 0; // instructions since the program began
  std::string waitsFor; // "cb_wait_front: circular buffer 0, 1 page of 0"
};

struct TileTraffic {
  TileCoord tile;
  // Over the NoC since the chip was opened, by the tile's cores; barriers are counted apart from transactions.
  uint64_t bytesRead = 0, bytesWritten = 0, transactions = 0, barriers = 0;
};

struct Snapshot {
  std::vector<CoreSnapshot> cores; // those that have a kernel
  std::vector<TileTraffic> traffic;
  uint64_t programs = 0; // begun since the chip was opened
};

/// A line that a kernel printed.
struct PrintedLine {
  CoreId core;
  std::string text; // without its end of line
};

struct BreakpointOptions {
  bool pending = false; // the kernel may be one of a later program
};

/// Called around each kernel of a program: before its first instruction, after its last. From the thread that runs the
/// core; an exception stops the program and is thrown by wait().
struct KernelHooks {
  std::function<void(Chip &, const CoreId &, const std::string &kernel)> before, after;
};

/// Thread-safe. Open any number of chips; close one and open it again.
class Chip : public std::enable_shared_from_this<Chip> {
public:
  static std::shared_ptr<Chip> open(const Architecture &architecture, const ChipOptions &options = {});
  /// Stops a running program (its wait() throws StoppedError) and frees all. A closed chip throws DeviceError. Twice is
  /// fine.
  void close();
  bool isOpen() const;
  ~Chip();

  const Architecture &architecture() const;

  Buffer createBuffer(BufferType type, uint64_t size, uint32_t pageSize);
  /// A semaphore that lives until the last copy of its handle is gone, at one address of L1 on all of `tiles`.
  GlobalSemaphore createGlobalSemaphore(const TileRanges &tiles, uint32_t initialValue);
  void write(const Buffer &buffer, std::span<const std::byte> data, uint64_t offset = 0);
  void read(const Buffer &buffer, std::span<std::byte> data, uint64_t offset = 0);

  /// Direct access, checked. L1 addresses include the tile's local memories, behind L1.
  void writeL1(TileCoord tile, uint32_t address, std::span<const std::byte> data);
  void readL1(TileCoord tile, uint32_t address, std::span<std::byte> data);
  void writeDram(uint32_t channel, uint64_t address, std::span<const std::byte> data);
  void readDram(uint32_t channel, uint64_t address, std::span<std::byte> data);

  /// Loads the program and starts its kernels; returns at once. Programs on a chip run one after the other. Throws
  /// ValueError, DeviceError; the program may be changed or destroyed afterwards.
  void enqueue(const Program &program, const RunOptions &options = {});
  /// Returns when all programs are done; throws the error of the first that failed, once. Throws BreakpointError where
  /// that will not be before somebody resumes cores that stand at breakpoints; the program stays as it is.
  void wait();
  /// Waits at most so long, at breakpoints too: whether all are done. Throws the error of the first that failed, once.
  bool waitFor(std::chrono::milliseconds time);
  /// Throws BreakpointError where wait() would do so now.
  void throwIfHeld() const;
  /// The same for what would only begin after the program that is held.
  void requireNotHeld() const;
  /// enqueue and wait. While a program cannot go on from its breakpoints it throws BreakpointError and enqueues nothing.
  void run(const Program &program, const RunOptions &options = {});
  /// Asks kernels that serve the host: lets each of `cores` go on from where it waits in the service host_wait (if it
  /// is not there yet, once it is), and returns when all of them wait there again or have ended. The calling thread
  /// runs cores itself, so that asking one core costs no switch of threads. The budget is that of each core for this
  /// call. If the program ends meanwhile, throws what wait() would. Throws DeviceError for a core that has ended
  /// before.
  void serve(std::span<const CoreId> cores, const RunOptions &options = {});
  /// Stops the running program and forgets those that were enqueued; wait() throws StoppedError.
  void stop();

  Snapshot snapshot() const;
  /// Lines that kernels print; from the threads that run cores, one line at a time. Default: standard output.
  void setPrinter(std::function<void(const PrintedLine &)> printer);
  void setKernelHooks(KernelHooks hooks);

  // Debugging: a core that stopped at a breakpoint stays there, and the others go on, until resume().
  /// For the programs that were enqueued and those to come. Where none was enqueued that still runs, the kernel is
  /// looked for when the next one is. Throws ValueError (so does enqueue then) where there is no such kernel, unless
  /// it is `pending`, and where the kernel has no code at the line or after it; the text says what there is.
  void addBreakpoint(const std::string &kernel, const std::string &file, uint32_t line,
                     const BreakpointOptions &options = {});
  void clearBreakpoints();
  /// Waits until a core is at a breakpoint or all programs are done: those that stopped.
  std::vector<CoreId> waitForBreakpoint(std::chrono::milliseconds time);
  void resume(const CoreId &core);
  void step(const CoreId &core, uint32_t instructions = 1);
  CoreState registers(const CoreId &core) const;
  void setRegister(const CoreId &core, uint32_t number, uint32_t value); // 32 is the program counter
  std::optional<SourceLine> sourceLine(const CoreId &core) const;

private:
  struct Impl;
  explicit Chip(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl;
};

} // namespace tt::device
