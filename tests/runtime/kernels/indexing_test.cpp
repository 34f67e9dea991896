// Ops that look up by index: values, all index and element types, indices out of range.
#include "harness.h"

namespace tt::runtime::test {
namespace {

TEST(Embedding, LooksUpRows) {
  for (DataType dtype : kAllTypes)
    for (DataType indexType : kIntegerTypes) {
      HostTensor weight = tensor({3, 2}, {0, 1, 1, 1, 1, 0}, dtype);
      EXPECT_EQ(Op("ttnn.embedding")
                    .in(tensor({2, 2}, {2, 0, 1, 2}, indexType))
                    .in(weight)
                    .out({2, 2, 2}, dtype)
                    .run()
                    .values(),
                Values({1, 0, 0, 1, 1, 1, 1, 0}));
    }
  EXPECT_EQ(Op("ttnn.embedding").in(tensor({1}, {1}, UInt32)).in(counting({1, 1, 2, 2})).out({1, 2}).run().values(),
            Values({2, 3}));
}

TEST(Embedding, ChecksIndices) {
  auto error = [](double index, DataType dtype) {
    return Op("ttnn.embedding").in(tensor({2}, {0, index}, dtype)).in(counting({3, 2})).out({2, 2}).runError();
  };
  EXPECT_THAT(
      error(3, UInt32),
      testing::HasSubstr("ttnn.embedding at loc(\"test.py\":1:2): index 3 at position 1 is out of range [0, 3)"));
  EXPECT_THAT(error(-1, Int32), testing::HasSubstr("index -1"));
  EXPECT_THAT(error(4294967295.0, UInt32), testing::HasSubstr("index 4294967295"));
  EXPECT_THAT(Op("ttnn.embedding").in(counting({2})).in(counting({3, 2})).out({2, 2}).makeError(),
              testing::HasSubstr("the indices must not have element type f32"));
  EXPECT_THAT(Op("ttnn.embedding").in(counting({2}, Int32)).in(counting({3})).out({2, 2}).makeError(),
              testing::HasSubstr("[rows, width]"));
}

TEST(Embedding, Backward) {
  for (DataType dtype : kFloatTypes)
    EXPECT_EQ(Op("ttnn.embedding_bw")
                  .in(tensor({3}, {2, 0, 2}, UInt32))
                  .in(counting({3, 2}, dtype))
                  .in(tensor({3, 2}, {1, 2, 3, 4, 5, 6}, dtype))
                  .out({3, 2}, dtype)
                  .run()
                  .values(),
              Values({3, 4, 0, 0, 6, 8}));
}

TEST(Gather, FollowsTheDefinition) {
  for (DataType dtype : kAllTypes) {
    HostTensor in = tensor({2, 3}, {0, 1, 1, 1, 0, 1}, dtype);
    EXPECT_EQ(Op("ttnn.gather")
                  .in(in)
                  .in(tensor({2, 2}, {2, 0, 1, 1}, UInt32))
                  .out({2, 2}, dtype)
                  .attr("dim", int64_t{1})
                  .run()
                  .values(),
              Values({1, 0, 0, 0}));
    EXPECT_EQ(Op("ttnn.gather")
                  .in(in)
                  .in(tensor({1, 3}, {1, 0, 1}, Int32))
                  .out({1, 3}, dtype)
                  .attr("dim", int64_t{0})
                  .run()
                  .values(),
              Values({1, 1, 1}));
  }
  // out[i, j, k] = in[i, index[i, j, k], k]
  HostTensor in = counting({2, 3, 2});
  EXPECT_EQ(Op("ttnn.gather")
                .in(in)
                .in(tensor({2, 1, 2}, {2, 0, 1, 2}, UInt16))
                .out({2, 1, 2})
                .attr("dim", int64_t{-2})
                .run()
                .values(),
            Values({4, 1, 8, 11}));
  EXPECT_THAT(
      Op("ttnn.gather").in(in).in(tensor({1, 1, 1}, {3}, Int32)).out({1, 1, 1}).attr("dim", int64_t{1}).runError(),
      testing::HasSubstr("index 3"));
  EXPECT_THAT(
      Op("ttnn.gather").in(in).in(counting({3, 1, 1}, Int32)).out({3, 1, 1}).attr("dim", int64_t{1}).makeError(),
      testing::HasSubstr("larger than the input in dimension 0"));
  EXPECT_THAT(Op("ttnn.gather").in(in).in(counting({3}, Int32)).out({3}).attr("dim", int64_t{1}).makeError(),
              testing::HasSubstr("rank 3"));
}

TEST(Scatter, ReducesAndReplaces) {
  for (DataType dtype : kNumberTypes) {
    HostTensor in = tensor({1, 3}, {1, 2, 3}, dtype), index = tensor({1, 3}, {0, 2, 0}, Int32),
               source = tensor({1, 3}, {5, 1, 4}, dtype);
    auto scatter = [&](const char *type) {
      return Op("ttnn.scatter")
          .in(in)
          .in(index)
          .in(source)
          .out({1, 3}, dtype)
          .attr("dim", int64_t{1})
          .attr("scatter_reduce_type", std::string(type))
          .run()
          .values();
    };
    EXPECT_EQ(scatter("invalid"), Values({4, 2, 1}));
    EXPECT_EQ(scatter("sum"), Values({10, 2, 4}));
    EXPECT_EQ(scatter("prod"), Values({20, 2, 3}));
    EXPECT_EQ(scatter("max"), Values({5, 2, 3}));
    EXPECT_EQ(scatter("min"), Values({1, 2, 1}));
  }
  EXPECT_EQ(Op("ttnn.scatter")
                .in(tensor({2}, {0, 0}, Bool))
                .in(tensor({1}, {1}, Int32))
                .in(tensor({1}, {1}, Bool))
                .out({2}, Bool)
                .attr("dim", int64_t{0})
                .attr("scatter_reduce_type", std::string("invalid"))
                .run()
                .values(),
            Values({0, 1}));
  Op far("ttnn.scatter");
  far.in(counting({3}))
      .in(tensor({1}, {-1}, Int32))
      .in(counting({1}))
      .out({3})
      .attr("dim", int64_t{0})
      .attr("scatter_reduce_type", std::string("sum"));
  EXPECT_THAT(far.runError(), testing::HasSubstr("index -1"));
  Op unknown("ttnn.scatter");
  unknown.in(counting({3}))
      .in(tensor({1}, {0}, Int32))
      .in(counting({1}))
      .out({3})
      .attr("dim", int64_t{0})
      .attr("scatter_reduce_type", std::string("std"));
  EXPECT_THAT(unknown.makeError(), testing::HasSubstr("'scatter_reduce_type' std"));
}

} // namespace
} // namespace tt::runtime::test
