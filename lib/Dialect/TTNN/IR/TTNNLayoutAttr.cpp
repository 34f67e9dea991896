// Layouts of tensors: how they are written, made from shapes, looked at and
// changed.
#include "mlir/IR/DialectImplementation.h"
#include "llvm/Support/MathExtras.h"

#include "ttmlir/Dialect/TTCore/IR/DataTypes.h"
#include "ttmlir/Dialect/TTCore/IR/TTCoreTypes.h"
#include "ttmlir/Dialect/TTNN/IR/TTNNOpsAttrs.h"

using namespace mlir;
using namespace mlir::tt::ttnn;
namespace ttcore = mlir::tt::ttcore;

static constexpr int64_t kTileSide = 32;

//===- Textual form -------------------------------------------------------===//

static ParseResult parseGrid(AsmParser &parser, SmallVector<int64_t> &grid) {
  return failure(parser.parseLess() ||
                 parser.parseDimensionList(grid, /*allowDynamic=*/false,
                                           /*withTrailingX=*/false) ||
                 parser.parseGreater());
}

static ParseResult parseBool(AsmParser &parser, bool &value) {
  return failure(parser.parseEqual() || parser.parseInteger(value));
}

Attribute TTNNLayoutAttr::parse(AsmParser &parser, Type) {
  AffineMap linear;
  SmallVector<int64_t> grid;
  ttcore::TensorMeshAttr mesh;
  MemRefType memref;
  TensorMemoryLayoutAttr memLayout;
  CoreRangeSetAttr coreRangeSet;
  bool ignorePhysicalLayout = false;
  SMLoc start = parser.getCurrentLocation();
  if (parser.parseLess() || parser.parseAffineMap(linear) || parser.parseComma() || parseGrid(parser, grid) ||
      parser.parseComma())
    return {};
  if (succeeded(parser.parseOptionalKeyword("mesh"))) {
    if (parser.parseEqual() || parser.parseCustomAttributeWithFallback(mesh) || parser.parseComma())
      return {};
  }
  if (parser.parseType(memref))
    return {};
  while (succeeded(parser.parseOptionalComma())) {
    if (succeeded(parser.parseOptionalKeyword("core_ranges"))) {
      if (parser.parseEqual() || parser.parseCustomAttributeWithFallback(coreRangeSet))
        return {};
    } else if (succeeded(parser.parseOptionalKeyword("ignorePhysicalLayout"))) {
      if (parseBool(parser, ignorePhysicalLayout))
        return {};
    } else if (succeeded(parser.parseOptionalKeyword("exactGrid"))) {
      // Written by older programs; every grid is exact here.
      bool exactGrid;
      if (parseBool(parser, exactGrid))
        return {};
    } else if (parser.parseCustomAttributeWithFallback(memLayout)) {
      return {};
    }
  }
  if (parser.parseGreater())
    return {};
  auto emitError = [&] { return parser.emitError(start); };
  return getChecked(llvm::function_ref<InFlightDiagnostic()>(emitError), parser.getContext(), linear,
                    ArrayRef<int64_t>(grid), memref, memLayout, mesh, ignorePhysicalLayout, coreRangeSet);
}

void TTNNLayoutAttr::print(AsmPrinter &printer) const {
  printer << "<";
  getLinear().print(printer.getStream());
  printer << ", <";
  llvm::interleave(getGridShape(), printer.getStream(), "x");
  printer << ">, ";
  if (getTensorMesh()) {
    printer << "mesh = ";
    printer.printStrippedAttrOrType(getTensorMesh());
    printer << ", ";
  }
  printer << getMemref();
  if (getMemLayout()) {
    printer << ", ";
    printer.printStrippedAttrOrType(getMemLayout());
  }
  if (getCoreRangeSet()) {
    printer << ", core_ranges = ";
    printer.printStrippedAttrOrType(getCoreRangeSet());
  }
  if (getIgnorePhysicalLayout())
    printer << ", ignorePhysicalLayout = true";
  printer << ">";
}

