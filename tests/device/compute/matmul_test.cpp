// Tests of products of matrices, against the same in double precision.
#include "harness.h"

#include <algorithm>
#include <cmath>

#include <gmock/gmock.h>

#include "compute/matmul_kernel.h"
#include "compute/registers.h"

namespace tt::device::test {
namespace {

using ::testing::HasSubstr;

Tile transposed(const Tile &tile) {
  return makeTile([&](uint32_t row, uint32_t column) { return at(tile, column, row); });
}

/// Adds a * b to `sums`, and the product of magnitudes to `magnitudes`.
struct Expected {
  std::vector<double> sums = std::vector<double>(kTileElements), magnitudes = std::vector<double>(kTileElements);
  int products = 0;

  Expected &add(const Tile &a, const Tile &b) {
    for (uint32_t row = 0; row < 32; ++row)
      for (uint32_t column = 0; column < 32; ++column)
        for (uint32_t k = 0; k < 32; ++k) {
          double product = double{at(a, row, k)} * at(b, k, column);
          sums[row * 32 + column] += product;
          magnitudes[row * 32 + column] += std::fabs(product);
        }
    products += 32;
    return *this;
  }

  /// Each of the additions and multiplications in f32 errs by at most half a unit in the last place.
  void check(const Tile &actual) const {
    for (uint32_t i = 0; i < kTileElements; ++i)
      ASSERT_NEAR(actual[i], sums[i], magnitudes[i] * (products + 1) * 0x1p-24) << "element " << i;
  }
};

TEST(Matmul, MultipliesTilesOfEveryFloatFormat) {
  for (DataFormat format : {DataFormat::Float32, DataFormat::BFloat16, DataFormat::Float16, DataFormat::Bfp8B}) {
    Engine engine;
    engine.buffers.setFormat(0, format);
    engine.buffers.setFormat(1, format);
    engine.buffers.put(0, 2, randomTile(1));
    engine.buffers.put(1, 3, randomTile(2));
    engine.run(Service::mm_init, {0, 1, 2, 0});
    engine.acquire();
    engine.run(Service::matmul_tiles, {0, 1, 2, 3, 4});
    Tile result = engine.finish(5)[4];
    // What the format made of the operands is tested elsewhere.
    Expected().add(engine.buffers.get(0, 2), engine.buffers.get(1, 3)).check(result);
  }
}

TEST(Matmul, AddsToTheRegister) {
  Tile start = randomTile(9);
  Engine engine;
  Expected expected;
  expected.sums.assign(start.begin(), start.end());
  engine.acquire({start});
  for (uint32_t k = 0; k < 3; ++k) {
    Tile a = randomTile(k), b = randomTile(10 + k);
    engine.buffers.put(0, k, a);
    engine.buffers.put(1, k, b);
    expected.add(a, b);
    engine.run(Service::matmul_tiles, {0, 1, k, k, 0});
  }
  for (uint32_t i = 0; i < kTileElements; ++i)
    expected.magnitudes[i] += std::fabs(start[i]);
  expected.check(engine.finish()[0]);
}

TEST(Matmul, TransposesTheSecondOperandWhereItIsSaid) {
  Tile a = randomTile(1), b = randomTile(2);
  struct Init {
    Service service;
    std::vector<uint32_t> arguments;
  };
  for (const Init &init : {Init{Service::mm_init, {0, 1, 2, 1}},
                           {Service::mm_init_short, {0, 1, 1}},
                           {Service::mm_init_short_with_dt, {0, 1, 3, 1}}}) {
    Engine engine;
    engine.buffers.put(0, 0, a);
    engine.buffers.put(1, 0, b);
    engine.run(init.service, init.arguments);
    engine.acquire();
    engine.run(Service::matmul_tiles, {0, 1, 0, 0, 0});
    Expected().add(a, transposed(b)).check(engine.finish()[0]);
    engine.run(Service::mm_init_short, {0, 1, 0});
    engine.acquire();
    engine.run(Service::matmul_tiles, {0, 1, 0, 0, 0});
    Expected().add(a, b).check(engine.finish()[0]);
  }
}

TEST(Matmul, MultipliesAColumnOfTilesWithARow) {
  for (bool transpose : {false, true}) {
    Engine engine;
    const uint32_t rows = 2, columns = 3, inner = 4;
    for (uint32_t i = 0; i < 16; ++i) {
      engine.buffers.put(0, i, randomTile(i));
      engine.buffers.put(1, i, randomTile(100 + i));
    }
    engine.run(Service::mm_block_init, {0, 1, 2, transpose, columns, rows, inner});
    engine.acquire();
    engine.run(Service::matmul_block, {0, 1, 1, 5, 2, transpose, columns, rows, inner});
    std::vector<Tile> results = engine.finish(8);
    for (uint32_t r = 0; r < rows; ++r)
      for (uint32_t c = 0; c < columns; ++c) {
        Tile a = randomTile(1 + r * inner), b = randomTile(100 + 5 + c);
        Expected().add(a, transpose ? transposed(b) : b).check(results[2 + r * columns + c]);
      }
  }
}

TEST(Matmul, MultipliesBlocksOverTheirInnerExtent) {
  for (bool transpose : {false, true}) {
    Engine engine;
    const uint32_t rows = 2, columns = 3, inner = 4, stride = transpose ? 1 : 5;
    for (uint32_t i = 0; i < 24; ++i) {
      engine.buffers.put(0, i, randomTile(i));
      engine.buffers.put(1, i, randomTile(100 + i));
    }
    engine.acquire();
    engine.run(Service::experimental_matmul_block, {0, 1, 1, 2, 3, transpose, columns, rows, inner, stride});
    std::vector<Tile> results = engine.finish(9);
    for (uint32_t r = 0; r < rows; ++r)
      for (uint32_t c = 0; c < columns; ++c) {
        Expected expected;
        for (uint32_t k = 0; k < inner; ++k) {
          Tile b = randomTile(100 + 2 + k * stride + c * (transpose ? inner : 1));
          expected.add(randomTile(1 + r * inner + k), transpose ? transposed(b) : b);
        }
        expected.check(results[3 + r * columns + c]);
      }
  }
}

TEST(Matmul, IsTheSameOnEveryInstructionSet) {
  RegisterTile a, b, first;
  std::copy_n(randomTile(1, 3).data(), kTileElements, a.elements);
  std::copy_n(randomTile(2, 0.1f).data(), kTileElements, b.elements);
  std::copy_n(randomTile(3).data(), kTileElements, first.elements);
  const RegisterTile start = first;
  const MatmulKernels &kernels = matmulKernels();
  kernels.all[0](a.elements, b.elements, first.elements);
  EXPECT_FALSE(std::equal(first.elements, first.elements + kTileElements, start.elements));
  for (size_t i = 1; i < kernels.count; ++i) {
    RegisterTile result = start;
    kernels.all[i](a.elements, b.elements, result.elements);
    EXPECT_TRUE(std::equal(first.elements, first.elements + kTileElements, result.elements)) << "kernel " << i;
  }
}

TEST(Matmul, RefusesWhatItCannotDo) {
  Engine engine;
  EXPECT_EQ(engine.refusal(Service::matmul_tiles, {0, 1, 0, 0, 0}),
            "matmul_tiles: the destination registers are not acquired: tile_regs_acquire comes first");
  engine.acquire();
  EXPECT_EQ(engine.refusal(Service::matmul_tiles, {0, 1, 0, 0, 16}),
            "matmul_tiles: there is no destination register 16: they are 0 to 15");
  EXPECT_EQ(engine.refusal(Service::matmul_block, {0, 1, 0, 0, 8, 0, 3, 3, 1}),
            "matmul_block: destination registers 8 to 16 are asked for, and they are 0 to 15");
  EXPECT_EQ(engine.refusal(Service::matmul_block, {0, 1, 0, 0, 0, 0, 0, 1, 1}),
            "matmul_block: 'ct_dim', 'rt_dim' and 'kt_dim' must be positive");
  EXPECT_THAT(engine.refusal(Service::matmul_block, {0, 1, 0, 0, 0, 0, 0xffffffff, 0xffffffff, 1}),
              HasSubstr("are asked for"));
  EXPECT_EQ(engine.refusal(Service::mm_init_short, {0, 1, 2}), "mm_init_short: 'transpose' must be 0 or 1, and is 2");
  engine.buffers.setFormat(1, DataFormat::UInt16);
  EXPECT_EQ(engine.refusal(Service::matmul_tiles, {0, 1, 0, 0, 0}),
            "matmul_tiles: circular buffer 1 holds u16, and the matrix unit takes no integers: copy the tile to a "
            "register and use the vector unit's operation on integers");
}

} // namespace
} // namespace tt::device::test
