// The attributes of the ttmetal dialect: rectangles of cores, arguments of kernels, and kernels as they are placed.
#ifndef TTMLIR_DIALECT_TTMETAL_IR_TTMETALOPSATTRS_TD
#define TTMLIR_DIALECT_TTMETAL_IR_TTMETALOPSATTRS_TD

include "mlir/IR/CommonAttrConstraints.td"
include "ttmlir/Dialect/TTCore/IR/TTCoreAttrs.td"
include "ttmlir/Dialect/TTKernel/IR/TTKernelOpsEnums.td"
include "ttmlir/Dialect/TTMetal/IR/TTMetalOpsEnums.td"

def TTMetal_CoreRangeAttr : TTMetal_Attr<"CoreRange", "core_range"> {
  let summary = "Rectangle of cores";
  let description = [{
    Row and column of the first core, then the number of rows and columns:
    `#ttmetal.core_range<0x0, 8x8>`.
  }];
  let parameters = (ins ArrayRefParameter<"int64_t">:$offset, ArrayRefParameter<"int64_t">:$size);
  let assemblyFormat = "`<` custom<Dimensions>($offset) `,` custom<Dimensions>($size) `>`";
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    /// Number of cores in the rectangle.
    int64_t getNumCores() const { return getSize()[0] * getSize()[1]; }
  }];
}

def TTMetal_KernelArgAttr : TTMetal_Attr<"KernelArg", "kernel_arg"> {
  let summary = "One argument of a kernel";
  let description = [{
    What the argument is, and for which operand of the program it stands:
    `<buffer_address[0]>` is the address of the first of `args`, `<cb_port[1]>` the
    port of the second of `cbs`. For `scalar`, where the operand would be one, the
    number in brackets is that of the operand; for `tensor_accessor_args` it is
    the buffer that the accessor is for, which takes two words: how the buffer is
    spread, and the bytes of a page.
  }];
  let parameters = (ins "::mlir::tt::ttkernel::ArgType":$type, "size_t":$operand_index);
  let assemblyFormat = "`<` $type `[` $operand_index `]` `>`";
}

def TTMetal_KernelArgsAttr : TTMetal_Attr<"KernelArgs", "kernel_args"> {
  let summary = "The arguments of a kernel";
  let description = [{
    What `get_common_arg_val` finds, what `get_arg_val` finds and what
    `get_compile_time_arg_val` finds, each in the order of their indices.
    `core_values` are words of single cores, which `get_arg_val` finds behind
    `rt_args`: equally many for every core, core after core, row by row.
  }];
  let parameters = (ins OptionalArrayRefParameter<"KernelArgAttr">:$common_rt_args,
                        OptionalArrayRefParameter<"KernelArgAttr">:$rt_args,
                        OptionalArrayRefParameter<"KernelArgAttr">:$ct_args,
                        OptionalArrayRefParameter<"int64_t">:$core_values);
  let assemblyFormat = [{
    `<` (`common_rt_args` `=` `[` $common_rt_args^ `]`)? ` ` (`rt_args` `=` `[` $rt_args^ `]`)?
        ` ` (`ct_args` `=` `[` $ct_args^ `]`)? ` ` (`core_values` `=` `[` $core_values^ `]`)? `>`
  }];
}

class TTMetal_KernelConfig<string name, string mnemonic> : TTMetal_Attr<name, mnemonic>;

def TTMetal_ComputeConfigAttr : TTMetal_KernelConfig<"ComputeConfig", "compute_config"> {
  let summary = "A compute kernel on a rectangle of cores";
  let description = [{
    The function, the cores, its arguments, and how the units of a core are set
    up: fidelity of products, whether DST holds 32 bits and is used as a whole,
    whether functions may be approximated, and for each circular buffer how its
    tiles come into DST.
  }];
  let parameters = (ins "SymbolRefAttr":$kernel_symbol, "CoreRangeAttr":$core_range,
                        "KernelArgsAttr":$kernel_args, "MathFidelity":$math_fidelity,
                        "bool":$fp32_dest_acc_en, "bool":$dst_full_sync_en, "bool":$math_approx_mode,
                        ArrayRefParameter<"UnpackToDestMode">:$unpack_to_dest_mode);
  let assemblyFormat = [{
    `<` $kernel_symbol `,` qualified($core_range) `,` qualified($kernel_args) `,` $math_fidelity `,`
        $fp32_dest_acc_en `,` $dst_full_sync_en `,` $math_approx_mode `,` `[` $unpack_to_dest_mode `]` `>`
  }];
}

def TTMetal_NocConfigAttr : TTMetal_KernelConfig<"NocConfig", "noc_config"> {
  let summary = "A data movement kernel on a rectangle of cores";
  let description = [{
    The function, the cores, its arguments, which of the two data movement cores
    runs it, and which network it uses.
  }];
  let parameters = (ins "SymbolRefAttr":$kernel_symbol, "CoreRangeAttr":$core_range,
                        "KernelArgsAttr":$kernel_args, "int32_t":$dm_core_index,
                        "::mlir::tt::ttcore::NocIndex":$noc_index,
                        OptionalParameter<"std::optional<uint32_t>">:$fabric_config_index);
  let assemblyFormat = [{
    `<` $kernel_symbol `,` qualified($core_range) `,` qualified($kernel_args) `,` `dm_core` `=` $dm_core_index `,`
        $noc_index (`,` `fabric_config_index` `=` $fabric_config_index^)? `>`
  }];
  let genVerifyDecl = 1;
}

def TTMetal_EthernetConfigAttr : TTMetal_KernelConfig<"EthernetConfig", "ethernet_config"> {
  let summary = "A kernel on cores of links";
  let description = [{
    The function, the cores, its arguments, which end of the link they serve, and
    which network it uses.
  }];
  let parameters = (ins "SymbolRefAttr":$kernel_symbol, "CoreRangeAttr":$core_range,
                        "KernelArgsAttr":$kernel_args, "EthType":$eth_type,
                        "::mlir::tt::ttcore::NocIndex":$noc_index);
  let assemblyFormat = [{
    `<` $kernel_symbol `,` qualified($core_range) `,` qualified($kernel_args) `,` $eth_type `,` $noc_index `>`
  }];
}

def TTMetal_KernelConfigAttr :
    AnyAttrOf<[TTMetal_ComputeConfigAttr, TTMetal_NocConfigAttr, TTMetal_EthernetConfigAttr]>;
def TTMetal_KernelConfigArrayAttr :
    TypedArrayAttrBase<TTMetal_KernelConfigAttr, "kernels on rectangles of cores">;
def TTMetal_FabricConnectionConfigArrayAttr :
    TypedArrayAttrBase<TTCore_FabricConnectionConfigAttr, "connections to other chips">;

#endif
