// Looks op signatures up in the table that is generated from the ops' definitions.
#include "common/op_signature.h"

#include <algorithm>

namespace tt::runtime::detail {

namespace {
#include "tenon/opgen/OpSignatures.inc"
} // namespace

std::span<const OpSignature> opSignatures() { return kOpSignatures; }

const OpSignature *findOpSignature(std::string_view name) {
  const OpSignature *found = std::ranges::lower_bound(kOpSignatures, name, {}, &OpSignature::name);
  return found != std::end(kOpSignatures) && found->name == name ? found : nullptr;
}

} // namespace tt::runtime::detail
