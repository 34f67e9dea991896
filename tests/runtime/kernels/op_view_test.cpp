// OpView: reading operands and attributes, and the errors where they are not there.
#include "harness.h"

namespace tt::runtime::test {
namespace {

using Ints = std::vector<int64_t>;

class OpViewTest : public testing::Test {
protected:
  OpViewTest() {
    program.values = {
        {true, {{2, 3}, Float32}, {}}, {true, {{3, 4}, BFloat16}, {}}, {false, {}, {}}, {true, {{2, 4}, Float32}, {}}};
    detail::Operation op;
    op.name = "ttnn.linear";
    op.signature = detail::findOpSignature(op.name);
    op.operands = {0, 1};
    op.operandSegments = {1, 1, 0};
    op.results = {3};
    op.location = "loc(\"a.py\":3:1)";
    op.attributes["flag"] = true;
    op.attributes["number"] = int64_t{-5};
    op.attributes["real"] = 0.5;
    op.attributes["text"] = std::string("relu");
    op.attributes["numbers"] = Ints{1, 2};
    op.attributes["none"] = std::vector<std::string>{};
    program.operations = {op};
  }

  template <class Function>
  std::string error(Function function) {
    try {
      function(OpView(program, 0));
    } catch (const OpError &error) {
      EXPECT_EQ(error.op, "ttnn.linear");
      EXPECT_EQ(error.location, "loc(\"a.py\":3:1)");
      return error.what();
    }
    ADD_FAILURE() << "no error";
    return "";
  }

  detail::Program program;
};

TEST_F(OpViewTest, ReadsWhatIsThere) {
  OpView view(program, 0);
  EXPECT_EQ(view.operand(1).dtype, BFloat16);
  EXPECT_EQ(view.result().shape, Shape({2, 4}));
  EXPECT_EQ(view.find("b"), 1u);
  EXPECT_EQ(view.find("bias"), std::nullopt);
  EXPECT_EQ(view.find("unheard"), std::nullopt);
  EXPECT_EQ(view.require("a"), 0u);
  EXPECT_TRUE(view.has("flag"));
  EXPECT_FALSE(view.has("fla"));
  EXPECT_TRUE(view.boolAttr("flag"));
  EXPECT_EQ(view.intAttr("number"), -5);
  EXPECT_EQ(view.floatAttr("number"), -5);
  EXPECT_EQ(view.floatAttr("real"), 0.5);
  EXPECT_EQ(view.stringAttr("text"), "relu");
  EXPECT_EQ(view.intsAttr("numbers"), Ints({1, 2}));
  EXPECT_EQ(view.intsAttr("number"), Ints({-5}));
  EXPECT_EQ(view.intsAttr("none"), Ints());
  EXPECT_EQ(view.intAttr("absent", 3), 3);
  EXPECT_EQ(view.stringAttr("absent", "x"), "x");
}

TEST_F(OpViewTest, ErrorsNameOpPlaceAndTensors) {
  EXPECT_EQ(error([](const OpView &view) { view.fail("no"); }),
            "ttnn.linear at loc(\"a.py\":3:1): no (operands: 2x3xf32, 3x4xbf16; results: 2x4xf32)");
  EXPECT_THAT(error([](const OpView &view) { view.operand(2); }), testing::HasSubstr("operand 2 is missing"));
  EXPECT_THAT(error([](const OpView &view) { view.result(1); }), testing::HasSubstr("result 1 is missing"));
  EXPECT_THAT(error([](const OpView &view) { view.require("bias"); }), testing::HasSubstr("operand 'bias' is missing"));
  EXPECT_THAT(error([](const OpView &view) { view.intAttr("real"); }),
              testing::HasSubstr("attribute 'real' must be an integer"));
  EXPECT_THAT(error([](const OpView &view) { view.intAttr("absent"); }),
              testing::HasSubstr("attribute 'absent' is missing; it must be an integer"));
  EXPECT_THAT(error([](const OpView &view) { view.boolAttr("number"); }), testing::HasSubstr("a boolean"));
  EXPECT_THAT(error([](const OpView &view) { view.floatAttr("flag"); }), testing::HasSubstr("a number"));
  EXPECT_THAT(error([](const OpView &view) { view.stringAttr("flag"); }), testing::HasSubstr("a string"));
  EXPECT_THAT(error([](const OpView &view) { view.intsAttr("text"); }), testing::HasSubstr("an array of integers"));
  EXPECT_THAT(error([](const OpView &view) { view.constantAttr("text"); }), testing::HasSubstr("a constant tensor"));
  program.operations[0].operands = {2};
  EXPECT_THAT(error([](const OpView &view) { view.operand(0); }),
              testing::HasSubstr("operand 0 is not a tensor (operands: device"));
  // Segments that promise more than there is.
  program.operations[0].operandSegments = {4000000000u, 1, 1};
  EXPECT_EQ(OpView(program, 0).find("bias"), std::nullopt);
}

} // namespace
} // namespace tt::runtime::test
