// DEVICE_PRINT.
#pragma once

#include "tenon/kernel/debug.h"
