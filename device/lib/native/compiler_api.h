// What the native tier asks libTenonCoreCompiler.so for. The library is opened when something has to be compiled.
//
// There are two forms of native code. A *whole* unit is one function for all the code around a hot address: best where
// that is not much. Where it is much, or where jumps lead to many places, a *chain* of small functions takes its place,
// one for each address where code is often come to; they jump to each other through a table with a place for each word
// of the region, and keep the most used registers in the host's from one to the next.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tt::device::native {

/// Changes with anything that changes what compiled code means: the code of a unit, how it is called, CoreState, the
/// structures below. Part of the cache's keys, and asked for when the library is opened.
inline constexpr uint32_t kCompilerVersion = 6;

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

/// The registers that functions of a chain hand over in the host's registers.
inline constexpr size_t kPinned = 6;
using Pinned = std::array<uint8_t, kPinned>;

/// Some functions of a chain. Each plan has one entry and no jump targets.
struct ChainPlan {
  std::vector<Plan> functions;
  Pinned pinned = {}; // the same for all chains of a region
};

enum class Quality : uint32_t { Quick, Better };

/// A region, as the compiler sees it.
struct Code {
  uint32_t begin = 0; // address of the first word
  std::span<const uint32_t> words;
  uint32_t memorySize = 0; // bytes of memory of the cores that run it
  bool misalignedAccess = false;
};

/// The name of the function of a whole unit; its type is NativeEntry.
inline constexpr char kUnitSymbol[] = "unit";

/// The names of a chain's functions: of `Leave enter(CoreState *, void **table)`, which begins at state->pc, of what
/// stands in the table where there is no function, and of the function for an address. Behind the table's functions,
/// one a word, there is a number of 64 bits a word, which counts how often the function was missed, and one for all of
/// them.
inline constexpr char kEnterSymbol[] = "enter";
inline constexpr char kMissSymbol[] = "miss";
inline std::string chainSymbol(uint32_t address) { return "at_" + std::to_string(address); }

/// Not thread-safe.
class CoreCompiler {
public:
  virtual ~CoreCompiler() = default;
  /// Object files for tt::jit::linkImage. They throw std::exception.
  virtual std::vector<std::byte> compile(const Code &code, const Plan &plan, Quality quality) = 0;
  virtual std::vector<std::byte> compileChain(const Code &code, const ChainPlan &plan, Quality quality) = 0;
};

/// The library's one function: null if its version is another.
inline constexpr char kMakeCompilerSymbol[] = "tenonMakeCoreCompiler";
using MakeCompiler = CoreCompiler *(*)(uint32_t version);

} // namespace tt::device::native
