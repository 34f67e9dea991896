// All of data movement, under each of the names that kernels include it by.
#pragma once

#include <cstdint>

#include "tenon/kernel/arguments.h"
#include "tenon/kernel/circular_buffer.h"
#include "tenon/kernel/debug.h"
#include "tenon/kernel/mask_tiles.h"
#include "tenon/kernel/noc.h"
#include "tenon/kernel/semaphore.h"
#include "tenon/kernel/tensor_accessor.h"

using uint = unsigned int;
