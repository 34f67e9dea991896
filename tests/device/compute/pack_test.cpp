// Tests of the packer: which page a register goes to, accumulation, ReLU.
#include "harness.h"

#include <algorithm>
#include <cmath>

#include <gmock/gmock.h>

namespace tt::device::test {
namespace {

using ::testing::HasSubstr;

Tile constant(float value) {
  return makeTile([&](uint32_t, uint32_t) { return value; });
}

TEST(Pack, FillsPagesInOrderUntilTheyArePushed) {
  Engine engine;
  engine.acquire({constant(1), constant(2), constant(3)});
  engine.handOver();
  engine.run(Service::pack_tile, {0, 4, 7, 0});
  engine.run(Service::pack_tile, {1, 4, 7, 0});
  EXPECT_EQ(engine.buffers.get(4, 0), constant(1));
  EXPECT_EQ(engine.buffers.get(4, 1), constant(2));
  engine.engine.pushed(4);
  engine.run(Service::pack_tile, {2, 4, 7, 0});
  EXPECT_EQ(engine.buffers.get(4, 0), constant(3));
  EXPECT_EQ(engine.buffers.pagesTouched(4), 2u);
}

TEST(Pack, GoesToThePageThatIsNamedOutOfOrder) {
  Engine engine;
  engine.acquire({constant(1), constant(2)});
  engine.handOver();
  engine.run(Service::pack_tile, {0, 4, 3, 1});
  engine.run(Service::pack_tile, {1, 4, 0, 0});
  EXPECT_EQ(engine.buffers.get(4, 3), constant(1));
  EXPECT_EQ(engine.buffers.get(4, 0), constant(2)) << "the order is not touched by what is out of it";
}

TEST(Pack, PacksBlocks) {
  Engine engine;
  engine.acquire({constant(1), constant(2), constant(3)});
  engine.handOver();
  engine.run(Service::pack_tile, {0, 4, 0, 0});
  engine.run(Service::pack_tile_block, {1, 4, 2});
  for (uint32_t page = 0; page < 3; ++page)
    EXPECT_EQ(engine.buffers.get(4, page), constant(static_cast<float>(page + 1)));
}

TEST(Pack, AddsToWhatPagesHold) {
  for (DataFormat format : {DataFormat::Float32, DataFormat::BFloat16, DataFormat::Bfp8B}) {
    Engine engine;
    engine.buffers.setFormat(4, format);
    engine.buffers.put(4, 0, constant(2));
    engine.acquire({constant(1.5f)});
    engine.handOver();
    engine.run(Service::pack_reconfig_l1_acc, {1});
    engine.run(Service::pack_tile, {0, 4, 0, 1});
    EXPECT_EQ(engine.buffers.get(4, 0), constant(3.5f)) << toString(format);
    engine.run(Service::pack_reconfig_l1_acc, {0});
    engine.run(Service::pack_tile, {0, 4, 0, 1});
    EXPECT_EQ(engine.buffers.get(4, 0), constant(1.5f)) << toString(format);
  }
}

TEST(Pack, AddsIntegersOf32Bits) {
  Engine engine;
  engine.buffers.setFormat(4, DataFormat::Int32);
  engine.buffers.put(4, 0, constant(fromBits(7)));
  engine.acquire({constant(fromBits(static_cast<uint32_t>(-9)))});
  engine.handOver();
  engine.run(Service::pack_reconfig_l1_acc, {1});
  engine.run(Service::pack_tile, {0, 4, 0, 1});
  EXPECT_EQ(toIntegers(engine.buffers.get(4, 0)), std::vector<int32_t>(kTileElements, -2));
  engine.buffers.setFormat(4, DataFormat::UInt16);
  EXPECT_EQ(engine.refusal(Service::pack_tile, {0, 4, 0, 1}),
            "pack_tile: the packer does not add to tiles of u16: only to floats and 32-bit integers");
}

TEST(Pack, AppliesRelu) {
  Tile input = makeTile([](uint32_t row, uint32_t) { return static_cast<double>(row) - 16; });
  struct Case {
    uint32_t mode;
    float (*expected)(float x);
  };
  for (Case test : {Case{0, [](float x) { return x; }},
                    {1, [](float x) { return std::max(x, 0.0f); }},
                    {2, [](float x) { return x <= 5 ? 0 : x; }},
                    {3, [](float x) { return std::clamp(x, 0.0f, 5.0f); }}}) {
    Engine engine;
    engine.acquire({input});
    engine.handOver();
    engine.run(Service::pack_relu_config, {test.mode | (bits(5) & 0xffff0000)});
    engine.run(Service::pack_tile, {0, 4, 0, 0});
    Tile result = engine.buffers.get(4, 0);
    for (uint32_t i = 0; i < kTileElements; ++i)
      ASSERT_EQ(result[i], test.expected(input[i])) << "mode " << test.mode;
  }
  Engine engine;
  EXPECT_EQ(engine.refusal(Service::pack_relu_config, {4}), "pack_relu_config: ReLU mode 4 is none of 0 to 3");
}

TEST(Pack, AppliesReluToIntegers) {
  Engine engine;
  engine.buffers.setFormat(4, DataFormat::Int32);
  engine.acquire({fromIntegers(edgeIntegers())});
  engine.handOver();
  engine.run(Service::pack_relu_config, {1});
  engine.run(Service::pack_tile, {0, 4, 0, 0});
  std::vector<int32_t> result = toIntegers(engine.buffers.get(4, 0)), input = edgeIntegers();
  for (uint32_t i = 0; i < kTileElements; ++i)
    ASSERT_EQ(result[i], std::max(input[i], 0));
}

TEST(Pack, RefusesPagesThatAreTooSmall) {
  Engine engine;
  engine.buffers.setPageBytes(4, 100);
  engine.acquire();
  EXPECT_EQ(engine.refusal(Service::copy_tile, {4, 0, 0}),
            "copy_tile: a page of circular buffer 4 has 100 bytes, and a tile of f32 takes 4096");
  engine.handOver();
  EXPECT_EQ(engine.refusal(Service::pack_tile, {0, 4, 0, 0}),
            "pack_tile: a page of circular buffer 4 has 100 bytes, and a tile of f32 takes 4096");
  EXPECT_THAT(engine.refusal(Service::pack_tile, {0, 32, 0, 0}), HasSubstr("there is no circular buffer 32"));
}

} // namespace
} // namespace tt::device::test
