// The ttmetal dialect and the base classes of its attributes, types and operations.
#ifndef TTMLIR_DIALECT_TTMETAL_IR_TTMETALBASE_TD
#define TTMLIR_DIALECT_TTMETAL_IR_TTMETALBASE_TD

include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/EnumAttr.td"
include "mlir/IR/OpBase.td"

def TTMetal_Dialect : Dialect {
  let name = "ttmetal";
  let cppNamespace = "::mlir::tt::ttmetal";
  let summary = "The host's side of programs for the card's cores.";
  let description = [{
    `ttmetal` is what the host asks of a card: buffers in its memories, copies to
    and from them, and programs, which are kernels (functions of `ttkernel`) on
    rectangles of cores together with their circular buffers and arguments. The
    card does what it is asked in the order in which it is asked; `finish` waits
    for all of it.

    Buffers are memrefs. Those of the card have tiles as elements and say with
    `#ttcore.memory_space` where they lie; memrefs of plain elements are the
    host's. An interleaved buffer (`#ttcore.interleaved`) has one tile a page, and
    its pages go round over the banks of its memory.

    The pipeline `ttir-to-ttmetal-pipeline` makes modules of `ttmetal` and
    `ttkernel` from `ttir`, and `ttmlir-translate --ttmetal-to-flatbuffer` writes
    them to a Binary (`.ttm`).
  }];
  let dependentDialects = ["::mlir::tt::ttcore::TTCoreDialect", "::mlir::tt::ttkernel::TTKernelDialect"];
  let useDefaultAttributePrinterParser = 1;
  let useDefaultTypePrinterParser = 1;
  let extraClassDeclaration = [{
    void registerAttributes();
    void registerTypes();
  }];
}

class TTMetal_Attr<string name, string attrMnemonic, list<Trait> traits = []>
    : AttrDef<TTMetal_Dialect, name, traits> {
  let mnemonic = attrMnemonic;
}

class TTMetal_Type<string name, string typeMnemonic> : TypeDef<TTMetal_Dialect, name> {
  let mnemonic = typeMnemonic;
}

class TTMetal_Op<string mnemonic, list<Trait> traits = []> : Op<TTMetal_Dialect, mnemonic, traits>;

#endif
