// Sums, means, maxima and minima on the card: each core combines tiles element by element, and reduces within the last
// one.
#include "CardLowering.h"

#include "ttmlir/Dialect/Common/ShapeInference.h"
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpsAttrs.h"

#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/bit.h"

#include <limits>

namespace mlir::tt {

namespace {

enum class Kind { Sum, Mean, Max, Min };

struct Reduction {
  Kind kind;
  SmallVector<bool> reduced; ///< for each coordinate of a tile (`TiledShape::tileShape`)
  TiledShape from, to;       ///< to: with reduced dimensions of size 1
  int64_t count;             ///< elements that make one of the result

  bool inRows() const { return reduced[reduced.size() - 2]; }
  bool inColumns() const { return reduced.back(); }
  /// Extents that a turn goes over, by coordinate of a tile; 1 where nothing is reduced.
  SmallVector<int64_t> turnShape() const {
    SmallVector<int64_t> shape = from.tileShape();
    for (auto [extent, isReduced] : llvm::zip_equal(shape, reduced))
      if (!isReduced)
        extent = 1;
    return shape;
  }
  int64_t turns() const { return volumeOf(turnShape()); }
};

/// What does not change a result, as bits of an element.
uint32_t identityBits(Kind kind, ttcore::DataType type) {
  float identity = kind == Kind::Max   ? -std::numeric_limits<float>::infinity()
                   : kind == Kind::Min ? std::numeric_limits<float>::infinity()
                                       : 0;
  auto bits = llvm::bit_cast<uint32_t>(identity);
  return type == ttcore::DataType::BFloat16 ? bits >> 16 : bits;
}

/// Circular buffer 0 takes the tiles to combine, 1 the factors of the reduction within a tile: ones.
void writeReader(KernelWriter &kernel, const Reduction &reduction, ttcore::DataType type) {
  Type i32 = kernel.getBuilder().getI32Type();
  Value one = kernel.number(1), whole = kernel.number(kTileEdge);
  bool within = reduction.inRows() || reduction.inColumns();
  if (within) {
    kernel.call("cb_reserve_back", {kernel.cb(1), one});
    Value address = kernel.callFor(i32, "get_write_ptr", kernel.cb(1));
    Value factors = kernel.pointer(address, ttcore::DataType::Float32);
    Value bits = kernel.number(llvm::bit_cast<int32_t>(1.0F));
    kernel.forEach(0, kTileEdge * kTileEdge, [&](Value index) { kernel.store(bits, factors, index); });
    kernel.call("cb_push_back", {kernel.cb(1), one});
  }
  SmallVector<int64_t> strides(reduction.from.tileShape());
  int64_t stride = 1;
  for (size_t i = strides.size(); i-- > 0;) {
    int64_t extent = strides[i];
    strides[i] = stride;
    stride *= extent;
  }
  SmallVector<int64_t> turnShape = reduction.turnShape(), toShape = reduction.to.tileShape();
  int64_t rowEdge = reduction.inRows() ? reduction.from.rows % kTileEdge : 0;
  int64_t columnEdge = reduction.inColumns() ? reduction.from.columns % kTileEdge : 0;
  kernel.forEach(kernel.firstUnit(), kernel.endUnit(), [&](Value unit) {
    SmallVector<Value> place = kernel.coordinates(unit, toShape);
    SmallVector<int64_t> placeStrides(strides);
    for (auto [placeStride, isReduced] : llvm::zip_equal(placeStrides, reduction.reduced))
      if (isReduced)
        placeStride = 0;
    Value first = kernel.linear(place, placeStrides);
    kernel.forEach(0, reduction.turns(), [&](Value turn) {
      SmallVector<Value> step = kernel.coordinates(turn, turnShape);
      kernel.call("cb_reserve_back", {kernel.cb(0), one});
      Value address = kernel.callFor(i32, "get_write_ptr", kernel.cb(0));
      kernel.readPage(kernel.add(first, kernel.linear(step, strides)), 0, address);
      auto isLast = [&](Value index, int64_t extent) { return kernel.equal(index, kernel.number(extent - 1)); };
      auto valid = [&](Value last, int64_t edge) { return kernel.select(last, kernel.number(edge), whole); };
      Value rowsEnd, columnsEnd, rows = whole, columns = whole;
      if (rowEdge != 0) {
        rowsEnd = isLast(step[step.size() - 2], reduction.from.rowTiles());
        rows = valid(rowsEnd, rowEdge);
      }
      if (columnEdge != 0) {
        columnsEnd = isLast(step.back(), reduction.from.columnTiles());
        columns = valid(columnsEnd, columnEdge);
      }
      if (rowsEnd || columnsEnd) {
        Value atEdge = !rowsEnd ? columnsEnd : !columnsEnd ? rowsEnd : kernel.either(rowsEnd, columnsEnd);
        kernel.when(atEdge,
                    [&] { fillEdge(kernel, address, type, rows, columns, identityBits(reduction.kind, type)); });
      }
      kernel.call("cb_push_back", {kernel.cb(0), one});
    });
  });
}

/// Circular buffers: 0 the tiles, 1 the factors, 2 the combined tile, 3 the result. Without a reduction within tiles,
/// only 0 and the result.
void writeCompute(KernelWriter &kernel, const Reduction &reduction) {
  bool within = reduction.inRows() || reduction.inColumns();
  Value one = kernel.number(1), zero = kernel.number(0), in = kernel.cb(0), out = kernel.cb(within ? 3 : 1);
  StringRef combine = reduction.kind == Kind::Max   ? "binary_max_tile"
                      : reduction.kind == Kind::Min ? "binary_min_tile"
                                                    : "add_binary_tile";
  auto negate = [&] {
    kernel.call("negative_tile_init");
    kernel.call("negative_tile", zero);
  };
  auto load = [&](Value dst) {
    kernel.call("cb_wait_front", {in, one});
    kernel.call("copy_tile_init", in);
    kernel.call("copy_tile", {in, zero, dst});
    kernel.call("cb_pop_front", {in, one});
  };
  auto pack = [&](Value target) {
    kernel.call("tile_regs_commit");
    kernel.call("tile_regs_wait");
    kernel.call("cb_reserve_back", {target, one});
    kernel.call("pack_tile", {zero, target, zero});
    kernel.call("tile_regs_release");
    kernel.call("cb_push_back", {target, one});
  };
  auto average = [&] {
    if (reduction.kind != Kind::Mean)
      return;
    kernel.call("binop_with_scalar_tile_init");
    kernel.call("div_unary_tile", {zero, kernel.number(llvm::bit_cast<int32_t>(static_cast<float>(reduction.count)))});
  };
  kernel.call("init_sfpu", {in, out});
  if (within)
    kernel.call("cb_wait_front", {kernel.cb(1), one});
  kernel.forEach(kernel.firstUnit(), kernel.endUnit(), [&](Value) {
    kernel.call("tile_regs_acquire");
    load(zero);
    kernel.forEach(1, reduction.turns(), [&](Value) {
      load(one);
      kernel.call((combine + "_init").str());
      kernel.call(combine, {zero, one, zero});
    });
    if (!within) {
      average();
      return pack(out);
    }
    // The card finds maxima within a tile; a minimum is the negative of the maximum of the negatives.
    if (reduction.kind == Kind::Min)
      negate();
    Value combined = kernel.cb(2), factors = kernel.cb(1);
    pack(combined);
    MLIRContext *context = kernel.getBuilder().getContext();
    bool isMax = reduction.kind == Kind::Max || reduction.kind == Kind::Min;
    // A reduction along rows leaves one column.
    auto dim = reduction.inRows() && reduction.inColumns() ? ttkernel::ReduceDim::Scalar
               : reduction.inColumns()                     ? ttkernel::ReduceDim::Row
                                                           : ttkernel::ReduceDim::Col;
    SmallVector<NamedAttribute> attributes = {
        kernel.named("reduce_type", ttkernel::ReduceTypeAttr::get(context, isMax ? ttkernel::ReduceType::Max
                                                                                 : ttkernel::ReduceType::Sum)),
        kernel.named("reduce_dim", ttkernel::ReduceDimAttr::get(context, dim))};
    kernel.call("cb_wait_front", {combined, one});
    kernel.call("tile_regs_acquire");
    kernel.call("reduce_init", {combined, factors, out}, attributes);
    kernel.call("reduce_tile", {combined, factors, zero, zero, zero}, attributes);
    kernel.call("reduce_uninit");
    kernel.call("cb_pop_front", {combined, one});
    if (reduction.kind == Kind::Min)
      negate();
    average();
    pack(out);
  });
}

LogicalResult lowerReduction(CardLowering &op) {
  const CardTensor &input = op.operand(0);
  if (isIntegerType(input.type))
    return op.refuse("reductions on the card are ones of floats, not of integers");
  StringRef name = op.mnemonic();
  Kind kind = name == "sum" ? Kind::Sum : name == "mean" ? Kind::Mean : name == "max" ? Kind::Max : Kind::Min;
  auto rank = static_cast<int64_t>(input.shape.size());
  SmallVector<bool> dims(rank, !op.getAttr("dim_arg"));
  if (op.getAttr("dim_arg"))
    for (int64_t dim : op.intsAttr("dim_arg"))
      dims[dim < 0 ? dim + rank : dim] = true;
  SmallVector<int64_t> kept(input.shape);
  int64_t count = 1;
  for (int64_t i = 0; i < rank; ++i)
    if (dims[i]) {
      count *= kept[i];
      kept[i] = 1;
    }
  if (count == 0)
    return op.refuse("there is nothing to reduce");
  SmallVector<bool> reduced(rank < 2 ? 2 - rank : 0, false);
  llvm::append_range(reduced, dims);
  Reduction reduction{kind, reduced, TiledShape(input.shape), TiledShape(kept), count};
  bool within = reduction.inRows() || reduction.inColumns();

  CardTensor result = op.create(kept, op.resultDataType());
  CardProgram program(op.card);
  unsigned source = program.addTensor(input), written = program.addTensor(result);
  SmallVector<unsigned> cbs = {program.addCircularBuffer(input.type)};
  if (within)
    cbs.push_back(program.addCircularBuffer(ttcore::DataType::Float32, 1));
  std::string key = (name + " " + formatShape(input.shape) + " " + formatShape(kept)).str();
  program.addReader("read_to_reduce", key, cbs, source,
                    [&](KernelWriter &kernel) { writeReader(kernel, reduction, input.type); });
  if (within)
    cbs.push_back(program.addCircularBuffer(ttcore::DataType::Float32));
  unsigned out = program.addCircularBuffer(result.type);
  cbs.push_back(out);
  program.addCompute(("reduce_" + name).str(), key, cbs,
                     [&](KernelWriter &kernel) { writeCompute(kernel, reduction); });
  program.addTileWriter(out, written);
  program.enqueue(reduction.to.tiles(), written);
  return op.replace(result);
}

} // namespace

void fillEdge(KernelWriter &kernel, Value tileAddress, ttcore::DataType type, Value validRows, Value validColumns,
              uint32_t bits) {
  Value tile = kernel.pointer(tileAddress, type);
  unsigned width = elementBits(type);
  Value filling = kernel.integer(bits, width);
  Value zero = kernel.number(0), whole = kernel.number(kTileEdge);
  auto fill = [&](Value fromRow, Value toRow, Value fromColumn) {
    kernel.forEach(fromRow, toRow, [&](Value row) {
      kernel.forEach(fromColumn, whole,
                     [&](Value column) { kernel.store(filling, tile, kernel.placeInTile(row, column)); });
    });
  };
  fill(zero, validRows, validColumns);
  fill(validRows, whole, zero);
}

void addReductionsOnCard(CardLoweringTable &table) {
  for (StringRef name : {"sum", "mean", "max", "min"})
    table[name] = lowerReduction;
}

} // namespace mlir::tt
