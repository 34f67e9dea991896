// Printing operations as text and bytecode.
#include "LiveOperations.h"

#include "mlir/CAPI/IR.h"
#include "mlir/IR/Operation.h"

namespace nb = nanobind;

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

void writeTo(nb::object file, const std::string &text, bool binary) {
  if (file.is_none())
    file = nb::module_::import_("sys").attr("stdout");
  nb::object data =
      binary ? nb::object(nb::bytes(text.data(), text.size())) : nb::object(nb::str(text.data(), text.size()));
  bool isPath = nb::isinstance<nb::str>(file) || nb::hasattr(file, "__fspath__");
  if (!isPath) {
    file.attr("write")(data);
    return;
  }
  nb::object opened = binary ? nb::module_::import_("io").attr("open")(file, "wb")
                             : nb::module_::import_("io").attr("open")(file, "w", nb::arg("encoding") = "utf-8");
  opened.attr("write")(data);
  opened.attr("close")();
}

void requirePrintable(MlirOperation root) {
  awaitDiagnosticHandlers(mlirOperationGetContext(root));
  unwrap(root)->walk([](Operation *inner) {
    for (OpOperand &operand : inner->getOpOperands())
      if (!operand.get())
        throw std::runtime_error(("null operand: operand #" + llvm::Twine(operand.getOperandNumber()) + " of '" +
                                  inner->getName().getStringRef() + "' was erased")
                                     .str());
    for (BlockOperand &successor : inner->getBlockOperands())
      if (!successor.get())
        throw std::runtime_error(
            ("null successor: a block that '" + inner->getName().getStringRef() + "' branches to was erased").str());
  });
}

namespace {
/// The operation, which can be printed.
MlirOperation printable(PyOperation &operation) {
  MlirOperation raw = operation.get();
  requirePrintable(raw);
  return raw;
}

struct PrintingFlags {
  PrintingFlags() : flags(mlirOpPrintingFlagsCreate()) {}
  ~PrintingFlags() { mlirOpPrintingFlagsDestroy(flags); }
  PrintingFlags(const PrintingFlags &) = delete;
  MlirOpPrintingFlags flags;
};

std::string asmText(PyOperation &operation, std::optional<int64_t> largeElementsLimit,
                    std::optional<int64_t> largeResourceLimit, bool enableDebugInfo, bool prettyDebugInfo,
                    bool printGenericOpForm, bool useLocalScope, bool useNameLocAsPrefix, bool assumeVerified,
                    bool skipRegions) {
  MlirOperation raw = printable(operation);
  PrintingFlags printing;
  MlirOpPrintingFlags flags = printing.flags;
  if (largeElementsLimit)
    mlirOpPrintingFlagsElideLargeElementsAttrs(flags, *largeElementsLimit);
  if (largeResourceLimit)
    mlirOpPrintingFlagsElideLargeResourceString(flags, *largeResourceLimit);
  if (enableDebugInfo)
    mlirOpPrintingFlagsEnableDebugInfo(flags, true, prettyDebugInfo);
  if (printGenericOpForm)
    mlirOpPrintingFlagsPrintGenericOpForm(flags);
  if (useLocalScope)
    mlirOpPrintingFlagsUseLocalScope(flags);
  if (useNameLocAsPrefix)
    mlirOpPrintingFlagsPrintNameLocAsPrefix(flags);
  if (assumeVerified)
    mlirOpPrintingFlagsAssumeVerified(flags);
  if (skipRegions)
    mlirOpPrintingFlagsSkipRegions(flags);
  return printToString(
      [&](MlirStringCallback callback, void *into) { mlirOperationPrintWithFlags(raw, flags, callback, into); });
}
} // namespace

void PyOperationBase::print(std::optional<int64_t> largeElementsLimit, std::optional<int64_t> largeResourceLimit,
                            bool enableDebugInfo, bool prettyDebugInfo, bool printGenericOpForm, bool useLocalScope,
                            bool useNameLocAsPrefix, bool assumeVerified, nb::object fileObject, bool binary,
                            bool skipRegions) {
  writeTo(std::move(fileObject),
          asmText(getOperation(), largeElementsLimit, largeResourceLimit, enableDebugInfo, prettyDebugInfo,
                  printGenericOpForm, useLocalScope, useNameLocAsPrefix, assumeVerified, skipRegions),
          binary);
}

void PyOperationBase::print(PyAsmState &state, nb::object fileObject, bool binary) {
  MlirOperation raw = printable(getOperation());
  writeTo(std::move(fileObject), printToString([&](MlirStringCallback callback, void *into) {
            mlirOperationPrintWithState(raw, state.get(), callback, into);
          }),
          binary);
}

nb::object PyOperationBase::getAsm(bool binary, std::optional<int64_t> largeElementsLimit,
                                   std::optional<int64_t> largeResourceLimit, bool enableDebugInfo,
                                   bool prettyDebugInfo, bool printGenericOpForm, bool useLocalScope,
                                   bool useNameLocAsPrefix, bool assumeVerified, bool skipRegions) {
  std::string text = asmText(getOperation(), largeElementsLimit, largeResourceLimit, enableDebugInfo, prettyDebugInfo,
                             printGenericOpForm, useLocalScope, useNameLocAsPrefix, assumeVerified, skipRegions);
  if (binary)
    return nb::bytes(text.data(), text.size());
  return nb::str(text.data(), text.size());
}

void PyOperationBase::writeBytecode(const nb::object &fileObject, std::optional<int64_t> bytecodeVersion) {
  PyOperation &operation = getOperation();
  MlirOperation raw = printable(operation);
  MlirBytecodeWriterConfig config = mlirBytecodeWriterConfigCreate();
  if (bytecodeVersion)
    mlirBytecodeWriterConfigDesiredEmitVersion(config, *bytecodeVersion);
  Diagnosed diagnosed(operation.getContext());
  MlirLogicalResult result = mlirLogicalResultFailure();
  std::string bytes = printToString([&](MlirStringCallback callback, void *into) {
    result = mlirOperationWriteBytecodeWithConfig(raw, config, callback, into);
  });
  mlirBytecodeWriterConfigDestroy(config);
  if (mlirLogicalResultIsFailure(result))
    diagnosed.fail(bytecodeVersion ? "Unable to write bytecode of version " + llvm::Twine(*bytecodeVersion)
                                   : llvm::Twine("Unable to write bytecode"));
  writeTo(fileObject, bytes, /*binary=*/true);
}

PyAsmState::PyAsmState(MlirValue value, bool useLocalScope) : flags(mlirOpPrintingFlagsCreate()) {
  if (useLocalScope)
    mlirOpPrintingFlagsUseLocalScope(flags);
  awaitDiagnosticHandlers(mlirValueGetContext(value));
  state = mlirAsmStateCreateForValue(value, flags);
}

PyAsmState::PyAsmState(PyOperationBase &operation, bool useLocalScope) : flags(mlirOpPrintingFlagsCreate()) {
  if (useLocalScope)
    mlirOpPrintingFlagsUseLocalScope(flags);
  MlirOperation raw = operation.getOperation().get();
  awaitDiagnosticHandlers(mlirOperationGetContext(raw));
  state = mlirAsmStateCreateForOperation(raw, flags);
}

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir
