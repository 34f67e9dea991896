// Sampling, the queue and the thread.
#include "native/tier.h"

#include <algorithm>
#include <exception>
#include <map>
#include <utility>

#include "native/plan.h"

namespace tt::device::native {
namespace {

/// Samples outside of native code (one each 50,000 instructions) before something is compiled: a short kernel is over
/// before native code of it were ready, and would only pay for opening LLVM.
constexpr uint32_t kSamples = 6;
/// A function that a chain missed so often since it was looked last is compiled.
constexpr uint32_t kMisses = 4;
/// A region of which this many units are compiled is left alone: it is code that does something new all the time.
constexpr size_t kMaxUnits = 256;
/// More whole units than this would pass control through the interpreter too often: the rest becomes a chain.
constexpr size_t kMaxWholeUnits = 12;
constexpr size_t kForgetEvery = 256; // regions known
/// Instructions of a region's first compilation for its chain, when little is known of what is hot; of each further
/// one, and of this the part that only may become hot.
constexpr uint32_t kFirstChainInstructions = 300, kNextChainInstructions = 600, kFollowedInstructions = 100;

} // namespace

struct HostNativeTier::Known {
  std::weak_ptr<CodeRegion> region;
  // One a word: native code begins there, or will not; one of a whole unit passes there. Of these, no samples count.
  std::vector<bool> covered;
  std::map<uint32_t, uint32_t> samples; // other addresses where cores were, with their number
  uint32_t sampleCount = 0;
  bool queued = false;
  bool taken = false; // by the thread, which alone uses and changes what follows from then on; before it, announce()
  std::vector<Unit> units;
  ChainHeads heads;
  std::shared_ptr<Chain> chain;

