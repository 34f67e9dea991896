// Writes a ttmetal module as a Binary (.ttm): what the host asks of the card op by op, and kernels as code.
#include "ttmlir/Target/TTMetal/TTMetalToFlatbuffer.h"

#include "BinaryWriter.h"
#include "KernelCode.h"

#include "ttmlir/Dialect/TTCore/IR/TTCoreOps.h"
#include "ttmlir/Dialect/TTMetal/IR/TTMetalOps.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Tools/mlir-translate/Translation.h"
#include "tenon/schema/version.h"
#include "llvm/Support/raw_ostream.h"

namespace mlir::tt::ttmetal {

namespace {

namespace fb = ::tt::target;
using ttnn::AttributeRecord;
using ttnn::Offset;
using ttnn::OperationRecord;

/// What an accessor is told of an interleaved buffer: that it lies in DRAM, or nothing for L1.
constexpr uint32_t kAccessorInDram = 2;

std::optional<ttcore::MemorySpace> spaceOf(MemRefType type) {
  auto space = dyn_cast_or_null<ttcore::MemorySpaceAttr>(type.getMemorySpace());
  return space ? std::optional(space.getValue()) : std::nullopt;
}

/// Arguments of programs that are operands of their records.
bool isOnCard(Value value) { return isa<MemRefType, LocalSemaphoreType, GlobalSemaphoreType>(value.getType()); }

/// A buffer in L1 that is only there to be a circular buffer of programs.
bool isCircularBuffer(Value value) {
  auto type = dyn_cast<MemRefType>(value.getType());
  return type && isa<ttcore::CBLayoutAttr>(type.getLayout());
}

class MetalWriter : public ttnn::BinaryWriter {
public:
  using BinaryWriter::BinaryWriter;

protected:
  const char *identifier() const override { return fb::kCardIdentifier; }
  StringRef pipeline() const override { return "ttir-to-ttmetal-pipeline"; }
  bool isProgram(func::FuncOp func) const override {
    return !func->hasAttr(ttkernel::TTKernelDialect::kThreadAttrName);
  }
  Offset<fb::Value> value(Value value) override;
  std::optional<OperationRecord> record(Operation *op) override;
  AttributeRecord attribute(Operation *op, StringRef name, Attribute attribute) override;

private:
  AttributeRecord cardProgram(EnqueueProgramOp op);
  Offset<fb::Kernel> kernel(EnqueueProgramOp op, Attribute config);
  std::optional<SmallVector<Offset<fb::KernelArgument>>> arguments(EnqueueProgramOp op, ArrayRef<KernelArgAttr> args);
  std::optional<SmallVector<uint32_t>> compileTimeWords(EnqueueProgramOp op, ArrayRef<KernelArgAttr> args);
  Offset<fb::CircularBuffer> circularBuffer(EnqueueProgramOp op, Value memory, int64_t port);
  Offset<fb::CoreRange> coreRange(CoreRangeAttr range);

