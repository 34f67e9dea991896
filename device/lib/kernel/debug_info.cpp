// Opens libTenonKernelDebug when a source line is asked for, and picks the places that a kernel's author knows.
#include "kernel/debug_info.h"

#include <algorithm>
#include <dlfcn.h>

#include "kernel/installation.h"

namespace tt::device {
namespace {

/// The functions of the library; all null where it cannot be opened.
struct Library {
  decltype(&tenonDebugOpen) open = nullptr;
  decltype(&tenonDebugClose) close = nullptr;
  decltype(&tenonDebugFrames) frames = nullptr;
  decltype(&tenonDebugRows) rows = nullptr;

  static const Library &get() {
    static const Library library = load();
    return library;
  }

  static Library load() {
    for (const std::string &path : debugLibraryPaths()) {
      void *handle = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
      if (!handle)
        continue;
      Library library;
      library.open = reinterpret_cast<decltype(library.open)>(dlsym(handle, "tenonDebugOpen"));
      library.close = reinterpret_cast<decltype(library.close)>(dlsym(handle, "tenonDebugClose"));
      library.frames = reinterpret_cast<decltype(library.frames)>(dlsym(handle, "tenonDebugFrames"));
      library.rows = reinterpret_cast<decltype(library.rows)>(dlsym(handle, "tenonDebugRows"));
      if (library.open && library.close && library.frames && library.rows)
        return library;
    }
    return {};
  }
};

/// Whether `path` ends with all parts of `suffix`: "b/c.cpp" of "/a/b/c.cpp".
bool endsWithPath(std::string_view path, std::string_view suffix) {
  if (suffix.empty() || !path.ends_with(suffix))
    return false;
  return path.size() == suffix.size() || suffix.front() == '/' || path[path.size() - suffix.size() - 1] == '/';
}

/// Sources that were compiled as texts have a name and no folder.
const char *withoutDot(const char *file) { return file[0] == '.' && file[1] == '/' ? file + 2 : file; }

} // namespace

DebugInfo::~DebugInfo() {
  if (info)
    Library::get().close(info);
}

void DebugInfo::open() {
  if (opened)
    return;
  opened = true;
  const Library &library = Library::get();
  if (!library.open)
    return;
  info = library.open(elf.data(), elf.size());
  if (!info)
    return;
  auto add = [](void *user, const char *file, uint32_t line, uint32_t address, int isStatement) {
    if (line && isStatement)
      static_cast<std::vector<Row> *>(user)->push_back({withoutDot(file), line, address});
  };
  library.rows(info, add, &rows);
}

std::optional<SourceLine> DebugInfo::line(uint32_t address) {
  const std::lock_guard lock(mutex);
  open();
  if (!info)
    return std::nullopt;
  std::vector<SourceLine> frames;
  auto add = [](void *user, const char *file, const char *function, uint32_t line, uint32_t column) {
    static_cast<std::vector<SourceLine> *>(user)->push_back({withoutDot(file), function, line, column});
  };
  Library::get().frames(info, address, add, &frames);
  if (frames.empty())
    return std::nullopt;
  auto known = std::find_if(frames.begin(), frames.end(), [](const SourceLine &frame) {
    return frame.line && !frame.file.starts_with(kHeaderPrefix);
  });
  return known == frames.end() ? frames.front() : *known;
}

std::vector<uint32_t> DebugInfo::addresses(std::string_view file, uint32_t line) {
  const std::lock_guard lock(mutex);
  open();
  uint32_t nearest = UINT32_MAX;
  for (const Row &row : rows)
    if (row.line >= line && row.line < nearest && endsWithPath(row.file, file))
      nearest = row.line;
  // A line's first instruction begins a run of rows of that line; the rows that follow in the run are in its middle.
  std::vector<uint32_t> found;
  const Row *previous = nullptr;
  for (const Row &row : rows) {
    const bool wanted = row.line == nearest && endsWithPath(row.file, file);
    const bool continues = previous && previous->line == row.line && previous->file == row.file;
    if (wanted && !continues)
      found.push_back(row.address);
    previous = &row;
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

} // namespace tt::device
