// The vector unit on three tiles: selection, products and quotients that are added, interpolation.
#include "compute/elements.h"
#include "compute/elementwise.h"

namespace tt::device {
namespace {

struct Operands {
  explicit Operands(const Operation &operation)
      : x(operation.read(operation.word(0))), y(operation.read(operation.word(1))),
        z(operation.read(operation.word(2))), result(operation.write(operation.word(3))) {}
  const float *x, *y, *z;
  float *result;
};

/// Arguments: the registers of conditions, of both choices, of the result, the data type.
void where(const Operation &operation) {
  bool integers = isInteger(operation.format(4));
  Operands o(operation);
  for (uint32_t i = 0; i < kTileElements; ++i) {
    bool condition = integers ? std::bit_cast<uint32_t>(o.x[i]) != 0 : o.x[i] != 0;
    o.result[i] = condition ? o.y[i] : o.z[i];
  }
}

/// Arguments: the registers of x, y, z and the result, the bits of s.
template <auto F>
void mapThree(const Operation &operation) {
  Operands o(operation);
  double s = operation.service == Service::lerp_tile ? 0 : operation.scalar(4);
  for (uint32_t i = 0; i < kTileElements; ++i)
    o.result[i] = static_cast<float>(F(double{o.x[i]}, double{o.y[i]}, double{o.z[i]}, s));
}

constexpr auto kAddProduct = [](double x, double y, double z, double s) { return x + s * y * z; };
constexpr auto kAddQuotient = [](double x, double y, double z, double s) { return x + s * y / z; };
constexpr auto kInterpolate = [](double x, double y, double z, double) { return x + z * (y - x); };

constexpr HandlerEntry kHandlers[] = {
    {Service::where_tile_init, configureNothing},   {Service::where_tile, where},
    {Service::addcmul_tile_init, configureNothing}, {Service::addcmul_tile, mapThree<kAddProduct>},
    {Service::addcdiv_tile_init, configureNothing}, {Service::addcdiv_tile, mapThree<kAddQuotient>},
    {Service::lerp_tile_init, configureNothing},    {Service::lerp_tile, mapThree<kInterpolate>},
};

} // namespace

std::span<const HandlerEntry> ternaryHandlers() { return kHandlers; }

} // namespace tt::device
