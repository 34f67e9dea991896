// Which ops the executor performs itself, without a kernel.
#pragma once

#include "common/program.h"
#include "ttnn/plan.h"

namespace tt::runtime::detail {

/// True for ops whose result is the same bytes in the same order as their operand: reshape, and moves between layouts
/// and memories, which are all one to the host.
bool isAlias(const Program &program, const Operation &operation);
/// A first guess from the op alone: Cached stands for every load_cached.
Action actionOf(const Program &program, const Operation &operation);
/// For each input: some op changes its memory in place (Operation::writtenOperands).
std::vector<bool> findWrittenInputs(const Program &program);

} // namespace tt::runtime::detail
