// Small stories in Inform 6 for what CZECH leaves out, against dfrotz and against the Standard.
#include <algorithm>
#include <fstream>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "games.h"

namespace tt::zork::test {
namespace {

/// Compiles, plays here and on the card, and compares both with dfrotz.
void expectLikeDfrotz(std::string_view source, uint32_t version, const std::vector<std::string> &lines = {},
                      uint32_t seed = 1) {
  const auto path = compileInformFile(source, version);
  if (!path)
    GTEST_SKIP() << "inform6 is not installed";
  const Story story = readStory(*path);
  const auto expected = dfrotz(*path, lines, seed);
  std::filesystem::remove(*path);
  const std::string here = play(*nativeGame(story, seed), lines);
  EXPECT_EQ(play(*cardGame(story, seed), lines), here) << "version " << version;
  // Limits fall between instructions that are executed together.
  EXPECT_EQ(play(*nativeGame(story, seed), lines, 5), here) << "version " << version;
  if (!expected)
    GTEST_SKIP() << "dfrotz is not installed";
  EXPECT_EQ(here, *expected) << "version " << version;
}

class InformStory : public testing::TestWithParam<uint32_t> {};
INSTANTIATE_TEST_SUITE_P(Versions, InformStory, testing::Values(5U, 7U, 8U),
                         [](const auto &info) { return "z" + std::to_string(info.param); });

TEST_P(InformStory, UndoesSeveralLevels) {
  expectLikeDfrotz(R"inform(
    Global count;
    Array data -> 100;
    [ Level n r;
      data->n = n + 50; count = n;
      @save_undo r;
      if (r == 2) { print "back at ", n, ": count ", count, " data ", data->n, " ", data->(n+1), "^"; return 2; }
      print "saved ", n, " ", r, "^";
      return r;
    ];
    [ Main n r;
      for (n = 1 : n <= 4 : n++) if (Level(n) == 2) { n = n + 0; if (n > 2) { @restore_undo r; } jump done; }
      count = 99;
      @restore_undo r;
      print "not reached ", r, "^";
      .done;
      print "the end ", count, "^";
      @restore_undo r; print "one more: ", r, "^";
    ];)inform",
                   GetParam());
}

TEST_P(InformStory, ThrowsAndCatches) {
  expectLikeDfrotz(R"inform(
    Global frame;
    [ Inner a; if (a == 0) { @throw 42 frame; } Inner(a - 1); print "never^"; ];
    [ Outer x y z; @catch -> frame; x = 1; y = 2; z = 3; Inner(5); print x, y, z; return 7; ];
    [ Main r; r = Outer(); print "caught ", r, "^"; frame = 0; r = Outer(); print r, "^"; ];)inform",
                   GetParam());
}

TEST_P(InformStory, CopiesTablesThatOverlap) {
  expectLikeDfrotz(R"inform(
    Array data -> 400;
    Global down = 150; Global up;
    [ Fill i; for (i = 0 : i < 400 : i++) data->i = i * 7 + i / 3; ];
    [ Sum i s; for (i = 0 : i < 400 : i++) s = s * 31 + data->i; print s, " "; ];
    [ BytesDown a b i last; @loadb a i -> sp; @storeb b i sp; @dec_chk i last ?~BytesDownAgain; print i, " "; Sum(); return;
      .BytesDownAgain; return BytesDown2(a, b, i, last); ];
    [ BytesDown2 a b i last; .again; @loadb a i -> sp; @storeb b i sp; @dec_chk i last ?~again; print i, " "; Sum(); ];
    [ BytesUp a b i last; .again; @loadb a i -> sp; @storeb b i sp; @inc_chk i last ?~again; print i, " "; Sum(); ];
    [ WordsDown a b i last; .again; @loadw a i -> sp; @storew b i sp; @dec_chk i last ?~again; print i, " "; Sum(); ];
    [ WordsUp a b i last; .again; @loadw a i -> sp; @storew b i sp; @inc_chk i last ?~again; print i, " "; Sum(); ];
    [ GlobalDown a b; .again; @loadb a down -> sp; @storeb b down sp; @dec_chk down 3 ?~again; print down, " "; Sum(); ];
    [ IntoTheCount i; up = 0; .again; @loadw data up -> sp; @storew #globals_array up sp; @inc_chk up 3 ?~again; i = up; print i; ];
    [ OtherIndex a b i j; j = 20; .again; @loadb a i -> sp; @storeb b i sp; @dec_chk j 0 ?~again; print i, j, " "; Sum(); ];
    [ Main d;
      for (d = 0 : d < 5 : d++) {
        Fill(); BytesDown(data, data + d, 250, 0); Fill(); BytesDown2(data + d, data, 250, -1);
        Fill(); BytesUp(data, data + d, 0, 250); Fill(); BytesUp(data + d, data, -3 + 3, 250);
        Fill(); WordsDown(data, data + d, 120, 0); Fill(); WordsDown(data + d, data, 120, 0);
        Fill(); WordsUp(data, data + d, 0, 120); Fill(); WordsUp(data + d, data, 0, 120);
        new_line;
      }
      Fill(); GlobalDown(data, data + 5); OtherIndex(data, data + 9, 5);
      BytesDown2(data, data + 10, 3, 7); BytesUp(data, data + 10, 9, 2); BytesUp(data + 20, data + 20 - 5, -5, -1);
      new_line;
    ];)inform",
                   GetParam());
}

