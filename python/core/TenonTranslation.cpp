// The part of _ttmlir that writes modules as Binaries, and kernels as C++ and code for the card's cores.
#include "Tenon.h"
#include "TenonErrors.h"

#include "ttmlir-c/Translation.h"

#include <deque>
#include <tuple>
#include <vector>

#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

namespace nb = nanobind;
using namespace nb::literals;

namespace tenon {
namespace {

/// The runtime's extension knows the capsule of a Binary by this name; the capsule holds a Python object of bytes.
constexpr const char *kCapsuleName = "tenon.binary_bytes";

MlirStringRef refOf(const std::string &text) { return mlirStringRefCreate(text.data(), text.size()); }

/// A golden with what it refers to. `tensor` is a ttmlir.passes.GoldenTensor, whose class has checked all of it.
struct HeldGolden {
  HeldGolden(std::string location, uint32_t device, nb::handle tensor)
      : location(std::move(location)), device(device), name(nb::cast<std::string>(tensor.attr("name"))),
        shape(nb::cast<std::vector<int64_t>>(tensor.attr("shape"))),
        strides(nb::cast<std::vector<int64_t>>(tensor.attr("strides"))), dtype(nb::cast<int>(tensor.attr("dtype"))),
        data(nb::cast<nb::bytes>(tensor.attr("data"))) {}

  TtmlirGolden get() const {
    return {refOf(location), device,         refOf(name), static_cast<intptr_t>(shape.size()),
            shape.data(),    strides.data(), dtype,       mlirStringRefCreate(data.c_str(), data.size())};
  }

