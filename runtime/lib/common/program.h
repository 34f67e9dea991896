// Programs as the runtime works with them: plain structs, filled from a Binary after everything was verified.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "tt/runtime/binary.h"
#include "tt/runtime/types.h"

namespace tt::runtime::detail {

struct OpSignature;

/// A constant in the Binary's data section. A splat holds one element for the whole shape.
struct ConstantRef {
  TensorDesc desc;
  bool splat = false;
  std::span<const std::byte> bytes;
};

/// Another program of the same Binary.
struct ProgramRef {
  uint32_t index = 0;
};

/// An attribute that no kernel reads, in its printed form.
struct OpaqueText {
  std::string text;
};

/// An argument that a kernel gets when it starts: a word, or what becomes one then.
struct KernelArgument {
  enum class Kind : uint8_t { Word = 0, BufferAddress = 1, Semaphore = 2 };
  Kind kind = Kind::Word;
  uint32_t value = 0; ///< the word, or the position among the op's operands of the buffer or semaphore
};

/// A rectangle of tiles of the card's grid.
struct CoreRange {
  uint32_t x = 0, y = 0, width = 0, height = 0;
  uint64_t count() const { return uint64_t(width) * height; }
};

/// A kernel on the same core of each tile of a rectangle.
struct KernelRecord {
  std::string name;
  uint8_t processor = 0; ///< target::Processor
  uint8_t nocIndex = 0;
  CoreRange cores;
  std::vector<KernelArgument> commonArgs, args;
  std::vector<uint32_t> coreArgs; ///< behind `args`, equally many for each tile, tile after tile, row by row
  std::vector<uint32_t> compileTimeArgs;
  std::span<const std::byte> elf;
  std::string source; ///< the kernel as text, may be empty
};

struct CircularBufferRecord {
  uint8_t port = 0;
  uint32_t pages = 0, pageSize = 0; ///< a page is one tile of `dtype`, `pageSize` bytes
  DataType dtype = DataType::Float32;
  CoreRange cores;
};

/// What ttmetal.enqueue_program starts.
struct CardProgramRecord {
  std::vector<KernelRecord> kernels;
  std::vector<CircularBufferRecord> circularBuffers;
};

using AttributeValue =
    std::variant<bool, int64_t, double, std::string, std::vector<int64_t>, std::vector<double>,
                 std::vector<std::string>, DataType, ProgramRef, OpaqueText, ConstantRef, CardProgramRecord>;

/// A tensor of a program, or a handle without data (a device).
struct Value {
  bool isTensor = true;
  TensorDesc desc;
  Layout layout;
};

struct Operation {
  std::string name; ///< "ttnn.add"
  const OpSignature *signature = nullptr;
  std::vector<uint32_t> operands;        ///< indices into Program::values
  std::vector<uint32_t> writtenOperands; ///< positions of those that running changes, as the op's kernel says
  std::vector<uint32_t> operandSegments;
  std::vector<uint32_t> results;
  std::vector<uint32_t> resultSegments;
  std::map<std::string, AttributeValue, std::less<>> attributes;
  std::string location;
  std::string text;
};

struct Program {
  std::string name;
  bool isPrivate = false;
  std::vector<Value> values;
  std::vector<uint32_t> inputs;
  std::vector<ArgumentInfo> arguments; ///< one for each input
  std::vector<bool> writtenInputs;     ///< for each input: the program changes it in place
  std::vector<uint32_t> outputs;
  std::vector<std::string> resultNames;
  std::vector<Operation> operations;
  std::vector<int64_t> meshShape;
};

} // namespace tt::runtime::detail
