// OpView: typed access to an op's operands and attributes, with errors that name the op, its place and its tensors.
#include "common/op_signature.h"
#include "ttnn/kernels/kernel.h"

namespace tt::runtime {
namespace {

const TensorDesc &tensorOf(const OpView &view, const std::vector<uint32_t> &indices, size_t i, const char *what) {
  if (i >= indices.size())
    view.fail(std::string(what) + " " + std::to_string(i) + " is missing");
  const detail::Value &value = view.program.values[indices[i]];
  if (!value.isTensor)
    view.fail(std::string(what) + " " + std::to_string(i) + " is not a tensor");
  return value.desc;
}

std::string describe(const detail::Program &program, const std::vector<uint32_t> &indices) {
  std::string text;
  for (uint32_t index : indices) {
    const detail::Value &value = program.values[index];
    text += (text.empty() ? "" : ", ") + (value.isTensor ? value.desc.str() : std::string("device"));
  }
  return text.empty() ? "none" : text;
}

const detail::AttributeValue *findAttribute(const OpView &view, std::string_view name) {
  auto found = view.op.attributes.find(name);
  return found == view.op.attributes.end() ? nullptr : &found->second;
}

[[noreturn]] void failAttribute(const OpView &view, std::string_view name, bool present, const char *expected) {
  view.fail("attribute '" + std::string(name) + "' " + (present ? "must be " : "is missing; it must be ") + expected);
}

/// The attribute as `convert` reads it (which returns nullopt for another kind), or `otherwise` when it is absent.
template <class T, class Convert>
T readAttribute(const OpView &view, std::string_view name, const std::optional<T> &otherwise, const char *expected,
                Convert convert) {
  const detail::AttributeValue *attribute = findAttribute(view, name);
  if (!attribute) {
    if (otherwise)
      return *otherwise;
    failAttribute(view, name, false, expected);
  }
  if (std::optional<T> value = convert(*attribute))
    return *std::move(value);
  failAttribute(view, name, true, expected);
}

} // namespace

const TensorDesc &OpView::operand(size_t i) const { return tensorOf(*this, op.operands, i, "operand"); }
const TensorDesc &OpView::result(size_t i) const { return tensorOf(*this, op.results, i, "result"); }

std::optional<size_t> OpView::find(std::string_view name) const {
  if (!op.signature)
    fail("the op is unknown, so it has no operand '" + std::string(name) + "'");
  size_t position = 0;
  std::span<const detail::OperandSignature> declared = op.signature->operands;
  for (size_t i = 0; i < declared.size() && i < op.operandSegments.size(); ++i) {
    size_t count = op.operandSegments[i];
    if (declared[i].name == name)
      return count != 0 && position < op.operands.size() ? std::optional(position) : std::nullopt;
    position += count;
  }
  return std::nullopt;
}

size_t OpView::require(std::string_view name) const {
  std::optional<size_t> position = find(name);
  if (!position)
    fail("operand '" + std::string(name) + "' is missing");
  return *position;
}

bool OpView::has(std::string_view attribute) const { return findAttribute(*this, attribute) != nullptr; }

bool OpView::boolAttr(std::string_view attribute, std::optional<bool> otherwise) const {
  return readAttribute<bool>(*this, attribute, otherwise, "a boolean",
                             [](const detail::AttributeValue &value) -> std::optional<bool> {
                               if (auto *boolean = std::get_if<bool>(&value))
                                 return *boolean;
                               return std::nullopt;
                             });
}

int64_t OpView::intAttr(std::string_view attribute, std::optional<int64_t> otherwise) const {
  return readAttribute<int64_t>(*this, attribute, otherwise, "an integer",
                                [](const detail::AttributeValue &value) -> std::optional<int64_t> {
                                  if (auto *integer = std::get_if<int64_t>(&value))
                                    return *integer;
                                  return std::nullopt;
                                });
}

double OpView::floatAttr(std::string_view attribute, std::optional<double> otherwise) const {
  return readAttribute<double>(*this, attribute, otherwise, "a number",
                               [](const detail::AttributeValue &value) -> std::optional<double> {
                                 if (auto *number = std::get_if<double>(&value))
                                   return *number;
                                 if (auto *integer = std::get_if<int64_t>(&value))
                                   return static_cast<double>(*integer);
                                 return std::nullopt;
                               });
}

std::string_view OpView::stringAttr(std::string_view attribute, std::optional<std::string_view> otherwise) const {
  return readAttribute<std::string_view>(*this, attribute, otherwise, "a string",
                                         [](const detail::AttributeValue &value) -> std::optional<std::string_view> {
                                           if (auto *text = std::get_if<std::string>(&value))
                                             return std::string_view(*text);
                                           return std::nullopt;
                                         });
}

std::vector<int64_t> OpView::intsAttr(std::string_view attribute, std::optional<std::vector<int64_t>> otherwise) const {
  using Ints = std::vector<int64_t>;
  return readAttribute<Ints>(
      *this, attribute, otherwise, "an array of integers",
      [](const detail::AttributeValue &value) -> std::optional<Ints> {
        if (auto *integers = std::get_if<Ints>(&value))
          return *integers;
        if (auto *integer = std::get_if<int64_t>(&value))
          return Ints{*integer};
        // An empty array does not tell the type of its elements.
        if (auto *strings = std::get_if<std::vector<std::string>>(&value); strings && strings->empty())
          return Ints{};
        if (auto *numbers = std::get_if<std::vector<double>>(&value); numbers && numbers->empty())
          return Ints{};
        return std::nullopt;
      });
}

const detail::ConstantRef &OpView::constantAttr(std::string_view attribute) const {
  const detail::AttributeValue *value = findAttribute(*this, attribute);
  if (value)
    if (auto *constant = std::get_if<detail::ConstantRef>(value))
      return *constant;
  failAttribute(*this, attribute, value != nullptr, "a constant tensor");
}

void OpView::fail(const std::string &message) const {
  throw OpError(op.name + " at " + (op.location.empty() ? "loc(unknown)" : op.location) + ": " + message +
                    " (operands: " + describe(program, op.operands) + "; results: " + describe(program, op.results) +
                    ")",
                op.name, op.location);
}

} // namespace tt::runtime
