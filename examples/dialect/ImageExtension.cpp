// The Python extension `_image`: the dialect's registration, its attributes and its type.
//
// It knows the classes of ttmlir.ir by name alone: NanobindAdaptors.h takes a context, an attribute or a type from a
// Python object by the capsule that each of them offers, and hands one back the same way.
#include "ImageC.h"

#include "mlir/Bindings/Python/Diagnostics.h"
#include "mlir/Bindings/Python/NanobindAdaptors.h"

#include <optional>
#include <string>

namespace nb = nanobind;
using namespace nb::literals;
using mlir::python::CollectDiagnosticsToStringScope;
using mlir::python::nanobind_adaptors::mlir_attribute_subclass;
using mlir::python::nanobind_adaptors::mlir_type_subclass;

namespace {
/// What `make` returns; where that is null, ValueError with the diagnostics that it emitted.
template <typename Make>
auto checked(MlirContext context, Make make) {
  CollectDiagnosticsToStringScope diagnostics(context);
  auto made = make();
  if (!made.ptr)
    throw nb::value_error(diagnostics.takeMessage().c_str());
  return made;
}

/// The enumeration is a class in Python, which mlir-tblgen has made.
nb::object colorSpaceClass() { return nb::module_::import_("imaging.dialects.image").attr("ColorSpace"); }
/// The number of what ColorSpace can be made of; raises ValueError where that is none of its cases.
uint32_t toNumber(nb::object space) { return nb::cast<uint32_t>(nb::int_(colorSpaceClass()(space))); }

void bindColorSpace(nb::module_ &m) {
  mlir_attribute_subclass(m, "ColorSpaceAttr", imageAttributeIsAColorSpace, imageColorSpaceAttrGetTypeID)
      .def_classmethod(
          "get",
          [](nb::object cls, nb::object space, MlirContext context) {
            uint32_t number = toNumber(space);
            return cls(checked(context, [&] { return imageColorSpaceAttrGet(context, number); }));
          },
          "cls"_a, "space"_a, "context"_a.none() = nb::none(), "The attribute of a ColorSpace.")
      .def_property_readonly("value",
                             [](MlirAttribute self) { return colorSpaceClass()(imageColorSpaceAttrGetValue(self)); });
}

void bindWindow(nb::module_ &m) {
  mlir_attribute_subclass(m, "WindowAttr", imageAttributeIsAWindow, imageWindowAttrGetTypeID)
      .def_classmethod(
          "get",
          [](nb::object cls, int64_t top, int64_t left, int64_t height, int64_t width, MlirContext context) {
            return cls(checked(context, [&] { return imageWindowAttrGet(context, top, left, height, width); }));
          },
          "cls"_a, "top"_a, "left"_a, "height"_a, "width"_a, "context"_a.none() = nb::none(),
          "A window, in pixels; raises ValueError where it is empty or begins below 0.")
      .def_property_readonly("top", imageWindowAttrGetTop)
      .def_property_readonly("left", imageWindowAttrGetLeft)
      .def_property_readonly("height", imageWindowAttrGetHeight)
      .def_property_readonly("width", imageWindowAttrGetWidth);
}

void bindPicture(nb::module_ &m) {
  mlir_type_subclass(m, "PictureType", imageTypeIsAPicture, imagePictureTypeGetTypeID)
      .def_classmethod(
          "get",
          [](nb::object cls, int64_t height, int64_t width, nb::object space, MlirContext context) {
            uint32_t number = toNumber(space);
            return cls(checked(context, [&] { return imagePictureTypeGet(context, height, width, number); }));
          },
          "cls"_a, "height"_a, "width"_a, "space"_a, "context"_a.none() = nb::none(),
          "The type of pictures of a size, in pixels, and a ColorSpace; raises ValueError where the size is not "
          "positive.")
      .def_property_readonly("height", imagePictureTypeGetHeight)
      .def_property_readonly("width", imagePictureTypeGetWidth)
      .def_property_readonly("space",
                             [](MlirType self) { return colorSpaceClass()(imagePictureTypeGetColorSpace(self)); });
}
} // namespace

NB_MODULE(_image, m) {
  m.doc() = "The dialect `image`";
  m.def(
      "register_dialect",
      [](MlirDialectRegistry registry) { mlirDialectHandleInsertDialect(mlirGetDialectHandle__image__(), registry); },
      "registry"_a, "Adds the dialect to a registry.");
  bindColorSpace(m);
  bindWindow(m);
  bindPicture(m);
}
