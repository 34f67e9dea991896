// C API: the dialect ttnn, its enumerations, attributes and types.
#ifndef TTMLIR_C_TTNN_H
#define TTMLIR_C_TTNN_H

#include "ttmlir-c/Dialects.h"
#include "ttmlir-c/TTCore.h"
#include "ttmlir-c/TTNNDefinitions.h.inc"

#endif // TTMLIR_C_TTNN_H
