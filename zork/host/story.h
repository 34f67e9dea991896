// A story file, checked: what a game begins with. Immutable and shared by all its games.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tt::zork {

class Story {
public:
  /// Reads a file. Throws StoryError (no story, an unknown version, truncated, a wrong checksum); device::FileError
  /// where it cannot be read.
  static std::shared_ptr<const Story> open(const std::string &path);
  /// The same for bytes; `name` is for messages.
  static std::shared_ptr<const Story> fromBytes(std::span<const uint8_t> bytes, const std::string &name);

  std::span<const uint8_t> bytes() const { return data; }
  const std::string &name() const { return storyName; }
  uint32_t version() const { return data[0]; }
  uint32_t release() const { return word(2); }
  std::string serial() const;
  uint32_t checksum() const { return word(0x1c); }
  uint32_t word(uint32_t address) const { return static_cast<uint32_t>(data[address]) << 8 | data[address + 1]; }
  /// Of all bytes: tells stories apart.
  uint64_t hash() const { return contentHash; }

private:
  std::vector<uint8_t> data;
  std::string storyName;
  uint64_t contentHash = 0;
};

} // namespace tt::zork
