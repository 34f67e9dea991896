// Writes a TTNN module as a Binary (.ttnn): one function for ops of every kind, led by their definitions.
#include "ttmlir/Target/TTNN/TTNNToFlatbuffer.h"

#include "BinaryWriter.h"
#include "OutputFile.h"
#include "Revision.h"
#include "SystemDescToFlatbuffer.h"
#include "ttmlir/Dialect/TTCore/IR/DataTypes.h"
#include "ttmlir/Dialect/TTCore/IR/TTCoreOps.h"
#include "ttmlir/Dialect/TTNN/IR/TTNN.h"
#include "ttmlir/Dialect/TTNN/IR/TTNNOpsAttrs.h"
#include "ttmlir/Dialect/TTNN/IR/TTNNOpsTypes.h"
#include "ttmlir/Target/TTNN/OpFacts.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/AsmState.h"
#include "mlir/Tools/mlir-translate/Translation.h"
#include "tenon/schema/version.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/raw_ostream.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace mlir::tt::ttnn {

namespace {

/// Constants longer than this are elided where programs are printed.
constexpr int64_t kLongestPrintedConstant = 16;

template <typename Printable>
std::string printed(const Printable &value) {
  std::string text;
  llvm::raw_string_ostream(text) << value;
  return text;
}

/// The name that an argument or result was given: an attribute of that name, or a location of that name.
StringRef nameFrom(Attribute attribute, std::optional<Location> location) {
  if (auto name = dyn_cast_if_present<StringAttr>(attribute))
    return name.getValue();
  if (location)
    if (auto name = dyn_cast<NameLoc>(*location))
      return name.getName().getValue();
  return "";
}

} // namespace

OpPrintingFlags printingFlags() {
  return OpPrintingFlags()
      .elideLargeElementsAttrs(kLongestPrintedConstant)
      .elideLargeResourceString(kLongestPrintedConstant)
      .assumeVerified();
}

FailureOr<flatbuffers::DetachedBuffer> BinaryWriter::build() {
  SmallVector<func::FuncOp> functions;
  // Programs that a user runs come first, so that their indices do not depend on what was hoisted out of them.
  for (bool wanted : {true, false})
    module.walk([&](func::FuncOp func) {
      if (func.isPublic() == wanted && isProgram(func))
        functions.push_back(func);
    });
  for (auto [index, func] : llvm::enumerate(functions))
    programIndices[func.getName()] = index;
  module.walk([&](ttcore::DeviceOp device) {
    if (ArrayRef<int64_t> given = device.getDeviceAttr().getMeshShape(); !given.empty())
      meshShape.assign(given.begin(), given.end());
  });
  ttcore::SystemDescAttr system;
  module.walk([&](ModuleOp nested) {
    if (!system)
      system = nested->getAttrOfType<ttcore::SystemDescAttr>(ttcore::kSystemDescAttrName);
  });
  if (functions.empty())
    return module.emitError("cannot write a module without functions to a Binary"), failure();
  if (!system)
    return module.emitError("cannot write a module without '")
               << ttcore::kSystemDescAttrName << "' to a Binary: run " << pipeline() << " first",
           failure();

  std::vector<Offset<fb::Program>> programs;
  for (func::FuncOp func : functions)
    programs.push_back(program(func));
  if (failed)
    return failure();

  fb::Version version(fb::kSchemaVersionMajor, fb::kSchemaVersionMinor, fb::kSchemaVersionPatch);
  StringRef source;
  if (auto recorded = module->getAttrOfType<StringAttr>("ttcore.source_mlir"))
    source = recorded.getValue();
  auto schemaHash = string(fb::kSchemaHash);
  auto producer = string(std::string("tenon ") + fb::kTenonVersion);
  auto gitHash = string(kRevision);
  auto systemDesc = systemDescToFlatbuffer(builder, system);
  auto mlir = string(moduleText());
  auto sourceMlir = string(source);
  auto programVector = builder.CreateVector(programs);
  auto goldenVector = vector<Offset<fb::Golden>>(goldens());
  auto stageVector = vector<Offset<fb::Stage>>(stages());
  builder.FinishSizePrefixed(fb::CreateBinary(builder, &version, schemaHash, producer, gitHash, systemDesc, mlir,
                                              sourceMlir, programVector, dataSection.size(), goldenVector, stageVector),
                             identifier());
  return builder.Release();
}

