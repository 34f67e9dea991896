// Which state of the sources this compiler was built from.
#ifndef TTMLIR_TARGET_TTNN_REVISION_H
#define TTMLIR_TARGET_TTNN_REVISION_H

namespace mlir::tt::ttnn {

/// The commit, abbreviated; "unknown" where the sources are not a git work tree, as in a source distribution.
extern const char *const kRevision;

} // namespace mlir::tt::ttnn

#endif // TTMLIR_TARGET_TTNN_REVISION_H
