// Pages of tensors by their number or coordinates: interleaved over banks, or in shards that go round over given banks.
//
// The host describes a tensor in compile-time arguments, from an index on that the kernel names, as the field does:
// a word of flags (ArgConfig), the aligned size of a page, and for sharded tensors rank, number of banks, shape in
// pages, shape of a shard in pages, and the banks (x << 8 | y, two a word; x is the channel in DRAM). Each of the
// latter five is a common runtime argument instead where its flag says so.
#pragma once

#include "tenon/kernel/arguments.h"
#include "tenon/kernel/noc.h"

namespace tensor_accessor {

inline constexpr uint32_t UNKNOWN = 0xffffffff;
inline constexpr uint32_t MAX_RANK = 8;

enum class ArgConfig : uint8_t {
  None = 0,
  Sharded = 1 << 0,
  IsDram = 1 << 1,
  RuntimeRank = 1 << 2,
  RuntimeNumBanks = 1 << 3,
  RuntimeTensorShape = 1 << 4,
  RuntimeShardShape = 1 << 5,
  RuntimeBankCoords = 1 << 6,
};

} // namespace tensor_accessor

/// Where the description of a tensor is: it begins with compile-time argument CTA_OFFSET, and with common runtime
/// argument CRTA_OFFSET, or with the one given to the constructor.
template <uint32_t CTA_OFFSET, uint32_t CRTA_OFFSET = tensor_accessor::UNKNOWN>
struct TensorAccessorArgs {
private:
  static constexpr uint32_t config = get_ct_arg<CTA_OFFSET>();
  static constexpr bool has(tensor_accessor::ArgConfig flag) { return config & static_cast<uint32_t>(flag); }
  template <uint32_t index>
  static constexpr uint32_t argument() {
    return get_ct_arg<index>();
  }

public:
  static constexpr bool is_sharded = has(tensor_accessor::ArgConfig::Sharded);
  static constexpr bool is_dram = has(tensor_accessor::ArgConfig::IsDram);
  static constexpr bool rank_is_crta = has(tensor_accessor::ArgConfig::RuntimeRank);
  static constexpr bool num_banks_is_crta = has(tensor_accessor::ArgConfig::RuntimeNumBanks);
  static constexpr bool tensor_shape_is_crta = has(tensor_accessor::ArgConfig::RuntimeTensorShape);
  static constexpr bool shard_shape_is_crta = has(tensor_accessor::ArgConfig::RuntimeShardShape);
  static constexpr bool bank_coords_is_crta = has(tensor_accessor::ArgConfig::RuntimeBankCoords);
  static_assert(!is_sharded || !rank_is_crta || (tensor_shape_is_crta && shard_shape_is_crta),
                "shapes are runtime arguments where the rank is one");
  static_assert(!is_sharded || !num_banks_is_crta || bank_coords_is_crta,
                "banks are runtime arguments where their number is one");

  static constexpr uint32_t AlignedPageSize = argument<CTA_OFFSET + 1>();
  static constexpr uint32_t RankCTAOffset = CTA_OFFSET + 2;
  static constexpr uint32_t NumBanksCTAOffset = RankCTAOffset + (rank_is_crta ? 0 : 1);
  static constexpr uint32_t TensorShapeCTAOffset = NumBanksCTAOffset + (num_banks_is_crta ? 0 : 1);

private:
  template <bool known, uint32_t index>
  static constexpr uint32_t ifKnown() {
    if constexpr (known)
      return argument<index>();
    else
      return 0;
  }

public:
  static constexpr uint32_t RankCT = ifKnown<is_sharded && !rank_is_crta, RankCTAOffset>();
  static constexpr uint32_t NumBanksCT = ifKnown<is_sharded && !num_banks_is_crta, NumBanksCTAOffset>();
  static constexpr uint32_t ShardShapeCTAOffset = TensorShapeCTAOffset + (tensor_shape_is_crta ? 0 : RankCT);
  static constexpr uint32_t BankCoordsCTAOffset = ShardShapeCTAOffset + (shard_shape_is_crta ? 0 : RankCT);
  static constexpr uint32_t NumArgsCT =
      is_sharded ? BankCoordsCTAOffset + (bank_coords_is_crta ? 0 : (NumBanksCT + 1) / 2) - CTA_OFFSET : 2;

  constexpr TensorAccessorArgs() = default;
  constexpr explicit TensorAccessorArgs(uint32_t crta_offset) : crtaOffset(crta_offset) {
    static_assert(CRTA_OFFSET == tensor_accessor::UNKNOWN, "the offset is given as a template argument already");
  }

  static constexpr uint32_t get_aligned_page_size() { return AlignedPageSize; }
  static constexpr uint32_t num_compile_time_args() { return NumArgsCT; }
  static constexpr uint32_t next_compile_time_args_offset() { return CTA_OFFSET + NumArgsCT; }
  constexpr uint32_t crta_offset() const { return CRTA_OFFSET == tensor_accessor::UNKNOWN ? crtaOffset : CRTA_OFFSET; }

