// The Python class of kernels: compiled from C++, or loaded from ELF.
#include <filesystem>

#include <fmt/format.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "../python_entry.h"
#include "card.h"

namespace nb = nanobind;
using tt::runtime::python::GilRelease;

namespace tt::device::python {
namespace {

std::vector<std::string> textsFrom(const Argument &argument, std::string (*convert)(const Argument &)) {
  std::vector<std::string> result;
  for (const Argument &item : argument.items("a list of str"))
    result.push_back(convert(item));
  return result;
}

/// C++ text; the path of a file is a mistake that the compiler could not explain.
std::string sourceFrom(const Argument &argument) {
  std::string source = argument.text();
  if (source.find_first_of("\n{;") == std::string::npos && std::filesystem::path(source).has_extension())
    argument.failValue("C++ source; Kernel.compile_file compiles a file");
  return source;
}

CompileOptions optionsFrom(const Call &call) {
  CompileOptions options;
  options.processor = processorFrom(call["processor"]);
  options.compileTimeArgs = wordsFrom(call["compile_time_args"]);
  for (const auto &[name, value] : call["named_compile_time_args"].entries("a dict of names and ints"))
    options.namedCompileTimeArgs.emplace_back(name, wordFrom(value));
  for (const auto &[name, value] : call["defines"].entries("a dict of names and texts"))
    options.defines.emplace(name, value.text());
  options.includeFolders = textsFrom(call["include_folders"], [](const Argument &item) { return item.path(); });
  options.optimization = call["optimization"].text();
  return options;
}

nb::object lineTuple(const std::optional<SourceLine> &line) {
  if (!line)
    return nb::none();
  return nb::make_tuple(line->file, line->line, line->function);
}

} // namespace

#define TENON_COMPILE_OPTIONS                                                                                          \
  "processor: str = 'dm0', *, compile_time_args: Sequence[int] = [], "                                                 \
  "named_compile_time_args: Mapping[str, int] = {}, defines: Mapping[str, str] = {}, "                                 \
  "include_folders: Sequence[str | os.PathLike] = [], optimization: str = '-O2') -> Kernel"

void bindKernel(nb::module_ &m) {
  nb::class_<KernelImage> type(m, "Kernel",
                               "A program for one core, as it is loaded to L1; made by compile, compile_file and "
                               "from_elf.");
  defineStatic(type, "def compile(source: str, name: str = 'kernel.cpp', " TENON_COMPILE_OPTIONS,
               "Compiles C++ source.\n\nname: for messages and breakpoints; processor: the core it is for (\"dm0\", "
               "\"dm1\", \"compute\"), which decides what its headers declare; compile_time_args: words for "
               "get_compile_time_arg_val; named_compile_time_args: words for get_named_compile_time_arg_val; defines: "
               "macros and their texts; optimization: \"-O0\" to step line by line, up to \"-O3\". Raises KernelError "
               "with the compiler's messages.",
               [](const Call &call) {
                 const std::string source = sourceFrom(call["source"]), name = call["name"].text();
                 const CompileOptions options = optionsFrom(call);
                 GilRelease released;
                 return KernelImage::compile(source, name, options);
               });
  defineStatic(type, "def compile_file(path: str | os.PathLike, " TENON_COMPILE_OPTIONS,
               "Compiles a C++ file, whose name becomes the kernel's; the rest as for compile. Raises OSError, "
               "KernelError.",
               [](const Call &call) {
                 const std::string path = call["path"].path();
                 const CompileOptions options = optionsFrom(call);
                 GilRelease released;
                 return KernelImage::compileFile(path, options);
               });
  defineStatic(type, "def from_elf(elf: ReadableBuffer | NDArray[Any], name: str = 'kernel.elf') -> Kernel",
               "From the bytes of an ELF32 for RISC-V. Raises KernelError.", [](const Call &call) {
                 const ReadableBytes bytes(call["elf"]);
                 return KernelImage::fromElf(bytes.get(), call["name"].text());
               });
  forbidConstructor(type, "kernels are compiled: ttrt.card.Kernel.compile(source), compile_file(path)");
  type.def_prop_ro("name", &KernelImage::name, "As breakpoints and hooks call it.")
      .def_prop_ro(
          "elf",
          [](const KernelImage &self) {
            return nb::bytes(reinterpret_cast<const char *>(self.elf().data()), self.elf().size());
          },
          "The bytes of its ELF file.")
      .def_prop_ro("memory_bytes", &KernelImage::memoryBytes, "Bytes of L1 that it takes.")
      .def_prop_ro(
          "code_bytes", [](const KernelImage &self) { return self.codeEnd() - self.codeBegin(); },
          "Bytes of instructions.")
      .def("__repr__", [](const KernelImage &self) {
        return fmt::format("<ttrt.card.Kernel {}: {} bytes>", self.name(), self.memoryBytes());
      });
  defineMethod(type, "def symbol(self, name: str) -> int | None",
               "The offset in bytes of a symbol from the kernel's base, or None.",
               [](const KernelImage &self, const Call &call) { return self.symbol(call["name"].text()); });
  defineMethod(type, "def source_line(self, offset: int) -> tuple[str, int, str] | None",
               "File, line and function of the code at an offset in bytes from the kernel's base, or None.",
               [](const KernelImage &self, const Call &call) {
                 return lineTuple(self.sourceLine(call["offset"].whole<uint32_t>()));
               });
  defineMethod(type, "def offsets_of(self, file: str, line: int) -> list[int]",
               "Where the code of a source line begins, in bytes from the kernel's base; of the next line with code "
               "where it has none, and nothing where there is none.",
               [](const KernelImage &self, const Call &call) {
                 return self.offsetsOf(call["file"].path(), call["line"].whole<uint32_t>());
               });
}

#undef TENON_COMPILE_OPTIONS

} // namespace tt::device::python
