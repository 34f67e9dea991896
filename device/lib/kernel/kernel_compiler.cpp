// Runs clang++ and ld.lld for kernels; their results are kept in the cache.
#include "kernel/kernel_compiler.h"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sys/stat.h>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "kernel/debug_info.h"
#include "kernel/diagnostics.h"
#include "kernel/installation.h"
#include "kernel/kernel_cache.h"
#include "kernel/process.h"
#include "tt/device/error.h"

namespace fs = std::filesystem;

namespace tt::device {
namespace {

using Arguments = std::vector<std::string>;

// All that is loaded lies together: code first, then data. What only the loader reads (relocations, and the tables that
// a linker adds for shared libraries) stays in the file. It does not begin at 0: debug information of code that is left
// out is there.
constexpr const char *kLinkerScript = R"(
PHDRS {
  code PT_LOAD FLAGS(5);
  data PT_LOAD FLAGS(6);
  dynamic PT_DYNAMIC FLAGS(4);
}
SECTIONS {
  . = 0x100000;
  .text : ALIGN(16) { *(.text._start) *(.text .text.*) } :code
  .rodata : ALIGN(16) { *(.rodata .rodata.* .srodata .srodata.*) } :data
  .init_array : ALIGN(4) {
    PROVIDE_HIDDEN(__init_array_start = .);
    KEEP(*(SORT_BY_INIT_PRIORITY(.init_array.*)))
    KEEP(*(.init_array))
    PROVIDE_HIDDEN(__init_array_end = .);
  } :data
  .data : ALIGN(16) { *(.data.rel.ro .data.rel.ro.* .data .data.* .sdata .sdata.*) } :data
  .got : { *(.got .got.plt) } :data
  .bss : ALIGN(16) { *(.bss .bss.* .sbss .sbss.* COMMON) } :data
  .dynamic : { *(.dynamic) } :dynamic
  .rela.dyn : { *(.rela.*) } :NONE
  .dynsym : { *(.dynsym) } :NONE
  .dynstr : { *(.dynstr) } :NONE
  .hash : { *(.hash) } :NONE
  /DISCARD/ : { *(.eh_frame .eh_frame_hdr .note.*) }
}
)";

/// A folder that is gone at the end.
class TemporaryFolder {
public:
  TemporaryFolder() {
    std::string pattern = (fs::temp_directory_path() / "tenon-kernel-XXXXXX").string();
    if (!mkdtemp(pattern.data()))
      throw KernelError(fmt::format("no temporary folder can be made in '{}': {}; set TMPDIR to a folder with space",
                                    fs::temp_directory_path().string(), std::strerror(errno)));
    folder = pattern;
  }
  ~TemporaryFolder() {
    std::error_code error;
    fs::remove_all(folder, error);
  }
  TemporaryFolder(const TemporaryFolder &) = delete;
  TemporaryFolder &operator=(const TemporaryFolder &) = delete;

  std::string path(const std::string &name) const { return (folder / name).string(); }
  std::string path() const { return folder.string(); }

  void write(const std::string &name, std::string_view content) const {
    std::ofstream file(path(name), std::ios::binary);
    file.write(content.data(), static_cast<std::streamsize>(content.size()));
    file.flush();
    if (!file)
      throw KernelError(fmt::format("'{}' cannot be written: is the disk full?", path(name)));
  }

