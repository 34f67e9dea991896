// What chips are doing, in a file that other processes read: `ttrt cards` shows it.
//
// Every open chip has one, mapped into memory, in the folder statusFolder(): <process>-<number>.card. The chip writes
// its records as cores change what they do, without locks: a reader sees each word as it was at some moment. All
// numbers are little-endian. The layout is this version's; readers refuse others.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace tt::device::status {

inline constexpr char kMagic[8] = {'T', 'N', 'C', 'A', 'R', 'D', '0', '1'};
inline constexpr uint32_t kKernelNames = 64, kKernelNameBytes = 64;

/// At the begin of the file; the records of cores, of tiles and the kernels' names follow where it says.
struct Header {
  char magic[8];
  uint32_t process;  // its number in the system
  uint32_t running;  // 1 while a program runs
  uint64_t opened;   // nanoseconds since 1970
  uint64_t programs; // begun since the chip was opened
  uint32_t gridWidth, gridHeight;
  uint32_t cores, coresAt;     // number of core records (three a tile, tiles row by row), and the offset of the first
  uint32_t tiles, tilesAt;     // the same for tiles
  uint32_t kernels, kernelsAt; // names of kKernelNameBytes, ended by 0; those of the running program
  char architecture[32];
  char command[128]; // the process's command line
};

struct CoreRecord {
  uint32_t activity; // tt::device::Activity
  uint32_t kernel;   // 1 + index of its name, 0: none
  uint32_t pc;
  uint32_t service;      // what it waits for, 0: nothing
  uint32_t arguments[2]; // of the service
  uint64_t retired;      // instructions since the program began
};

struct TileRecord {
  uint64_t bytesRead, bytesWritten, transactions; // over the NoC
};

/// $TENON_STATUS_DIR, else tenon/cards in $XDG_RUNTIME_DIR, else tenon-<user>/cards in the folder for temporary files.
/// TENON_STATUS_DIR set but empty: no file is written.
std::string folder();

} // namespace tt::device::status
