/* What the guests of the benchmark of cores share: each computes a checksum from a number of rounds. */
#pragma once

#include <stdint.h>

/* Set in a file of its own, so that no compiler knows it. */
extern const uint32_t guest_rounds;

uint32_t guest(uint32_t rounds);
