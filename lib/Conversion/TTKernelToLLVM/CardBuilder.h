// Builds what kernels compute for the card in the LLVM dialect: words, addresses, and calls of services.
#ifndef TTMLIR_LIB_CONVERSION_TTKERNELTOLLVM_CARDBUILDER_H
#define TTMLIR_LIB_CONVERSION_TTKERNELTOLLVM_CARDBUILDER_H

#include "AccessorLayout.h"
#include "Services.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/PatternMatch.h"

#include "llvm/ADT/DenseMap.h"

namespace mlir::tt::ttkernel {

/// What is known about kernels before their ops are lowered.
struct KernelFacts {
  llvm::ArrayRef<uint32_t> compileTimeArgs;
  llvm::DenseMap<Operation *, AccessorLayout> layouts; ///< of the accessor that an op has as operand
};

/// A word is an i32, an address of the network an i64; see card_abi.h. All of it goes where `op` is, at its location.
class CardBuilder {
public:
  CardBuilder(OpBuilder &builder, Operation *op, const KernelFacts &facts);

  Value constant(uint32_t value);
  /// A value of at most 32 bits as a word: integers without sign, floats by their bits.
  Value word(Value value);
  Value add(Value left, Value right);
  Value sub(Value left, Value right);
  Value mul(Value left, Value right);
  Value divide(Value left, Value right); ///< without sign
  Value modulo(Value left, Value right); ///< without sign
  Value bitAnd(Value left, Value right);
  Value bitOr(Value left, Value right);
  Value bitXor(Value left, Value right);
  Value shiftLeft(Value value, unsigned bits);
  Value shiftRight(Value value, unsigned bits);       ///< without sign
  Value shiftRightSigned(Value value, unsigned bits); ///< keeps the sign
  Value compare(LLVM::ICmpPredicate predicate, Value left, Value right);

  /// A pointer to an address in L1.
  Value pointer(Value address);
  /// A word that stays the same while the kernel runs.
  Value loadConstant(Value pointer);
  /// The word at this offset of the launch record, in bytes.
  Value record(size_t offset);
  /// An element of a table of words whose address the launch record holds at `offset`.
  Value recordTable(size_t offset, Value index);
  /// An argument of the kernel, by its index. The load stops the core where so many were not set.
  Value argument(Missing kind, Value index);
  /// The address of semaphore 0. The load stops the core where the program has no semaphore `index`.
  Value firstSemaphore(Value index);
  Value number(const LayoutNumber &number);

  /// The high word of addresses at a node, at all nodes of a rectangle, or at a bank of a table in the launch record.
  Value nodeHigh(Value x, Value y);
  Value rectangleHigh(Value startX, Value startY, Value endX, Value endY);
  Value bankHigh(size_t tableOffset, Value bank);
  /// The high word of the end of a transfer: a core (x and y) or a bank of DRAM.
  Value endHigh(ValueRange core, ValueRange bank);
  Value address(Value high, Value low);
  Value low(Value address);
  Value high(Value address);
  /// The network that an op names, or else the kernel's own.
  Value noc(Value named);

  /// Calls a service; returns its result, which only some have.
  Value call(Service service, llvm::ArrayRef<Value> words);
  /// The address of a text in the kernel's memory.
  Value text(llvm::StringRef text);
  /// A pointer to zero-initialised words in the kernel's memory, the same for each name.
  Value variable(llvm::StringRef name, unsigned words);
  /// A pointer to words in the kernel's memory.
  Value table(llvm::StringRef prefix, llvm::ArrayRef<uint32_t> words);
  Value element(Value pointer, Value index);
  void store(Value word, Value pointer);
  Value load(Value pointer);

  const KernelFacts &facts;
  OpBuilder &builder;
  Location loc;

private:
  /// The pointer, or where the index is not below the count, one to nowhere that says so; see missingAddress().
  Value checked(Missing kind, Value index, size_t countOffset, Value pointer);
  Value recordPointer(size_t offset);
  Value globalAddress(llvm::StringRef name, llvm::function_ref<void(OpBuilder &)> make);

  Operation *op;
  Type i32, i64, pointerType;
};

} // namespace mlir::tt::ttkernel

#endif // TTMLIR_LIB_CONVERSION_TTKERNELTOLLVM_CARDBUILDER_H
