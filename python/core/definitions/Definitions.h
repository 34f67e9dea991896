// Types and attributes of Tenon's dialects for Python: tables of the functions of the C API, and what calls them.
//
// The tables are generated, one for each dialect (utils/opgen/python_tables.py). A Python class of the package finds
// its row by name, and makes and reads its objects through it: there is no C++ code for each class.
#ifndef TENON_PYTHON_CORE_DEFINITIONS_DEFINITIONS_H
#define TENON_PYTHON_CORE_DEFINITIONS_DEFINITIONS_H

#include "mlir/Bindings/Python/NanobindAdaptors.h"

#include <array>
#include <span>
#include <string>

namespace tenon {

class Arguments;

//===-- Values to Python ---------------------------------------------------===//

template <typename T>
nanobind::object toPython(T value) {
  return nanobind::cast(value);
}
inline nanobind::object toPython(MlirStringRef value) { return nanobind::str(value.data, value.length); }
// An object of its class, None for null. Unlike the casters of MLIR's header, these let errors of Python through (an
// interrupt in the class's constructor, for instance) rather than end the process.
nanobind::object toPython(MlirAttribute value);
nanobind::object toPython(MlirType value);
nanobind::object toPython(MlirAffineMap value);

/// Reads one value of a type or attribute through the functions of the C API, whatever their types are.
class Reader {
public:
  template <typename Result, typename Self>
  Reader(const char *name, Result (*get)(Self)) : name(name), functions{erase(get)} {
    call = [](const Reader &reader, const void *self) {
      return toPython(restore<Result(Self)>(reader.functions[0])(Self{self}));
    };
  }
  /// What may lack a value, which is None then.
  template <typename Result, typename Self>
  Reader(const char *name, bool (*has)(Self), Result (*get)(Self)) : name(name), functions{erase(has), erase(get)} {
    call = [](const Reader &reader, const void *self) -> nanobind::object {
      if (!restore<bool(Self)>(reader.functions[0])(Self{self}))
        return nanobind::none();
      return toPython(restore<Result(Self)>(reader.functions[1])(Self{self}));
    };
  }
  /// A list.
  template <typename Result, typename Self>
  Reader(const char *name, intptr_t (*size)(Self), Result (*element)(Self, intptr_t))
      : name(name), functions{erase(size), erase(element)} {
    call = [](const Reader &reader, const void *self) -> nanobind::object {
      nanobind::list values;
      for (intptr_t i = 0, n = restore<intptr_t(Self)>(reader.functions[0])(Self{self}); i < n; ++i)
        values.append(toPython(restore<Result(Self, intptr_t)>(reader.functions[1])(Self{self}, i)));
      return values;
    };
  }

  nanobind::object operator()(const void *self) const { return call(*this, self); }
  const char *name;

private:
  using Function = void (*)();
  template <typename Signature>
  static Function erase(Signature *function) {
    return reinterpret_cast<Function>(function);
  }
  template <typename Signature>
  static Signature *restore(Function function) {
    return reinterpret_cast<Signature *>(function);
  }

  std::array<Function, 2> functions;
  nanobind::object (*call)(const Reader &, const void *self);
};

/// A type or an attribute: a row of a table.
struct Definition {
  const char *dialect;
  const char *className;
  const char *mnemonic; // "#ttnn.core_range"
  bool isType;
  MlirTypeID (*typeID)();
  /// Makes one; null after an error that was reported at the location.
  const void *(*make)(MlirLocation, const Arguments &);
  /// Its parameters, then what its class computes.
  std::span<const Reader> readers;
};

/// What a parameter has to be that is an attribute or a type. Where a class has them, `isA` tests for it and
/// `fromNumber` makes it of an enumerator's number.
template <typename Handle>
struct Expected {
  const char *name;
  bool (*isA)(Handle) = nullptr;
  Handle (*fromNumber)(MlirContext, uint32_t) = nullptr;
};

/// The arguments from Python of a row's `make`. Each function takes the argument at an index, and raises TypeError or
/// ValueError that names the parameter.
class Arguments {
public:
  Arguments(const Definition &definition, MlirContext context, nanobind::tuple values)
      : definition(definition), context(context), values(std::move(values)) {}

  bool boolean(size_t index) const;
  template <typename T>
  T integer(size_t index) const {
    return toInteger<T>(values[index], index);
  }
  std::string string(size_t index) const;
  MlirAttribute attribute(size_t index, const Expected<MlirAttribute> &expected, bool nullable = false) const;
  MlirType type(size_t index, const Expected<MlirType> &expected, bool nullable = false) const;
  MlirAffineMap affineMap(size_t index, bool nullable = false) const;

  /// None where there is no value.
  template <typename T>
  std::optional<T> optionalInteger(size_t index) const {
    return values[index].is_none() ? std::nullopt : std::optional<T>(integer<T>(index));
  }
  std::optional<bool> optionalBoolean(size_t index) const {
    return values[index].is_none() ? std::nullopt : std::optional<bool>(boolean(index));
  }

  template <typename T>
  std::vector<T> integers(size_t index) const {
    return list<T>(index, [&](nanobind::handle value) { return toInteger<T>(value, index); });
  }
  std::vector<MlirAttribute> attributes(size_t index, const Expected<MlirAttribute> &expected) const;
  std::vector<MlirType> types(size_t index, const Expected<MlirType> &expected) const;

private:
  template <typename T, typename Convert>
  std::vector<T> list(size_t index, Convert convert) const {
    std::vector<T> result;
    for (nanobind::handle value : sequence(index))
      result.push_back(convert(value));
    return result;
  }
  /// A list as it was given; None is an empty one.
  nanobind::list sequence(size_t index) const;
  template <typename T>
  T toInteger(nanobind::handle value, size_t index) const {
    T result;
    if (PyFloat_Check(value.ptr()) || !PyIndex_Check(value.ptr()))
      failType(index, "an int", value);
    if (!nanobind::try_cast<T>(nanobind::int_(value), result))
      failRange(index, value, std::numeric_limits<T>::min(), std::numeric_limits<T>::max());
    return result;
  }
  MlirAttribute toAttribute(nanobind::handle value, size_t index, const Expected<MlirAttribute> &expected) const;
  MlirType toType(nanobind::handle value, size_t index, const Expected<MlirType> &expected) const;
  template <typename Handle>
  void requireContext(Handle handle, MlirContext other, size_t index) const;

  [[noreturn]] void failType(size_t index, const std::string &expected, nanobind::handle value) const;
  template <typename T>
  [[noreturn]] void failRange(size_t index, nanobind::handle value, T least, T greatest) const {
    failValue(index, std::string(nanobind::repr(value).c_str()) + " is out of range: " + std::to_string(least) +
                         " to " + std::to_string(greatest));
  }
  [[noreturn]] void failValue(size_t index, const std::string &problem) const;
  std::string where(size_t index) const;

  const Definition &definition;
  MlirContext context;
  nanobind::tuple values;
};

/// An IntegerAttr of 32 bits, which some enumerations are in the IR.
MlirAttribute numberAttribute(MlirContext context, uint32_t number);

/// The tables of the dialects, by name; generated.
std::span<const Definition> findDefinitions(std::string_view dialect);

/// Adds what the package's classes are made with.
void bindDefinitions(nanobind::module_ &m);

} // namespace tenon

#endif // TENON_PYTHON_CORE_DEFINITIONS_DEFINITIONS_H
