// The plan of a program: what each op is to the executor, which values stay the same between runs, and where each value
// lies in memory. Made once, read by any number of runs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "common/binary_image.h"
#include "common/selection.h"
#include "tt/runtime/tensor.h"
#include "ttnn/kernels/kernel.h"

namespace tt::runtime::detail {

inline constexpr uint32_t kNone = ~uint32_t(0);

/// How the executor performs an op.
enum class Action : uint8_t {
  Nothing,  ///< get_device, deallocate
  Constant, ///< its result is data of the Binary
  Alias,    ///< its result is its operand's memory: reshape, changes of layout
  Kernel,
  Cached, ///< load_cached of values that stay the same: computed once
  Call,   ///< load_cached of values that change with every run
};

/// Where the memory of a value comes from. Values that share memory have the same root, the first of them.
enum class Origin : uint8_t { Absent, Input, Constant, Cached, Computed };

struct ValueInfo {
  uint32_t root = kNone;
  Origin origin = Origin::Absent; ///< of the root
  uint32_t source = 0;            ///< the input's position, or the op that defines the root
  bool constant = false;          ///< keeps its value between runs, as long as `dependsOn` keep theirs
  bool written = false;           ///< some op changes it in place (said of the root)
};

/// Where computed values lie while the program runs.
struct MemoryLayout {
  struct Buffer {
    size_t size = 0;
    size_t offset = 0;
    uint32_t output = kNone; ///< the memory is that of the tensor returned as this output, not the arena's
    uint32_t first = 0, last = 0;
  };
  std::vector<Buffer> buffers;
  std::vector<uint32_t> bufferOf;    ///< by root value; kNone for others
  std::vector<size_t> scratchOffset; ///< by op
  size_t arenaSize = 0;

  // Inspectable layouts only:

  /// When a value can be looked at: after `from` ops ran (kNone: never), and until the callbacks of op `last` are over.
  struct Life {
    uint32_t from = kNone, last = kNone;
  };
  std::vector<Life> lives;                     ///< by value
  std::vector<std::vector<uint32_t>> expiring; ///< by op: values whose last op it is
};

struct PlanOptions {
  uint32_t numThreads = 1;
  bool reference = false; ///< reference kernels only
  bool once = false;      ///< the program runs once: constants are not worth packing
};

class Plan {
public:
  /// `image` must outlive every use of the plan but its destruction.
  Plan(const BinaryImage &image, uint32_t programIndex, const PlanOptions &options);

  const BinaryImage &image;
  const uint32_t programIndex;
  const Program &program;
  const PlanOptions options;

  std::vector<ValueInfo> values;
  std::vector<Action> actions;                     ///< by op
  std::vector<uint32_t> cachedOps;                 ///< those of Action::Cached
  std::vector<std::vector<uint32_t>> dependsOn;    ///< by constant root value: the inputs it is computed from
  std::vector<std::vector<bool>> constantOperands; ///< by op
  std::vector<uint32_t> constantInputs;            ///< positions of inputs that keep their value between runs
  std::vector<uint32_t> constantUses;              ///< by constant root value: operands of kernels that read it
  std::vector<bool> keepConstant;                  ///< by constant root value: read by other than kernels

  /// Memory of a constant root value; a splat is written out once.
  const std::byte *constantData(uint32_t root) const { return constants[root]; }
  const ConstantRef *constantRef(uint32_t root) const;
  /// What keeps that memory alive.
  std::shared_ptr<void> constantOwner(uint32_t root, std::shared_ptr<const BinaryImage> image) const;
  /// Hands the pages of the Binary's constants back: they will not be read soon.
  void discardConstants() const;

  /// New kernels for all ops; null where none is needed. The first call returns those made with the plan.
  std::vector<std::shared_ptr<Kernel>> takeKernels();
  /// A kernel for one op that takes no operand for constant.
  std::unique_ptr<Kernel> makeUnpreparedKernel(uint32_t op) const;

  const MemoryLayout &fastLayout() const { return fast; }
  /// Operands and results of each op are all there during its callbacks, and values live until they are deallocated.
  const MemoryLayout &inspectableLayout();
  /// Throws Error that names the largest value where memory runs out.
  void requireMemory(const MemoryLayout &layout) const;

  /// Who sees what of this program.
  std::shared_ptr<const Selection> selectionOf(const ObserverSet &observers) {
    return selections.get(observers, program, programIndex, image.id);
  }

  SelectionCache selections;

private:
  std::unique_ptr<Kernel> makeKernel(uint32_t op) const;
  void classify();
  void classifyOperation(uint32_t op);
  void countConstantUses();
  void materialiseConstants();
  MemoryLayout layOut(bool inspectable) const;

  std::vector<OpView> views;                ///< by op; kernels refer to them
  std::vector<const std::byte *> constants; ///< by root value
  std::map<uint32_t, Tensor> splats;        ///< by root value
  std::mutex mutex;                         ///< guards what follows
  std::vector<std::shared_ptr<Kernel>> firstKernels;
  bool firstKernelsTaken = false;
  MemoryLayout fast;
  std::optional<MemoryLayout> inspectable;
};

} // namespace tt::runtime::detail
