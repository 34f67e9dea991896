// Follows registers through blocks as a root value plus a constant.
#include "native/compiler/memory_groups.h"

#include <algorithm>
#include <array>

namespace tt::device::native {
namespace {

constexpr int64_t kReach = 4096;      // largest distance of two accesses of a group, in bytes
constexpr int64_t kFurtherReach = 64; // and where they are of several blocks
constexpr uint32_t kConstantRoot = 0;

struct Value {
  uint32_t root = kConstantRoot;
  uint32_t offset = 0; // modulo 2^32
};

struct Growing {
  uint32_t root = 0;
  uint32_t anchor = 0; // offset of the access with the largest size
  int64_t low = 0;     // both relative to the anchor of the first access
  int64_t high = 0;
  uint32_t start = 0; // offset of the first access
  uint32_t base = 0;  // offset of the first access's rs1
  uint32_t alignment = 1;
  uint32_t first = 0;
  size_t block = 0; // of the first access
};

/// What is known where a block ends.
struct Known {
  std::array<Value, 33> registers;
  std::vector<size_t> groups; // that were checked on the way
};

bool isAccess(Kind kind) { return classOf(kind) == KindClass::Load || classOf(kind) == KindClass::Store; }

bool writesRegister(const Decoded &instruction) {
  switch (classOf(instruction.kind)) {
  case KindClass::AluImmediate:
  case KindClass::AluRegister:
  case KindClass::Load:
  case KindClass::Jump:
    return instruction.kind != Kind::Jump && instruction.rd != kNowhere;
  default:
    return false;
  }
}

/// Takes the access at `offset` into the group, if it is near enough and both can be aligned. One of a further block
/// must not make the check stricter than what is executed before it.
bool take(Growing &group, uint32_t offset, uint32_t bytes, bool misalignedAccess, bool isOfFurtherBlock) {
  auto at = static_cast<int64_t>(static_cast<int32_t>(offset - group.start));
  int64_t low = std::min(group.low, at), high = std::max(group.high, at + bytes);
  const bool isWider = low < group.low || high > group.high;
  if (high - low > (isOfFurtherBlock && isWider ? kFurtherReach : kReach))
    return false;
  if (isOfFurtherBlock && !misalignedAccess && bytes > group.alignment)
    return false;
  if (!misalignedAccess) {
    uint32_t distance = offset - group.anchor;
    if (distance % std::min(bytes, group.alignment) != 0)
      return false;
    if (bytes > group.alignment) {
      group.alignment = bytes;
      group.anchor = offset;
    }
  }
  group.low = low;
  group.high = high;
  return true;
}

} // namespace

Accesses groupAccesses(std::span<const std::vector<Decoded>> blocks, std::span<const size_t> before,
                       bool misalignedAccess) {
  Accesses result;
  result.accesses.resize(blocks.size());
  std::vector<Growing> groups;
  std::vector<Known> known(blocks.size());
  std::vector<std::vector<uint32_t>> offsets(blocks.size());
  uint32_t roots = kConstantRoot + 1;
  for (size_t b = 0; b < blocks.size(); ++b) {
    Known &here = known[b];
    if (before[b] != kNoBlock)
      here = known[before[b]];
    else
      for (unsigned i = 1; i < here.registers.size(); ++i)
        here.registers[i] = {roots++, 0};
    result.accesses[b].resize(blocks[b].size());
    offsets[b].resize(blocks[b].size());
    for (uint32_t i = 0; i < blocks[b].size(); ++i) {
      const Decoded &instruction = blocks[b][i];
      if (isAccess(instruction.kind)) {
        Value base = here.registers[instruction.rs1];
        uint32_t offset = offsets[b][i] = base.offset + static_cast<uint32_t>(instruction.immediate);
        uint32_t bytes = accessBytes(instruction.kind);
        auto found = std::ranges::find_if(here.groups, [&](size_t index) {
          Growing &group = groups[index];
          return group.root == base.root && take(group, offset, bytes, misalignedAccess, group.block != b);
        });
        if (found == here.groups.end()) {
          here.groups.push_back(groups.size());
          groups.push_back({base.root, offset, 0, bytes, offset, base.offset, misalignedAccess ? 1 : bytes, i, b});
          found = here.groups.end() - 1;
        }
        result.accesses[b][i].group = static_cast<uint32_t>(*found);
      }
      if (!writesRegister(instruction))
        continue;
      Value &to = here.registers[instruction.rd];
      if (instruction.kind == Kind::Constant)
        to = {kConstantRoot, static_cast<uint32_t>(instruction.immediate)};
      else if (instruction.kind == Kind::Addi)
        to = {here.registers[instruction.rs1].root,
              here.registers[instruction.rs1].offset + static_cast<uint32_t>(instruction.immediate)};
      else
        to = {roots++, 0};
    }
  }

  for (const Growing &group : groups) {
    // The low end moves down to where an aligned anchor makes it aligned, too.
    uint32_t low = group.start + static_cast<uint32_t>(group.low);
    uint32_t down = (group.alignment - (group.anchor - low) % group.alignment) % group.alignment;
    low -= down;
    AccessGroup made;
    made.first = group.first;
    made.delta = static_cast<int32_t>(low - group.base);
    made.span = static_cast<uint32_t>(group.high - group.low) + down;
    made.alignment = group.alignment;
    made.constant = group.root == kConstantRoot;
    made.low = low;
    result.groups.push_back(made);
  }
  for (size_t b = 0; b < blocks.size(); ++b)
    for (uint32_t i = 0; i < blocks[b].size(); ++i)
      if (Access &access = result.accesses[b][i]; access.group != Access::kNone) {
        const Growing &group = groups[access.group];
        access.offset = offsets[b][i] - (group.base + static_cast<uint32_t>(result.groups[access.group].delta));
      }
  return result;
}

} // namespace tt::device::native
