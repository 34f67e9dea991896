// The parts of the extension _ttmlir_runtime, each of which adds its classes and functions to a module.
#pragma once

#include <nanobind/nanobind.h>

namespace tt::runtime::python {

void bindErrors();
void bindBinary(nanobind::module_ &m);
void bindTensor(nanobind::module_ &m);
void bindDevice(nanobind::module_ &m);
void bindDebug(nanobind::module_ &m);
void bindKernelContext(nanobind::module_ &m);

} // namespace tt::runtime::python
