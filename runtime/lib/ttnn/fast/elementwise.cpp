// Elementwise ops: unary functions, arithmetic on two tensors that broadcast, conversions between element types.
#include "ttnn/fast/fast_kernel.h"

#include <algorithm>
#include <cstring>

namespace tt::runtime::fast {
namespace {

/// Elements that one thread should have to be worth waking.
constexpr int64_t kGrain = 16384;
/// Elements converted at a time, where the tensors are not f32.
constexpr int64_t kBlock = 1024;

struct NamedUnary {
  std::string_view name;
  Unary op;
};
constexpr NamedUnary kUnary[] = {
    {"abs", Unary::Abs},         {"ceil", Unary::Ceil},   {"clamp_scalar", Unary::Clamp},
    {"erf", Unary::Erf},         {"erfc", Unary::Erfc},   {"exp", Unary::Exp},
    {"floor", Unary::Floor},     {"gelu", Unary::Gelu},   {"leaky_relu", Unary::LeakyRelu},
    {"log", Unary::Log},         {"neg", Unary::Neg},     {"reciprocal", Unary::Reciprocal},
    {"relu", Unary::Relu},       {"relu6", Unary::Relu6}, {"rsqrt", Unary::Rsqrt},
    {"sigmoid", Unary::Sigmoid}, {"silu", Unary::Silu},   {"sqrt", Unary::Sqrt},
    {"tanh", Unary::Tanh},
};

struct NamedBinary {
  std::string_view name;
  Binary op;
};
constexpr NamedBinary kBinary[] = {
    {"add", Binary::Add},         {"divide", Binary::Divide},     {"maximum", Binary::Maximum},
    {"minimum", Binary::Minimum}, {"multiply", Binary::Multiply}, {"subtract", Binary::Subtract},
};

std::string_view shortName(const OpView &view) { return view.name().substr(std::string_view("ttnn.").size()); }

class UnaryKernel : public FastKernel {
public:
  UnaryKernel(Unary op, UnaryParameters parameters, const TensorDesc &in, DataType out)
      : op(op), parameters(parameters), count(in.volume()), in(in.dtype), out(out) {}

  int inPlaceOperand() const override { return elementSize(in) == elementSize(out) ? 0 : -1; }

  void run(const KernelArgs &args) override {
    args.threads.parallelFor(count, kGrain, [&](int64_t begin, int64_t end) {
      if (in == DataType::Float32 && out == DataType::Float32) {
        kernels().unary(op, parameters, asFloats(args.operands[0]) + begin, asFloats(args.results[0]) + begin,
                        end - begin);
        return;
      }
      float block[kBlock];
      for (int64_t start = begin; start < end; start += kBlock) {
        int64_t n = std::min(kBlock, end - start);
        readFloats(in, args.operands[0], start, n, block);
        if (op != Unary::Identity)
          kernels().unary(op, parameters, block, block, n);
        writeFloats(out, args.results[0], start, n, block);
      }
    });
  }

private:
  Unary op;
  UnaryParameters parameters;
  int64_t count;
  DataType in, out;
};

/// Arithmetic in runs along the innermost dimensions, which each operand walks over or stays at.
class BinaryKernel : public FastKernel {
public:
  BinaryKernel(Binary op, const OpView &view)
      : op(op), a(view.operand(0).dtype), b(view.operand(1).dtype), out(view.result().dtype) {
    const Shape &shape = view.result().shape;
    Shape aStrides = kernels::broadcastStrides(view.operand(0).shape, shape);
    Shape bStrides = kernels::broadcastStrides(view.operand(1).shape, shape);
    for (size_t d = 0; d < shape.size(); ++d) {
      if (shape[d] == 1)
        continue;
      // Merge into the outer dimension what all tensors step through alike.
      if (!dims.empty() && dims.back().aStep == aStrides[d] * shape[d] && dims.back().bStep == bStrides[d] * shape[d])
        dims.back() = {dims.back().size * shape[d], aStrides[d], bStrides[d]};
      else
        dims.push_back({shape[d], aStrides[d], bStrides[d]});
    }
    inner = dims.empty() ? Dim{1, 0, 0} : dims.back();
    if (!dims.empty())
      dims.pop_back();
    runs = 1;
    for (const Dim &dim : dims)
      runs *= dim.size;
    sharesFirst = view.operand(0).shape == shape && elementSize(a) == elementSize(out);
  }

