// Translation of a unit: guest registers are local variables, which SROA makes values of; blocks are blocks.
//
// The function begins with a switch over the entries and ends in one block that stores all registers that the unit
// changes. A check that fails goes there through a cold block that knows the address and how many instructions of its
// block were executed: the budget is subtracted once a block, at its end.
#include "native/compiler/translator.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <stdexcept>
#include <string>

#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Intrinsics.h>
#include <llvm/IR/MDBuilder.h>

#include "core/decode.h"
#include "core/native_tier.h"
#include "native/compiler/arithmetic.h"
#include "native/compiler/memory_groups.h"

namespace tt::device::native {
namespace {

using llvm::AllocaInst;
using llvm::BasicBlock;
using llvm::Value;

constexpr uint32_t kRegisters = 32;
constexpr uint32_t kLikely = 1u << 20; // weight of the way on, against 1 of the way out

class Translator {
public:
  Translator(const CompileRequest &request, llvm::Module &module)
      : request(request), plan(*request.plan), module(module), context(module.getContext()), ir(context) {}

  void run() {
    decodeBlocks();
    makeFunction();
    for (size_t i = 0; i < plan.blocks.size(); ++i)
      translateBlock(plan.blocks[i], decoded[i]);
    finishEntry();
  }

private:
  void decodeBlocks() {
    uint64_t end = request.begin + uint64_t{4} * request.words.size();
    for (const Block &block : plan.blocks) {
      if (block.begin < request.begin || block.begin % 4 != 0 || block.count == 0 ||
          block.begin + uint64_t{4} * block.count > end)
        throw std::invalid_argument("a block of the plan lies outside the code");
      std::vector<Decoded> &instructions = decoded.emplace_back();
      for (uint32_t i = 0; i < block.count; ++i) {
        uint32_t pc = block.begin + 4 * i;
        instructions.push_back(decode(request.words[(pc - request.begin) / 4], pc));
        noteRegisters(instructions.back());
      }
    }
  }

  void noteRegisters(const Decoded &instruction) {
    switch (classOf(instruction.kind)) {
    case KindClass::AluImmediate:
    case KindClass::Load:
      used |= 1ull << instruction.rs1;
      changed |= 1ull << instruction.rd;
      break;
    case KindClass::AluRegister:
      used |= 1ull << instruction.rs1 | 1ull << instruction.rs2;
      changed |= 1ull << instruction.rd;
      break;
    case KindClass::Store:
    case KindClass::Branch:
      used |= 1ull << instruction.rs1 | 1ull << instruction.rs2;
      break;
    case KindClass::Jump:
      used |= instruction.kind == Kind::JumpRegister ? 1ull << instruction.rs1 : 0;
      changed |= instruction.kind != Kind::Jump ? 1ull << instruction.rd : 0;
      break;
    case KindClass::Other:
      break;
    }
  }

  // --- The function's begin and end.