SmallVector<Offset<fb::Golden>> BinaryWriter::goldens() {
  return llvm::map_to_vector(debugInfo.goldens, [&](const Golden &golden) {
    auto location = string(golden.location);
    auto name = string(golden.name);
    auto shape = vector(golden.shape);
    auto strides = vector(golden.strides);
    return fb::CreateGolden(builder, location, golden.device, name, shape, strides,
                            static_cast<fb::DataType>(golden.dataType), dataSection.addBytes(golden.data),
                            golden.data.size());
  });
}

SmallVector<Offset<fb::Stage>> BinaryWriter::stages() {
  return llvm::map_to_vector(debugInfo.stages, [&](const std::pair<StringRef, StringRef> &stage) {
    auto name = string(stage.first);
    auto mlir = string(stage.second);
    return fb::CreateStage(builder, name, mlir);
  });
}

std::string BinaryWriter::moduleText() {
  OwningOpRef<ModuleOp> copy = module.clone();
  copy.get()->removeAttr("ttcore.source_mlir");
  std::string text;
  llvm::raw_string_ostream os(text);
  copy.get().print(os, printingFlags());
  return text;
}

/// Each op as printed, without the layouts, which the values' records hold.
std::vector<std::string> BinaryWriter::operationTexts(func::FuncOp func) {
  OwningOpRef<func::FuncOp> copy = func.clone();
  auto strip = [](Value value) {
    if (auto type = dyn_cast<RankedTensorType>(value.getType()))
      value.setType(RankedTensorType::get(type.getShape(), type.getElementType()));
  };
  llvm::for_each(copy->getBody().front().getArguments(), strip);
  copy->walk([&](Operation *op) { llvm::for_each(op->getResults(), strip); });
  AsmState state(copy.get(), printingFlags());
  std::vector<std::string> texts;
  for (Operation &op : copy->getBody().front().without_terminator()) {
    std::string &text = texts.emplace_back();
    llvm::raw_string_ostream os(text);
    op.print(os, state);
  }
  return texts;
}

Offset<fb::Program> BinaryWriter::program(func::FuncOp func) {
  if (func.isDeclaration() || !llvm::hasSingleElement(func.getBody()))
    return fail(func) << "a program must be a function with a body of one block", Offset<fb::Program>();
  Block &block = func.getBody().front();

  llvm::DenseMap<Value, uint32_t> indices;
  std::vector<Offset<fb::Value>> values;
  auto add = [&](Value newValue) {
    indices[newValue] = values.size();
    values.push_back(value(newValue));
    return static_cast<uint32_t>(values.size() - 1);
  };

  std::vector<uint32_t> inputs;
  std::vector<Offset<fb::Argument>> arguments;
  for (BlockArgument blockArgument : block.getArguments()) {
    inputs.push_back(add(blockArgument));
    arguments.push_back(argument(func, blockArgument.getArgNumber()));
  }
  std::vector<std::string> texts = operationTexts(func);
  std::vector<Offset<fb::Operation>> operations;
  for (auto [op, text] : llvm::zip_equal(block.without_terminator(), texts)) {
    std::optional<OperationRecord> recorded = record(&op);
    if (recorded || failed)
      for (Value result : op.getResults())
        add(result);
    if (!recorded)
      continue;
    operations.push_back(operation(&op, *recorded, text, indices));
  }
  if (failed)
    return {};
  std::vector<uint32_t> outputs;
  for (Value returned : block.getTerminator()->getOperands())
    outputs.push_back(indices.at(returned));

  auto name = string(func.getName());
  auto valueVector = builder.CreateVector(values);
  auto inputVector = builder.CreateVector(inputs);
  auto argumentVector = builder.CreateVector(arguments);
  auto outputVector = builder.CreateVector(outputs);
  auto resultNameVector = builder.CreateVector(resultNames(func));
  auto operationVector = builder.CreateVector(operations);
  auto mesh = vector(ArrayRef(meshShape));
  return fb::CreateProgram(builder, name, func.isPrivate(), valueVector, inputVector, argumentVector, outputVector,
                           resultNameVector, operationVector, mesh);
}