TEST_P(InformStory, KeepsLocalsAcrossCalls) {
  expectLikeDfrotz(R"inform(
    [ Fifteen n a b c d e f g h i j k l o r;
      a = n + 1; b = n + 2; c = n + 3; d = n + 4; e = n + 5; f = n + 6; g = n + 7; h = n + 8; i = n + 9; j = n + 10;
      k = n + 11; l = n + 12; o = n + 13;
      if (n > 0) r = a + Three(n - 1, 5, 6) + b;
      print a, b, c, d, e, f, g, h, i, j, k, l, o, r, "^"; return r + o; ];
    [ Three n x y; x = x + n; y = Nine(n, x) + y + x; print n, x, y, "^"; return x - y; ];
    [ Nine n x a b c d e f g; a = x; b = x + 1; c = x + 2; d = n; e = n * 2; f = None() + x; g = f - 1;
      if (n > 0) Fifteen(n - 1);
      print n, x, a, b, c, d, e, f, g, "^"; return Eight(n) + g; ];
    [ Eight n a b c d e f g; print a, b, c, d, e, f, g, "^"; a = 1; b = 2; c = 3; d = 4; e = 5; f = 6; g = 7;
      if (n > 0) n = 2 * None() + Seven(n - 1); print n, a, b, c, d, e, f, g, "^"; return n; ];
    [ Seven n a b c d e f; f = 9; if (n == 0) return Five(1, 2, 3, 4, 5); print n, a, b, c, d, e, f, "^"; return f + n; ];
    [ Five a b c d e f; return a + b + c + d + e + f; ];
    [ None; return 3; ];
    [ Main; print Fifteen(3), " ", indirect(Three, 2, 3, 4), " ", Five(9, 8, 7, 6, 5), "^"; ];)inform",
                   GetParam());
}

TEST_P(InformStory, PrintsToTables) {
  expectLikeDfrotz(R"inform(
    Array one -> 200; Array two -> 200;
    [ Dump t i; print "(", t-->0, ")"; for (i = 0 : i < t-->0 : i++) print (char) t->(i + 2); new_line; ];
    [ Main;
      @output_stream 3 one; print "outer ", 12345; @output_stream 3 two; print "inner^line ", -7; @output_stream -3;
      print " again"; @output_stream -3;
      print "shown^"; Dump(one); print two-->0, " ", two->7, "^";
      @output_stream -1; print "hidden^"; @output_stream 1; print "visible^";
    ];)inform",
                   GetParam());
}