  std::vector<std::byte> read(const std::string &name) const {
    std::ifstream file(path(name), std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    if (!file.good() && !file.eof())
      throw KernelError(fmt::format("'{}' cannot be read", path(name)));
    const auto *bytes = reinterpret_cast<const std::byte *>(text.data());
    return {bytes, bytes + text.size()};
  }

private:
  fs::path folder;
};

std::string_view textOf(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

/// A program of another version is another one: its path, size and time of change.
std::string identityOf(const std::string &tool) {
  std::error_code error;
  const std::string path = fs::canonical(tool, error).string();
  struct stat status = {};
  if (error || stat(path.c_str(), &status) != 0)
    return tool;
  return fmt::format("{} {} {}.{}", path, status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
}

/// The files of a dependency file in make's syntax, its target left out.
std::vector<std::string> parseDependencies(std::string_view text) {
  const size_t colon = text.find(": ");
  text.remove_prefix(colon == std::string_view::npos ? text.size() : colon + 1);
  std::vector<std::string> files;
  std::string file;
  for (size_t i = 0; i <= text.size(); ++i) {
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    const bool isEnd = i == text.size() || std::isspace(static_cast<unsigned char>(text[i]));
    if (!isEnd && text[i] == '\\' && next == '\n')
      continue;
    if (!isEnd && ((text[i] == '\\' && (next == ' ' || next == '#')) || (text[i] == '$' && next == '$')))
      file += text[++i];
    else if (!isEnd)
      file += text[i];
    else if (!file.empty())
      files.push_back(std::exchange(file, {}));
  }
  return files;
}

/// A file name for a kernel that is called `name`.
std::string sourceNameOf(const std::string &name) {
  std::string file = fs::path(name).filename().string();
  std::replace_if(
      file.begin(), file.end(),
      [](unsigned char c) { return !std::isalnum(c) && c != '.' && c != '_' && c != '-' && c != '+'; }, '_');
  if (file.empty() || file.front() == '-' || file.front() == '.')
    file.insert(0, "kernel");
  const std::string extension = fs::path(file).extension().string();
  const bool isSource = extension == ".cpp" || extension == ".cc" || extension == ".cxx";
  return isSource ? file : file + ".cpp";
}

Arguments baseArguments(const std::string &clang, const std::vector<std::string> &headers) {
  Arguments arguments = {clang,
                         "--target=riscv32-unknown-elf",
                         "-march=rv32im_zicsr_zifencei",
                         "-mabi=ilp32",
                         "-std=c++20",
                         "-ffreestanding",
                         "-nostdlibinc",
                         "-fPIE",
                         "-fvisibility=hidden",
                         "-fno-exceptions",
                         "-fno-rtti",
                         "-fno-threadsafe-statics",
                         "-fno-c++-static-destructors",
                         "-fno-asynchronous-unwind-tables",
                         "-fno-strict-aliasing", // kernels read memory as what they know it to be
                         "-ffunction-sections",
                         "-fdata-sections",
                         "-msmall-data-limit=0",
                         "-g",
                         "-fno-color-diagnostics",
                         "-ffile-compilation-dir=."};
  for (const std::string &folder : headers) {
    arguments.push_back("-isystem" + folder);
    arguments.push_back("-isystem" + folder + "/std");
    arguments.push_back(fmt::format("-ffile-prefix-map={}/={}", folder, kHeaderPrefix));
  }
  return arguments;
}

void addDefines(Arguments &arguments, const CompileOptions &options) {
  std::map<std::string, std::string> defines = {
      {"KERNEL_BUILD", "1"},
      {"TENON_PROCESSOR", std::to_string(static_cast<uint32_t>(options.processor))},
      {"KERNEL_COMPILE_TIME_ARGS", fmt::format("{}", fmt::join(options.compileTimeArgs, ","))},
  };
  std::string named;
  for (const auto &[name, value] : options.namedCompileTimeArgs)
    named += fmt::format("{{\"{}\",{}u}},", name, value);
  defines["KERNEL_COMPILE_TIME_ARG_MAP"] = named;
  switch (options.processor) {
  case Processor::DataMovement0:
    defines["COMPILE_FOR_BRISC"] = "1";
    break;
  case Processor::DataMovement1:
    defines["COMPILE_FOR_NCRISC"] = "1";
    break;
  case Processor::Compute:
    // One core does what three do on hardware.
    for (const char *name : {"COMPILE_FOR_TRISC", "TRISC_UNPACK", "TRISC_MATH", "TRISC_PACK"})
      defines[name] = "1";
    defines["MAIN"] = "kernel_main()";
    defines["NAMESPACE"] = "tenon_compute_kernel";
    break;
  }
  bool namesArchitecture = false;
  for (const auto &[name, value] : options.defines) {
    const bool isName = !name.empty() && name.find_first_of(" \t\n=-") == std::string::npos;
    if (!isName)
      throw KernelError(fmt::format("'{}' is no name of a macro", name));
    defines[name] = value;
    namesArchitecture |= name.starts_with("ARCH_");
  }
  if (!namesArchitecture)
    defines["ARCH_WORMHOLE"] = "1";
  for (const auto &[name, value] : defines)
    arguments.push_back(fmt::format("-D{}={}", name, value));
}

void checkOptimization(const std::string &optimization) {
  static const std::vector<std::string> known = {"-O0", "-O1", "-O2", "-O3", "-Os", "-Oz", "-Og"};
  if (std::find(known.begin(), known.end(), optimization) == known.end())
    throw KernelError(
        fmt::format("'{}' is no level of optimisation; expected one of {}", optimization, fmt::join(known, ", ")));
}

Arguments linkerArguments() {
  return {findTool("TENON_LLD", "ld.lld"),
          "-m",
          "elf32lriscv",
          "-pie",
          "--no-dynamic-linker",
          "--hash-style=sysv",
          "--build-id=none",
          "--color-diagnostics=never",
          "--gc-sections",
          "--discard-locals",
          "--pack-dyn-relocs=none",
          "-z",
          "text",
          "-z",
          "norelro",
          "-z",
          "max-page-size=16",
          "-e",
          "_start"};
}

/// All that a result depends on beside files that are included.
std::string keyOf(const Arguments &compile, const Arguments &link, std::string_view source) {
  std::string key = fmt::format("{}\n{}\n", identityOf(compile.front()), fmt::join(compile, "\n"));
  if (!link.empty())
    key += fmt::format("{}\n{}\n{}\n", identityOf(link.front()), fmt::join(link, "\n"), kLinkerScript);
  return key.append(source);
}

/// Compiles `source`, a path or a name in `folder`, to `folder`/`object`. Returns what it was made from.
std::vector<Dependency> compileObject(Arguments arguments, const TemporaryFolder &folder, const std::string &source,
                                      const std::string &object, const std::string &name) {
  arguments.insert(arguments.end(), {"-MD", "-MF", "dependencies", "-MT", "kernel", "-c", source, "-o", object});
  const ProcessResult result = runProcess(arguments, folder.path());
  if (result.status != 0)
    throw KernelError(fmt::format("kernel '{}' does not compile:\n{}", name,
                                  result.output.empty()
                                      ? fmt::format("{} ended with status {}", arguments.front(), result.status)
                                      : readableErrors(result.output, kernelHeaderFolders())));
  std::vector<Dependency> dependencies;
  for (const std::string &file : parseDependencies(textOf(folder.read("dependencies"))))
    if (fs::path(file).is_absolute())
      dependencies.push_back({file, hashFile(file).value_or(0)});
  return dependencies;
}

/// The start of every kernel, and the arithmetic that RV32IM has no instructions for, as an object file.
CachedKernel runtimeObject(const std::string &clang) {
  const std::vector<std::string> headers = kernelHeaderFolders();
  const std::string source = headers.front() + "/tenon/kernel/runtime.cpp";
  Arguments arguments = baseArguments(clang, headers);
  arguments.insert(arguments.end(), {"-O2", "-fno-builtin"});
  const std::string key = keyOf(arguments, {}, source);
  if (std::optional<CachedKernel> cached = findCached(key))
    return std::move(*cached);
  const TemporaryFolder folder;
  CachedKernel object;
  object.dependencies = compileObject(arguments, folder, source, "runtime.o", "the runtime of kernels");
  object.code = folder.read("runtime.o");
  storeCached(key, object);
  return object;
}

std::vector<std::byte> linkObjects(const TemporaryFolder &folder, const std::string &object, const std::string &name) {
  folder.write("kernel.ld", kLinkerScript);
  Arguments arguments = linkerArguments();
  arguments.insert(arguments.end(), {"-T", "kernel.ld", "-o", "kernel.elf", object, "runtime.o"});
  const ProcessResult result = runProcess(arguments, folder.path());
  if (result.status == 0)
    return folder.read("kernel.elf");
  if (result.output.find("undefined symbol: kernel_main") != std::string::npos)
    throw KernelError(fmt::format("kernel '{}' defines no kernel_main(): it starts with void kernel_main(), or with "
                                  "namespace NAMESPACE {{ void MAIN {{ ... }} }} in a compute kernel",
                                  name));
  throw KernelError(
      fmt::format("kernel '{}' does not link:\n{}", name, readableLinkErrors(result.output, folder.path())));
}

/// `path` is empty where the source is a text.
std::vector<std::byte> build(const std::string &path, const std::string &source, const std::string &name,
                             const CompileOptions &options) {
  checkOptimization(options.optimization);
  const std::string clang = findTool("TENON_CLANG", "clang++");
  const std::vector<std::string> headers = kernelHeaderFolders();
  Arguments arguments = baseArguments(clang, headers);
  arguments.insert(arguments.end(), {"-w", options.optimization, "-include", "tenon/kernel/prefix.h"});
  addDefines(arguments, options);
  for (const std::string &folder : options.includeFolders)
    arguments.push_back("-I" + fs::absolute(folder).string());

  const std::string sourceName = path.empty() ? sourceNameOf(name) : path;
  const std::string key = keyOf(arguments, linkerArguments(), sourceName + "\n" + source);
  if (std::optional<CachedKernel> cached = findCached(key))
    return std::move(cached->code);
  const TemporaryFolder folder;
  if (path.empty())
    folder.write(sourceName, source);
  CachedKernel kernel;
  kernel.dependencies = compileObject(arguments, folder, sourceName, "kernel.o", name);
  const CachedKernel runtime = runtimeObject(clang);
  folder.write("runtime.o", textOf(runtime.code));
  kernel.code = linkObjects(folder, "kernel.o", name);
  kernel.dependencies.insert(kernel.dependencies.end(), runtime.dependencies.begin(), runtime.dependencies.end());
  storeCached(key, kernel);
  return std::move(kernel.code);
}

} // namespace

std::string kernelNameOf(const std::string &path) { return fs::path(path).stem().string(); }

std::vector<std::byte> compileKernel(const std::string &source, const std::string &name,
                                     const CompileOptions &options) {
  return build({}, source, name, options);
}

std::vector<std::byte> compileKernelFile(const std::string &path, const CompileOptions &options) {
  std::error_code error;
  const fs::path absolute = fs::absolute(path, error);
  const fs::file_type type = fs::status(absolute, error).type();
  if (type != fs::file_type::regular) {
    const int number = type == fs::file_type::directory ? EISDIR : error ? error.value() : EINVAL;
    throw FileError(fmt::format("'{}' is no file that can be read", path), number, path);
  }
  return build(absolute.lexically_normal().string(), {}, kernelNameOf(path), options);
}

std::vector<std::byte> linkKernel(std::span<const std::byte> object, const std::string &name) {
  const TemporaryFolder folder;
  folder.write("kernel.o", textOf(object));
  folder.write("runtime.o", textOf(runtimeObject(findTool("TENON_CLANG", "clang++")).code));
  return linkObjects(folder, "kernel.o", name);
}

} // namespace tt::device
