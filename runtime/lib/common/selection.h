// Which observers see which ops of a program: filters, applied once for a program and a set of observers.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "common/debug_registry.h"
#include "common/program.h"

namespace tt::runtime::detail {

/// Valid as long as somebody holds the ObserverSet with this version: it does not keep observers alive itself.
class Selection {
public:
  using List = std::span<const debug::Observer *const>;

  Selection(const ObserverSet &set, const Program &program, uint32_t programIndex, uint64_t binaryId);

  const uint64_t version;
  /// True when no callback would be called.
  bool isEmpty() const {
    return preProgram.empty() && postProgram.empty() && pre.empty() && post.empty() && preKernel.empty() &&
           postKernel.empty();
  }
  List beforeProgram() const { return preProgram; }
  List afterProgram() const { return postProgram; }
  List before(uint32_t op) const { return slice(pre, preBegin, op); }
  List after(uint32_t op) const { return slice(post, postBegin, op); }
  /// Around kernels that the op starts. Which of them an observer wants to see by name, admitsKernel() says.
  List beforeKernels(uint32_t op) const { return slice(preKernel, preKernelBegin, op); }
  List afterKernels(uint32_t op) const { return slice(postKernel, postKernelBegin, op); }
  /// The first op from `op` on that anybody observes, or kernels of it; the number of ops where there is none.
  uint32_t nextObserved(uint32_t op) const { return next[op]; }
  bool isTimed(uint32_t op) const { return anyTimed && timed[op]; }

private:
  using Observers = std::vector<const debug::Observer *>;
  static List slice(const Observers &all, const std::vector<uint32_t> &begin, uint32_t op) {
    return {all.data() + begin[op], begin[op + 1] - begin[op]};
  }

  Observers preProgram, postProgram;
  Observers pre, post, preKernel, postKernel;                                 ///< those of ops one after another
  std::vector<uint32_t> preBegin, postBegin, preKernelBegin, postKernelBegin; ///< by op, and one past the last
  std::vector<uint32_t> next;                                                 ///< by op, and one past the last
  std::vector<bool> timed;                                                    ///< by op
  bool anyTimed = false;
};

bool admitsKernel(const debug::Filter &filter, const std::string &name);

/// Keeps the latest selection of a program: observers change rarely, programs run often.
class SelectionCache {
public:
  std::shared_ptr<const Selection> get(const ObserverSet &set, const Program &program, uint32_t programIndex,
                                       uint64_t binaryId);

private:
  std::mutex mutex;
  std::shared_ptr<const Selection> latest;
};

} // namespace tt::runtime::detail
