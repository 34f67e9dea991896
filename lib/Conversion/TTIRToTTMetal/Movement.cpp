// Ops that only move elements: the first data movement core picks the elements of each tile of the result from tiles of
// the input, of which it keeps the last one that it read.
#include "CardLowering.h"

#include "llvm/ADT/STLExtras.h"

namespace mlir::tt {

namespace {

/// Computes, in the kernel, which element of the input an element of the result is: both as coordinates, those of
/// `TiledShape::elementShape`.
using SourceOf = llvm::function_ref<SmallVector<Value>(KernelWriter &, ArrayRef<Value>)>;

SmallVector<int64_t> stridesOf(ArrayRef<int64_t> shape) {
  SmallVector<int64_t> strides(shape.size());
  int64_t stride = 1;
  for (size_t i = shape.size(); i-- > 0;) {
    strides[i] = stride;
    stride *= shape[i];
  }
  return strides;
}

/// The element at `coordinates` of the input: the number of its tile, and its place in it.
std::pair<Value, Value> locate(KernelWriter &kernel, const TiledShape &shape, ArrayRef<Value> coordinates) {
  Value row = coordinates[coordinates.size() - 2], column = coordinates.back();
  SmallVector<Value> tile(coordinates.drop_back(2));
  tile.push_back(kernel.divide(row, kTileEdge));
  tile.push_back(kernel.divide(column, kTileEdge));
  Value number = kernel.linear(tile, stridesOf(shape.tileShape()));
  Value place = kernel.placeInTile(kernel.remainder(row, kTileEdge), kernel.remainder(column, kTileEdge));
  return {number, place};
}

/// Circular buffer 0 holds the tile of the input, 1 those of the result.
void writePicker(KernelWriter &kernel, const TiledShape &from, const TiledShape &to, ttcore::DataType type,
                 SourceOf sourceOf) {
  Type i32 = kernel.getBuilder().getI32Type();
  Value one = kernel.number(1), zero = kernel.number(0);
  kernel.call("cb_reserve_back", {kernel.cb(0), one});
  Value inputAddress = kernel.callFor(i32, "get_write_ptr", kernel.cb(0));
  Value input = kernel.pointer(inputAddress, type);
  kernel.fold(kernel.firstUnit(), kernel.endUnit(), kernel.number(-1), [&](Value tile, Value loaded) {
    kernel.call("cb_reserve_back", {kernel.cb(1), one});
    Value output = kernel.pointer(kernel.callFor(i32, "get_write_ptr", kernel.cb(1)), type);
    SmallVector<Value> coordinates = kernel.coordinates(tile, to.tileShape());
    Value firstRow = kernel.multiply(coordinates[coordinates.size() - 2], kTileEdge);
    Value firstColumn = kernel.multiply(coordinates.back(), kTileEdge);
    Value rows = kernel.minimum(kernel.subtract(kernel.number(to.rows), firstRow), kTileEdge);
    Value columns = kernel.minimum(kernel.subtract(kernel.number(to.columns), firstColumn), kTileEdge);
    loaded = kernel.fold(zero, rows, loaded, [&](Value row, Value loadedBefore) {
      return kernel.fold(zero, columns, loadedBefore, [&](Value column, Value loadedLast) {
        coordinates[coordinates.size() - 2] = kernel.add(firstRow, row);
        coordinates.back() = kernel.add(firstColumn, column);
        auto [sourceTile, place] = locate(kernel, from, sourceOf(kernel, coordinates));
        Value nowLoaded = kernel.whenElse(
            kernel.different(sourceTile, loadedLast),
            [&] {
              kernel.readPage(sourceTile, 0, inputAddress);
              return sourceTile;
            },
            loadedLast);
        kernel.store(kernel.load(input, place, type), output, kernel.placeInTile(row, column));
        return nowLoaded;
      });
    });
    kernel.call("cb_push_back", {kernel.cb(1), one});
    return loaded;
  });
}

std::string keyOf(ArrayRef<int64_t> numbers) {
  std::string key;
  llvm::raw_string_ostream os(key);
  llvm::interleave(numbers, os, "x");
  return key;
}

/// A tensor of the shape `shape` whose elements are picked from `input`. `key` says what `sourceOf` depends on beside
/// the two shapes.
CardTensor pick(Card &card, StringRef name, const llvm::Twine &key, const CardTensor &input, ArrayRef<int64_t> shape,
                SourceOf sourceOf) {
  CardTensor result = card.create(shape, input.type);
  TiledShape from(input.shape), to(shape);
  CardProgram program(card);
  unsigned source = program.addTensor(input), written = program.addTensor(result);
  unsigned in = program.addCircularBuffer(input.type, 1), out = program.addCircularBuffer(input.type);
  program.addReader(name, keyOf(input.shape) + " " + keyOf(shape) + " " + key, {in, out}, source,
                    [&](KernelWriter &kernel) { writePicker(kernel, from, to, input.type, sourceOf); });
  program.addTileWriter(out, written);
  program.enqueue(to.tiles(), written);
  return result;
}

/// Coordinates of a tensor of rank `rank`, from those of its matrices: a vector has one row, a scalar one element.
ArrayRef<Value> ofRank(ArrayRef<Value> coordinates, size_t rank) {
  return coordinates.take_back(std::min(rank, coordinates.size()));
}

/// The other way round.
SmallVector<Value> ofMatrices(KernelWriter &kernel, ArrayRef<Value> coordinates) {
  SmallVector<Value> result(coordinates.size() < 2 ? 2 - coordinates.size() : 0, kernel.number(0));
  llvm::append_range(result, coordinates);
  return result;
}

/// Ops that take each dimension of the result from one dimension of the input: `index * step + begin`, or a repetition.
struct Dimension {
  int64_t from;      ///< dimension of the result that it comes from; -1: always the same
  int64_t begin = 0; ///< the index where the result's is 0
  int64_t step = 1;
};

CardTensor pickDimensions(Card &card, StringRef name, const CardTensor &input, ArrayRef<int64_t> shape,
                          ArrayRef<Dimension> dimensions) {
  std::string key;
  for (const Dimension &dimension : dimensions)
    key += keyOf({dimension.from, dimension.begin, dimension.step}) + " ";
  return pick(card, name, key, input, shape, [&](KernelWriter &kernel, ArrayRef<Value> coordinates) {
    ArrayRef<Value> result = ofRank(coordinates, shape.size());
    SmallVector<Value> source;
    for (const Dimension &dimension : dimensions) {
      if (dimension.from < 0) {
        source.push_back(kernel.number(dimension.begin));
        continue;
      }
      Value index = kernel.multiply(result[dimension.from], dimension.step);
      source.push_back(kernel.add(index, dimension.begin));
    }
    return ofMatrices(kernel, source);
  });
}

LogicalResult lowerReshape(CardLowering &op) { return op.replace(op.operand(0)); }

LogicalResult lowerPermute(CardLowering &op) {
  return op.replace(permuteOnCard(op.card, op.operand(0), op.intsAttr("permutation")));
}

LogicalResult lowerTranspose(CardLowering &op) {
  auto rank = static_cast<int64_t>(op.resultShape().size());
  SmallVector<int64_t> permutation = llvm::to_vector(llvm::seq<int64_t>(0, rank));
  auto dimension = [&](StringRef name) { return (op.intAttr(name) + rank) % rank; };
  std::swap(permutation[dimension("dim0")], permutation[dimension("dim1")]);
  return op.replace(permuteOnCard(op.card, op.operand(0), permutation));
}

LogicalResult lowerBroadcast(CardLowering &op) {
  SmallVector<Dimension> dimensions;
  for (auto [index, extent] : llvm::enumerate(op.operandShape(0)))
    dimensions.push_back({extent == op.resultShape()[index] ? static_cast<int64_t>(index) : -1});
  return op.replace(pickDimensions(op.card, "broadcast_tiles", op.operand(0), op.resultShape(), dimensions));
}

LogicalResult lowerSlice(CardLowering &op) {
  SmallVector<int64_t> begins = op.intsAttr("begins"), steps = op.intsAttr("step");
  SmallVector<Dimension> dimensions;
  for (auto [index, extent] : llvm::enumerate(op.operandShape(0))) {
    if (steps[index] < 1)
      return op.refuse("slices with negative steps are not placed on the card");
    int64_t begin = begins[index] < 0 ? begins[index] + extent : begins[index];
    dimensions.push_back({static_cast<int64_t>(index), begin, steps[index]});
  }
  return op.replace(pickDimensions(op.card, "slice_tiles", op.operand(0), op.resultShape(), dimensions));
}

} // namespace

CardTensor reshapeOnCard(Card &card, const CardTensor &input, ArrayRef<int64_t> shape) {
  TiledShape from(input.shape), to(shape);
  if (from.liesAs(to))
    return {input.buffer, SmallVector<int64_t>(shape), input.type};
  return pick(card, "reshape_tiles", "", input, shape, [&](KernelWriter &kernel, ArrayRef<Value> coordinates) {
    Value index = kernel.linear(coordinates, stridesOf(to.elementShape()));
    return kernel.coordinates(index, from.elementShape());
  });
}

CardTensor permuteOnCard(Card &card, const CardTensor &input, ArrayRef<int64_t> permutation) {
  SmallVector<int64_t> shape;
  SmallVector<Dimension> dimensions(permutation.size());
  for (auto [result, source] : llvm::enumerate(permutation)) {
    shape.push_back(input.shape[source]);
    dimensions[source] = {static_cast<int64_t>(result)};
  }
  return pickDimensions(card, "permute_tiles", input, shape, dimensions);
}

void addMovementOnCard(CardLoweringTable &table) {
  for (StringRef name : {"reshape", "squeeze", "unsqueeze"})
    table[name] = lowerReshape;
  table["permute"] = lowerPermute;
  table["transpose"] = lowerTranspose;
  table["broadcast"] = lowerBroadcast;
  table["slice_static"] = lowerSlice;
}

} // namespace mlir::tt
