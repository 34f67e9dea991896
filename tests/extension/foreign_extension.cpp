// An extension of another project: takes MLIR's objects from Python and returns them, by NanobindAdaptors.h.
#include "mlir-c/AffineMap.h"
#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"
#include "mlir-c/Dialect/Arith.h"
#include "mlir-c/IR.h"
#include "mlir-c/IntegerSet.h"
#include "mlir-c/Pass.h"
#include "mlir-c/Rewrite.h"
#include "mlir/Bindings/Python/Nanobind.h"
#include "mlir/Bindings/Python/NanobindAdaptors.h"
#include "ttmlir-c/Registration.h"
#include "ttmlir-c/TTCore.h"
#include "ttmlir-c/TTIR.h"
#include "ttmlir-c/TTNN.h"

namespace nb = nanobind;

namespace {
template <typename T>
void bindIdentity(nb::module_ &m, const char *name) {
  m.def(name, [](T object) { return object; });
}

std::string nameOf(MlirOperation operation) {
  MlirStringRef name = mlirIdentifierStr(mlirOperationGetName(operation));
  return {name.data, name.length};
}

/// Patterns that this project made, in a capsule: MLIR 22's adaptor cannot return them.
nb::object makePatterns(MlirContext context) {
  MlirRewritePatternCallbacks callbacks{};
  callbacks.matchAndRewrite = [](MlirRewritePattern, MlirOperation operation, MlirPatternRewriter rewriter, void *) {
    mlirRewriterBaseEraseOp(mlirPatternRewriterAsBase(rewriter), operation);
    return mlirLogicalResultSuccess();
  };
  MlirRewritePatternSet set = mlirRewritePatternSetCreate(context);
  MlirStringRef name = mlirStringRefCreateFromCString("test.erase");
  mlirRewritePatternSetAdd(set, mlirOpRewritePatternCreate(name, 1, context, callbacks, nullptr, 0, nullptr));
  MlirFrozenRewritePatternSet frozen = mlirFreezeRewritePattern(set);
  mlirRewritePatternSetDestroy(set);
  return nb::steal(mlirPythonFrozenRewritePatternSetToCapsule(frozen));
}
} // namespace

NB_MODULE(foreign_extension, m) {
  bindIdentity<MlirAffineMap>(m, "affine_map");
  bindIdentity<MlirAttribute>(m, "attribute");
  bindIdentity<MlirLocation>(m, "location");
  bindIdentity<MlirModule>(m, "module");
  bindIdentity<MlirOperation>(m, "operation");
  bindIdentity<MlirType>(m, "type");
  bindIdentity<MlirTypeID>(m, "type_id");
  bindIdentity<MlirValue>(m, "value");

  // Of these MLIR's adaptors take objects only.
  m.def("threads_of", [](MlirContext context) { return mlirContextGetNumThreads(context); }, nb::arg("context").none());
  m.def("arguments_of", [](MlirBlock block) { return mlirBlockGetNumArguments(block); });
  m.def("register_arith", [](MlirDialectRegistry registry) {
    mlirDialectHandleInsertDialect(mlirGetDialectHandle__arith__(), registry);
  });
  m.def("run", [](MlirPassManager manager, MlirOperation operation) {
    return mlirLogicalResultIsSuccess(mlirPassManagerRunOnOp(manager, operation));
  });
  m.def("apply", [](MlirModule module, MlirFrozenRewritePatternSet patterns) {
    MlirGreedyRewriteDriverConfig config = mlirGreedyRewriteDriverConfigCreate();
    MlirLogicalResult result = mlirApplyPatternsAndFoldGreedily(module, patterns, config);
    mlirGreedyRewriteDriverConfigDestroy(config);
    return mlirLogicalResultIsSuccess(result);
  });

  // What comes out of MLIR rather than out of Python.
  m.def(
      "i", [](unsigned width, MlirContext context) { return mlirIntegerTypeGet(context, width); }, nb::arg("width"),
      nb::arg("context").none());
  m.def("location_or_current", [](MlirLocation location) { return location; }, nb::arg("location").none());
  m.def("name_of", &nameOf);
  m.def("parent_of", [](MlirOperation operation) { return mlirOperationGetParentOperation(operation); });
  m.def("none", [] { return MlirOperation{nullptr}; });
  m.def("parse", [](const std::string &text, MlirContext context) {
    return mlirModuleCreateParse(context, mlirStringRefCreate(text.data(), text.size()));
  });
  m.def("make_patterns", &makePatterns);

  mlir::python::nanobind_adaptors::mlir_type_subclass(
      m, "WideType", [](MlirType type) { return mlirTypeIsAInteger(type) && mlirIntegerTypeGetWidth(type) > 64; })
      .def_classmethod(
          "get",
          [](const nb::object &cls, unsigned width, MlirContext context) {
            return cls(mlirIntegerTypeGet(context, width));
          },
          nb::arg("cls"), nb::arg("width"), nb::arg("context") = nb::none())
      .def_property_readonly("width", [](MlirType self) { return mlirIntegerTypeGetWidth(self); });
  mlir::python::nanobind_adaptors::mlir_attribute_subclass(m, "TrueAttr", [](MlirAttribute attribute) {
    return mlirAttributeIsABool(attribute) && mlirBoolAttrGetValue(attribute);
  });
}
