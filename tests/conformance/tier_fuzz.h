// Compares interpreter and native code on random sequences, slice by slice.
#pragma once

#include <cstdint>
#include <string>

namespace tt::device::conformance {

/// Runs the sequences that `seed` makes in both tiers, with the same random budgets; after each slice program counter,
/// instructions, registers and memory have to be the same, and the fault where one ends so. Whether misaligned accesses
/// are carried out depends on the seed. At most RandomSequences::kMostSequences. Gives the first difference, with the
/// sequence's number, as text; empty if there is none. Needs the eager tier.
std::string differenceOfTiers(uint64_t seed, uint32_t sequences);

} // namespace tt::device::conformance