Offset<fb::Argument> BinaryWriter::argument(func::FuncOp func, unsigned index) {
  auto type = fb::ArgumentType::Default;
  if (auto given = func.getArgAttrOfType<ttcore::ArgumentTypeAttr>(index, ttcore::kArgumentTypeAttrName))
    type = static_cast<fb::ArgumentType>(given.getValue());
  auto name = string(nameFrom(func.getArgAttr(index, "ttir.name"), func.getArgument(index).getLoc()));
  return fb::CreateArgument(builder, name, type);
}

std::vector<Offset<flatbuffers::String>> BinaryWriter::resultNames(func::FuncOp func) {
  std::vector<Offset<flatbuffers::String>> names;
  for (unsigned index = 0; index < func.getNumResults(); ++index)
    names.push_back(string(nameFrom(func.getResultAttr(index, "ttir.name"), std::nullopt)));
  return names;
}

Offset<fb::Value> BinaryWriter::value(Value value) {
  auto type = dyn_cast<RankedTensorType>(value.getType());
  if (!type)
    return fb::CreateValue(builder, fb::ValueKind::Device);
  return tensorValue(value, type, type.getElementType(), type.getShape(), [&] { return layout(type); });
}

Offset<fb::Value> BinaryWriter::tensorValue(Value value, ShapedType type, Type elementType, ArrayRef<int64_t> shape,
                                            llvm::function_ref<Offset<fb::Layout>()> layout) {
  auto report = [&]() -> InFlightDiagnostic {
    failed = true;
    return emitError(value.getLoc(), "cannot write a value of type ") << type << " to a Binary: ";
  };
  std::optional<ttcore::DataType> dataType = ttcore::elementTypeToDataType(elementType);
  if (!dataType)
    return report() << "no data type for " << elementType << " elements", Offset<fb::Value>();
  if (!type.hasStaticShape())
    return report() << "its shape is not static", Offset<fb::Value>();
  auto shapeVector = vector(shape);
  auto valueLayout = layout();
  return fb::CreateValue(builder, fb::ValueKind::Tensor, shapeVector, static_cast<fb::DataType>(*dataType),
                         valueLayout);
}

Offset<fb::Layout> BinaryWriter::layout(RankedTensorType type) {
  auto encoding = dyn_cast_if_present<TTNNLayoutAttr>(type.getEncoding());
  if (!encoding)
    return {};
  auto memoryLayout = fb::TensorMemoryLayout::Interleaved;
  if (std::optional<TensorMemoryLayout> given = encoding.getMemLayoutOpt())
    memoryLayout = static_cast<fb::TensorMemoryLayout>(*given);
  SmallVector<int64_t, 2> tile;
  if (auto tileType = dyn_cast<ttcore::TileType>(encoding.getElementType()))
    tile.assign(tileType.getShape().begin(), tileType.getShape().end());
  auto tileShape = vector(ArrayRef<int64_t>(tile));
  auto grid = vector(encoding.getGridShape());
  return fb::CreateLayout(builder, static_cast<fb::BufferType>(encoding.getBufferType()), memoryLayout, tileShape,
                          grid);
}

