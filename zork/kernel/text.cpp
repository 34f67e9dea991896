// Decodes and encodes text.
#include "text.h"

#include "output.h"

namespace tt::zork {
namespace {

constexpr char kLetters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr char kOthers1[] = " 0123456789.,!?_#'\"/\\<-:()";
constexpr char kOthers[] = " \r0123456789.,!?_#'\"/\\-:()";

// ZSCII 155 to 223 (§3.8.7).
constexpr uint16_t kUnicode[] = {0xe4, 0xf6, 0xfc, 0xc4, 0xd6, 0xdc, 0xdf, 0xbb, 0xab, 0xeb,  0xef,  0xff, 0xcb, 0xcf,
                                 0xe1, 0xe9, 0xed, 0xf3, 0xfa, 0xfd, 0xc1, 0xc9, 0xcd, 0xd3,  0xda,  0xdd, 0xe0, 0xe8,
                                 0xec, 0xf2, 0xf9, 0xc0, 0xc8, 0xcc, 0xd2, 0xd9, 0xe2, 0xea,  0xee,  0xf4, 0xfb, 0xc2,
                                 0xca, 0xce, 0xd4, 0xdb, 0xe5, 0xc5, 0xf8, 0xd8, 0xe3, 0xf1,  0xf5,  0xc3, 0xd1, 0xd5,
                                 0xe6, 0xc6, 0xe7, 0xc7, 0xfe, 0xf0, 0xde, 0xd0, 0xa3, 0x153, 0x152, 0xa1, 0xbf};
constexpr uint32_t kUnicodeCount = sizeof(kUnicode) / sizeof(kUnicode[0]);

constexpr uint32_t kLongestCachedText = kOutputBytes / 4;
constexpr uint32_t kMaximumSteps = 100000; // Z-characters of one text, abbreviations included

/// Gives each ZSCII code of the text to `put`. False: the text is broken, and a fault noted.
template <typename Put>
bool decodeText(Machine &machine, uint32_t address, Put &put, uint32_t &steps, bool isAbbreviation) {
  uint32_t alphabet = 0, locked = 0; // alphabet of the next character, and of those behind it
  uint32_t bank = 0;                 // an abbreviation's first Z-character came
  uint32_t escape = 0, code = 0;     // Z-characters of a ZSCII code that are to come
  const uint32_t version = machine.version;
  for (uint32_t word = 0; !(word & 0x8000); address += 2) {
    if (address + 1 >= machine.storyBytes || steps > kMaximumSteps) {
      noteFault(machine, Error::TextTooLong);
      return false;
    }
    word = readWord(machine, address);
    for (uint32_t shift = 15; shift > 0;) {
      shift -= 5;
      const uint32_t character = word >> shift & 31;
      ++steps;
      if (escape) {
        code = code << 5 | character;
        if (--escape == 0)
          put(code);
      } else if (bank) {
        if (isAbbreviation) {
          noteFault(machine, Error::NestedAbbreviation);
          return false;
        }
        const uint32_t entry = machine.abbreviations + 2 * (32 * (bank - 1) + character);
        if (!decodeText(machine, 2 * readWord(machine, entry), put, steps, true))
          return false;
        bank = 0;
        alphabet = locked;
      } else if (character >= 6) {
        if (alphabet == 2 && character == 6) {
          escape = 2;
          code = 0;
        } else {
          put(machine.alphabet[26 * alphabet + character - 6]);
        }
        alphabet = locked;
      } else if (character == 0) {
        put(' ');
        alphabet = locked;
      } else if (version == 1 && character == 1) {
        put(13);
        alphabet = locked;
      } else if (version >= 3 ? character <= 3 : character == 1) {
        bank = character;
      } else if (version >= 3) {
        alphabet = character - 3;
      } else {
        alphabet = (locked + (character & 1 ? 2 : 1)) % 3;
        if (character >= 4)
          locked = alphabet;
      }
    }
  }
  return true;
}

} // namespace

uint32_t toUtf8(uint32_t unicode, uint8_t *bytes) {
  if (unicode < 0x80) {
    bytes[0] = static_cast<uint8_t>(unicode);
    return 1;
  }
  if (unicode < 0x800) {
    bytes[0] = static_cast<uint8_t>(0xc0 | unicode >> 6);
    bytes[1] = static_cast<uint8_t>(0x80 | (unicode & 0x3f));
    return 2;
  }
  bytes[0] = static_cast<uint8_t>(0xe0 | unicode >> 12);
  bytes[1] = static_cast<uint8_t>(0x80 | (unicode >> 6 & 0x3f));
  bytes[2] = static_cast<uint8_t>(0x80 | (unicode & 0x3f));
  return 3;
}

void prepareText(Machine &machine) {
  machine.abbreviations = machine.version >= 2 ? readWord(machine, 0x18) : 0;
  memcpy(machine.alphabet, kLetters, 52);
  memcpy(machine.alphabet + 52, machine.version == 1 ? kOthers1 : kOthers, 26);
  machine.alphabetTable = machine.version >= 5 ? readWord(machine, 0x34) : 0;
  if (machine.alphabetTable) {
    for (uint32_t i = 0; i < 78; ++i)
      machine.alphabet[i] = static_cast<uint8_t>(readByte(machine, machine.alphabetTable + i));
    machine.alphabet[53] = 13;
  }
  // The first two of the last alphabet are no characters (§3.5.3, §3.5.4); in v1 only the first.
  memset(machine.placeInAlphabet, 0, sizeof(machine.placeInAlphabet));
  for (uint32_t place = 78; place-- > 0;)
    if (place < 52 || place >= (machine.version == 1 ? 53 : 54))
      machine.placeInAlphabet[machine.alphabet[place]] = static_cast<uint8_t>(place + 1);
  const uint32_t extension = machine.version >= 5 ? readWord(machine, 0x36) : 0;
  machine.unicodeTable = extension && readWord(machine, extension) >= 3 ? readWord(machine, extension + 6) : 0;
  machine.unicodeCount = kUnicodeCount;
  if (machine.unicodeTable)
    machine.unicodeCount = readByte(machine, machine.unicodeTable);
}

uint32_t textEnd(Machine &machine, uint32_t address) {
  for (; address + 1 < machine.storyBytes; address += 2)
    if (readByte(machine, address) & 0x80)
      return address + 2;
  return 0;
}

uint32_t unicodeOf(Machine &machine, uint32_t zscii) {
  if (zscii == 13)
    return '\n';
  if (zscii >= 32 && zscii <= 126)
    return zscii;
  if (zscii >= 155 && zscii <= 251 && zscii - 155 < machine.unicodeCount)
    return machine.unicodeTable ? readWord(machine, machine.unicodeTable + 1 + 2 * (zscii - 155))
                                : kUnicode[zscii - 155];
  return zscii == 9 || zscii == 11 ? ' ' : 0;
}

uint32_t zsciiOf(Machine &machine, uint32_t unicode) {
  if (unicode == '\n' || unicode == '\r')
    return 13;
  if (unicode >= 32 && unicode <= 126)
    return unicode;
  for (uint32_t i = 0; i < machine.unicodeCount; ++i)
    if (unicodeOf(machine, 155 + i) == unicode)
      return 155 + i;
  return '?';
}

bool cacheText(Machine &machine, uint32_t address, CachedText &text) {
  // In dynamic memory only what is watched: see markText.
  const bool isFixed = address >= machine.dynamicBytes || machine.textBits[address / 8 & 8191] >> (address & 7) & 1;
  if (!isFixed || machine.state->textTouched || address == 0)
    return false;
  // Of the places that the address leads to, the one that has the text, or a free one, or the last.
  const uint32_t first = (address >> 1) * 0x9e3779b1U >> 22;
  static_assert(kTextEntries == 1U << 10);
  uint32_t place = first;
  for (uint32_t i = 0; i < 4; ++i) {
    place = (first + i) & (kTextEntries - 1);
    if (machine.texts[place].address == address || machine.texts[place].address == 0)
      break;
  }
  CachedText &entry = machine.texts[place];
  if (entry.address != address) {
    uint8_t *begin = machine.pool + machine.poolUsed, *at = begin;
    const uint32_t room = machine.poolCapacity - kPoolReserve - machine.poolUsed;
    if (machine.poolUsed > machine.poolCapacity - kPoolReserve)
      return false;
    const uint8_t *end = begin + (room < kLongestCachedText ? room : kLongestCachedText);
    bool isFull = false;
    auto put = [&](uint32_t zscii) {
      uint8_t bytes[3];
      const uint32_t unicode = unicodeOf(machine, zscii);
      const uint32_t count = unicode ? toUtf8(unicode, bytes) : 0;
      // Control codes of the output are not text.
      if (count == 0 || (unicode < 32 && unicode != '\n'))
        return;
      isFull = isFull || at + count + 4 > end;
      for (uint32_t i = 0; i < count && !isFull; ++i)
        *at++ = bytes[i];
    };
    uint32_t steps = 0;
    const Error faultBefore = machine.fault;
    const bool isWhole = decodeText(machine, address, put, steps, false) && machine.fault == faultBefore;
    machine.fault = faultBefore; // reported when it is printed
    if (isFull && room < kLongestCachedText)
      machine.flushSoon = 1;
    if (isFull || !isWhole)
      return false;
    while ((at - begin) & 3)
      *at++ = 0;
    machine.poolUsed += static_cast<uint32_t>(at - begin);
    entry = {address, static_cast<uint32_t>(at - begin) / 4, reinterpret_cast<const uint32_t *>(begin)};
  }
  text = entry;
  return true;
}

void printText(Machine &machine, uint32_t address) {
  CachedText text;
  if (machine.plainText && cacheText(machine, address, text)) {
    putWords(machine, text.text, text.words);
    return;
  }
  auto put = [&machine](uint32_t zscii) { printZscii(machine, zscii); };
  uint32_t steps = 0;
  decodeText(machine, address, put, steps, false);
}

uint32_t encodeWord(Machine &machine, const uint8_t *zscii, uint32_t length, uint16_t *encoded) {
  const uint32_t words = machine.version <= 3 ? 2 : 3;
  uint8_t characters[16];
  uint32_t count = 0;
  for (uint32_t i = 0; i < length && count < 3 * words; ++i) {
    const uint32_t index = machine.placeInAlphabet[zscii[i]] - 1U;
    if (index < 78) {
      if (index >= 26)
        characters[count++] = static_cast<uint8_t>((machine.version <= 2 ? 1 : 3) + index / 26);
      characters[count++] = static_cast<uint8_t>(index % 26 + 6);
    } else {
      characters[count++] = machine.version <= 2 ? 3 : 5;
      characters[count++] = 6;
      characters[count++] = static_cast<uint8_t>(zscii[i] >> 5);
      characters[count++] = zscii[i] & 31;
    }
  }
  while (count < 3 * words)
    characters[count++] = 5;
  for (uint32_t i = 0; i < words; ++i)
    encoded[i] = static_cast<uint16_t>(characters[3 * i] << 10 | characters[3 * i + 1] << 5 | characters[3 * i + 2]);
  encoded[words - 1] |= 0x8000;
  return words;
}

} // namespace tt::zork