TEST_P(InformStory, CopiesScansAndPrintsTables) {
  expectLikeDfrotz(R"inform(
    Array t -> 'a' 'b' 'c' 'd' 'e' 'f' 'g' 'h' 'i' 'j';
    Array w --> 10 20 30 40 $1234 60;
    Array rows -> "abcdefghijkl";
    [ Show i; for (i = 0 : i < 10 : i++) print (char) t->i; new_line; ];
    [ Main a x;
      Show(); a = t + 2; @copy_table t a 6; Show(); @copy_table a t 6; Show();
      x = -6; @copy_table t a x; Show(); @copy_table t 0 3; print t->0, t->1, t->2, t->3, "^";
      @scan_table 40 w 6 -> x ?found; print "no^"; jump next; .found; print (x - w) / 2, "^"; .next;
      @scan_table $34 w 12 1 -> x ?found2; print "no^"; jump next2; .found2; print x - w, "^"; .next2;
      @scan_table 99 w 6 -> x ?found3; print "no ", x, "^"; .found3;
      a = rows + 1; @print_table a 4 3; new_line; @print_table a 2 2 3; new_line; @print_table a 5; new_line;
    ];)inform",
                   GetParam());
}

TEST_P(InformStory, SplitsLinesIntoWords) {
  expectLikeDfrotz(R"inform(
    Object lamp "brass lamp" with name 'lamp' 'brass' 'lantern//';
    Array text -> 80; Array words -> 80; Array coded -> 10;
    [ Show i n; n = words->1; print n, " words:";
      for (i = 0 : i < n : i++) print " ", (words-->(2*i+1)) ~= 0, "/", words->(4*i+4), "/", words->(4*i+5);
      new_line; ];
    [ Main i n;
      for (n = 0 : n < 4 : n++) {
        text->0 = 70; text->1 = 0; words->0 = 15; print ">"; @aread text words -> i; print "key ", i, " length ", text->1, "^"; Show();
      }
      for (i = 2 : i < words->1 * 0 + 12 : i++) print text->i, " ";
      text->1 = 4; @tokenise text words; Show();
      words->2 = 77; @tokenise text words 0 1; print words->2, "^";
      i = text + 2; @encode_text i 4 0 coded; print coded-->0, " ", coded-->1, " ", coded-->2, "^";
    ];)inform",
                   GetParam(),
                   {"take the LAMP, brass lantern.", "\"quoted\", (x) lamp", "", "lampqrstuvwxyz ab1 \xc3\xa4"});
}

TEST_P(InformStory, CountsArgumentsAndShifts) {
  expectLikeDfrotz(R"inform(
    [ Count a b c d e f g; @check_arg_count 1 ?a1; print "0^"; return; .a1; @check_arg_count 4 ?a4; print "1 to 3^"; return;
      .a4; @check_arg_count 7 ?a7; print "4 to 6 ", a, b, c, d, e, f, g, "^"; return; .a7; print "7 ", a+b+c+d+e+f+g, "^"; ];
    [ Main x i; Count(); Count(1); Count(1,2,3); Count(1,2,3,4); Count(1,2,3,4,5,6,7);
      for (i = -16 : i <= 16 : i = i + 4) { @log_shift $8765 i -> x; print x, " "; @art_shift $8765 i -> x; print x, " "; }
      new_line;
      print 17 / -5, " ", 17 % -5, " ", -17 / 5, " ", -17 % 5, " "; x = -32768; i = -1; print x / i, " ", x % i, " "; x = 300; print x * x, "^";
    ];)inform",
                   GetParam());
}

TEST_P(InformStory, GivesDfrotzsRandomNumbers) {
  const std::string_view source = R"inform(
    [ Main i; for (i = 0 : i < 30 : i++) print random(100), " "; new_line;
      i = -7; @random i -> i; for (i = 0 : i < 10 : i++) print random(5), " "; new_line;
      i = -5000; @random i -> i; for (i = 0 : i < 10 : i++) print random(32767), " "; new_line;
      @random 0 -> i; for (i = 0 : i < 10 : i++) print random(1000), " "; new_line;
    ];)inform";
  for (const uint32_t seed : {1U, 999U, 32000U})
    expectLikeDfrotz(source, GetParam(), {}, seed);
}

