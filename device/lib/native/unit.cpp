// The way of a unit from its plan to published code, and its form on disk: numbers of 32 bits and the image's bytes.
#include "native/unit.h"

#include <cstring>
#include <stdexcept>

#include "tt/jit/image.h"

namespace tt::device::native {
namespace {

class Writer {
public:
  void number(uint32_t value) { append(&value, sizeof(value)); }
  void numbers(std::span<const uint32_t> values) {
    number(static_cast<uint32_t>(values.size()));
    append(values.data(), values.size_bytes());
  }
  void bytes(std::span<const std::byte> values) {
    number(static_cast<uint32_t>(values.size()));
    append(values.data(), values.size());
  }
  std::vector<std::byte> take() { return std::move(out); }

private:
  void append(const void *data, size_t size) {
    const auto *begin = static_cast<const std::byte *>(data);
    out.insert(out.end(), begin, begin + size);
  }
  std::vector<std::byte> out;
};

class Reader {
public:
  explicit Reader(std::span<const std::byte> in) : in(in) {}

  uint32_t number() {
    uint32_t value = 0;
    std::memcpy(&value, take(sizeof(value)).data(), sizeof(value));
    return value;
  }
  std::vector<uint32_t> numbers() {
    uint32_t count = number();
    std::span<const std::byte> bytes = take(uint64_t{count} * sizeof(uint32_t));
    std::vector<uint32_t> values(count);
    if (count != 0)
      std::memcpy(values.data(), bytes.data(), bytes.size());
    return values;
  }
  std::span<const std::byte> bytes() { return take(number()); }
  bool atEnd() const { return in.empty(); }

private:
  std::span<const std::byte> take(uint64_t size) {
    if (size > in.size())
      throw std::runtime_error("truncated");
    std::span<const std::byte> taken = in.first(size);
    in = in.subspan(size);
    return taken;
  }
  std::span<const std::byte> in;
};

bool contains(const CodeRegion &region, uint32_t address) {
  return address >= region.begin() && address < region.end() && address % 4 == 0;
}

} // namespace

Unit compileUnit(CoreCompiler &compiler, const CodeRegion &region, Plan plan, Quality quality) {
  Unit unit;
  unit.plan = std::move(plan);
  unit.quality = quality;
  jit::Image image =
      jit::linkImage(compiler.compile({region.begin(), region.words(), region.misalignedAccess(), quality, &unit.plan}));
  for (const jit::ImageSymbol &symbol : image.symbols)
    if (symbol.name == kUnitSymbol) {
      unit.entryOffset = symbol.offset;
      unit.image = std::move(image.bytes);
      return unit;
    }
  throw std::runtime_error("the compiled unit has no function");
}

bool publishUnit(CodeRegion &region, const Unit &unit) {
  std::shared_ptr<const jit::ExecutableMemory> code = jit::ExecutableMemory::load(unit.image);
  if (code == nullptr)
    return false;
  auto entry = reinterpret_cast<NativeEntry>(reinterpret_cast<uintptr_t>(code->at(unit.entryOffset)));
  for (uint32_t address : unit.plan.entries)
    region.publish(address, entry, code);
  return true;
}

jit::CacheKey keyOf(const CodeRegion &region) {
  const uint32_t facts[] = {kCompilerVersion, region.begin(), region.misalignedAccess() ? 1u : 0u};
  const std::span<const std::byte> parts[] = {std::as_bytes(std::span(facts)), std::as_bytes(region.words())};
  return jit::makeCacheKey(kCacheKind, parts);
}

std::vector<std::byte> serialize(std::span<const Unit> units) {
  Writer writer;
  writer.number(static_cast<uint32_t>(units.size()));
  for (const Unit &unit : units) {
    std::vector<uint32_t> blocks;
    for (const Block &block : unit.plan.blocks) {
      blocks.push_back(block.begin);
      blocks.push_back(block.count);
    }
    writer.numbers(blocks);
    writer.numbers(unit.plan.entries);
    writer.number(static_cast<uint32_t>(unit.quality));
    writer.number(unit.entryOffset);
    writer.bytes(unit.image);
  }
  return writer.take();
}

std::optional<std::vector<Unit>> deserialize(std::span<const std::byte> bytes, const CodeRegion &region) {
  try {
    Reader reader(bytes);
    std::vector<Unit> units;
    for (uint32_t count = reader.number(); count > 0; --count) {
      Unit &unit = units.emplace_back();
      std::vector<uint32_t> blocks = reader.numbers();
      for (size_t i = 0; i + 1 < blocks.size(); i += 2) {
        if (!contains(region, blocks[i]) || blocks[i + 1] > (region.end() - blocks[i]) / 4)
          return std::nullopt;
        unit.plan.blocks.push_back({blocks[i], blocks[i + 1]});
      }
      unit.plan.entries = reader.numbers();
      for (uint32_t address : unit.plan.entries)
        if (!contains(region, address))
          return std::nullopt;
      unit.quality = static_cast<Quality>(reader.number());
      unit.entryOffset = reader.number();
      std::span<const std::byte> image = reader.bytes();
      unit.image.assign(image.begin(), image.end());
      if (unit.entryOffset >= unit.image.size())
        return std::nullopt;
    }
    return reader.atEnd() ? std::optional(std::move(units)) : std::nullopt;
  } catch (const std::runtime_error &) {
    return std::nullopt;
  }
}

} // namespace tt::device::native