  void add(const CodeRegion &ofRegion, Unit unit);
};

/// Notes what the unit covers, and keeps it for the cache.
void HostNativeTier::Known::add(const CodeRegion &ofRegion, Unit unit) {
  auto indexOf = [&](uint32_t address) { return (address - ofRegion.begin()) / 4; };
  heads.heads.resize(covered.size());
  heads.compiled.resize(covered.size());
  for (const Unit::Entry &entry : unit.entries) {
    covered[indexOf(entry.address)] = true;
    if (unit.isChain)
      heads.heads[indexOf(entry.address)] = heads.compiled[indexOf(entry.address)] = true;
  }
  for (const Block &block : unit.blocks)
    for (uint32_t i = 0; i < block.count; ++i)
      covered[indexOf(block.begin) + i] = true;
  units.push_back(std::move(unit));
}

/// A whole unit that is in use, and can still become faster.
struct HostNativeTier::Improvement {
  std::shared_ptr<Known> entry;
  size_t unit; // its number in entry->units
  Plan plan;
};

HostNativeTier::HostNativeTier(jit::DiskCache cache, MakeCoreCompiler makeCompiler)
    : cache(std::move(cache)), makeCompiler(std::move(makeCompiler)),
      changed(std::make_unique<std::condition_variable>()) {}

HostNativeTier::~HostNativeTier() { stop(); }

HostNativeTier::Known &HostNativeTier::knownOf(const std::shared_ptr<CodeRegion> &region) {
  std::shared_ptr<Known> &entry = known[region.get()];
  // Another region may have got the address of one that is gone.
  if (entry == nullptr || entry->region.lock() != region) {
    entry = std::make_shared<Known>();
    entry->region = region;
    entry->covered.resize(region->words().size());
    if (known.size() % kForgetEvery == 0)
      forgetDeadRegions();
  }
  return *known[region.get()];
}

void HostNativeTier::forgetDeadRegions() {
  std::erase_if(known, [](const auto &entry) { return entry.second->region.expired(); });
}

void HostNativeTier::announce(const std::shared_ptr<CodeRegion> &region) noexcept {
  try {
    std::optional<std::vector<std::byte>> bytes = cache.load(kCacheKind, keyOf(*region));
    if (!bytes)
      return;
    std::optional<std::vector<Unit>> units = deserialize(*bytes, *region);
    if (!units)
      return;
    std::lock_guard lock(mutex);
    Known &entry = knownOf(region);
    if (entry.taken) // it was hot at once, and is being compiled
      return;
    for (Unit &unit : *units)
      if (publishUnit(*region, unit, entry.chain)) {
        entry.add(*region, std::move(unit));
        ++loaded;
      }
  } catch (...) {
    return; // no memory: it is interpreted
  }
}

void HostNativeTier::observe(const std::shared_ptr<CodeRegion> &region, uint32_t pc) noexcept {
  std::unique_lock lock(mutex, std::try_to_lock);
  if (!lock) // another core is here: one sample less
    return;
  try {
    if (stopping || !reason.empty() || pc < region->begin() || pc >= region->end() || pc % 4 != 0)
      return;
    Known &entry = knownOf(region);
    if (entry.queued || entry.units.size() >= kMaxUnits)
      return;
    if (!entry.covered[(pc - region->begin()) / 4]) {
      ++entry.samples[pc];
      ++entry.sampleCount;
    }
    // A chain knows exactly what it misses.
    if (entry.chain != nullptr)
      for (const auto &[index, times] : entry.chain->takeMisses())
        if (times >= kMisses && !entry.covered[index]) {
          entry.samples[region->begin() + 4 * index] += times;
          entry.sampleCount = kSamples;
        }
    if (entry.sampleCount < kSamples)
      return;
    entry.queued = true;
    queue.push_back(known[region.get()]);
    startThread();
    changed->notify_all();
  } catch (...) {
    return; // no memory, no thread: it is interpreted
  }
}

bool HostNativeTier::idle() const { return queue.empty() && unsaved.empty() && improvements.empty(); }

void HostNativeTier::startThread() {
  if (thread == nullptr)
    thread = std::make_unique<std::thread>([this] { work(); });
}

void HostNativeTier::work() {
  std::unique_lock lock(mutex);
  while (true) {
    changed->wait(lock, [&] { return stopping || !idle(); });
    if (stopping && unsaved.empty())
      return;
    busy = true;
    try {
      // What is interpreted comes first, what may be lost next.
      if (!queue.empty())
        compileNext(lock);
      else if (!unsaved.empty())
        storeNext(lock);
      else
        improveNext(lock);
    } catch (const std::exception &error) {
      if (!lock)
        lock.lock();
      if (reason.empty() && compiler == nullptr)
        reason = error.what();
    }
    busy = false;
    changed->notify_all();
  }
}

void HostNativeTier::compileNext(std::unique_lock<std::mutex> &lock) {
  std::shared_ptr<Known> entry = std::move(queue.front());
  queue.erase(queue.begin());
  entry->queued = false;
  entry->taken = true;
  std::map<uint32_t, uint32_t> samples = std::exchange(entry->samples, {});
  entry->sampleCount = 0;
  std::erase_if(samples, [&](const auto &sample) { // compiled meanwhile
    std::shared_ptr<CodeRegion> region = entry->region.lock();
    return region == nullptr || entry->covered[(sample.first - region->begin()) / 4];
  });
  std::shared_ptr<CodeRegion> region = entry->region.lock();
  if (region == nullptr || samples.empty())
    return;
  std::vector<uint32_t> seeds;
  seeds.reserve(samples.size());
  for (const auto &[address, number] : samples)
    seeds.push_back(address);
  std::ranges::sort(seeds, [&](uint32_t a, uint32_t b) { return std::pair(samples[a], b) > std::pair(samples[b], a); });
  lock.unlock();

  if (compiler == nullptr) {
    std::string why;
    compiler = makeCompiler(why);
    if (compiler == nullptr) {
      lock.lock();
      reason = why;
      queue.clear();
      return;
    }
  }
  std::optional<Unit> unit;
  Plan wholePlan;
  try {
    unit = compileAround(*region, seeds, *entry, wholePlan);
  } catch (const std::exception &) {
    unit.reset(); // not again from there
  }
  std::shared_ptr<Chain> chain = entry->chain;
  bool published = unit && publishUnit(*region, *unit, chain);
  lock.lock();
  entry->chain = std::move(chain);
  entry->covered[(seeds.front() - region->begin()) / 4] = true;
  if (!published)
    return;
  ++compiled;
  if (!unit->isChain)
    improvements.push_back({entry, entry->units.size(), std::move(wholePlan)});
  entry->add(*region, std::move(*unit));
  if (std::ranges::find(unsaved, entry) == unsaved.end())
    unsaved.push_back(entry);
}

Unit HostNativeTier::compileAround(const CodeRegion &region, std::span<const uint32_t> seeds, Known &entry,
                                   Plan &wholePlan) {
  CodeView code = {region.begin(), region.words(), region.jumpTargets()};
  if (entry.chain == nullptr && entry.units.size() < kMaxWholeUnits)
    if (WholePlan whole = planUnit(code, seeds.front()); whole.suits) {
      wholePlan = std::move(whole.plan);
      return compileWhole(*compiler, region, wholePlan, Quality::Quick);
    }
  // What a core waits for comes soon, and the more of it the longer it takes anyway.
  const bool isFirst = entry.chain == nullptr;
  ChainPlan plan = planChain(code, seeds, entry.heads, isFirst ? kFirstChainInstructions : kNextChainInstructions,
                             isFirst ? kFirstChainInstructions : kFollowedInstructions);
  if (!isFirst)
    plan.pinned = entry.chain->pinned();
  return compileChain(*compiler, region, plan, Quality::Quick);
}

void HostNativeTier::improveNext(std::unique_lock<std::mutex> &lock) {
  Improvement next = std::move(improvements.back());
  improvements.pop_back();
  std::shared_ptr<CodeRegion> region = next.entry->region.lock();
  if (region == nullptr)
    return;
  lock.unlock();
  Unit unit = compileWhole(*compiler, *region, next.plan, Quality::Better);
  bool published = publishUnit(*region, unit, next.entry->chain); // no chain: it is not changed
  lock.lock();
  if (!published)
    return;
  next.entry->units[next.unit] = std::move(unit);
  if (std::ranges::find(unsaved, next.entry) == unsaved.end())
    unsaved.push_back(next.entry);
}

void HostNativeTier::storeNext(std::unique_lock<std::mutex> &lock) {
  std::shared_ptr<Known> entry = std::move(unsaved.back());
  unsaved.pop_back();
  std::shared_ptr<CodeRegion> region = entry->region.lock();
  if (region == nullptr)
    return;
  std::vector<std::byte> bytes = serialize(entry->units); // only this thread changes them
  lock.unlock();
  cache.store(kCacheKind, keyOf(*region), bytes);
  lock.lock();
}

void HostNativeTier::stop() noexcept {
  std::unique_ptr<std::thread> last;
  {
    std::lock_guard lock(mutex);
    stopping = true;
    queue.clear();
    improvements.clear();
    last = std::move(thread);
  }
  changed->notify_all();
  if (last != nullptr && last->joinable())
    last->join();
}

void HostNativeTier::waitUntilIdle() {
  std::unique_lock lock(mutex);
  changed->wait(lock, [&] { return stopping || (idle() && !busy); });
}

size_t HostNativeTier::compiledUnits() const {
  std::lock_guard lock(mutex);
  return compiled;
}

size_t HostNativeTier::loadedUnits() const {
  std::lock_guard lock(mutex);
  return loaded;
}

std::string HostNativeTier::problem() const {
  std::lock_guard lock(mutex);
  return reason;
}

void HostNativeTier::beforeFork() { mutex.lock(); }

void HostNativeTier::afterForkInParent() { mutex.unlock(); }

/// Lets go of what cannot be destroyed.
template <typename T>
static void leak(std::unique_ptr<T> &pointer) {
  new std::unique_ptr<T>(std::move(pointer));
}

void HostNativeTier::afterForkInChild() {
  leak(thread); // it is the parent's
  if (busy) {
    // LLVM was at work in a thread that is no more, and may have left locks behind.
    reason = "the process was forked while code was being compiled";
    leak(compiler);
    busy = false;
  }
  // Nor does anybody wait any more, whatever the old one remembers.
  leak(changed);
  changed = std::make_unique<std::condition_variable>();
  queue.clear();
  unsaved.clear();
  improvements.clear();
  for (auto &[region, entry] : known)
    entry->queued = false;
  mutex.unlock();
}

} // namespace tt::device::native
