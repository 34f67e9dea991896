// Locations of every kind, given or taken from the Python stack.
#include "../CoreBindings.h"

#include <frameobject.h>

namespace nb = nanobind;
using namespace nb::literals;

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

nb::object PyLocation::contextEnter(nb::object location) {
  return PyThreadContextEntry::pushLocation(std::move(location));
}

void PyLocation::contextExit(const nb::object &, const nb::object &, const nb::object &) {
  PyThreadContextEntry::popLocation(*this);
}

nb::object PyLocation::getCapsule() { return nb::steal<nb::object>(mlirPythonLocationToCapsule(*this)); }

PyLocation PyLocation::createFromCapsule(nb::object capsule) {
  MlirLocation location = mlirPythonCapsuleToLocation(capsule.ptr());
  if (mlirLocationIsNull(location))
    throw nb::python_error();
  return PyLocation(PyMlirContext::forContext(mlirLocationGetContext(location)), location);
}

namespace {
/// Where `frame` is: file, line and column, as a range where Python knows it. Columns count from 0, as in Python.
MlirLocation placeOf(MlirContext context, PyFrameObject *frame, PyCodeObject *code, const std::string &file) {
#if PY_VERSION_HEX >= 0x030b0000 && !defined(Py_LIMITED_API)
  int startLine = 0, startColumn = 0, endLine = 0, endColumn = 0;
  if (PyCode_Addr2Location(code, PyFrame_GetLasti(frame), &startLine, &startColumn, &endLine, &endColumn) &&
      startLine > 0 && startColumn >= 0 && endLine >= startLine && endColumn >= 0)
    return mlirLocationFileLineColRangeGet(context, toRef(file), startLine, startColumn, endLine, endColumn);
#endif
  return mlirLocationFileLineColGet(context, toRef(file), PyFrame_GetLineNumber(frame), 0);
}

/// The callers' frames that belong to the user, innermost first, as locations `function(file:line:column)`.
std::vector<MlirLocation> userFrames(MlirContext context) {
  auto &settings = PyGlobals::get().getTracebackLoc();
  size_t limit = settings.locTracebackFramesLimit();
  std::vector<MlirLocation> frames;
  nb::object frame = nb::borrow<nb::object>(reinterpret_cast<PyObject *>(PyEval_GetFrame()));
  while (frame && !frame.is_none() && frames.size() < limit) {
    auto *raw = reinterpret_cast<PyFrameObject *>(frame.ptr());
    nb::object code = nb::steal<nb::object>(reinterpret_cast<PyObject *>(PyFrame_GetCode(raw)));
    std::string file = nb::cast<std::string>(code.attr("co_filename"));
    if (settings.isUserTracebackFilename(file)) {
      // Qualified names came with Python 3.11.
      std::string name = nb::cast<std::string>(nb::getattr(code, "co_qualname", code.attr("co_name")));
      MlirLocation place = placeOf(context, raw, reinterpret_cast<PyCodeObject *>(code.ptr()), file);
      frames.push_back(mlirLocationNameGet(context, toRef(name), place));
    }
    frame = nb::steal<nb::object>(reinterpret_cast<PyObject *>(PyFrame_GetBack(raw)));
  }
  return frames;
}

std::optional<PyLocation> tracebackLocation() {
  if (!PyGlobals::get().getTracebackLoc().locTracebacksEnabled())
    return std::nullopt;
  PyMlirContext &context = DefaultingPyMlirContext::resolve();
  std::vector<MlirLocation> frames = userFrames(context.get());
  if (frames.empty())
    return PyLocation(context.getRef(), mlirLocationUnknownGet(context.get()));
  MlirLocation location = frames.back();
  for (size_t i = frames.size() - 1; i-- > 0;)
    location = mlirLocationCallSiteGet(frames[i], location);
  return PyLocation(context.getRef(), location);
}
} // namespace

PyLocation resolveLocation(std::optional<PyLocation> given) {
  if (given)
    return std::move(*given);
  if (auto location = tracebackLocation())
    return std::move(*location);
  return DefaultingPyLocation::resolve();
}

namespace {
using Context = DefaultingPyMlirContext;

PyLocation wrapLocation(PyMlirContext &context, MlirLocation location) {
  return PyLocation(context.getRef(), location);
}

/// A getter that needs a location of one kind, and raises ValueError on others.
template <auto IsA, typename Get>
auto only(const char *kind, Get get) {
  return [kind, get](PyLocation &self) {
    if (!IsA(self))
      throw nb::value_error((std::string("this location is not a ") + kind).c_str());
    return get(self);
  };
}

void bindConstructors(nb::class_<PyLocation> &cls) {
  cls.def_static(
         "unknown",
         [](Context context) { return wrapLocation(*context.get(), mlirLocationUnknownGet(context->get())); },
         "context"_a = nb::none(), "A location that says nothing.")
      .def_static(
          "file",
          [](const std::string &filename, unsigned line, unsigned col, Context context) {
            return wrapLocation(*context.get(), mlirLocationFileLineColGet(context->get(), toRef(filename), line, col));
          },
          "filename"_a, "line"_a, "col"_a, "context"_a = nb::none(),
          "A place in a file; lines and columns count from 1.")
      .def_static(
          "file",
          [](const std::string &filename, unsigned startLine, unsigned startCol, unsigned endLine, unsigned endCol,
             Context context) {
            return wrapLocation(*context.get(), mlirLocationFileLineColRangeGet(context->get(), toRef(filename),
                                                                                startLine, startCol, endLine, endCol));
          },
          "filename"_a, "start_line"_a, "start_col"_a, "end_line"_a, "end_col"_a, "context"_a = nb::none())
      .def_static(
          "name",
          [](const std::string &name, std::optional<PyLocation> childLoc, Context context) {
            if (childLoc)
              requireIn(context.get(), *childLoc, "the location inside");
            MlirLocation child = childLoc ? childLoc->get() : mlirLocationUnknownGet(context->get());
            return wrapLocation(*context.get(), mlirLocationNameGet(context->get(), toRef(name), child));
          },
          "name"_a, "childLoc"_a = nb::none(), "context"_a = nb::none(), "A name, optionally around another location.")
      .def_static(
          "callsite",
          [](PyLocation callee, const std::vector<PyLocation> &frames, Context context) {
            if (frames.empty())
              throw nb::value_error("callsite needs at least one caller");
            MlirLocation caller = frames.back().get();
            for (size_t i = frames.size() - 1; i-- > 0;)
              caller = mlirLocationCallSiteGet(frames[i].get(), caller);
            return wrapLocation(*context.get(), mlirLocationCallSiteGet(callee.get(), caller));
          },
          "callee"_a, "frames"_a, "context"_a = nb::none(),
          "`callee` as reached through `frames`, innermost caller first.")
      .def_static(
          "fused",
          [](const std::vector<PyLocation> &locations, std::optional<PyAttribute> metadata, Context context) {
            std::vector<MlirLocation> parts;
            for (PyLocation location : locations) {
              requireIn(context.get(), location, "a location inside");
              parts.push_back(location.get());
            }
            if (metadata)
              requireIn(context.get(), *metadata, "the metadata");
            MlirLocation fused = mlirLocationFusedGet(context->get(), parts.size(), parts.data(),
                                                      metadata ? metadata->get() : MlirAttribute{nullptr});
            return wrapLocation(*context.get(), fused);
          },
          "locations"_a, "metadata"_a = nb::none(), "context"_a = nb::none(), "Several locations at once.")
      .def_static(
          "from_attr",
          [](PyAttribute &attribute, Context context) {
            if (!mlirAttributeIsALocation(attribute))
              throw nb::value_error("this attribute is not a location");
            return wrapLocation(*context.get(), mlirLocationFromAttribute(attribute));
          },
          "attribute"_a, "context"_a = nb::none());
}

void bindParts(nb::class_<PyLocation> &cls) {
  cls.def("is_a_file", [](PyLocation &self) { return mlirLocationIsAFileLineColRange(self); })
      .def("is_a_name", [](PyLocation &self) { return mlirLocationIsAName(self); })
      .def("is_a_fused", [](PyLocation &self) { return mlirLocationIsAFused(self); })
      .def("is_a_callsite", [](PyLocation &self) { return mlirLocationIsACallSite(self); });

  constexpr auto isFile = mlirLocationIsAFileLineColRange;
  cls.def_prop_ro("filename", only<isFile>("file location", [](PyLocation &self) {
                    return toStr(mlirIdentifierStr(mlirLocationFileLineColRangeGetFilename(self)));
                  }));
  cls.def_prop_ro("start_line", only<isFile>("file location", [](PyLocation &self) {
                    return mlirLocationFileLineColRangeGetStartLine(self);
                  }));
  cls.def_prop_ro("start_col", only<isFile>("file location", [](PyLocation &self) {
                    return mlirLocationFileLineColRangeGetStartColumn(self);
                  }));
  cls.def_prop_ro("end_line", only<isFile>("file location", [](PyLocation &self) {
                    return mlirLocationFileLineColRangeGetEndLine(self);
                  }));
  cls.def_prop_ro("end_col", only<isFile>("file location", [](PyLocation &self) {
                    return mlirLocationFileLineColRangeGetEndColumn(self);
                  }));
  constexpr auto isName = mlirLocationIsAName;
  cls.def_prop_ro("name_str", only<isName>("name location", [](PyLocation &self) {
                    return toStr(mlirIdentifierStr(mlirLocationNameGetName(self)));
                  }));
  cls.def_prop_ro("child_loc", only<isName>("name location", [](PyLocation &self) {
                    return PyLocation(self.getContext(), mlirLocationNameGetChildLoc(self));
                  }));
  constexpr auto isCall = mlirLocationIsACallSite;
  cls.def_prop_ro("callee", only<isCall>("call site", [](PyLocation &self) {
                    return PyLocation(self.getContext(), mlirLocationCallSiteGetCallee(self));
                  }));
  cls.def_prop_ro("caller", only<isCall>("call site", [](PyLocation &self) {
                    return PyLocation(self.getContext(), mlirLocationCallSiteGetCaller(self));
                  }));
  constexpr auto isFused = mlirLocationIsAFused;
  cls.def_prop_ro("locations", only<isFused>("fused location", [](PyLocation &self) {
                    std::vector<MlirLocation> raw(mlirLocationFusedGetNumLocations(self));
                    mlirLocationFusedGetLocations(self, raw.data());
                    std::vector<PyLocation> parts;
                    for (MlirLocation location : raw)
                      parts.emplace_back(self.getContext(), location);
                    return parts;
                  }));
  cls.def_prop_ro("metadata", only<isFused>("fused location", [](PyLocation &self) -> nb::object {
                    MlirAttribute metadata = mlirLocationFusedGetMetadata(self);
                    return mlirAttributeIsNull(metadata) ? nb::none()
                                                         : PyAttribute(self.getContext(), metadata).maybeDownCast();
                  }));
}
} // namespace

