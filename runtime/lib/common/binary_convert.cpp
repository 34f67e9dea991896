// From a Binary's verified flatbuffer to Program structs; checks every enumerator, index, shape, size and offset.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "common/binary_image.h"
#include "common/memory.h"
#include "tenon/schema/version.h"
#include "tt/runtime/error.h"

namespace tt::runtime::detail {
namespace {

/// Vectors and strings of a flatbuffer may overlap, so that a small file could unfold to any size.
constexpr uint64_t kUnfoldLimit = uint64_t(2) << 30;

/// Rows and columns of tiles that a card may have.
constexpr uint64_t kMaxGrid = 64;

template <class T>
size_t sizeOf(const flatbuffers::Vector<T> *vector) {
  return vector ? vector->size() : 0;
}

class Converter {
public:
  Converter(const target::Binary &record, std::span<const std::byte> data, const std::string &source)
      : record(record), data(data), source(source) {}

  std::vector<Program> convert() {
    checkSystemDesc();
    size_t count = sizeOf(record.programs());
    if (count == 0)
      fail("the Binary has no programs");
    std::vector<Program> programs(count);
    for (size_t i = 0; i < count; ++i) {
      where = fmt::format("program {}", i);
      convertProgram(*record.programs()->Get(static_cast<uint32_t>(i)), programs[i], i);
    }
    return programs;
  }

private:
  /// It is only shown, so that it need not make sense; but it must be readable.
  void checkSystemDesc() {
    where = "system descriptor";
    if (const target::SystemDesc *system = record.system_desc())
      for (size_t i = 0; i < sizeOf(system->chip_descs()); ++i) {
        checkAlignment(system->chip_descs()->Get(static_cast<uint32_t>(i))->grid());
        checkAlignment(system->chip_descs()->Get(static_cast<uint32_t>(i))->dram_grid());
      }
    where.clear();
  }

  template <class... Args>
  [[noreturn]] void fail(fmt::format_string<Args...> format, Args &&...args) const {
    throw BinaryError(fmt::format("{}: {}{}{}; the file is damaged or its compiler is at fault: recompile", source,
                                  where, where.empty() ? "" : ": ", fmt::format(format, std::forward<Args>(args)...)));
  }

  void spend(uint64_t bytes) {
    unfolded += bytes;
    if (unfolded > kUnfoldLimit)
      fail("the record unfolds to more than {}", formatBytes(kUnfoldLimit));
  }

  std::string text(const flatbuffers::String *string) {
    if (!string)
      return {};
    spend(string->size());
    return string->str();
  }

  /// The flatbuffers verifier looks at a vector's length only, not at where its elements begin. Its builder aligns
  /// those that have any.
  template <class U>
  void checkAlignment(const flatbuffers::Vector<U> *source) const {
    if (source && source->size() != 0 && reinterpret_cast<uintptr_t>(source->Data()) % alignof(U) != 0)
      fail("an array of numbers is not aligned");
  }

  template <class T, class U>
  std::vector<T> vector(const flatbuffers::Vector<U> *source) {
    if (!source)
      return {};
    checkAlignment(source);
    spend(source->size() * sizeof(T));
    if (source->size() == 0)
      return {};
    return {source->begin(), source->end()};
  }

  std::vector<std::string> strings(const flatbuffers::Vector<flatbuffers::Offset<flatbuffers::String>> *source) {
    std::vector<std::string> result;
    for (size_t i = 0; i < sizeOf(source); ++i) {
      spend(sizeof(std::string));
      result.push_back(text(source->Get(static_cast<uint32_t>(i))));
    }
    return result;
  }

  /// Indices below `limit`.
  std::vector<uint32_t> indices(const flatbuffers::Vector<uint32_t> *source, size_t limit, const char *what) {
    std::vector<uint32_t> result = vector<uint32_t>(source);
    for (size_t i = 0; i < result.size(); ++i)
      if (result[i] >= limit)
        fail("{} {} is value {}, but there are {} values", what, i, result[i], limit);
    return result;
  }

