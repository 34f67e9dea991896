// Enumerations of ttir; apart from the dialect, for enums are generated file by file.
#ifndef TTMLIR_DIALECT_TTIR_IR_TTIRENUMS_TD
#define TTMLIR_DIALECT_TTIR_IR_TTIRENUMS_TD

include "mlir/IR/EnumAttr.td"

def TTIR_ReduceDim : I32EnumAttr<"ReduceDim", "Dimensions of a tile that are reduced", [
  I32EnumAttrCase<"R", 0>, I32EnumAttrCase<"C", 1>, I32EnumAttrCase<"RC", 2>
]> {
  let genSpecializedAttr = 0;
  let cppNamespace = "::mlir::tt::ttir";
}

def TTIR_ThreadType : I32EnumAttr<"ThreadType", "What a thread of a core does", [
  I32EnumAttrCase<"Compute", 0, "compute">, I32EnumAttrCase<"Datamovement", 1, "datamovement">
]> {
  let genSpecializedAttr = 0;
  let cppNamespace = "::mlir::tt::ttir";
}

#endif // TTMLIR_DIALECT_TTIR_IR_TTIRENUMS_TD
