// Follows registers through a block as a root value plus a constant.
#include "native/compiler/memory_groups.h"

#include <algorithm>
#include <array>

namespace tt::device::native {
namespace {

constexpr int64_t kReach = 4096; // largest distance of two accesses of a group, in bytes
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
};

bool isAccess(Kind kind) { return classOf(kind) == KindClass::Load || classOf(kind) == KindClass::Store; }

bool writesRegister(const Decoded &instruction) {
  switch (classOf(instruction.kind)) {
  case KindClass::AluImmediate:
  case KindClass::AluRegister:
  case KindClass::Load:
    return instruction.rd != kNowhere;
  default:
    return false; // jumps end a block
  }
}

/// Takes the access at `offset` into the group, if it is near enough and both can be aligned.
bool take(Growing &group, uint32_t offset, uint32_t bytes, bool misalignedAccess) {
  auto at = static_cast<int64_t>(static_cast<int32_t>(offset - group.start));
  int64_t low = std::min(group.low, at), high = std::max(group.high, at + bytes);
  if (high - low > kReach)
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

BlockAccesses groupAccesses(std::span<const Decoded> block, bool misalignedAccess) {
  std::array<Value, 33> registers;
  uint32_t roots = kConstantRoot + 1;
  for (unsigned i = 1; i < registers.size(); ++i)
    registers[i] = {roots++, 0};

  BlockAccesses result;
  result.accesses.resize(block.size());
  std::vector<Growing> groups;
  std::vector<uint32_t> offsets(block.size());
  for (uint32_t i = 0; i < block.size(); ++i) {
    const Decoded &instruction = block[i];
    if (isAccess(instruction.kind)) {
      Value base = registers[instruction.rs1];
      uint32_t offset = offsets[i] = base.offset + static_cast<uint32_t>(instruction.immediate);
      uint32_t bytes = accessBytes(instruction.kind);
      auto found = std::find_if(groups.begin(), groups.end(), [&](Growing &group) {
        return group.root == base.root && take(group, offset, bytes, misalignedAccess);
      });
      if (found == groups.end()) {
        groups.push_back({base.root, offset, 0, bytes, offset, base.offset, misalignedAccess ? 1 : bytes, i});
        found = groups.end() - 1;
      }
      result.accesses[i].group = static_cast<uint32_t>(found - groups.begin());
    }
    if (!writesRegister(instruction))
      continue;
    Value &to = registers[instruction.rd];
    if (instruction.kind == Kind::Constant)
      to = {kConstantRoot, static_cast<uint32_t>(instruction.immediate)};
    else if (instruction.kind == Kind::Addi)
      to = {registers[instruction.rs1].root,
            registers[instruction.rs1].offset + static_cast<uint32_t>(instruction.immediate)};
    else
      to = {roots++, 0};
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
  for (uint32_t i = 0; i < block.size(); ++i)
    if (Access &access = result.accesses[i]; access.group != Access::kNone) {
      const Growing &group = groups[access.group];
      access.offset = offsets[i] - (group.base + static_cast<uint32_t>(result.groups[access.group].delta));
    }
  return result;
}

} // namespace tt::device::native
