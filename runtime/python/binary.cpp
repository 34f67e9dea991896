// Python classes of compiled programs: Binary and the descriptions of its inputs, outputs and ops.
#include <cstring>

#include <nanobind/nanobind.h>
#include <nanobind/stl/map.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/set.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "common/file.h"
#include "module.h"
#include "python_entry.h"
#include "tt/runtime/binary.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace tt::runtime::python {
namespace {

/// Bytes of anything with the buffer protocol, for the time of a call.
class BufferBytes {
public:
  explicit BufferBytes(nb::handle object) {
    if (PyObject_GetBuffer(object.ptr(), &buffer, PyBUF_SIMPLE) != 0)
      throw nb::python_error();
  }
  ~BufferBytes() { PyBuffer_Release(&buffer); }
  BufferBytes(const BufferBytes &) = delete;
  BufferBytes &operator=(const BufferBytes &) = delete;
  std::span<const std::byte> bytes() const {
    return {static_cast<const std::byte *>(buffer.buf), static_cast<size_t>(buffer.len)};
  }

private:
  Py_buffer buffer{};
};

void writeWhole(const std::string &path, nb::handle data) {
  BufferBytes buffer(data);
  GilRelease released;
  detail::writeFile(path, buffer.bytes());
}

Binary loadFromBytes(nb::handle data) {
  BufferBytes buffer(data);
  GilRelease released;
  return Binary::loadFromBytes(buffer.bytes());
}

/// The bytes of a Binary that was compiled in this process: a capsule of this name holds a Python object of bytes.
constexpr const char *kCapsuleName = "tenon.binary_bytes";

Binary loadFromCapsule(nb::handle capsule) {
  void *bytes =
      PyCapsule_IsValid(capsule.ptr(), kCapsuleName) ? PyCapsule_GetPointer(capsule.ptr(), kCapsuleName) : nullptr;
  if (!bytes)
    throw nb::type_error("expected the capsule of a Binary, as ttmlir.passes.ttnn_to_flatbuffer_bin returns it");
  return loadFromBytes(nb::handle(static_cast<PyObject *>(bytes)));
}

void bindGoldens(nb::module_ &m) {
  nb::class_<GoldenTensor>(m, "GoldenTensor", "What a program's maker says that a result should be.")
      .def_ro("name", &GoldenTensor::name)
      .def_prop_ro("shape", [](const GoldenTensor &self) { return self.desc.shape; })
      .def_ro("stride", &GoldenTensor::strides, "In elements, for each dimension.")
      .def_prop_ro("dtype", [](const GoldenTensor &self) { return self.desc.dtype; })
      .def(
          "get_data_buffer",
          [](const GoldenTensor &self) { return nb::bytes(self.bytes.get(), self.desc.sizeBytes()); },
          "A copy of its bytes, which are dense.")
      .def("__repr__", [](const GoldenTensor &self) {
        return "<GoldenTensor " + (self.name.empty() ? std::string("(unnamed)") : self.name) + ": " + self.desc.str() +
               ">";
      });
}

void bindDescriptions(nb::module_ &m) {
  nb::enum_<ArgumentType>(m, "ArgumentType", "What a program's argument is: changes with every run, or stays.")
      .value("Input", ArgumentType::Input)
      .value("Parameter", ArgumentType::Parameter)
      .value("Constant", ArgumentType::Constant)
      .value("Default", ArgumentType::Default);

  nb::class_<ArgumentInfo>(m, "ArgumentInfo", "An input or output of a program: name, kind, shape, dtype.")
      .def_ro("name", &ArgumentInfo::name, "Its name in the source, or an empty string.")
      .def_ro("type", &ArgumentInfo::type)
      .def_ro("desc", &ArgumentInfo::desc)
      .def_prop_ro("shape", [](const ArgumentInfo &self) { return self.desc.shape; })
      .def_prop_ro("dtype", [](const ArgumentInfo &self) { return self.desc.dtype; })
      .def("__repr__", [](const ArgumentInfo &self) {
        return "<ArgumentInfo " + (self.name.empty() ? std::string("(unnamed)") : self.name) + ": " + self.desc.str() +
               ">";
      });

  nb::class_<OperationInfo>(m, "OperationInfo", "One op of a program.")
      .def_ro("name", &OperationInfo::name, "For example \"ttnn.matmul\".")
      .def_ro("location", &OperationInfo::location, "As printed: loc(\"model.py\":12:8).")
      .def_ro("text", &OperationInfo::text, "The printed op.")
      .def_ro("operands", &OperationInfo::operands)
      .def_ro("results", &OperationInfo::results)
      .def("__repr__", [](const OperationInfo &self) { return "<OperationInfo " + self.name + ">"; });
}

} // namespace

