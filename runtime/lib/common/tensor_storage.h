// What a Tensor handle points to, for the runtime's own use.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>

#include "tt/runtime/tensor.h"

namespace tt::runtime::detail {

/// Says whether memory that was lent for the time of a debug callback may still be read.
class Lease {
public:
  virtual ~Lease() = default;
  /// Throws Error once the time is over.
  virtual void check() const = 0;
};

struct TensorStorage {
  TensorDesc desc;
  /// Null after deallocate().
  std::atomic<std::byte *> data{nullptr};
  bool readOnly = false;
  /// True for memory that the caller of createBorrowed lent.
  bool borrowed = false;
  std::atomic<uint64_t> version{0};
  uint64_t globalId = 0;
  std::atomic<bool> retain{false};
  std::shared_ptr<const Lease> lease;

  std::mutex ownerMutex; ///< guards `owner` against deallocate() in another thread
  std::shared_ptr<void> owner;

  /// What keeps the memory alive; a run holds it so that deallocate() elsewhere cannot pull it away.
  std::shared_ptr<void> pin() {
    std::lock_guard lock(ownerMutex);
    return owner;
  }
};

/// A number that no other storage or value of this process had or will have.
uint64_t nextGlobalId();

/// The runtime's way into a Tensor.
struct TensorAccess {
  static Tensor wrap(std::shared_ptr<TensorStorage> storage) { return Tensor(std::move(storage)); }
  static const std::shared_ptr<TensorStorage> &storage(const Tensor &tensor) { return tensor.storage; }
  /// A tensor over `data`, which `owner` keeps alive.
  static Tensor make(const TensorDesc &desc, std::byte *data, std::shared_ptr<void> owner, bool readOnly = false,
                     std::shared_ptr<const Lease> lease = nullptr);
  /// Memory of its own with any contents.
  static Tensor allocate(const TensorDesc &desc);
};

} // namespace tt::runtime::detail