  int inPlaceOperand() const override { return sharesFirst ? 0 : -1; }

  void run(const KernelArgs &args) override {
    if (inner.size == 0 || runs == 0)
      return;
    if (runs == 1) {
      args.threads.parallelFor(inner.size, kGrain, [&](int64_t begin, int64_t end) {
        compute(args, begin * inner.aStep, begin * inner.bStep, begin, end - begin);
      });
      return;
    }
    args.threads.parallelFor(runs, std::max<int64_t>(1, kGrain / inner.size), [&](int64_t begin, int64_t end) {
      for (int64_t run = begin; run < end; ++run) {
        int64_t aOffset = 0, bOffset = 0, rest = run;
        for (size_t d = dims.size(); d-- > 0;) {
          aOffset += rest % dims[d].size * dims[d].aStep;
          bOffset += rest % dims[d].size * dims[d].bStep;
          rest /= dims[d].size;
        }
        compute(args, aOffset, bOffset, run * inner.size, inner.size);
      }
    });
  }

private:
  struct Dim {
    int64_t size, aStep, bStep;
  };

  void compute(const KernelArgs &args, int64_t aOffset, int64_t bOffset, int64_t outOffset, int64_t n) const {
    constexpr DataType f32 = DataType::Float32;
    const std::byte *aBase = args.operands[0], *bBase = args.operands[1];
    if (a == f32 && b == f32 && out == f32)
      return kernels().binary(op, asFloats(aBase) + aOffset, inner.aStep, asFloats(bBase) + bOffset, inner.bStep,
                              asFloats(args.results[0]) + outOffset, n);
    float aBlock[kBlock], bBlock[kBlock];
    for (int64_t start = 0; start < n; start += kBlock) {
      int64_t count = std::min(kBlock, n - start);
      readFloats(a, aBase, aOffset + start * inner.aStep, inner.aStep ? count : 1, aBlock);
      readFloats(b, bBase, bOffset + start * inner.bStep, inner.bStep ? count : 1, bBlock);
      kernels().binary(op, aBlock, inner.aStep, bBlock, inner.bStep, aBlock, count);
      writeFloats(out, args.results[0], outOffset + start, count, aBlock);
    }
  }

  Binary op;
  DataType a, b, out;
  std::vector<Dim> dims; ///< outer to inner, without the innermost
  Dim inner;
  int64_t runs;
  bool sharesFirst;
};

} // namespace

std::unique_ptr<Kernel> makeUnary(const OpView &view, const KernelOptions &) {
  std::string_view name = shortName(view);
  const TensorDesc &in = view.operand(0), &out = view.result();
  if (!isFast(in.dtype) || !isFast(out.dtype))
    return nullptr;
  UnaryParameters parameters;
  if (name == "clamp_scalar")
    parameters = {static_cast<float>(view.floatAttr("min")), static_cast<float>(view.floatAttr("max"))};
  else if (name == "leaky_relu")
    parameters.first = static_cast<float>(view.floatAttr("parameter"));
  else if (name == "gelu" && view.stringAttr("approximate", "none") != "none")
    return nullptr;
  Unary op = std::ranges::find(kUnary, name, &NamedUnary::name)->op;
  return std::make_unique<UnaryKernel>(op, parameters, in, out.dtype);
}

std::unique_ptr<Kernel> makeTypecast(const OpView &view, const KernelOptions &) {
  const TensorDesc &in = view.operand(0), &out = view.result();
  if (!isFast(in.dtype) || !isFast(out.dtype))
    return nullptr;
  return std::make_unique<UnaryKernel>(Unary::Identity, UnaryParameters{}, in, out.dtype);
}

std::unique_ptr<Kernel> makeBinary(const OpView &view, const KernelOptions &) {
  if (!isFast(view.operand(0).dtype) || !isFast(view.operand(1).dtype) || !isFast(view.result().dtype))
    return nullptr;
  Binary op = std::ranges::find(kBinary, shortName(view), &NamedBinary::name)->op;
  return std::make_unique<BinaryKernel>(op, view);
}

} // namespace tt::runtime::fast
