// Builds what kernels compute for the card in the LLVM dialect: words, addresses, and calls of services.
#include "CardBuilder.h"

#include "mlir/Interfaces/FunctionInterfaces.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"

namespace mlir::tt::ttkernel {

// The registers of a call: the number, and the arguments in order; see card_abi.h.
static constexpr llvm::StringLiteral kNumberRegister = "{a7}";
static constexpr llvm::StringLiteral kArgumentRegisters[] = {"{a0}", "{a1}", "{a2}", "{a3}", "{a4}", "{a5}", "{a6}",
                                                             "{t0}", "{t1}", "{t2}", "{t3}", "{t4}", "{t5}", "{t6}"};

CardBuilder::CardBuilder(OpBuilder &builder, Operation *op, const KernelFacts &facts)
    : facts(facts), builder(builder), loc(op->getLoc()), op(op), i32(builder.getI32Type()), i64(builder.getI64Type()),
      pointerType(LLVM::LLVMPointerType::get(builder.getContext())) {}

Value CardBuilder::constant(uint32_t value) {
  return LLVM::ConstantOp::create(builder, loc, i32, builder.getI32IntegerAttr(static_cast<int32_t>(value)));
}

Value CardBuilder::word(Value value) {
  Type type = value.getType();
  if (isa<LLVM::LLVMPointerType>(type))
    return LLVM::PtrToIntOp::create(builder, loc, i32, value);
  if (isa<FloatType>(type)) {
    type = builder.getIntegerType(type.getIntOrFloatBitWidth());
    value = LLVM::BitcastOp::create(builder, loc, type, value);
  }
  return type.getIntOrFloatBitWidth() < 32 ? Value(LLVM::ZExtOp::create(builder, loc, i32, value)) : value;
}

Value CardBuilder::add(Value left, Value right) { return LLVM::AddOp::create(builder, loc, left, right); }
Value CardBuilder::sub(Value left, Value right) { return LLVM::SubOp::create(builder, loc, left, right); }
Value CardBuilder::mul(Value left, Value right) { return LLVM::MulOp::create(builder, loc, left, right); }
Value CardBuilder::divide(Value left, Value right) { return LLVM::UDivOp::create(builder, loc, left, right); }
Value CardBuilder::modulo(Value left, Value right) { return LLVM::URemOp::create(builder, loc, left, right); }
Value CardBuilder::bitAnd(Value left, Value right) { return LLVM::AndOp::create(builder, loc, left, right); }
Value CardBuilder::bitOr(Value left, Value right) { return LLVM::OrOp::create(builder, loc, left, right); }
Value CardBuilder::bitXor(Value left, Value right) { return LLVM::XOrOp::create(builder, loc, left, right); }
Value CardBuilder::shiftLeft(Value value, unsigned bits) {
  return LLVM::ShlOp::create(builder, loc, value, constant(bits));
}
Value CardBuilder::shiftRight(Value value, unsigned bits) {
  return LLVM::LShrOp::create(builder, loc, value, constant(bits));
}
Value CardBuilder::shiftRightSigned(Value value, unsigned bits) {
  return LLVM::AShrOp::create(builder, loc, value, constant(bits));
}
Value CardBuilder::compare(LLVM::ICmpPredicate predicate, Value left, Value right) {
  return LLVM::ICmpOp::create(builder, loc, predicate, left, right);
}

Value CardBuilder::pointer(Value address) { return LLVM::IntToPtrOp::create(builder, loc, pointerType, address); }

Value CardBuilder::loadConstant(Value pointer) {
  return LLVM::LoadOp::create(builder, loc, i32, pointer, /*alignment=*/4, /*isVolatile=*/false,
                              /*isNonTemporal=*/false, /*isInvariant=*/true);
}

Value CardBuilder::load(Value pointer) { return LLVM::LoadOp::create(builder, loc, i32, pointer, /*alignment=*/4); }

void CardBuilder::store(Value word, Value pointer) {
  LLVM::StoreOp::create(builder, loc, word, pointer, /*alignment=*/4);
}

Value CardBuilder::element(Value pointer, Value index) {
  return LLVM::GEPOp::create(builder, loc, pointerType, i32, pointer, index);
}

Value CardBuilder::record(size_t offset) { return loadConstant(recordPointer(offset)); }

Value CardBuilder::recordPointer(size_t offset) {
  // Every function of a kernel gets the record's address as its first argument.
  Value record = op->getParentOfType<FunctionOpInterface>().getFunctionBody().front().getArgument(0);
  LLVM::GEPArg word = static_cast<int32_t>(offset / sizeof(uint32_t));
  return LLVM::GEPOp::create(builder, loc, pointerType, i32, record, word);
}

Value CardBuilder::recordTable(size_t offset, Value index) {
  return loadConstant(element(pointer(record(offset)), index));
}

Value CardBuilder::checked(Missing kind, Value index, size_t countOffset, Value valid) {
  Value isThere = compare(LLVM::ICmpPredicate::ult, index, record(countOffset));
  Value number = shiftLeft(bitAnd(index, constant(card::kMissingIndexMask)), 2);
  Value nowhere = pointer(bitOr(number, constant(card::missingAddress(kind, 0))));
  return LLVM::SelectOp::create(builder, loc, isThere, valid, nowhere);
}

Value CardBuilder::argument(Missing kind, Value index) {
  bool isCommon = kind == Missing::CommonArgument;
  Value first = pointer(record(isCommon ? offsetof(LaunchRecord, commonArgs) : offsetof(LaunchRecord, runtimeArgs)));
  size_t count = isCommon ? offsetof(LaunchRecord, commonArgCount) : offsetof(LaunchRecord, runtimeArgCount);
  return loadConstant(checked(kind, index, count, element(first, index)));
}

Value CardBuilder::firstSemaphore(Value index) {
  return loadConstant(checked(Missing::Semaphore, index, offsetof(LaunchRecord, semaphoreCount),
                              recordPointer(offsetof(LaunchRecord, semaphores))));
}

Value CardBuilder::number(const LayoutNumber &number) {
  return number.isCommonArgument ? argument(Missing::CommonArgument, constant(number.value)) : constant(number.value);
}

// The places of coordinates in the high word of an address; the low word is all of the local part that kernels set.
static constexpr unsigned kXShift = card::kNocLocalBits - 32;
static constexpr unsigned kYShift = kXShift + card::kNocCoordinateBits;
static constexpr unsigned kStartXShift = kYShift + card::kNocCoordinateBits;
static constexpr unsigned kStartYShift = kStartXShift + card::kNocCoordinateBits;

Value CardBuilder::nodeHigh(Value x, Value y) { return bitOr(shiftLeft(x, kXShift), shiftLeft(y, kYShift)); }

Value CardBuilder::rectangleHigh(Value startX, Value startY, Value endX, Value endY) {
  // Kernels for network 1 name the corners the other way round.
  auto least = [&](Value one, Value other) -> Value { return LLVM::UMinOp::create(builder, loc, one, other); };
  auto most = [&](Value one, Value other) -> Value { return LLVM::UMaxOp::create(builder, loc, one, other); };
  Value starts = bitOr(shiftLeft(least(startX, endX), kStartXShift), shiftLeft(least(startY, endY), kStartYShift));
  return bitOr(nodeHigh(most(startX, endX), most(startY, endY)), starts);
}

Value CardBuilder::bankHigh(size_t tableOffset, Value bank) {
  return shiftLeft(recordTable(tableOffset, bank), kXShift);
}

Value CardBuilder::endHigh(ValueRange core, ValueRange bank) {
  if (!core.empty())
    return nodeHigh(word(core[0]), word(core[1]));
  return bankHigh(offsetof(LaunchRecord, dramBanks), bank[0]);
}

Value CardBuilder::address(Value high, Value low) {
  Value wideHigh = LLVM::ZExtOp::create(builder, loc, i64, high);
  Value wideLow = LLVM::ZExtOp::create(builder, loc, i64, low);
  Value shift = LLVM::ConstantOp::create(builder, loc, i64, builder.getI64IntegerAttr(32));
  return bitOr(LLVM::ShlOp::create(builder, loc, wideHigh, shift), wideLow);
}

Value CardBuilder::low(Value address) { return LLVM::TruncOp::create(builder, loc, i32, address); }

Value CardBuilder::high(Value address) {
  Value shift = LLVM::ConstantOp::create(builder, loc, i64, builder.getI64IntegerAttr(32));
  return low(LLVM::LShrOp::create(builder, loc, address, shift));
}

Value CardBuilder::noc(Value named) { return named ? word(named) : record(offsetof(LaunchRecord, nocIndex)); }

Value CardBuilder::call(Service service, llvm::ArrayRef<Value> words) {
  const ServiceFacts &called = factsOf(service);
  assert(words.size() == called.arguments && "the service takes another number of words");
  (void)called;
  // What it returns of the buffer's format never changes; all other services see and change memory.
  bool isPure = service == Service::get_tile_size || service == Service::get_dataformat;
  std::string constraints = "={a0}";
  llvm::SmallVector<Value> operands{constant(static_cast<uint32_t>(service))};
  constraints += "," + kNumberRegister.str();
  for (auto [index, word] : llvm::enumerate(words)) {
    operands.push_back(word);
    constraints += "," + (index == 0 ? std::string("0") : kArgumentRegisters[index].str());
  }
  if (!isPure)
    constraints += ",~{memory}";
  return LLVM::InlineAsmOp::create(builder, loc, TypeRange(i32), operands, "ecall", constraints,
                                   /*has_side_effects=*/!isPure, /*is_align_stack=*/false,
                                   LLVM::tailcallkind::TailCallKind::None, /*asm_dialect=*/{}, /*operand_attrs=*/{})
      .getRes();
}

Value CardBuilder::globalAddress(llvm::StringRef name, llvm::function_ref<void(OpBuilder &)> make) {
  auto module = op->getParentOfType<ModuleOp>();
  if (!module.lookupSymbol(name)) {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(module.getBody());
    make(builder);
  }
  return LLVM::AddressOfOp::create(builder, loc, pointerType, name);
}

Value CardBuilder::text(llvm::StringRef text) {
  std::string name = "text_" + llvm::utohexstr(llvm::xxh3_64bits(text));
  return word(globalAddress(name, [&](OpBuilder &atStart) {
    Type type = LLVM::LLVMArrayType::get(atStart.getI8Type(), text.size());
    LLVM::GlobalOp::create(atStart, loc, type, /*isConstant=*/true, LLVM::Linkage::Internal, name,
                           atStart.getStringAttr(text));
  }));
}

Value CardBuilder::variable(llvm::StringRef name, unsigned words) {
  return globalAddress(name, [&](OpBuilder &atStart) {
    Type type = LLVM::LLVMArrayType::get(i32, words);
    LLVM::GlobalOp::create(atStart, loc, type, /*isConstant=*/false, LLVM::Linkage::Internal, name,
                           atStart.getI32TensorAttr(llvm::SmallVector<int32_t>(words)), /*alignment=*/4);
  });
}

Value CardBuilder::table(llvm::StringRef prefix, llvm::ArrayRef<uint32_t> words) {
  llvm::SmallVector<int32_t> values(words.begin(), words.end());
  llvm::ArrayRef<uint8_t> bytes(reinterpret_cast<const uint8_t *>(values.data()), values.size() * sizeof(int32_t));
  std::string name = prefix.str() + llvm::utohexstr(llvm::xxh3_64bits(bytes));
  return globalAddress(name, [&](OpBuilder &atStart) {
    Type type = LLVM::LLVMArrayType::get(i32, words.size());
    LLVM::GlobalOp::create(atStart, loc, type, /*isConstant=*/true, LLVM::Linkage::Internal, name,
                           atStart.getI32TensorAttr(values), /*alignment=*/4);
  });
}

} // namespace mlir::tt::ttkernel
