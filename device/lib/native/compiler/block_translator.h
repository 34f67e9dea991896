// Translates blocks of RV32IM code inside of one LLVM function: what whole units and functions of a chain share.
//
// Guest registers are local variables, which SROA makes values of; blocks are blocks. A check that fails leaves through
// a cold block that knows the address and how many instructions of its block were executed: the budget is subtracted
// once a block, at its end.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Module.h>

#include "core/decode.h"
#include "core/native_tier.h"
#include "native/compiler/memory_groups.h"
#include "native/compiler/short_arms.h"
#include "native/compiler_api.h"

namespace tt::device::native {

class BlockTranslator {
protected:
  static constexpr uint32_t kRegisters = 32;

  /// Throws std::invalid_argument where a block lies outside the code.
  BlockTranslator(const Code &code, const Plan &unit, llvm::Module &module);
  virtual ~BlockTranslator() = default;

  /// Makes variables and blocks; the insertion point is in the function's entry block, and stays there. The variables'
  /// first values are to be stored after it.
  void begin(llvm::Function *function, llvm::Value *state, llvm::Value *memory);
  /// Translates all blocks. The insertion point is then anywhere.
  void translateBlocks();

  /// Ends the current block by going on at `address`, which is none of the blocks.
  virtual void goOutside(uint32_t address) = 0;
  /// Ends the current block by going on at `target`, with `returnPc` in the register `rd` then; by `other` if it is not
  /// known here. What is no instruction's address is not known anywhere.
  virtual void jumpTo(llvm::Value *target, uint32_t returnPc, uint8_t rd, llvm::BasicBlock *other) = 0;
  /// Ends the current block by leaving; budget and registers are what they are.
  virtual void leaveWith(llvm::Value *pc, Leave how) = 0;
  /// The same, so that the interpreter executes the instruction at `pc`, which has been counted already.
  virtual void leaveBeforeLast(llvm::Value *pc) = 0;
  /// Registers that may have been changed when a block begins, one bit each. (For changedHere.)
  virtual uint64_t changedBefore(size_t) const { return 0; }

  llvm::Value *field(size_t offset); // of the state
  llvm::Value *registerField(uint32_t index);
  llvm::Value *readRegister(uint32_t index);
  void writeRegister(uint32_t index, llvm::Value *value);
  void setBudget(llvm::Value *instructions);
  llvm::Value *getBudget();
  llvm::BasicBlock *blockAt(uint32_t address);
  llvm::BasicBlock *newBlock(const char *name);
  llvm::MDNode *mostlyFirst();
  llvm::MDNode *mostlySecond();

  const Code &code;
  const std::vector<Block> &plan;
  llvm::Module &module;
  llvm::LLVMContext &context;
  llvm::IRBuilder<> ir;
  llvm::Function *function = nullptr;
  llvm::Value *state = nullptr, *memory = nullptr;
  llvm::AllocaInst *budget = nullptr; // less one: it is used up when it is negative, which the subtraction's flags say

  std::vector<std::vector<Decoded>> decoded; // of each block
  uint64_t used = 0, changed = 0;            // registers, one bit each
  size_t currentIndex = 0;                   // of the current block
  uint64_t changedHere = 0;                  // registers that may have been changed up to the insertion point

private:
  std::vector<size_t> findOnlyWays(const Plan &unit) const;
  void noteRegisters(const Decoded &instruction);
  bool translateInstruction(uint32_t index, const Decoded &instruction);
  llvm::BasicBlock *interpretAt(uint32_t index);
  uint32_t pcAt(uint32_t index) const { return plan[currentIndex].begin + 4 * index; }
  llvm::Value *countInstructions();

  llvm::Value *accessPointer(uint32_t index, const Decoded &instruction);
  llvm::Value *checkGroup(const AccessGroup &group, const Decoded &instruction);
  bool isInsideCode(const AccessGroup &group) const;
  void emitLoad(uint32_t index, const Decoded &instruction);
  void emitStore(uint32_t index, const Decoded &instruction);
  uint32_t accessAlignment(Kind kind) const { return code.misalignedAccess ? 1 : accessBytes(kind); }

  void emitBranch(uint32_t index, const Decoded &instruction);
  void chooseShortArm(llvm::Value *condition, llvm::Value *left, uint32_t taken, uint32_t notTaken);
  bool isPlanned(const ShortArm &arm) const;
  std::map<uint32_t, llvm::Value *> compute(const ShortArm &arm);
  void emitJump(uint32_t index, const Decoded &instruction);
  void emitJumpRegister(uint32_t index, const Decoded &instruction);
  void goTo(uint32_t address, llvm::Value *left, bool testBudget);

  std::array<llvm::AllocaInst *, kRegisters> registers = {};
  std::map<uint32_t, llvm::BasicBlock *> blocks;
  llvm::Value *blockBudget = nullptr; // at the begin of the current block
  Accesses accesses;
  std::vector<llvm::Value *> groupLow; // of each group, once it is checked
};

/// An address as it is part of names.
std::string hexOf(uint32_t value);

} // namespace tt::device::native
