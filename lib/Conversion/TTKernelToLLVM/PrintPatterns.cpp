// dprint: the text between the places, and each operand by its type.
#include "Patterns.h"

#include "ttmlir/Dialect/TTKernel/IR/TTKernelOps.h"

namespace mlir::tt::ttkernel {

bool isPrintable(Type type) {
  if (auto integer = dyn_cast<IntegerType>(type))
    return integer.getWidth() <= 64;
  return isa<IndexType, CBType, DataFormatType, L1AddrType, L1AddrPtrType, LocalSemaphoreType, NocAddrType,
             BFloat16Type, Float16Type, Float32Type>(type);
}

namespace {

constexpr uint32_t kDecimal = 10;
constexpr uint32_t kHexadecimal = 16;
// As many digits behind the point as the number needs; see card_services.def.
constexpr uint32_t kShortest = static_cast<uint32_t>(-1);

void printText(CardBuilder &card, StringRef text) {
  if (!text.empty())
    card.call(Service::print_text, {card.text(text), card.constant(text.size())});
}

void printWord(CardBuilder &card, Value word, uint32_t base) {
  card.call(Service::print_unsigned, {word, card.constant(0), card.constant(base)});
}

/// A circular buffer's state: "cb 3 (page 2048 bytes, read 0x1000, write 0x1800)".
void printBuffer(CardBuilder &card, Value buffer) {
  printText(card, "cb ");
  printWord(card, buffer, kDecimal);
  printText(card, " (page ");
  printWord(card, card.call(Service::get_tile_size, {buffer}), kDecimal);
  printText(card, " bytes, read 0x");
  printWord(card, card.call(Service::get_read_ptr, {buffer}), kHexadecimal);
  printText(card, ", write 0x");
  printWord(card, card.call(Service::get_write_ptr, {buffer}), kHexadecimal);
  printText(card, ")");
}

void printInteger(CardBuilder &card, Value value, bool isSigned) {
  Type type = value.getType();
  Type i64 = card.builder.getI64Type();
  if (type != i64)
    value = isSigned ? Value(LLVM::SExtOp::create(card.builder, card.loc, i64, value))
                     : Value(LLVM::ZExtOp::create(card.builder, card.loc, i64, value));
  card.call(isSigned ? Service::print_signed : Service::print_unsigned,
            {card.low(value), card.high(value), card.constant(kDecimal)});
}

void printValue(CardBuilder &card, Type type, Value value) {
  if (isa<CBType>(type)) {
    printBuffer(card, value);
  } else if (isa<FloatType>(type)) {
    Type f32 = card.builder.getF32Type();
    if (type != f32)
      value = LLVM::FPExtOp::create(card.builder, card.loc, f32, value);
    card.call(Service::print_float, {card.word(value), card.constant(kShortest)});
  } else {
    // Integers without a mark are signed beyond one bit, as C++ made from them has them.
    auto integer = dyn_cast<IntegerType>(type);
    printInteger(card, value, integer && !integer.isUnsigned() && integer.getWidth() > 1);
  }
}

void lowerPrint(DPrintOp op, DPrintOp::Adaptor operands, CardBuilder &card) {
  StringRef rest = op.getFmt();
  for (auto [type, value] : llvm::zip_equal(op.getArgv().getTypes(), operands.getArgv())) {
    auto [before, after] = rest.split("{}");
    printText(card, before);
    printValue(card, type, value);
    rest = after;
  }
  printText(card, rest);
}

} // namespace

void populatePrintPatterns(RewritePatternSet &patterns, const LLVMTypeConverter &types, const KernelFacts &facts) {
  patterns.add<CardPattern<DPrintOp, lowerPrint>>(types, facts);
}

} // namespace mlir::tt::ttkernel
