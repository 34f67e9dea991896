// Writes Binaries from descriptions, independently of the compiler.
#include "binary_writer.h"

#include <cstring>
#include <fstream>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <xxhash.h>

#include "common/op_signature.h"
#include "tenon/schema/binary_generated.h"
#include "tenon/schema/version.h"

namespace tt::runtime::test {
namespace {

size_t align(size_t size) { return (size + 63) / 64 * 64; }

template <class T>
void put(std::vector<std::byte> &file, size_t offset, T value) {
  std::memcpy(file.data() + offset, &value, sizeof(value));
}

class Writer {
public:
  explicit Writer(const WriteOptions &options) : options(options) {}

  std::vector<std::byte> write(const std::vector<Program> &programs) {
    std::vector<flatbuffers::Offset<target::Program>> written;
    for (const Program &program : programs)
      written.push_back(writeProgram(program));
    target::Version version(options.major, options.minor, 0);
    auto goldens = writeGoldens();
    auto stages = writeStages();
    auto root = target::CreateBinary(fbb, &version, fbb.CreateString(target::kSchemaHash), fbb.CreateString("test"), 0,
                                     writeSystemDesc(), fbb.CreateString("module {}"), 0, fbb.CreateVector(written),
                                     data.size(), goldens, stages);
    fbb.FinishSizePrefixed(root, options.forCard ? target::kCardIdentifier : target::BinaryIdentifier());

    std::vector<std::byte> file(align(fbb.GetSize()));
    std::memcpy(file.data(), fbb.GetBufferPointer(), fbb.GetSize());
    file.insert(file.end(), data.begin(), data.end());
    file.resize(file.size() + 32);
    std::memcpy(file.data() + file.size() - 8, "TENONEND", 8);
    seal(file);
    return file;
  }

private:
  flatbuffers::Offset<flatbuffers::Vector<flatbuffers::Offset<target::Golden>>> writeGoldens() {
    std::vector<flatbuffers::Offset<target::Golden>> written;
    for (const WrittenGolden &golden : options.goldens) {
      data.resize(align(data.size()));
      uint64_t offset = golden.offset.value_or(data.size());
      data.insert(data.end(), golden.bytes.begin(), golden.bytes.end());
      written.push_back(
          target::CreateGolden(fbb, fbb.CreateString(golden.location), golden.device, fbb.CreateString("golden"),
                               fbb.CreateVector(golden.desc.shape), fbb.CreateVector(golden.strides),
                               static_cast<target::DataType>(golden.desc.dtype), offset, golden.bytes.size()));
    }
    return fbb.CreateVector(written);
  }

  flatbuffers::Offset<flatbuffers::Vector<flatbuffers::Offset<target::Stage>>> writeStages() {
    std::vector<flatbuffers::Offset<target::Stage>> written;
    for (const auto &[pass, mlir] : options.stages)
      written.push_back(target::CreateStage(fbb, fbb.CreateString(pass), fbb.CreateString(mlir)));
    return fbb.CreateVector(written);
  }

  flatbuffers::Offset<target::SystemDesc> writeSystemDesc() {
    auto grid = fbb.CreateVector(std::vector<int64_t>{8, 8});
    auto dtypes =
        fbb.CreateVector(std::vector{target::DataType::Float32, target::DataType::BFloat16, target::DataType::Int32});
    auto arch = fbb.CreateString("wormhole_b0");
    target::ChipDescBuilder chip(fbb);
    chip.add_arch(arch);
    chip.add_grid(grid);
    chip.add_supported_data_types(dtypes);
    std::vector chips = {chip.Finish()};
    auto role = fbb.CreateString("host");
    std::vector cpus = {target::CreateCpuDesc(fbb, role, role)};
    auto cpuVector = fbb.CreateVector(cpus);
    auto chipVector = fbb.CreateVector(chips);
    return target::CreateSystemDesc(fbb, cpuVector, chipVector, fbb.CreateVector(std::vector<uint32_t>{0}));
  }

