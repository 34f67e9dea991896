// Moves what depends on parameters and constants alone into functions that the runtime evaluates once.
#include "ttmlir/Dialect/TTCore/IR/TTCoreOps.h"
#include "ttmlir/Dialect/TTCore/Transforms/Passes.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/EquivalenceClasses.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"

namespace mlir::tt::ttcore {

#define GEN_PASS_DEF_CONSTEVALHOISTTRANSFORMPASS
#include "ttmlir/Dialect/TTCore/Transforms/Passes.h.inc"

namespace {

/// Makes a value from attributes alone. Such ops join the groups that use them and never make one by themselves: they
/// may be needed in several, and are as cheap inside a run as a call.
bool isCreation(Operation *op) { return op->getNumOperands() == 0; }

bool drawsRandomNumbers(Operation *op) {
  StringRef name = op->getName().stripDialect();
  return name == "rand" || name == "dropout" || name == "sampling";
}

/// An op that may run at another time than its function.
bool isMovable(Operation *op) {
  return op->getNumResults() > 0 && op->getNumRegions() == 0 && isPure(op) && !drawsRandomNumbers(op) &&
         !isa<LoadCachedOp, OptimizationBarrierOp>(op) && !op->hasTrait<OpTrait::IsTerminator>() &&
         llvm::all_of(op->getResultTypes(), llvm::IsaPred<RankedTensorType>);
}

/// An argument that keeps its value between runs, unless an op of the function writes it.
bool isConstantArgument(func::FuncOp func, BlockArgument argument) {
  auto kind = func.getArgAttrOfType<ArgumentTypeAttr>(argument.getArgNumber(), kArgumentTypeAttrName);
  if (!kind || (kind.getValue() != ArgumentType::Parameter && kind.getValue() != ArgumentType::Constant))
    return false;
  return llvm::all_of(argument.getUsers(), [&](Operation *user) {
    auto effects = dyn_cast<MemoryEffectOpInterface>(user);
    return !effects || !effects.getEffectOnValue<MemoryEffects::Write>(argument);
  });
}

class FunctionHoister {
public:
  explicit FunctionHoister(func::FuncOp func) : func(func) {}

  void run() {
    findGroups();
    unsigned count = 0;
    for (auto &[leader, ops] : groups)
      hoist(ops.getArrayRef(), count++);
  }

private:
  using Group = llvm::SetVector<Operation *>;

  void findGroups() {
    DenseSet<Value> constants;
    for (BlockArgument argument : func.getArguments())
      if (isConstantArgument(func, argument))
        constants.insert(argument);
    llvm::EquivalenceClasses<Operation *> classes;
    SmallVector<Operation *> members;
    for (Operation &op : func.getBody().front()) {
      if (!isMovable(&op) ||
          !llvm::all_of(op.getOperands(), [&](Value operand) { return constants.contains(operand); }))
        continue;
      constants.insert_range(op.getResults());
      if (isCreation(&op))
        continue;
      members.push_back(&op);
      classes.insert(&op);
      for (Value operand : op.getOperands())
        if (Operation *producer = operand.getDefiningOp(); producer && !isCreation(producer))
          classes.unionSets(&op, producer);
    }
    for (Operation *op : members)
      groups[classes.getLeaderValue(op)].insert(op);
  }

  /// Moves one group, whose ops are in program order, to a function of its own and calls that.
  void hoist(ArrayRef<Operation *> ops, unsigned number) {
    DenseSet<Operation *> inside(ops.begin(), ops.end());
    llvm::SetVector<Value> inputs;
    llvm::SetVector<Operation *> creations;
    SmallVector<Value> outputs;
    for (Operation *op : ops) {
      for (Value operand : op->getOperands()) {
        if (Operation *producer = operand.getDefiningOp(); !producer)
          inputs.insert(operand);
        else if (!inside.contains(producer))
          creations.insert(producer);
      }
      for (Value result : op->getResults())
        if (llvm::any_of(result.getUsers(), [&](Operation *user) { return !inside.contains(user); }))
          outputs.push_back(result);
    }
    if (outputs.empty())
      return;

    func::FuncOp hoisted = makeFunction(inputs.getArrayRef(), outputs, number);
    OpBuilder builder = OpBuilder::atBlockBegin(hoisted.addEntryBlock());
    IRMapping mapping;
    mapping.map(inputs.getArrayRef(), hoisted.getArguments());
    for (Operation *op : creations)
      builder.clone(*op, mapping);
    for (Operation *op : ops)
      builder.clone(*op, mapping);
    func::ReturnOp::create(builder, func.getLoc(),
                           llvm::map_to_vector(outputs, [&](Value output) { return mapping.lookup(output); }));

    builder.setInsertionPoint(ops.front());
    auto locations = llvm::map_to_vector(ops, [](Operation *op) { return op->getLoc(); });
    auto call = LoadCachedOp::create(builder, builder.getFusedLoc(locations), TypeRange(outputs),
                                     FlatSymbolRefAttr::get(hoisted.getSymNameAttr()), inputs.getArrayRef());
    for (auto [output, replacement] : llvm::zip_equal(outputs, call.getResults()))
      output.replaceAllUsesWith(replacement);
    for (Operation *op : llvm::reverse(ops))
      op->erase();
    for (Operation *op : creations)
      if (op->use_empty())
        op->erase();
  }

  func::FuncOp makeFunction(ArrayRef<Value> inputs, ArrayRef<Value> outputs, unsigned number) {
    OpBuilder builder(func->getContext());
    builder.setInsertionPointAfter(lastInserted ? lastInserted : func);
    auto name = (func.getName() + "_const_eval_" + llvm::Twine(number)).str();
    auto type = builder.getFunctionType(TypeRange(ValueRange(inputs)), TypeRange(ValueRange(outputs)));
    auto hoisted = func::FuncOp::create(builder, func.getLoc(), name, type);
    hoisted.setPrivate();
    hoisted->setAttr(kFunctionTypeAttrName, builder.getStringAttr("const_eval"));
    for (auto [index, input] : llvm::enumerate(inputs))
      hoisted.setArgAttrs(index, func.getArgAttrDict(cast<BlockArgument>(input).getArgNumber()));
    lastInserted = hoisted;
    return hoisted;
  }

  func::FuncOp func;
  func::FuncOp lastInserted;
  llvm::MapVector<Operation *, Group> groups;
};

struct ConstEvalHoistPass : impl::ConstEvalHoistTransformPassBase<ConstEvalHoistPass> {
  void runOnOperation() override {
    SmallVector<func::FuncOp> functions;
    getOperation().walk([&](func::FuncOp func) {
      if (func.isPublic() && !func.isDeclaration() && llvm::hasSingleElement(func.getBody()))
        functions.push_back(func);
    });
    for (func::FuncOp func : functions)
      FunctionHoister(func).run();
  }
};

} // namespace

} // namespace mlir::tt::ttcore