Attribute TTNNNDLayoutAttr::parse(AsmParser &parser, Type) {
  ttcore::GridAttr grid;
  MemRefType memref;
  TensorMemoryLayoutAttr memLayout;
  ShardOrientationAttr orientation;
  ShardDistributionStrategyAttr strategy;
  if (parser.parseLess() || parser.parseCustomAttributeWithFallback(grid) || parser.parseComma() ||
      parser.parseType(memref) || parser.parseComma() || parser.parseCustomAttributeWithFallback(memLayout))
    return {};
  if (succeeded(parser.parseOptionalComma())) {
    if (parser.parseCustomAttributeWithFallback(orientation))
      return {};
    if (succeeded(parser.parseOptionalComma()) && parser.parseCustomAttributeWithFallback(strategy))
      return {};
  }
  if (parser.parseGreater())
    return {};
  return get(parser.getContext(), grid, memref, memLayout, orientation, strategy);
}

void TTNNNDLayoutAttr::print(AsmPrinter &printer) const {
  printer << "<";
  printer.printStrippedAttrOrType(getGrid());
  printer << ", " << getMemref() << ", ";
  printer.printStrippedAttrOrType(getMemLayout());
  if (getShardOrientation()) {
    printer << ", ";
    printer.printStrippedAttrOrType(getShardOrientation());
    if (getShardDistributionStrategy()) {
      printer << ", ";
      printer.printStrippedAttrOrType(getShardDistributionStrategy());
    }
  }
  printer << ">";
}

//===- Validity -----------------------------------------------------------===//

LogicalResult TTNNLayoutAttr::verify(llvm::function_ref<InFlightDiagnostic()> emitError, AffineMap linear,
                                     ArrayRef<int64_t> gridShape, MemRefType memref, TensorMemoryLayoutAttr memLayout,
                                     ttcore::TensorMeshAttr, bool ignorePhysicalLayout, CoreRangeSetAttr) {
  for (int64_t size : gridShape)
    if (size <= 0)
      return emitError() << "grid of a layout has a dimension of size " << size;
  if (!memref)
    return emitError() << "layout has no memref";
  auto bufferType = dyn_cast_or_null<BufferTypeAttr>(memref.getMemorySpace());
  if (!bufferType) {
    if (ignorePhysicalLayout)
      return success();
    return emitError() << "memory space of a layout's memref must be "
                          "#ttnn.buffer_type, got "
                       << memref;
  }
  if (bufferType.getValue() == BufferType::SystemMemory && memLayout)
    return emitError() << "a layout in system memory has no memory layout, got "
                       << stringifyTensorMemoryLayout(memLayout.getValue());
  return success();
}

LogicalResult TTNNLayoutAttr::verifyEncoding(ArrayRef<int64_t> shape, Type,
                                             llvm::function_ref<InFlightDiagnostic()> emitError) const {
  if (getIgnorePhysicalLayout())
    return success();
  if (getLinear().getNumDims() != shape.size())
    return emitError() << "layout maps " << getLinear().getNumDims() << " dimensions, but the tensor has "
                       << shape.size();
  return success();
}

//===- Construction -------------------------------------------------------===//

// The shape with its last two dimensions padded to whole tiles.
static SmallVector<int64_t> padToTiles(ArrayRef<int64_t> shape) {
  SmallVector<int64_t> padded(shape);
  for (size_t i = padded.size() >= 2 ? padded.size() - 2 : 0; i < padded.size(); ++i)
    padded[i] = llvm::alignTo(padded[i], kTileSide);
  return padded;
}

// (d0, d1, d2) -> (d0 * size1 + d1, d2): all but the last dimension are rows.
static AffineMap collapseToMatrix(MLIRContext *context, ArrayRef<int64_t> shape) {
  unsigned rank = shape.size();
  AffineExpr rows = getAffineConstantExpr(0, context);
  AffineExpr columns = getAffineConstantExpr(0, context);
  if (rank > 0) {
    int64_t stride = 1;
    for (int i = static_cast<int>(rank) - 2; i >= 0; --i) {
      rows = getAffineDimExpr(i, context) * stride + rows;
      stride *= shape[i];
    }
    columns = getAffineDimExpr(rank - 1, context);
  }
  return simplifyAffineMap(AffineMap::get(rank, 0, {rows, columns}, context));
}

