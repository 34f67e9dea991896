// Ops of ttkernel as calls of the field's kernel interface.
#include "CppWriter.h"

#include "ttmlir/Dialect/TTKernel/IR/OpFacts.h"
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOps.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/TypeSwitch.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"

namespace mlir::tt::ttkernel {
namespace {

/// The field's name of a data type: an enumerator of DataFormat.
StringRef formatName(ttcore::DataType type) {
  switch (type) {
  case ttcore::DataType::Float32:
    return "Float32";
  case ttcore::DataType::Float16:
    return "Float16";
  case ttcore::DataType::BFloat16:
    return "Float16_b";
  case ttcore::DataType::BFP_Float8:
    return "Bfp8";
  case ttcore::DataType::BFP_BFloat8:
    return "Bfp8_b";
  case ttcore::DataType::BFP_Float4:
    return "Bfp4";
  case ttcore::DataType::BFP_BFloat4:
    return "Bfp4_b";
  case ttcore::DataType::BFP_Float2:
    return "Bfp2";
  case ttcore::DataType::BFP_BFloat2:
    return "Bfp2_b";
  case ttcore::DataType::UInt32:
    return "UInt32";
  case ttcore::DataType::UInt16:
    return "UInt16";
  case ttcore::DataType::UInt8:
  case ttcore::DataType::Bool:
    return "UInt8";
  case ttcore::DataType::Int32:
    return "Int32";
  }
  return "Invalid";
}

/// An attribute as an argument of a template.
std::string templateArgument(Attribute attribute) {
  return llvm::TypeSwitch<Attribute, std::string>(attribute)
      .Case([](BoolAttr value) { return value.getValue() ? "true" : "false"; })
      .Case([](IntegerAttr value) { return llvm::itostr(value.getInt()); })
      .Case([](ttcore::DataTypeAttr value) { return "DataFormat::" + formatName(value.getValue()).str(); })
      .Case([](BcastTypeAttr value) {
        return "BroadcastType::" + StringRef(stringifyBcastType(value.getValue())).upper();
      })
      .Case([](BinaryDestReuseTypeAttr value) {
        return "EltwiseBinaryReuseDestType::" + StringRef(stringifyBinaryDestReuseType(value.getValue())).upper();
      })
      .Case([](EltwiseBinaryTypeAttr value) {
        return "EltwiseBinaryType::ELW" + StringRef(stringifyEltwiseBinaryType(value.getValue())).upper();
      })
      .Case([](ReduceDimAttr value) {
        return "ReduceDim::REDUCE_" +
               StringRef(stringifyReduceDim(value.getValue())).drop_front(strlen("reduce_dim_")).upper();
      })
      .Case([](ReduceTypeAttr value) {
        return "PoolType::" + StringRef(stringifyReduceType(value.getValue())).drop_front(strlen("reduce_")).upper();
      });
}

class CallWriter {
public:
  CallWriter(CppWriter &writer, Operation *op) : writer(writer), op(op) {}

  LogicalResult write();

private:
  std::string arg(Value value) { return writer.argument(value); }

  std::string call(StringRef function, ArrayRef<std::string> arguments) {
    writer.noteCall(function.take_until([](char c) { return c == '<'; }));
    return function.str() + "(" + llvm::join(arguments, ", ") + ")";
  }
  LogicalResult statement(StringRef function, ArrayRef<std::string> arguments) {
    writer.statement(call(function, arguments) + ";");
    return success();
  }
  LogicalResult define(std::string text, bool isPure = true, bool isAtom = true) {
    writer.define(op->getResult(0), {std::move(text), isAtom}, isPure);
    return success();
  }
  /// The arguments with the network behind them, where the op names one; `between` stands before it then.
  SmallVector<std::string> withNoc(SmallVector<std::string> arguments, Value noc, ArrayRef<std::string> between = {}) {
    if (noc) {
      arguments.append(between.begin(), between.end());
      arguments.push_back(arg(noc));
    }
    return arguments;
  }
  std::string endAddress(ValueRange core, ValueRange bank, Value address, Value noc) {
    if (!core.empty())
      return call("get_noc_addr", withNoc({arg(core[0]), arg(core[1]), arg(address)}, noc));
    return call("get_noc_addr_from_bank_id<true>", withNoc({arg(bank[0]), arg(address)}, noc));
  }
  template <typename OpType>
  LogicalResult multicast(OpType multicast, StringRef function) {
    std::string addresses =
        call("get_noc_multicast_addr", withNoc({arg(multicast.getDstNocXStart()), arg(multicast.getDstNocYStart()),
                                                arg(multicast.getDstNocXEnd()), arg(multicast.getDstNocYEnd()),
                                                arg(multicast.getDstLocalL1Addr())},
                                               multicast.getNoc()));
    std::string linked = multicast.getLinked().value_or(false) ? "true" : "false";
    return statement(function, withNoc({arg(multicast.getSrcLocalL1Addr()), addresses, arg(multicast.getSize()),
                                        arg(multicast.getNumDests()), linked},
                                       multicast.getNoc()));
  }
  template <typename OpType>
  LogicalResult setMulticast(OpType set, StringRef function) {
    return statement(function, {arg(set.getSrcLocalL1Addr()), arg(set.getDstNocAddrMulticast()), arg(set.getNumDests()),
                                set.getLinked().value_or(false) ? "true" : "false"});
  }
  LogicalResult translated(Value logical, StringRef noc, StringRef grid);
  LogicalResult exponential(ExpTileOp exp);
  LogicalResult exponentialInit(ExpTileInitOp init);
  LogicalResult accessorArgs(TensorAccessorArgsOp args);
  LogicalResult method(StringRef name);
  LogicalResult print(DPrintOp print);
  std::string shown(Value value);
  LogicalResult byName();

