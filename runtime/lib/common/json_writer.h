// Writes JSON text: nesting, commas and escapes.
#pragma once

#include <cmath>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tt::runtime::detail {

/// Values follow keys inside objects, and each other inside arrays; commas come by themselves. Numbers that JSON lacks
/// are written as Python reads them: NaN, Infinity.
class JsonWriter {
public:
  JsonWriter &beginObject() { return open('{'); }
  JsonWriter &endObject() { return close('}'); }
  JsonWriter &beginArray() { return open('['); }
  JsonWriter &endArray() { return close(']'); }
  JsonWriter &key(std::string_view name);
  JsonWriter &value(std::string_view text);
  JsonWriter &value(const char *text) { return value(std::string_view(text)); }
  JsonWriter &value(const std::string &text) { return value(std::string_view(text)); }
  JsonWriter &value(double number);
  JsonWriter &value(std::same_as<bool> auto flag) { return raw(flag ? "true" : "false"); }
  JsonWriter &value(std::integral auto number)
    requires(!std::same_as<decltype(number), bool>)
  {
    return raw(std::to_string(number));
  }
  template <class T>
  JsonWriter &value(const std::vector<T> &items) {
    beginArray();
    for (const auto &item : items)
      value(item);
    return endArray();
  }
  template <class T>
  JsonWriter &field(std::string_view name, const T &item) {
    key(name);
    return value(item);
  }
  std::string take() { return std::move(text); }

private:
  JsonWriter &open(char bracket);
  JsonWriter &close(char bracket);
  JsonWriter &raw(std::string_view token);
  void separate();
  void quote(std::string_view string);

  std::string text;
  bool first = true;
};

} // namespace tt::runtime::detail
