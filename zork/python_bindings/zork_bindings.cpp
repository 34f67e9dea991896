// The extension zork_tt._zork_tt: cards that run the Z-machine, and games on them.
#include <cstdlib>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <nanobind/nanobind.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/unique_ptr.h>
#include <nanobind/stl/vector.h>

#include "host/grammar.h"
#include "host/session.h"
#include "host/world.h"
#include "tt/device/error.h"

namespace nb = nanobind;
using namespace nb::literals;
using namespace tt::zork;

namespace {

nb::bytes toBytes(std::span<const uint8_t> bytes) { return nb::bytes(bytes.data(), bytes.size()); }
std::span<const uint8_t> fromBytes(const nb::bytes &bytes) {
  return std::span(static_cast<const uint8_t *>(bytes.data()), bytes.size());
}

/// Does work that may wait for the card, which another thread may have while it asks Python where to save.
template <typename Work>
auto withoutPython(const Work &work) {
  nb::gil_scoped_release release;
  return work();
}
using WithoutPython = nb::call_guard<nb::gil_scoped_release>;

/// Runs a game, and looks for signals now and then, so that Ctrl-C ends a story that does not ask for input: the game
/// stands where it was stopped, and can go on.
uint64_t run(Session &game, uint64_t limit) {
  constexpr uint64_t piece = 1'000'000; // Z-instructions: some hundredths of a second
  uint64_t done = 0;
  while (done < limit) {
    const uint64_t asked = std::min(limit - done, piece);
    const uint64_t executed = withoutPython([&] { return game.run(asked); });
    done += executed;
    if (PyErr_CheckSignals() != 0)
      throw nb::python_error();
    if (executed < asked)
      break;
  }
  return done;
}

/// A function of Python's that games keep. Forks copy it without the GIL; it is let go with it.
class Kept {
public:
  explicit Kept(nb::callable function)
      : function(new nb::callable(std::move(function)), [](nb::callable *each) {
          const nb::gil_scoped_acquire gil;
          delete each;
        }) {}
  template <typename... Arguments>
  nb::object operator()(const Arguments &...arguments) const {
    return (*function)(arguments...);
  }

private:
  std::shared_ptr<nb::callable> function;
};

/// What the functions for saves return; TypeError where it is something else.
bool isSaved(const char *name, const nb::object &result) {
  if (const int truth = PyObject_IsTrue(result.ptr()); truth >= 0)
    return truth != 0;
  PyErr_Clear();
  throw nb::type_error((std::string(name) + "() must return whether it worked, a bool").c_str());
}
std::optional<std::vector<uint8_t>> savedBytes(const char *name, const nb::object &result) {
  if (result.is_none())
    return std::nullopt;
  if (!nb::isinstance<nb::bytes>(result))
    throw nb::type_error((std::string(name) + "() must return bytes or None, got " +
                          nb::cast<std::string>(nb::str(result.type().attr("__name__"))))
                             .c_str());
  const auto bytes = fromBytes(nb::borrow<nb::bytes>(result));
  return std::vector<uint8_t>(bytes.begin(), bytes.end());
}

/// A world and the memory that it reads.
struct Look {
  explicit Look(const Session &session) : memory(session.memory()), world(memory) {}
  std::vector<uint8_t> memory;
  World world;
};

std::optional<WorldObject> copyOf(const WorldObject *object) { return object ? std::optional(*object) : std::nullopt; }

std::vector<WorldObject> inventory(const Session &session) {
  const Look look(session);
  std::vector<WorldObject> held;
  if (const WorldObject *player = look.world.player())
    for (const WorldObject *object : look.world.contents(player->number))
      held.push_back(*object);
  return held;
}

void bindErrors(nb::module_ &m) {
  auto base = nb::exception<ZorkError>(m, "ZorkError", PyExc_RuntimeError);
  nb::exception<StoryError>(m, "StoryError", base);
  nb::exception<StateError>(m, "StateError", base);
  // What the game printed before, where a session tells it.
  nb::exception<GameError>(m, "GameError", base).attr("text") = "";
  nb::exception<UsageError>(m, "UsageError", base);
  nb::register_exception_translator([](const std::exception_ptr &thrown, void *) {
    try {
      std::rethrow_exception(thrown);
    } catch (const tt::device::FileError &error) {
      PyErr_SetObject(PyExc_OSError, nb::make_tuple(error.errorNumber, error.what(), error.path).ptr());
    } catch (const tt::device::ValueError &error) {
      PyErr_SetString(PyExc_ValueError, error.what());
    }
  });
}

void bindWorld(nb::module_ &m) {
  nb::class_<WorldObject>(m, "WorldObject", "An object of the story's world.")
      .def_ro("number", &WorldObject::number, "Its number, from 1.")
      .def_ro("parent", &WorldObject::parent, "What it is in, 0: nothing.")
      .def_ro("sibling", &WorldObject::sibling)
      .def_ro("child", &WorldObject::child, "The first object in it, 0: none.")
      .def_ro("name", &WorldObject::name)
      .def_ro("attributes", &WorldObject::attributes, "The numbers of attributes that are set, ascending.")
      .def_ro("properties", &WorldObject::properties, "The numbers of its properties, descending.")
      .def(
          "__eq__",
          [](const WorldObject &self, const WorldObject &other) {
            return self.number == other.number && self.name == other.name && self.parent == other.parent &&
                   self.sibling == other.sibling && self.child == other.child && self.attributes == other.attributes;
          },
          nb::is_operator(), nb::sig("def __eq__(self, other: object, /) -> bool"))
      .def("__hash__", [](const WorldObject &self) { return self.number; })
      .def("__repr__",
           [](const WorldObject &self) { return "<object " + std::to_string(self.number) + " '" + self.name + "'>"; });
}

void bindGame(nb::module_ &m) {
  nb::class_<Session>(m, "Game", "A game on a card.")
      .def("run", run, "limit"_a,
           "Execute `limit` Z-instructions, or fewer where input is needed or the game is over; how many.")
      .def("send_line", &Session::sendLine, "line"_a)
      .def("send_character", &Session::sendCharacter, "character"_a)
      .def("elapse", &Session::elapse, "tenths"_a,
           "Let so much time go by before the next input; the next run counts it, and calls the routine of a timed "
           "input "
           "as often as that makes it.")
      .def("take_text", &Session::takeText)
      .def("show", &Session::show,
           "Show what was printed so far, though the game does not wait for input; `take_text` then returns it.")
      .def(
          "state",
          [](const Session &self, bool undo) { return toBytes(withoutPython([&] { return self.state(undo); })); },
          "undo"_a = false)
      .def(
          "set_state",
          [](Session &self, const nb::bytes &state) {
            const auto bytes = fromBytes(state);
            withoutPython([&] { self.setState(bytes); });
          },
          "state"_a)
      .def("state_hash", &Session::stateHash, WithoutPython())
      .def("objects_hash", &Session::objectsHash, WithoutPython())
      .def("fork", &Session::fork, WithoutPython())
      .def("save", [](Session &self) { return toBytes(withoutPython([&] { return self.save(); })); })
      .def(
          "restore",
          [](Session &self, const nb::bytes &file) {
            const auto bytes = fromBytes(file);
            withoutPython([&] { self.restore(bytes); });
          },
          "file"_a)
      .def("memory", [](const Session &self) { return toBytes(withoutPython([&] { return self.memory(); })); })
      .def(
          "objects", [](const Session &self) { return Look(self).world.objects(); }, WithoutPython())
      .def(
          "location", [](const Session &self) { return copyOf(Look(self).world.location()); }, WithoutPython())
      .def(
          "player", [](const Session &self) { return copyOf(Look(self).world.player()); }, WithoutPython())
      .def("inventory", &inventory, WithoutPython())
      .def(
          "score", [](const Session &self) { return Look(self).world.score(); }, WithoutPython())
      .def(
          "dictionary",
          [](const Session &self) {
            const Look look(self);
            return Grammar(look.memory, look.world).dictionary();
          },
          WithoutPython())
      .def("valid_commands", &Session::validCommands, "every"_a = false, "only_whole"_a = false, WithoutPython())
      .def(
          "keep_saves",
          [](Session &self, std::optional<nb::callable> save, std::optional<nb::callable> restore) {
            self.onSave = nullptr;
            self.onRestore = nullptr;
            if (save)
              self.onSave = [save = Kept(*save)](std::span<const uint8_t> file) {
                const nb::gil_scoped_acquire gil;
                return isSaved("save", save(toBytes(file)));
              };
            if (restore)
              self.onRestore = [restore = Kept(*restore)] {
                const nb::gil_scoped_acquire gil;
                return savedBytes("restore", restore());
              };
          },
          "save"_a.none(), "restore"_a.none(),
          nb::sig("def keep_saves(self, save: collections.abc.Callable[[bytes], bool] | None, restore: "
                  "collections.abc.Callable[[], "
                  "bytes | None] | "
                  "None) -> None"),
          "What happens when the story saves and restores by itself: `save(bytes)` says whether it worked, `restore()` "
          "gives the bytes or None. None: the game keeps its last save.")
      .def(
          "keep_tables",
          [](Session &self, std::optional<nb::callable> save, std::optional<nb::callable> restore) {
            self.onSaveTable = nullptr;
            self.onRestoreTable = nullptr;
            if (save)
              self.onSaveTable = [save = Kept(*save)](const std::string &name, std::span<const uint8_t> table) {
                const nb::gil_scoped_acquire gil;
                return isSaved("save", save(name, toBytes(table)));
              };
            if (restore)
              self.onRestoreTable = [restore = Kept(*restore)](const std::string &name) {
                const nb::gil_scoped_acquire gil;
                return savedBytes("restore", restore(name));
              };
          },
          "save"_a.none(), "restore"_a.none(),
          nb::sig("def keep_tables(self, save: collections.abc.Callable[[str, bytes], bool] | None, restore: "
                  "collections.abc.Callable[[str], bytes | None] | None) -> None"),
          "What happens when the story saves and restores a table of its own under a name, which is safe as a file's. "
          "None: the game keeps its tables.")
      .def_prop_ro("time_left", &Session::timeLeft,
                   "Tenths of a second until a timed input calls its routine; 0: the input is not timed.")
      .def_prop_ro("inputs_read", &Session::inputsRead,
                   "Lines and keys whose reading ended, by what was sent or because an interrupt routine said so.")
      .def_prop_ro("wants_input", &Session::wantsInput)
      .def_prop_ro("wants_character", [](const Session &self) { return self.status() == Status::WantsCharacter; })
      .def_prop_ro("is_over",
                   [](const Session &self) { return self.status() == Status::Quit || self.status() == Status::Error; })
      .def_prop_ro("error", &Session::error, "What the story did that is impossible; empty: nothing.")
      .def_prop_ro("instructions", &Session::instructions)
      .def_prop_ro("version", [](const Session &self) { return self.story().version(); })
      .def_prop_ro("name", [](const Session &self) { return self.story().name(); });
}

void bindCard(nb::module_ &m) {
  nb::class_<Story>(m, "Story", "A story file, checked.")
      .def_static(
          "open", [](const std::string &path) { return std::const_pointer_cast<Story>(Story::open(path)); }, "path"_a)
      .def_static(
          "from_bytes",
          [](const nb::bytes &bytes, const std::string &name) {
            return std::const_pointer_cast<Story>(Story::fromBytes(fromBytes(bytes), name));
          },
          "bytes"_a, "name"_a = "story")
      .def_prop_ro("version", &Story::version)
      .def_prop_ro("release", &Story::release)
      .def_prop_ro("serial", &Story::serial)
      .def_prop_ro("checksum", &Story::checksum)
      .def_prop_ro("name", &Story::name);
  nb::class_<Card>(m, "Card", "A chip whose cores run the Z-machine.")
      .def_static(
          "open",
          [](const std::string &architecture, uint32_t cores, uint32_t threads, bool native) {
            return Card::open({architecture, cores, threads, native});
          },
          "architecture"_a = "wormhole_b0", "cores"_a = 0, "threads"_a = 0, "native"_a = true,
          nb::call_guard<nb::gil_scoped_release>())
      .def("close", &Card::close, nb::call_guard<nb::gil_scoped_release>())
      .def_prop_ro("is_open", &Card::isOpen)
      .def_prop_ro("cores", &Card::cores)
      .def(
          "play",
          [](std::shared_ptr<Card> self, std::shared_ptr<Story> story, std::optional<uint32_t> seed) {
            return withoutPython(
                [&] { return std::make_unique<Session>(std::move(self), std::move(story), SessionOptions{seed}); });
          },
          "story"_a, "seed"_a.none() = nb::none())
      .def(
          "step",
          [](Card &self, const std::vector<Session *> &games, const std::vector<std::string> &commands,
             uint64_t limit) {
            std::vector<size_t> failed = withoutPython([&] {
              return self.step(games, commands, limit, [] {
                const nb::gil_scoped_acquire gil;
                if (PyErr_CheckSignals() != 0)
                  throw nb::python_error();
              });
            });
            std::vector<std::string> texts;
            texts.reserve(games.size());
            for (Session *game : games)
              texts.push_back(game->takeText());
            return std::pair(std::move(texts), std::move(failed));
          },
          "games"_a, "commands"_a, "limit"_a,
          "Give each game its command; the texts, and the numbers of the games whose story failed.");
}

} // namespace

NB_MODULE(_zork_tt, m) {
  // Games that C++ still holds at exit are no concern of users; the project's tests ask to be told.
  const char *warnings = std::getenv("TENON_LEAK_WARNINGS");
  nb::set_leak_warnings(warnings && *warnings);
  m.doc() = "Z-machine games on the simulated card: what zork_tt is made of.";
  bindErrors(m);
  bindWorld(m);
  bindGame(m);
  bindCard(m);
}
