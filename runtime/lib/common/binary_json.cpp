// A Binary, its programs and its system descriptor as JSON, with the names of the schema.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "common/binary_image.h"
#include "common/json_writer.h"
#include "tenon/schema/version.h"

namespace tt::runtime::detail {
namespace {

std::string textOf(const flatbuffers::String *string) { return string ? string->str() : std::string(); }

template <class T>
std::vector<T> vectorOf(const flatbuffers::Vector<T> *vector) {
  return vector ? std::vector<T>(vector->begin(), vector->end()) : std::vector<T>();
}

/// Calls write(item) for each table of an array field.
template <class T, class Write>
void writeTables(JsonWriter &json, const char *name, const flatbuffers::Vector<flatbuffers::Offset<T>> *tables,
                 Write write) {
  json.key(name).beginArray();
  for (uint32_t i = 0; tables && i < tables->size(); ++i) {
    json.beginObject();
    write(*tables->Get(i));
    json.endObject();
  }
  json.endArray();
}

void writeChip(JsonWriter &json, const target::ChipDesc &chip) {
  json.field("arch", textOf(chip.arch()));
  json.field("grid", vectorOf(chip.grid()));
  json.field("l1_size", chip.l1_size());
  json.field("num_dram_channels", chip.num_dram_channels());
  json.field("dram_channel_size", chip.dram_channel_size());
  json.field("noc_l1_address_align_bytes", chip.noc_l1_address_align_bytes());
  json.field("pcie_address_align_bytes", chip.pcie_address_align_bytes());
  json.field("noc_dram_address_align_bytes", chip.noc_dram_address_align_bytes());
  json.field("l1_unreserved_base", chip.l1_unreserved_base());
  json.field("erisc_l1_unreserved_base", chip.erisc_l1_unreserved_base());
  json.field("dram_unreserved_base", chip.dram_unreserved_base());
  json.field("dram_unreserved_end", chip.dram_unreserved_end());
  json.key("supported_data_types").beginArray();
  for (uint32_t i = 0; chip.supported_data_types() && i < chip.supported_data_types()->size(); ++i)
    json.value(toKeyword(static_cast<DataType>(chip.supported_data_types()->Get(i))));
  json.endArray();
  writeTables(json, "supported_tile_sizes", chip.supported_tile_sizes(),
              [&](const target::CoreCoord &tile) { json.field("y", tile.y()).field("x", tile.x()); });
  json.field("dst_physical_size_tiles", chip.dst_physical_size_tiles());
  json.field("num_cbs", chip.num_cbs());
  json.field("num_compute_threads", chip.num_compute_threads());
  json.field("num_datamovement_threads", chip.num_datamovement_threads());
  json.field("dram_grid", vectorOf(chip.dram_grid()));
}

void writeSystemDesc(JsonWriter &json, const target::SystemDesc *desc) {
  json.beginObject();
  if (desc) {
    writeTables(json, "cpu_descs", desc->cpu_descs(), [&](const target::CpuDesc &cpu) {
      json.field("role", textOf(cpu.role())).field("target_triple", textOf(cpu.target_triple()));
    });
    writeTables(json, "chip_descs", desc->chip_descs(), [&](const target::ChipDesc &chip) { writeChip(json, chip); });
    json.field("chip_desc_indices", vectorOf(desc->chip_desc_indices()));
    json.key("chip_capabilities").beginArray();
    for (uint32_t i = 0; desc->chip_capabilities() && i < desc->chip_capabilities()->size(); ++i)
      json.value(desc->chip_capabilities()->Get(i)->str());
    json.endArray();
    writeTables(json, "chip_coords", desc->chip_coords(), [&](const target::ChipCoord &coord) {
      json.field("rack", coord.rack()).field("shelf", coord.shelf()).field("y", coord.y()).field("x", coord.x());
    });
  }
  json.endObject();
}

const char *nameOf(ArgumentType type) {
  static constexpr const char *names[] = {"input", "parameter", "constant", "default"};
  return names[static_cast<size_t>(type)];
}

const char *nameOf(BufferType type) {
  static constexpr const char *names[] = {"dram", "l1", "system_memory", "l1_small", "trace"};
  return names[static_cast<size_t>(type)];
}

void writeValue(JsonWriter &json, const Value &value) {
  json.field("kind", value.isTensor ? "tensor" : "device");
  if (!value.isTensor)
    return;
  json.field("shape", value.desc.shape);
  json.field("dtype", toKeyword(value.desc.dtype));
  json.key("layout").beginObject();
  json.field("buffer_type", nameOf(value.layout.bufferType)).field("tiled", value.layout.tiled);
  json.endObject();
}

void writeCores(JsonWriter &json, const CoreRange &cores) {
  json.key("cores").beginObject();
  json.field("x", cores.x).field("y", cores.y).field("width", cores.width).field("height", cores.height).endObject();
}

void writeArguments(JsonWriter &json, const char *name, const std::vector<KernelArgument> &arguments) {
  static constexpr const char *kinds[] = {"word", "buffer_address", "semaphore"};
  json.key(name).beginArray();
  for (const KernelArgument &argument : arguments)
    json.beginObject()
        .field("kind", kinds[static_cast<size_t>(argument.kind)])
        .field("value", argument.value)
        .endObject();
  json.endArray();
}

void writeCardProgram(JsonWriter &json, const CardProgramRecord &program) {
  static constexpr const char *processors[] = {"dm0", "dm1", "compute"};
  json.beginObject();
  json.key("kernels").beginArray();
  for (const KernelRecord &kernel : program.kernels) {
    json.beginObject();
    json.field("name", kernel.name).field("processor", processors[kernel.processor]);
    json.field("noc", kernel.nocIndex);
    writeCores(json, kernel.cores);
    writeArguments(json, "common_args", kernel.commonArgs);
    writeArguments(json, "args", kernel.args);
    json.field("core_args", kernel.coreArgs).field("compile_time_args", kernel.compileTimeArgs);
    json.field("code_size", kernel.elf.size()).field("source", kernel.source);
    json.endObject();
  }
  json.endArray();
  json.key("circular_buffers").beginArray();
  for (const CircularBufferRecord &buffer : program.circularBuffers) {
    json.beginObject();
    json.field("port", buffer.port).field("pages", buffer.pages).field("page_size", buffer.pageSize);
    json.field("dtype", toKeyword(buffer.dtype));
    writeCores(json, buffer.cores);
    json.endObject();
  }
  json.endArray().endObject();
}

void writeAttribute(JsonWriter &json, const AttributeValue &value) {
  std::visit(
      [&](const auto &held) {
        using T = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<T, DataType>) {
          json.value(toKeyword(held));
        } else if constexpr (std::is_same_v<T, ProgramRef>) {
          json.beginObject().field("program", held.index).endObject();
        } else if constexpr (std::is_same_v<T, OpaqueText>) {
          json.value(held.text);
        } else if constexpr (std::is_same_v<T, ConstantRef>) {
          json.beginObject();
          json.field("shape", held.desc.shape).field("dtype", toKeyword(held.desc.dtype)).field("splat", held.splat);
          json.field("size", held.bytes.size()).endObject();
        } else if constexpr (std::is_same_v<T, CardProgramRecord>) {
          writeCardProgram(json, held);
        } else {
          json.value(held);
        }
      },
      value);
}

void writeOperations(JsonWriter &json, const Program &program) {
  json.beginArray();
  for (const Operation &operation : program.operations) {
    json.beginObject();
    json.field("name", operation.name);
    json.field("operands", operation.operands).field("results", operation.results);
    json.key("attributes").beginObject();
    for (const auto &[name, value] : operation.attributes) {
      json.key(name);
      writeAttribute(json, value);
    }
    json.endObject();
    json.field("loc_info", operation.location).field("debug_info", operation.text);
    json.endObject();
  }
  json.endArray();
}

void writeInputs(JsonWriter &json, const Program &program) {
  json.beginArray();
  for (size_t i = 0; i < program.inputs.size(); ++i) {
    json.beginObject();
    json.field("name", program.arguments[i].name).field("argument_type", nameOf(program.arguments[i].type));
    writeValue(json, program.values[program.inputs[i]]);
    json.endObject();
  }
  json.endArray();
}

void writeOutputs(JsonWriter &json, const Program &program) {
  json.beginArray();
  for (size_t i = 0; i < program.outputs.size(); ++i) {
    json.beginObject();
    json.field("name", program.resultNames.empty() ? std::string() : program.resultNames[i]);
    writeValue(json, program.values[program.outputs[i]]);
    json.endObject();
  }
  json.endArray();
}

/// Goldens without their bytes, and the names of the stages.
void writeDebugInfo(JsonWriter &json, const target::Binary &record) {
  writeTables(json, "goldens", record.goldens(), [&](const target::Golden &golden) {
    json.field("location", textOf(golden.location())).field("device", golden.device());
    json.field("name", textOf(golden.name())).field("shape", vectorOf(golden.shape()));
    json.field("stride", vectorOf(golden.strides()));
    json.field("dtype", toKeyword(static_cast<DataType>(golden.dtype())));
  });
  writeTables(json, "stages", record.stages(),
              [&](const target::Stage &stage) { json.field("pass_name", textOf(stage.pass_name())); });
}

template <class Write>
std::string toJson(Write write) {
  JsonWriter json;
  write(json);
  return json.take();
}

} // namespace

