// Loading a Binary: the order of the steps.
#include "common/binary_image.h"

#include <atomic>
#include <cstring>

#include <fmt/format.h>

#include "common/memory.h"
#include "tt/runtime/error.h"

namespace tt::runtime::detail {
namespace {

uint64_t nextImageId() {
  static std::atomic<uint64_t> next{1};
  return next.fetch_add(1, std::memory_order_relaxed);
}

/// Checks offsets, sizes and nesting of the whole record, in time linear in its size.
const target::Binary *verifyRecord(std::span<const std::byte> record, const std::string &source) {
  constexpr flatbuffers::uoffset_t kMaxDepth = 16; // Binary > Program > Operation > Attribute > value > vector
  // Without sharing a table takes eight bytes at least.
  auto maxTables = static_cast<flatbuffers::uoffset_t>(record.size() / 8 + 16);
  flatbuffers::Verifier verifier(reinterpret_cast<const uint8_t *>(record.data()), record.size(), kMaxDepth, maxTables);
  // readFrame looked at the identifier.
  if (!verifier.VerifySizePrefixedBuffer<target::Binary>(nullptr))
    throw BinaryError(
        fmt::format("{}: the record is not a well-formed flatbuffer: the file is damaged; recompile", source));
  return target::GetSizePrefixedBinary(record.data());
}

} // namespace

std::shared_ptr<BinaryImage> loadImage(std::shared_ptr<const FileBytes> file, std::string source) {
  auto image = std::make_shared<BinaryImage>();
  image->id = nextImageId();
  image->file = std::move(file);
  image->source = std::move(source);

  BinaryFrame frame = readFrame(*image->file, image->source);
  image->recordMemory = allocateBlock(frame.record.size(), "the record of the Binary");
  std::memcpy(image->recordMemory.get(), frame.record.data(), frame.record.size());
  image->file->discard(frame.record);
  std::span<const std::byte> record(image->recordMemory.get(), frame.record.size());

  checkVersion(record, image->source);
  image->record = verifyRecord(record, image->source);
  if (image->record->data_size() != frame.data.size())
    throw BinaryError(
        fmt::format("{}: the record says that the constants have {} bytes, but there are {}: the file is damaged",
                    image->source, image->record->data_size(), frame.data.size()));
  image->data = frame.data;
  image->isForCard = frame.isForCard;
  checkDebugInfo(*image->record, image->data, image->source);
  image->programs = convertPrograms(*image->record, image->data, image->source);
  checkPrograms(image->programs, image->source, image->isForCard);
  linkSignatures(image->programs);
  return image;
}

} // namespace tt::runtime::detail
