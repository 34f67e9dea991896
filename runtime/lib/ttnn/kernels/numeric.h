// How kernels compute on any element type: values are loaded as double (floating-point types) or int64_t (integers and
// booleans), and converted once when they are stored.
//
// double holds every value of every element type, and int64_t every integer. Storing an int64_t as an integer wraps,
// storing a double as an integer truncates and saturates (NaN becomes 0), storing as a boolean asks for "not zero".
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>

#include "tt/runtime/types.h"

namespace tt::runtime::kernels {

/// A set of element types.
class DtypeSet {
public:
  constexpr DtypeSet() = default;
  constexpr DtypeSet(std::initializer_list<DataType> dtypes) {
    for (DataType dtype : dtypes)
      bits |= 1u << static_cast<unsigned>(dtype);
  }
  constexpr bool contains(DataType dtype) const { return bits >> static_cast<unsigned>(dtype) & 1; }
  constexpr DtypeSet operator|(DtypeSet other) const {
    other.bits |= bits;
    return other;
  }

private:
  uint32_t bits = 0;
};

inline constexpr DtypeSet kFloats = {DataType::Float32, DataType::BFloat16, DataType::Float16};
inline constexpr DtypeSet kIntegers = {DataType::Int32, DataType::UInt32, DataType::UInt16, DataType::UInt8};
inline constexpr DtypeSet kNumbers = kFloats | kIntegers;
inline constexpr DtypeSet kIntegersAndBool = kIntegers | DtypeSet{DataType::Bool};
inline constexpr DtypeSet kAllDtypes = kNumbers | DtypeSet{DataType::Bool};

inline bool isFloat(DataType dtype) { return kFloats.contains(dtype); }
inline bool isInteger(DataType dtype) { return kIntegers.contains(dtype); }
/// Bits of an integer or boolean element.
inline int bitWidth(DataType dtype) { return dtype == DataType::Bool ? 1 : static_cast<int>(elementSize(dtype)) * 8; }

/// Elements `offset`, `offset + stride`, ... of the tensor at `base`.
void load(DataType dtype, const std::byte *base, int64_t offset, int64_t stride, int64_t count, double *out);
void load(DataType dtype, const std::byte *base, int64_t offset, int64_t stride, int64_t count, int64_t *out);
void store(DataType dtype, std::byte *base, int64_t offset, int64_t stride, int64_t count, const double *in);
void store(DataType dtype, std::byte *base, int64_t offset, int64_t stride, int64_t count, const int64_t *in);

/// Truncates towards zero and saturates; NaN becomes 0.
int64_t saturatingInt64(double value);

/// Calls `body` with a value of the type to compute in: double or int64_t.
template <class Body>
decltype(auto) withComputeType(bool floating, Body body) {
  return floating ? body(double{}) : body(int64_t{});
}

/// Elements converted at a time.
inline constexpr int64_t kBlock = 512;

/// Cuts a run of `count` elements into blocks: body(start, count).
template <class Body>
void forEachBlock(int64_t count, Body body) {
  for (int64_t start = 0; start < count; start += kBlock)
    body(start, std::min(kBlock, count - start));
}

// Integer arithmetic that wraps.
inline double addWrapping(double a, double b) { return a + b; }
inline double multiplyWrapping(double a, double b) { return a * b; }
inline int64_t addWrapping(int64_t a, int64_t b) {
  return static_cast<int64_t>(static_cast<uint64_t>(a) + static_cast<uint64_t>(b));
}
inline int64_t multiplyWrapping(int64_t a, int64_t b) {
  return static_cast<int64_t>(static_cast<uint64_t>(a) * static_cast<uint64_t>(b));
}

// Maximum and minimum as NumPy's: NaN if either is NaN.
inline double maximum(double a, double b) { return a != a || a > b ? a : b; }
inline double minimum(double a, double b) { return a != a || a < b ? a : b; }
inline int64_t maximum(int64_t a, int64_t b) { return a > b ? a : b; }
inline int64_t minimum(int64_t a, int64_t b) { return a < b ? a : b; }

} // namespace tt::runtime::kernels
