// Writes functions as C++: names, variables, and the statements of control flow.
#include "CppWriter.h"

#include "ttmlir/Dialect/TTKernel/IR/TTKernelOps.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/TypeSwitch.h"

namespace mlir::tt::ttkernel {

std::string cppType(Type type) {
  return llvm::TypeSwitch<Type, std::string>(type)
      .Case([](IntegerType integer) -> std::string {
        if (integer.getWidth() == 1)
          return "bool";
        if (!llvm::is_contained({8u, 16u, 32u, 64u}, integer.getWidth()))
          return "";
        return "uint" + std::to_string(integer.getWidth()) + "_t";
      })
      .Case<IndexType, CBType, L1AddrType, LocalSemaphoreType>([](auto) { return "uint32_t"; })
      .Case([](Float32Type) { return "float"; })
      .Case([](NocAddrType) { return "uint64_t"; })
      .Case([](DataFormatType) { return "DataFormat"; })
      .Case([](L1AddrPtrType pointer) {
        return "volatile tt_l1_ptr uint" + std::to_string(pointer.getElementWidth()) + "_t *";
      })
      .Case<TensorAccessorType, TensorAccessorArgsType, TensorAccessorPageMappingType>([](auto) { return "auto"; })
      .Default([](Type) { return ""; });
}

LogicalResult CppWriter::refuse(Operation *op, const llvm::Twine &reason) {
  return op->emitError() << "cannot write '" << op->getName() << "' as C++: " << reason;
}

void CppWriter::statement(const llvm::Twine &line) { text += std::string(2 * depth, ' ') + line.str() + "\n"; }

std::string CppWriter::operand(Value value) const {
  const Expression &expression = expressionOf(value);
  return expression.isAtom ? expression.text : "(" + expression.text + ")";
}

std::string CppWriter::signedOperand(Value value) const {
  const Expression &expression = expressionOf(value);
  if (expression.isSigned)
    return operand(value);
  unsigned width = value.getType().isIndex() ? 32 : value.getType().getIntOrFloatBitWidth();
  return "int" + std::to_string(width) + "_t(" + expression.text + ")";
}

static StringRef nameIn(Location location) {
  if (auto name = dyn_cast<NameLoc>(location))
    return name.getName();
  if (auto fused = dyn_cast<FusedLoc>(location))
    for (Location part : fused.getLocations())
      if (StringRef name = nameIn(part); !name.empty())
        return name;
  return "";
}

std::string CppWriter::unique(std::string name) {
  // Words that mean something else in kernels; functions of the interface are avoided as well as keywords.
  static const llvm::StringSet<> reserved = {
      "auto",   "bool",     "break",     "case",    "char",     "class",     "const", "default",
      "delete", "do",       "double",    "else",    "enum",     "false",     "float", "for",
      "friend", "if",       "inline",    "int",     "long",     "namespace", "new",   "noc",
      "not",    "operator", "or",        "private", "public",   "return",    "short", "signed",
      "sizeof", "static",   "struct",    "switch",  "template", "this",      "true",  "typedef",
      "union",  "unsigned", "using",     "void",    "volatile", "while",     "xor",   "and",
      "my_x",   "my_y",     "noc_index", "main",    "MAIN",     "NAMESPACE", "DPRINT"};
  if (reserved.contains(name) || isKernelFunction(name))
    name += "_";
  std::string candidate = name;
  for (unsigned number = 1; !names.insert(candidate).second; ++number)
    candidate = name + (llvm::isDigit(name.back()) ? "_" : "") + std::to_string(number);
  return candidate;
}

std::string CppWriter::nameFor(Value value, StringRef hint) {
  std::string name;
  for (char c : nameIn(value.getLoc()))
    name += llvm::isAlnum(c) ? c : '_';
  if (name.empty())
    name = hint.str();
  if (llvm::isDigit(name.front()))
    name = "v" + name;
  return unique(name);
}

void CppWriter::define(Value result, Expression expression, bool isPure) {
  // What a loop's bound is made of is computed once.
  bool isOnlyUsedHere = result.hasOneUse() && result.use_begin()->getOwner()->getBlock() == result.getParentBlock() &&
                        !isa<scf::ForOp>(result.use_begin()->getOwner());
  bool hasName = !nameIn(result.getLoc()).empty();
  if (isPure && (expression.isLiteral || result.use_empty() || (isOnlyUsedHere && !hasName))) {
    expressions[result] = std::move(expression);
    return;
  }
  if (result.use_empty()) {
    statement(expression.text + ";");
    return;
  }
  Operation *op = result.getDefiningOp();
  std::string name = nameFor(result, variableHint(op));
  std::string type = cppType(result.getType());
  statement((StringRef(type).ends_with("*") ? type : "const " + type + " ") + name + " = " + expression.text + ";");
  expressions[result] = {name};
}

void CppWriter::defineConstant(Value result, std::string call) {
  std::string name = nameFor(result, variableHint(result.getDefiningOp()));
  std::string type = cppType(result.getType());
  statement("constexpr " + type + " " + name + " = " + call + ";");
  expressions[result] = {name};
}

SmallVector<std::string> CppWriter::declareVariables(ValueRange values, ValueRange initial) {
  SmallVector<std::string> variables;
  for (auto [index, value] : llvm::enumerate(values)) {
    std::string name = nameFor(value, "carried");
    variables.push_back(name);
    statement(cppType(value.getType()) + " " + name +
              (initial.empty() ? std::string() : " = " + argument(initial[index])) + ";");
    expressions[value] = {name};
  }
  return variables;
}

/// All at once: a value may be made of a variable that is assigned to.
void CppWriter::assign(ArrayRef<std::string> variables, ValueRange values) {
  SmallVector<std::pair<std::string, std::string>> changes;
  for (auto [variable, value] : llvm::zip_equal(variables, values))
    if (argument(value) != variable)
      changes.push_back({variable, argument(value)});
  if (changes.size() < 2) {
    for (auto &[variable, value] : changes)
      statement(variable + " = " + value + ";");
    return;
  }
  SmallVector<std::string> next;
  for (auto &[variable, value] : changes) {
    next.push_back(unique("next_" + variable));
    statement("const auto " + next.back() + " = " + value + ";");
  }
  for (auto [change, name] : llvm::zip_equal(changes, next))
    statement(change.first + " = " + name + ";");
}

LogicalResult CppWriter::writeBlock(Block &block) {
  bool isWritten = true;
  for (Operation &op : block) {
    isWritten &= succeeded(writeOp(&op));
    // What uses the result of an op that was refused is reported with it only.
    for (Value result : op.getResults())
      expressions.try_emplace(result);
  }
  return success(isWritten);
}

LogicalResult CppWriter::writeOp(Operation *op) {
  // Among these are ops with a reason of their own against types that C++ does not have.
  if (isa_and_nonnull<TTKernelDialect>(op->getDialect()))
    return writeKernelOp(*this, op);
  for (Type type : op->getResultTypes())
    if (cppType(type).empty() && !isa<MemRefType>(type)) {
      std::string name;
      llvm::raw_string_ostream(name) << type;
      return refuse(op, "there is no type in C++ for " + name);
    }
  if (isa_and_nonnull<arith::ArithDialect>(op->getDialect()))
    return writeArith(op);
  if (isa_and_nonnull<memref::MemRefDialect>(op->getDialect()))
    return writeMemory(op);
  return llvm::TypeSwitch<Operation *, LogicalResult>(op)
      .Case([&](scf::ForOp loop) { return writeFor(loop); })
      .Case([&](scf::IfOp branch) { return writeIf(branch); })
      .Case([&](scf::WhileOp loop) { return writeWhile(loop); })
      .Case([&](func::CallOp call) { return writeCall(call); })
      .Case([&](func::ReturnOp result) { return writeReturn(result); })
      .Case<scf::YieldOp, scf::ConditionOp>([](auto) { return success(); })
      .Default([&](Operation *) {
        return refuse(op, "kernels in C++ are made of ttkernel, arith, memref, func, scf.for, scf.if and scf.while");
      });
}

LogicalResult CppWriter::writeFor(scf::ForOp loop) {
  SmallVector<std::string> carried = declareVariables(loop.getRegionIterArgs(), loop.getInitArgs());
  static constexpr StringLiteral counters[] = {"i", "j", "k", "l"};
  Value counter = loop.getInductionVar();
  std::string name = nameFor(counter, counters[std::min<size_t>(depth - 1, std::size(counters) - 1)]);
  unsigned width = counter.getType().isIndex() ? 32 : counter.getType().getIntOrFloatBitWidth();
  // Bounds of loops are signed, as their definition says.
  std::string type = "int" + std::to_string(width) + "_t";
  expressions[counter] = {name, true, true, false};
  bool isOne = expressionOf(loop.getStep()).text == "1";
  statement("for (" + type + " " + name + " = " + signedOperand(loop.getLowerBound()) + "; " + name + " < " +
            signedOperand(loop.getUpperBound()) + "; " +
            (isOne ? "++" + name : name + " += " + signedOperand(loop.getStep())) + ") {");
  ++depth;
  LogicalResult body = writeBlock(*loop.getBody());
  assign(carried, loop.getYieldedValues());
  --depth;
  statement("}");
  for (auto [result, variable] : llvm::zip_equal(loop.getResults(), carried))
    expressions[result] = {variable};
  return body;
}

LogicalResult CppWriter::writeIf(scf::IfOp branch) {
  SmallVector<std::string> results = declareVariables(branch.getResults(), {});
  statement("if (" + argument(branch.getCondition()) + ") {");
  ++depth;
  LogicalResult then = writeBlock(*branch.thenBlock());
  assign(results, branch.thenYield().getResults());
  --depth;
  LogicalResult otherwise = success();
  if (Block *block = branch.elseBlock()) {
    statement("} else {");
    ++depth;
    otherwise = writeBlock(*block);
    assign(results, branch.elseYield().getResults());
    --depth;
  }
  statement("}");
  return success(succeeded(then) && succeeded(otherwise));
}

LogicalResult CppWriter::writeWhile(scf::WhileOp loop) {
  SmallVector<std::string> carried = declareVariables(loop.getBeforeArguments(), loop.getInits());
  SmallVector<std::string> results = declareVariables(loop.getResults(), {});
  statement("while (true) {");
  ++depth;
  LogicalResult before = writeBlock(*loop.getBeforeBody());
  scf::ConditionOp condition = loop.getConditionOp();
  assign(results, condition.getArgs());
  statement("if (!" + operand(condition.getCondition()) + ")");
  ++depth;
  statement("break;");
  --depth;
  for (auto [argument, variable] : llvm::zip_equal(loop.getAfterArguments(), results))
    expressions[argument] = {variable};
  LogicalResult after = writeBlock(*loop.getAfterBody());
  assign(carried, loop.getYieldOp().getResults());
  --depth;
  statement("}");
  return success(succeeded(before) && succeeded(after));
}

LogicalResult CppWriter::writeCall(func::CallOp call) {
  if (call.getNumResults() > 1)
    return refuse(call, "functions in C++ have at most one result");
  std::string text =
      call.getCallee().str() + "(" +
      llvm::join(llvm::map_range(call.getOperands(), [&](Value value) { return argument(value); }), ", ") + ")";
  if (call.getNumResults() == 0)
    statement(text + ";");
  else
    define(call.getResult(0), text, /*isPure=*/false);
  return success();
}

LogicalResult CppWriter::writeReturn(func::ReturnOp result) {
  if (result.getNumOperands() > 1)
    return refuse(result, "functions in C++ have at most one result");
  if (result.getNumOperands() == 1)
    statement("return " + argument(result.getOperand(0)) + ";");
  return success();
}

LogicalResult CppWriter::writeBody(func::FuncOp function) {
  if (!function.getBody().hasOneBlock())
    return refuse(function, "it has blocks that jump to each other; loops and branches have to be those of scf");
  return writeBlock(function.front());
}

LogicalResult CppWriter::writeFunction(func::FuncOp function) {
  if (function.getNumResults() > 1)
    return refuse(function, "functions in C++ have at most one result");
  std::string parameters;
  for (BlockArgument parameter : function.getArguments()) {
    std::string name = nameFor(parameter, "parameter");
    std::string type = cppType(parameter.getType());
    if (type.empty())
      return refuse(function, "there is no type in C++ for one of its parameters");
    parameters += (parameters.empty() ? "" : ", ") + type + " " + name;
    expressions[parameter] = {name};
  }
  std::string result = function.getNumResults() == 0 ? "void" : cppType(function.getResultTypes().front());
  text += "static " + result + " " + function.getName().str() + "(" + parameters + ") {\n";
  LogicalResult body = writeBody(function);
  text += "}\n\n";
  return body;
}

} // namespace mlir::tt::ttkernel