TEST_P(InformStory, SplitsTheScreen) {
  expectLikeDfrotz(R"inform(
    Array place --> 2;
    [ Main x y;
      print "lower^"; @split_window 4; @set_window 1; @set_cursor 1 1; print "top left"; @set_cursor 2 60; print "cut off at the right margin of it";
      @get_cursor place; print place-->0, " ", place-->1; @set_cursor 4 10; print "four ten"; @set_window 0;
      print "A long line that has to be wrapped, as it is much longer than the eighty columns of the screen of dfrotz.^";
      @read_char 1 -> x; print x, "^";
      @set_text_style 1; print "reverse "; @set_text_style 2; print "both "; @set_text_style 0; print "roman^";
      @erase_window 1; @set_window 1; @set_cursor 3 3; print "again"; @set_window 0; print "and text^";
      @read_char 1 -> x; @read_char 1 -> y; print x, " ", y, "^"; @split_window 0; print "whole^"; @erase_window -1; print "erased^";
      @read_char 1 -> x; @buffer_mode 0; print "unbuffered words are broken wherever the line is at its end, even in their middle, you see^"; @buffer_mode 1;
      for (x = 0 : x < 60 : x++) print "line ", x, "^";
      @read_char 1 -> x;
    ];)inform",
                   GetParam(), {"a", "bc", "", "x"});
}

/// Emphasised text is text: dfrotz 2.54, which the others are compared with, leaves it out.
TEST_P(InformStory, PrintsEmphasisedText) {
  const std::string begin = R"inform([ Main x; print "plain ";)inform",
                    end = R"inform(print "roman^"; @read_char 1 -> x; ];)inform";
  const std::vector<std::string> lines = {"x"};
  const auto printed = [&](const std::string &code) -> std::optional<std::string> {
    const auto made = compileInform(begin + code + end, GetParam());
    return made ? std::optional(play(*nativeGame(*made), lines)) : std::nullopt;
  };
  const auto expected = printed(R"inform(print "bold underlined both fixed ";)inform");
  if (!expected)
    GTEST_SKIP() << "inform6 is not installed";
  EXPECT_NE(expected->find("plain bold underlined both fixed roman\n"), std::string::npos) << *expected;
  EXPECT_EQ(printed(R"inform(
    @set_text_style 2; print "bold "; @set_text_style 0; @set_text_style 4; print "underlined "; @set_text_style 2;
    print "both "; @set_text_style 0; @set_text_style 8; @set_text_style 2; print "fixed "; @set_text_style 0;)inform"),
            expected);
}

TEST_P(InformStory, PrintsUnicode) {
  expectLikeDfrotz(R"inform(
    [ Main i; print "@:a@:o@:u@ss@>>@<<@'e@`e@^e@~n@cc@oe@!!@??@LL^"; for (i = 155 : i <= 223 : i++) print (char) i; new_line;
      @print_unicode $41; @print_unicode $e9; @print_unicode $3b1; @print_unicode $20ac; new_line; ];)inform",
                   GetParam());
}

class OldInformStory : public testing::TestWithParam<uint32_t> {};
INSTANTIATE_TEST_SUITE_P(Versions, OldInformStory, testing::Values(3U, 4U),
                         [](const auto &info) { return "z" + std::to_string(info.param); });

constexpr std::string_view kOldStory = R"inform(
    Global location; Global score = 5; Global moves = -3;
    Object hall "Great Hall" with name 'hall' 'great'; Object box "box" hall with name 'box', description "A box."; Object pin "pin" box;
    Array text -> 82; Array words -> 82;
    [ Show i n; n = words->1; print n, " words:"; for (i = 0 : i < n : i++) print " ", (words-->(2*i+1)) ~= 0, "/", words->(4*i+4), "/", words->(4*i+5); new_line; ];
    [ Main i o; location = hall; text->0 = 80; words->0 = 10;
      for (i = 0 : i < 4 : i++) { print "turn ", i, "^>"; score = score + i; read text words; Show(); }
      move pin to hall; objectloop (o in hall) print (name) o, " "; new_line;
      remove box; if (parent(box) == 0) print "gone^"; print (object) pin, "^";
      for (i = 0 : i < 40 : i++) print "A line of text number ", i, " which is there to fill the screen^";
      read text words;
      @verify ?ok; print "bad^"; .ok; print "verified^";
    ];)inform";

TEST_P(OldInformStory, ReadsAndShows) {
  expectLikeDfrotz(kOldStory, GetParam(), {"look at BOX, please", "hall.box,pin", "", "abcdefghijkl xyz", "more"});
}

