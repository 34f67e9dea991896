// A loaded Binary: its bytes, its verified record and its programs; and the steps that load one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "common/file.h"
#include "common/program.h"
#include "tenon/schema/binary_generated.h"

namespace tt::runtime::detail {

/// The parts of a file, see schema/binary.fbs.
struct BinaryFrame {
  std::span<const std::byte> record; ///< the flatbuffer with its size prefix
  std::span<const std::byte> data;   ///< the data section
  bool isForCard;                    ///< as its identifier says
};

struct CardImage;

struct BinaryImage {
  uint64_t id = 0;    ///< unique in the process
  std::string source; ///< the file's path, or "<memory>"
  std::shared_ptr<const FileBytes> file;
  /// A private copy, so that nothing that happens to the file later can change what was verified.
  std::shared_ptr<std::byte> recordMemory;
  const target::Binary *record = nullptr;
  std::span<const std::byte> data;
  std::vector<Program> programs;
  bool isForCard = false;                ///< programs of ttmetal for the simulated card; else of ttnn, for the host
  std::shared_ptr<const CardImage> card; ///< what the card's runtime made of them
};

/// Loads in steps, each of which throws BinaryError: frame, record, programs, and what programs say of each other.
/// Kernels are not looked at.
std::shared_ptr<BinaryImage> loadImage(std::shared_ptr<const FileBytes> file, std::string source);

/// Finds the parts of the file and compares sizes and hashes. `source` begins the messages.
BinaryFrame readFrame(const FileBytes &file, const std::string &source);
/// Refuses records of other versions; reads nothing but the version. Bounds are checked.
void checkVersion(std::span<const std::byte> record, const std::string &source);

/// Fills `programs` from the record: every enumerator, index, shape, size and offset is checked.
std::vector<Program> convertPrograms(const target::Binary &record, std::span<const std::byte> data,
                                     const std::string &source);
/// What needs all of a program, or several: signatures, single assignment, calls.
void checkPrograms(const std::vector<Program> &programs, const std::string &source, bool isForCard);
/// Gives each op the pointer to its definition, which checkPrograms found to exist.
void linkSignatures(std::vector<Program> &programs);

/// Checks goldens and stages: types, shapes, sizes and offsets.
void checkDebugInfo(const target::Binary &record, std::span<const std::byte> data, const std::string &source);
std::map<uint32_t, GoldenTensor> goldensAt(const std::shared_ptr<const BinaryImage> &image, std::string_view location);
std::set<std::string> goldenLocations(const BinaryImage &image);
std::vector<std::pair<std::string, std::string>> stagesOf(const BinaryImage &image);

/// 'program 0 "main", op 3 ttnn.add at loc("a.py":1:1)'.
std::string describeOp(const std::vector<Program> &programs, size_t program, size_t op);
std::string describeProgram(const std::vector<Program> &programs, size_t program);

// The record and its parts as JSON.
std::string binaryAsJson(const BinaryImage &image);
std::string systemDescAsJson(const target::SystemDesc *desc);
std::string operationsAsJson(const Program &program);
std::string inputsAsJson(const Program &program);
std::string outputsAsJson(const Program &program);
std::string attributeAsText(const AttributeValue &value);

} // namespace tt::runtime::detail
