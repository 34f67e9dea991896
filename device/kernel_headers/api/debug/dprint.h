// DPRINT.
#pragma once

#include "tenon/kernel/debug.h"
