// InferTypeOpInterface and InferShapedTypeOpInterface: the results that an operation would have.
#include "OpInterface.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir/CAPI/IR.h"
#include "mlir/IR/OperationSupport.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

namespace {
/// The properties of an operation that does not exist, made of its attributes: inference reads them without asking
/// whether there are any.
class MadeProperties {
public:
  MadeProperties(OperationName name, Attribute attributes, Location location) : name(name) {
    size_t size = name.isRegistered() ? name.getOpPropertyByteSize() : 0;
    if (!size)
      return;
    storage.resize((size + sizeof(std::max_align_t) - 1) / sizeof(std::max_align_t));
    name.initOpProperties(get(), OpaqueProperties(nullptr));
    if (attributes)
      valid = succeeded(
          name.setOpPropertiesFromAttribute(name, get(), attributes, [&] { return mlir::emitError(location); }));
  }
  ~MadeProperties() {
    if (!storage.empty())
      name.destroyOpProperties(get());
  }
  MadeProperties(const MadeProperties &) = delete;

  OpaqueProperties get() { return OpaqueProperties(storage.empty() ? nullptr : storage.data()); }
  bool valid = true;

private:
  OperationName name;
  std::vector<std::max_align_t> storage;
};

std::string withDiagnostics(const std::string &what, Diagnosed &diagnosed) {
  std::string text = what;
  for (const auto &error : diagnosed.errors.take())
    text += ": " + error.message;
  return text;
}

/// Calls `infer(properties, location)`; raises ValueError with MLIR's diagnostics if it fails.
void inferWith(const std::string &operationName, PyMlirContext &context, const InferenceArguments &arguments,
               void *properties, MlirLocation location, const char *failure,
               llvm::function_ref<MlirLogicalResult(void *)> infer) {
  if (mlirLocationGetContext(location).ptr != context.get().ptr)
    throw nb::value_error("the location and the context differ");
  if (auto wrong = wrongOperandCount(context.get(), operationName, arguments.operands.size()))
    throw nb::value_error(wrong->c_str());
  Diagnosed diagnosed(context.getRef());
  std::optional<MadeProperties> made;
  if (!properties) {
    made.emplace(OperationName(operationName, unwrap(context.get())), unwrap(arguments.attributes), unwrap(location));
    properties = made->get().as<void *>();
  }
  if ((made && !made->valid) || mlirLogicalResultIsFailure(infer(properties)))
    throw nb::value_error(withDiagnostics(failure, diagnosed).c_str());
}

void collectTypes(intptr_t count, MlirType *added, void *into) {
  auto *list = static_cast<std::vector<MlirType> *>(into);
  list->insert(list->end(), added, added + count);
}

/// The pointer in a capsule of a foreign extension; None is null.
void *propertiesIn(nb::handle given) {
  if (given.is_none())
    return nullptr;
  if (!PyCapsule_CheckExact(given.ptr()))
    throw nb::type_error("the properties must be a capsule or None");
  return PyCapsule_GetPointer(given.ptr(), PyCapsule_GetName(given.ptr()));
}

class PyInferTypeOpInterface : public PyOpInterface {
public:
  PyInferTypeOpInterface(nb::object object, DefaultingPyMlirContext context)
      : PyOpInterface(std::move(object), context, "InferTypeOpInterface", mlirInferTypeOpInterfaceTypeID()) {}

  std::vector<nb::object> infer(std::optional<nb::list> operands, std::optional<PyAttribute> attributes,
                                nb::object properties, std::optional<std::vector<PyRegion>> regions,
                                DefaultingPyMlirContext context, DefaultingPyLocation location) {
    InferenceArguments arguments(std::move(operands), std::move(attributes), std::move(regions));
    std::vector<MlirType> types;
    MlirLocation where = location.resolve();
    inferWith(name(), context.resolve(), arguments, propertiesIn(properties), where, "Failed to infer result types",
              [&](void *used) {
                return mlirInferTypeOpInterfaceInferReturnTypes(toRef(name()), context->get(), where,
                                                                arguments.operands.size(), arguments.operands.data(),
                                                                arguments.attributes, used, arguments.regions.size(),
                                                                arguments.regions.data(), collectTypes, &types);
              });
    std::vector<nb::object> result;
    for (MlirType type : types)
      result.push_back(PyType(context->getRef(), type).maybeDownCast());
    return result;
  }
};

/// Element type, and for a ranked one the sizes and an attribute.
struct PyShapedTypeComponents {
  PyType elementType;
  std::optional<std::vector<int64_t>> shape;
  std::optional<PyAttribute> attribute;
};

class PyInferShapedTypeOpInterface : public PyOpInterface {
public:
  PyInferShapedTypeOpInterface(nb::object object, DefaultingPyMlirContext context)
      : PyOpInterface(std::move(object), context, "InferShapedTypeOpInterface",
                      mlirInferShapedTypeOpInterfaceTypeID()) {}

