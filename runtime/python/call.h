// Functions for Python that are defined by their signature as Python writes it, and convert their arguments themselves:
// errors name the argument, what was expected and what was given.
#pragma once

#include <concepts>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nanobind/nanobind.h>

namespace tt::runtime::python {

/// A value that Python gave, and its name in messages: "line", "args[2]". Conversions throw TypeError for what is of
/// another type, ValueError for what does not fit.
class Argument {
public:
  Argument(nanobind::handle value, std::string name) : value(nanobind::borrow(value)), name(std::move(name)) {}

  nanobind::handle get() const { return value; }
  const std::string &called() const { return name; }
  bool isNone() const { return value.is_none(); }

  std::string text() const;
  /// A str or os.PathLike; here and below, `others` says what else is expected.
  std::string path(const char *others = "") const;
  bool truth() const;
  double number(const char *others = "") const;
  /// An int of `least` to `most`; `hint` is added to the messages.
  template <std::unsigned_integral Integer>
  Integer whole(Integer least = 0, Integer most = std::numeric_limits<Integer>::max(), const char *hint = "") const {
    return static_cast<Integer>(wholeWithin(least, most, hint));
  }
  /// A function, or None, which gives an empty object; `parameters` says what it is called with.
  nanobind::object function(const char *parameters) const;
  /// The elements of a sequence that is no text, by names such as "args[2]"; nothing where it is none.
  std::optional<std::vector<Argument>> itemsIfAny() const;
  /// The same, where it must be one; `expected` is what it should be.
  std::vector<Argument> items(const char *expected) const;
  /// The values of a mapping with text as keys, by names such as "defines['X']".
  std::vector<std::pair<std::string, Argument>> entries(const char *expected) const;
  /// An object of a bound class; `expected` is what it should be: "a Buffer".
  template <class Class>
  Class &instance(const char *expected) const {
    if (!nanobind::isinstance<Class>(value))
      failType(expected);
    return *nanobind::inst_ptr<Class>(value);
  }
  /// None, or what `convert` makes of the argument.
  template <class Convert>
  auto optional(Convert convert) const -> std::optional<decltype(convert(*this))> {
    if (isNone())
      return std::nullopt;
    return convert(*this);
  }

  /// "NAME is VALUE; expected ...".
  [[noreturn]] void failType(const std::string &expected) const;
  [[noreturn]] void failValue(const std::string &expected) const;

private:
  uint64_t wholeWithin(uint64_t least, uint64_t most, const char *hint) const;

  nanobind::object value;
  std::string name;
};

/// What a function's signature says: "def step(self, tile: tuple[int, int], *, instructions: int = 1) -> None".
/// Defaults are literals.
class Signature {
public:
  explicit Signature(const char *text);

  struct Parameter {
    std::string name;
    bool onlyByName = false;
    nanobind::object fallback; // none where an argument must be given
  };
  std::string function;              // "step"
  std::string text;                  // "step(self, ...) -> None"
  std::vector<Parameter> parameters; // without self
};

/// The arguments of one call, by the names of the signature.
class Call {
public:
  /// Throws TypeError for too few or too many arguments, and for unknown names.
  Call(const Signature &signature, const nanobind::args &args, const nanobind::kwargs &kwargs);
  Argument operator[](const char *name) const;

private:
  const Signature &signature;
  std::vector<nanobind::handle> values;
};

/// Adds a method to a class: `function` is called with the object and a Call. Throws what it throws.
template <class Class, class Function>
void defineMethod(nanobind::class_<Class> &type, const char *text, const char *doc, Function function) {
  auto signature = std::make_shared<const Signature>(text);
  type.def(
      signature->function.c_str(),
      [signature, function](Class &self, const nanobind::args &args, const nanobind::kwargs &kwargs) {
        return function(self, Call(*signature, args, kwargs));
      },
      nanobind::sig(text), doc);
}

/// Adds the constructor of a class: `function` is called with the place of the object and a Call.
template <class Class, class Function>
void defineConstructor(nanobind::class_<Class> &type, const char *text, Function function) {
  auto signature = std::make_shared<const Signature>(text);
  type.def(
      "__init__",
      [signature, function](Class *self, const nanobind::args &args, const nanobind::kwargs &kwargs) {
        function(self, Call(*signature, args, kwargs));
      },
      nanobind::sig(text));
}

/// Lets the constructor of a class say where its objects come from.
template <class Class>
void forbidConstructor(nanobind::class_<Class> &type, const char *message) {
  type.def(
      "__init__",
      [message](Class *, const nanobind::args &, const nanobind::kwargs &) { throw nanobind::type_error(message); },
      nanobind::sig("def __init__(self, *args: object, **kwargs: object) -> NoReturn"));
}

/// Adds a static method to a class: `function` is called with a Call.
template <class Class, class Function>
void defineStatic(nanobind::class_<Class> &type, const char *text, const char *doc, Function function) {
  auto signature = std::make_shared<const Signature>(text);
  type.def_static(
      signature->function.c_str(),
      [signature, function](const nanobind::args &args, const nanobind::kwargs &kwargs) {
        return function(Call(*signature, args, kwargs));
      },
      nanobind::sig(text), doc);
}

/// Adds a function to a module: `function` is called with a Call.
template <class Function>
void defineFunction(nanobind::module_ &m, const char *text, const char *doc, Function function) {
  auto signature = std::make_shared<const Signature>(text);
  m.def(
      signature->function.c_str(),
      [signature, function](const nanobind::args &args, const nanobind::kwargs &kwargs) {
        return function(Call(*signature, args, kwargs));
      },
      nanobind::sig(text), doc);
}

} // namespace tt::runtime::python
