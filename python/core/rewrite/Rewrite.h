// What the files of ttmlir.rewrite share: the application of patterns that is going on, and the rewriter of a pattern.
#ifndef TENON_PYTHON_CORE_REWRITE_REWRITE_H
#define TENON_PYTHON_CORE_REWRITE_REWRITE_H

#include "../CallbackErrors.h"
#include "../operation/Ongoing.h"

#include "mlir/CAPI/IR.h"
#include "mlir/CAPI/Rewrite.h"

#include <stdexcept>

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

/// Patterns being applied to what is inside an operation, by a function of this module, on this thread.
class PatternApplication {
public:
  explicit PatternApplication(PyOperation &root);
  ~PatternApplication();

  /// The innermost one of this thread; null when other projects' C++ applies the patterns.
  static PatternApplication *innermost();

  /// Hears what the driver does.
  RewriterBase::Listener &listener() { return *changeListener; }

  /// Raises what a pattern raised; otherwise MLIRError unless `result` is success.
  void finish(LogicalResult result);

  CallbackErrors errors;
  Ongoing ongoing;

private:
  PyOperationRef root;
  std::unique_ptr<RewriterBase::Listener> changeListener;
  std::optional<Diagnosed> diagnosed;
  PatternApplication *outer;
};

/// The rewriter that Python gets: usable until the pattern has returned.
class PyPatternRewriter {
public:
  explicit PyPatternRewriter(RewriterBase &rewriter) : rewriter(&rewriter) {}
  void end() { rewriter = nullptr; }

  PyInsertionPoint insertionPoint();
  void replaceWithOperation(PyOperationBase &operation, PyOperationBase &replacement);
  void replaceWithValues(PyOperationBase &operation, const std::vector<PyValue *> &values);
  void erase(PyOperationBase &operation);

private:
  RewriterBase &get();
  Operation *checkRemovable(PyOperationBase &operation);

  RewriterBase *rewriter;
};

/// What calling a pattern or a native function came to.
struct CallOutcome {
  /// It returned a false value, as None.
  bool matched = false;
  /// An operation was taken away, whether or not it matched.
  bool removed = false;
};

/// Calls `call(rewriterObject)` for `what`, a pattern or native function at `where` (null if not known). Never lets an
/// exception out: it is kept for whoever applies the patterns.
CallOutcome callPattern(RewriterBase &rewriter, const std::string &what, Operation *where,
                        llvm::function_ref<nanobind::object(nanobind::object)> call);

/// Something went wrong where MLIR can only go on or end the process: leaves the driver. What went wrong is kept for
/// whoever applies the patterns.
///
/// This is the one exception that passes through MLIR. Its libraries carry unwind tables; what the driver had allocated
/// is lost.
struct DriverLeft : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Owns a frozen set of patterns; keeps its context alive.
class PyFrozenRewritePatternSet {
public:
  PyFrozenRewritePatternSet(std::optional<PyMlirContextRef> context, MlirFrozenRewritePatternSet set);
  PyFrozenRewritePatternSet(const PyFrozenRewritePatternSet &) = delete;
  ~PyFrozenRewritePatternSet();

  /// The patterns, for an operation of the context `user`; raises ValueError if they belong to another.
  FrozenRewritePatternSet &get(PyMlirContextRef &user);
  nanobind::object getCapsule();
  static nanobind::object createFromCapsule(const nanobind::object &capsule);
  /// Makes the object of Python.
  static nanobind::object make(PyMlirContextRef context, RewritePatternSet &&patterns);

private:
  std::optional<PyMlirContextRef> context;
  MlirFrozenRewritePatternSet set;
};

void bindPatternRewriter(nanobind::module_ &m);
void bindPatternSets(nanobind::module_ &m);
void bindPDL(nanobind::module_ &m);
void bindApplication(nanobind::module_ &m);

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir

#endif // TENON_PYTHON_CORE_REWRITE_REWRITE_H
