// Parking cores that wait, and waking them.
#pragma once

#include "chip/run/core_run.h"

namespace tt::device {

/// With the tile's mutex, which must be held from before the condition is examined: the core waits, and may run on
/// another thread as soon as the mutex is given up.
void park(CoreRun &core, const Wait &wait);

/// With the tile's mutex: makes those of its cores ready that wait for something that is now so.
void wake(TileRun &tile);

/// After words of the tile may have changed: the same, if any core waits for a word.
void wakeOnWords(TileRun &tile);

/// With the tile's mutex, for circular buffers.
bool isSo(const TileRun &tile, const Wait &wait);

/// "cb_wait_front: circular buffer 0, 1 page of 0". With the tile's mutex.
std::string describe(const TileRun &tile, const Wait &wait);

} // namespace tt::device
