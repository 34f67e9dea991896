// One run of a program on the card: its values, its ops one after the other, and what hooks see of them.
#include <algorithm>
#include <cstring>
#include <variant>

#include <fmt/format.h>

#include "common/memory.h"
#include "common/tensor_storage.h"
#include "tt/device/chip.h"
#include "tt/runtime/error.h"
#include "ttmetal/card_kernels.h"
#include "ttmetal/card_state.h"
#include "ttmetal/card_tensors.h"

namespace tt::runtime::detail {
namespace {

/// Memory of the host that a value lies in.
struct HostMemory {
  std::byte *data = nullptr;
  std::shared_ptr<void> owner;
  bool readOnly = true; ///< the caller's, or a constant's
};

struct CardSemaphore {
  uint32_t initialValue = 0;
};

/// A value that is not there yet, or any more, is monostate.
using CardValue = std::variant<std::monostate, HostMemory, device::Buffer, CardSemaphore, device::GlobalSemaphore>;

int64_t intAttribute(const Operation &operation, std::string_view name, int64_t absent) {
  auto found = operation.attributes.find(name);
  const auto *value = found == operation.attributes.end() ? nullptr : std::get_if<int64_t>(&found->second);
  return value ? *value : absent;
}

class CardRun final : public ObservedRun {
public:
  CardRun(CardState &state, const Binary &binary, uint32_t programIndex, std::span<const CardInput> inputs)
      : state(state), image(*binary.impl()), cardImage(*image.card), self(image.programs[programIndex]),
        programIndex(programIndex), chip(state.chip(cardImage.card)), values(self.values.size()) {
    for (size_t i = 0; i < inputs.size(); ++i)
      values[self.inputs[i]] = HostMemory{inputs[i].data, inputs[i].owner, true};
  }

  std::vector<Tensor> run(const Binary &binary, uint64_t runId) {
    RunTiming timing;
    std::shared_ptr<const ObserverSet> observers = currentObservers();
    SelectionCache &selections = cardImage.selections[programIndex];
    std::shared_ptr<const Selection> selection =
        observers ? selections.get(*observers, self, programIndex, image.id) : nullptr;
    if (selection && !selection->isEmpty())
      observation.emplace(*this, binary, programIndex, runId, timing, selections, std::move(observers),
                          std::move(selection));
    if (observation)
      observation->beforeProgram();
    for (uint32_t op = 0; op < self.operations.size(); ++op)
      runOp(op);
    if (observation)
      observation->afterProgram();
    observation.reset();
    std::vector<Tensor> outputs;
    for (uint32_t output : self.outputs)
      outputs.push_back(takeOutput(output));
    return outputs;
  }

  const Program &program() const override { return self; }
  uint64_t programId() const override { return (image.id << 32) | programIndex; }
  bool isLive(uint32_t value) const override {
    return std::holds_alternative<HostMemory>(values[value]) || std::holds_alternative<device::Buffer>(values[value]);
  }
  Tensor copyOfValue(uint32_t value) const override {
    const TensorDesc &desc = self.values[value].desc;
    if (const auto *host = std::get_if<HostMemory>(&values[value]))
      return Tensor::createOwned(desc, host->data);
    Tensor tensor = TensorAccess::allocate(desc);
    readBuffer(value, desc, TensorAccess::storage(tensor)->data);
    return tensor;
  }
  Tensor lend(uint32_t value) const override {
    if (const auto *host = std::get_if<HostMemory>(&values[value]))
      return TensorAccess::make(self.values[value].desc, host->data, host->owner, host->readOnly, observation->lease());
    return copyOfValue(value);
  }
  void overwrite(uint32_t value, const Tensor &contents) override {
    const TensorDesc &desc = self.values[value].desc;
    const auto *data = static_cast<const std::byte *>(contents.data());
    if (std::holds_alternative<device::Buffer>(values[value]))
      return writeBuffer(value, desc, data);
    HostMemory own = allocate(desc);
    std::memcpy(own.data, data, desc.sizeBytes());
    values[value] = std::move(own);
  }
  std::optional<std::chrono::nanoseconds> opDuration() const override { return observation->opDuration(); }
  std::span<const uint32_t> outputsOf(uint32_t op) const override { return cardImage.outputs[programIndex][op]; }

private:
  void runOp(uint32_t op) {
    if (!observation)
      return perform(op);
    if (observation->isStale())
      observation->refresh();
    if (observation->nextObserved(op, static_cast<uint32_t>(self.operations.size())) != op)
      return perform(op);
    observation->beforeOp(op);
    observation->perform(op, [&] { perform(op); });
    observation->afterOp(op);
  }