  DataType dtype(target::DataType number, const char *what) {
    if (static_cast<uint8_t>(number) >= kNumDataTypes)
      fail("{}: there is no data type number {}", what, static_cast<unsigned>(number));
    return static_cast<DataType>(number);
  }

  TensorDesc desc(const flatbuffers::Vector<int64_t> *shape, target::DataType number, const std::string &what) {
    TensorDesc result{vector<int64_t>(shape), dtype(number, what.c_str())};
    if (elementSize(result.dtype) == 0)
      fail("{}: the host device has no tensors of element type {}", what, toKeyword(result.dtype));
    if (!checkedSizeBytes(result))
      fail("{}: the shape {} is impossible: sizes must not be negative, the rank at most {}, the tensor at most {}",
           what, result.shape.size() > kMaxRank ? fmt::format("of rank {}", result.shape.size()) : result.str(),
           kMaxRank, formatBytes(kMaxTensorBytes));
    return result;
  }

  Layout layout(const target::Layout *source, size_t value) {
    Layout result;
    if (!source)
      return result;
    if (source->buffer_type() > target::BufferType::MAX)
      fail("value {}: there is no buffer type number {}", value, static_cast<unsigned>(source->buffer_type()));
    if (source->memory_layout() > target::TensorMemoryLayout::MAX)
      fail("value {}: there is no memory layout number {}", value, static_cast<unsigned>(source->memory_layout()));
    result.bufferType = static_cast<BufferType>(source->buffer_type());
    result.tiled = sizeOf(source->tile_shape()) != 0;
    for (const auto *sizes : {source->tile_shape(), source->grid()})
      for (int64_t size : vector<int64_t>(sizes))
        if (size <= 0)
          fail("value {}: its layout has a tile or grid of size {}", value, size);
    return result;
  }

  Value value(const target::Value &source, size_t index) {
    Value result;
    if (source.kind() > target::ValueKind::MAX)
      fail("value {}: there is no kind number {}", index, static_cast<unsigned>(source.kind()));
    result.isTensor = source.kind() == target::ValueKind::Tensor;
    if (!result.isTensor)
      return result;
    result.desc = desc(source.shape(), source.dtype(), fmt::format("value {}", index));
    result.layout = layout(source.layout(), index);
    return result;
  }

  ConstantRef constant(const target::ConstantValue &source, const std::string &name) {
    ConstantRef result;
    result.desc = desc(source.shape(), source.dtype(), fmt::format("attribute '{}'", name));
    result.splat = source.splat();
    uint64_t end = 0;
    if (__builtin_add_overflow(source.offset(), source.size(), &end) || end > data.size())
      fail("attribute '{}': its bytes {} to {} lie outside the {} bytes of constants", name, source.offset(), end,
           data.size());
    if (source.offset() % target::kDataAlignment != 0)
      fail("attribute '{}': its offset {} is no multiple of {}", name, source.offset(), target::kDataAlignment);
    size_t expected = result.splat ? elementSize(result.desc.dtype) : result.desc.sizeBytes();
    if (source.size() != expected)
      fail("attribute '{}': {}{} has {} bytes, but the record says {}", name, result.splat ? "an element of " : "",
           result.desc.str(), expected, source.size());
    result.bytes = data.subspan(source.offset(), source.size());
    if (result.desc.dtype == DataType::Bool &&
        std::any_of(result.bytes.begin(), result.bytes.end(), [](std::byte byte) { return byte > std::byte{1}; }))
      fail("attribute '{}': a byte of an i1 tensor is neither 0 nor 1", name);
    return result;
  }

  CoreRange coreRange(const target::CoreRange &source, const std::string &what) {
    CoreRange range{source.x(), source.y(), source.width(), source.height()};
    if (range.width == 0 || range.height == 0 || uint64_t(range.x) + range.width > kMaxGrid ||
        uint64_t(range.y) + range.height > kMaxGrid)
      fail("{}: no card has {} x {} tiles from ({}, {}) on", what, range.width, range.height, range.x, range.y);
    return range;
  }

