// The vector unit's comparisons: with zero, with a scalar, of two tiles. True is 1, of the elements' type; false is 0.
#include "compute/elements.h"
#include "compute/elementwise.h"

namespace tt::device {
namespace {

// For floats and for integers alike, so every comparison is written once.
constexpr auto kEqual = [](auto x, auto y) { return x == y; };
constexpr auto kNotEqual = [](auto x, auto y) { return x != y; };
constexpr auto kGreater = [](auto x, auto y) { return x > y; };
constexpr auto kGreaterEqual = [](auto x, auto y) { return x >= y; };
constexpr auto kLess = [](auto x, auto y) { return x < y; };
constexpr auto kLessEqual = [](auto x, auto y) { return x <= y; };

template <auto Compare>
constexpr auto kWithZero = [](auto x) { return Compare(x, decltype(x)(0)); };

void logicalNot(const Operation &operation) {
  if (isInteger(operation.format(1)))
    mapOne<uint32_t, kWithZero<kEqual>>(operation);
  else
    mapOne<float, kWithZero<kEqual>>(operation);
}

#define TENON_COMPARISON(ZERO, NAME, COMPARE)                                                                          \
  {Service::ZERO##_tile_init, configureNothing}, {Service::ZERO##_tile, mapOne<float, kWithZero<COMPARE>>},            \
      {Service::ZERO##_tile_int32, mapOne<int32_t, kWithZero<COMPARE>>},                                               \
      {Service::unary_##NAME##_tile_init, configureNothing},                                                           \
      {Service::unary_##NAME##_tile, mapScalar<float, COMPARE>},                                                       \
      {Service::unary_##NAME##_tile_int32, mapScalar<int32_t, COMPARE>},                                               \
      {Service::NAME##_binary_tile_init, configureNothing}, {                                                          \
    Service::NAME##_binary_tile, mapTwo<float, COMPARE>                                                                \
  }

constexpr HandlerEntry kHandlers[] = {
    TENON_COMPARISON(eqz, eq, kEqual),
    TENON_COMPARISON(nez, ne, kNotEqual),
    TENON_COMPARISON(gtz, gt, kGreater),
    TENON_COMPARISON(gez, ge, kGreaterEqual),
    TENON_COMPARISON(ltz, lt, kLess),
    TENON_COMPARISON(lez, le, kLessEqual),
    {Service::gt_int32_tile_init, configureNothing},
    {Service::gt_int32_tile, mapTwo<int32_t, kGreater>},
    {Service::ge_int32_tile_init, configureNothing},
    {Service::ge_int32_tile, mapTwo<int32_t, kGreaterEqual>},
    {Service::lt_int32_tile_init, configureNothing},
    {Service::lt_int32_tile, mapTwo<int32_t, kLess>},
    {Service::le_int32_tile_init, configureNothing},
    {Service::le_int32_tile, mapTwo<int32_t, kLessEqual>},
    {Service::logical_not_tile_init, configureNothing},
    {Service::logical_not_tile, logicalNot},
};
#undef TENON_COMPARISON

} // namespace

std::span<const HandlerEntry> comparisonHandlers() { return kHandlers; }

} // namespace tt::device
