// Runs a program and waits for it.
#pragma once

#include <string>
#include <vector>

namespace tt::device {

struct ProcessResult {
  int status = 0;     // exit code; 128 + the signal's number where one ended it
  std::string output; // standard output and error together
};

/// `arguments[0]` is the program's path; it runs in `folder`. Throws KernelError where it cannot be started.
ProcessResult runProcess(const std::vector<std::string> &arguments, const std::string &folder);

} // namespace tt::device
