// The part of _ttmlir that writes down the module behind every pass.
#include "Tenon.h"

#include "ttmlir-c/PassLog.h"

#include <algorithm>
#include <memory>
#include <mutex>

#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

namespace nb = nanobind;
using namespace nb::literals;

namespace tenon {
namespace {

/// Constants with more elements are elided.
constexpr intptr_t kLongestPrintedConstant = 16;

std::string printed(MlirOperation operation) {
  MlirOpPrintingFlags flags = mlirOpPrintingFlagsCreate();
  mlirOpPrintingFlagsElideLargeElementsAttrs(flags, kLongestPrintedConstant);
  mlirOpPrintingFlagsElideLargeResourceString(flags, kLongestPrintedConstant);
  mlirOpPrintingFlagsEnableDebugInfo(flags, /*enable=*/true, /*prettyForm=*/false);
  std::string text;
  mlirOperationPrintWithFlags(
      operation, flags,
      [](MlirStringRef part, void *into) { static_cast<std::string *>(into)->append(part.data, part.length); }, &text);
  mlirOpPrintingFlagsDestroy(flags);
  return text;
}

/// What contexts and the Python object share: a context may outlive the object, and the other way round.
class Log {
public:
  explicit Log(std::vector<std::string> passes) : passes(std::move(passes)) {}

  void passRuns(std::string name, const std::string &argument, MlirOperation root, bool isDone) {
    auto isWanted = [&](const std::string &pass) { return pass == name || (!argument.empty() && pass == argument); };
    std::lock_guard guard(mutex);
    if (!isDone) {
      if (entries.empty())
        entries.emplace_back("PRE-PIPELINE", printed(root));
    } else if (passes.empty() || std::any_of(passes.begin(), passes.end(), isWanted)) {
      entries.emplace_back(std::move(name), printed(root));
    }
  }

  std::vector<std::pair<std::string, std::string>> copy() {
    std::lock_guard guard(mutex);
    return entries;
  }

private:
  std::mutex mutex;
  std::vector<std::string> passes; ///< those to write down; empty means all
  std::vector<std::pair<std::string, std::string>> entries;
};

class ModuleLogger {
public:
  void attach(MlirContext context, std::vector<std::string> passes) {
    log = std::make_shared<Log>(std::move(passes));
    // A pass on one function may run while another is changed, which must not be printed then.
    mlirContextEnableMultithreading(context, false);
    auto tell = [](MlirStringRef name, MlirStringRef argument, MlirOperation root, bool isDone, void *data) {
      (*static_cast<std::shared_ptr<Log> *>(data))
          ->passRuns({name.data, name.length}, {argument.data, argument.length}, root, isDone);
    };
    ttmlirContextSetPassCallback(context, tell, new std::shared_ptr<Log>(log),
                                 [](void *data) { delete static_cast<std::shared_ptr<Log> *>(data); });
  }

  std::vector<std::pair<std::string, std::string>> entries() {
    return log ? log->copy() : std::vector<std::pair<std::string, std::string>>();
  }

private:
  std::shared_ptr<Log> log;
};

} // namespace

void bindModuleLogger(nb::module_ &m) {
  nb::class_<ModuleLogger>(m, "MLIRModuleLogger", "Writes down the module behind every pass of a context.")
      .def(nb::init<>())
      .def("attach_context", &ModuleLogger::attach, "ctx"_a, "passnames_to_cache"_a = nb::list(),
           nb::sig("def attach_context(self, ctx: ttmlir.ir.Context, "
                   "passnames_to_cache: collections.abc.Sequence[str] = ...) -> None"),
           "From now on writes down what the passes of this context do, instead of any other logger, and of those "
           "that are named alone, if any are (by class or by argument). Turns the context's multithreading off.")
      .def_prop_ro("module_log", &ModuleLogger::entries,
                   "Pairs of a pass's name and the module behind it, large constants elided; the first, "
                   "\"PRE-PIPELINE\", is the module before the first pass. An empty list before anything ran.");
}

} // namespace tenon
