// Blocks, memory accesses and control flow of one function.
#include "native/compiler/block_translator.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <stdexcept>

#include <llvm/IR/Intrinsics.h>
#include <llvm/IR/MDBuilder.h>

#include "native/compiler/arithmetic.h"

namespace tt::device::native {

using llvm::BasicBlock;
using llvm::Value;

static constexpr uint32_t kLikely = 1u << 20; // weight of the way on, against 1 of the way out

std::string hexOf(uint32_t value) {
  std::string text;
  for (int shift = 28; shift >= 0; shift -= 4)
    text += "0123456789abcdef"[value >> shift & 15];
  return text;
}

BlockTranslator::BlockTranslator(const Code &code, const Plan &unit, llvm::Module &module)
    : code(code), plan(unit.blocks), module(module), context(module.getContext()), ir(context) {
  uint64_t end = code.begin + uint64_t{4} * code.words.size();
  for (const Block &block : plan) {
    if (block.begin < code.begin || block.begin % 4 != 0 || block.count == 0 ||
        block.begin + uint64_t{4} * block.count > end)
      throw std::invalid_argument("a block of the plan lies outside the code");
    std::vector<Decoded> &instructions = decoded.emplace_back();
    for (uint32_t i = 0; i < block.count; ++i) {
      uint32_t pc = block.begin + 4 * i;
      instructions.push_back(decode(code.words[(pc - code.begin) / 4], pc));
      noteRegisters(instructions.back());
    }
  }
  accesses = groupAccesses(decoded, findOnlyWays(unit), code.misalignedAccess);
  groupLow.assign(accesses.groups.size(), nullptr);
}

/// For each block, the one before it from which alone it is come to, or kNoBlock.
std::vector<size_t> BlockTranslator::findOnlyWays(const Plan &unit) const {
  std::map<uint32_t, size_t> indexOf;
  for (size_t i = 0; i < plan.size(); ++i)
    indexOf[plan[i].begin] = i;
  std::vector<size_t> from(plan.size(), kNoBlock), ways(plan.size());
  auto come = [&](uint32_t address, size_t block) {
    if (auto found = indexOf.find(address); found != indexOf.end()) {
      from[found->second] = block;
      ++ways[found->second];
    }
  };
  for (const std::vector<uint32_t> *others : {&unit.entries, &unit.jumpTargets})
    for (uint32_t address : *others)
      come(address, kNoBlock);
  for (size_t i = 0; i < plan.size(); ++i) {
    const Decoded &last = decoded[i].back();
    const uint32_t next = plan[i].begin + 4 * plan[i].count;
    const Flow flow = flowOf(last.kind);
    if (flow == Flow::Branch || flow == Flow::Jump)
      come(next - 4 + static_cast<uint32_t>(last.immediate), i);
    if (flow == Flow::Branch || flow == Flow::Next)
      come(next, i);
  }
  for (size_t i = 0; i < plan.size(); ++i)
    if (ways[i] != 1 || (from[i] != kNoBlock && from[i] >= i))
      from[i] = kNoBlock;
  return from;
}

void BlockTranslator::noteRegisters(const Decoded &instruction) {
  uint64_t rd = 1ull << instruction.rd, rs1 = 1ull << instruction.rs1, rs2 = 1ull << instruction.rs2;
  switch (classOf(instruction.kind)) {
  case KindClass::AluImmediate:
  case KindClass::Load:
    used |= rs1;
    changed |= rd;
    break;
  case KindClass::AluRegister:
    used |= rs1 | rs2;
    changed |= rd;
    break;
  case KindClass::Store:
  case KindClass::Branch:
    used |= rs1 | rs2;
    break;
  case KindClass::Jump:
    used |= instruction.kind == Kind::JumpRegister ? rs1 : 0;
    changed |= instruction.kind != Kind::Jump ? rd : 0;
    break;
  case KindClass::Other:
    break;
  }
}

void BlockTranslator::begin(llvm::Function *ofFunction, Value *ofState, Value *itsMemory) {
  function = ofFunction;
  state = ofState;
  memory = itsMemory;
  for (uint32_t i = 1; i < kRegisters; ++i)
    registers[i] = ir.CreateAlloca(ir.getInt32Ty(), nullptr, "x" + std::to_string(i));
  budget = ir.CreateAlloca(ir.getInt64Ty(), nullptr, "budget");
  for (const Block &block : plan)
    blocks[block.begin] = newBlock(("block_" + hexOf(block.begin)).c_str());
}

// --- Small pieces.

Value *BlockTranslator::field(size_t offset) { return ir.CreateConstInBoundsGEP1_64(ir.getInt8Ty(), state, offset); }
Value *BlockTranslator::registerField(uint32_t index) {
  return field(offsetof(CoreState, x) + index * sizeof(uint32_t));
}

Value *BlockTranslator::readRegister(uint32_t index) {
  return index == 0 ? static_cast<Value *>(ir.getInt32(0)) : ir.CreateLoad(ir.getInt32Ty(), registers[index]);
}
void BlockTranslator::writeRegister(uint32_t index, Value *value) {
  if (index == 0 || index == kNowhere)
    return;
  ir.CreateStore(value, registers[index]);
  changedHere |= 1ull << index;
}

void BlockTranslator::setBudget(Value *instructions) {
  ir.CreateStore(ir.CreateSub(instructions, ir.getInt64(1)), budget);
}
Value *BlockTranslator::getBudget() { return ir.CreateAdd(ir.CreateLoad(ir.getInt64Ty(), budget), ir.getInt64(1)); }

BasicBlock *BlockTranslator::blockAt(uint32_t address) {
  auto found = blocks.find(address);
  if (found == blocks.end())
    throw std::invalid_argument("the plan has no block at " + hexOf(address));
  return found->second;
}

BasicBlock *BlockTranslator::newBlock(const char *name) { return BasicBlock::Create(context, name, function); }

llvm::MDNode *BlockTranslator::mostlyFirst() { return llvm::MDBuilder(context).createBranchWeights(kLikely, 1); }
llvm::MDNode *BlockTranslator::mostlySecond() { return llvm::MDBuilder(context).createBranchWeights(1, kLikely); }

/// A block that lets the interpreter execute the instruction at `index` of the current block.
BasicBlock *BlockTranslator::interpretAt(uint32_t index) {
  llvm::IRBuilderBase::InsertPointGuard guard(ir);
  BasicBlock *out = newBlock("interpret");
  ir.SetInsertPoint(out);
  ir.CreateStore(ir.CreateSub(blockBudget, ir.getInt64(index)), budget);
  leaveWith(ir.getInt32(pcAt(index)), Leave::Interpret);
  return out;
}

// --- Blocks.

void BlockTranslator::translateBlocks() {
  for (currentIndex = 0; currentIndex < plan.size(); ++currentIndex) {
    const Block &block = plan[currentIndex];
    ir.SetInsertPoint(blockAt(block.begin));
    changedHere = changedBefore(currentIndex);
    blockBudget = ir.CreateLoad(ir.getInt64Ty(), budget);
    bool ended = false;
    for (uint32_t i = 0; i < block.count; ++i) {
      if (ended)
        throw std::invalid_argument("an instruction inside a block of the plan ends it");
      ended = translateInstruction(i, decoded[currentIndex][i]);
    }
    if (!ended)
      goTo(block.begin + 4 * block.count, countInstructions(), false);
  }
}

/// Subtracts the whole block from the budget; gives what is left, less one.
Value *BlockTranslator::countInstructions() {
  Value *left = ir.CreateSub(blockBudget, ir.getInt64(plan[currentIndex].count));
  ir.CreateStore(left, budget);
  return left;
}

/// True if it ended the block.
bool BlockTranslator::translateInstruction(uint32_t index, const Decoded &instruction) {
  switch (classOf(instruction.kind)) {
  case KindClass::AluImmediate:
    writeRegister(instruction.rd,
                  emitArithmetic(ir, instruction.kind,
                                 instruction.kind == Kind::Constant ? nullptr : readRegister(instruction.rs1),
                                 ir.getInt32(static_cast<uint32_t>(instruction.immediate))));
    return false;
  case KindClass::AluRegister:
    writeRegister(instruction.rd,
                  emitArithmetic(ir, instruction.kind, readRegister(instruction.rs1), readRegister(instruction.rs2)));
    return false;
  case KindClass::Load:
    emitLoad(index, instruction);
    return false;
  case KindClass::Store:
    emitStore(index, instruction);
    return false;
  case KindClass::Branch:
    emitBranch(index, instruction);
    return true;
  case KindClass::Jump:
    if (instruction.kind == Kind::JumpRegister)
      emitJumpRegister(index, instruction);
    else
      emitJump(index, instruction);
    return true;
  case KindClass::Other:
    break;
  }
  if (instruction.kind == Kind::Nothing)
    return false;
  if (instruction.kind == Kind::Fence) {
    ir.CreateFence(llvm::AtomicOrdering::SequentiallyConsistent);
    return false;
  }
  ir.CreateBr(interpretAt(index));
  return true;
}

// --- Memory.

/// Address of the access, after the check of its group.
Value *BlockTranslator::accessPointer(uint32_t index, const Decoded &instruction) {
  const Access &access = accesses.accesses[currentIndex][index];
  const AccessGroup &group = accesses.groups[access.group];
  if (groupLow[access.group] == nullptr)
    groupLow[access.group] = checkGroup(group, instruction);
  Value *low = ir.CreateGEP(ir.getInt8Ty(), memory, groupLow[access.group]);
  return ir.CreateConstGEP1_64(ir.getInt8Ty(), low, access.offset);
}

/// The low end of the group's range, as i64. One comparison finds both an address outside the memory and a misaligned
/// one: rotated to the right, the bits that must be 0 become the highest. It is done with 64 bits, so that the host
/// extends the address once, before the comparison; the load does not wait for the rotation.
Value *BlockTranslator::checkGroup(const AccessGroup &group, const Decoded &instruction) {
  if (group.constant && isInsideCode(group))
    return ir.getInt64(group.low);
  unsigned shift = group.alignment == 4 ? 2 : group.alignment == 2 ? 1 : 0;
  Value *low = ir.CreateAdd(readRegister(instruction.rs1), ir.getInt32(static_cast<uint32_t>(group.delta)));
  low = ir.CreateZExt(low, ir.getInt64Ty());
  Value *unit = low;
  if (shift != 0)
    unit = ir.CreateIntrinsic(llvm::Intrinsic::fshr, {ir.getInt64Ty()}, {low, low, ir.getInt64(shift)});
  uint32_t units = (group.span + group.alignment - 1) >> shift, all = code.memorySize >> shift;
  BasicBlock *inside = newBlock("inside");
  ir.CreateCondBr(ir.CreateICmpULT(unit, ir.getInt64(all < units ? 0 : all - units + 1)), inside,
                  interpretAt(group.first), mostlyFirst());
  ir.SetInsertPoint(inside);
  return low;
}

/// The memory of every core with this code reaches at least to the code's end.
bool BlockTranslator::isInsideCode(const AccessGroup &group) const {
  return group.low % group.alignment == 0 &&
         uint64_t{group.low} + group.span <= code.begin + uint64_t{4} * code.words.size();
}

void BlockTranslator::emitLoad(uint32_t index, const Decoded &instruction) {
  Value *pointer = accessPointer(index, instruction);
  llvm::Type *type = ir.getIntNTy(8 * accessBytes(instruction.kind));
  Value *loaded = ir.CreateAlignedLoad(type, pointer, llvm::Align(accessAlignment(instruction.kind)));
  bool isSigned = instruction.kind == Kind::Lb || instruction.kind == Kind::Lh;
  writeRegister(instruction.rd,
                isSigned ? ir.CreateSExt(loaded, ir.getInt32Ty()) : ir.CreateZExt(loaded, ir.getInt32Ty()));
}

void BlockTranslator::emitStore(uint32_t index, const Decoded &instruction) {
  Value *pointer = accessPointer(index, instruction);
  Value *value = ir.CreateTrunc(readRegister(instruction.rs2), ir.getIntNTy(8 * accessBytes(instruction.kind)));
  ir.CreateAlignedStore(value, pointer, llvm::Align(accessAlignment(instruction.kind)));
}

// --- Control.

void BlockTranslator::emitBranch(uint32_t index, const Decoded &instruction) {
  Value *left = countInstructions();
  Value *condition = emitCondition(ir, instruction.kind, readRegister(instruction.rs1), readRegister(instruction.rs2));
  uint32_t target = pcAt(index) + static_cast<uint32_t>(instruction.immediate);
  if (target % 4 == 0)
    chooseShortArm(condition, left, target, pcAt(index + 1));
  BasicBlock *taken = newBlock("taken"), *notTaken = newBlock("not_taken");
  ir.CreateCondBr(condition, taken, notTaken);
  ir.SetInsertPoint(taken);
  if (target % 4 != 0)
    ir.CreateBr(interpretAt(index));
  else
    goTo(target, left, instruction.immediate <= 0);
  ir.SetInsertPoint(notTaken);
  goTo(pcAt(index + 1), left, false);
}

/// Where both ways of a branch meet soon: computes both and goes on there, unless the budget could be used up on the
/// way. Then, and where they do not meet, what follows branches; the insertion point is there.
void BlockTranslator::chooseShortArm(Value *condition, Value *left, uint32_t taken, uint32_t notTaken) {
  std::optional<ShortArms> arms = findShortArms(CodeWords(code.begin, code.words), taken, notTaken);
  if (!arms)
    return;
  auto meet = blocks.find(arms->meet);
  if (meet == blocks.end() || !isPlanned(arms->taken) || !isPlanned(arms->notTaken))
    return;
  BasicBlock *choose = newBlock("choose"), *branch = newBlock("branch");
  uint32_t most = std::max(arms->taken.instructions, arms->notTaken.instructions);
  Value *atLeast = ir.CreateSub(left, ir.getInt64(most));
  ir.CreateCondBr(ir.CreateICmpSGE(atLeast, ir.getInt64(0)), choose, branch, mostlyFirst());

  ir.SetInsertPoint(choose);
  std::map<uint32_t, Value *> ofTaken = compute(arms->taken), ofNotTaken = compute(arms->notTaken);
  std::map<uint32_t, Value *> chosen;
  for (const auto &values : {ofTaken, ofNotTaken})
    for (const auto &[index, value] : values)
      if (!chosen.contains(index)) {
        auto valueIn = [&, changed = index](const std::map<uint32_t, Value *> &arm) {
          auto found = arm.find(changed);
          return found != arm.end() ? found->second : readRegister(changed);
        };
        chosen[index] = ir.CreateSelect(condition, valueIn(ofTaken), valueIn(ofNotTaken));
      }
  for (const auto &[index, value] : chosen)
    writeRegister(index, value);
  Value *executed =
      ir.CreateSelect(condition, ir.getInt64(arms->taken.instructions), ir.getInt64(arms->notTaken.instructions));
  ir.CreateStore(ir.CreateSub(left, executed), budget);
  ir.CreateBr(meet->second);
  ir.SetInsertPoint(branch);
}

/// Whether all of it is in the plan's blocks, so that what it uses and changes is known.
bool BlockTranslator::isPlanned(const ShortArm &arm) const {
  return std::ranges::all_of(arm.addresses, [&](uint32_t address) {
    auto next = std::ranges::upper_bound(plan, address, {}, &Block::begin);
    return next != plan.begin() && address < std::prev(next)->begin + 4 * std::prev(next)->count;
  });
}

/// The registers that an arm changes, with their values behind it.
std::map<uint32_t, Value *> BlockTranslator::compute(const ShortArm &arm) {
  std::map<uint32_t, Value *> values;
  auto read = [&](uint32_t index) {
    auto found = values.find(index);
    return found != values.end() ? found->second : readRegister(index);
  };
  for (const Decoded &instruction : arm.computations) {
    bool immediate = classOf(instruction.kind) == KindClass::AluImmediate;
    Value *a = instruction.kind == Kind::Constant ? nullptr : read(instruction.rs1);
    Value *b = immediate ? ir.getInt32(static_cast<uint32_t>(instruction.immediate)) : read(instruction.rs2);
    values[instruction.rd] = emitArithmetic(ir, instruction.kind, a, b);
  }
  return values;
}

void BlockTranslator::emitJump(uint32_t index, const Decoded &instruction) {
  uint32_t target = pcAt(index) + static_cast<uint32_t>(instruction.immediate);
  if (target % 4 != 0) {
    ir.CreateBr(interpretAt(index));
    return;
  }
  if (instruction.kind == Kind::JumpAndLink)
    writeRegister(instruction.rd, ir.getInt32(pcAt(index + 1)));
  goTo(target, countInstructions(), true);
}

void BlockTranslator::emitJumpRegister(uint32_t index, const Decoded &instruction) {
  Value *target =
      ir.CreateAdd(readRegister(instruction.rs1), ir.getInt32(static_cast<uint32_t>(instruction.immediate)));
  Value *left = countInstructions();
  // Out of here, out of budget, to what is no instruction's address: the interpreter jumps.
  BasicBlock *other = newBlock("other"), *goOn = newBlock("go_on");
  {
    llvm::IRBuilderBase::InsertPointGuard guard(ir);
    ir.SetInsertPoint(other);
    leaveBeforeLast(ir.getInt32(pcAt(index)));
  }
  ir.CreateCondBr(ir.CreateICmpSGE(left, ir.getInt64(0)), goOn, other, mostlyFirst());
  ir.SetInsertPoint(goOn);
  jumpTo(target, pcAt(index + 1), instruction.rd, other);
}

/// Ends the current block by going to `address`; `left` is the budget, less one.
void BlockTranslator::goTo(uint32_t address, Value *left, bool testBudget) {
  if (testBudget) {
    BasicBlock *out = newBlock("used_up"), *goOn = newBlock("go_on");
    ir.CreateCondBr(ir.CreateICmpSLT(left, ir.getInt64(0)), out, goOn, mostlySecond());
    ir.SetInsertPoint(out);
    leaveWith(ir.getInt32(address), Leave::Budget);
    ir.SetInsertPoint(goOn);
  }
  if (auto found = blocks.find(address); found != blocks.end())
    ir.CreateBr(found->second);
  else
    goOutside(address);
}

} // namespace tt::device::native
