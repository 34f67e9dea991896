// Loading: every kind of damage is an error that says what is wrong where; what is whole loads.
#include <cstring>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "programs.h"

namespace tt::runtime::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

std::string refusal(const std::vector<std::byte> &file) {
  try {
    Binary::loadFromBytes(file);
  } catch (const BinaryError &error) {
    return error.what();
  }
  return "the file was loaded";
}

std::string refusal(const std::vector<Program> &programs) { return refusal(writeBinary(programs)); }

/// The small program with a change to it.
std::string refusalOf(const std::function<void(Program &)> &change) {
  Program program = smallProgram();
  change(program);
  return refusal(std::vector{program});
}

TEST(Loader, LoadsFromPathAndFromBytes) {
  std::vector<std::byte> file = writeBinary({smallProgram()});
  std::string path = writeTemporary(file, "good.ttnn");
  Binary binary = Binary::loadFromPath(path);
  EXPECT_EQ(binary.numPrograms(), 1U);
  EXPECT_EQ(binary.programName(0), "main");
  EXPECT_EQ(binary.version(), "1.0.0");
  EXPECT_EQ(binary.fileIdentifier(), "TTNN");
  EXPECT_EQ(binary.mlir(), "module {}");
  EXPECT_FALSE(binary.isProgramPrivate(0));
  EXPECT_NE(binary.id(), Binary::loadFromBytes(file).id());
  std::filesystem::remove(path);
}

TEST(Loader, DescribesPrograms) {
  Binary binary = load({smallProgram()});
  auto inputs = binary.programInputs(0);
  ASSERT_EQ(inputs.size(), 2U);
  EXPECT_EQ(inputs[1].name, "y");
  EXPECT_EQ(inputs[1].desc.str(), "2x3xf32");
  EXPECT_EQ(binary.programOutputs(0).at(0).desc.str(), "2x3xf32");
  auto operations = binary.programOperations(0);
  ASSERT_EQ(operations.size(), 3U);
  EXPECT_EQ(operations[1].name, "ttnn.relu");
  EXPECT_EQ(operations[1].location, "loc(\"main.py\":2:1)");
  EXPECT_EQ(operations[2].operands.size(), 2U);
  EXPECT_THAT(binary.asJson(), AllOf(HasSubstr("\"version\": \"1.0.0\""), HasSubstr("\"name\": \"ttnn.relu\"")));
  EXPECT_THAT(binary.programInputsAsJson(0), HasSubstr("{\"name\": \"x\", \"argument_type\": \"input\""));
  EXPECT_THAT(binary.systemDescAsJson(),
              AllOf(HasSubstr("\"grid\": [8, 8]"), HasSubstr("[\"f32\", \"bf16\", \"si32\"]")));
  EXPECT_THROW(binary.programName(1), IndexError);
}

