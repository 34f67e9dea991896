// Steps of optimizers in training.
#ifndef TTMLIR_DIALECT_TTIR_IR_OPS_OPTIMIZEROPS_TD
#define TTMLIR_DIALECT_TTIR_IR_OPS_OPTIMIZEROPS_TD

include "ttmlir/Dialect/TTIR/IR/TTIRBase.td"

def TTIR_AdamWOp : TTIR_PureOp<"adamw">, KeepsElementKind {
  let summary = "A step of AdamW";
  let description = [{
    Updates parameters by Adam with decoupled weight decay. With m and v the
    moving means of the gradient and of its square:

    ```
    m' = beta1 * m + (1 - beta1) * grad
    v' = beta2 * v + (1 - beta2) * grad * grad
    param' = param * (1 - lr * weight_decay)
             - lr * m' / (1 - beta1_pow) / (sqrt(v' / (1 - beta2_pow)) + epsilon)
    ```

    `beta1_pow` and `beta2_pow` are the betas to the power of the step's number.
    With `max_exp_avg_sq` (AMSGrad), the largest v' so far is used and is the
    fourth result. `stochastic_rounding` rounds the parameters up or down at
    random, so that small steps are not lost.
  }];
  let arguments = (ins AnyRankedTensor:$param, AnyRankedTensor:$grad, AnyRankedTensor:$exp_avg,
                       AnyRankedTensor:$exp_avg_sq, Optional<AnyRankedTensor>:$max_exp_avg_sq,
                       F32Attr:$lr, F32Attr:$beta1, F32Attr:$beta2, F32Attr:$beta1_pow, F32Attr:$beta2_pow,
                       F32Attr:$epsilon, F32Attr:$weight_decay,
                       DefaultValuedAttr<BoolAttr, "false">:$stochastic_rounding);
  let results = (outs AnyRankedTensor:$param_out, AnyRankedTensor:$exp_avg_out,
                      AnyRankedTensor:$exp_avg_sq_out, Optional<AnyRankedTensor>:$max_exp_avg_sq_out);
  let hasVerifier = 1;
}

#endif // TTMLIR_DIALECT_TTIR_IR_OPS_OPTIMIZEROPS_TD
