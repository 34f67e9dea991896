// The parts of the extension _ttmlir, each of which adds its classes and functions to the module.
#pragma once

#include "mlir/Bindings/Python/NanobindAdaptors.h"

namespace tenon {

void bindInterfaces(nanobind::module_ &m);
void bindModuleLogger(nanobind::module_ &m);
void bindTranslation(nanobind::module_ &m);

} // namespace tenon
