// Products of matrices: a tile or a block of tiles at a time, added to registers.
#include <memory>

#include "compute/data_movement.h"
#include "compute/matmul_kernel.h"

namespace tt::device {

namespace baseline {
extern const MatmulKernel kMatmul;
}
#if defined(TENON_DEVICE_X86_LEVELS)
namespace x86_64_v3 {
extern const MatmulKernel kMatmul;
}
namespace x86_64_v4 {
extern const MatmulKernel kMatmul;
}
#endif

const MatmulKernels &matmulKernels() {
  static const MatmulKernels runnable = [] {
    MatmulKernels kernels = {};
#if defined(TENON_DEVICE_X86_LEVELS)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("x86-64-v4"))
      kernels.all[kernels.count++] = x86_64_v4::kMatmul;
    if (__builtin_cpu_supports("x86-64-v3"))
      kernels.all[kernels.count++] = x86_64_v3::kMatmul;
#endif
    kernels.all[kernels.count++] = baseline::kMatmul;
    return kernels;
  }();
  return runnable;
}

namespace {

void multiply(const float *a, const float *b, float *c) { matmulKernels().all[0](a, b, c); }

/// Remembers whether tiles of the second operand are transposed; the argument is `Transpose`th.
template <size_t Transpose>
void configure(const Operation &operation) {
  operation.state.transposeSecond = operation.flag(Transpose, "transpose");
}

void multiplyTiles(const Operation &operation) {
  RegisterTile a, b;
  float *result = operation.write(operation.word(4));
  operation.loadFloats(operation.word(0), operation.word(2), a.elements);
  operation.loadFloats(operation.word(1), operation.word(3), b.elements);
  if (operation.state.transposeSecond)
    transposeTile(b.elements);
  multiply(a.elements, b.elements, result);
}

/// The arguments that matmul_block and experimental_matmul_block share.
struct Block {
  explicit Block(const Operation &operation)
      : firstBuffer(operation.word(0)), secondBuffer(operation.word(1)), firstTile(operation.word(2)),
        secondTile(operation.word(3)), firstRegister(operation.word(4)), transpose(operation.flag(5, "transpose")),
        columns(operation.word(6)), rows(operation.word(7)), inner(operation.word(8)) {
    if (columns == 0 || rows == 0 || inner == 0)
      operation.fail("'ct_dim', 'rt_dim' and 'kt_dim' must be positive");
    operation.checkRegisters(firstRegister, uint64_t{rows} * columns);
    operation.read(firstRegister); // acquired
  }

  uint32_t firstBuffer, secondBuffer, firstTile, secondTile, firstRegister;
  bool transpose;
  uint32_t columns, rows, inner;
};

/// Adds a column of tiles times a row of tiles. The second operand's tile for column c is `secondTile + c * stride`.
void multiplyOuter(const Operation &operation, const Block &block, uint32_t firstTile, uint32_t secondTile,
                   uint32_t stride) {
  // The tiles of the row are needed once for each tile of the column; there are no more of them than registers.
  std::unique_ptr<RegisterTile[]> row(new RegisterTile[block.columns]);
  for (uint32_t c = 0; c < block.columns; ++c) {
    operation.loadFloats(block.secondBuffer, secondTile + c * stride, row[c].elements);
    if (block.transpose)
      transposeTile(row[c].elements);
  }
  RegisterTile left;
  for (uint32_t r = 0; r < block.rows; ++r) {
    operation.loadFloats(block.firstBuffer, firstTile + r * block.inner, left.elements);
    for (uint32_t c = 0; c < block.columns; ++c)
      multiply(left.elements, row[c].elements, operation.write(block.firstRegister + r * block.columns + c));
  }
}

void multiplyBlock(const Operation &operation) {
  Block block(operation);
  multiplyOuter(operation, block, block.firstTile, block.secondTile, 1);
}

void multiplyWholeBlock(const Operation &operation) {
  Block block(operation);
  uint32_t innerStride = operation.word(9);
  // Transposed, the second operand is stored as ct_dim rows of kt_dim tiles.
  uint32_t stride = block.transpose ? block.inner : 1;
  for (uint32_t k = 0; k < block.inner; ++k)
    multiplyOuter(operation, block, block.firstTile + k, block.secondTile + k * innerStride, stride);
}

constexpr HandlerEntry kHandlers[] = {
    {Service::mm_init, configure<3>},
    {Service::mm_init_short, configure<2>},
    {Service::mm_init_short_with_dt, configure<3>},
    {Service::matmul_tiles, multiplyTiles},
    {Service::mm_block_init, configure<3>},
    {Service::mm_block_init_short, configure<2>},
    {Service::mm_block_init_short_with_dt, configure<3>},
    {Service::matmul_block, multiplyBlock},
    {Service::experimental_matmul_block, multiplyWholeBlock},
};

} // namespace

std::span<const HandlerEntry> matmulHandlers() { return kHandlers; }

} // namespace tt::device
