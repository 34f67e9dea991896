// Names of circular buffers.
#pragma once

#include "tenon/kernel/circular_buffer.h"
