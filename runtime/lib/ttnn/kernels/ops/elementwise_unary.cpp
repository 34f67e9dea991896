// Elementwise ops with one operand: what each does to one element, as a table.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>

#include "ttnn/kernels/ops/elementwise.h"

namespace tt::runtime::kernels {

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }
// Where the gate is 0, so is the product: also at minus infinity, where it would be NaN.
double silu(double x) { return x < -800 ? -0.0 : x / (1 + std::exp(-x)); }
double gelu(double x) { return x < -40 ? -0.0 : 0.5 * x * std::erfc(-x / std::numbers::sqrt2); }
double geluTanh(double x) {
  if (x < -40)
    return -0.0;
  double inner = std::sqrt(2 / std::numbers::pi) * (x + 0.044715 * x * x * x);
  return 0.5 * x * (1 + std::tanh(inner));
}

namespace {

double softplus(double x) { return x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x)); }
double relu6(double x) { return x < 0 ? 0 : x > 6 ? 6 : x; }
template <class T>
T clamp(T x, double low, double high) {
  // As min(max(x, low), high); NaN stays NaN.
  if (static_cast<double>(x) < low)
    x = static_cast<T>(low);
  if (static_cast<double>(x) > high)
    x = static_cast<T>(high);
  return x;
}

using S = const Scalars &;

/// An integer definition for functions that leave integers as they are.
int64_t same(int64_t x, S) { return x; }

constexpr UnaryFunction kUnaryFunctions[] = {
    {"abs", [](double x, S) { return std::fabs(x); }, [](int64_t x, S) { return x < 0 ? -x : x; }},
    {"acos", [](double x, S) { return std::acos(x); }, nullptr},
    {"asin", [](double x, S) { return std::asin(x); }, nullptr},
    {"asinh", [](double x, S) { return std::asinh(x); }, nullptr},
    {"atan", [](double x, S) { return std::atan(x); }, nullptr},
    {"bitwise_not", nullptr, [](int64_t x, S s) { return s.dtype == DataType::Bool ? !x : ~x; }},
    {"cbrt", [](double x, S) { return std::cbrt(x); }, nullptr},
    {"ceil", [](double x, S) { return std::ceil(x); }, same},
    {"clamp_scalar", [](double x, S s) { return clamp(x, s.first, s.second); },
     [](int64_t x, S s) { return saturatingInt64(clamp(static_cast<double>(x), s.first, s.second)); }},
    {"cos", [](double x, S) { return std::cos(x); }, nullptr},
    {"dropout", [](double x, S s) { return x * s.first; }, nullptr},
    {"erf", [](double x, S) { return std::erf(x); }, nullptr},
    {"erfc", [](double x, S) { return std::erfc(x); }, nullptr},
    {"exp", [](double x, S) { return std::exp(x); }, nullptr},
    {"expm1", [](double x, S) { return std::expm1(x); }, nullptr},
    {"floor", [](double x, S) { return std::floor(x); }, same},
    {"gelu", [](double x, S s) { return s.first == 0 ? gelu(x) : geluTanh(x); }, nullptr},
    {"hardsigmoid", [](double x, S) { return relu6(x + 3) / 6; }, nullptr},
    {"isfinite", [](double x, S) { return double(std::isfinite(x)); }, [](int64_t, S) { return int64_t{1}; }},
    {"leaky_relu", [](double x, S s) { return x < 0 ? s.first * x : x; }, nullptr},
    {"log", [](double x, S) { return std::log(x); }, nullptr},
    {"log1p", [](double x, S) { return std::log1p(x); }, nullptr},
    {"logical_not", [](double x, S) { return double(x == 0); }, [](int64_t x, S) { return int64_t(x == 0); }},
    {"mish", [](double x, S) { return x < -800 ? -0.0 : x * std::tanh(softplus(x)); }, nullptr},
    {"neg", [](double x, S) { return -x; }, [](int64_t x, S) { return -x; }},
    {"reciprocal", [](double x, S) { return 1 / x; }, nullptr},
    {"relu", [](double x, S) { return x < 0 ? 0 : x; }, [](int64_t x, S) { return x < 0 ? 0 : x; }},
    {"relu6", [](double x, S) { return relu6(x); }, [](int64_t x, S) { return std::clamp<int64_t>(x, 0, 6); }},
    {"rsqrt", [](double x, S) { return 1 / std::sqrt(x); }, nullptr},
    {"sigmoid", [](double x, S) { return sigmoid(x); }, nullptr},
    {"sign", [](double x, S) { return x > 0   ? 1
                                      : x < 0 ? -1
                                              : x; },
     [](int64_t x, S) { return int64_t((x > 0) - (x < 0)); }},
    {"silu", [](double x, S) { return silu(x); }, nullptr},
    {"sin", [](double x, S) { return std::sin(x); }, nullptr},
    {"sqrt", [](double x, S) { return std::sqrt(x); }, nullptr},
    {"tan", [](double x, S) { return std::tan(x); }, nullptr},
    {"tanh", [](double x, S) { return std::tanh(x); }, nullptr},
    {"typecast", [](double x, S) { return x; }, same},
};