void bindBinary(nb::module_ &m) {
  bindDescriptions(m);
  bindGoldens(m);

  nb::class_<Binary>(m, "Binary", "A compiled program file, loaded and verified.")
      .def_prop_ro("id", &Binary::id, "A number unique to this loaded file in this process.")
      .def_prop_ro("version", &Binary::version, "Version of the schema the file was written with.")
      .def_prop_ro("schema_hash", &Binary::schemaHash)
      .def_prop_ro("producer", &Binary::producer)
      .def_prop_ro("ttmlir_git_hash", &Binary::ttmlirGitHash)
      .def_prop_ro("file_identifier", &Binary::fileIdentifier, "\"TTNN\", or \"TTM0\" for the simulated card.")
      .def(
          "check_schema_hash", [](const Binary &) { return true; },
          "True: a file with another schema is refused when it is loaded.")
      .def("as_json", &Binary::asJson, "The whole record as JSON, without the bytes of constants.")
      .def("store", &Binary::store, "path"_a, nb::call_guard<GilRelease>(),
           "Writes the file again, atomically. Raises OSError.")
      .def("get_mlir_as_json", &Binary::mlir)
      .def("get_mlir", &Binary::mlir, "The TTNN module the file was made from, large constants elided.")
      .def("get_source_mlir", &Binary::sourceMlir,
           "The module as it was given to the compiler, large constants elided.")
      .def("get_debug_info_golden", &Binary::goldens, "loc"_a,
           "The goldens that were given to the compiler for this location, by the number of the device; an empty dict "
           "where there are none.")
      .def("get_debug_info_golden_locations", &Binary::goldenLocations, "The locations that there are goldens for.")
      .def("get_mlir_stages", &Binary::stages,
           "The names of the compiler's passes, and the module behind each, where they were recorded.")
      .def("get_system_desc_as_json", &Binary::systemDescAsJson)
      .def("get_num_programs", &Binary::numPrograms)
      .def("get_program_name", &Binary::programName, "program_index"_a)
      .def("is_program_private", &Binary::isProgramPrivate, "program_index"_a,
           "True for programs that only other programs run, such as the evaluation of constants.")
      .def("get_program_mesh_shape", &Binary::programMeshShape, "program_index"_a)
      .def("get_program_inputs", &Binary::programInputs, "program_index"_a)
      .def("get_program_outputs", &Binary::programOutputs, "program_index"_a)
      .def("get_program_ops", &Binary::programOperations, "program_index"_a)
      .def("get_program_ops_as_json", &Binary::programOpsAsJson, "program_index"_a)
      .def("get_program_inputs_as_json", &Binary::programInputsAsJson, "program_index"_a)
      .def("get_program_outputs_as_json", &Binary::programOutputsAsJson, "program_index"_a)
      .def("__repr__", [](const Binary &self) {
        return "<ttrt.binary.Binary " + std::to_string(self.id()) + ", " + std::to_string(self.numPrograms()) +
               " programs>";
      });

  m.def("load_from_path", &Binary::loadFromPath, "path"_a, nb::call_guard<GilRelease>(),
        "Maps a .ttnn or .ttm file and verifies all of it.\n\nRaises OSError when it cannot be read, ValueError when "
        "it is not a "
        "complete, undamaged Binary of a version that this build reads.");
  m.def("load_binary_from_path", &Binary::loadFromPath, "path"_a, nb::call_guard<GilRelease>(),
        "The same as load_from_path.");
  m.def("load_binary_from_capsule", &loadFromCapsule, "capsule"_a.none(),
        "Loads what ttmlir.passes.ttnn_to_flatbuffer_bin returned; the bytes are copied. Raises TypeError for others.");
  m.def("_write_file", &writeWhole, "path"_a, "data"_a,
        "Writes a file whole or not at all; a link is followed, a device written to. Raises OSError.");
  m.def("load_binary_from_bytes", &loadFromBytes, "data"_a, "Loads a Binary from bytes-like data, which is copied.");
}

} // namespace tt::runtime::python
