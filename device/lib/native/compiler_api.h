// What the native tier asks libTenonCoreCompiler.so for. The library is opened when something has to be compiled.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace tt::device::native {

/// Changes with anything that changes what compiled code means: the code of a unit, how it is called, CoreState, the
/// structures below. Part of the cache's keys, and asked for when the library is opened.
inline constexpr uint32_t kCompilerVersion = 1;

/// Instructions one after the other, entered only at the first and left only behind the last.
struct Block {
  uint32_t begin = 0; // address
  uint32_t count = 0; // instructions
  bool operator==(const Block &) const = default;
};

/// A piece of a code region that becomes one native function.
struct Plan {
  std::vector<Block> blocks;         // ascending, without gaps where one falls through to the next
  std::vector<uint32_t> entries;     // where it can be entered: ascending, begins of blocks
  std::vector<uint32_t> jumpTargets; // where its jalr may lead without leaving it: ascending, begins of blocks
  bool operator==(const Plan &) const = default;
};

enum class Quality : uint32_t { Quick, Better };

struct CompileRequest {
  uint32_t begin = 0; // address of the region's first word
  std::span<const uint32_t> words;
  bool misalignedAccess = false;
  Quality quality = Quality::Quick;
  const Plan *plan = nullptr;
};

/// The name of the function of a compiled unit; its type is NativeEntry.
inline constexpr char kUnitSymbol[] = "unit";

/// Not thread-safe.
class CoreCompiler {
public:
  virtual ~CoreCompiler() = default;
  /// An object file with one function kUnitSymbol, for tt::jit::linkImage. Throws std::exception.
  virtual std::vector<std::byte> compile(const CompileRequest &request) = 0;
};

/// The library's one function: null if its version is another.
inline constexpr char kMakeCompilerSymbol[] = "tenonMakeCoreCompiler";
using MakeCompiler = CoreCompiler *(*)(uint32_t version);

} // namespace tt::device::native
