// Tensors: memory, versions, and what happens to those that use them wrongly.
#include "tt/runtime/tensor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "programs.h"
#include "tt/runtime/error.h"

namespace tt::runtime::test {
namespace {

using testing::ElementsAre;

TEST(Tensor, OwnsAnAlignedCopyOfTheData) {
  std::vector<float> values = {1, 2, 3};
  Tensor t = tensor({3}, values);
  values[0] = 9;
  EXPECT_THAT(valuesOf(t), ElementsAre(1, 2, 3));
  EXPECT_EQ(reinterpret_cast<uintptr_t>(t.data()) % 64, 0U);
}

TEST(Tensor, IsZeroWithoutData) {
  EXPECT_THAT(valuesOf(Tensor::createOwned({{2}, DataType::Float32})), ElementsAre(0, 0));
}

TEST(Tensor, BorrowsMemoryAndKeepsItsOwner) {
  auto owner = std::make_shared<std::vector<float>>(std::vector<float>{1, 2});
  Tensor t = Tensor::createBorrowed({{2}, DataType::Float32}, owner->data(), owner);
  EXPECT_EQ(owner.use_count(), 2);
  EXPECT_EQ(t.data(), owner->data());
  t.deallocate();
  EXPECT_EQ(owner.use_count(), 1);
}

TEST(Tensor, CountsChanges) {
  Tensor t = tensor({1}, {1});
  uint64_t before = t.version();
  t.mutableData();
  EXPECT_GT(t.version(), before);
  EXPECT_NE(t.globalId(), tensor({1}, {1}).globalId());
}

TEST(Tensor, RefusesReadingAfterDeallocation) {
  Tensor t = tensor({1}, {1});
  Tensor copy = t;
  t.deallocate();
  EXPECT_FALSE(copy.isAllocated());
  EXPECT_THROW(copy.data(), DeviceError);
}

TEST(Tensor, RefusesWritingToReadOnlyMemory) {
  float value = 1;
  Tensor t = Tensor::createBorrowed({{1}, DataType::Float32}, &value, nullptr, /*readOnly=*/true);
  EXPECT_THROW(t.mutableData(), ValueError);
}

TEST(Tensor, RefusesImpossibleShapes) {
  EXPECT_THROW(Tensor::createOwned({{-1}, DataType::Float32}), ValueError);
  EXPECT_THROW(Tensor::createOwned({{int64_t(1) << 62, 8}, DataType::Float32}), ValueError);
  EXPECT_THROW(Tensor::createOwned({{0, int64_t(1) << 62, 8}, DataType::Float32}), ValueError);
  EXPECT_THROW(Tensor::createOwned({std::vector<int64_t>(40, 1), DataType::Float32}), ValueError);
  EXPECT_THROW(Tensor::createOwned({{1}, DataType::BFP_BFloat8}), TypeError);
}

TEST(Tensor, RefusesMisalignedAndNullMemory) {
  alignas(4) std::byte memory[8];
  EXPECT_THROW(Tensor::createBorrowed({{1}, DataType::Float32}, memory + 1, nullptr), ValueError);
  EXPECT_THROW(Tensor::createBorrowed({{1}, DataType::Float32}, nullptr, nullptr), ValueError);
}

TEST(Tensor, EmptyHandlesThrow) {
  Tensor t;
  EXPECT_THROW(t.desc(), ValueError);
  EXPECT_THROW(t.data(), ValueError);
  EXPECT_FALSE(t.isAllocated());
}

TEST(TensorDesc, DescribesItself) {
  TensorDesc desc{{1, 128, 384}, DataType::BFloat16};
  EXPECT_EQ(desc.str(), "1x128x384xbf16");
  EXPECT_EQ(desc.sizeBytes(), 128U * 384 * 2);
  EXPECT_THAT(desc.strides(), ElementsAre(128 * 384, 384, 1));
}

} // namespace
} // namespace tt::runtime::test
