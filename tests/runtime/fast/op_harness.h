// Builds an op in memory, runs its reference and its fast kernel on random tensors, and compares them.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "common/op_signature.h"
#include "ttnn/kernels/kernel.h"
#include "ttnn/kernels/numeric.h"
#include "ttnn/thread_pool.h"

namespace tt::runtime::testing_fast {

using Bytes = std::vector<std::byte>;
using Doubles = std::vector<double>;
using Shape = std::vector<int64_t>;

inline Bytes encode(DataType dtype, const Doubles &values) {
  Bytes bytes(values.size() * elementSize(dtype));
  if (kernels::isFloat(dtype)) {
    kernels::store(dtype, bytes.data(), 0, 1, static_cast<int64_t>(values.size()), values.data());
  } else {
    std::vector<int64_t> integers(values.begin(), values.end());
    kernels::store(dtype, bytes.data(), 0, 1, static_cast<int64_t>(values.size()), integers.data());
  }
  return bytes;
}

inline Doubles decode(DataType dtype, const Bytes &bytes) {
  Doubles values(bytes.size() / elementSize(dtype));
  kernels::load(dtype, bytes.data(), 0, 1, static_cast<int64_t>(values.size()), values.data());
  return values;
}

/// Half a unit in the last place of 1.
inline double halfUlp(DataType dtype) {
  return dtype == DataType::Float32 ? 0x1p-24 : dtype == DataType::BFloat16 ? 0x1p-8 : 0x1p-11;
}

/// The smallest value above 0: neighbours are never nearer, however small the values.
inline double smallestSubnormal(DataType dtype) {
  return dtype == DataType::Float32 ? 0x1p-149 : dtype == DataType::BFloat16 ? 0x1p-133 : 0x1p-24;
}

class OpHarness {
public:
  OpHarness(std::string name, unsigned seed) : random(seed) {
    program.operations.resize(1);
    op().name = std::move(name);
    op().signature = detail::findOpSignature(op().name);
    op().location = "loc(\"fast_kernels_test\")";
    op().operandSegments.assign(op().signature->operands.size(), 0);
  }

  /// Adds operand `name` (operands come in the order of the signature) with normally distributed elements.
  OpHarness &operand(std::string_view name, TensorDesc desc, bool constant = false) {
    return operand(name, desc, normal(static_cast<size_t>(desc.volume())), constant);
  }
  OpHarness &operand(std::string_view name, TensorDesc desc, Doubles values, bool constant = false) {
    count(name);
    inputs.push_back(encode(desc.dtype, values));
    op().operands.push_back(addValue(desc, true));
    constants.push_back(constant);
    return *this;
  }
  OpHarness &device(std::string_view name) {
    count(name);
    inputs.emplace_back();
    op().operands.push_back(addValue({}, false));
    constants.push_back(false);
    return *this;
  }
  OpHarness &result(TensorDesc desc) {
    op().results.push_back(addValue(desc, true));
    return *this;
  }
  OpHarness &attribute(std::string name, detail::AttributeValue value) {
    op().attributes[std::move(name)] = std::move(value);
    return *this;
  }

  /// What the fast kernel gives with so many threads; fails the test where there is none.
  std::vector<Bytes> runFast(uint32_t threads) {
    OpView view(program, 0);
    std::unique_ptr<Kernel> kernel = makeFastKernel(view, {.numThreads = threads, .constantOperands = constants});
    EXPECT_NE(kernel, nullptr) << op().name << " has no fast kernel here";
    return kernel ? run(*kernel, threads) : std::vector<Bytes>{};
  }
  std::vector<Bytes> runReference() {
    OpView view(program, 0);
    std::unique_ptr<Kernel> kernel = makeReferenceKernel(view);
    return run(*kernel, 1);
  }
  bool hasFast(uint32_t threads = 1) {
    OpView view(program, 0);
    return makeFastKernel(view, {.numThreads = threads, .constantOperands = constants}) != nullptr;
  }

  /// Compares with the reference: |difference| <= tolerance(i, expected) and a unit in the last place for each element
  /// i of each result, and equal bits with 1, 2 and 4 threads.
  void check(const std::function<double(size_t, double)> &tolerance) {
    std::vector<Bytes> expected = runReference(), actual = runFast(1);
    ASSERT_EQ(actual.size(), expected.size());
    for (size_t r = 0; r < actual.size(); ++r) {
      DataType dtype = program.values[op().results[r]].desc.dtype;
      Doubles want = decode(dtype, expected[r]), got = decode(dtype, actual[r]);
      for (size_t i = 0; i < want.size(); ++i) {
        if (std::isnan(want[i]) || std::isinf(want[i])) {
          ASSERT_TRUE(std::isnan(want[i]) ? std::isnan(got[i]) : want[i] == got[i])
              << op().name << " element " << i << ": " << got[i] << ", expected " << want[i];
          continue;
        }
        // f32 and f64 may lie on two sides of a tie: the format's neighbour is allowed.
        double allowed =
            tolerance(i, want[i]) + std::max(2 * halfUlp(dtype) * std::abs(want[i]), smallestSubnormal(dtype));
        ASSERT_LE(std::abs(got[i] - want[i]), allowed)
            << op().name << " element " << i << ": " << got[i] << ", expected " << want[i];
      }
    }
    checkThreads(actual);
  }

