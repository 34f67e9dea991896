// The extension `_mlirDialectsPDL`: the types of the dialect pdl.
#include "mlir-c/Dialect/PDL.h"

#include "mlir/Bindings/Python/NanobindAdaptors.h"

namespace nb = nanobind;
using namespace nb::literals;
using mlir::python::nanobind_adaptors::mlir_type_subclass;

namespace {
/// A class for the handle of one kind of thing, which has no parameters.
void bindHandle(nb::module_ &m, const char *name, bool (*isa)(MlirType), MlirTypeID (*typeID)(),
                MlirType (*get)(MlirContext)) {
  mlir_type_subclass cls(m, name, isa, m.attr("PDLType"), typeID);
  cls.def_classmethod(
      "get", [get](const nb::object &cls, MlirContext context) { return cls(get(context)); }, "cls"_a,
      "context"_a = nb::none());
}

MlirType rangeOf(MlirType element) {
  if (!mlirTypeIsAPDLType(element) || mlirTypeIsAPDLRangeType(element))
    throw nb::value_error("expected the element of a range to be another type of pdl, and no range");
  return mlirPDLRangeTypeGet(element);
}
} // namespace

NB_MODULE(_mlirDialectsPDL, m) {
  m.doc() = "The dialect pdl: its types";
  mlir_type_subclass(m, "PDLType", mlirTypeIsAPDLType);
  bindHandle(m, "AttributeType", mlirTypeIsAPDLAttributeType, mlirPDLAttributeTypeGetTypeID, mlirPDLAttributeTypeGet);
  bindHandle(m, "OperationType", mlirTypeIsAPDLOperationType, mlirPDLOperationTypeGetTypeID, mlirPDLOperationTypeGet);
  bindHandle(m, "TypeType", mlirTypeIsAPDLTypeType, mlirPDLTypeTypeGetTypeID, mlirPDLTypeTypeGet);
  bindHandle(m, "ValueType", mlirTypeIsAPDLValueType, mlirPDLValueTypeGetTypeID, mlirPDLValueTypeGet);
  mlir_type_subclass range(m, "RangeType", mlirTypeIsAPDLRangeType, m.attr("PDLType"), mlirPDLRangeTypeGetTypeID);
  range.def_classmethod(
      "get", [](const nb::object &cls, MlirType element) { return cls(rangeOf(element)); }, "cls"_a, "element_type"_a,
      "A range of handles; raises ValueError for an element that is none, or a range itself.");
  range.def_property_readonly("element_type", [](MlirType type) { return mlirPDLRangeTypeGetElementType(type); });
}
