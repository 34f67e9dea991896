// The C interface of libTenonKernelDebug, which reads debug information with LLVM and is opened when that is asked for.
#pragma once

#include <stddef.h>
#include <stdint.h>

extern "C" {

/// Debug information of one ELF, whose bytes must stay where they are. Calls for one of them must not overlap.
typedef struct TenonDebugInfo TenonDebugInfo;

typedef void (*TenonDebugFrame)(void *user, const char *file, const char *function, uint32_t line, uint32_t column);
typedef void (*TenonDebugRow)(void *user, const char *file, uint32_t line, uint32_t address, int isStatement);

/// Null where the file cannot be read.
TenonDebugInfo *tenonDebugOpen(const void *elf, size_t bytes);
void tenonDebugClose(TenonDebugInfo *info);
/// The place of an address: the innermost function first, then those that it was inlined into.
void tenonDebugFrames(TenonDebugInfo *info, uint32_t address, TenonDebugFrame frame, void *user);
/// Every row of the line tables, in the order of addresses in each sequence.
void tenonDebugRows(TenonDebugInfo *info, TenonDebugRow row, void *user);
}
