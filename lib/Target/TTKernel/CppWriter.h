// Writes functions as C++: names, expressions and statements.
#ifndef TTMLIR_LIB_TARGET_TTKERNEL_CPPWRITER_H
#define TTMLIR_LIB_TARGET_TTKERNEL_CPPWRITER_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringSet.h"

#include <string>

namespace mlir::tt::ttkernel {

/// A C++ expression. Integers are unsigned but for literals and counters of loops; operations that need a sign cast.
struct Expression {
  Expression() = default;
  Expression(std::string text, bool isAtom = true, bool isSigned = false, bool isLiteral = false)
      : text(std::move(text)), isAtom(isAtom), isSigned(isSigned), isLiteral(isLiteral) {}

  std::string text;
  bool isAtom = true;    ///< needs no parentheses as an operand
  bool isSigned = false; ///< of type int or int32_t
  bool isLiteral = false;
};

class CppWriter {
public:
  /// Writes a function's body, or its signature and body for functions that kernels call.
  LogicalResult writeBody(func::FuncOp function);
  LogicalResult writeFunction(func::FuncOp function);

  std::string takeText() { return std::move(text); }
  /// The functions of the kernel interface that were called, by which headers are included.
  const llvm::StringSet<> &calledFunctions() const { return called; }

  const Expression &expressionOf(Value value) const { return expressions.at(value); }
  /// The value as an argument of a call.
  const std::string &argument(Value value) const { return expressionOf(value).text; }
  /// The value as an operand: in parentheses where it needs them.
  std::string operand(Value value) const;
  /// The value as an operand that is signed, at its width.
  std::string signedOperand(Value value) const;

  /// What an op's result is: written as a variable, or kept for its only use where that gives the same.
  void define(Value result, Expression expression, bool isPure);
  /// The same as a constant expression of whatever type it has.
  void defineConstant(Value result, std::string call);
  void statement(const llvm::Twine &line);
  void noteCall(StringRef function) { called.insert(function); }
  LogicalResult refuse(Operation *op, const llvm::Twine &reason);

private:
  LogicalResult writeBlock(Block &block);
  LogicalResult writeOp(Operation *op);
  LogicalResult writeArith(Operation *op);
  LogicalResult writeMemory(Operation *op);
  LogicalResult writeFor(scf::ForOp loop);
  LogicalResult writeIf(scf::IfOp branch);
  LogicalResult writeWhile(scf::WhileOp loop);
  LogicalResult writeCall(func::CallOp call);
  LogicalResult writeReturn(func::ReturnOp result);

  void assign(ArrayRef<std::string> variables, ValueRange values);
  SmallVector<std::string> declareVariables(ValueRange values, ValueRange initial);
  void binary(Operation *op, StringRef symbol);
  void signedBinary(Operation *op, StringRef symbol);
  void compare(Operation *op);
  std::string nameFor(Value value, StringRef hint);
  std::string unique(std::string name);

  std::string text;
  unsigned depth = 1;
  llvm::DenseMap<Value, Expression> expressions;
  llvm::StringSet<> names;
  llvm::StringSet<> called;
};

/// The C++ type of values, "" if there is none.
std::string cppType(Type type);

/// Whether a function of the kernel interface has this name.
bool isKernelFunction(StringRef name);

/// Writes an op of ttkernel; CppCalls.cpp.
LogicalResult writeKernelOp(CppWriter &writer, Operation *op);
/// What a variable is called that has an op's result, where its location has no name.
StringRef variableHint(Operation *op);

} // namespace mlir::tt::ttkernel

#endif // TTMLIR_LIB_TARGET_TTKERNEL_CPPWRITER_H
