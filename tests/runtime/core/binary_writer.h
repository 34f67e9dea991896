// Writes Binaries from descriptions, independently of the compiler: tests say exactly what stands in a file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/program.h"

namespace tt::runtime::test {

using detail::AttributeValue;
using detail::Operation;
using detail::Program;

/// Builds one program, op by op. Values are numbered in the order in which they are made.
class ProgramBuilder {
public:
  explicit ProgramBuilder(std::string name, bool isPrivate = false);

  uint32_t input(std::vector<int64_t> shape, DataType dtype = DataType::Float32,
                 ArgumentType type = ArgumentType::Input, std::string name = "");
  uint32_t parameter(std::vector<int64_t> shape) {
    return input(std::move(shape), DataType::Float32, ArgumentType::Parameter);
  }
  /// An op with one result, a tensor.
  uint32_t op(std::string name, std::vector<uint32_t> operands, std::vector<int64_t> shape,
              std::map<std::string, AttributeValue, std::less<>> attributes = {}, DataType dtype = DataType::Float32);
  /// An op without results.
  void effect(std::string name, std::vector<uint32_t> operands,
              std::map<std::string, AttributeValue, std::less<>> attributes = {});
  /// A constant; the bytes are copied into the file when it is written and must live until then.
  uint32_t constant(std::vector<int64_t> shape, const std::vector<float> &values);
  uint32_t splat(std::vector<int64_t> shape, const float &value);
  /// ttcore.load_cached with one result.
  uint32_t loadCached(uint32_t program, std::vector<uint32_t> operands, std::vector<int64_t> shape);
  void deallocate(uint32_t value) { effect("ttnn.deallocate", {value}, {{"force", false}}); }
  void output(uint32_t value) { program.outputs.push_back(value); }

  Program program;

private:
  uint32_t value(std::vector<int64_t> shape, DataType dtype);
  Operation &add(std::string name, std::vector<uint32_t> operands,
                 std::map<std::string, AttributeValue, std::less<>> attributes);
};

/// A golden, and where its bytes are said to be where that is another place than they are at.
struct WrittenGolden {
  std::string location;
  uint32_t device = 0;
  TensorDesc desc;
  std::vector<int64_t> strides;
  std::vector<std::byte> bytes;
  std::optional<uint64_t> offset;
};

struct WriteOptions {
  uint16_t major = 1;
  uint16_t minor = 0;
  std::vector<WrittenGolden> goldens = {};
  std::vector<std::pair<std::string, std::string>> stages = {};
  bool forCard = false; ///< the identifier of programs for the simulated card
};

/// The file's bytes. Segments that are empty are filled from the op's definition: each operand stands for one of the
/// definition's, the first of them takes all of a variadic one.
std::vector<std::byte> writeBinary(const std::vector<Program> &programs, const WriteOptions &options = {});
/// Makes size and hashes of the trailer those of the bytes before it.
void seal(std::vector<std::byte> &file);
/// Writes to a file in a folder for temporary files and returns its path.
std::string writeTemporary(const std::vector<std::byte> &file, const std::string &name);

} // namespace tt::runtime::test
