// Scalars and arrays of kernels as C++ expressions.
#include "CppWriter.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSwitch.h"

namespace mlir::tt::ttkernel {
namespace {

/// Whether C++ computes with int where the type is narrower.
bool isNarrow(Type type) { return type.isInteger(8) || type.isInteger(16); }

std::string cast(Type type, const std::string &text) { return cppType(type) + "(" + text + ")"; }

std::string literal(TypedAttr value) {
  if (auto integer = dyn_cast<IntegerAttr>(value)) {
    if (value.getType().isInteger(1))
      return integer.getValue().isZero() ? "false" : "true";
    if (value.getType().isInteger(64))
      return llvm::utostr(integer.getValue().getZExtValue()) + "ull";
    return llvm::itostr(integer.getValue().getSExtValue());
  }
  llvm::APFloat number = mlir::cast<FloatAttr>(value).getValue();
  uint32_t bits = number.bitcastToAPInt().getZExtValue();
  if (!number.isFinite())
    return "__builtin_bit_cast(float, 0x" + llvm::utohexstr(bits) + "u)";
  llvm::SmallString<32> text;
  number.toString(text);
  if (!StringRef(text).contains('.') && !StringRef(text).contains('E'))
    text += ".0";
  return std::string(text) + "f";
}

} // namespace

void CppWriter::binary(Operation *op, StringRef symbol) {
  Value left = op->getOperand(0), right = op->getOperand(1);
  std::string leftText = operand(left);
  bool isInteger = op->getResult(0).getType().isIntOrIndex() && !op->getResult(0).getType().isInteger(1);
  // Two signed operands would give a signed result.
  if (isInteger && expressionOf(left).isSigned && expressionOf(right).isSigned)
    leftText = cast(left.getType(), argument(left));
  std::string text = leftText + " " + symbol.str() + " " + operand(right);
  Type type = op->getResult(0).getType();
  if (isNarrow(type))
    define(op->getResult(0), cast(type, text), /*isPure=*/true);
  else
    define(op->getResult(0), {text, false}, /*isPure=*/true);
}

void CppWriter::signedBinary(Operation *op, StringRef symbol) {
  bool isShift = symbol == ">>";
  std::string text = signedOperand(op->getOperand(0)) + " " + symbol.str() + " " +
                     (isShift ? operand(op->getOperand(1)) : signedOperand(op->getOperand(1)));
  define(op->getResult(0), cast(op->getResult(0).getType(), text), /*isPure=*/true);
}

void CppWriter::compare(Operation *op) {
  auto predicate = mlir::cast<arith::CmpIOp>(op).getPredicate();
  std::string name = arith::stringifyCmpIPredicate(predicate).str();
  StringRef symbol = llvm::StringSwitch<StringRef>(StringRef(name).take_back(2))
                         .Case("eq", "==")
                         .Case("ne", "!=")
                         .Case("lt", "<")
                         .Case("le", "<=")
                         .Case("gt", ">")
                         .Default(">=");
  Value left = op->getOperand(0), right = op->getOperand(1);
  std::string text;
  if (name.front() == 's')
    text = signedOperand(left) + " " + symbol.str() + " " + signedOperand(right);
  else if (expressionOf(left).isSigned && expressionOf(right).isSigned && name.front() == 'u')
    text = cast(left.getType(), argument(left)) + " " + symbol.str() + " " + cast(right.getType(), argument(right));
  else
    text = operand(left) + " " + symbol.str() + " " + operand(right);
  define(op->getResult(0), {text, false}, /*isPure=*/true);
}

LogicalResult CppWriter::writeArith(Operation *op) {
  if (auto constant = dyn_cast<arith::ConstantOp>(op)) {
    if (!isa<IntegerAttr, FloatAttr>(constant.getValue()))
      return refuse(op, "only integers and f32 can be constants");
    std::string text = literal(constant.getValue());
    bool isNegative = StringRef(text).starts_with("-");
    define(constant.getResult(),
           {text, !isNegative, isa<IntegerAttr>(constant.getValue()) && !constant.getType().isInteger(64), true}, true);
    return success();
  }
  static const llvm::StringMap<StringRef> symbols = {
      {"arith.addi", "+"}, {"arith.subi", "-"}, {"arith.muli", "*"}, {"arith.divui", "/"}, {"arith.remui", "%"},
      {"arith.andi", "&"}, {"arith.ori", "|"},  {"arith.xori", "^"}, {"arith.shli", "<<"}, {"arith.shrui", ">>"},
      {"arith.addf", "+"}, {"arith.subf", "-"}, {"arith.mulf", "*"}, {"arith.divf", "/"}};
  static const llvm::StringMap<StringRef> signedSymbols = {
      {"arith.divsi", "/"}, {"arith.remsi", "%"}, {"arith.shrsi", ">>"}};
  StringRef name = op->getName().getStringRef();
  if (auto found = symbols.find(name); found != symbols.end()) {
    binary(op, found->second);
    return success();
  }
  if (auto found = signedSymbols.find(name); found != signedSymbols.end()) {
    signedBinary(op, found->second);
    return success();
  }
  if (isa<arith::CmpIOp>(op)) {
    compare(op);
    return success();
  }
  Value result = op->getResult(0);
  Type type = result.getType();
  auto minOrMax = [&](bool isSigned, StringRef symbol) {
    auto side = [&](Value value) { return isSigned ? signedOperand(value) : operand(value); };
    Value left = op->getOperand(0), right = op->getOperand(1);
    define(
        result,
        {side(left) + " " + symbol.str() + " " + side(right) + " ? " + argument(left) + " : " + argument(right), false},
        true);
    return success();
  };
  if (isa<arith::MaxSIOp, arith::MinSIOp>(op))
    return minOrMax(true, isa<arith::MaxSIOp>(op) ? ">" : "<");
  if (isa<arith::MaxUIOp, arith::MinUIOp>(op))
    return minOrMax(false, isa<arith::MaxUIOp>(op) ? ">" : "<");
  if (isa<arith::SelectOp>(op)) {
    define(
        result,
        {operand(op->getOperand(0)) + " ? " + operand(op->getOperand(1)) + " : " + operand(op->getOperand(2)), false},
        true);
    return success();
  }
  Value input = op->getOperand(0);
  if (isa<arith::IndexCastOp, arith::IndexCastUIOp>(op) && !input.getType().isInteger(64) && !type.isInteger(64) &&
      !isNarrow(input.getType()) && !isNarrow(type)) {
    define(result, expressionOf(input), true);
    return success();
  }
  if (isa<arith::ExtUIOp, arith::IndexCastUIOp>(op) || (isa<arith::TruncIOp>(op) && !type.isInteger(1))) {
    define(result, cast(type, argument(input)), true);
    return success();
  }
  if (isa<arith::TruncIOp>(op)) {
    define(result, {"(" + operand(input) + " & 1) != 0", false}, true);
    return success();
  }
  if (isa<arith::ExtSIOp, arith::IndexCastOp>(op)) {
    std::string text = input.getType().isInteger(1) ? "-int32_t(" + argument(input) + ")" : signedOperand(input);
    define(result, cast(type, text), true);
    return success();
  }
  if (isa<arith::BitcastOp>(op)) {
    define(result, "__builtin_bit_cast(" + cppType(type) + ", " + argument(input) + ")", true);
    return success();
  }
  if (isa<arith::NegFOp>(op)) {
    define(result, {"-" + operand(input), false}, true);
    return success();
  }
  if (isa<arith::SIToFPOp>(op)) {
    define(result, cast(type, signedOperand(input)), true);
    return success();
  }
  if (isa<arith::UIToFPOp, arith::FPToUIOp>(op)) {
    define(result, cast(type, argument(input)), true);
    return success();
  }
  if (isa<arith::FPToSIOp>(op)) {
    define(result, cast(type, "int" + std::to_string(type.getIntOrFloatBitWidth()) + "_t(" + argument(input) + ")"),
           true);
    return success();
  }
  return refuse(op, "there is no expression for it");
}

LogicalResult CppWriter::writeMemory(Operation *op) {
  auto isPlain = [](MemRefType type) { return type.hasStaticShape() && type.getLayout().isIdentity(); };
  /// The index of an element in row-major order.
  auto index = [&](MemRefType type, ValueRange indices) {
    std::string text;
    for (auto [dim, value] : llvm::enumerate(indices))
      text = text.empty() ? argument(value)
                          : "(" + text + ") * " + std::to_string(type.getDimSize(dim)) + " + " + operand(value);
    return "[" + (text.empty() ? "0" : text) + "]";
  };
  if (auto alloca = dyn_cast<memref::AllocaOp>(op)) {
    MemRefType type = alloca.getType();
    std::string element = cppType(type.getElementType());
    if (!isPlain(type) || element.empty())
      return refuse(op, "arrays have a constant size, no layout, and elements that C++ has a type for");
    std::string name = nameFor(alloca, "array");
    statement(element + " " + name + "[" + std::to_string(type.getNumElements()) + "];");
    expressions[alloca] = {name};
    return success();
  }
  if (auto load = dyn_cast<memref::LoadOp>(op); load && isPlain(load.getMemRefType())) {
    define(load.getResult(), argument(load.getMemRef()) + index(load.getMemRefType(), load.getIndices()), false);
    return success();
  }
  if (auto store = dyn_cast<memref::StoreOp>(op); store && isPlain(store.getMemRefType())) {
    statement(argument(store.getMemRef()) + index(store.getMemRefType(), store.getIndices()) + " = " +
              argument(store.getValueToStore()) + ";");
    return success();
  }
  return refuse(op, "memory is taken by memref.alloca, and read and written by memref.load and memref.store");
}

} // namespace mlir::tt::ttkernel
