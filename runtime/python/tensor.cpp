// Python classes of tensors: Tensor with its ways to and from numpy without a copy, TensorDesc, DataType.
#include <algorithm>

#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "module.h"
#include "python_entry.h"
#include "tt/runtime/error.h"
#include "tt/runtime/runtime.h"
#include "tt/runtime/tensor.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace tt::runtime::python {
namespace {

/// The DLPack type of a dtype.
nb::dlpack::dtype dlpackType(DataType dtype) {
  switch (dtype) {
  case DataType::Float32:
    return nb::dtype<float>();
  case DataType::Float16:
    return {static_cast<uint8_t>(nb::dlpack::dtype_code::Float), 16, 1};
  case DataType::BFloat16:
    return {static_cast<uint8_t>(nb::dlpack::dtype_code::Bfloat), 16, 1};
  case DataType::UInt16:
    return nb::dtype<uint16_t>();
  case DataType::UInt32:
    return nb::dtype<uint32_t>();
  case DataType::UInt8:
    return nb::dtype<uint8_t>();
  case DataType::Int32:
    return nb::dtype<int32_t>();
  case DataType::Bool:
    return nb::dtype<bool>();
  default:
    throw TypeError("tensors of " + std::string(toKeyword(dtype)) + " have neither a numpy nor a DLPack form");
  }
}

/// An object of the framework over the tensor's memory. It keeps the memory alive; the memory of a debug callback's
/// tensor is reused by later ops, so copy what has to outlast the callback.
template <class Framework>
nb::object arrayOver(Tensor &self, bool writable, nb::dlpack::dtype dtype) {
  const TensorDesc &desc = self.desc();
  std::vector<size_t> shape(desc.shape.begin(), desc.shape.end());
  void *data = writable ? self.mutableData() : const_cast<void *>(self.data());
  nb::object owner = nb::cast(self, nb::rv_policy::copy);
  if (writable)
    return nb::cast(nb::ndarray<Framework>(data, shape.size(), shape.data(), owner, nullptr, dtype));
  return nb::cast(nb::ndarray<Framework, nb::ro>(data, shape.size(), shape.data(), owner, nullptr, dtype));
}

/// numpy itself has no bf16: its bits travel as uint16 and are viewed in Python.
nb::object numpyArray(Tensor &self, bool writable) {
  nb::dlpack::dtype dtype = self.dtype() == DataType::BFloat16 ? nb::dtype<uint16_t>() : dlpackType(self.dtype());
  return arrayOver<nb::numpy>(self, writable, dtype);
}

/// An object with __dlpack__, for frameworks of all kinds.
nb::object dlpackExporter(Tensor &self, bool writable) {
  return arrayOver<nb::array_api>(self, writable, dlpackType(self.dtype()));
}

void requireDense(const std::vector<int64_t> &shape, const std::vector<int64_t> &stride, uint32_t itemSize,
                  DataType dtype) {
  TensorDesc desc{shape, dtype};
  if (std::any_of(shape.begin(), shape.end(), [](int64_t size) { return size < 0; }))
    throw ValueError("a tensor's shape has no negative sizes");
  if (stride != desc.strides())
    throw ValueError("only dense row-major tensors can be made; copy the data to that order first");
  if (itemSize != elementSize(dtype))
    throw ValueError("itemsize " + std::to_string(itemSize) + " does not fit " + std::string(toKeyword(dtype)) +
                     ", whose elements have " + std::to_string(elementSize(dtype)) + " bytes");
}

Tensor createOwned(uintptr_t pointer, const std::vector<int64_t> &shape, const std::vector<int64_t> &stride,
                   uint32_t itemSize, DataType dtype) {
  requireDense(shape, stride, itemSize, dtype);
  return Tensor::createOwned({shape, dtype}, reinterpret_cast<const void *>(pointer));
}

Tensor createBorrowed(uintptr_t pointer, const std::vector<int64_t> &shape, const std::vector<int64_t> &stride,
                      uint32_t itemSize, DataType dtype) {
  requireDense(shape, stride, itemSize, dtype);
  return Tensor::createBorrowed({shape, dtype}, reinterpret_cast<void *>(pointer), nullptr);
}

/// `array` is kept alive by the tensor.
Tensor borrowArray(nb::object array, uintptr_t pointer, std::vector<int64_t> shape, DataType dtype, bool readOnly) {
  return Tensor::createBorrowed({std::move(shape), dtype}, reinterpret_cast<void *>(pointer),
                                shareObject(std::move(array)), readOnly);
}

void bindTypes(nb::module_ &m) {
  nb::enum_<DataType>(m, "DataType", "Element types of tensors.")
      .value("Float32", DataType::Float32)
      .value("Float16", DataType::Float16)
      .value("BFloat16", DataType::BFloat16)
      .value("BFP_Float8", DataType::BFP_Float8)
      .value("BFP_BFloat8", DataType::BFP_BFloat8)
      .value("BFP_Float4", DataType::BFP_Float4)
      .value("BFP_BFloat4", DataType::BFP_BFloat4)
      .value("BFP_Float2", DataType::BFP_Float2)
      .value("BFP_BFloat2", DataType::BFP_BFloat2)
      .value("UInt32", DataType::UInt32)
      .value("UInt16", DataType::UInt16)
      .value("UInt8", DataType::UInt8)
      .value("Int32", DataType::Int32)
      .value("Bool", DataType::Bool);

  nb::class_<TensorDesc>(m, "TensorDesc", "Shape and element type of a dense row-major tensor.")
      .def(
          "__init__",
          [](TensorDesc *self, std::vector<int64_t> shape, DataType dtype) {
            new (self) TensorDesc{std::move(shape), dtype};
          },
          "shape"_a, "dtype"_a)
      .def_ro("shape", &TensorDesc::shape)
      .def_ro("dtype", &TensorDesc::dtype)
      .def_prop_ro("stride", &TensorDesc::strides, "Elements between neighbours along each dimension.")
      .def_prop_ro(
          "item_size", [](const TensorDesc &self) { return elementSize(self.dtype); }, "Bytes of an element.")
      .def_prop_ro("physical_volume", &TensorDesc::volume)
      .def("size_bytes", &TensorDesc::sizeBytes)
      .def(
          "__eq__", [](const TensorDesc &self, const TensorDesc &other) { return self == other; }, nb::is_operator())
      .def("__repr__", [](const TensorDesc &self) { return "<TensorDesc " + self.str() + ">"; });

  nb::enum_<BufferType>(m, "MemoryBufferType", "Memories a tensor can lie in.")
      .value("DRAM", BufferType::DRAM)
      .value("L1", BufferType::L1)
      .value("SystemMemory", BufferType::SystemMemory)
      .value("L1_SMALL", BufferType::L1Small)
      .value("TRACE", BufferType::Trace);

  nb::class_<Layout>(m, "Layout", "Where and how a program expects a tensor.")
      .def(nb::init<>())
      .def_rw("buffer_type", &Layout::bufferType)
      .def_rw("tiled", &Layout::tiled)
      .def("__eq__", [](const Layout &self, const Layout &other) { return self == other; }, nb::is_operator());
}

} // namespace