  void makeFunction() {
    auto *type = llvm::FunctionType::get(ir.getInt32Ty(), {ir.getPtrTy()}, false);
    function = llvm::Function::Create(type, llvm::Function::ExternalLinkage, kUnitSymbol, module);
    function->setDoesNotThrow();
    function->addFnAttr("no-builtins"); // no loop becomes a call of memset
    state = function->getArg(0);
    state->setName("state");
    function->addParamAttr(0, llvm::Attribute::NoAlias);

    BasicBlock *entry = BasicBlock::Create(context, "entry", function);
    ir.SetInsertPoint(entry);
    for (uint32_t i = 1; i < kRegisters; ++i)
      if (((used | changed) >> i & 1) != 0)
        registers[i] = ir.CreateAlloca(ir.getInt32Ty(), nullptr, "x" + std::to_string(i));
    budget = ir.CreateAlloca(ir.getInt64Ty(), nullptr, "budget");
    leavePc = ir.CreateAlloca(ir.getInt32Ty(), nullptr, "pc");
    leaveHow = ir.CreateAlloca(ir.getInt32Ty(), nullptr, "how");
    for (uint32_t i = 1; i < kRegisters; ++i)
      if (registers[i] != nullptr)
        ir.CreateStore(ir.CreateLoad(ir.getInt32Ty(), registerField(i)), registers[i]);
    ir.CreateStore(ir.CreateSub(ir.CreateLoad(ir.getInt64Ty(), field(offsetof(CoreState, budget))), ir.getInt64(1)),
                   budget);
    memory = ir.CreateLoad(ir.getPtrTy(), field(offsetof(CoreState, memory)), "memory");
    memorySize = ir.CreateLoad(ir.getInt32Ty(), field(offsetof(CoreState, memorySize)), "memory_size");
    entryBlock = entry;

    for (const Block &block : plan.blocks)
      blocks[block.begin] = BasicBlock::Create(context, "at_" + hex(block.begin), function);
    leaveBlock = BasicBlock::Create(context, "leave", function);
    ir.SetInsertPoint(leaveBlock);
    for (uint32_t i = 1; i < kRegisters; ++i)
      if ((changed >> i & 1) != 0)
        ir.CreateStore(readRegister(i), registerField(i));
    ir.CreateStore(ir.CreateLoad(ir.getInt32Ty(), leavePc), field(offsetof(CoreState, pc)));
    ir.CreateStore(ir.CreateAdd(ir.CreateLoad(ir.getInt64Ty(), budget), ir.getInt64(1)),
                   field(offsetof(CoreState, budget)));
    ir.CreateRet(ir.CreateLoad(ir.getInt32Ty(), leaveHow));
  }

  /// Last, since limits of memory checks were added to the entry block meanwhile.
  void finishEntry() {
    BasicBlock *foreign = BasicBlock::Create(context, "no_entry", function);
    ir.SetInsertPoint(foreign);
    Value *pc = ir.CreateLoad(ir.getInt32Ty(), field(offsetof(CoreState, pc)));
    leaveWith(pc, Leave::Interpret);
    ir.SetInsertPoint(entryBlock);
    Value *begin = ir.CreateLoad(ir.getInt32Ty(), field(offsetof(CoreState, pc)));
    llvm::SwitchInst *choice = ir.CreateSwitch(begin, foreign, static_cast<unsigned>(plan.entries.size()));
    for (uint32_t address : plan.entries)
      choice->addCase(ir.getInt32(address), blockAt(address));
  }

  // --- Small pieces.

  static std::string hex(uint32_t value) {
    std::string text;
    for (int shift = 28; shift >= 0; shift -= 4)
      text += "0123456789abcdef"[value >> shift & 15];
    return text;
  }

  Value *field(size_t offset) { return ir.CreateConstInBoundsGEP1_64(ir.getInt8Ty(), state, offset); }
  Value *registerField(uint32_t index) { return field(offsetof(CoreState, x) + index * sizeof(uint32_t)); }

  Value *readRegister(uint32_t index) {
    return index == 0 ? static_cast<Value *>(ir.getInt32(0)) : ir.CreateLoad(ir.getInt32Ty(), registers[index]);
  }
  void writeRegister(uint32_t index, Value *value) {
    if (index != 0 && index != kNowhere)
      ir.CreateStore(value, registers[index]);
  }

  BasicBlock *blockAt(uint32_t address) {
    auto found = blocks.find(address);
    if (found == blocks.end())
      throw std::invalid_argument("the plan has no block at " + hex(address));
    return found->second;
  }

  BasicBlock *newBlock(const char *name) { return BasicBlock::Create(context, name, function); }

  llvm::MDNode *mostlyFirst() { return llvm::MDBuilder(context).createBranchWeights(kLikely, 1); }
  llvm::MDNode *mostlySecond() { return llvm::MDBuilder(context).createBranchWeights(1, kLikely); }

