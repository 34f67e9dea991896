// What the definition of each op says about its records: operands, results, attributes, and where the host executes it.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "tt/runtime/types.h"

namespace tt::runtime::detail {

enum class Arity : uint8_t { One, Optional, Variadic };

/// The kinds of value that an attribute's record may hold. Opaque admits any, for no kernel reads it.
enum class AttributeKind : uint8_t {
  Bool,
  Int,
  Float,
  String, ///< also enumerators, by keyword
  IntArray,
  FloatArray,
  StringArray,
  DataType,
  Program,
  Constant,
  Opaque,
  IntOrFloat,
  IntOrIntArray,
};

struct OperandSignature {
  std::string_view name;
  Arity arity;
};

struct AttributeSignature {
  std::string_view name;
  AttributeKind kind;
  bool optional; ///< the record may lack it; one with a default value is always in the record
};

struct OpSignature {
  std::string_view name; ///< "ttnn.matmul"
  std::span<const OperandSignature> operands;
  std::span<const OperandSignature> results;
  std::span<const AttributeSignature> attributes;
  std::span<const DataType> hostDtypes; ///< element types in which the host device executes the op
};

/// Null for a name that no program may hold.
const OpSignature *findOpSignature(std::string_view name);

/// All signatures, sorted by name.
std::span<const OpSignature> opSignatures();

} // namespace tt::runtime::detail
