// What a tile of 32x32 floats becomes when it is transposed, or when a part of it is repeated.
#pragma once

#include "compute/operation.h"

namespace tt::device {

void transposeTile(float *elements);
void broadcastTile(float *elements, BcastType type);

} // namespace tt::device
