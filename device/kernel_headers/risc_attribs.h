// Attributes of pointers: tt_l1_ptr, tt_reg_ptr.
#pragma once

#include "tenon/kernel/base.h"
