// Files as bytes: mapped or read, and written whole or not at all.
#include "common/file.h"

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/memory.h"
#include "tt/runtime/error.h"

namespace tt::runtime::detail {
namespace {

/// Smaller files are read: that costs less than page faults, and they stay whole when somebody truncates the file.
constexpr size_t kMapFrom = size_t(4) << 20;

[[noreturn]] void fail(const char *what, const std::string &path, int error) {
  throw FileError(fmt::format("{} '{}': {}", what, path, std::strerror(error)), error, path);
}

class Descriptor {
public:
  explicit Descriptor(int number) : number(number) {}
  ~Descriptor() {
    if (number >= 0)
      ::close(number);
  }
  Descriptor(const Descriptor &) = delete;
  Descriptor(Descriptor &&other) noexcept : number(std::exchange(other.number, -1)) {}
  Descriptor &operator=(Descriptor) = delete;
  /// The error of close, which is where a full disk may show.
  int close() { return ::close(std::exchange(number, -1)) == 0 ? 0 : errno; }
  int number;
};

void readAll(int file, std::byte *target, size_t size, const std::string &path) {
  while (size != 0) {
    ssize_t count = ::read(file, target, size);
    if (count < 0 && errno == EINTR)
      continue;
    if (count < 0)
      fail("cannot read", path, errno);
    if (count == 0)
      throw FileError(fmt::format("cannot read '{}': it became shorter while it was read", path), EIO, path);
    target += count;
    size -= static_cast<size_t>(count);
  }
}

int writeAll(int file, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    ssize_t count = ::write(file, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR)
      continue;
    if (count < 0)
      return errno;
    bytes = bytes.subspan(static_cast<size_t>(count));
  }
  return 0;
}

/// What a path to write to leads to.
struct Target {
  std::string path; ///< what is replaced: the path, or where it leads if it is a link
  bool exists;
  bool replaceable;   ///< a regular file, or none yet; a device or a pipe is not, for others hold the same one open
  struct stat status; ///< where it exists
};

/// Where the links lead that `path` names; the file at the end need not exist.
std::string followLinks(std::string path) {
  const std::string named = path;
  for (int links = 0; links != 40; ++links) { // as many as Linux follows
    std::error_code error;
    std::filesystem::path next = std::filesystem::read_symlink(path, error);
    if (error)
      return path;
    path = (std::filesystem::path(path).parent_path() / next).string();
  }
  fail("cannot write", named, ELOOP);
}

Target targetOf(const std::string &path) {
  Target target{.path = path, .exists = true, .replaceable = true, .status = {}};
  if (::stat(path.c_str(), &target.status) != 0) {
    if (errno != ENOENT)
      fail("cannot write", path, errno);
    target.exists = false;
    target.path = followLinks(path);
    return target;
  }
  if (!S_ISREG(target.status.st_mode)) {
    target.replaceable = false;
    return target;
  }
  if (::access(path.c_str(), W_OK) != 0)
    fail("cannot write", path, errno);
  target.path = followLinks(path);
  // The links of /proc/self/fd may name what is no longer there.
  struct stat found;
  target.replaceable = ::lstat(target.path.c_str(), &found) == 0 && found.st_dev == target.status.st_dev &&
                       found.st_ino == target.status.st_ino;
  return target;
}

/// Makes an empty file beside `target` under a name that nobody has. The mode is that of any new file.
std::pair<Descriptor, std::string> createBeside(const std::string &target, const std::string &path) {
  static std::atomic<unsigned> count = 0;
  for (;;) {
    std::string name = fmt::format("{}.{}-{}.tmp", target, ::getpid(), count++);
    int number = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (number >= 0)
      return {Descriptor(number), std::move(name)};
    if (errno != EEXIST)
      fail("cannot create", path, errno);
  }
}

void writeInPlace(const std::string &path, std::span<const std::byte> bytes) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_TRUNC | O_NOCTTY | O_CLOEXEC));
  if (file.number < 0)
    fail("cannot open", path, errno);
  int error = writeAll(file.number, bytes);
  if (int closeError = file.close(); error == 0)
    error = closeError;
  if (error != 0)
    fail("cannot write", path, error);
}

} // namespace

std::shared_ptr<FileBytes> FileBytes::open(const std::string &path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number < 0)
    fail("cannot open", path, errno);
  struct stat status;
  if (::fstat(file.number, &status) != 0)
    fail("cannot open", path, errno);
  if (S_ISDIR(status.st_mode))
    fail("cannot read", path, EISDIR);
  if (!S_ISREG(status.st_mode))
    throw FileError(fmt::format("cannot read '{}': not a regular file", path), EINVAL, path);

  std::shared_ptr<FileBytes> result(new FileBytes);
  result->size = static_cast<size_t>(status.st_size);
  if (result->size >= kMapFrom) {
    void *mapping = ::mmap(nullptr, result->size, PROT_READ, MAP_PRIVATE, file.number, 0);
    if (mapping == MAP_FAILED)
      fail("cannot map", path, errno);
    result->data = static_cast<const std::byte *>(mapping);
    result->mapped = true;
    return result;
  }
  result->block = allocateBlock(result->size, "the file '" + path + "'");
  result->data = result->block.get();
  readAll(file.number, result->block.get(), result->size, path);
  return result;
}

std::shared_ptr<FileBytes> FileBytes::copyOf(std::span<const std::byte> bytes) {
  std::shared_ptr<FileBytes> result(new FileBytes);
  result->block = allocateBlock(bytes.size(), "a copy of the Binary");
  if (!bytes.empty())
    std::memcpy(result->block.get(), bytes.data(), bytes.size());
  result->data = result->block.get();
  result->size = bytes.size();
  return result;
}

FileBytes::~FileBytes() {
  if (mapped)
    ::munmap(const_cast<std::byte *>(data), size);
}

void FileBytes::discard(std::span<const std::byte> part) const {
  if (!mapped || part.empty())
    return;
  // Only whole pages, so that neighbours stay.
  auto pageSize = static_cast<uintptr_t>(::sysconf(_SC_PAGESIZE));
  auto begin = (reinterpret_cast<uintptr_t>(part.data()) + pageSize - 1) / pageSize * pageSize;
  auto end = reinterpret_cast<uintptr_t>(part.data() + part.size()) / pageSize * pageSize;
  if (begin < end)
    ::madvise(reinterpret_cast<void *>(begin), end - begin, MADV_DONTNEED);
}

void writeFile(const std::string &path, std::span<const std::byte> bytes) {
  Target target = targetOf(path);
  if (!target.replaceable) {
    writeInPlace(path, bytes);
    return;
  }
  auto [file, temporary] = createBeside(target.path, path);
  int error = 0;
  if (target.exists) {
    // Whose file it is may only be said by root; the permissions are kept in any case.
    (void)!::fchown(file.number, target.status.st_uid, target.status.st_gid);
    if (::fchmod(file.number, target.status.st_mode & 0777) != 0)
      error = errno;
  }
  if (error == 0)
    error = writeAll(file.number, bytes);
  if (int closeError = file.close(); error == 0)
    error = closeError;
  if (error == 0 && ::rename(temporary.c_str(), target.path.c_str()) != 0)
    error = errno;
  if (error != 0) {
    ::unlink(temporary.c_str());
    fail("cannot write", path, error);
  }
}

} // namespace tt::runtime::detail
