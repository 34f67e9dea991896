// Coefficients of the elementary functions, lowest degree first. Written by utils/fit_polynomials.py.
#pragma once

namespace tt::runtime::fast::polynomials {

/// exp(x) = 1 + x + x^2 p(x) for |x| <= log(2)/2; error 3.2e-09.
inline constexpr float kExp[] = {0.5f, 0.166665211f, 0.0416663885f, 0.00836867932f, 0.0013941878f};

/// log(1 + x) = x - x^2/2 + x^3 p(x) for sqrt(1/2) <= 1 + x < sqrt(2); error 5.8e-09.
inline constexpr float kLog[] = {0.333333313f, -0.250008196f, 0.200012416f, -0.166234091f, 0.142015815f, -0.131596133f, 0.127621979f, -0.076363951f};

/// erf(x) = x + x p(x^2) for |x| <= 1; error 1.3e-09.
inline constexpr float kErf[] = {0.128379166f, -0.376126289f, 0.112836182f, -0.026855126f, 0.00519073382f, -0.000803076138f, 7.92036808e-05f};

/// erfc(x) = exp(-x^2) t p(t - 1/2), t = 1 / (1 + x/2), for 0 <= x <= 10.2; error 2.3e-08.
inline constexpr float kErfc[] = {0.510791361f, 0.68716085f, 0.558942735f, 0.145747066f, -0.172015682f, -0.103013642f, 0.0973157883f, 0.046781946f, -0.0675681084f, 0.011353774f};

/// tanh(x) = x + x^3 p(x^2) for |x| <= 0.625; error 4.2e-09.
inline constexpr float kTanh[] = {-0.333332837f, 0.133314848f, -0.0537430048f, 0.0206491034f, -0.00571549917f};

} // namespace tt::runtime::fast::polynomials