  flatbuffers::Offset<target::Program> writeProgram(const Program &program) {
    std::vector<flatbuffers::Offset<target::Value>> values;
    for (const detail::Value &value : program.values) {
      auto shape = fbb.CreateVector(value.desc.shape);
      auto tiles = fbb.CreateVector(value.layout.tiled ? std::vector<int64_t>{32, 32} : std::vector<int64_t>{});
      target::LayoutBuilder layout(fbb);
      layout.add_tile_shape(tiles);
      layout.add_buffer_type(static_cast<target::BufferType>(value.layout.bufferType));
      values.push_back(target::CreateValue(fbb, value.isTensor ? target::ValueKind::Tensor : target::ValueKind::Device,
                                           shape, static_cast<target::DataType>(value.desc.dtype), layout.Finish()));
    }
    std::vector<flatbuffers::Offset<target::Argument>> arguments;
    for (const ArgumentInfo &argument : program.arguments)
      arguments.push_back(target::CreateArgument(fbb, fbb.CreateString(argument.name),
                                                 static_cast<target::ArgumentType>(argument.type)));
    std::vector<flatbuffers::Offset<target::Operation>> operations;
    for (const Operation &operation : program.operations)
      operations.push_back(writeOperation(operation));
    return target::CreateProgram(fbb, fbb.CreateString(program.name), program.isPrivate, fbb.CreateVector(values),
                                 fbb.CreateVector(program.inputs), fbb.CreateVector(arguments),
                                 fbb.CreateVector(program.outputs), fbb.CreateVectorOfStrings(program.resultNames),
                                 fbb.CreateVector(operations));
  }

  flatbuffers::Offset<target::Operation> writeOperation(const Operation &operation) {
    const detail::OpSignature *signature = detail::findOpSignature(operation.name);
    std::vector<uint32_t> operandSegments = operation.operandSegments, resultSegments = operation.resultSegments;
    if (signature && operandSegments.empty())
      operandSegments = segments(signature->operands, operation.operands.size());
    if (signature && resultSegments.empty())
      resultSegments = segments(signature->results, operation.results.size());
    std::vector<flatbuffers::Offset<target::Attribute>> attributes;
    for (const auto &[name, value] : operation.attributes) {
      auto [type, written] = writeAttribute(value);
      attributes.push_back(target::CreateAttribute(fbb, fbb.CreateString(name), type, written));
    }
    return target::CreateOperation(fbb, fbb.CreateString(operation.name), fbb.CreateVector(operation.operands),
                                   fbb.CreateVector(operandSegments), fbb.CreateVector(operation.results),
                                   fbb.CreateVector(resultSegments), fbb.CreateVector(attributes),
                                   fbb.CreateString(operation.location), fbb.CreateString(operation.text));
  }

  static std::vector<uint32_t> segments(std::span<const detail::OperandSignature> declared, size_t count) {
    std::vector<uint32_t> result;
    for (const detail::OperandSignature &operand : declared) {
      size_t taken = operand.arity == detail::Arity::Variadic ? count : std::min<size_t>(count, 1);
      result.push_back(static_cast<uint32_t>(taken));
      count -= taken;
    }
    return result;
  }

  flatbuffers::Offset<target::CoreRange> writeCores(const detail::CoreRange &cores) {
    return target::CreateCoreRange(fbb, cores.x, cores.y, cores.width, cores.height);
  }

  flatbuffers::Offset<flatbuffers::Vector<flatbuffers::Offset<target::KernelArgument>>>
  writeArguments(const std::vector<detail::KernelArgument> &arguments) {
    std::vector<flatbuffers::Offset<target::KernelArgument>> written;
    for (const detail::KernelArgument &argument : arguments)
      written.push_back(
          target::CreateKernelArgument(fbb, static_cast<target::KernelArgumentKind>(argument.kind), argument.value));
    return fbb.CreateVector(written);
  }

