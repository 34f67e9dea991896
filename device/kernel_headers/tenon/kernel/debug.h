// Printing, assertions, and the marks of the field's tools that have no effect here.
#pragma once

#include "tenon/kernel/print.h"

/// Ends the kernel with an error that names this line.
#define ASSERT(condition, ...)                                                                                         \
  do {                                                                                                                 \
    if (!(condition)) {                                                                                                \
      tenon::printText("ASSERT failed: " #condition "\n", sizeof("ASSERT failed: " #condition "\n") - 1);              \
      tenon::services::kernel_unreachable();                                                                           \
    }                                                                                                                  \
  } while (false)
#define LLK_ASSERT(condition, ...) ASSERT(condition)

#define WAYPOINT(name)
#define DEBUG_STATUS(...)
#define PAUSE()
#define WATCHER_RING_BUFFER_PUSH(x)
#define DeviceZoneScopedN(name)
#define DeviceZoneScopedMainN(name)
#define DeviceZoneScopedMainChildN(name)
#define DeviceZoneScopedSumN1(name)
#define DeviceZoneScopedSumN2(name)
#define DeviceTimestampedData(name, data)
#define DeviceRecordEvent(id)