/// Z-characters as text, filled up.
std::vector<uint8_t> packed(std::vector<uint8_t> characters) {
  while (characters.size() % 3)
    characters.push_back(5);
  std::vector<uint8_t> bytes;
  for (size_t i = 0; i < characters.size(); i += 3) {
    const bool isLast = i + 3 == characters.size();
    const uint32_t word = (isLast ? 0x8000U : 0U) | characters[i] << 10U | characters[i + 1] << 5U | characters[i + 2];
    bytes.push_back(static_cast<uint8_t>(word >> 8));
    bytes.push_back(static_cast<uint8_t>(word));
  }
  return bytes;
}

/// Inform compiles nothing older than version 3: print, abbreviations of version 2, shifts and locks of both.
TEST(OldestVersions, PrintWhatDfrotzPrints) {
  for (const uint8_t version : {1, 2}) {
    Story story(0x400);
    story[0] = version;
    for (const auto &[field, value] : {std::pair{0x04, 0x200},
                                       {0x06, 0x200},
                                       {0x08, 0x3e0},
                                       {0x0a, 0x40},
                                       {0x0c, 0x100},
                                       {0x0e, 0x200},
                                       {0x18, 0x1c0}}) {
      story[static_cast<size_t>(field)] = static_cast<uint8_t>(value >> 8);
      story[static_cast<size_t>(field) + 1] = static_cast<uint8_t>(value);
    }
    size_t at = 0x200;
    const auto add = [&](const std::vector<uint8_t> &bytes) {
      std::copy(bytes.begin(), bytes.end(), story.begin() + static_cast<std::ptrdiff_t>(at));
      at += bytes.size();
    };
    const auto print = [&](const std::vector<uint8_t> &characters) {
      add({0xb2});
      add(packed(characters));
    };
    // Letters, single shifts from each alphabet, locks, the whole of the third alphabet, a code of its own (@ is 64).
    print({13, 10, 17, 17, 20, 0, 2, 28, 6, 3, 8, 9, 0, 4, 6, 7, 2, 10, 8, 3, 9, 10, 5, 11, 12, 4, 13, 5, 14});
    std::vector<uint8_t> others = {5};
    for (uint8_t i = 7; i < 32; ++i)
      others.push_back(i);
    print(others);
    print({3, 6, 2, 0, 6, 7});
    // 1 is a new line in version 1, an abbreviation in version 2: entry 3 leads to text at 0x1e0.
    story[0x1c7] = 0xf0;
    const std::vector<uint8_t> abbreviation = packed({2, 6, 7, 8});
    std::copy(abbreviation.begin(), abbreviation.end(), story.begin() + 0x1e0);
    print({6, 1, 3, 7, 4, 9, 1, 3, 10});
    add({0xbb, 0xe6, 0x7f, 77, 0xe5, 0x7f, 'x', 0xbb, 0xba});
    const auto path =
        std::filesystem::temp_directory_path() / fmt::format("tenon-zork-oldest-{}.z{}", ::getpid(), version);
    std::ofstream(path, std::ios::binary).write(reinterpret_cast<const char *>(story.data()), 0x400);
    const auto expected = dfrotz(path, {}, 1);
    std::filesystem::remove(path);
    if (!expected)
      GTEST_SKIP() << "dfrotz is not installed";
    EXPECT_EQ(play(*nativeGame(story), {}), *expected) << "version " << int(version);
    EXPECT_EQ(play(*cardGame(story), {}), *expected) << "version " << int(version);
  }
}

// What dfrotz cannot be asked for in a script.

std::unique_ptr<Game> storyOf(std::string_view source, uint32_t version) {
  const auto story = compileInform(source, version);
  return story ? nativeGame(*story) : nullptr;
}

