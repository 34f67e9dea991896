// Runs games: requests to the kernel, input, output, saving by the story.
#include "host/session.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <random>
#include <utility>

#include <fmt/format.h>

#include "host/quetzal.h"
#include "terminal/utf8.h"

namespace tt::zork {
namespace {

constexpr uint32_t kReturn = 13;
constexpr uint64_t kMostInstructions = 0x7fffffff;

/// What the host writes and what the kernel answers, in Control.
struct Asked {
  uint32_t request, limit, options, seed, inputKind, inputBytes, terminator, answer;
};
struct Answered {
  uint32_t status, error, errorAddress, executed, outputBytes, timeTenths, lineCapacity, linePreloaded, terminators,
      resultAddress, tableAddress, tableBytes, tableName, inputsRead;
};
constexpr uint32_t kAskedAt = offsetof(Control, request), kAnsweredAt = offsetof(Control, status);
static_assert(offsetof(Control, answer) == kAskedAt + offsetof(Asked, answer));
static_assert(offsetof(Control, inputsRead) == kAnsweredAt + offsetof(Answered, inputsRead));

const char *describe(Error error) {
  switch (error) {
  case Error::BadState:
    return "its state is damaged";
  case Error::IllegalOpcode:
    return "an illegal opcode";
  case Error::AddressOutOfRange:
    return "the program counter is outside of the story";
  case Error::ReadOutOfRange:
    return "a read outside of memory";
  case Error::WriteOutOfRange:
    return "a write outside of dynamic memory";
  case Error::StackUnderflow:
    return "the stack is empty";
  case Error::StackOverflow:
    return "the stack is full";
  case Error::DivisionByZero:
    return "a division by zero";
  case Error::BadLocal:
    return "a local variable that the routine does not have";
  case Error::BadRoutine:
    return "a call of what is no routine";
  case Error::BadObject:
    return "an object that is not there";
  case Error::BadProperty:
    return "a property that the object does not have";
  case Error::BadAttribute:
    return "an attribute that is not there";
  case Error::BadObjectTree:
    return "a loop in the object tree";
  case Error::TextTooLong:
    return "a text without end";
  case Error::NestedAbbreviation:
    return "an abbreviation in an abbreviation";
  case Error::ReturnFromMain:
    return "a return from the main routine";
  case Error::BadFrame:
    return "a throw to a routine that is not active";
  case Error::StreamsTooDeep:
    return "more than 16 memory streams";
  case Error::BadDictionary:
    return "a dictionary that lies outside of memory";
  case Error::BadRandom:
    return "an impossible range of random numbers";
  case Error::BadInput:
    return "input that was not asked for";
  default:
    return "an unknown error";
  }
}

} // namespace

Session::Session(std::shared_ptr<Card> card, std::shared_ptr<const Story> story, const SessionOptions &options)
    : card(std::move(card)), theStory(std::move(story)), seed(options.seed ? *options.seed : std::random_device()()),
      terminal(theStory->version()) {
  std::lock_guard lock(this->card->mutex);
  Card::Place &home = this->card->bring(*this);
  layout = home.layout;
  this->card->sessions.push_back(this);
  finish(home); // what loading printed
  info.status = Status::LimitReached;
  executed = 0;
}

Session::Session(const Session &other, int)
    : onSave(other.onSave), onRestore(other.onRestore), onSaveTable(other.onSaveTable),
      onRestoreTable(other.onRestoreTable), card(other.card), theStory(other.theStory), layout(other.layout),
      seed(other.seed), info(other.info), waited(other.waited), inputs(other.inputs), shownLine(other.shownLine),
      lastSave(other.lastSave), tables(other.tables), errorText(other.errorText), errorAddress(other.errorAddress),
      executed(other.executed), inputsDone(other.inputsDone), shown(other.shown), terminal(other.terminal) {
  std::vector<uint8_t> bytes;
  other.image(bytes, true);
  keepParked(bytes);
  card->sessions.push_back(this);
}

Session::~Session() { card->leave(*this); }

std::unique_ptr<Session> Session::fork() const {
  std::lock_guard lock(card->mutex);
  card->requireOpen();
  return std::unique_ptr<Session>(new Session(*this, 0));
}

/// Puts an image into a parking place in DRAM, one that was used before if there is one.
void Session::keepParked(std::span<const uint8_t> bytes) {
  if (card->freeParking.empty()) {
    parking = card->chip->createBuffer(device::BufferType::Dram, kParkingBytes, kParkingBytes);
  } else {
    parking = std::move(card->freeParking.back());
    card->freeParking.pop_back();
  }
  parkedBytes = static_cast<uint32_t>(bytes.size());
  card->chip->write(parking, std::as_bytes(bytes));
}

void Session::park() {
  std::vector<uint8_t> bytes;
  image(bytes, true);
  keepParked(bytes);
  place->owner = nullptr;
  place = nullptr;
}

// --- Running

void Session::checkLine(const std::string &line) {
  if (line.size() > kInputCapacity)
    throw UsageError(fmt::format("a line of input has {} bytes; at most {} are read", line.size(), kInputCapacity));
  if (line.find('\n') != std::string::npos)
    throw UsageError("a line of input has an end of line in it; send one line at a time");
}

void Session::sendLine(const std::string &line) {
  checkLine(line);
  inputs.push_back({InputKind::Line, line, kReturn});
}

void Session::sendCharacter(uint32_t character) { inputs.push_back({InputKind::Character, {}, character}); }

void Session::elapse(uint32_t tenths) {
  if (tenths > 0)
    inputs.push_back({InputKind::Timeout, {}, tenths});
}

Session::Input Session::nextInput() {
  if (!wantsInput())
    return {};
  // Time that went by: as often as the input's own time is over, its routine is called.
  while (!inputs.empty() && inputs.front().kind == InputKind::Timeout) {
    uint32_t &tenths = inputs.front().value;
    if (info.timeTenths != 0 && tenths >= timeLeft()) {
      tenths -= timeLeft();
      waited = 0;
      return {InputKind::Timeout, {}, 0};
    }
    waited += info.timeTenths != 0 ? tenths : 0;
    inputs.erase(inputs.begin());
  }
  if (inputs.empty())
    return {};
  waited = 0;
  if (info.status == Status::WantsCharacter && inputs.front().kind == InputKind::Line) {
    // As typed on a keyboard: its first character, the rest is for keys that are wanted next.
    std::string &line = inputs.front().line;
    size_t at = 0;
    const uint32_t key = line.empty() ? kReturn : decodeUtf8(line, at);
    line.erase(0, at);
    inputs.front().isRest = true;
    if (line.empty())
      inputs.erase(inputs.begin());
    return {InputKind::Character, {}, key};
  }
  Input input = std::move(inputs.front());
  inputs.erase(inputs.begin());
  if (info.status == Status::WantsLine && input.kind == InputKind::Character)
    throw UsageError("the game wants a line, not a character");
  return input;
}

void Session::writeRequest(const Card::Place &home, uint64_t limit, const Input &input) const {
  Asked asked = {};
  asked.request = static_cast<uint32_t>(Request::Run);
  asked.limit = static_cast<uint32_t>(limit);
  asked.inputKind = static_cast<uint32_t>(input.kind);
  asked.seed = seed;
  if (input.kind == InputKind::Line) {
    asked.inputBytes = static_cast<uint32_t>(input.line.size());
    card->write(home, offsetof(Control, input), std::span<const char>(input.line));
  }
  asked.terminator = input.value;
  asked.answer = input.value;
  card->write(home, kAskedAt, std::span<const Asked>(&asked, 1));
  const uint32_t none = 0;
  card->write(home, offsetof(Control, outputBytes), std::span<const uint32_t>(&none, 1));
}

void Session::prepare(Card::Place &home, uint64_t limit, const Input &input) {
  writeRequest(home, limit, input);
  if (input.kind == InputKind::Line)
    shownLine = input.line;
  if (input.kind != InputKind::None && input.kind != InputKind::Timeout)
    shown = false;
}

uint64_t Session::finish(Card::Place &home) {
  Answered answered;
  card->read(home, kAnsweredAt, std::span(&answered, 1));
  if (answered.outputBytes) {
    std::vector<uint8_t> output(std::min(answered.outputBytes, layout.output.bytes));
    card->read(home, layout.output.offset, std::span(output));
    terminal.feed(output, shownLine);
    shown = false; // what an interrupt routine prints is shown, and the prompt again
  }
  info = {static_cast<Status>(answered.status),
          answered.timeTenths,
          answered.lineCapacity,
          answered.linePreloaded,
          answered.terminators,
          answered.resultAddress,
          answered.tableAddress,
          answered.tableBytes,
          answered.tableName};
  if (info.status == Status::OutputFull)
    info.status = Status::LimitReached;
  if (!wantsInput()) // what the kernel says of inputs is of the last one
    info.timeTenths = info.lineCapacity = info.linePreloaded = info.terminators = 0;
  if (info.status == Status::Error) {
    errorAddress = answered.errorAddress;
    errorText = fmt::format("the story '{}' did something impossible at address {:#x}: {}", theStory->name(),
                            errorAddress, describe(static_cast<Error>(answered.error)));
  }
  if (info.status == Status::WantsLine && !inputs.empty() && inputs.front().isRest)
    inputs.erase(inputs.begin());
  inputsDone += answered.inputsRead;
  executed += answered.executed;
  return answered.executed;
}

uint64_t Session::ask(uint64_t limit, const Input &input) {
  Card::Place &home = card->bring(*this);
  prepare(home, limit, input);
  card->serve(home);
  return finish(home);
}

/// The story's own save; whether it worked.
bool Session::saveForStory() {
  lastSave = saveFile();
  return !onSave || onSave(lastSave);
}

/// The story's own restore; false where there is no save file.
bool Session::restoreForStory() {
  std::optional<std::vector<uint8_t>> file;
  if (onRestore)
    file = onRestore();
  else if (!lastSave.empty())
    file = lastSave;
  if (file)
    restore(*file);
  return file.has_value();
}

/// Does what the story asks the host for. Where that throws, the story hears that it failed, and can go on.
void Session::serveStory() {
  while (info.status == Status::SaveWanted || info.status == Status::RestoreWanted) {
    const bool saves = info.status == Status::SaveWanted;
    uint32_t answer = 0;
    try {
      if (info.tableBytes != 0)
        answer = saves ? saveTable() : restoreTable();
      else if (saves)
        answer = saveForStory() ? 1 : 0;
      else if (restoreForStory())
        return;
    } catch (...) {
      ask(1, {InputKind::Answer, {}, 0});
      throw;
    }
    ask(1, {InputKind::Answer, {}, answer});
  }
}

/// After each stop: what the story asks the host for is done; what stands before an input is shown.
void Session::afterStop() {
  serveStory();
  const bool isTyped = status() == Status::WantsCharacter && !inputs.empty() && inputs.front().isRest;
  if (shown || isTyped) // nobody is asked for keys that have been typed
    return;
  if (wantsInput()) {
    terminal.showForInput();
    shown = true;
  } else if (info.status == Status::Quit || info.status == Status::Error) {
    terminal.showAtEnd();
    shown = true;
  }
}

void Session::throwError() const { throw GameError(errorText, errorAddress); }

uint64_t Session::run(uint64_t limit) {
  std::lock_guard lock(card->mutex);
  card->requireOpen();
  serveStory(); // of a state that was saved while the story asked
  const uint64_t before = executed;
  while (executed - before < limit) {
    if (info.status == Status::Error)
      throwError();
    if (!isRunning())
      break;
    ask(std::min(limit - (executed - before), kMostInstructions), nextInput());
    afterStop();
  }
  if (info.status == Status::Error && executed == before)
    throwError();
  return executed - before;
}

std::string Session::command(const std::string &line, uint64_t limit) {
  if (info.status == Status::LimitReached)
    run(limit); // to its first question
  sendLine(line);
  run(limit);
  return takeText();
}

// --- Save files

std::vector<uint8_t> Session::saveFile() const {
  std::vector<uint8_t> bytes;
  image(bytes, false);
  SavedGame game;
  std::memcpy(&game.state, bytes.data(), sizeof(State));
  game.state.pc = info.resultAddress;
  const auto stack = bytes.begin() + sizeof(State);
  game.stack.assign(stack, stack + game.state.stackBytes);
  const std::vector<uint8_t> all = memory();
  game.memory.assign(all.begin(), all.begin() + theStory->word(0x0e));
  return writeQuetzal(*theStory, game);
}

std::vector<uint8_t> Session::save() {
  std::lock_guard lock(card->mutex);
  card->requireOpen();
  if (info.status != Status::WantsLine)
    throw UsageError("a game can be saved when it waits for a line");
  const std::unique_ptr<Session> other = fork();
  std::vector<uint8_t> file;
  other->onSave = [&file](std::span<const uint8_t> bytes) {
    file.assign(bytes.begin(), bytes.end());
    return true;
  };
  other->inputs.clear();
  other->sendLine("save");
  other->run(1000000);
  if (file.empty())
    throw UsageError("the story did not save when it was told 'save'; it may not be possible at this place");
  return file;
}

void Session::restore(std::span<const uint8_t> file) {
  std::lock_guard lock(card->mutex);
  card->requireOpen();
  std::vector<uint8_t> bytes;
  image(bytes, false);
  State current;
  std::memcpy(&current, bytes.data(), sizeof(current));
  const SavedGame game = readQuetzal(*theStory, file, current);
  std::vector<uint8_t> before = state(true), changed;
  const auto *head = reinterpret_cast<const uint8_t *>(&game.state);
  changed.assign(head, head + sizeof(State));
  changed.insert(changed.end(), game.stack.begin(), game.stack.end());
  const size_t memoryAt = changed.size();
  // Dynamic memory may reach behind the story's own (layout): what is there stays.
  changed.insert(changed.end(), bytes.end() - layout.dynamicBytes, bytes.end());
  for (uint32_t at = 0; at < game.memory.size(); ++at)
    changed[memoryAt + placeOf(layout, at) - layout.memory.offset] = game.memory[at];
  Card::Place &home = card->bring(*this);
  setImage(changed, false);
  inputs.clear();
  waited = 0;
  const uint64_t counted = executed;
  prepare(home, 1, {InputKind::Restored, {}, 2});
  card->serve(home);
  finish(home);
  if (info.status == Status::Error) {
    const std::string why = errorText;
    setState(before);
    throw StateError("the save file is refused: " + why);
  }
  executed = counted;
}

} // namespace tt::zork
