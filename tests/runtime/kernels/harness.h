// Runs one op as a program of one operation, without Binary and executor: what all tests of kernels are written with.
#pragma once

#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/op_signature.h"
#include "tt/runtime/error.h"
#include "ttnn/kernels/kernel.h"
#include "ttnn/thread_pool.h"

namespace tt::runtime::test {

using Shape = std::vector<int64_t>;
using Values = std::vector<double>;
using enum DataType;

inline const std::vector<DataType> kFloatTypes = {Float32, BFloat16, Float16};
inline const std::vector<DataType> kIntegerTypes = {Int32, UInt32, UInt16, UInt8};
inline const std::vector<DataType> kNumberTypes = {Float32, BFloat16, Float16, Int32, UInt32, UInt16, UInt8};
inline const std::vector<DataType> kAllTypes = {Float32, BFloat16, Float16, Int32, UInt32, UInt16, UInt8, Bool};

/// A tensor on the host: its desc and its bytes.
struct HostTensor {
  TensorDesc desc;
  std::vector<std::byte> bytes;
};

/// A tensor with the given values, each of which the element type must hold exactly (or is rounded to).
HostTensor tensor(const Shape &shape, const Values &values, DataType dtype = Float32);
/// Values that differ from each other and are small integers: 0, 1, 2, ...
HostTensor counting(const Shape &shape, DataType dtype = Float32, double start = 0);
/// Repeatable values in [low, high), multiples of 1/16, so that every type but integers holds them.
HostTensor varied(const Shape &shape, DataType dtype = Float32, double low = -2, double high = 2, uint32_t seed = 1);
Values valuesOf(const HostTensor &tensor);
/// The value as an element of `dtype` holds it, converted here by other means than the kernels'.
double roundTo(DataType dtype, double value);

/// One op, built up and run: Op("ttnn.add").in(a).in(b).out({2, 3}).run().
class Op {
public:
  explicit Op(std::string name);

  /// The next operand of the op's definition.
  Op &in(HostTensor tensor);
  /// The next operand is a device handle.
  Op &device();
  /// The next operand, which is optional, is absent.
  Op &absent();
  Op &out(const Shape &shape, DataType dtype = Float32);
  Op &attr(const std::string &name, detail::AttributeValue value);
  /// For variadic operands: how many there are of the first.
  Op &segments(std::vector<uint32_t> segments);
  Op &threads(uint32_t count);

  /// Makes the kernel and runs it. Results hold garbage before.
  const Op &run();
  /// Makes the kernel only.
  void make();
  /// The error of making the kernel, or of running it; fails the test where there is none.
  std::string makeError();
  std::string runError();

  const HostTensor &result(size_t i = 0) const { return results[i]; }
  Values values(size_t i = 0) const { return valuesOf(results[i]); }
  const HostTensor &operand(size_t i) const { return operands[i]; }
  Kernel &kernel() { return *made; }

private:
  uint32_t addValue(detail::Value value);

  detail::Program program;
  std::vector<HostTensor> operands, results;
  std::unique_ptr<OpView> view;
  std::unique_ptr<Kernel> made;
  uint32_t numThreads = 1;
};

/// One unit in the last place of a value of that type near `value`.
double ulp(DataType dtype, double value);
/// Each value is what `expected` rounds to, give or take `ulps` units in the last place.
void expectClose(const HostTensor &actual, const Values &expected, double ulps = 0.51);

} // namespace tt::runtime::test
