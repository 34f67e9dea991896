// Binary: a compiled program file (.ttnn), loaded and verified.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "tt/runtime/types.h"

namespace tt::runtime {

namespace detail {
struct BinaryImage;
}

enum class ArgumentType : uint8_t { Input = 0, Parameter = 1, Constant = 2, Default = 3 };

struct ArgumentInfo {
  std::string name; ///< may be empty
  ArgumentType type = ArgumentType::Default;
  TensorDesc desc;
  Layout layout;
};

struct OperationInfo {
  std::string name;     ///< "ttnn.matmul"
  std::string location; ///< as printed: loc("model.py":12:8)
  std::string text;     ///< the printed op
  std::vector<TensorDesc> operands;
  std::vector<TensorDesc> results;
};

/// What a program's maker says that a result should be.
struct GoldenTensor {
  std::string name;
  TensorDesc desc;
  std::vector<int64_t> strides;           ///< in elements; the bytes are dense
  std::shared_ptr<const std::byte> bytes; ///< `desc.sizeBytes()` of them
};

/// A handle; copies share the loaded file, which stays mapped as long as any of them lives.
///
/// A large file is mapped, not read. Replace it by renaming another one over it, as `store` does: who truncates or
/// overwrites a mapped file in place takes the bytes away under the program, which the system answers with SIGBUS.
/// `loadFromBytes` does not depend on the file.
class Binary {
public:
  Binary() = default;

  /// Maps the file and verifies all of it. Throws FileError when it cannot be read, BinaryError when it is not a
  /// complete, undamaged Binary of a version this build reads, or when a program in it is impossible.
  static Binary loadFromPath(const std::string &path);
  /// The same from memory; the bytes are copied.
  static Binary loadFromBytes(std::span<const std::byte> bytes);

  explicit operator bool() const { return image != nullptr; }
  uint64_t id() const;
  std::string version() const; ///< of the schema, "1.0.0"
  std::string schemaHash() const;
  std::string producer() const;
  std::string ttmlirGitHash() const;
  std::string fileIdentifier() const; ///< "TTNN"
  std::string mlir() const;           ///< the TTNN module, large constants elided
  std::string sourceMlir() const;
  /// The system descriptor the program was compiled for, as JSON.
  std::string systemDescAsJson() const;
  /// The whole flatbuffer as JSON (without the data section).
  std::string asJson() const;
  /// The goldens that the file's maker gave for `location`, by the number of the device; empty when there are none.
  std::map<uint32_t, GoldenTensor> goldens(const std::string &location) const;
  /// The locations that there are goldens for.
  std::set<std::string> goldenLocations() const;
  /// The names of the compiler's passes and the module behind each, where they were recorded.
  std::vector<std::pair<std::string, std::string>> stages() const;
  /// Writes the file again, whole or not at all: under another name first, which is then renamed. A link is followed; a
  /// device or a pipe is written to as it is. Throws FileError.
  void store(const std::string &path) const;

  uint32_t numPrograms() const;
  /// The functions below throw IndexError when there is no such program.
  std::string programName(uint32_t program) const;
  bool isProgramPrivate(uint32_t program) const;
  std::vector<int64_t> programMeshShape(uint32_t program) const;
  std::vector<ArgumentInfo> programInputs(uint32_t program) const;
  std::vector<ArgumentInfo> programOutputs(uint32_t program) const;
  std::vector<OperationInfo> programOperations(uint32_t program) const;
  std::string programOpsAsJson(uint32_t program) const;
  std::string programInputsAsJson(uint32_t program) const;
  std::string programOutputsAsJson(uint32_t program) const;

  const std::shared_ptr<const detail::BinaryImage> &impl() const { return image; }

private:
  explicit Binary(std::shared_ptr<const detail::BinaryImage> image) : image(std::move(image)) {}
  std::shared_ptr<const detail::BinaryImage> image;
};

} // namespace tt::runtime
