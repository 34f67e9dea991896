// The plan of a program: classification of ops and values, kernels, memory layouts.
#include "ttnn/plan.h"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>

#include "common/memory.h"
#include "common/tensor_storage.h"
#include "tt/runtime/error.h"
#include "ttnn/arena.h"
#include "ttnn/op_action.h"

namespace tt::runtime::detail {
namespace {

/// Sorted, without repetition.
void unite(std::vector<uint32_t> &target, const std::vector<uint32_t> &more) {
  target.insert(target.end(), more.begin(), more.end());
  std::sort(target.begin(), target.end());
  target.erase(std::unique(target.begin(), target.end()), target.end());
}

Tensor writeOut(const TensorDesc &desc, std::span<const std::byte> element) {
  Tensor tensor = Tensor::createOwned(desc);
  auto *data = static_cast<std::byte *>(tensor.mutableData());
  bool zero = std::all_of(element.begin(), element.end(), [](std::byte byte) { return byte == std::byte{0}; });
  for (size_t at = 0, size = desc.sizeBytes(); !zero && at < size; at += element.size())
    std::memcpy(data + at, element.data(), element.size());
  return tensor;
}

} // namespace

Plan::Plan(const BinaryImage &image, uint32_t programIndex, const PlanOptions &options)
    : image(image), programIndex(programIndex), program(image.programs[programIndex]), options(options) {
  classify();
  countConstantUses();
  materialiseConstants();
  views.reserve(program.operations.size());
  for (uint32_t op = 0; op < program.operations.size(); ++op)
    views.emplace_back(program, op);
  firstKernels.resize(program.operations.size());
  for (uint32_t op = 0; op < program.operations.size(); ++op)
    if (actions[op] == Action::Kernel)
      firstKernels[op] = makeKernel(op);
  fast = layOut(false);
  requireMemory(fast);
}

void Plan::classify() {
  values.resize(program.values.size());
  dependsOn.resize(program.values.size());
  actions.resize(program.operations.size());
  constantOperands.resize(program.operations.size());

  // What ops write decides what is constant, so aliases are followed first.
  for (uint32_t value = 0; value < values.size(); ++value)
    values[value].root = value;
  for (const Operation &operation : program.operations) {
    if (isAlias(program, operation))
      values[operation.results[0]].root = values[operation.operands[0]].root;
    for (uint32_t position : operation.writtenOperands)
      values[values[operation.operands[position]].root].written = true;
  }

  for (uint32_t input = 0; input < program.inputs.size(); ++input) {
    ValueInfo &info = values[program.inputs[input]];
    ArgumentType type = program.arguments[input].type;
    info.origin = Origin::Input;
    info.source = input;
    info.constant =
        (type == ArgumentType::Parameter || type == ArgumentType::Constant) && !info.written && !options.once;
    if (info.constant) {
      dependsOn[program.inputs[input]] = {input};
      constantInputs.push_back(input);
    }
  }
  for (uint32_t op = 0; op < program.operations.size(); ++op) {
    classifyOperation(op);
    if (actions[op] == Action::Cached)
      cachedOps.push_back(op);
  }
}

void Plan::classifyOperation(uint32_t op) {
  const Operation &operation = program.operations[op];
  Action &action = actions[op];
  action = actionOf(program, operation);
  bool allConstant = true;
  bool anyResultWritten = false;
  for (uint32_t operand : operation.operands) {
    bool constant = values[operand].constant;
    constantOperands[op].push_back(constant && !options.once);
    allConstant &= constant;
  }
  for (uint32_t result : operation.results)
    anyResultWritten |= values[result].written;

  // What is changed in place needs memory of its own in each run.
  if (action == Action::Constant && anyResultWritten)
    action = Action::Kernel;
  if (action == Action::Cached && (anyResultWritten || !allConstant || options.once))
    action = Action::Call;
  if (action == Action::Alias) {
    uint32_t root = values[operation.operands[0]].root;
    values[operation.results[0]] = values[root];
    return;
  }
  for (uint32_t result : operation.results) {
    if (!program.values[result].isTensor)
      continue;
    ValueInfo &info = values[result];
    info.source = op;
    info.origin = action == Action::Constant ? Origin::Constant
                  : action == Action::Cached ? Origin::Cached
                                             : Origin::Computed;
    info.constant = action == Action::Constant || action == Action::Cached;
    if (action == Action::Cached)
      for (uint32_t operand : operation.operands)
        unite(dependsOn[result], dependsOn[values[operand].root]);
  }
}

void Plan::countConstantUses() {
  constantUses.assign(values.size(), 0);
  keepConstant.assign(values.size(), false);
  for (uint32_t op = 0; op < program.operations.size(); ++op)
    for (uint32_t operand : program.operations[op].operands) {
      uint32_t root = values[operand].root;
      if (!values[operand].constant || actions[op] == Action::Alias || actions[op] == Action::Nothing)
        continue;
      if (actions[op] == Action::Kernel)
        ++constantUses[root];
      else if (actions[op] == Action::Call)
        keepConstant[root] = true;
    }
  for (uint32_t output : program.outputs)
    if (values[output].constant)
      keepConstant[values[output].root] = true;
}

const ConstantRef *Plan::constantRef(uint32_t root) const {
  if (values[root].origin != Origin::Constant)
    return nullptr;
  return std::get_if<ConstantRef>(&program.operations[values[root].source].attributes.find("value")->second);
}

void Plan::materialiseConstants() {
  constants.assign(values.size(), nullptr);
  for (uint32_t value = 0; value < values.size(); ++value) {
    if (values[value].root != value)
      continue;
    const ConstantRef *constant = constantRef(value);
    if (!constant)
      continue;
    const TensorDesc &desc = program.values[value].desc;
    if (!constant->splat || desc.volume() == 1) {
      constants[value] = constant->bytes.data();
      continue;
    }
    if (desc.sizeBytes() > memoryLimit())
      throw Error(fmt::format("{} needs {} of memory, but only {} are available",
                              describeOp(image.programs, programIndex, values[value].source),
                              formatBytes(desc.sizeBytes()), formatBytes(memoryLimit())));
    Tensor splat = writeOut(desc, constant->bytes);
    constants[value] = static_cast<const std::byte *>(splat.data());
    splats.emplace(value, std::move(splat));
  }
}

std::shared_ptr<void> Plan::constantOwner(uint32_t root, std::shared_ptr<const BinaryImage> image) const {
  if (auto found = splats.find(root); found != splats.end())
    return TensorAccess::storage(found->second)->pin();
  return std::const_pointer_cast<BinaryImage>(std::move(image));
}

void Plan::discardConstants() const {
  for (uint32_t value = 0; value < values.size(); ++value)
    if (const ConstantRef *constant = values[value].root == value ? constantRef(value) : nullptr)
      image.file->discard(constant->bytes);
}

std::unique_ptr<Kernel> Plan::makeKernel(uint32_t op) const {
  const OpView &view = views[op];
#ifdef TT_RUNTIME_HAVE_FAST_KERNELS
  if (!options.reference) {
    KernelOptions kernelOptions{options.numThreads, constantOperands[op]};
    if (std::unique_ptr<Kernel> kernel = makeFastKernel(view, kernelOptions))
      return kernel;
  }
#endif
  return makeReferenceKernel(view);
}

std::unique_ptr<Kernel> Plan::makeUnpreparedKernel(uint32_t op) const {
  const OpView &view = views[op];
#ifdef TT_RUNTIME_HAVE_FAST_KERNELS
  if (!options.reference) {
    KernelOptions kernelOptions{options.numThreads, std::vector<bool>(constantOperands[op].size(), false)};
    if (std::unique_ptr<Kernel> kernel = makeFastKernel(view, kernelOptions))
      return kernel;
  }
#endif
  return makeReferenceKernel(view);
}

std::vector<std::shared_ptr<Kernel>> Plan::takeKernels() {
  {
    std::lock_guard lock(mutex);
    if (!std::exchange(firstKernelsTaken, true))
      return firstKernels; // kept for layouts, which ask them for scratch sizes
  }
  std::vector<std::shared_ptr<Kernel>> kernels(program.operations.size());
  for (uint32_t op = 0; op < program.operations.size(); ++op)
    if (actions[op] == Action::Kernel)
      kernels[op] = makeKernel(op);
  return kernels;
}

const MemoryLayout &Plan::inspectableLayout() {
  std::lock_guard lock(mutex);
  if (!inspectable) {
    MemoryLayout layout = layOut(true);
    requireMemory(layout);
    inspectable = std::move(layout);
  }
  return *inspectable;
}

namespace {

/// Lays out one program; see MemoryLayout.
class LayoutMaker {
public:
  LayoutMaker(const Plan &plan, std::span<const std::shared_ptr<Kernel>> kernels, bool inspectable)
      : plan(plan), program(plan.program), kernels(kernels), inspectable(inspectable) {}