  /// The reference's bits, with 1, 2 and 4 threads.
  void checkEqual() {
    std::vector<Bytes> actual = runFast(1);
    ASSERT_TRUE(actual == runReference()) << op().name << " differs from the reference";
    checkThreads(actual);
  }

  /// All operands replaced by their absolute values: what errors are measured against.
  Doubles magnitudes() {
    std::vector<Bytes> saved = inputs;
    for (size_t i = 0; i < inputs.size(); ++i) {
      const detail::Value &value = program.values[op().operands[i]];
      if (!value.isTensor || !kernels::isFloat(value.desc.dtype))
        continue;
      Doubles values = decode(value.desc.dtype, inputs[i]);
      for (double &x : values)
        x = std::abs(x);
      inputs[i] = encode(value.desc.dtype, values);
    }
    Doubles result = decode(program.values[op().results[0]].desc.dtype, runReference()[0]);
    inputs = std::move(saved);
    return result;
  }

  int64_t pick(int64_t low, int64_t high) { return std::uniform_int_distribution<int64_t>(low, high)(random); }

  std::mt19937 random;

private:
  detail::Operation &op() { return program.operations[0]; }

  void count(std::string_view name) {
    const auto &declared = op().signature->operands;
    for (size_t i = 0; i < declared.size(); ++i)
      if (declared[i].name == name) {
        ++op().operandSegments[i];
        return;
      }
    FAIL() << op().name << " has no operand " << name;
  }

  void checkThreads(const std::vector<Bytes> &expected) {
    for (uint32_t threads : {2u, 4u})
      ASSERT_TRUE(runFast(threads) == expected) << op().name << " differs with " << threads << " threads";
  }

  /// Normally distributed numbers, by the polar method. std::normal_distribution takes two logarithms of long double
  /// for each, which was half of what these tests did, and more than that under the sanitizers.
  Doubles normal(size_t count) {
    uint64_t state = random();
    // The generator "splitmix64", which stays in a register.
    auto uniform = [&state] {
      uint64_t bits = state += 0x9e3779b97f4a7c15;
      bits = (bits ^ bits >> 30) * 0xbf58476d1ce4e5b9;
      bits = (bits ^ bits >> 27) * 0x94d049bb133111eb;
      return static_cast<double>(static_cast<int64_t>(bits ^ bits >> 31)) * 0x1p-63; // [-1, 1)
    };
    Doubles values(count + count % 2);
    for (size_t i = 0; i < values.size(); i += 2) {
      double x, y, square;
      do {
        x = uniform();
        y = uniform();
        square = x * x + y * y;
      } while (square >= 1 || square == 0);
      double factor = std::sqrt(-2 * std::log(square) / square);
      values[i] = x * factor;
      values[i + 1] = y * factor;
    }
    values.resize(count);
    return values;
  }

  uint32_t addValue(TensorDesc desc, bool isTensor) {
    program.values.push_back({.isTensor = isTensor, .desc = std::move(desc), .layout = {}});
    return static_cast<uint32_t>(program.values.size() - 1);
  }

  std::vector<Bytes> run(Kernel &kernel, uint32_t threads) {
    ThreadPool pool(threads);
    std::vector<Bytes> results;
    for (uint32_t value : op().results)
      results.emplace_back(program.values[value].desc.sizeBytes(), std::byte{0xaa});
    std::vector<const std::byte *> operandPointers;
    std::vector<std::byte *> resultPointers;
    for (Bytes &input : inputs)
      operandPointers.push_back(input.data());
    for (Bytes &result : results)
      resultPointers.push_back(result.data());
    std::unique_ptr<std::byte[], void (*)(std::byte *)> scratch(
        static_cast<std::byte *>(std::aligned_alloc(64, (kernel.scratchBytes() + 127) / 64 * 64)),
        [](std::byte *p) { std::free(p); });
    std::fill_n(scratch.get(), kernel.scratchBytes(), std::byte{0xff});
    KernelArgs args{operandPointers, resultPointers, scratch.get(), pool};
    kernel.prepare(args);
    for (size_t i = 0; i < operandPointers.size(); ++i)
      if (kernel.releasesOperand(i))
        operandPointers[i] = nullptr;
    kernel.run(args);
    return results;
  }

  detail::Program program;
  std::vector<Bytes> inputs;
  std::vector<bool> constants;
};

} // namespace tt::runtime::testing_fast
