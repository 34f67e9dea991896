// The simulated card's exceptions: what went wrong, where, what was expected, as types a caller can tell apart.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "tt/device/coordinates.h"
#include "tt/device/core_state.h"

namespace tt::device {

/// Base of all errors of the card. Python: RuntimeError.
class Error : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// An argument is impossible: no such tile, a buffer too large, a wrong size. Python: ValueError.
class ValueError : public Error {
public:
  using Error::Error;
};

/// A file cannot be read or written. Python: OSError.
class FileError : public Error {
public:
  FileError(const std::string &message, int errorNumber, std::string path)
      : Error(message), errorNumber(errorNumber), path(std::move(path)) {}
  int errorNumber;
  std::string path;
};

/// The chip is closed, or another program runs on a core that is asked for.
class DeviceError : public Error {
public:
  using Error::Error;
};

/// A kernel could not be compiled or linked (the compiler's messages are in the text), or is no ELF for the card.
class KernelError : public Error {
public:
  using Error::Error;
};

/// A program ended early. Base of the errors below; `report` is what each core was doing.
class ProgramError : public Error {
public:
  using Error::Error;
};

/// Cores stand at breakpoints, and nothing else of the program can go on. It has not ended: they can be resumed.
class BreakpointError : public Error {
public:
  using Error::Error;
};

/// A core was stopped by what it did: a bad access, an illegal instruction, a misuse of a service, an exit code.
/// The text names tile, core, program counter, source line and registers.
class CoreError : public ProgramError {
public:
  CoreError(const std::string &message, CoreId core, Fault fault) : ProgramError(message), core(core), fault(fault) {}
  CoreId core;
  Fault fault;
};

/// Every core waits: for each one its place and what it waits for.
class DeadlockError : public ProgramError {
public:
  using ProgramError::ProgramError;
};

/// The budget of instructions or the time limit was reached, with what each core was doing.
class LimitError : public ProgramError {
public:
  using ProgramError::ProgramError;
};

/// The program was stopped from outside: the chip was closed, or stop() was called.
class StoppedError : public ProgramError {
public:
  using ProgramError::ProgramError;
};

} // namespace tt::device
