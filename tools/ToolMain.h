// What the command line tools add to MLIR's drivers: short diagnostics, and errors that name the output file.
#ifndef TTMLIR_TOOLS_TOOLMAIN_H
#define TTMLIR_TOOLS_TOOLMAIN_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/raw_ostream.h"

#include <string>

namespace mlir::tt {

/// The arguments of a tool with what it adds to them. Errors at a module would be followed by the whole module, unless
/// the user asks for that.
inline llvm::SmallVector<char *> toolArguments(int argc, char **argv) {
  static char shortDiagnostics[] = "--mlir-print-op-on-diagnostic=false";
  llvm::SmallVector<char *> arguments(argv, argv + argc);
  bool given = llvm::any_of(arguments, [](llvm::StringRef argument) {
    return argument.ltrim('-').starts_with("mlir-print-op-on-diagnostic");
  });
  if (!given)
    arguments.insert(arguments.begin() + 1, shortDiagnostics);
  arguments.push_back(nullptr);
  return arguments;
}

/// The file that is named after -o; "standard output" without one.
inline std::string outputName(llvm::ArrayRef<char *> arguments) {
  for (size_t at = 1; at < arguments.size() && arguments[at]; ++at) {
    llvm::StringRef argument = arguments[at];
    if (argument == "-o" && arguments[at + 1])
      return arguments[at + 1];
    if (argument.consume_front("-o=") || argument.consume_front("--o="))
      return argument.str();
  }
  return "standard output";
}

/// LLVM ends the process when a file cannot be written to its end, because the disk is full for example. Makes it say
/// which file that was; the exit status is 1.
inline void reportFailedWrites(llvm::ArrayRef<char *> arguments) {
  static std::string output = outputName(arguments);
  llvm::install_fatal_error_handler([](void *, const char *reason, bool) {
    llvm::StringRef cause = reason;
    if (cause.consume_front("IO failure on output stream: "))
      llvm::errs() << "error: cannot write " << output << ": " << cause << "\n";
    else
      llvm::errs() << "LLVM ERROR: " << cause << "\n";
  });
}

} // namespace mlir::tt

#endif // TTMLIR_TOOLS_TOOLMAIN_H
