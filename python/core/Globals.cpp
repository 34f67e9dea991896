// PyGlobals: what the extension knows about dialects' Python classes, builders, casters and user files.
#include "CoreBindings.h"

#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringSet.h"

namespace nb = nanobind;

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

PyGlobals *PyGlobals::instance = nullptr;

PyGlobals::PyGlobals() {
  instance = this;
  dialectSearchPrefixes.push_back(MAKE_MLIR_PYTHON_QUALNAME("dialects"));
}

PyGlobals::~PyGlobals() { instance = nullptr; }

PyGlobals &PyGlobals::get() {
  if (!instance)
    throw std::runtime_error("the MLIR bindings are not initialized, or the "
                             "interpreter is shutting down");
  return *instance;
}

namespace {
/// What was looked for in vain. An import that fails takes 30 to 60 us, and a downcast asks for one each time.
struct FailedLookups {
  nb::ft_mutex mutex;
  llvm::StringSet<> dialects;
  llvm::DenseSet<const void *> types, values; // type ids without a caster
};
FailedLookups &failedLookups() {
  static auto *lookups = new FailedLookups;
  return *lookups;
}
} // namespace

void forgetFailedLookups() {
  FailedLookups &failed = failedLookups();
  nb::ft_lock_guard lock(failed.mutex);
  failed.dialects.clear();
  failed.types.clear();
  failed.values.clear();
}

bool PyGlobals::loadDialectModule(llvm::StringRef dialectNamespace) {
  FailedLookups &failed = failedLookups();
  {
    nb::ft_lock_guard lock(failed.mutex);
    if (failed.dialects.contains(dialectNamespace))
      return false;
  }
  {
    nb::ft_lock_guard lock(mutex);
    // Remembered before the import, so that look-ups during it do not recurse.
    if (!loadedDialectModules.insert(dialectNamespace).second)
      return true;
  }
  for (const std::string &prefix : getDialectSearchPrefixes()) {
    std::string name = prefix + "." + dialectNamespace.str();
    try {
      nb::module_::import_(name.c_str());
      return true;
    } catch (nb::python_error &error) {
      if (!error.matches(PyExc_ModuleNotFoundError) ||
          !nb::str(name.c_str()).equal(nb::getattr(error.value(), "name", nb::none()))) {
        nb::ft_lock_guard lock(mutex);
        loadedDialectModules.erase(dialectNamespace);
        throw;
      }
    }
  }
  {
    nb::ft_lock_guard lock(mutex);
    loadedDialectModules.erase(dialectNamespace);
  }
  nb::ft_lock_guard lock(failed.mutex);
  failed.dialects.insert(dialectNamespace);
  return false;
}

namespace {
/// Puts `value` under `key`; a second one needs `replace`.
template <typename Map, typename Key, typename Value>
void enter(Map &map, const Key &key, Value value, bool replace, const std::string &what) {
  auto [position, added] = map.try_emplace(key, value);
  if (added)
    return;
  if (!replace)
    throw std::runtime_error(what + " is already registered; pass replace=True to replace it");
  position->second = std::move(value);
}

template <typename Map, typename Key>
auto look(Map &map, const Key &key) -> std::optional<std::decay_t<decltype(map.begin()->second)>> {
  auto position = map.find(key);
  if (position == map.end() || !position->second.is_valid())
    return std::nullopt;
  return position->second;
}

bool contains(const llvm::DenseSet<const void *> &ids, MlirTypeID id) {
  nb::ft_lock_guard lock(failedLookups().mutex);
  return ids.contains(id.ptr);
}

/// Loads a dialect's module from inside a downcast, which must not raise.
void loadQuietly(PyGlobals &globals, MlirDialect dialect) {
  if (mlirDialectIsNull(dialect))
    return;
  try {
    MlirStringRef name = mlirDialectGetNamespace(dialect);
    globals.loadDialectModule({name.data, name.length});
  } catch (nb::python_error &error) {
    error.discard_as_unraisable("loading the Python module of a dialect");
  }
}
} // namespace

void PyGlobals::registerAttributeBuilder(const std::string &attributeKind, nb::callable pyFunc, bool replace) {
  nb::ft_lock_guard lock(mutex);
  enter(attributeBuilderMap, attributeKind, std::move(pyFunc), replace,
        "an attribute builder for '" + attributeKind + "'");
}

void PyGlobals::registerTypeCaster(MlirTypeID mlirTypeID, nb::callable typeCaster, bool replace) {
  {
    nb::ft_lock_guard lock(failedLookups().mutex);
    failedLookups().types.erase(mlirTypeID.ptr);
  }
  nb::ft_lock_guard lock(mutex);
  enter(typeCasterMap, mlirTypeID, std::move(typeCaster), replace, "a caster for this type");
}

void PyGlobals::registerValueCaster(MlirTypeID mlirTypeID, nb::callable valueCaster, bool replace) {
  {
    nb::ft_lock_guard lock(failedLookups().mutex);
    failedLookups().values.erase(mlirTypeID.ptr);
  }
  nb::ft_lock_guard lock(mutex);
  enter(valueCasterMap, mlirTypeID, std::move(valueCaster), replace, "a caster for values of this type");
}

void PyGlobals::registerDialectImpl(const std::string &dialectNamespace, nb::object pyClass) {
  nb::ft_lock_guard lock(mutex);
  enter(dialectClassMap, dialectNamespace, std::move(pyClass), false, "a class for dialect '" + dialectNamespace + "'");
}

void PyGlobals::registerOperationImpl(const std::string &operationName, nb::object pyClass, bool replace) {
  nb::ft_lock_guard lock(mutex);
  enter(operationClassMap, operationName, std::move(pyClass), replace, "a class for operation '" + operationName + "'");
}

std::optional<nb::callable> PyGlobals::lookupAttributeBuilder(const std::string &attributeKind) {
  nb::ft_lock_guard lock(mutex);
  return look(attributeBuilderMap, attributeKind);
}

std::optional<nb::callable> PyGlobals::lookupTypeCaster(MlirTypeID mlirTypeID, MlirDialect dialect) {
  {
    nb::ft_lock_guard lock(mutex);
    if (auto found = look(typeCasterMap, mlirTypeID))
      return found;
  }
  FailedLookups &failed = failedLookups();
  if (contains(failed.types, mlirTypeID))
    return std::nullopt;
  loadQuietly(*this, dialect);
  {
    nb::ft_lock_guard lock(mutex);
    if (auto found = look(typeCasterMap, mlirTypeID))
      return found;
  }
  nb::ft_lock_guard lock(failed.mutex);
  failed.types.insert(mlirTypeID.ptr);
  return std::nullopt;
}

std::optional<nb::callable> PyGlobals::lookupValueCaster(MlirTypeID mlirTypeID, MlirDialect dialect) {
  FailedLookups &failed = failedLookups();
  // First: few types have a caster for their values.
  if (contains(failed.values, mlirTypeID))
    return std::nullopt;
  {
    nb::ft_lock_guard lock(mutex);
    if (auto found = look(valueCasterMap, mlirTypeID))
      return found;
  }
  loadQuietly(*this, dialect);
  {
    nb::ft_lock_guard lock(mutex);
    if (auto found = look(valueCasterMap, mlirTypeID))
      return found;
  }
  nb::ft_lock_guard lock(failed.mutex);
  failed.values.insert(mlirTypeID.ptr);
  return std::nullopt;
}

std::optional<nb::object> PyGlobals::lookupDialectClass(const std::string &dialectNamespace) {
  loadDialectModule(dialectNamespace);
  nb::ft_lock_guard lock(mutex);
  return look(dialectClassMap, dialectNamespace);
}

std::optional<nb::object> PyGlobals::lookupOperationClass(llvm::StringRef operationName) {
  {
    nb::ft_lock_guard lock(mutex);
    if (auto found = look(operationClassMap, operationName))
      return found;
  }
  loadDialectModule(operationName.split('.').first);
  nb::ft_lock_guard lock(mutex);
  return look(operationClassMap, operationName);
}

bool PyGlobals::TracebackLoc::locTracebacksEnabled() {
  nb::ft_lock_guard lock(mutex);
  return locTracebackEnabled_;
}

void PyGlobals::TracebackLoc::setLocTracebacksEnabled(bool value) {
  nb::ft_lock_guard lock(mutex);
  locTracebackEnabled_ = value;
}

size_t PyGlobals::TracebackLoc::locTracebackFramesLimit() {
  nb::ft_lock_guard lock(mutex);
  return locTracebackFramesLimit_;
}

void PyGlobals::TracebackLoc::setLocTracebackFramesLimit(size_t value) {
  nb::ft_lock_guard lock(mutex);
  locTracebackFramesLimit_ = std::min(value, kMaxFrames);
}

void PyGlobals::TracebackLoc::registerTracebackFileInclusion(const std::string &file) {
  nb::ft_lock_guard lock(mutex);
  userTracebackIncludeFiles.insert(file);
  isUserTracebackFilenameCache.clear();
}

void PyGlobals::TracebackLoc::registerTracebackFileExclusion(const std::string &file) {
  nb::ft_lock_guard lock(mutex);
  userTracebackExcludeFiles.insert(file);
  isUserTracebackFilenameCache.clear();
}

bool PyGlobals::TracebackLoc::isUserTracebackFilename(llvm::StringRef file) {
  nb::ft_lock_guard lock(mutex);
  auto [position, added] = isUserTracebackFilenameCache.try_emplace(file, true);
  if (added) {
    // Both lists hold prefixes of paths: a file or a folder. An inclusion wins.
    auto startsWith = [&](const std::string &prefix) { return file.starts_with(prefix); };
    position->second =
        llvm::any_of(userTracebackIncludeFiles, startsWith) || !llvm::any_of(userTracebackExcludeFiles, startsWith);
  }
  return position->second;
}

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir
