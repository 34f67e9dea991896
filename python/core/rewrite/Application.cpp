// ttmlir.rewrite: applying patterns, greedily or in one walk.
#include "Rewrite.h"

#include "mlir/IR/RegionKindInterface.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "mlir/Transforms/WalkPatternRewriteDriver.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

namespace {
thread_local PatternApplication *innermostApplication = nullptr;

/// Marks the wrappers of what the driver erases, and stops it where a pattern of PDL or C++ would leave uses of what is
/// gone: MLIR's releases do not look.
class ChangeListener : public RewriterBase::Listener {
public:
  ChangeListener(PatternApplication &application, Operation *root) : application(application), root(root) {}

  void notifyOperationReplaced(Operation *operation, ValueRange values) override {
    if (operation->getNumResults() != values.size())
      leave("'" + operation->getName().getStringRef() + "' has " + llvm::Twine(operation->getNumResults()) +
            " results, but a pattern replaced it by " + llvm::Twine(values.size()) + " values");
  }
  using RewriterBase::Listener::notifyOperationReplaced;

  void notifyOperationErased(Operation *operation) override {
    nb::gil_scoped_acquire gil;
    if (!operation->use_empty() && operation->getParentRegion() && !mayBeGraphRegion(*operation->getParentRegion()))
      leave("'" + operation->getName().getStringRef() + "' was erased by a pattern, but is still used");
    LiveOperations::invalidateInside(wrap(operation));
    invalidate(operation);
  }

  /// Wrappers of blocks know their parent operation, which has to stop answering for a block that is gone.
  void notifyBlockErased(Block *block) override {
    nb::gil_scoped_acquire gil;
    Operation *parent = block->getParentOp();
    if (parent && parent != root)
      invalidate(parent);
  }

private:
  [[noreturn]] void leave(const llvm::Twine &what) {
    std::string message = what.str();
    try {
      throw std::runtime_error(message);
    } catch (std::runtime_error &) {
      application.errors.keep(message);
    }
    throw DriverLeft(message);
  }
  static void invalidate(Operation *operation) {
    PyOperation *wrapper = LiveOperations::find(wrap(operation));
    if (!wrapper)
      return;
    LiveOperations::remove(wrap(operation));
    wrapper->setInvalid();
  }
  PatternApplication &application;
  Operation *root;
};

Operation *checkedRoot(PyOperation &root) {
  Operation *operation = unwrap(root.get());
  Ongoing::checkMayStart(operation);
  return operation;
}
} // namespace

PatternApplication::PatternApplication(PyOperation &root)
    : ongoing(Ongoing::Kind::Rewrite, checkedRoot(root)), root(root.getRef()),
      changeListener(std::make_unique<ChangeListener>(*this, unwrap(root.get()))), outer(innermostApplication) {
  diagnosed.emplace(root.getContext());
  innermostApplication = this;
}

PatternApplication::~PatternApplication() { innermostApplication = outer; }

PatternApplication *PatternApplication::innermost() { return innermostApplication; }

void PatternApplication::finish(LogicalResult result) {
  ongoing.rewriter = nullptr;
  std::vector<PyDiagnostic::DiagnosticInfo> diagnostics = diagnosed->errors.take();
  errors.raise(diagnostics);
  if (failed(result))
    throw MLIRError("pattern application failed to converge", std::move(diagnostics));
}

