"""Golden functions of attention, heads and caches."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .registry import Array, golden


def attention(
    q: Array,
    k: Array,
    v: Array,
    mask: Array | None = None,
    *,
    causal: bool = False,
    scale: float | None = None,
    window: int | None = None,
    sink: Array | None = None,
    start: int = 0,
) -> Array:
    """softmax(q k^T scale + mask) v of (batch, heads, positions, width); the queries begin at position `start`."""
    repeat = q.shape[1] // k.shape[1]
    k, v = k.repeat(repeat, axis=1), v.repeat(repeat, axis=1)
    scores = q @ np.swapaxes(k, -1, -2) * (1 / np.sqrt(q.shape[-1]) if scale is None else scale)
    if mask is not None:
        scores = scores + mask
    rows, columns = start + np.arange(q.shape[2])[:, None], np.arange(k.shape[2])[None]
    if causal:
        scores = np.where(columns > rows, -np.inf, scores)
    if window is not None:
        scores = np.where(columns <= rows - window, -np.inf, scores)
    if sink is not None:
        column = np.broadcast_to(sink.reshape(1, -1, 1, 1), (*scores.shape[:3], 1))
        scores = np.concatenate([scores, column], axis=-1)
    e = np.exp(scores - scores.max(-1, keepdims=True))
    weights = e / e.sum(-1, keepdims=True)
    return np.asarray(weights[..., : k.shape[2]] @ v)


@golden("ttir.scaled_dot_product_attention")
def scaled_dot_product_attention(
    query: Array,
    key: Array,
    value: Array,
    attention_mask: Array | None = None,
    attention_sink: Array | None = None,
    *,
    is_causal: bool = True,
    scale: float | None = None,
    sliding_window_size: int | None = None,
) -> Array:
    """Attention of all queries to all keys, or to those before."""
    return attention(
        query,
        key,
        value,
        attention_mask,
        causal=is_causal,
        scale=scale,
        window=sliding_window_size,
        sink=attention_sink,
    )


def _one_token(
    query: Array,
    keys: Sequence[Array],
    values: Sequence[Array],
    mask: Array | None,
    positions: Array | None,
    sink: Array | None,
    causal: bool,
    scale: float | None,
    window: int | None = None,
) -> Array:
    """Query (1, users, heads, width); keys and values (1, heads, positions, width) of each user."""
    result = np.zeros((*query.shape[:3], values[0].shape[-1]))
    for user in range(query.shape[1]):
        last = keys[user].shape[2] - 1
        if causal and positions is not None:
            last = int(positions.reshape(-1)[user])
        first = 0 if window is None else max(0, last + 1 - window)
        seen = slice(first, last + 1)
        # The mask is (users, 1, heads, positions): one row for each head's single query.
        row = None if causal or mask is None else np.moveaxis(mask[user : user + 1], 1, 2)[..., seen]
        q = query[:, user, :, None]
        out = attention(q, keys[user][:, :, seen], values[user][:, :, seen], row, scale=scale, sink=sink)
        result[0, user] = out[0, :, 0]
    return result


@golden("ttir.scaled_dot_product_attention_decode")
def scaled_dot_product_attention_decode(
    query: Array,
    key: Array,
    value: Array,
    attention_mask: Array | None,
    cur_pos_tensor: Array | None,
    attention_sink: Array | None = None,
    *,
    is_causal: bool = True,
    scale: float | None = None,
    sliding_window_size: int | None = None,
) -> Array:
    """Attention of one token of each user."""
    users = range(query.shape[1])
    keys, values = ([cache[user : user + 1] for user in users] for cache in (key, value))
    return _one_token(
        query, keys, values, attention_mask, cur_pos_tensor, attention_sink, is_causal, scale, sliding_window_size
    )


def gathered(cache: Array, blocks: Array) -> Array:
    """A user's blocks of a paged cache as one sequence, (1, heads, positions, width)."""
    return np.concatenate([cache[int(block)] for block in blocks], axis=1)[None]


@golden("ttir.paged_scaled_dot_product_attention_decode")
def paged_scaled_dot_product_attention_decode(
    query: Array,
    key: Array,
    value: Array,
    page_table: Array,
    output: Array | None = None,
    attention_mask: Array | None = None,
    cur_pos_tensor: Array | None = None,
    attention_sink: Array | None = None,
    *,
    is_causal: bool = True,
    scale: float | None = None,
    sliding_window_size: int | None = None,
) -> Array:
    """Attention of one token of each user over a paged cache."""
    keys, values = ([gathered(cache, blocks) for blocks in page_table] for cache in (key, value))
    return _one_token(
        query, keys, values, attention_mask, cur_pos_tensor, attention_sink, is_causal, scale, sliding_window_size
    )


@golden("ttir.chunked_scaled_dot_product_attention")
def chunked_scaled_dot_product_attention(
    query: Array,
    key: Array,
    value: Array,
    page_table: Array,
    chunk_start_idx: Array,
    output: Array | None = None,
    *,
    scale: float | None = None,
) -> Array:
    """Causal attention of a chunk of queries over a paged cache."""
    start = int(chunk_start_idx.reshape(-1)[0])
    rows = []
    for user in range(query.shape[0]):
        keys, values = (gathered(cache, page_table[user]) for cache in (key, value))
        rows.append(attention(query[user : user + 1], keys, values, causal=True, scale=scale, start=start))
    return np.concatenate(rows)


