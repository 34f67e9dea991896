// The extension `_mlirDialectsLLVM`: the types of the dialect llvm.
#include "Checked.h"

#include "mlir-c/Dialect/LLVM.h"

#include "mlir/Bindings/Python/NanobindAdaptors.h"

namespace nb = nanobind;
using namespace nb::literals;
using mlir::python::nanobind_adaptors::mlir_type_subclass;

namespace {
using Types = std::vector<MlirType>;

void requireIdentified(MlirType type, const char *what) {
  if (mlirLLVMStructTypeIsLiteral(type))
    throw nb::value_error((std::string("a literal struct has no ") + what).c_str());
}

MlirType literal(const Types &elements, bool packed, MlirContext context) {
  return tenon::python::makeChecked(context, [&](MlirLocation location) {
    return mlirLLVMStructTypeLiteralGetChecked(location, elements.size(), elements.data(), packed);
  });
}

void setBody(MlirType self, const Types &elements, bool packed) {
  requireIdentified(self, "body that could be set");
  literal(elements, packed, mlirTypeGetContext(self)); // which elements can be stored is checked for literals only
  if (mlirLogicalResultIsFailure(mlirLLVMStructTypeSetBody(self, elements.size(), elements.data(), packed)))
    throw nb::value_error("the struct already has another body");
}

std::optional<Types> body(MlirType type) {
  // An opaque struct has no elements, which is not the same as an empty list.
  if (!mlirLLVMStructTypeIsLiteral(type) && mlirLLVMStructTypeIsOpaque(type))
    return std::nullopt;
  Types elements;
  for (intptr_t i = 0, n = mlirLLVMStructTypeGetNumElementTypes(type); i < n; ++i)
    elements.push_back(mlirLLVMStructTypeGetElementType(type, i));
  return elements;
}

std::optional<std::string> name(MlirType type) {
  if (mlirLLVMStructTypeIsLiteral(type))
    return std::nullopt;
  MlirStringRef text = mlirLLVMStructTypeGetIdentifier(type);
  return std::string(text.data, text.length);
}

MlirStringRef toRef(const std::string &text) { return mlirStringRefCreate(text.data(), text.size()); }

void bindStruct(nb::module_ &m) {
  mlir_type_subclass cls(m, "StructType", mlirTypeIsALLVMStructType, mlirLLVMStructTypeGetTypeID);
  cls.def_classmethod(
      "get_literal",
      [](const nb::object &cls, const Types &elements, bool packed, MlirContext context) {
        return cls(literal(elements, packed, context));
      },
      "cls"_a, "elements"_a, nb::kw_only(), "packed"_a = false, "context"_a = nb::none(),
      "A struct that is told by its elements; raises ValueError where one cannot be stored.");
  cls.def_classmethod(
      "get_identified",
      [](const nb::object &cls, const std::string &name, MlirContext context) {
        return cls(mlirLLVMStructTypeIdentifiedGet(context, toRef(name)));
      },
      "cls"_a, "name"_a, nb::kw_only(), "context"_a = nb::none(),
      "The struct of this name, which is without a body until one is set.");
  cls.def_classmethod(
      "get_opaque",
      [](const nb::object &cls, const std::string &name, MlirContext context) {
        return cls(mlirLLVMStructTypeOpaqueGet(context, toRef(name)));
      },
      "cls"_a, "name"_a, "context"_a = nb::none(), "The struct of this name, which has no body.");
  cls.def_classmethod(
      "new_identified",
      [](const nb::object &cls, const std::string &name, const Types &elements, bool packed, MlirContext context) {
        literal(elements, packed, context);
        return cls(mlirLLVMStructTypeIdentifiedNewGet(context, toRef(name), elements.size(), elements.data(), packed));
      },
      "cls"_a, "name"_a, "elements"_a, nb::kw_only(), "packed"_a = false, "context"_a = nb::none(),
      "A new struct; another name that begins with `name` is chosen where there is one already.");
  cls.def("set_body", &setBody, "elements"_a, nb::kw_only(), "packed"_a = false,
          "Gives an identified struct its body; raises ValueError if it has another one.");
  cls.def_property_readonly("name", &name);
  cls.def_property_readonly("body", &body);
  cls.def_property_readonly("packed", [](MlirType type) { return mlirLLVMStructTypeIsPacked(type); });
  cls.def_property_readonly("opaque", [](MlirType type) { return mlirLLVMStructTypeIsOpaque(type); });
}

void bindPointer(nb::module_ &m) {
  mlir_type_subclass cls(m, "PointerType", mlirTypeIsALLVMPointerType, mlirLLVMPointerTypeGetTypeID);
  cls.def_classmethod(
      "get",
      [](const nb::object &cls, std::optional<unsigned> addressSpace, MlirContext context) {
        return cls(mlirLLVMPointerTypeGet(context, addressSpace.value_or(0)));
      },
      "cls"_a, "address_space"_a = nb::none(), nb::kw_only(), "context"_a = nb::none(),
      "A pointer into an address space, 0 if none is given.");
  cls.def_property_readonly("address_space", [](MlirType type) { return mlirLLVMPointerTypeGetAddressSpace(type); });
}
} // namespace

NB_MODULE(_mlirDialectsLLVM, m) {
  m.doc() = "The dialect llvm: its types";
  bindStruct(m);
  bindPointer(m);
}