  /// Ends the current block by leaving; budget and registers are what they are.
  void leaveWith(Value *pc, Leave how) {
    ir.CreateStore(pc, leavePc);
    ir.CreateStore(ir.getInt32(static_cast<uint32_t>(how)), leaveHow);
    ir.CreateBr(leaveBlock);
  }

  /// A block that lets the interpreter execute the instruction at `index` of the current block.
  BasicBlock *interpretAt(uint32_t index) {
    llvm::IRBuilderBase::InsertPointGuard guard(ir);
    BasicBlock *out = newBlock("interpret");
    ir.SetInsertPoint(out);
    ir.CreateStore(ir.CreateSub(blockBudget, ir.getInt64(index)), budget);
    leaveWith(ir.getInt32(pcAt(index)), Leave::Interpret);
    return out;
  }

  uint32_t pcAt(uint32_t index) const { return current->begin + 4 * index; }

  // --- Blocks.

  void translateBlock(const Block &block, const std::vector<Decoded> &instructions) {
    current = &block;
    ir.SetInsertPoint(blockAt(block.begin));
    blockBudget = ir.CreateLoad(ir.getInt64Ty(), budget);
    accesses = groupAccesses(instructions, request.misalignedAccess);
    groupLow.assign(accesses.groups.size(), nullptr);
    for (uint32_t i = 0; i < block.count; ++i)
      if (translateInstruction(i, instructions[i])) {
        if (i + 1 != block.count)
          throw std::invalid_argument("an instruction inside a block of the plan ends it");
        return;
      }
    countInstructions();
    goTo(block.begin + 4 * block.count, blockBudget, false);
  }

  /// Subtracts the whole block from the budget; gives what is left.
  Value *countInstructions() {
    Value *left = ir.CreateSub(blockBudget, ir.getInt64(current->count));
    ir.CreateStore(left, budget);
    return left;
  }

