// LLVM functions of units of RV32IM code.
#pragma once

#include <llvm/IR/Module.h>

#include "native/compiler_api.h"

namespace tt::device::native {

// The module has its data layout. Both throw std::invalid_argument where the plan does not fit the code.

/// Adds the function kUnitSymbol.
void translateUnit(const Code &code, const Plan &plan, llvm::Module &module);

/// Adds the plan's functions, kEnterSymbol and kMissSymbol.
void translateChain(const Code &code, const ChainPlan &plan, llvm::Module &module);

} // namespace tt::device::native
