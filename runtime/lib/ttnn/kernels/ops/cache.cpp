// Caches of keys and values, which these ops write in place: contiguous [B, H, T, D] and paged [blocks, H, block, D].
#include <cstring>

#include "ttnn/kernels/reference_kernel.h"
#include "ttnn/kernels/window.h"

namespace tt::runtime::kernels {
namespace {

/// Users (or blocks), heads, positions (or block size), width.
struct CacheShape {
  int64_t users, heads, positions, width;
};

CacheShape readCache(const OpView &view) {
  const TensorDesc &cache = view.operand(0), &input = view.operand(1);
  checkRank(view, cache, 4, "the cache");
  checkRank(view, input, 4, "the input");
  checkSameDtype(view, input, cache, "the input");
  return {cache.shape[0], cache.shape[1], cache.shape[2], cache.shape[3]};
}

/// Writes row `from` of the input to row `to` of the cache.
struct RowCopy {
  size_t bytes;

  void operator()(const KernelArgs &args, int64_t to, int64_t from) const {
    int64_t size = static_cast<int64_t>(bytes);
    std::memcpy(writable(args, 0) + to * size, args.operands[1] + from * size, bytes);
  }
};

RowCopy rowCopy(const OpView &view) {
  return {static_cast<size_t>(view.operand(0).shape[3]) * elementSize(view.operand(0).dtype)};
}

/// Input [users, H, S, D] to positions 0 to S-1 of as many users, from `batch_offset` on.
std::unique_ptr<Kernel> makeFillCache(const OpView &view) {
  CacheShape cache = readCache(view);
  const Shape &input = view.operand(1).shape;
  int64_t users = input[0], length = input[2];
  int64_t batchOffset = checkedInt(view, "batch_offset", 0, kMaxInt32, 0);
  view.check(users + batchOffset <= cache.users, "the cache has not that many users");
  view.check(length <= cache.positions, "the input is longer than the cache");
  checkShape(view, view.operand(1), Shape{users, cache.heads, length, cache.width}, "the input");
  return makeKernel(
      [=, copy = rowCopy(view)](const KernelArgs &args) {
        for (int64_t row = 0; row < users * cache.heads * length; ++row) {
          int64_t stack = row / length; // user and head
          copy(args, (batchOffset * cache.heads + stack) * cache.positions + row % length, row);
        }
      },
      {.writtenOperands = {0}});
}

/// One token for each user: input [1, H, B, D], or [B, H, 1, D].
std::unique_ptr<Kernel> makeUpdateCache(const OpView &view) {
  CacheShape cache = readCache(view);
  const Shape &input = view.operand(1).shape;
  const TensorDesc &index = view.operand(2);
  bool usersFirst = input[2] == 1;
  view.check(usersFirst || input[0] == 1, "the input must have one token for each user");
  int64_t users = usersFirst ? input[0] : input[2];
  int64_t batchOffset = checkedInt(view, "batch_offset", 0, kMaxInt32, 0);
  view.check(users + batchOffset <= cache.users, "the cache has not that many users");
  view.check(input[1] == cache.heads && input[3] == cache.width, "input and cache differ in heads or width");
  checkDtype(view, index, kIntegers, "the update index");
  int64_t indices = index.volume();
  view.check(indices == 1 || indices == users, "there must be one update index, or one for each user");
  return makeKernel(
      [=, view = &view, copy = rowCopy(view), indexType = index.dtype](const KernelArgs &args) {
        for (int64_t b = 0; b < users; ++b) {
          int64_t position =
              readIndex(*view, indexType, args.operands[2], indices == 1 ? 0 : b, cache.positions, "update index");
          for (int64_t h = 0; h < cache.heads; ++h)
            copy(args, ((b + batchOffset) * cache.heads + h) * cache.positions + position,
                 usersFirst ? b * cache.heads + h : h * users + b);
        }
      },
      {.writtenOperands = {0}});
}

/// The blocks of a paged cache that belong to each user, [users, blocks per user].
struct PageTable {
  size_t operand;
  DataType dtype;
  int64_t users, blocksPerUser;

