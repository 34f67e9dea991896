"""Environments after Gymnasium."""

from __future__ import annotations

import pytest
import zork_tt


def test_an_episode(walkthrough: list[str]) -> None:
    env = zork_tt.Env(seed=1)
    text, info = env.reset()
    assert "Glass, steel" in text
    assert info == {"score": 0, "moves": 0, "error": ""}
    total, over = 0.0, False
    for command in walkthrough:
        assert not over
        _, reward, over, cut_off, info = env.step(command)
        total += reward
        assert not cut_off
    assert over
    assert total == info["score"] == 50
    env.close()


def test_a_copy_goes_its_own_way() -> None:
    env = zork_tt.Env(seed=1)
    env.reset()
    state = env.get_state()
    copy = env.copy()
    copy.step("east")
    assert env.get_state() == state
    assert copy.get_state() != state
    copy.set_state(state)
    assert copy.step("look")[0] == env.step("look")[0]
    env.close()


def test_a_copy_outlives_the_environment() -> None:
    env = zork_tt.Env(seed=1)
    env.reset()
    copy = env.copy()
    env.close()
    assert repr(env) == "<zork_tt.Env of 'card_lab.z5', closed>"
    with pytest.raises(zork_tt.UsageError, match="the environment is closed"):
        env.step("look")
    assert "Glass, steel" in copy.step("look")[0]
    device = copy.session.game
    copy.close()
    with pytest.raises(zork_tt.UsageError, match="the device is closed"):
        device.run(1)
    envs = zork_tt.VectorEnv(count=2, seed=1)
    envs.reset()
    copies = envs.copy()
    envs.close()
    assert "Glass, steel" in copies.step(["look"] * 2)[0][1]
    copies.close()
    with pytest.raises(zork_tt.UsageError, match="the device is closed"):
        zork_tt.Env(device=closed_device())


def closed_device() -> zork_tt.Device:
    device = zork_tt.init_device(cores=1)
    device.close()
    return device


def test_a_hash_of_objects_is_for_searches(device: zork_tt.Device) -> None:
    with zork_tt.Session(device, seed=1) as session:
        session.command("look")
        begun, state = session.objects_hash(), session.state_hash()
        session.command("look")
        assert session.state_hash() != state
        assert session.objects_hash() == begun
        session.command("east")
        assert session.objects_hash() != begun


def test_a_session_knows_the_storys_words(device: zork_tt.Device) -> None:
    with zork_tt.Env(device=device) as env:
        words = env.session.dictionary()
        assert {"take", "badge", "north", "firmware"} <= set(words)
        assert len(words) == len(set(words))


def test_many_games_step_together(walkthrough: list[str]) -> None:
    envs = zork_tt.VectorEnv(count=5, seed=1)
    texts, _ = envs.reset()
    assert len(texts) == 5
    for command in walkthrough:
        texts, _, over, _, info = envs.step([command] * 5)
    assert over == [True] * 5
    assert info["score"] == [50] * 5
    texts, rewards, over, _, info = envs.step(["look"] * 5)
    assert all("Glass, steel" in text for text in texts)
    assert over == [False] * 5
    assert rewards == [0.0] * 5
    envs.close()


def test_a_seed_that_is_none_changes_nothing(device: zork_tt.Device) -> None:
    for env in (zork_tt.Env(seed=1, device=device), zork_tt.VectorEnv(count=2, seed=1, device=device)):
        before = env.reset()[0]
        with pytest.raises(TypeError, match="seed must be an int"):
            env.reset(seed="a")  # type: ignore[arg-type]
        assert env.reset()[0] == before
