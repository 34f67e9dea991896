// The status of one chip, written as its cores change what they do; a file where there can be one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "tt/device/status_board.h"

namespace tt::device {

/// Words are written with relaxed atomics: by the threads that run cores, without locks, at a few nanoseconds each.
class StatusBoard {
public:
  StatusBoard(const std::string &architecture, uint32_t gridWidth, uint32_t gridHeight);
  ~StatusBoard();
  StatusBoard(const StatusBoard &) = delete;
  StatusBoard &operator=(const StatusBoard &) = delete;

  status::Header &header() const;
  /// Core `processor` of a tile; tiles row by row.
  status::CoreRecord &core(uint32_t tile, uint32_t processor) const;
  status::TileRecord &tile(uint32_t tile) const;

  /// A program begins: it is counted, and the names of its kernels are those that core records mean (cut at 63 bytes;
  /// of more than kKernelNames, the first).
  void beginProgram(std::span<const std::string> kernels);
  void endProgram();

  /// The file, empty where there is none.
  const std::string &path() const { return filePath; }

private:
  std::string filePath;
  int creator; // the process that made the file, and may remove it
  size_t size;
  std::byte *memory;
};

/// Sets a word that other threads and processes read meanwhile.
template <class Word>
void post(Word &word, Word value) {
  __atomic_store_n(&word, value, __ATOMIC_RELAXED);
}

/// Adds to a word that other threads add to as well.
template <class Word>
void postMore(Word &word, Word value) {
  __atomic_fetch_add(&word, value, __ATOMIC_RELAXED);
}

} // namespace tt::device
