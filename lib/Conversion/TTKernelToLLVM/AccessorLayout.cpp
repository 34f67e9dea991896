// How a tensor is spread over banks, from the arguments that a kernel is compiled with.
#include "AccessorLayout.h"

#include "ttmlir/Dialect/TTKernel/IR/TTKernelOps.h"

#include "mlir/Dialect/Utils/StaticValueUtils.h"

namespace mlir::tt::ttkernel {
namespace {

/// Takes the numbers of a layout one after the other from the two lists of arguments.
class ArgumentReader {
public:
  ArgumentReader(llvm::ArrayRef<uint32_t> compileTimeArgs, uint32_t at, uint32_t commonAt)
      : compileTimeArgs(compileTimeArgs), at(at), commonAt(commonAt) {}

  LayoutNumber next(bool isCommonArgument) {
    if (isCommonArgument)
      return {commonAt++, true};
    if (at >= compileTimeArgs.size()) {
      missing = missing.value_or(at);
      return {1, false};
    }
    return {compileTimeArgs[at++], false};
  }

  llvm::SmallVector<LayoutNumber> take(uint32_t count, bool isCommonArgument) {
    llvm::SmallVector<LayoutNumber> numbers;
    for (uint32_t number = 0; number < count && !missing; ++number)
      numbers.push_back(next(isCommonArgument));
    return numbers;
  }

  llvm::ArrayRef<uint32_t> compileTimeArgs;
  uint32_t at, commonAt;
  std::optional<uint32_t> missing;
};

std::variant<AccessorLayout, std::string> readLayout(llvm::ArrayRef<uint32_t> compileTimeArgs, uint32_t at,
                                                     uint32_t commonAt) {
  ArgumentReader reader(compileTimeArgs, at, commonAt);
  AccessorLayout layout;
  uint32_t config = reader.next(false).value;
  layout.isDram = config & AccessorLayout::IsDram;
  layout.isSharded = config & AccessorLayout::Sharded;
  layout.alignedPageSize = reader.next(false).value;
  if (layout.isSharded && !reader.missing) {
    if (config & AccessorLayout::RuntimeRank)
      return "the rank of a sharded tensor has to be a compile-time argument";
    uint32_t rank = reader.next(false).value;
    layout.numBanks = reader.next(config & AccessorLayout::RuntimeNumBanks);
    layout.tensorShape = reader.take(rank, config & AccessorLayout::RuntimeTensorShape);
    layout.shardShape = reader.take(rank, config & AccessorLayout::RuntimeShardShape);
    if (config & AccessorLayout::RuntimeBankCoords) {
      layout.bankPlacesArgument = reader.commonAt;
      if (!layout.numBanks.isCommonArgument)
        reader.commonAt += (layout.numBanks.value + 1) / 2;
    } else if (layout.numBanks.isCommonArgument) {
      return "the banks' places have to be common arguments where the number of banks is one";
    } else {
      for (const LayoutNumber &number : reader.take((layout.numBanks.value + 1) / 2, false))
        layout.bankPlaces.push_back(number.value);
    }
    if (!reader.missing && (rank == 0 || (!layout.numBanks.isCommonArgument && layout.numBanks.value == 0)))
      return "a sharded tensor has at least one dimension and one bank";
  }
  if (reader.missing)
    return "its arguments go on behind the " + std::to_string(compileTimeArgs.size()) +
           " compile-time arguments that are given";
  layout.nextCompileTimeArgument = reader.at;
  layout.nextCommonArgument = reader.commonAt;
  return layout;
}

} // namespace

std::variant<AccessorLayout, std::string> layoutOf(Value value, llvm::ArrayRef<uint32_t> compileTimeArgs) {
  if (auto accessor = value.getDefiningOp<TensorAccessorOp>())
    value = accessor.getArgs();
  auto args = value.getDefiningOp<TensorAccessorArgsOp>();
  if (!args)
    return "the accessor has to be made by ttkernel.TensorAccessor of ttkernel.TensorAccessorArgs in the same function";
  if (args.getCtaExpr() || args.getCrtaExpr())
    return "cta_expr and crta_expr are text of the kernel's C++, which only ttkernel-to-cpp can use";
  if (Value previous = args.getPrevArgs()) {
    auto before = layoutOf(previous, compileTimeArgs);
    if (const AccessorLayout *layout = std::get_if<AccessorLayout>(&before))
      return readLayout(compileTimeArgs, layout->nextCompileTimeArgument, layout->nextCommonArgument);
    return before;
  }
  return readLayout(compileTimeArgs, static_cast<uint32_t>(*getConstantIntValue(args.getCtaBase())),
                    static_cast<uint32_t>(*getConstantIntValue(args.getCrtaBase())));
}

} // namespace mlir::tt::ttkernel