  CppWriter &writer;
  Operation *op;
};

/// Where networks know a worker under coordinates that follow each other as those in the grid do.
LogicalResult CallWriter::translated(Value logical, StringRef noc, StringRef grid) {
  return define(writer.operand(logical) + " + " + noc.str() + "[noc_index] - " + grid.str(), true, false);
}

// Attributes that are absent are left to the interface's own defaults.
LogicalResult CallWriter::exponential(ExpTileOp exp) {
  bool hasScale = exp.getScale() && *exp.getScale() != 0;
  std::string approx = exp.getApprox().value_or(false) ? "true" : "false";
  if (!hasScale)
    return statement(exp.getApprox() ? "exp_tile<" + approx + ">" : "exp_tile", {arg(exp.getTileIndex())});
  // The scale is a bf16 number here: the upper half of the f32 number.
  std::string scale = llvm::formatv("{0:x+4}", *exp.getScale() >> 16).str();
  return statement("exp_tile<" + approx + ", true>",
                   {arg(exp.getTileIndex()), "static_cast<int>(VectorMode::RC)", scale});
}

LogicalResult CallWriter::exponentialInit(ExpTileInitOp init) {
  std::string approx = init.getApprox().value_or(false) ? "true" : "false";
  uint32_t scale = init.getScale().value_or(0);
  if (scale != 0 || init.getInputClamping()) {
    std::string text = "exp_tile_init<" + approx + ", " + llvm::formatv("{0:x+8}", scale ? scale : 0x3f800000).str();
    if (init.getInputClamping())
      text += *init.getInputClamping() == InputClamping::None ? ", InputClamping::None"
                                                              : ", InputClamping::ClampToNegative";
    return statement(text + ">", {});
  }
  return statement(init.getApprox() ? "exp_tile_init<" + approx + ">" : "exp_tile_init", {});
}

LogicalResult CallWriter::accessorArgs(TensorAccessorArgsOp args) {
  std::string compileTime, common;
  if (Value previous = args.getPrevArgs()) {
    compileTime = arg(previous) + ".next_compile_time_args_offset()";
    common = arg(previous) + ".next_common_runtime_args_offset()";
  } else {
    compileTime = arg(args.getCtaBase());
    common = arg(args.getCrtaBase());
  }
  compileTime = args.getCtaExpr().value_or(compileTime);
  common = args.getCrtaExpr().value_or(common);
  writer.noteCall("TensorAccessorArgs");
  writer.defineConstant(args.getResult(), "TensorAccessorArgs<" + compileTime + ", " + common + ">()");
  return success();
}

/// A member of the accessor that is the first operand.
LogicalResult CallWriter::method(StringRef name) {
  SmallVector<std::string> arguments;
  for (Value operand : op->getOperands().drop_front())
    arguments.push_back(arg(operand));
  return define(writer.operand(op->getOperand(0)) + "." + name.str() + "(" + llvm::join(arguments, ", ") + ")");
}

std::string quoted(StringRef text) {
  std::string escaped;
  llvm::raw_string_ostream stream(escaped);
  for (char c : text) {
    if (c == '\n')
      stream << "\\n";
    else if (c == '"' || c == '\\')
      stream << '\\' << c;
    else if (llvm::isPrint(c))
      stream << c;
    else
      stream << llvm::format("\\%03o", static_cast<unsigned char>(c));
  }
  return "\"" + escaped + "\"";
}

std::string CallWriter::shown(Value value) {
  Type type = value.getType();
  if (isa<CBType>(type)) {
    std::string buffer = arg(value);
    return "\"cb \" << " + buffer + " << \" (page \" << " + call("get_tile_size", {buffer}) +
           " << \" bytes, read 0x\" << HEX() << " + call("get_read_ptr", {buffer}) + " << \", write 0x\" << " +
           call("get_write_ptr", {buffer}) + " << DEC() << \")\"";
  }
  if (auto integer = dyn_cast<IntegerType>(type); integer && !integer.isUnsigned() && integer.getWidth() > 1)
    return writer.signedOperand(value);
  if (isa<L1AddrPtrType>(type))
    return "reinterpret_cast<uint32_t>(" + arg(value) + ")";
  if (isa<IndexType, DataFormatType>(type))
    return "uint32_t(" + arg(value) + ")";
  return writer.operand(value);
}

LogicalResult CallWriter::print(DPrintOp print) {
  writer.noteCall("DPRINT");
  StringRef rest = print.getFmt();
  std::string text = "DPRINT";
  for (Value value : print.getArgv()) {
    auto [before, after] = rest.split("{}");
    if (!before.empty())
      text += " << " + quoted(before);
    text += " << " + shown(value);
    rest = after;
  }
  bool endsLine = rest.consume_back("\n");
  if (!rest.empty())
    text += " << " + quoted(rest);
  writer.statement(text + (endsLine ? " << ENDL();" : ";"));
  return success();
}

/// The function of the op's own name, with operands as arguments and attributes as arguments of its template.
LogicalResult CallWriter::byName() {
  std::string function = op->getName().stripDialect().str();
  if (StringRef(function).starts_with("experimental."))
    function.replace(strlen("experimental"), 1, "::");
  SmallVector<std::string> attributes;
  for (const AttributeFacts &facts : attributesInOrder(op->getName().getStringRef()))
    if (std::optional<Attribute> attribute = op->getInherentAttr(facts.name); attribute && *attribute)
      attributes.push_back(templateArgument(*attribute));
    else
      attributes.push_back(llvm::utostr(facts.absent));
  if (!attributes.empty())
    function += "<" + llvm::join(attributes, ", ") + ">";
  SmallVector<std::string> arguments;
  for (Value operand : op->getOperands())
    arguments.push_back(arg(operand));
  if (op->getNumResults() == 0)
    return statement(function, arguments);
  return define(call(function, arguments), isPure(op));
}

LogicalResult CallWriter::write() {
  auto isManager = [](Type type) { return isa<FabricConnectionManagerType>(type); };
  if (isa<GetMyDeviceIdOp>(op) || llvm::any_of(op->getOperandTypes(), isManager) ||
      llvm::any_of(op->getResultTypes(), isManager))
    return writer.refuse(op, "the kernel interface has no functions for the fabric between devices");
  return llvm::TypeSwitch<Operation *, LogicalResult>(op)
      .Case([&](GetArgValOp get) { return define(call("get_arg_val<uint32_t>", {arg(get.getArgIndex())})); })
      .Case(
          [&](GetCommonArgValOp get) { return define(call("get_common_arg_val<uint32_t>", {arg(get.getArgIndex())})); })
      .Case([&](GetCompileArgValOp get) {
        writer.defineConstant(get.getResult(), call("get_compile_time_arg_val", {llvm::utostr(get.getArgIndex())}));
        return success();
      })
      .Case([&](BitcastOp bitcast) {
        std::string type = cppType(bitcast.getType());
        return define(bitcast.getType().isIntOrIndex()
                          ? type + "(" + arg(bitcast.getInput()) + ")"
                          : "__builtin_bit_cast(" + type + ", " + arg(bitcast.getInput()) + ")");
      })
      .Case([&](MyXOp x) { return define("my_x[" + (x.getNoc() ? arg(x.getNoc()) : "noc_index") + "]"); })
      .Case([&](MyYOp y) { return define("my_y[" + (y.getNoc() ? arg(y.getNoc()) : "noc_index") + "]"); })
      .Case([&](MyLogicalXOp) { return define("my_logical_x_"); })
      .Case([&](MyLogicalYOp) { return define("my_logical_y_"); })
      .Case([&](ConvertLogicalXToTranslatedOp convert) {
        return translated(convert.getLogicalX(), "my_x", "my_logical_x_");
      })
      .Case([&](ConvertLogicalYToTranslatedOp convert) {
        return translated(convert.getLogicalY(), "my_y", "my_logical_y_");
      })
      .Case([&](MemZerosBaseOp) { return define("MEM_ZEROS_BASE"); })
      .Case([&](MemZerosSizeOp) { return define("MEM_ZEROS_SIZE"); })
      .Case([&](GetNocAddrFromBankIDOp get) {
        return define(call("get_noc_addr_from_bank_id<true>", {arg(get.getBankId()), arg(get.getBankAddressOffset())}));
      })
      .Case([&](CastToL1PtrOp cast) {
        std::string type = cppType(cast.getType());
        return define("reinterpret_cast<" + type + ">(" + arg(cast.getAddr()) + ")");
      })
      .Case([&](LoadFromL1Op load) {
        return define(writer.operand(load.getL1Ptr()) + "[" + arg(load.getOffset()) + "]", /*isPure=*/false);
      })
      .Case([&](StoreToL1Op store) {
        writer.statement(writer.operand(store.getL1Ptr()) + "[" + arg(store.getOffset()) +
                         "] = " + arg(store.getValue()) + ";");
        return success();
      })
      .Case([&](NocAsyncReadOp read) {
        std::string source = endAddress(read.getSrcCoreXY(), read.getSrcBankId(), read.getSrcAddress(), read.getNoc());
        return statement("noc_async_read",
                         withNoc({source, arg(read.getDstLocalL1Addr()), arg(read.getSize())}, read.getNoc()));
      })
      .Case([&](NocAsyncReadOnePacketSetStateOp set) {
        std::string source = endAddress(set.getSrcCoreXY(), set.getSrcBankId(), set.getSrcAddress(), set.getNoc());
        return statement("noc_async_read_one_packet_set_state",
                         withNoc({source, arg(set.getSize())}, set.getNoc(), {"0"}));
      })
      .Case([&](NocAsyncReadOnePacketWithStateOp read) {
        return statement("noc_async_read_one_packet_with_state",
                         withNoc({arg(read.getSrcAddress()), arg(read.getDstLocalL1Addr())}, read.getNoc(), {"0"}));
      })
      .Case([&](NocAsyncReadTileOp read) {
        return statement("noc_async_read_tile",
                         withNoc({arg(read.getId()), arg(read.getAddrGenStruct()), arg(read.getDstLocalL1Addr())},
                                 read.getNoc(), {"0"}));
      })
      .Case([&](NocAsyncWriteOp write) {
        std::string destination =
            endAddress(write.getDstCoreXY(), write.getDstBankId(), write.getDstAddress(), write.getNoc());
        return statement("noc_async_write",
                         withNoc({arg(write.getSrcLocalL1Addr()), destination, arg(write.getSize())}, write.getNoc()));
      })
      .Case([&](NocAsyncWriteOnePacketWithTridOp write) {
        std::string destination =
            endAddress(write.getDstCoreXY(), write.getDstBankId(), write.getDstAddress(), write.getNoc());
        return statement("noc_async_write_one_packet_with_trid", withNoc({arg(write.getSrcLocalL1Addr()), destination,
                                                                          arg(write.getSize()), arg(write.getTrid())},
                                                                         write.getNoc(), {"write_cmd_buf"}));
      })
      .Case([&](NocAsyncWriteMulticastOp write) { return multicast(write, "noc_async_write_multicast"); })
      .Case([&](NocAsyncWriteMulticastOnePacketOp write) {
        return multicast(write, "noc_async_write_multicast_one_packet");
      })
      .Case([&](NocAsyncWriteMulticastLoopbackSrcOp write) {
        return multicast(write, "noc_async_write_multicast_loopback_src");
      })
      .Case([&](NocInlineDwWriteOp write) {
        std::string destination =
            call("get_noc_addr", withNoc({arg(write.getDstNocX()), arg(write.getDstNocY()), arg(write.getDstAddress())},
                                         write.getNoc()));
        return statement("noc_inline_dw_write",
                         withNoc({destination, arg(write.getVal()), arg(write.getByteEnable())}, write.getNoc()));
      })
      .Case([&](RemoteSramWriteU32Op write) {
        return statement("noc_semaphore_set_remote",
                         withNoc({arg(write.getSrcSramAddr()), arg(write.getDstRemoteAddr())}, write.getNoc()));
      })
      .Case([&](NocSemaphoreIncOp inc) {
        return statement(inc.getPosted().value_or(false) ? "noc_semaphore_inc<true>" : "noc_semaphore_inc",
                         withNoc({arg(inc.getAddr()), arg(inc.getIncr())}, inc.getNoc()));
      })
      .Case([&](NocSemaphoreIncMulticastOp inc) {
        return statement(inc.getPosted().value_or(false) ? "noc_semaphore_inc_multicast<true>"
                                                         : "noc_semaphore_inc_multicast",
                         withNoc({arg(inc.getAddr()), arg(inc.getIncr()), arg(inc.getNumDests())}, inc.getNoc()));
      })
      .Case([&](NocSemaphoreSetMulticastOp set) { return setMulticast(set, "noc_semaphore_set_multicast"); })
      .Case([&](NocSemaphoreSetMulticastLoopbackOp set) {
        return setMulticast(set, "noc_semaphore_set_multicast_loopback_src");
      })
      .Case([&](SemaphoreWaitOp wait) {
        return statement("noc_semaphore_wait", {arg(wait.getSemAddr()), arg(wait.getVal())});
      })
      .Case([&](SemaphoreWaitMinOp wait) {
        return statement("noc_semaphore_wait_min", {arg(wait.getSemAddr()), arg(wait.getVal())});
      })
      .Case([&](TensorAccessorArgsOp args) { return accessorArgs(args); })
      .Case([&](TensorAccessorGetNocAddrOp) { return method("get_noc_addr"); })
      .Case([&](TensorAccessorGetShardNocAddrOp) {
        // The op's result is the local half of the address.
        SmallVector<std::string> arguments;
        for (Value operand : op->getOperands().drop_front())
          arguments.push_back(arg(operand));
        return define("uint32_t(" + writer.operand(op->getOperand(0)) + ".get_shard_noc_addr(" +
                      llvm::join(arguments, ", ") + "))");
      })
      .Case([&](TensorAccessorGetBankAndOffsetOp) { return method("get_bank_and_offset"); })
      .Case<TensorAccessorIsLocalBankOp, TensorAccessorIsLocalAddrOp>([&](auto) { return method("is_local_bank"); })
      .Case([&](TensorAccessorIsLocalPageOp) { return method("is_local_page"); })
      .Case([&](TensorAccessorIsLocalShardOp) { return method("is_local_shard"); })
      .Case([&](PackTileOp pack) {
        if (!pack.getOutOfOrder())
          return statement("pack_tile", {arg(pack.getDstIndex()), arg(pack.getOutCb())});
        return statement("pack_tile<true>", {arg(pack.getDstIndex()), arg(pack.getOutCb()), arg(pack.getOutIndex())});
      })
      .Case([&](TypecastTileOp cast) {
        return statement("typecast_tile<uint32_t(" + templateArgument(cast.getInDtypeAttr()) + "), uint32_t(" +
                             templateArgument(cast.getOutDtypeAttr()) + ")>",
                         {arg(cast.getDst0Index())});
      })
      .Case([&](TypecastTileInitOp init) {
        return statement("typecast_tile_init<uint32_t(" + templateArgument(init.getInDtypeAttr()) + "), uint32_t(" +
                             templateArgument(init.getOutDtypeAttr()) + ")>",
                         {});
      })
      .Case([&](ReduceInitOp) { return byName(); })
      .Case([&](MaxReduceWithIndicesTileOp reduce) {
        return statement("max_reduce_with_indices<" + llvm::itostr(reduce.getNumRows()) + ", DataLayout::TILE, " +
                             (reduce.getAccumulate() ? "true" : "false") + ">",
                         {arg(reduce.getIdst()), arg(reduce.getIdstIdx()), arg(reduce.getChunk())});
      })
      .Case([&](ExpTileOp exp) { return exponential(exp); })
      .Case([&](ExpTileInitOp init) { return exponentialInit(init); })
      .Case([&](DPrintOp printed) { return print(printed); })
      .Case([&](UnreachableOp) {
        writer.statement("__builtin_trap(); // is never reached");
        return success();
      })
      .Case([&](InvokeSFPIOp) { return writer.refuse(op, "own code for the vector unit is not written"); })
      .Default([&](Operation *) { return byName(); });
}

} // namespace

LogicalResult writeKernelOp(CppWriter &writer, Operation *op) { return CallWriter(writer, op).write(); }

bool isKernelFunction(StringRef name) {
  static const llvm::StringSet<> functions = [] {
    llvm::StringSet<> names;
#define TENON_CARD_SERVICE(number, name, arguments, summary) names.insert(#name);
#include "tenon/schema/card_services.def"
    for (StringRef name :
         {"get_arg_val", "get_common_arg_val", "get_compile_time_arg_val", "get_noc_addr", "get_noc_multicast_addr",
          "get_noc_addr_from_bank_id", "get_semaphore", "TensorAccessor", "TensorAccessorArgs"})
      names.insert(name);
    return names;
  }();
  return functions.contains(name);
}

StringRef variableHint(Operation *op) {
  return llvm::TypeSwitch<Operation *, StringRef>(op)
      .Case([](GetCompileArgValOp get) { return isa<CBType>(get.getType()) ? "cb" : "constant"; })
      .Case<GetArgValOp, GetCommonArgValOp>([](auto get) { return isa<CBType>(get.getType()) ? "cb" : "argument"; })
      .Case([](GetWritePtrOp) { return "write_address"; })
      .Case([](GetReadPtrOp) { return "read_address"; })
      .Case([](GetTileSizeOp) { return "tile_size"; })
      .Case([](GetDataFormatOp) { return "format"; })
      .Case([](GetSemaphoreOp) { return "semaphore"; })
      .Case<GetNocAddrOp, GetNocMulticastAddrOp, GetNocAddrFromBankIDOp, TensorAccessorGetNocAddrOp>(
          [](auto) { return "noc_address"; })
      .Case([](CastToL1PtrOp) { return "pointer"; })
      .Case([](LoadFromL1Op) { return "word"; })
      .Case([](TensorAccessorArgsOp) { return "accessor_args"; })
      .Case([](TensorAccessorOp) { return "accessor"; })
      .Default([](Operation *) { return "value"; });
}

} // namespace mlir::tt::ttkernel
