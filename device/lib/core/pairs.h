// Makes the handlers of pairs; included by generated files, each of which has the rows of some kinds.
#pragma once

#include <array>
#include <utility>

#include "core/handlers.h"
#include "core/step.h"

namespace tt::device {

template <Kind First, Kind Second>
constexpr Handler pairOrNone() {
  if constexpr (classOf(First) == KindClass::Jump || classOf(Second) == KindClass::Other)
    return nullptr;
  else
    return executePair<First, Second>;
}

template <Kind First, size_t... Seconds>
constexpr std::array<Handler, kKinds> pairRow(std::index_sequence<Seconds...>) {
  return {pairOrNone<First, static_cast<Kind>(Seconds)>()...};
}

template <Kind First>
const Handler *pairsOf() {
  static constexpr std::array<Handler, kKinds> row = pairRow<First>(std::make_index_sequence<kKinds>());
  return row.data();
}

} // namespace tt::device
