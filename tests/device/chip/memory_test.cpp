// Buffers and direct access to the chip's memory.
#include <numeric>

#include "chip/memory/free_list.h"
#include "chip_cases.h"
#include "tt/device/error.h"

namespace tt::device::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

std::vector<std::byte> pattern(size_t bytes) {
  std::vector<std::byte> data(bytes);
  for (size_t i = 0; i < bytes; ++i)
    data[i] = static_cast<std::byte>(i * 7 + i / 256);
  return data;
}

TEST(FreeList, JoinsNeighboursAgain) {
  FreeList list(100, 1000, 16); // 112 to 992
  EXPECT_EQ(list.takeLowest(10), 112u);
  EXPECT_EQ(list.takeLowest(16), 128u);
  EXPECT_EQ(list.takeHighest(17), 960u);
  EXPECT_EQ(list.lowestTaken(), 112u);
  EXPECT_EQ(list.freeBytes(), 992u - 144 - 32);
  list.giveBack(112);
  EXPECT_EQ(list.largestPiece(), 960u - 144);
  list.giveBack(960);
  list.giveBack(128);
  EXPECT_EQ(list.largestPiece(), 880u);
  EXPECT_EQ(list.lowestTaken(), 992u);
  EXPECT_EQ(list.takeLowest(881), std::nullopt);
  EXPECT_EQ(list.takeHighest(880), 112u);
}

TEST(ChipMemory, SpreadsPagesOverBanks) {
  auto chip = openSmall();
  for (BufferType type : {BufferType::Dram, BufferType::L1}) {
    Buffer buffer = chip->createBuffer(type, 100 * 40, 40);
    EXPECT_EQ(buffer.pages(), 100u);
    EXPECT_EQ(buffer.alignedPageSize(), type == BufferType::Dram ? 64u : 48u);
    std::vector<std::byte> data = pattern(4000), back(4000);
    chip->write(buffer, data);
    chip->read(buffer, back);
    EXPECT_EQ(back, data);

    std::vector<std::byte> page(40);
    if (type == BufferType::Dram)
      chip->readDram(25 % 12, buffer.address() + 25 / 12 * 64, page);
    else
      chip->readL1({1, 0}, buffer.address() + 25 / 4 * 48, page);
    EXPECT_TRUE(std::equal(page.begin(), page.end(), data.begin() + 25 * 40));

    std::vector<std::byte> part(100);
    chip->read(buffer, part, 77);
    EXPECT_TRUE(std::equal(part.begin(), part.end(), data.begin() + 77));
  }
}

TEST(ChipMemory, TakesMemoryBack) {
  auto chip = openSmall();
  Buffer first = chip->createBuffer(BufferType::Dram, 1024, 1024);
  uint32_t address = first.address();
  Buffer second = chip->createBuffer(BufferType::Dram, 1024, 1024);
  EXPECT_NE(second.address(), address);
  first = {};
  EXPECT_EQ(chip->createBuffer(BufferType::Dram, 1024, 1024).address(), address);
}

TEST(ChipMemory, SaysHowMuchIsFree) {
  auto chip = openSmall(1, 1);
  Buffer most = chip->createBuffer(BufferType::L1, 1400000, 1400000);
  EXPECT_THAT(messageOf<ValueError>([&] { chip->createBuffer(BufferType::L1, 200000, 200000); }),
              AllOf(HasSubstr("no room for a buffer of 200000 bytes in each of the 1 banks of L1"),
                    HasSubstr("of 1499136 bytes are free")));
  EXPECT_THAT(messageOf<ValueError>([&] { chip->createBuffer(BufferType::Dram, 12 * (uint64_t(1) << 30), 1 << 20); }),
              HasSubstr("banks of DRAM"));
}

TEST(ChipMemory, RefusesImpossibleBuffers) {
  auto chip = openSmall();
  EXPECT_THAT(messageOf<ValueError>([&] { chip->createBuffer(BufferType::Dram, 0, 4); }), HasSubstr("at least 1"));
  EXPECT_THAT(messageOf<ValueError>([&] { chip->createBuffer(BufferType::Dram, 10, 4); }),
              HasSubstr("a whole number of pages"));
  std::vector<std::byte> data(64);
  EXPECT_THAT(messageOf<ValueError>([&] { chip->write({}, data); }), HasSubstr("the buffer is none"));
  Buffer buffer = chip->createBuffer(BufferType::Dram, 32, 32);
  EXPECT_THAT(messageOf<ValueError>([&] { chip->write(buffer, data); }),
              HasSubstr("64 bytes at offset 0 of a buffer of 32 bytes"));
  EXPECT_THAT(messageOf<ValueError>([&] { openSmall()->read(buffer, data); }), HasSubstr("another chip"));
}

TEST(ChipMemory, ChecksDirectAccess) {
  auto chip = openSmall();
  const Architecture &a = chip->architecture();
  uint32_t end = a.l1Size + 3 * a.localMemorySize;
  writeWord(*chip, {1, 1}, end - 4, 7);
  EXPECT_EQ(readWord(*chip, {1, 1}, end - 4), 7u);
  EXPECT_THAT(messageOf<ValueError>([&] { writeWord(*chip, {1, 1}, end - 2, 7); }),
              HasSubstr("of the memory of tile (x=1, y=1), which has"));
  EXPECT_THAT(messageOf<ValueError>([&] { readWord(*chip, {2, 0}, 0); }), HasSubstr("there is no tile (x=2, y=0)"));
  std::vector<std::byte> data(8);
  EXPECT_THAT(messageOf<ValueError>([&] { chip->readDram(12, 0, data); }), HasSubstr("there is no DRAM channel 12"));
  EXPECT_THAT(messageOf<ValueError>([&] { chip->writeDram(0, a.dramChannelSize - 4, data); }),
              HasSubstr("of DRAM channel 0"));
}

TEST(ChipMemory, IsGoneAfterClosing) {
  auto chip = openSmall();
  Buffer buffer = chip->createBuffer(BufferType::L1, 64, 64);
  chip->close();
  chip->close();
  EXPECT_FALSE(chip->isOpen());
  std::vector<std::byte> data(4);
  for (const std::function<void()> &use : std::vector<std::function<void()>>{
           [&] { chip->createBuffer(BufferType::L1, 64, 64); }, [&] { chip->write(buffer, data); },
           [&] { readWord(*chip, {0, 0}, 0); }, [&] { chip->run(programOf(kernel(""))); }, [&] { chip->wait(); },
           [&] { chip->stop(); }, [&] { chip->snapshot(); }, [&] { chip->registers(kDm0); },
           [&] { chip->waitForBreakpoint(std::chrono::milliseconds(1)); }})
    EXPECT_THAT(messageOf<DeviceError>(use), HasSubstr("the chip is closed"));
}

TEST(ChipMemory, ChipsAreApart) {
  auto one = openSmall(), other = openSmall();
  writeWord(*one, {0, 0}, kScratch, 1);
  EXPECT_EQ(readWord(*other, {0, 0}, kScratch), 0u);
}

} // namespace
} // namespace tt::device::test
