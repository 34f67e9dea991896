// ttmlir.rewrite: sets of patterns written in Python, and frozen sets.
#include "Rewrite.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

namespace {
/// A pattern that calls `callable(op, rewriter)`; its MLIR pattern owns it.
struct PythonPattern {
  SharedCallable callable;
  std::string description;

  MlirLogicalResult call(MlirOperation operation, PatternRewriter &rewriter) {
    CallOutcome outcome = callPattern(rewriter, description, unwrap(operation), [&](nb::object handle) {
      PyMlirContextRef context = PyMlirContext::forContext(mlirOperationGetContext(operation));
      return callable.get()(PyOperation::forOperation(context, operation)->createOpView(), handle);
    });
    // A driver goes on with an operation that did not match, which must not be gone.
    return wrap(success(outcome.matched || outcome.removed));
  }
};

MlirRewritePattern makePattern(llvm::StringRef root, unsigned benefit, MlirContext context, nb::callable callable) {
  nb::object name = nb::getattr(callable, "__name__", nb::handle(callable.type()).attr("__name__"));
  std::string description = "the pattern '" + nb::cast<std::string>(nb::str(name)) + "'";
  MlirRewritePatternCallbacks callbacks{};
  callbacks.destruct = [](void *data) { delete static_cast<PythonPattern *>(data); };
  callbacks.matchAndRewrite = [](MlirRewritePattern, MlirOperation operation, MlirPatternRewriter rewriter,
                                 void *data) {
    return static_cast<PythonPattern *>(data)->call(operation, *unwrap(rewriter));
  };
  return mlirOpRewritePatternCreate(toRef(root), benefit, context, callbacks,
                                    new PythonPattern{SharedCallable(std::move(callable)), description}, 0, nullptr);
}

/// Which frozen set an object owns: one that came in a capsule must not get a second owner.
llvm::DenseMap<void *, PyFrozenRewritePatternSet *> &frozenOwners() {
  static auto *map = new llvm::DenseMap<void *, PyFrozenRewritePatternSet *>;
  return *map;
}

/// The patterns of a set, until it is frozen.
class PyRewritePatternSet {
public:
  explicit PyRewritePatternSet(PyMlirContextRef context)
      : context(std::move(context)), patterns(std::in_place, unwrap(this->context->get())) {}

  void add(nb::handle root, nb::callable callable, unsigned benefit) {
    std::string name = nameOfRoot(root);
    // The greatest number stands for a pattern that never matches.
    if (benefit >= 65535)
      throw nb::value_error("the benefit must be between 0 and 65534");
    mlirRewritePatternSetAdd(wrap(&get()), makePattern(name, benefit, context->get(), std::move(callable)));
  }

  nb::object freeze() {
    RewritePatternSet set(std::move(get()));
    patterns.reset();
    return PyFrozenRewritePatternSet::make(context, std::move(set));
  }

private:
  RewritePatternSet &get() {
    if (!patterns)
      throw std::runtime_error("the pattern set was frozen: it holds no patterns any more");
    return *patterns;
  }

  static std::string nameOfRoot(nb::handle root) {
    std::string name;
    nb::object given = root.is_type() ? nb::getattr(root, "OPERATION_NAME", nb::none()) : nb::borrow(root);
    if (!nb::try_cast(given, name))
      throw nb::type_error(
          ("the root must be an OpView class or an operation's name, not " + nb::cast<std::string>(nb::repr(root)))
              .c_str());
    if (name.empty())
      throw nb::value_error("the root's name must not be empty");
    return name;
  }

  PyMlirContextRef context;
  std::optional<RewritePatternSet> patterns;
};
} // namespace

PyFrozenRewritePatternSet::PyFrozenRewritePatternSet(std::optional<PyMlirContextRef> context,
                                                     MlirFrozenRewritePatternSet set)
    : context(std::move(context)), set(set) {
  frozenOwners()[set.ptr] = this;
}

PyFrozenRewritePatternSet::~PyFrozenRewritePatternSet() {
  frozenOwners().erase(set.ptr);
  mlirFrozenRewritePatternSetDestroy(set);
}

FrozenRewritePatternSet &PyFrozenRewritePatternSet::get(PyMlirContextRef &user) {
  if (context && context->get() != user.get())
    throw nb::value_error("the operation and the patterns belong to different contexts");
  return *unwrap(set);
}

nb::object PyFrozenRewritePatternSet::getCapsule() {
  return nb::steal<nb::object>(mlirPythonFrozenRewritePatternSetToCapsule(set));
}

nb::object PyFrozenRewritePatternSet::createFromCapsule(const nb::object &capsule) {
  MlirFrozenRewritePatternSet set = mlirPythonCapsuleToFrozenRewritePatternSet(capsule.ptr());
  if (!set.ptr)
    throw nb::python_error();
  if (PyFrozenRewritePatternSet *owner = frozenOwners().lookup(set.ptr))
    return nb::find(owner);
  return nb::cast(new PyFrozenRewritePatternSet(std::nullopt, set), nb::rv_policy::take_ownership);
}

nb::object PyFrozenRewritePatternSet::make(PyMlirContextRef context, RewritePatternSet &&patterns) {
  auto *frozen = new FrozenRewritePatternSet(std::move(patterns));
  return nb::cast(new PyFrozenRewritePatternSet(std::move(context), wrap(frozen)), nb::rv_policy::take_ownership);
}

namespace {
constexpr const char *kAddDoc = R"(Adds a pattern.

Args:
    root: the operations it may match: a class as `arith.AddIOp`, or a name as "arith.addi".
    fn: called as `fn(op, rewriter)` with an operation (as its class, if there is one) and a PatternRewriter. It changes
        the IR through the rewriter and returns None, or returns a true value if the operation does not match; then it
        must not have erased or replaced anything.
    benefit: 0 to 65534; patterns of greater benefit are tried first.

What `fn` raises ends the rewriting and is raised by the function that applies the patterns.)";
} // namespace

void bindPatternSets(nb::module_ &m) {
  nb::class_<PyFrozenRewritePatternSet>(m, "FrozenRewritePatternSet")
      .def_prop_ro(MLIR_PYTHON_CAPI_PTR_ATTR, &PyFrozenRewritePatternSet::getCapsule)
      .def_static(MLIR_PYTHON_CAPI_FACTORY_ATTR, &PyFrozenRewritePatternSet::createFromCapsule,
                  "Takes over the patterns in a capsule, unless an object owns them: then that one.");
  nb::class_<PyRewritePatternSet>(m, "RewritePatternSet")
      .def(
          "__init__",
          [](PyRewritePatternSet *self, DefaultingPyMlirContext context) {
            new (self) PyRewritePatternSet(context->getRef());
          },
          "context"_a = nb::none())
      .def("add", &PyRewritePatternSet::add, "root"_a, "fn"_a, "benefit"_a = 1, kAddDoc)
      .def("freeze", &PyRewritePatternSet::freeze,
           "Hands the patterns over to a FrozenRewritePatternSet, which can be applied many times.");
}

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir
