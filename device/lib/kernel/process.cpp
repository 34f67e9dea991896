// Starts programs without a shell, so that no name or define needs quoting.
#include "kernel/process.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>

#include "tt/device/error.h"

extern char **environ;

namespace tt::device {
namespace {

struct Pipe {
  int ends[2] = {-1, -1};
  ~Pipe() {
    closeEnd(0);
    closeEnd(1);
  }
  void closeEnd(int end) {
    if (ends[end] >= 0)
      close(std::exchange(ends[end], -1));
  }
};

struct FileActions {
  posix_spawn_file_actions_t actions;
  FileActions() { posix_spawn_file_actions_init(&actions); }
  ~FileActions() { posix_spawn_file_actions_destroy(&actions); }
};

[[noreturn]] void failToStart(const std::string &program, int error) {
  throw KernelError(fmt::format("'{}' could not be started: {}", program, std::strerror(error)));
}

std::string readAll(int file) {
  std::string text;
  std::array<char, 4096> chunk;
  for (;;) {
    const ssize_t count = read(file, chunk.data(), chunk.size());
    if (count > 0)
      text.append(chunk.data(), static_cast<size_t>(count));
    else if (count == 0 || errno != EINTR)
      return text;
  }
}

} // namespace

ProcessResult runProcess(const std::vector<std::string> &arguments, const std::string &folder) {
  Pipe pipe;
  if (pipe2(pipe.ends, O_CLOEXEC) != 0)
    failToStart(arguments.front(), errno);
  FileActions actions;
  posix_spawn_file_actions_addopen(&actions.actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions.actions, pipe.ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions.actions, pipe.ends[1], STDERR_FILENO);
  posix_spawn_file_actions_addchdir_np(&actions.actions, folder.c_str());

  std::vector<char *> words;
  for (const std::string &argument : arguments)
    words.push_back(const_cast<char *>(argument.c_str()));
  words.push_back(nullptr);
  pid_t process = 0;
  if (int error = posix_spawn(&process, words.front(), &actions.actions, nullptr, words.data(), environ))
    failToStart(arguments.front(), error);

  pipe.closeEnd(1);
  ProcessResult result;
  result.output = readAll(pipe.ends[0]);
  int status = 0;
  while (waitpid(process, &status, 0) < 0)
    if (errno != EINTR)
      throw KernelError(fmt::format("'{}' was started, but not waited for: {} (is SIGCHLD ignored?)", arguments.front(),
                                    std::strerror(errno)));
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return result;
}

} // namespace tt::device
