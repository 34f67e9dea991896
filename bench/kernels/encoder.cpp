// A chain of kernels shaped like the encoder MiniLM-L6 (sequence 128), with the time of each kind of op. The processor
// time of all threads is given, too: it says more on a machine that others use.
//
//     encoder_bench [BATCH [THREADS [RUNS]]]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <map>

#include "op_bench.h"

namespace tt::runtime::bench {
namespace {

constexpr int64_t kLayers = 6, kLength = 128, kHidden = 384, kHeads = 12, kWidth = 32, kInner = 1536;

class Encoder {
public:
  Encoder(int64_t batch, ThreadPool &pool) : batch(batch), pool(pool) {
    Tensor ids = tensor({batch, kLength}, DataType::UInt32);
    Tensor x = activations(kHidden);
    add("embedding", {{"input", ids}, {"weight", tensor({30522, kHidden}), true}}, {x}, {});
    Tensor normed = norm(x);
    Tensor mask = tensor({batch, 1, 1, kLength});
    for (int64_t layer = 0; layer < kLayers; ++layer)
      normed = addLayer(normed, mask);
  }

  /// Seconds of one run; adds each op's to `byOp`.
  double run(std::map<std::string, double> *byOp = nullptr) {
    auto start = std::chrono::steady_clock::now(), last = start;
    for (auto &op : ops) {
      op->run();
      if (byOp) {
        auto now = std::chrono::steady_clock::now();
        (*byOp)[op->name()] += std::chrono::duration<double>(now - std::exchange(last, now)).count();
      }
    }
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }

private:
  using Attributes = std::map<std::string, detail::AttributeValue, std::less<>>;

  void add(const char *name, std::vector<Operand> operands, std::vector<Tensor> results, Attributes attributes) {
    ops.push_back(std::make_unique<Op>("ttnn." + std::string(name), std::move(operands), std::move(results),
                                       std::move(attributes), pool));
  }
  Tensor activations(int64_t width) { return tensor({batch, kLength, width}); }

  Tensor linear(const Tensor &x, int64_t width, const char *activation = nullptr) {
    Tensor y = activations(width);
    Attributes attributes = {{"transpose_a", false}, {"transpose_b", true}};
    if (activation)
      attributes["activation"] = std::string(activation);
    add("linear", {{"a", x}, {"b", tensor({width, x->desc.shape.back()}), true}, {"bias", tensor({width}), true}}, {y},
        attributes);
    return y;
  }
  Tensor norm(const Tensor &x) {
    Tensor y = activations(kHidden);
    add("layer_norm", {{"input", x}, {"weight", tensor({kHidden}), true}, {"bias", tensor({kHidden}), true}}, {y},
        {{"epsilon", 1e-12}});
    return y;
  }
  Tensor sum(const Tensor &a, const Tensor &b) {
    add("add", {{"lhs", a}, {"rhs", b}}, {a}, {});
    return a;
  }

  Tensor addLayer(const Tensor &x, const Tensor &mask) {
    Tensor fused = linear(x, 3 * kHidden);
    Tensor q = tensor({batch, kHeads, kLength, kWidth}), k = tensor(q->desc.shape), v = tensor(q->desc.shape),
           attended = tensor(q->desc.shape);
    add("split_query_key_value_and_split_heads", {{"input_tensor", fused}}, {q, k, v},
        {{"num_heads", kHeads}, {"transpose_key", false}});
    add("scaled_dot_product_attention", {{"query", q}, {"key", k}, {"value", v}, {"attention_mask", mask}}, {attended},
        {{"is_causal", false}});
    Tensor joined = activations(kHidden);
    add("concatenate_heads", {{"input", attended}}, {joined}, {});
    Tensor middle = norm(sum(linear(joined, kHidden), x));
    return norm(sum(linear(linear(middle, kInner, "gelu"), kHidden), middle));
  }

  int64_t batch;
  ThreadPool &pool;
  std::vector<std::unique_ptr<Op>> ops;
};

int main(int argc, char **argv) {
  auto argument = [&](int i, int64_t otherwise) { return argc > i ? std::atoll(argv[i]) : otherwise; };
  int64_t batch = argument(1, 1), runs = argument(3, 50);
  ThreadPool pool(static_cast<uint32_t>(argument(2, 1)));
  Encoder encoder(batch, pool);
  std::vector<double> times, processorTimes;
  std::map<std::string, double> byOp;
  for (int64_t run = 0; run < runs; ++run) {
    std::clock_t start = std::clock();
    times.push_back(encoder.run());
    processorTimes.push_back(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
  }
  std::map<std::string, double> best;
  for (int64_t run = 0; run < runs; ++run) {
    byOp.clear();
    encoder.run(&byOp);
    for (const auto &[name, time] : byOp)
      best[name] = best.contains(name) ? std::min(best[name], time) : time;
  }
  std::sort(times.begin(), times.end());
  std::sort(processorTimes.begin(), processorTimes.end());
  std::printf("batch %lld, %u threads: least %.2f ms, median %.2f ms; processor time least %.2f ms, median %.2f ms\n",
              static_cast<long long>(batch), pool.size(), times.front() * 1e3, times[times.size() / 2] * 1e3,
              processorTimes.front() * 1e3, processorTimes[processorTimes.size() / 2] * 1e3);
  for (const auto &[name, time] : best)
    std::printf("  %-45s %8.3f ms\n", name.c_str(), time * 1e3);
  return 0;
}

} // namespace
} // namespace tt::runtime::bench

int main(int argc, char **argv) { return tt::runtime::bench::main(argc, argv); }