void bindTensor(nb::module_ &m) {
  bindTypes(m);

  nb::class_<Tensor>(m, "Tensor", "A handle to dense row-major memory; copies share it.")
      .def("is_allocated", &Tensor::isAllocated)
      .def("get_shape", [](const Tensor &self) { return self.desc().shape; })
      .def("get_stride", [](const Tensor &self) { return self.desc().strides(); })
      .def("get_dtype", [](const Tensor &self) { return self.dtype(); })
      .def("get_element_size", [](const Tensor &self) { return elementSize(self.dtype()); })
      .def("get_volume", [](const Tensor &self) { return self.desc().volume(); })
      .def("get_logical_volume", [](const Tensor &self) { return self.desc().volume(); })
      .def("get_tensor_desc", [](const Tensor &self) { return self.desc(); })
      .def("get_global_id", &Tensor::globalId)
      .def("get_version", &Tensor::version, "Grows when the contents are changed through the runtime.")
      .def("mark_changed", &Tensor::markChanged,
           "To be called after a borrowed array was written to: constants computed from it are computed again.")
      .def("get_retain", &Tensor::retain)
      .def("set_retain", &Tensor::setRetain, "retain"_a)
      .def("is_read_only", &Tensor::isReadOnly)
      .def(
          "get_data_buffer", [](const Tensor &self) { return nb::bytes(self.data(), self.desc().sizeBytes()); },
          "A copy of the contents as bytes.")
      .def("_array", &numpyArray, "writable"_a = false)
      .def("_dlpack_exporter", &dlpackExporter, "writable"_a)
      .def("__bool__", [](const Tensor &self) { return static_cast<bool>(self); })
      .def("__repr__", [](const Tensor &self) {
        if (!self)
          return std::string("<ttrt.runtime.Tensor (empty handle)>");
        return "<ttrt.runtime.Tensor " + self.desc().str() + (self.isAllocated() ? ">" : " (deallocated)>");
      });

  m.def("create_owned_host_tensor", &createOwned, "ptr"_a, "shape"_a, "stride"_a, "itemsize"_a, "dtype"_a,
        "A tensor with memory of its own, copied from the address `ptr`.");
  m.def("create_borrowed_host_tensor", &createBorrowed, "ptr"_a, "shape"_a, "stride"_a, "itemsize"_a, "dtype"_a,
        "A tensor over the memory at the address `ptr`, which the caller keeps alive.");
  m.def(
      "create_empty_tensor",
      [](std::vector<int64_t> shape, DataType dtype) { return Tensor::createOwned({std::move(shape), dtype}); },
      "shape"_a, "dtype"_a, "A tensor of zeros.");
  m.def("_borrow_array", &borrowArray, "array"_a, "ptr"_a, "shape"_a, "dtype"_a, "read_only"_a);
}

} // namespace tt::runtime::python
