// Ops that move elements: in every element type, against coordinates computed by hand.
#include <limits>

#include "harness.h"

namespace tt::runtime::test {
namespace {

using Ints = std::vector<int64_t>;

/// 0, 1, 2, ... in types that hold them, else alternating booleans; what moves must move in every type.
HostTensor pattern(const Shape &shape, DataType dtype) {
  Values values;
  for (int64_t i = 0, n = TensorDesc{shape, dtype}.volume(); i < n; ++i)
    values.push_back(dtype == Bool ? double(i % 3 == 1) : double(i));
  return tensor(shape, values, dtype);
}
/// The elements of `pattern` at the given places.
Values pick(DataType dtype, const Ints &places) {
  Values values;
  for (int64_t i : places)
    values.push_back(dtype == Bool ? double(i % 3 == 1) : double(i));
  return values;
}

TEST(DataMovement, PermuteAndTranspose) {
  for (DataType dtype : kAllTypes) {
    HostTensor in = pattern({2, 3, 2}, dtype);
    auto permute = [&](const Ints &order, const Shape &out) {
      return Op("ttnn.permute").in(in).out(out, dtype).attr("permutation", order).run().values();
    };
    EXPECT_EQ(permute({0, 1, 2}, {2, 3, 2}), valuesOf(in));
    EXPECT_EQ(permute({2, 0, 1}, {2, 2, 3}), pick(dtype, {0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11}));
    EXPECT_EQ(permute({1, 0, 2}, {3, 2, 2}), pick(dtype, {0, 1, 6, 7, 2, 3, 8, 9, 4, 5, 10, 11}));
    EXPECT_EQ(Op("ttnn.transpose")
                  .in(in)
                  .out({2, 2, 3}, dtype)
                  .attr("dim0", int64_t{-2})
                  .attr("dim1", int64_t{2})
                  .run()
                  .values(),
              pick(dtype, {0, 2, 4, 1, 3, 5, 6, 8, 10, 7, 9, 11}));
  }
}

TEST(DataMovement, Reshape) {
  for (DataType dtype : kAllTypes) {
    HostTensor in = pattern({2, 3}, dtype);
    EXPECT_EQ(Op("ttnn.reshape").in(in).out({3, 2}, dtype).attr("shape", Ints{3, 2}).run().values(), valuesOf(in));
    EXPECT_EQ(Op("ttnn.reshape").in(in).out({1, 6}, dtype).attr("shape", Ints{1, -1}).run().values(), valuesOf(in));
  }
  Op op("ttnn.reshape");
  op.in(counting({2})).out({2, 1}).attr("shape", Ints{2, 1}).make();
  EXPECT_EQ(op.kernel().inPlaceOperand(), 0);
  EXPECT_THAT(Op("ttnn.reshape").in(counting({2})).out({3}).attr("shape", Ints{3}).makeError(),
              testing::HasSubstr("number of elements"));
  EXPECT_THAT(Op("ttnn.reshape").in(counting({2})).out({2}).attr("shape", Ints{1, 2}).makeError(),
              testing::HasSubstr("'shape'"));
}

TEST(DataMovement, SliceStatic) {
  for (DataType dtype : kAllTypes) {
    HostTensor in = pattern({4, 5}, dtype);
    auto slice = [&](const Ints &begins, const Ints &ends, const Ints &step, const Shape &out) {
      return Op("ttnn.slice_static")
          .in(in)
          .out(out, dtype)
          .attr("begins", begins)
          .attr("ends", ends)
          .attr("step", step)
          .run()
          .values();
    };
    EXPECT_EQ(slice({1, 2}, {3, 4}, {1, 1}, {2, 2}), pick(dtype, {7, 8, 12, 13}));
    EXPECT_EQ(slice({0, 0}, {4, 5}, {3, 2}, {2, 3}), pick(dtype, {0, 2, 4, 15, 17, 19}));
    EXPECT_EQ(slice({-2, -1}, {4, 5}, {1, 1}, {2, 1}), pick(dtype, {14, 19}));
    EXPECT_EQ(slice({0, 0}, {-3, 100}, {1, 4}, {1, 2}), pick(dtype, {0, 4}));
    EXPECT_EQ(slice({3, 4}, {0, -100}, {-1, -3}, {3, 2}), pick(dtype, {19, 16, 14, 11, 9, 6}));
    EXPECT_EQ(slice({2, 0}, {2, 5}, {1, 1}, {0, 5}), Values());
  }
  auto error = [&](const Ints &begins, const Ints &ends, const Ints &step, const Shape &out) {
    return Op("ttnn.slice_static")
        .in(counting({4}))
        .out(out)
        .attr("begins", begins)
        .attr("ends", ends)
        .attr("step", step)
        .makeError();
  };
  EXPECT_THAT(error({0}, {4}, {0}, {4}), testing::HasSubstr("step"));
  EXPECT_THAT(error({0}, {4}, {1}, {5}), testing::HasSubstr("must have shape 4, not 5"));
  EXPECT_THAT(error({0, 0}, {4}, {1}, {4}), testing::HasSubstr("one element for each dimension"));
  constexpr int64_t kMin = std::numeric_limits<int64_t>::min(), kMax = std::numeric_limits<int64_t>::max();
  EXPECT_THAT(error({kMin}, {kMax}, {kMin}, {4}), testing::HasSubstr("step"));
  EXPECT_EQ(Op("ttnn.slice_static")
                .in(counting({4}))
                .out({4})
                .attr("begins", Ints{kMin})
                .attr("ends", Ints{kMax})
                .attr("step", Ints{1})
                .run()
                .values(),
            Values({0, 1, 2, 3}));
}

TEST(DataMovement, SliceDynamic) {
  for (DataType dtype : kAllTypes) {
    HostTensor in = pattern({4, 5}, dtype);
    Op op("ttnn.slice_dynamic");
    op.in(in).in(tensor({2}, {1, 0}, Int32)).in(tensor({2}, {3, 5}, Int32)).out({2, 3}, dtype).attr("step", Ints{1, 2});
    EXPECT_EQ(op.run().values(), pick(dtype, {5, 7, 9, 10, 12, 14}));
  }
  Op wrong("ttnn.slice_dynamic");
  wrong.in(counting({4})).in(tensor({1}, {1}, Int32)).in(tensor({1}, {3}, Int32)).out({3});
  EXPECT_THAT(wrong.runError(), testing::HasSubstr("2 elements along dimension 0, but the result has 3"));
  Op far("ttnn.slice_dynamic");
  far.in(counting({4})).in(tensor({1}, {-2147483648.0}, Int32)).in(tensor({1}, {2147483647.0}, Int32)).out({4});
  EXPECT_EQ(far.run().values(), Values({0, 1, 2, 3}));
}

TEST(DataMovement, Pad) {
  for (DataType dtype : kAllTypes) {
    HostTensor in = tensor({1, 2}, {0, 1}, dtype);
    EXPECT_EQ(
        Op("ttnn.pad").in(in).out({2, 4}, dtype).attr("padding", Ints{1, 0, 1, 1}).attr("value", 1.0).run().values(),
        Values({1, 1, 1, 1, 1, 0, 1, 1}));
  }
  EXPECT_EQ(Op("ttnn.pad").in(tensor({0}, {})).out({2}).attr("padding", Ints{1, 1}).attr("value", 2.0).run().values(),
            Values({2, 2}));
  EXPECT_THAT(Op("ttnn.pad").in(counting({2})).out({1}).attr("padding", Ints{-1, 0}).attr("value", 0.0).makeError(),
              testing::HasSubstr("negative"));
  EXPECT_THAT(Op("ttnn.pad").in(counting({2})).out({3}).attr("padding", Ints{1}).attr("value", 0.0).makeError(),
              testing::HasSubstr("two elements"));
  EXPECT_THAT(Op("ttnn.pad")
                  .in(counting({2}))
                  .out({3})
                  .attr("padding", Ints{std::numeric_limits<int64_t>::max(), 1})
                  .attr("value", 0.0)
                  .makeError(),
              testing::HasSubstr("padding"));
}

TEST(DataMovement, Concat) {
  for (DataType dtype : kAllTypes) {
    HostTensor a = tensor({2, 1}, {0, 1}, dtype), b = tensor({2, 2}, {1, 1, 0, 0}, dtype);
    EXPECT_EQ(
        Op("ttnn.concat").in(a).in(b).in(a).segments({3}).out({2, 4}, dtype).attr("dim", int64_t{-1}).run().values(),
        Values({0, 1, 1, 0, 1, 0, 0, 1}));
    EXPECT_EQ(Op("ttnn.concat").in(b).in(b).segments({2}).out({4, 2}, dtype).attr("dim", int64_t{0}).run().values(),
              Values({1, 1, 0, 0, 1, 1, 0, 0}));
  }
  EXPECT_EQ(Op("ttnn.concat")
                .in(tensor({0}, {}))
                .in(counting({2}))
                .segments({2})
                .out({2})
                .attr("dim", int64_t{0})
                .run()
                .values(),
            Values({0, 1}));
  EXPECT_THAT(
      Op("ttnn.concat").in(counting({2, 1})).in(counting({3, 1})).out({2, 2}).attr("dim", int64_t{1}).makeError(),
      testing::HasSubstr("every operand must have shape 2x1, not 3x1"));
  EXPECT_THAT(Op("ttnn.concat").in(counting({2})).in(counting({2}, Int32)).out({4}).attr("dim", int64_t{0}).makeError(),
              testing::HasSubstr("element type f32, not si32"));
  EXPECT_THAT(Op("ttnn.concat").segments({0}).out({4}).attr("dim", int64_t{0}).makeError(),
              testing::HasSubstr("at least one"));
}

TEST(DataMovement, Repeat) {
  for (DataType dtype : kAllTypes) {
    HostTensor in = pattern({2, 2}, dtype);
    EXPECT_EQ(Op("ttnn.repeat").in(in).out({4, 6}, dtype).attr("repeat_dims", Ints{2, 3}).run().values(),
              pick(dtype, {0, 1, 0, 1, 0, 1, 2, 3, 2, 3, 2, 3, 0, 1, 0, 1, 0, 1, 2, 3, 2, 3, 2, 3}));
    EXPECT_EQ(Op("ttnn.repeat_interleave")
                  .in(in)
                  .out({4, 2}, dtype)
                  .attr("repeats", int64_t{2})
                  .attr("dim", int64_t{0})
                  .run()
                  .values(),
              pick(dtype, {0, 1, 0, 1, 2, 3, 2, 3}));
    EXPECT_EQ(Op("ttnn.repeat_interleave")
                  .in(in)
                  .out({2, 4}, dtype)
                  .attr("repeats", int64_t{2})
                  .attr("dim", int64_t{-1})
                  .run()
                  .values(),
              pick(dtype, {0, 0, 1, 1, 2, 2, 3, 3}));
  }
  EXPECT_THAT(Op("ttnn.repeat").in(counting({2, 2})).out({4, 4}).attr("repeat_dims", Ints{2, 2, 1}).makeError(),
              testing::HasSubstr("2 elements"));
  EXPECT_THAT(Op("ttnn.repeat").in(counting({2})).out({4}).attr("repeat_dims", Ints{-2}).makeError(),
              testing::HasSubstr("at least 0"));
  EXPECT_THAT(Op("ttnn.repeat_interleave")
                  .in(counting({2}))
                  .out({4})
                  .attr("repeats", int64_t{-1})
                  .attr("dim", int64_t{0})
                  .makeError(),
              testing::HasSubstr("'repeats'"));
}

TEST(Layout, CopiesAndConversions) {
  for (const char *name :
       {"ttnn.assign", "ttnn.from_device", "ttnn.to_layout", "ttnn.to_memory_config", "ttnn.to_tensor_spec"})
    for (DataType dtype : kAllTypes)
      EXPECT_EQ(Op(name).in(pattern({3}, dtype)).out({3}, dtype).run().values(), pick(dtype, {0, 1, 2})) << name;
  EXPECT_EQ(Op("ttnn.to_device").in(counting({3})).device().out({3}).run().values(), Values({0, 1, 2}));
  EXPECT_EQ(Op("ttnn.to_layout").in(tensor({2}, {1.5, -3})).out({2}, BFloat16).run().values(), Values({1.5, -3}));
  EXPECT_THAT(Op("ttnn.to_layout").in(counting({2})).out({3}).makeError(), testing::HasSubstr("shape"));
  for (const char *name : {"ttnn.copy", "ttnn.write_tensor"}) {
    Op op(name);
    op.in(counting({3})).in(counting({3}, Float32, 7)).run();
    EXPECT_EQ(valuesOf(op.operand(1)), Values({0, 1, 2}));
    EXPECT_TRUE(op.kernel().writesOperand(1));
  }
  Op deallocate("ttnn.deallocate");
  deallocate.in(counting({3})).run();
}

TEST(DataMovement, Refuses) {
  EXPECT_THAT(Op("ttnn.permute").in(counting({2, 2})).out({2, 2}).attr("permutation", Ints{0, 0}).makeError(),
              testing::HasSubstr("twice"));
  EXPECT_THAT(Op("ttnn.permute").in(counting({2, 2})).out({2, 2}).attr("permutation", Ints{0}).makeError(),
              testing::HasSubstr("one element for each"));
  EXPECT_THAT(Op("ttnn.permute").in(counting({2, 2})).out({2, 2}).attr("permutation", Ints{0, 2}).makeError(),
              testing::HasSubstr("out of range"));
  EXPECT_THAT(Op("ttnn.transpose")
                  .in(counting({2, 2}))
                  .out({2, 2})
                  .attr("dim0", std::numeric_limits<int64_t>::min())
                  .attr("dim1", int64_t{0})
                  .makeError(),
              testing::HasSubstr("out of range"));
  EXPECT_THAT(Op("ttnn.permute").in(counting({2, 2})).out({2, 2}, Int32).attr("permutation", Ints{1, 0}).makeError(),
              testing::HasSubstr("element type"));
}

} // namespace
} // namespace tt::runtime::test