  /// Block and place in it of a user's position.
  int64_t row(const OpView &view, const KernelArgs &args, const CacheShape &cache, int64_t user, int64_t head,
              int64_t position) const {
    int64_t block = readIndex(view, dtype, args.operands[operand], user * blocksPerUser + position / cache.positions,
                              cache.users, "block");
    return (block * cache.heads + head) * cache.positions + position % cache.positions;
  }
};

PageTable readPageTable(const OpView &view, size_t operand) {
  const TensorDesc &desc = view.operand(operand);
  checkRank(view, desc, 2, "the page table");
  checkDtype(view, desc, kIntegers, "the page table");
  return {operand, desc.dtype, desc.shape[0], desc.shape[1]};
}

/// Input [1, H, S, D] to the blocks of one user, by default the first.
std::unique_ptr<Kernel> makePagedFillCache(const OpView &view) {
  CacheShape cache = readCache(view);
  PageTable table = readPageTable(view, 2);
  int64_t length = view.operand(1).shape[2];
  checkShape(view, view.operand(1), Shape{1, cache.heads, length, cache.width}, "the input");
  view.check(length <= checkedProduct(view, {table.blocksPerUser, cache.positions}),
             "the input is longer than a user's blocks");
  std::optional<size_t> batchIndex = view.find("batch_idx_tensor");
  if (batchIndex) {
    checkDtype(view, view.operand(*batchIndex), kIntegers, "the batch index");
    view.check(view.operand(*batchIndex).volume() == 1, "the batch index must be one number");
  } else {
    view.check(table.users >= 1, "the page table has no user");
  }
  return makeKernel(
      [=, view = &view, copy = rowCopy(view)](const KernelArgs &args) {
        int64_t user = batchIndex ? readIndex(*view, view->operand(*batchIndex).dtype, args.operands[*batchIndex], 0,
                                              table.users, "batch index")
                                  : 0;
        for (int64_t h = 0; h < cache.heads; ++h)
          for (int64_t s = 0; s < length; ++s)
            copy(args, table.row(*view, args, cache, user, h, s), h * length + s);
      },
      {.writtenOperands = {0}});
}

/// One token for each user, input [1, B, H, D], at the user's position; a negative position leaves the user out.
std::unique_ptr<Kernel> makePagedUpdateCache(const OpView &view) {
  CacheShape cache = readCache(view);
  const TensorDesc &input = view.operand(1), &index = view.operand(2);
  int64_t users = input.shape[1], heads = input.shape[2];
  // Heads may be padded to a tile.
  checkShape(view, input, Shape{1, users, heads, cache.width}, "the input");
  view.check(heads >= cache.heads, "the input must have all heads of the cache");
  checkDtype(view, index, kIntegers, "the update index");
  view.check(index.volume() == users, "there must be one update index for each user");
  std::optional<PageTable> table;
  int64_t limit = cache.positions;
  if (std::optional<size_t> operand = view.find("page_table")) {
    table = readPageTable(view, *operand);
    view.check(table->users == users, "the page table must have one row for each user");
    limit = checkedProduct(view, {table->blocksPerUser, cache.positions});
  } else {
    view.check(view.boolAttr("share_cache", false) ? cache.users == 1 : cache.users == users,
               "the cache must have all users, or one if they share it");
  }
  bool shared = cache.users == 1;
  return makeKernel(
      [=, view = &view, copy = rowCopy(view), indexType = index.dtype](const KernelArgs &args) {
        for (int64_t b = 0; b < users; ++b) {
          int64_t position;
          load(indexType, args.operands[2], b, 0, 1, &position);
          if (position < 0)
            continue;
          readIndex(*view, indexType, args.operands[2], b, limit, "update index");
          for (int64_t h = 0; h < cache.heads; ++h)
            copy(args,
                 table ? table->row(*view, args, cache, b, h, position)
                       : ((shared ? 0 : b) * cache.heads + h) * cache.positions + position,
                 b * heads + h);
        }
      },
      {.writtenOperands = {0}});
}

} // namespace

std::vector<KernelEntry> cacheKernels() {
  return {{"fill_cache", makeFillCache, kAllDtypes},
          {"paged_fill_cache", makePagedFillCache, kAllDtypes},
          {"paged_update_cache", makePagedUpdateCache, kAllDtypes},
          {"update_cache", makeUpdateCache, kAllDtypes}};
}

} // namespace tt::runtime::kernels