  KernelCompiler compiler{module};
};

/// A buffer of the card is the tensor that lies in its tiles.
Offset<fb::Value> MetalWriter::value(Value value) {
  auto type = dyn_cast<MemRefType>(value.getType());
  if (!type)
    return fb::CreateValue(builder, fb::ValueKind::Device);
  auto tile = dyn_cast<ttcore::TileType>(type.getElementType());
  if (!tile)
    return tensorValue(value, type, type.getElementType(), type.getShape(), [&] {
      return fb::CreateLayout(builder, fb::BufferType::SystemMemory, fb::TensorMemoryLayout::Interleaved,
                              vector(ArrayRef<int64_t>()), vector(ArrayRef<int64_t>()));
    });
  SmallVector<int64_t> shape(type.getShape());
  if (auto buffer = value.getDefiningOp<CreateBufferOp>(); buffer && buffer.getLogicalShape()) {
    shape = llvm::to_vector(*buffer.getLogicalShape());
  } else {
    shape[shape.size() - 1] *= tile.getWidth();
    if (shape.size() > 1)
      shape[shape.size() - 2] *= tile.getHeight();
  }
  return tensorValue(value, type, tile.getElementType(), shape, [&] {
    auto memory = spaceOf(type) == ttcore::MemorySpace::DeviceL1 ? fb::BufferType::L1 : fb::BufferType::DRAM;
    return fb::CreateLayout(builder, memory, fb::TensorMemoryLayout::Interleaved, vector(tile.getShape()),
                            vector(ArrayRef<int64_t>()));
  });
}

std::optional<OperationRecord> MetalWriter::record(Operation *op) {
  OperationRecord record{op->getName().getStringRef(), SmallVector<Value>(op->getOperands()), {}, {}, {}};
  record.operandSegments.assign(record.operands.size(), 1);
  record.resultSegments.assign(op->getNumResults(), 1);
  record.attributes = inherentAttributes(op);

  if (auto buffer = dyn_cast<CreateBufferOp>(op)) {
    auto type = cast<MemRefType>(buffer.getResult().getType());
    if (isCircularBuffer(buffer.getResult()))
      return std::nullopt; // part of the programs that use it
    if (!isa<ttcore::TileType>(type.getElementType()) || !isa<ttcore::InterleavedLayoutAttr>(type.getLayout()))
      return fail(op) << "the runtime has buffers of interleaved tiles only, not " << type, std::nullopt;
    return record;
  }
  if (auto buffer = dyn_cast<DeallocateBufferOp>(op))
    return isCircularBuffer(buffer.getInput()) ? std::nullopt : std::optional(record);
  if (isa<EnqueueWriteBufferOp, EnqueueReadBufferOp, FinishOp, CreateLocalSemaphoreOp, CreateGlobalSemaphoreOp,
          ResetGlobalSemaphoreOp>(op))
    return record;
  if (auto program = dyn_cast<EnqueueProgramOp>(op)) {
    // Scalars and circular buffers are in the record of the kernels.
    record.operands.clear();
    for (Value arg : program.getArgs()) {
      if (!isOnCard(arg) && !getConstantIntValue(arg))
        return fail(op) << "its argument of type " << arg.getType() << " is neither a buffer nor a constant",
               std::nullopt;
      if (isOnCard(arg))
        record.operands.push_back(arg);
    }
    record.operandSegments = {static_cast<uint32_t>(record.operands.size()), 0};
    return record;
  }
  if (isa<memref::AllocOp>(op)) {
    record.attributes.clear();
    return record;
  }
  if (auto global = dyn_cast<memref::GetGlobalOp>(op)) {
    auto symbol = module.lookupSymbol<memref::GlobalOp>(global.getName());
    auto elements = symbol ? dyn_cast_or_null<ElementsAttr>(symbol.getInitialValueAttr()) : nullptr;
    if (!elements)
      return fail(op) << "it names no memref.global with elements", std::nullopt;
    record.attributes = {NamedAttribute(StringAttr::get(op->getContext(), "value"), elements)};
    return record;
  }
  if (isa<arith::ConstantOp>(op))
    return std::nullopt;
  return fail(op) << "the runtime does not execute it", std::nullopt;
}

AttributeRecord MetalWriter::attribute(Operation *op, StringRef name, Attribute attribute) {
  if (auto program = dyn_cast<EnqueueProgramOp>(op); program && name == "kernelConfigs")
    return cardProgram(program);
  if (auto range = dyn_cast<CoreRangeAttr>(attribute)) // x, y, width, height
    return BinaryWriter::attribute(op, name,
                                   DenseI64ArrayAttr::get(op->getContext(), {range.getOffset()[1], range.getOffset()[0],
                                                                             range.getSize()[1], range.getSize()[0]}));
  return BinaryWriter::attribute(op, name, attribute);
}

Offset<fb::CoreRange> MetalWriter::coreRange(CoreRangeAttr range) {
  auto word = [](int64_t value) { return static_cast<uint32_t>(value); };
  return fb::CreateCoreRange(builder, word(range.getOffset()[1]), word(range.getOffset()[0]), word(range.getSize()[1]),
                             word(range.getSize()[0]));
}

std::optional<SmallVector<Offset<fb::KernelArgument>>> MetalWriter::arguments(EnqueueProgramOp op,
                                                                              ArrayRef<KernelArgAttr> args) {
  using ttkernel::ArgType;
  // Operands are counted without the scalars, which are not in the record.
  auto placeOf = [&](size_t index) {
    return static_cast<uint32_t>(llvm::count_if(op.getArgs().take_front(index), isOnCard));
  };
  SmallVector<Offset<fb::KernelArgument>> records;
  for (KernelArgAttr arg : args) {
    auto add = [&](fb::KernelArgumentKind kind, uint32_t value) {
      records.push_back(fb::CreateKernelArgument(builder, kind, value));
    };
    size_t index = arg.getOperandIndex();
    switch (arg.getType()) {
    case ArgType::BufferAddress:
    case ArgType::GlobalSemaphore:
      add(fb::KernelArgumentKind::BufferAddress, placeOf(index));
      break;
    case ArgType::LocalSemaphore:
      add(fb::KernelArgumentKind::Semaphore, placeOf(index));
      break;
    case ArgType::CBPort:
      add(fb::KernelArgumentKind::Word, static_cast<uint32_t>(op.getCbPorts()[index]));
      break;
    case ArgType::Scalar:
      if (std::optional<int64_t> constant = getConstantIntValue(op.getArgs()[index])) {
        add(fb::KernelArgumentKind::Word, static_cast<uint32_t>(*constant));
        break;
      }
      [[fallthrough]];
    default:
      fail(op) << "the runtime does not pass an argument of the kind " << ttkernel::stringifyArgType(arg.getType())
               << " when a kernel starts";
      return std::nullopt;
    }
  }
  return records;
}

std::optional<SmallVector<uint32_t>> MetalWriter::compileTimeWords(EnqueueProgramOp op, ArrayRef<KernelArgAttr> args) {
  using ttkernel::ArgType;
  SmallVector<uint32_t> words;
  for (KernelArgAttr arg : args) {
    size_t index = arg.getOperandIndex();
    if (arg.getType() == ArgType::CBPort) {
      words.push_back(static_cast<uint32_t>(op.getCbPorts()[index]));
      continue;
    }
    Value operand = op.getArgs()[index];
    if (arg.getType() == ArgType::TensorAccessorArgs) {
      auto type = dyn_cast<MemRefType>(operand.getType());
      auto tile = type ? dyn_cast<ttcore::TileType>(type.getElementType()) : nullptr;
      if (tile && isa<ttcore::InterleavedLayoutAttr>(type.getLayout())) {
        words.append({spaceOf(type) == ttcore::MemorySpace::DeviceDRAM ? kAccessorInDram : 0,
                      static_cast<uint32_t>(tile.getSizeBytes())});
        continue;
      }
    } else if (arg.getType() == ArgType::Scalar) {
      if (std::optional<int64_t> constant = getConstantIntValue(operand)) {
        words.push_back(static_cast<uint32_t>(*constant));
        continue;
      }
    }
    fail(op) << "an argument of the kind " << ttkernel::stringifyArgType(arg.getType()) << " for the operand of type "
             << operand.getType() << " is not known when kernels are compiled";
    return std::nullopt;
  }
  return words;
}

Offset<fb::Kernel> MetalWriter::kernel(EnqueueProgramOp op, Attribute config) {
  KernelPlacement placement = KernelPlacement::of(config);
  auto processor = fb::Processor::Compute;
  uint8_t noc = 0;
  if (auto movement = dyn_cast<NocConfigAttr>(config)) {
    processor = movement.getDmCoreIndex() == 0 ? fb::Processor::DataMovement0 : fb::Processor::DataMovement1;
    noc = static_cast<uint8_t>(movement.getNocIndex());
  } else if (isa<EthernetConfigAttr>(config)) {
    fail(op) << "the simulated card has no cores of links, where kernel " << placement.symbol << " should run";
    return {};
  }
  KernelArgsAttr args = placement.args;
  auto common = arguments(op, args.getCommonRtArgs()), own = arguments(op, args.getRtArgs());
  std::optional<SmallVector<uint32_t>> compileTime = compileTimeWords(op, args.getCtArgs());
  if (!common || !own || !compileTime)
    return {};
  const KernelCode *code = compiler.compile(op, placement.symbol, *compileTime);
  if (!code) {
    failed = true;
    return {};
  }
  auto coreArgs = llvm::to_vector_of<uint32_t>(args.getCoreValues());
  auto name = string(placement.symbol.getLeafReference().getValue());
  auto cores = coreRange(placement.cores);
  auto commonVector = vector(ArrayRef(*common)), ownVector = vector(ArrayRef(*own));
  auto coreVector = vector(ArrayRef<uint32_t>(coreArgs)), compileTimeVector = vector(ArrayRef<uint32_t>(*compileTime));
  uint64_t offset = dataSection.addBytes(code->elf);
  auto source = builder.CreateSharedString(code->source);
  return fb::CreateKernel(builder, name, processor, noc, cores, commonVector, ownVector, coreVector, compileTimeVector,
                          offset, code->elf.size(), source);
}

Offset<fb::CircularBuffer> MetalWriter::circularBuffer(EnqueueProgramOp op, Value memory, int64_t port) {
  auto type = cast<MemRefType>(memory.getType());
  auto layout = dyn_cast<ttcore::CBLayoutAttr>(type.getLayout());
  auto tile = dyn_cast<ttcore::TileType>(type.getElementType());
  if (!layout || !tile) {
    fail(op) << "the runtime has circular buffers of tiles with #ttcore.cb_layout only, not " << type;
    return {};
  }
  // All cores of the program have it.
  int64_t top = INT64_MAX, left = INT64_MAX, bottom = 0, right = 0;
  for (Attribute config : op.getKernelConfigs()) {
    CoreRangeAttr cores = KernelPlacement::of(config).cores;
    top = std::min(top, cores.getOffset()[0]);
    left = std::min(left, cores.getOffset()[1]);
    bottom = std::max(bottom, cores.getOffset()[0] + cores.getSize()[0]);
    right = std::max(right, cores.getOffset()[1] + cores.getSize()[1]);
  }
  auto cores = coreRange(CoreRangeAttr::get(op.getContext(), {top, left}, {bottom - top, right - left}));
  int64_t pages = type.getNumElements() * layout.getBuffers();
  return fb::CreateCircularBuffer(builder, static_cast<uint8_t>(port), static_cast<uint32_t>(pages),
                                  static_cast<uint32_t>(tile.getSizeBytes()),
                                  static_cast<fb::DataType>(tile.getDataType()), cores);
}

AttributeRecord MetalWriter::cardProgram(EnqueueProgramOp op) {
  if (op.getFabricConnectionConfigs()) {
    fail(op) << "the simulated card has no connections to other chips";
    return {};
  }
  std::vector<Offset<fb::Kernel>> kernels;
  for (Attribute config : op.getKernelConfigs())
    kernels.push_back(kernel(op, config));
  std::vector<Offset<fb::CircularBuffer>> buffers;
  for (auto [memory, port] : llvm::zip_equal(op.getCbs(), op.getCbPorts()))
    buffers.push_back(circularBuffer(op, memory, port));
  if (failed)
    return {};
  auto kernelVector = builder.CreateVector(kernels);
  auto bufferVector = builder.CreateVector(buffers);
  return {fb::AttributeValue::CardProgramValue,
          fb::CreateCardProgramValue(builder, kernelVector, bufferVector).Union()};
}

} // namespace

LogicalResult translateTTMetalToFlatbuffer(ModuleOp module, llvm::raw_ostream &os,
                                           const ttnn::BinaryDebugInfo &debugInfo) {
  return MetalWriter(module, debugInfo).write(os);
}

void registerTTMetalToFlatbufferTranslation() {
  static TranslateFromMLIRRegistration registration(
      "ttmetal-to-flatbuffer", "write a module of ttmetal and ttkernel as a Binary (.ttm)",
      [](Operation *op, llvm::raw_ostream &os) -> LogicalResult {
        auto module = dyn_cast<ModuleOp>(op);
        if (!module)
          return op->emitError("expected a builtin.module");
        return translateTTMetalToFlatbuffer(module, os);
      },
      [](DialectRegistry &registry) {
        registry.insert<arith::ArithDialect, func::FuncDialect, memref::MemRefDialect, scf::SCFDialect,
                        ttcore::TTCoreDialect, ttkernel::TTKernelDialect, ttmetal::TTMetalDialect>();
      });
}

} // namespace mlir::tt::ttmetal
