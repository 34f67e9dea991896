// Data formats.
#pragma once

#include "tenon/kernel/data_format.h"
