// One operation while it is carried out: its arguments, and what it may touch. Handlers take one of these.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <string>

#include "compute/registers.h"
#include "compute/tile_engine.h"

namespace tt::device {

using target::card::Service;

/// ttkernel's enumerations, by number.
enum class BcastType : uint32_t { None = 0, Column = 1, Row = 2, Scalar = 3 };
enum class BinaryKind : uint32_t { Add = 0, Subtract = 1, Multiply = 2 };
enum class ReduceKind : uint32_t { Sum = 0, Max = 1, Average = 2 };
enum class ReduceDim : uint32_t { Row = 0, Column = 1, Scalar = 2 };

/// What operations leave behind for later ones.
struct EngineState {
  explicit EngineState(uint32_t tiles) : registers(tiles) {}

  Registers registers;
  bool transposeSecond = false; // of matmul_tiles
  bool accumulateInL1 = false;  // when packing
  uint32_t reluMode = 0;
  float reluThreshold = 0;
  /// What the packer writes beside a reduction's result is zero, from reduce_init to reduce_uninit.
  enum class PackMask : uint8_t { Whole, FirstColumn, FirstRow, FirstElement } packMask = PackMask::Whole;
  std::array<uint32_t, target::card::kCircularBuffers> packed = {}; // pages since the last cb_push_back
  uint64_t random = 0;
  float cumulative[kTileColumns] = {};    // sums of cumsum_tile
  float maxima[kTileColumns] = {};        // of max_reduce_with_indices with accumulate
  float maximaIndices[kTileColumns] = {}; // the elements beside them
};

struct Operation {
  EngineState &state;
  Service service;
  std::span<const uint32_t> arguments;
  TileAccess &tiles;

  uint32_t word(size_t argument) const { return arguments[argument]; }
  float scalar(size_t argument) const { return std::bit_cast<float>(arguments[argument]); }
  int32_t integer(size_t argument) const { return static_cast<int32_t>(arguments[argument]); }
  /// Whether the argument, which must be 0 or 1, is 1.
  bool flag(size_t argument, const char *name) const;
  /// An enumerator below `end`.
  uint32_t enumerator(size_t argument, uint32_t end, const char *name) const;
  DataFormat format(size_t argument) const;
  BcastType bcastType(size_t argument) const { return static_cast<BcastType>(enumerator(argument, 4, "BcastType")); }

  /// Register `index` for mathematics, which reads what is there, or reads and writes.
  const float *read(uint32_t index) const;
  float *write(uint32_t index) const;
  bool isWritten(uint32_t index) const;
  /// Checks `count` registers from `first` on.
  void checkRegisters(uint32_t first, uint64_t count) const;
  /// Register `index` for the packer.
  const float *readForPacker(uint32_t index) const;

  /// A tile of a circular buffer as 32x32 floats, or integers' bits.
  void load(uint32_t cb, uint32_t tile, float *elements) const;
  /// The same for the matrix unit, which takes no integers.
  void loadFloats(uint32_t cb, uint32_t tile, float *elements) const;
  DataFormat formatOf(uint32_t cb) const;
  /// The count of pages packed into `cb` since the last cb_push_back.
  uint32_t &packedPages(uint32_t cb) const;

  /// Throws ValueError, with the operation's name in front.
  [[noreturn]] void fail(const std::string &reason) const;
};

const char *serviceName(Service service);

using Handler = void (*)(const Operation &);
struct HandlerEntry {
  Service service;
  Handler handler;
};

/// One list a family of operations.
std::span<const HandlerEntry> registerHandlers();
std::span<const HandlerEntry> dataMovementHandlers();
std::span<const HandlerEntry> packHandlers();
std::span<const HandlerEntry> tilizeHandlers();
std::span<const HandlerEntry> matrixUnitHandlers();
std::span<const HandlerEntry> matmulHandlers();
std::span<const HandlerEntry> reductionHandlers();
std::span<const HandlerEntry> topkHandlers();
std::span<const HandlerEntry> unaryHandlers();
std::span<const HandlerEntry> activationHandlers();
std::span<const HandlerEntry> comparisonHandlers();
std::span<const HandlerEntry> scalarHandlers();
std::span<const HandlerEntry> binaryHandlers();
std::span<const HandlerEntry> integerHandlers();
std::span<const HandlerEntry> ternaryHandlers();
std::span<const HandlerEntry> conversionHandlers();
std::span<const HandlerEntry> randomHandlers();

} // namespace tt::device
