// Binary: loading with a look at every op's kernel, and the descriptions of programs.
#include "tt/runtime/binary.h"

#include <algorithm>

#include <fmt/format.h>

#include "common/binary_image.h"
#include "tenon/schema/version.h"
#include "tt/runtime/error.h"
#include "ttmetal/card_image.h"
#include "ttnn/kernels/kernel.h"
#include "ttnn/op_action.h"

namespace tt::runtime {
namespace {

using detail::BinaryImage;
using detail::Operation;
using detail::Program;

/// Errors beyond this number are only counted.
constexpr size_t kMaxReported = 20;

/// Makes the op's kernel, which checks all that running relies on, and notes what it will write to.
void checkKernel(Program &program, uint32_t op) {
  Operation &operation = program.operations[op];
  detail::Action action = detail::actionOf(program, operation);
  OpView view(program, op);
  if (action == detail::Action::Nothing)
    for (uint32_t result : operation.results)
      view.check(!program.values[result].isTensor, "the result must be a device");
  if (action == detail::Action::Nothing || action == detail::Action::Cached)
    return;
  // A change of layout that keeps every byte needs no kernel. Its attributes add nothing to its types.
  if (action == detail::Action::Alias)
    return;
  std::unique_ptr<Kernel> kernel = makeReferenceKernel(view);
  for (uint32_t i = 0; i < operation.operands.size(); ++i)
    if (kernel->writesOperand(i))
      operation.writtenOperands.push_back(i);
}

/// All ops that cannot be executed, in one message.
void checkKernels(BinaryImage &image) {
  std::string messages;
  size_t count = 0;
  for (size_t i = 0; i < image.programs.size(); ++i)
    for (uint32_t op = 0; op < image.programs[i].operations.size(); ++op)
      try {
        checkKernel(image.programs[i], op);
      } catch (const Error &error) {
        if (++count <= kMaxReported)
          messages += fmt::format("\n  {}: {}", detail::describeProgram(image.programs, i), error.what());
      }
  if (count > kMaxReported)
    messages += fmt::format("\n  and {} more", count - kMaxReported);
  if (count != 0)
    throw BinaryError(fmt::format("{}: {} op{} cannot be executed by the host device:{}", image.source, count,
                                  count == 1 ? "" : "s", messages));
}

/// Programs whose results are kept must not change what they are computed from.
void checkCallees(const BinaryImage &image) {
  for (size_t i = 0; i < image.programs.size(); ++i)
    for (size_t op = 0; op < image.programs[i].operations.size(); ++op) {
      const Operation &operation = image.programs[i].operations[op];
      if (detail::actionOf(image.programs[i], operation) != detail::Action::Cached)
        continue;
      const Program &callee =
          image.programs[std::get<detail::ProgramRef>(operation.attributes.find("callee")->second).index];
      if (std::find(callee.writtenInputs.begin(), callee.writtenInputs.end(), true) != callee.writtenInputs.end())
        throw BinaryError(
            fmt::format("{}: {}: the program \"{}\" changes its inputs in place, so its results cannot be kept; "
                        "recompile",
                        image.source, detail::describeOp(image.programs, i, op), callee.name));
    }
}

std::shared_ptr<const BinaryImage> load(std::shared_ptr<const detail::FileBytes> file, std::string source) {
  std::shared_ptr<BinaryImage> image = detail::loadImage(std::move(file), std::move(source));
  if (image->isForCard) {
    image->card = detail::makeCardImage(*image);
    return image;
  }
  checkKernels(*image);
  for (Program &program : image->programs)
    program.writtenInputs = detail::findWrittenInputs(program);
  checkCallees(*image);
  return image;
}

const BinaryImage &require(const std::shared_ptr<const BinaryImage> &image) {
  if (!image)
    throw ValueError("the Binary is empty: it was never loaded");
  return *image;
}

const Program &require(const std::shared_ptr<const BinaryImage> &image, uint32_t index) {
  const auto &programs = require(image).programs;
  if (index >= programs.size())
    throw IndexError(fmt::format("program index {} is out of range: the Binary has {} program{}", index,
                                 programs.size(), programs.size() == 1 ? "" : "s"));
  return programs[index];
}

std::string textOf(const flatbuffers::String *text) { return text ? text->str() : std::string(); }

std::vector<TensorDesc> descsOf(const Program &program, const std::vector<uint32_t> &values) {
  std::vector<TensorDesc> descs;
  for (uint32_t value : values)
    if (program.values[value].isTensor)
      descs.push_back(program.values[value].desc);
  return descs;
}

} // namespace

Binary Binary::loadFromPath(const std::string &path) { return Binary(load(detail::FileBytes::open(path), path)); }

Binary Binary::loadFromBytes(std::span<const std::byte> bytes) {
  return Binary(load(detail::FileBytes::copyOf(bytes), "<memory>"));
}

uint64_t Binary::id() const { return require(image).id; }

std::string Binary::version() const {
  const target::Version &version = *require(image).record->version();
  return fmt::format("{}.{}.{}", version.major(), version.minor(), version.patch());
}

std::string Binary::schemaHash() const { return textOf(require(image).record->schema_hash()); }
std::string Binary::producer() const { return textOf(require(image).record->producer()); }
std::string Binary::ttmlirGitHash() const { return textOf(require(image).record->ttmlir_git_hash()); }
std::string Binary::fileIdentifier() const {
  return require(image).isForCard ? target::kCardIdentifier : target::BinaryIdentifier();
}
std::string Binary::mlir() const { return textOf(require(image).record->mlir()); }
std::string Binary::sourceMlir() const { return textOf(require(image).record->source_mlir()); }
std::string Binary::systemDescAsJson() const { return detail::systemDescAsJson(require(image).record->system_desc()); }
std::string Binary::asJson() const { return detail::binaryAsJson(require(image)); }
std::map<uint32_t, GoldenTensor> Binary::goldens(const std::string &location) const {
  require(image);
  return detail::goldensAt(image, location);
}
std::set<std::string> Binary::goldenLocations() const { return detail::goldenLocations(require(image)); }
std::vector<std::pair<std::string, std::string>> Binary::stages() const { return detail::stagesOf(require(image)); }
void Binary::store(const std::string &path) const { detail::writeFile(path, require(image).file->bytes()); }

uint32_t Binary::numPrograms() const { return static_cast<uint32_t>(require(image).programs.size()); }
std::string Binary::programName(uint32_t program) const { return require(image, program).name; }
bool Binary::isProgramPrivate(uint32_t program) const { return require(image, program).isPrivate; }
std::vector<int64_t> Binary::programMeshShape(uint32_t program) const { return require(image, program).meshShape; }
std::vector<ArgumentInfo> Binary::programInputs(uint32_t program) const { return require(image, program).arguments; }

std::vector<ArgumentInfo> Binary::programOutputs(uint32_t index) const {
  const Program &program = require(image, index);
  std::vector<ArgumentInfo> outputs;
  for (size_t i = 0; i < program.outputs.size(); ++i) {
    const detail::Value &value = program.values[program.outputs[i]];
    outputs.push_back({program.resultNames.empty() ? std::string() : program.resultNames[i], ArgumentType::Default,
                       value.desc, value.layout});
  }
  return outputs;
}

std::vector<OperationInfo> Binary::programOperations(uint32_t index) const {
  const Program &program = require(image, index);
  std::vector<OperationInfo> operations;
  for (const Operation &operation : program.operations)
    operations.push_back({operation.name, operation.location, operation.text, descsOf(program, operation.operands),
                          descsOf(program, operation.results)});
  return operations;
}

std::string Binary::programOpsAsJson(uint32_t program) const {
  return detail::operationsAsJson(require(image, program));
}
std::string Binary::programInputsAsJson(uint32_t program) const {
  return detail::inputsAsJson(require(image, program));
}
std::string Binary::programOutputsAsJson(uint32_t program) const {
  return detail::outputsAsJson(require(image, program));
}

} // namespace tt::runtime
