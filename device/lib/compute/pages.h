// Bytes that lie in the pages of a circular buffer, one page after the other.
#pragma once

#include <algorithm>
#include <cstring>

#include "compute/operation.h"

namespace tt::device {

/// From the first page that is there on, to read; with `Back` from the first free page on, to write.
template <bool Back>
class PageBytes {
public:
  PageBytes(const Operation &operation, uint32_t cb) : tiles(operation.tiles), cb(cb), pageBytes(page(0).size()) {
    if (pageBytes == 0)
      operation.fail("the pages of the circular buffer have no bytes");
  }

  void read(uint64_t offset, std::byte *bytes, size_t count)
    requires(!Back)
  {
    forEachPart(offset, count, [&](auto part, size_t done) { std::memcpy(bytes + done, part.data(), part.size()); });
  }

  void write(uint64_t offset, const std::byte *bytes, size_t count)
    requires(Back)
  {
    forEachPart(offset, count, [&](auto part, size_t done) { std::memcpy(part.data(), bytes + done, part.size()); });
  }

private:
  auto page(uint32_t index) {
    if constexpr (Back)
      return tiles.back(cb, index);
    else
      return tiles.front(cb, index);
  }

  template <class Body>
  void forEachPart(uint64_t offset, size_t count, Body body) {
    for (size_t done = 0; done < count;) {
      size_t within = (offset + done) % pageBytes, size = std::min(count - done, pageBytes - within);
      body(page(static_cast<uint32_t>((offset + done) / pageBytes)).subspan(within, size), done);
      done += size;
    }
  }

  TileAccess &tiles;
  uint32_t cb;
  size_t pageBytes;
};

} // namespace tt::device
