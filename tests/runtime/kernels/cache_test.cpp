// Caches: what is written where, in place, and which positions are refused.
#include "harness.h"

namespace tt::runtime::test {
namespace {

HostTensor zeros(const Shape &shape, DataType dtype = Float32) {
  return tensor(shape, Values(static_cast<size_t>(TensorDesc{shape, dtype}.volume())), dtype);
}

/// The cache after the op, as differences from zero: place and value of each element that is not.
std::vector<std::pair<size_t, double>> written(const Op &op) {
  std::vector<std::pair<size_t, double>> found;
  Values values = valuesOf(op.operand(0));
  for (size_t i = 0; i < values.size(); ++i)
    if (values[i] != 0)
      found.emplace_back(i, values[i]);
  return found;
}
using Written = std::vector<std::pair<size_t, double>>;

TEST(Cache, Fill) {
  for (DataType dtype : kNumberTypes) {
    // Cache [3 users, 2 heads, 4 positions, 1], input [1, 2, 2, 1] for user 1.
    Op op("ttnn.fill_cache");
    op.in(zeros({3, 2, 4, 1}, dtype)).in(counting({1, 2, 2, 1}, dtype, 1)).attr("batch_offset", int64_t{1}).run();
    EXPECT_EQ(written(op), Written({{8, 1}, {9, 2}, {12, 3}, {13, 4}}));
    EXPECT_TRUE(op.kernel().writesOperand(0));
    EXPECT_FALSE(op.kernel().writesOperand(1));
  }
  auto error = [](const Shape &input, int64_t offset) {
    return Op("ttnn.fill_cache").in(zeros({2, 2, 4, 1})).in(zeros(input)).attr("batch_offset", offset).makeError();
  };
  EXPECT_THAT(error({1, 2, 2, 1}, 2), testing::HasSubstr("not that many users"));
  EXPECT_THAT(error({1, 2, 2, 1}, -1), testing::HasSubstr("'batch_offset'"));
  EXPECT_THAT(error({1, 2, 5, 1}, 0), testing::HasSubstr("longer"));
  EXPECT_THAT(error({1, 1, 2, 1}, 0), testing::HasSubstr("the input must have shape 1x2x2x1"));
  EXPECT_THAT(Op("ttnn.fill_cache").in(zeros({2, 2, 4, 1})).in(zeros({1, 2, 2, 1}, BFloat16)).makeError(),
              testing::HasSubstr("element type f32, not bf16"));
}

TEST(Cache, Update) {
  for (DataType dtype : kNumberTypes) {
    // Cache [2 users, 2 heads, 3 positions, 1], tokens [1, 2 heads, 2 users, 1].
    Op op("ttnn.update_cache");
    op.in(zeros({2, 2, 3, 1}, dtype))
        .in(counting({1, 2, 2, 1}, dtype, 1))
        .in(tensor({1}, {2}, UInt32))
        .attr("batch_offset", int64_t{0})
        .run();
    EXPECT_EQ(written(op), Written({{2, 1}, {5, 3}, {8, 2}, {11, 4}}));
    // Each user at a position of its own; users first.
    Op each("ttnn.update_cache");
    each.in(zeros({2, 2, 3, 1}, dtype))
        .in(counting({2, 2, 1, 1}, dtype, 1))
        .in(tensor({2}, {0, 1}, Int32))
        .attr("batch_offset", int64_t{0})
        .run();
    EXPECT_EQ(written(each), Written({{0, 1}, {3, 2}, {7, 3}, {10, 4}}));
  }
  Op late("ttnn.update_cache");
  late.in(zeros({1, 1, 3, 1})).in(zeros({1, 1, 1, 1})).in(tensor({1}, {3}, Int32)).attr("batch_offset", int64_t{0});
  EXPECT_THAT(late.runError(), testing::HasSubstr("update index 3"));
}

TEST(Cache, Paged) {
  // Pages [4, 1 head, 2 positions, 1]; user 0 has pages 3 and 1, user 1 pages 0 and 2.
  HostTensor table = tensor({2, 2}, {3, 1, 0, 2}, Int32);
  Op fill("ttnn.paged_fill_cache");
  fill.in(zeros({4, 1, 2, 1})).in(counting({1, 1, 3, 1}, Float32, 1)).in(table).in(tensor({1}, {1}, Int32)).run();
  EXPECT_EQ(written(fill), Written({{0, 1}, {1, 2}, {4, 3}}));
  Op first("ttnn.paged_fill_cache");
  first.in(zeros({4, 1, 2, 1})).in(counting({1, 1, 3, 1}, Float32, 1)).in(table).absent().run();
  EXPECT_EQ(written(first), Written({{2, 3}, {6, 1}, {7, 2}}));

  Op update("ttnn.paged_update_cache");
  // One token for each user, with heads padded from 1 to 2; a negative position leaves a user out.
  update.in(zeros({4, 1, 2, 1}))
      .in(counting({1, 2, 2, 1}, Float32, 1))
      .in(tensor({2}, {2, 1}, Int32))
      .in(table)
      .attr("share_cache", false)
      .run();
  EXPECT_EQ(written(update), Written({{1, 3}, {2, 1}}));
  Op skip("ttnn.paged_update_cache");
  skip.in(zeros({4, 1, 2, 1}))
      .in(counting({1, 2, 1, 1}, Float32, 1))
      .in(tensor({2}, {-1, 0}, Int32))
      .in(table)
      .attr("share_cache", false)
      .run();
  EXPECT_EQ(written(skip), Written({{0, 2}}));
  Op plain("ttnn.paged_update_cache");
  plain.in(zeros({2, 1, 2, 1}))
      .in(counting({1, 2, 1, 1}, Float32, 1))
      .in(tensor({2}, {1, 0}, Int32))
      .absent()
      .attr("share_cache", false)
      .run();
  EXPECT_EQ(written(plain), Written({{1, 1}, {2, 2}}));
  Op shared("ttnn.paged_update_cache");
  shared.in(zeros({1, 1, 2, 1}))
      .in(counting({1, 2, 1, 1}, Float32, 1))
      .in(tensor({2}, {1, 0}, Int32))
      .absent()
      .attr("share_cache", true)
      .run();
  EXPECT_EQ(written(shared), Written({{0, 2}, {1, 1}}));

  Op far("ttnn.paged_update_cache");
  far.in(zeros({4, 1, 2, 1}))
      .in(zeros({1, 2, 1, 1}))
      .in(tensor({2}, {4, 0}, Int32))
      .in(table)
      .attr("share_cache", false);
  EXPECT_THAT(far.runError(), testing::HasSubstr("update index 4"));
  Op badPage("ttnn.paged_fill_cache");
  badPage.in(zeros({4, 1, 2, 1})).in(zeros({1, 1, 3, 1})).in(tensor({1, 2}, {0, 9}, Int32)).absent();
  EXPECT_THAT(badPage.runError(), testing::HasSubstr("block 9"));
}

} // namespace
} // namespace tt::runtime::test
