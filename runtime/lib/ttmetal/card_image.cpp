// Checks programs for the card: buffers, copies and kernels, op by op.
#include "ttmetal/card_image.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "tt/device/architecture.h"
#include "tt/device/error.h"
#include "tt/runtime/error.h"
#include "ttmetal/card_tensors.h"

namespace tt::runtime::detail {
namespace {

constexpr uint32_t kCircularBuffers = target::card::kCircularBuffers;
constexpr int64_t kMaxGrid = 64;

/// What a value is while a program runs.
enum class Place : uint8_t { Absent, Host, HostOwn, Card, Semaphore, GlobalSemaphore };

class CardChecker {
public:
  CardChecker(const BinaryImage &image, CardImage &result) : image(image), result(result) {}

  void check() {
    describeCard();
    for (program = 0; program < image.programs.size(); ++program)
      checkProgram(image.programs[program]);
  }

private:
  template <class... Args>
  [[noreturn]] void fail(fmt::format_string<Args...> format, Args &&...args) const {
    std::string place = inOp ? describeOp(image.programs, program, op) + ": " : std::string();
    throw BinaryError(fmt::format("{}: {}{}; the file is damaged or its compiler is at fault: recompile", image.source,
                                  place, fmt::format(format, std::forward<Args>(args)...)));
  }

  /// The first chip of the system.
  void describeCard() {
    const target::SystemDesc *system = image.record->system_desc();
    uint32_t index = system && system->chip_desc_indices() && system->chip_desc_indices()->size() != 0
                         ? system->chip_desc_indices()->Get(0)
                         : 0;
    if (!system || !system->chip_descs() || index >= system->chip_descs()->size())
      fail("the system descriptor describes no chip");
    const target::ChipDesc &chip = *system->chip_descs()->Get(index);
    if (!chip.arch() || !chip.grid() || chip.grid()->size() != 2)
      fail("the system descriptor names no architecture and grid");
    const std::vector<std::string> known = device::Architecture::names();
    const std::string arch = chip.arch()->str();
    if (std::find(known.begin(), known.end(), arch) == known.end())
      fail("there is no simulated card of the architecture '{}'; there are: {}", arch, fmt::join(known, ", "));
    int64_t height = chip.grid()->Get(0), width = chip.grid()->Get(1);
    if (height < 1 || width < 1 || height > kMaxGrid || width > kMaxGrid)
      fail("the system descriptor has a grid of {}x{}", height, width);
    result.card = {arch, static_cast<uint32_t>(width), static_cast<uint32_t>(height)};
    l1Size = device::Architecture::named(arch).l1Size;
  }

  void checkProgram(const Program &self) {
    places.assign(self.values.size(), Place::Absent);
    for (uint32_t input : self.inputs)
      places[input] = Place::Host;
    result.outputs[program].resize(self.operations.size());
    inOp = true;
    for (op = 0; op < self.operations.size(); ++op)
      checkOperation(self, self.operations[op]);
    inOp = false;
    for (size_t i = 0; i < self.outputs.size(); ++i)
      if (places[self.outputs[i]] != Place::Host && places[self.outputs[i]] != Place::HostOwn)
        fail("{}: output {} is not in the host's memory", describeProgram(image.programs, program), i);
  }

  void checkOperation(const Program &self, const Operation &operation) {
    for (size_t i = 0; i < operation.operands.size(); ++i)
      if (places[operation.operands[i]] == Place::Absent)
        fail("operand {} is a buffer that was deallocated", i);
    std::vector<uint32_t> outputs = operation.results;
    if (operation.name == "ttmetal.create_buffer") {
      checkBuffer(self.values[operation.results[0]]);
      places[operation.results[0]] = Place::Card;
    } else if (operation.name == "ttmetal.deallocate_buffer") {
      require(operation, 0, Place::Card, "a buffer of the card");
      places[operation.operands[0]] = Place::Absent;
    } else if (operation.name == "ttmetal.enqueue_write_buffer") {
      checkCopy(self, operation, /*host=*/0, /*card=*/1);
      outputs = {operation.operands[1]};
    } else if (operation.name == "ttmetal.enqueue_read_buffer") {
      checkCopy(self, operation, /*host=*/1, /*card=*/0);
      require(operation, 1, Place::HostOwn, "memory that memref.alloc made");
      outputs = {operation.operands[1]};
    } else if (operation.name == "ttmetal.enqueue_program") {
      outputs = checkCardProgram(operation);
    } else if (operation.name == "ttmetal.create_local_semaphore") {
      if (self.values[operation.results[0]].isTensor)
        fail("the result must be a semaphore, not a tensor");
      places[operation.results[0]] = Place::Semaphore;
    } else if (operation.name == "ttmetal.create_global_semaphore") {
      if (self.values[operation.results[0]].isTensor)
        fail("the result must be a semaphore, not a tensor");
      checkCores(coreRangeOf(operation), "attribute 'core_range'");
      places[operation.results[0]] = Place::GlobalSemaphore;
    } else if (operation.name == "ttmetal.reset_global_semaphore") {
      require(operation, 0, Place::GlobalSemaphore, "a global semaphore");
    } else if (operation.name == "memref.alloc") {
      checkHostMemory(self.values[operation.results[0]]);
      places[operation.results[0]] = Place::HostOwn;
    } else if (operation.name == "memref.get_global") {
      checkConstant(self, operation);
      places[operation.results[0]] = Place::Host;
    } else if (operation.name != "ttmetal.finish") {
      fail("the simulated card does not execute it");
    }
    result.outputs[program][op] = std::move(outputs);
  }

  CoreRange coreRangeOf(const Operation &operation) {
    const std::optional<CoreRange> range = coreRangeAttribute(operation);
    if (!range)
      fail("attribute 'core_range' must be four numbers: x, y, width and height of a rectangle of cores");
    return *range;
  }

  void require(const Operation &operation, size_t operand, Place place, const char *what) {
    if (places[operation.operands[operand]] != place)
      fail("operand {} must be {}", operand, what);
  }

  void checkBuffer(const Value &value) {
    if (!value.isTensor || !value.layout.tiled || value.layout.bufferType != BufferType::DRAM)
      fail("the result must be a tensor of tiles in DRAM");
    if (!cardFormat(value.desc.dtype))
      fail("the card has no tiles of {}", toKeyword(value.desc.dtype));
  }

  void checkHostMemory(const Value &value) {
    if (!value.isTensor || value.layout.tiled)
      fail("the result must be a tensor in the host's memory");
  }

  void checkConstant(const Program &self, const Operation &operation) {
    const Value &value = self.values[operation.results[0]];
    checkHostMemory(value);
    const auto &constant = std::get<ConstantRef>(operation.attributes.find("value")->second);
    if (constant.desc != value.desc)
      fail("the constant is {}, the result {}", constant.desc.str(), value.desc.str());
  }

  void checkCopy(const Program &self, const Operation &operation, size_t host, size_t card) {
    require(operation, card, Place::Card, "a buffer of the card");
    if (Place place = places[operation.operands[host]]; place != Place::Host && place != Place::HostOwn)
      fail("operand {} must be a tensor in the host's memory", host);
    const TensorDesc &hostDesc = self.values[operation.operands[host]].desc;
    const TensorDesc &cardDesc = self.values[operation.operands[card]].desc;
    if (!liesInSameTiles(hostDesc.shape, cardDesc.shape) || storedAs(hostDesc.dtype) != cardDesc.dtype)
      fail("a tensor {} of the host cannot be the tensor {} of the card", hostDesc.str(), cardDesc.str());
  }

  std::vector<uint32_t> checkCardProgram(const Operation &operation) {
    auto found = operation.attributes.find("kernelConfigs");
    const auto *record = found == operation.attributes.end() ? nullptr : std::get_if<CardProgramRecord>(&found->second);
    if (!record)
      fail("attribute 'kernelConfigs' must be a program for the card");
    for (size_t i = 0; i < operation.operands.size(); ++i)
      if (Place place = places[operation.operands[i]];
          place != Place::Card && place != Place::Semaphore && place != Place::GlobalSemaphore)
        fail("operand {} must be a buffer of the card or a semaphore", i);
    for (const KernelRecord &kernel : record->kernels)
      checkKernel(operation, kernel);
    checkOverlaps(record->kernels);
    checkCircularBuffers(record->circularBuffers);
    std::vector<uint32_t> outputs;
    if (auto written = operation.attributes.find("written_args"); written != operation.attributes.end())
      if (const auto *positions = std::get_if<std::vector<int64_t>>(&written->second))
        for (int64_t position : *positions) {
          if (position < 0 || position >= static_cast<int64_t>(operation.operands.size()))
            fail("attribute 'written_args' has {}, but there are {} operands", position, operation.operands.size());
          outputs.push_back(operation.operands[static_cast<size_t>(position)]);
        }
    return outputs;
  }

