// What goes wrong with stories, games and saved states, as types a caller can tell apart.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

namespace tt::zork {

/// Base of all errors of games.
class ZorkError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// A file is no story that can be played: not a story at all, of a version not there, truncated, damaged.
class StoryError : public ZorkError {
public:
  using ZorkError::ZorkError;
};

/// A saved state or save file is damaged, or of another story; the game keeps the state it had.
class StateError : public ZorkError {
public:
  using ZorkError::ZorkError;
};

/// The story did something impossible; it cannot go on, but takes another state.
class GameError : public ZorkError {
public:
  GameError(const std::string &message, uint32_t address) : ZorkError(message), address(address) {}
  uint32_t address; // of the Z-instruction
};

/// A use of a session that is impossible now: input that was not asked for, a closed card.
class UsageError : public ZorkError {
public:
  using ZorkError::ZorkError;
};

} // namespace tt::zork