  constexpr uint32_t get_rank() const { return rank_is_crta ? get_common_arg_val<uint32_t>(crta_offset()) : RankCT; }
  constexpr uint32_t get_num_banks() const {
    return num_banks_is_crta ? get_common_arg_val<uint32_t>(crta_offset() + rank_is_crta) : NumBanksCT;
  }
  constexpr uint32_t tensor_shape_crta_offset() const { return crta_offset() + rank_is_crta + num_banks_is_crta; }
  constexpr uint32_t shard_shape_crta_offset() const {
    return tensor_shape_crta_offset() + (tensor_shape_is_crta ? get_rank() : 0);
  }
  constexpr uint32_t bank_coords_crta_offset() const {
    return shard_shape_crta_offset() + (shard_shape_is_crta ? get_rank() : 0);
  }
  constexpr uint32_t num_common_runtime_args() const {
    if constexpr (!is_sharded)
      return 0;
    return bank_coords_crta_offset() + (bank_coords_is_crta ? (get_num_banks() + 1) / 2 : 0) - crta_offset();
  }
  constexpr uint32_t next_common_runtime_args_offset() const { return crta_offset() + num_common_runtime_args(); }

  /// A number of the tables: of compile-time arguments from `cta` on, or of common runtime arguments from `crta` on.
  static uint32_t value(bool isRuntime, uint32_t cta, uint32_t crta, uint32_t index) {
    return isRuntime ? get_common_arg_val<uint32_t>(crta + index) : kernel_compile_time_args.values[cta + index];
  }

private:
  uint32_t crtaOffset = 0;
};

namespace tensor_accessor {

/// How a sharded tensor lies in its banks; strides in pages.
struct ShardLayout {
  uint32_t rank = 0, banks = 0;
  uint32_t tensorShape[MAX_RANK], shardShape[MAX_RANK], gridStrides[MAX_RANK], shardStrides[MAX_RANK];
  uint32_t tensorVolume = 1, shardVolume = 1, shards = 1;

  template <typename Args>
  explicit ShardLayout(const Args &args) : rank(args.get_rank()), banks(args.get_num_banks()) {
    for (int i = static_cast<int>(rank) - 1; i >= 0; --i) {
      tensorShape[i] =
          Args::value(Args::tensor_shape_is_crta, Args::TensorShapeCTAOffset, args.tensor_shape_crta_offset(), i);
      shardShape[i] =
          Args::value(Args::shard_shape_is_crta, Args::ShardShapeCTAOffset, args.shard_shape_crta_offset(), i);
      gridStrides[i] = shards;
      shardStrides[i] = shardVolume;
      shards *= (tensorShape[i] + shardShape[i] - 1) / shardShape[i];
      shardVolume *= shardShape[i];
      tensorVolume *= tensorShape[i];
    }
  }
};

/// A page that an accessor's ranges give.
class Page {
public:
  Page(uint64_t address, uint32_t id) : address(address), id(id) {}
  uint64_t noc_addr() const { return address; }
  uint32_t page_id() const { return id; }

private:
  uint64_t address;
  uint32_t id;
};

template <typename Accessor>
class Pages {
public:
  class Iterator {
  public:
    Iterator(const Accessor &accessor, uint32_t id) : accessor(accessor), id(id) {}
    Page operator*() const { return {accessor.get_noc_addr(id), id}; }
    Iterator &operator++() {
      ++id;
      return *this;
    }
    bool operator!=(const Iterator &other) const { return id != other.id; }

  private:
    const Accessor &accessor;
    uint32_t id;
  };
  Pages(const Accessor &accessor, uint32_t first, uint32_t last) : accessor(accessor), first(first), last(last) {}
  Iterator begin() const { return {accessor, first}; }
  Iterator end() const { return {accessor, last}; }

private:
  const Accessor &accessor;
  uint32_t first, last;
};

} // namespace tensor_accessor

/// Addresses of a tensor's pages. DSpec is the TensorAccessorArgs that describe it.
template <typename DSpec>
class TensorAccessor {
public:
  static constexpr bool is_dram = DSpec::is_dram, is_sharded = DSpec::is_sharded;
  struct PageMapping {
    uint32_t bank_id, bank_page_offset;
  };

  TensorAccessor(const DSpec &args, uint32_t bank_base_address, uint32_t page_size = DSpec::AlignedPageSize)
      : args(args), layout(makeLayout(args)), base(bank_base_address), alignedPageSize(page_size) {
    if constexpr (!is_sharded)
      alignedPageSize = tenon::aligned<is_dram>(page_size);
  }

  FORCE_INLINE uint32_t get_aligned_page_size() const { return alignedPageSize; }
  FORCE_INLINE uint32_t get_bank_base_address() const { return base; }

  FORCE_INLINE uint64_t get_noc_addr(uint32_t page_id, uint32_t offset = 0, uint8_t noc = noc_index) const {
    return address(get_bank_and_offset(page_id), offset);
  }
  /// By coordinates in the tensor, in pages; sharded tensors only.
  template <typename Coordinates>
    requires requires(const Coordinates &coordinates) { coordinates[0]; }
  FORCE_INLINE uint64_t get_noc_addr(const Coordinates &page_coord, uint32_t offset = 0,
                                     uint8_t noc = noc_index) const {
    return address(get_bank_and_offset(page_coord), offset);
  }
  FORCE_INLINE uint64_t get_shard_noc_addr(uint32_t shard_id, uint32_t offset = 0, uint8_t noc = noc_index) const {
    static_assert(is_sharded, "the tensor is interleaved: it has no shards");
    return address({shard_id % layout.banks, shard_id / layout.banks * layout.shardVolume}, offset);
  }

