// The Python class of kernels: compiled from C++, or loaded from ELF.
#include <fmt/format.h>
#include <nanobind/stl/filesystem.h>
#include <nanobind/stl/map.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>
#include <nanobind/stl/vector.h>

#include "../python_entry.h"
#include "card.h"

namespace nb = nanobind;
using namespace nb::literals;
using tt::runtime::python::GilRelease;

namespace tt::device::python {
namespace {

CompileOptions optionsFrom(const std::string &processor, std::vector<uint32_t> compileTimeArgs,
                           std::map<std::string, uint32_t> named, std::map<std::string, std::string> defines,
                           std::vector<std::string> includeFolders, std::string optimization) {
  CompileOptions options;
  options.processor = processorFrom(processor);
  options.compileTimeArgs = std::move(compileTimeArgs);
  options.namedCompileTimeArgs.assign(named.begin(), named.end());
  options.defines = std::move(defines);
  options.includeFolders = std::move(includeFolders);
  options.optimization = std::move(optimization);
  return options;
}

nb::object lineTuple(const std::optional<SourceLine> &line) {
  if (!line)
    return nb::none();
  return nb::make_tuple(line->file, line->line, line->function);
}

} // namespace

void bindKernel(nb::module_ &m) {
  using Named = std::map<std::string, uint32_t>;
  using Defines = std::map<std::string, std::string>;
  using Texts = std::vector<std::string>;
  nb::class_<KernelImage>(m, "Kernel", "A program for one core, as it is loaded to L1.")
      .def_static(
          "compile",
          [](const std::string &source, const std::string &name, const std::string &processor,
             std::vector<uint32_t> args, Named named, Defines defines, Texts folders, std::string optimization) {
            CompileOptions options = optionsFrom(processor, std::move(args), std::move(named), std::move(defines),
                                                 std::move(folders), std::move(optimization));
            GilRelease released;
            return KernelImage::compile(source, name, options);
          },
          "source"_a, "name"_a = "kernel.cpp", "processor"_a = "dm0", nb::kw_only(),
          "compile_time_args"_a = std::vector<uint32_t>{}, "named_compile_time_args"_a = Named{},
          "defines"_a = Defines{}, "include_folders"_a = Texts{}, "optimization"_a = "-O2",
          "Compiles C++ source. Raises KernelError with the compiler's messages.")
      .def_static(
          "compile_file",
          [](const std::filesystem::path &path, const std::string &processor, std::vector<uint32_t> args, Named named,
             Defines defines, Texts folders, std::string optimization) {
            CompileOptions options = optionsFrom(processor, std::move(args), std::move(named), std::move(defines),
                                                 std::move(folders), std::move(optimization));
            GilRelease released;
            return KernelImage::compileFile(path.string(), options);
          },
          "path"_a, "processor"_a = "dm0", nb::kw_only(), "compile_time_args"_a = std::vector<uint32_t>{},
          "named_compile_time_args"_a = Named{}, "defines"_a = Defines{}, "include_folders"_a = Texts{},
          "optimization"_a = "-O2", "Compiles a C++ file. Raises OSError, KernelError.")
      .def_static(
          "from_elf",
          [](nb::handle elf, const std::string &name) {
            ReadableBytes bytes(elf);
            return KernelImage::fromElf(bytes.get(), name);
          },
          "elf"_a, "name"_a = "kernel.elf", "From the bytes of an ELF32 for RISC-V. Raises KernelError.")
      .def_prop_ro("name", &KernelImage::name)
      .def_prop_ro("elf",
                   [](const KernelImage &self) {
                     return nb::bytes(reinterpret_cast<const char *>(self.elf().data()), self.elf().size());
                   })
      .def_prop_ro("memory_bytes", &KernelImage::memoryBytes, "Bytes of L1 that it takes.")
      .def_prop_ro("code_bytes", [](const KernelImage &self) { return self.codeEnd() - self.codeBegin(); })
      .def("symbol", &KernelImage::symbol, "name"_a, "The offset of a symbol from the kernel's base, or None.")
      .def(
          "source_line", [](const KernelImage &self, uint32_t offset) { return lineTuple(self.sourceLine(offset)); },
          "offset"_a, "File, line and function of an offset, or None.")
      .def("offsets_of", &KernelImage::offsetsOf, "file"_a, "line"_a, "Where the code of a source line begins.")
      .def("__repr__", [](const KernelImage &self) {
        return fmt::format("<ttrt.card.Kernel {}: {} bytes>", self.name(), self.memoryBytes());
      });
}

} // namespace tt::device::python
