// One run of a program: its cores, from the first instruction to the end or the error.
//
// Cores that run or are ready hold the execution (`active`); so does who wakes one. Who lets go last looks what that
// means: all are done, an error is to be told, or all the others wait for each other.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "chip/plan.h"
#include "chip/run/core_run.h"
#include "chip/run/scheduler.h"
#include "tt/device/chip.h"

namespace tt::device {

struct Breakpoint {
  std::string kernel, file;
  uint32_t line = 0;
  bool pending = false; // or its kernel was found once
};

/// What an execution needs of its chip.
class ExecutionHost {
public:
  virtual ~ExecutionHost() = default;
  virtual Chip &chip() = 0;
  /// Called once, from the thread on which the last core ended; `error` is null where all went well.
  virtual void finished(Execution &execution, std::exception_ptr error) = 0;
  /// A core stands at a breakpoint, or has done its steps as far as it could; or now all that can go on do.
  virtual void coreStopped() = 0;
  /// Waits until one of that changes so that the condition is true, or the time is over: whether it is true. Where
  /// cores change it, they call coreStopped().
  virtual bool waitFor(const std::function<bool()> &condition,
                       std::optional<std::chrono::steady_clock::time_point> end) = 0;
  virtual void print(const PrintedLine &line) = 0;
  virtual uint64_t breakpointVersion() const = 0;
  /// The version that it belongs to, and the breakpoints.
  virtual std::pair<uint64_t, std::vector<Breakpoint>> breakpoints() const = 0;
};

class Execution : public std::enable_shared_from_this<Execution> {
public:
  Execution(ExecutionHost &host, Hardware &hardware, Scheduler &scheduler, Plan plan, const RunOptions &options,
            std::shared_ptr<const KernelHooks> hooks, std::shared_ptr<const void> l1Reservation);

  /// Writes the program to the chip and makes its cores ready. The host's finished() may be called before it returns,
  /// from another thread.
  void begin();
  /// Runs a core that was ready for a slice.
  void runSlice(CoreRun &core);
  /// The same, and says whether it is ready again; otherwise the calling thread has let go of it.
  bool runTurn(CoreRun &core);
  /// Ends it as soon as no core runs any more; without effect when it is over.
  void stop(const std::string &reason);

  /// Holds it; false where it is over.
  bool enter();
  void leave();
  void schedule(CoreRun &core) { scheduler.push(core); }

  /// The run of a tile, null where it has no part in the program.
  TileRun *tile(uint32_t index) const { return byIndex[index]; }
  const std::vector<std::unique_ptr<TileRun>> &tiles() const { return runs; }
  CoreRun *find(const CoreId &core) const;

  bool isOver() const { return active.load() == kOver; }
  bool isEnding() const { return ending.load(std::memory_order_relaxed); }
  bool anyStopped() const { return stopped.load() != 0; }
  /// Cores stand at breakpoints, and no other can go on.
  bool isHeld() const { return stopped.load() != 0 && active.load() == 0; }

  // Debugging. They throw DeviceError where the core does not stand at a breakpoint.
  void resume(CoreRun &core, uint32_t steps);

  /// See Chip::serve; returns when all cores are back or it is over.
  void serve(std::span<CoreRun *const> cores, const RunOptions &options);
  /// The service host_wait.
  void waitForHost(CoreRun &core, const Wait &wait);
  /// Its cores are shown to other processes as idle from now on.
  void forget();

  /// Ends the program with the exception, if no other error was there before.
  void fail(std::exception_ptr error);
  void printText(CoreRun &core, std::string_view text);

  Hardware &hardware;
  const Plan plan;

private:
  enum class SliceEnd { Again, Gone };
  struct Ending {
    enum class Kind : uint8_t { None, Error, Deadlock, Limit, Stopped } kind = Kind::None;
    std::exception_ptr error;
    std::string reason;
  };

  void prepare(TileRun &tile, const PlannedTile &planned);
  SliceEnd run(CoreRun &core);
  SliceEnd step(CoreRun &core);
  /// After Stop::Call. Whether the core goes on.
  bool call(CoreRun &core);
  /// Looks at the stack at calls of services and at ends of slices, where that costs nothing that counts. False where
  /// it has left its memory, which has failed the core then.
  bool checkStack(CoreRun &core);
  /// What is wrong with the stack; "" where nothing is.
  std::string stackProblem(const CoreRun &core) const;
  void failAtFault(CoreRun &core);
  SliceEnd stopAt(CoreRun &core);
  void exit(CoreRun &core, uint32_t code);
  void finishLine(CoreRun &core);
  void updateBreakpoints(CoreRun &core);
  void failCore(CoreRun &core, const std::string &message, const Fault &fault);
  bool end(Ending why);
  /// Lets a core go on that waits for the host; false where it does not, or all is over.
  bool askCore(CoreRun &core, Serving &serving, uint64_t budget);
  /// Waits until the core waits for the host; false where it never will.
  bool awaitHostWait(CoreRun &core, Serving &serving);
  void endServing(Serving &serving);
  void backFromHost(CoreRun &core);
  /// Adds to the text of a core's error, in short, which others failed; with endMutex.
  void addOtherFailures(Ending &ending) const;
  void quiet();
  void finish();

  ExecutionHost &host;
  Scheduler &scheduler;
  const RunOptions options;
  const std::shared_ptr<const KernelHooks> hooks;
  std::shared_ptr<const void> l1Reservation;
  std::chrono::steady_clock::time_point deadline{};

  std::vector<std::unique_ptr<TileRun>> runs;
  std::vector<TileRun *> byIndex;

  /// `active` of an execution that is over: nothing brings it back to 0.
  static constexpr int64_t kOver = INT64_MIN / 2;
  std::atomic<int64_t> active{0};
  std::atomic<uint32_t> unfinished{0}, stopped{0};
  std::atomic<uint32_t> atHost{0};      // cores that wait for the host
  std::atomic<uint32_t> served{0};      // cores that the host waits for
  std::atomic<uint32_t> hostWaiting{0}; // threads that wait until a core waits for the host
  std::atomic<bool> ending{false};
  std::mutex endMutex;
  // With endMutex:
  Ending why;
  uint32_t otherFailures = 0; // cores that failed before they could be told of the first
  std::string otherFailureLines;
};

} // namespace tt::device