@golden("ttir.concatenate_heads")
def concatenate_heads(x: Array) -> Array:
    """(B, H, S, D) to (B, S, H D)."""
    batch, heads, positions, width = x.shape
    return x.transpose(0, 2, 1, 3).reshape(batch, positions, heads * width)


@golden("ttir.split_query_key_value_and_split_heads")
def split_query_key_value_and_split_heads(
    x: Array, kv: Array | None = None, *, num_heads: int, num_kv_heads: int | None = None, transpose_key: bool
) -> tuple[Array, Array, Array]:
    """(B, S, 3 H D) to query, key and value (B, H, S, D)."""
    fewer = num_kv_heads or num_heads
    fused = x if kv is None else np.concatenate([x, kv], axis=2)
    width = fused.shape[2] // (num_heads + 2 * fewer)
    parts = np.split(fused, [num_heads * width, (num_heads + fewer) * width], axis=2)
    q, k, v = (part.reshape(*x.shape[:2], -1, width).transpose(0, 2, 1, 3) for part in parts)
    return q, np.swapaxes(k, 2, 3) if transpose_key else k, v


@golden("ttnn.nlp_concat_heads")
def nlp_concat_heads(x: Array) -> Array:
    """(B, H, S, D) to (B, 1, S, H D)."""
    return concatenate_heads(x)[:, None]


@golden("ttnn.nlp_concat_heads_decode")
def nlp_concat_heads_decode(x: Array, *, num_heads: int) -> Array:
    """(1, B, padded heads, D) to (1, 1, B, heads D)."""
    return x[:, :, :num_heads].reshape(1, 1, x.shape[1], num_heads * x.shape[3])


@golden("ttnn.nlp_create_qkv_heads_decode")
def nlp_create_qkv_heads_decode(
    x: Array, batch_offset: Array | None = None, *, num_heads: int, num_kv_heads: int | None = None
) -> tuple[Array, Array, Array]:
    """(1, 1, B, (H + 2 KV) D) to query (1, B, H, D), key and value (1, B, KV, D)."""
    if batch_offset is not None:
        raise ValueError("an offset of the batch is the device's affair")
    fewer = num_kv_heads or num_heads
    width = x.shape[3] // (num_heads + 2 * fewer)
    parts = np.split(x[0], [num_heads * width, (num_heads + fewer) * width], axis=2)
    q, k, v = (part.reshape(1, x.shape[2], -1, width) for part in parts)
    return q, k, v


@golden("ttnn.rotary_embedding")
def rotary_embedding(x: Array, cos: Array, sin: Array, *, token_index: int | None = None) -> Array:
    """X cos + rotate_half(x) sin; the tables are read from position `token_index` on, or that one for all."""
    half = x.shape[-1] // 2
    turned = np.concatenate([-x[..., half:], x[..., :half]], axis=-1)
    if token_index is not None:
        return x * cos[:, :, token_index : token_index + 1] + turned * sin[:, :, token_index : token_index + 1]
    return x * cos[:, :, : x.shape[2]] + turned * sin[:, :, : x.shape[2]]


@golden("ttnn.rotary_embedding_llama")
def rotary_embedding_llama(
    x: Array, cos: Array, sin: Array, trans_mat: Array, *, is_decode_mode: bool = False
) -> Array:
    """X cos + (x trans_mat) sin, where the matrix is applied to each stretch of its size."""
    size = trans_mat.shape[-1]
    matrix = trans_mat.reshape(-1, size)[:size]
    turned = (x.reshape(*x.shape[:-1], -1, size) @ matrix).reshape(x.shape)
    return x * cos + turned * sin


@golden("ttir.fill_cache", writes=(0,))
def fill_cache(cache: Array, new: Array, *, batch_offset: int) -> Array:
    """The cache with (1, H, S, D) at positions 0 to S - 1 of one user."""
    result = cache.copy()
    result[batch_offset, :, : new.shape[2]] = new[0]
    return result


@golden("ttir.update_cache", writes=(0,))
def update_cache(cache: Array, new: Array, index: Array, *, batch_offset: int = 0) -> Array:
    """The cache with a token (1, H, users, D) of each user at its position, or at the one that is given."""
    result = cache.copy()
    positions = index.reshape(-1).astype(np.int64)
    for user in range(new.shape[2]):
        result[batch_offset + user, :, positions[user % len(positions)]] = new[0, :, user]
    return result


@golden("ttir.paged_fill_cache", writes=(0,))
def paged_fill_cache(cache: Array, new: Array, page_table: Array, batch: Array | None = None) -> Array:
    """The cache with (1, H, S, D) in the blocks of one user."""
    result, size = cache.copy(), cache.shape[2]
    user = 0 if batch is None else int(batch.reshape(-1)[0])
    for position in range(new.shape[2]):
        result[int(page_table[user][position // size]), :, position % size] = new[0, :, position]
    return result


@golden("ttir.paged_update_cache", writes=(0,))
def paged_update_cache(
    cache: Array, new: Array, index: Array, page_table: Array | None = None, *, share_cache: bool = False
) -> Array:
    """The cache with a token (1, users, H, D) of each user at its position in its blocks."""
    result, size = cache.copy(), cache.shape[2]
    for user, position in enumerate(index.reshape(-1).astype(np.int64).tolist()):
        if position < 0:
            continue  # no token of this user
        if page_table is None:
            result[0 if share_cache else user, :, position] = new[0, user]
        else:
            result[int(page_table[user][position // size]), :, position % size] = new[0, user]
    return result
