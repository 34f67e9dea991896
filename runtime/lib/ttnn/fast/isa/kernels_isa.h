// The functions that every instruction set's table is filled with.
#pragma once

#include "simd.h"
#include "tables.h"

namespace tt::runtime::fast::TENON_ISA {

void unary(Unary op, UnaryParameters parameters, const float *x, float *y, size_t n);
void binary(Binary op, const float *a, size_t aStep, const float *b, size_t bStep, float *y, size_t n);
void scaleShift(const float *x, const float *scale, const float *shift, float *y, size_t n);
float reduce(Reduction op, const float *x, size_t n);
void softmax(const float *x, float *y, size_t n);
void layerNorm(const float *x, const float *weight, const float *bias, float epsilon, float *y, size_t n);
void rmsNorm(const float *x, const float *weight, const float *bias, float epsilon, float *y, size_t n);
void bf16ToF32(const uint16_t *x, float *y, size_t n);
void f32ToBf16(const float *x, uint16_t *y, size_t n);
void f16ToF32(const uint16_t *x, float *y, size_t n);
void f32ToF16(const float *x, uint16_t *y, size_t n);
void packB(const float *b, ptrdiff_t rowStride, ptrdiff_t columnStride, size_t k, size_t n, float *packed);
void gemm(const GemmArgs &args);
size_t attentionScratch(size_t queries, size_t keys, size_t depth, size_t valueDepth);
void attention(const AttentionArgs &args);

extern const Kernels kTable;

} // namespace tt::runtime::fast::TENON_ISA