  void checkCores(const CoreRange &cores, const std::string &what) {
    if (cores.x + cores.width > result.card.gridWidth || cores.y + cores.height > result.card.gridHeight)
      fail("{}: {}x{} tiles from ({}, {}) on are not on a card of {}x{}", what, cores.width, cores.height, cores.x,
           cores.y, result.card.gridWidth, result.card.gridHeight);
  }

  void checkKernel(const Operation &operation, const KernelRecord &kernel) {
    const std::string what = fmt::format("kernel \"{}\"", kernel.name);
    checkCores(kernel.cores, what);
    for (const auto *args : {&kernel.commonArgs, &kernel.args})
      for (const KernelArgument &arg : *args) {
        if (arg.kind == KernelArgument::Kind::Word)
          continue;
        const Place wanted = arg.kind == KernelArgument::Kind::BufferAddress ? Place::Card : Place::Semaphore;
        const Place place =
            arg.value < operation.operands.size() ? places[operation.operands[arg.value]] : Place::Absent;
        const bool isAddress = wanted == Place::Card && place == Place::GlobalSemaphore;
        if (place != wanted && !isAddress)
          fail("{}: an argument refers to operand {}, which is no {}", what, arg.value,
               wanted == Place::Card ? "buffer of the card" : "semaphore");
      }
    std::shared_ptr<const device::KernelImage> &code = result.kernels[kernel.elf.data()];
    if (code && code->elf().size() == kernel.elf.size())
      return;
    try {
      code = device::KernelImage::fromElf(kernel.elf, kernel.name);
    } catch (const device::Error &error) {
      fail("{}: {}", what, error.what());
    }
  }

  /// One kernel on each core of a tile.
  void checkOverlaps(const std::vector<KernelRecord> &kernels) {
    std::array<std::vector<bool>, target::card::kProcessorsPerTile> taken;
    for (auto &tiles : taken)
      tiles.assign(size_t(result.card.gridWidth) * result.card.gridHeight, false);
    for (const KernelRecord &kernel : kernels)
      for (uint32_t y = 0; y < kernel.cores.height; ++y)
        for (uint32_t x = 0; x < kernel.cores.width; ++x) {
          auto tile =
              taken[kernel.processor].begin() + ((kernel.cores.y + y) * result.card.gridWidth + kernel.cores.x + x);
          if (*tile)
            fail("kernel \"{}\": tile ({}, {}) has a kernel on this core already", kernel.name, kernel.cores.x + x,
                 kernel.cores.y + y);
          *tile = true;
        }
  }

  void checkCircularBuffers(const std::vector<CircularBufferRecord> &buffers) {
    uint64_t bytes = 0;
    for (const CircularBufferRecord &buffer : buffers) {
      const std::string what = fmt::format("circular buffer {}", buffer.port);
      if (buffer.port >= kCircularBuffers)
        fail("{}: a tile has circular buffers 0 to {}", what, kCircularBuffers - 1);
      checkCores(buffer.cores, what);
      std::optional<device::DataFormat> format = cardFormat(buffer.dtype);
      if (!format || buffer.pageSize != device::tileBytes(*format))
        fail("{}: pages of {} bytes are no tiles of {}", what, buffer.pageSize, toKeyword(buffer.dtype));
      bytes += uint64_t(buffer.pages) * buffer.pageSize;
      if (buffer.pages == 0 || bytes > l1Size)
        fail("{}: {} pages do not fit into the {} bytes of a tile's L1", what, buffer.pages, l1Size);
    }
  }

  const BinaryImage &image;
  CardImage &result;
  size_t program = 0, op = 0;
  bool inOp = false;
  std::vector<Place> places; ///< by value
  uint64_t l1Size = 0;
};

} // namespace

std::optional<CoreRange> coreRangeAttribute(const Operation &operation) {
  const auto found = operation.attributes.find("core_range");
  const auto *numbers =
      found == operation.attributes.end() ? nullptr : std::get_if<std::vector<int64_t>>(&found->second);
  const auto fits = [](int64_t number) { return number >= 0 && number <= kMaxGrid; };
  if (!numbers || numbers->size() != 4 || !std::all_of(numbers->begin(), numbers->end(), fits) || (*numbers)[2] == 0 ||
      (*numbers)[3] == 0)
    return std::nullopt;
  const auto number = [&](size_t i) { return static_cast<uint32_t>((*numbers)[i]); };
  return CoreRange{number(0), number(1), number(2), number(3)};
}

std::shared_ptr<const CardImage> makeCardImage(const BinaryImage &image) {
  auto result = std::make_shared<CardImage>(image.programs.size());
  CardChecker(image, *result).check();
  return result;
}

} // namespace tt::runtime::detail
