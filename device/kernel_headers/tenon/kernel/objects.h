// The field's newer classes over the functions of data movement: the NoC, circular buffers, semaphores, endpoints and
// memory of this core as objects. A transfer names its two ends by objects, and places in them by arguments.
#pragma once

#include <type_traits>

#include "tenon/kernel/dataflow.h"

/// Bits that can be joined with |.
enum class NocOptions : uint32_t {
  DEFAULT = 0,
  TXN_ID = 1 << 0,
  POSTED = 1 << 1,
  CUSTOM_VC = 1 << 2,
  MCAST_INCL_SRC = 1 << 3,
  INLINE_L1 = 1 << 4,
  INLINE_REG = 1 << 5,
};
constexpr NocOptions operator|(NocOptions a, NocOptions b) {
  return static_cast<NocOptions>(static_cast<uint32_t>(a) | static_cast<uint32_t>(b));
}
constexpr bool has_flag(NocOptions options, NocOptions flag) {
  return static_cast<uint32_t>(options) & static_cast<uint32_t>(flag);
}

struct NocOptVals {
  uint32_t vc = NOC_UNICAST_WRITE_VC;
  uint32_t trid = 0;
};

/// How a class is an end of a transfer: its arguments, and functions from these to addresses.
template <typename T>
struct noc_traits_t {
  static_assert(sizeof(T) == 0, "objects of this type are no ends of NoC transfers");
};

class Noc {
public:
  enum class AddressType { NOC, LOCAL_L1 };

  Noc() : id(noc_index) {}
  explicit Noc(uint8_t noc_id) : id(noc_id) {}
  uint8_t get_noc_id() const { return id; }
  bool is_local_bank(uint32_t virtual_x, uint32_t virtual_y) const {
    return virtual_x == my_x[0] && virtual_y == my_y[0];
  }
  bool is_local_addr(uint64_t noc_addr) const {
    return is_local_bank(NOC_UNICAST_ADDR_X(noc_addr), NOC_UNICAST_ADDR_Y(noc_addr));
  }

private:
  template <typename T>
  using Source = typename noc_traits_t<T>::src_args_type;
  template <typename T>
  using Destination = typename noc_traits_t<T>::dst_args_type;
  template <typename T>
  using Destinations = typename noc_traits_t<T>::dst_args_mcast_type;
  template <AddressType type, typename T>
  auto from(const T &object, const Source<T> &args) const {
    return noc_traits_t<T>::template src_addr<type>(object, *this, args);
  }
  template <AddressType type, typename T>
  auto to(const T &object, const Destination<T> &args) const {
    return noc_traits_t<T>::template dst_addr<type>(object, *this, args);
  }

public:
  template <NocOptions opts = NocOptions::DEFAULT, auto... ignored, typename Src, typename Dst>
  void async_read(const Src &src, const Dst &dst, uint32_t size_bytes, const Source<Src> &src_args,
                  const Destination<Dst> &dst_args, const NocOptVals &values = {}) const {
    name<opts>(values);
    noc_async_read(from<AddressType::NOC>(src, src_args), to<AddressType::LOCAL_L1>(dst, dst_args), size_bytes, id);
  }
  template <NocOptions opts = NocOptions::DEFAULT, auto... ignored, typename Src>
  void set_async_read_state(const Src &src, uint32_t size_bytes, const Source<Src> &src_args,
                            const NocOptVals &values = {}) const {
    name<opts>(values);
    noc_async_read_one_packet_set_state(from<AddressType::NOC>(src, src_args), size_bytes, 0, id);
  }
  template <NocOptions opts = NocOptions::DEFAULT, auto... ignored, typename Src, typename Dst>
  void async_read_with_state(const Src &src, const Dst &dst, uint32_t size_bytes, const Source<Src> &src_args,
                             const Destination<Dst> &dst_args, const NocOptVals &values = {}) const {
    noc_async_read_with_state(static_cast<uint32_t>(from<AddressType::NOC>(src, src_args)),
                              to<AddressType::LOCAL_L1>(dst, dst_args), size_bytes, id);
  }

