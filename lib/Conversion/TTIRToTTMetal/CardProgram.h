// Tensors as buffers of tiles on the card, and programs that run on its whole grid.
#ifndef TTMLIR_LIB_CONVERSION_TTIRTOTTMETAL_CARDPROGRAM_H
#define TTMLIR_LIB_CONVERSION_TTIRTOTTMETAL_CARDPROGRAM_H

#include "KernelWriter.h"

#include "ttmlir/Dialect/TTMetal/IR/TTMetalOps.h"

#include "llvm/ADT/StringMap.h"

#include <optional>

namespace mlir::tt {

inline constexpr int64_t kTileEdge = 32;

/// A tensor's shape as matrices of tiles. The tiles of a matrix come row by row, the matrices one after the other.
struct TiledShape {
  explicit TiledShape(ArrayRef<int64_t> shape);

  SmallVector<int64_t> batch; ///< all dimensions but the last two
  int64_t rows, columns;      ///< elements of a matrix; a vector is one row

  int64_t rowTiles() const { return llvm::divideCeil(rows, kTileEdge); }
  int64_t columnTiles() const { return llvm::divideCeil(columns, kTileEdge); }
  int64_t matrices() const;
  int64_t tiles() const { return matrices() * rowTiles() * columnTiles(); }
  /// `batch`, rows of tiles, columns of tiles: what a tile is counted by.
  SmallVector<int64_t> tileShape() const;
  /// `batch`, rows, columns.
  SmallVector<int64_t> elementShape() const;
  /// Whether the elements lie in the same tiles, however the matrices are counted.
  bool liesAs(const TiledShape &other) const {
    return rows == other.rows && columns == other.columns && matrices() == other.matrices();
  }
};

/// How elements of a tensor are stored on the card; nothing where its tiles cannot hold them. Truth values are the
/// numbers 0 and 1.
std::optional<ttcore::DataType> typeOnCard(Type elementType);

/// A tensor on the card.
struct CardTensor {
  Value buffer;
  SmallVector<int64_t> shape;
  ttcore::DataType type;
};

/// The conversion of one module: its kernels, the buffers of its tensors, and the place where operations are built.
class Card {
public:
  Card(ModuleOp module, int64_t gridRows, int64_t gridColumns)
      : module(module), builder(module.getContext()), gridRows(gridRows), gridColumns(gridColumns) {}

  /// A kernel that is written once, however many programs use it: `key` says all that its code depends on.
  FlatSymbolRefAttr kernel(StringRef name, const llvm::Twine &key, ttkernel::ThreadType thread,
                           const KernelSignature &signature, llvm::function_ref<void(KernelWriter &)> write);

  CardTensor create(ArrayRef<int64_t> shape, ttcore::DataType type);

  ModuleOp module;
  OpBuilder builder;
  Location location = builder.getUnknownLoc();
  const int64_t gridRows, gridColumns;

private:
  llvm::StringMap<FlatSymbolRefAttr> kernels; ///< by key
  llvm::StringMap<unsigned> names;            ///< how many kernels have a name
};

/// A program under construction: kernels for the three cores of a tile, and what they use.
class CardProgram {
public:
  explicit CardProgram(Card &card) : card(card) {}

  /// The number of a tensor among the program's, the same for the same buffer.
  unsigned addTensor(const CardTensor &tensor);
  /// The number of a new circular buffer.
  unsigned addCircularBuffer(ttcore::DataType type, int64_t pages = 2);

  /// A kernel with some of the circular buffers and tensors, by their numbers, in the order of its signature.
  void addKernel(StringRef name, const llvm::Twine &key, ttkernel::ThreadType thread, int32_t dmCore,
                 ArrayRef<unsigned> cbs, ArrayRef<unsigned> tensors, llvm::function_ref<void(KernelWriter &)> write);
  void addReader(StringRef name, const llvm::Twine &key, ArrayRef<unsigned> cbs, ArrayRef<unsigned> tensors,
                 llvm::function_ref<void(KernelWriter &)> write) {
    addKernel(name, key, ttkernel::ThreadType::Noc, 0, cbs, tensors, write);
  }
  void addCompute(StringRef name, const llvm::Twine &key, ArrayRef<unsigned> cbs,
                  llvm::function_ref<void(KernelWriter &)> write) {
    addKernel(name, key, ttkernel::ThreadType::Compute, 0, cbs, {}, write);
  }
  /// The kernel that writes one tile for each unit of work, in order, from a circular buffer to a tensor.
  void addTileWriter(unsigned cb, unsigned tensor);

  /// Spreads `units` of work over the grid and starts the program, which writes the tensor number `written`.
  void enqueue(int64_t units, unsigned written);

private:
  struct Kernel {
    FlatSymbolRefAttr symbol;
    ttkernel::ThreadType thread;
    int32_t dmCore;
    SmallVector<unsigned> cbs, tensors;
  };

  Card &card;
  SmallVector<CardTensor> tensors;
  SmallVector<ttkernel::CBType> cbs;
  SmallVector<Kernel> kernels;
};

} // namespace mlir::tt

#endif // TTMLIR_LIB_CONVERSION_TTIRTOTTMETAL_CARDPROGRAM_H
