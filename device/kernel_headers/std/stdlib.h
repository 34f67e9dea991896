// Of the C library's general functions: abort and abs.
#pragma once

#include <stddef.h>

extern "C" [[noreturn]] void abort();
inline int abs(int value) { return value < 0 ? -value : value; }
