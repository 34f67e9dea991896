// What the generated C functions of types and attributes are made of: parameters that are checked on their way from C
// to C++, and values on their way back. Nothing that C passes can reach a constructor which would assert.
#ifndef TENON_LIB_CAPI_DEFINITIONS_H
#define TENON_LIB_CAPI_DEFINITIONS_H

#include "mlir/CAPI/AffineMap.h"
#include "mlir/CAPI/IR.h"
#include "mlir/CAPI/Support.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Diagnostics.h"

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/Twine.h"

#include <optional>
#include <type_traits>

namespace mlir::tt::capi {

/// Says what is wrong with a parameter.
using Report = llvm::function_ref<void(const llvm::Twine &)>;

//===-- Values to C --------------------------------------------------------===//

inline MlirAttribute toC(Attribute value) { return wrap(value); }
inline MlirType toC(Type value) { return wrap(value); }
inline MlirAffineMap toC(AffineMap value) { return wrap(value); }
inline MlirStringRef toC(llvm::StringRef value) { return wrap(value); }
template <typename T>
  requires std::is_arithmetic_v<T>
T toC(T value) {
  return value;
}
template <typename T>
  requires std::is_enum_v<T>
uint32_t toC(T value) {
  return static_cast<uint32_t>(value);
}

/// The object behind a handle, which must be of this class.
template <typename T, typename Handle>
T as(Handle handle) {
  return mlir::cast<T>(unwrap(handle));
}

//===-- Parameters from C --------------------------------------------------===//
// Each has `fits`, which reports why it does not, and `get`, which may be called if it does.

template <typename T>
struct Plain {
  T value;
  bool fits(Report) const { return true; }
  T get() const { return value; }
};
template <typename T>
Plain<T> plain(const char *, T value) {
  return {value};
}
inline Plain<llvm::StringRef> plain(const char *, MlirStringRef value) { return {unwrap(value)}; }
template <typename T>
Plain<std::optional<T>> optionalValue(const char *, const T *value) {
  return {value ? std::optional<T>(*value) : std::nullopt};
}

template <typename T>
struct Array {
  const char *name;
  intptr_t size;
  const T *values;
  bool fits(Report report) const {
    if (size >= 0 && (values || size == 0))
      return true;
    report(llvm::Twine(name) + " has " + llvm::Twine(static_cast<int64_t>(size)) + " elements at " +
           (values ? "an address" : "no address"));
    return false;
  }
  llvm::ArrayRef<T> get() const { return {values, static_cast<size_t>(size)}; }
};
template <typename T>
Array<T> array(const char *name, intptr_t size, const T *values) {
  return {name, size, values};
}

/// The enumerator with this number, if there is one.
template <typename T, std::optional<T> (*symbolizeNumber)(uint32_t)>
std::optional<T> symbolize(uint32_t number) {
  return symbolizeNumber(number);
}
template <typename T>
struct Enumerator {
  const char *name;
  uint32_t number;
  std::optional<T> value;
  bool fits(Report report) const {
    if (!value)
      report(llvm::Twine(name) + ": there is no enumerator with the number " + llvm::Twine(number));
    return value.has_value();
  }
  T get() const { return *value; }
};
template <typename T>
Enumerator<T> enumerator(const char *name, uint32_t number, std::optional<T> (*symbol)(uint32_t)) {
  return {name, number, symbol(number)};
}

template <typename T>
struct OptionalEnumerator {
  Enumerator<T> value;
  bool given;
  bool fits(Report report) const { return !given || value.fits(report); }
  std::optional<T> get() const { return given ? value.value : std::nullopt; }
};
template <typename T>
OptionalEnumerator<T> optionalEnumerator(const char *name, const uint32_t *number,
                                         std::optional<T> (*symbol)(uint32_t)) {
  if (!number)
    return {{name, 0, std::nullopt}, false};
  return {enumerator(name, *number, symbol), true};
}

template <typename T>
struct Enumerators {
  Array<uint32_t> numbers;
  std::optional<T> (*symbol)(uint32_t);
  llvm::SmallVector<T> values = {};
  bool fits(Report report) {
    if (!numbers.fits(report))
      return false;
    for (uint32_t number : numbers.get()) {
      Enumerator<T> value = enumerator(numbers.name, number, symbol);
      if (!value.fits(report))
        return false;
      values.push_back(value.get());
    }
    return true;
  }
  llvm::ArrayRef<T> get() const { return values; }
};
template <typename T>
Enumerators<T> enumerators(const char *name, intptr_t size, const uint32_t *numbers,
                           std::optional<T> (*symbol)(uint32_t)) {
  return {{name, size, numbers}, symbol};
}

/// The name of a class without its namespaces, for messages.
template <typename T>
llvm::StringRef className() {
  llvm::StringRef name = llvm::getTypeName<T>();
  return name.substr(name.rfind(':') + 1);
}

/// Text of what was given instead.
template <typename T>
std::string described(T value) {
  std::string text;
  llvm::raw_string_ostream(text) << value;
  return text;
}

/// An attribute, type or affine map of class T; absent only where it may be.
template <typename T, typename Handle>
struct Object {
  const char *name;
  Handle handle;
  bool nullable;
  bool fits(Report report) const {
    if (!handle.ptr) {
      if (!nullable)
        report(llvm::Twine(name) + " is missing");
      return nullable;
    }
    if constexpr (!std::is_same_v<T, AffineMap>) {
      if (!mlir::isa<T>(unwrap(handle))) {
        report(llvm::Twine(name) + ": expected a " + className<T>() + ", got " + described(unwrap(handle)));
        return false;
      }
    }
    return true;
  }
  T get() const {
    if constexpr (std::is_same_v<T, AffineMap>)
      return unwrap(handle);
    else
      return handle.ptr ? mlir::cast<T>(unwrap(handle)) : T();
  }
};
template <typename T, typename Handle>
Object<T, Handle> object(const char *name, Handle handle, bool nullable) {
  return {name, handle, nullable};
}

template <typename T, typename Handle>
struct Objects {
  Array<Handle> handles;
  llvm::SmallVector<T> values = {};
  bool fits(Report report) {
    if (!handles.fits(report))
      return false;
    for (Handle handle : handles.get()) {
      Object<T, Handle> value{handles.name, handle, /*nullable=*/false};
      if (!value.fits(report))
        return false;
      values.push_back(value.get());
    }
    return true;
  }
  llvm::ArrayRef<T> get() const { return values; }
};
template <typename T, typename Handle>
Objects<T, Handle> objects(const char *name, intptr_t size, const Handle *handles) {
  return {{name, size, handles}};
}

//===-- Making -------------------------------------------------------------===//

/// The type or attribute of class T with these parameters, or null after an error at `location`.
template <typename T, bool isVerified, typename... Parameters>
auto make(MlirLocation location, const char *what, Parameters... parameters) {
  using Base = std::conditional_t<std::is_base_of_v<Type, T>, Type, Attribute>;
  Location where = unwrap(location);
  auto report = [&](const llvm::Twine &problem) { emitError(where) << what << ": " << problem; };
  if (!(parameters.fits(report) && ...))
    return wrap(Base());
  if constexpr (isVerified)
    return wrap(Base(T::getChecked([&] { return emitError(where); }, where.getContext(), parameters.get()...)));
  else
    return wrap(Base(T::get(where.getContext(), parameters.get()...)));
}

} // namespace mlir::tt::capi

#endif // TENON_LIB_CAPI_DEFINITIONS_H
