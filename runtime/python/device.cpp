// Python functions of devices and programs: open, submit, wait, copy, close.
#include <nanobind/nanobind.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "module.h"
#include "python_entry.h"
#include "tt/runtime/runtime.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace tt::runtime::python {
namespace {

std::vector<Tensor> submitProgram(Device device, Binary binary, int64_t program, const std::vector<Tensor> &inputs) {
  if (program < 0 || program >= binary.numPrograms())
    throw IndexError("program index " + std::to_string(program) + " is out of range: the Binary has " +
                     std::to_string(binary.numPrograms()) + " programs");
  GilRelease released;
  return submit(std::move(device), std::move(binary), static_cast<uint32_t>(program), inputs);
}

void bindOptions(nb::module_ &m) {
  nb::class_<MeshDeviceOptions>(m, "MeshDeviceOptions", "How a device is opened.")
      .def(nb::init<>())
      .def_rw("mesh_offset", &MeshDeviceOptions::meshOffset)
      .def_rw("device_ids", &MeshDeviceOptions::deviceIds)
      .def_rw("num_hw_cqs", &MeshDeviceOptions::numHwCqs)
      .def_rw("enable_program_cache", &MeshDeviceOptions::enableProgramCache)
      .def_rw("mesh_shape", &MeshDeviceOptions::meshShape)
      .def_rw("l1_small_size", &MeshDeviceOptions::l1SmallSize)
      .def_rw("trace_region_size", &MeshDeviceOptions::traceRegionSize)
      .def_rw("num_threads", &MeshDeviceOptions::numThreads,
              "Threads a program may use; 0: TT_RUNTIME_NUM_THREADS, else all cores at hand.");
}

} // namespace

void bindDevice(nb::module_ &m) {
  bindOptions(m);

  nb::class_<Device>(m, "Device", "An opened device. All but is_open raise RuntimeError once it is closed.")
      .def("is_open", &Device::isOpen)
      .def("get_mesh_shape", &Device::meshShape)
      .def("get_device_ids", &Device::deviceIds)
      .def("get_num_threads", &Device::numThreads)
      .def("get_num_hw_cqs", &Device::numHwCqs)
      .def("is_program_cache_enabled", &Device::isProgramCacheEnabled)
      .def("clear_program_cache", &Device::clearProgramCache, nb::call_guard<GilRelease>(),
           "Drops all plans and computed constants.")
      .def("description", &Device::description, "Instruction set and libraries in use.")
      .def("__repr__", [](const Device &self) {
        return self.isOpen() ? "<ttrt.runtime.Device: " + self.description() + ">"
                             : std::string("<ttrt.runtime.Device (closed)>");
      });

  m.def("open_mesh_device", &openMeshDevice, "options"_a = MeshDeviceOptions(), nb::call_guard<GilRelease>(),
        "Opens the host device. Raises ValueError for options it cannot satisfy.");
  m.def("close_mesh_device", &closeMeshDevice, "parent_mesh"_a, nb::call_guard<GilRelease>(),
        "Waits for running programs and frees everything. Using the device afterwards raises RuntimeError.");
  nb::enum_<DeviceRuntime>(m, "DeviceRuntime", "What executes programs: the host device (TTNN) or the simulated card.")
      .value("Disabled", DeviceRuntime::Disabled)
      .value("TTNN", DeviceRuntime::TTNN)
      .value("TTMetal", DeviceRuntime::TTMetal);
  m.def("get_available_device_runtimes", &getAvailableDeviceRuntimes);
  m.def("get_current_device_runtime", &getCurrentDeviceRuntime,
        "The setting of the process. Each program runs as its file says, whatever the setting is.");
  m.def("set_current_device_runtime", &setCurrentDeviceRuntime, "device_runtime"_a, "Raises ValueError for Disabled.");
  m.def("set_compatible_device_runtime", &setCompatibleDeviceRuntime, "binary"_a,
        "Makes the setting what executes the programs of a Binary: TTNN for .ttnn, TTMetal for .ttm.");
  m.def("get_num_available_devices", &getNumAvailableDevices);
  m.def("get_current_system_desc_as_text", &getCurrentSystemDescAsText, nb::call_guard<GilRelease>(),
        "The descriptor of the system at hand as the compiler's option system-desc-path reads it.");
  m.def("get_current_system_desc_as_json", &getCurrentSystemDescAsJson, nb::call_guard<GilRelease>());

  m.def(
      "submit", &submitProgram, "device"_a, "executable"_a, "program_index"_a, "inputs"_a,
      "Runs a program and returns its outputs.\n\nRaises IndexError for a program that is not there, ValueError and "
      "TypeError for inputs of the wrong number, shape or dtype, RuntimeError for a closed device or an op that fails, "
      "and whatever a debug callback raises.");
  m.def(
      "wait", [](const Tensor &tensor, std::optional<int>) { wait(tensor); }, "tensor"_a, "cq_id"_a = nb::none(),
      nb::call_guard<GilRelease>(), "Returns when the tensor is computed.");
  m.def(
      "wait", [](const std::vector<Tensor> &tensors, std::optional<int>) { wait(tensors); }, "tensors"_a,
      "cq_id"_a = nb::none(), nb::call_guard<GilRelease>());
  m.def("to_host", &toHost, "tensor"_a, "untilize"_a = false, "blocking"_a = true, nb::call_guard<GilRelease>(),
        "Copies in host memory, one for each device of the mesh.");
  m.def("get_layout", &getLayout, "executable"_a, "program_index"_a, "input_index"_a);
  m.def("to_layout", &toLayout, "tensor"_a, "device"_a, "layout"_a, "retain"_a = nb::none(),
        nb::call_guard<GilRelease>());
  m.def(
      "memcpy", [](uintptr_t dst, const Tensor &src) { memcpy(reinterpret_cast<void *>(dst), src); }, "dst"_a, "src"_a,
      "Copies the tensor's bytes to the address `dst`.");
  m.def("memcpy", [](Tensor dst, const Tensor &src) { memcpy(std::move(dst), src); }, "dst"_a, "src"_a);
  m.def("deallocate_tensor", &deallocateTensor, "tensor"_a, "force"_a = false);
}

} // namespace tt::runtime::python
