// Follows both ways for some steps, and takes the first address that is on both.
#include "native/compiler/short_arms.h"

namespace tt::device::native {
namespace {

constexpr size_t kMaxComputations = 3; // a host that predicts well would execute only one arm's
constexpr uint32_t kMaxInstructions = 4;

bool onlyComputes(const Decoded &instruction) {
  KindClass kind = classOf(instruction.kind);
  bool divides = instruction.kind == Kind::Div || instruction.kind == Kind::Divu || instruction.kind == Kind::Rem ||
                 instruction.kind == Kind::Remu;
  return (kind == KindClass::AluImmediate || kind == KindClass::AluRegister) && !divides;
}

/// The addresses on the way from `address`, with what was executed before each.
std::vector<std::pair<uint32_t, ShortArm>> wayFrom(const CodeWords &code, uint32_t address) {
  std::vector<std::pair<uint32_t, ShortArm>> way;
  ShortArm arm;
  while (true) {
    way.emplace_back(address, arm);
    if (!code.contains(address) || arm.instructions == kMaxInstructions)
      return way;
    Decoded instruction = code.at(code.indexOf(address));
    const uint32_t here = address;
    if (onlyComputes(instruction) && arm.computations.size() < kMaxComputations) {
      arm.computations.push_back(instruction);
      address += 4;
    } else if (instruction.kind == Kind::Jump && instruction.immediate % 4 == 0) {
      address += static_cast<uint32_t>(instruction.immediate);
    } else {
      return way;
    }
    arm.addresses.push_back(here);
    ++arm.instructions;
  }
}

} // namespace

std::optional<ShortArms> findShortArms(const CodeWords &code, uint32_t taken, uint32_t notTaken) {
  auto takenWay = wayFrom(code, taken), otherWay = wayFrom(code, notTaken);
  for (const auto &[address, arm] : takenWay)
    for (const auto &[otherAddress, otherArm] : otherWay)
      if (address == otherAddress && code.contains(address))
        return ShortArms{arm, otherArm, address};
  return std::nullopt;
}

} // namespace tt::device::native