  std::string location;
  uint32_t device;
  std::string name;
  std::vector<int64_t> shape, strides;
  int dtype;
  nb::bytes data;
};

using Golden = std::tuple<std::string, uint32_t, nb::object>;
using Stage = std::pair<std::string, std::string>;

/// One of the translations of the C API.
using Translate = decltype(&ttmlirTranslateTTNNToFlatbufferWithDebugInfo);

template <Translate translate>
nb::bytes toFlatbuffer(MlirOperation operation, const std::vector<Golden> &goldens, const std::vector<Stage> &stages) {
  MlirModule module = mlirModuleFromOperation(operation);
  if (mlirModuleIsNull(module))
    throw nb::value_error("expected the operation of a module");
  std::deque<HeldGolden> held;
  std::vector<TtmlirGolden> goldenRefs;
  for (const auto &[location, device, tensor] : goldens)
    goldenRefs.push_back(held.emplace_back(location, device, tensor).get());
  std::vector<TtmlirStage> stageRefs;
  for (const auto &[name, mlir] : stages)
    stageRefs.push_back({refOf(name), refOf(mlir)});

  Errors errors(mlirModuleGetContext(module));
  std::string bytes;
  MlirLogicalResult result = translate(
      module, static_cast<intptr_t>(goldenRefs.size()), goldenRefs.data(), static_cast<intptr_t>(stageRefs.size()),
      stageRefs.data(),
      [](MlirStringRef part, void *into) { static_cast<std::string *>(into)->append(part.data, part.length); }, &bytes);
  if (mlirLogicalResultIsFailure(result))
    refuse("the module cannot be written as a Binary", errors);
  return nb::bytes(bytes.data(), bytes.size());
}

MlirModule moduleOf(MlirOperation operation) {
  MlirModule module = mlirModuleFromOperation(operation);
  if (mlirModuleIsNull(module))
    throw nb::value_error("expected the operation of a module");
  return module;
}

void append(MlirStringRef part, void *into) { static_cast<std::string *>(into)->append(part.data, part.length); }

std::string kernelToCpp(MlirOperation operation, const std::string &kernel) {
  MlirModule module = moduleOf(operation);
  Errors errors(mlirModuleGetContext(module));
  std::string text;
  if (mlirLogicalResultIsFailure(ttmlirTranslateTTKernelToCpp(module, refOf(kernel), append, &text)))
    refuse("the kernel cannot be written as C++", errors);
  return text;
}

std::string kernelsToCpp(MlirOperation operation) {
  MlirModule module = moduleOf(operation);
  Errors errors(mlirModuleGetContext(module));
  std::string text;
  if (mlirLogicalResultIsFailure(ttmlirTranslateTTKernelsToCpp(module, append, &text)))
    refuse("the kernels cannot be written as C++", errors);
  return text;
}

nb::bytes kernelToElf(MlirOperation operation, const std::string &kernel, const std::vector<uint32_t> &args) {
  MlirModule module = moduleOf(operation);
  Errors errors(mlirModuleGetContext(module));
  std::string elf;
  if (mlirLogicalResultIsFailure(ttmlirTranslateTTKernelToElf(module, refOf(kernel), static_cast<intptr_t>(args.size()),
                                                              args.data(), append, &elf)))
    refuse("the kernel cannot be compiled", errors);
  return nb::bytes(elf.data(), elf.size());
}

/// Owns the bytes; the runtime's extension may outlive this one.
nb::object toCapsule(nb::bytes contents) {
  PyObject *bytes = contents.release().ptr();
  PyObject *capsule = PyCapsule_New(bytes, kCapsuleName, [](PyObject *self) {
    Py_XDECREF(static_cast<PyObject *>(PyCapsule_GetPointer(self, kCapsuleName)));
  });
  if (!capsule) {
    Py_DECREF(bytes);
    throw nb::python_error();
  }
  return nb::steal(capsule);
}

} // namespace

void bindTranslation(nb::module_ &m) {
  m.def("ttnn_to_flatbuffer_bytes", &toFlatbuffer<&ttmlirTranslateTTNNToFlatbufferWithDebugInfo>, "operation"_a,
        "goldens"_a = nb::list(), "stages"_a = nb::list(),
        nb::sig("def ttnn_to_flatbuffer_bytes(operation: ttmlir.ir.Operation, "
                "goldens: collections.abc.Sequence[tuple[str, int, object]] = ..., "
                "stages: collections.abc.Sequence[tuple[str, str]] = ...) -> bytes"),
        "The Binary of a TTNN module's operation, with goldens (location, device, GoldenTensor) and stages (pass, "
        "module); raises MLIRError.");
  m.def("ttmetal_to_flatbuffer_bytes", &toFlatbuffer<&ttmlirTranslateTTMetalToFlatbufferWithDebugInfo>, "operation"_a,
        "goldens"_a = nb::list(), "stages"_a = nb::list(),
        nb::sig("def ttmetal_to_flatbuffer_bytes(operation: ttmlir.ir.Operation, "
                "goldens: collections.abc.Sequence[tuple[str, int, object]] = ..., "
                "stages: collections.abc.Sequence[tuple[str, str]] = ...) -> bytes"),
        "The Binary (.ttm) of a module of ttmetal and ttkernel, whose kernels are compiled; see "
        "ttnn_to_flatbuffer_bytes.");
  m.def("ttkernel_to_cpp", &kernelToCpp, "operation"_a, "kernel"_a,
        nb::sig("def ttkernel_to_cpp(operation: ttmlir.ir.Operation, kernel: str) -> str"),
        "A kernel of a module's operation as C++; raises MLIRError.");
  m.def("ttkernels_to_cpp", &kernelsToCpp, "operation"_a,
        nb::sig("def ttkernels_to_cpp(operation: ttmlir.ir.Operation) -> str"),
        "All kernels of a module's operation as C++; raises MLIRError.");
  m.def("ttkernel_to_elf", &kernelToElf, "operation"_a, "kernel"_a, "compile_time_args"_a,
        nb::sig("def ttkernel_to_elf(operation: ttmlir.ir.Operation, kernel: str, "
                "compile_time_args: collections.abc.Sequence[int]) -> bytes"),
        "A kernel of a module's operation as an ELF for the card's cores; raises MLIRError.");
  m.def("binary_capsule", &toCapsule, "contents"_a, nb::sig("def binary_capsule(contents: bytes) -> object"),
        "The bytes of a Binary as a capsule for ttrt.binary.load_binary_from_capsule.");
}

} // namespace tenon
