// ttmlir.rewrite.PDLModule: patterns from a module of the dialect pdl, with native functions written in Python.
//
// MLIR ends the process, or reads past its tables, where a PDL program cannot be lowered, names a native function that
// nobody registered, or gets other results from one than the program says. All of that is checked here.
#include "Rewrite.h"

#include "mlir/Conversion/PDLToPDLInterp/PDLToPDLInterp.h"
#include "mlir/Dialect/PDL/IR/PDL.h"
#include "mlir/Dialect/PDL/IR/PDLOps.h"
#include "mlir/Dialect/PDL/IR/PDLTypes.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/PassManager.h"

#include "llvm/ADT/ScopeExit.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

namespace {
using Kind = PDLValue::Kind;

const char *nameOf(Kind kind) {
  switch (kind) {
  case Kind::Attribute:
    return "an Attribute";
  case Kind::Operation:
    return "an Operation";
  case Kind::Type:
    return "a Type";
  case Kind::TypeRange:
    return "a sequence of Types";
  case Kind::Value:
    return "a Value";
  case Kind::ValueRange:
    return "a sequence of Values";
  }
  llvm_unreachable("all kinds are listed");
}

Kind kindOf(Type type) {
  if (auto range = dyn_cast<pdl::RangeType>(type))
    return isa<pdl::TypeType>(range.getElementType()) ? Kind::TypeRange : Kind::ValueRange;
  if (isa<pdl::AttributeType>(type))
    return Kind::Attribute;
  if (isa<pdl::OperationType>(type))
    return Kind::Operation;
  return isa<pdl::TypeType>(type) ? Kind::Type : Kind::Value;
}

nb::object wrapType(PyMlirContextRef &context, Type type) { return PyType(context, wrap(type)).maybeDownCast(); }

nb::object wrapValue(PyMlirContextRef &context, Value value) {
  Operation *owner = value.getDefiningOp();
  if (!owner)
    owner = cast<BlockArgument>(value).getOwner()->getParentOp();
  return PyValue(PyOperation::forOperation(context, wrap(owner)), wrap(value)).maybeDownCast();
}

/// What a native function gets for a value of the PDL program; a null one (left out in the match) is None.
nb::object wrapArgument(PyMlirContextRef &context, const PDLValue &value) {
  if (!value)
    return nb::none();
  nb::list elements;
  switch (value.getKind()) {
  case Kind::Attribute:
    return PyAttribute(context, wrap(value.cast<Attribute>())).maybeDownCast();
  case Kind::Operation:
    return PyOperation::forOperation(context, wrap(value.cast<Operation *>())).releaseObject();
  case Kind::Type:
    return wrapType(context, value.cast<Type>());
  case Kind::Value:
    return wrapValue(context, value.cast<Value>());
  case Kind::TypeRange:
    for (Type element : value.cast<TypeRange>())
      elements.append(wrapType(context, element));
    return elements;
  case Kind::ValueRange:
    for (Value element : value.cast<ValueRange>())
      elements.append(wrapValue(context, element));
    return elements;
  }
  llvm_unreachable("all kinds are listed");
}

/// The results that a native function makes; handed to MLIR once it has returned and they are what is expected.
class PyPDLResultList {
public:
  void append(nb::object result) {
    if (ended)
      throw std::runtime_error("a PDLResultList can be used only while the native function that it was given to runs");
    results.push_back(std::move(result));
  }
  void end() { ended = true; }

  /// Appends everything to `list`; raises TypeError if it is not what `expected` says.
  void handOver(PDLResultList &list, llvm::ArrayRef<Kind> expected) {
    if (results.size() != expected.size())
      throw nb::type_error(
          ("expected " + llvm::Twine(expected.size()) + " results, got " + llvm::Twine(results.size())).str().c_str());
    for (auto [index, result, kind] : llvm::enumerate(results, expected))
      if (!handOver(list, result, kind))
        throw nb::type_error(("result #" + llvm::Twine(index) + " must be " + nameOf(kind) + ", not " +
                              nb::cast<std::string>(nb::handle(result.type()).attr("__name__")))
                                 .str()
                                 .c_str());
  }

private:
  static bool handOver(PDLResultList &list, nb::handle result, Kind kind) {
    PyAttribute *attribute = nullptr;
    PyOperationBase *operation = nullptr;
    switch (kind) {
    case Kind::Attribute:
      if (!nb::try_cast(result, attribute) || !attribute)
        return false;
      list.push_back(unwrap(attribute->get()));
      return true;
    case Kind::Operation:
      if (!nb::try_cast(result, operation) || !operation)
        return false;
      list.push_back(unwrap(operation->getOperation().get()));
      return true;
    case Kind::Type: {
      Type type = typeOf(result);
      if (type)
        list.push_back(type);
      return static_cast<bool>(type);
    }
    case Kind::Value: {
      Value value = valueOf(result);
      if (value)
        list.push_back(value);
      return static_cast<bool>(value);
    }
    case Kind::TypeRange:
      return handOverRange<TypeRange, Type>(list, result, typeOf);
    case Kind::ValueRange:
      return handOverRange<ValueRange, Value>(list, result, valueOf);
    }
    llvm_unreachable("all kinds are listed");
  }

