// Elementwise functions as tables of what is done to one element, for reuse by other families (fused activations).
#pragma once

#include <string_view>
#include <utility>

#include "ttnn/kernels/reference_kernel.h"

namespace tt::runtime::kernels {

/// What an elementwise function knows besides the elements: the op's scalar attributes and its first operand's type.
struct Scalars {
  double first = 0, second = 0;
  DataType dtype = DataType::Float32;

  /// The bits that an integer of type `dtype` has.
  uint64_t mask() const { return (uint64_t{1} << bitWidth(dtype)) - 1; }
};

/// One definition for floating-point elements and one for integers; null where the op has no such meaning.
struct UnaryFunction {
  std::string_view name;
  double (*onFloat)(double x, const Scalars &);
  int64_t (*onInteger)(int64_t x, const Scalars &);
};

struct BinaryFunction {
  std::string_view name;
  double (*onFloat)(double a, double b, const Scalars &);
  int64_t (*onInteger)(int64_t a, int64_t b, const Scalars &);
};

/// Null when there is no such function.
const UnaryFunction *findUnaryFunction(std::string_view name);

double gelu(double x);
double geluTanh(double x);
/// x / (1 + e^-x)
double silu(double x);
double sigmoid(double x);

/// The definition for the type to compute in.
template <class Function>
auto select(const Function &function, double) {
  return function.onFloat;
}
template <class Function>
auto select(const Function &function, int64_t) {
  return function.onInteger;
}

template <class Function>
DtypeSet dtypesOf(const Function &function) {
  return (function.onFloat ? kFloats : DtypeSet{}) | (function.onInteger ? kIntegersAndBool : DtypeSet{});
}

} // namespace tt::runtime::kernels
