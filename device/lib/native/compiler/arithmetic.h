// LLVM IR for what RV32IM computes with two words (RISC-V Unprivileged ISA, RV32I and M).
#pragma once

#include <llvm/IR/IRBuilder.h>

#include "core/decode.h"

namespace tt::device::native {

/// The result of an instruction of the classes AluImmediate and AluRegister; `b` is rs2 or the immediate.
llvm::Value *emitArithmetic(llvm::IRBuilder<> &ir, Kind kind, llvm::Value *a, llvm::Value *b);

/// Whether a branch is taken, as i1.
llvm::Value *emitCondition(llvm::IRBuilder<> &ir, Kind kind, llvm::Value *a, llvm::Value *b);

} // namespace tt::device::native
