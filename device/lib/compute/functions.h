// Functions of one number that the C library does not have, in double precision.
#pragma once

namespace tt::device::functions {

double sigmoid(double x);
double silu(double x);
/// With the error function, not an approximation of it.
double gelu(double x);
double softplus(double x);
double mish(double x);
double tanhDerivative(double x);
double tanhshrink(double x);
double erfinv(double x);
/// Modified Bessel functions of the first kind, of order 0 and 1.
double besselI0(double x);
double besselI1(double x);
/// ln |gamma(x)|; unlike the C library's without a global for the sign.
double logGamma(double x);
/// The remainder with the sign of the divisor.
double floorRemainder(double x, double divisor);

} // namespace tt::device::functions