  template <NocOptions opts = NocOptions::DEFAULT, auto... ignored, typename Src, typename Dst>
  void async_write(const Src &src, const Dst &dst, uint32_t size_bytes, const Source<Src> &src_args,
                   const Destination<Dst> &dst_args, const NocOptVals &values = {}) const {
    name<opts>(values);
    noc_async_write(from<AddressType::LOCAL_L1>(src, src_args), to<AddressType::NOC>(dst, dst_args), size_bytes, id);
  }
  template <NocOptions opts = NocOptions::DEFAULT, auto... ignored, typename Dst>
  void set_async_write_state(const Dst &dst, uint32_t size_bytes, const Destination<Dst> &dst_args,
                             const NocOptVals &values = {}) const {
    noc_async_write_one_packet_set_state(to<AddressType::NOC>(dst, dst_args), size_bytes, id);
  }
  template <NocOptions opts = NocOptions::DEFAULT, auto... ignored, typename Src, typename Dst>
  void async_write_with_state(const Src &src, const Dst &dst, uint32_t size_bytes, const Source<Src> &src_args,
                              const Destination<Dst> &dst_args, const NocOptVals &values = {}) const {
    const uint32_t local = static_cast<uint32_t>(to<AddressType::NOC>(dst, dst_args));
    noc_async_write(from<AddressType::LOCAL_L1>(src, src_args), tenon::withLocal(tenon::writeState.address, local),
                    size_bytes, id);
  }
  template <NocOptions opts = NocOptions::DEFAULT, auto... ignored, typename Src, typename Dst>
  void async_write_multicast(const Src &src, const Dst &dst, uint32_t size_bytes, uint32_t num_dsts,
                             const Source<Src> &src_args, const Destinations<Dst> &dst_args,
                             bool linked = false) const {
    const uint32_t source = from<AddressType::LOCAL_L1>(src, src_args);
    const uint64_t destinations = noc_traits_t<Dst>::template dst_addr_mcast<AddressType::NOC>(dst, *this, dst_args);
    if constexpr (has_flag(opts, NocOptions::MCAST_INCL_SRC))
      noc_async_write_multicast_loopback_src(source, destinations, size_bytes, num_dsts, linked, id);
    else
      noc_async_write_multicast(source, destinations, size_bytes, num_dsts, linked, id);
  }
  template <NocOptions opts = NocOptions::DEFAULT, typename Dst>
  void inline_dw_write(const Dst &dst, uint32_t val, const Destination<Dst> &dst_args, uint8_t be = 0xf,
                       const NocOptVals &values = {}) const {
    noc_inline_dw_write(to<AddressType::NOC>(dst, dst_args), val, be, id);
  }

  /// Transfers are done when they are issued.
  bool is_read_trid_flushed(uint32_t) const { return true; }
  template <NocOptions opts = NocOptions::DEFAULT>
  void async_read_barrier(const NocOptVals &values = {}) const {
    tenon::services::noc_async_read_barrier(transaction<opts>(values), id);
  }
  template <NocOptions opts = NocOptions::DEFAULT>
  void async_write_barrier(const NocOptVals &values = {}) const {
    tenon::services::noc_async_write_barrier(transaction<opts>(values), id);
  }
  template <NocOptions opts = NocOptions::DEFAULT>
  void async_writes_flushed(const NocOptVals & = {}) const {
    noc_async_writes_flushed(id);
  }
  void async_atomic_barrier() const { noc_async_atomic_barrier(id); }
  void async_full_barrier() const { noc_async_full_barrier(id); }

private:
  template <NocOptions opts>
  static uint32_t transaction(const NocOptVals &values) {
    return has_flag(opts, NocOptions::TXN_ID) ? values.trid : TENON_ALL_TRANSACTIONS;
  }
  template <NocOptions opts>
  void name(const NocOptVals &values) const {
    if constexpr (has_flag(opts, NocOptions::TXN_ID))
      tenon::services::noc_set_transaction(values.trid, id);
  }
  uint8_t id;
};

class CircularBuffer {
public:
  enum class AddrSelector { WRITE_PTR, READ_PTR };

