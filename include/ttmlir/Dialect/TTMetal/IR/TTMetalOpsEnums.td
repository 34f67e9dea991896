// The enumerations of the ttmetal dialect.
#ifndef TTMLIR_DIALECT_TTMETAL_IR_TTMETALOPSENUMS_TD
#define TTMLIR_DIALECT_TTMETAL_IR_TTMETALOPSENUMS_TD

include "ttmlir/Dialect/TTMetal/IR/TTMetalBase.td"

class TTMetal_Enum<string name, string summary, list<I32EnumAttrCase> cases>
    : I32EnumAttr<name, summary, cases> {
  let cppNamespace = "::mlir::tt::ttmetal";
  let genSpecializedAttr = 0;
}

def TTMetal_MathFidelity : TTMetal_Enum<"MathFidelity",
    "how many bits of its operands the matrix unit multiplies", [
      I32EnumAttrCase<"LoFi", 0, "lofi">,
      I32EnumAttrCase<"HiFi2", 2, "hifi2">,
      I32EnumAttrCase<"HiFi3", 3, "hifi3">,
      I32EnumAttrCase<"HiFi4", 4, "hifi4">
    ]>;

def TTMetal_UnpackToDestMode : TTMetal_Enum<"UnpackToDestMode",
    "in what format tiles come from a circular buffer into DST", [
      I32EnumAttrCase<"Fp32", 0, "fp32">,
      I32EnumAttrCase<"Default", 1, "default">
    ]>;

def TTMetal_EthType : TTMetal_Enum<"EthType",
    "which end of a link a core of a link serves", [
      I32EnumAttrCase<"Sender", 0, "sender">,
      I32EnumAttrCase<"Receiver", 1, "receiver">
    ]>;

#endif
