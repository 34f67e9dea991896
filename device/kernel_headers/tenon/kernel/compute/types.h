// Enumerations and constants of compute kernels: the field's names, and what they are for the card.
#pragma once

#include <cstdint>

#include "tenon/kernel/arguments.h"
#include "tenon/kernel/circular_buffer.h"
#include "tenon/kernel/debug.h"
#include "tenon/kernel/semaphore.h"

using uint = unsigned int;

// One core runs what unpack, math and pack run on hardware.
#define UNPACK(x) x
#define MATH(x) x
#define PACK(x) x

// What the field's host gives as macros; destination registers hold f32, and nothing is approximated.
#ifndef DST_ACCUM_MODE
#define DST_ACCUM_MODE true
#endif
#ifndef APPROX
#define APPROX false
#endif
#ifndef REDUCE_OP
#define REDUCE_OP PoolType::SUM
#endif
#ifndef REDUCE_DIM
#define REDUCE_DIM ReduceDim::REDUCE_ROW
#endif

namespace ckernel {

enum BroadcastType : uint8_t { NONE = 0, COL = 1, ROW = 2, SCALAR = 3 }; // the card's BcastType
enum EltwiseBinaryType : uint8_t { ELWMUL, ELWDIV, ELWADD, ELWSUB, ELWLESS };
enum class EltwiseBinaryReuseDestType : uint8_t { NONE = 0, DEST_TO_SRCA = 1, DEST_TO_SRCB = 2 };
enum PoolType : uint8_t { SUM, AVG, MAX, MIN };
enum ReduceDim : uint8_t { REDUCE_ROW, REDUCE_COL, REDUCE_SCALAR }; // the card's ReduceDim
enum class InputClamping : uint8_t { None = 0, ClampToNegative = 1 };
enum class DataLayout : uint8_t { TILE, ROW_MAJOR };
enum class SrcOrder : uint8_t { Normal, Reverse };
enum class RoundingMode : uint8_t { None, Trunc, Floor };
enum class DstRoundingMode : uint8_t { Default, NearestEven };
enum VectorMode : int { None = 0, R = 1, C = 2, RC = 4, RC_custom = 6, Invalid = 0xff };
enum ReluType : uint8_t { NO_RELU, ZERO_RELU, MIN_THRESHOLD_RELU, MAX_THRESHOLD_RELU };

namespace p_sfpu {
inline constexpr uint16_t kCONST_1_FP16B = 0x3f80;
}

} // namespace ckernel

namespace tenon {

/// Which part of a tile the hardware works on. The card always works on all of it.
struct Mode {
  constexpr Mode() = default;
  constexpr Mode(int) {}
};

/// Ends the kernel: its line is in the error, and this text is printed.
ALWI void refuse(bool isRefused, const char *text) {
  if (isRefused) {
    printText(text, textLength(text));
    printText("\n", 1);
    services::kernel_unreachable();
  }
}

constexpr uint32_t cardOperation(ckernel::EltwiseBinaryType type) {
  return type == ckernel::ELWADD ? 0 : type == ckernel::ELWSUB ? 1 : type == ckernel::ELWMUL ? 2 : 0xff;
}
constexpr uint32_t cardReuse(ckernel::EltwiseBinaryReuseDestType type) {
  return type == ckernel::EltwiseBinaryReuseDestType::DEST_TO_SRCB ? 1 : 0;
}
constexpr uint32_t cardReduction(ckernel::PoolType type) {
  return type == ckernel::SUM ? 0 : type == ckernel::MAX ? 1 : type == ckernel::AVG ? 2 : 0xff;
}

} // namespace tenon

using namespace ckernel;
