// The object tree, the room, the player and the score, read from a story's memory.
#include <algorithm>
#include <random>

#include <gtest/gtest.h>

#include "games.h"
#include "host/world.h"

namespace tt::zork::test {
namespace {

constexpr const char *kSource = R"(
Attribute light; Attribute open; Attribute openable;
Property size; Property weight;
Global location; Global turns_place;
Object hall "Hall" has light;
Object player "yourself" hall has open;
Object lamp "brass lamp" player with size 5, weight 1 2 3;
Object coin "coin" player;
Object box "b@:ox" hall has openable;
[ Main; location = hall; print "x"; ];
)";

class WorldOf : public testing::TestWithParam<uint32_t> {
protected:
  void SetUp() override {
    const auto made = compileInform(kSource, GetParam());
    if (!made)
      GTEST_SKIP() << "inform6 is not installed";
    story = *made;
  }
  const WorldObject *named(const World &world, const std::string &name) {
    const auto found = std::ranges::find(world.objects(), name, &WorldObject::name);
    return found == world.objects().end() ? nullptr : &*found;
  }
  Story story;
};

TEST_P(WorldOf, HasTheTree) {
  const World world(story);
  const WorldObject *hall = named(world, "Hall"), *player = named(world, "yourself"),
                    *lamp = named(world, "brass lamp");
  ASSERT_TRUE(hall && player && lamp);
  EXPECT_EQ(hall->parent, 0U);
  EXPECT_EQ(player->parent, hall->number);
  EXPECT_EQ(lamp->parent, player->number);
  std::vector<std::string> held;
  for (const WorldObject *object : world.contents(player->number))
    held.push_back(object->name);
  std::ranges::sort(held);
  EXPECT_EQ(held, (std::vector<std::string>{"brass lamp", "coin"}));
  EXPECT_EQ(hall->attributes, std::vector<uint32_t>{0});
  EXPECT_TRUE(std::ranges::is_sorted(lamp->properties, std::greater()));
  ASSERT_EQ(lamp->propertyData.size(), lamp->properties.size());
  EXPECT_TRUE(std::ranges::any_of(lamp->propertyData, [](const auto &each) { return each.second == 6; }));
  EXPECT_TRUE(named(world, "b\xc3\xb6x") != nullptr) << "names are UTF-8";
}

TEST_P(WorldOf, KnowsTheRoomAndThePlayer) {
  World before(story);
  const WorldObject *hall = named(before, "Hall");
  ASSERT_TRUE(hall);
  // The room is the first global variable.
  const uint32_t globals = wordAt(story.data(), 0x0c);
  story[globals] = static_cast<uint8_t>(hall->number >> 8);
  story[globals + 1] = static_cast<uint8_t>(hall->number);
  const World world(story);
  ASSERT_TRUE(world.location());
  EXPECT_EQ(world.location()->name, "Hall");
  ASSERT_TRUE(world.player());
  EXPECT_EQ(world.player()->name, "yourself");
}

TEST_P(WorldOf, CanLoseAnObject) {
  for (const std::string name : {"brass lamp", "coin", "yourself"}) {
    const World before(story);
    const WorldObject *lost = named(before, name);
    std::vector<std::string> left;
    for (const WorldObject *object : before.contents(lost->parent))
      if (object != lost)
        left.push_back(object->name);
    Story changed = story;
    for (const auto &[address, byte] : before.removal(*lost))
      changed[address] = byte;
    const World after(changed);
    EXPECT_EQ(named(after, name)->parent, 0U);
    EXPECT_EQ(named(after, name)->sibling, 0U);
    EXPECT_EQ(named(after, name)->child, lost->child);
    std::vector<std::string> there;
    for (const WorldObject *object : after.contents(lost->parent))
      there.push_back(object->name);
    EXPECT_EQ(there, left);
  }
  const World world(story);
  EXPECT_TRUE(world.removal(*named(world, "Hall")).empty());
}

TEST_P(WorldOf, OfAnyBytesEnds) {
  std::mt19937 random(GetParam());
  for (int round = 0; round < 300; ++round) {
    Story broken = story;
    for (int i = 0; i < 20; ++i)
      broken[8 + random() % (broken.size() - 8)] = static_cast<uint8_t>(random());
    broken.resize(64 + random() % (broken.size() - 64));
    const World world(broken);
    for (const WorldObject &object : world.objects())
      EXPECT_LE(world.contents(object.number).size(), world.objects().size());
    for (const WorldObject &object : world.objects())
      world.removal(object);
    world.location();
    world.player();
    world.score();
  }
}

INSTANTIATE_TEST_SUITE_P(Versions, WorldOf, testing::Values(3, 4, 5, 8));

TEST(WorldOfZork, HasRoomAndScore) {
  if (storyFolder().empty())
    GTEST_SKIP() << "no folder with zork1.z3: set TENON_ZMACHINE_DIR";
  Story story = readStory(storyFolder() / "zork1.z3");
  const World world(story);
  EXPECT_EQ(world.objects().size(), 250U);
  ASSERT_TRUE(world.score());
  const uint32_t globals = wordAt(story.data(), 0x0c);
  story[globals + 2] = 0xff;
  story[globals + 3] = 0xf6;
  story[globals + 5] = 12;
  EXPECT_EQ(World(story).score(), (std::pair<int32_t, int32_t>(-10, 12)));
}

} // namespace
} // namespace tt::zork::test