  std::vector<KernelArgument>
  kernelArguments(const flatbuffers::Vector<flatbuffers::Offset<target::KernelArgument>> *source,
                  const std::string &what) {
    std::vector<KernelArgument> result;
    spend(sizeOf(source) * sizeof(KernelArgument));
    for (size_t i = 0; i < sizeOf(source); ++i) {
      const target::KernelArgument &argument = *source->Get(static_cast<uint32_t>(i));
      if (argument.kind() > target::KernelArgumentKind::MAX)
        fail("{}: there is no kind of argument number {}", what, static_cast<unsigned>(argument.kind()));
      result.push_back({static_cast<KernelArgument::Kind>(argument.kind()), argument.value()});
    }
    return result;
  }

  KernelRecord kernel(const target::Kernel &source) {
    KernelRecord result;
    result.name = text(source.name());
    const std::string what = fmt::format("kernel \"{}\"", result.name);
    if (source.processor() > target::Processor::MAX)
      fail("{}: there is no core number {}", what, static_cast<unsigned>(source.processor()));
    if (source.noc_index() > 1)
      fail("{}: there is no NoC number {}", what, source.noc_index());
    result.processor = static_cast<uint8_t>(source.processor());
    result.nocIndex = source.noc_index();
    result.cores = coreRange(*source.cores(), what);
    result.commonArgs = kernelArguments(source.common_args(), what);
    result.args = kernelArguments(source.args(), what);
    result.coreArgs = vector<uint32_t>(source.core_args());
    if (result.coreArgs.size() % result.cores.count() != 0)
      fail("{}: {} words are not equally many for each of {} tiles", what, result.coreArgs.size(),
           result.cores.count());
    result.compileTimeArgs = vector<uint32_t>(source.compile_time_args());
    uint64_t end = 0;
    if (__builtin_add_overflow(source.elf_offset(), source.elf_size(), &end) || end > data.size())
      fail("{}: its bytes {} to {} lie outside the {} bytes of data", what, source.elf_offset(), end, data.size());
    if (source.elf_offset() % target::kDataAlignment != 0)
      fail("{}: its offset {} is no multiple of {}", what, source.elf_offset(), target::kDataAlignment);
    result.elf = data.subspan(source.elf_offset(), source.elf_size());
    result.source = text(source.source());
    return result;
  }

  CardProgramRecord cardProgram(const target::CardProgramValue &source) {
    CardProgramRecord result;
    for (size_t i = 0; i < sizeOf(source.kernels()); ++i) {
      spend(sizeof(KernelRecord));
      result.kernels.push_back(kernel(*source.kernels()->Get(static_cast<uint32_t>(i))));
    }
    for (size_t i = 0; i < sizeOf(source.circular_buffers()); ++i) {
      spend(sizeof(CircularBufferRecord));
      const target::CircularBuffer &buffer = *source.circular_buffers()->Get(static_cast<uint32_t>(i));
      const std::string what = fmt::format("circular buffer {}", buffer.port());
      result.circularBuffers.push_back({buffer.port(), buffer.pages(), buffer.page_size(),
                                        dtype(buffer.dtype(), what.c_str()), coreRange(*buffer.cores(), what)});
    }
    return result;
  }

  AttributeValue attribute(const target::Attribute &source, const std::string &name) {
    using Kind = target::AttributeValue;
    switch (source.value_type()) {
    case Kind::BoolValue:
      return source.value_as_BoolValue()->value();
    case Kind::IntValue:
      return source.value_as_IntValue()->value();
    case Kind::FloatValue:
      return source.value_as_FloatValue()->value();
    case Kind::StringValue:
      return text(source.value_as_StringValue()->value());
    case Kind::IntArrayValue:
      return vector<int64_t>(source.value_as_IntArrayValue()->value());
    case Kind::FloatArrayValue:
      return vector<double>(source.value_as_FloatArrayValue()->value());
    case Kind::StringArrayValue:
      return strings(source.value_as_StringArrayValue()->value());
    case Kind::DataTypeValue:
      return dtype(source.value_as_DataTypeValue()->value(), name.c_str());
    case Kind::ProgramValue: {
      uint32_t index = source.value_as_ProgramValue()->index();
      if (index >= sizeOf(record.programs()))
        fail("attribute '{}' names program {}, but there are {}", name, index, sizeOf(record.programs()));
      return ProgramRef{index};
    }
    case Kind::OpaqueValue:
      return OpaqueText{text(source.value_as_OpaqueValue()->text())};
    case Kind::ConstantValue:
      return constant(*source.value_as_ConstantValue(), name);
    case Kind::CardProgramValue:
      return cardProgram(*source.value_as_CardProgramValue());
    case Kind::NONE:
      break;
    }
    fail("attribute '{}' has no value of a known kind ({})", name, static_cast<unsigned>(source.value_type()));
  }

