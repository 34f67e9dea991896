// The attributes of the ttkernel dialect that describe the arguments of kernels.

#ifndef TTMLIR_DIALECT_TTKERNEL_IR_TTKERNELOPSATTRS_TD
#define TTMLIR_DIALECT_TTKERNEL_IR_TTKERNELOPSATTRS_TD

include "ttmlir/Dialect/TTKernel/IR/TTKernelOpsEnums.td"

def TTKernel_ArgAttr : TTKernel_Attr<"Arg", "arg"> {
  let summary = "One argument of a kernel";
  let description = [{
    The argument `operand_index` of the program that the kernel belongs to, as
    a value of the kind `arg_type`. It is the same on all cores where
    `is_uniform` is set. A `named_argument` is found by `argument_name` instead.
  }];
  let parameters = (ins
    "ArgType":$arg_type,
    "size_t":$operand_index,
    DefaultValuedParameter<"bool", "true">:$is_uniform,
    DefaultValuedParameter<"StringAttr", "StringAttr::get($_ctxt, \"\")">:$argument_name
  );
  let assemblyFormat = "`<` struct(params) `>`";
  let genVerifyDecl = 1;
}

def TTKernel_ArgSpecAttr : TTKernel_Attr<"ArgSpec", "arg_spec"> {
  let summary = "The arguments of a kernel";
  let description = [{
    What `get_arg_val` and `get_common_arg_val` find when the kernel runs
    (`rt_args`), and `get_compile_time_arg_val` while it is compiled
    (`ct_args`), in the order of their indices.
  }];
  let parameters = (ins
    OptionalArrayRefParameter<"ArgAttr">:$rt_args,
    OptionalArrayRefParameter<"ArgAttr">:$ct_args
  );
  let assemblyFormat = [{
    `<` (`rt_args` `=` `[` $rt_args^ `]`)? ` ` (`ct_args` `=` `[` $ct_args^ `]`)? `>`
  }];
}

#endif
