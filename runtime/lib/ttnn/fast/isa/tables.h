// What each instruction set offers: one table of functions, the same for all, chosen once for the machine at hand.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace tt::runtime::fast {

enum class Unary : uint8_t {
  Identity,
  Abs,
  Neg,
  Exp,
  Log,
  Sqrt,
  Rsqrt,
  Reciprocal,
  Erf,
  Erfc,
  Gelu,
  Tanh,
  Sigmoid,
  Silu,
  Relu,
  Relu6,
  LeakyRelu,
  Clamp,
  Floor,
  Ceil,
};

enum class Binary : uint8_t { Add, Subtract, Multiply, Divide, Maximum, Minimum };

enum class Reduction : uint8_t { Sum, Maximum, Minimum };

/// Parameters of LeakyRelu (first: slope) and Clamp (first, second: bounds).
struct UnaryParameters {
  float first = 0;
  float second = 0;
};

/// c = activation(rows x b + bias). Row m of the left side is the sequence of `taps` pieces of `tapDepth` elements that
/// rows[m * taps + t] point to: one piece for a matrix, one for each kernel position for a convolution.
struct GemmArgs {
  const float *const *rows;
  size_t taps;
  size_t tapDepth;
  /// The right side as packB lays it out: panels of panelWidth columns, `panelStride` elements apart.
  const float *b;
  size_t panelStride;
  float *c;
  size_t ldc;
  size_t m;
  size_t n;
  const float *bias; ///< n elements, or null
  Unary activation;
  UnaryParameters parameters;
};

/// One head of attention: out = softmax(q k^T scale + mask) v, for a block of queries; 0 for a query that sees no key.
struct AttentionArgs {
  const float *q, *k, *v; ///< rows of `depth`, `depth` and `valueDepth` elements
  size_t qStride, kStride, vStride;
  const float *mask; ///< queries x keys, or null
  size_t maskStride;
  float *out;
  size_t outStride;
  size_t queries, keys, depth, valueDepth;
  float scale;
  bool causal;
  ptrdiff_t causalOffset; ///< query i sees keys up to i + causalOffset
  float *scratch;         ///< attentionScratch() floats
};

struct Kernels {
  const char *name;
  size_t lanes;
  size_t panelWidth;

  void (*unary)(Unary op, UnaryParameters parameters, const float *x, float *y, size_t n);
  /// A step of 0 repeats the operand's first element, 1 walks over it.
  void (*binary)(Binary op, const float *a, size_t aStep, const float *b, size_t bStep, float *y, size_t n);
  /// y = x * scale[i] + shift[i]
  void (*scaleShift)(const float *x, const float *scale, const float *shift, float *y, size_t n);
  float (*reduce)(Reduction op, const float *x, size_t n);
  void (*softmax)(const float *x, float *y, size_t n);
  /// (x - mean) / sqrt(variance + epsilon) * weight + bias; weight and bias may be null.
  void (*layerNorm)(const float *x, const float *weight, const float *bias, float epsilon, float *y, size_t n);
  void (*rmsNorm)(const float *x, const float *weight, const float *bias, float epsilon, float *y, size_t n);

  void (*bf16ToF32)(const uint16_t *x, float *y, size_t n);
  void (*f32ToBf16)(const float *x, uint16_t *y, size_t n);
  void (*f16ToF32)(const uint16_t *x, float *y, size_t n);
  void (*f32ToF16)(const float *x, uint16_t *y, size_t n);

  /// Packs a k x n matrix with the given strides into panels of k x panelWidth; missing columns become 0.
  void (*packB)(const float *b, ptrdiff_t rowStride, ptrdiff_t columnStride, size_t k, size_t n, float *packed);
  void (*gemm)(const GemmArgs &args);
  size_t (*attentionScratch)(size_t queries, size_t keys, size_t depth, size_t valueDepth);
  void (*attention)(const AttentionArgs &args);
};

/// The best table that this machine can run; TENON_ISA in the environment ("baseline", "x86_64_v3", "x86_64_v4") may
/// ask for less.
const Kernels &kernels();
/// All tables that this machine can run, for tests.
const Kernels *const *runnableKernels(size_t &count);

} // namespace tt::runtime::fast