std::optional<OperationRecord> BinaryWriter::record(Operation *op) {
  const OpFacts *facts = findOpFacts(op->getName().getStringRef());
  if (!facts)
    return fail(op) << "only ops of the ttnn dialect and ttcore.load_cached can be", std::nullopt;
  if (op->getNumRegions() != 0)
    return fail(op) << "it has regions", std::nullopt;
  return OperationRecord{op->getName().getStringRef(), SmallVector<Value>(op->getOperands()),
                         operandSegments(op, *facts), resultSegments(op, *facts), inherentAttributes(op)};
}

Offset<fb::Operation> BinaryWriter::operation(Operation *op, const OperationRecord &record, StringRef text,
                                              const llvm::DenseMap<Value, uint32_t> &indices) {
  auto indexOf = [&](Value value) { return indices.at(value); };
  auto operands = llvm::map_to_vector(record.operands, indexOf);
  auto results = llvm::map_to_vector(op->getResults(), indexOf);
  auto name = string(record.name);
  auto operandVector = vector(ArrayRef<uint32_t>(operands));
  auto operandSegmentVector = vector(ArrayRef<uint32_t>(record.operandSegments));
  auto resultVector = vector(ArrayRef<uint32_t>(results));
  auto resultSegmentVector = vector(ArrayRef<uint32_t>(record.resultSegments));
  auto attributeVector = builder.CreateVector(attributes(op, record.attributes));
  auto location = string(printed(op->getLoc()));
  auto textString = string(text);
  return fb::CreateOperation(builder, name, operandVector, operandSegmentVector, resultVector, resultSegmentVector,
                             attributeVector, location, textString);
}

SmallVector<NamedAttribute> BinaryWriter::inherentAttributes(Operation *op) {
  SmallVector<NamedAttribute> present;
  for (StringAttr name : op->getRegisteredInfo()->getAttributeNames())
    if (std::optional<Attribute> value = op->getInherentAttr(name);
        value && *value && name != "operandSegmentSizes" && name != "resultSegmentSizes")
      present.emplace_back(name, *value);
  return present;
}

std::vector<Offset<fb::Attribute>> BinaryWriter::attributes(Operation *op, ArrayRef<NamedAttribute> attributes) {
  std::vector<Offset<fb::Attribute>> records;
  for (NamedAttribute named : attributes) {
    AttributeRecord record = attribute(op, named.getName(), named.getValue());
    if (record.type == fb::AttributeValue::NONE)
      continue;
    auto nameString = string(named.getName());
    records.push_back(fb::CreateAttribute(builder, nameString, record.type, record.value));
  }
  return records;
}

namespace {

/// Enumerators by their keyword: the text between the angle brackets of #dialect.name<keyword>.
std::optional<std::string> enumKeyword(Attribute attribute) {
  if (attribute.getDialect().getNamespace() == "builtin")
    return std::nullopt;
  std::string text;
  llvm::raw_string_ostream os(text);
  attribute.printStripped(os);
  StringRef keyword = StringRef(text).split('<').second;
  if (!keyword.consume_back(">") || keyword.empty() ||
      !llvm::all_of(keyword, [](char c) { return llvm::isAlnum(c) || c == '_'; }))
    return std::nullopt;
  return keyword.str();
}

} // namespace

AttributeRecord BinaryWriter::attribute(Operation *op, StringRef name, Attribute attribute) {
  using Kind = fb::AttributeValue;
  if (auto value = dyn_cast<BoolAttr>(attribute))
    return {Kind::BoolValue, fb::CreateBoolValue(builder, value.getValue()).Union()};
  if (auto value = dyn_cast<IntegerAttr>(attribute)) {
    bool isUnsigned = value.getType().isUnsignedInteger();
    int64_t number =
        isUnsigned ? static_cast<int64_t>(value.getValue().getZExtValue()) : value.getValue().getSExtValue();
    return {Kind::IntValue, fb::CreateIntValue(builder, number).Union()};
  }
  if (auto value = dyn_cast<FloatAttr>(attribute))
    return {Kind::FloatValue, fb::CreateFloatValue(builder, value.getValueAsDouble()).Union()};
  if (auto value = dyn_cast<StringAttr>(attribute))
    return {Kind::StringValue, fb::CreateStringValue(builder, string(value.getValue())).Union()};
  if (auto value = dyn_cast<ttcore::DataTypeAttr>(attribute))
    return {Kind::DataTypeValue, fb::CreateDataTypeValue(builder, static_cast<fb::DataType>(value.getValue())).Union()};
  if (auto value = dyn_cast<ShapeAttr>(attribute))
    return intArray(value.getShape());
  if (auto value = dyn_cast<DenseI64ArrayAttr>(attribute))
    return intArray(value.asArrayRef());
  if (auto value = dyn_cast<DenseI32ArrayAttr>(attribute))
    return intArray(llvm::to_vector_of<int64_t>(value.asArrayRef()));
  if (auto value = dyn_cast<DenseBoolArrayAttr>(attribute))
    return intArray(llvm::to_vector_of<int64_t>(value.asArrayRef()));
  if (auto value = dyn_cast<DenseF32ArrayAttr>(attribute)) {
    auto numbers = llvm::to_vector_of<double>(value.asArrayRef());
    return {Kind::FloatArrayValue, fb::CreateFloatArrayValue(builder, vector(ArrayRef<double>(numbers))).Union()};
  }
  if (auto value = dyn_cast<ArrayAttr>(attribute))
    return arrayAttribute(value);
  if (auto value = dyn_cast<FlatSymbolRefAttr>(attribute)) {
    auto found = programIndices.find(value.getValue());
    if (found == programIndices.end())
      return fail(op) << "attribute '" << name << "' names " << value << ", which is no function of this module",
             AttributeRecord();
    return {Kind::ProgramValue, fb::CreateProgramValue(builder, found->second).Union()};
  }
  if (auto value = dyn_cast<ElementsAttr>(attribute))
    return constant(op, value);
  if (std::optional<std::string> keyword = enumKeyword(attribute))
    return {Kind::StringValue, fb::CreateStringValue(builder, string(*keyword)).Union()};
  return opaque(attribute);
}

AttributeRecord BinaryWriter::opaque(Attribute attribute) {
  return {fb::AttributeValue::OpaqueValue, fb::CreateOpaqueValue(builder, string(printed(attribute))).Union()};
}

AttributeRecord BinaryWriter::intArray(ArrayRef<int64_t> values) {
  return {fb::AttributeValue::IntArrayValue, fb::CreateIntArrayValue(builder, vector(values)).Union()};
}

AttributeRecord BinaryWriter::arrayAttribute(ArrayAttr array) {
  if (llvm::all_of(array, llvm::IsaPred<IntegerAttr>))
    return intArray(llvm::map_to_vector(
        array, [](Attribute element) { return cast<IntegerAttr>(element).getValue().getSExtValue(); }));
  if (llvm::all_of(array, llvm::IsaPred<FloatAttr>)) {
    auto numbers =
        llvm::map_to_vector(array, [](Attribute element) { return cast<FloatAttr>(element).getValueAsDouble(); });
    return {fb::AttributeValue::FloatArrayValue,
            fb::CreateFloatArrayValue(builder, vector(ArrayRef<double>(numbers))).Union()};
  }
  if (llvm::all_of(array, llvm::IsaPred<StringAttr>)) {
    std::vector<Offset<flatbuffers::String>> strings;
    for (Attribute element : array)
      strings.push_back(string(cast<StringAttr>(element).getValue()));
    return {fb::AttributeValue::StringArrayValue,
            fb::CreateStringArrayValue(builder, builder.CreateVector(strings)).Union()};
  }
  return opaque(array);
}