Scalars readScalars(const OpView &view, std::string_view name) {
  Scalars scalars{.dtype = view.operand(0).dtype};
  if (name == "clamp_scalar") {
    scalars.first = view.floatAttr("min");
    scalars.second = view.floatAttr("max");
  } else if (name == "leaky_relu") {
    scalars.first = view.floatAttr("parameter");
  } else if (name == "gelu") {
    std::string_view approximate = view.stringAttr("approximate", "none");
    view.check(approximate == "none" || approximate == "tanh", "attribute 'approximate' must be \"none\" or \"tanh\"");
    scalars.first = approximate == "tanh";
  } else if (name == "dropout") {
    view.check(view.floatAttr("prob", 0.0) == 0, "dropout is executed at inference only, where 'prob' is 0");
    scalars.first = view.floatAttr("scale", 1.0);
  }
  return scalars;
}

template <class Compute, class Function>
std::unique_ptr<Kernel> makeElementwise(const TensorDesc &in, const TensorDesc &out, Function function,
                                        const Scalars &scalars) {
  return makeKernel(
      [=, count = out.volume(), inType = in.dtype, outType = out.dtype](const KernelArgs &args) {
        Compute block[kBlock];
        forEachBlock(count, [&](int64_t start, int64_t n) {
          load(inType, args.operands[0], start, 1, n, block);
          for (int64_t i = 0; i < n; ++i)
            block[i] = function(block[i], scalars);
          store(outType, args.results[0], start, 1, n, block);
        });
      },
      {.inPlaceOperand = elementSize(in.dtype) == elementSize(out.dtype) ? 0 : -1});
}

std::unique_ptr<Kernel> makeUnary(const OpView &view) {
  std::string_view name = view.name().substr(std::string_view("ttnn.").size());
  const UnaryFunction &function = *findUnaryFunction(name);
  const TensorDesc &in = view.operand(0), &out = view.result();
  checkShape(view, out, in.shape, "the result");
  Scalars scalars = readScalars(view, name);
  // The registry lets only those types through that have a definition.
  if (isFloat(in.dtype))
    return makeElementwise<double>(in, out, function.onFloat, scalars);
  return makeElementwise<int64_t>(in, out, function.onInteger, scalars);
}

std::unique_ptr<Kernel> makeBitcastConvert(const OpView &view) {
  const TensorDesc &in = view.operand(0), &out = view.result();
  // A byte of a boolean is 0 or 1, which bits of another type need not be.
  view.check((in.dtype == DataType::Bool) == (out.dtype == DataType::Bool), "bits of other types are no booleans");
  view.check(in.sizeBytes() == out.sizeBytes(), "operand and result must have the same number of bytes");
  return makeKernel(
      [bytes = in.sizeBytes()](const KernelArgs &args) { std::memmove(args.results[0], args.operands[0], bytes); },
      {.inPlaceOperand = 0});
}

} // namespace

const UnaryFunction *findUnaryFunction(std::string_view name) {
  auto found = std::ranges::find(kUnaryFunctions, name, &UnaryFunction::name);
  return found == std::end(kUnaryFunctions) ? nullptr : found;
}

std::vector<KernelEntry> unaryKernels() {
  std::vector<KernelEntry> entries = {{"bitcast_convert", makeBitcastConvert, kAllDtypes}};
  for (const UnaryFunction &function : kUnaryFunctions)
    entries.push_back({function.name, makeUnary, dtypesOf(function)});
  return entries;
}

} // namespace tt::runtime::kernels
