// Takes messages apart by lines: each has a headline "file:line:column: kind: text", and lines that show the source.
#include "kernel/diagnostics.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <vector>

#include <fmt/format.h>

namespace tt::device {
namespace {

std::vector<std::string_view> linesOf(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

/// "file:line:column", and what is said there.
struct Message {
  std::string place, text; // the text without its kind
  std::string kind;        // "error", "fatal error", "warning", "note"
  bool isOurs = false;     // in one of the card's headers
  std::vector<std::string_view> source;
};

/// The name of one of the card's headers as kernels include it; nothing for other paths.
std::optional<std::string_view> headerName(std::string_view path, std::span<const std::string> headers) {
  std::optional<std::string_view> shortest;
  for (const std::string &folder : headers)
    if (path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/') {
      std::string_view rest = path.substr(folder.size() + 1);
      if (!shortest || rest.size() < shortest->size())
        shortest = rest;
    }
  return shortest;
}

std::optional<Message> parse(std::string_view line, std::span<const std::string> headers) {
  for (std::string_view kind : {"fatal error", "error", "warning", "note"}) {
    const std::string mark = fmt::format(": {}: ", kind);
    const size_t at = line.find(mark);
    if (at == std::string_view::npos || at == 0 || !std::isdigit(static_cast<unsigned char>(line[at - 1])))
      continue;
    Message message;
    message.kind = kind;
    message.text = line.substr(at + mark.size());
    const std::string_view place = line.substr(0, at);
    const std::optional<std::string_view> header = headerName(place, headers);
    message.isOurs = header.has_value();
    message.place = header.value_or(place);
    return message;
  }
  return std::nullopt;
}

void add(std::string &text, const Message &message, std::string_view place, bool withSource) {
  text += fmt::format("{}: {}: {}\n", place, message.kind, message.text);
  if (withSource)
    for (std::string_view line : message.source)
      text += fmt::format("{}\n", line);
}

/// An error and the notes that belong to it.
std::string tell(const std::vector<Message> &group) {
  std::string text;
  const Message &error = group.front();
  const auto cause = std::find_if(group.begin() + 1, group.end(), [](const Message &note) { return !note.isOurs; });
  const bool isMoved = error.isOurs && cause != group.end();
  add(text, error, isMoved ? cause->place : error.place, !isMoved);
  if (isMoved) {
    for (std::string_view line : cause->source)
      text += fmt::format("{}\n", line);
    text += fmt::format("{}: note: it is required here\n", error.place);
  }
  for (size_t i = 1; i < group.size(); ++i) {
    const Message &note = group[i];
    const bool saysHow = note.text.starts_with("expanded from macro") || (isMoved && &note == &*cause);
    if (!saysHow)
      add(text, note, note.place, !(isMoved && note.isOurs));
  }
  return text;
}

} // namespace

std::string readableErrors(std::string_view messages, std::span<const std::string> headers) {
  std::string text;
  std::vector<Message> group;
  std::string included; // of the message that follows
  const auto finish = [&] {
    if (!group.empty())
      text += tell(group);
    group.clear();
  };
  for (std::string_view line : linesOf(messages)) {
    constexpr std::string_view kIncluded = "In file included from ";
    if (std::optional<Message> message = parse(line, headers)) {
      if (message->kind != "note") {
        finish();
        text += message->isOurs ? "" : included;
      }
      included.clear();
      group.push_back(std::move(*message));
    } else if (line.starts_with(kIncluded)) {
      if (!line.starts_with("In file included from <built-in>") && !headerName(line.substr(kIncluded.size()), headers))
        included += fmt::format("{}\n", line);
    } else if (line.ends_with(" generated.")) {
      continue; // "2 errors generated."
    } else if (!group.empty()) {
      group.back().source.push_back(line);
    } else {
      text += fmt::format("{}\n", line);
    }
  }
  finish();
  return text;
}

std::string readableLinkErrors(std::string_view messages, std::string_view folder) {
  std::string text, symbol;
  for (std::string_view line : linesOf(messages)) {
    constexpr std::string_view kUndefined = "error: undefined symbol: ", kUser = ">>> referenced by ";
    if (const size_t at = line.find(kUndefined); at != std::string_view::npos) {
      symbol = line.substr(at + kUndefined.size());
    } else if (!symbol.empty() && line.starts_with(kUser)) {
      std::string_view place = line.substr(kUser.size());
      place = place.substr(0, place.find(" ("));
      if (place.starts_with("./"))
        place.remove_prefix(2);
      text += fmt::format("{}: error: undefined symbol: {}, which is declared, but defined nowhere in the kernel\n",
                          place, symbol);
    } else if (symbol.empty() || !line.starts_with(">>>")) {
      symbol.clear();
      std::string rest(line);
      const std::string prefix = std::string(folder) + "/";
      for (size_t at = rest.find(prefix); at != std::string::npos; at = rest.find(prefix, at))
        rest.erase(at, prefix.size());
      if (!rest.empty())
        text += rest + "\n";
    }
  }
  return text;
}

} // namespace tt::device
