// Printing tiles: TSLICE, TileSlice.
#pragma once

#include "tenon/kernel/debug.h"
