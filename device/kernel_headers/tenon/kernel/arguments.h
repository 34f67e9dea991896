// A kernel's arguments: known when it is compiled, each core's own, and those that all cores share.
#pragma once

#include "tenon/kernel/base.h"

#ifndef KERNEL_COMPILE_TIME_ARGS
#define KERNEL_COMPILE_TIME_ARGS
#endif
#ifndef KERNEL_COMPILE_TIME_ARG_MAP
#define KERNEL_COMPILE_TIME_ARG_MAP
#endif

namespace tenon {

struct CompileTimeArgs {
  uint32_t count;
  uint32_t values[256];
};

template <typename... Values>
constexpr CompileTimeArgs compileTimeArgs(Values... values) {
  static_assert(sizeof...(Values) <= 256, "a kernel takes at most 256 compile-time arguments");
  return {sizeof...(Values), {static_cast<uint32_t>(values)...}};
}

struct NamedArg {
  const char *name;
  uint32_t value;
};

constexpr bool sameText(const char *a, const char *b) {
  while (*a && *a == *b)
    ++a, ++b;
  return *a == *b;
}

/// Not constexpr: a name that is not there stops the compiler here.
void thereIsNoCompileTimeArgumentOfThisName();

// The last one ends the list, which may be empty.
inline constexpr NamedArg kNamedArgs[] = {KERNEL_COMPILE_TIME_ARG_MAP{nullptr, 0}};

consteval uint32_t namedArg(const char *name) {
  for (const NamedArg *arg = kNamedArgs; arg->name; ++arg)
    if (sameText(arg->name, name))
      return arg->value;
  thereIsNoCompileTimeArgumentOfThisName();
  return 0;
}

} // namespace tenon

inline constexpr tenon::CompileTimeArgs kernel_compile_time_args = tenon::compileTimeArgs(KERNEL_COMPILE_TIME_ARGS);

template <uint32_t Idx>
constexpr uint32_t get_ct_arg() {
  static_assert(Idx < kernel_compile_time_args.count, "the kernel has no compile-time argument of this index");
  return kernel_compile_time_args.values[Idx];
}

/// Compile-time argument `arg_idx`, a constant.
#define get_compile_time_arg_val(arg_idx) get_ct_arg<arg_idx>()

/// Compile-time argument of a name, a constant.
consteval uint32_t get_named_compile_time_arg_val(const char *name) { return tenon::namedArg(name); }
consteval uint32_t get_named_ct_arg(const char *name) { return tenon::namedArg(name); }

/// L1 address of a runtime argument of this core.
FORCE_INLINE uintptr_t get_arg_addr(int arg_idx) { return tenon::launch().runtimeArgs + arg_idx * 4; }
/// L1 address of a runtime argument that all cores of the kernel share.
FORCE_INLINE uintptr_t get_common_arg_addr(int arg_idx) { return tenon::launch().commonArgs + arg_idx * 4; }

// Both stop the core where so many were not set.
template <typename T>
FORCE_INLINE T get_arg_val(int arg_idx) {
  static_assert(sizeof(T) == 4, "arguments have 4 bytes");
  tenon::require(tt::target::card::Missing::RuntimeArgument, arg_idx, tenon::launch().runtimeArgCount);
  return *reinterpret_cast<const T *>(get_arg_addr(arg_idx));
}
template <typename T>
FORCE_INLINE T get_common_arg_val(int arg_idx) {
  static_assert(sizeof(T) == 4, "arguments have 4 bytes");
  tenon::require(tt::target::card::Missing::CommonArgument, arg_idx, tenon::launch().commonArgCount);
  return *reinterpret_cast<const T *>(get_common_arg_addr(arg_idx));
}
