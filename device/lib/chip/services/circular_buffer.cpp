// Services on circular buffers: queues of pages between the cores of a tile.
#include "chip/services/circular_buffer.h"

#include <algorithm>

#include <fmt/format.h>

#include "chip/run/waiting.h"

namespace tt::device {

CircularBuffer &configured(ServiceCall &call, uint32_t number) {
  std::array<CircularBuffer, card::kCircularBuffers> &all = call.tile.circularBuffers;
  if (number < all.size() && all[number].configured())
    return all[number];
  std::string there;
  for (size_t i = 0; i < all.size(); ++i)
    if (all[i].configured())
      there += fmt::format("{}{}", there.empty() ? "" : ", ", i);
  throw Misuse(fmt::format("circular buffer {} is not configured on this tile; it has {}", number,
                           there.empty() ? "none" : there));
}

namespace {

/// Buffer and pages, the arguments of most services.
struct Pages {
  explicit Pages(ServiceCall &call) : cb(configured(call, call.argument(0))), count(call.argument(1)) {
    if (count > cb.pages)
      throw Misuse(fmt::format("{} pages of circular buffer {}, which has only {}: they are never there at once", count,
                               call.argument(0), cb.pages));
  }
  CircularBuffer &cb;
  uint32_t count;
};

/// Kernels use pages as one piece of memory, so the card forbids pieces that pass the end.
void checkEnd(ServiceCall &call, const CircularBuffer &cb, uint32_t page, uint32_t count) {
  if (page + count > cb.pages)
    throw Misuse(fmt::format("{} pages from page {} on pass the end of circular buffer {}, which has {}: use it in "
                             "pieces that divide its pages",
                             count, page, call.argument(0), cb.pages));
}

Outcome waitForPages(ServiceCall &call, Wait::Kind kind, uint32_t count) {
  park(call.core, {kind, call.service, call.argument(0), count});
  return Outcome::Waits;
}

} // namespace

namespace services {

Outcome cb_reserve_back(ServiceCall &call) {
  std::lock_guard lock(call.tile.mutex);
  auto [cb, count] = Pages(call);
  if (cb.free() < count)
    return waitForPages(call, Wait::Kind::PagesFree, count);
  cb.reserved = std::max(cb.reserved, count);
  return Outcome::Done;
}

Outcome cb_push_back(ServiceCall &call) {
  std::lock_guard lock(call.tile.mutex);
  auto [cb, count] = Pages(call);
  if (count > cb.reserved)
    throw Misuse(fmt::format("{} pages are pushed to circular buffer {}, but {} are reserved with cb_reserve_back",
                             count, call.argument(0), cb.reserved));
  checkEnd(call, cb, cb.writePage, count);
  cb.reserved -= count;
  cb.available += count;
  cb.writePage = (cb.writePage + count) % cb.pages;
  if (call.core.engine)
    call.core.engine->pushed(call.argument(0));
  wake(call.tile);
  return Outcome::Done;
}

Outcome cb_wait_front(ServiceCall &call) {
  std::lock_guard lock(call.tile.mutex);
  auto [cb, count] = Pages(call);
  if (cb.available < count)
    return waitForPages(call, Wait::Kind::PagesThere, count);
  return Outcome::Done;
}

Outcome cb_pop_front(ServiceCall &call) {
  std::lock_guard lock(call.tile.mutex);
  auto [cb, count] = Pages(call);
  if (count > cb.available)
    throw Misuse(fmt::format("{} pages are popped from circular buffer {}, but {} are there", count, call.argument(0),
                             cb.available));
  checkEnd(call, cb, cb.readPage, count);
  cb.available -= count;
  cb.readPage = (cb.readPage + count) % cb.pages;
  wake(call.tile);
  return Outcome::Done;
}

Outcome get_write_ptr(ServiceCall &call) {
  std::lock_guard lock(call.tile.mutex);
  CircularBuffer &cb = configured(call, call.argument(0));
  call.result(cb.addressOf(cb.writePage));
  return Outcome::Done;
}

Outcome get_read_ptr(ServiceCall &call) {
  std::lock_guard lock(call.tile.mutex);
  CircularBuffer &cb = configured(call, call.argument(0));
  call.result(cb.addressOf(cb.readPage));
  return Outcome::Done;
}

Outcome get_tile_size(ServiceCall &call) {
  call.result(configured(call, call.argument(0)).pageSize);
  return Outcome::Done;
}

Outcome get_dataformat(ServiceCall &call) {
  call.result(static_cast<uint32_t>(configured(call, call.argument(0)).format));
  return Outcome::Done;
}

Outcome cb_pages_available_at_front(ServiceCall &call) {
  std::lock_guard lock(call.tile.mutex);
  auto [cb, count] = Pages(call);
  call.result(cb.available >= count);
  return Outcome::Done;
}

Outcome cb_pages_reservable_at_back(ServiceCall &call) {
  std::lock_guard lock(call.tile.mutex);
  auto [cb, count] = Pages(call);
  call.result(cb.free() >= count);
  return Outcome::Done;
}

} // namespace services
} // namespace tt::device
