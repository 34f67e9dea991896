// All operations of the ttmetal dialect.
#ifndef TTMLIR_DIALECT_TTMETAL_IR_TTMETALOPS_TD
#define TTMLIR_DIALECT_TTMETAL_IR_TTMETALOPS_TD

include "mlir/IR/CommonTypeConstraints.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "ttmlir/Dialect/TTMetal/IR/TTMetalOpsAttrs.td"
include "ttmlir/Dialect/TTMetal/IR/TTMetalOpsTypes.td"

//===-- Buffers -----------------------------------------------------------===//

def TTMetal_CreateBufferOp : TTMetal_Op<"create_buffer", [MemoryEffects<[MemAlloc]>]> {
  let summary = "Buffer in the card's memory";
  let description = [{
    A buffer in the memory that its type names. `address` is where a compiler
    that plans memory put it, in bytes; 0 leaves the place to the runtime. What it
    holds is not defined until something is written.

    `logical_shape` is the shape of the tensor that lies in the tiles of the last
    two dimensions, where it is not a multiple of them; what lies beyond it has no
    meaning. The two maps say how the grid of cores that the type counts by lies
    on the card's grid, and how it does not, where both differ.

    ```mlir
    %0 = "ttmetal.create_buffer"() <{address = 0 : i64, logical_shape = array<i64: 40, 64>}>
        : () -> memref<2x2x!ttcore.tile<32x32, f32>, #ttcore.interleaved<8192x4096>, #ttcore.memory_space<dram>>
    ```
  }];
  let arguments = (ins I64Attr:$address, OptionalAttr<AffineMapAttr>:$virtualGridInverseMapping,
                       OptionalAttr<AffineMapAttr>:$virtualGridForwardMapping,
                       OptionalAttr<DenseI64ArrayAttr>:$logical_shape);
  let results = (outs AnyNon0RankedMemRef:$result);
  let hasVerifier = 1;
}

def TTMetal_DeallocateBufferOp : TTMetal_Op<"deallocate_buffer", [MemoryEffects<[MemFree]>]> {
  let summary = "End of a buffer";
  let description = [{
    Gives the memory of a buffer back, once what was asked for before is done.
  }];
  let arguments = (ins AnyNon0RankedMemRef:$input);
}

def TTMetal_EnqueueWriteBufferOp : TTMetal_Op<"enqueue_write_buffer", [MemoryEffects<[MemRead, MemWrite]>]> {
  let summary = "Copy from the host to the card";
  let description = [{
    Copies the tensor `input` of the host to the buffer `output` of the card,
    where the elements are put into tiles; tiles at the edges are filled with
    zeros.
  }];
  let arguments = (ins AnyMemRef:$input, AnyNon0RankedMemRef:$output);
  let hasVerifier = 1;
}

def TTMetal_EnqueueReadBufferOp : TTMetal_Op<"enqueue_read_buffer", [MemoryEffects<[MemRead, MemWrite]>]> {
  let summary = "Copy from the card to the host";
  let description = [{
    Copies the buffer `input` of the card to the tensor `output` of the host,
    where the elements of tiles are put into rows. It is there after `finish`.
  }];
  let arguments = (ins AnyNon0RankedMemRef:$input, AnyMemRef:$output);
  let hasVerifier = 1;
}

//===-- Programs ----------------------------------------------------------===//

def TTMetal_EnqueueProgramOp
    : TTMetal_Op<"enqueue_program", [MemoryEffects<[MemRead, MemWrite]>, AttrSizedOperandSegments]> {
  let summary = "Program on the card's cores";
  let description = [{
    Starts the kernels of `kernelConfigs` on their cores. `args` are the buffers,
    semaphores and scalars that arguments of kernels refer to, `cbs` the circular
    buffers, and `cb_ports` the number of each on its core, from 0 to 31.
    `written_args` counts those of `args` that the program writes, for whoever
    looks at it; kernels may write others, too, where it is absent.

    ```mlir
    "ttmetal.enqueue_program"(%in, %out, %cb0, %cb1) <{
        cb_ports = array<i64: 0, 1>, written_args = array<i64: 1>, operandSegmentSizes = array<i32: 2, 2>,
        kernelConfigs = [#ttmetal.noc_config<@reader, #ttmetal.core_range<0x0, 1x1>,
          #ttmetal.kernel_args<common_rt_args = [<buffer_address[0]>] ct_args = [<cb_port[0]>]>, dm_core = 0, noc0>]}>
        : (!buffer, !buffer, !cb, !cb) -> ()
    ```
  }];
  let arguments = (ins Variadic<AnyType>:$args, Variadic<AnyNon0RankedMemRef>:$cbs,
                       DenseI64ArrayAttr:$cb_ports, TTMetal_KernelConfigArrayAttr:$kernelConfigs,
                       OptionalAttr<TTMetal_FabricConnectionConfigArrayAttr>:$fabricConnectionConfigs,
                       OptionalAttr<DenseI64ArrayAttr>:$written_args);
  let hasVerifier = 1;
}

def TTMetal_FinishOp : TTMetal_Op<"finish", [MemoryEffects<[MemRead, MemWrite]>]> {
  let summary = "Wait for the card";
  let description = [{
    Waits until the card has done all that it was asked for.
  }];
}

//===-- Semaphores --------------------------------------------------------===//

def TTMetal_CreateGlobalSemaphoreOp : TTMetal_Op<"create_global_semaphore", [MemoryEffects<[MemWrite]>]> {
  let summary = "Semaphore for several programs";
  let description = [{
    A semaphore at `address` in the L1 of each core of `core_range`, which begins
    with `initial_value`, 0 where it is absent.
  }];
  let arguments = (ins I64Attr:$address, OptionalAttr<UI32Attr>:$initial_value, TTMetal_CoreRangeAttr:$core_range);
  let results = (outs TTMetal_GlobalSemaphore:$result);
}

def TTMetal_ResetGlobalSemaphoreOp : TTMetal_Op<"reset_global_semaphore", [MemoryEffects<[MemWrite]>]> {
  let summary = "Sets a semaphore";
  let description = [{
    Sets the semaphore to `value` on all its cores.
  }];
  let arguments = (ins TTMetal_GlobalSemaphore:$semaphore, UI32Attr:$value);
}

def TTMetal_CreateLocalSemaphoreOp : TTMetal_Op<"create_local_semaphore", [MemoryEffects<[MemAlloc]>]> {
  let summary = "Semaphore for one program";
  let description = [{
    A semaphore of the programs that have it among their `args`. On every core it
    has its initial value, 0 where that is absent, when the program starts.
  }];
  let arguments = (ins OptionalAttr<UI32Attr>:$initial_value);
  let results = (outs TTMetal_LocalSemaphore:$result);
}

//===-- Meshes ------------------------------------------------------------===//

def TTMetal_MeshShardOp : TTMetal_Op<"mesh_shard", [MemoryEffects<[MemRead, MemAlloc]>]> {
  let summary = "Tensor to shards and back, in the host's memory";
  let description = [{
    Cuts a tensor into shards for the chips of a mesh, or puts shards together to
    a tensor, as `shard_direction` says; see `ttir.mesh_shard`.
  }];
  let arguments = (ins AnyNon0RankedMemRef:$input, TTCore_MeshShardTypeAttr:$shard_type,
                       TTCore_MeshShardDirectionAttr:$shard_direction,
                       DenseI64ArrayAttr:$shard_shape, DenseI64ArrayAttr:$shard_dims);
  let results = (outs AnyNon0RankedMemRef:$result);
}

#endif