  PageMapping get_bank_and_offset(uint32_t page_id) const {
    if constexpr (!is_sharded) {
      const uint32_t banks = tenon::bankCount<is_dram>();
      return {page_id % banks, page_id / banks};
    } else {
      uint32_t coordinates[tensor_accessor::MAX_RANK];
      for (int i = static_cast<int>(layout.rank) - 1; i >= 0; --i) {
        coordinates[i] = page_id % layout.tensorShape[i];
        page_id /= layout.tensorShape[i];
      }
      return get_bank_and_offset(coordinates);
    }
  }
  template <typename Coordinates>
    requires requires(const Coordinates &coordinates) { coordinates[0]; }
  PageMapping get_bank_and_offset(const Coordinates &page_coord) const {
    static_assert(is_sharded, "the tensor is interleaved: its pages have numbers only");
    uint32_t shard = 0, page = 0;
    for (uint32_t i = 0; i < layout.rank; ++i) {
      shard += page_coord[i] / layout.shardShape[i] * layout.gridStrides[i];
      page += page_coord[i] % layout.shardShape[i] * layout.shardStrides[i];
    }
    return {shard % layout.banks, shard / layout.banks * layout.shardVolume + page};
  }

  bool is_local_bank(uint32_t virtual_x, uint32_t virtual_y, uint8_t noc = noc_index) const {
    return virtual_x == my_x[0] && virtual_y == my_y[0];
  }
  bool is_local_addr(uint64_t noc_addr, uint8_t noc = noc_index) const {
    return is_local_bank(NOC_UNICAST_ADDR_X(noc_addr), NOC_UNICAST_ADDR_Y(noc_addr), noc);
  }
  bool is_local_page(uint32_t page_id, uint8_t noc = noc_index) const { return is_local_addr(get_noc_addr(page_id)); }
  bool is_local_shard(uint32_t shard_id, uint8_t noc = noc_index) const {
    return is_local_addr(get_shard_noc_addr(shard_id));
  }

  /// The pages from one number to another, without the last; for (auto page : accessor.pages(0, n)) page.noc_addr().
  tensor_accessor::Pages<TensorAccessor> pages(uint32_t start_page_id, uint32_t end_page_id,
                                               uint8_t noc = noc_index) const {
    return {*this, start_page_id, end_page_id};
  }

  const auto &dspec() const { return *this; }
  uint32_t tensor_volume() const { return layout.tensorVolume; }
  uint32_t shard_volume() const { return layout.shardVolume; }
  uint32_t num_banks() const { return is_sharded ? layout.banks : tenon::bankCount<is_dram>(); }
  uint32_t rank() const { return layout.rank; }

private:
  struct NoLayout {
    static constexpr uint32_t rank = 0, banks = 0, tensorVolume = 0, shardVolume = 0;
  };
  static auto makeLayout(const DSpec &args) {
    if constexpr (is_sharded)
      return tensor_accessor::ShardLayout(args);
    else
      return NoLayout{};
  }

  uint64_t address(PageMapping page, uint32_t offset) const {
    const uint32_t local = base + page.bank_page_offset * alignedPageSize + offset;
    if constexpr (!is_sharded) {
      return tenon::bankAddress<is_dram>(page.bank_id, local);
    } else {
      const uint32_t pair = DSpec::value(DSpec::bank_coords_is_crta, DSpec::BankCoordsCTAOffset,
                                         args.bank_coords_crta_offset(), page.bank_id / 2);
      const uint32_t place = page.bank_id % 2 ? pair >> 16 : pair & 0xffff, x = place >> 8, y = place & 0xff;
      return is_dram ? tenon::bankAddress<true>(x, local) : tt::target::card::nocAddress(x, y, local);
    }
  }

  DSpec args;
  [[no_unique_address]] decltype(makeLayout(DSpec())) layout;
  uint32_t base, alignedPageSize;
};

template <typename DSpec>
FORCE_INLINE void noc_async_read_shard(uint32_t shard_id, const TensorAccessor<DSpec> &s, uint32_t dst_local_l1_addr,
                                       uint8_t noc = noc_index) {
  noc_async_read(s.get_shard_noc_addr(shard_id, 0, noc), dst_local_l1_addr,
                 s.get_aligned_page_size() * s.shard_volume(), noc);
}
template <typename DSpec, bool posted = false>
FORCE_INLINE void noc_async_write_shard(uint32_t shard_id, const TensorAccessor<DSpec> &s, uint32_t src_local_l1_addr,
                                        uint8_t noc = noc_index) {
  noc_async_write(src_local_l1_addr, s.get_shard_noc_addr(shard_id, 0, noc),
                  s.get_aligned_page_size() * s.shard_volume(), noc);
}
