// Making a type that MLIR checks: its diagnostics become a ValueError.
#ifndef TENON_PYTHON_CORE_DIALECTS_CHECKED_H
#define TENON_PYTHON_CORE_DIALECTS_CHECKED_H

#include "mlir/Bindings/Python/Diagnostics.h"
#include "mlir/Bindings/Python/NanobindAdaptors.h"

#include <string_view>

namespace tenon::python {

/// The type that `make(location)` returns; raises ValueError with the diagnostics where that is null.
template <typename Make>
MlirType makeChecked(MlirContext context, Make &&make) {
  mlir::python::CollectDiagnosticsToStringScope scope(context);
  MlirType type = make(mlirLocationUnknownGet(context));
  std::string message = scope.takeMessage();
  // There is no other location than the unknown one above.
  constexpr std::string_view kWhere = "at loc(unknown): ";
  if (message.compare(0, kWhere.size(), kWhere) == 0)
    message.erase(0, kWhere.size());
  if (mlirTypeIsNull(type))
    throw nanobind::value_error(message.c_str());
  return type;
}

} // namespace tenon::python

#endif // TENON_PYTHON_CORE_DIALECTS_CHECKED_H
