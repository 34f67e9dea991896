// Opens cards and moves games between cores and DRAM.
#include "host/card.h"

#include <algorithm>
#include <thread>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "host/session.h"
#include "kernel/card_kernel.h"
#include "tt/device/error.h"
#include "tt/device/program.h"

namespace tt::zork {
namespace {

/// Enough for stories of 512 KiB.
constexpr uint32_t kBlockBytes = 1200 * 1024;
/// Less is not worth trying: what games have beside their story, and the smallest caches.
constexpr uint32_t kMinimumBlockBytes =
    sizeof(Control) + kStackBytes + kUndoBytes + kOutputBytes + kLines * kLineBytes + kMinimumCacheBytes;
constexpr uint32_t kOtherBytes = 16 * 1024;        // of L1, beside the block and the kernel
constexpr uint32_t kMostInstructions = 0x7fffffff; // of one request
/// Z-instructions of all games, and of each at least, between two looks around in a step: a tenth of a second.
constexpr uint64_t kRound = 8'000'000, kLeastRound = 50'000;

bool isSame(const std::shared_ptr<const Story> &a, const std::shared_ptr<const Story> &b) {
  return a == b || (a && b && a->hash() == b->hash());
}

/// Says when a scope ends.
template <typename Function>
struct AtEnd {
  Function function;
  ~AtEnd() { function(); }
};

/// Asking the system takes a file to be read.
uint32_t hostThreads() {
  static const uint32_t threads = std::max(1U, std::thread::hardware_concurrency());
  return threads;
}

} // namespace

std::shared_ptr<Card> Card::open(const CardOptions &options) {
  device::Architecture architecture = device::Architecture::named(options.architecture);
  if (options.cores != 0) { // a grid with at least so many tiles
    const uint32_t width = std::min(options.cores, 40U);
    architecture = architecture.withGrid(width, (options.cores + width - 1) / width);
  }
  std::shared_ptr<Card> card(new Card(options.threads != 0 ? std::min(options.threads, hostThreads()) : hostThreads()));
  device::ChipOptions chipOptions;
  chipOptions.threads = options.threads;
  chipOptions.native = options.native;
  card->chip = device::Chip::open(architecture, chipOptions);
  const uint32_t tiles = architecture.gridWidth * architecture.gridHeight;
  device::Program program;
  const auto kernel = device::KernelImage::fromElf(cardKernel(), "zork");
  const uint32_t taken = kernel->memoryBytes() + kOtherBytes;
  if (architecture.l1Size < taken + kMinimumBlockBytes)
    throw UsageError(fmt::format("the architecture '{}' has {} bytes of L1; games need {}", architecture.name,
                                 architecture.l1Size, taken + kMinimumBlockBytes));
  card->blockBytes = std::min(kBlockBytes, (architecture.l1Size - taken) & ~63U);
  card->blocks = card->chip->createBuffer(device::BufferType::L1, static_cast<uint64_t>(tiles) * card->blockBytes,
                                          card->blockBytes);
  card->blockAddress = card->blocks.address();
  const device::TileCoord last{architecture.gridWidth - 1, architecture.gridHeight - 1};
  const auto handle = program.addKernel(kernel, {{{0, 0}, last}}, device::Processor::DataMovement0);
  for (uint32_t y = 0; y <= last.y; ++y)
    for (uint32_t x = 0; x <= last.x; ++x) {
      program.setRuntimeArgs(handle, {x, y}, {card->blockAddress});
      if (options.cores == 0 || card->places.size() < options.cores)
        card->places.emplace_back().core = {{x, y}, device::Processor::DataMovement0};
    }
  card->chip->enqueue(program);
  return card;
}

Card::~Card() { close(); }

void Card::close() {
  std::unique_lock lock(mutex);
  if (!chip)
    return;
  isClosing = true;
  if (steps != 0)
    chip->stop();
  noSteps.wait(lock, [this] { return steps == 0; });
  if (!chip) // another thread was quicker
    return;
  for (Session *session : sessions) {
    session->place = nullptr;
    session->parking = {};
  }
  sessions.clear();
  places.clear();
  freeParking.clear();
  largeStories.clear();
  blocks = {};
  std::exchange(chip, nullptr)->close();
}

void Card::requireOpen() const {
  if (!chip || isClosing)
    throw UsageError("the device is closed");
}

Card::Place &Card::findPlace(const Session &session) {
  // Some places for each host thread are enough for a story: what they decoded stays in the host's caches, and games
  // change by a copy of some kilobytes. Games of other stories are parked where there is no free place.
  const size_t enough = 2 * hostThreads();
  const auto sameStory = static_cast<size_t>(std::count_if(
      places.begin(), places.end(), [&](const Place &place) { return isSame(place.story, session.theStory); }));
  const auto cost = [&](const Place &place) {
    const bool isOther = !isSame(place.story, session.theStory);
    const bool isTaken = place.owner != nullptr;
    const uint32_t rank = !isTaken && !isOther              ? 0
                          : !isOther && sameStory >= enough ? 1
                          : !isTaken && !place.story        ? 2
                          : !isTaken                        ? 3
                          : !isOther                        ? 4
                                                            : 5;
    // The one used last is in the host's caches; of another story, the one that rested longest gives way.
    return std::tuple(place.isBusy.load(), rank, rank <= 1 ? ~place.lastUse : place.lastUse);
  };
  const auto best =
      std::min_element(places.begin(), places.end(), [&](const Place &a, const Place &b) { return cost(a) < cost(b); });
  if (best->isBusy)
    throw UsageError("all cores are busy with games of other threads");
  if (best->owner)
    best->owner->park();
  return *best;
}

Card::Place &Card::bring(Session &session) {
  waitForPlace(session);
  if (!session.place) {
    Place &place = findPlace(session);
    if (!isSame(place.story, session.theStory) || session.parkedBytes == 0)
      load(place, session.theStory, session.seed);
    if (session.parkedBytes != 0) {
      std::vector<uint8_t> bytes(session.parkedBytes);
      chip->read(session.parking, std::as_writable_bytes(std::span(bytes)));
      freeParking.push_back(std::exchange(session.parking, {}));
      session.place = &place;
      session.setImage(bytes, true);
    }
    session.place = &place;
    place.owner = &session;
  }
  session.place->lastUse = ++clock;
  return *session.place;
}

void Card::load(Place &place, const std::shared_ptr<const Story> &story, uint32_t seed) {
  const std::span<const uint8_t> bytes = story->bytes();
  const auto size = static_cast<uint32_t>(bytes.size());
  Control control;
  prepareControl(control, bytes.data(), size, std::min(blockBytes, usualBlockBytes(bytes.data(), size)));
  control.seed = seed;
  if (control.layout.cache.bytes < kMinimumCacheBytes)
    throw StoryError(
        fmt::format("'{}' has {} bytes of dynamic memory; in a block of {} bytes of L1 there is no room for "
                    "them",
                    story->name(), control.layout.dynamicBytes, blockBytes));
  place.story = nullptr;
  const bool isLarge = control.layout.memory.bytes < size;
  if (isLarge)
    control.storyAddressLow = dramAddress(*story);
  place.layout = control.layout;
  write(place, 0, std::span<const Control>(&control, 1));
  write(place, control.layout.memory.offset, bytes.first(control.layout.memory.bytes));
  serve(place);
  read(place, 0, std::span(&control, 1));
  if (control.status != static_cast<uint32_t>(Status::Ready))
    throw StoryError(fmt::format("'{}' is refused by the Z-machine: error {} ({:#x})", story->name(), control.error,
                                 control.errorAddress));
  place.story = story;
}

uint32_t Card::dramAddress(const Story &story) {
  // Those that no core has any more are dropped first.
  std::erase_if(largeStories, [&](const auto &entry) {
    return entry.first != story.hash() && std::none_of(places.begin(), places.end(), [&](const Place &place) {
             return place.story && place.story->hash() == entry.first;
           });
  });
  device::Buffer &buffer = largeStories[story.hash()];
  if (!buffer) {
    std::vector<uint8_t> bytes(story.bytes().begin(), story.bytes().end());
    bytes.resize((bytes.size() + kPageBytes - 1) / kPageBytes * kPageBytes);
    buffer = chip->createBuffer(device::BufferType::Dram, bytes.size(), kPageBytes);
    chip->write(buffer, std::as_bytes(std::span(bytes)));
  }
  return buffer.address();
}

Card::Seats::Seats(Card &card, Session &session, std::span<const uint8_t> image) : session(session), image(image) {
  places.push_back(&card.bring(session));
  places[0]->isBusy = true;
  try {
    while (places.size() < std::min<size_t>(card.workers.threads(), card.places.size())) {
      Place &place = card.findPlace(session);
      if (!isSame(place.story, session.theStory))
        card.load(place, session.theStory, session.seed);
      place.owner = nullptr;
      place.isBusy = true;
      place.lastUse = ++card.clock;
      places.push_back(&place);
      session.putImage(place, image, true);
    }
  } catch (const std::exception &) { // all are busy, or the device fails, which is told where the game goes on
  }
}

Card::Seats::~Seats() {
  session.putImage(*places[0], image, true);
  for (Place *place : places)
    place->isBusy = false;
}

void Card::serve(const Place &place) const { chip->serve(std::span(&place.core, 1)); }

void Card::leave(Session &session) {
  std::lock_guard lock(mutex);
  std::erase(sessions, &session);
  if (session.place)
    session.place->owner = nullptr;
  if (session.parking && chip)
    freeParking.push_back(std::exchange(session.parking, {}));
}

std::vector<size_t> Card::step(std::span<Session *const> games, std::span<const std::string> commands, uint64_t limit,
                               const std::function<void()> &betweenRounds) {
  if (games.size() != commands.size())
    throw UsageError(fmt::format("{} commands for {} sessions", commands.size(), games.size()));
  size_t begun = 0;
  bool isCounted = false;
  const AtEnd end{[&] {
    std::lock_guard lock(mutex);
    for (size_t i = 0; i < begun; ++i)
      games[i]->isStepping = false;
    if (isCounted && --steps == 0)
      noSteps.notify_all();
  }};
  {
    std::lock_guard lock(mutex);
    requireOpen();
    for (; begun < games.size(); ++begun) {
      Session &game = *games[begun];
      if (game.card.get() != this)
        throw UsageError(fmt::format("session {} is on another device", begun));
      if (game.isStepping)
        throw UsageError(fmt::format("session {} takes a step already", begun));
      try {
        Session::checkLine(commands[begun]);
      } catch (const UsageError &error) {
        throw UsageError(fmt::format("command {}: {}", begun, error.what()));
      }
      game.isStepping = true;
    }
    ++steps;
    isCounted = true;
  }
  std::vector<size_t> playing, going; // that were not over before; that have not come to their input
  for (size_t i = 0; i < games.size(); ++i)
    if (!games[i]->isOver()) {
      games[i]->sendLine(commands[i]);
      playing.push_back(i);
    }
  going = playing;
  for (uint64_t left = limit; left > 0 && !going.empty();) {
    const uint64_t round = std::min(left, std::max(kLeastRound, kRound / going.size()));
    workers.run(going.size(), [&](size_t i) { stepOne(*games[going[i]], round); });
    left -= round;
    std::erase_if(going, [&](size_t i) { return !games[i]->isRunning(); });
    if (betweenRounds && !going.empty())
      betweenRounds();
  }
  for (const size_t i : going)
    games[i]->show();
  std::erase_if(playing, [&](size_t i) { return games[i]->status() != Status::Error; });
  return playing;
}

void Card::waitForPlace(const Session &session) {
  const auto isThere = [&] {
    requireOpen();
    return session.place || std::any_of(places.begin(), places.end(), [](const Place &each) { return !each.isBusy; });
  };
  if (isThere())
    return;
  ++waiting;
  const AtEnd counted{[this] { --waiting; }};
  mutex.waitWithout(freedPlace, isThere);
}

/// A game's turn touches its own core and session alone, but for the moves of games from and to cores.
void Card::stepOne(Session &game, uint64_t limit) {
  for (uint64_t left = limit; left > 0 && game.isRunning();) {
    Place *place = nullptr;
    {
      std::lock_guard lock(mutex);
      place = &bring(game);
      place->isBusy = true;
    }
    const AtEnd free{[&] {
      place->isBusy = false;
      if (waiting.load() == 0) // who waits has counted itself before it looks
        return;
      std::lock_guard lock(mutex);
      freedPlace.notify_all();
    }};
    game.prepare(*place, std::min<uint64_t>(left, kMostInstructions), game.nextInput());
    try {
      serve(*place);
    } catch (const device::StoppedError &) {
      requireOpen();
      throw;
    }
    left -= std::min(left, game.finish(*place));
    if (game.status() == Status::SaveWanted || game.status() == Status::RestoreWanted) {
      std::lock_guard lock(mutex);
      game.afterStop();
    } else {
      game.afterStop();
    }
  }
}

} // namespace tt::zork
