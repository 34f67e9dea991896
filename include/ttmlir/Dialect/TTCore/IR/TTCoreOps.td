// Operations of ttcore: modules, devices, globals, cached calls, composites and containers.
#ifndef TTMLIR_DIALECT_TTCORE_IR_TTCOREOPS_TD
#define TTMLIR_DIALECT_TTCORE_IR_TTCOREOPS_TD

include "mlir/IR/OpBase.td"
include "mlir/IR/OpAsmInterface.td"
include "mlir/IR/RegionKindInterface.td"
include "mlir/IR/SymbolInterfaces.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "ttmlir/Dialect/TTCore/IR/TTCoreAttrs.td"
include "ttmlir/Dialect/TTCore/IR/TTCoreTypes.td"

class TTCore_Op<string mnemonic, list<Trait> traits = []> : Op<TTCore_Dialect, mnemonic, traits>;

def TTCore_TupleMemberType : AnyTypeOf<[AnyRankedTensor, AnyMemRef, TTCore_DictType, I32, SI32, UI32, F32, Index],
                                       "member of a tuple">;
def TTCore_Tuple : NestedTupleOf<[TTCore_TupleMemberType]>;
def TTCore_KeyAttr : AnyAttrOf<[StrAttr, IndexAttr]>;

//===-- Modules and the device -----------------------------------------------===//

class TTCore_ModuleOp<string mnemonic> : TTCore_Op<mnemonic, [
    IsolatedFromAbove, NoRegionArguments, SingleBlock, NoTerminator, SymbolTable]> {
  let regions = (region SizedRegion<1>:$bodyRegion);
  let assemblyFormat = "attr-dict-with-keyword $bodyRegion";
  let skipDefaultBuilders = 1;
  let builders = [OpBuilder<(ins)>];
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    /// The module inside.
    mlir::ModuleOp getInnerModule();
  }];
}

def TTCore_DeviceModuleOp : TTCore_ModuleOp<"device_module"> {
  let summary = "The part of a program that runs on the device";
  let description = [{
    Holds exactly one `builtin.module` with the functions that are compiled for
    the device.

    ```mlir
    ttcore.device_module {
      builtin.module {
        func.func @forward(%arg0: tensor<32x32xf32>) -> tensor<32x32xf32> { ... }
      }
    }
    ```
  }];
}

def TTCore_CPUModuleOp : TTCore_ModuleOp<"cpu_module"> {
  let summary = "The part of a program that runs on the host's CPU";
  let description = [{
    Holds exactly one `builtin.module` with functions that were hoisted out of
    the device module because the device cannot or should not compute them.
  }];
}

