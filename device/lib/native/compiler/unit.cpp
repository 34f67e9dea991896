// A whole unit: begins with a switch over its entries, and jalr is a switch over its jump targets.
#include "native/compiler/block_translator.h"
#include "native/compiler/translate.h"

namespace tt::device::native {
namespace {

using llvm::Value;

class UnitTranslator final : BlockTranslator {
public:
  UnitTranslator(const Code &code, const Plan &plan, llvm::Module &module)
      : BlockTranslator(code, plan.blocks, module), unit(plan) {}

  void run() {
    auto *type = llvm::FunctionType::get(ir.getInt32Ty(), {ir.getPtrTy()}, false);
    auto *made = llvm::Function::Create(type, llvm::Function::ExternalLinkage, kUnitSymbol, module);
    made->setDoesNotThrow();
    made->addFnAttr("no-builtins"); // no loop becomes a call of memset
    made->addParamAttr(0, llvm::Attribute::NoAlias);
    ir.SetInsertPoint(llvm::BasicBlock::Create(context, "entry", made));
    state = made->getArg(0);
    Value *itsMemory = ir.CreateLoad(ir.getPtrTy(), field(offsetof(CoreState, memory)), "memory");
    Value *itsSize = ir.CreateLoad(ir.getInt32Ty(), field(offsetof(CoreState, memorySize)), "memory_size");
    begin(made, state, itsMemory, itsSize);
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

  void jumpTo(Value *target, llvm::BasicBlock *outside) override {
    llvm::SwitchInst *choice = ir.CreateSwitch(target, outside, static_cast<unsigned>(unit.jumpTargets.size()));
    for (uint32_t address : unit.jumpTargets)
      choice->addCase(ir.getInt32(address), blockAt(address));
  }

  void storeRegisters() override {
    for (uint32_t i = 1; i < kRegisters; ++i)
      if ((changed >> i & 1) != 0)
        ir.CreateStore(readRegister(i), registerField(i));
  }

  const Plan &unit;
};

} // namespace

void translateUnit(const Code &code, const Plan &plan, llvm::Module &module) {
  UnitTranslator(code, plan, module).run();
}

} // namespace tt::device::native
