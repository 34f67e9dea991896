// Python callables as debug callbacks of the runtime.
#pragma once

#include <nanobind/nanobind.h>

#include "tt/runtime/debug.h"

namespace tt::runtime::python {

/// None gives an empty callback; anything that cannot be called is a TypeError that says `name`.
debug::OpCallback makeOpCallback(nanobind::object function, const char *name);
debug::ProgramCallback makeProgramCallback(nanobind::object function, const char *name);
debug::KernelCallback makeKernelCallback(nanobind::object function, const char *name);

} // namespace tt::runtime::python
