// Conversions between real numbers and their quantized form (x / scale + zero point, as an integer).
#include <cmath>

#include "ttnn/kernels/reference_kernel.h"

namespace tt::runtime::kernels {
namespace {

/// A scale or zero point: one number, or one for each position along `axis`.
struct Parameter {
  size_t operand;
  DataType dtype;
  int64_t count;

  std::vector<double> read(const KernelArgs &args) const {
    std::vector<double> values(count);
    load(dtype, args.operands[operand], 0, 1, count, values.data());
    return values;
  }
};

/// The input as lines: all elements that share their parameters' position are `inner` apart.
struct Quantization {
  int64_t outer = 1, channels = 1, inner = 1;
  std::vector<Parameter> parameters;
};

Quantization readQuantization(const OpView &view, size_t numParameters) {
  const TensorDesc &in = view.operand(0);
  checkShape(view, view.result(), in.shape, "the result");
  Quantization result;
  result.inner = in.volume();
  if (view.has("axis")) {
    Lines lines(in.shape, checkDim(view, view.intAttr("axis"), in.shape.size()));
    result.outer = lines.outer;
    result.channels = lines.length;
    result.inner = lines.inner;
  }
  for (size_t i = 1; i <= numParameters; ++i) {
    const TensorDesc &desc = view.operand(i);
    int64_t count = desc.volume();
    view.check(count == 1 || count == result.channels,
               "scales and zero points must have one element, or one for each position along 'axis'");
    result.parameters.push_back({i, desc.dtype, count});
  }
  return result;
}

/// Applies function(x, parameters of x's channel) to all elements.
template <class Function>
std::unique_ptr<Kernel> makeQuantization(const OpView &view, size_t numParameters, Function function) {
  Quantization q = readQuantization(view, numParameters);
  return makeKernel([=, inType = view.operand(0).dtype, outType = view.result().dtype](const KernelArgs &args) {
    std::vector<std::vector<double>> parameters;
    for (const Parameter &parameter : q.parameters)
      parameters.push_back(parameter.read(args));
    std::vector<double> line(q.inner), p(parameters.size());
    for (int64_t l = 0; l < q.outer * q.channels; ++l) {
      for (size_t i = 0; i < p.size(); ++i)
        p[i] = parameters[i][parameters[i].size() == 1 ? 0 : l % q.channels];
      load(inType, args.operands[0], l * q.inner, 1, q.inner, line.data());
      for (double &x : line)
        x = function(x, p.data());
      store(outType, args.results[0], l * q.inner, 1, q.inner, line.data());
    }
  });
}

// Storing saturates to the range of the result's type; std::nearbyint rounds to nearest even.
std::unique_ptr<Kernel> makeQuantize(const OpView &view) {
  checkDtype(view, view.result(), kIntegers, "the result");
  return makeQuantization(view, 2, [](double x, const double *p) { return std::nearbyint(x / p[0]) + p[1]; });
}

std::unique_ptr<Kernel> makeDequantize(const OpView &view) {
  checkDtype(view, view.result(), kFloats, "the result");
  return makeQuantization(view, 2, [](double x, const double *p) { return (x - p[1]) * p[0]; });
}

std::unique_ptr<Kernel> makeRequantize(const OpView &view) {
  checkDtype(view, view.result(), kIntegers, "the result");
  return makeQuantization(view, 4,
                          [](double x, const double *p) { return std::nearbyint((x - p[1]) * p[0] / p[2]) + p[3]; });
}

} // namespace

std::vector<KernelEntry> quantizationKernels() {
  return {{"dequantize", makeDequantize, kIntegers},
          {"quantize", makeQuantize, kFloats},
          {"requantize", makeRequantize, kIntegers}};
}

} // namespace tt::runtime::kernels
