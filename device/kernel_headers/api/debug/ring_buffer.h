// The watcher's ring buffer, which has no effect.
#pragma once

#include "tenon/kernel/debug.h"
