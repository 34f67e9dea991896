// Every op with missing, mistyped and extreme attributes, shapes and operands: an OpError, never anything else.
#include <limits>
#include <random>

#include "harness.h"

namespace tt::runtime::test {
namespace {

constexpr int64_t kMin = std::numeric_limits<int64_t>::min(), kMax = std::numeric_limits<int64_t>::max();

/// Makes the kernel, and runs it where it is accepted and small. Anything but OpError escapes and fails the test.
bool tryOp(Op &op, bool run) {
  try {
    run ? (void)op.run() : op.make();
    return true;
  } catch (const OpError &) {
    return false;
  }
}

class Generator {
public:
  explicit Generator(uint32_t seed) : random(seed) {}

  int64_t below(int64_t limit) { return static_cast<int64_t>(random() % static_cast<uint64_t>(limit)); }
  bool chance(int64_t outOf) { return below(outOf) == 0; }

  int64_t number() {
    static const int64_t kExtremes[] = {kMin,       kMin + 1,   -2147483648,      -1,       0,   1, 2, 3, 4, 32,
                                        2147483647, 2147483648, int64_t{1} << 40, kMax - 1, kMax};
    return chance(3) ? kExtremes[below(std::size(kExtremes))] : below(4);
  }
  std::vector<int64_t> numbers() {
    std::vector<int64_t> result(static_cast<size_t>(below(6)));
    for (int64_t &value : result)
      value = number();
    return result;
  }
  double real() {
    static const double kReals[] = {0,
                                    -0.0,
                                    1,
                                    -1,
                                    0.5,
                                    1e300,
                                    -1e300,
                                    std::numeric_limits<double>::infinity(),
                                    std::numeric_limits<double>::quiet_NaN()};
    return kReals[below(std::size(kReals))];
  }
  detail::AttributeValue attribute(detail::AttributeKind kind) {
    using Kind = detail::AttributeKind;
    if (chance(12))
      kind = static_cast<Kind>(below(13));
    switch (kind) {
    case Kind::Bool:
      return below(2) == 1;
    case Kind::Int:
      return number();
    case Kind::Float:
      return real();
    case Kind::String:
      return std::string(std::vector<const char *>{"", "relu", "sum", "tanh", "bilinear", "nearest", "invalid",
                                                   "zeros"}[static_cast<size_t>(below(8))]);
    case Kind::IntArray:
      return numbers();
    case Kind::FloatArray:
      return std::vector<double>{real()};
    case Kind::StringArray:
      return std::vector<std::string>{};
    case Kind::DataType:
      return static_cast<DataType>(below(kNumDataTypes));
    case Kind::IntOrFloat:
      return below(2) ? detail::AttributeValue(number()) : detail::AttributeValue(real());
    case Kind::IntOrIntArray:
      return below(2) ? detail::AttributeValue(number()) : detail::AttributeValue(numbers());
    default:
      return detail::OpaqueText{"#ttnn.any"};
    }
  }
  Shape shape(size_t rank) {
    Shape result(rank);
    for (int64_t &size : result)
      size = chance(12) ? 0 : 1 + below(4);
    return result;
  }
  DataType dtype() { return chance(3) ? kAllTypes[static_cast<size_t>(below(8))] : Float32; }

private:
  std::mt19937 random;
};

/// Random small programs of one op each, from the op's signature; those that are accepted are also run.
TEST(Hostile, RandomAttributesAndShapes) {
  size_t accepted = 0, refused = 0;
  uint32_t seed = 20240717;
  for (std::string_view name : kernelNames()) {
    const detail::OpSignature &signature = *detail::findOpSignature(name);
    for (int round = 0; round < 400; ++round) {
      SCOPED_TRACE(std::string(name) + ", seed " + std::to_string(seed));
      Generator generate(seed++);
      Op op{std::string(name)};
      size_t rank = static_cast<size_t>(generate.below(6));
      Shape shape = generate.shape(rank);
      DataType dtype = generate.dtype();
      auto anyShape = [&] {
        return generate.chance(2) ? shape
                                  : generate.shape(generate.chance(4) ? static_cast<size_t>(generate.below(6)) : rank);
      };
      auto anyTensor = [&] {
        TensorDesc desc{anyShape(), generate.chance(5) ? generate.dtype() : dtype};
        Values values;
        for (int64_t i = 0; i < desc.volume(); ++i)
          values.push_back(static_cast<double>(desc.dtype == Bool ? generate.below(2) : generate.below(4)));
        return tensor(desc.shape, values, desc.dtype);
      };
      for (const detail::OperandSignature &operand : signature.operands) {
        if (operand.arity == detail::Arity::Optional && generate.chance(2))
          op.absent();
        else if (operand.name == "device" || operand.name == "mesh_device")
          op.device();
        else if (!generate.chance(30))
          op.in(anyTensor());
      }
      for (size_t i = 0; i < signature.results.size(); ++i)
        if (!generate.chance(30))
          op.out(anyShape(), generate.chance(5) ? generate.dtype() : dtype);
      for (const detail::AttributeSignature &attribute : signature.attributes)
        if (!generate.chance(attribute.optional ? 2 : 12))
          op.attr(std::string(attribute.name), generate.attribute(attribute.kind));
      (tryOp(op, true) ? accepted : refused) += 1;
    }
  }
  EXPECT_GT(accepted, 1000u);
  EXPECT_GT(refused, 1000u);
}

/// Shapes no memory holds must be refused or accepted, but never computed with, when a kernel is made.
TEST(Hostile, HugeShapes) {
  size_t refused = 0;
  for (std::string_view name : kernelNames()) {
    const detail::OpSignature &signature = *detail::findOpSignature(name);
    for (const Shape &shape : std::vector<Shape>{{kMax},
                                                 {-1},
                                                 {kMin, 2},
                                                 {int64_t{1} << 32, int64_t{1} << 32},
                                                 {0, kMax, kMax},
                                                 {0, int64_t{1} << 50, 1, 1},
                                                 {int64_t{1} << 50, 0, 1, 0},
                                                 {int64_t{1} << 20, 1, 1, int64_t{1} << 20},
                                                 Shape(13, 1),
                                                 Shape(70, 2)})
      for (DataType dtype : {Float32, Int32, BFP_BFloat8}) {
        SCOPED_TRACE(std::string(name));
        Op op{std::string(name)};
        for (const detail::OperandSignature &operand : signature.operands) {
          if (operand.name == "device")
            op.device();
          else
            op.in(HostTensor{{shape, dtype}, {}});
        }
        for (size_t i = 0; i < signature.results.size(); ++i)
          op.out(shape, dtype);
        Generator generate(static_cast<uint32_t>(shape.size()));
        for (const detail::AttributeSignature &attribute : signature.attributes)
          op.attr(std::string(attribute.name), generate.attribute(attribute.kind));
        refused += !tryOp(op, false);
      }
  }
  EXPECT_GT(refused, 1000u);
}

} // namespace
} // namespace tt::runtime::test
