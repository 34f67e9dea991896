"""Z-machine games on cores of the simulated card.

The field's six functions::

    device = zork_tt.init_device()
    zork_tt.load_game(device, "zork1.z3", seed=1)
    output = zork_tt.execute_batch(device, 1_000_000)
    zork_tt.send_input(device, "open mailbox")
    output = zork_tt.execute_batch(device, 1_000_000)
    state = zork_tt.get_state(device)
    zork_tt.set_state(device, state)
    zork_tt.close_device(device)

and games as objects: `Session`, many at once: `sessions`, and environments after Gymnasium: `Env`, `VectorEnv`.
"""

from __future__ import annotations

from ._zork_tt import GameError, StateError, StoryError, UsageError, WorldObject, ZorkError
from .device import (
    Device,
    close_device,
    elapse,
    execute_batch,
    get_state,
    init_device,
    load_game,
    send_input,
    set_state,
    wants_input,
)
from .environment import Env, VectorEnv
from .session import LimitError, Session, Sessions, StepError, default_story, sessions

__all__ = [
    "Device",
    "Env",
    "GameError",
    "LimitError",
    "Session",
    "Sessions",
    "StateError",
    "StepError",
    "StoryError",
    "UsageError",
    "VectorEnv",
    "WorldObject",
    "ZorkError",
    "close_device",
    "default_story",
    "elapse",
    "execute_batch",
    "get_state",
    "init_device",
    "load_game",
    "send_input",
    "sessions",
    "set_state",
    "wants_input",
]
