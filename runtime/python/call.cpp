// Signatures as Python writes them, arguments bound to them, and their conversions with errors that say what was
// expected.
#include "call.h"

#include <algorithm>
#include <stdexcept>
#include <string_view>

#include <nanobind/eval.h>
#include <nanobind/stl/string.h>

namespace nb = nanobind;

namespace tt::runtime::python {
namespace {

/// What `object` looks like, on one line of a message.
std::string printed(nb::handle object) {
  constexpr size_t kMost = 80;
  nb::object text = nb::steal(PyObject_Repr(object.ptr()));
  if (!text.is_valid()) {
    PyErr_Clear();
    return "a " + nb::cast<std::string>(nb::inst_name(object));
  }
  if (nb::len(text) > kMost)
    text = text[nb::slice(nb::int_(0), nb::int_(kMost), nb::int_(1))] + nb::str("...");
  return nb::cast<std::string>(nb::str(" ").attr("join")(text.attr("split")()));
}

nb::builtin_exception typeError(const std::string &text) { return nb::type_error(text.c_str()); }

/// The end of what begins at `at` of a signature: the next of `ends` outside of brackets and quotes.
size_t endOf(std::string_view text, size_t at, std::string_view ends) {
  int depth = 0;
  for (char quote = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (quote) {
      quote = c == quote ? 0 : quote;
      continue;
    }
    if (depth == 0 && ends.find(c) != std::string_view::npos)
      return at;
    if (c == '"' || c == '\'')
      quote = c;
    else if (c == '[' || c == '(' || c == '{')
      ++depth;
    else if (c == ']' || c == ')' || c == '}')
      --depth;
  }
  throw std::logic_error("a signature that never ends: " + std::string(text));
}

std::string trimmed(std::string_view text) {
  while (text.starts_with(' '))
    text.remove_prefix(1);
  while (text.ends_with(' '))
    text.remove_suffix(1);
  return std::string(text);
}

} // namespace

void Argument::failType(const std::string &expected) const {
  throw typeError(fmt::format("{} is {}; expected {}", name, printed(value), expected));
}

void Argument::failValue(const std::string &expected) const {
  throw nb::value_error(fmt::format("{} is {}; expected {}", name, printed(value), expected).c_str());
}

std::string Argument::text() const {
  if (!PyUnicode_Check(value.ptr()))
    failType("a str");
  Py_ssize_t size;
  const char *text = PyUnicode_AsUTF8AndSize(value.ptr(), &size);
  if (!text) {
    PyErr_Clear(); // lone surrogates
    failValue("a str that has a form in UTF-8");
  }
  return {text, static_cast<size_t>(size)};
}

std::string Argument::path(const char *others) const {
  const std::string expected = std::string("a str or os.PathLike") + others;
  nb::object path = nb::steal(PyOS_FSPath(value.ptr()));
  if (!path.is_valid()) {
    PyErr_Clear();
    failType(expected);
  }
  PyObject *encoded = nullptr;
  if (!PyUnicode_FSConverter(path.ptr(), static_cast<void *>(&encoded))) {
    PyErr_Clear();
    failValue(expected + " without null characters");
  }
  const nb::object bytes = nb::steal(encoded);
  return {PyBytes_AS_STRING(bytes.ptr()), static_cast<size_t>(PyBytes_GET_SIZE(bytes.ptr()))};
}

bool Argument::truth() const {
  if (!PyBool_Check(value.ptr()))
    failType("True or False");
  return value.ptr() == Py_True;
}

double Argument::number(const char *others) const {
  const double number = PyFloat_AsDouble(value.ptr());
  if (PyErr_Occurred()) {
    PyErr_Clear();
    failType(std::string("a number") + others);
  }
  return number;
}

uint64_t Argument::wholeWithin(uint64_t least, uint64_t most, const char *hint) const {
  nb::object integer = nb::steal(PyNumber_Index(value.ptr()));
  if (!integer.is_valid()) {
    PyErr_Clear();
    failType(std::string("an int") + hint);
  }
  const unsigned long long number = PyLong_AsUnsignedLongLong(integer.ptr());
  const bool overflows = PyErr_Occurred();
  PyErr_Clear();
  if (overflows || number < least || number > most)
    failValue(
        fmt::format("an int of {} to {}{}", least, most == UINT64_MAX ? "2**64 - 1" : fmt::to_string(most), hint));
  return number;
}

nb::object Argument::function(const char *parameters) const {
  if (isNone())
    return {};
  if (!PyCallable_Check(value.ptr()))
    failType(std::string("a function that is called with ") + parameters + ", or None");
  return nb::borrow(value);
}

std::optional<std::vector<Argument>> Argument::itemsIfAny() const {
  PyObject *object = value.ptr();
  if (!PySequence_Check(object) || PyUnicode_Check(object) || PyBytes_Check(object) || PyByteArray_Check(object))
    return std::nullopt;
  nb::object sequence = nb::steal(PySequence_Fast(object, ""));
  if (!sequence.is_valid()) {
    PyErr_Clear(); // as numpy arrays without a dimension
    return std::nullopt;
  }
  std::vector<Argument> result;
  result.reserve(static_cast<size_t>(PySequence_Fast_GET_SIZE(sequence.ptr())));
  for (Py_ssize_t i = 0; i < PySequence_Fast_GET_SIZE(sequence.ptr()); ++i)
    result.push_back(Argument(PySequence_Fast_GET_ITEM(sequence.ptr(), i), fmt::format("{}[{}]", name, i)));
  return result;
}

std::vector<Argument> Argument::items(const char *expected) const {
  std::optional<std::vector<Argument>> result = itemsIfAny();
  if (!result)
    failType(expected);
  return std::move(*result);
}

std::vector<std::pair<std::string, Argument>> Argument::entries(const char *expected) const {
  nb::object items = nb::hasattr(value, "keys") ? nb::steal(PyMapping_Items(value.ptr())) : nb::object();
  if (!items.is_valid()) {
    PyErr_Clear();
    failType(expected);
  }
  std::vector<std::pair<std::string, Argument>> result;
  for (nb::handle item : items)
    result.emplace_back(Argument(item[0], "a key of " + name).text(),
                        Argument(item[1], fmt::format("{}[{}]", name, printed(item[0]))));
  return result;
}

Signature::Signature(const char *definition) {
  std::string_view rest = definition;
  rest.remove_prefix(std::string_view("def ").size());
  text = rest;
  size_t at = rest.find('(');
  function = rest.substr(0, at++);
  for (bool onlyByName = false; rest[at - 1] != ')';) {
    const size_t end = endOf(rest, at, ",)");
    const std::string_view parameter = rest.substr(at, end - at);
    at = end + 1;
    const std::string name = trimmed(parameter.substr(0, parameter.find(':')));
    if (name == "*")
      onlyByName = true;
    if (name == "*" || name == "self" || name.empty())
      continue;
    const size_t equals = parameter.find(" = ");
    nb::object fallback;
    if (equals != std::string_view::npos)
      fallback = nb::eval(nb::str(trimmed(parameter.substr(equals + 3)).c_str()));
    parameters.push_back({name, onlyByName, std::move(fallback)});
  }
}

Call::Call(const Signature &signature, const nb::args &args, const nb::kwargs &kwargs)
    : signature(signature), values(signature.parameters.size()) {
  const auto &parameters = signature.parameters;
  const size_t positional =
      std::count_if(parameters.begin(), parameters.end(), [](const auto &each) { return !each.onlyByName; });
  if (args.size() > positional)
    throw typeError(fmt::format("{}() takes {} argument{} by position, and was given {}: {}", signature.function,
                                positional, positional == 1 ? "" : "s", args.size(), signature.text));
  for (size_t i = 0; i < args.size(); ++i)
    values[i] = args[i];
  for (auto [key, value] : kwargs) {
    const auto name = nb::cast<std::string>(key);
    const auto found =
        std::find_if(parameters.begin(), parameters.end(), [&](const auto &each) { return each.name == name; });
    if (found == parameters.end())
      throw typeError(fmt::format("{}() has no argument {}: {}", signature.function, printed(key), signature.text));
    nb::handle &place = values[found - parameters.begin()];
    if (place.is_valid())
      throw typeError(fmt::format("{}() was given {} by position and by name: {}", signature.function, printed(key),
                                  signature.text));
    place = value;
  }
  for (size_t i = 0; i < values.size(); ++i) {
    if (values[i].is_valid())
      continue;
    if (!parameters[i].fallback.is_valid())
      throw typeError(
          fmt::format("{}() lacks the argument '{}': {}", signature.function, parameters[i].name, signature.text));
    values[i] = parameters[i].fallback;
  }
}

Argument Call::operator[](const char *name) const {
  for (size_t i = 0; i < values.size(); ++i)
    if (signature.parameters[i].name == name)
      return {values[i], name};
  throw std::logic_error(fmt::format("{} has no argument {}", signature.text, name));
}

} // namespace tt::runtime::python
