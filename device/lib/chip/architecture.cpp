// Descriptors of chips, read from JSON: those that are built in, and the user's own.
#include "tt/device/architecture.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <limits>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "chip/architecture_check.h"
#include "chip/architecture_data.h"
#include "tt/device/error.h"

namespace tt::device {
namespace {

using Json = nlohmann::json;

/// Reads the members of one descriptor; says what is missing, unknown or of another type.
class Reader {
public:
  Reader(const Json &json, std::string where) : json(json), where(std::move(where)) {
    if (!json.is_object())
      throw ValueError(fmt::format("{}: expected an object, found {}", this->where, json.type_name()));
  }

  Architecture read() {
    Architecture a;
    text("name", a.name);
    number("gridWidth", a.gridWidth);
    number("gridHeight", a.gridHeight);
    number("nocOffsetX", a.nocOffsetX);
    number("nocOffsetY", a.nocOffsetY);
    number("l1Size", a.l1Size);
    number("localMemorySize", a.localMemorySize);
    number("dramChannels", a.dramChannels);
    number("dramChannelSize", a.dramChannelSize);
    places("dramNodes", a.dramNodes);
    number("l1Alignment", a.l1Alignment);
    number("dramAlignment", a.dramAlignment);
    number("destinationTiles", a.destinationTiles);
    flag("misalignedAccess", a.misalignedAccess);
    for (const auto &[name, value] : json.items())
      if (std::find(known.begin(), known.end(), name) == known.end())
        throw ValueError(fmt::format("{}: unknown member '{}', expected {}", where, name, fmt::join(known, ", ")));
    checkArchitecture(a, where);
    return a;
  }

private:
  const Json &member(const char *name) {
    known.emplace_back(name);
    auto found = json.find(name);
    if (found == json.end())
      throw ValueError(fmt::format("{}: the member '{}' is missing", where, name));
    return *found;
  }

  [[noreturn]] void fail(const std::string &name, const Json &value, std::string_view expected) const {
    throw ValueError(fmt::format("{}: '{}' is {}, expected {}", where, name, value.dump(), expected));
  }

  template <class Number>
  Number toNumber(const std::string &name, const Json &value) const {
    constexpr uint64_t most = std::numeric_limits<Number>::max();
    if (!value.is_number_unsigned() || value.get<uint64_t>() > most)
      fail(name, value, fmt::format("a whole number from 0 to {}", most));
    return static_cast<Number>(value.get<uint64_t>());
  }

  template <class Number>
  void number(const char *name, Number &to) {
    to = toNumber<Number>(name, member(name));
  }

  void text(const char *name, std::string &to) {
    const Json &value = member(name);
    if (!value.is_string())
      fail(name, value, "a text");
    to = value.get<std::string>();
  }

  void flag(const char *name, bool &to) {
    const Json &value = member(name);
    if (!value.is_boolean())
      fail(name, value, "true or false");
    to = value.get<bool>();
  }

  void places(const char *name, std::vector<TileCoord> &to) {
    const Json &value = member(name);
    if (!value.is_array())
      fail(name, value, "a list of places [x, y]");
    for (size_t i = 0; i < value.size(); ++i) {
      std::string element = fmt::format("{}[{}]", name, i);
      if (!value[i].is_array() || value[i].size() != 2)
        fail(element, value[i], "a place [x, y]");
      to.push_back({toNumber<uint32_t>(element, value[i][0]), toNumber<uint32_t>(element, value[i][1])});
    }
  }

  const Json &json;
  std::string where;
  std::vector<std::string> known;
};

Architecture parse(std::string_view text, const std::string &where) {
  Json json;
  try {
    json = Json::parse(text);
  } catch (const Json::parse_error &error) {
    throw ValueError(fmt::format("{} is no JSON: {}", where, error.what()));
  }
  return Reader(json, where).read();
}

std::string readFile(const std::string &path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file.is_open() || file.bad()) {
    int error = errno ? errno : EIO;
    throw FileError(fmt::format("cannot read the architecture '{}': {}", path, std::strerror(error)), error, path);
  }
  return text;
}

} // namespace

Architecture Architecture::named(const std::string &nameOrPath) {
  for (const ArchitectureText &known : architectureTexts())
    if (known.name == nameOrPath)
      return parse(known.json, fmt::format("architecture '{}'", nameOrPath));
  if (nameOrPath.ends_with(".json"))
    return parse(readFile(nameOrPath), fmt::format("architecture file '{}'", nameOrPath));
  throw ValueError(fmt::format("there is no architecture '{}'; there are {}, and files that end in .json", nameOrPath,
                               fmt::join(names(), ", ")));
}

std::vector<std::string> Architecture::names() {
  std::vector<std::string> names;
  for (const ArchitectureText &known : architectureTexts())
    names.emplace_back(known.name);
  return names;
}

Architecture Architecture::withGrid(uint32_t width, uint32_t height) const {
  Architecture other = *this;
  other.gridWidth = width;
  other.gridHeight = height;
  checkArchitecture(other, fmt::format("architecture '{}' with a grid of {} x {}", name, width, height));
  return other;
}

} // namespace tt::device