TEST(Loader, EscapesJson) {
  Program program = smallProgram();
  program.operations[0].location = "loc(\"a\\b\n\")";
  EXPECT_THAT(load({program}).programOpsAsJson(0), HasSubstr(R"json("loc_info": "loc(\"a\\b\n\")")json"));
}

TEST(Loader, StoresTheSameFile) {
  std::vector<std::byte> file = writeBinary(richPrograms());
  std::string path = writeTemporary({}, "stored.ttnn");
  Binary::loadFromBytes(file).store(path);
  EXPECT_EQ(std::filesystem::file_size(path), file.size());
  EXPECT_EQ(Binary::loadFromPath(path).numPrograms(), 2U);
  std::filesystem::remove(path);
  EXPECT_THROW(Binary::loadFromBytes(file).store("/nonexistent/folder/file.ttnn"), FileError);
}

TEST(Loader, MapsLargeFiles) {
  std::vector<float> values(3 << 20);
  values[values.size() - 1] = 5;
  ProgramBuilder b("main");
  uint32_t x = b.input({3 << 20});
  b.output(b.op("ttnn.add", {x, b.constant({3 << 20}, values)}, {3 << 20}));
  std::string path = writeTemporary(writeBinary({b.program}), "large.ttnn");
  Binary binary = Binary::loadFromPath(path);
  std::filesystem::remove(path);
  Device device = openDevice();
  auto outputs = submit(device, binary, 0, std::vector{Tensor::createOwned({{3 << 20}, DataType::Float32})});
  EXPECT_EQ(static_cast<const float *>(outputs[0].data())[(3 << 20) - 1], 5);
}

TEST(Loader, SaysWhyAFileCannotBeRead) {
  try {
    Binary::loadFromPath("/nonexistent.ttnn");
    FAIL();
  } catch (const FileError &error) {
    EXPECT_EQ(error.errorNumber, ENOENT);
    EXPECT_EQ(error.path, "/nonexistent.ttnn");
    EXPECT_THAT(error.what(), HasSubstr("cannot open '/nonexistent.ttnn': No such file"));
  }
  try {
    Binary::loadFromPath("/tmp");
    FAIL();
  } catch (const FileError &error) {
    EXPECT_EQ(error.errorNumber, EISDIR);
  }
  EXPECT_THROW(Binary::loadFromPath("/dev/null"), FileError);
}

TEST(Loader, RefusesWhatIsNoBinary) {
  EXPECT_EQ(refusal(std::vector<std::byte>()), "<memory>: the file is empty");
  EXPECT_THAT(refusal(std::vector<std::byte>(5)), HasSubstr("truncated"));
  EXPECT_THAT(refusal(std::vector<std::byte>(500)), HasSubstr("not a Binary"));
}

TEST(Loader, RefusesFilesThatWereCutAtAnyPlace) {
  std::vector<std::byte> file = writeBinary(richPrograms());
  for (size_t i = 0; i < 64; ++i) {
    std::vector<std::byte> part(file.begin(), file.begin() + static_cast<long>(file.size() * i / 64));
    EXPECT_THAT(refusal(part), testing::AnyOf(HasSubstr("truncated"), HasSubstr("empty"))) << i;
  }
  std::vector<std::byte> part(file.begin(), file.end() - 1);
  EXPECT_EQ(refusal(part), "<memory>: the file is truncated: expected " + std::to_string(file.size()) + " bytes, has " +
                               std::to_string(file.size() - 1) + "; copy it again or recompile");
}

TEST(Loader, RefusesFilesWithSomethingBehindThem) {
  std::vector<std::byte> file = writeBinary({smallProgram()});
  file.push_back({});
  EXPECT_THAT(refusal(file), HasSubstr("does not end in TENONEND"));
}

TEST(Loader, RefusesEveryFlippedByte) {
  std::vector<std::byte> file = writeBinary(constEvalPrograms());
  for (size_t i = 0; i < file.size(); ++i) {
    file[i] ^= std::byte{0x10};
    EXPECT_NE(refusal(file), "the file was loaded") << "byte " << i;
    file[i] ^= std::byte{0x10};
  }
}

TEST(Loader, RefusesOtherVersionsAndNamesBoth) {
  EXPECT_THAT(refusal(writeBinary({smallProgram()}, {.major = 2})),
              AllOf(HasSubstr("schema version 2.0.0"), HasSubstr("reads version 1.2.0"), HasSubstr("recompile")));
  EXPECT_EQ(refusal(writeBinary({smallProgram()}, {.minor = 7})), "the file was loaded");
}

TEST(Loader, NamesProgramOpAndLocation) {
  EXPECT_EQ(
      refusalOf([](Program &p) { p.operations[1].operands[0] = 77; }),
      "<memory>: program 0 \"main\", op 1 ttnn.relu at loc(\"main.py\":2:1): operand 0 is value 77, but there are 5 "
      "values; the file is damaged or its compiler is at fault: recompile");
}

TEST(Loader, RefusesValuesThatAreNotThere) {
  EXPECT_THAT(refusalOf([](Program &p) { p.operations[0].results[0] = 99; }), HasSubstr("result 0 is value 99"));
  EXPECT_THAT(refusalOf([](Program &p) { p.outputs[0] = 99; }), HasSubstr("output 0 is value 99"));
  EXPECT_THAT(refusalOf([](Program &p) { p.inputs[0] = 99; }), HasSubstr("input 0 is value 99"));
  EXPECT_THAT(refusal(std::vector<Program>()), HasSubstr("no programs"));
}

TEST(Loader, RefusesValuesDefinedTwiceOrTooLate) {
  EXPECT_THAT(refusalOf([](Program &p) { p.operations[1].results[0] = 2; }),
              HasSubstr("result 0 is value 2, which is computed already"));
  EXPECT_THAT(refusalOf([](Program &p) { p.operations[0].results[0] = 0; }), HasSubstr("computed already"));
  EXPECT_THAT(refusalOf([](Program &p) { std::swap(p.operations[0], p.operations[1]); }),
              HasSubstr("which no earlier op computes"));
  EXPECT_THAT(refusalOf([](Program &p) { p.inputs[1] = p.inputs[0]; }), HasSubstr("which another input is already"));
  EXPECT_THAT(refusalOf([](Program &p) { p.operations.pop_back(); }), HasSubstr("which nothing computes"));
}

TEST(Loader, RefusesImpossibleShapesAndTypes) {
  auto withShape = [](std::vector<int64_t> shape) {
    return refusalOf([&](Program &p) { p.values[2].desc.shape = shape; });
  };
  EXPECT_THAT(withShape({2, -3}), HasSubstr("value 2: the shape 2x-3xf32 is impossible"));
  EXPECT_THAT(withShape({int64_t(1) << 62, 16}), HasSubstr("impossible"));
  EXPECT_THAT(withShape({0, int64_t(1) << 62, 16}), HasSubstr("impossible"));
  EXPECT_THAT(withShape(std::vector<int64_t>(13, 1)), HasSubstr("of rank 13"));
  EXPECT_THAT(refusalOf([](Program &p) { p.values[2].desc.dtype = static_cast<DataType>(99); }),
              HasSubstr("there is no data type number 99"));
  EXPECT_THAT(refusalOf([](Program &p) { p.values[2].desc.dtype = DataType::BFP_BFloat8; }), HasSubstr("bfp_bf8"));
}

TEST(Loader, RefusesOpsThatContradictTheirDefinition) {
  EXPECT_THAT(refusalOf([](Program &p) { p.operations[1].name = "ttnn.nonsense"; }), HasSubstr("knows no such op"));
  EXPECT_THAT(refusalOf([](Program &p) { p.operations[0].operandSegments = {2, 0}; }),
              HasSubstr("operand 'lhs' must be there once, the record has 2"));
  EXPECT_THAT(refusalOf([](Program &p) { p.operations[0].operandSegments = {1}; }), HasSubstr("has 1 segments"));
  EXPECT_THAT(refusalOf([](Program &p) {
                p.operations[0].operands.push_back(0);
                p.operations[0].operandSegments = {1, 1};
              }),
              HasSubstr("add up to 2, but there are 3"));
  EXPECT_THAT(refusalOf([](Program &p) { p.operations[0].attributes["nonsense"] = true; }),
              HasSubstr("the op has no attribute 'nonsense'"));
}

TEST(Loader, RefusesAttributesOfTheWrongKind) {
  std::vector<Program> programs = constEvalPrograms();
  programs[0].operations[1].attributes["transpose_a"] = int64_t(1);
  EXPECT_THAT(refusal(programs), HasSubstr("attribute 'transpose_a' must be a boolean"));
  programs = constEvalPrograms();
  programs[0].operations[1].attributes.erase("transpose_a");
  EXPECT_THAT(refusal(programs), HasSubstr("attribute 'transpose_a' is missing"));
}

TEST(Loader, RefusesCallsThatCannotBe) {
  auto calling = [](const std::function<void(std::vector<Program> &)> &change) {
    std::vector<Program> programs = constEvalPrograms();
    change(programs);
    return refusal(programs);
  };
  EXPECT_THAT(calling([](auto &p) { p[0].operations[0].attributes["callee"] = detail::ProgramRef{9}; }),
              HasSubstr("names program 9, but there are 2"));
  EXPECT_THAT(calling([](auto &p) { p[0].operations[0].attributes["callee"] = detail::ProgramRef{0}; }),
              HasSubstr("the program \"main\" has 2 operands, the op has 1"));
  EXPECT_THAT(calling([](auto &p) { p[1].values[0].desc.shape = {2, 3}; }), HasSubstr("operand 0 is 3x2xf32, but"));
}

TEST(Loader, RefusesProgramsThatCallThemselves) {
  ProgramBuilder b("loop");
  b.output(b.loadCached(0, {b.parameter({2})}, {2}));
  EXPECT_THAT(refusal(std::vector{b.program}), HasSubstr("the program calls itself"));
}

TEST(Loader, RefusesProgramsThatWouldRunForEver) {
  std::vector<Program> programs;
  for (uint32_t i = 0; i < 30; ++i) {
    ProgramBuilder b("p" + std::to_string(i));
    uint32_t v = b.parameter({2});
    if (i < 29)
      for (int j = 0; j < 4; ++j)
        v = b.loadCached(i + 1, {v}, {2});
    b.output(v);
    programs.push_back(b.program);
  }
  EXPECT_THAT(refusal(programs), HasSubstr("more than 1000000 times"));
}

TEST(Loader, RefusesKeptResultsOfProgramsThatChangeTheirInputs) {
  ProgramBuilder main("main"), callee("callee", true);
  main.output(main.loadCached(1, {main.parameter({2}), main.parameter({2})}, {2}));
  uint32_t source = callee.parameter({2}), target = callee.parameter({2});
  callee.effect("ttnn.copy", {source, target});
  callee.output(target);
  EXPECT_THAT(refusal(std::vector{main.program, callee.program}), HasSubstr("changes its inputs in place"));
}

TEST(Loader, RefusesTensorsAsDevices) {
  ProgramBuilder b("main");
  b.output(b.op("ttnn.get_device", {}, {2}));
  EXPECT_THAT(refusal(std::vector{b.program}), HasSubstr("the result must be a device"));
}

TEST(Loader, RefusesConstantsOutsideTheData) {
  std::vector<float> values = {1, 2};
  ProgramBuilder b("main");
  b.output(b.constant({2}, values));
  Program wrongSize = b.program;
  std::get<detail::ConstantRef>(wrongSize.operations[0].attributes["value"]).desc.shape = {3};
  EXPECT_THAT(refusal(std::vector{wrongSize}), HasSubstr("3xf32 has 12 bytes, but the record says 8"));
  std::vector<uint8_t> flags = {0, 1, 2};
  Program wrongBool = b.program;
  wrongBool.values[0].desc = {{3}, DataType::Bool};
  wrongBool.operations[0].attributes["value"] =
      detail::ConstantRef{{{3}, DataType::Bool}, false, std::as_bytes(std::span(flags))};
  EXPECT_THAT(refusal(std::vector{wrongBool}), HasSubstr("neither 0 nor 1"));
}

TEST(Loader, ReportsAllOpsThatCannotRun) {
  std::string message = refusalOf([](Program &p) {
    p.values[3].desc.shape = {4, 4};
    p.values[4].desc.dtype = DataType::UInt8;
  });
  EXPECT_THAT(message, AllOf(HasSubstr("2 ops cannot be executed"), HasSubstr("ttnn.relu at loc(\"main.py\":2:1)"),
                             HasSubstr("ttnn.multiply at loc(\"main.py\":3:1)")));
}

} // namespace
} // namespace tt::runtime::test
