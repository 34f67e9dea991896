// Matrix products: ranks, batches, transposes, bias and activation, in every element type.
#include <cmath>

#include "harness.h"

namespace tt::runtime::test {
namespace {

TEST(Matmul, SmallProductInAllTypes) {
  for (DataType dtype : kNumberTypes) {
    SCOPED_TRACE(toKeyword(dtype));
    HostTensor a = tensor({2, 3}, {1, 2, 3, 4, 5, 6}, dtype), b = tensor({3, 2}, {1, 0, 2, 1, 0, 3}, dtype);
    EXPECT_EQ(Op("ttnn.matmul").in(a).in(b).out({2, 2}, dtype).run().values(), Values({5, 11, 14, 23}));
  }
  EXPECT_EQ(Op("ttnn.matmul")
                .in(tensor({1, 1}, {65536}, UInt32))
                .in(tensor({1, 1}, {65537}, UInt32))
                .out({1, 1}, UInt32)
                .run()
                .values(),
            Values({65536}));
}

TEST(Matmul, TransposesAgree) {
  // a is [2, 3], b is [3, 2]; stored transposed they are [3, 2] and [2, 3].
  HostTensor a = tensor({2, 3}, {1, 2, 3, 4, 5, 6}), at = tensor({3, 2}, {1, 4, 2, 5, 3, 6});
  HostTensor b = tensor({3, 2}, {1, 0, 2, 1, 0, 3}), bt = tensor({2, 3}, {1, 2, 0, 0, 1, 3});
  for (bool ta : {false, true})
    for (bool tb : {false, true})
      EXPECT_EQ(Op("ttnn.matmul")
                    .in(ta ? at : a)
                    .in(tb ? bt : b)
                    .out({2, 2})
                    .attr("transpose_a", ta)
                    .attr("transpose_b", tb)
                    .run()
                    .values(),
                Values({5, 11, 14, 23}));
}

TEST(Matmul, VectorsAndBatches) {
  HostTensor v = tensor({3}, {1, 2, 3}), m = tensor({3, 2}, {1, 0, 2, 1, 0, 3});
  EXPECT_EQ(Op("ttnn.matmul").in(v).in(m).out({2}).run().values(), Values({5, 11}));
  EXPECT_EQ(Op("ttnn.matmul").in(m).in(v).out({3}).attr("transpose_b", false).makeError().empty(), false);
  EXPECT_EQ(Op("ttnn.matmul").in(m).in(v).out({2}).attr("transpose_a", true).run().values(), Values({5, 11}));
  EXPECT_EQ(Op("ttnn.matmul").in(v).in(v).out({}).run().values(), Values({14}));
  // Batch dimensions [2, 1] and [3] broadcast to [2, 3].
  HostTensor a = tensor({2, 1, 1, 2}, {1, 2, 3, 4}), b = tensor({3, 2, 1}, {1, 0, 0, 1, 1, 1});
  EXPECT_EQ(Op("ttnn.matmul").in(a).in(b).out({2, 3, 1, 1}).run().values(), Values({1, 2, 3, 3, 4, 7}));
  EXPECT_EQ(Op("ttnn.matmul").in(tensor({2, 0}, {})).in(tensor({0, 2}, {})).out({2, 2}).run().values(), Values(4, 0));
  EXPECT_EQ(Op("ttnn.matmul").in(tensor({0, 2}, {})).in(counting({2, 2})).out({0, 2}).run().values(), Values());
}

TEST(Matmul, WiderThanAPanelAndSameForAnyThreadCount) {
  int64_t rows = 5, depth = 70, columns = 300;
  for (DataType dtype : kFloatTypes) {
    HostTensor a = varied({2, rows, depth}, dtype, -2, 2, 1), b = varied({2, depth, columns}, dtype, -2, 2, 2);
    Values av = valuesOf(a), bv = valuesOf(b), expected;
    for (int64_t i = 0; i < 2 * rows; ++i)
      for (int64_t j = 0; j < columns; ++j) {
        double sum = 0;
        for (int64_t k = 0; k < depth; ++k)
          sum += av[i * depth + k] * bv[(i / rows * depth + k) * columns + j];
        expected.push_back(sum);
      }
    Op op("ttnn.matmul");
    op.in(a).in(b).out({2, rows, columns}, dtype).run();
    expectClose(op.result(), expected);
    Op threaded("ttnn.matmul");
    threaded.threads(3).in(a).in(b).out({2, rows, columns}, dtype).run();
    EXPECT_EQ(threaded.result().bytes, op.result().bytes);
  }
}

TEST(Linear, BiasBroadcasts) {
  HostTensor a = tensor({2, 3}, {1, 2, 3, 4, 5, 6}), b = tensor({3, 2}, {1, 0, 2, 1, 0, 3});
  auto run = [&](const HostTensor &bias) { return Op("ttnn.linear").in(a).in(b).in(bias).out({2, 2}).run().values(); };
  EXPECT_EQ(run(tensor({2}, {10, 20})), Values({15, 31, 24, 43}));
  EXPECT_EQ(run(tensor({1, 2}, {10, 20})), Values({15, 31, 24, 43}));
  EXPECT_EQ(run(tensor({2, 1}, {10, 20})), Values({15, 21, 34, 43}));
  EXPECT_EQ(run(tensor({}, {1})), Values({6, 12, 15, 24}));
  EXPECT_EQ(Op("ttnn.linear").in(a).in(b).absent().out({2, 2}).run().values(), Values({5, 11, 14, 23}));
  // A dropped row dimension: the bias [2] belongs to the columns.
  EXPECT_EQ(Op("ttnn.linear").in(tensor({3}, {1, 2, 3})).in(b).in(tensor({2}, {10, 20})).out({2}).run().values(),
            Values({15, 31}));
  // A dropped column dimension: the bias belongs to the rows.
  EXPECT_EQ(Op("ttnn.linear").in(a).in(tensor({3}, {1, 0, 1})).in(tensor({2}, {10, 20})).out({2}).run().values(),
            Values({14, 30}));
  // A bias with a batch of its own.
  EXPECT_EQ(Op("ttnn.linear")
                .in(tensor({2, 1, 1}, {1, 2}))
                .in(tensor({1, 1}, {3}))
                .in(tensor({2, 1, 1}, {10, 20}))
                .out({2, 1, 1})
                .run()
                .values(),
            Values({13, 26}));
  for (DataType dtype : kFloatTypes)
    EXPECT_EQ(Op("ttnn.linear")
                  .in(tensor({1, 1}, {2}, dtype))
                  .in(tensor({1, 1}, {3}, dtype))
                  .in(tensor({1}, {0.5}, dtype))
                  .out({1, 1}, dtype)
                  .run()
                  .values(),
              Values({6.5}));
}

TEST(Linear, Activations) {
  HostTensor one = tensor({1, 1}, {1}), x = tensor({1, 2}, {-1, 2});
  auto run = [&](const char *activation) {
    Op op("ttnn.linear");
    return op.in(one).in(x).absent().out({1, 2}).attr("activation", std::string(activation)).run().result();
  };
  expectClose(run("relu"), {0, 2});
  expectClose(run("sigmoid"), {1 / (1 + std::exp(1)), 1 / (1 + std::exp(-2))});
  expectClose(run("silu"), {-1 / (1 + std::exp(1)), 2 / (1 + std::exp(-2))});
  expectClose(run("tanh"), {std::tanh(-1), std::tanh(2)});
  expectClose(run("gelu"), {-0.5 * (1 + std::erf(-std::sqrt(0.5))), 1 + std::erf(std::sqrt(2))});
  EXPECT_EQ(Op("ttnn.matmul").in(one).in(x).out({1, 2}).attr("activation", std::string("relu")).run().values(),
            Values({0, 2}));
  EXPECT_THAT(Op("ttnn.matmul").in(one).in(x).out({1, 2}).attr("activation", std::string("rlu")).makeError(),
              testing::HasSubstr("\"rlu\" is unknown"));
}

TEST(Matmul, Refuses) {
  EXPECT_THAT(Op("ttnn.matmul").in(counting({2, 3})).in(counting({2, 3})).out({2, 3}).makeError(),
              testing::HasSubstr("a has 3 columns, but b has 2 rows"));
  EXPECT_THAT(Op("ttnn.matmul").in(counting({2, 2, 2})).in(counting({3, 2, 2})).out({2, 2, 2}).makeError(),
              testing::HasSubstr("leading dimensions"));
  EXPECT_THAT(Op("ttnn.matmul").in(tensor({}, {1})).in(counting({2, 2})).out({2}).makeError(),
              testing::HasSubstr("scalars"));
  EXPECT_THAT(Op("ttnn.matmul").in(counting({2, 2})).in(counting({2, 2})).out({2, 3}).makeError(),
              testing::HasSubstr("shape 2x2"));
  EXPECT_THAT(Op("ttnn.linear").in(counting({2, 2})).in(counting({2, 2})).in(counting({3})).out({2, 2}).makeError(),
              testing::HasSubstr("bias"));
  EXPECT_THAT(Op("ttnn.linear").in(counting({1, 2})).in(counting({2, 2})).in(counting({4, 2})).out({1, 2}).makeError(),
              testing::HasSubstr("bias"));
}

} // namespace
} // namespace tt::runtime::test
