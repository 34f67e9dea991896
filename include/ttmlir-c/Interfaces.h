// C API: what operations do with their operands, and the data types of element types.
#ifndef TTMLIR_C_INTERFACES_H
#define TTMLIR_C_INTERFACES_H

#include "mlir-c/IR.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Whether operands of the operation are the places that its results go to (DestinationStyleOpInterface).
MLIR_CAPI_EXPORTED bool ttmlirOperationIsDestinationStyle(MlirOperation operation);

/// Whether the operation says of itself that it writes into what its operand `index` stands for.
MLIR_CAPI_EXPORTED bool ttmlirOperationWritesOperand(MlirOperation operation, intptr_t index);

/// The number (ttcore::DataType) of the data type that holds elements of `type`, or -1 where there is none.
MLIR_CAPI_EXPORTED int ttmlirElementTypeToDataType(MlirType type);

#ifdef __cplusplus
}
#endif

#endif // TTMLIR_C_INTERFACES_H
