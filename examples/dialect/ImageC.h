// The dialect in C: what the Python extension is made of, and no more.
#ifndef IMAGE_C_H
#define IMAGE_C_H

#include "mlir-c/IR.h"

#ifdef __cplusplus
extern "C" {
#endif

MLIR_DECLARE_CAPI_DIALECT_REGISTRATION(Image, image);

/// `space` is a number of the enumeration ColorSpace, here and below; null where it is none.
MlirAttribute imageColorSpaceAttrGet(MlirContext context, uint32_t space);
bool imageAttributeIsAColorSpace(MlirAttribute attribute);
MlirTypeID imageColorSpaceAttrGetTypeID(void);
uint32_t imageColorSpaceAttrGetValue(MlirAttribute attribute);

/// The window, or null where the numbers are refused; the reason goes to the context's diagnostics.
MlirAttribute imageWindowAttrGet(MlirContext context, int64_t top, int64_t left, int64_t height, int64_t width);
bool imageAttributeIsAWindow(MlirAttribute attribute);
MlirTypeID imageWindowAttrGetTypeID(void);
int64_t imageWindowAttrGetTop(MlirAttribute window);
int64_t imageWindowAttrGetLeft(MlirAttribute window);
int64_t imageWindowAttrGetHeight(MlirAttribute window);
int64_t imageWindowAttrGetWidth(MlirAttribute window);

/// The type, or null where the size is refused; the reason goes to the context's diagnostics.
MlirType imagePictureTypeGet(MlirContext context, int64_t height, int64_t width, uint32_t space);
bool imageTypeIsAPicture(MlirType type);
MlirTypeID imagePictureTypeGetTypeID(void);
int64_t imagePictureTypeGetHeight(MlirType picture);
int64_t imagePictureTypeGetWidth(MlirType picture);
uint32_t imagePictureTypeGetColorSpace(MlirType picture);

#ifdef __cplusplus
}
#endif

#endif // IMAGE_C_H