namespace {
LogicalResult leavingOnFailure(llvm::function_ref<LogicalResult()> apply) {
  try {
    return apply();
  } catch (DriverLeft &) {
    return failure();
  }
}

void applyGreedily(PyOperation &root, PyFrozenRewritePatternSet &set, std::optional<GreedyRewriteConfig> config) {
  FrozenRewritePatternSet &patterns = set.get(root.getContext());
  PatternApplication application(root);
  GreedyRewriteConfig used = config.value_or(GreedyRewriteConfig());
  used.setListener(&application.listener());
  application.finish(leavingOnFailure([&] { return applyPatternsGreedily(unwrap(root.get()), patterns, used); }));
}

void applyInWalk(PyOperation &root, PyFrozenRewritePatternSet &set) {
  FrozenRewritePatternSet &patterns = set.get(root.getContext());
  PatternApplication application(root);
  application.finish(leavingOnFailure([&] {
    walkAndApplyPatterns(unwrap(root.get()), patterns, &application.listener());
    return success();
  }));
}

/// A property of the configuration by its getter and setter.
template <typename Get, typename Set>
void bindOption(nb::class_<GreedyRewriteConfig> &cls, const char *name, Get get, Set set, const char *doc) {
  using Value = std::decay_t<std::invoke_result_t<Get, const GreedyRewriteConfig &>>;
  cls.def_prop_rw(
      name, [get](const GreedyRewriteConfig &self) { return (self.*get)(); },
      [set](GreedyRewriteConfig &self, Value value) { (self.*set)(value); }, doc);
}

void bindConfig(nb::module_ &m) {
  nb::enum_<GreedyRewriteStrictness>(m, "GreedyRewriteStrictness")
      .value("ANY_OP", GreedyRewriteStrictness::AnyOp)
      .value("EXISTING_AND_NEW_OPS", GreedyRewriteStrictness::ExistingAndNewOps)
      .value("EXISTING_OPS", GreedyRewriteStrictness::ExistingOps);
  nb::enum_<GreedySimplifyRegionLevel>(m, "GreedySimplifyRegionLevel")
      .value("DISABLED", GreedySimplifyRegionLevel::Disabled)
      .value("NORMAL", GreedySimplifyRegionLevel::Normal)
      .value("AGGRESSIVE", GreedySimplifyRegionLevel::Aggressive);
  using Config = GreedyRewriteConfig;
  nb::class_<Config> cls(m, "GreedyRewriteConfig");
  cls.def(nb::init<>());
  bindOption(cls, "max_iterations", &Config::getMaxIterations, &Config::setMaxIterations,
             "How often the whole is gone over; -1: without limit.");
  bindOption(cls, "max_num_rewrites", &Config::getMaxNumRewrites, &Config::setMaxNumRewrites,
             "How many rewrites one of these may make; -1: without limit.");
  bindOption(cls, "use_top_down_traversal", &Config::getUseTopDownTraversal, &Config::setUseTopDownTraversal,
             "Whether operations are first visited from the top down.");
  bindOption(cls, "enable_folding", &Config::isFoldingEnabled, &Config::enableFolding,
             "Whether operations are folded besides.");
  bindOption(cls, "strictness", &Config::getStrictness, &Config::setStrictness, "Which operations are rewritten.");
  bindOption(cls, "region_simplification_level", &Config::getRegionSimplificationLevel,
             &Config::setRegionSimplificationLevel, "How far control flow is simplified besides.");
  bindOption(cls, "enable_constant_cse", &Config::isConstantCSEEnabled, &Config::enableConstantCSE,
             "Whether equal constants become one.");
}
} // namespace

void bindApplication(nb::module_ &m) {
  bindConfig(m);
  auto rootOf = [](PyModule &module) {
    return PyOperation::forOperation(module.getContext(), mlirModuleGetOperation(module.get()),
                                     module.getRef().releaseObject());
  };
  const char *greedyDoc = "Applies patterns to what is inside a module or operation until none matches, and folds. "
                          "Raises MLIRError if that does not come to an end, and whatever a pattern raises.";
  m.def(
      "apply_patterns_and_fold_greedily",
      [rootOf](PyModule &module, PyFrozenRewritePatternSet &set, std::optional<GreedyRewriteConfig> config) {
        applyGreedily(*rootOf(module).get(), set, config);
      },
      "module"_a, "set"_a, "config"_a = nb::none(), greedyDoc);
  m.def(
      "apply_patterns_and_fold_greedily",
      [](PyOperationBase &operation, PyFrozenRewritePatternSet &set, std::optional<GreedyRewriteConfig> config) {
        applyGreedily(operation.getOperation(), set, config);
      },
      "op"_a, "set"_a, "config"_a = nb::none(), greedyDoc);
  const char *walkDoc = "Applies patterns once to each operation inside a module or operation, without folding and "
                        "without coming back to what a pattern made. Raises whatever a pattern raises.";
  m.def(
      "walk_and_apply_patterns",
      [](PyOperationBase &operation, PyFrozenRewritePatternSet &set) { applyInWalk(operation.getOperation(), set); },
      "op"_a, "set"_a, walkDoc);
  m.def(
      "walk_and_apply_patterns",
      [rootOf](PyModule &module, PyFrozenRewritePatternSet &set) { applyInWalk(*rootOf(module).get(), set); },
      "module"_a, "set"_a, walkDoc);
}

void populateRewrite(nb::module_ &m) {
  bindPatternRewriter(m);
  bindPatternSets(m);
  bindPDL(m);
  bindApplication(m);
}

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir
