// Makes the handlers of pairs; included by generated files, each of which has the rows of some kinds.
#pragma once

#include <array>
#include <utility>

#include "core/handlers.h"
#include "core/step.h"

namespace tt::device {

template <Kind First, Kind Second, Form F>
constexpr Handler pairOrNone() {
  if constexpr (hasForm(First, Second, F))
    return executePair<First, Second, F>;
  else
    return nullptr;
}

template <Kind First, size_t... Index>
constexpr std::array<Handler, sizeof...(Index)> pairTable(std::index_sequence<Index...>) {
  return {pairOrNone<First, static_cast<Kind>(Index % kKinds), static_cast<Form>(Index / kKinds)>()...};
}

template <Kind First>
const Handler *pairsOf() {
  static constexpr std::array<Handler, kKinds * kForms> table =
      pairTable<First>(std::make_index_sequence<kKinds * kForms>());
  return table.data();
}

} // namespace tt::device
