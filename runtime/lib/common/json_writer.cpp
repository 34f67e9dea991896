// Writes JSON text: nesting, commas and escapes.
#include "common/json_writer.h"

#include <fmt/format.h>

namespace tt::runtime::detail {

void JsonWriter::separate() {
  if (!first)
    text += ", ";
  first = false;
}

JsonWriter &JsonWriter::open(char bracket) {
  separate();
  text += bracket;
  first = true;
  return *this;
}

JsonWriter &JsonWriter::close(char bracket) {
  text += bracket;
  first = false;
  return *this;
}

JsonWriter &JsonWriter::raw(std::string_view token) {
  separate();
  text += token;
  return *this;
}

JsonWriter &JsonWriter::key(std::string_view name) {
  separate();
  quote(name);
  text += ": ";
  first = true;
  return *this;
}

JsonWriter &JsonWriter::value(std::string_view string) {
  separate();
  quote(string);
  return *this;
}

JsonWriter &JsonWriter::value(double number) {
  if (std::isnan(number))
    return raw("NaN");
  if (std::isinf(number))
    return raw(number > 0 ? "Infinity" : "-Infinity");
  return raw(fmt::format("{}", number));
}

void JsonWriter::quote(std::string_view string) {
  text += '"';
  for (char c : string) {
    switch (c) {
    case '"':
      text += "\\\"";
      break;
    case '\\':
      text += "\\\\";
      break;
    case '\n':
      text += "\\n";
      break;
    default:
      if (static_cast<unsigned char>(c) < 0x20)
        text += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
      else
        text += c;
    }
  }
  text += '"';
}

} // namespace tt::runtime::detail
