// Caches of keys and values.
#ifndef TTMLIR_DIALECT_TTIR_IR_OPS_CACHEOPS_TD
#define TTMLIR_DIALECT_TTIR_IR_OPS_CACHEOPS_TD

include "ttmlir/Dialect/TTIR/IR/TTIRBase.td"

/// Writes into a cache. Without a result, the cache itself is changed; with one,
/// the operation has no effects and the result is the changed cache.
class TTIR_CacheOp<string mnemonic, list<Trait> traits = []>
    : TTIR_Op<mnemonic, traits # [TTIR_InfersResults, DeclareOpInterfaceMethods<MemoryEffectsOpInterface>]> {
  let results = (outs Optional<AnyRankedTensor>:$result);
  let hasVerifier = 1;
  let extraClassDefinition = [{
    ::mlir::LogicalResult $cppClass::inferResults(Adaptor adaptor, ::mlir::tt::ErrorReporter,
                                                  ::llvm::SmallVectorImpl<::mlir::Type> &types) {
      return ::mlir::tt::ttir::inferLikeOperand(adaptor.getCache(), types);
    }
    void $cppClass::getEffects(
        ::llvm::SmallVectorImpl<::mlir::SideEffects::EffectInstance<::mlir::MemoryEffects::Effect>> &effects) {
      if (!getResult())
        effects.emplace_back(::mlir::MemoryEffects::Write::get(), &getCacheMutable());
    }
  }];
}

def TTIR_FillCacheOp : TTIR_CacheOp<"fill_cache">, KeepsElementType {
  let summary = "Writes a prompt's keys or values into a cache";
  let description = [{
    Puts the input (1, H, S, D) at the beginning of entry `batch_offset` of the
    cache (B, H, Smax, D).

    ```mlir
    "ttir.fill_cache"(%cache, %input) <{batch_offset = 0 : i32}>
        : (tensor<32x8x128x64xbf16>, tensor<1x8x18x64xbf16>) -> ()
    ```

    With a result, the cache stays as it is and the result is the new one.
  }];
  let arguments = (ins AnyRankedTensor:$cache, AnyRankedTensor:$input, I32Attr:$batch_offset);
}

def TTIR_UpdateCacheOp : TTIR_CacheOp<"update_cache">, ElementTypes<"same: all; integer: update_index"> {
  let summary = "Writes one token's keys or values into a cache";
  let description = [{
    Puts the input (1, H, B', D), one row a user, at position `update_index` (a
    tensor of one index, or one for each user) of the entries from
    `batch_offset` on of the cache (B, H, Smax, D).
  }];
  let arguments = (ins AnyRankedTensor:$cache, AnyRankedTensor:$input, AnyRankedTensor:$update_index,
                       I32Attr:$batch_offset);
}

def TTIR_PagedFillCacheOp : TTIR_CacheOp<"paged_fill_cache">, ElementTypes<"same: all; integer: page_table batch_idx_tensor"> {
  let summary = "Writes a prompt's keys or values into a paged cache";
  let description = [{
    Puts the input (1, H, S, D) into the blocks of a cache
    (blocks, H, block size, D) that a row of `page_table` names; the row is
    `batch_idx_tensor`, or the first.
  }];
  let arguments = (ins AnyRankedTensor:$cache, AnyRankedTensor:$input, AnyRankedTensor:$page_table,
                       Optional<AnyRankedTensor>:$batch_idx_tensor);
}

def TTIR_PagedUpdateCacheOp : TTIR_CacheOp<"paged_update_cache">, ElementTypes<"same: all; integer: update_index page_table"> {
  let summary = "Writes one token's keys or values into a paged cache";
  let description = [{
    Puts the input (1, B, H, D) at position `update_index[b]` of user b, in the
    block of the cache (blocks, H, block size, D) that `page_table` names for it.
    With `share_cache`, all users write into the same blocks.
  }];
  let arguments = (ins AnyRankedTensor:$cache, AnyRankedTensor:$input, AnyRankedTensor:$update_index,
                       Optional<AnyRankedTensor>:$page_table, DefaultValuedAttr<BoolAttr, "false">:$share_cache);
}

#endif // TTMLIR_DIALECT_TTIR_IR_OPS_CACHEOPS_TD
