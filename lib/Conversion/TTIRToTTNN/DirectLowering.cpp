// Lowers ops that ttnn has too: tables say what differs in names and attributes.
#include "Lowering.h"

namespace mlir::tt {

namespace {

/// How an attribute changes on the way to ttnn.
enum class Change {
  ToSI8,    ///< the same number as an si8 attribute
  ToSI32,   ///< the same number as an si32 attribute
  OnlySI32, ///< a list of one number becomes that number, si32
  OnlySI64, ///< a list of one number becomes that number, si64
  Drop,     ///< ttnn has no such attribute, and the result does not depend on it
};

struct AttributeChange {
  StringLiteral op;
  StringLiteral from;
  StringLiteral to;
  Change change;
};

constexpr AttributeChange kAttributeChanges[] = {
    {"argmax", "dim_arg", "dim", Change::OnlySI32},
    {"cumprod", "dim", "dim", Change::ToSI32},
    {"cumsum", "dim", "dim", Change::ToSI32},
    {"gather", "dim", "dim", Change::ToSI32},
    {"layer_norm", "normalized_shape", "", Change::Drop},
    {"prod", "dim_arg", "dim_arg", Change::OnlySI64},
    {"rms_norm", "normalized_shape", "", Change::Drop},
    {"scatter", "dim", "dim", Change::ToSI32},
    {"sort", "dim", "dim", Change::ToSI8},
    {"topk", "dim", "dim", Change::ToSI32},
    {"typecast", "conservative_folding", "", Change::Drop},
};

struct Renaming {
  StringLiteral from;
  StringLiteral to;
};

constexpr Renaming kRenamings[] = {
    {"dequantize_unrolled", "dequantize"},
    {"div", "divide"},
    {"embedding_backward", "embedding_bw"},
    {"pow", "pow_tensor"},
    {"quantize_unrolled", "quantize"},
    {"requantize_unrolled", "requantize"},
    {"upsample2d", "upsample"},
};

/// Why an op that this table names is not lowered. Ops that are decomposed reach it only where the decomposition does
/// not apply.
constexpr std::pair<StringLiteral, StringLiteral> kReasons[] = {
    {"all_to_all", "ttnn has no such collective"},
    {"all_to_all_dispatch_metadata", "buffers for its results are not planned yet"},
    {"alloc", "memory is planned by the runtime: ttnn programs do not allocate it by address"},
    {"collective_broadcast", "ttnn has no such collective"},
    {"collective_permute", "programs on several devices are not lowered yet"},
    {"dealloc", "memory is planned by the runtime: ttnn programs do not free it by address"},
    {"dequantize", "quantized types are not lowered yet; the unrolled form, on integers, is"},
    {"distributed_layer_norm", "programs on several devices are not lowered yet"},
    {"distributed_rms_norm", "programs on several devices are not lowered yet"},
    {"mesh_shard", "programs on several devices are not lowered yet"},
    {"moe_compute", "buffers and semaphores for it are not planned yet"},
    {"quantize", "quantized types are not lowered yet; the unrolled form, on integers, is"},
    {"requantize", "quantized types are not lowered yet; the unrolled form, on integers, is"},
    {"adamw", "ttnn updates the parameters in place, which is not lowered yet"},
    {"to_layout", "layouts are chosen after the conversion, by ttnn-layout"},
    {"ttnn_metal_layout_cast", "it belongs to kernels, not to ttnn programs"},
};

std::string targetName(StringRef mnemonic) {
  for (const Renaming &renaming : kRenamings)
    if (renaming.from == mnemonic)
      return ("ttnn." + renaming.to).str();
  return ("ttnn." + mnemonic).str();
}

/// The attribute in the form that ttnn wants; null to leave it out, nothing after an error was reported.
std::optional<NamedAttribute> changedAttribute(Lowering &op, const AttributeChange &change, Attribute value) {
  OpBuilder &builder = op.getBuilder();
  auto number = [](Attribute attribute) { return cast<IntegerAttr>(attribute).getValue().getSExtValue(); };
  switch (change.change) {
  case Change::ToSI8:
    return op.named(change.to, builder.getIntegerAttr(builder.getIntegerType(8, true), number(value)));
  case Change::ToSI32:
    return op.named(change.to, builder.getSI32IntegerAttr(number(value)));
  case Change::OnlySI32:
  case Change::OnlySI64: {
    SmallVector<int64_t> numbers = op.intsAttr(change.from);
    if (numbers.size() != 1) {
      (void)op.refuse("ttnn reduces along one dimension or all of them, not along " + llvm::Twine(numbers.size()));
      return std::nullopt;
    }
    unsigned width = change.change == Change::OnlySI32 ? 32 : 64;
    return op.named(change.to, builder.getIntegerAttr(builder.getIntegerType(width, true), numbers.front()));
  }
  case Change::Drop:
    break;
  }
  llvm_unreachable("dropped attributes are not changed");
}

const AttributeChange *findChange(StringRef mnemonic, StringRef attribute) {
  for (const AttributeChange &change : kAttributeChanges)
    if (change.op == mnemonic && change.from == attribute)
      return &change;
  return nullptr;
}

} // namespace

LogicalResult lowerDirectly(Lowering &op) {
  for (auto [name, reason] : kReasons)
    if (name == op.mnemonic())
      return op.refuse(reason);
  std::string name = targetName(op.mnemonic());
  std::optional<RegisteredOperationName> target = RegisteredOperationName::lookup(name, op.context());
  if (!target)
    return op.refuse("ttnn has no op for it, and no decomposition of it applies");

  SmallVector<NamedAttribute> attributes;
  for (StringAttr attribute : op->getRegisteredInfo()->getAttributeNames()) {
    Attribute value = op.getAttr(attribute);
    if (!value)
      continue;
    if (const AttributeChange *change = findChange(op.mnemonic(), attribute)) {
      if (change->change == Change::Drop)
        continue;
      std::optional<NamedAttribute> changed = changedAttribute(op, *change, value);
      if (!changed)
        return failure();
      attributes.push_back(*changed);
      continue;
    }
    if (!llvm::is_contained(target->getAttributeNames(), attribute))
      return op.refuse("'" + name + "' has no attribute '" + attribute.getValue() + "'");
    attributes.push_back(op.named(attribute, value));
  }
  llvm::append_range(attributes, op->getDiscardableAttrs());
  return op.replace(op.create(name, op->getResultTypes(), op->getOperands(), attributes));
}

} // namespace mlir::tt
