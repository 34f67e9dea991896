// Verifiers and generated code of the ttkernel family: the destination registers (DST): who may use them, and how
// tiles come in and move within.
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/Registers.h.inc"

using namespace mlir;
using namespace mlir::tt::ttkernel;
using namespace mlir::tt::ttkernel::detail;

// `icb0, icb1, ocb` or, where `icb1` is absent, `icb0, ocb`.
static ParseResult parseStartupBuffers(OpAsmParser &parser, OpAsmParser::UnresolvedOperand &icb0,
                                       std::optional<OpAsmParser::UnresolvedOperand> &icb1,
                                       OpAsmParser::UnresolvedOperand &ocb) {
  OpAsmParser::UnresolvedOperand second;
  if (parser.parseOperand(icb0) || parser.parseComma() || parser.parseOperand(second))
    return failure();
  if (failed(parser.parseOptionalComma())) {
    ocb = second;
    return success();
  }
  icb1 = second;
  return parser.parseOperand(ocb);
}

static void printStartupBuffers(OpAsmPrinter &printer, Operation * /*op*/, Value icb0, Value icb1, Value ocb) {
  printer << icb0 << ", ";
  if (icb1)
    printer << icb1 << ", ";
  printer << ocb;
}

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/Registers.cpp.inc"

void TTKernelDialect::registerRegistersOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTKernel/IR/Ops/Registers.cpp.inc"
      >();
}

LogicalResult CopyBlockMatmulPartialsOp::verify() { return verifyPositive(*this, "ntiles", getNtiles()); }
