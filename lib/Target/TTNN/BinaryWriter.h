// Writes modules as Binaries: programs, values, ops and attributes as records, and constants beside them.
#ifndef TTMLIR_LIB_TARGET_TTNN_BINARYWRITER_H
#define TTMLIR_LIB_TARGET_TTNN_BINARYWRITER_H

#include "DataSection.h"
#include "tenon/schema/binary_generated.h"
#include "ttmlir/Target/TTNN/OpFacts.h"
#include "ttmlir/Target/TTNN/TTNNToFlatbuffer.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/StringMap.h"

#include <optional>

namespace mlir::tt::ttnn {

namespace fb = ::tt::target;

template <typename T>
using Offset = flatbuffers::Offset<T>;

/// An attribute's value as a member of the union fb::AttributeValue.
struct AttributeRecord {
  fb::AttributeValue type = fb::AttributeValue::NONE;
  Offset<void> value;
};

/// What of an op is written; nothing is for those without.
struct OperationRecord {
  StringRef name;
  SmallVector<Value> operands;
  SmallVector<uint32_t> operandSegments, resultSegments;
  SmallVector<NamedAttribute> attributes;
};

/// Prints for people: large constants are elided.
OpPrintingFlags printingFlags();

/// The way ttnn modules are written. Those of other dialects override what differs.
class BinaryWriter {
public:
  BinaryWriter(ModuleOp module, const BinaryDebugInfo &debugInfo) : module(module), debugInfo(debugInfo) {}
  virtual ~BinaryWriter() = default;

  /// Builds the flatbuffer; constants are then in data().
  FailureOr<flatbuffers::DetachedBuffer> build();
  const DataSection &data() const { return dataSection; }
  /// Writes all of the file to `os`.
  LogicalResult write(llvm::raw_ostream &os);
  /// To a file, which is either complete or left as it was.
  LogicalResult writeFile(StringRef path);

protected:
  virtual const char *identifier() const { return fb::BinaryIdentifier(); }
  virtual bool isProgram(func::FuncOp func) const { return true; }
  virtual StringRef pipeline() const { return "ttir-to-ttnn-backend-pipeline"; }
  virtual Offset<fb::Value> value(Value value);
  /// Nothing for an op that is left out, or after an error was reported.
  virtual std::optional<OperationRecord> record(Operation *op);
  virtual AttributeRecord attribute(Operation *op, StringRef name, Attribute attribute);

  /// A tensor; `layout` may be null.
  Offset<fb::Value> tensorValue(Value value, ShapedType type, Type elementType, ArrayRef<int64_t> shape,
                                llvm::function_ref<Offset<fb::Layout>()> layout);
  SmallVector<NamedAttribute> inherentAttributes(Operation *op);
  Offset<flatbuffers::String> string(StringRef text) { return builder.CreateString(text.data(), text.size()); }
  template <typename T>
  Offset<flatbuffers::Vector<T>> vector(ArrayRef<T> values) {
    return builder.CreateVector(values.data(), values.size());
  }
  InFlightDiagnostic fail(Operation *op) {
    failed = true;
    return op->emitError() << "cannot write '" << op->getName() << "' to a Binary: ";
  }

  ModuleOp module;
  flatbuffers::FlatBufferBuilder builder{1 << 16};
  DataSection dataSection;
  bool failed = false;

private:
  Offset<fb::Program> program(func::FuncOp func);
  Offset<fb::Layout> layout(RankedTensorType type);
  Offset<fb::Operation> operation(Operation *op, const OperationRecord &record, StringRef text,
                                  const llvm::DenseMap<Value, uint32_t> &indices);
  std::vector<Offset<fb::Attribute>> attributes(Operation *op, ArrayRef<NamedAttribute> attributes);
  AttributeRecord arrayAttribute(ArrayAttr array);
  AttributeRecord constant(Operation *op, ElementsAttr constant);
  AttributeRecord intArray(ArrayRef<int64_t> values);
  AttributeRecord opaque(Attribute attribute);
  Offset<fb::Argument> argument(func::FuncOp func, unsigned index);
  std::vector<Offset<flatbuffers::String>> resultNames(func::FuncOp func);
  std::vector<std::string> operationTexts(func::FuncOp func);
  SmallVector<Offset<fb::Golden>> goldens();
  SmallVector<Offset<fb::Stage>> stages();
  std::string moduleText();

  const BinaryDebugInfo &debugInfo;
  llvm::StringMap<uint32_t> programIndices;
  std::vector<int64_t> meshShape = {1, 1}; ///< one chip, unless a device says otherwise
};

} // namespace mlir::tt::ttnn

#endif // TTMLIR_LIB_TARGET_TTNN_BINARYWRITER_H
