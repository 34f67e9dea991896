// The ttkernel dialect and the base classes of its attributes and types.

#ifndef TTMLIR_DIALECT_TTKERNEL_IR_TTKERNELBASE_TD
#define TTMLIR_DIALECT_TTKERNEL_IR_TTKERNELBASE_TD

include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/BuiltinAttributes.td"
include "mlir/IR/BuiltinTypes.td"
include "mlir/IR/CommonAttrConstraints.td"
include "mlir/IR/CommonTypeConstraints.td"
include "mlir/IR/EnumAttr.td"
include "mlir/IR/OpBase.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

def TTKernel_Dialect : Dialect {
  let name = "ttkernel";
  let cppNamespace = "::mlir::tt::ttkernel";
  let summary = "Programs of single cores, with circular buffers, registers and the network on chip.";
  let description = [{
    `ttkernel` is the level at which one function is the program of one thread
    of a core. An operation is one call of the interface that kernels are
    written with.

    A core has two kinds of threads. Those of data movement (`noc`, and
    `ethernet` on cores of links) read and write memories through the network
    on chip. Those of computing unpack tiles from circular buffers, compute
    with the matrix unit (FPU) and the vector unit (SFPU) on the tiles of the
    destination registers (DST), and pack them into circular buffers. The
    threads meet at circular buffers: queues of pages in the core's own memory
    (L1), with one writer and one reader. The pages of buffers that threads of
    computing use are tiles.

    Two attributes describe a function: `ttkernel.thread` says which kind of
    thread runs it, and verifiers refuse operations of the other kind in it;
    `ttkernel.arg_spec` lists the arguments that it takes while it is compiled
    and when it starts.

    Indices are `index` or `i32`. Those of tiles in DST count from 0 in the half of
    DST that the thread has acquired; those of tiles in a circular buffer count
    from the page at its front, or from the reserved page at its back.
    Addresses are in bytes. Arguments named `param`, `scale` or the like that
    are of type `i32` hold the bits of a 32-bit float, unless the operation is
    one on integers.

    `convert-ttkernel-to-llvm` lowers kernels for the simulated card's cores, and
    `ttmlir-translate --ttkernel-to-cpp` writes them as C++.
  }];
  let dependentDialects = ["::mlir::tt::ttcore::TTCoreDialect"];
  let useDefaultAttributePrinterParser = 1;
  let useDefaultTypePrinterParser = 1;
  let hasOperationAttrVerify = 1;
  let extraClassDeclaration = [{
    /// The names of the attributes that describe a function.
    static constexpr ::llvm::StringLiteral kThreadAttrName = "ttkernel.thread";
    static constexpr ::llvm::StringLiteral kArgSpecAttrName = "ttkernel.arg_spec";

    void registerAttributes();
    void registerTypes();
    // One function for each family of operations, so that a change of one
    // family compiles one file.
    void registerArgumentsOps();
    void registerCircularBufferOps();
    void registerDebugOps();
    void registerElementwiseFPUOps();
    void registerFabricOps();
    void registerMatmulOps();
    void registerNocAddressOps();
    void registerNocReadOps();
    void registerNocWriteOps();
    void registerPackOps();
    void registerReductionOps();
    void registerRegistersOps();
    void registerSFPUArithmeticOps();
    void registerSFPUBinaryOps();
    void registerSFPUComparisonOps();
    void registerSFPUUnaryOps();
    void registerSemaphoreOps();
    void registerTensorAccessorOps();
    void registerTilizeOps();
  }];
}

class TTKernel_Attr<string name, string attrMnemonic, list<Trait> traits = []>
    : AttrDef<TTKernel_Dialect, name, traits> {
  let mnemonic = attrMnemonic;
}

class TTKernel_Type<string name, string typeMnemonic, list<Trait> traits = []>
    : TypeDef<TTKernel_Dialect, name, traits> {
  let mnemonic = typeMnemonic;
}

#endif
