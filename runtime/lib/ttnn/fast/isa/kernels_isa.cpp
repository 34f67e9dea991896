// The table of one instruction set.
#include "kernels_isa.h"

#include "gemm.h"

#define TENON_STRING(TOKEN) TENON_STRING_OF(TOKEN)
#define TENON_STRING_OF(TOKEN) #TOKEN

namespace tt::runtime::fast::TENON_ISA {

const Kernels kTable = {
    .name = TENON_STRING(TENON_ISA),
    .lanes = kLanes,
    .panelWidth = kPanelWidth,
    .unary = unary,
    .binary = binary,
    .scaleShift = scaleShift,
    .reduce = reduce,
    .softmax = softmax,
    .layerNorm = layerNorm,
    .rmsNorm = rmsNorm,
    .bf16ToF32 = bf16ToF32,
    .f32ToBf16 = f32ToBf16,
    .f16ToF32 = f16ToF32,
    .f32ToF16 = f32ToF16,
    .packB = packB,
    .gemm = gemm,
    .attentionScratch = attentionScratch,
    .attention = attention,
};

} // namespace tt::runtime::fast::TENON_ISA
