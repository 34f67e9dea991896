// Every fast kernel against its reference kernel, on random shapes, with 1, 2 and 4 threads.
#include "op_harness.h"

#include <cstring>

#include "support/test_seed.h"

namespace tt::runtime::testing_fast {
namespace {

constexpr DataType kF32 = DataType::Float32;
constexpr DataType kFloats[] = {DataType::Float32, DataType::BFloat16, DataType::Float16};

class FastKernels : public testing::Test {
protected:
  FastKernels() : random(tt::test::testSeed()) {}
  int64_t pick(int64_t low, int64_t high) { return std::uniform_int_distribution<int64_t>(low, high)(random); }
  OpHarness make(const char *name) { return OpHarness(name, static_cast<unsigned>(random())); }
  DataType pickFloat() { return kFloats[pick(0, 2)]; }
  std::mt19937 random;
};

/// Results that are computed in f32 and rounded once more: a few units of the f32 format.
auto relative(double ulps) {
  return [=](size_t, double expected) { return ulps * 0x1p-23 * std::abs(expected); };
}

TEST_F(FastKernels, Unary) {
  for (const char *name :
       {"abs",  "ceil",  "erf",   "erfc",    "exp",  "floor", "gelu", "log",        "neg",          "reciprocal",
        "relu", "relu6", "rsqrt", "sigmoid", "silu", "sqrt",  "tanh", "leaky_relu", "clamp_scalar", "typecast"})
    for (DataType dtype : kFloats) {
      Shape shape = {pick(1, 5), pick(1, 7000)};
      OpHarness op = make(("ttnn." + std::string(name)).c_str());
      op.operand("input", {shape, dtype}).result({shape, name == std::string("typecast") ? pickFloat() : dtype});
      op.attribute("parameter", 0.125).attribute("min", -0.5).attribute("max", int64_t{1});
      op.check(relative(6));
    }
}

/// Every value of the two half formats, subnormals and infinities included.
TEST_F(FastKernels, UnaryOfAllHalves) {
  Shape shape = {256, 256};
  Bytes patterns(2 * 65536);
  for (uint32_t i = 0; i < 65536; ++i) {
    auto pattern = static_cast<uint16_t>(i);
    std::memcpy(&patterns[2 * i], &pattern, sizeof pattern);
  }
  for (const char *name : {"abs", "ceil", "erf", "erfc", "exp", "floor", "gelu", "log", "neg", "reciprocal", "relu",
                           "relu6", "rsqrt", "sigmoid", "silu", "sqrt", "tanh", "leaky_relu", "clamp_scalar"})
    for (DataType dtype : {DataType::BFloat16, DataType::Float16}) {
      OpHarness op = make(("ttnn." + std::string(name)).c_str());
      op.operand("input", {shape, dtype}, decode(dtype, patterns)).result({shape, dtype});
      op.attribute("parameter", 0.125).attribute("min", -0.5).attribute("max", int64_t{1});
      op.check(relative(6));
    }
}

TEST_F(FastKernels, BinaryWithBroadcasts) {
  for (const char *name : {"ttnn.add", "ttnn.subtract", "ttnn.multiply", "ttnn.divide", "ttnn.maximum", "ttnn.minimum"})
    for (int round = 0; round < 12; ++round) {
      size_t rank = static_cast<size_t>(pick(1, 4));
      Shape out, a, b;
      for (size_t d = 0; d < rank; ++d) {
        int64_t size = pick(1, d + 1 == rank ? 300 : 9), which = pick(0, 4);
        out.push_back(size);
        a.push_back(which == 0 ? 1 : size);
        b.push_back(which == 1 ? 1 : size);
      }
      if (pick(0, 2) == 0)
        b.erase(b.begin(), b.begin() + pick(0, static_cast<int64_t>(rank) - 1));
      for (size_t d = 0; d < rank; ++d) {
        size_t lead = rank - b.size();
        int64_t other = d < lead ? 1 : b[d - lead];
        out[d] = a[d] == 1 ? other : a[d];
      }
      DataType dtype = round % 2 ? kF32 : pickFloat();
      OpHarness op = make(name);
      op.operand("lhs", {a, dtype}).operand("rhs", {b, dtype}).result({out, dtype});
      op.check(relative(1));
    }
}

struct ProductShapes {
  Shape a, b, out;
  bool transposeA = false, transposeB = false, constant = false;
};

void checkProduct(OpHarness &op, const ProductShapes &shapes, DataType dtype, std::optional<Shape> bias,
                  const char *activation) {
  op.operand("a", {shapes.a, dtype}).operand("b", {shapes.b, dtype}, shapes.constant);
  if (bias)
    op.operand("bias", {*bias, dtype}, true);
  op.result({shapes.out, dtype});
  op.attribute("transpose_a", shapes.transposeA).attribute("transpose_b", shapes.transposeB);
  // A sum of k products in f32 is off by at most k + 1 roundings of the sum of magnitudes; activations have slopes of
  // at most 1.13 (gelu) and add roundings of their own.
  Doubles magnitudes = op.magnitudes();
  double depth = static_cast<double>(shapes.transposeA ? shapes.a[shapes.a.size() - 2] : shapes.a.back());
  if (activation)
    op.attribute("activation", std::string(activation));
  op.check([&](size_t i, double expected) {
    return 1.2 * (depth + 2) * 0x1p-24 * magnitudes[i] + 6 * 0x1p-23 * std::abs(expected);
  });
}

TEST_F(FastKernels, LinearWithPackedWeights) {
  for (const char *activation : {static_cast<const char *>(nullptr), "gelu", "relu", "silu", "tanh", "sigmoid"})
    for (int round = 0; round < 4; ++round) {
      int64_t batch = pick(1, 3), rows = pick(1, 150), depth = round == 0 ? pick(600, 1300) : pick(1, 200),
              columns = pick(1, 250);
      ProductShapes shapes{{batch, rows, depth}, {depth, columns}, {batch, rows, columns}};
      shapes.constant = round != 1;
      shapes.transposeB = pick(0, 1);
      if (shapes.transposeB)
        std::swap(shapes.b[0], shapes.b[1]);
      OpHarness op = make("ttnn.linear");
      checkProduct(op, shapes, round == 3 ? pickFloat() : kF32, Shape{columns}, activation);
    }
}

TEST_F(FastKernels, MatmulWithBatchesAndTransposes) {
  for (int round = 0; round < 16; ++round) {
    int64_t m = pick(1, 140), k = pick(1, 130), n = pick(1, 140), b0 = pick(1, 3), b1 = pick(1, 3);
    ProductShapes shapes{{b0, b1, m, k}, {pick(0, 1) ? b0 : 1, b1, k, n}, {b0, b1, m, n}};
    shapes.transposeA = pick(0, 1);
    shapes.transposeB = pick(0, 1);
    if (shapes.transposeA)
      std::swap(shapes.a[2], shapes.a[3]);
    if (shapes.transposeB)
      std::swap(shapes.b[2], shapes.b[3]);
    OpHarness op = make("ttnn.matmul");
    checkProduct(op, shapes, round % 3 == 0 ? pickFloat() : kF32, std::nullopt, nullptr);
  }
}

/// Where a size is 1, strides say little: rows and columns look alike.
TEST_F(FastKernels, MatmulOfSingleRowsAndColumns) {
  for (DataType dtype : {kF32, DataType::BFloat16})
    for (int bits = 0; bits < 64; ++bits) {
      int64_t m = bits & 1 ? 1 : 7, k = bits & 2 ? 1 : 28, n = bits & 4 ? 1 : 10;
      ProductShapes shapes{{2, 3, m, k}, {bits & 8 ? 1 : 2, bits & 8 ? 1 : 3, k, n}, {2, 3, m, n}};
      shapes.transposeA = bits & 16;
      shapes.transposeB = bits & 32;
      if (shapes.transposeA)
        std::swap(shapes.a[2], shapes.a[3]);
      if (shapes.transposeB)
        std::swap(shapes.b[2], shapes.b[3]);
      OpHarness op = make("ttnn.matmul");
      SCOPED_TRACE(testing::Message() << "shapes and transposes " << bits);
      checkProduct(op, shapes, dtype, std::nullopt, nullptr);
    }
}

TEST_F(FastKernels, MatmulOfVectors) {
  OpHarness row = make("ttnn.matmul");
  checkProduct(row, {{37}, {37, 50}, {50}, false, false, true}, kF32, std::nullopt, nullptr);
  OpHarness column = make("ttnn.matmul");
  checkProduct(column, {{20, 37}, {37}, {20}}, kF32, std::nullopt, nullptr);
}

TEST_F(FastKernels, Attention) {
  for (int round = 0; round < 16; ++round) {
    int64_t batch = pick(1, 2), groups = pick(1, 3), keyHeads = pick(1, 2), heads = groups * keyHeads;
    int64_t queries = pick(1, round % 4 == 0 ? 300 : 90), keys = round % 4 == 1 ? pick(513, 1200) : pick(1, 150);
    int64_t depth = pick(1, 70), valueDepth = pick(0, 1) ? depth : pick(1, 70);
    bool causal = pick(0, 1), masked = round % 2;
    DataType dtype = round % 3 == 2 ? pickFloat() : kF32;
    OpHarness op = make("ttnn.scaled_dot_product_attention");
    op.operand("query", {{batch, heads, queries, depth}, dtype});
    op.operand("key", {{batch, keyHeads, keys, depth}, dtype});
    op.operand("value", {{batch, keyHeads, keys, valueDepth}, dtype});
    if (masked && keys > 1) {
      Shape shape = {pick(0, 1) ? batch : 1, pick(0, 1) ? heads : 1, pick(0, 1) ? queries : 1, keys};
      Doubles values(shape[0] * shape[1] * shape[2] * keys);
      for (double &value : values)
        value = op.pick(0, 3) == 0 ? -INFINITY : 0.25 * static_cast<double>(op.pick(-4, 4));
      op.operand("attention_mask", {shape, dtype}, values);
    }
    op.result({{batch, heads, queries, valueDepth}, dtype}).attribute("is_causal", causal);
    // Scores of |s| <= 32 are off by about (depth + 2) 2^-24 |s|, which the exponential turns into a relative error;
    // values are normal and below 6.
    op.check([&](size_t, double) { return 6 * (8.0 * static_cast<double>(depth + 8) * 0x1p-24 * 8 + 64 * 0x1p-24); });
  }
}

TEST_F(FastKernels, AttentionOfOtherKindsIsLeftToTheReference) {
  OpHarness op = make("ttnn.scaled_dot_product_attention");
  op.operand("query", {{1, 1, 4, 8}, kF32}).operand("key", {{1, 1, 4, 8}, kF32}).operand("value", {{1, 1, 4, 8}, kF32});
  op.result({{1, 1, 4, 8}, kF32}).attribute("sliding_window_size", int64_t{2});
  EXPECT_FALSE(op.hasFast());
}

TEST_F(FastKernels, RowNormalisation) {
  for (const char *name : {"ttnn.layer_norm", "ttnn.rms_norm", "ttnn.softmax"})
    for (int round = 0; round < 9; ++round) {
      Shape shape = {pick(1, 40), pick(round % 3 == 0 ? 2 : 100, 900)};
      DataType dtype = kFloats[round % 3];
      OpHarness op = make(name);
      op.operand("input", {shape, dtype});
      if (name != std::string("ttnn.softmax")) {
        if (pick(0, 3))
          op.operand("weight", {{shape[1]}, dtype}, true);
        if (pick(0, 3))
          op.operand("bias", {{shape[1]}, dtype}, true);
        op.attribute("epsilon", 1e-5);
      } else {
        op.attribute("dimension", int64_t{-1});
      }
      op.result({shape, dtype});
      // Normal inputs: |normalised * weight| < 40, sums over 900 elements in 64 or fewer partial sums; where two
      // elements agree by chance the deviation is small and magnifies the roundings.
      op.check([&](size_t, double) { return 40 * 64 * 0x1p-24; });
    }
}

TEST_F(FastKernels, BatchNormInference) {
  for (int round = 0; round < 6; ++round) {
    int64_t n = pick(1, 3), c = pick(1, 70);
    Shape shape = round % 3 == 0 ? Shape{n, c} : Shape{n, c, pick(1, 20), pick(1, 80)};
    DataType dtype = round < 3 ? kF32 : pickFloat();
    OpHarness op = make("ttnn.batch_norm_inference");
    Doubles variances(c);
    for (double &variance : variances)
      variance = 0.5 + 0.01 * static_cast<double>(op.pick(0, 100));
    op.operand("input", {shape, dtype}).operand("running_mean", {{c}, dtype});
    op.operand("running_var", {{c}, dtype}, variances).operand("weight", {{c}, dtype}).operand("bias", {{c}, dtype});
    op.result({shape, dtype}).attribute("epsilon", 1e-5);
    op.check([](size_t, double) { return 8 * 40 * 0x1p-24; }); // |x - mean| |factor| < 40
  }
}

TEST_F(FastKernels, Reductions) {
  for (const char *name : {"ttnn.sum", "ttnn.mean", "ttnn.max", "ttnn.min"})
    for (int round = 0; round < 10; ++round) {
      Shape shape = {pick(1, 6), pick(1, 130), pick(1, round % 5 == 0 ? 9000 : 300)};
      std::vector<int64_t> dims = std::vector<std::vector<int64_t>>{{2}, {1}, {1, 2}, {0}, {}}[round % 5];
      Shape out;
      double count = 1;
      for (int64_t d = 0; d < 3; ++d) {
        bool reduced = dims.empty() || std::find(dims.begin(), dims.end(), d) != dims.end();
        out.push_back(reduced ? 1 : shape[d]);
        count *= static_cast<double>(reduced ? shape[d] : 1);
      }
      DataType dtype = round < 5 ? kF32 : pickFloat();
      OpHarness op = make(name);
      op.operand("input", {shape, dtype}).result({out, dtype}).attribute("keep_dim", true).attribute("dim_arg", dims);
      // Sums go through at most 64 + 64 additions in a row for these sizes; magnitudes average 0.8.
      double scale = name == std::string("ttnn.sum") ? count : 1;
      op.check([&](size_t, double) { return 140 * 0x1p-24 * scale; });
    }
}

TEST_F(FastKernels, Pooling) {
  for (const char *name : {"ttnn.max_pool2d", "ttnn.avg_pool2d"})
    for (int round = 0; round < 8; ++round) {
      int64_t n = pick(1, 2), h = pick(4, 12), w = pick(4, 12), c = pick(1, 600), k = pick(1, 3), stride = pick(1, 2);
      int64_t pad = pick(0, k / 2), oh = (h + 2 * pad - k) / stride + 1, ow = (w + 2 * pad - k) / stride + 1;
      DataType dtype = round < 4 ? kF32 : pickFloat();
      OpHarness op = make(name);
      op.operand("input", {{1, 1, n * h * w, c}, dtype}).result({{1, 1, n * oh * ow, c}, dtype});
      op.attribute("batch_size", n).attribute("input_height", h).attribute("input_width", w).attribute("channels", c);
      op.attribute("kernel_size", std::vector<int64_t>{k, k}).attribute("stride", std::vector<int64_t>{stride, stride});
      op.attribute("padding", std::vector<int64_t>{pad, pad}).attribute("dilation", std::vector<int64_t>{1, 1});
      op.attribute("ceil_mode", false).attribute("count_include_pad", pick(0, 1) == 1);
      op.check([](size_t, double) { return 9 * 6 * 0x1p-24; });
    }
  OpHarness op = make("ttnn.global_avg_pool2d");
  op.operand("input", {{2, 7, 7, 300}, kF32}).result({{2, 1, 1, 300}, kF32});
  op.check([](size_t, double) { return 49 * 0x1p-24; });
}

TEST_F(FastKernels, Convolution) {
  for (int round = 0; round < 14; ++round) {
    int64_t groups = round % 4 == 3 ? pick(2, 3) : 1, groupIn = pick(1, 40), groupOut = pick(1, 70);
    if (round % 7 == 5)
      groups = pick(3, 70), groupIn = groupOut = 1;
    int64_t n = pick(1, 2), h = pick(5, 14), w = pick(5, 14), kh = pick(1, 3), kw = pick(1, 3), stride = pick(1, 2);
    int64_t dilation = pick(1, 2), pad = pick(0, 2);
    int64_t oh = (h + 2 * pad - dilation * (kh - 1) - 1) / stride + 1;
    int64_t ow = (w + 2 * pad - dilation * (kw - 1) - 1) / stride + 1;
    int64_t in = groups * groupIn, out = groups * groupOut;
    DataType dtype = round < 9 ? kF32 : pickFloat();
    OpHarness op = make("ttnn.conv2d");
    op.operand("input", {{1, 1, n * h * w, in}, dtype});
    op.operand("weight", {{out, groupIn, kh, kw}, dtype}, round % 3 != 0);
    if (pick(0, 1))
      op.operand("bias", {{1, 1, 1, out}, dtype}, true);
    op.device("device").result({{1, 1, n * oh * ow, out}, dtype});
    op.attribute("in_channels", in).attribute("out_channels", out).attribute("batch_size", n);
    op.attribute("input_height", h).attribute("input_width", w).attribute("groups", groups);
    op.attribute("kernel_size", std::vector<int64_t>{kh, kw}).attribute("stride", std::vector<int64_t>{stride, stride});
    op.attribute("padding", std::vector<int64_t>{pad, pad});
    op.attribute("dilation", std::vector<int64_t>{dilation, dilation});
    Doubles magnitudes = op.magnitudes();
    double depth = static_cast<double>(groupIn * kh * kw);
    op.check([&](size_t i, double) { return (depth + 2) * 0x1p-24 * magnitudes[i]; });
  }
}

TEST_F(FastKernels, DataMovementIsExact) {
  for (DataType dtype : {kF32, DataType::BFloat16, DataType::UInt8, DataType::Int32}) {
    for (int round = 0; round < 12; ++round) {
      Shape shape = {pick(1, 4), pick(1, 40), pick(1, 40), pick(1, 70)};
      std::vector<int64_t> order = {0, 1, 2, 3};
      std::shuffle(order.begin(), order.end(), random);
      Shape out;
      for (int64_t d : order)
        out.push_back(shape[d]);
      OpHarness permute = make("ttnn.permute");
      permute.operand("input", {shape, dtype}).result({out, dtype}).attribute("permutation", order);
      permute.checkEqual();

      out = shape;
      std::swap(out[1], out[3]);
      OpHarness transpose = make("ttnn.transpose");
      transpose.operand("input", {shape, dtype}).result({out, dtype});
      transpose.attribute("dim0", int64_t{1}).attribute("dim1", int64_t{-1});
      transpose.checkEqual();

      std::vector<int64_t> begins, ends, steps;
      out.clear();
      for (int64_t size : shape) {
        begins.push_back(pick(0, size - 1));
        ends.push_back(pick(begins.back() + 1, size));
        steps.push_back(pick(1, 2));
        out.push_back((ends.back() - begins.back() + steps.back() - 1) / steps.back());
      }
      OpHarness slice = make("ttnn.slice_static");
      slice.operand("input", {shape, dtype}).result({out, dtype});
      slice.attribute("begins", begins).attribute("ends", ends).attribute("step", steps);
      slice.checkEqual();

      size_t dim = static_cast<size_t>(pick(0, 3));
      OpHarness concat = make("ttnn.concat");
      out = shape;
      out[dim] = 0;
      for (int i = 0; i < 3; ++i) {
        Shape part = shape;
        part[dim] = pick(1, 9);
        out[dim] += part[dim];
        concat.operand("inputs", {part, dtype});
      }
      concat.result({out, dtype}).attribute("dim", static_cast<int64_t>(dim));
      concat.checkEqual();
    }
  }
}

TEST_F(FastKernels, Heads) {
  int64_t b = 2, heads = 6, keyHeads = 3, s = 21, d = 16;
  OpHarness join = make("ttnn.concatenate_heads");
  join.operand("input", {{b, heads, s, d}, kF32}).result({{b, s, heads * d}, kF32}).checkEqual();
  for (bool transpose : {false, true}) {
    OpHarness split = make("ttnn.split_query_key_value_and_split_heads");
    split.operand("input_tensor", {{b, s, (heads + 2 * keyHeads) * d}, kF32});
    split.attribute("num_heads", heads).attribute("num_kv_heads", keyHeads).attribute("transpose_key", transpose);
    split.result({{b, heads, s, d}, kF32});
    split.result({transpose ? Shape{b, keyHeads, d, s} : Shape{b, keyHeads, s, d}, kF32});
    split.result({{b, keyHeads, s, d}, kF32}).checkEqual();
  }
}

TEST_F(FastKernels, Embedding) {
  for (DataType indexType : {DataType::Int32, DataType::UInt32, DataType::UInt16}) {
    OpHarness op = make("ttnn.embedding");
    Doubles indices(7 * 9);
    for (double &index : indices)
      index = static_cast<double>(op.pick(0, 49));
    op.operand("input", {{7, 9}, indexType}, indices).operand("weight", {{50, 33}, kF32}, true);
    op.result({{7, 9, 33}, kF32});
    op.checkEqual();
  }
}

TEST_F(FastKernels, EmbeddingRefusesAnIndexBeyondTheTable) {
  OpHarness op = make("ttnn.embedding");
  op.operand("input", {{3}, DataType::Int32}, Doubles{1, 50, 2}).operand("weight", {{50, 8}, kF32}, true);
  op.result({{3, 8}, kF32});
  EXPECT_THROW(op.runFast(2), OpError);
}

} // namespace
} // namespace tt::runtime::testing_fast
