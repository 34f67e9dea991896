// Creating operations: from a name, or from what a generated class says about its operands and results.
#include "../interfaces/OpInterface.h"
#include "LiveOperations.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir/CAPI/IR.h"
#include "mlir/IR/Operation.h"

namespace nb = nanobind;

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

namespace {
/// Puts a new operation where `ip` says: False nowhere, None at the current insertion point if there is one.
void insertAt(PyOperation &operation, const nb::object &ip) {
  if (nb::isinstance<nb::bool_>(ip) && !nb::cast<bool>(ip))
    return;
  PyInsertionPoint *point =
      ip.is_none() ? PyThreadContextEntry::getDefaultInsertionPoint() : nb::cast<PyInsertionPoint *>(ip);
  if (point)
    point->insert(operation);
}

/// Attributes of a new operation, with the storage that they point into.
struct NamedAttributes {
  void add(PyMlirContext &context, std::string_view name, MlirAttribute value) {
    list.push_back(mlirNamedAttributeGet(mlirIdentifierGet(context.get(), toRef(name)), value));
  }
  std::vector<MlirNamedAttribute> list;
};

/// New regions, freed unless they are handed over.
struct OwnedRegions {
  explicit OwnedRegions(int count) : regions(count) {
    for (MlirRegion &region : regions)
      region = mlirRegionCreate();
  }
  ~OwnedRegions() {
    for (MlirRegion region : regions)
      mlirRegionDestroy(region);
  }
  OwnedRegions(const OwnedRegions &) = delete;
  std::vector<MlirRegion> release() { return std::exchange(regions, {}); }
  std::vector<MlirRegion> regions;
};

std::string joined(std::string_view operation, const llvm::Twine &problem) {
  return ("'" + llvm::Twine(llvm::StringRef(operation)) + "': " + problem).str();
}
[[noreturn]] void raiseValue(std::string_view operation, const llvm::Twine &problem) {
  throw nb::value_error(joined(operation, problem).c_str());
}
[[noreturn]] void raiseType(std::string_view operation, const llvm::Twine &problem) {
  throw nb::type_error(joined(operation, problem).c_str());
}
} // namespace

nb::object PyOperation::create(std::string_view name, std::optional<std::vector<PyType *>> results,
                               llvm::ArrayRef<MlirValue> operands, std::optional<nb::dict> attributes,
                               std::optional<std::vector<PyBlock *>> successors, int regions, PyLocation &location,
                               const nb::object &ip, bool inferType) {
  if (regions < 0)
    raiseValue(name, "the number of regions must not be negative");
  PyMlirContextRef context = location.getContext();
  // An empty name is no name at all, and a null character would end it.
  if (name.empty() || name.find('\0') != std::string_view::npos)
    raiseValue(name.substr(0, name.find('\0')), "this cannot be the name of an operation");

  std::vector<MlirType> resultTypes;
  if (results)
    for (PyType *type : *results) {
      if (!type)
        raiseValue(name, "a result type must not be None");
      requireIn(context.get(), *type, "a result type");
      resultTypes.push_back(type->get());
    }
  for (MlirValue operand : operands)
    if (unwrap(operand).getContext() != unwrap(context->get()))
      raiseValue(name, "an operand belongs to another context");

  NamedAttributes named;
  if (attributes)
    for (auto [key, value] : *attributes) {
      Py_ssize_t length = 0;
      const char *characters = nb::isinstance<nb::str>(key) ? PyUnicode_AsUTF8AndSize(key.ptr(), &length) : nullptr;
      if (!characters)
        raiseType(name, "attribute names must be strings");
      std::string_view keyText(characters, length);
      PyAttribute *attribute = nullptr;
      if (!nb::try_cast(value, attribute) || !attribute)
        raiseType(name, "attribute '" + llvm::Twine(llvm::StringRef(keyText)) + "' must be an Attribute, not " +
                            nb::cast<std::string>(nb::handle(value.type()).attr("__name__")));
      requireIn(context.get(), *attribute, "an attribute");
      named.add(*context.get(), keyText, *attribute);
    }

  std::vector<MlirBlock> successorBlocks;
  if (successors)
    for (PyBlock *block : *successors) {
      if (!block)
        raiseValue(name, "a successor must not be None");
      checkBlock(*block);
      requireIn(context.get(), *block->getParentOperation().get(), "a successor");
      successorBlocks.push_back(block->get());
    }

  OwnedRegions owned(regions);
  if (inferType)
    if (auto inferred = inferResultTypes(context, name, location, operands, named.list, owned.regions)) {
      resultTypes = std::move(*inferred);
      inferType = false;
    }
  MlirOperationState state = mlirOperationStateGet(toRef(name), location);
  mlirOperationStateAddOperands(&state, operands.size(), operands.data());
  mlirOperationStateAddResults(&state, resultTypes.size(), resultTypes.data());
  mlirOperationStateAddAttributes(&state, named.list.size(), named.list.data());
  mlirOperationStateAddSuccessors(&state, successorBlocks.size(), successorBlocks.data());
  std::vector<MlirRegion> handedOver = owned.release();
  mlirOperationStateAddOwnedRegions(&state, handedOver.size(), handedOver.data());
  state.enableResultTypeInference = inferType;

  MlirOperation operation;
  if (inferType) {
    // Nothing else in creating an operation reports a diagnostic.
    Diagnosed diagnosed(context);
    operation = diagnosed.require(mlirOperationCreate(&state), "Operation creation failed");
  } else {
    operation = mlirOperationCreate(&state);
  }
  // Asked afterwards, for creating has looked the name up already.
  if (!unwrap(operation)->isRegistered() && !mlirContextGetAllowUnregisteredDialects(context->get())) {
    mlirOperationDestroy(operation);
    throw MLIRError(joined(name, "no such operation is registered in this context (set "
                                 "allow_unregistered_dialects to create it all the same)"));
  }
  PyOperationRef created = createDetached(context, operation);
  insertAt(*created.get(), ip);
  return created.releaseObject();
}

