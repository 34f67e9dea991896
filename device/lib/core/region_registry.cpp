// The process's regions by content, so that cores with the same code share one, decoded and native.
#include <algorithm>
#include <list>
#include <string_view>
#include <unordered_map>

#include "core/region.h"

namespace tt::device {
namespace {

/// Regions that no core holds any longer are kept, the latest of them up to this many words: programs are started
/// again and again, and their native code with them.
constexpr size_t kKeptWords = 256 * 1024;

size_t hashOf(const RegionKey &key, std::span<const uint32_t> words) {
  const std::string_view bytes(reinterpret_cast<const char *>(words.data()), words.size_bytes());
  return std::hash<std::string_view>()(bytes) * 31 + (key.begin << 2 | key.misalignedAccess << 1 | key.native);
}

class Registry {
public:
  std::shared_ptr<Region> find(const RegionKey &key, std::vector<uint32_t> words) {
    const size_t hash = hashOf(key, words);
    Regions dropped; // freed without the lock
    {
      const std::lock_guard lock(mutex);
      if (std::shared_ptr<Region> known = lookUp(hash, key, words)) {
        keep(known, dropped);
        return known;
      }
    }
    // Decoded without the lock; another thread may have been quicker.
    auto made = std::make_shared<Region>(key, std::move(words));
    {
      const std::lock_guard lock(mutex);
      if (std::shared_ptr<Region> known = lookUp(hash, key, made->words()))
        return known;
      regions.emplace(hash, made);
      keep(made, dropped);
      if (regions.size() > 2 * kept.size() + 64)
        std::erase_if(regions, [](const auto &entry) { return entry.second.expired(); });
    }
    if (key.native)
      if (NativeTier *tier = nativeTier())
        tier->announce(made);
    return made;
  }

private:
  using Regions = std::list<std::shared_ptr<Region>>;

  std::shared_ptr<Region> lookUp(size_t hash, const RegionKey &key, std::span<const uint32_t> words) {
    const auto [first, last] = regions.equal_range(hash);
    for (auto it = first; it != last; ++it)
      if (std::shared_ptr<Region> region = it->second.lock())
        if (region->key() == key && std::ranges::equal(region->words(), words))
          return region;
    return nullptr;
  }

  /// Puts the region in front of those that are kept; what is too much goes to `dropped`.
  void keep(const std::shared_ptr<Region> &region, Regions &dropped) {
    const auto found = std::ranges::find(kept, region);
    if (found != kept.end()) {
      kept.splice(kept.begin(), kept, found);
      return;
    }
    kept.push_front(region);
    keptWords += region->words().size();
    while (keptWords > kKeptWords) {
      keptWords -= kept.back()->words().size();
      dropped.splice(dropped.begin(), kept, std::prev(kept.end()));
    }
  }

  std::mutex mutex;
  std::unordered_multimap<size_t, std::weak_ptr<Region>> regions;
  Regions kept;
  size_t keptWords = 0;
};

} // namespace

std::shared_ptr<Region> sharedRegion(const RegionKey &key, std::vector<uint32_t> words) {
  static Registry *registry = new Registry; // never destroyed: cores may outlive static objects
  return registry->find(key, std::move(words));
}

} // namespace tt::device