  std::vector<PyShapedTypeComponents> infer(std::optional<nb::list> operands, std::optional<PyAttribute> attributes,
                                            std::optional<std::vector<PyRegion>> regions, nb::object properties,
                                            DefaultingPyMlirContext context, DefaultingPyLocation location) {
    InferenceArguments arguments(std::move(operands), std::move(attributes), std::move(regions));
    struct Collected {
      PyMlirContextRef context;
      std::vector<PyShapedTypeComponents> components;
    } collected{context.resolve().getRef(), {}};
    auto collect = [](bool hasRank, intptr_t rank, const int64_t *shape, MlirType elementType, MlirAttribute attribute,
                      void *into) {
      auto *collected = static_cast<Collected *>(into);
      PyShapedTypeComponents components{PyType(collected->context, elementType), {}, {}};
      if (hasRank)
        components.shape.emplace(shape, shape + rank);
      if (hasRank && !mlirAttributeIsNull(attribute))
        components.attribute.emplace(collected->context, attribute);
      collected->components.push_back(std::move(components));
    };
    MlirLocation where = location.resolve();
    inferWith(name(), context.resolve(), arguments, propertiesIn(properties), where,
              "Failed to infer result shape type components", [&](void *used) {
                return mlirInferShapedTypeOpInterfaceInferReturnTypes(
                    toRef(name()), context->get(), where, arguments.operands.size(), arguments.operands.data(),
                    arguments.attributes, used, arguments.regions.size(), arguments.regions.data(), collect,
                    &collected);
              });
    return std::move(collected.components);
  }
};

template <typename Interface>
nb::class_<Interface> bindInterface(nb::module_ &m, const char *name) {
  return nb::class_<Interface>(m, name)
      .def(nb::init<nb::object, DefaultingPyMlirContext>(), "object"_a, "context"_a = nb::none(),
           "For an operation, or for a class of operations in a context. Raises ValueError if it does not implement "
           "the interface.")
      .def_prop_ro("operation", &Interface::operation, "The operation; raises TypeError for a class.")
      .def_prop_ro("opview", &Interface::opView, "The operation as its class; raises TypeError for a class.");
}

void bindComponents(nb::module_ &m) {
  using Components = PyShapedTypeComponents;
  nb::class_<Components>(m, "ShapedTypeComponents")
      .def_static(
          "get", [](PyType &elementType) { return Components{elementType, {}, {}}; }, "element_type"_a, "Of any rank.")
      .def_static(
          "get",
          [](std::vector<int64_t> shape, PyType &elementType) { return Components{elementType, std::move(shape), {}}; },
          "shape"_a, "element_type"_a)
      .def_static(
          "get",
          [](std::vector<int64_t> shape, PyType &elementType, PyAttribute &attribute) {
            return Components{elementType, std::move(shape), attribute};
          },
          "shape"_a, "element_type"_a, "attribute"_a)
      .def_prop_ro(
          "element_type", [](Components &self) { return self.elementType.maybeDownCast(); }, "The type of an element.")
      .def_prop_ro("has_rank", [](Components &self) { return self.shape.has_value(); })
      .def_prop_ro(
          "rank",
          [](Components &self) -> std::optional<size_t> {
            return self.shape ? std::optional<size_t>(self.shape->size()) : std::nullopt;
          },
          "The number of dimensions, or None.")
      .def_prop_ro("shape", [](Components &self) { return self.shape; }, "The sizes as a list, or None.");
}
} // namespace

std::optional<std::vector<MlirType>> inferResultTypes(PyMlirContextRef &context, std::string_view operationName,
                                                      MlirLocation location, llvm::ArrayRef<MlirValue> operands,
                                                      llvm::ArrayRef<MlirNamedAttribute> attributes,
                                                      llvm::ArrayRef<MlirRegion> regions) {
  if (!mlirOperationImplementsInterfaceStatic(toRef(operationName), context->get(), mlirInferTypeOpInterfaceTypeID()))
    return std::nullopt;
  if (auto wrong = wrongOperandCount(context->get(), operationName, operands.size()))
    throw MLIRError("Operation creation failed: " + *wrong);
  MlirAttribute dictionary = mlirDictionaryAttrGet(context->get(), attributes.size(), attributes.data());
  std::vector<MlirType> types;
  Diagnosed diagnosed(context);
  MadeProperties properties(OperationName(llvm::StringRef(operationName), unwrap(context->get())), unwrap(dictionary),
                            unwrap(location));
  if (!properties.valid || mlirLogicalResultIsFailure(mlirInferTypeOpInterfaceInferReturnTypes(
                               toRef(operationName), context->get(), location, operands.size(),
                               const_cast<MlirValue *>(operands.data()), dictionary, properties.get().as<void *>(),
                               regions.size(), const_cast<MlirRegion *>(regions.data()), collectTypes, &types)))
    diagnosed.fail("Operation creation failed");
  return types;
}

void populateInterfaces(nb::module_ &m) {
  bindComponents(m);
  bindInterface<PyInferShapedTypeOpInterface>(m, "InferShapedTypeOpInterface")
      .def("inferReturnTypeComponents", &PyInferShapedTypeOpInterface::infer, "operands"_a = nb::none(),
           "attributes"_a = nb::none(), "regions"_a = nb::none(), "properties"_a = nb::none(), "context"_a = nb::none(),
           "loc"_a = nb::none(),
           "The element types and shapes of the results of such an operation; raises ValueError with the reason.");
  bindInterface<PyInferTypeOpInterface>(m, "InferTypeOpInterface")
      .def("inferReturnTypes", &PyInferTypeOpInterface::infer, "operands"_a = nb::none(), "attributes"_a = nb::none(),
           "properties"_a = nb::none(), "regions"_a = nb::none(), "context"_a = nb::none(), "loc"_a = nb::none(),
           "The types of the results of such an operation; raises ValueError with the reason.");
}

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir
