// C API: the dialect ttir, its enumerations, attributes and types.
#ifndef TTMLIR_C_TTIR_H
#define TTMLIR_C_TTIR_H

#include "ttmlir-c/Dialects.h"
#include "ttmlir-c/TTCore.h"
#include "ttmlir-c/TTIRDefinitions.h.inc"

#endif // TTMLIR_C_TTIR_H
