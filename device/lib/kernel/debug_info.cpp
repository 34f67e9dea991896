// Opens libTenonKernelDebug when a source line is asked for, and picks the places that a kernel's author knows.
#include "kernel/debug_info.h"

#include <algorithm>
#include <set>
#include <utility>

#include "tt/jit/library.h"

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
    static const jit::Library opened =
        jit::Library::open(TENON_KERNEL_DEBUG_LIBRARY, "TENON_LIBRARY_FOLDER", reinterpret_cast<const void *>(&load));
    Library library;
    library.open = reinterpret_cast<decltype(library.open)>(opened.symbol("tenonDebugOpen"));
    library.close = reinterpret_cast<decltype(library.close)>(opened.symbol("tenonDebugClose"));
    library.frames = reinterpret_cast<decltype(library.frames)>(opened.symbol("tenonDebugFrames"));
    library.rows = reinterpret_cast<decltype(library.rows)>(opened.symbol("tenonDebugRows"));
    if (library.open && library.close && library.frames && library.rows)
      return library;
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
  if (library.open)
    info = library.open(elf.data(), elf.size());
}

std::optional<SourceLine> DebugInfo::place(uint32_t address) const {
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

std::optional<SourceLine> DebugInfo::line(uint32_t address) {
  const std::lock_guard lock(mutex);
  open();
  return info ? place(address) : std::nullopt;
}

/// The compiler's line table, each row at the place that `line` gives for its address: code that was inlined from our
/// headers is the kernel's line that calls it.
void DebugInfo::readRows() {
  if (rowsRead)
    return;
  rowsRead = true;
  auto add = [](void *user, const char *, uint32_t, uint32_t address, int isStatement) {
    static_cast<std::vector<Row> *>(user)->push_back({address, isStatement != 0, {}, 0});
  };
  Library::get().rows(info, add, &rows);
  std::sort(rows.begin(), rows.end(), [](const Row &a, const Row &b) { return a.address < b.address; });
  // Code that was not linked has rows at addresses that mean something else, or nothing.
  std::erase_if(rows, [&](const Row &row) { return row.address < codeBegin || row.address >= codeEnd; });
  std::vector<Row> merged;
  for (Row &row : rows) {
    if (!merged.empty() && merged.back().address == row.address)
      merged.back().isStatement |= row.isStatement;
    else
      merged.push_back(std::move(row));
  }
  rows = std::move(merged);
  for (Row &row : rows)
    if (std::optional<SourceLine> source = place(row.address)) {
      row.file = std::move(source->file);
      row.line = source->line;
    }
}

std::vector<SourceLine> DebugInfo::lines() {
  const std::lock_guard lock(mutex);
  open();
  if (!info)
    return {};
  readRows();
  std::set<std::pair<std::string, uint32_t>> found;
  for (const Row &row : rows)
    if (row.line != 0 && !row.file.starts_with(kHeaderPrefix))
      found.emplace(row.file, row.line);
  std::vector<SourceLine> result;
  for (const auto &[file, line] : found)
    result.push_back({file, {}, line, 0});
  return result;
}

std::vector<uint32_t> DebugInfo::addresses(std::string_view file, uint32_t line) {
  const std::lock_guard lock(mutex);
  open();
  if (!info)
    return {};
  readRows();
  uint32_t nearest = UINT32_MAX;
  for (const Row &row : rows)
    if (row.line >= line && row.line < nearest && endsWithPath(row.file, file))
      nearest = row.line;
  // Where code of the line begins after code of another one: those places where stopping is recommended, if there are.
  std::vector<uint32_t> statements, all;
  const Row *previous = nullptr;
  for (const Row &row : rows) {
    const bool continues = previous && previous->line == row.line && previous->file == row.file;
    previous = &row;
    if (continues || row.line != nearest || !endsWithPath(row.file, file))
      continue;
    all.push_back(row.address);
    if (row.isStatement)
      statements.push_back(row.address);
  }
  return statements.empty() ? all : statements;
}

} // namespace tt::device
