// Types and attributes through the C API: they are made, read and refused. Prints the name of each check that fails.
#include "ttmlir-c/Registration.h"
#include "ttmlir-c/TTCore.h"
#include "ttmlir-c/TTIR.h"
#include "ttmlir-c/TTKernel.h"
#include "ttmlir-c/TTMetal.h"
#include "ttmlir-c/TTNN.h"
#include "ttmlir-c/Translation.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"
#include "mlir-c/Diagnostics.h"

#include <stdio.h>
#include <string.h>

static int failures = 0;
#define CHECK(condition)                                                                                               \
  do {                                                                                                                 \
    if (!(condition)) {                                                                                                \
      printf("%s:%d: %s\n", __func__, __LINE__, #condition);                                                           \
      ++failures;                                                                                                      \
    }                                                                                                                  \
  } while (0)

// Text that a callback of MLIR's collects.
typedef struct {
  char text[512];
  size_t size;
} Text;

static void append(MlirStringRef part, void *into) {
  Text *text = into;
  size_t room = sizeof text->text - 1 - text->size;
  size_t size = part.length < room ? part.length : room;
  memcpy(text->text + text->size, part.data, size);
  text->size += size;
  text->text[text->size] = '\0';
}

static MlirLogicalResult collect(MlirDiagnostic diagnostic, void *into) {
  mlirDiagnosticPrint(diagnostic, append, into);
  return mlirLogicalResultSuccess();
}

static int prints(MlirAttribute attribute, const char *expected) {
  Text text = {"", 0};
  mlirAttributePrint(attribute, append, &text);
  return strcmp(text.text, expected) == 0;
}

static void testList(MlirContext context) {
  int64_t const dimensions[] = {1, 2, 3};
  MlirAttribute shape = ttmlirTTNNShapeAttrGet(context, 3, dimensions);
  CHECK(prints(shape, "#ttnn.shape<1x2x3>"));
  CHECK(ttmlirTTNNShapeAttrIsA(shape));
  CHECK(!ttmlirTTNNCoreCoordAttrIsA(shape));
  CHECK(mlirTypeIDEqual(mlirAttributeGetTypeID(shape), ttmlirTTNNShapeAttrGetTypeID()));
  CHECK(ttmlirTTNNShapeAttrGetShapeSize(shape) == 3);
  CHECK(ttmlirTTNNShapeAttrGetShapeElement(shape, 2) == 3);
  CHECK(mlirAttributeEqual(ttmlirTTNNShapeAttrGet(context, 0, NULL),
                           mlirAttributeParseGet(context, mlirStringRefCreateFromCString("#ttnn.shape<>"))));
}

static void testType(MlirContext context) {
  int64_t const size[] = {32, 32};
  MlirType tile = ttmlirTTCoreTileTypeGet(context, 2, size, ttmlirTTCoreDataTypeBFloat16);
  CHECK(ttmlirTTCoreTileTypeIsA(tile));
  CHECK(ttmlirTTCoreTileTypeGetDataType(tile) == ttmlirTTCoreDataTypeBFloat16);
  CHECK(ttmlirTTCoreTileTypeGetHeight(tile) == 32);
  CHECK(ttmlirTTCoreTileTypeGetSizeBytes(tile) == 2048);
  CHECK(mlirTypeIsABF16(ttmlirTTCoreTileTypeGetElementType(tile)));
}

static void testOptionalValues(MlirContext context) {
  MlirAttribute none = {NULL};
  uint32_t const slices = 32;
  MlirAttribute config =
      ttmlirTTNNConv2dConfigAttrGet(context, NULL, none, mlirBoolAttrGet(context, 1), none, &slices, NULL, none, none,
                                    NULL, none, none, NULL, none, none, none, none);
  CHECK(prints(config, "#ttnn.conv2d_config<deallocate_activation = true, act_block_h_override = 32>"));
  CHECK(!ttmlirTTNNConv2dConfigAttrHasWeightsDtype(config));
  CHECK(ttmlirTTNNConv2dConfigAttrHasActBlockHOverride(config));
  CHECK(ttmlirTTNNConv2dConfigAttrGetActBlockHOverride(config) == 32);
  CHECK(mlirAttributeIsNull(ttmlirTTNNConv2dConfigAttrGetActivation(config)));
  CHECK(mlirBoolAttrGetValue(ttmlirTTNNConv2dConfigAttrGetDeallocateActivation(config)));
}

static void testRefusals(MlirContext context) {
  Text errors = {"", 0};
  MlirDiagnosticHandlerID handler = mlirContextAttachDiagnosticHandler(context, collect, &errors, NULL);
  MlirAttribute first = ttmlirTTNNCoreCoordAttrGet(context, 0, 0);
  MlirAttribute last = ttmlirTTNNCoreCoordAttrGet(context, 7, 3);
  CHECK(prints(ttmlirTTNNCoreRangeAttrGet(context, first, last), "#ttnn.core_range<(0,0), (7,3)>"));
  CHECK(errors.size == 0);
  CHECK(mlirAttributeIsNull(ttmlirTTNNCoreRangeAttrGet(context, last, first)));
  CHECK(strstr(errors.text, "before its start") != NULL);
  // Of another class, absent, and a number that is no enumerator's.
  MlirAttribute null = {NULL};
  CHECK(mlirAttributeIsNull(ttmlirTTNNCoreRangeAttrGet(context, first, mlirUnitAttrGet(context))));
  CHECK(strstr(errors.text, "end_coord: expected a CoreCoordAttr, got unit") != NULL);
  CHECK(mlirAttributeIsNull(ttmlirTTNNCoreRangeAttrGet(context, null, last)));
  CHECK(strstr(errors.text, "start_coord is missing") != NULL);
  CHECK(mlirAttributeIsNull(ttmlirTTNNBufferTypeAttrGet(context, 77)));
  CHECK(strstr(errors.text, "no enumerator with the number 77") != NULL);
  mlirContextDetachDiagnosticHandler(context, handler);
}

static void testSystem(MlirContext context) {
  int64_t const mesh[] = {1, 2};
  MlirLocation location = mlirLocationUnknownGet(context);
  MlirAttribute system = ttmlirTTCoreSystemDescAttrGetDefault(location, ttmlirTTCoreArchWormholeB0, 2, mesh);
  CHECK(ttmlirTTCoreSystemDescAttrGetNumChips(system) == 2);
  MlirAttribute chip = ttmlirTTCoreSystemDescAttrGetChipDescsElement(system, 0);
  CHECK(ttmlirTTCoreChipDescAttrGetL1Size(chip) == 1499136);
  CHECK(ttmlirTTCoreArchAttrGetValue(ttmlirTTCoreChipDescAttrGetArch(chip)) == ttmlirTTCoreArchWormholeB0);
  MlirAttribute device = ttmlirTTCoreDeviceAttrFromSystemDesc(location, system, 2, mesh);
  CHECK(ttmlirTTCoreDeviceAttrGetChipIdsSize(device) == 2);
  CHECK(mlirAffineMapGetNumInputs(ttmlirTTCoreDeviceAttrGetL1Map(device)) == 4);
}

static void testHandles(MlirContext context) {
  MlirDialectHandle handles[] = {mlirGetDialectHandle__ttcore__(), mlirGetDialectHandle__ttir__(),
                                 mlirGetDialectHandle__ttkernel__(), mlirGetDialectHandle__ttmetal__(),
                                 mlirGetDialectHandle__ttnn__()};
  for (size_t i = 0; i < sizeof handles / sizeof *handles; ++i) {
    mlirDialectHandleRegisterDialect(handles[i], context);
    CHECK(!mlirDialectIsNull(mlirDialectHandleLoadDialect(handles[i], context)));
  }
}

int main(void) {
  MlirContext context = mlirContextCreate();
  testHandles(context);
  testList(context);
  testType(context);
  testOptionalValues(context);
  testRefusals(context);
  testSystem(context);
  CHECK(prints(ttmlirTTIRReduceDimAttrGet(context, ttmlirTTIRReduceDimRC), "#ttir.reduce_dim<RC>"));
  mlirContextDestroy(context);
  return failures != 0;
}
