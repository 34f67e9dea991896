// Compile-time arguments by name.
#pragma once

#include "tenon/kernel/arguments.h"