  explicit CircularBuffer(uint32_t cb_id) : id(cb_id) {}
  uint32_t get_cb_id() const { return id; }
  void reserve_back(int32_t num_pages) const { cb_reserve_back(id, num_pages); }
  void push_back(int32_t num_pages) const { cb_push_back(id, num_pages); }
  void wait_front(int32_t num_pages) const { cb_wait_front(id, num_pages); }
  void pop_front(int32_t num_pages) const { cb_pop_front(id, num_pages); }
  bool pages_reservable_at_back(int32_t num_pages) const { return cb_pages_reservable_at_back(id, num_pages); }
  bool pages_available_at_front(int32_t num_pages) const { return cb_pages_available_at_front(id, num_pages); }
  uint32_t get_write_ptr() const { return ::get_write_ptr(id); }
  uint32_t get_read_ptr() const { return ::get_read_ptr(id); }
  uint32_t get_tile_size() const { return ::get_tile_size(id); }
  uint32_t get_tile_hw() const { return ::get_tile_hw(id); }
  DataFormat get_dataformat() const { return ::get_dataformat(id); }
  uint32_t get_tile_address(uint32_t tile_index) const { return get_read_ptr() + tile_index * get_tile_size(); }
  uint32_t read_tile_value(uint32_t tile_index, uint32_t element_offset) const {
    return reinterpret_cast<volatile uint32_t *>(get_tile_address(tile_index))[element_offset];
  }

private:
  uint32_t id;
};

/// Which end of a circular buffer is meant: use<CircularBuffer::AddrSelector::READ_PTR>(cb).
template <CircularBuffer::AddrSelector selector>
struct CircularBufferView {
  const CircularBuffer &cb;
};
template <CircularBuffer::AddrSelector selector>
constexpr CircularBufferView<selector> use(const CircularBuffer &cb) {
  return {cb};
}

namespace tenon {

/// An end in this core's L1, where `address(object, isSource)` begins.
template <typename Object, auto address>
struct LocalTraits {
  struct src_args_type {
    uint32_t offset_bytes = 0;
  };
  struct dst_args_type {
    uint32_t offset_bytes = 0;
  };
  struct dst_args_mcast_type {
    uint32_t noc_x_start = 0, noc_y_start = 0, noc_x_end = 0, noc_y_end = 0, offset_bytes = 0;
  };
  template <Noc::AddressType type>
  static uint32_t src_addr(const Object &object, const Noc &, const src_args_type &args) {
    static_assert(type == Noc::AddressType::LOCAL_L1, "this object is in the core's own L1");
    return address(object, true) + args.offset_bytes;
  }
  template <Noc::AddressType type>
  static uint32_t dst_addr(const Object &object, const Noc &, const dst_args_type &args) {
    static_assert(type == Noc::AddressType::LOCAL_L1, "this object is in the core's own L1");
    return address(object, false) + args.offset_bytes;
  }
  template <Noc::AddressType type>
  static uint64_t dst_addr_mcast(const Object &object, const Noc &, const dst_args_mcast_type &args) {
    return get_noc_multicast_addr(args.noc_x_start, args.noc_y_start, args.noc_x_end, args.noc_y_end,
                                  address(object, false) + args.offset_bytes);
  }
};

inline constexpr auto kBufferAddress = [](const CircularBuffer &cb, bool isSource) {
  return isSource ? cb.get_read_ptr() : cb.get_write_ptr();
};
template <CircularBuffer::AddrSelector selector>
inline constexpr auto kViewAddress = [](const CircularBufferView<selector> &view, bool) {
  return selector == CircularBuffer::AddrSelector::READ_PTR ? view.cb.get_read_ptr() : view.cb.get_write_ptr();
};

} // namespace tenon

template <>
struct noc_traits_t<CircularBuffer> : tenon::LocalTraits<CircularBuffer, tenon::kBufferAddress> {};
template <CircularBuffer::AddrSelector selector>
struct noc_traits_t<CircularBufferView<selector>>
    : tenon::LocalTraits<CircularBufferView<selector>, tenon::kViewAddress<selector>> {};