  Operation operation(const target::Operation &source, size_t numValues) {
    Operation result;
    result.name = text(source.name());
    result.location = text(source.location());
    result.text = text(source.text());
    where += " " + result.name + (result.location.empty() ? "" : " at " + result.location);
    result.operands = indices(source.operands(), numValues, "operand");
    result.operandSegments = vector<uint32_t>(source.operand_segments());
    result.results = indices(source.results(), numValues, "result");
    result.resultSegments = vector<uint32_t>(source.result_segments());
    for (size_t i = 0; i < sizeOf(source.attributes()); ++i) {
      const target::Attribute &attribute = *source.attributes()->Get(static_cast<uint32_t>(i));
      std::string name = text(attribute.name());
      AttributeValue value = this->attribute(attribute, name);
      if (!result.attributes.emplace(name, std::move(value)).second)
        fail("attribute '{}' is there twice", name);
    }
    return result;
  }

  ArgumentInfo argument(const target::Program &source, size_t index, const Value &value) {
    ArgumentInfo result;
    if (sizeOf(source.arguments()) != 0) {
      const target::Argument &argument = *source.arguments()->Get(static_cast<uint32_t>(index));
      if (argument.type() > target::ArgumentType::MAX)
        fail("input {}: there is no argument type number {}", index, static_cast<unsigned>(argument.type()));
      result.name = text(argument.name());
      result.type = static_cast<ArgumentType>(argument.type());
    }
    result.desc = value.desc;
    result.layout = value.layout;
    return result;
  }

  void convertProgram(const target::Program &source, Program &program, size_t index) {
    program.name = text(source.name());
    where += fmt::format(" \"{}\"", program.name);
    const std::string programWhere = where;
    program.isPrivate = source.is_private();
    for (size_t i = 0; i < sizeOf(source.values()); ++i)
      program.values.push_back(value(*source.values()->Get(static_cast<uint32_t>(i)), i));
    program.inputs = indices(source.inputs(), program.values.size(), "input");
    if (size_t count = sizeOf(source.arguments()); count != 0 && count != program.inputs.size())
      fail("{} arguments are described, but there are {} inputs", count, program.inputs.size());
    for (size_t i = 0; i < program.inputs.size(); ++i)
      program.arguments.push_back(argument(source, i, program.values[program.inputs[i]]));
    program.outputs = indices(source.outputs(), program.values.size(), "output");
    program.resultNames = strings(source.result_names());
    if (!program.resultNames.empty() && program.resultNames.size() != program.outputs.size())
      fail("{} results are named, but there are {} outputs", program.resultNames.size(), program.outputs.size());
    program.meshShape = vector<int64_t>(source.mesh_shape());
    for (size_t i = 0; i < sizeOf(source.operations()); ++i) {
      where = fmt::format("{}, op {}", programWhere, i);
      program.operations.push_back(
          operation(*source.operations()->Get(static_cast<uint32_t>(i)), program.values.size()));
    }
    where = programWhere;
  }

  const target::Binary &record;
  std::span<const std::byte> data;
  const std::string &source;
  std::string where; ///< the part of the record being converted, for messages
  uint64_t unfolded = 0;
};

} // namespace

std::vector<Program> convertPrograms(const target::Binary &record, std::span<const std::byte> data,
                                     const std::string &source) {
  return Converter(record, data, source).convert();
}

} // namespace tt::runtime::detail
