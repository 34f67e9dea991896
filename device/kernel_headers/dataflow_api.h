// Data movement.
#pragma once
#include "tenon/kernel/base.h"
ALWI void cb_wait_front(uint32_t cb, uint32_t pages) { tenon::call<tenon::Service::cb_wait_front>(cb, pages); }