TTNNLayoutAttr TTNNLayoutAttr::get(MLIRContext *context, ArrayRef<int64_t> tensorShape, Type elementType,
                                   BufferType bufferType, ArrayRef<int64_t> gridShape, TensorMemoryLayoutAttr memLayout,
                                   ttcore::TensorMeshAttr tensorMesh, CoreRangeSetAttr coreRangeSet) {
  bool tiled = isa<ttcore::TileType>(elementType);
  SmallVector<int64_t> shape = tiled ? padToTiles(tensorShape) : SmallVector<int64_t>(tensorShape);
  AffineMap linear = collapseToMatrix(context, shape);

  int64_t rows = 1;
  for (int64_t size : ArrayRef<int64_t>(shape).drop_back(shape.empty() ? 0 : 1))
    rows *= size;
  SmallVector<int64_t> matrix = {rows, shape.empty() ? 1 : shape.back()};
  if (tiled)
    for (int64_t &size : matrix)
      size = llvm::divideCeil(size, kTileSide);

  // The last two dimensions of the grid cut the matrix.
  SmallVector<int64_t> shard = matrix;
  size_t gridRank = gridShape.size();
  if (gridRank >= 2) {
    shard[0] = llvm::divideCeil(matrix[0], gridShape[gridRank - 2]);
    shard[1] = llvm::divideCeil(matrix[1], gridShape[gridRank - 1]);
  }
  MemRefType memref =
      MemRefType::get(shard, elementType, MemRefLayoutAttrInterface{}, BufferTypeAttr::get(context, bufferType));
  return get(context, linear, gridShape, memref, memLayout, tensorMesh,
             /*ignorePhysicalLayout=*/false, coreRangeSet);
}

// The tile type for a scalar type, or nothing if it has no data type.
static Type getTileType(Type scalarType) {
  std::optional<ttcore::DataType> dataType = ttcore::elementTypeToDataType(scalarType);
  if (!dataType)
    return scalarType;
  return ttcore::TileType::get(scalarType.getContext(), {kTileSide, kTileSide}, *dataType);
}

TTNNLayoutAttr TTNNLayoutAttr::getInterleaved(MLIRContext *context, ArrayRef<int64_t> tensorShape,
                                              Type scalarElementType, bool tiled) {
  return get(context, tensorShape, tiled ? getTileType(scalarElementType) : scalarElementType, BufferType::DRAM, {1, 1},
             TensorMemoryLayoutAttr::get(context, TensorMemoryLayout::Interleaved));
}

TTNNLayoutAttr TTNNLayoutAttr::getSystemMemory(MLIRContext *context, ArrayRef<int64_t> tensorShape,
                                               Type scalarElementType) {
  return get(context, tensorShape, scalarElementType, BufferType::SystemMemory, {1, 1});
}

//===- Look-up ------------------------------------------------------------===//

Type TTNNLayoutAttr::getElementType() const { return getMemref().getElementType(); }

Type TTNNLayoutAttr::getScalarElementType() const {
  Type elementType = getElementType();
  if (auto tile = dyn_cast<ttcore::TileType>(elementType))
    return ttcore::dataTypeToElementType(getContext(), tile.getDataType());
  return elementType;
}

ttcore::DataType TTNNLayoutAttr::getDataType() const {
  return ttcore::elementTypeToDataType(getElementType()).value_or(ttcore::DataType::Float32);
}

bool TTNNLayoutAttr::isTiled() const { return isa<ttcore::TileType>(getElementType()); }

Layout TTNNLayoutAttr::getLayout() const { return isTiled() ? Layout::Tile : Layout::RowMajor; }

BufferType TTNNLayoutAttr::getBufferType() const {
  // A placeholder layout may have no memory; it counts as the host's.
  if (auto space = dyn_cast_or_null<BufferTypeAttr>(getMemref().getMemorySpace()))
    return space.getValue();
  return BufferType::SystemMemory;
}

std::optional<TensorMemoryLayout> TTNNLayoutAttr::getMemLayoutOpt() const {
  if (TensorMemoryLayoutAttr memLayout = getMemLayout())
    return memLayout.getValue();
  return std::nullopt;
}

bool TTNNLayoutAttr::isSystemBufferType() const { return getBufferType() == BufferType::SystemMemory; }

bool TTNNLayoutAttr::isDeviceBufferType() const { return !isSystemBufferType(); }

bool TTNNLayoutAttr::hasDRAMBufferType() const { return getBufferType() == BufferType::DRAM; }

bool TTNNLayoutAttr::hasL1BufferType() const { return getBufferType() == BufferType::L1; }

bool TTNNLayoutAttr::hasInterleavedTensorMemoryLayout() const {
  return getMemLayoutOpt() == TensorMemoryLayout::Interleaved;
}

