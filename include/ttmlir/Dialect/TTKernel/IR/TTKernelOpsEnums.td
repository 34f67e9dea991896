// The enumerations of the ttkernel dialect, and the attributes that hold one.

#ifndef TTMLIR_DIALECT_TTKERNEL_IR_TTKERNELOPSENUMS_TD
#define TTMLIR_DIALECT_TTKERNEL_IR_TTKERNELOPSENUMS_TD

include "ttmlir/Dialect/TTKernel/IR/TTKernelBase.td"

class TTKernel_Enum<string name, string summary, list<I32EnumAttrCase> cases>
    : I32EnumAttr<name, summary, cases> {
  let cppNamespace = "::mlir::tt::ttkernel";
  let genSpecializedAttr = 0;
}

// An attribute that holds one enumerator, written `#ttkernel.<mnemonic><keyword>`.
class TTKernel_EnumAttr<TTKernel_Enum enumInfo, string mnemonic>
    : EnumAttr<TTKernel_Dialect, enumInfo, mnemonic> {
  let assemblyFormat = "`<` $value `>`";
}

def TTKernel_ArgType : TTKernel_Enum<"ArgType",
    "what an argument of a kernel is", [
      I32EnumAttrCase<"CBPort", 0, "cb_port">,
      I32EnumAttrCase<"BufferAddress", 1, "buffer_address">,
      I32EnumAttrCase<"LocalSemaphore", 2, "local_semaphore">,
      I32EnumAttrCase<"NamedArgument", 3, "named_argument">,
      I32EnumAttrCase<"GlobalSemaphore", 4, "global_semaphore">,
      I32EnumAttrCase<"Scalar", 5, "scalar">,
      I32EnumAttrCase<"TensorAccessorArgs", 6, "tensor_accessor_args">
    ]>;

def TTKernel_BcastType : TTKernel_Enum<"BcastType",
    "what of a tile is repeated over all of it", [
      I32EnumAttrCase<"None", 0, "none">,
      I32EnumAttrCase<"Col", 1, "col">,
      I32EnumAttrCase<"Row", 2, "row">,
      I32EnumAttrCase<"Scalar", 3, "scalar">
    ]>;

def TTKernel_BinaryDestReuseType : TTKernel_Enum<"BinaryDestReuseType",
    "the source register that takes the operand out of DST", [
      I32EnumAttrCase<"DestToSrcA", 0, "dest_to_srca">,
      I32EnumAttrCase<"DestToSrcB", 1, "dest_to_srcb">
    ]>;

def TTKernel_EltwiseBinaryType : TTKernel_Enum<"EltwiseBinaryType",
    "the operation that the matrix unit does on two tiles", [
      I32EnumAttrCase<"Add", 0, "add">,
      I32EnumAttrCase<"Sub", 1, "sub">,
      I32EnumAttrCase<"Mul", 2, "mul">
    ]>;

def TTKernel_InputClamping : TTKernel_Enum<"InputClamping",
    "whether the approximate exponential clamps very negative inputs", [
      I32EnumAttrCase<"None", 0, "none">,
      I32EnumAttrCase<"ClampToNegative", 1, "clamp_to_negative">
    ]>;

def TTKernel_ReduceDim : TTKernel_Enum<"ReduceDim",
    "the extent of a tile that a reduction makes one", [
      I32EnumAttrCase<"Row", 0, "reduce_dim_row">,
      I32EnumAttrCase<"Col", 1, "reduce_dim_col">,
      I32EnumAttrCase<"Scalar", 2, "reduce_dim_scalar">
    ]>;

def TTKernel_ReduceType : TTKernel_Enum<"ReduceType",
    "what a reduction computes", [
      I32EnumAttrCase<"Sum", 0, "reduce_sum">,
      I32EnumAttrCase<"Max", 1, "reduce_max">,
      I32EnumAttrCase<"Avg", 2, "reduce_avg">
    ]>;

def TTKernel_ThreadType : TTKernel_Enum<"ThreadType",
    "the kind of thread that runs a kernel", [
      I32EnumAttrCase<"Noc", 0, "noc">,
      I32EnumAttrCase<"Compute", 1, "compute">,
      I32EnumAttrCase<"Ethernet", 2, "ethernet">
    ]>;

def TTKernel_BcastTypeAttr : TTKernel_EnumAttr<TTKernel_BcastType, "bcast_type">;
def TTKernel_BinaryDestReuseTypeAttr : TTKernel_EnumAttr<TTKernel_BinaryDestReuseType, "reuse_type">;
def TTKernel_EltwiseBinaryTypeAttr : TTKernel_EnumAttr<TTKernel_EltwiseBinaryType, "eltwise_binary_type">;
def TTKernel_InputClampingAttr : TTKernel_EnumAttr<TTKernel_InputClamping, "input_clamping">;
def TTKernel_ReduceDimAttr : TTKernel_EnumAttr<TTKernel_ReduceDim, "reduce_dim">;
def TTKernel_ReduceTypeAttr : TTKernel_EnumAttr<TTKernel_ReduceType, "reduce_type">;
def TTKernel_ThreadTypeAttr : TTKernel_EnumAttr<TTKernel_ThreadType, "thread">;

#endif
