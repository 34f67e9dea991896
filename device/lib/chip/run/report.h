// Where cores stand, as text for errors.
#pragma once

#include <string>

#include "chip/run/core_run.h"

namespace tt::device {

class Execution;

/// "kernel 'reader' at 0x00000840 (kernel_main, reader.cpp:12)": where the core stood when its last slice ended.
std::string describePlace(const CoreRun &core);

/// A table of the registers, four a line.
std::string describeRegisters(const CoreState &state);

/// What an instruction was stopped by.
std::string describeFault(const CoreRun &core, const Fault &fault);

/// What each core is doing, one a line; of many cores, those together that do the same. Takes the tiles' mutexes.
std::string describeCores(const Execution &execution);

} // namespace tt::device
