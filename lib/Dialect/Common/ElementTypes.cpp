// Which element types the tensors of an operation may have together, as its definition says.
#include "ttmlir/Dialect/Common/ElementTypes.h"

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "llvm/ADT/STLExtras.h"

namespace mlir::tt {

namespace {

constexpr int kFree = -1;

/// One operand or result of a definition.
struct TensorRule {
  StringLiteral name;
  char arity; ///< '1' one, '?' optional, '*' variadic
  int clause; ///< index of the clause that names it, or kFree
};

struct OpRule {
  StringLiteral op;
  unsigned numOperands; ///< of `tensors`; the others are results
  ArrayRef<TensorRule> tensors;
  StringLiteral ties; ///< of each clause: '=' same type, '~' same kind, 'i' integers
};

#include "tenon/opgen/ElementTypeRules.inc"

const OpRule *findRule(StringRef name) {
  const OpRule *found =
      llvm::lower_bound(kOpRules, name, [](const OpRule &rule, StringRef name) { return StringRef(rule.op) < name; });
  return found != std::end(kOpRules) && found->op == name ? found : nullptr;
}

/// How many values belong to each of `rules`: by the operation's own record, or else by the total.
SmallVector<unsigned> segments(Operation *op, StringRef record, ArrayRef<TensorRule> rules, unsigned total) {
  if (std::optional<Attribute> sizes = op->getInherentAttr(record))
    if (auto array = dyn_cast_if_present<DenseI32ArrayAttr>(*sizes))
      return llvm::to_vector_of<unsigned>(array.asArrayRef());
  unsigned plain = llvm::count_if(rules, [](const TensorRule &rule) { return rule.arity == '1'; });
  return llvm::map_to_vector(rules, [&](const TensorRule &rule) { return rule.arity == '1' ? 1 : total - plain; });
}

StringRef kindOf(Type type) {
  if (isa<FloatType>(type))
    return "floats";
  if (type.isInteger(1))
    return "truth values";
  return "integers";
}

bool isSame(Type a, Type b) {
  if (a == b)
    return true;
  auto first = dyn_cast<IntegerType>(a), second = dyn_cast<IntegerType>(b);
  return first && second && first.getWidth() == second.getWidth() && first.isUnsigned() == second.isUnsigned();
}

/// The first tensor of a clause, by which the others are measured.
struct Measure {
  std::string name;
  Type type;
};

/// Checks the values of one operation against its rule.
class Check {
public:
  Check(Operation *op, const OpRule &rule) : op(op), rule(rule), measures(rule.ties.size()) {}

  LogicalResult run() {
    ArrayRef<TensorRule> operands = rule.tensors.take_front(rule.numOperands);
    ArrayRef<TensorRule> results = rule.tensors.drop_front(rule.numOperands);
    return success(succeeded(checkValues("operand", operands, op->getOperands(), "operandSegmentSizes")) &&
                   succeeded(checkValues("result", results, op->getResults(), "resultSegmentSizes")));
  }

private:
  LogicalResult checkValues(StringRef role, ArrayRef<TensorRule> rules, ValueRange values, StringRef record) {
    SmallVector<unsigned> sizes = segments(op, record, rules, values.size());
    unsigned position = 0;
    for (auto [tensor, size] : llvm::zip(rules, sizes))
      for (unsigned index = 0; index < size && position < values.size(); ++index, ++position) {
        std::string name = (role + " '" + tensor.name + "'").str();
        if (tensor.arity == '*')
          name += " #" + std::to_string(index);
        if (tensor.clause != kFree && failed(check(name, values[position].getType(), tensor.clause)))
          return failure();
      }
    return success();
  }

  LogicalResult check(const std::string &name, Type valueType, int clause) {
    auto shaped = dyn_cast<ShapedType>(valueType);
    if (!shaped || !isa<FloatType, IntegerType>(shaped.getElementType()))
      return success();
    Type type = shaped.getElementType();
    char tie = rule.ties[clause];
    if (tie == 'i') {
      if (kindOf(type) == "integers")
        return success();
      return op->emitOpError() << name << " must have integer elements, not " << type;
    }
    Measure &measure = measures[clause];
    if (!measure.type) {
      measure = {name, type};
      return success();
    }
    if (tie == '=' ? isSame(type, measure.type) : kindOf(type) == kindOf(measure.type))
      return success();
    if (tie == '=')
      return op->emitOpError() << name << " must have the element type of " << measure.name << ", " << measure.type
                               << ", not " << type;
    return op->emitOpError() << name << " must hold " << kindOf(measure.type) << ", as " << measure.name << " does ("
                             << measure.type << "), not " << type;
  }

  Operation *op;
  const OpRule &rule;
  SmallVector<Measure> measures; ///< of each clause
};

} // namespace

LogicalResult verifyElementTypes(Operation *op) {
  const OpRule *rule = findRule(op->getName().getStringRef());
  return rule ? Check(op, *rule).run() : success();
}

} // namespace mlir::tt
