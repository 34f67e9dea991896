// The state of a game as bytes: taking it out of the block and putting it back, checked.
#include <algorithm>
#include <cstddef>
#include <cstring>

#include <fmt/format.h>
#include <xxhash.h>

#include "host/session.h"

namespace tt::zork {
namespace {

constexpr char kMagic[8] = {'T', 'E', 'N', 'O', 'N', 'Z', 'S', 'T'};
constexpr uint32_t kVersion = 2;
constexpr uint32_t kHasUndo = 1;

struct Header {
  char magic[8];
  uint32_t version, flags;
  uint64_t story;    // Story::hash
  uint64_t checksum; // XXH3 of all that follows this field
  uint32_t interfaceVersion, status;
  uint32_t timeTenths, lineCapacity, linePreloaded, terminators;
  uint32_t shown, imageBytes; // the screen follows the image
  uint32_t waited, reserved;
};
constexpr size_t kCheckedFrom = offsetof(Header, interfaceVersion);

[[noreturn]] void refuse(const std::string &why) { throw StateError("the state is refused: " + why); }

} // namespace

void Session::image(std::vector<uint8_t> &bytes, bool undo) const {
  if (!place) {
    bytes.resize(bytes.size() + parkedBytes);
    const std::span<uint8_t> image(bytes.end() - parkedBytes, bytes.end());
    card->chip->read(parking, std::as_writable_bytes(image));
    if (!undo) {
      State state;
      std::memcpy(&state, image.data(), sizeof(state));
      bytes.resize(bytes.size() - parkedBytes + sizeof(State) + state.stackBytes + layout.dynamicBytes);
    }
    return;
  }
  readImage(*place, bytes, undo);
}

void Session::readImage(const Card::Place &seat, std::vector<uint8_t> &bytes, bool undo) const {
  State state;
  UndoArea area = {};
  card->read(seat, layout.state.offset, std::span(&state, 1));
  if (undo)
    card->read(seat, layout.undo.offset, std::span(&area, 1));
  const uint32_t stackBytes = std::min(state.stackBytes, layout.stack.bytes);
  const uint32_t undoBytes = undo ? std::min<uint32_t>(area.bytes + sizeof(area), layout.undo.bytes) : 0;
  const size_t begin = bytes.size();
  bytes.resize(begin + sizeof(state) + stackBytes + layout.dynamicBytes + undoBytes);
  const std::span<uint8_t> to = std::span(bytes).subspan(begin);
  std::memcpy(to.data(), &state, sizeof(state));
  card->read(seat, layout.stack.offset, to.subspan(sizeof(state), stackBytes));
  card->read(seat, layout.memory.offset, to.subspan(sizeof(state) + stackBytes, layout.dynamicBytes));
  if (undo)
    card->read(seat, layout.undo.offset, to.last(undoBytes));
}

bool Session::isImage(std::span<const uint8_t> bytes, bool undo) const {
  State state;
  if (bytes.size() < sizeof(state))
    return false;
  std::memcpy(&state, bytes.data(), sizeof(state));
  if (state.magic != kStateMagic || state.stackBytes > layout.stack.bytes || state.pc >= theStory->bytes().size())
    return false;
  const size_t whole = sizeof(state) + state.stackBytes + layout.dynamicBytes;
  if (!undo)
    return bytes.size() == whole;
  UndoArea area;
  if (bytes.size() < whole + sizeof(area))
    return false;
  std::memcpy(&area, bytes.data() + whole, sizeof(area));
  return area.bytes <= layout.undo.bytes - sizeof(area) && bytes.size() == whole + sizeof(area) + area.bytes;
}

void Session::putImage(const Card::Place &seat, std::span<const uint8_t> bytes, bool undo) const {
  State state;
  std::memcpy(&state, bytes.data(), sizeof(state));
  card->write(seat, layout.state.offset, bytes.first(sizeof(state)));
  card->write(seat, layout.stack.offset, bytes.subspan(sizeof(state), state.stackBytes));
  card->write(seat, layout.memory.offset, bytes.subspan(sizeof(state) + state.stackBytes, layout.dynamicBytes));
  if (undo)
    card->write(seat, layout.undo.offset, bytes.subspan(sizeof(state) + state.stackBytes + layout.dynamicBytes));
}

std::vector<uint8_t> Session::state(bool undo) const {
  std::lock_guard lock(card->mutex);
  card->requireOpen();
  std::vector<uint8_t> bytes;
  bytes.reserve(64 * 1024);
  bytes.resize(sizeof(Header));
  image(bytes, undo);
  Header header = {};
  std::memcpy(header.magic, kMagic, sizeof(kMagic));
  header.version = kVersion;
  header.flags = undo ? kHasUndo : 0;
  header.story = theStory->hash();
  header.interfaceVersion = kInterfaceVersion;
  header.status = static_cast<uint32_t>(info.status == Status::Error ? Status::LimitReached : info.status);
  header.timeTenths = info.timeTenths;
  header.lineCapacity = info.lineCapacity;
  header.linePreloaded = info.linePreloaded;
  header.terminators = info.terminators;
  header.shown = shown;
  header.waited = waited;
  header.imageBytes = static_cast<uint32_t>(bytes.size() - sizeof(Header));
  terminal.save(bytes);
  std::memcpy(bytes.data(), &header, sizeof(header));
  header.checksum = XXH3_64bits(bytes.data() + kCheckedFrom, bytes.size() - kCheckedFrom);
  std::memcpy(bytes.data(), &header, sizeof(header));
  return bytes;
}

void Session::setState(std::span<const uint8_t> bytes) {
  std::lock_guard lock(card->mutex);
  card->requireOpen();
  Header header;
  if (bytes.size() < sizeof(header) || std::memcmp(bytes.data(), kMagic, sizeof(kMagic)) != 0)
    refuse("the bytes are no state of a game");
  std::memcpy(&header, bytes.data(), sizeof(header));
  if (header.version != kVersion || header.interfaceVersion != kInterfaceVersion)
    refuse(fmt::format("it is of version {}.{}; expected {}.{}", header.version, header.interfaceVersion, kVersion,
                       kInterfaceVersion));
  if (header.story != theStory->hash())
    refuse("it is of another story than '" + theStory->name() + "'");
  if (XXH3_64bits(bytes.data() + kCheckedFrom, bytes.size() - kCheckedFrom) != header.checksum)
    refuse("it is damaged: its checksum does not fit");
  if ((header.flags & ~kHasUndo) != 0 || header.reserved != 0)
    refuse("it has flags that are not known");
  const bool undo = header.flags & kHasUndo;
  if (header.imageBytes > bytes.size() - sizeof(header) || header.status > static_cast<uint32_t>(Status::Quit) ||
      (header.waited != 0 && header.waited >= header.timeTenths) ||
      !isImage(bytes.subspan(sizeof(header), header.imageBytes), undo))
    refuse("its parts do not fit together");
  if (!terminal.load(bytes.subspan(sizeof(header) + header.imageBytes)))
    refuse("its screen is damaged");
  card->bring(*this);
  setImage(bytes.subspan(sizeof(header), header.imageBytes), undo);
  info = {static_cast<Status>(header.status), header.timeTenths, header.lineCapacity, header.linePreloaded,
          header.terminators};
  shown = header.shown != 0;
  waited = header.waited;
  inputs.clear();
  errorText.clear();
  terminal.take();
}

uint64_t Session::stateHash() const {
  std::lock_guard lock(card->mutex);
  card->requireOpen();
  std::vector<uint8_t> bytes;
  image(bytes, false);
  return XXH3_64bits(bytes.data(), bytes.size());
}

std::vector<uint8_t> Session::memory() const {
  std::lock_guard lock(card->mutex);
  card->requireOpen();
  std::vector<uint8_t> all(theStory->bytes().begin(), theStory->bytes().end()), bytes;
  image(bytes, false);
  const uint8_t *dynamic = bytes.data() + bytes.size() - layout.dynamicBytes;
  for (uint32_t at = 0; at < layout.dynamicBytes; ++at)
    all[at] = dynamic[placeOf(layout, at) - layout.memory.offset];
  return all;
}

} // namespace tt::zork
