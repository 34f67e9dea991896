// Reading story files (Z-Machine Standards 1.1 §11).
#include "host/story.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/format.h>
#include <xxhash.h>

#include "host/error.h"
#include "tt/device/error.h"

namespace tt::zork {
namespace {

constexpr uint32_t kHeaderBytes = 64;
constexpr size_t kLargestStory = 512 << 10; // of version 8

/// What the header's field for the file's length counts in.
uint32_t lengthUnit(uint32_t version) { return version <= 3 ? 2 : version <= 5 ? 4 : 8; }

} // namespace

std::shared_ptr<const Story> Story::open(const std::string &path) {
  std::error_code unknown;
  if (std::filesystem::is_directory(path, unknown))
    throw device::FileError(fmt::format("the story '{}' is a folder", path), EISDIR, path);
  if (std::filesystem::exists(path, unknown) && !std::filesystem::is_regular_file(path, unknown))
    throw device::FileError(fmt::format("the story '{}' is a device or a pipe; a file is wanted", path), EINVAL, path);
  std::ifstream file(path, std::ios::binary);
  if (!file)
    throw device::FileError(fmt::format("the story '{}' cannot be opened: {}", path, std::strerror(errno)), errno,
                            path);
  std::vector<char> bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (file.bad())
    throw device::FileError(fmt::format("the story '{}' cannot be read: {}", path, std::strerror(errno)), errno, path);
  return fromBytes({reinterpret_cast<const uint8_t *>(bytes.data()), bytes.size()}, path);
}

std::shared_ptr<const Story> Story::fromBytes(std::span<const uint8_t> bytes, const std::string &name) {
  const auto fail = [&name](const std::string &why) {
    throw StoryError(fmt::format("'{}' is no story that can be played: {}", name, why));
  };
  if (bytes.size() < kHeaderBytes)
    fail(fmt::format("it has {} bytes, and a story begins with a header of {}", bytes.size(), kHeaderBytes));
  if (bytes.size() > kLargestStory)
    fail(fmt::format("it has {} bytes, and a story has at most {}", bytes.size(), kLargestStory));
  auto story = std::make_shared<Story>();
  story->data.assign(bytes.begin(), bytes.end());
  story->storyName = name;
  const uint32_t version = story->version();
  if (version == 0 || version > 8)
    fail(fmt::format("its first byte, the version, is {}; expected 1 to 8", version));
  if (version == 6)
    fail("it is of version 6 (graphics); versions 1 to 5, 7 and 8 can be played");
  static constexpr struct {
    uint32_t field;
    const char *what;
  } kTables[] = {{0x06, "the first instruction"},
                 {0x08, "the dictionary"},
                 {0x0a, "the object table"},
                 {0x0c, "the global variables"},
                 {0x0e, "static memory"}};
  for (const auto &[field, what] : kTables)
    if (story->word(field) < kHeaderBytes || story->word(field) >= bytes.size())
      fail(fmt::format("its header says that {} is at address {:#x}; expected {:#x} to {:#x}", what, story->word(field),
                       kHeaderBytes, bytes.size() - 1));
  const size_t promised = static_cast<size_t>(story->word(0x1a)) * lengthUnit(version);
  if (promised > bytes.size())
    fail(fmt::format("it is truncated: it has {} bytes, and its header promises {}", bytes.size(), promised));
  if (promised >= kHeaderBytes && version >= 3) { // early files have neither length nor checksum
    uint32_t sum = 0;
    for (size_t at = kHeaderBytes; at < promised; ++at)
      sum += bytes[at];
    if ((sum & 0xffff) != story->checksum())
      fail(fmt::format("its checksum is {:#06x}, and its header says {:#06x}: the file is damaged", sum & 0xffff,
                       story->checksum()));
  }
  story->contentHash = XXH3_64bits(bytes.data(), bytes.size());
  return story;
}

std::string Story::serial() const {
  std::string serial(data.begin() + 0x12, data.begin() + 0x18);
  std::replace_if(serial.begin(), serial.end(), [](char each) { return each < ' ' || each > '~'; }, '?');
  return serial;
}

} // namespace tt::zork
