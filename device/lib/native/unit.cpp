// The way from a plan to published code, and the form on disk: numbers of 32 bits and the image's bytes.
#include "native/unit.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <string_view>
#include <unordered_map>

#include "tt/jit/image.h"

namespace tt::device::native {
namespace {

/// Misses of a chain before it is looked which functions they were of, for the looks to take little of the time.
constexpr uint64_t missesToTake(size_t words) { return 128 + words / 32; }

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

Code codeOf(const CodeRegion &region) {
  return {region.begin(), region.words(), region.memorySize(), region.misalignedAccess()};
}

bool contains(const CodeRegion &region, uint32_t address) {
  return address >= region.begin() && address < region.end() && address % 4 == 0;
}

} // namespace

static uint32_t offsetOf(const jit::Image &image, std::string_view name) {
  for (const jit::ImageSymbol &symbol : image.symbols)
    if (symbol.name == name)
      return symbol.offset;
  throw std::runtime_error("the compiled code has no function " + std::string(name));
}

Unit compileWhole(CoreCompiler &compiler, const CodeRegion &region, const Plan &plan, Quality quality) {
  jit::Image image = jit::linkImage(compiler.compile(codeOf(region), plan, quality));
  Unit unit;
  unit.blocks = plan.blocks;
  for (uint32_t address : plan.entries)
    unit.entries.push_back({address, offsetOf(image, kUnitSymbol)});
  unit.image = std::move(image.bytes);
  return unit;
}

Unit compileChain(CoreCompiler &compiler, const CodeRegion &region, const ChainPlan &plan, Quality quality) {
  jit::Image image = jit::linkImage(compiler.compileChain(codeOf(region), plan, quality));
  Unit unit;
  unit.isChain = true;
  unit.pinned = plan.pinned;
  unit.enterOffset = offsetOf(image, kEnterSymbol);
  unit.missOffset = offsetOf(image, kMissSymbol);
  std::unordered_map<std::string_view, uint32_t> offsets;
  for (const jit::ImageSymbol &symbol : image.symbols)
    offsets[symbol.name] = symbol.offset;
  for (const Plan &function : plan.functions)
    unit.entries.push_back({function.entries.at(0), offsets.at(chainSymbol(function.entries.at(0)))});
  unit.image = std::move(image.bytes);
  return unit;
}

static uint64_t addressOf(const std::byte *function) { return reinterpret_cast<uintptr_t>(function); }

std::shared_ptr<Chain> Chain::make(const CodeRegion &region, const Unit &first) {
  std::shared_ptr<const jit::ExecutableMemory> functions = jit::ExecutableMemory::load(first.image);
  if (functions == nullptr)
    return nullptr;
  auto chain = std::make_shared<Chain>();
  chain->registers = first.pinned;
  chain->words = region.words().size();
  chain->table = std::vector<std::atomic<uint64_t>>(2 * chain->words + 1);
  chain->missFunction = addressOf(functions->at(first.missOffset));
  for (size_t i = 0; i < chain->words; ++i)
    chain->table[i].store(chain->missFunction, std::memory_order_relaxed);
  chain->enter = jit::ExecutableMemory::bind(functions->at(first.enterOffset), chain->table.data());
  chain->code.push_back(std::move(functions)); // of which those two are used
  return chain->enter != nullptr ? chain : nullptr;
}

bool Chain::add(CodeRegion &region, const Unit &unit) {
  if (unit.pinned != registers)
    return false;
  std::shared_ptr<const jit::ExecutableMemory> functions = jit::ExecutableMemory::load(unit.image);
  if (functions == nullptr)
    return false;
  code.push_back(functions);
  for (const Unit::Entry &entry : unit.entries)
    table[(entry.address - region.begin()) / 4].store(addressOf(functions->at(entry.offset)),
                                                      std::memory_order_release);
  auto function = reinterpret_cast<NativeEntry>(reinterpret_cast<uintptr_t>(enter->at(0)));
  for (const Unit::Entry &entry : unit.entries)
    region.publish(entry.address, function, shared_from_this());
  return true;
}

std::vector<std::pair<uint32_t, uint32_t>> Chain::takeMisses() {
  std::vector<std::pair<uint32_t, uint32_t>> misses;
  std::atomic<uint64_t> &all = table[2 * words];
  if (all.load(std::memory_order_relaxed) < missesToTake(words))
    return misses;
  all.store(0, std::memory_order_relaxed);
  for (size_t i = 0; i < words; ++i) {
    std::atomic<uint64_t> &count = table[words + i];
    const uint64_t times = count.load(std::memory_order_relaxed);
    if (times == 0)
      continue;
    count.store(0, std::memory_order_relaxed);
    if (table[i].load(std::memory_order_relaxed) == missFunction)
      misses.emplace_back(static_cast<uint32_t>(i), static_cast<uint32_t>(times));
  }
  return misses;
}

bool publishUnit(CodeRegion &region, const Unit &unit, std::shared_ptr<Chain> &chain) {
  if (unit.isChain) {
    if (chain == nullptr)
      chain = Chain::make(region, unit);
    return chain != nullptr && chain->add(region, unit);
  }
  std::shared_ptr<const jit::ExecutableMemory> code = jit::ExecutableMemory::load(unit.image);
  if (code == nullptr)
    return false;
  for (const Unit::Entry &entry : unit.entries)
    region.publish(entry.address, reinterpret_cast<NativeEntry>(reinterpret_cast<uintptr_t>(code->at(entry.offset))),
                   code);
  return true;
}

jit::CacheKey keyOf(const CodeRegion &region) {
  const uint32_t facts[] = {kCompilerVersion, region.begin(), region.memorySize(), region.misalignedAccess() ? 1u : 0u};
  const std::span<const std::byte> parts[] = {std::as_bytes(std::span(facts)), std::as_bytes(region.words())};
  return jit::makeCacheKey(kCacheKind, parts);
}

std::vector<std::byte> serialize(std::span<const Unit> units) {
  Writer writer;
  writer.number(static_cast<uint32_t>(units.size()));
  for (const Unit &unit : units) {
    writer.number(unit.isChain ? 1 : 0);
    std::vector<uint32_t> entries, blocks;
    for (const Unit::Entry &entry : unit.entries)
      entries.insert(entries.end(), {entry.address, entry.offset});
    for (const Block &block : unit.blocks)
      blocks.insert(blocks.end(), {block.begin, block.count});
    writer.numbers(entries);
    writer.numbers(blocks);
    for (uint8_t index : unit.pinned)
      writer.number(index);
    writer.number(unit.enterOffset);
    writer.number(unit.missOffset);
    writer.bytes(unit.image);
  }
  return writer.take();
}

static Unit readUnit(Reader &reader, const CodeRegion &region) {
  auto check = [](bool condition) {
    if (!condition)
      throw std::runtime_error("no unit of this region");
  };
  Unit unit;
  unit.isChain = reader.number() != 0;
  std::vector<uint32_t> entries = reader.numbers(), blocks = reader.numbers();
  for (size_t i = 0; i + 1 < entries.size(); i += 2)
    unit.entries.push_back({entries[i], entries[i + 1]});
  for (size_t i = 0; i + 1 < blocks.size(); i += 2)
    unit.blocks.push_back({blocks[i], blocks[i + 1]});
  for (uint8_t &index : unit.pinned)
    index = static_cast<uint8_t>(reader.number());
  unit.enterOffset = reader.number();
  unit.missOffset = reader.number();
  std::span<const std::byte> image = reader.bytes();
  unit.image.assign(image.begin(), image.end());
  for (const Unit::Entry &entry : unit.entries)
    check(contains(region, entry.address) && entry.offset < unit.image.size());
  for (const Block &block : unit.blocks)
    check(contains(region, block.begin) && block.count <= (region.end() - block.begin) / 4);
  check(std::max(unit.enterOffset, unit.missOffset) < unit.image.size());
  return unit;
}

std::optional<std::vector<Unit>> deserialize(std::span<const std::byte> bytes, const CodeRegion &region) {
  try {
    Reader reader(bytes);
    std::vector<Unit> units;
    for (uint32_t count = reader.number(); count > 0; --count)
      units.push_back(readUnit(reader, region));
    return reader.atEnd() ? std::optional(std::move(units)) : std::nullopt;
  } catch (const std::runtime_error &) {
    return std::nullopt;
  }
}

} // namespace tt::device::native
