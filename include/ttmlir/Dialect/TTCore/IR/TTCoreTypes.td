// Types of ttcore: tiles and dictionaries.
#ifndef TTMLIR_DIALECT_TTCORE_IR_TTCORETYPES_TD
#define TTMLIR_DIALECT_TTCORE_IR_TTCORETYPES_TD

include "mlir/IR/BuiltinTypeInterfaces.td"
include "ttmlir/Dialect/TTCore/IR/TTCoreAttrs.td"

class TTCore_Type<string name, string typeMnemonic, list<Trait> traits = []>
    : TypeDef<TTCore_Dialect, name, traits> {
  let mnemonic = typeMnemonic;
}

def TTCore_TileType : TTCore_Type<"Tile", "tile", [MemRefElementTypeInterface, VectorElementTypeInterface]> {
  let summary = "A tile: a small matrix that the card computes with as one element";
  let description = [{
    Element type of tensors and buffers in tiled layout:
    `memref<2x4x!ttcore.tile<32x32, bf16>>` holds 64x128 elements.
  }];
  let parameters = (ins ArrayRefParameter<"int64_t">:$shape, "DataType":$dataType);
  let assemblyFormat = "`<` custom<TileShape>($shape, $dataType) `>`";
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    int64_t getHeight() const { return getShape()[0]; }
    int64_t getWidth() const { return getShape()[1]; }
    /// Bytes of one tile in memory; block floats include their shared exponents.
    uint64_t getSizeBytes() const;
    /// The type of a single element.
    Type getElementType() const;
  }];
}

def TTCore_DictType : TTCore_Type<"Dict", "dict"> {
  let summary = "A dictionary from names or indices to values";
  let description = [{
    The value behind `get_key_value` and `set_key_value`: `!ttcore.dict`.
  }];
}

#endif // TTMLIR_DIALECT_TTCORE_IR_TTCORETYPES_TD
