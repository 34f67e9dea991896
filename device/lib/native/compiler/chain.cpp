// The functions of a chain: arguments in host registers, and a tail call to whichever comes next.
//
// The calling convention preserve_none passes eleven arguments in registers and saves none. One of them is the budget,
// less one as functions keep it, and one the address gone to, for the case that it has no function. Six are guest
// registers; the others are loaded from the state where a function uses them and stored where one that it may have
// changed is handed on.
#include <llvm/IR/Intrinsics.h>

#include "native/compiler/block_translator.h"
#include "native/compiler/translate.h"

namespace tt::device::native {
namespace {

using llvm::Value;

constexpr unsigned kState = 0, kMemory = 1, kBudget = 2, kTable = 3, kFirstPinned = 4, kTarget = kFirstPinned + kPinned;

llvm::FunctionType *chainType(llvm::IRBuilder<> &ir) {
  std::vector<llvm::Type *> arguments = {ir.getPtrTy(), ir.getPtrTy(), ir.getInt64Ty(), ir.getPtrTy()};
  arguments.insert(arguments.end(), kPinned + 1, ir.getInt32Ty());
  return llvm::FunctionType::get(ir.getInt32Ty(), arguments, false);
}

llvm::Function *declareChainFunction(llvm::Module &module, llvm::IRBuilder<> &ir, const std::string &name) {
  if (llvm::Function *known = module.getFunction(name))
    return known;
  auto *made = llvm::Function::Create(chainType(ir), llvm::Function::ExternalLinkage, name, module);
  made->setDSOLocal(true);
  made->setCallingConv(llvm::CallingConv::PreserveNone);
  made->setDoesNotThrow();
  made->addFnAttr("no-builtins");
  made->addParamAttr(kState, llvm::Attribute::NoAlias);
  return made;
}

/// The functions that leave the chain, with the pinned registers that whoever leaves hands over: a cold way out costs
/// little then, in code and in the time to make it.
constexpr char kLeaveBeforeLast[] = "leave_before_last";
std::string leaveSymbol(Leave how) { return "leave_" + std::to_string(static_cast<uint32_t>(how)); }

/// The place of an address in the table if it is that of a word of the code, else a number that is too large; as i64.
Value *wordIndex(llvm::IRBuilder<> &ir, const Code &code, Value *address) {
  Value *offset = ir.CreateZExt(ir.CreateSub(address, ir.getInt32(code.begin)), ir.getInt64Ty());
  return ir.CreateIntrinsic(llvm::Intrinsic::fshr, {ir.getInt64Ty()}, {offset, offset, ir.getInt64(2)});
}

Value *tableEntry(llvm::IRBuilder<> &ir, Value *table, Value *index) {
  Value *place = ir.CreateGEP(ir.getPtrTy(), table, index);
  llvm::LoadInst *entry = ir.CreateLoad(ir.getPtrTy(), place);
  entry->setAtomic(llvm::AtomicOrdering::Monotonic); // it is filled in while code runs
  entry->setAlignment(llvm::Align(8));
  return entry;
}

class ChainTranslator final : BlockTranslator {
public:
  ChainTranslator(const Code &code, const Plan &plan, const Pinned &pinned, llvm::Module &module)
      : BlockTranslator(code, plan, module), entry(plan.entries.at(0)), pinned(pinned) {
    for (uint8_t index : pinned)
      pinnedMask |= 1ull << index;
    findChanged();
  }

  void run() {
    llvm::Function *made = declareChainFunction(module, ir, chainSymbol(entry));
    ir.SetInsertPoint(llvm::BasicBlock::Create(context, "entry", made));
    state = made->getArg(kState);
    table = made->getArg(kTable);
    begin(made, state, made->getArg(kMemory));
    for (uint32_t i = 1; i < kRegisters; ++i)
      if ((((used | changed) & ~pinnedMask) >> i & 1) != 0)
        writeRegister(i, ir.CreateLoad(ir.getInt32Ty(), registerField(i)));
    for (unsigned i = 0; i < kPinned; ++i)
      writeRegister(pinned[i], made->getArg(kFirstPinned + i));
    ir.CreateStore(made->getArg(kBudget), budget);
    ir.CreateBr(blockAt(entry));
    translateBlocks();
  }

private:
  /// For each block, the registers that may have been changed since the function was entered, up to the block's begin.
  void findChanged() {
    changedAt.assign(plan.size(), 0);
    std::map<uint32_t, size_t> indexOf;
    for (size_t i = 0; i < plan.size(); ++i)
      indexOf[plan[i].begin] = i;
    for (bool again = true; again;) {
      again = false;
      for (size_t i = 0; i < plan.size(); ++i) {
        uint64_t out = changedAt[i];
        for (const Decoded &instruction : decoded[i])
          out |= writtenBy(instruction);
        uint32_t next = plan[i].begin + 4 * plan[i].count;
        const Decoded &last = decoded[i].back();
        for (uint32_t successor : {next, next - 4 + static_cast<uint32_t>(last.immediate)})
          if (auto found = indexOf.find(successor); found != indexOf.end()) // more than there are, at worst
            if ((out & ~changedAt[found->second]) != 0) {
              changedAt[found->second] |= out;
              again = true;
            }
      }
    }
  }

