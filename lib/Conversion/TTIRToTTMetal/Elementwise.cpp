// Elementwise ops on the card: the reader brings the tiles of all operands, the vector unit computes, the writer
// writes.
#include "CardLowering.h"

#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpsAttrs.h"

#include "llvm/ADT/bit.h"
#include "llvm/Support/Format.h"

namespace mlir::tt {

namespace {

using ttcore::DataType;
using ttkernel::BcastType;

/// An op that the vector unit does in one call, on the tiles 0, 1, ... of DST; the result is in tile 0.
struct VectorOp {
  StringLiteral ttir, init, tile;
  unsigned operands;
  bool takesDataType = false; ///< the call has an attribute `dtype`
};

constexpr VectorOp kFloatOps[] = {
    {"abs", "abs_tile_init", "abs_tile", 1},
    {"acos", "acos_tile_init", "acos_tile", 1},
    {"asin", "asin_tile_init", "asin_tile", 1},
    {"atan", "atan_tile_init", "atan_tile", 1},
    {"ceil", "rounding_op_tile_init", "ceil_tile", 1},
    {"cos", "cos_tile_init", "cos_tile", 1},
    {"erf", "erf_tile_init", "erf_tile", 1},
    {"erfc", "erfc_tile_init", "erfc_tile", 1},
    {"exp", "exp_tile_init", "exp_tile", 1},
    {"exp2", "exp2_tile_init", "exp2_tile", 1},
    {"expm1", "expm1_tile_init", "expm1_tile", 1},
    {"floor", "rounding_op_tile_init", "floor_tile", 1},
    {"frac", "rounding_op_tile_init", "frac_tile", 1},
    {"gelu", "gelu_tile_init", "gelu_tile", 1},
    {"hardsigmoid", "hardsigmoid_tile_init", "hardsigmoid_tile", 1},
    {"log", "log_tile_init", "log_tile", 1},
    {"log1p", "log1p_tile_init", "log1p_tile", 1},
    {"logical_not", "logical_not_tile_init", "logical_not_tile", 1, true},
    {"neg", "negative_tile_init", "negative_tile", 1},
    {"reciprocal", "recip_tile_init", "recip_tile", 1},
    {"relu", "relu_tile_init", "relu_tile", 1},
    {"rsqrt", "rsqrt_tile_init", "rsqrt_tile", 1},
    {"sigmoid", "sigmoid_tile_init", "sigmoid_tile", 1},
    {"sign", "sign_tile_init", "sign_tile", 1},
    {"signbit", "signbit_tile_init", "signbit_tile", 1},
    {"silu", "silu_tile_init", "silu_tile", 1},
    {"sin", "sin_tile_init", "sin_tile", 1},
    {"softsign", "softsign_tile_init", "softsign_tile", 1},
    {"sqrt", "sqrt_tile_init", "sqrt_tile", 1},
    {"square", "square_tile_init", "square_tile", 1},
    {"tan", "tan_tile_init", "tan_tile", 1},
    {"tanh", "tanh_tile_init", "tanh_tile", 1},
    {"trunc", "rounding_op_tile_init", "trunc_tile", 1},
    {"add", "add_binary_tile_init", "add_binary_tile", 2},
    {"subtract", "sub_binary_tile_init", "sub_binary_tile", 2},
    {"multiply", "mul_binary_tile_init", "mul_binary_tile", 2},
    {"div", "div_binary_tile_init", "div_binary_tile", 2},
    {"pow", "power_binary_tile_init", "power_binary_tile", 2},
    {"atan2", "atan2_binary_tile_init", "atan2_binary_tile", 2},
    {"maximum", "binary_max_tile_init", "binary_max_tile", 2},
    {"minimum", "binary_min_tile_init", "binary_min_tile", 2},
    {"eq", "eq_binary_tile_init", "eq_binary_tile", 2},
    {"ne", "ne_binary_tile_init", "ne_binary_tile", 2},
    {"ge", "ge_binary_tile_init", "ge_binary_tile", 2},
    {"gt", "gt_binary_tile_init", "gt_binary_tile", 2},
    {"le", "le_binary_tile_init", "le_binary_tile", 2},
    {"lt", "lt_binary_tile_init", "lt_binary_tile", 2},
    {"where", "where_tile_init", "where_tile", 3, true},
};

/// The same where all operands and the result are 32-bit integers.
constexpr VectorOp kIntegerOps[] = {
    {"abs", "abs_tile_init", "abs_tile_int32", 1},
    {"bitwise_not", "bitwise_not_tile_init", "bitwise_not_tile", 1},
    {"neg", "negative_tile_init", "negative_tile_int32", 1},
    {"relu", "relu_tile_init", "relu_tile_int32", 1},
    {"add", "add_int_tile_init", "add_int_tile", 2, true},
    {"subtract", "sub_int_tile_init", "sub_int_tile", 2, true},
    {"multiply", "mul_int_tile_init", "mul_int_tile", 2, true},
    {"maximum", "binary_max_int32_tile_init", "binary_max_int32_tile", 2},
    {"minimum", "binary_min_int32_tile_init", "binary_min_int32_tile", 2},
    {"bitwise_and", "binary_bitwise_tile_init", "bitwise_and_binary_tile", 2, true},
    {"bitwise_or", "binary_bitwise_tile_init", "bitwise_or_binary_tile", 2, true},
    {"bitwise_xor", "binary_bitwise_tile_init", "bitwise_xor_binary_tile", 2, true},
    {"logical_left_shift", "binary_shift_tile_init", "binary_left_shift_tile", 2, true},
    {"logical_right_shift", "binary_shift_tile_init", "binary_logical_right_shift_tile", 2, true},
    {"right_shift", "binary_shift_tile_init", "binary_right_shift_tile", 2, true},
};

/// Calls on tiles of DST.
class VectorCalls {
public:
  explicit VectorCalls(KernelWriter &kernel) : kernel(kernel) {}

