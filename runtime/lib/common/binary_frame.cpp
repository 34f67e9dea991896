// The frame of a Binary's file: identifier, trailer, sizes, hashes and the version.
#include <cstring>

#include <fmt/format.h>
#include <xxhash.h>

#include "common/binary_image.h"
#include "tenon/schema/version.h"
#include "tt/runtime/error.h"

namespace tt::runtime::detail {
namespace {

constexpr size_t kPrefixSize = 4;
/// Size prefix, offset of the root, identifier.
constexpr size_t kHeaderSize = 12;

struct Trailer {
  uint64_t fileSize;
  uint64_t recordHash;
  uint64_t dataHash;
  char magic[8];
};
static_assert(sizeof(Trailer) == target::kTrailerSize);

template <class T>
T readAt(std::span<const std::byte> bytes, size_t offset) {
  T value;
  std::memcpy(&value, bytes.data() + offset, sizeof(T));
  return value;
}

size_t alignData(size_t size) {
  return (size + target::kDataAlignment - 1) / target::kDataAlignment * target::kDataAlignment;
}

/// The size that the whole file should have, from a record that is there in full; 0 when it cannot be told.
size_t expectedFileSize(std::span<const std::byte> file) {
  size_t recordSize = kPrefixSize + readAt<uint32_t>(file, 0);
  if (recordSize > file.size())
    return 0;
  flatbuffers::Verifier verifier(reinterpret_cast<const uint8_t *>(file.data()), recordSize);
  if (!verifier.VerifySizePrefixedBuffer<target::Binary>(nullptr))
    return 0;
  uint64_t size = target::GetSizePrefixedBinary(file.data())->data_size();
  if (__builtin_add_overflow(size, alignData(recordSize) + target::kTrailerSize, &size))
    return 0;
  return size;
}

[[noreturn]] void failTruncated(std::span<const std::byte> file, const std::string &source) {
  size_t recordSize = kPrefixSize + static_cast<size_t>(readAt<uint32_t>(file, 0));
  if (size_t expected = expectedFileSize(file); expected > file.size())
    throw BinaryError(fmt::format("{}: the file is truncated: expected {} bytes, has {}; copy it again or recompile",
                                  source, expected, file.size()));
  if (recordSize + target::kTrailerSize > file.size())
    throw BinaryError(
        fmt::format("{}: the file is truncated: expected at least {} bytes, has {}; copy it again or recompile", source,
                    alignData(recordSize) + target::kTrailerSize, file.size()));
  throw BinaryError(
      fmt::format("{}: the file does not end in {}: it is damaged, or another compiler wrote it; recompile it "
                  "with Tenon {}",
                  source, target::kTrailerMagic, target::kTenonVersion));
}

uint64_t hashOf(std::span<const std::byte> bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

/// As hashOf, but lets go of the pages of a mapping behind itself: loading a file should not fill the memory with it.
uint64_t hashOfData(std::span<const std::byte> data, const FileBytes *file) {
  constexpr size_t kChunk = size_t(1) << 20;
  XXH3_state_t state;
  XXH3_64bits_reset(&state);
  for (size_t begin = 0; begin < data.size(); begin += kChunk) {
    std::span<const std::byte> chunk = data.subspan(begin, std::min(kChunk, data.size() - begin));
    XXH3_64bits_update(&state, chunk.data(), chunk.size());
    if (file)
      file->discard(chunk);
  }
  return XXH3_64bits_digest(&state);
}

bool hasIdentifier(std::span<const std::byte> file, const char *identifier) {
  return std::memcmp(file.data() + 8, identifier, 4) == 0;
}

void checkIdentity(std::span<const std::byte> file, const std::string &source) {
  if (file.empty())
    throw BinaryError(fmt::format("{}: the file is empty", source));
  if (file.size() < kHeaderSize)
    throw BinaryError(fmt::format("{}: the file is truncated: expected at least {} bytes, has {}", source,
                                  kHeaderSize + target::kTrailerSize, file.size()));
  if (!hasIdentifier(file, target::BinaryIdentifier()) && !hasIdentifier(file, target::kCardIdentifier))
    throw BinaryError(fmt::format("{}: not a Binary: bytes 8 to 11 must read \"{}\" or \"{}\"", source,
                                  target::BinaryIdentifier(), target::kCardIdentifier));
}

} // namespace

BinaryFrame readFrame(const FileBytes &fileBytes, const std::string &source) {
  std::span<const std::byte> file = fileBytes.bytes();
  checkIdentity(file, source);
  if (file.size() < kHeaderSize + target::kTrailerSize)
    failTruncated(file, source);
  auto trailer = readAt<Trailer>(file, file.size() - target::kTrailerSize);
  if (std::memcmp(trailer.magic, target::kTrailerMagic, sizeof(trailer.magic)) != 0)
    failTruncated(file, source);
  if (trailer.fileSize != file.size())
    throw BinaryError(
        fmt::format("{}: the trailer says that the file has {} bytes, but it has {}; copy it again or recompile",
                    source, trailer.fileSize, file.size()));

  size_t recordSize = kPrefixSize + static_cast<size_t>(readAt<uint32_t>(file, 0));
  size_t dataBegin = alignData(recordSize);
  size_t dataEnd = file.size() - target::kTrailerSize;
  if (recordSize < kHeaderSize || dataBegin > dataEnd)
    throw BinaryError(
        fmt::format("{}: the size of the record, {} bytes, does not fit a file of {} bytes: it is damaged", source,
                    recordSize, file.size()));
  BinaryFrame frame{file.first(recordSize), file.subspan(dataBegin, dataEnd - dataBegin),
                    hasIdentifier(file, target::kCardIdentifier)};
  for (std::byte padding : file.subspan(recordSize, dataBegin - recordSize))
    if (padding != std::byte{0})
      throw BinaryError(fmt::format("{}: the padding behind the record is not zero: the file is damaged", source));
  if (hashOf(frame.record) != trailer.recordHash)
    throw BinaryError(
        fmt::format("{}: the record's bytes were changed after they were written (XXH3-64 is {:016x}, expected "
                    "{:016x}); copy the file again or recompile",
                    source, hashOf(frame.record), trailer.recordHash));
  if (uint64_t hash = hashOfData(frame.data, &fileBytes); hash != trailer.dataHash)
    throw BinaryError(
        fmt::format("{}: the constants' bytes were changed after they were written (XXH3-64 is {:016x}, expected "
                    "{:016x}); copy the file again or recompile",
                    source, hash, trailer.dataHash));
  return frame;
}

void checkVersion(std::span<const std::byte> record, const std::string &source) {
  auto fail = [&](const char *what) {
    return BinaryError(fmt::format("{}: the version cannot be read ({}): the file is damaged", source, what));
  };
  // root offset -> table -> vtable -> first field, each within the record (FlatBuffers internals, "Tables").
  uint64_t table = kPrefixSize + static_cast<uint64_t>(readAt<uint32_t>(record, kPrefixSize));
  if (table + sizeof(int32_t) > record.size())
    throw fail("the root lies outside the record");
  int64_t vtable = static_cast<int64_t>(table) - readAt<int32_t>(record, table);
  constexpr int64_t kFirstFieldEnd = 6;
  if (vtable < static_cast<int64_t>(kPrefixSize) || vtable + kFirstFieldEnd > static_cast<int64_t>(record.size()))
    throw fail("the vtable lies outside the record");
  auto vtableSize = readAt<uint16_t>(record, static_cast<size_t>(vtable));
  auto field = vtableSize >= kFirstFieldEnd ? readAt<uint16_t>(record, static_cast<size_t>(vtable) + 4) : uint16_t(0);
  if (field == 0)
    throw fail("there is none");
  if (table + field + sizeof(target::Version) > record.size())
    throw fail("it lies outside the record");
  auto major = readAt<uint16_t>(record, table + field);
  auto minor = readAt<uint16_t>(record, table + field + 2);
  auto patch = readAt<uint32_t>(record, table + field + 4);
  // A newer minor version only adds what older readers may ignore.
  if (major != target::kSchemaVersionMajor)
    throw BinaryError(
        fmt::format("{}: the file has schema version {}.{}.{}, but this runtime (Tenon {}) reads version {}.{}.{}; "
                    "recompile the program with this version's compiler",
                    source, major, minor, patch, target::kTenonVersion, target::kSchemaVersionMajor,
                    target::kSchemaVersionMinor, target::kSchemaVersionPatch));
}

} // namespace tt::runtime::detail