TEST(TimedInput, CallsTheRoutineAndMayEnd) {
  const auto game = storyOf(R"inform(
    Global ticks; Array text -> 40; Array words -> 40;
    [ Tick; ticks++; return ticks >= 3; ];
    [ Main k; text->0 = 30; text->1 = 0; @aread text words 10 Tick -> k; print k, " ", ticks;
      @read_char 1 5 Tick -> k; print " ", k; ticks = 0; @read_char 1 5 Tick -> k; print " ", k, " ", ticks, "^"; ];)inform",
                            5);
  if (!game)
    GTEST_SKIP() << "inform6 is not installed";
  game->serve(Request::Run);
  ASSERT_EQ(game->status(), Status::WantsLine);
  EXPECT_EQ(game->control().timeTenths, 10U);
  for (int i = 0; i < 2; ++i) {
    game->bring(InputKind::Timeout);
    game->serve(Request::Run);
    ASSERT_EQ(game->status(), Status::WantsLine) << i;
  }
  game->bring(InputKind::Timeout);
  game->serve(Request::Run); // the routine ends it
  ASSERT_EQ(game->status(), Status::WantsCharacter);
  EXPECT_EQ(game->control().timeTenths, 5U);
  game->bring(InputKind::Timeout);
  game->serve(Request::Run);
  ASSERT_EQ(game->status(), Status::WantsCharacter) << "the next one";
  game->bring(InputKind::Character, 'x');
  game->serve(Request::Run);
  ASSERT_EQ(game->status(), Status::Quit);
  Terminal terminal(5);
  terminal.feed(game->section({game->control().layout.output.offset, game->control().outputBytes}));
  terminal.showAtEnd();
  EXPECT_EQ(terminal.take(), "0 3 0 120 0\n");
}

TEST(SaveAndRestore, AskTheHost) {
  for (const uint32_t version : {3U, 4U, 5U}) {
    const std::string_view source =
        version == 3 ? R"inform([ Main; @save ?ok; print "failed^"; jump on; .ok; print "saved^"; .on;
                                                       @restore ?never; .never; print "after^"; ];)inform"
                     : R"inform([ Main r; @save -> r; print r, "^"; @restore -> r; print r, "^"; ];)inform";
    const auto game = storyOf(source, version);
    if (!game)
      GTEST_SKIP() << "inform6 is not installed";
    game->serve(Request::Run);
    ASSERT_EQ(game->status(), Status::SaveWanted);
    // What a save file holds, with the address that Quetzal wants.
    std::vector<uint8_t> saved = game->canonical();
    const uint32_t address = game->control().resultAddress;
    game->bring(InputKind::Answer, 1);
    game->serve(Request::Run);
    ASSERT_EQ(game->status(), Status::RestoreWanted);
    game->restore(saved);
    game->state().pc = address;
    game->bring(InputKind::Restored, 2);
    game->serve(Request::Run);
    ASSERT_EQ(game->status(), Status::RestoreWanted);
    game->bring(InputKind::Answer, 0);
    game->serve(Request::Run);
    EXPECT_EQ(game->status(), Status::Quit);
    Terminal terminal(version);
    terminal.feed(game->section({game->control().layout.output.offset, game->control().outputBytes}));
    terminal.showAtEnd();
    EXPECT_EQ(terminal.take(), version == 3 ? "saved\nsaved\nafter\n" : "1\n2\n0\n");
  }
}

TEST(Restart, BeginsAgain) {
  const auto game = storyOf(
      R"inform(Array flag -> 2; [ Main k; print "begin ", flag->0, "^"; flag->0 = 1; @read_char 1 -> k; @restart; ];)inform",
      5);
  if (!game)
    GTEST_SKIP() << "inform6 is not installed";
  game->serve(Request::Run);
  const std::vector<uint8_t> first = game->canonical();
  game->bring(InputKind::Character, 'x');
  game->serve(Request::Run);
  EXPECT_EQ(game->status(), Status::WantsCharacter);
  EXPECT_EQ(game->canonical(), first);
}

TEST(Transcript, IsToldToTheHost) {
  const auto game = storyOf(
      R"inform([ Main; print "a"; @output_stream 2; print "b"; 0-->8 = (0-->8) & $fffe; print "c^"; ];)inform", 5);
  if (!game)
    GTEST_SKIP() << "inform6 is not installed";
  game->serve(Request::Run);
  ASSERT_EQ(game->status(), Status::Quit) << game->control().error;
  std::string seen;
  for (const uint8_t byte : game->section({game->control().layout.output.offset, game->control().outputBytes}))
    if (byte)
      seen += static_cast<char>(byte);
  EXPECT_NE(seen.find("a\x08\x02\x01"
                      "b\x08\x02"
                      "c"),
            std::string::npos);
}

} // namespace
} // namespace tt::zork::test
