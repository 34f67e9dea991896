// The status of one chip as a mapped file.
#include "status/status_board.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <new>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <fmt/format.h>

namespace tt::device {
namespace {

using status::CoreRecord;
using status::Header;
using status::TileRecord;

constexpr uint32_t kCoresPerTile = 3;

struct Places {
  uint32_t cores, tiles, kernels, end;
};

Places placesFor(uint32_t tiles) {
  Places places;
  places.cores = sizeof(Header);
  places.tiles = places.cores + tiles * kCoresPerTile * sizeof(CoreRecord);
  places.kernels = places.tiles + tiles * sizeof(TileRecord);
  places.end = places.kernels + status::kKernelNames * status::kKernelNameBytes;
  return places;
}

/// What the process was started as, its arguments separated by blanks.
std::string commandLine() {
  std::ifstream file("/proc/self/cmdline", std::ios::binary);
  std::string text(status::kKernelNameBytes * 4, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<size_t>(std::max<std::streamsize>(file.gcount(), 0)));
  while (!text.empty() && text.back() == '\0')
    text.pop_back();
  std::replace(text.begin(), text.end(), '\0', ' ');
  return text;
}

void copyText(char *to, size_t capacity, const std::string &text) {
  size_t length = std::min(text.size(), capacity - 1);
  std::memcpy(to, text.data(), length);
  std::memset(to + length, 0, capacity - length);
}

/// A new file of `size` bytes in the folder for them, mapped; null where that cannot be.
std::byte *mapFile(size_t size, std::string &path) {
  static std::atomic<uint32_t> number = 0;
  const std::string folder = status::folder();
  if (folder.empty())
    return nullptr;
  std::error_code ignored;
  std::filesystem::create_directories(folder, ignored);
  path = fmt::format("{}/{}-{}.card", folder, getpid(), number++);
  int file = open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0 && errno == EEXIST && unlink(path.c_str()) == 0) // of a process of the same number, killed long ago
    file = open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0)
    return nullptr;
  // Allocated, not only sized: a write to a mapping on a full disk would end the process.
  void *mapped = MAP_FAILED;
  if (posix_fallocate(file, 0, static_cast<off_t>(size)) == 0)
    mapped = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  if (mapped != MAP_FAILED)
    return static_cast<std::byte *>(mapped);
  unlink(path.c_str());
  return nullptr;
}

std::byte *mapAnonymous(size_t size) {
  void *mapped = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapped == MAP_FAILED)
    throw std::bad_alloc();
  return static_cast<std::byte *>(mapped);
}

} // namespace

std::string status::folder() {
  if (const char *chosen = std::getenv("TENON_STATUS_DIR"))
    return chosen;
  if (const char *runtime = std::getenv("XDG_RUNTIME_DIR"); runtime && *runtime)
    return std::string(runtime) + "/tenon/cards";
  std::error_code failed;
  std::filesystem::path temporary = std::filesystem::temp_directory_path(failed);
  return fmt::format("{}/tenon-{}/cards", failed ? "/tmp" : temporary.string(), getuid());
}

StatusBoard::StatusBoard(const std::string &architecture, uint32_t gridWidth, uint32_t gridHeight) : creator(getpid()) {
  const uint32_t tiles = gridWidth * gridHeight;
  const Places places = placesFor(tiles);
  size = places.end;
  memory = mapFile(size, filePath);
  if (!memory) {
    filePath.clear();
    memory = mapAnonymous(size);
  }
  Header &header = this->header();
  header.process = static_cast<uint32_t>(creator);
  header.opened =
      static_cast<uint64_t>(std::chrono::nanoseconds(std::chrono::system_clock::now().time_since_epoch()).count());
  header.gridWidth = gridWidth;
  header.gridHeight = gridHeight;
  header.cores = tiles * kCoresPerTile;
  header.coresAt = places.cores;
  header.tiles = tiles;
  header.tilesAt = places.tiles;
  header.kernelsAt = places.kernels;
  copyText(header.architecture, sizeof(header.architecture), architecture);
  copyText(header.command, sizeof(header.command), commandLine());
  // Last: a reader that sees it finds the rest.
  std::atomic_thread_fence(std::memory_order_release);
  std::memcpy(header.magic, status::kMagic, sizeof(header.magic));
}

StatusBoard::~StatusBoard() {
  munmap(memory, size);
  if (!filePath.empty() && creator == getpid())
    unlink(filePath.c_str());
}

Header &StatusBoard::header() const { return *reinterpret_cast<Header *>(memory); }

CoreRecord &StatusBoard::core(uint32_t tile, uint32_t processor) const {
  return reinterpret_cast<CoreRecord *>(memory + header().coresAt)[tile * kCoresPerTile + processor];
}

TileRecord &StatusBoard::tile(uint32_t tile) const {
  return reinterpret_cast<TileRecord *>(memory + header().tilesAt)[tile];
}

void StatusBoard::beginProgram(std::span<const std::string> kernels) {
  Header &header = this->header();
  const auto count = static_cast<uint32_t>(std::min<size_t>(kernels.size(), status::kKernelNames));
  for (uint32_t i = 0; i < count; ++i)
    copyText(reinterpret_cast<char *>(memory + header.kernelsAt) + i * status::kKernelNameBytes,
             status::kKernelNameBytes, kernels[i]);
  post(header.kernels, count);
  post(header.running, uint32_t{1});
  postMore(header.programs, uint64_t{1});
}

void StatusBoard::endProgram() { post(header().running, uint32_t{0}); }

} // namespace tt::device
