// A whole unit: begins with a switch over its entries, and jalr is a switch over its jump targets.
#include "native/compiler/block_translator.h"
#include "native/compiler/translate.h"

namespace tt::device::native {
namespace {

using llvm::Value;

class UnitTranslator final : BlockTranslator {
public:
  UnitTranslator(const Code &code, const Plan &plan, llvm::Module &module)
      : BlockTranslator(code, plan, module), unit(plan) {}

  void run() {
    auto *type = llvm::FunctionType::get(ir.getInt32Ty(), {ir.getPtrTy()}, false);
    auto *made = llvm::Function::Create(type, llvm::Function::ExternalLinkage, kUnitSymbol, module);
    made->setDoesNotThrow();
    made->addFnAttr("no-builtins"); // no loop becomes a call of memset
    made->addParamAttr(0, llvm::Attribute::NoAlias);
    ir.SetInsertPoint(llvm::BasicBlock::Create(context, "entry", made));
    state = made->getArg(0);
    Value *itsMemory = ir.CreateLoad(ir.getPtrTy(), field(offsetof(CoreState, memory)), "memory");
    begin(made, state, itsMemory);
    makeLeave();
    for (uint32_t i = 1; i < kRegisters; ++i)
      if (((used | changed) >> i & 1) != 0)
        writeRegister(i, ir.CreateLoad(ir.getInt32Ty(), registerField(i)));
    setBudget(ir.CreateLoad(ir.getInt64Ty(), field(offsetof(CoreState, budget))));
    Value *pc = ir.CreateLoad(ir.getInt32Ty(), field(offsetof(CoreState, pc)));
    llvm::BasicBlock *noEntry = newBlock("no_entry");
    llvm::SwitchInst *choice = ir.CreateSwitch(pc, noEntry, static_cast<unsigned>(unit.entries.size()));
    for (uint32_t address : unit.entries)
      choice->addCase(ir.getInt32(address), blockAt(address));
    ir.SetInsertPoint(noEntry);
    leaveWith(pc, Leave::Interpret);
    translateBlocks();
  }

private:
  void goOutside(uint32_t address) override { leaveWith(ir.getInt32(address), Leave::GoOn); }

  void jumpTo(Value *target, uint32_t returnPc, uint8_t rd, llvm::BasicBlock *other) override {
    auto addCases = [&](llvm::BasicBlock *otherwise) {
      llvm::SwitchInst *choice = ir.CreateSwitch(target, otherwise, static_cast<unsigned>(unit.jumpTargets.size()));
      for (uint32_t address : unit.jumpTargets)
        choice->addCase(ir.getInt32(address), blockAt(address));
    };
    // The register may only be written where the jump is done here, and is that of the target in few jumps.
    if (rd == kNowhere)
      return addCases(other);
    llvm::BasicBlock *linked = newBlock("linked");
    llvm::SwitchInst *choice = ir.CreateSwitch(target, other, static_cast<unsigned>(unit.jumpTargets.size()));
    for (uint32_t address : unit.jumpTargets)
      choice->addCase(ir.getInt32(address), linked);
    ir.SetInsertPoint(linked);
    writeRegister(rd, ir.getInt32(returnPc));
    llvm::BasicBlock *none = newBlock("none");
    addCases(none);
    ir.SetInsertPoint(none);
    ir.CreateUnreachable();
  }

  /// The function ends in one block that stores the registers.
  void makeLeave() {
    leavePc = ir.CreateAlloca(ir.getInt32Ty(), nullptr, "pc");
    leaveHow = ir.CreateAlloca(ir.getInt32Ty(), nullptr, "how");
    leaveBlock = newBlock("leave");
    llvm::IRBuilderBase::InsertPointGuard guard(ir);
    ir.SetInsertPoint(leaveBlock);
    for (uint32_t i = 1; i < kRegisters; ++i)
      if ((changed >> i & 1) != 0)
        ir.CreateStore(readRegister(i), registerField(i));
    ir.CreateStore(ir.CreateLoad(ir.getInt32Ty(), leavePc), field(offsetof(CoreState, pc)));
    ir.CreateStore(getBudget(), field(offsetof(CoreState, budget)));
    ir.CreateRet(ir.CreateLoad(ir.getInt32Ty(), leaveHow));
  }

  void leaveWith(Value *pc, Leave how) override {
    ir.CreateStore(pc, leavePc);
    ir.CreateStore(ir.getInt32(static_cast<uint32_t>(how)), leaveHow);
    ir.CreateBr(leaveBlock);
  }

  void leaveBeforeLast(Value *pc) override {
    ir.CreateStore(getBudget(), budget);
    leaveWith(pc, Leave::Interpret);
  }

  const Plan &unit;
  llvm::BasicBlock *leaveBlock = nullptr;
  llvm::AllocaInst *leavePc = nullptr, *leaveHow = nullptr;
};

} // namespace

void translateUnit(const Code &code, const Plan &plan, llvm::Module &module) {
  UnitTranslator(code, plan, module).run();
}

} // namespace tt::device::native
