// Every service of the table is carried out, or is one of those that are known to be missing.
#include "elementwise_cases.h"

#include <set>

namespace tt::device::test {
namespace {

struct Row {
  Service service;
  const char *name;
  uint32_t arguments;
};

std::vector<Row> services() {
  std::vector<Row> rows;
#define TENON_CARD_SERVICE(number, name, arguments, summary)                                                           \
  if (TileEngine::knows(number))                                                                                       \
    rows.push_back({Service::name, #name, arguments});
#include "tenon/schema/card_services.def"
  return rows;
}

/// What arguments of 1 (registers, buffers, tiles, flags, counts) would not do for.
std::vector<uint32_t> argumentsFor(const Row &row) {
  switch (row.service) {
  case Service::topk_merge:
    return {0, 0, 32};
  case Service::topk_rebuild:
    return {0, 0, 0, 32, 5, 1};
  case Service::pack_untilize_dest:
    return {1, 1, 0, 1, 1};
  case Service::add_int_tile:
  case Service::sub_int_tile:
  case Service::mul_int_tile:
  case Service::bitwise_and_binary_tile:
  case Service::bitwise_or_binary_tile:
  case Service::bitwise_xor_binary_tile:
  case Service::binary_left_shift_tile:
  case Service::binary_right_shift_tile:
  case Service::binary_logical_right_shift_tile:
    return {1, 1, 1, static_cast<uint32_t>(DataFormat::Int32)};
  default:
    return std::vector<uint32_t>(row.arguments, 1);
  }
}

TEST(Coverage, EveryServiceIsCarriedOut) {
  std::vector<Row> rows = services();
  ASSERT_GT(rows.size(), 400u);
  for (const Row &row : rows) {
    Engine engine;
    bool ofRegisters = row.service >= Service::tile_regs_acquire && row.service <= Service::release_dst;
    // The registers are for mathematics and the packer, so that operations of both are carried out.
    if (!ofRegisters)
      engine.run(Service::acquire_dst);
    if (row.service == Service::tile_regs_commit || row.service == Service::tile_regs_wait ||
        row.service == Service::tile_regs_release)
      engine.run(Service::tile_regs_acquire);
    if (row.service == Service::tile_regs_wait || row.service == Service::tile_regs_release)
      engine.run(Service::tile_regs_commit);
    if (row.service == Service::tile_regs_release)
      engine.run(Service::tile_regs_wait);
    if (row.service == Service::release_dst)
      engine.run(Service::acquire_dst);
    EXPECT_NO_THROW(engine.run(row.service, argumentsFor(row))) << row.name;
  }
}

TEST(Coverage, EveryServiceCountsItsArguments) {
  Engine engine;
  for (const Row &row : services())
    if (row.arguments != 0)
      EXPECT_EQ(engine.refusal(row.service, std::vector<uint32_t>(row.arguments - 1)),
                std::string(row.name) + ": takes " + std::to_string(row.arguments) + " arguments, and there are " +
                    std::to_string(row.arguments - 1));
}

// Operations of the vector unit with a function of floats all have a case with what they compute.
TEST(Coverage, FunctionsOfOneElementHaveCases) {
  std::set<Service> tested;
  for (const UnaryCase &test : unaryCases())
    tested.insert(test.service);
  const std::set<Service> elsewhere = {Service::alt_complex_rotate90_tile, Service::bitwise_not_tile};
  for (const Row &row : services()) {
    std::string name = row.name;
    bool ofFloats = name.ends_with("_tile") && row.service >= Service::exp_tile && row.service <= Service::round_tile;
    if (ofFloats && elsewhere.count(row.service) == 0)
      EXPECT_TRUE(tested.count(row.service) != 0) << name;
  }
}

} // namespace
} // namespace tt::device::test