  flatbuffers::Offset<target::CardProgramValue> writeCardProgram(const detail::CardProgramRecord &program) {
    std::vector<flatbuffers::Offset<target::Kernel>> kernels;
    for (const detail::KernelRecord &kernel : program.kernels) {
      data.resize(align(data.size()));
      const size_t offset = data.size();
      data.insert(data.end(), kernel.elf.begin(), kernel.elf.end());
      auto name = fbb.CreateString(kernel.name);
      auto cores = writeCores(kernel.cores);
      auto common = writeArguments(kernel.commonArgs), args = writeArguments(kernel.args);
      auto coreArgs = fbb.CreateVector(kernel.coreArgs);
      kernels.push_back(target::CreateKernel(fbb, name, static_cast<target::Processor>(kernel.processor),
                                             kernel.nocIndex, cores, common, args, coreArgs, 0, offset,
                                             kernel.elf.size()));
    }
    std::vector<flatbuffers::Offset<target::CircularBuffer>> buffers;
    for (const detail::CircularBufferRecord &buffer : program.circularBuffers)
      buffers.push_back(target::CreateCircularBuffer(fbb, buffer.port, buffer.pages, buffer.pageSize,
                                                     static_cast<target::DataType>(buffer.dtype),
                                                     writeCores(buffer.cores)));
    auto kernelVector = fbb.CreateVector(kernels);
    return target::CreateCardProgramValue(fbb, kernelVector, fbb.CreateVector(buffers));
  }

  using Union = std::pair<target::AttributeValue, flatbuffers::Offset<void>>;

  Union writeAttribute(const AttributeValue &value) {
    using Kind = target::AttributeValue;
    struct Visitor {
      Writer &self;
      flatbuffers::FlatBufferBuilder &fbb;
      Union operator()(bool held) { return {Kind::BoolValue, target::CreateBoolValue(fbb, held).Union()}; }
      Union operator()(int64_t held) { return {Kind::IntValue, target::CreateIntValue(fbb, held).Union()}; }
      Union operator()(double held) { return {Kind::FloatValue, target::CreateFloatValue(fbb, held).Union()}; }
      Union operator()(const std::string &held) {
        return {Kind::StringValue, target::CreateStringValue(fbb, fbb.CreateString(held)).Union()};
      }
      Union operator()(const std::vector<int64_t> &held) {
        return {Kind::IntArrayValue, target::CreateIntArrayValue(fbb, fbb.CreateVector(held)).Union()};
      }
      Union operator()(const std::vector<double> &held) {
        return {Kind::FloatArrayValue, target::CreateFloatArrayValue(fbb, fbb.CreateVector(held)).Union()};
      }
      Union operator()(const std::vector<std::string> &held) {
        return {Kind::StringArrayValue, target::CreateStringArrayValue(fbb, fbb.CreateVectorOfStrings(held)).Union()};
      }
      Union operator()(DataType held) {
        return {Kind::DataTypeValue, target::CreateDataTypeValue(fbb, static_cast<target::DataType>(held)).Union()};
      }
      Union operator()(detail::ProgramRef held) {
        return {Kind::ProgramValue, target::CreateProgramValue(fbb, held.index).Union()};
      }
      Union operator()(const detail::OpaqueText &held) {
        return {Kind::OpaqueValue, target::CreateOpaqueValue(fbb, fbb.CreateString(held.text)).Union()};
      }
      Union operator()(const detail::CardProgramRecord &held) {
        return {Kind::CardProgramValue, self.writeCardProgram(held).Union()};
      }
      Union operator()(const detail::ConstantRef &held) {
        size_t offset = self.data.size();
        self.data.insert(self.data.end(), held.bytes.begin(), held.bytes.end());
        self.data.resize(align(self.data.size()));
        auto shape = fbb.CreateVector(held.desc.shape);
        return {Kind::ConstantValue,
                target::CreateConstantValue(fbb, shape, static_cast<target::DataType>(held.desc.dtype), held.splat,
                                            offset, held.bytes.size())
                    .Union()};
      }
    };
    return std::visit(Visitor{*this, fbb}, value);
  }

