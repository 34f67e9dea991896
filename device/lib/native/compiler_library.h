// Opens libTenonCoreCompiler.so when something has to be compiled.
#pragma once

#include <memory>
#include <string>

#include "native/compiler_api.h"

namespace tt::device::native {

/// A compiler, or null and the reason. Opens the library on first use, for which it takes 10 to 30 ms: that is LLVM.
std::unique_ptr<CoreCompiler> makeCoreCompiler(std::string &reason);

} // namespace tt::device::native
