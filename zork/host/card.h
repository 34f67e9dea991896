// A card whose cores run the Z-machine, and the games on it: which core has which game, and what is parked in DRAM.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "host/error.h"
#include "host/parser_exit.h"
#include "host/story.h"
#include "host/workers.h"
#include "kernel/interface.h"
#include "tt/device/chip.h"

namespace tt::zork {

class Session;

struct CardOptions {
  std::string architecture = "wormhole_b0"; // or the path of a descriptor
  uint32_t cores = 0;                       // tiles that run games; 0: all of the architecture's grid
  uint32_t threads = 0;                     // host threads; 0: as many as the machine has
  bool native = true;                       // hot code of the interpreter becomes native code
};

/// A chip and the Z-machine on data-movement core 0 of its tiles. Thread-safe: one caller at a time works on it, but
/// for step, whose games are shared out among threads.
class Card : public std::enable_shared_from_this<Card> {
public:
  static std::shared_ptr<Card> open(const CardOptions &options = {});
  ~Card();
  /// Ends all games, a step that is under way too, which throws UsageError. Twice is fine; a session of a closed card
  /// throws UsageError.
  void close();
  bool isOpen() const { return chip != nullptr; }
  uint32_t cores() const { return static_cast<uint32_t>(places.size()); }

  /// Lets each session, waiting for a line, take its command and run until it waits again, side by side. One that has
  /// not got there after `limit` instructions shows what it printed so far. `betweenRounds` is called now and then
  /// while games still run; where it throws, they stand where they are, and can go on. Throws UsageError where numbers
  /// differ, a session takes part twice, or a command is no line; no game takes its command then. Returns the numbers
  /// of the sessions whose story failed now, ascending: the error is kept in the session (Session::error), and the
  /// others go on.
  std::vector<size_t> step(std::span<Session *const> sessions, std::span<const std::string> commands, uint64_t limit,
                           const std::function<void()> &betweenRounds = {});

private:
  friend class Session;

  /// A core and the game that is on it now.
  struct Place {
    device::CoreId core;
    Session *owner = nullptr;
    std::shared_ptr<const Story> story; // that is loaded
    Layout layout = {};
    uint64_t lastUse = 0;
    std::atomic<bool> isBusy = false; // its game takes part in a step
  };

  /// Places with a session's game as it is, one for each thread as far as there are some, for a time; the session's own
  /// is among them. With the mutex. At the end the session's game is as it was, and the others are free.
  class Seats {
  public:
    /// `image` is the session's, with its undo levels.
    Seats(Card &card, Session &session, std::span<const uint8_t> image);
    ~Seats();
    Seats(const Seats &) = delete;
    Seats &operator=(const Seats &) = delete;
    size_t count() const { return places.size(); }
    Place &operator[](size_t i) const { return *places[i]; }

  private:
    const Session &session;
    const std::span<const uint8_t> image;
    std::vector<Place *> places;
  };

  /// A mutex that its thread may lock again, and that it lets go of wholly while it waits.
  class Mutex {
  public:
    void lock() {
      inner.lock();
      ++depth;
    }
    void unlock() {
      --depth;
      inner.unlock();
    }
    template <typename Predicate>
    void waitWithout(std::condition_variable_any &condition, const Predicate &predicate) {
      struct Whole {
        Mutex &mutex;
        uint32_t depth = 0;
        void lock() {
          for (uint32_t i = 0; i < depth; ++i)
            mutex.lock();
        }
        void unlock() {
          depth = mutex.depth;
          for (uint32_t i = 0; i < depth; ++i)
            mutex.unlock();
        }
      } whole{*this};
      condition.wait(whole, predicate);
    }

  private:
    std::recursive_mutex inner;
    uint32_t depth = 0; // with it
  };

  /// Commands that change something in a state of a game: all, and of those that come to the same the plainest.
  struct ValidCommands {
    std::vector<std::string> every, plainest;
  };

  /// Where a story's parser hands its results over, as far as that is known.
  struct Parser {
    std::optional<ParserExit> exit;
    uint32_t searches = 0; // for it
  };

  explicit Card(uint32_t threads) : workers(threads) {}
  void requireOpen() const;
  template <typename T>
  void read(const Place &place, uint32_t offset, std::span<T> to) const {
    chip->readL1(place.core.tile, blockAddress + offset, std::as_writable_bytes(to));
  }
  template <typename T>
  void write(const Place &place, uint32_t offset, std::span<const T> from) const {
    chip->writeL1(place.core.tile, blockAddress + offset, std::as_bytes(from));
  }
  /// A place for the session, which is not on a core; whoever was there is parked.
  Place &findPlace(const Session &session);
  /// Makes the session's game the one on a core.
  Place &bring(Session &session);
  void load(Place &place, const std::shared_ptr<const Story> &story, uint32_t seed);
  /// Where the story lies in DRAM, for stories that do not fit into a block; copied there if need be.
  uint32_t dramAddress(const Story &story);
  void serve(const Place &place) const;
  void leave(Session &session);
  /// Lets a session that takes part in a step run for at most so many instructions.
  void stepOne(Session &session, uint64_t limit);
  /// Waits until there is a core for the session, without the mutex.
  void waitForPlace(const Session &session);

  std::shared_ptr<device::Chip> chip;
  device::Buffer blocks;
  uint32_t blockAddress = 0, blockBytes = 0;
  std::deque<Place> places;
  std::vector<Session *> sessions;
  std::vector<device::Buffer> freeParking;                              // all of kParkingBytes
  std::map<uint64_t, device::Buffer> largeStories;                      // in DRAM, by Story::hash
  std::map<std::pair<uint64_t, uint64_t>, ValidCommands> validCommands; // by hashes of story and state
  std::map<uint64_t, Parser> parsers;                                   // by Story::hash
  uint64_t clock = 0;
  uint32_t steps = 0;                  // that are under way
  std::atomic<bool> isClosing = false; // set with the mutex
  std::condition_variable_any noSteps, freedPlace;
  std::atomic<uint32_t> waiting = 0; // for a place
  mutable Mutex mutex;
  Workers workers;
};

/// What one parked game takes at most: state, stack, dynamic memory, undo levels.
inline constexpr uint32_t kParkingBytes = sizeof(State) + kStackBytes + 65 * 1024 + kUndoBytes;

} // namespace tt::zork
