// The vector unit on one register, with and without scalars: for headers of the field that hold some of both.
#pragma once

#include "tenon/kernel/compute/scalar.h"
#include "tenon/kernel/compute/unary.h"