  template <typename Range, typename Element>
  static bool handOverRange(PDLResultList &list, nb::handle result, Element (*convert)(nb::handle)) {
    nb::sequence sequence;
    if (!nb::try_cast(result, sequence))
      return false;
    SmallVector<Element> elements;
    for (nb::handle each : sequence)
      if (!elements.emplace_back(convert(each)))
        return false;
    list.push_back(Range(elements));
    return true;
  }

  static Type typeOf(nb::handle object) {
    PyType *type = nullptr;
    return nb::try_cast(object, type) && type ? unwrap(type->get()) : Type();
  }
  static Value valueOf(nb::handle object) {
    PyValue *value = nullptr;
    if (!nb::try_cast(object, value) || !value)
      return Value();
    value->checkValid();
    return unwrap(value->get());
  }

  std::vector<nb::object> results;
  bool ended = false;
};

/// An operation that the arguments of a native function have to do with, for messages.
Operation *operationIn(llvm::ArrayRef<PDLValue> values) {
  for (const PDLValue &value : values) {
    if (!value)
      continue;
    if (value.getKind() == Kind::Operation)
      return value.cast<Operation *>();
    if (value.getKind() == Kind::Value)
      if (Operation *owner = value.cast<Value>().getDefiningOp())
        return owner;
  }
  return nullptr;
}

/// A native function and what the PDL program expects of it.
struct NativeFunction {
  bool isConstraint;
  std::string description;
  SharedCallable callable;
  SmallVector<Kind> results;

  LogicalResult operator()(PatternRewriter &rewriter, PDLResultList &list, llvm::ArrayRef<PDLValue> values) const {
    // While it matches, a rewriter still points to where the rewrite before went on.
    if (isConstraint)
      rewriter.clearInsertionPoint();
    CallOutcome outcome = callPattern(rewriter, description, operationIn(values), [&](nb::object handle) {
      PyMlirContextRef context = PyMlirContext::forContext(wrap(rewriter.getContext()));
      nb::list arguments;
      for (const PDLValue &value : values)
        arguments.append(wrapArgument(context, value));
      auto *made = new PyPDLResultList;
      nb::object madeObject = nb::cast(made, nb::rv_policy::take_ownership);
      llvm::scope_exit end([&] { made->end(); });
      Ongoing *ongoing = Ongoing::innermost();
      size_t removedBefore = ongoing ? ongoing->removed : 0;
      nb::object answer = callable.get()(handle, madeObject, arguments);
      if (isConstraint && ongoing && ongoing->removed != removedBefore)
        throw std::runtime_error(description +
                                 " erased or replaced an operation: a constraint must not change anything");
      int failed = PyObject_IsTrue(answer.ptr());
      if (failed < 0)
        throw nb::python_error();
      if (failed && !isConstraint)
        throw std::runtime_error(description + " returned a true value, for failure: a rewrite that has begun cannot "
                                               "fail; test in a constraint what it needs, or raise an exception");
      if (!failed)
        made->handOver(list, results);
      return answer;
    });
    if (isConstraint && !outcome.removed)
      return success(outcome.matched);
    if (!outcome.matched || isConstraint)
      throw DriverLeft(description + " failed");
    return success();
  }
};

/// How PDL names a native function that a rewrite or a constraint applies.
struct NativeUse {
  llvm::StringRef name;
  bool isConstraint = false;
  SmallVector<Kind> results;
};

std::optional<NativeUse> nativeUse(Operation *operation) {
  NativeUse use;
  if (auto constraint = dyn_cast<pdl::ApplyNativeConstraintOp>(operation)) {
    use.name = constraint.getName();
    use.isConstraint = true;
  } else if (auto rewrite = dyn_cast<pdl::ApplyNativeRewriteOp>(operation)) {
    use.name = rewrite.getName();
  } else if (auto rewrite = dyn_cast<pdl::RewriteOp>(operation); rewrite && rewrite.getName()) {
    use.name = *rewrite.getName();
  } else {
    return std::nullopt;
  }
  if (!isa<pdl::RewriteOp>(operation))
    for (Type type : operation->getResultTypes())
      use.results.push_back(kindOf(type));
  return use;
}

/// A copy of a PDL module, and the functions registered for it.
class PyPDLModule {
public:
  PyPDLModule(PyMlirContextRef context, Operation *source) : context(std::move(context)) {
    auto given = dyn_cast<ModuleOp>(source);
    if (!given)
      throw nb::value_error("expected a builtin.module with the patterns");
    Diagnosed diagnosed(this->context);
    if (!mlirOperationVerify(wrap(source)))
      diagnosed.fail("the PDL module does not verify");
    given.walk([](Operation *operation) {
      if (operation->getName().getDialectNamespace() == "pdl_interp")
        throw nb::value_error("expected patterns of the dialect pdl, not of pdl_interp, which they are lowered to");
    });
    module = given.clone();
  }

