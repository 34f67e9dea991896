// Placement of tensors: those alive at the same time never overlap, and memory is used again.
#include "ttnn/arena.h"

#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "support/test_seed.h"

namespace tt::runtime::detail {
namespace {

TEST(Arena, UsesMemoryAgain) {
  std::vector<ArenaRequest> requests = {{100, 0, 1}, {100, 1, 2}, {100, 2, 3}, {100, 3, 4}};
  EXPECT_EQ(placeInArena(requests), 256U);
}

TEST(Arena, OfNothingIsEmpty) { EXPECT_EQ(placeInArena({}), 0U); }

TEST(Arena, NeverOverlapsLivingTensors) {
  std::mt19937 random(tt::test::testSeed());
  for (int round = 0; round < 50; ++round) {
    std::vector<ArenaRequest> requests(60);
    for (ArenaRequest &request : requests) {
      request.size = random() % 1000;
      request.first = random() % 50;
      request.last = request.first + random() % 10;
    }
    size_t total = placeInArena(requests);
    for (const ArenaRequest &a : requests) {
      EXPECT_EQ(a.offset % 64, 0U);
      EXPECT_LE(a.offset + a.size, total);
      for (const ArenaRequest &b : requests)
        if (&a != &b && a.first <= b.last && b.first <= a.last && a.size != 0 && b.size != 0)
          EXPECT_TRUE(a.offset + a.size <= b.offset || b.offset + b.size <= a.offset);
    }
  }
}

} // namespace
} // namespace tt::runtime::detail
