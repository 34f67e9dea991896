// Rounding up to a multiple.
#pragma once

#include "tenon/kernel/place.h"
