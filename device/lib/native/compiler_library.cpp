// The one place that names the library.
#include "native/compiler_library.h"

#include "tt/jit/library.h"

namespace tt::device::native {

std::unique_ptr<CoreCompiler> makeCoreCompiler(std::string &reason) {
  static const jit::Library library = jit::Library::open("libTenonCoreCompiler.so", "TENON_LIBRARY_FOLDER",
                                                         reinterpret_cast<const void *>(&makeCoreCompiler));
  if (!library) {
    reason = library.error();
    return nullptr;
  }
  auto make = reinterpret_cast<MakeCompiler>(library.symbol(kMakeCompilerSymbol));
  std::unique_ptr<CoreCompiler> compiler(make != nullptr ? make(kCompilerVersion) : nullptr);
  if (compiler == nullptr)
    reason = "libTenonCoreCompiler.so is of another version of Tenon";
  return compiler;
}

} // namespace tt::device::native
