// TensorAccessorArgs.
#pragma once

#include "tenon/kernel/tensor_accessor.h"