bool TTNNLayoutAttr::hasShardedTensorMemoryLayout() const {
  return getMemLayout() && !hasInterleavedTensorMemoryLayout();
}

SmallVector<int64_t> TTNNLayoutAttr::getScalarShardShape() const {
  SmallVector<int64_t> shape(getMemref().getShape());
  if (auto tile = dyn_cast<ttcore::TileType>(getElementType())) {
    ArrayRef<int64_t> tileShape = tile.getShape();
    for (size_t i = 0; i < tileShape.size() && i < shape.size(); ++i)
      shape[shape.size() - 1 - i] *= tileShape[tileShape.size() - 1 - i];
  }
  return shape;
}

uint64_t TTNNLayoutAttr::getShardSizeInBytes() const {
  uint64_t elements = 1;
  for (int64_t size : getMemref().getShape())
    elements *= size;
  if (auto tile = dyn_cast<ttcore::TileType>(getElementType()))
    return elements * ttcore::getTileSizeBytes(tile.getDataType(), tile.getShape()[0], tile.getShape()[1]);
  return elements * ttcore::getElementSizeBytes(getDataType());
}

MemoryConfigAttr TTNNLayoutAttr::getMemoryConfig() const {
  MLIRContext *context = getContext();
  ShardSpecAttr shardSpec;
  if (hasShardedTensorMemoryLayout() && getCoreRangeSet())
    shardSpec = ShardSpecAttr::get(context, getCoreRangeSet(), ShapeAttr::get(context, getScalarShardShape()),
                                   ShardOrientationAttr::get(context, ShardOrientation::RowMajor));
  return MemoryConfigAttr::get(context, getMemLayout(), BufferTypeAttr::get(context, getBufferType()), shardSpec,
                               NDShardSpecAttr{});
}

//===- Changed copies -----------------------------------------------------===//

TTNNLayoutAttr TTNNLayoutAttr::withTensorShape(ArrayRef<int64_t> tensorShape) const {
  return get(getContext(), tensorShape, getElementType(), getBufferType(), getGridShape(), getMemLayout(),
             getTensorMesh(), getCoreRangeSet());
}

TTNNLayoutAttr TTNNLayoutAttr::withElementType(Type elementType, ArrayRef<int64_t> tensorShape) const {
  return get(getContext(), tensorShape, elementType, getBufferType(), getGridShape(), getMemLayout(), getTensorMesh(),
             getCoreRangeSet());
}

TTNNLayoutAttr TTNNLayoutAttr::withBufferType(BufferType bufferType, ArrayRef<int64_t> tensorShape) const {
  if (bufferType == BufferType::SystemMemory)
    return get(getContext(), tensorShape, getElementType(), bufferType, {1, 1}, TensorMemoryLayoutAttr{},
               getTensorMesh());
  TensorMemoryLayoutAttr memLayout = getMemLayout();
  if (!memLayout)
    memLayout = TensorMemoryLayoutAttr::get(getContext(), TensorMemoryLayout::Interleaved);
  return get(getContext(), tensorShape, getElementType(), bufferType, getGridShape(), memLayout, getTensorMesh(),
             getCoreRangeSet());
}

TTNNLayoutAttr TTNNLayoutAttr::withMemoryLayout(TensorMemoryLayout memLayout) const {
  return get(getContext(), getLinear(), getGridShape(), getMemref(),
             TensorMemoryLayoutAttr::get(getContext(), memLayout), getTensorMesh(), getIgnorePhysicalLayout(),
             getCoreRangeSet());
}

TTNNLayoutAttr TTNNLayoutAttr::withGrid(ArrayRef<int64_t> gridShape, ArrayRef<int64_t> tensorShape) const {
  return get(getContext(), tensorShape, getElementType(), getBufferType(), gridShape, getMemLayout(), getTensorMesh());
}

TTNNLayoutAttr TTNNLayoutAttr::withLayout(Layout layout, ArrayRef<int64_t> tensorShape) const {
  Type scalarType = getScalarElementType();
  return withElementType(layout == Layout::Tile ? getTileType(scalarType) : scalarType, tensorShape);
}

TTNNLayoutAttr TTNNLayoutAttr::withTensorMesh(ttcore::TensorMeshAttr mesh) const {
  return get(getContext(), getLinear(), getGridShape(), getMemref(), getMemLayout(), mesh, getIgnorePhysicalLayout(),
             getCoreRangeSet());
}