def TTCore_DeviceOp : TTCore_Op<"device", [Symbol]> {
  let summary = "The device that the functions of a module run on";
  let description = [{
    Gives a device a name in its module:

    ```mlir
    ttcore.device @default_device = <workerGrid = #ttcore.grid<8x8>, ...>
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, TTCore_DeviceAttr:$device_attr);
  let assemblyFormat = "$sym_name `=` $device_attr attr-dict";
}

//===-- Globals -----------------------------------------------------------===//

def TTCore_GlobalOp : TTCore_Op<"global", [Symbol]> {
  let summary = "A value that belongs to the module";
  let description = [{
    Declares a value by name and type, shared by the functions of the module. An
    index gives its place among the values that the runtime hands over:

    ```mlir
    ttcore.global @weights = tensor<32x32xf32> [0]
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, TypeAttr:$type, OptionalAttr<SI32Attr>:$index);
  let hasCustomAssemblyFormat = 1;
}

def TTCore_GetGlobalOp : TTCore_Op<"get_global", [
    DeclareOpInterfaceMethods<SymbolUserOpInterface>, MemoryEffects<[MemRead]>]> {
  let summary = "Value of a global";
  let description = [{
    Reads the global with this name; the result has its type.

    ```mlir
    %0 = ttcore.get_global @weights : tensor<32x32xf32>
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name);
  let results = (outs AnyType:$result);
  let assemblyFormat = "$sym_name attr-dict `:` type($result)";
}

//===-- Calls -----------------------------------------------------------===//

def TTCore_LoadCachedOp : TTCore_Op<"load_cached", [
    DeclareOpInterfaceMethods<SymbolUserOpInterface>, Pure]> {
  let summary = "Results of a function that is run once and kept";
  let description = [{
    Calls `callee` the first time, and afterwards only when an input has
    changed; else the results of the last call are used. The pipeline puts
    everything that depends on parameters and constants alone into such
    functions, so that a model's weights are prepared once.

    ```mlir
    %0 = ttcore.load_cached(@forward_const_eval_0, [%w]) : (tensor<4x8xf32>) -> tensor<8x4xf32>
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$callee, Variadic<AnyRankedTensor>:$inputs);
  let results = (outs Variadic<AnyRankedTensor>:$results);
  let assemblyFormat = [{
    `(` $callee `,` `[` $inputs `]` `)` attr-dict `:` functional-type($inputs, $results)
  }];
}

def TTCore_CompositeOp : TTCore_Op<"composite", [
    DeclareOpInterfaceMethods<SymbolUserOpInterface>, Pure]> {
  let summary = "An operation known by name, with a function that spells it out";
  let description = [{
    Stands for `composite_name` applied to the inputs. A target that knows the
    name may execute it as one operation; any other inlines the function
    `decomposition`, whose type is that of the composite. Parameters are in
    `composite_attributes`.

    ```mlir
    %0 = "ttcore.composite"(%a) <{composite_name = "tenstorrent.gelu",
           decomposition = @gelu_impl}> : (tensor<4xf32>) -> tensor<4xf32>
    ```
  }];
  let arguments = (ins Variadic<AnyRankedTensor>:$inputs, StrAttr:$composite_name,
                       FlatSymbolRefAttr:$decomposition,
                       OptionalAttr<DictionaryAttr>:$composite_attributes);
  let results = (outs Variadic<AnyRankedTensor>:$results);
}

def TTCore_OptimizationBarrierOp : TTCore_Op<"optimization_barrier", [Pure]> {
  let summary = "Values that optimizations must not look through";
  let description = [{
    Returns its inputs. Computations before the barrier are kept apart from
    those after it, for instance so that weights are not folded into a
    constant that is larger than they are.

    ```mlir
    %0 = ttcore.optimization_barrier %a : tensor<4xf32>
    ```
  }];
  let arguments = (ins Variadic<AnyRankedTensor>:$inputs);
  let results = (outs Variadic<AnyRankedTensor>:$results);
  let assemblyFormat = "$inputs attr-dict `:` custom<SameTypes>(type($inputs), type($results))";
  let hasVerifier = 1;
}

//===-- Tuples and dictionaries ---------------------------------------------===//

def TTCore_TupleOp : TTCore_Op<"tuple", [Pure]> {
  let summary = "A tuple of the operands";
  let description = [{
    ```mlir
    %0 = ttcore.tuple %a, %b : tuple<tensor<4xf32>, tensor<2xf32>>
    ```
  }];
  let arguments = (ins Variadic<TTCore_TupleMemberType>:$operands);
  let results = (outs TTCore_Tuple:$result);
  let assemblyFormat = "$operands attr-dict `:` custom<TupleTypes>(type($operands), type($result))";
  let hasVerifier = 1;
}

def TTCore_GetTupleElementOp : TTCore_Op<"get_tuple_element", [Pure]> {
  let summary = "One member of a tuple";
  let description = [{
    Takes the member at `index`, counted from 0.

    ```mlir
    %0 = ttcore.get_tuple_element %t[1] : (tuple<tensor<4xf32>, tensor<2xf32>>) -> tensor<2xf32>
    ```
  }];
  let arguments = (ins TTCore_Tuple:$operand, I32Attr:$index);
  let results = (outs TTCore_TupleMemberType:$result);
  let assemblyFormat = "$operand `[` $index `]` attr-dict `:` functional-type($operand, $result)";
  let hasVerifier = 1;
}

def TTCore_GetKeyValueOp : TTCore_Op<"get_key_value", [MemoryEffects<[MemRead]>]> {
  let summary = "Values kept under a key of a dictionary";
  let description = [{
    ```mlir
    %0 = "ttcore.get_key_value"(%dict) <{key = "weights"}> : (!ttcore.dict) -> tensor<4xf32>
    ```
  }];
  let arguments = (ins TTCore_DictType:$dict, TTCore_KeyAttr:$key);
  let results = (outs Variadic<AnyType>:$results);
}

def TTCore_SetKeyValueOp : TTCore_Op<"set_key_value", [MemoryEffects<[MemWrite]>]> {
  let summary = "Keeps values under a key of a dictionary";
  let description = [{
    ```mlir
    "ttcore.set_key_value"(%dict, %0) <{key = "weights"}> : (!ttcore.dict, tensor<4xf32>) -> ()
    ```
  }];
  let arguments = (ins TTCore_DictType:$dict, Variadic<AnyType>:$values, TTCore_KeyAttr:$key);
}

#endif // TTMLIR_DIALECT_TTCORE_IR_TTCOREOPS_TD
