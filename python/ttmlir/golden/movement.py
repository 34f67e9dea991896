"""Golden functions of ops that move elements."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from .registry import Array, ResultType, golden


@golden("ttir.reshape")
def reshape(x: Array, *, shape: Sequence[int]) -> Array:
    """The same elements in another shape."""
    return x.reshape(tuple(shape))


@golden("ttir.permute")
def permute(x: Array, *, permutation: Sequence[int]) -> Array:
    """Dimension i of the result is dimension permutation[i] of the input."""
    return x.transpose(tuple(permutation))


@golden("ttir.transpose")
def transpose(x: Array, *, dim0: int, dim1: int) -> Array:
    """Two dimensions change places."""
    return x.swapaxes(dim0, dim1)


@golden("ttir.squeeze")
def squeeze(x: Array, *, dim: int) -> Array:
    """Without a dimension of one element."""
    return np.squeeze(x, dim)


@golden("ttir.unsqueeze")
def unsqueeze(x: Array, *, dim: int) -> Array:
    """With a dimension of one element more."""
    return np.expand_dims(x, dim)


@golden("ttir.broadcast")
def broadcast(x: Array, *, results: Sequence[ResultType]) -> Array:
    """Dimensions of one element repeated to the result's size."""
    return np.broadcast_to(x, results[0].shape)


@golden("ttir.repeat")
def repeat(x: Array, *, repeat_dimensions: Sequence[int]) -> Array:
    """The whole tensor several times along each dimension."""
    return np.tile(x, tuple(repeat_dimensions))


@golden("ttir.repeat_interleave")
def repeat_interleave(x: Array, *, repeats: int, dim: int) -> Array:
    """Each element several times along one dimension."""
    return x.repeat(repeats, axis=dim)


@golden("ttir.concat")
def concat(inputs: Sequence[Array], *, dim: int) -> Array:
    """Tensors one after the other."""
    return np.concatenate(inputs, axis=dim)


@golden("ttir.reverse")
def reverse(x: Array, *, dimensions: Sequence[int]) -> Array:
    """Dimensions back to front."""
    return np.flip(x, tuple(dimensions))


@golden("ttir.slice_static")
def slice_static(x: Array, *, begins: Sequence[int], ends: Sequence[int], step: Sequence[int]) -> Array:
    """x[begin:end:step] in each dimension."""
    return x[tuple(slice(b, e, s) for b, e, s in zip(begins, ends, step, strict=True))]


@golden("ttir.slice_dynamic")
def slice_dynamic(x: Array, begins: Array, ends: Array, *, step: Sequence[int] | None = None) -> Array:
    """As slice_static, with begins and ends that are computed."""
    steps = step or [1] * x.ndim
    first, last = (np.asarray(bounds).astype(np.int64).reshape(-1).tolist() for bounds in (begins, ends))
    return slice_static(x, begins=first, ends=last, step=steps)


@golden("ttir.index")
def index(x: Array, *, dim: int, begin: int, end: int, step: int) -> Array:
    """x[begin:end:step] in one dimension."""
    return np.take(x, range(x.shape[dim])[begin:end:step], axis=dim)


@golden("ttir.index_select")
def index_select(x: Array, *, dim: int, begin: int, length: int, stride: int = 0) -> Array:
    """Runs of `length` elements of one dimension, one every `stride`; one run where that is 0."""
    size = x.shape[dim]
    starts = range(begin, size, stride) if stride else [begin]
    return np.take(x, [start + i for start in starts for i in range(length) if start + length <= size], axis=dim)


@golden("ttir.pad")
def pad(x: Array, *, padding: Sequence[int], value: float) -> Array:
    """padding[2 i] elements before and padding[2 i + 1] behind dimension i."""
    return np.pad(
        x, list(zip(padding[::2], padding[1::2], strict=True)), constant_values=np.asarray(value).astype(x.dtype)
    )


@golden("ttir.rearrange")
def rearrange(x: Array, *, pattern: str) -> Array:
    """The einops pattern, such as "b h w c -> b (h w) c", of groups on the right side alone."""
    before, _, after = pattern.partition("->")
    names = before.split()
    sizes = dict(zip(names, x.shape, strict=True))
    groups = [item.strip("()").split() for item in re.findall(r"\([^)]*\)|\S+", after)]
    order = [names.index(name) for group in groups for name in group]
    return x.transpose(order).reshape([int(np.prod([sizes[name] for name in group], dtype=int)) for group in groups])


def _within(indices: Array, size: int, what: str) -> Array:
    wide = indices.astype(np.int64)
    if wide.size and not (wide.min() >= 0 and wide.max() < size):
        raise IndexError(f"{what} has an index out of range: {wide.min()} to {wide.max()}, there are {size}")
    return wide


@golden("ttir.gather")
def gather(x: Array, indices: Array, *, dim: int) -> Array:
    """result[i][j] = x[indices[i][j]][j], for dim = 0."""
    axis = dim % x.ndim
    part = x[tuple(slice(None) if d == axis else slice(0, size) for d, size in enumerate(indices.shape))]
    return np.take_along_axis(part, _within(indices, x.shape[axis], "gather"), axis=axis)


@golden("ttir.scatter")
def scatter(x: Array, indices: Array, source: Array, *, dim: int, scatter_reduce_type: str = "invalid") -> Array:
    """result[indices[i][j]][j] becomes source[i][j], for dim = 0, or takes it in by a reduction."""
    axis = dim % x.ndim
    result = x.copy()
    where: list[Array] = list(np.indices(indices.shape))
    where[axis] = _within(indices, x.shape[axis], "scatter")
    values = source[tuple(slice(0, size) for size in indices.shape)]
    reductions = {"sum": np.add, "prod": np.multiply, "max": np.maximum, "min": np.minimum}
    if scatter_reduce_type in reductions:
        reductions[scatter_reduce_type].at(result, tuple(where), values)
    elif scatter_reduce_type == "invalid":
        result[tuple(where)] = values
    else:
        raise ValueError(f"scatter has no reduction '{scatter_reduce_type}'")
    return result


@golden("ttir.embedding")
def embedding(indices: Array, table: Array) -> Array:
    """Rows of the table, whose leading dimensions are of one element."""
    rows = table.reshape(table.shape[-2:])
    return rows[_within(indices, len(rows), "embedding")]


@golden("ttir.embedding_backward")
def embedding_backward(indices: Array, table: Array, gradient: Array) -> Array:
    """The sum of the gradients of each row."""
    rows = np.zeros(table.shape[-2:])
    width = table.shape[-1]
    np.add.at(rows, _within(indices, len(rows), "embedding").reshape(-1), gradient.reshape(-1, width))
    return rows.reshape(table.shape)


@golden("ttir.bitcast_convert", exact=False)
def bitcast_convert(x: Array, *, results: Sequence[ResultType]) -> Array:
    """The bits as another element type."""
    return np.ascontiguousarray(x).view(results[0].dtype)