/// A place in L1 as a pointer to objects of a type.
template <typename T, typename AddressType = uintptr_t>
class CoreLocalMem {
public:
  CoreLocalMem(AddressType address) : address(address) {}
  CoreLocalMem(T *pointer) : address(reinterpret_cast<AddressType>(pointer)) {}
  T *get_unsafe_ptr() const { return reinterpret_cast<T *>(address); }
  AddressType get_address() const { return address; }
  T &operator[](uint32_t index) const { return get_unsafe_ptr()[index]; }
  T &operator*() const { return *get_unsafe_ptr(); }
  T *operator->() const { return get_unsafe_ptr(); }
  CoreLocalMem &operator+=(ptrdiff_t offset) {
    address += offset * sizeof(T);
    return *this;
  }
  CoreLocalMem &operator-=(ptrdiff_t offset) { return *this += -offset; }
  CoreLocalMem &operator++() { return *this += 1; }
  CoreLocalMem &operator--() { return *this -= 1; }
  CoreLocalMem operator++(int) {
    CoreLocalMem old = *this;
    ++*this;
    return old;
  }
  CoreLocalMem operator--(int) {
    CoreLocalMem old = *this;
    --*this;
    return old;
  }
  CoreLocalMem operator+(ptrdiff_t offset) const { return CoreLocalMem(*this) += offset; }
  CoreLocalMem operator-(ptrdiff_t offset) const { return CoreLocalMem(*this) -= offset; }
  ptrdiff_t operator-(const CoreLocalMem &other) const {
    return static_cast<ptrdiff_t>(address - other.address) / static_cast<ptrdiff_t>(sizeof(T));
  }
  bool operator==(const CoreLocalMem &other) const { return address == other.address; }
  bool operator<(const CoreLocalMem &other) const { return address < other.address; }
  bool operator<=(const CoreLocalMem &other) const { return address <= other.address; }
  bool operator>(const CoreLocalMem &other) const { return address > other.address; }
  bool operator>=(const CoreLocalMem &other) const { return address >= other.address; }
  explicit operator bool() const { return address != 0; }

private:
  AddressType address;
};

namespace tenon {
template <typename T, typename A>
inline constexpr auto kMemoryAddress =
    [](const CoreLocalMem<T, A> &memory, bool) { return static_cast<uint32_t>(memory.get_address()); };
} // namespace tenon
template <typename T, typename A>
struct noc_traits_t<CoreLocalMem<T, A>> : tenon::LocalTraits<CoreLocalMem<T, A>, tenon::kMemoryAddress<T, A>> {};

/// A place on the NoC by the coordinates of its node.
struct UnicastEndpoint {};
template <>
struct noc_traits_t<UnicastEndpoint> {
  struct src_args_type {
    uint32_t noc_x = 0, noc_y = 0, addr = 0;
  };
  using dst_args_type = src_args_type;
  template <Noc::AddressType type>
  static auto src_addr(const UnicastEndpoint &, const Noc &, const src_args_type &args) {
    if constexpr (type == Noc::AddressType::LOCAL_L1)
      return args.addr;
    else
      return get_noc_addr(args.noc_x, args.noc_y, args.addr);
  }
  template <Noc::AddressType type>
  static auto dst_addr(const UnicastEndpoint &endpoint, const Noc &noc, const src_args_type &args) {
    return src_addr<type>(endpoint, noc, args);
  }
};

/// The same place in a rectangle of tiles.
struct MulticastEndpoint {};
template <>
struct noc_traits_t<MulticastEndpoint> {
  struct dst_args_mcast_type {
    uint32_t noc_x_start = 0, noc_y_start = 0, noc_x_end = 0, noc_y_end = 0, addr = 0;
  };
  template <Noc::AddressType type>
  static uint64_t dst_addr_mcast(const MulticastEndpoint &, const Noc &, const dst_args_mcast_type &args) {
    return get_noc_multicast_addr(args.noc_x_start, args.noc_y_start, args.noc_x_end, args.noc_y_end, args.addr);
  }
};

