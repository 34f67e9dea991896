// Images: their functions run, and objects that would need a loader are refused.
#include "tt/jit/image.h"

#include <algorithm>
#include <cstring>
#include <elf.h>
#include <fstream>
#include <iterator>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/test_seed.h"
#include "tt/jit/executable_memory.h"

namespace tt::jit {
namespace {

std::vector<std::byte> objectFile() {
  std::ifstream stream(TENON_TEST_OBJECT, std::ios::binary);
  std::vector<char> bytes((std::istreambuf_iterator<char>(stream)), {});
  const auto *begin = reinterpret_cast<const std::byte *>(bytes.data());
  return {begin, begin + bytes.size()};
}

using Function = int (*)(int);

Function find(const Image &image, const ExecutableMemory &memory, std::string_view name) {
  auto found = std::ranges::find(image.symbols, name, &ImageSymbol::name);
  return found == image.symbols.end()
             ? nullptr
             : reinterpret_cast<Function>(reinterpret_cast<uintptr_t>(memory.at(found->offset)));
}

TEST(Image, RunsFunctionsWithConstantsAndCalls) {
  Image image = linkImage(objectFile());
  std::shared_ptr<const ExecutableMemory> memory = ExecutableMemory::load(image.bytes);
  ASSERT_NE(memory, nullptr);
  EXPECT_EQ(find(image, *memory, "square")(5), 25);
  EXPECT_EQ(find(image, *memory, "twice_square")(3), 18);
  EXPECT_EQ(find(image, *memory, "named")(3), 99);
  EXPECT_EQ(find(image, *memory, "named")(7), 7);
  EXPECT_EQ(find(image, *memory, "squares"), nullptr);
}

TEST(Image, RunsAtAnyAddress) {
  Image image = linkImage(objectFile());
  std::shared_ptr<const ExecutableMemory> first = ExecutableMemory::load(image.bytes);
  std::shared_ptr<const ExecutableMemory> second = ExecutableMemory::load(image.bytes);
  EXPECT_NE(first->at(0), second->at(0));
  EXPECT_EQ(find(image, *first, "twice_square")(4), find(image, *second, "twice_square")(4));
}

TEST(Image, RefusesWhatIsNoObjectFile) {
  EXPECT_THROW(linkImage({}), ImageError);
  std::vector<std::byte> text(1000, std::byte{'x'});
  try {
    linkImage(text);
    FAIL();
  } catch (const ImageError &error) {
    EXPECT_STREQ(error.what(), "object file: not a relocatable ELF file of 64 bits");
  }
}

TEST(Image, RefusesOtherMachines) {
  std::vector<std::byte> object = objectFile();
  Elf64_Half machine = EM_AARCH64;
  std::memcpy(object.data() + offsetof(Elf64_Ehdr, e_machine), &machine, sizeof(machine));
  try {
    linkImage(object);
    FAIL();
  } catch (const ImageError &error) {
    EXPECT_STREQ(error.what(), "object file: for machine 183, expected x86-64");
  }
}

TEST(Image, SurvivesTruncatedAndChangedObjects) {
  std::vector<std::byte> object = objectFile();
  std::mt19937 random(tt::test::testSeed());
  for (size_t size = 0; size < object.size(); size += 1 + random() % 16)
    try {
      linkImage(std::span(object).first(size));
    } catch (const ImageError &) {
    }
  for (int round = 0; round < 3000; ++round) {
    std::vector<std::byte> changed = object;
    for (unsigned count = 1 + random() % 4; count > 0; --count)
      changed[random() % changed.size()] = static_cast<std::byte>(random());
    try {
      linkImage(changed);
    } catch (const ImageError &) {
    }
  }
}

extern "C" const void *second(void *, const void *context) { return context; }

TEST(ExecutableMemory, BindsASecondArgument) {
  int context = 0;
  auto code = ExecutableMemory::bind(reinterpret_cast<const void *>(&second), &context);
  ASSERT_NE(code, nullptr);
  auto bound = reinterpret_cast<const void *(*)(void *)>(reinterpret_cast<uintptr_t>(code->at(0)));
  EXPECT_EQ(bound(nullptr), &context);
}

TEST(ExecutableMemory, OfNothingIsNone) { EXPECT_EQ(ExecutableMemory::load({}), nullptr); }

} // namespace
} // namespace tt::jit
