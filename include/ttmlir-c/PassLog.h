// C API: tells about every pass that runs in a context, and which passes and pipelines there are.
#ifndef TTMLIR_C_PASSLOG_H
#define TTMLIR_C_PASSLOG_H

#include "mlir-c/IR.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Told before a pass runs (`isDone` false) and behind it (`isDone` true, also where it failed). `name` is that of the
/// pass's class, `argument` that on the command line, empty if it has none; `root` is the outermost operation around
/// the one that the pass runs on. Where the context is multithreaded, passes on different operations run at once.
typedef void (*TtmlirPassCallback)(MlirStringRef name, MlirStringRef argument, MlirOperation root, bool isDone,
                                   void *userData);

/// Lets `callback` know of the passes that run in `context` from now on, instead of whoever was told before. When the
/// context no longer needs `userData`, it calls `destroy` with it, unless that is null. A null `callback` ends it.
MLIR_CAPI_EXPORTED void ttmlirContextSetPassCallback(MlirContext context, TtmlirPassCallback callback, void *userData,
                                                     void (*destroy)(void *));

/// Whether a pipeline of that name is registered.
MLIR_CAPI_EXPORTED bool ttmlirHasPipeline(MlirStringRef name);

#ifdef __cplusplus
}
#endif

#endif // TTMLIR_C_PASSLOG_H
