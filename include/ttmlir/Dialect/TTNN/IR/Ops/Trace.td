// Recorded command sequences, and semaphores.

#ifndef TTMLIR_DIALECT_TTNN_IR_OPS_TRACE_TD
#define TTMLIR_DIALECT_TTNN_IR_OPS_TRACE_TD

include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.td"

def TTNN_BeginTraceCaptureOp :
    TTNN_InPlaceOp<"begin_trace_capture", [MemoryEffects<[MemAlloc, MemWrite]>]> {
  let summary = "Start of a recording";
  let description = [{
    Records the commands that follow on queue `cq_id` under the identifier
    that it gives, a scalar with the encoding `#ttnn.trace_id`.
  }];
  let arguments = (ins TTNN_Device:$device,
                       DefaultValuedAttr<UI32Attr, "0">:$cq_id);
  let results = (outs AnyRankedTensor:$trace_id);
  let hasVerifier = 1;
}

def TTNN_CaptureOrExecuteTraceOp :
    TTNN_InPlaceOp<"capture_or_execute_trace", [AttrSizedOperandSegments]> {
  let summary = "Recording on the first run, replay afterwards";
  let description = [{
    Calls `capture_callee` the first time, with slots from
    `allocate_slots_callee`, and `execute_callee` from then on.
  }];
  let arguments = (ins TTNN_Device:$device,
                       Arg<Variadic<AnyRankedTensor>, "", [MemRead, MemWrite]>:$inputs,
                       Variadic<TTNN_GlobalSemaphore>:$semaphore_inputs,
                       FlatSymbolRefAttr:$allocate_slots_callee,
                       FlatSymbolRefAttr:$capture_callee,
                       FlatSymbolRefAttr:$execute_callee);
  let results = (outs Variadic<AnyRankedTensor>:$results);
}

def TTNN_CreateGlobalSemaphoreOp : TTNN_InPlaceOp<"create_global_semaphore"> {
  let summary = "Global semaphore";
  let description = [{
    Makes a semaphore with `initial_value` on the cores of every device of the
    mesh.
  }];
  let arguments = (ins TTNN_Device:$device,
                       OptionalAttr<UI32Attr>:$initial_value,
                       TTNN_CoreRangeSetAttr:$core_range_set);
  let results = (outs Res<TTNN_GlobalSemaphore, "", [MemAlloc]>:$result);
}

def TTNN_EndTraceCaptureOp :
    TTNN_InPlaceOp<"end_trace_capture", [MemoryEffects<[MemRead, MemWrite]>]> {
  let summary = "End of a recording";
  let description = [{
    Ends the recording `trace_id` on queue `cq_id`.
  }];
  let arguments = (ins TTNN_Device:$device,
                       AnyRankedTensor:$trace_id,
                       DefaultValuedAttr<UI32Attr, "0">:$cq_id);
  let hasVerifier = 1;
}

def TTNN_ExecuteTraceOp :
    TTNN_InPlaceOp<"execute_trace", [MemoryEffects<[MemRead, MemWrite]>]> {
  let summary = "Replay of a recording";
  let description = [{
    Executes the recorded commands of `trace_id` on queue `cq_id`, and waits
    for the end where `blocking` is set.
  }];
  let arguments = (ins TTNN_Device:$device,
                       AnyRankedTensor:$trace_id,
                       DefaultValuedAttr<UI32Attr, "0">:$cq_id,
                       DefaultValuedAttr<BoolAttr, "false">:$blocking);
  let hasVerifier = 1;
}

def TTNN_ResetGlobalSemaphoreOp :
    TTNN_InPlaceOp<"reset_global_semaphore", [MemoryEffects<[MemWrite]>]> {
  let summary = "Reset of a global semaphore";
  let description = [{
    Sets the semaphore to `value` on all its cores.
  }];
  let arguments = (ins TTNN_GlobalSemaphore:$semaphore, UI32Attr:$value);
}

#endif