  void registerFunction(bool isConstraint, const std::string &name, nb::callable callable) {
    functions(isConstraint).insert_or_assign(name, SharedCallable(std::move(callable)));
  }

  nb::object freeze() {
    // MLIR looks for what the patterns were lowered to, without asking whether there were any.
    if (module->getOps<pdl::PatternOp>().empty())
      return PyFrozenRewritePatternSet::make(context, RewritePatternSet(module->getContext()));
    PDLPatternModule patterns(OwningOpRef<ModuleOp>(module->clone()));
    registerUsed(patterns);
    checkLowering();
    return PyFrozenRewritePatternSet::make(context, RewritePatternSet(std::move(patterns)));
  }

private:
  using Functions = std::map<std::string, SharedCallable, std::less<>>;
  Functions &functions(bool isConstraint) { return isConstraint ? constraints : rewrites; }

  /// Registers the functions that the program uses; raises ValueError if one is missing.
  void registerUsed(PDLPatternModule &patterns) {
    std::map<std::pair<bool, std::string>, SmallVector<Kind>> known;
    module->walk([&](Operation *operation) {
      std::optional<NativeUse> use = nativeUse(operation);
      if (!use)
        return;
      const char *what = use->isConstraint ? "constraint" : "rewrite";
      std::string quoted = "the native " + std::string(what) + " function '" + use->name.str() + "'";
      auto function = functions(use->isConstraint).find(use->name);
      if (function == functions(use->isConstraint).end())
        throw nb::value_error((quoted + " is used but not registered: call register_" + what + "_function").c_str());
      auto [position, added] = known.try_emplace({use->isConstraint, use->name.str()}, use->results);
      if (!added) {
        if (position->second != use->results)
          throw nb::value_error((quoted + " is used with different types of results").c_str());
        return;
      }
      add(patterns, *use, NativeFunction{use->isConstraint, quoted, function->second, use->results});
    });
  }

  static void add(PDLPatternModule &patterns, const NativeUse &use, NativeFunction function) {
    if (use.isConstraint)
      patterns.registerConstraintFunction(use.name, PDLConstraintFunction(std::move(function)));
    else
      patterns.registerRewriteFunction(use.name, PDLRewriteFunction(std::move(function)));
  }

  /// Raises MLIRError if the program cannot be lowered, which MLIR does again when it freezes the patterns.
  void checkLowering() {
    OwningOpRef<ModuleOp> copy = module->clone();
    DenseMap<Operation *, PDLPatternConfigSet *> configurations;
    mlir::PassManager lowering(copy->getContext(), ModuleOp::getOperationName());
    lowering.addPass(createConvertPDLToPDLInterpPass(configurations));
    Diagnosed diagnosed(context);
    if (failed(lowering.run(*copy)))
      diagnosed.fail("the PDL module cannot be lowered");
  }

  PyMlirContextRef context;
  OwningOpRef<ModuleOp> module;
  Functions constraints, rewrites;
};
} // namespace

void bindPDL(nb::module_ &m) {
  nb::class_<PyPDLResultList>(m, "PDLResultList")
      .def("append", &PyPDLResultList::append, "result"_a.none(),
           "Adds a result: an Attribute, Operation, Type or Value, or a sequence of Types or Values.");
  const char *registerDoc =
      "Registers `fn(rewriter, results, values)` for a native function of the program. `values` are what the program "
      "passes; the results that it expects are appended to `results`. A true value returned means failure.";
  nb::class_<PyPDLModule>(m, "PDLModule")
      .def(
          "__init__",
          [](PyPDLModule *self, PyModule &module) {
            new (self) PyPDLModule(module.getContext(), unwrap(mlirModuleGetOperation(module.get())));
          },
          "module"_a, "Copies the patterns of a module; raises MLIRError if it does not verify.")
      .def(
          "__init__",
          [](PyPDLModule *self, PyOperationBase &module) {
            PyOperation &operation = module.getOperation();
            new (self) PyPDLModule(operation.getContext(), unwrap(operation.get()));
          },
          "module"_a)
      .def("freeze", &PyPDLModule::freeze,
           "Makes patterns of the module. Raises ValueError if a native function is used that is not registered, and "
           "MLIRError if the module cannot be lowered.")
      .def(
          "register_rewrite_function",
          [](PyPDLModule &self, const std::string &name, nb::callable fn) {
            self.registerFunction(false, name, std::move(fn));
          },
          "name"_a, "fn"_a, registerDoc)
      .def(
          "register_constraint_function",
          [](PyPDLModule &self, const std::string &name, nb::callable fn) {
            self.registerFunction(true, name, std::move(fn));
          },
          "name"_a, "fn"_a, registerDoc);
}

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir
