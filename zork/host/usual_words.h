// Which of a story's words for the same thing people use, in full where its dictionary keeps the first letters only.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace tt::zork {

/// The usual one of a verb's words, which have at most `letters` letters; where none is, the longest.
std::string usualVerb(std::span<const std::string> words, size_t letters);
/// How usual a verb is: 0 is the most usual, the number of all where it is none of them.
size_t rankOfVerb(std::string_view verb);
/// The same for prepositions.
std::string usualPreposition(std::span<const std::string> words, size_t letters);

} // namespace tt::zork
