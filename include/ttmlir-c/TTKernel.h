// C API: the dialect ttkernel, its enumerations, attributes and types.
#ifndef TTMLIR_C_TTKERNEL_H
#define TTMLIR_C_TTKERNEL_H

#include "ttmlir-c/Dialects.h"
#include "ttmlir-c/TTCore.h"
#include "ttmlir-c/TTKernelDefinitions.h.inc"

#endif // TTMLIR_C_TTKERNEL_H
