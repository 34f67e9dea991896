// Filters of observers: globs on names of ops and programs, texts or globs in locations.
#include "common/selection.h"

#include <fnmatch.h>

#include <algorithm>
#include <string>

namespace tt::runtime::detail {
namespace {

bool isGlob(const std::string &pattern) { return pattern.find_first_of("*?[") != std::string::npos; }

bool matchesGlob(const std::string &pattern, const std::string &text) {
  return fnmatch(pattern.c_str(), text.c_str(), 0) == 0;
}

/// With or without the dialect: "ttnn.add" is named by "ttnn.add", "add" and "a*".
bool matchesName(const std::string &pattern, const std::string &name) {
  return matchesGlob(pattern, name) || matchesGlob(pattern, name.substr(name.find('.') + 1));
}

/// `loc("model.py":12:8)` is found by `model.py:12` as by `"model.py":12`.
bool matchesLocation(const std::string &pattern, const std::string &location) {
  std::string plain = location;
  std::erase(plain, '"');
  if (!isGlob(pattern))
    return location.find(pattern) != std::string::npos || plain.find(pattern) != std::string::npos;
  std::string anywhere = "*" + pattern + "*";
  return matchesGlob(anywhere, location) || matchesGlob(anywhere, plain);
}

bool admitsProgram(const debug::Filter &filter, const Program &program, uint32_t index, uint64_t binaryId) {
  return (!filter.programIndex || *filter.programIndex == index) &&
         (!filter.binaryId || *filter.binaryId == binaryId) &&
         (filter.programName.empty() || matchesGlob(filter.programName, program.name));
}

bool admitsOp(const debug::Filter &filter, const Operation &operation) {
  bool named = filter.ops.empty() || std::any_of(filter.ops.begin(), filter.ops.end(), [&](const std::string &pattern) {
                 return matchesName(pattern, operation.name);
               });
  return named && (filter.location.empty() || matchesLocation(filter.location, operation.location));
}

bool startsKernels(const Operation &operation) {
  return std::any_of(operation.attributes.begin(), operation.attributes.end(),
                     [](const auto &attribute) { return std::holds_alternative<CardProgramRecord>(attribute.second); });
}

} // namespace

bool admitsKernel(const debug::Filter &filter, const std::string &name) {
  return filter.kernels.empty() || std::any_of(filter.kernels.begin(), filter.kernels.end(),
                                               [&](const std::string &pattern) { return matchesGlob(pattern, name); });
}

Selection::Selection(const ObserverSet &set, const Program &program, uint32_t programIndex, uint64_t binaryId)
    : version(set.version), timed(program.operations.size()) {
  Observers interested;
  for (const auto &observer : set.observers)
    if (admitsProgram(observer->filter, program, programIndex, binaryId))
      interested.push_back(observer.get());
  for (const debug::Observer *observer : interested) {
    if (observer->preProgram)
      preProgram.push_back(observer);
    if (observer->postProgram)
      postProgram.insert(postProgram.begin(), observer);
  }
  preBegin.push_back(0);
  postBegin.push_back(0);
  preKernelBegin.push_back(0);
  postKernelBegin.push_back(0);
  for (uint32_t op = 0; op < program.operations.size(); ++op) {
    const Operation &operation = program.operations[op];
    const size_t firstPost = post.size(), firstPostKernel = postKernel.size();
    for (const debug::Observer *observer : interested) {
      if (!admitsOp(observer->filter, operation))
        continue;
      if (observer->preOp)
        pre.push_back(observer);
      if (observer->postOp)
        post.push_back(observer);
      if (observer->timed && (observer->preOp || observer->postOp))
        timed[op] = anyTimed = true;
      if (observer->preKernel && startsKernels(operation))
        preKernel.push_back(observer);
      if (observer->postKernel && startsKernels(operation))
        postKernel.push_back(observer);
    }
    std::reverse(post.begin() + static_cast<std::ptrdiff_t>(firstPost), post.end());
    std::reverse(postKernel.begin() + static_cast<std::ptrdiff_t>(firstPostKernel), postKernel.end());
    preBegin.push_back(static_cast<uint32_t>(pre.size()));
    postBegin.push_back(static_cast<uint32_t>(post.size()));
    preKernelBegin.push_back(static_cast<uint32_t>(preKernel.size()));
    postKernelBegin.push_back(static_cast<uint32_t>(postKernel.size()));
  }
  const auto count = static_cast<uint32_t>(program.operations.size());
  next.assign(count + 1, count);
  for (uint32_t op = count; op-- > 0;)
    next[op] = before(op).empty() && after(op).empty() && beforeKernels(op).empty() && afterKernels(op).empty()
                   ? next[op + 1]
                   : op;
}

std::shared_ptr<const Selection> SelectionCache::get(const ObserverSet &set, const Program &program,
                                                     uint32_t programIndex, uint64_t binaryId) {
  {
    std::lock_guard lock(mutex);
    if (latest && latest->version == set.version)
      return latest;
  }
  auto made = std::make_shared<const Selection>(set, program, programIndex, binaryId);
  std::lock_guard lock(mutex);
  latest = made;
  return made;
}

} // namespace tt::runtime::detail
