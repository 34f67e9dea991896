// Builds buffers and programs of ttmetal.
#include "CardProgram.h"

#include "ttmlir/Dialect/TTCore/IR/DataTypes.h"

#include <numeric>

namespace mlir::tt {

TiledShape::TiledShape(ArrayRef<int64_t> shape)
    : batch(shape.size() > 2 ? shape.drop_back(2) : ArrayRef<int64_t>()),
      rows(shape.size() > 1 ? shape[shape.size() - 2] : 1), columns(shape.empty() ? 1 : shape.back()) {}

int64_t TiledShape::matrices() const {
  return std::accumulate(batch.begin(), batch.end(), int64_t{1}, std::multiplies<>());
}

SmallVector<int64_t> TiledShape::tileShape() const {
  SmallVector<int64_t> shape(batch);
  shape.append({rowTiles(), columnTiles()});
  return shape;
}

SmallVector<int64_t> TiledShape::elementShape() const {
  SmallVector<int64_t> shape(batch);
  shape.append({rows, columns});
  return shape;
}

std::optional<ttcore::DataType> typeOnCard(Type elementType) {
  if (elementType.isF32())
    return ttcore::DataType::Float32;
  if (elementType.isBF16() || elementType.isInteger(1))
    return ttcore::DataType::BFloat16;
  if (elementType.isUnsignedInteger(32))
    return ttcore::DataType::UInt32;
  if (elementType.isInteger(32))
    return ttcore::DataType::Int32;
  return std::nullopt;
}

namespace {

ttcore::MemorySpaceAttr inMemory(MLIRContext *context, ttcore::MemorySpace space) {
  return ttcore::MemorySpaceAttr::get(context, space);
}

/// A buffer whose pages are tiles and go round over the banks of DRAM.
MemRefType bufferType(MLIRContext *context, const TiledShape &shape, ttcore::DataType type) {
  ttcore::TileType tile = tileType(context, type);
  auto bytes = static_cast<int64_t>(tile.getSizeBytes());
  int64_t columns = shape.columnTiles();
  auto layout = ttcore::InterleavedLayoutAttr::get(context, {columns * bytes, bytes});
  return MemRefType::get({1, 1, shape.matrices() * shape.rowTiles(), columns}, tile, layout,
                         inMemory(context, ttcore::MemorySpace::DeviceDRAM));
}

MemRefType circularBufferMemory(ttkernel::CBType type) {
  MLIRContext *context = type.getContext();
  auto tile = cast<ttcore::TileType>(type.getElementType());
  auto layout = ttcore::CBLayoutAttr::get(context, {static_cast<int64_t>(tile.getSizeBytes())},
                                          static_cast<uint32_t>(type.getNumElements()));
  return MemRefType::get({1}, tile, layout, inMemory(context, ttcore::MemorySpace::DeviceL1));
}

/// Consecutive units for each core, in a rectangle of as many cores as there is work for.
struct WorkSplit {
  int64_t rows, columns;
  SmallVector<int64_t> values; ///< for each core: first unit, number of units
};

WorkSplit splitWork(int64_t units, int64_t gridRows, int64_t gridColumns) {
  int64_t wanted = std::clamp<int64_t>(units, 1, gridRows * gridColumns);
  WorkSplit split{(wanted + gridColumns - 1) / gridColumns, std::min(wanted, gridColumns), {}};
  int64_t cores = split.rows * split.columns;
  int64_t first = 0;
  for (int64_t core = 0; core < cores; ++core) {
    int64_t count = units / cores + (core < units % cores ? 1 : 0);
    split.values.append({first, count});
    first += count;
  }
  return split;
}

} // namespace

CardTensor Card::create(ArrayRef<int64_t> shape, ttcore::DataType type) {
  MemRefType memory = bufferType(builder.getContext(), TiledShape(shape), type);
  Value buffer = ttmetal::CreateBufferOp::create(builder, location, memory, builder.getI64IntegerAttr(0),
                                                 AffineMapAttr(), AffineMapAttr(), builder.getDenseI64ArrayAttr(shape));
  return {buffer, SmallVector<int64_t>(shape), type};
}

FlatSymbolRefAttr Card::kernel(StringRef name, const llvm::Twine &key, ttkernel::ThreadType thread,
                               const KernelSignature &signature, llvm::function_ref<void(KernelWriter &)> write) {
  std::string whole;
  llvm::raw_string_ostream os(whole);
  os << name << ' ' << key;
  for (ttkernel::CBType cb : signature.cbs)
    os << ' ' << cb;
  for (ttcore::DataType type : signature.buffers)
    os << ' ' << stringifyDataType(type);
  FlatSymbolRefAttr &known = kernels[whole];
  if (known)
    return known;
  std::string symbol;
  do {
    unsigned number = names[name]++;
    symbol = number == 0 ? name.str() : (name + "_" + llvm::Twine(number)).str();
  } while (module.lookupSymbol(symbol));
  KernelWriter writer(module, location, symbol, thread, signature);
  write(writer);
  writer.finish();
  return known = FlatSymbolRefAttr::get(module.getContext(), symbol);
}

unsigned CardProgram::addTensor(const CardTensor &tensor) {
  for (auto [index, known] : llvm::enumerate(tensors))
    if (known.buffer == tensor.buffer)
      return index;
  tensors.push_back(tensor);
  return tensors.size() - 1;
}

unsigned CardProgram::addCircularBuffer(ttcore::DataType type, int64_t pages) {
  cbs.push_back(circularBufferType(card.module.getContext(), type, pages));
  return cbs.size() - 1;
}

void CardProgram::addKernel(StringRef name, const llvm::Twine &key, ttkernel::ThreadType thread, int32_t dmCore,
                            ArrayRef<unsigned> kernelCbs, ArrayRef<unsigned> kernelTensors,
                            llvm::function_ref<void(KernelWriter &)> write) {
  KernelSignature signature;
  for (unsigned cb : kernelCbs)
    signature.cbs.push_back(cbs[cb]);
  for (unsigned tensor : kernelTensors)
    signature.buffers.push_back(tensors[tensor].type);
  FlatSymbolRefAttr symbol = card.kernel(name, key, thread, signature, write);
  kernels.push_back({symbol, thread, dmCore, SmallVector<unsigned>(kernelCbs), SmallVector<unsigned>(kernelTensors)});
}

void CardProgram::addTileWriter(unsigned cb, unsigned tensor) {
  addKernel("write_tiles", "", ttkernel::ThreadType::Noc, 1, cb, tensor, [](KernelWriter &kernel) {
    Value one = kernel.number(1);
    kernel.forEach(kernel.firstUnit(), kernel.endUnit(), [&](Value tile) {
      kernel.call("cb_wait_front", {kernel.cb(0), one});
      Value address = kernel.callFor(kernel.getBuilder().getI32Type(), "get_read_ptr", kernel.cb(0));
      kernel.call("noc_async_write_tile", {tile, kernel.accessor(0), address});
      kernel.call("noc_async_write_barrier");
      kernel.call("cb_pop_front", {kernel.cb(0), one});
    });
  });
}

void CardProgram::enqueue(int64_t units, unsigned written) {
  OpBuilder &builder = card.builder;
  MLIRContext *context = builder.getContext();
  WorkSplit split = splitWork(units, card.gridRows, card.gridColumns);
  auto cores = ttmetal::CoreRangeAttr::get(context, {0, 0}, {split.rows, split.columns});
  auto arg = [&](ttkernel::ArgType type, unsigned operand) {
    return ttmetal::KernelArgAttr::get(context, type, operand);
  };

  SmallVector<Attribute> configs;
  for (const Kernel &kernel : kernels) {
    SmallVector<ttmetal::KernelArgAttr> common, compileTime;
    for (unsigned cb : kernel.cbs)
      compileTime.push_back(arg(ttkernel::ArgType::CBPort, cb));
    for (unsigned tensor : kernel.tensors) {
      common.push_back(arg(ttkernel::ArgType::BufferAddress, tensor));
      compileTime.push_back(arg(ttkernel::ArgType::TensorAccessorArgs, tensor));
    }
    auto args = ttmetal::KernelArgsAttr::get(context, common, {}, compileTime, split.values);
    if (kernel.thread == ttkernel::ThreadType::Compute) {
      SmallVector<ttmetal::UnpackToDestMode> modes(kernel.cbs.size(), ttmetal::UnpackToDestMode::Fp32);
      configs.push_back(ttmetal::ComputeConfigAttr::get(context, kernel.symbol, cores, args,
                                                        ttmetal::MathFidelity::HiFi4, /*fp32_dest_acc_en=*/true,
                                                        /*dst_full_sync_en=*/false, /*math_approx_mode=*/false, modes));
    } else {
      auto noc = kernel.dmCore == 0 ? ttcore::NocIndex::Noc0 : ttcore::NocIndex::Noc1;
      configs.push_back(ttmetal::NocConfigAttr::get(context, kernel.symbol, cores, args, kernel.dmCore, noc,
                                                    /*fabric_config_index=*/std::nullopt));
    }
  }

  SmallVector<Value> args, cbMemory;
  for (const CardTensor &tensor : tensors)
    args.push_back(tensor.buffer);
  SmallVector<int64_t> ports;
  for (auto [port, cb] : llvm::enumerate(cbs)) {
    ports.push_back(port);
    cbMemory.push_back(ttmetal::CreateBufferOp::create(builder, card.location, circularBufferMemory(cb),
                                                       builder.getI64IntegerAttr(0), AffineMapAttr(), AffineMapAttr(),
                                                       DenseI64ArrayAttr()));
  }
  ttmetal::EnqueueProgramOp::create(builder, card.location, args, cbMemory, builder.getDenseI64ArrayAttr(ports),
                                    builder.getArrayAttr(configs), ArrayAttr(),
                                    builder.getDenseI64ArrayAttr({static_cast<int64_t>(written)}));
  for (Value memory : cbMemory)
    ttmetal::DeallocateBufferOp::create(builder, card.location, memory);
}

} // namespace mlir::tt
