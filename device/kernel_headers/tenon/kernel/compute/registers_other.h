// The vector unit on three registers; conversions, filling, random numbers.
#pragma once

#include "tenon/kernel/compute/registers.h"

namespace ckernel {

using tenon::services::addcdiv_tile_init, tenon::services::addcmul_tile_init, tenon::services::lerp_tile_init;
using tenon::services::dropout_kernel_init, tenon::services::dropout_tile;
using tenon::services::fill_tile_init, tenon::services::rand_tile, tenon::services::rand_tile_init;

template <auto... options>
ALWI void where_tile_init() {
  tenon::services::where_tile_init();
}
template <DataFormat format = DataFormat::Float32>
ALWI void where_tile(uint32_t idst0, uint32_t idst1, uint32_t idst2, uint32_t odst) {
  tenon::services::where_tile(idst0, idst1, idst2, odst, tenon::cardFormat(format));
}
ALWI void where_fp32_tile(uint32_t idst0, uint32_t idst1, uint32_t idst2, uint32_t odst) {
  where_tile<DataFormat::Float32>(idst0, idst1, idst2, odst);
}
ALWI void where_int32_tile(uint32_t idst0, uint32_t idst1, uint32_t idst2, uint32_t odst) {
  where_tile<DataFormat::Int32>(idst0, idst1, idst2, odst);
}
template <auto... options>
ALWI void addcmul_tile(uint32_t idst0, uint32_t idst1, uint32_t idst2, uint32_t odst, uint32_t value) {
  tenon::services::addcmul_tile(idst0, idst1, idst2, odst, value);
}
template <auto... options>
ALWI void addcdiv_tile(uint32_t idst0, uint32_t idst1, uint32_t idst2, uint32_t odst, uint32_t value) {
  tenon::services::addcdiv_tile(idst0, idst1, idst2, odst, value);
}
template <auto... options>
ALWI void lerp_tile(uint32_t idst0, uint32_t idst1, uint32_t idst2, uint32_t odst) {
  tenon::services::lerp_tile(idst0, idst1, idst2, odst);
}

/// Formats by their numbers, as the field's hosts give them in macros.
template <uint32_t in_format, uint32_t out_format>
ALWI void typecast_tile_init() {
  tenon::services::typecast_tile_init(tenon::cardFormat(static_cast<DataFormat>(in_format)),
                                      tenon::cardFormat(static_cast<DataFormat>(out_format)));
}
ALWI void typecast_tile_init() {}
template <uint32_t in_format, uint32_t out_format>
ALWI void typecast_tile(uint32_t idst) {
  tenon::services::typecast_tile(idst, tenon::cardFormat(static_cast<DataFormat>(in_format)),
                                 tenon::cardFormat(static_cast<DataFormat>(out_format)));
}

ALWI void fill_tile(uint32_t idst, float value) {
  tenon::services::fill_tile(idst, __builtin_bit_cast(uint32_t, value));
}
ALWI void fill_tile_bitcast(uint32_t idst, uint32_t value) { tenon::services::fill_tile(idst, value); }
template <auto... options>
ALWI void fill_tile_int(uint32_t idst, uint32_t value) {
  tenon::services::fill_tile_int(idst, value);
}

} // namespace ckernel
