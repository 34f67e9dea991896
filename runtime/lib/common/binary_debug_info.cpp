// What a Binary carries for debugging, goldens and the compiler's stages: verified with the file, copied on request.
#include <fmt/format.h>

#include "common/binary_image.h"
#include "common/memory.h"
#include "tt/runtime/error.h"

namespace tt::runtime::detail {
namespace {

/// Strings of a flatbuffer may overlap, so that a small file could unfold to any size.
constexpr uint64_t kUnfoldLimit = uint64_t(2) << 30;

using Numbers = flatbuffers::Vector<int64_t>;

uint32_t sizeOf(const auto *vector) { return vector ? vector->size() : 0; }
std::string textOf(const flatbuffers::String *text) { return text ? text->str() : std::string(); }

std::vector<int64_t> numbersOf(const Numbers *source) {
  if (sizeOf(source) == 0)
    return {};
  return {source->begin(), source->end()};
}

/// Few and aligned: the flatbuffers verifier looks at neither.
bool isReadable(const Numbers *source) {
  return sizeOf(source) == 0 ||
         (source->size() <= kMaxRank && reinterpret_cast<uintptr_t>(source->Data()) % alignof(int64_t) == 0);
}

TensorDesc descOf(const target::Golden &golden) {
  return {numbersOf(golden.shape()), static_cast<DataType>(golden.dtype())};
}

/// What is wrong with a golden, or nothing.
std::string faultOf(const target::Golden &golden, size_t dataSize) {
  if (static_cast<uint8_t>(golden.dtype()) >= kNumDataTypes)
    return fmt::format("there is no data type number {}", static_cast<unsigned>(golden.dtype()));
  if (!isReadable(golden.shape()) || !isReadable(golden.strides()))
    return fmt::format("its shape or its strides are no list of at most {} numbers", kMaxRank);
  TensorDesc desc = descOf(golden);
  if (sizeOf(golden.strides()) != desc.shape.size())
    return fmt::format("{} strides for {} dimensions", sizeOf(golden.strides()), desc.shape.size());
  std::optional<size_t> expected = checkedSizeBytes(desc);
  if (!expected)
    return fmt::format("the shape {} is impossible", desc.str());
  if (golden.size() != *expected)
    return fmt::format("{} has {} bytes, but the record says {}", desc.str(), *expected, golden.size());
  uint64_t end = 0;
  if (__builtin_add_overflow(golden.offset(), golden.size(), &end) || end > dataSize)
    return fmt::format("its bytes {} to {} lie outside the {} bytes of the data section", golden.offset(), end,
                       dataSize);
  return {};
}

} // namespace

void checkDebugInfo(const target::Binary &record, std::span<const std::byte> data, const std::string &source) {
  auto fail = [&](const std::string &what) {
    throw BinaryError(fmt::format("{}: {}; the file is damaged or its compiler is at fault: recompile", source, what));
  };
  for (uint32_t i = 0; i < sizeOf(record.goldens()); ++i)
    if (std::string fault = faultOf(*record.goldens()->Get(i), data.size()); !fault.empty())
      fail(fmt::format("golden {}: {}", i, fault));
  uint64_t unfolded = 0;
  for (uint32_t i = 0; i < sizeOf(record.stages()); ++i)
    for (const flatbuffers::String *text : {record.stages()->Get(i)->pass_name(), record.stages()->Get(i)->mlir()})
      unfolded += text ? text->size() : 0;
  if (unfolded > kUnfoldLimit)
    fail(fmt::format("the stages unfold to more than {}", formatBytes(kUnfoldLimit)));
}

std::map<uint32_t, GoldenTensor> goldensAt(const std::shared_ptr<const BinaryImage> &image, std::string_view location) {
  std::map<uint32_t, GoldenTensor> found;
  const auto *goldens = image->record->goldens();
  for (uint32_t i = 0; i < sizeOf(goldens); ++i) {
    const target::Golden &golden = *goldens->Get(i);
    if (golden.location()->string_view() != location)
      continue;
    std::shared_ptr<const std::byte> bytes(image, image->data.data() + golden.offset());
    found[golden.device()] = {textOf(golden.name()), descOf(golden), numbersOf(golden.strides()), std::move(bytes)};
  }
  return found;
}

std::set<std::string> goldenLocations(const BinaryImage &image) {
  std::set<std::string> locations;
  const auto *goldens = image.record->goldens();
  for (uint32_t i = 0; i < sizeOf(goldens); ++i)
    locations.insert(goldens->Get(i)->location()->str());
  return locations;
}

std::vector<std::pair<std::string, std::string>> stagesOf(const BinaryImage &image) {
  std::vector<std::pair<std::string, std::string>> stages;
  for (uint32_t i = 0; i < sizeOf(image.record->stages()); ++i) {
    const target::Stage &stage = *image.record->stages()->Get(i);
    stages.emplace_back(textOf(stage.pass_name()), textOf(stage.mlir()));
  }
  return stages;
}

} // namespace tt::runtime::detail