  void perform(uint32_t op) {
    const Operation &operation = self.operations[op];
    try {
      performNow(op, operation);
    } catch (const device::Error &error) {
      throw OpError(fmt::format("{} at {}: {}", operation.name,
                                operation.location.empty() ? "loc(unknown)" : operation.location, error.what()),
                    operation.name, operation.location);
    }
  }

  void performNow(uint32_t op, const Operation &operation) {
    const std::vector<uint32_t> &operands = operation.operands;
    if (operation.name == "ttmetal.enqueue_program")
      return runProgram(op, operation);
    if (operation.name == "ttmetal.create_buffer") {
      const TensorDesc &desc = self.values[operation.results[0]].desc;
      values[operation.results[0]] =
          chip->createBuffer(device::BufferType::Dram, tiledBytes(desc), tileBytesOf(desc.dtype));
    } else if (operation.name == "ttmetal.deallocate_buffer") {
      values[operands[0]] = std::monostate();
    } else if (operation.name == "ttmetal.enqueue_write_buffer") {
      writeBuffer(operands[1], self.values[operands[0]].desc, std::get<HostMemory>(values[operands[0]]).data);
    } else if (operation.name == "ttmetal.enqueue_read_buffer") {
      readBuffer(operands[0], self.values[operands[1]].desc, std::get<HostMemory>(values[operands[1]]).data);
    } else if (operation.name == "ttmetal.create_local_semaphore") {
      values[operation.results[0]] = CardSemaphore{static_cast<uint32_t>(intAttribute(operation, "initial_value", 0))};
    } else if (operation.name == "ttmetal.create_global_semaphore") {
      values[operation.results[0]] = chip->createGlobalSemaphore(
          {tiles(*coreRangeAttribute(operation))}, static_cast<uint32_t>(intAttribute(operation, "initial_value", 0)));
    } else if (operation.name == "ttmetal.reset_global_semaphore") {
      std::get<device::GlobalSemaphore>(values[operands[0]])
          .reset(static_cast<uint32_t>(intAttribute(operation, "value", 0)));
    } else if (operation.name == "memref.alloc") {
      values[operation.results[0]] = allocate(self.values[operation.results[0]].desc);
    } else if (operation.name == "memref.get_global") {
      values[operation.results[0]] = constant(operation);
    }
    // ttmetal.finish: every op is done when its turn ends.
  }

  HostMemory allocate(const TensorDesc &desc) const {
    std::shared_ptr<std::byte> block = allocateBlock(desc.sizeBytes(), "a tensor " + desc.str());
    std::byte *data = block.get();
    return {data, std::move(block), /*readOnly=*/false};
  }

  HostMemory constant(const Operation &operation) const {
    const auto &reference = std::get<ConstantRef>(operation.attributes.find("value")->second);
    if (!reference.splat)
      return {const_cast<std::byte *>(reference.bytes.data()), nullptr, /*readOnly=*/true};
    HostMemory memory = allocate(reference.desc);
    const size_t element = reference.bytes.size();
    for (size_t offset = 0; offset < reference.desc.sizeBytes(); offset += element)
      std::memcpy(memory.data + offset, reference.bytes.data(), element);
    return memory;
  }

  void writeBuffer(uint32_t value, const TensorDesc &host, const std::byte *data) {
    const TensorDesc &desc = self.values[value].desc;
    std::vector<std::byte> tiles(tiledBytes(desc));
    toTiles(host, data, desc, tiles);
    chip->write(std::get<device::Buffer>(values[value]), tiles);
  }

  void readBuffer(uint32_t value, const TensorDesc &host, std::byte *data) const {
    const TensorDesc &desc = self.values[value].desc;
    std::vector<std::byte> tiles(tiledBytes(desc));
    chip->read(std::get<device::Buffer>(values[value]), tiles);
    fromTiles(tiles, desc, host, data);
  }

  static uint32_t addressOf(const CardValue &value) {
    if (const auto *semaphore = std::get_if<device::GlobalSemaphore>(&value))
      return semaphore->address();
    return std::get<device::Buffer>(value).address();
  }

