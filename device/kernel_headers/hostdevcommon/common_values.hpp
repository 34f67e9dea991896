// Constants of host and device.
#pragma once

#include "tenon/kernel/noc.h"
