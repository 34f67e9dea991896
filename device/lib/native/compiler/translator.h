// Makes one LLVM function of a unit of RV32IM code.
#pragma once

#include <llvm/IR/Module.h>

#include "native/compiler_api.h"

namespace tt::device::native {

/// Adds the function kUnitSymbol to the module, which has its data layout. Throws std::invalid_argument where the plan
/// does not fit the words.
void translate(const CompileRequest &request, llvm::Module &module);

} // namespace tt::device::native
