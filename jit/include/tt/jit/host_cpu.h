// Which CPU this is, as far as generated code depends on it; without LLVM.
#pragma once

#include <string>

namespace tt::jit {

/// A text that two machines share only if code made for one runs on the other: vendor, model and feature bits of the
/// CPU and what the system saves of its registers. The same for the life of the process.
const std::string &hostCpu();

} // namespace tt::jit