  MemoryLayout make() {
    layout.bufferOf.assign(plan.values.size(), kNone);
    layout.scratchOffset.assign(program.operations.size(), 0);
    findLifetimes();
    for (uint32_t op = 0; op < program.operations.size(); ++op)
      makeBuffers(op);
    assignOutputs();
    place();
    if (inspectable)
      recordLives();
    return std::move(layout);
  }

private:
  bool isComputed(uint32_t value) const { return plan.values[value].origin == Origin::Computed; }

  void findLifetimes() {
    lastUse.assign(plan.values.size(), 0);
    for (uint32_t op = 0; op < program.operations.size(); ++op) {
      const Operation &operation = program.operations[op];
      // To a run without hooks a deallocation is no use; with hooks values stay visible until then.
      if (!inspectable && plan.actions[op] == Action::Nothing)
        continue;
      for (const auto *list : {&operation.operands, &operation.results})
        for (uint32_t value : *list)
          lastUse[plan.values[value].root] = op;
    }
    for (uint32_t output : program.outputs)
      lastUse[plan.values[output].root] = static_cast<uint32_t>(program.operations.size());
  }

  void makeBuffers(uint32_t op) {
    if (plan.actions[op] == Action::Alias)
      return;
    const Operation &operation = program.operations[op];
    uint32_t shared = inspectable ? kNone : bufferToShare(op);
    for (size_t i = 0; i < operation.results.size(); ++i) {
      uint32_t value = operation.results[i];
      if (!isComputed(value))
        continue;
      if (i == 0 && shared != kNone) {
        layout.bufferOf[value] = shared;
        layout.buffers[shared].last = lastUse[value];
        continue;
      }
      layout.bufferOf[value] = static_cast<uint32_t>(layout.buffers.size());
      layout.buffers.push_back({.size = program.values[value].desc.sizeBytes(), .first = op, .last = lastUse[value]});
    }
  }

