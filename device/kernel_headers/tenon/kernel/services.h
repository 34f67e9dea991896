// Every service of the card as a function of words, made from the table of services.
//
// The field's headers take those whose signature is the field's as they are (`using tenon::services::copy_tile;`), and
// write a function of their own where the field has templates, default arguments or other types.
#pragma once

#include "tenon/kernel/base.h"

namespace tenon::services {

// A function with so many arguments, by their number.
#define TENON_SERVICE_0(name)                                                                                          \
  ALWI uint32_t name() { return ecall(Service::name); }
#define TENON_SERVICE_1(name)                                                                                          \
  ALWI uint32_t name(uint32_t a) { return ecall(Service::name, a); }
#define TENON_SERVICE_2(name)                                                                                          \
  ALWI uint32_t name(uint32_t a, uint32_t b) { return ecall(Service::name, a, b); }
#define TENON_SERVICE_3(name)                                                                                          \
  ALWI uint32_t name(uint32_t a, uint32_t b, uint32_t c) { return ecall(Service::name, a, b, c); }
#define TENON_SERVICE_4(name)                                                                                          \
  ALWI uint32_t name(uint32_t a, uint32_t b, uint32_t c, uint32_t d) { return ecall(Service::name, a, b, c, d); }
#define TENON_SERVICE_5(name)                                                                                          \
  ALWI uint32_t name(uint32_t a, uint32_t b, uint32_t c, uint32_t d, uint32_t e) {                                     \
    return ecall(Service::name, a, b, c, d, e);                                                                        \
  }
#define TENON_SERVICE_6(name)                                                                                          \
  ALWI uint32_t name(uint32_t a, uint32_t b, uint32_t c, uint32_t d, uint32_t e, uint32_t f) {                         \
    return ecall(Service::name, a, b, c, d, e, f);                                                                     \
  }
#define TENON_SERVICE_7(name)                                                                                          \
  ALWI uint32_t name(uint32_t a, uint32_t b, uint32_t c, uint32_t d, uint32_t e, uint32_t f, uint32_t g) {             \
    return ecall(Service::name, a, b, c, d, e, f, g);                                                                  \
  }
#define TENON_SERVICE_8(name)                                                                                          \
  ALWI uint32_t name(uint32_t a, uint32_t b, uint32_t c, uint32_t d, uint32_t e, uint32_t f, uint32_t g, uint32_t h) { \
    return ecall(Service::name, a, b, c, d, e, f, g, h);                                                               \
  }
#define TENON_SERVICE_9(name)                                                                                          \
  ALWI uint32_t name(uint32_t a, uint32_t b, uint32_t c, uint32_t d, uint32_t e, uint32_t f, uint32_t g, uint32_t h,   \
                     uint32_t i) {                                                                                     \
    return ecall(Service::name, a, b, c, d, e, f, g, h, i);                                                            \
  }
#define TENON_SERVICE_10(name)                                                                                         \
  ALWI uint32_t name(uint32_t a, uint32_t b, uint32_t c, uint32_t d, uint32_t e, uint32_t f, uint32_t g, uint32_t h,   \
                     uint32_t i, uint32_t j) {                                                                         \
    return ecall(Service::name, a, b, c, d, e, f, g, h, i, j);                                                         \
  }

#define TENON_CARD_SERVICE(number, name, arguments, summary) TENON_SERVICE_##arguments(name)
#include "tenon/schema/card_services.def"

#undef TENON_SERVICE_0
#undef TENON_SERVICE_1
#undef TENON_SERVICE_2
#undef TENON_SERVICE_3
#undef TENON_SERVICE_4
#undef TENON_SERVICE_5
#undef TENON_SERVICE_6
#undef TENON_SERVICE_7
#undef TENON_SERVICE_8
#undef TENON_SERVICE_9
#undef TENON_SERVICE_10

} // namespace tenon::services
