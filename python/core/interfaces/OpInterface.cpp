// What the classes of operations' interfaces have in common; see OpInterface.h.
#include "OpInterface.h"

#include "mlir/CAPI/IR.h"
#include "mlir/IR/OpDefinition.h"

namespace nb = nanobind;

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

PyOpInterface::PyOpInterface(nb::object object, DefaultingPyMlirContext context, const char *interfaceName,
                             MlirTypeID interfaceID)
    : object(std::move(object)) {
  PyOperationBase *base = nullptr;
  isOperation = nb::try_cast(this->object, base) && base;
  bool implements = false;
  if (isOperation) {
    MlirOperation operation = base->getOperation().get();
    operationName = toView(mlirIdentifierStr(mlirOperationGetName(operation)));
    implements = mlirOperationImplementsInterface(operation, interfaceID);
  } else {
    if (!nb::try_cast(nb::getattr(this->object, "OPERATION_NAME", nb::none()), operationName))
      throw nb::type_error("Op interface does not refer to an operation or OpView class");
    implements = mlirOperationImplementsInterfaceStatic(toRef(operationName), context.resolve().get(), interfaceID);
  }
  if (!implements)
    throw nb::value_error(("the operation '" + operationName + "' does not implement " + interfaceName).c_str());
}

nb::object PyOpInterface::operation() {
  if (!isOperation)
    throw nb::type_error("Cannot get an operation from a static interface");
  return nb::cast<PyOperationBase &>(object).getOperation().getRef().releaseObject();
}

nb::object PyOpInterface::opView() {
  if (!isOperation)
    throw nb::type_error("Cannot get an opview from a static interface");
  return nb::cast<PyOperationBase &>(object).getOperation().createOpView();
}

InferenceArguments::InferenceArguments(std::optional<nb::list> operandList, std::optional<PyAttribute> attributes,
                                       std::optional<std::vector<PyRegion>> regionList)
    : attributes(attributes ? attributes->get() : mlirAttributeGetNull()) {
  auto add = [&](nb::handle value, size_t index) {
    try {
      operands.push_back(toValue(value));
    } catch (nb::builtin_exception &error) {
      throw nb::value_error(
          ("Operand " + llvm::Twine(index) + " must be a Value or Sequence of Values (" + error.what() + ")")
              .str()
              .c_str());
    }
  };
  if (operandList)
    for (auto [index, entry] : llvm::enumerate(*operandList)) {
      nb::sequence group;
      if (entry.is_none())
        continue;
      if (!nb::isinstance<PyValue>(entry) && !nb::isinstance<PyOperationBase>(entry) && nb::try_cast(entry, group))
        for (nb::handle value : group)
          add(value, index);
      else
        add(entry, index);
    }
  if (attributes && !mlirAttributeIsADictionary(this->attributes))
    throw nb::value_error("the attributes must be a DictAttr");
  if (regionList)
    for (PyRegion &region : *regionList)
      regions.push_back(region.get());
}

namespace {
/// The numbers of operands that a trait of the operation's name allows: [least, most], for all N that MLIR's TableGen
/// makes use of.
template <unsigned... Ns>
void narrowOperandCount(OperationName name, size_t &least, size_t &most, std::integer_sequence<unsigned, Ns...>) {
  auto exactly = [&](bool has, size_t n) {
    if (has)
      least = most = n;
  };
  exactly(name.hasTrait<OpTrait::ZeroOperands>(), 0);
  exactly(name.hasTrait<OpTrait::OneOperand>(), 1);
  (exactly(name.hasTrait<OpTrait::NOperands<Ns + 2>::template Impl>(), Ns + 2), ...);
  ((name.hasTrait<OpTrait::AtLeastNOperands<Ns + 1>::template Impl>() ? void(least = std::max<size_t>(least, Ns + 1))
                                                                      : void()),
   ...);
}
} // namespace

std::optional<std::string> wrongOperandCount(MlirContext context, std::string_view operationName, size_t count) {
  OperationName name(llvm::StringRef(operationName), unwrap(context));
  if (!name.isRegistered())
    return std::nullopt;
  size_t least = 0, most = SIZE_MAX;
  narrowOperandCount(name, least, most, std::make_integer_sequence<unsigned, 14>());
  if (count >= least && count <= most)
    return std::nullopt;
  return ("'" + llvm::Twine(llvm::StringRef(operationName)) + "': expected " + (most == SIZE_MAX ? "at least " : "") +
          llvm::Twine(least) + " operands, got " + llvm::Twine(count))
      .str();
}

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir
