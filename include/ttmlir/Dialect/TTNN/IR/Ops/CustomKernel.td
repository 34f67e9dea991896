// Programs of custom kernels.

#ifndef TTMLIR_DIALECT_TTNN_IR_OPS_CUSTOMKERNEL_TD
#define TTMLIR_DIALECT_TTNN_IR_OPS_CUSTOMKERNEL_TD

include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.td"

def TTNN_D2MSubgraphOp :
    TTNN_InPlaceOp<"d2m_subgraph", [AttrSizedOperandSegments]> {
  let summary = "Call of a generated subgraph";
  let description = [{
    Computes the function `d2m_func` on `inputs` into `outputs`, which the
    results stand for.
  }];
  let arguments = (ins Arg<Variadic<AnyRankedTensor>, "", [MemRead]>:$inputs,
                       Arg<Variadic<AnyRankedTensor>, "", [MemRead, MemWrite]>:$outputs,
                       SymbolRefAttr:$d2m_func);
  let results = (outs Variadic<AnyRankedTensor>:$results);
  let assemblyFormat = [{
    $d2m_func `ins` `(` $inputs (`:` type($inputs)^)? `)`
    `outs` `(` $outputs (`:` type($outputs)^)? `)` attr-dict
    (`:` type($results)^)?
  }];
  let hasVerifier = 1;
}

def TTNN_GenericOp : TTNN_InPlaceOp<"generic", [AttrSizedOperandSegments]> {
  let summary = "Program of custom kernels";
  let description = [{
    Runs `program` on the operands; kernels refer to tensors and additional
    arguments by their index, and write to some of them.
  }];
  let arguments = (ins Arg<Variadic<AnyRankedTensor>, "", [MemRead, MemWrite]>:$inputs_and_outputs,
                       Variadic<AnyType>:$additional_args,
                       TTNN_GenericProgramAttr:$program);
  let hasVerifier = 1;
}

def TTNN_TTLangOp : TTNN_InPlaceOp<"tt_lang_op"> {
  let summary = "Kernel of the TT language";
  let description = [{
    Runs the kernel `kernel_id` of version `version_tag`. `arg_roles` names
    for each operand "in" or "out", separated by commas; `shard_spec` and
    `kernel_artifact` carry its sharding and its compiled form.
  }];
  let arguments = (ins Arg<Variadic<AnyRankedTensor>, "", [MemRead, MemWrite]>:$inputs,
                       StrAttr:$kernel_id,
                       StrAttr:$version_tag,
                       StrAttr:$arg_roles,
                       DefaultValuedStrAttr<StrAttr, "">:$shard_spec,
                       OptionalAttr<StrAttr>:$kernel_artifact);
  let results = (outs Variadic<AnyRankedTensor>:$results);
  let hasVerifier = 1;
}

#endif
