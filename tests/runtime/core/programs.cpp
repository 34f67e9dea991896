// Programs and tensors that several tests use.
#include "programs.h"

#include <numeric>

namespace tt::runtime::test {

using detail::AttributeValue;

Tensor tensor(std::vector<int64_t> shape, const std::vector<float> &values) {
  return Tensor::createOwned({std::move(shape), DataType::Float32}, values.data());
}

Tensor intTensor(std::vector<int64_t> shape, const std::vector<int32_t> &values) {
  return Tensor::createOwned({std::move(shape), DataType::Int32}, values.data());
}

Tensor ramp(std::vector<int64_t> shape, float scale) {
  TensorDesc desc{std::move(shape), DataType::Float32};
  std::vector<float> values(static_cast<size_t>(desc.volume()));
  for (size_t i = 0; i < values.size(); ++i)
    values[i] = scale * static_cast<float>(i);
  return Tensor::createOwned(desc, values.data());
}

std::vector<float> valuesOf(const Tensor &tensor) {
  const auto *data = static_cast<const float *>(tensor.data());
  return {data, data + tensor.desc().volume()};
}

Binary load(const std::vector<Program> &programs) { return Binary::loadFromBytes(writeBinary(programs)); }

Device openDevice() {
  MeshDeviceOptions options;
  options.numThreads = 1;
  return openMeshDevice(options);
}

Program smallProgram() {
  ProgramBuilder b("main");
  uint32_t x = b.input({2, 3}, DataType::Float32, ArgumentType::Input, "x");
  uint32_t y = b.input({2, 3}, DataType::Float32, ArgumentType::Input, "y");
  uint32_t sum = b.op("ttnn.add", {x, y}, {2, 3});
  uint32_t positive = b.op("ttnn.relu", {sum}, {2, 3});
  b.output(b.op("ttnn.multiply", {positive, x}, {2, 3}));
  return b.program;
}

static const std::map<std::string, AttributeValue, std::less<>> kPlainMatmul = {{"transpose_a", false},
                                                                                {"transpose_b", false}};

std::vector<Program> constEvalPrograms() {
  ProgramBuilder main("main");
  uint32_t x = main.input({2, 3});
  uint32_t w = main.parameter({3, 2});
  uint32_t doubled = main.loadCached(1, {w}, {3, 2});
  main.output(main.op("ttnn.matmul", {x, doubled}, {2, 2}, kPlainMatmul));
  ProgramBuilder twice("double", true);
  uint32_t argument = twice.parameter({3, 2});
  twice.output(twice.op("ttnn.add", {argument, argument}, {3, 2}));
  return {main.program, twice.program};
}

std::vector<Program> richPrograms() {
  static const std::vector<float> weights = {1, 2, 3, 4, 5, 6};
  static const float half = 0.5F;
  ProgramBuilder b("main");
  uint32_t x = b.input({2, 3}, DataType::Float32, ArgumentType::Input, "x");
  uint32_t w = b.input({3, 2}, DataType::Float32, ArgumentType::Parameter, "w");
  uint32_t cache = b.input({1, 1, 4, 2}, DataType::Float32, ArgumentType::Input, "cache");
  b.program.values.push_back({false, {}, {}});
  auto device = static_cast<uint32_t>(b.program.values.size() - 1);
  b.effect("ttnn.get_device", {});
  b.program.operations.back().results = {device};
  uint32_t doubled = b.loadCached(1, {w}, {3, 2});
  uint32_t product = b.op("ttnn.matmul", {x, doubled}, {2, 2}, kPlainMatmul);
  uint32_t constant = b.constant({3, 2}, weights);
  uint32_t more = b.op("ttnn.matmul", {x, constant}, {2, 2}, kPlainMatmul);
  uint32_t sum = b.op("ttnn.add", {product, more}, {2, 2});
  b.deallocate(product);
  uint32_t scale = b.splat({2, 2}, half);
  uint32_t scaled = b.op("ttnn.multiply", {sum, scale}, {2, 2});
  uint32_t rows = b.op("ttnn.reshape", {scaled}, {1, 1, 2, 2}, {{"shape", std::vector<int64_t>{1, 1, 2, 2}}});
  b.effect("ttnn.fill_cache", {cache, rows}, {{"batch_offset", int64_t(0)}});
  uint32_t full = b.op("ttnn.full", {device}, {2, 2}, {{"shape", std::vector<int64_t>{2, 2}}, {"fill_value", 3.0}});
  uint32_t result = b.op("ttnn.maximum", {scaled, full}, {2, 2});
  b.deallocate(scaled);
  b.output(result);
  b.output(cache);
  ProgramBuilder twice("double", true);
  uint32_t argument = twice.parameter({3, 2});
  twice.output(twice.op("ttnn.add", {argument, argument}, {3, 2}));
  return {b.program, twice.program};
}

} // namespace tt::runtime::test