  void on(StringRef init, StringRef tile, ArrayRef<int64_t> dst, ArrayRef<NamedAttribute> attributes = {},
          ArrayRef<NamedAttribute> initAttributes = {}) {
    kernel.call(init, {}, initAttributes);
    kernel.call(tile, numbers(dst), attributes);
  }
  /// With numbers behind the tile: floats as their bits.
  void withScalars(StringRef init, StringRef tile, int64_t dst, ArrayRef<float> scalars) {
    kernel.call(init);
    SmallVector<Value> operands = numbers(dst);
    for (float scalar : scalars)
      operands.push_back(kernel.number(llvm::bit_cast<int32_t>(scalar)));
    kernel.call(tile, operands);
  }
  void copy(int64_t from, int64_t to) {
    on("copy_dest_values_init", "copy_dest_values", {from, to}, kernel.dataType("data_format", DataType::Float32));
  }
  void convert(int64_t dst, DataType from, DataType to) {
    SmallVector<NamedAttribute, 2> types = {kernel.dataType("in_dtype", from), kernel.dataType("out_dtype", to)};
    on("typecast_tile_init", "typecast_tile", dst, types, types);
  }
  void call(const VectorOp &op, DataType type) {
    SmallVector<int64_t> dst;
    for (unsigned i = 0; i < op.operands; ++i)
      dst.push_back(i);
    if (op.operands > 1)
      dst.push_back(0); // the result's place
    SmallVector<NamedAttribute, 1> attributes, initAttributes;
    if (op.takesDataType)
      attributes.push_back(kernel.dataType("dtype", type));
    if (op.init == "mul_int_tile_init")
      initAttributes = attributes;
    on(op.init, op.tile, dst, attributes, initAttributes);
  }

private:
  SmallVector<Value> numbers(ArrayRef<int64_t> values) {
    return llvm::map_to_vector(values, [&](int64_t value) { return kernel.number(value); });
  }
  KernelWriter &kernel;
};

/// What a kernel computes with the operands in tiles 0, 1, ... of DST, and what its code depends on beside the op's
/// name.
struct Computation {
  SmallVector<DataType> operandTypes; ///< what the operands must be when it begins
  DataType resultType;                ///< what it leaves in tile 0
  std::string key;
  std::function<void(VectorCalls &)> compute;
};

const VectorOp *findOp(ArrayRef<VectorOp> ops, StringRef name) {
  const VectorOp *found = llvm::find_if(ops, [&](const VectorOp &op) { return op.ttir == name; });
  return found == ops.end() ? nullptr : found;
}

Computation onFloats(size_t operands, std::string key, std::function<void(VectorCalls &)> compute) {
  return {SmallVector<DataType>(operands, DataType::Float32), DataType::Float32, std::move(key), std::move(compute)};
}

/// Truth values of the operands first: 1 where they are not zero.
void truthOf(VectorCalls &calls, unsigned operands) {
  for (unsigned i = 0; i < operands; ++i)
    calls.on("nez_tile_init", "nez_tile", i);
}

std::string text(double value) {
  std::string result;
  llvm::raw_string_ostream(result) << llvm::format_hex(llvm::bit_cast<uint64_t>(value), 18);
  return result;
}

/// Ops of several calls, on floats.
std::optional<Computation> composedOp(CardLowering &op) {
  StringRef name = op.mnemonic();
  if (name == "logical_and" || (name == "bitwise_and" && op.isTruth(0)))
    return onFloats(2, "and", [](VectorCalls &calls) {
      truthOf(calls, 2);
      calls.on("mul_binary_tile_init", "mul_binary_tile", {0, 1, 0});
    });
  if (name == "logical_or" || (name == "bitwise_or" && op.isTruth(0)))
    return onFloats(2, "or", [](VectorCalls &calls) {
      truthOf(calls, 2);
      calls.on("binary_max_tile_init", "binary_max_tile", {0, 1, 0});
    });
  if (name == "logical_xor" || (name == "bitwise_xor" && op.isTruth(0)))
    return onFloats(2, "xor", [](VectorCalls &calls) {
      truthOf(calls, 2);
      calls.on("ne_binary_tile_init", "ne_binary_tile", {0, 1, 0});
    });
  if (name == "bitwise_not" && op.isTruth(0))
    return onFloats(1, "not", [](VectorCalls &calls) { calls.on("eqz_tile_init", "eqz_tile", 0); });
  if (name == "relu6")
    return onFloats(1, "", [](VectorCalls &calls) { calls.withScalars("clamp_tile_init", "clamp_tile", 0, {0, 6}); });
  if (name == "clamp_scalar") {
    auto low = static_cast<float>(op.floatAttr("min")), high = static_cast<float>(op.floatAttr("max"));
    return onFloats(1, text(low) + text(high),
                    [=](VectorCalls &calls) { calls.withScalars("clamp_tile_init", "clamp_tile", 0, {low, high}); });
  }
  if (name == "clamp_tensor")
    return onFloats(3, "", [](VectorCalls &calls) {
      calls.on("binary_max_tile_init", "binary_max_tile", {0, 1, 0});
      calls.on("binary_min_tile_init", "binary_min_tile", {0, 2, 0});
    });
  if (name == "leaky_relu") {
    auto slope = static_cast<float>(op.floatAttr("parameter"));
    return onFloats(1, text(slope), [=](VectorCalls &calls) {
      // The larger of x and slope x, or the smaller one where the slope is above 1.
      calls.copy(0, 1);
      calls.withScalars("binop_with_scalar_tile_init", "mul_unary_tile", 1, slope);
      if (slope <= 1)
        calls.on("binary_max_tile_init", "binary_max_tile", {0, 1, 0});
      else
        calls.on("binary_min_tile_init", "binary_min_tile", {0, 1, 0});
    });
  }
  if (name == "selu") {
    auto scale = static_cast<float>(op.floatAttr("scale")), alpha = static_cast<float>(op.floatAttr("alpha"));
    return onFloats(1, text(scale) + text(alpha),
                    [=](VectorCalls &calls) { calls.withScalars("selu_tile_init", "selu_tile", 0, {scale, alpha}); });
  }
  if (name == "mish")
    return onFloats(1, "", [](VectorCalls &calls) {
      calls.copy(0, 1);
      calls.on("exp_tile_init", "exp_tile", 1);
      calls.on("log1p_tile_init", "log1p_tile", 1);
      calls.on("tanh_tile_init", "tanh_tile", 1);
      calls.on("mul_binary_tile_init", "mul_binary_tile", {0, 1, 0});
    });
  if (name == "isfinite")
    return onFloats(1, "", [](VectorCalls &calls) {
      // x - x is zero, and NaN for infinities and NaN.
      calls.copy(0, 1);
      calls.on("sub_binary_tile_init", "sub_binary_tile", {0, 1, 0});
      calls.on("eqz_tile_init", "eqz_tile", 0);
    });
  return std::nullopt;
}

/// Conversions: the packer rounds floats, the vector unit does the rest.
Computation conversion(CardLowering &op) {
  DataType from = op.operand(0).type, to = op.resultDataType();
  bool toTruth = op.resultType().getElementType().isInteger(1);
  if (toTruth)
    return onFloats(1, "to truth", [](VectorCalls &calls) { truthOf(calls, 1); });
  // What DST holds already needs no call: a float stays one, and so does an integer.
  return {{from}, isIntegerType(from) ? from : DataType::Float32, "", [=](VectorCalls &) { (void)to; }};
}

LogicalResult computationOf(CardLowering &op, std::optional<Computation> &result) {
  StringRef name = op.mnemonic();
  if (name == "typecast") {
    result = conversion(op);
    return success();
  }
  bool integers = true;
  for (size_t i = 0; i < op.numOperands(); ++i)
    integers &= isIntegerType(op.operand(i).type);
  if (integers)
    if (const VectorOp *found = findOp(kIntegerOps, name)) {
      DataType type = op.operand(0).type;
      if (type != DataType::Int32)
        return op.refuse("the vector unit computes with signed integers of 32 bits, not with unsigned ones");
      result = Computation{SmallVector<DataType>(found->operands, type), type, "int",
                           [=](VectorCalls &calls) { calls.call(*found, DataType::Int32); }};
      return success();
    }
  if (name == "where" && isIntegerType(op.operand(1).type)) {
    DataType type = op.operand(1).type;
    result = Computation{{op.operand(0).type, type, type}, type, "int", [=](VectorCalls &calls) {
                           calls.call(*findOp(kFloatOps, "where"), type);
                         }};
    return success();
  }
  bool anyInteger = false;
  for (size_t i = 0; i < op.numOperands(); ++i)
    anyInteger |= isIntegerType(op.operand(i).type);
  // Comparisons and logic give the right truth values for integers that floats hold, which not all of them are.
  StringRef exact[] = {"logical_and", "logical_or", "logical_xor", "logical_not"};
  if (anyInteger && !llvm::is_contained(exact, name))
    return op.refuse("the vector unit has no such operation on integers");
  if ((result = composedOp(op)))
    return success();
  if (const VectorOp *found = findOp(kFloatOps, name)) {
    result = onFloats(found->operands, "", [=](VectorCalls &calls) { calls.call(*found, DataType::Float32); });
    return success();
  }
  return op.refuse("the vector unit has no operation for it");
}

/// How tiles of an operand serve tiles of the result.
struct Broadcast {
  SmallVector<int64_t> strides; ///< in tiles, by coordinate of the result's tile; 0 where the operand repeats
  BcastType inTile;             ///< what repeats within a tile
};

Broadcast broadcastOf(ArrayRef<int64_t> operand, ArrayRef<int64_t> result) {
  SmallVector<int64_t> padded(result.size() - operand.size(), 1);
  llvm::append_range(padded, operand);
  TiledShape from(padded), to(result);
  bool rows = from.rows == 1 && to.rows > 1, columns = from.columns == 1 && to.columns > 1;
  Broadcast broadcast;
  broadcast.inTile = rows && columns ? BcastType::Scalar
                     : rows          ? BcastType::Row
                     : columns       ? BcastType::Col
                                     : BcastType::None;
  SmallVector<int64_t> shape = from.tileShape();
  broadcast.strides.resize(shape.size());
  int64_t stride = 1;
  for (size_t i = shape.size(); i-- > 0;) {
    broadcast.strides[i] = shape[i] == 1 ? 0 : stride;
    stride *= shape[i];
  }
  return broadcast;
}

/// The strides of tiles in a tensor that is not repeated.
bool isWhole(const Broadcast &broadcast, ArrayRef<int64_t> tileShape) {
  int64_t stride = 1;
  for (size_t i = tileShape.size(); i-- > 0;) {
    if (tileShape[i] != 1 && broadcast.strides[i] != stride)
      return false;
    stride *= tileShape[i];
  }
  return true;
}

std::string keyOf(ArrayRef<int64_t> numbers) {
  std::string key;
  llvm::raw_string_ostream os(key);
  llvm::interleave(numbers, os, "x");
  return key;
}

void writeReader(KernelWriter &kernel, ArrayRef<Broadcast> broadcasts, ArrayRef<int64_t> tileShape) {
  Value one = kernel.number(1);
  kernel.forEach(kernel.firstUnit(), kernel.endUnit(), [&](Value tile) {
    SmallVector<Value> coordinates;
    for (auto [index, broadcast] : llvm::enumerate(broadcasts)) {
      Value source = tile;
      if (!isWhole(broadcast, tileShape)) {
        if (coordinates.empty())
          coordinates = kernel.coordinates(tile, tileShape);
        source = kernel.linear(coordinates, broadcast.strides);
      }
      kernel.call("cb_reserve_back", {kernel.cb(index), one});
      Value address = kernel.callFor(kernel.getBuilder().getI32Type(), "get_write_ptr", kernel.cb(index));
      kernel.readPage(source, index, address);
      kernel.call("cb_push_back", {kernel.cb(index), one});
    }
  });
}

/// `places` says for each operand of the computation in which circular buffer its tiles come.
void writeCompute(KernelWriter &kernel, ArrayRef<unsigned> places, ArrayRef<Broadcast> broadcasts,
                  ArrayRef<DataType> types, const Computation &computation, DataType resultType) {
  unsigned inputs = broadcasts.size();
  Value one = kernel.number(1), zero = kernel.number(0), out = kernel.cb(inputs);
  VectorCalls calls(kernel);
  kernel.call("init_sfpu", {kernel.cb(0), out});
  kernel.forEach(kernel.firstUnit(), kernel.endUnit(), [&](Value) {
    for (unsigned i = 0; i < inputs; ++i)
      kernel.call("cb_wait_front", {kernel.cb(i), one});
    kernel.call("tile_regs_acquire");
    for (auto [dst, place] : llvm::enumerate(places)) {
      Value cb = kernel.cb(place), register_ = kernel.number(dst);
      if (BcastType inTile = broadcasts[place].inTile; inTile == BcastType::None) {
        kernel.call("copy_tile_init", cb);
        kernel.call("copy_tile", {cb, zero, register_});
      } else {
        NamedAttribute type =
            kernel.named("bcast_type", ttkernel::BcastTypeAttr::get(kernel.getBuilder().getContext(), inTile));
        kernel.call("unary_bcast_init", {cb, out}, type);
        kernel.call("unary_bcast", {cb, zero, register_}, type);
      }
      if (isIntegerType(types[dst]) && !isIntegerType(computation.operandTypes[dst]))
        calls.convert(dst, types[dst], DataType::Float32);
    }
    computation.compute(calls);
    if (isIntegerType(computation.resultType) != isIntegerType(resultType))
      calls.convert(0, computation.resultType, resultType);
    kernel.call("tile_regs_commit");
    kernel.call("tile_regs_wait");
    kernel.call("cb_reserve_back", {out, one});
    kernel.call("pack_tile", {zero, out, zero});
    kernel.call("tile_regs_release");
    kernel.call("cb_push_back", {out, one});
    for (unsigned i = 0; i < inputs; ++i)
      kernel.call("cb_pop_front", {kernel.cb(i), one});
  });
}

LogicalResult lowerElementwise(CardLowering &op) {
  std::optional<Computation> computation;
  if (failed(computationOf(op, computation)))
    return failure();
  CardTensor result = op.createResult();
  TiledShape tiled(result.shape);
  SmallVector<int64_t> tileShape = tiled.tileShape();

  // Operands that are the same tensor, seen the same way, come once.
  CardProgram program(op.card);
  SmallVector<unsigned> places, cbs, tensors;
  SmallVector<Broadcast> broadcasts;
  SmallVector<DataType> types;
  std::string key;
  for (size_t i = 0; i < op.numOperands(); ++i) {
    const CardTensor &operand = op.operand(i);
    types.push_back(operand.type);
    unsigned tensor = program.addTensor(operand);
    Broadcast broadcast = broadcastOf(operand.shape, result.shape);
    auto known = llvm::find_if(llvm::seq<unsigned>(0, tensors.size()), [&](unsigned place) {
      return tensors[place] == tensor && broadcasts[place].strides == broadcast.strides &&
             broadcasts[place].inTile == broadcast.inTile;
    });
    if (known != llvm::seq<unsigned>(0, tensors.size()).end()) {
      places.push_back(*known);
      continue;
    }
    places.push_back(tensors.size());
    tensors.push_back(tensor);
    broadcasts.push_back(broadcast);
    cbs.push_back(program.addCircularBuffer(operand.type));
  }
  unsigned out = program.addCircularBuffer(result.type), written = program.addTensor(result);

  bool allWhole = llvm::all_of(broadcasts, [&](const Broadcast &each) { return isWhole(each, tileShape); });
  std::string readerKey = allWhole ? std::string() : keyOf(tileShape);
  std::string computeKey = computation->key;
  for (const Broadcast &broadcast : broadcasts) {
    if (!allWhole)
      readerKey += "/" + keyOf(broadcast.strides);
    computeKey += "/" + ttkernel::stringifyBcastType(broadcast.inTile).str();
  }
  for (unsigned place : places)
    computeKey += " " + std::to_string(place);
  computeKey += " " + ttcore::stringifyDataType(result.type).str();
  program.addReader(allWhole ? "read_tiles" : "read_repeated_tiles", readerKey, cbs, tensors,
                    [&](KernelWriter &kernel) { writeReader(kernel, broadcasts, tileShape); });
  SmallVector<unsigned> computeCbs(cbs);
  computeCbs.push_back(out);
  program.addCompute((op.mnemonic() + "_tiles").str(), computeKey, computeCbs, [&](KernelWriter &kernel) {
    writeCompute(kernel, places, broadcasts, types, *computation, result.type);
  });
  program.addTileWriter(out, written);
  program.enqueue(tiled.tiles(), written);
  return op.replace(result);
}

} // namespace

void addElementwiseOnCard(CardLoweringTable &table) {
  for (const VectorOp &op : kFloatOps)
    table[op.ttir] = lowerElementwise;
  for (const VectorOp &op : kIntegerOps)
    table[op.ttir] = lowerElementwise;
  for (StringRef name :
       {"bitwise_and", "bitwise_not", "bitwise_or", "bitwise_xor", "clamp_scalar", "clamp_tensor", "isfinite",
        "leaky_relu", "logical_and", "logical_or", "logical_xor", "mish", "relu6", "selu", "typecast"})
    table[name] = lowerElementwise;
}

} // namespace mlir::tt