  /// The operand's buffer that the first result may take over, or kNone.
  uint32_t bufferToShare(uint32_t op) const {
    const Operation &operation = program.operations[op];
    int position = kernels[op] ? kernels[op]->inPlaceOperand() : -1;
    if (position < 0 || static_cast<size_t>(position) >= operation.operands.size() || operation.results.empty())
      return kNone;
    uint32_t root = plan.values[operation.operands[static_cast<size_t>(position)]].root;
    if (!isComputed(root) || lastUse[root] != op || plan.values[root].written)
      return kNone;
    uint32_t buffer = layout.bufferOf[root];
    if (layout.buffers[buffer].size != program.values[operation.results[0]].desc.sizeBytes())
      return kNone;
    for (size_t i = 0; i < operation.operands.size(); ++i)
      if (i != static_cast<size_t>(position) && isComputed(operation.operands[i]) &&
          layout.bufferOf[plan.values[operation.operands[i]].root] == buffer)
        return kNone;
    return buffer;
  }

  /// Lets outputs be computed in the tensors that are returned.
  void assignOutputs() {
    for (uint32_t i = 0; i < program.outputs.size(); ++i) {
      uint32_t value = program.outputs[i];
      if (!isComputed(value))
        continue;
      MemoryLayout::Buffer &buffer = layout.buffers[layout.bufferOf[plan.values[value].root]];
      if (buffer.output == kNone)
        buffer.output = i;
    }
  }

