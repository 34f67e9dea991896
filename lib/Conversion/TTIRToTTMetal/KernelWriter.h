// Writes one kernel: a function of ttkernel, with the arithmetic and the loops around its calls.
#ifndef TTMLIR_LIB_CONVERSION_TTIRTOTTMETAL_KERNELWRITER_H
#define TTMLIR_LIB_CONVERSION_TTIRTOTTMETAL_KERNELWRITER_H

#include "ttmlir/Dialect/TTCore/IR/TTCoreTypes.h"
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpsTypes.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Builders.h"

namespace mlir::tt {

/// What a kernel is given. Its arguments at compile time are the ports of its circular buffers, then for each of its
/// buffers what an accessor needs to know of it; those that all its cores share are the addresses of its buffers; each
/// core has two of its own: the first unit of its work, and how many there are.
struct KernelSignature {
  SmallVector<ttkernel::CBType> cbs;
  SmallVector<ttcore::DataType> buffers;
};

/// Words that an accessor takes of the arguments at compile time.
inline constexpr unsigned kAccessorWords = 2;

class KernelWriter {
public:
  /// Begins the function `name` at the end of `module`.
  KernelWriter(ModuleOp module, Location location, StringRef name, ttkernel::ThreadType thread,
               const KernelSignature &signature);
  /// Ends it.
  func::FuncOp finish();

  /// A circular buffer, or the accessor of a buffer, by its place in the signature.
  Value cb(unsigned index) const { return cbs[index]; }
  Value accessor(unsigned index) const { return accessors[index]; }
  /// The first unit of work of this core, and the one behind its last.
  Value firstUnit() const { return first; }
  Value endUnit() const { return end; }

  // Numbers: i32, without sign.
  Value number(int64_t value);
  /// A constant of `width` bits: 16 or 32.
  Value integer(uint32_t bits, unsigned width);
  Value add(Value a, Value b);
  Value add(Value a, int64_t b) { return b == 0 ? a : add(a, number(b)); }
  Value subtract(Value a, Value b);
  Value multiply(Value a, Value b);
  Value multiply(Value a, int64_t b);
  Value divide(Value a, int64_t b);
  Value remainder(Value a, int64_t b);
  Value minimum(Value a, int64_t b);
  /// Comparisons and what is made of them: i1.
  Value equal(Value a, Value b);
  Value different(Value a, Value b);
  Value either(Value a, Value b);
  Value select(Value condition, Value a, Value b);
  /// `index` as coordinates in `shape`, the last moving fastest.
  SmallVector<Value> coordinates(Value index, ArrayRef<int64_t> shape);
  /// The other way round; strides of 0 leave a coordinate out.
  Value linear(ArrayRef<Value> coordinates, ArrayRef<int64_t> strides);

  // Control flow.
  void forEach(Value from, Value to, llvm::function_ref<void(Value)> body);
  void forEach(int64_t from, int64_t to, llvm::function_ref<void(Value)> body) {
    forEach(number(from), number(to), body);
  }
  /// A loop that carries a number from turn to turn; the last one is returned.
  Value fold(Value from, Value to, Value initial, llvm::function_ref<Value(Value, Value)> body);
  void when(Value condition, llvm::function_ref<void()> body);
  Value whenElse(Value condition, llvm::function_ref<Value()> then, Value otherwise);

  // Calls: the operation `ttkernel.<name>`.
  void call(StringRef name, ValueRange operands = {}, ArrayRef<NamedAttribute> attributes = {});
  Value callFor(Type result, StringRef name, ValueRange operands, ArrayRef<NamedAttribute> attributes = {});
  NamedAttribute named(StringRef name, Attribute value) { return builder.getNamedAttr(name, value); }
  NamedAttribute dataType(StringRef name, ttcore::DataType type);

  /// Reads the page `id` of a buffer to `address` and waits for it.
  void readPage(Value id, unsigned buffer, Value address);
  /// Memory of this core from `address` on as elements of `type`.
  Value pointer(Value address, ttcore::DataType type);
  Value load(Value pointer, Value index, ttcore::DataType type);
  void store(Value value, Value pointer, Value index);
  /// Where the element (`row`, `column`) lies in a tile, counted in elements.
  Value placeInTile(Value row, Value column);

  OpBuilder &getBuilder() { return builder; }
  Location getLocation() const { return location; }

private:
  template <typename Op>
  Value arithmetic(Value a, Value b);

  OpBuilder builder;
  Location location;
  func::FuncOp function;
  llvm::DenseMap<int64_t, Value> numbers; ///< at the function's begin
  SmallVector<Value> cbs, accessors;
  Value first, end;
};

/// The integers that hold an element in memory: 16 or 32 bits.
unsigned elementBits(ttcore::DataType type);
/// Whether the card computes with it as with integers.
bool isIntegerType(ttcore::DataType type);
/// A circular buffer of `pages` tiles.
ttkernel::CBType circularBufferType(MLIRContext *context, ttcore::DataType type, int64_t pages = 2);
ttcore::TileType tileType(MLIRContext *context, ttcore::DataType type);

} // namespace mlir::tt

#endif // TTMLIR_LIB_CONVERSION_TTIRTOTTMETAL_KERNELWRITER_H
