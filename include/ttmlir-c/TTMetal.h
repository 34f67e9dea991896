// C API: the dialect ttmetal, its enumerations, attributes and types.
#ifndef TTMLIR_C_TTMETAL_H
#define TTMLIR_C_TTMETAL_H

#include "ttmlir-c/Dialects.h"
#include "ttmlir-c/TTCore.h"
#include "ttmlir-c/TTKernel.h"
#include "ttmlir-c/TTMetalDefinitions.h.inc"

#endif // TTMLIR_C_TTMETAL_H
