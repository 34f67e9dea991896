// oneDNN, opened when the first kernel that it serves is made: convolutions in f32, products in bf16.
//
// Where it serves was measured: its f32 convolutions are a fifth faster than ours, its bf16 products (AMX, AVX512-BF16)
// several times; its f32 products are slower. It runs on one thread at a time, in chunks of our own thread pool.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "ttnn/fast/fast_kernel.h"
#include "ttnn/kernels/window.h"

namespace tt::runtime::fast::onednn {

/// True when the library was found and works. TENON_ONEDNN_LIBRARY names another file; "none" does without.
bool isAvailable();
/// True when, besides, the machine multiplies bf16 in hardware.
bool isFastInBFloat16();

/// One primitive with one constant operand. Reentrant: each call brings its own scratch memory.
class Primitive {
public:
  virtual ~Primitive() = default;
  /// Bytes of the constant operand in the primitive's own layout.
  virtual size_t packedBytes() const = 0;
  virtual size_t scratchBytes() const = 0;
  /// True when what one packed the other may use.
  virtual bool packsAlike(const Primitive &other) const = 0;
  /// Brings the constant operand, dense, into the primitive's layout.
  virtual void pack(const void *dense, void *packed) const = 0;
  virtual void run(const void *source, const void *packed, const void *bias, void *target, void *scratch) const = 0;
};

/// An image [H, W, I] in f32, channels last, to [OH, OW, O].
struct ConvolutionShape {
  int64_t height, width, inChannels, outChannels;
  kernels::Window y, x;
  bool bias;
};
/// Null where oneDNN cannot.
std::unique_ptr<Primitive> makeConvolution(const ConvolutionShape &shape);

/// rows x depth (bf16, dense) times depth x columns (bf16, constant, with the given strides) to f32, dense.
struct ProductShape {
  int64_t rows, depth, columns, rowStride, columnStride;
};
std::unique_ptr<Primitive> makeProduct(const ProductShape &shape);

} // namespace tt::runtime::fast::onednn
