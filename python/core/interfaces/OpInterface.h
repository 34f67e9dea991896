// What the classes of operations' interfaces have in common: they are made from an operation or from a class of them.
#ifndef TENON_PYTHON_CORE_INTERFACES_OPINTERFACE_H
#define TENON_PYTHON_CORE_INTERFACES_OPINTERFACE_H

#include "../CoreBindings.h"

#include "mlir-c/Interfaces.h"

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

/// An operation, or a class of operations, that implements an interface.
class PyOpInterface {
public:
  /// Raises TypeError if `object` is neither, and ValueError if it does not implement the interface.
  PyOpInterface(nanobind::object object, DefaultingPyMlirContext context, const char *interfaceName,
                MlirTypeID interfaceID);

  const std::string &name() const { return operationName; }
  nanobind::object operation();
  nanobind::object opView();

private:
  nanobind::object object;
  bool isOperation;
  std::string operationName;
};

/// What an operation would be made of, checked as far as inference needs it.
class InferenceArguments {
public:
  InferenceArguments(std::optional<nanobind::list> operands, std::optional<PyAttribute> attributes,
                     std::optional<std::vector<PyRegion>> regions);

  std::vector<MlirValue> operands;
  MlirAttribute attributes;
  std::vector<MlirRegion> regions;
};

/// The types of the results of an operation that is about to be made, or nothing if it does not say them.
///
/// MLIR's own inference for the C API reads properties that nobody made where attributes have default values.
std::optional<std::vector<MlirType>> inferResultTypes(PyMlirContextRef &context, std::string_view operationName,
                                                      MlirLocation location, llvm::ArrayRef<MlirValue> operands,
                                                      llvm::ArrayRef<MlirNamedAttribute> attributes,
                                                      llvm::ArrayRef<MlirRegion> regions);

/// Says what is wrong if an operation of this name never has so many operands: inference would read past them.
std::optional<std::string> wrongOperandCount(MlirContext context, std::string_view operationName, size_t count);

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir

#endif // TENON_PYTHON_CORE_INTERFACES_OPINTERFACE_H