  static uint64_t writtenBy(const Decoded &instruction) {
    switch (classOf(instruction.kind)) {
    case KindClass::AluImmediate:
    case KindClass::AluRegister:
    case KindClass::Load:
      return 1ull << instruction.rd;
    case KindClass::Jump:
      return instruction.kind != Kind::Jump ? 1ull << instruction.rd : 0;
    default:
      return 0;
    }
  }

  uint64_t changedBefore(size_t block) const override { return changedAt[block]; }

  /// Ends the current block by a jump to `next`, a function of the chain; `target` is its address if it may be none.
  void handOver(Value *next, Value *target = nullptr) {
    for (uint32_t i = 1; i < kRegisters; ++i)
      if (((changedHere & ~pinnedMask) >> i & 1) != 0)
        ir.CreateStore(readRegister(i), registerField(i));
    std::vector<Value *> arguments = {state, memory, ir.CreateLoad(ir.getInt64Ty(), budget), table};
    for (uint8_t index : pinned)
      arguments.push_back(readRegister(index));
    arguments.push_back(target != nullptr ? target : llvm::PoisonValue::get(ir.getInt32Ty()));
    llvm::CallInst *call = ir.CreateCall(chainType(ir), next, arguments);
    call->setCallingConv(llvm::CallingConv::PreserveNone);
    call->setTailCallKind(llvm::CallInst::TCK_MustTail);
    ir.CreateRet(call);
  }

  void goOutside(uint32_t address) override {
    uint32_t index = (address - code.begin) / 4;
    if (address < code.begin || index >= code.words.size()) {
      leaveWith(ir.getInt32(address), Leave::GoOn);
      return;
    }
    if (llvm::Function *known = module.getFunction(chainSymbol(address))) {
      handOver(known);
      return;
    }
    handOver(tableEntry(ir, table, ir.getInt64(index)), ir.getInt32(address));
  }

  void jumpTo(Value *target, uint32_t returnPc, uint8_t rd, llvm::BasicBlock *other) override {
    Value *index = wordIndex(ir, code, target);
    llvm::BasicBlock *inside = newBlock("inside_code");
    Value *isInside = ir.CreateICmpULT(index, ir.getInt64(code.words.size()));
    ir.CreateCondBr(isInside, inside, other, mostlyFirst());
    ir.SetInsertPoint(inside);
    writeRegister(rd, ir.getInt32(returnPc));
    handOver(tableEntry(ir, table, index), target);
  }

  void leaveWith(Value *pc, Leave how) override { handOver(module.getFunction(leaveSymbol(how)), pc); }

  void leaveBeforeLast(Value *pc) override { handOver(module.getFunction(kLeaveBeforeLast), pc); }

