// The field's newer classes: circular buffers, the NoC, semaphores and memory of this core as objects.
#pragma once

#include "tenon/kernel/dataflow.h"