  void place() {
    std::vector<ArenaRequest> requests;
    std::vector<size_t *> offsets;
    for (MemoryLayout::Buffer &buffer : layout.buffers)
      if (buffer.output == kNone) {
        requests.push_back({buffer.size, buffer.first, buffer.last});
        offsets.push_back(&buffer.offset);
      }
    for (uint32_t op = 0; op < program.operations.size(); ++op)
      if (size_t size = kernels[op] ? kernels[op]->scratchBytes() : 0; size != 0) {
        requests.push_back({size, op, op});
        offsets.push_back(&layout.scratchOffset[op]);
      }
    layout.arenaSize = placeInArena(requests);
    for (size_t i = 0; i < requests.size(); ++i)
      *offsets[i] = requests[i].offset;
  }

  /// Computed values go with their root's last use. Others stay, unless they are deallocated.
  void recordLives() {
    layout.lives.resize(plan.values.size());
    for (uint32_t input : program.inputs)
      layout.lives[input].from = 0;
    for (uint32_t op = 0; op < program.operations.size(); ++op)
      for (uint32_t result : program.operations[op].results)
        if (plan.actions[op] != Action::Nothing && (plan.actions[op] != Action::Kernel || isComputed(result)))
          layout.lives[result].from = op + 1;
    std::vector<bool> deallocated(plan.values.size());
    for (const Operation &operation : program.operations)
      if (operation.name == "ttnn.deallocate" && !operation.operands.empty())
        deallocated[operation.operands[0]] = true;
    layout.expiring.resize(program.operations.size());
    for (uint32_t value = 0; value < plan.values.size(); ++value) {
      const ValueInfo &info = plan.values[value];
      uint32_t last = info.origin == Origin::Absent ? kNone : lastUse[info.root];
      if (last < program.operations.size() && (info.origin == Origin::Computed || deallocated[value])) {
        layout.lives[value].last = last;
        layout.expiring[last].push_back(value);
      }
    }
  }

  const Plan &plan;
  const Program &program;
  std::span<const std::shared_ptr<Kernel>> kernels;
  const bool inspectable;
  std::vector<uint32_t> lastUse; ///< by root value; the number of ops for outputs
  MemoryLayout layout;
};

} // namespace

MemoryLayout Plan::layOut(bool inspectable) const { return LayoutMaker(*this, firstKernels, inspectable).make(); }

void Plan::requireMemory(const MemoryLayout &layout) const {
  uint64_t outputs = 0;
  for (uint32_t output : program.outputs)
    outputs += program.values[output].desc.sizeBytes();
  uint64_t needed = layout.arenaSize + outputs;
  uint64_t limit = memoryLimit();
  if (needed <= limit)
    return;
  uint32_t largest = kNone;
  for (uint32_t value = 0; value < values.size(); ++value)
    if (values[value].root == value && values[value].origin == Origin::Computed &&
        (largest == kNone || program.values[value].desc.sizeBytes() > program.values[largest].desc.sizeBytes()))
      largest = value;
  std::string detail;
  if (largest != kNone)
    detail = fmt::format("; its largest tensor is {} ({}), computed by {}", program.values[largest].desc.str(),
                         formatBytes(program.values[largest].desc.sizeBytes()),
                         describeOp(image.programs, programIndex, values[largest].source));
  throw Error(fmt::format("out of memory: {} needs {}, but only {} are available{}",
                          describeProgram(image.programs, programIndex), formatBytes(needed), formatBytes(limit),
                          detail));
}

} // namespace tt::runtime::detail