  WriteOptions options;
  flatbuffers::FlatBufferBuilder fbb;
  std::vector<std::byte> data;
};

} // namespace

ProgramBuilder::ProgramBuilder(std::string name, bool isPrivate) {
  program.name = std::move(name);
  program.isPrivate = isPrivate;
}

uint32_t ProgramBuilder::value(std::vector<int64_t> shape, DataType dtype) {
  program.values.push_back({true, {std::move(shape), dtype}, {}});
  return static_cast<uint32_t>(program.values.size() - 1);
}

uint32_t ProgramBuilder::input(std::vector<int64_t> shape, DataType dtype, ArgumentType type, std::string name) {
  uint32_t result = value(std::move(shape), dtype);
  program.inputs.push_back(result);
  program.arguments.push_back({std::move(name), type, program.values[result].desc, {}});
  return result;
}

Operation &ProgramBuilder::add(std::string name, std::vector<uint32_t> operands,
                               std::map<std::string, AttributeValue, std::less<>> attributes) {
  Operation operation;
  size_t index = program.operations.size();
  operation.location = fmt::format("loc(\"{}.py\":{}:1)", program.name, index + 1);
  operation.text = fmt::format("%{} = \"{}\"()", index, name);
  operation.name = std::move(name);
  operation.operands = std::move(operands);
  operation.attributes = std::move(attributes);
  program.operations.push_back(std::move(operation));
  return program.operations.back();
}

uint32_t ProgramBuilder::op(std::string name, std::vector<uint32_t> operands, std::vector<int64_t> shape,
                            std::map<std::string, AttributeValue, std::less<>> attributes, DataType dtype) {
  uint32_t result = value(std::move(shape), dtype);
  add(std::move(name), std::move(operands), std::move(attributes)).results = {result};
  return result;
}

void ProgramBuilder::effect(std::string name, std::vector<uint32_t> operands,
                            std::map<std::string, AttributeValue, std::less<>> attributes) {
  add(std::move(name), std::move(operands), std::move(attributes));
}

uint32_t ProgramBuilder::constant(std::vector<int64_t> shape, const std::vector<float> &values) {
  detail::ConstantRef constant{{shape, DataType::Float32}, false, std::as_bytes(std::span(values))};
  return op("ttnn.constant", {}, shape, {{"value", constant}});
}

uint32_t ProgramBuilder::splat(std::vector<int64_t> shape, const float &value) {
  detail::ConstantRef constant{{shape, DataType::Float32}, true, std::as_bytes(std::span(&value, 1))};
  return op("ttnn.constant", {}, shape, {{"value", constant}});
}

uint32_t ProgramBuilder::loadCached(uint32_t callee, std::vector<uint32_t> operands, std::vector<int64_t> shape) {
  return op("ttcore.load_cached", std::move(operands), std::move(shape), {{"callee", detail::ProgramRef{callee}}});
}

std::vector<std::byte> writeBinary(const std::vector<Program> &programs, const WriteOptions &options) {
  return Writer(options).write(programs);
}

void seal(std::vector<std::byte> &file) {
  uint32_t prefix = 0;
  std::memcpy(&prefix, file.data(), 4);
  size_t record = size_t(prefix) + 4, begin = align(record), end = file.size() - 32;
  if (begin > end)
    return;
  put<uint64_t>(file, end, file.size());
  put<uint64_t>(file, end + 8, XXH3_64bits(file.data(), record));
  put<uint64_t>(file, end + 16, XXH3_64bits(file.data() + begin, end - begin));
}

std::string writeTemporary(const std::vector<std::byte> &file, const std::string &name) {
  std::string path = fmt::format("{}tenon-{}-{}", testing::TempDir(), ::getpid(), name);
  std::ofstream stream(path, std::ios::binary);
  stream.write(reinterpret_cast<const char *>(file.data()), static_cast<std::streamsize>(file.size()));
  return path;
}

} // namespace tt::runtime::test
