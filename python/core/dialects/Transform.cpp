// The extension `_mlirDialectsTransform`: the types of the dialect transform.
#include "mlir-c/Dialect/Transform.h"

#include "mlir/Bindings/Python/NanobindAdaptors.h"

namespace nb = nanobind;
using namespace nb::literals;
using mlir::python::nanobind_adaptors::mlir_type_subclass;

namespace {
/// A class for the handle of any op, parameter or value, which has no parameters.
void bindHandle(nb::module_ &m, const char *name, bool (*isa)(MlirType), MlirTypeID (*typeID)(),
                MlirType (*get)(MlirContext)) {
  mlir_type_subclass cls(m, name, isa, typeID);
  cls.def_classmethod(
      "get", [get](const nb::object &cls, MlirContext context) { return cls(get(context)); }, "cls"_a,
      "context"_a = nb::none());
}

void bindOperation(nb::module_ &m) {
  mlir_type_subclass cls(m, "OperationType", mlirTypeIsATransformOperationType, mlirTransformOperationTypeGetTypeID);
  cls.def_classmethod(
      "get",
      [](const nb::object &cls, const std::string &name, MlirContext context) {
        return cls(mlirTransformOperationTypeGet(context, mlirStringRefCreate(name.data(), name.size())));
      },
      "cls"_a, "operation_name"_a, "context"_a = nb::none(), "The handle of ops with this name.");
  cls.def_property_readonly("operation_name", [](MlirType type) {
    MlirStringRef name = mlirTransformOperationTypeGetOperationName(type);
    return nb::str(name.data, name.length);
  });
}

void bindParam(nb::module_ &m) {
  mlir_type_subclass cls(m, "ParamType", mlirTypeIsATransformParamType, mlirTransformParamTypeGetTypeID);
  cls.def_classmethod(
      "get",
      [](const nb::object &cls, MlirType type, MlirContext context) {
        return cls(mlirTransformParamTypeGet(context, type));
      },
      "cls"_a, "type"_a, "context"_a = nb::none(), "The handle of parameters of this type.");
  cls.def_property_readonly("type", [](MlirType type) { return mlirTransformParamTypeGetType(type); });
}
} // namespace

NB_MODULE(_mlirDialectsTransform, m) {
  m.doc() = "The dialect transform: its types";
  bindHandle(m, "AnyOpType", mlirTypeIsATransformAnyOpType, mlirTransformAnyOpTypeGetTypeID, mlirTransformAnyOpTypeGet);
  bindHandle(m, "AnyParamType", mlirTypeIsATransformAnyParamType, mlirTransformAnyParamTypeGetTypeID,
             mlirTransformAnyParamTypeGet);
  bindHandle(m, "AnyValueType", mlirTypeIsATransformAnyValueType, mlirTransformAnyValueTypeGetTypeID,
             mlirTransformAnyValueTypeGet);
  bindOperation(m);
  bindParam(m);
}
