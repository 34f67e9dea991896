// Tensor: creation, access with its checks, deallocation.
#include "tt/runtime/tensor.h"

#include <cstring>

#include <fmt/format.h>

#include "common/memory.h"
#include "common/tensor_storage.h"
#include "tt/runtime/error.h"

namespace tt::runtime {
namespace {

using detail::TensorAccess;
using detail::TensorStorage;

size_t requireSize(const TensorDesc &desc) {
  if (elementSize(desc.dtype) == 0)
    throw TypeError(fmt::format("the host has no tensors of element type {}", toKeyword(desc.dtype)));
  std::optional<size_t> size = detail::checkedSizeBytes(desc);
  if (!size)
    throw ValueError(
        fmt::format("no tensor can have the shape {}: sizes must not be negative, the rank at most {} and the "
                    "tensor at most {}",
                    desc.str(), detail::kMaxRank, detail::formatBytes(detail::kMaxTensorBytes)));
  return *size;
}

TensorStorage &require(const std::shared_ptr<TensorStorage> &storage) {
  if (!storage)
    throw ValueError("the tensor is empty: it was never created");
  return *storage;
}

} // namespace

namespace detail {

uint64_t nextGlobalId() {
  static std::atomic<uint64_t> next{1};
  return next.fetch_add(1, std::memory_order_relaxed);
}

Tensor TensorAccess::make(const TensorDesc &desc, std::byte *data, std::shared_ptr<void> owner, bool readOnly,
                          std::shared_ptr<const Lease> lease) {
  auto storage = std::make_shared<TensorStorage>();
  storage->desc = desc;
  storage->data = data;
  storage->readOnly = readOnly;
  storage->globalId = nextGlobalId();
  storage->owner = std::move(owner);
  storage->lease = std::move(lease);
  return wrap(std::move(storage));
}

Tensor TensorAccess::allocate(const TensorDesc &desc) {
  size_t size = requireSize(desc);
  std::shared_ptr<std::byte> block = allocateBlock(size, "a tensor " + desc.str());
  std::byte *data = block.get();
  return make(desc, data, std::move(block));
}

} // namespace detail

Tensor Tensor::createOwned(const TensorDesc &desc, const void *data) {
  Tensor tensor = TensorAccess::allocate(desc);
  std::byte *target = tensor.storage->data;
  if (data)
    std::memcpy(target, data, desc.sizeBytes());
  else
    std::memset(target, 0, desc.sizeBytes());
  return tensor;
}

Tensor Tensor::createBorrowed(const TensorDesc &desc, void *data, std::shared_ptr<void> owner, bool readOnly) {
  size_t size = requireSize(desc);
  if (!data && size != 0)
    throw ValueError(fmt::format("a borrowed tensor {} needs memory, but its address is null", desc.str()));
  if (reinterpret_cast<uintptr_t>(data) % elementSize(desc.dtype) != 0)
    throw ValueError(
        fmt::format("the memory of a borrowed tensor {} must be aligned to its elements of {} bytes; copy it",
                    desc.str(), elementSize(desc.dtype)));
  // An empty tensor still has an address, so that null keeps its meaning.
  alignas(detail::kAlignment) static std::byte nothing[detail::kAlignment];
  Tensor tensor = TensorAccess::make(desc, data ? static_cast<std::byte *>(data) : nothing, std::move(owner), readOnly);
  tensor.storage->borrowed = true;
  return tensor;
}

const TensorDesc &Tensor::desc() const { return require(storage).desc; }

const void *Tensor::data() const {
  TensorStorage &self = require(storage);
  if (self.lease)
    self.lease->check();
  std::byte *data = self.data;
  if (!data)
    throw DeviceError(fmt::format("the tensor {} was deallocated", self.desc.str()));
  return data;
}

void *Tensor::mutableData() {
  auto *memory = const_cast<void *>(data());
  if (storage->readOnly)
    throw ValueError(fmt::format("the tensor {} is read-only", storage->desc.str()));
  markChanged();
  return memory;
}

bool Tensor::isAllocated() const { return storage && storage->data.load() != nullptr; }
bool Tensor::isReadOnly() const { return require(storage).readOnly; }

void Tensor::deallocate() {
  if (!storage)
    return;
  storage->data = nullptr;
  std::shared_ptr<void> owner;
  std::lock_guard lock(storage->ownerMutex);
  owner.swap(storage->owner);
}

uint64_t Tensor::version() const { return require(storage).version; }
void Tensor::markChanged() { ++require(storage).version; }
uint64_t Tensor::globalId() const { return require(storage).globalId; }
bool Tensor::retain() const { return require(storage).retain; }
void Tensor::setRetain(bool retain) { require(storage).retain = retain; }

} // namespace tt::runtime
