// What the files of operations share: operand types, traits, and a class for each shape that many operations have.

#ifndef TTMLIR_DIALECT_TTKERNEL_IR_TTKERNELOPBASE_TD
#define TTMLIR_DIALECT_TTKERNEL_IR_TTKERNELOPBASE_TD

include "ttmlir/Dialect/TTCore/IR/TTCoreAttrs.td"
include "ttmlir/Dialect/TTKernel/IR/TTKernelOpsAttrs.td"
include "ttmlir/Dialect/TTKernel/IR/TTKernelOpsTypes.td"

//===-- Operands ----------------------------------------------------------===//

def IndexLike : AnyTypeOf<[Index, I32]>;
def TTKernel_LocalAddress : AnyTypeOf<[I32, TTKernel_L1Addr, TTKernel_LocalSemaphore]>;
def TTKernel_ArgResultType : AnyTypeOf<[Index, I32, UI32, TTKernel_CB, TTKernel_L1Addr]>;

//===-- Traits ------------------------------------------------------------===//

class TTKernel_Trait<string name> : NativeOpTrait<name> {
  let cppNamespace = "::mlir::tt::ttkernel";
}

// The kind of thread that can run the operation; verified against
// `ttkernel.thread` of the function around it.
def TTKernel_ComputeThreadOnly : TTKernel_Trait<"ComputeThreadOnly">;
def TTKernel_DataMovementThreadOnly : TTKernel_Trait<"DataMovementThreadOnly">;

// Where they are constant, `trid` is one of the 16 identifiers of a network and
// `noc` beside it one of the two networks; `size` and `num_dests` are positive.
def TTKernel_ValidTransactionId : TTKernel_Trait<"ValidTransactionId">;
def TTKernel_ValidSize : TTKernel_Trait<"ValidSize">;
def TTKernel_ValidDestinations : TTKernel_Trait<"ValidDestinations">;

// The attribute `dtype` is a format of integers.
def TTKernel_IntegerFormat : TTKernel_Trait<"IntegerFormat">;

// All operands that are circular buffers hold tiles; and tiles of one shape.
def TTKernel_BuffersHoldTiles : TTKernel_Trait<"BuffersHoldTiles">;
def TTKernel_TilesOfOneShape : TTKernel_Trait<"TilesOfOneShape">;

// `count` operands from operand number `first` on are indices of tiles in DST;
// constant ones lie in it.
class TTKernel_DstIndices<int first, int count>
    : ParamNativeOpTrait<"DstIndices", first # ", " # count> {
  let cppNamespace = "::mlir::tt::ttkernel";
}

//===-- Bases -------------------------------------------------------------===//