  uint32_t entry;
  const Pinned &pinned;
  uint64_t pinnedMask = 0;
  std::vector<uint64_t> changedAt;
  Value *table = nullptr;
};

/// `Leave enter(CoreState *, void **table)`: into the chain, with the calling convention of C.
void makeEnter(const Code &code, const Pinned &pinned, llvm::Module &module) {
  llvm::IRBuilder<> ir(module.getContext());
  auto *type = llvm::FunctionType::get(ir.getInt32Ty(), {ir.getPtrTy(), ir.getPtrTy()}, false);
  auto *function = llvm::Function::Create(type, llvm::Function::ExternalLinkage, kEnterSymbol, module);
  function->setDoesNotThrow();
  ir.SetInsertPoint(llvm::BasicBlock::Create(module.getContext(), "entry", function));
  Value *state = function->getArg(0), *table = function->getArg(1);
  auto field = [&](size_t offset) { return ir.CreateConstInBoundsGEP1_64(ir.getInt8Ty(), state, offset); };
  Value *budget = ir.CreateLoad(ir.getInt64Ty(), field(offsetof(CoreState, budget)));
  std::vector<Value *> arguments = {state, ir.CreateLoad(ir.getPtrTy(), field(offsetof(CoreState, memory))),
                                    ir.CreateSub(budget, ir.getInt64(1)), table};
  for (uint8_t index : pinned)
    arguments.push_back(ir.CreateLoad(ir.getInt32Ty(), field(offsetof(CoreState, x) + 4 * index)));
  Value *pc = ir.CreateLoad(ir.getInt32Ty(), field(offsetof(CoreState, pc)));
  arguments.push_back(pc);
  Value *index = wordIndex(ir, code, pc);
  llvm::CallInst *call = ir.CreateCall(chainType(ir), tableEntry(ir, table, index), arguments);
  call->setCallingConv(llvm::CallingConv::PreserveNone);
  ir.CreateRet(call);
}

/// Stores what a function of the chain was handed, with some instructions given back to the budget.
llvm::Function *makeWayOut(const std::string &name, const Pinned &pinned, llvm::Module &module, llvm::IRBuilder<> &ir,
                           uint32_t notExecuted = 0) {
  llvm::Function *function = declareChainFunction(module, ir, name);
  ir.SetInsertPoint(llvm::BasicBlock::Create(module.getContext(), "entry", function));
  Value *state = function->getArg(kState);
  auto field = [&](size_t offset) { return ir.CreateConstInBoundsGEP1_64(ir.getInt8Ty(), state, offset); };
  for (unsigned i = 0; i < kPinned; ++i)
    ir.CreateStore(function->getArg(kFirstPinned + i), field(offsetof(CoreState, x) + 4 * pinned[i]));
  ir.CreateStore(ir.CreateAdd(function->getArg(kBudget), ir.getInt64(1 + notExecuted)),
                 field(offsetof(CoreState, budget)));
  ir.CreateStore(function->getArg(kTarget), field(offsetof(CoreState, pc)));
  return function;
}

void makeLeave(Leave how, const Pinned &pinned, llvm::Module &module) {
  llvm::IRBuilder<> ir(module.getContext());
  makeWayOut(leaveSymbol(how), pinned, module, ir);
  ir.CreateRet(ir.getInt32(static_cast<uint32_t>(how)));
}

void makeLeaveBeforeLast(const Pinned &pinned, llvm::Module &module) {
  llvm::IRBuilder<> ir(module.getContext());
  makeWayOut(kLeaveBeforeLast, pinned, module, ir, 1);
  ir.CreateRet(ir.getInt32(static_cast<uint32_t>(Leave::Interpret)));
}

/// Out of the chain where it has no function: what the caller of enter() sees is as if the last one had left there. The
/// numbers behind the table's functions say what should be compiled; that cores count at the same time does no harm.
void makeMiss(const Code &code, const Pinned &pinned, llvm::Module &module) {
  llvm::IRBuilder<> ir(module.getContext());
  llvm::Function *function = makeWayOut(kMissSymbol, pinned, module, ir);
  Value *index = wordIndex(ir, code, function->getArg(kTarget));
  const uint64_t words = code.words.size();
  for (Value *place : {ir.CreateAdd(index, ir.getInt64(words)), static_cast<Value *>(ir.getInt64(2 * words))}) {
    Value *count = ir.CreateGEP(ir.getInt64Ty(), function->getArg(kTable), place);
    llvm::LoadInst *times = ir.CreateAlignedLoad(ir.getInt64Ty(), count, llvm::Align(8));
    times->setAtomic(llvm::AtomicOrdering::Monotonic);
    ir.CreateAlignedStore(ir.CreateAdd(times, ir.getInt64(1)), count, llvm::Align(8))
        ->setAtomic(llvm::AtomicOrdering::Monotonic);
  }
  ir.CreateRet(ir.getInt32(static_cast<uint32_t>(Leave::GoOn)));
}

} // namespace

void translateChain(const Code &code, const ChainPlan &plan, llvm::Module &module) {
  llvm::IRBuilder<> ir(module.getContext());
  for (const Plan &function : plan.functions)
    declareChainFunction(module, ir, chainSymbol(function.entries.at(0)));
  makeEnter(code, plan.pinned, module);
  makeMiss(code, plan.pinned, module);
  for (Leave how : {Leave::GoOn, Leave::Interpret, Leave::Budget})
    makeLeave(how, plan.pinned, module);
  makeLeaveBeforeLast(plan.pinned, module);
  for (const Plan &function : plan.functions)
    ChainTranslator(code, function, plan.pinned, module).run();
}

} // namespace tt::device::native
