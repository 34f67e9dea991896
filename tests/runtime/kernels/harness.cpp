// Runs one op as a program of one operation.
#include "harness.h"

#include <cmath>
#include <limits>

namespace tt::runtime::test {
namespace {

/// Bits of significand and least exponent of the floating-point types.
struct FloatFormat {
  int digits, minExponent;
  double max;
};

FloatFormat formatOf(DataType dtype) {
  if (dtype == BFloat16)
    return {8, -125, 0x1.FEp127};
  if (dtype == Float16)
    return {11, -13, 65504};
  return {24, -125, std::numeric_limits<float>::max()};
}

bool isFloatType(DataType dtype) { return dtype == Float32 || dtype == BFloat16 || dtype == Float16; }

/// The 16 bits of a value that the type holds exactly, put together from its parts.
uint16_t halfBits(DataType dtype, double value) {
  FloatFormat format = formatOf(dtype);
  int stored = format.digits - 1;
  uint16_t sign = std::signbit(value) ? 0x8000 : 0;
  uint16_t exponentMask = static_cast<uint16_t>(0x7fff & ~((1 << stored) - 1));
  if (std::isnan(value))
    return sign | exponentMask | (1 << (stored - 1));
  if (std::isinf(value))
    return sign | exponentMask;
  if (value == 0)
    return sign;
  int exponent;
  double fraction = std::frexp(std::fabs(value), &exponent);
  if (exponent < format.minExponent) // subnormal
    return static_cast<uint16_t>(sign |
                                 static_cast<int>(std::ldexp(std::fabs(value), stored + 1 - format.minExponent)));
  int biased = exponent - format.minExponent + 1;
  int significand = static_cast<int>(std::ldexp(fraction, format.digits)) - (1 << stored);
  return static_cast<uint16_t>(sign | (biased << stored) | significand);
}

double halfValue(DataType dtype, uint16_t bits) {
  FloatFormat format = formatOf(dtype);
  int stored = format.digits - 1;
  int biased = (bits & 0x7fff) >> stored, significand = bits & ((1 << stored) - 1);
  int largest = 0x7fff >> stored;
  double magnitude;
  if (biased == largest)
    magnitude = significand ? std::nan("") : std::numeric_limits<double>::infinity();
  else if (biased == 0)
    magnitude = std::ldexp(significand, format.minExponent - 1 - stored);
  else
    magnitude = std::ldexp(significand + (1 << stored), format.minExponent - 1 + biased - 1 - stored);
  return bits & 0x8000 ? -magnitude : magnitude;
}

template <class T>
void append(std::vector<std::byte> &bytes, T value) {
  size_t size = bytes.size();
  bytes.resize(size + sizeof(T));
  std::memcpy(bytes.data() + size, &value, sizeof(T));
}

template <class T>
T read(const HostTensor &tensor, size_t i) {
  T value;
  std::memcpy(&value, tensor.bytes.data() + i * sizeof(T), sizeof(T));
  return value;
}

} // namespace

double ulp(DataType dtype, double value) {
  if (!isFloatType(dtype))
    return 0;
  FloatFormat format = formatOf(dtype);
  int exponent;
  std::frexp(value, &exponent);
  return std::ldexp(1.0, std::max(exponent, format.minExponent) - format.digits);
}

double roundTo(DataType dtype, double value) {
  if (!isFloatType(dtype) || !std::isfinite(value) || value == 0)
    return value;
  double unit = ulp(dtype, value), rounded = std::nearbyint(value / unit) * unit;
  if (std::fabs(rounded) > formatOf(dtype).max)
    return std::copysign(std::numeric_limits<double>::infinity(), value);
  return rounded;
}

HostTensor tensor(const Shape &shape, const Values &values, DataType dtype) {
  HostTensor result{{shape, dtype}, {}};
  EXPECT_EQ(static_cast<size_t>(result.desc.volume()), values.size());
  for (double value : values) {
    switch (dtype) {
    case Float32:
      append(result.bytes, static_cast<float>(value));
      break;
    case BFloat16:
    case Float16:
      append(result.bytes, halfBits(dtype, roundTo(dtype, value)));
      break;
    case Int32:
      append(result.bytes, static_cast<int32_t>(value));
      break;
    case UInt32:
      append(result.bytes, static_cast<uint32_t>(value));
      break;
    case UInt16:
      append(result.bytes, static_cast<uint16_t>(value));
      break;
    default:
      append(result.bytes, static_cast<uint8_t>(value));
    }
  }
  return result;
}

HostTensor counting(const Shape &shape, DataType dtype, double start) {
  Values values;
  for (int64_t i = 0, count = TensorDesc{shape, dtype}.volume(); i < count; ++i)
    values.push_back(start + static_cast<double>(i));
  return tensor(shape, values, dtype);
}

HostTensor varied(const Shape &shape, DataType dtype, double low, double high, uint32_t seed) {
  Values values;
  uint32_t state = seed * 2654435761u + 12345;
  for (int64_t i = 0, count = TensorDesc{shape, dtype}.volume(); i < count; ++i) {
    state = state * 1664525u + 1013904223u;
    double unit = (state >> 8) / 16777216.0;
    values.push_back(std::floor((low + unit * (high - low)) * 16) / 16);
  }
  return tensor(shape, values, dtype);
}

Values valuesOf(const HostTensor &tensor) {
  Values values;
  for (size_t i = 0, count = static_cast<size_t>(tensor.desc.volume()); i < count; ++i) {
    switch (tensor.desc.dtype) {
    case Float32:
      values.push_back(read<float>(tensor, i));
      break;
    case BFloat16:
    case Float16:
      values.push_back(halfValue(tensor.desc.dtype, read<uint16_t>(tensor, i)));
      break;
    case Int32:
      values.push_back(read<int32_t>(tensor, i));
      break;
    case UInt32:
      values.push_back(read<uint32_t>(tensor, i));
      break;
    case UInt16:
      values.push_back(read<uint16_t>(tensor, i));
      break;
    default:
      values.push_back(read<uint8_t>(tensor, i));
    }
  }
  return values;
}

Op::Op(std::string name) {
  detail::Operation operation;
  operation.signature = detail::findOpSignature(name);
  EXPECT_NE(operation.signature, nullptr) << name;
  operation.name = std::move(name);
  operation.location = "loc(\"test.py\":1:2)";
  program.operations.push_back(std::move(operation));
}

uint32_t Op::addValue(detail::Value value) {
  program.values.push_back(std::move(value));
  return static_cast<uint32_t>(program.values.size() - 1);
}

Op &Op::in(HostTensor tensor) {
  detail::Operation &op = program.operations[0];
  op.operands.push_back(addValue({true, tensor.desc, {}}));
  op.operandSegments.push_back(1);
  operands.push_back(std::move(tensor));
  return *this;
}

Op &Op::device() {
  detail::Operation &op = program.operations[0];
  op.operands.push_back(addValue({false, {}, {}}));
  op.operandSegments.push_back(1);
  operands.emplace_back();
  return *this;
}

Op &Op::absent() {
  program.operations[0].operandSegments.push_back(0);
  return *this;
}

Op &Op::segments(std::vector<uint32_t> segments) {
  program.operations[0].operandSegments = std::move(segments);
  return *this;
}

Op &Op::out(const Shape &shape, DataType dtype) {
  TensorDesc desc{shape, dtype};
  program.operations[0].results.push_back(addValue({true, desc, {}}));
  results.push_back({desc, {}});
  return *this;
}

Op &Op::attr(const std::string &name, detail::AttributeValue value) {
  program.operations[0].attributes[name] = std::move(value);
  return *this;
}

Op &Op::threads(uint32_t count) {
  numThreads = count;
  return *this;
}

void Op::make() {
  view = std::make_unique<OpView>(program, 0);
  made = makeReferenceKernel(*view);
}

const Op &Op::run() {
  make();
  for (HostTensor &result : results)
    result.bytes.assign(result.desc.sizeBytes(), std::byte{0xA5});
  std::vector<const std::byte *> operandData;
  std::vector<std::byte *> resultData;
  for (HostTensor &operand : operands)
    operandData.push_back(operand.bytes.data());
  for (HostTensor &result : results)
    resultData.push_back(result.bytes.data());
  std::vector<std::byte> scratch(made->scratchBytes());
  ThreadPool pool(numThreads);
  KernelArgs args{operandData, resultData, scratch.data(), pool};
  made->prepare(args);
  made->run(args);
  return *this;
}

std::string Op::makeError() {
  try {
    make();
  } catch (const OpError &error) {
    return error.what();
  }
  ADD_FAILURE() << program.operations[0].name << " was accepted";
  return "";
}

std::string Op::runError() {
  try {
    run();
  } catch (const OpError &error) {
    return error.what();
  }
  ADD_FAILURE() << program.operations[0].name << " ran";
  return "";
}

void expectClose(const HostTensor &actual, const Values &expected, double ulps) {
  Values values = valuesOf(actual);
  ASSERT_EQ(values.size(), expected.size());
  DataType dtype = actual.desc.dtype;
  for (size_t i = 0; i < values.size(); ++i) {
    double rounded = roundTo(dtype, expected[i]);
    if (std::isnan(expected[i])) {
      EXPECT_TRUE(std::isnan(values[i])) << "element " << i << " is " << values[i];
    } else if (std::isinf(rounded) || !isFloatType(dtype)) {
      EXPECT_EQ(values[i], rounded) << "element " << i;
    } else {
      EXPECT_NEAR(values[i], expected[i], ulps * ulp(dtype, expected[i])) << "element " << i;
    }
  }
}

} // namespace tt::runtime::test
