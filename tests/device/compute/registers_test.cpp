// Tests of who may use the destination registers, and of what the engine refuses before it looks at an operation.
#include "harness.h"

#include <gmock/gmock.h>

namespace tt::device::test {
namespace {

using ::testing::HasSubstr;

TEST(Registers, AreZeroWhenTheyAreAcquired) {
  Engine engine;
  for (int turn = 0; turn < 3; ++turn) {
    engine.acquire();
    EXPECT_EQ(engine.finish(16), std::vector<Tile>(16, Tile(kTileElements)));
    engine.acquire({randomTile(1), randomTile(2)});
    engine.finish();
  }
}

TEST(Registers, HaveTwoHalvesThatTakeTurns) {
  Engine engine;
  engine.acquire({randomTile(1)});
  engine.run(Service::tile_regs_commit);
  engine.acquire({randomTile(2)});
  engine.run(Service::tile_regs_wait);
  engine.run(Service::pack_tile, {0, 4, 0, 0});
  engine.run(Service::tile_regs_release);
  engine.run(Service::tile_regs_commit);
  engine.run(Service::tile_regs_wait);
  engine.run(Service::pack_tile, {0, 4, 0, 0});
  EXPECT_EQ(engine.buffers.get(4, 0), randomTile(1));
  EXPECT_EQ(engine.buffers.get(4, 1), randomTile(2));
}

TEST(Registers, RefuseWhatWouldNeverEndOrWasNotAcquired) {
  Engine engine;
  EXPECT_EQ(engine.refusal(Service::tile_regs_commit, {}),
            "tile_regs_commit: no destination registers are acquired: tile_regs_acquire comes first");
  EXPECT_EQ(engine.refusal(Service::tile_regs_wait, {}),
            "tile_regs_wait: no destination registers were handed over, so the wait would never end: tile_regs_commit "
            "comes first");
  EXPECT_EQ(engine.refusal(Service::tile_regs_release, {}),
            "tile_regs_release: the packer holds no destination registers: tile_regs_wait comes first");
  EXPECT_EQ(engine.refusal(Service::exp_tile, {0, 0, 0, 0, 0}),
            "exp_tile: the destination registers are not acquired: tile_regs_acquire comes first");
  EXPECT_EQ(engine.refusal(Service::pack_tile, {0, 4, 0, 0}),
            "pack_tile: the packer holds no destination registers: tile_regs_commit and tile_regs_wait come first");
  engine.acquire();
  EXPECT_EQ(engine.refusal(Service::tile_regs_acquire, {}),
            "tile_regs_acquire: the destination registers are acquired already: tile_regs_commit comes first");
  engine.run(Service::tile_regs_commit);
  EXPECT_THAT(engine.refusal(Service::exp_tile, {0, 0, 0, 0, 0}), HasSubstr("not acquired"));
  engine.run(Service::tile_regs_acquire);
  engine.run(Service::tile_regs_commit);
  EXPECT_EQ(engine.refusal(Service::tile_regs_acquire, {}),
            "tile_regs_acquire: both halves of the destination registers wait to be packed, which would never end: "
            "tile_regs_wait, packing and tile_regs_release come first");
}

TEST(Registers, AreForMathematicsAndThePackerAfterAcquireDst) {
  Engine engine;
  engine.run(Service::acquire_dst);
  engine.set(0, randomTile(1));
  engine.run(Service::pack_tile, {0, 4, 0, 0});
  engine.run(Service::negative_tile, {0});
  engine.run(Service::pack_tile, {0, 4, 0, 0});
  engine.run(Service::release_dst);
  for (uint32_t i = 0; i < kTileElements; ++i)
    ASSERT_EQ(engine.buffers.get(4, 1)[i], -randomTile(1)[i]);
  EXPECT_THAT(engine.refusal(Service::release_dst, {}), HasSubstr("no destination registers are acquired"));
  engine.acquire();
  EXPECT_EQ(engine.finish()[0], Tile(kTileElements)) << "the other half takes its turn";
}

TEST(Registers, AreAsManyAsTheEngineIsMadeWith) {
  Buffers buffers;
  TileEngine engine(4);
  engine.execute(Service::tile_regs_acquire, {}, buffers);
  engine.execute(Service::fill_tile, std::vector<uint32_t>{3, 0}, buffers);
  try {
    engine.execute(Service::fill_tile, std::vector<uint32_t>{4, 0}, buffers);
    FAIL();
  } catch (const ValueError &error) {
    EXPECT_STREQ(error.what(), "fill_tile: there is no destination register 4: they are 0 to 3");
  }
  for (uint32_t count : {0u, 65u})
    try {
      TileEngine wrong(count);
      FAIL();
    } catch (const ValueError &error) {
      EXPECT_THAT(error.what(), HasSubstr("a tile engine has 1 to 64 destination registers, not "));
    }
}

TEST(TileEngine, BeginsAnewAfterReset) {
  Engine engine;
  engine.run(Service::mm_init_short, {0, 1, 1});
  engine.run(Service::reduce_init, {0, 1, 2, 0, 0});
  engine.acquire({randomTile(1)});
  engine.handOver();
  engine.run(Service::pack_tile, {0, 4, 0, 0});
  engine.engine.reset();
  engine.acquire();
  engine.run(Service::fill_tile, {1, bits(1)});
  engine.handOver();
  engine.run(Service::pack_tile, {0, 4, 0, 0});
  engine.run(Service::pack_tile, {1, 4, 0, 0});
  EXPECT_EQ(engine.buffers.get(4, 0), Tile(kTileElements)) << "registers are zero, the first page is the next";
  EXPECT_EQ(engine.buffers.get(4, 1), Tile(kTileElements, 1.0f)) << "nothing is masked";
}

TEST(TileEngine, RefusesServicesThatItDoesNotKnow) {
  Engine engine;
  EXPECT_FALSE(TileEngine::knows(static_cast<uint32_t>(Service::cb_push_back)));
  EXPECT_FALSE(TileEngine::knows(0x3ff));
  EXPECT_FALSE(TileEngine::knows(0x12345678));
  EXPECT_TRUE(TileEngine::knows(static_cast<uint32_t>(Service::exp_tile)));
  EXPECT_EQ(engine.refusal(Service::cb_push_back, {0, 1}), "the tile engine has no operation 0x9");
  EXPECT_EQ(engine.refusal(Service::exp_tile, {0, 0}), "exp_tile: takes 5 arguments, and there are 2");
}

} // namespace
} // namespace tt::device::test
