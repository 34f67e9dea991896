// One function a family of instructions; divisions never trap (RISC-V Unprivileged ISA, M extension, table 11).
#include "native/compiler/arithmetic.h"

#include <stdexcept>

namespace tt::device::native {
namespace {

using llvm::Value;

constexpr uint32_t kMostNegative = 0x80000000;

Value *highHalf(llvm::IRBuilder<> &ir, Value *a, Value *b) {
  Value *product = ir.CreateMul(a, b);
  return ir.CreateTrunc(ir.CreateLShr(product, 32), ir.getInt32Ty());
}

Value *signExtended(llvm::IRBuilder<> &ir, Value *value) { return ir.CreateSExt(value, ir.getInt64Ty()); }
Value *zeroExtended(llvm::IRBuilder<> &ir, Value *value) { return ir.CreateZExt(value, ir.getInt64Ty()); }

/// Division by 1 where the host's would trap: by zero, and of the most negative number by -1.
Value *signedDivisor(llvm::IRBuilder<> &ir, Value *a, Value *b) {
  Value *zero = ir.CreateICmpEQ(b, ir.getInt32(0));
  Value *overflow = ir.CreateAnd(ir.CreateICmpEQ(a, ir.getInt32(kMostNegative)), ir.CreateICmpEQ(b, ir.getInt32(-1)));
  return ir.CreateSelect(ir.CreateOr(zero, overflow), ir.getInt32(1), b);
}

Value *unsignedDivisor(llvm::IRBuilder<> &ir, Value *b) {
  return ir.CreateSelect(ir.CreateICmpEQ(b, ir.getInt32(0)), ir.getInt32(1), b);
}

Value *unlessZero(llvm::IRBuilder<> &ir, Value *divisor, Value *otherwise, Value *result) {
  return ir.CreateSelect(ir.CreateICmpEQ(divisor, ir.getInt32(0)), otherwise, result);
}

Value *shiftAmount(llvm::IRBuilder<> &ir, Value *b) { return ir.CreateAnd(b, ir.getInt32(31)); }

Value *asWord(llvm::IRBuilder<> &ir, Value *condition) { return ir.CreateZExt(condition, ir.getInt32Ty()); }

} // namespace

Value *emitArithmetic(llvm::IRBuilder<> &ir, Kind kind, Value *a, Value *b) {
  switch (kind) {
  case Kind::Constant:
    return b;
  case Kind::Addi:
  case Kind::Add:
    return ir.CreateAdd(a, b);
  case Kind::Sub:
    return ir.CreateSub(a, b);
  case Kind::Slti:
  case Kind::Slt:
    return asWord(ir, ir.CreateICmpSLT(a, b));
  case Kind::Sltiu:
  case Kind::Sltu:
    return asWord(ir, ir.CreateICmpULT(a, b));
  case Kind::Xori:
  case Kind::Xor:
    return ir.CreateXor(a, b);
  case Kind::Ori:
  case Kind::Or:
    return ir.CreateOr(a, b);
  case Kind::Andi:
  case Kind::And:
    return ir.CreateAnd(a, b);
  case Kind::Slli:
  case Kind::Sll:
    return ir.CreateShl(a, shiftAmount(ir, b));
  case Kind::Srli:
  case Kind::Srl:
    return ir.CreateLShr(a, shiftAmount(ir, b));
  case Kind::Srai:
  case Kind::Sra:
    return ir.CreateAShr(a, shiftAmount(ir, b));
  case Kind::Mul:
    return ir.CreateMul(a, b);
  case Kind::Mulh:
    return highHalf(ir, signExtended(ir, a), signExtended(ir, b));
  case Kind::Mulhsu:
    return highHalf(ir, signExtended(ir, a), zeroExtended(ir, b));
  case Kind::Mulhu:
    return highHalf(ir, zeroExtended(ir, a), zeroExtended(ir, b));
  case Kind::Div:
    return unlessZero(ir, b, ir.getInt32(-1), ir.CreateSDiv(a, signedDivisor(ir, a, b)));
  case Kind::Divu:
    return unlessZero(ir, b, ir.getInt32(-1), ir.CreateUDiv(a, unsignedDivisor(ir, b)));
  case Kind::Rem:
    return unlessZero(ir, b, a, ir.CreateSRem(a, signedDivisor(ir, a, b)));
  case Kind::Remu:
    return unlessZero(ir, b, a, ir.CreateURem(a, unsignedDivisor(ir, b)));
  default:
    throw std::logic_error("no arithmetic instruction");
  }
}

Value *emitCondition(llvm::IRBuilder<> &ir, Kind kind, Value *a, Value *b) {
  switch (kind) {
  case Kind::Beq:
    return ir.CreateICmpEQ(a, b);
  case Kind::Bne:
    return ir.CreateICmpNE(a, b);
  case Kind::Blt:
    return ir.CreateICmpSLT(a, b);
  case Kind::Bge:
    return ir.CreateICmpSGE(a, b);
  case Kind::Bltu:
    return ir.CreateICmpULT(a, b);
  case Kind::Bgeu:
    return ir.CreateICmpUGE(a, b);
  default:
    throw std::logic_error("no branch");
  }
}

} // namespace tt::device::native
