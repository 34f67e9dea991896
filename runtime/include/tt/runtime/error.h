// The runtime's exceptions: what went wrong, where, what was expected, as types a caller can tell apart.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace tt::runtime {

/// Base of all errors that the runtime throws. Python: RuntimeError.
class Error : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// A file could not be opened, read or written. Python: OSError with `errno` and `filename`.
class FileError : public Error {
public:
  FileError(const std::string &message, int errorNumber, std::string path)
      : Error(message), errorNumber(errorNumber), path(std::move(path)) {}
  int errorNumber;
  std::string path;
};

/// A Binary is damaged, incomplete, of another version, or says something impossible. Python: ValueError.
class BinaryError : public Error {
public:
  using Error::Error;
};

/// An argument has a wrong value: a shape, a count, an index. Python: ValueError.
class ValueError : public Error {
public:
  using Error::Error;
};

/// An index lies outside its range. Python: IndexError.
class IndexError : public ValueError {
public:
  using ValueError::ValueError;
};

/// An argument has a wrong type: a dtype, an object of another kind. Python: TypeError.
class TypeError : public Error {
public:
  using Error::Error;
};

/// A device is closed, busy or absent. Python: RuntimeError.
class DeviceError : public Error {
public:
  using Error::Error;
};

/// An op cannot be executed, or failed while it was. The message begins with the op's name and location.
/// Python: RuntimeError.
class OpError : public Error {
public:
  OpError(const std::string &message, std::string op, std::string location)
      : Error(message), op(std::move(op)), location(std::move(location)) {}
  std::string op;
  std::string location;
};

} // namespace tt::runtime