  static device::TileRange tiles(const CoreRange &cores) {
    return {{cores.x, cores.y}, {cores.x + cores.width - 1, cores.y + cores.height - 1}};
  }

  void runProgram(uint32_t op, const Operation &operation) {
    const auto &record = std::get<CardProgramRecord>(operation.attributes.find("kernelConfigs")->second);
    device::Program program;
    for (const CircularBufferRecord &buffer : record.circularBuffers) {
      device::CircularBufferConfig config;
      config.index = buffer.port;
      config.pages = buffer.pages;
      config.pageSize = buffer.pageSize;
      config.format = *cardFormat(buffer.dtype);
      program.addCircularBuffer({tiles(buffer.cores)}, config);
    }
    // A semaphore is on all tiles that have kernels.
    std::vector<uint32_t> semaphores(operation.operands.size());
    for (size_t i = 0; i < operation.operands.size(); ++i)
      if (const auto *semaphore = std::get_if<CardSemaphore>(&values[operation.operands[i]]))
        semaphores[i] = program.addSemaphore({everyTile(record)}, semaphore->initialValue);
    auto words = [&](const std::vector<KernelArgument> &arguments) {
      std::vector<uint32_t> result;
      for (const KernelArgument &argument : arguments)
        switch (argument.kind) {
        case KernelArgument::Kind::Word:
          result.push_back(argument.value);
          break;
        case KernelArgument::Kind::BufferAddress:
          result.push_back(addressOf(values[operation.operands[argument.value]]));
          break;
        case KernelArgument::Kind::Semaphore:
          result.push_back(semaphores[argument.value]);
          break;
        }
      return result;
    };
    std::vector<StartedKernel> started;
    for (const KernelRecord &kernel : record.kernels) {
      device::KernelHandle handle =
          program.addKernel(cardImage.kernels.at(kernel.elf.data()), {tiles(kernel.cores)},
                            static_cast<device::Processor>(kernel.processor), kernel.nocIndex);
      const StartedKernel &one = started.emplace_back(&kernel, words(kernel.commonArgs), words(kernel.args));
      program.setCommonRuntimeArgs(handle, one.common);
      for (uint32_t y = kernel.cores.y; y < kernel.cores.y + kernel.cores.height; ++y)
        for (uint32_t x = kernel.cores.x; x < kernel.cores.x + kernel.cores.width; ++x)
          program.setRuntimeArgs(handle, {x, y}, one.argumentsAt(x, y));
    }
    state.run(*chip, program,
              observation && observation->observesKernels(op) ? hooksAroundKernels(*observation, op, started)
                                                              : device::KernelHooks{});
  }

  static device::TileRange everyTile(const CardProgramRecord &record) {
    device::TileRange all{{UINT32_MAX, UINT32_MAX}, {0, 0}};
    for (const KernelRecord &kernel : record.kernels) {
      const device::TileRange range = tiles(kernel.cores);
      all.start = {std::min(all.start.x, range.start.x), std::min(all.start.y, range.start.y)};
      all.end = {std::max(all.end.x, range.end.x), std::max(all.end.y, range.end.y)};
    }
    return all;
  }

  /// Memory that the run made is handed on; what is the caller's or the Binary's is copied.
  Tensor takeOutput(uint32_t value) const {
    const auto &host = std::get<HostMemory>(values[value]);
    const TensorDesc &desc = self.values[value].desc;
    const bool isReturnedOnce = std::count(self.outputs.begin(), self.outputs.end(), value) == 1;
    return host.readOnly || !isReturnedOnce ? Tensor::createOwned(desc, host.data)
                                            : TensorAccess::make(desc, host.data, host.owner);
  }

  CardState &state;
  const BinaryImage &image;
  const CardImage &cardImage;
  const Program &self;
  const uint32_t programIndex;
  const std::shared_ptr<device::Chip> chip;
  std::vector<CardValue> values;
  std::optional<Observation> observation;
};

} // namespace

std::vector<Tensor> runOnCard(CardState &state, const Binary &binary, uint32_t programIndex,
                              std::span<const CardInput> inputs, uint64_t runId) {
  return CardRun(state, binary, programIndex, inputs).run(binary, runId);
}

} // namespace tt::runtime::detail