void populateLocation(nb::module_ &m) {
  nb::class_<PyLocation> cls(m, "Location");
  cls.def_prop_ro(MLIR_PYTHON_CAPI_PTR_ATTR, &PyLocation::getCapsule)
      .def_static(MLIR_PYTHON_CAPI_FACTORY_ATTR, &PyLocation::createFromCapsule)
      .def("__enter__", [](nb::object self) { return PyLocation::contextEnter(self); })
      .def("__exit__", &PyLocation::contextExit, "exc_type"_a.none(), "exc_value"_a.none(), "traceback"_a.none())
      .def("__eq__", [](PyLocation &self, PyLocation &other) { return mlirLocationEqual(self, other); })
      .def("__eq__", [](PyLocation &, nb::object) { return false; })
      .def("__hash__", [](PyLocation &self) { return reinterpret_cast<uintptr_t>(self.get().ptr) >> 4; })
      .def_prop_ro_static(
          "current",
          [](nb::object &) -> nb::object {
            PyLocation *location = PyThreadContextEntry::getDefaultLocation();
            return location ? nb::cast(location) : nb::none();
          },
          nb::sig("def current(/) -> Location | None"),
          "The location of the innermost `with` block of this thread, or None.")
      .def_prop_ro("context", [](PyLocation &self) { return self.getContext().getObject(); })
      .def_prop_ro("typeid",
                   [](PyLocation &self) { return PyTypeID(mlirAttributeGetTypeID(mlirLocationGetAttribute(self))); })
      .def_prop_ro("attr",
                   [](PyLocation &self) {
                     return PyAttribute(self.getContext(), mlirLocationGetAttribute(self)).maybeDownCast();
                   })
      .def(
          "emit_error",
          [](PyLocation &self, const std::string &message) {
            awaitDiagnosticHandlers(*self.getContext().get());
            mlirEmitError(self, message.c_str());
          },
          "message"_a, "Emits an error diagnostic here.")
      .def("__repr__", [](PyLocation &self) {
        return printToString([&](MlirStringCallback callback, void *into) { mlirLocationPrint(self, callback, into); });
      });
  bindConstructors(cls);
  bindParts(cls);
}

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir
