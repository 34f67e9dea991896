// ASSERT.
#pragma once

#include "tenon/kernel/debug.h"
