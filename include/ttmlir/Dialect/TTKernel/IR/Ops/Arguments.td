// What a kernel is told: its arguments, where it runs, and the scalars it makes of them.

#ifndef TTMLIR_DIALECT_TTKERNEL_IR_OPS_ARGUMENTS_TD
#define TTMLIR_DIALECT_TTKERNEL_IR_OPS_ARGUMENTS_TD

include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.td"

def TTKernel_GetArgValOp : TTKernel_Op<"get_arg_val", [Pure]> {
  let summary = "Argument of one core";
  let description = [{
    The argument number `arg_index` of those that the kernel gets at its start
    on this core.
  }];
  let arguments = (ins IndexLike:$arg_index);
  let results = (outs TTKernel_ArgResultType:$arg_val);
}

def TTKernel_GetCommonArgValOp : TTKernel_Op<"get_common_arg_val", [Pure]> {
  let summary = "Argument of all cores";
  let description = [{
    The argument number `arg_index` of those that the kernel gets at its start,
    the same on all cores.
  }];
  let arguments = (ins IndexLike:$arg_index);
  let results = (outs TTKernel_ArgResultType:$arg_val);
}

def TTKernel_GetCompileArgValOp : TTKernel_Op<"get_compile_time_arg_val", [Pure]> {
  let summary = "Argument at compile time";
  let description = [{
    The argument number `arg_index` of those that are known when the kernel is
    compiled.
  }];
  let arguments = (ins I32Attr:$arg_index);
  let results = (outs TTKernel_ArgResultType:$arg_val);
  let hasVerifier = 1;
}

def TTKernel_BitcastOp : TTKernel_Op<"bitcast", [Pure]> {
  let summary = "Argument as a value of another type";
  let description = [{
    The bits of `input`, an argument at compile time, as a value of the type of
    the result, which has at most 32 bits.
  }];
  let arguments = (ins UI32:$input);
  let results = (outs AnyType:$result);
  let assemblyFormat = "$input `:` type($input) `to` type($result) attr-dict";
  let hasVerifier = 1;
}

class TTKernel_CoordinateOp<string mnemonic, string axis, string what> : TTKernel_Op<mnemonic, [Pure]> {
  let summary = what;
  let results = !dag(outs, [Index], [axis]);
}

def TTKernel_MyXOp : TTKernel_CoordinateOp<"my_x", "x", "Column of the core on the network"> {
  let description = [{
    The coordinate `x` under which the network `noc` (by default the one of the
    thread) finds this core.
  }];
  let arguments = (ins Optional<I8>:$noc);
  let lastIsOptional = 1;
}

def TTKernel_MyYOp : TTKernel_CoordinateOp<"my_y", "y", "Row of the core on the network"> {
  let description = [{
    The coordinate `y` under which the network `noc` (by default the one of the
    thread) finds this core.
  }];
  let arguments = (ins Optional<I8>:$noc);
  let lastIsOptional = 1;
}

def TTKernel_MyLogicalXOp : TTKernel_CoordinateOp<"my_logical_x_", "x", "Column of the core in the grid"> {
  let description = [{
    The column of this core in the grid of cores that programs see.
  }];
  let assemblyFormat = "attr-dict `:` functional-type(operands, results)";
}

def TTKernel_MyLogicalYOp : TTKernel_CoordinateOp<"my_logical_y_", "y", "Row of the core in the grid"> {
  let description = [{
    The row of this core in the grid of cores that programs see.
  }];
  let assemblyFormat = "attr-dict `:` functional-type(operands, results)";
}

def TTKernel_ConvertLogicalXToTranslatedOp : TTKernel_Op<"experimental.convert_logical_x_to_translated", [Pure]> {
  let summary = "Column in the grid to column on the network";
  let description = [{
    The coordinate `x` on the network of the cores in column `logical_x` of the
    grid.
  }];
  let arguments = (ins IndexLike:$logical_x);
  let results = (outs IndexLike:$virtual_x);
}

def TTKernel_ConvertLogicalYToTranslatedOp : TTKernel_Op<"experimental.convert_logical_y_to_translated", [Pure]> {
  let summary = "Row in the grid to row on the network";
  let description = [{
    The coordinate `y` on the network of the cores in row `logical_y` of the
    grid.
  }];
  let arguments = (ins IndexLike:$logical_y);
  let results = (outs IndexLike:$virtual_y);
}

def TTKernel_Bfloat16GreaterOp : TTKernel_Op<"bfloat16_greater", [Pure]> {
  let summary = "Comparison of the bits of bf16 numbers";
  let description = [{
    Whether the number with the bits `bf16_a` is greater than the one with the
    bits `bf16_b`, found with instructions on integers alone.
  }];
  let arguments = (ins I16:$bf16_a, I16:$bf16_b);
  let results = (outs I1:$result);
}

def TTKernel_Float32GreaterOp : TTKernel_Op<"float32_greater", [Pure]> {
  let summary = "Comparison of the bits of f32 numbers";
  let description = [{
    Whether the number with the bits `f32_a` is greater than the one with the
    bits `f32_b`, found with instructions on integers alone.
  }];
  let arguments = (ins I32:$f32_a, I32:$f32_b);
  let results = (outs I1:$result);
}

#endif
