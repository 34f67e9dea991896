// Tensor: a counted handle to dense, row-major memory, owned or borrowed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "tt/runtime/types.h"

namespace tt::runtime {

namespace detail {
struct TensorStorage;
struct TensorAccess;
} // namespace detail

/// Copies of a Tensor share its memory. All functions throw tt::runtime errors.
class Tensor {
public:
  Tensor() = default;

  /// Memory of its own, 64-byte aligned; `data` is copied from when given, else the elements are zero.
  static Tensor createOwned(const TensorDesc &desc, const void *data = nullptr);
  /// The caller's memory, which `owner` keeps alive; `data` must hold desc.sizeBytes() bytes and be aligned to the
  /// element size.
  static Tensor createBorrowed(const TensorDesc &desc, void *data, std::shared_ptr<void> owner, bool readOnly = false);

  explicit operator bool() const { return storage != nullptr; }
  const TensorDesc &desc() const;
  const std::vector<int64_t> &shape() const { return desc().shape; }
  DataType dtype() const { return desc().dtype; }
  /// Throws DeviceError after deallocate().
  const void *data() const;
  /// As data(), for writing: throws ValueError on a read-only tensor and counts as a change (see version()).
  void *mutableData();
  bool isAllocated() const;
  bool isReadOnly() const;
  /// Lets go of the memory in all copies; reading afterwards throws. A program that is running with the tensor keeps it
  /// until it ends.
  void deallocate();
  /// Grows with every mutableData() and markChanged(); constants computed from the tensor are computed again when it
  /// differs.
  uint64_t version() const;
  void markChanged();
  /// Unique in the process for each storage, never reused.
  uint64_t globalId() const;
  /// A program may take over tensors that are not retained; the host device never does, the flag is kept for callers.
  bool retain() const;
  void setRetain(bool retain);

private:
  friend struct detail::TensorAccess;
  explicit Tensor(std::shared_ptr<detail::TensorStorage> storage) : storage(std::move(storage)) {}
  std::shared_ptr<detail::TensorStorage> storage;
};

} // namespace tt::runtime
