// Accessors, which know in which bank and at which offset a page of a tensor lies.

#ifndef TTMLIR_DIALECT_TTKERNEL_IR_OPS_TENSORACCESSOR_TD
#define TTMLIR_DIALECT_TTKERNEL_IR_OPS_TENSORACCESSOR_TD

include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.td"

def TTKernel_TensorAccessorArgsOp :
    TTKernel_DataMovementOp<"TensorAccessorArgs", [AttrSizedOperandSegments, Pure]> {
  let summary = "Arguments of an accessor";
  let description = [{
    The arguments that describe one tensor: those at compile time from number
    `cta_base` on and those at the start from number `crta_base` on, both
    constant, or those that follow `prev_args`. `cta_expr` and `crta_expr`, where
    present, replace the numbers by expressions of the kernel's language.
  }];
  let arguments = (ins Optional<I32>:$cta_base, Optional<I32>:$crta_base,
                       Optional<TTKernel_TensorAccessorArgs>:$prev_args,
                       OptionalAttr<StrAttr>:$cta_expr, OptionalAttr<StrAttr>:$crta_expr);
  let results = (outs TTKernel_TensorAccessorArgs:$result);
  let assemblyFormat = [{
    `(` (`prev` `=` $prev_args^) : (`` $cta_base `,` $crta_base)? `)`
    (`cta_expr` `=` $cta_expr^)? (`crta_expr` `=` $crta_expr^)? attr-dict
  }];
  let hasVerifier = 1;
}

def TTKernel_TensorAccessorOp : TTKernel_DataMovementOp<"TensorAccessor", [Pure]> {
  let summary = "Accessor of a tensor";
  let description = [{
    The accessor of the tensor that begins at the address `bank_base_address_in`
    of each bank, in pages of `page_size_in` bytes; both in bytes. The size comes
    from `args` where it is absent.
  }];
  let arguments = (ins TTKernel_TensorAccessorArgs:$args, I32:$bank_base_address_in,
                       Optional<I32>:$page_size_in);
  let results = (outs TTKernel_TensorAccessor:$result);
  let lastIsOptional = 1;
}

class TTKernel_AccessorOp<string member> : TTKernel_NocOp<"tensor_accessor." # member, [Pure]>;

def TTKernel_TensorAccessorGetNocAddrOp : TTKernel_AccessorOp<"get_noc_addr"> {
  let summary = "Address of a page";
  let description = [{
    The address on the network `noc` of the byte `offset` in the page `id`.
  }];
  let arguments = (ins TTKernel_TensorAccessor:$tensor_accessor, I32:$id, I32:$offset, Optional<I8>:$noc);
  let results = (outs TTKernel_NocAddr:$nocAddr);
}

def TTKernel_TensorAccessorGetShardNocAddrOp : TTKernel_AccessorOp<"get_shard_noc_addr"> {
  let summary = "Address of a shard";
  let description = [{
    The address on the network `noc` of the byte `offset` in the shard
    `shard_id`.
  }];
  let arguments = (ins TTKernel_TensorAccessor:$tensor_accessor, I32:$shard_id, I32:$offset, Optional<I8>:$noc);
  let results = (outs I32:$shardNocAddr);
}

def TTKernel_TensorAccessorGetBankAndOffsetOp :
    TTKernel_DataMovementOp<"tensor_accessor.get_bank_and_offset", [Pure]> {
  let summary = "Bank of a page";
  let description = [{
    The bank that holds the page `page_id`, and where in it, counted in pages.
  }];
  let arguments = (ins TTKernel_TensorAccessor:$tensor_accessor, I32:$page_id);
  let results = (outs TTKernel_TensorAccessorPageMapping:$bank_id_and_offset);
}

def TTKernel_TensorAccessorIsLocalBankOp : TTKernel_AccessorOp<"is_local_bank"> {
  let summary = "Whether a bank is this core's";
  let description = [{
    Whether the bank at the coordinates `id` (x) and `offset` (y) on the network
    `noc` is this core's L1. The names of the operands are the field's.
  }];
  let arguments = (ins TTKernel_TensorAccessor:$tensor_accessor, I32:$id, I32:$offset, Optional<I8>:$noc);
  let results = (outs I1:$result);
}

def TTKernel_TensorAccessorIsLocalAddrOp : TTKernel_AccessorOp<"is_local_addr"> {
  let summary = "Whether a core is this one";
  let description = [{
    Whether the coordinates `virtual_x` and `virtual_y` on the network `noc` are
    this core's.
  }];
  let arguments = (ins TTKernel_TensorAccessor:$tensor_accessor, I32:$virtual_x, I32:$virtual_y, Optional<I8>:$noc);
  let results = (outs I1:$result);
}

def TTKernel_TensorAccessorIsLocalPageOp : TTKernel_AccessorOp<"is_local_page"> {
  let summary = "Whether a page is in this core";
  let description = [{
    Whether the page `page_id` lies in this core's L1.
  }];
  let arguments = (ins TTKernel_TensorAccessor:$tensor_accessor, I32:$page_id, Optional<I8>:$noc);
  let results = (outs I1:$result);
}

def TTKernel_TensorAccessorIsLocalShardOp : TTKernel_AccessorOp<"is_local_shard"> {
  let summary = "Whether a shard is in this core";
  let description = [{
    Whether the shard `shard_id` lies in this core's L1.
  }];
  let arguments = (ins TTKernel_TensorAccessor:$tensor_accessor, I32:$shard_id, Optional<I8>:$noc);
  let results = (outs I1:$result);
}

#endif
