// Builds the operations of a kernel.
#include "KernelWriter.h"

#include "ttmlir/Dialect/TTCore/IR/DataTypes.h"
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpsAttrs.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

namespace mlir::tt {

namespace {

constexpr int64_t kTile = 32, kFace = 16;

} // namespace

unsigned elementBits(ttcore::DataType type) { return ttcore::getElementSizeBits(type) == 16 ? 16 : 32; }

bool isIntegerType(ttcore::DataType type) {
  return type == ttcore::DataType::Int32 || type == ttcore::DataType::UInt32;
}

ttcore::TileType tileType(MLIRContext *context, ttcore::DataType type) {
  return ttcore::TileType::get(context, {kTile, kTile}, type);
}

ttkernel::CBType circularBufferType(MLIRContext *context, ttcore::DataType type, int64_t pages) {
  return ttkernel::CBType::get(context, pages, tileType(context, type));
}

KernelWriter::KernelWriter(ModuleOp module, Location location, StringRef name, ttkernel::ThreadType thread,
                           const KernelSignature &signature)
    : builder(module.getContext()), location(location) {
  MLIRContext *context = builder.getContext();
  builder.setInsertionPointToEnd(module.getBody());
  function = func::FuncOp::create(builder, location, name, builder.getFunctionType({}, {}));
  function.setPrivate();
  function->setAttr(ttkernel::TTKernelDialect::kThreadAttrName, ttkernel::ThreadTypeAttr::get(context, thread));
  builder.setInsertionPointToStart(function.addEntryBlock());

  using ttkernel::ArgType;
  auto arg = [&](ArgType type, size_t index) {
    return ttkernel::ArgAttr::get(context, type, index, /*is_uniform=*/true, builder.getStringAttr(""));
  };
  SmallVector<ttkernel::ArgAttr> compileTime, runtime;
  auto i32Attr = [&](int64_t value) { return named("arg_index", builder.getI32IntegerAttr(value)); };
  for (auto [index, type] : llvm::enumerate(signature.cbs)) {
    compileTime.push_back(arg(ArgType::CBPort, index));
    cbs.push_back(callFor(type, "get_compile_time_arg_val", {}, i32Attr(index)));
  }
  for (auto [index, type] : llvm::enumerate(signature.buffers)) {
    compileTime.push_back(arg(ArgType::TensorAccessorArgs, index));
    runtime.push_back(arg(ArgType::BufferAddress, index));
    Value address = callFor(builder.getI32Type(), "get_common_arg_val", number(index));
    Value args = callFor(ttkernel::TensorAccessorArgsType::get(context), "TensorAccessorArgs",
                         {number(cbs.size() + index * kAccessorWords), number(0)},
                         named("operandSegmentSizes", builder.getDenseI32ArrayAttr({1, 1, 0})));
    Value pageSize = number(static_cast<int64_t>(tileType(context, type).getSizeBytes()));
    accessors.push_back(
        callFor(ttkernel::TensorAccessorType::get(context), "TensorAccessor", {args, address, pageSize}));
  }
  function->setAttr(ttkernel::TTKernelDialect::kArgSpecAttrName,
                    ttkernel::ArgSpecAttr::get(context, runtime, compileTime));
  first = callFor(builder.getI32Type(), "get_arg_val", number(0));
  end = add(first, callFor(builder.getI32Type(), "get_arg_val", number(1)));
}

func::FuncOp KernelWriter::finish() {
  func::ReturnOp::create(builder, location);
  return function;
}

Value KernelWriter::number(int64_t value) {
  Value &known = numbers[value];
  if (!known) {
    OpBuilder atStart = OpBuilder::atBlockBegin(&function.getBody().front());
    known = arith::ConstantOp::create(atStart, location, builder.getI32IntegerAttr(static_cast<int32_t>(value)));
  }
  return known;
}

Value KernelWriter::integer(uint32_t bits, unsigned width) {
  if (width == 32)
    return number(static_cast<int32_t>(bits));
  return arith::ConstantOp::create(builder, location,
                                   builder.getIntegerAttr(builder.getIntegerType(width), APInt(width, bits)));
}

template <typename Op>
Value KernelWriter::arithmetic(Value a, Value b) {
  return Op::create(builder, location, a, b).getResult();
}

Value KernelWriter::add(Value a, Value b) { return arithmetic<arith::AddIOp>(a, b); }
Value KernelWriter::subtract(Value a, Value b) { return arithmetic<arith::SubIOp>(a, b); }
Value KernelWriter::multiply(Value a, Value b) { return arithmetic<arith::MulIOp>(a, b); }
Value KernelWriter::multiply(Value a, int64_t b) { return b == 1 ? a : multiply(a, number(b)); }
Value KernelWriter::divide(Value a, int64_t b) { return b == 1 ? a : arithmetic<arith::DivUIOp>(a, number(b)); }
Value KernelWriter::remainder(Value a, int64_t b) {
  return b == 1 ? number(0) : arithmetic<arith::RemUIOp>(a, number(b));
}
Value KernelWriter::minimum(Value a, int64_t b) { return arithmetic<arith::MinUIOp>(a, number(b)); }
Value KernelWriter::equal(Value a, Value b) {
  return arith::CmpIOp::create(builder, location, arith::CmpIPredicate::eq, a, b).getResult();
}
Value KernelWriter::different(Value a, Value b) {
  return arith::CmpIOp::create(builder, location, arith::CmpIPredicate::ne, a, b).getResult();
}
Value KernelWriter::either(Value a, Value b) { return arithmetic<arith::OrIOp>(a, b); }
Value KernelWriter::select(Value condition, Value a, Value b) {
  return arith::SelectOp::create(builder, location, condition, a, b).getResult();
}

SmallVector<Value> KernelWriter::coordinates(Value index, ArrayRef<int64_t> shape) {
  SmallVector<Value> result(shape.size());
  for (size_t i = shape.size(); i-- > 0;) {
    result[i] = i == 0 ? index : remainder(index, shape[i]);
    if (i != 0)
      index = divide(index, shape[i]);
  }
  return result;
}

Value KernelWriter::linear(ArrayRef<Value> coordinates, ArrayRef<int64_t> strides) {
  Value sum;
  for (auto [coordinate, stride] : llvm::zip_equal(coordinates, strides)) {
    if (stride == 0)
      continue;
    Value term = multiply(coordinate, stride);
    sum = sum ? add(sum, term) : term;
  }
  return sum ? sum : number(0);
}

void KernelWriter::forEach(Value from, Value to, llvm::function_ref<void(Value)> body) {
  auto loop = scf::ForOp::create(builder, location, from, to, number(1));
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(loop.getBody());
  body(loop.getInductionVar());
}

Value KernelWriter::fold(Value from, Value to, Value initial, llvm::function_ref<Value(Value, Value)> body) {
  auto loop = scf::ForOp::create(builder, location, from, to, number(1), ValueRange(initial));
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(loop.getBody());
  scf::YieldOp::create(builder, location, body(loop.getInductionVar(), loop.getRegionIterArg(0)));
  return loop.getResult(0);
}

void KernelWriter::when(Value condition, llvm::function_ref<void()> body) {
  auto choice = scf::IfOp::create(builder, location, condition, /*withElseRegion=*/false);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(choice.thenBlock());
  body();
}

Value KernelWriter::whenElse(Value condition, llvm::function_ref<Value()> then, Value otherwise) {
  auto choice = scf::IfOp::create(builder, location, TypeRange(otherwise.getType()), condition,
                                  /*withElseRegion=*/true);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(choice.thenBlock());
  scf::YieldOp::create(builder, location, then());
  builder.setInsertionPointToStart(choice.elseBlock());
  scf::YieldOp::create(builder, location, otherwise);
  return choice.getResult(0);
}

void KernelWriter::call(StringRef name, ValueRange operands, ArrayRef<NamedAttribute> attributes) {
  OperationState state(location, ("ttkernel." + name).str());
  state.addOperands(operands);
  state.addAttributes(attributes);
  builder.create(state);
}

Value KernelWriter::callFor(Type result, StringRef name, ValueRange operands, ArrayRef<NamedAttribute> attributes) {
  OperationState state(location, ("ttkernel." + name).str());
  state.addOperands(operands);
  state.addAttributes(attributes);
  state.addTypes(result);
  return builder.create(state)->getResult(0);
}

NamedAttribute KernelWriter::dataType(StringRef name, ttcore::DataType type) {
  return named(name, ttcore::DataTypeAttr::get(builder.getContext(), type));
}

void KernelWriter::readPage(Value id, unsigned buffer, Value address) {
  call("noc_async_read_tile", {id, accessor(buffer), address});
  call("noc_async_read_barrier");
}

Value KernelWriter::pointer(Value address, ttcore::DataType type) {
  return callFor(ttkernel::L1AddrPtrType::get(builder.getContext(), elementBits(type)), "reinterpret_cast", address);
}

Value KernelWriter::load(Value pointer, Value index, ttcore::DataType type) {
  return callFor(builder.getIntegerType(elementBits(type)), "load_from_l1", {pointer, index});
}

void KernelWriter::store(Value value, Value pointer, Value index) { call("store_to_l1", {value, pointer, index}); }

Value KernelWriter::placeInTile(Value row, Value column) {
  // Faces of 16x16 one after the other: top left, top right, bottom left, bottom right.
  Value face = add(multiply(divide(row, kFace), 2), divide(column, kFace));
  Value inFace = add(multiply(remainder(row, kFace), kFace), remainder(column, kFace));
  return add(multiply(face, kFace * kFace), inFace);
}

} // namespace mlir::tt
