// What is going on over operations in this thread: the passes and rewrites written in Python that are being run.
//
// MLIR holds pointers to operations while it runs passes and patterns. Python code that it calls may do with operations
// whatever the bindings offer; here is kept what may not be taken away meanwhile, and who must hear of what is erased.
#ifndef TENON_PYTHON_CORE_OPERATION_ONGOING_H
#define TENON_PYTHON_CORE_OPERATION_ONGOING_H

#include "LiveOperations.h"

#include "mlir/IR/PatternMatch.h"

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

/// A pass or a rewrite over what is inside `root`, from its construction on this thread until its destruction.
class Ongoing {
public:
  enum class Kind { Pass, Rewrite };
  Ongoing(Kind kind, Operation *root);
  ~Ongoing();
  Ongoing(const Ongoing &) = delete;

  /// The innermost one of this thread, or null.
  static Ongoing *innermost();

  /// Raises ValueError if something that is going on needs the operation to stay where it is.
  static void checkMayRemove(Operation *operation);
  /// Raises ValueError if a pass or rewrite over `operation` would pull the ground from under what is going on.
  static void checkMayStart(Operation *operation);
  /// Raises RuntimeError if a pass is running in the context: its threads cannot be changed meanwhile.
  static void checkMayChangeThreads(MlirContext context);
  /// Counts an operation that is about to leave its block.
  static void noteRemoval(Operation *operation);
  /// Destroys an operation whose results have no uses; rewrites that are going on hear of it.
  static void destroy(MlirOperation operation);

  const Kind kind;
  Operation *const root;
  /// The rewriter of the pattern that was called last: it lives as long as the rewrite goes on.
  RewriterBase *rewriter = nullptr;
  /// Counts what was taken out of its block, to tell a pattern that changed something from one that did not match.
  size_t removed = 0;

private:
  Ongoing *outer;
};

/// Moves a rewriter's insertion point away from an operation that is about to be erased.
void leaveInsertionPoint(RewriterBase &rewriter, Operation *erased);

/// Remembers which operations of this thread get a wrapper, until it is destroyed.
class WrapperRecorder {
public:
  WrapperRecorder();
  ~WrapperRecorder();
  WrapperRecorder(const WrapperRecorder &) = delete;

  /// Called for each new wrapper.
  static void note(MlirOperation operation);

  /// Marks the recorded wrappers of everything in the tree of `member` as erased, but for `kept`: MLIR is about to
  /// change the tree without telling.
  void invalidate(MlirOperation member, MlirOperation kept);

private:
  std::vector<MlirOperation> recorded;
  WrapperRecorder *outer;
};

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir

#endif // TENON_PYTHON_CORE_OPERATION_ONGOING_H
