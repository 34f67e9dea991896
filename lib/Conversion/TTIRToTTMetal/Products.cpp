// Products of matrices on the card: each core computes tiles of the result, over the whole inner extent.
#include "CardLowering.h"

#include "ttmlir/Dialect/Common/ShapeInference.h"

namespace mlir::tt {

namespace {

/// A matrix product of which both operands have at least two dimensions. The right one may come with its columns first.
struct Product {
  CardTensor a, b;
  bool transposeB;
  SmallVector<int64_t> shape; ///< of the result
  int64_t inner;
};

/// By how many tiles the matrices of an operand lie apart for each batch dimension of the result; 0 where it repeats.
SmallVector<int64_t> batchStrides(ArrayRef<int64_t> operandBatch, size_t rank, int64_t tilesOfMatrix) {
  SmallVector<int64_t> strides(rank, 0);
  int64_t stride = tilesOfMatrix;
  for (size_t i = operandBatch.size(); i-- > 0;) {
    size_t position = rank - operandBatch.size() + i;
    strides[position] = operandBatch[i] == 1 ? 0 : stride;
    stride *= operandBatch[i];
  }
  return strides;
}

void writeReader(KernelWriter &kernel, const Product &product) {
  TiledShape a(product.a.shape), b(product.b.shape), result(product.shape);
  int64_t innerTiles = llvm::divideCeil(product.inner, kTileEdge), edge = product.inner % kTileEdge;
  SmallVector<int64_t> aStrides = batchStrides(a.batch, result.batch.size(), a.rowTiles() * a.columnTiles());
  SmallVector<int64_t> bStrides = batchStrides(b.batch, result.batch.size(), b.rowTiles() * b.columnTiles());
  // Behind the batch: rows and columns of the result's tiles.
  aStrides.append({a.columnTiles(), 0});
  bStrides.append({0, product.transposeB ? b.columnTiles() : 1});
  int64_t bInnerStride = product.transposeB ? 1 : b.columnTiles();

  Type i32 = kernel.getBuilder().getI32Type();
  Value one = kernel.number(1), whole = kernel.number(kTileEdge);
  auto bring = [&](unsigned operand, Value tile, ttcore::DataType type, bool innerIsRows, Value isLast) {
    kernel.call("cb_reserve_back", {kernel.cb(operand), one});
    Value address = kernel.callFor(i32, "get_write_ptr", kernel.cb(operand));
    kernel.readPage(tile, operand, address);
    if (edge != 0)
      // What lies behind the inner extent counts for nothing, whatever it is.
      kernel.when(isLast, [&] {
        Value valid = kernel.number(edge);
        fillEdge(kernel, address, type, innerIsRows ? valid : whole, innerIsRows ? whole : valid, 0);
      });
    kernel.call("cb_push_back", {kernel.cb(operand), one});
  };
  kernel.forEach(kernel.firstUnit(), kernel.endUnit(), [&](Value unit) {
    SmallVector<Value> coordinates = kernel.coordinates(unit, result.tileShape());
    Value aFirst = kernel.linear(coordinates, aStrides), bFirst = kernel.linear(coordinates, bStrides);
    kernel.forEach(0, innerTiles, [&](Value k) {
      Value isLast = kernel.equal(k, kernel.number(innerTiles - 1));
      bring(0, kernel.add(aFirst, k), product.a.type, /*innerIsRows=*/false, isLast);
      bring(1, kernel.add(bFirst, kernel.multiply(k, bInnerStride)), product.b.type, !product.transposeB, isLast);
    });
  });
}

void writeCompute(KernelWriter &kernel, int64_t innerTiles, bool transposeB) {
  Value one = kernel.number(1), zero = kernel.number(0);
  Value a = kernel.cb(0), b = kernel.cb(1), out = kernel.cb(2);
  kernel.call("mm_init", {a, b, out, kernel.number(transposeB ? 1 : 0)});
  kernel.forEach(kernel.firstUnit(), kernel.endUnit(), [&](Value) {
    kernel.call("tile_regs_acquire");
    kernel.forEach(0, innerTiles, [&](Value) {
      kernel.call("cb_wait_front", {a, one});
      kernel.call("cb_wait_front", {b, one});
      kernel.call("matmul_tiles", {a, b, zero, zero, zero});
      kernel.call("cb_pop_front", {a, one});
      kernel.call("cb_pop_front", {b, one});
    });
    kernel.call("tile_regs_commit");
    kernel.call("tile_regs_wait");
    kernel.call("cb_reserve_back", {out, one});
    kernel.call("pack_tile", {zero, out, zero});
    kernel.call("tile_regs_release");
    kernel.call("cb_push_back", {out, one});
  });
}

std::string keyOf(const Product &product) {
  std::string key;
  llvm::raw_string_ostream os(key);
  for (ArrayRef<int64_t> shape : {ArrayRef(product.a.shape), ArrayRef(product.b.shape), ArrayRef(product.shape)})
    os << formatShape(shape) << ' ';
  os << product.transposeB;
  return key;
}

CardTensor multiply(Card &card, const Product &product, ttcore::DataType type) {
  CardTensor result = card.create(product.shape, type);
  CardProgram program(card);
  unsigned a = program.addTensor(product.a), b = program.addTensor(product.b), written = program.addTensor(result);
  unsigned cbA = program.addCircularBuffer(product.a.type), cbB = program.addCircularBuffer(product.b.type);
  unsigned out = program.addCircularBuffer(type);
  int64_t innerTiles = llvm::divideCeil(product.inner, kTileEdge);
  program.addReader("read_matrices", keyOf(product), {cbA, cbB}, {a, b},
                    [&](KernelWriter &kernel) { writeReader(kernel, product); });
  program.addCompute("multiply_matrices", llvm::Twine(innerTiles) + (product.transposeB ? " transposed" : ""),
                     {cbA, cbB, out},
                     [&](KernelWriter &kernel) { writeCompute(kernel, innerTiles, product.transposeB); });
  program.addTileWriter(out, written);
  program.enqueue(TiledShape(product.shape).tiles(), written);
  return result;
}

/// The last two dimensions exchanged.
CardTensor transposed(Card &card, const CardTensor &matrix) {
  auto rank = static_cast<int64_t>(matrix.shape.size());
  SmallVector<int64_t> permutation = llvm::to_vector(llvm::seq<int64_t>(0, rank));
  std::swap(permutation[rank - 2], permutation[rank - 1]);
  return permuteOnCard(card, matrix, permutation);
}

LogicalResult lowerMatmul(CardLowering &op) {
  for (unsigned i = 0; i < 2; ++i)
    if (isIntegerType(op.operand(i).type))
      return op.refuse("the matrix unit multiplies floats, not integers");
  CardTensor a = op.operand(0), b = op.operand(1);
  bool transposeA = op.boolAttr("transpose_a"), transposeB = op.boolAttr("transpose_b");
  // A vector on the left is a row, and one on the right a column: the row that it lies in, transposed.
  if (a.shape.size() == 1) {
    a = reshapeOnCard(op.card, a, {1, a.shape[0]});
    transposeA = false;
  }
  if (b.shape.size() == 1) {
    b = reshapeOnCard(op.card, b, {1, b.shape[0]});
    transposeB = true;
  }
  // Two operands may be one buffer, but an accessor is for one shape: the program then sees it twice.
  if (transposeA)
    a = transposed(op.card, a);
  TiledShape aTiled(a.shape), bTiled(b.shape);
  Product product{a, b, transposeB, {}, aTiled.columns};
  size_t rank = std::max(aTiled.batch.size(), bTiled.batch.size());
  for (size_t i = 0; i < rank; ++i) {
    auto extent = [&](ArrayRef<int64_t> batch) { return i + batch.size() < rank ? 1 : batch[i + batch.size() - rank]; };
    product.shape.push_back(std::max(extent(aTiled.batch), extent(bTiled.batch)));
  }
  product.shape.append({aTiled.rows, transposeB ? bTiled.rows : bTiled.columns});
  return op.replace(multiply(op.card, product, op.resultDataType()));
}

} // namespace

void addProductsOnCard(CardLoweringTable &table) { table["matmul"] = lowerMatmul; }

} // namespace mlir::tt
