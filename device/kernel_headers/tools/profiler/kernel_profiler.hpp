// The profiler's zones, which have no effect.
#pragma once

#include "tenon/kernel/debug.h"
