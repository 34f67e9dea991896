// Makes the handlers of pairs; included by generated files, each of which has the rows of some kinds.
#pragma once

#include <array>
#include <utility>

#include "core/handlers.h"
#include "core/step.h"

namespace tt::device {

template <Form Entry, Kind First, Form F, Kind Second>
constexpr Handler pairOrNone() {
  if constexpr (hasPair(Entry, First, F, Second))
    return execute<partOf(First, Entry, F == Form::FirstOnly), partOf(Second, F)>;
  else
    return nullptr;
}

template <Kind First, size_t... Index>
constexpr std::array<Handler, sizeof...(Index)> pairTable(std::index_sequence<Index...>) {
  return {pairOrNone<static_cast<Form>(Index / kKinds / kForms), First, static_cast<Form>(Index / kKinds % kForms),
                     static_cast<Kind>(Index % kKinds)>()...};
}

template <Kind First>
const Handler *pairsOf() {
  constexpr size_t count = size_t{kEntryForms} * kForms * kKinds;
  static constexpr std::array<Handler, count> table = pairTable<First>(std::make_index_sequence<count>());
  return table.data();
}

} // namespace tt::device
