// The card's services as the lowering of ttkernel looks them up: by the names of ops.
#ifndef TTMLIR_LIB_CONVERSION_TTKERNELTOLLVM_SERVICES_H
#define TTMLIR_LIB_CONVERSION_TTKERNELTOLLVM_SERVICES_H

#include "tenon/schema/card_abi.h"

#include "mlir/IR/OperationSupport.h"
#include "llvm/ADT/StringRef.h"

namespace mlir::tt::ttkernel {

namespace card = ::tt::target::card;
using card::LaunchRecord;
using card::Missing;
using card::Service;

struct ServiceFacts {
  Service service;
  llvm::StringLiteral name;
  unsigned arguments; ///< words
};

/// The service that an op of ttkernel stands for: its name without the dialect, with underscores for points. Null if
/// there is none.
const ServiceFacts *findService(OperationName op);

const ServiceFacts &factsOf(Service service);

/// How many words the operands and attributes of an op are, as a service takes them.
unsigned countWords(Operation *op);

} // namespace mlir::tt::ttkernel

#endif // TTMLIR_LIB_CONVERSION_TTKERNELTOLLVM_SERVICES_H