  /// True if it ended the block.
  bool translateInstruction(uint32_t index, const Decoded &instruction) {
    switch (classOf(instruction.kind)) {
    case KindClass::AluImmediate:
      writeRegister(instruction.rd,
                    emitArithmetic(ir, instruction.kind,
                                   instruction.kind == Kind::Constant ? nullptr : readRegister(instruction.rs1),
                                   ir.getInt32(static_cast<uint32_t>(instruction.immediate))));
      return false;
    case KindClass::AluRegister:
      writeRegister(instruction.rd, emitArithmetic(ir, instruction.kind, readRegister(instruction.rs1),
                                                   readRegister(instruction.rs2)));
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
  Value *accessPointer(uint32_t index, const Decoded &instruction) {
    const Access &access = accesses.accesses[index];
    const AccessGroup &group = accesses.groups[access.group];
    if (groupLow[access.group] == nullptr)
      groupLow[access.group] = checkGroup(group, instruction);
    Value *low = ir.CreateGEP(ir.getInt8Ty(), memory, groupLow[access.group]);
    return ir.CreateConstGEP1_64(ir.getInt8Ty(), low, access.offset);
  }

  /// The low end of the group's range, as i64. One comparison finds both an address outside the memory and a misaligned
  /// one: rotated to the right, the bits that must be 0 become the highest. It is done with 64 bits, so that the host
  /// extends the address once, before the comparison; the load does not wait for the rotation.
  Value *checkGroup(const AccessGroup &group, const Decoded &instruction) {
    if (group.constant && isInsideCode(group))
      return ir.getInt64(group.low);
    unsigned shift = group.alignment == 4 ? 2 : group.alignment == 2 ? 1 : 0;
    Value *low = ir.CreateAdd(readRegister(instruction.rs1), ir.getInt32(static_cast<uint32_t>(group.delta)));
    low = ir.CreateZExt(low, ir.getInt64Ty());
    Value *unit = low;
    if (shift != 0)
      unit = ir.CreateIntrinsic(llvm::Intrinsic::fshr, {ir.getInt64Ty()}, {low, low, ir.getInt64(shift)});
    BasicBlock *inside = newBlock("inside");
    ir.CreateCondBr(ir.CreateICmpULT(unit, limitOf(group.span, shift)), inside, interpretAt(group.first), mostlyFirst());
    ir.SetInsertPoint(inside);
    return low;
  }

  /// The memory of every core with this code reaches at least to the code's end.
  bool isInsideCode(const AccessGroup &group) const {
    return group.low % group.alignment == 0 &&
           uint64_t{group.low} + group.span <= request.begin + uint64_t{4} * request.words.size();
  }

  /// The number of places where a range of `span` bytes fits into the memory, in units of 1 << shift bytes.
  Value *limitOf(uint32_t span, unsigned shift) {
    Value *&limit = limits[{span, shift}];
    if (limit == nullptr) {
      llvm::IRBuilderBase::InsertPointGuard guard(ir);
      ir.SetInsertPoint(entryBlock);
      Value *size = ir.CreateAdd(ir.CreateZExt(memorySize, ir.getInt64Ty()), ir.getInt64(1u << shift));
      limit = ir.CreateLShr(ir.CreateBinaryIntrinsic(llvm::Intrinsic::usub_sat, size, ir.getInt64(span)), shift);
    }
    return limit;
  }

  void emitLoad(uint32_t index, const Decoded &instruction) {
    Value *pointer = accessPointer(index, instruction);
    llvm::Type *type = ir.getIntNTy(8 * accessBytes(instruction.kind));
    Value *loaded = ir.CreateAlignedLoad(type, pointer, llvm::Align(accessAlignment(instruction.kind)));
    bool isSigned = instruction.kind == Kind::Lb || instruction.kind == Kind::Lh;
    writeRegister(instruction.rd, isSigned ? ir.CreateSExt(loaded, ir.getInt32Ty()) : ir.CreateZExt(loaded, ir.getInt32Ty()));
  }

  void emitStore(uint32_t index, const Decoded &instruction) {
    Value *pointer = accessPointer(index, instruction);
    Value *value = ir.CreateTrunc(readRegister(instruction.rs2), ir.getIntNTy(8 * accessBytes(instruction.kind)));
    ir.CreateAlignedStore(value, pointer, llvm::Align(accessAlignment(instruction.kind)));
  }

  uint32_t accessAlignment(Kind kind) const { return request.misalignedAccess ? 1 : accessBytes(kind); }

  // --- Control.

  void emitBranch(uint32_t index, const Decoded &instruction) {
    Value *left = countInstructions();
    Value *condition =
        emitCondition(ir, instruction.kind, readRegister(instruction.rs1), readRegister(instruction.rs2));
    uint32_t target = pcAt(index) + static_cast<uint32_t>(instruction.immediate);
    bool backward = instruction.immediate <= 0;
    BasicBlock *taken = newBlock("taken"), *notTaken = newBlock("not_taken");
    ir.CreateCondBr(condition, taken, notTaken);
    ir.SetInsertPoint(taken);
    if (target % 4 != 0)
      ir.CreateBr(interpretAt(index));
    else
      goTo(target, left, backward);
    ir.SetInsertPoint(notTaken);
    goTo(pcAt(index + 1), left, false);
  }

  void emitJump(uint32_t index, const Decoded &instruction) {
    uint32_t target = pcAt(index) + static_cast<uint32_t>(instruction.immediate);
    if (target % 4 != 0) {
      ir.CreateBr(interpretAt(index));
      return;
    }
    if (instruction.kind == Kind::JumpAndLink)
      writeRegister(instruction.rd, ir.getInt32(pcAt(index + 1)));
    goTo(target, countInstructions(), true);
  }

  void emitJumpRegister(uint32_t index, const Decoded &instruction) {
    Value *target =
        ir.CreateAdd(readRegister(instruction.rs1), ir.getInt32(static_cast<uint32_t>(instruction.immediate)));
    target = ir.CreateAnd(target, ir.getInt32(~1u));
    Value *before = instruction.rd != kNowhere ? readRegister(instruction.rd) : nullptr;
    writeRegister(instruction.rd, ir.getInt32(pcAt(index + 1)));
    Value *left = countInstructions();

    // Out of the unit, or out of budget. A target that is no instruction's is the interpreter's: nothing is done yet.
    auto leaveFor = [&](Leave how) {
      BasicBlock *out = newBlock("out"), *aligned = newBlock("aligned"), *misaligned = newBlock("misaligned");
      ir.SetInsertPoint(out);
      ir.CreateCondBr(ir.CreateICmpEQ(ir.CreateAnd(target, ir.getInt32(2)), ir.getInt32(0)), aligned, misaligned,
                      mostlyFirst());
      ir.SetInsertPoint(misaligned);
      if (before != nullptr)
        writeRegister(instruction.rd, before);
      ir.CreateBr(interpretAt(index));
      ir.SetInsertPoint(aligned);
      leaveWith(target, how);
      return out;
    };
    BasicBlock *goOn = newBlock("go_on");
    BasicBlock *here = ir.GetInsertBlock();
    BasicBlock *usedUp = leaveFor(Leave::Budget);
    BasicBlock *outside = leaveFor(Leave::GoOn);
    ir.SetInsertPoint(here);
    ir.CreateCondBr(ir.CreateICmpSGE(left, ir.getInt64(0)), goOn, usedUp, mostlyFirst());
    ir.SetInsertPoint(goOn);
    llvm::SwitchInst *choice = ir.CreateSwitch(target, outside, static_cast<unsigned>(plan.jumpTargets.size()));
    for (uint32_t address : plan.jumpTargets)
      choice->addCase(ir.getInt32(address), blockAt(address));
  }

  /// Ends the current block by going to `address`, in the unit or out of it.
  void goTo(uint32_t address, Value *left, bool testBudget) {
    auto found = blocks.find(address);
    BasicBlock *to = found != blocks.end() ? found->second : nullptr;
    if (to == nullptr) {
      llvm::IRBuilderBase::InsertPointGuard guard(ir);
      to = newBlock("outside");
      ir.SetInsertPoint(to);
      leaveWith(ir.getInt32(address), Leave::GoOn);
    }
    if (!testBudget) {
      ir.CreateBr(to);
      return;
    }
    BasicBlock *out = newBlock("used_up");
    ir.CreateCondBr(ir.CreateICmpSLT(left, ir.getInt64(0)), out, to, mostlySecond());
    ir.SetInsertPoint(out);
    leaveWith(ir.getInt32(address), Leave::Budget);
  }

  const CompileRequest &request;
  const Plan &plan;
  llvm::Module &module;
  llvm::LLVMContext &context;
  llvm::IRBuilder<> ir;

  std::vector<std::vector<Decoded>> decoded; // of each block
  uint64_t used = 0, changed = 0;            // registers, one bit each

  llvm::Function *function = nullptr;
  llvm::Argument *state = nullptr;
  BasicBlock *entryBlock = nullptr, *leaveBlock = nullptr;
  std::array<AllocaInst *, kRegisters> registers = {};
  AllocaInst *budget = nullptr; // less one: it is used up when it is negative, which the subtraction's flags say
  AllocaInst *leavePc = nullptr, *leaveHow = nullptr;
  Value *memory = nullptr, *memorySize = nullptr;
  std::map<uint32_t, BasicBlock *> blocks;
  std::map<std::pair<uint32_t, unsigned>, Value *> limits;

  const Block *current = nullptr;
  Value *blockBudget = nullptr; // at the begin of the current block
  BlockAccesses accesses;
  std::vector<Value *> groupLow; // of each group of the current block, once it is checked
};

} // namespace

void translate(const CompileRequest &request, llvm::Module &module) { Translator(request, module).run(); }

} // namespace tt::device::native
