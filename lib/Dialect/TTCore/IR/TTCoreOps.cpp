// Checks, parsing and printing of the operations of ttcore.
#include "ttmlir/Dialect/TTCore/IR/TTCoreOps.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

using namespace mlir;
using namespace mlir::tt::ttcore;

/// `t0, t1 : tuple<...>`: the operands' types are those of the tuple's members.
static ParseResult parseTupleTypes(OpAsmParser &parser, SmallVectorImpl<Type> &members, Type &tuple) {
  TupleType type;
  if (parser.parseType(type))
    return failure();
  members.assign(type.begin(), type.end());
  tuple = type;
  return success();
}

static void printTupleTypes(OpAsmPrinter &printer, Operation *, TypeRange, Type tuple) { printer << tuple; }

/// One list of types that operands and results have in common.
static ParseResult parseSameTypes(OpAsmParser &parser, SmallVectorImpl<Type> &inputs, SmallVectorImpl<Type> &results) {
  if (parser.parseTypeList(inputs))
    return failure();
  results.assign(inputs.begin(), inputs.end());
  return success();
}

static void printSameTypes(OpAsmPrinter &printer, Operation *, TypeRange, TypeRange results) { printer << results; }

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTCore/IR/TTCoreOps.cpp.inc"

//===-- Modules -------------------------------------------------------------===//

template <typename OpT>
static void buildWrapper(OpBuilder &builder, OperationState &state) {
  OpBuilder::InsertionGuard guard(builder);
  builder.createBlock(state.addRegion());
}

template <typename OpT>
static LogicalResult verifyWrapper(OpT op) {
  Block &body = op.getBodyRegion().front();
  if (!llvm::hasSingleElement(body) || !isa<ModuleOp>(body.front()))
    return op.emitOpError("must hold exactly one builtin.module and nothing else");
  return success();
}

void DeviceModuleOp::build(OpBuilder &builder, OperationState &state) { buildWrapper<DeviceModuleOp>(builder, state); }
LogicalResult DeviceModuleOp::verify() { return verifyWrapper(*this); }
ModuleOp DeviceModuleOp::getInnerModule() { return cast<ModuleOp>(getBodyRegion().front().front()); }

void CPUModuleOp::build(OpBuilder &builder, OperationState &state) { buildWrapper<CPUModuleOp>(builder, state); }
LogicalResult CPUModuleOp::verify() { return verifyWrapper(*this); }
ModuleOp CPUModuleOp::getInnerModule() { return cast<ModuleOp>(getBodyRegion().front().front()); }

//===-- Globals -------------------------------------------------------------===//

ParseResult GlobalOp::parse(OpAsmParser &parser, OperationState &result) {
  StringAttr name;
  Type type;
  if (parser.parseSymbolName(name, "sym_name", result.attributes) || parser.parseEqual() || parser.parseType(type))
    return failure();
  result.addAttribute("type", TypeAttr::get(type));
  if (succeeded(parser.parseOptionalLSquare())) {
    int32_t index;
    if (parser.parseInteger(index) || parser.parseRSquare())
      return failure();
    result.addAttribute("index", parser.getBuilder().getSI32IntegerAttr(index));
  }
  return parser.parseOptionalAttrDict(result.attributes);
}

void GlobalOp::print(OpAsmPrinter &printer) {
  printer << ' ';
  printer.printSymbolName(getSymName());
  printer << " = " << getType();
  if (getIndex())
    printer << " [" << *getIndex() << ']';
  printer.printOptionalAttrDict((*this)->getAttrs(), {"sym_name", "type", "index"});
}

LogicalResult GetGlobalOp::verifySymbolUses(SymbolTableCollection &symbols) {
  auto global = symbols.lookupNearestSymbolFrom<GlobalOp>(*this, getSymNameAttr());
  if (!global)
    return emitOpError() << "there is no ttcore.global named '" << getSymName() << "'";
  if (global.getType() != getResult().getType())
    return emitOpError() << "global '" << getSymName() << "' has type " << global.getType()
                         << ", but the result has type " << getResult().getType();
  return success();
}

//===-- Calls ---------------------------------------------------------------===//

/// Checks that the function `callee` exists and takes and returns these types.
static LogicalResult verifyCallee(Operation *op, SymbolTableCollection &symbols, FlatSymbolRefAttr callee,
                                  TypeRange inputs, TypeRange results) {
  auto function = symbols.lookupNearestSymbolFrom<FunctionOpInterface>(op, callee);
  if (!function)
    return op->emitOpError() << "there is no function named '" << callee.getValue() << "'";
  auto compare = [&](StringRef what, ArrayRef<Type> expected, TypeRange given) -> LogicalResult {
    if (expected.size() != given.size())
      return op->emitOpError() << "function '" << callee.getValue() << "' has " << expected.size() << ' ' << what
                               << "(s), but " << given.size() << " are given";
    for (auto [index, expectedType, givenType] : llvm::enumerate(expected, given))
      if (expectedType != givenType)
        return op->emitOpError() << what << " #" << index << " of function '" << callee.getValue() << "' has type "
                                 << expectedType << ", but " << givenType << " is given";
    return success();
  };
  return failure(failed(compare("argument", function.getArgumentTypes(), inputs)) ||
                 failed(compare("result", function.getResultTypes(), results)));
}

LogicalResult LoadCachedOp::verifySymbolUses(SymbolTableCollection &symbols) {
  return verifyCallee(*this, symbols, getCalleeAttr(), getInputs().getTypes(), getResultTypes());
}

LogicalResult CompositeOp::verifySymbolUses(SymbolTableCollection &symbols) {
  return verifyCallee(*this, symbols, getDecompositionAttr(), getInputs().getTypes(), getResultTypes());
}

LogicalResult OptimizationBarrierOp::verify() {
  if (getInputs().getTypes() != getResultTypes())
    return emitOpError() << "must return its inputs, but their types are (" << getInputs().getTypes()
                         << ") and the results' types (" << getResultTypes() << ")";
  return success();
}

//===-- Tuples --------------------------------------------------------------===//

LogicalResult TupleOp::verify() {
  auto type = cast<TupleType>(getResult().getType());
  if (TypeRange(type.getTypes()) != TypeRange(getOperands().getTypes()))
    return emitOpError() << "operands have types (" << getOperands().getTypes()
                         << "), which do not make the result's type " << type;
  return success();
}

LogicalResult GetTupleElementOp::verify() {
  auto type = cast<TupleType>(getOperand().getType());
  int64_t index = getIndexAttr().getInt();
  if (index < 0 || index >= static_cast<int64_t>(type.size()))
    return emitOpError() << "index " << index << " is out of range for a tuple of " << type.size() << " member(s)";
  if (type.getType(index) != getResult().getType())
    return emitOpError() << "member " << index << " has type " << type.getType(index) << ", but the result has type "
                         << getResult().getType();
  return success();
}
