// Which ops the executor performs itself, without a kernel.
#include "ttnn/op_action.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace tt::runtime::detail {

bool isAlias(const Program &program, const Operation &operation) {
  static constexpr std::array<std::string_view, 7> names = {
      "ttnn.reshape",     "ttnn.to_layout",      "ttnn.to_memory_config", "ttnn.to_device",
      "ttnn.from_device", "ttnn.to_tensor_spec", "ttnn.typecast"};
  if (std::find(names.begin(), names.end(), operation.name) == names.end() || operation.operands.empty() ||
      operation.results.size() != 1)
    return false;
  const Value &from = program.values[operation.operands[0]];
  const Value &to = program.values[operation.results[0]];
  return from.isTensor && to.isTensor && from.desc.dtype == to.desc.dtype && from.desc.volume() == to.desc.volume();
}

Action actionOf(const Program &program, const Operation &operation) {
  if (operation.name == "ttnn.get_device" || operation.name == "ttnn.deallocate")
    return Action::Nothing;
  if (operation.name == "ttcore.load_cached")
    return Action::Cached;
  if (isAlias(program, operation))
    return Action::Alias;
  if (operation.name == "ttnn.constant") {
    auto found = operation.attributes.find("value");
    const auto *constant = found == operation.attributes.end() ? nullptr : std::get_if<ConstantRef>(&found->second);
    const Value &result = program.values[operation.results[0]];
    if (constant && result.isTensor && constant->desc.dtype == result.desc.dtype &&
        constant->desc.volume() == result.desc.volume())
      return Action::Constant;
  }
  return Action::Kernel;
}

std::vector<bool> findWrittenInputs(const Program &program) {
  std::vector<uint32_t> root(program.values.size());
  for (uint32_t value = 0; value < root.size(); ++value)
    root[value] = value;
  std::vector<bool> written(program.values.size());
  for (const Operation &operation : program.operations) {
    if (isAlias(program, operation))
      root[operation.results[0]] = root[operation.operands[0]];
    for (uint32_t position : operation.writtenOperands)
      written[root[operation.operands[position]]] = true;
  }
  std::vector<bool> result;
  for (uint32_t input : program.inputs)
    result.push_back(written[input]);
  return result;
}

} // namespace tt::runtime::detail
