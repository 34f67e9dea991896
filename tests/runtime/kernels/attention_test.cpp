// Attention in all its forms, heads and rotary embeddings, against a straightforward computation in double.
#include <cmath>
#include <functional>
#include <limits>

#include "harness.h"

namespace tt::runtime::test {
namespace {

using Ints = std::vector<int64_t>;
constexpr double kInf = std::numeric_limits<double>::infinity();

/// softmax(q k^T scale + bias(i, j)) v for one head, with weights normalised by hand; `sink` adds to the denominator.
Values attendHead(const Values &q, const Values &k, const Values &v, size_t d, double scale,
                  const std::function<double(size_t, size_t)> &bias, double sink = -kInf) {
  size_t queries = q.size() / d, keys = k.size() / d, dv = v.size() / keys;
  Values out(queries * dv);
  for (size_t i = 0; i < queries; ++i) {
    double sum = std::exp(sink);
    Values row(dv);
    for (size_t j = 0; j < keys; ++j) {
      double dot = 0;
      for (size_t e = 0; e < d; ++e)
        dot += q[i * d + e] * k[j * d + e];
      double weight = std::exp(dot * scale + bias(i, j));
      sum += weight;
      for (size_t e = 0; e < dv; ++e)
        row[e] += weight * v[j * dv + e];
    }
    for (size_t e = 0; e < dv; ++e)
      out[i * dv + e] = sum == 0 ? 0 : row[e] / sum;
  }
  return out;
}

Values slice(const Values &values, size_t begin, size_t count) {
  return Values(values.begin() + begin, values.begin() + begin + count);
}

constexpr size_t B = 2, H = 4, HKV = 2, S = 5, T = 7, D = 6;

struct AttentionCase {
  bool causal = false;
  std::optional<double> scale = {};
  std::optional<int64_t> window = {};
  std::optional<Shape> mask = {};
  bool sink = false;
};

TEST(Attention, Sequences) {
  for (const AttentionCase &test : std::vector<AttentionCase>{{},
                                                              {.causal = true},
                                                              {.scale = 0.7},
                                                              {.causal = true, .window = 2},
                                                              {.window = 3},
                                                              {.mask = Shape{1, 1, S, T}},
                                                              {.mask = Shape{B, 1, 1, T}},
                                                              {.causal = true, .mask = Shape{B, H, S, T}},
                                                              {.sink = true}})
    for (DataType dtype : kFloatTypes) {
      HostTensor query = varied({B, H, S, D}, dtype, -2, 2, 1), key = varied({B, HKV, T, D}, dtype, -2, 2, 2),
                 value = varied({B, HKV, T, D}, dtype, -2, 2, 3);
      HostTensor sinks = varied({1, H, 1, 1}, dtype, -1, 1, 4);
      Op op("ttnn.scaled_dot_product_attention");
      op.threads(2).in(query).in(key).in(value);
      Values q = valuesOf(query), k = valuesOf(key), v = valuesOf(value), mask, expected;
      if (test.mask) {
        HostTensor tensor = varied(*test.mask, dtype, -3, 3, 5);
        mask = valuesOf(tensor);
        op.in(tensor);
      } else {
        op.absent();
      }
      test.sink ? op.in(sinks) : op.absent();
      op.out({B, H, S, D}, dtype).attr("is_causal", test.causal);
      if (test.scale)
        op.attr("scale", *test.scale);
      if (test.window)
        op.attr("sliding_window_size", *test.window);
      for (size_t b = 0; b < B; ++b)
        for (size_t h = 0; h < H; ++h) {
          size_t head = b * HKV + h / (H / HKV);
          auto bias = [&](size_t i, size_t j) {
            int64_t distance = static_cast<int64_t>(i) - static_cast<int64_t>(j);
            if (test.causal && (distance < 0 || (test.window && distance >= *test.window)))
              return -kInf;
            if (!test.causal && test.window && std::abs(distance) > *test.window / 2)
              return -kInf;
            if (!test.mask)
              return 0.0;
            const Shape &m = *test.mask;
            size_t index = (((m[0] == 1 ? 0 : b) * m[1] + (m[1] == 1 ? 0 : h)) * m[2] + (m[2] == 1 ? 0 : i)) * T + j;
            return mask[index];
          };
          Values out = attendHead(slice(q, (b * H + h) * S * D, S * D), slice(k, head * T * D, T * D),
                                  slice(v, head * T * D, T * D), D, test.scale.value_or(1 / std::sqrt(double(D))), bias,
                                  test.sink ? valuesOf(sinks)[h] : -kInf);
          expected.insert(expected.end(), out.begin(), out.end());
        }
      expectClose(op.run().result(), expected);
    }
}

TEST(Attention, FullyMaskedRowsAreZero) {
  HostTensor x = varied({1, 1, 2, 2});
  Op op("ttnn.scaled_dot_product_attention");
  op.in(x)
      .in(x)
      .in(x)
      .in(tensor({1, 1, 2, 2}, {-kInf, -kInf, 0, -kInf}))
      .absent()
      .out({1, 1, 2, 2})
      .attr("is_causal", false);
  Values v = valuesOf(x);
  EXPECT_EQ(op.run().values(), Values({0, 0, v[0], v[1]}));
}

TEST(Attention, DecodeOverContiguousAndPagedCaches) {
  constexpr size_t kBlock = 3, kBlocks = 8, kPerUser = 3, kPositions = kBlock * kPerUser;
  for (DataType dtype : kFloatTypes) {
    HostTensor query = varied({1, B, H, D}, dtype, -2, 2, 1), key = varied({B, HKV, kPositions, D}, dtype, -2, 2, 2),
               value = varied({B, HKV, kPositions, D}, dtype, -2, 2, 3);
    Values q = valuesOf(query), k = valuesOf(key), v = valuesOf(value), expected;
    Ints current = {4, 8};
    for (size_t b = 0; b < B; ++b)
      for (size_t h = 0; h < H; ++h) {
        size_t head = b * HKV + h / (H / HKV);
        Values out = attendHead(slice(q, (b * H + h) * D, D), slice(k, head * kPositions * D, kPositions * D),
                                slice(v, head * kPositions * D, kPositions * D), D, 1 / std::sqrt(double(D)),
                                [&](size_t, size_t j) { return static_cast<int64_t>(j) <= current[b] ? 0 : -kInf; });
        expected.insert(expected.end(), out.begin(), out.end());
      }
    HostTensor positions = tensor({B}, {4, 8}, Int32);
    Op op("ttnn.scaled_dot_product_attention_decode");
    op.in(query).in(key).in(value).absent().in(positions).absent().out({1, B, H, D}, dtype).attr("is_causal", true);
    expectClose(op.run().result(), expected);

    // The same cache in pages: user b's block n lies at page table [b, n].
    Values table = {5, 0, 2, 7, 1, 3}, pagedKey(kBlocks * HKV * kBlock * D, 99), pagedValue = pagedKey;
    for (size_t b = 0; b < B; ++b)
      for (size_t h = 0; h < HKV; ++h)
        for (size_t p = 0; p < kPositions; ++p)
          for (size_t e = 0; e < D; ++e) {
            size_t page = static_cast<size_t>(table[b * kPerUser + p / kBlock]);
            size_t to = ((page * HKV + h) * kBlock + p % kBlock) * D + e,
                   from = ((b * HKV + h) * kPositions + p) * D + e;
            pagedKey[to] = k[from];
            pagedValue[to] = v[from];
          }
    Shape pages = {kBlocks, HKV, kBlock, D};
    Op paged("ttnn.paged_scaled_dot_product_attention_decode");
    paged.in(query)
        .in(tensor(pages, pagedKey, dtype))
        .in(tensor(pages, pagedValue, dtype))
        .in(tensor({B, kPerUser}, table, UInt32));
    paged.absent().in(positions).absent().out({1, B, H, D}, dtype).attr("is_causal", true);
    EXPECT_EQ(paged.run().result().bytes, op.result().bytes);

    // A chunk of two queries that begins at position 3 sees what decoding at positions 3 and 4 sees.
    Op chunk("ttnn.chunked_scaled_dot_product_attention");
    HostTensor two = varied({B, H, 2, D}, dtype, -2, 2, 6);
    chunk.in(two)
        .in(tensor(pages, pagedKey, dtype))
        .in(tensor(pages, pagedValue, dtype))
        .in(tensor({B, kPerUser}, table, UInt32))
        .in(tensor({1}, {3}, Int32));
    chunk.out({B, H, 2, D}, dtype).run();
    Values chunkExpected;
    for (size_t b = 0; b < B; ++b)
      for (size_t h = 0; h < H; ++h) {
        size_t head = b * HKV + h / (H / HKV);
        Values out =
            attendHead(slice(valuesOf(two), (b * H + h) * 2 * D, 2 * D),
                       slice(k, head * kPositions * D, kPositions * D), slice(v, head * kPositions * D, kPositions * D),
                       D, 1 / std::sqrt(double(D)), [&](size_t i, size_t j) { return j <= i + 3 ? 0 : -kInf; });
        chunkExpected.insert(chunkExpected.end(), out.begin(), out.end());
      }
    expectClose(chunk.result(), chunkExpected);
  }
}

TEST(Attention, DecodeWithMaskAndSkippedUsers) {
  HostTensor query = varied({1, 1, 2, 2}), cache = varied({1, 2, 3, 2}, Float32, -2, 2, 2);
  HostTensor mask = tensor({1, 1, 2, 3}, {0, 1, -kInf, -1, 0.5, 0});
  Values q = valuesOf(query), c = valuesOf(cache), m = valuesOf(mask), expected;
  for (size_t h = 0; h < 2; ++h) {
    Values out = attendHead(slice(q, h * 2, 2), slice(c, h * 6, 6), slice(c, h * 6, 6), 2, 1,
                            [&](size_t, size_t j) { return m[h * 3 + j]; });
    expected.insert(expected.end(), out.begin(), out.end());
  }
  Op op("ttnn.scaled_dot_product_attention_decode");
  op.in(query)
      .in(cache)
      .in(cache)
      .in(mask)
      .absent()
      .absent()
      .out({1, 1, 2, 2})
      .attr("is_causal", false)
      .attr("scale", 1.0);
  expectClose(op.run().result(), expected);

  auto decode = [&](double position) {
    Op op("ttnn.scaled_dot_product_attention_decode");
    op.in(query)
        .in(cache)
        .in(cache)
        .absent()
        .in(tensor({1}, {position}, Int32))
        .absent()
        .out({1, 1, 2, 2})
        .attr("is_causal", true);
    return op;
  };
  EXPECT_EQ(decode(-1).run().values(), Values({0, 0, 0, 0}));
  EXPECT_THAT(decode(3).runError(), testing::HasSubstr("position 3 lies beyond the cache of 3"));
  Op needs("ttnn.scaled_dot_product_attention_decode");
  needs.in(query).in(cache).in(cache).absent().absent().absent().out({1, 1, 2, 2}).attr("is_causal", true);
  EXPECT_THAT(needs.makeError(), testing::HasSubstr("'cur_pos_tensor'"));
}

TEST(Attention, Refuses) {
  HostTensor q = counting({1, 3, 2, 4});
  auto error = [&](const HostTensor &key, const HostTensor &value, const Shape &out) {
    return Op("ttnn.scaled_dot_product_attention")
        .in(q)
        .in(key)
        .in(value)
        .absent()
        .absent()
        .out(out)
        .attr("is_causal", false)
        .makeError();
  };
  EXPECT_THAT(error(counting({1, 2, 2, 4}), counting({1, 2, 2, 4}), {1, 3, 2, 4}), testing::HasSubstr("multiple"));
  EXPECT_THAT(error(counting({1, 3, 2, 5}), counting({1, 3, 2, 5}), {1, 3, 2, 5}),
              testing::HasSubstr("the key must have shape"));
  EXPECT_THAT(error(counting({1, 0, 2, 4}), counting({1, 0, 2, 4}), {1, 3, 2, 4}), testing::HasSubstr("multiple"));
  EXPECT_THAT(error(counting({3, 2, 4}), counting({3, 2, 4}), {1, 3, 2, 4}), testing::HasSubstr("rank 4"));
  Op mask("ttnn.scaled_dot_product_attention");
  mask.in(q).in(q).in(q).in(counting({1, 1, 2, 3})).absent().out({1, 3, 2, 4}).attr("is_causal", false);
  EXPECT_THAT(mask.makeError(), testing::HasSubstr("must broadcast to 1x3x2x2"));
  Op window("ttnn.scaled_dot_product_attention");
  window.in(q)
      .in(q)
      .in(q)
      .absent()
      .absent()
      .out({1, 3, 2, 4})
      .attr("is_causal", true)
      .attr("sliding_window_size", int64_t{0});
  EXPECT_THAT(window.makeError(), testing::HasSubstr("'sliding_window_size'"));
  Op page("ttnn.paged_scaled_dot_product_attention_decode");
  page.in(counting({1, 1, 1, 2}))
      .in(counting({2, 1, 2, 2}))
      .in(counting({2, 1, 2, 2}))
      .in(tensor({1, 1}, {2}, Int32))
      .absent()
      .in(tensor({1}, {0}, Int32))
      .absent();
  page.out({1, 1, 1, 2}).attr("is_causal", true);
  EXPECT_THAT(page.runError(), testing::HasSubstr("block 2 at position 0 is out of range [0, 2)"));
}

TEST(Heads, ConcatenateAndSplit) {
  for (DataType dtype : kAllTypes) {
    bool small = dtype == Bool;
    // Element (b, h, s, d) of [1, 2, 3, 2] is 6 h + 2 s + d.
    HostTensor heads =
        small ? tensor({1, 2, 3, 2}, {0, 1, 0, 0, 1, 1, 1, 0, 1, 1, 0, 0}, Bool) : counting({1, 2, 3, 2}, dtype);
    Values v = valuesOf(heads), joined = {v[0], v[1], v[6], v[7], v[2], v[3], v[8], v[9], v[4], v[5], v[10], v[11]};
    EXPECT_EQ(Op("ttnn.concatenate_heads").in(heads).out({1, 3, 4}, dtype).run().values(), joined);
    EXPECT_EQ(Op("ttnn.nlp_concat_heads").in(heads).out({1, 1, 3, 4}, dtype).run().values(), joined);
  }
  // Users 2, padded heads 3 of which 2 count, width 2.
  EXPECT_EQ(Op("ttnn.nlp_concat_heads_decode")
                .in(counting({1, 2, 3, 2}))
                .out({1, 1, 2, 4})
                .attr("num_heads", int64_t{2})
                .run()
                .values(),
            Values({0, 1, 2, 3, 6, 7, 8, 9}));

  // [B 1, S 2, (2 + 1 + 1) * 2]: row s holds query heads 0 and 1, the key head, the value head.
  HostTensor fused = counting({1, 2, 8});
  Op split("ttnn.split_query_key_value_and_split_heads");
  split.in(fused).absent().out({1, 2, 2, 2}).out({1, 1, 2, 2}).out({1, 1, 2, 2});
  split.attr("num_heads", int64_t{2}).attr("num_kv_heads", int64_t{1}).attr("transpose_key", true).run();
  EXPECT_EQ(split.values(0), Values({0, 1, 8, 9, 2, 3, 10, 11}));
  EXPECT_EQ(split.values(1), Values({4, 12, 5, 13}));
  EXPECT_EQ(split.values(2), Values({6, 7, 14, 15}));
  Op two("ttnn.split_query_key_value_and_split_heads");
  two.in(counting({1, 1, 4}))
      .in(counting({1, 2, 8}, Float32, 10))
      .out({1, 2, 1, 2})
      .out({1, 2, 2, 2})
      .out({1, 2, 2, 2});
  two.attr("num_heads", int64_t{2}).attr("transpose_key", false).run();
  EXPECT_EQ(two.values(0), Values({0, 1, 2, 3}));
  EXPECT_EQ(two.values(1), Values({10, 11, 18, 19, 12, 13, 20, 21}));
  EXPECT_EQ(two.values(2), Values({14, 15, 22, 23, 16, 17, 24, 25}));
  Op decode("ttnn.nlp_create_qkv_heads_decode");
  decode.in(counting({1, 1, 2, 8}))
      .absent()
      .out({1, 2, 2, 2})
      .out({1, 2, 1, 2})
      .out({1, 2, 1, 2})
      .attr("num_heads", int64_t{2})
      .attr("num_kv_heads", int64_t{1})
      .run();
  EXPECT_EQ(decode.values(0), Values({0, 1, 2, 3, 8, 9, 10, 11}));
  EXPECT_EQ(decode.values(1), Values({4, 5, 12, 13}));
  EXPECT_EQ(decode.values(2), Values({6, 7, 14, 15}));

  Op odd("ttnn.split_query_key_value_and_split_heads");
  odd.in(counting({1, 2, 7}))
      .absent()
      .out({1})
      .out({1})
      .out({1})
      .attr("num_heads", int64_t{2})
      .attr("transpose_key", false);
  EXPECT_THAT(odd.makeError(), testing::HasSubstr("multiple"));
  Op huge("ttnn.split_query_key_value_and_split_heads");
  huge.in(counting({1, 2, 8}))
      .absent()
      .out({1})
      .out({1})
      .out({1})
      .attr("num_heads", int64_t{1} << 62)
      .attr("transpose_key", false);
  EXPECT_THAT(huge.makeError(), testing::HasSubstr("'num_heads'"));
}

TEST(Rotary, ComplexRotation) {
  for (DataType dtype : kFloatTypes) {
    // Halves are the real and imaginary parts of two numbers, each rotated by its angle at each position.
    Values cosine, sine;
    for (int position = 0; position < 4; ++position)
      for (int i = 0; i < 4; ++i) {
        cosine.push_back(roundTo(dtype, std::cos(position * (i % 2 + 1.0))));
        sine.push_back(roundTo(dtype, std::sin(position * (i % 2 + 1.0))));
      }
    HostTensor in = varied({1, 2, 3, 4}, dtype), c = tensor({1, 1, 4, 4}, cosine, dtype),
               s = tensor({1, 1, 4, 4}, sine, dtype);
    Values x = valuesOf(in);
    for (int64_t first : {0, 1}) {
      Values expected(x.size());
      for (size_t row = 0; row < 6; ++row)
        for (size_t i = 0; i < 2; ++i) {
          size_t p = row % 3 + first;
          double re = x[row * 4 + i], im = x[row * 4 + i + 2], cs = cosine[p * 4 + i], sn = sine[p * 4 + i];
          expected[row * 4 + i] = re * cs - im * sn;
          expected[row * 4 + i + 2] = im * cs + re * sn;
        }
      Op op("ttnn.rotary_embedding");
      op.in(in).in(c).in(s).out({1, 2, 3, 4}, dtype);
      if (first)
        op.attr("token_index", first);
      expectClose(op.run().result(), expected);
    }

    // The same with neighbours instead of halves: the matrix maps (a, b) to (-b, a).
    HostTensor matrix = tensor({1, 1, 2, 2}, {0, 1, -1, 0}, dtype);
    Values llama(x.size());
    for (size_t row = 0; row < 6; ++row)
      for (size_t i = 0; i < 4; ++i) {
        size_t at = row % 3 * 4 + i;
        double rotated = i % 2 ? x[row * 4 + i - 1] : -x[row * 4 + i + 1];
        llama[row * 4 + i] = x[row * 4 + i] * cosine[at] + rotated * sine[at];
      }
    expectClose(Op("ttnn.rotary_embedding_llama")
                    .in(in)
                    .in(c)
                    .in(s)
                    .in(matrix)
                    .out({1, 2, 3, 4}, dtype)
                    .attr("is_decode_mode", false)
                    .run()
                    .result(),
                llama);
    // Decoding: users [1, 2, 3 heads], caches [1, 2 users, 1, 4].
    HostTensor cd = tensor({1, 2, 1, 4}, slice(cosine, 4, 8), dtype),
               sd = tensor({1, 2, 1, 4}, slice(sine, 4, 8), dtype);
    for (size_t row = 0; row < 6; ++row)
      for (size_t i = 0; i < 4; ++i) {
        size_t at = (row / 3 + 1) * 4 + i;
        double rotated = i % 2 ? x[row * 4 + i - 1] : -x[row * 4 + i + 1];
        llama[row * 4 + i] = x[row * 4 + i] * cosine[at] + rotated * sine[at];
      }
    expectClose(Op("ttnn.rotary_embedding_llama")
                    .in(in)
                    .in(cd)
                    .in(sd)
                    .in(matrix)
                    .out({1, 2, 3, 4}, dtype)
                    .attr("is_decode_mode", true)
                    .run()
                    .result(),
                llama);
  }
  Op late("ttnn.rotary_embedding");
  late.in(counting({1, 1, 2, 4}))
      .in(counting({1, 1, 4, 4}))
      .in(counting({1, 1, 4, 4}))
      .out({1, 1, 2, 4})
      .attr("token_index", int64_t{3});
  EXPECT_THAT(late.makeError(), testing::HasSubstr("positions"));
}

} // namespace
} // namespace tt::runtime::test