std::string systemDescAsJson(const target::SystemDesc *desc) {
  return toJson([&](JsonWriter &json) { writeSystemDesc(json, desc); });
}
std::string operationsAsJson(const Program &program) {
  return toJson([&](JsonWriter &json) { writeOperations(json, program); });
}
std::string inputsAsJson(const Program &program) {
  return toJson([&](JsonWriter &json) { writeInputs(json, program); });
}
std::string outputsAsJson(const Program &program) {
  return toJson([&](JsonWriter &json) { writeOutputs(json, program); });
}

std::string binaryAsJson(const BinaryImage &image) {
  const target::Binary &record = *image.record;
  JsonWriter json;
  json.beginObject();
  json.field("version",
             fmt::format("{}.{}.{}", record.version()->major(), record.version()->minor(), record.version()->patch()));
  json.field("schema_hash", textOf(record.schema_hash()));
  json.field("producer", textOf(record.producer()));
  json.field("ttmlir_git_hash", textOf(record.ttmlir_git_hash()));
  json.key("system_desc");
  writeSystemDesc(json, record.system_desc());
  json.field("mlir", textOf(record.mlir()));
  json.key("programs").beginArray();
  for (const Program &program : image.programs) {
    json.beginObject();
    json.field("name", program.name).field("private", program.isPrivate).field("mesh_shape", program.meshShape);
    json.key("values").beginArray();
    for (const Value &value : program.values) {
      json.beginObject();
      writeValue(json, value);
      json.endObject();
    }
    json.endArray();
    json.key("inputs");
    writeInputs(json, program);
    json.key("outputs");
    writeOutputs(json, program);
    json.key("operations");
    writeOperations(json, program);
    json.endObject();
  }
  json.endArray();
  json.field("data_size", record.data_size());
  writeDebugInfo(json, record);
  json.endObject();
  return json.take();
}

std::string attributeAsText(const AttributeValue &value) {
  if (const auto *text = std::get_if<std::string>(&value))
    return *text;
  if (const auto *opaque = std::get_if<OpaqueText>(&value))
    return opaque->text;
  if (const auto *constant = std::get_if<ConstantRef>(&value))
    return (constant->splat ? "splat " : "dense ") + constant->desc.str();
  if (const auto *program = std::get_if<ProgramRef>(&value))
    return fmt::format("program {}", program->index);
  return toJson([&](JsonWriter &json) { writeAttribute(json, value); });
}

} // namespace tt::runtime::detail