/// A place in a bank.
enum class AllocatorBankType { L1, DRAM };
template <AllocatorBankType bank_type>
struct AllocatorBank {};
template <AllocatorBankType bank_type>
struct noc_traits_t<AllocatorBank<bank_type>> {
  struct src_args_type {
    uint32_t bank_id = 0, addr = 0;
  };
  using dst_args_type = src_args_type;
  template <Noc::AddressType type>
  static uint64_t src_addr(const AllocatorBank<bank_type> &, const Noc &, const src_args_type &args) {
    static_assert(type == Noc::AddressType::NOC, "banks are reached over the NoC");
    return get_noc_addr_from_bank_id<bank_type == AllocatorBankType::DRAM>(args.bank_id, args.addr);
  }
  template <Noc::AddressType type>
  static uint64_t dst_addr(const AllocatorBank<bank_type> &bank, const Noc &noc, const src_args_type &args) {
    return src_addr<type>(bank, noc, args);
  }
};

/// A page of a tensor.
template <typename DSpec>
struct noc_traits_t<TensorAccessor<DSpec>> {
  struct src_args_type {
    uint32_t page_id = 0, offset_bytes = 0;
  };
  using dst_args_type = src_args_type;
  template <Noc::AddressType type>
  static uint64_t src_addr(const TensorAccessor<DSpec> &tensor, const Noc &, const src_args_type &args) {
    static_assert(type == Noc::AddressType::NOC, "tensors are reached over the NoC");
    return tensor.get_noc_addr(args.page_id, args.offset_bytes);
  }
  template <Noc::AddressType type>
  static uint64_t dst_addr(const TensorAccessor<DSpec> &tensor, const Noc &noc, const src_args_type &args) {
    return src_addr<type>(tensor, noc, args);
  }
};

template <ProgrammableCoreType core_type = ProgrammableCoreType::TENSIX>
class Semaphore {
public:
  explicit Semaphore(uint32_t semaphore_id) : address(get_semaphore<core_type>(semaphore_id)) {}

  /// Raises this tile's semaphore, or another one's.
  void up(uint32_t value) const { noc_semaphore_inc(get_noc_addr(address), value); }
  void up(const Noc &noc, uint32_t noc_x, uint32_t noc_y, uint32_t value, uint8_t = NOC_UNICAST_WRITE_VC) const {
    noc_semaphore_inc(get_noc_addr(noc_x, noc_y, address), value, noc.get_noc_id());
  }
  /// Waits until it is at least `value`, and takes that away.
  void down(uint32_t value) const {
    wait_min(value);
    noc_semaphore_inc(get_noc_addr(address), ~value + 1);
  }
  void wait(uint32_t value) const { noc_semaphore_wait(word(), value); }
  void wait_min(uint32_t value) const { noc_semaphore_wait_min(word(), value); }
  void set(uint32_t value) const { noc_semaphore_set(word(), value); }
  uint32_t value() const {
    invalidate_l1_cache();
    return *word();
  }
  template <NocOptions opts = NocOptions::DEFAULT>
  void set_multicast(const Noc &noc, uint32_t noc_x_start, uint32_t noc_y_start, uint32_t noc_x_end, uint32_t noc_y_end,
                     uint32_t num_dests, bool linked = false) const {
    const uint64_t all = get_noc_multicast_addr(noc_x_start, noc_y_start, noc_x_end, noc_y_end, address);
    if constexpr (has_flag(opts, NocOptions::MCAST_INCL_SRC))
      noc_semaphore_set_multicast_loopback_src(address, all, num_dests, linked, noc.get_noc_id());
    else
      noc_semaphore_set_multicast(address, all, num_dests, linked, noc.get_noc_id());
  }
  void inc_multicast(const Noc &noc, uint32_t noc_x_start, uint32_t noc_y_start, uint32_t noc_x_end, uint32_t noc_y_end,
                     uint32_t value, uint32_t num_dests) const {
    noc_semaphore_inc_multicast(get_noc_multicast_addr(noc_x_start, noc_y_start, noc_x_end, noc_y_end, address), value,
                                num_dests, noc.get_noc_id());
  }

private:
  volatile uint32_t *word() const { return reinterpret_cast<volatile uint32_t *>(address); }
  uint32_t address;
};

/// The names they had first.
namespace experimental {
using ::AllocatorBank, ::AllocatorBankType, ::CircularBuffer, ::CoreLocalMem, ::MulticastEndpoint, ::Noc, ::Semaphore,
    ::UnicastEndpoint, ::use;
}
