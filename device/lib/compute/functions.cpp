// Functions of one number that the C library does not have, in double precision.
#include "compute/functions.h"

#include <cmath>
#include <limits>
#include <numbers>

namespace tt::device::functions {

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

// Where the factor is 0, so is the product: also at minus infinity, where it would be NaN.
double silu(double x) { return x < -800 ? -0.0 : x / (1 + std::exp(-x)); }
double gelu(double x) { return x < -40 ? -0.0 : 0.5 * x * std::erfc(-x / std::numbers::sqrt2); }
double softplus(double x) { return x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x)); }
double mish(double x) { return x < -800 ? -0.0 : x * std::tanh(softplus(x)); }

double tanhDerivative(double x) {
  double inverse = 1 / std::cosh(x); // 1 - tanh(x)^2 without cancellation
  return inverse * inverse;
}

double tanhshrink(double x) {
  if (std::fabs(x) > 0.1)
    return x - std::tanh(x);
  // The series of x - tanh x, which would cancel.
  double square = x * x;
  return x * square *
         (1.0 / 3 +
          square * (-2.0 / 15 + square * (17.0 / 315 + square * (-62.0 / 2835 + square * (1382.0 / 155925)))));
}

double erfinv(double x) {
  if (!(std::fabs(x) < 1))
    return std::fabs(x) == 1 ? std::copysign(std::numeric_limits<double>::infinity(), x)
                             : std::numeric_limits<double>::quiet_NaN();
  if (x == 0)
    return x;
  // Winitzki's approximation, then Halley's steps on erfc, which keeps its precision where |x| is near 1.
  double magnitude = std::fabs(x), complement = 1 - magnitude;
  double logarithm = std::log1p(-magnitude * magnitude);
  double a = 0.147, half = 2 / (std::numbers::pi * a) + logarithm / 2;
  double y = std::sqrt(std::sqrt(half * half - logarithm / a) - half);
  for (int step = 0; step < 4; ++step) {
    double error = complement - std::erfc(y);
    if (magnitude < 0.5)
      error = std::erf(y) - magnitude;
    double newton = error / (2 * std::numbers::inv_sqrtpi * std::exp(-y * y));
    y -= newton / (1 + y * newton);
  }
  return std::copysign(y, x);
}

namespace {

/// The sum of (x / 2)^2k / (k! (k + order)!): all terms are positive, so nothing cancels.
double besselSeries(double x, int order) {
  double square = x * x / 4, term = 1, sum = 1;
  for (int k = 1; term > sum * 1e-17; ++k) {
    term *= square / (double(k) * (k + order));
    sum += term;
  }
  return sum;
}

constexpr double kBesselOverflow = 700; // e^x leaves the range of double

} // namespace

double besselI0(double x) {
  if (std::isnan(x))
    return x;
  return std::fabs(x) > kBesselOverflow ? std::numeric_limits<double>::infinity() : besselSeries(x, 0);
}

double besselI1(double x) {
  if (std::isnan(x))
    return x;
  if (std::fabs(x) > kBesselOverflow)
    return std::copysign(std::numeric_limits<double>::infinity(), x);
  return x / 2 * besselSeries(x, 1);
}

double logGamma(double x) {
  int sign;
  return ::lgamma_r(x, &sign);
}

double floorRemainder(double x, double divisor) {
  double result = std::fmod(x, divisor);
  if (result == 0)
    return std::copysign(0.0, divisor);
  return (result < 0) == (divisor < 0) ? result : result + divisor;
}

} // namespace tt::device::functions
