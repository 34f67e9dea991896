// Text: Z-characters to ZSCII and Unicode and back (Z-Machine Standards 1.1 §3).
#pragma once

#include "machine.h"

namespace tt::zork {

/// Sets the alphabets, the abbreviations and the Unicode table up for the story.
void prepareText(Machine &machine);

/// The address behind encoded text; 0 where it has no end within the story.
uint32_t textEnd(Machine &machine, uint32_t address);

/// The text in the cache, put there now if need be. Not where it cannot be kept: the text lies in dynamic memory, or
/// abbreviations may have changed, or there is no room.
bool cacheText(Machine &machine, uint32_t address, CachedText &text);

/// Prints encoded text.
void printText(Machine &machine, uint32_t address);

/// Dictionary words are 6 Z-characters (v1 to 3) or 9 in 2 or 3 words, which are written to `encoded`.
uint32_t encodeWord(Machine &machine, const uint8_t *zscii, uint32_t length, uint16_t *encoded);

/// 0 where there is none.
uint32_t unicodeOf(Machine &machine, uint32_t zscii);
/// '?' where there is none.
uint32_t zsciiOf(Machine &machine, uint32_t unicode);

/// Bytes written: 1 to 3.
uint32_t toUtf8(uint32_t unicode, uint8_t *bytes);

} // namespace tt::zork
