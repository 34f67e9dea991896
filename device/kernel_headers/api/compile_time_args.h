// Compile-time arguments.
#pragma once

#include "tenon/kernel/arguments.h"