// An operation is written `ttkernel.name(arguments) : (types) -> types`, with
// attributes among the arguments where the definition has them. With
// `lastIsOptional` the last argument may be left out.
class TTKernel_Op<string mnemonic, list<Trait> traits = []>
    : Op<TTKernel_Dialect, mnemonic, traits> {
  bit lastIsOptional = 0;
  list<string> writtenArguments =
      !foreach(i, !range(!size(arguments)), "$" # !getdagname(arguments, i));
  string allWritten = !interleave(writtenArguments, " `,` ");
  string lastInBrackets = !if(!lt(!size(arguments), 2),
      "(" # allWritten # "^)?",
      !interleave(!foreach(i, !range(!size(arguments)),
          !if(!eq(i, !sub(!size(arguments), 1)),
              "(`,` $" # !getdagname(arguments, i) # "^)?",
              !if(!eq(i, 0), "", "`,` ") # "$" # !getdagname(arguments, i))), " "));
  let assemblyFormat = "`(` " # !if(lastIsOptional, lastInBrackets, allWritten) #
                       " `)` attr-dict `:` functional-type(operands, results)";
}

class TTKernel_ComputeOp<string mnemonic, list<Trait> traits = []>
    : TTKernel_Op<mnemonic, !listconcat([TTKernel_ComputeThreadOnly], traits)>;

class TTKernel_DataMovementOp<string mnemonic, list<Trait> traits = []>
    : TTKernel_Op<mnemonic, !listconcat([TTKernel_DataMovementThreadOnly], traits)>;

// A use of the network on chip: 0 or 1 as `noc`, by default the one that the
// program gives to the thread.
class TTKernel_NocOp<string mnemonic, list<Trait> traits = [],
                     list<Trait> thread = [TTKernel_DataMovementThreadOnly]>
    : TTKernel_Op<mnemonic, !listconcat(thread, traits)> {
  let lastIsOptional = 1;
}

// A wait for the transfers with one transaction identifier. The field's
// programs have these in functions of any kind.
class TTKernel_TransactionBarrierOp<string mnemonic>
    : TTKernel_NocOp<mnemonic, [TTKernel_ValidTransactionId], []> {
  let arguments = (ins I32:$trid, Optional<I8>:$noc);
}

// An operation that configures the units of a core for another one.
class TTKernel_InitOp<string mnemonic, list<Trait> traits = []>
    : TTKernel_ComputeOp<mnemonic, traits>;

//===-- The vector unit (SFPU), which computes on tiles in DST -------------===//

class TTKernel_SFPUInitOp<string mnemonic, string what> : TTKernel_InitOp<mnemonic> {
  let summary = "Configuration for " # what;
  let description = "Configures the vector unit for " # what #
      ". Comes before it, and again after the configuration for another operation.";
}

class TTKernel_SFPUOp<string mnemonic, list<Trait> traits = []>
    : TTKernel_ComputeOp<mnemonic, traits>;

// Replaces each element of one tile in DST by a function of it, `x`.
class TTKernel_SFPUUnaryOp<string mnemonic, string indexName, string what,
                           string function, list<Trait> traits = []>
    : TTKernel_SFPUOp<mnemonic, !listconcat([TTKernel_DstIndices<0, 1>], traits)> {
  let summary = what;
  let description = "Replaces each element `x` of the tile `" # indexName #
      "` in DST by `" # function # "`.";
  let arguments = !dag(ins, [IndexLike], [indexName]);
}

// The same with a scalar `s`.
class TTKernel_SFPUScalarOpBase<string mnemonic, string what, string function, string scalar>
    : TTKernel_SFPUOp<mnemonic, [TTKernel_DstIndices<0, 1>]> {
  let summary = what;
  let description = "Replaces each element `x` of the tile `dst0_index` in DST by `" #
      function # "`, where `s` is " # scalar # ".";
  let arguments = (ins IndexLike:$dst0_index, I32:$param);
}
class TTKernel_SFPUScalarOp<string mnemonic, string what, string function>
    : TTKernel_SFPUScalarOpBase<mnemonic, what, function, "the 32-bit float with the bits `param`">;
class TTKernel_SFPUIntegerScalarOp<string mnemonic, string what, string function>
    : TTKernel_SFPUScalarOpBase<mnemonic, what, function, "the 32-bit integer `param`">;

// Computes each element of the tile `odst_index` in DST from those of two
// others, `x` and `y`.
class TTKernel_SFPUBinaryOp<string mnemonic, string what, string function,
                            list<Trait> traits = []>
    : TTKernel_SFPUOp<mnemonic, !listconcat([TTKernel_DstIndices<0, 3>], traits)> {
  let summary = what;
  let description = "Makes each element of the tile `odst_index` in DST `" # function #
      "` of the elements `x` of the tile `dst0_index` and `y` of the tile `dst1_index`.";
  let arguments = (ins IndexLike:$dst0_index, IndexLike:$dst1_index, IndexLike:$odst_index);
}

// The same on integers of the format `dtype`.
class TTKernel_SFPUIntegerOp<string mnemonic, string what, string function>
    : TTKernel_SFPUBinaryOp<mnemonic, what, function, [TTKernel_IntegerFormat]> {
  let arguments = (ins IndexLike:$dst0_index, IndexLike:$dst1_index, IndexLike:$odst_index,
                       TTCore_DataTypeAttr:$dtype);
}

//===-- The matrix unit (FPU), which takes tiles from circular buffers ----===//

class TTKernel_FPUOp<string mnemonic, list<Trait> traits = []>
    : TTKernel_ComputeOp<mnemonic, !listconcat([TTKernel_BuffersHoldTiles], traits)>;

#endif
