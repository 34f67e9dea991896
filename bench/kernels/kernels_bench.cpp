// Single kernels at the shapes of MiniLM-L6, ResNet-50 and GPT-2, with 1 and 2 threads. Matrix products and
// convolutions report multiply-adds as FLOP/s (two each).
#include <benchmark/benchmark.h>

#include "op_bench.h"

namespace tt::runtime::bench {
namespace {

using Attributes = std::map<std::string, detail::AttributeValue, std::less<>>;

void time(benchmark::State &state, ThreadPool &pool, const char *name, std::vector<Operand> operands,
          std::vector<Tensor> results, Attributes attributes, double flops = 0) {
  Op op(name, std::move(operands), std::move(results), std::move(attributes), pool);
  for (auto _ : state)
    op.run();
  if (flops != 0)
    state.counters["FLOP/s"] =
        benchmark::Counter(flops, benchmark::Counter::kIsIterationInvariantRate, benchmark::Counter::kIs1000);
}

/// Arguments: rows, depth, columns, threads, element type.
void linear(benchmark::State &state) {
  ThreadPool pool(static_cast<uint32_t>(state.range(3)));
  int64_t m = state.range(0), k = state.range(1), n = state.range(2);
  DataType dtype = static_cast<DataType>(state.range(4));
  time(state, pool, "ttnn.linear",
       {{"a", tensor({m, k}, dtype)}, {"b", tensor({k, n}, dtype), true}, {"bias", tensor({n}, dtype), true}},
       {tensor({m, n}, dtype)}, {}, 2.0 * static_cast<double>(m * k * n));
}
BENCHMARK(linear)
    ->ArgsProduct({{1, 16, 128, 1024}, {384}, {384, 1536}, {1, 2}, {0}})
    ->ArgsProduct({{1, 128, 1024}, {1536}, {384}, {1, 2}, {0}})
    ->ArgsProduct({{1, 64, 1024}, {768}, {2304, 3072}, {1, 2}, {0}})
    ->ArgsProduct({{1}, {768}, {50257}, {1, 2}, {0}})
    ->ArgsProduct({{128, 1024}, {384}, {1536}, {1, 2}, {2}})
    ->MinTime(0.2)
    ->UseRealTime();

/// Arguments: image side, channels in and out, kernel, stride, threads; batch 1.
void conv2d(benchmark::State &state) {
  ThreadPool pool(static_cast<uint32_t>(state.range(5)));
  int64_t side = state.range(0), in = state.range(1), out = state.range(2), kernel = state.range(3),
          stride = state.range(4), pad = kernel / 2, outSide = (side + 2 * pad - kernel) / stride + 1;
  auto both = [](int64_t x) { return std::vector<int64_t>{x, x}; };
  time(state, pool, "ttnn.conv2d",
       {{"input", tensor({1, 1, side * side, in})},
        {"weight", tensor({out, in, kernel, kernel}), true},
        {"bias", tensor({1, 1, 1, out}), true},
        {"device", nullptr}},
       {tensor({1, 1, outSide * outSide, out})},
       {{"in_channels", in},
        {"out_channels", out},
        {"batch_size", int64_t{1}},
        {"input_height", side},
        {"input_width", side},
        {"kernel_size", both(kernel)},
        {"stride", both(stride)},
        {"padding", both(pad)},
        {"dilation", both(1)},
        {"groups", int64_t{1}}},
       2.0 * static_cast<double>(outSide * outSide * in * out * kernel * kernel));
}
BENCHMARK(conv2d)
    ->ArgsProduct({{224}, {3}, {64}, {7}, {2}, {1, 2}})
    ->ArgsProduct({{56}, {64}, {64, 256}, {1}, {1}, {1, 2}})
    ->ArgsProduct({{56}, {64}, {64}, {3}, {1}, {1, 2}})
    ->ArgsProduct({{28}, {128}, {128}, {3}, {1}, {1, 2}})
    ->ArgsProduct({{14}, {256}, {256}, {3}, {1}, {1, 2}})
    ->ArgsProduct({{7}, {512}, {512}, {3}, {1}, {1, 2}})
    ->ArgsProduct({{14}, {1024}, {2048}, {1}, {2}, {1, 2}})
    ->MinTime(0.2)
    ->UseRealTime();

/// Arguments: batch, heads, queries, keys, width, causal, threads.
void attention(benchmark::State &state) {
  ThreadPool pool(static_cast<uint32_t>(state.range(6)));
  int64_t b = state.range(0), h = state.range(1), s = state.range(2), t = state.range(3), d = state.range(4);
  time(state, pool, "ttnn.scaled_dot_product_attention",
       {{"query", tensor({b, h, s, d})}, {"key", tensor({b, h, t, d})}, {"value", tensor({b, h, t, d})}},
       {tensor({b, h, s, d})}, {{"is_causal", state.range(5) != 0}}, 4.0 * static_cast<double>(b * h * s * t * d));
}
BENCHMARK(attention)
    ->ArgsProduct({{1, 8}, {12}, {128}, {128}, {32}, {0}, {1, 2}})
    ->ArgsProduct({{1}, {12}, {1024}, {1024}, {64}, {1}, {1, 2}})
    ->ArgsProduct({{1}, {12}, {1}, {1024}, {64}, {0}, {1, 2}})
    ->MinTime(0.2)
    ->UseRealTime();

/// Arguments: elements, threads.
void unary(benchmark::State &state, const char *name) {
  ThreadPool pool(static_cast<uint32_t>(state.range(1)));
  time(state, pool, name, {{"input", tensor({state.range(0)})}}, {tensor({state.range(0)})}, {});
  state.counters["ns/element"] =
      benchmark::Counter(static_cast<double>(state.range(0)) * 1e-9,
                         benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK_CAPTURE(unary, exp, "ttnn.exp")->Args({4096, 1})->Args({1 << 20, 2});
BENCHMARK_CAPTURE(unary, erf, "ttnn.erf")->Args({4096, 1});
BENCHMARK_CAPTURE(unary, gelu, "ttnn.gelu")->Args({4096, 1})->Args({1 << 20, 2});
BENCHMARK_CAPTURE(unary, tanh, "ttnn.tanh")->Args({4096, 1});
BENCHMARK_CAPTURE(unary, log, "ttnn.log")->Args({4096, 1});
BENCHMARK_CAPTURE(unary, sigmoid, "ttnn.sigmoid")->Args({4096, 1});

/// Arguments: rows, width, threads.
void layerNorm(benchmark::State &state) {
  ThreadPool pool(static_cast<uint32_t>(state.range(2)));
  int64_t rows = state.range(0), width = state.range(1);
  time(state, pool, "ttnn.layer_norm",
       {{"input", tensor({rows, width})}, {"weight", tensor({width}), true}, {"bias", tensor({width}), true}},
       {tensor({rows, width})}, {{"epsilon", 1e-12}});
}
BENCHMARK(layerNorm)->ArgsProduct({{128, 1024}, {384, 768}, {1, 2}});

void softmax(benchmark::State &state) {
  ThreadPool pool(static_cast<uint32_t>(state.range(2)));
  Shape shape = {state.range(0), state.range(1)};
  time(state, pool, "ttnn.softmax", {{"input", tensor(shape)}}, {tensor(shape)}, {{"dimension", int64_t{-1}}});
}
BENCHMARK(softmax)->ArgsProduct({{1536}, {128, 1000}, {1, 2}});

/// [1, S, H, D] to [1, H, S, D], and a matrix transposed.
void permute(benchmark::State &state) {
  ThreadPool pool(1);
  int64_t s = state.range(0), h = state.range(1), d = state.range(2);
  time(state, pool, "ttnn.permute", {{"input", tensor({1, s, h, d})}}, {tensor({1, h, s, d})},
       {{"permutation", std::vector<int64_t>{0, 2, 1, 3}}});
}
BENCHMARK(permute)->Args({128, 12, 32})->Args({1024, 12, 64})->Args({1024, 1024, 1});

} // namespace
} // namespace tt::runtime::bench

BENCHMARK_MAIN();
