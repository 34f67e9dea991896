"""Golden values of a mesh of devices, a shard for each; and torch's tensors for those who pass them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from .registry import Array


def as_array(value: Any) -> Array:
    """The elements of an array, of nested lists, of a torch tensor or of a runtime tensor.

    Raises TypeError for what holds no numbers.
    """
    if is_torch(value):
        tensor = value.detach().cpu().contiguous()
        if str(tensor.dtype) == "torch.bfloat16":
            import ml_dtypes
            import torch

            return np.asarray(tensor.view(torch.uint16).numpy()).view(ml_dtypes.bfloat16)
        return np.asarray(tensor.numpy())
    array = np.asarray(value)
    if array.dtype.kind in "OSUMmc":
        raise TypeError(f"a golden value is an array of numbers, not {type(value).__name__} of {array.dtype}")
    return array


def is_torch(value: Any) -> bool:
    """Whether a value is a torch tensor; torch is not imported for it."""
    torch = sys.modules.get("torch")
    return torch is not None and isinstance(value, torch.Tensor)


def as_torch(array: Array) -> Any:
    """A torch tensor with the array's elements. Raises ImportError where torch is not installed."""
    import torch

    own = np.array(array, order="C", copy=True)
    if own.dtype.name == "bfloat16":
        return torch.from_numpy(own.view(np.uint16)).view(torch.bfloat16)
    return torch.from_numpy(own)


class GoldenMapTensor(Mapping[int, Any]):
    """The golden value of a tensor on a mesh: an array for each device, by number. A host device is number 0.

    Shards are given back as arrays, or as torch tensors where torch tensors were given or `torch` is true. Raises
    ValueError where a device of the mesh has no shard, or shards differ in shape or dtype; TypeError for what holds no
    numbers.
    """

    def __init__(
        self, shard_map: Mapping[int, Any], mesh_shape: tuple[int, ...] = (1, 1), *, torch: bool | None = None
    ) -> None:
        count = int(np.prod(mesh_shape))
        if sorted(shard_map) != list(range(count)):
            raise ValueError(
                f"a mesh of {'x'.join(map(str, mesh_shape))} has a shard for each of {list(range(count))}, "
                f"not for {sorted(shard_map)}"
            )
        self._shards = {device: as_array(value) for device, value in shard_map.items()}
        self._torch = any(is_torch(value) for value in shard_map.values()) if torch is None else torch
        self._mesh_shape = tuple(mesh_shape)
        first = next(iter(self._shards.values()))
        if any(shard.shape != first.shape or shard.dtype != first.dtype for shard in self._shards.values()):
            raise ValueError("the shards of a tensor have one shape and one dtype")

    @property
    def shard_map(self) -> dict[int, Array]:
        """The arrays by device."""
        return dict(self._shards)

    @property
    def mesh_shape(self) -> tuple[int, ...]:
        """Rows and columns of devices."""
        return self._mesh_shape

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of each shard."""
        return tuple(self._shards[0].shape)

    @property
    def dtype(self) -> np.dtype[Any]:
        """The dtype of each shard."""
        return self._shards[0].dtype

    def numpy(self, device: int = 0) -> Array:
        """A device's shard as an array."""
        return self._shards[device]

    def golden_map_tensor_as_torch_tensors(self) -> dict[int, Any]:
        """The shards as torch tensors. Raises ImportError where torch is not installed."""
        return {device: as_torch(shard) for device, shard in self._shards.items()}

    def __getitem__(self, device: int) -> Any:
        shard = self._shards[device]
        return as_torch(shard) if self._torch else shard

    def __iter__(self) -> Iterator[int]:
        return iter(self._shards)

    def __len__(self) -> int:
        return len(self._shards)

    @property
    def uses_torch(self) -> bool:
        """Whether shards are given as torch tensors."""
        return self._torch

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        return np.array(self._shards[0], dtype=dtype, copy=copy)

    def __repr__(self) -> str:
        return (
            f"GoldenMapTensor({'x'.join(map(str, self.shape)) or 'scalar'} {self.dtype.name}, mesh {self.mesh_shape})"
        )