AttributeRecord BinaryWriter::constant(Operation *op, ElementsAttr constant) {
  auto report = [&] { return fail(op); };
  std::optional<ttcore::DataType> dataType = ttcore::elementTypeToDataType(constant.getElementType());
  if (!dataType)
    return report() << "no data type for " << constant.getElementType() << " elements", AttributeRecord();
  FailureOr<ConstantPlace> place = dataSection.add(constant, report);
  if (failed || llvm::failed(place))
    return AttributeRecord();
  auto shape = vector(cast<ShapedType>(constant.getType()).getShape());
  return {fb::AttributeValue::ConstantValue,
          fb::CreateConstantValue(builder, shape, static_cast<fb::DataType>(*dataType), place->splat, place->offset,
                                  place->size)
              .Union()};
}

namespace {

void writeNumber(llvm::raw_ostream &os, uint64_t number) {
  char bytes[sizeof(number)];
  llvm::support::endian::write64le(bytes, number);
  os.write(bytes, sizeof(bytes));
}

/// The file's frame around the flatbuffer: padding, data section, trailer.
void writeFile(const flatbuffers::DetachedBuffer &buffer, const DataSection &data, llvm::raw_ostream &os) {
  os.write(reinterpret_cast<const char *>(buffer.data()), buffer.size());
  uint64_t dataStart = llvm::alignTo(buffer.size(), fb::kDataAlignment);
  os.write_zeros(dataStart - buffer.size());

  XXH3_state_t *hash = XXH3_createState();
  XXH3_64bits_reset(hash);
  data.forEachChunk([&](ArrayRef<char> chunk) {
    XXH3_64bits_update(hash, chunk.data(), chunk.size());
    os.write(chunk.data(), chunk.size());
  });
  writeNumber(os, dataStart + data.size() + fb::kTrailerSize);
  writeNumber(os, XXH3_64bits(buffer.data(), buffer.size()));
  writeNumber(os, XXH3_64bits_digest(hash));
  XXH3_freeState(hash);
  os.write(fb::kTrailerMagic, 8);
}

} // namespace

LogicalResult BinaryWriter::write(llvm::raw_ostream &os) {
  FailureOr<flatbuffers::DetachedBuffer> buffer = build();
  if (llvm::failed(buffer))
    return failure();
  ::mlir::tt::ttnn::writeFile(*buffer, dataSection, os);
  return success();
}

LogicalResult BinaryWriter::writeFile(StringRef path) {
  FailureOr<flatbuffers::DetachedBuffer> buffer = build();
  if (llvm::failed(buffer))
    return failure();
  llvm::Error error =
      writeWholeFile(path, [&](llvm::raw_ostream &os) { ::mlir::tt::ttnn::writeFile(*buffer, dataSection, os); });
  if (!error)
    return success();
  return emitError(UnknownLoc::get(module.getContext()))
         << "cannot write '" << path << "': " << llvm::toString(std::move(error));
}

LogicalResult translateTTNNToFlatbuffer(ModuleOp module, llvm::raw_ostream &os, const BinaryDebugInfo &debugInfo) {
  return BinaryWriter(module, debugInfo).write(os);
}

LogicalResult translateTTNNToFlatbufferFile(ModuleOp module, StringRef path) {
  BinaryDebugInfo noDebugInfo;
  return BinaryWriter(module, noDebugInfo).writeFile(path);
}

void registerTTNNToFlatbufferTranslation() {
  static TranslateFromMLIRRegistration registration(
      "ttnn-to-flatbuffer", "write a TTNN module as a Binary (.ttnn)",
      [](Operation *op, llvm::raw_ostream &os) -> LogicalResult {
        auto module = dyn_cast<ModuleOp>(op);
        if (!module)
          return op->emitError("expected a builtin.module");
        return translateTTNNToFlatbuffer(module, os);
      },
      [](DialectRegistry &registry) {
        registry.insert<func::FuncDialect, ttcore::TTCoreDialect, ttnn::TTNNDialect>();
      });
}

} // namespace mlir::tt::ttnn
