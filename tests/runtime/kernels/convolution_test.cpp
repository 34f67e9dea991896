// Convolutions and pooling, against loops over every tap that are written from the definition.
#include <cmath>
#include <limits>

#include "harness.h"

namespace tt::runtime::test {
namespace {

using Ints = std::vector<int64_t>;
constexpr double kInf = std::numeric_limits<double>::infinity();

struct Conv2dCase {
  int64_t n, h, w, c, o, kh, kw;
  Ints stride = {1, 1}, padding = {0, 0}, dilation = {1, 1};
  int64_t groups = 1;
};

/// Top, bottom, left, right.
Ints padsOf(const Conv2dCase &t) {
  return t.padding.size() == 4 ? t.padding : Ints{t.padding[0], t.padding[0], t.padding[1], t.padding[1]};
}

/// Every tap of every output.
Values convolve(const Conv2dCase &t, const Values &in, const Values &weight, const Values &bias, int64_t oh,
                int64_t ow) {
  Values out;
  Ints pads = padsOf(t);
  for (int64_t n = 0; n < t.n; ++n)
    for (int64_t y = 0; y < oh; ++y)
      for (int64_t x = 0; x < ow; ++x)
        for (int64_t o = 0; o < t.o; ++o) {
          double sum = bias.empty() ? 0 : bias[o];
          int64_t group = o / (t.o / t.groups), width = t.c / t.groups;
          for (int64_t c = 0; c < width; ++c)
            for (int64_t i = 0; i < t.kh; ++i)
              for (int64_t j = 0; j < t.kw; ++j) {
                int64_t iy = y * t.stride[0] + i * t.dilation[0] - pads[0];
                int64_t ix = x * t.stride[1] + j * t.dilation[1] - pads[2];
                if (iy >= 0 && iy < t.h && ix >= 0 && ix < t.w)
                  sum += in[((n * t.h + iy) * t.w + ix) * t.c + group * width + c] *
                         weight[((o * width + c) * t.kh + i) * t.kw + j];
              }
          out.push_back(sum);
        }
  return out;
}

Op conv2dOp(const Conv2dCase &t, const HostTensor &in, const HostTensor &weight, const HostTensor *bias,
            const Shape &out, DataType dtype) {
  Op op("ttnn.conv2d");
  op.in(in).in(weight);
  if (bias)
    op.in(*bias);
  else
    op.absent();
  op.device().out(out, dtype);
  op.attr("in_channels", t.c)
      .attr("out_channels", t.o)
      .attr("batch_size", t.n)
      .attr("input_height", t.h)
      .attr("input_width", t.w);
  op.attr("kernel_size", Ints{t.kh, t.kw})
      .attr("stride", t.stride)
      .attr("padding", t.padding)
      .attr("dilation", t.dilation)
      .attr("groups", t.groups);
  return op;
}

TEST(Conv2d, FollowsTheDefinition) {
  for (const Conv2dCase &t : std::vector<Conv2dCase>{{1, 4, 5, 1, 1, 1, 1},
                                                     {2, 5, 4, 3, 4, 3, 2},
                                                     {1, 7, 7, 2, 2, 3, 3, {2, 2}, {1, 1}},
                                                     {1, 6, 7, 4, 6, 2, 3, {1, 2}, {1, 0, 2, 1}, {2, 1}, 2},
                                                     {1, 5, 5, 3, 3, 3, 3, {1, 1}, {1, 1}, {1, 1}, 3},
                                                     {2, 3, 3, 2, 4, 3, 3, {3, 3}, {2, 2}, {2, 2}, 1}})
    for (DataType dtype : kFloatTypes) {
      Ints pads = padsOf(t);
      int64_t oh = (t.h + pads[0] + pads[1] - t.dilation[0] * (t.kh - 1) - 1) / t.stride[0] + 1;
      int64_t ow = (t.w + pads[2] + pads[3] - t.dilation[1] * (t.kw - 1) - 1) / t.stride[1] + 1;
      HostTensor in = varied({1, 1, t.n * t.h * t.w, t.c}, dtype, -2, 2, 3),
                 weight = varied({t.o, t.c / t.groups, t.kh, t.kw}, dtype, -1, 1, 4);
      HostTensor bias = varied({1, 1, 1, t.o}, dtype, -1, 1, 5);
      Shape flat = {1, 1, t.n * oh * ow, t.o}, image = {t.n, oh, ow, t.o};
      expectClose(conv2dOp(t, in, weight, &bias, flat, dtype).threads(2).run().result(),
                  convolve(t, valuesOf(in), valuesOf(weight), valuesOf(bias), oh, ow));
      HostTensor nhwc = in;
      nhwc.desc.shape = {t.n, t.h, t.w, t.c};
      expectClose(conv2dOp(t, nhwc, weight, nullptr, image, dtype).run().result(),
                  convolve(t, valuesOf(in), valuesOf(weight), {}, oh, ow));
    }
}

TEST(Conv1dAnd3d, FollowTheDefinition) {
  // A convolution over one dimension is one over two with height 1; here kernel 2, stride 2, padding (1, 0),
  // dilation 2.
  Conv2dCase t{2, 1, 6, 3, 2, 1, 2, {1, 2}, {0, 0, 1, 0}, {1, 2}};
  for (DataType dtype : kFloatTypes) {
    HostTensor in = varied({2, 6, 3}, dtype), weight = varied({2, 3, 2}, dtype, -1, 1, 2), bias = varied({2}, dtype);
    Op op("ttnn.conv1d");
    op.in(in).in(weight).in(bias).device().out({2, 3, 2}, dtype);
    op.attr("in_channels", int64_t{3})
        .attr("out_channels", int64_t{2})
        .attr("batch_size", int64_t{2})
        .attr("input_length", int64_t{6});
    op.attr("kernel_size", int64_t{2})
        .attr("stride", int64_t{2})
        .attr("padding", Ints{1, 0})
        .attr("dilation", int64_t{2})
        .attr("groups", int64_t{1});
    expectClose(op.run().result(), convolve(t, valuesOf(in), valuesOf(weight), valuesOf(bias), 1, 3));

    // Over three dimensions, all ones: an output is the number of taps in the image (or of all taps, replicated).
    for (bool replicate : {false, true}) {
      Op conv3d("ttnn.conv3d");
      conv3d.in(tensor({1, 2, 2, 2, 1}, Values(8, 1), dtype))
          .in(tensor({1, 1, 2, 1, 3}, Values(6, 1), dtype))
          .absent()
          .device()
          .out({1, 3, 2, 2, 1}, dtype);
      conv3d.attr("in_channels", int64_t{1})
          .attr("out_channels", int64_t{1})
          .attr("batch_size", int64_t{1})
          .attr("input_depth", int64_t{2});
      conv3d.attr("input_height", int64_t{2})
          .attr("input_width", int64_t{2})
          .attr("kernel_size", Ints{2, 1, 3})
          .attr("stride", Ints{1, 1, 1});
      conv3d.attr("padding", Ints{1, 0, 1})
          .attr("groups", int64_t{1})
          .attr("padding_mode", std::string(replicate ? "replicate" : "zeros"));
      EXPECT_EQ(conv3d.run().values(), replicate ? Values(12, 6) : Values({2, 2, 2, 2, 4, 4, 4, 4, 2, 2, 2, 2}));
    }
  }
}

TEST(ConvTranspose2d, ScattersEveryTap) {
  struct Case {
    Conv2dCase t;
    Ints outputPadding;
  };
  for (const Case &test : std::vector<Case>{{{1, 3, 2, 2, 4, 3, 2}, {0, 0}},
                                            {{2, 3, 3, 4, 2, 2, 3, {2, 3}, {1, 1}, {1, 1}, 2}, {1, 0}},
                                            {{1, 4, 3, 1, 1, 2, 2, {3, 2}, {1, 0, 0, 1}, {2, 1}}, {0, 1}}}) {
    const Conv2dCase &t = test.t;
    Ints pads = padsOf(t);
    int64_t oh = (t.h - 1) * t.stride[0] - pads[0] - pads[1] + t.dilation[0] * (t.kh - 1) + test.outputPadding[0] + 1;
    int64_t ow = (t.w - 1) * t.stride[1] - pads[2] - pads[3] + t.dilation[1] * (t.kw - 1) + test.outputPadding[1] + 1;
    HostTensor in = varied({1, 1, t.n * t.h * t.w, t.c}),
               weight = varied({t.c, t.o / t.groups, t.kh, t.kw}, Float32, -1, 1, 2), bias = varied({1, 1, 1, t.o});
    Values iv = valuesOf(in), wv = valuesOf(weight), bv = valuesOf(bias), expected;
    for (int64_t i = 0; i < t.n * oh * ow * t.o; ++i)
      expected.push_back(bv[i % t.o]);
    for (int64_t p = 0; p < t.n * t.h * t.w; ++p)
      for (int64_t c = 0; c < t.c; ++c)
        for (int64_t o = 0; o < t.o / t.groups; ++o)
          for (int64_t k = 0; k < t.kh * t.kw; ++k) {
            int64_t y = p / t.w % t.h * t.stride[0] + k / t.kw * t.dilation[0] - pads[0];
            int64_t x = p % t.w * t.stride[1] + k % t.kw * t.dilation[1] - pads[2];
            int64_t channel = c / (t.c / t.groups) * (t.o / t.groups) + o;
            if (y >= 0 && y < oh && x >= 0 && x < ow)
              expected[((p / (t.h * t.w) * oh + y) * ow + x) * t.o + channel] +=
                  iv[p * t.c + c] * wv[(c * (t.o / t.groups) + o) * t.kh * t.kw + k];
          }
    Op op("ttnn.conv_transpose2d");
    op.in(in).in(weight).in(bias).device().out({1, 1, t.n * oh * ow, t.o});
    op.attr("in_channels", t.c)
        .attr("out_channels", t.o)
        .attr("batch_size", t.n)
        .attr("input_height", t.h)
        .attr("input_width", t.w);
    op.attr("kernel_size", Ints{t.kh, t.kw})
        .attr("stride", t.stride)
        .attr("padding", t.padding)
        .attr("dilation", t.dilation)
        .attr("groups", t.groups);
    op.attr("output_padding", test.outputPadding);
    expectClose(op.run().result(), expected);
  }
}

TEST(Conv2d, Refuses) {
  Conv2dCase t{1, 4, 4, 2, 2, 3, 3};
  HostTensor in = counting({1, 1, 16, 2}), weight = counting({2, 2, 3, 3});
  auto error = [&](const char *name, detail::AttributeValue value) {
    return conv2dOp(t, in, weight, nullptr, {1, 1, 4, 2}, Float32).attr(name, std::move(value)).makeError();
  };
  EXPECT_THAT(error("stride", Ints{0, 1}), testing::HasSubstr("'stride' must be at least 1"));
  EXPECT_THAT(error("stride", Ints{1, 1, 1}), testing::HasSubstr("must have 2 elements"));
  EXPECT_THAT(error("padding", Ints{-1, 1}), testing::HasSubstr("'padding' must be at least 0"));
  EXPECT_THAT(error("dilation", Ints{1, int64_t{1} << 40}), testing::HasSubstr("'dilation'"));
  EXPECT_THAT(error("dilation", Ints{2147483647, 1}), testing::HasSubstr("larger than the padded input"));
  EXPECT_THAT(error("groups", int64_t{0}), testing::HasSubstr("'groups' must be from 1"));
  EXPECT_THAT(error("groups", int64_t{3}), testing::HasSubstr("must divide"));
  EXPECT_THAT(error("input_height", int64_t{5}), testing::HasSubstr("the input must have shape 1x1x20x2 or 1x5x4x2"));
  EXPECT_THAT(error("batch_size", int64_t{-1}), testing::HasSubstr("'batch_size'"));
  EXPECT_THAT(error("kernel_size", Ints{3, 2}), testing::HasSubstr("the weight must have shape 2x2x3x2"));
  EXPECT_THAT(error("in_channels", int64_t{1} << 40), testing::HasSubstr("'in_channels'"));
  EXPECT_THAT(error("conv2d_config", detail::OpaqueText{"#ttnn.conv2d_config<activation = <op_type = relu>>"}),
              testing::HasSubstr("activation"));
  EXPECT_THAT(conv2dOp(t, in, weight, nullptr, {1, 1, 5, 2}, Float32).makeError(),
              testing::HasSubstr("the result must have shape 1x1x4x2"));
}

Op poolOp(const char *name, const HostTensor &in, const Shape &out, int64_t n, int64_t h, int64_t w, int64_t c,
          DataType dtype) {
  Op op(name);
  op.in(in).out(out, dtype).attr("batch_size", n).attr("input_height", h).attr("input_width", w).attr("channels", c);
  op.attr("kernel_size", Ints{2, 2})
      .attr("stride", Ints{2, 2})
      .attr("padding", Ints{0, 0})
      .attr("dilation", Ints{1, 1})
      .attr("ceil_mode", false);
  return op;
}

TEST(Pooling, MaxInAllTypes) {
  for (DataType dtype : kNumberTypes) {
    HostTensor in = tensor({1, 1, 12, 1}, {1, 2, 3, 4, 5, 6, 7, 8, 0, 9, 2, 2}, dtype); // 3 x 4
    EXPECT_EQ(poolOp("ttnn.max_pool2d", in, {1, 1, 2, 1}, 1, 3, 4, 1, dtype).run().values(), Values({6, 8}));
    EXPECT_EQ(poolOp("ttnn.max_pool2d", in, {1, 1, 4, 1}, 1, 3, 4, 1, dtype).attr("ceil_mode", true).run().values(),
              Values({6, 8, 9, 2}));
    Op indices = poolOp("ttnn.max_pool2d_with_indices", in, {1, 1, 2, 1}, 1, 3, 4, 1, dtype);
    indices.out({1, 1, 2, 1}, Int32).run();
    EXPECT_EQ(indices.values(0), Values({6, 8}));
    EXPECT_EQ(indices.values(1), Values({5, 7}));
  }
  // Padding [top, left, bottom, right] never wins, channels stay apart, NaN does win.
  HostTensor in = tensor({1, 2, 2, 2}, {-1, 5, -2, 6, -3, std::nan(""), -4, 8});
  EXPECT_THAT(poolOp("ttnn.max_pool2d", in, {1, 2, 1, 2}, 1, 2, 2, 2, Float32)
                  .attr("padding", Ints{1, 0, 0, 0})
                  .attr("stride", Ints{1, 1})
                  .run()
                  .values(),
              testing::ElementsAre(-1, 6, -1, testing::IsNan()));
  EXPECT_EQ(poolOp("ttnn.max_pool2d", tensor({1, 1, 1, 1}, {-kInf}), {1, 1, 1, 1}, 1, 1, 1, 1, Float32)
                .attr("padding", Ints{1, 1, 0, 0})
                .run()
                .values(),
            Values({-kInf}));
}

TEST(Pooling, Average) {
  for (DataType dtype : kFloatTypes) {
    HostTensor in = tensor({1, 3, 3, 1}, {1, 2, 3, 4, 5, 6, 7, 8, 9}, dtype);
    auto pool = [&](const Shape &out) { return poolOp("ttnn.avg_pool2d", in, out, 1, 3, 3, 1, dtype); };
    EXPECT_EQ(pool({1, 1, 1, 1}).run().values(), Values({3}));
    EXPECT_EQ(pool({1, 1, 4, 1}).attr("stride", Ints{1, 1}).run().values(), Values({3, 4, 6, 7}));
    EXPECT_EQ(pool({1, 1, 1, 1}).attr("dilation", Ints{2, 2}).run().values(), Values({5}));
    EXPECT_EQ(pool({1, 2, 2, 1}).attr("padding", Ints{1, 1}).attr("count_include_pad", true).run().values(),
              Values({0.25, 1.25, 2.75, 7}));
    EXPECT_EQ(pool({1, 2, 2, 1}).attr("padding", Ints{1, 1}).attr("count_include_pad", false).run().values(),
              Values({1, 2.5, 5.5, 7}));
    // What a window covers beyond image and padding does not count.
    EXPECT_EQ(pool({1, 2, 2, 1}).attr("ceil_mode", true).attr("count_include_pad", true).run().values(),
              Values({3, 4.5, 7.5, 9}));
    EXPECT_EQ(Op("ttnn.global_avg_pool2d")
                  .in(tensor({2, 1, 2, 2}, {1, 2, 3, 4, 5, 6, 7, 8}, dtype))
                  .out({2, 1, 1, 2}, dtype)
                  .run()
                  .values(),
              Values({2, 3, 6, 7}));
  }
}

TEST(Pooling, Upsample) {
  for (DataType dtype : kFloatTypes) {
    HostTensor in = tensor({1, 1, 2, 1}, {0, 4}, dtype);
    EXPECT_EQ(Op("ttnn.upsample")
                  .in(in)
                  .out({1, 2, 4, 1}, dtype)
                  .attr("scale_factor", int64_t{2})
                  .attr("mode", std::string("nearest"))
                  .run()
                  .values(),
              Values({0, 0, 4, 4, 0, 0, 4, 4}));
    EXPECT_EQ(Op("ttnn.upsample")
                  .in(in)
                  .out({1, 1, 4, 1}, dtype)
                  .attr("scale_factor", Ints{1, 2})
                  .attr("mode", std::string("bilinear"))
                  .run()
                  .values(),
              Values({0, 1, 3, 4}));
  }
}

TEST(Pooling, Refuses) {
  HostTensor in = counting({1, 1, 9, 1});
  auto error = [&](const char *name, detail::AttributeValue value) {
    return poolOp("ttnn.max_pool2d", in, {1, 1, 1, 1}, 1, 3, 3, 1, Float32).attr(name, std::move(value)).makeError();
  };
  EXPECT_THAT(poolOp("ttnn.max_pool2d", in, {1, 3, 3, 1}, 1, 3, 3, 1, Float32).attr("padding", Ints{2, 2}).makeError(),
              testing::HasSubstr("smaller than the window"));
  EXPECT_THAT(error("kernel_size", Ints{0, 2}), testing::HasSubstr("'kernel_size'"));
  EXPECT_THAT(error("kernel_size", Ints{4, 2}), testing::HasSubstr("larger than the padded input"));
  EXPECT_THAT(error("channels", int64_t{2}), testing::HasSubstr("the input must have shape"));
  EXPECT_THAT(error("ceil_mode", int64_t{1}), testing::HasSubstr("must be a boolean"));
  EXPECT_THAT(
      Op("ttnn.upsample").in(counting({1, 1, 1, 1})).out({1, 1, 1, 1}).attr("scale_factor", int64_t{0}).makeError(),
      testing::HasSubstr("'scale_factor'"));
  EXPECT_THAT(Op("ttnn.upsample")
                  .in(counting({1, 1, 1, 1}))
                  .out({1, 1, 1, 1})
                  .attr("scale_factor", int64_t{1})
                  .attr("mode", std::string("cubic"))
                  .makeError(),
              testing::HasSubstr("'mode'"));
  // A window of 2^31 taps over one pixel in padding of as many ends at once.
  Op huge = poolOp("ttnn.avg_pool2d", counting({1, 1, 1, 1}, Float32, 3), {1, 1, 1, 1}, 1, 1, 1, 1, Float32);
  huge.attr("kernel_size", Ints{2147483647, 2147483647})
      .attr("padding", Ints{1073741823, 1073741823})
      .attr("count_include_pad", false);
  EXPECT_EQ(huge.run().values(), Values({3}));
}

} // namespace
} // namespace tt::runtime::test
