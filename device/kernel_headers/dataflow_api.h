// Data movement: arguments, circular buffers, the NoC, semaphores, tensors.
#pragma once

#include "tenon/kernel/dataflow.h"
