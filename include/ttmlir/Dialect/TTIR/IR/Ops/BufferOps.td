// Buffers, layouts and kernels from outside.
#ifndef TTMLIR_DIALECT_TTIR_IR_OPS_BUFFEROPS_TD
#define TTMLIR_DIALECT_TTIR_IR_OPS_BUFFEROPS_TD

include "ttmlir/Dialect/TTIR/IR/TTIRBase.td"

def TTIR_AllocOp : TTIR_Op<"alloc", [MemoryEffects<[MemAlloc]>]> {
  let summary = "Sets memory aside";
  let description = [{
    A tensor in the memory of `size` bytes at `address` of `memory_space`.
  }];
  let arguments = (ins I64Attr:$address, I64Attr:$size, TTCore_MemorySpaceAttr:$memory_space);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTIR_DeallocOp : TTIR_Op<"dealloc", [MemoryEffects<[MemFree]>]> {
  let summary = "Gives memory back";
  let description = [{
    Ends the life of a tensor made by `ttir.alloc`.
  }];
  let arguments = (ins AnyRankedTensor:$result);
}

def TTIR_ToLayoutOp : TTIR_Op<"to_layout", [DeclareOpInterfaceMethods<MemoryEffectsOpInterface>]> {
  let summary = "The same elements in another layout";
  let description = [{
    Copies the input into the layout (and, if it differs, the element type) of
    `output`. On tensors, the result is the output's new value; on memrefs, the
    output itself is written and there is no result.
  }];
  let arguments = (ins TTIR_TensorOrMemRef:$input, TTIR_TensorOrMemRef:$output,
                       OptionalAttr<TTCore_MetalLayoutAttr>:$layout);
  let results = (outs Variadic<AnyRankedTensor>:$results);
  let hasVerifier = 1;
}

def TTIR_TTNNMetalLayoutCastOp : TTIR_Op<"ttnn_metal_layout_cast", [Pure]> {
  let summary = "A tensor's TTNN layout as a metal layout, or back";
  let description = [{
    Sees the same memory through a layout of the other kind; nothing is copied.
    The maps translate between virtual and physical coordinates of the grid.
  }];
  let arguments = (ins TTIR_TensorOrMemRef:$input, OptionalAttr<AffineMapAttr>:$virtual_grid_inverse_mapping,
                       OptionalAttr<AffineMapAttr>:$virtual_grid_forward_mapping);
  let results = (outs TTIR_TensorOrMemRef:$result);
}

def TTIR_TTLangOp : TTIR_Op<"tt_lang_op", [Pure]> {
  let summary = "A kernel written in TT-Lang";
  let description = [{
    Runs the kernel `kernel_id` of version `version_tag`. `arg_roles` says for
    each argument whether it is read or written, `shard_spec` how they are spread
    over cores.
  }];
  let arguments = (ins Variadic<AnyRankedTensor>:$inputs, StrAttr:$kernel_id, StrAttr:$version_tag,
                       StrAttr:$arg_roles, DefaultValuedStrAttr<StrAttr, "">:$shard_spec);
  let results = (outs Variadic<AnyRankedTensor>:$results);
}

#endif // TTMLIR_DIALECT_TTIR_IR_OPS_BUFFEROPS_TD