nb::object PyOperation::clone(const nb::object &ip) {
  MlirOperation copy = mlirOperationClone(get());
  PyOperationRef created = createDetached(getContext(), copy);
  insertAt(*created.get(), ip);
  return created->createOpView();
}

PyOpView::PyOpView(const nb::object &operationObject)
    // Casting to the base and asking it accepts views as well as operations.
    : operation(nb::cast<PyOperationBase &>(operationObject).getOperation()),
      operationObject(operation.getRef().releaseObject()) {}

nb::object PyOpView::constructDerived(const nb::object &cls, const nb::object &operation) {
  nb::object view = nb::inst_alloc(cls);
  new (nb::inst_ptr<PyOpView>(view)) PyOpView(operation);
  nb::inst_mark_ready(view);
  return view;
}

namespace {
/// What a segment's code in `_ODS_OPERAND_SEGMENTS` and `_ODS_RESULT_SEGMENTS` means.
enum SegmentCode : int { kVariadic = -1, kOptional = 0, kRequired = 1 };

/// Splits `entries` into the segments that `codes` describe; calls `add` with each element, returns the sizes.
template <typename Add>
std::vector<int32_t> addSegments(std::string_view name, const char *what, const std::vector<int> &codes,
                                 const nb::list &entries, Add add) {
  if (codes.size() != nb::len(entries))
    raiseValue(name, llvm::Twine("expected ") + llvm::Twine(codes.size()) + " " + what + " segments, got " +
                         llvm::Twine(nb::len(entries)));
  std::vector<int32_t> sizes;
  for (auto [index, code] : llvm::enumerate(codes)) {
    nb::handle entry = entries[index];
    int32_t size = 0;
    if (code == kVariadic) {
      if (!entry.is_none())
        for (nb::handle element : nb::iter(entry)) {
          add(element, index);
          ++size;
        }
    } else if (!entry.is_none()) {
      add(entry, index);
      size = 1;
    } else if (code == kRequired) {
      raiseValue(name, llvm::Twine(what) + " #" + llvm::Twine(index) + " is required and must not be None");
    }
    sizes.push_back(size);
  }
  return sizes;
}

nb::object denseI32Array(PyMlirContextRef context, const std::vector<int32_t> &values) {
  return nb::cast(PyAttribute(context, mlirDenseI32ArrayGet(context->get(), values.size(), values.data())));
}
} // namespace

nb::object PyOpView::buildGeneric(std::string_view name, std::tuple<int, bool> opRegionSpec,
                                  nb::object operandSegmentSpecObj, nb::object resultSegmentSpecObj,
                                  std::optional<nb::list> resultTypeList, nb::list operandList,
                                  std::optional<nb::dict> attributes, std::optional<std::vector<PyBlock *>> successors,
                                  std::optional<int> regions, PyLocation &location, const nb::object &maybeIp) {
  auto [minRegions, noVariadicRegions] = opRegionSpec;
  int regionCount = regions.value_or(minRegions);
  if (regionCount < minRegions || (noVariadicRegions && regionCount > minRegions))
    raiseValue(name, "expected " + llvm::Twine(noVariadicRegions ? "" : "at least ") + llvm::Twine(minRegions) +
                         " regions, got " + llvm::Twine(regionCount));

  // The caller's dictionary stays as it is.
  nb::dict allAttributes;
  if (attributes)
    allAttributes.update(*attributes);

  std::vector<MlirValue> operands;
  auto addOperand = [&](nb::handle entry, size_t index) {
    try {
      operands.push_back(toValue(entry));
    } catch (nb::builtin_exception &error) {
      raiseType(name, "operand #" + llvm::Twine(index) + ": " + error.what());
    }
  };
  if (operandSegmentSpecObj.is_none()) {
    for (auto [index, entry] : llvm::enumerate(operandList))
      addOperand(entry, index);
  } else {
    auto codes = nb::cast<std::vector<int>>(operandSegmentSpecObj);
    allAttributes["operandSegmentSizes"] =
        denseI32Array(location.getContext(), addSegments(name, "operand", codes, operandList, addOperand));
  }

  std::optional<std::vector<PyType *>> resultTypes;
  if (resultTypeList) {
    resultTypes.emplace();
    auto addResult = [&](nb::handle entry, size_t index) {
      PyType *type = nullptr;
      if (!nb::try_cast(entry, type) || !type)
        raiseType(name, "result #" + llvm::Twine(index) + " must be a Type, not " +
                            nb::cast<std::string>(entry.type().attr("__name__")));
      resultTypes->push_back(type);
    };
    if (resultSegmentSpecObj.is_none()) {
      for (auto [index, entry] : llvm::enumerate(*resultTypeList))
        addResult(entry, index);
    } else {
      auto codes = nb::cast<std::vector<int>>(resultSegmentSpecObj);
      allAttributes["resultSegmentSizes"] =
          denseI32Array(location.getContext(), addSegments(name, "result", codes, *resultTypeList, addResult));
    }
  }
  return PyOperation::create(name, std::move(resultTypes), operands, std::move(allAttributes), std::move(successors),
                             regionCount, location, maybeIp,
                             /*inferType=*/!resultTypeList);
}

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir
