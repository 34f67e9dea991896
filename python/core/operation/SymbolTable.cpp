// Symbol tables.
#include "Ongoing.h"

#include "mlir/CAPI/IR.h"
#include "mlir/IR/SymbolTable.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

PySymbolTable::PySymbolTable(PyOperationBase &operation) : operation(operation.getOperation().getRef()) {
  MlirOperation table = operation.getOperation();
  if (!unwrap(table)->hasTrait<OpTrait::SymbolTable>())
    throw nb::type_error("Operation is not a Symbol Table.");
  requireBody(table);
  symbolTable = mlirSymbolTableCreate(table);
}

namespace {
/// The symbol of that name, or null. The table does not learn of symbols that are erased or moved without it.
MlirOperation lookUp(PyOperationRef &table, MlirSymbolTable symbols, const std::string &name) {
  table->checkValid();
  MlirOperation symbol = mlirSymbolTableLookup(symbols, toMlirStringRef(name));
  if (mlirOperationIsNull(symbol) || !LiveOperations::isChanged(table->get()))
    return symbol;
  for (Region &region : unwrap(table->get())->getRegions())
    for (Block &block : region)
      for (Operation &inner : block)
        if (&inner == unwrap(symbol))
          return symbol;
  return {nullptr};
}
} // namespace

nb::object PySymbolTable::dunderGetItem(const std::string &name) {
  operation->checkValid();
  MlirOperation symbol = lookUp(operation, symbolTable, name);
  if (mlirOperationIsNull(symbol))
    throw nb::key_error(("Symbol '" + name + "' not in the symbol table.").c_str());
  return PyOperation::forOperation(operation->getContext(), symbol, operation.getObject())->createOpView();
}

void PySymbolTable::erase(PyOperationBase &symbol) {
  operation->checkValid();
  PyOperation &erased = symbol.getOperation();
  MlirOperation raw = erased.get();
  if (!mlirOperationEqual(mlirOperationGetParentOperation(raw), operation->get()))
    throw nb::value_error("the symbol is not in this symbol table");
  Ongoing::checkMayRemove(unwrap(raw));
  Ongoing::noteRemoval(unwrap(raw));
  LiveOperations::invalidateInside(raw);
  LiveOperations::aboutToDestroy(raw);
  LiveOperations::remove(raw);
  erased.setInvalid();
  severUses(raw);
  // Taken out first, so that a rewrite that is going on hears of the erasure.
  unwrap(symbolTable)->remove(unwrap(raw));
  Ongoing::destroy(raw);
}

void PySymbolTable::dunderDel(const std::string &name) {
  nb::object symbol = dunderGetItem(name);
  erase(nb::cast<PyOperationBase &>(symbol));
}

namespace {
void requireName(MlirOperation operation) {
  if (mlirAttributeIsNull(mlirOperationGetAttributeByName(operation, mlirSymbolTableGetSymbolAttributeName())))
    throw nb::value_error("Expected operation to have a symbol name.");
}

PyStringAttribute stringAttribute(PyOperation &operation, MlirStringRef name, const char *missing) {
  MlirAttribute attribute = mlirOperationGetAttributeByName(operation, name);
  if (mlirAttributeIsNull(attribute) || !mlirAttributeIsAString(attribute))
    throw nb::value_error(missing);
  return PyStringAttribute(operation.getContext(), attribute);
}
} // namespace

PyStringAttribute PySymbolTable::insert(PyOperationBase &symbol) {
  operation->checkValid();
  PyOperation &inserted = symbol.getOperation();
  requireName(inserted);
  MlirOperation parent = mlirOperationGetParentOperation(inserted);
  bool detached = mlirOperationIsNull(parent);
  if (!detached && !mlirOperationEqual(parent, operation->get()))
    throw nb::value_error("the symbol is in another operation already");
  requireBody(operation->get());
  requireInsertable(inserted, *operation.get());
  PyStringAttribute name(inserted.getContext(), mlirSymbolTableInsert(symbolTable, inserted));
  if (detached)
    inserted.setAttached(operation.getObject());
  return name;
}

PyStringAttribute PySymbolTable::getSymbolName(PyOperationBase &symbol) {
  return stringAttribute(symbol.getOperation(), mlirSymbolTableGetSymbolAttributeName(),
                         "Expected operation to have a symbol name.");
}

void PySymbolTable::setSymbolName(PyOperationBase &symbol, const std::string &name) {
  PyOperation &operation = symbol.getOperation();
  requireName(operation);
  mlirOperationSetAttributeByName(operation, mlirSymbolTableGetSymbolAttributeName(),
                                  mlirStringAttrGet(operation.getContext()->get(), toMlirStringRef(name)));
}

PyStringAttribute PySymbolTable::getVisibility(PyOperationBase &symbol) {
  return stringAttribute(symbol.getOperation(), mlirSymbolTableGetVisibilityAttributeName(),
                         "Expected operation to have a symbol visibility.");
}

void PySymbolTable::setVisibility(PyOperationBase &symbol, const std::string &visibility) {
  if (visibility != "public" && visibility != "private" && visibility != "nested")
    throw nb::value_error("Expected visibility to be 'public', 'private' or 'nested'");
  PyOperation &operation = symbol.getOperation();
  requireName(operation);
  mlirOperationSetAttributeByName(operation, mlirSymbolTableGetVisibilityAttributeName(),
                                  mlirStringAttrGet(operation.getContext()->get(), toMlirStringRef(visibility)));
}

void PySymbolTable::replaceAllSymbolUses(const std::string &oldSymbol, const std::string &newSymbol,
                                         PyOperationBase &from) {
  if (mlirLogicalResultIsFailure(mlirSymbolTableReplaceAllSymbolUses(toMlirStringRef(oldSymbol),
                                                                     toMlirStringRef(newSymbol), from.getOperation())))
    throw nb::value_error("Symbol rename failed");
}

void PySymbolTable::walkSymbolTables(PyOperationBase &from, bool allSymUsesVisible, nb::object callback) {
  // Listed first: a Python exception must not pass through MLIR.
  std::vector<std::pair<MlirOperation, bool>> tables;
  mlirSymbolTableWalkSymbolTables(
      from.getOperation(), allSymUsesVisible,
      [](MlirOperation operation, bool isVisible, void *into) {
        static_cast<std::vector<std::pair<MlirOperation, bool>> *>(into)->emplace_back(operation, isVisible);
      },
      &tables);
  PyMlirContextRef context = from.getOperation().getContext();
  std::vector<std::pair<PyOperationRef, bool>> wrapped;
  for (auto [operation, isVisible] : tables)
    wrapped.emplace_back(PyOperation::forOperation(context, operation), isVisible);
  for (auto &[operation, isVisible] : wrapped)
    callback(operation.getObject(), isVisible);
}

namespace {
bool contains(PySymbolTable &table, const std::string &name) {
  try {
    table.dunderGetItem(name);
    return true;
  } catch (nb::builtin_exception &error) {
    if (error.type() == nb::exception_type::key_error)
      return false;
    throw;
  }
}
} // namespace

void populateSymbolTable(nb::module_ &m) {
  nb::class_<PySymbolTable>(m, "SymbolTable")
      .def(nb::init<PyOperationBase &>(), "operation"_a)
      .def("__getitem__", &PySymbolTable::dunderGetItem)
      .def("__delitem__", &PySymbolTable::dunderDel)
      .def("__contains__", &contains, "name"_a)
      .def("insert", &PySymbolTable::insert, "operation"_a)
      .def("erase", &PySymbolTable::erase, "operation"_a)
      .def_static("set_symbol_name", &PySymbolTable::setSymbolName, "symbol"_a, "name"_a)
      .def_static("get_symbol_name", &PySymbolTable::getSymbolName, "symbol"_a)
      .def_static("get_visibility", &PySymbolTable::getVisibility, "symbol"_a)
      .def_static("set_visibility", &PySymbolTable::setVisibility, "symbol"_a, "visibility"_a)
      .def_static("replace_all_symbol_uses", &PySymbolTable::replaceAllSymbolUses, "old_symbol"_a, "new_symbol"_a,
                  "from_op"_a)
      .def_static("walk_symbol_tables", &PySymbolTable::walkSymbolTables, "from_op"_a, "all_sym_uses_visible"_a,
                  "callback"_a);
}

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir
