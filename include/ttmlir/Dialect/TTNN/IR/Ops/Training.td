// Steps of an optimizer.

#ifndef TTMLIR_DIALECT_TTNN_IR_OPS_TRAINING_TD
#define TTMLIR_DIALECT_TTNN_IR_OPS_TRAINING_TD

include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.td"

def TTNN_AdamWOp : TTNN_InPlaceOp<"adamw">, KeepsElementKind {
  let summary = "Step of the AdamW optimizer";
  let description = [{
    Updates `param` and the moments in place: `m = beta1*m + (1-beta1)*grad`,
    `v = beta2*v + (1-beta2)*grad^2`, `param = param*(1 - lr*weight_decay) -
    lr * (m/(1-beta1_pow)) / (sqrt(v/(1-beta2_pow)) + epsilon)`; with
    `max_exp_avg_sq` the greatest v so far takes the place of v. `beta1_pow`
    and `beta2_pow` are the powers of the step.
  }];
  let arguments = (ins Arg<AnyRankedTensor, "parameter tensor (updated in place)", [MemRead, MemWrite]>:$param,
                       Arg<AnyRankedTensor, "", [MemRead]>:$grad,
                       Arg<AnyRankedTensor, "first moment estimate", [MemRead, MemWrite]>:$exp_avg,
                       Arg<AnyRankedTensor, "second moment estimate", [MemRead, MemWrite]>:$exp_avg_sq,
                       Arg<Optional<AnyRankedTensor>, "max second moment estimate (amsgrad)", [MemRead, MemWrite]>:$max_exp_avg_sq,
                       F32Attr:$lr,
                       F32Attr:$beta1,
                       F32Attr:$beta2,
                       F32Attr:$beta1_pow,
                       F32Attr:$beta2_pow,
                       F32Attr:$epsilon,
                       F32Attr:$weight_decay,
                       DefaultValuedAttr<BoolAttr, "false">:$stochastic_rounding);
  let hasVerifier = 1;
}

#endif
