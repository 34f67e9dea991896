// The dialect `image`: an enumeration, an attribute, a type and three operations, from which C++ and Python are generated.
#ifndef IMAGE_DIALECT_TD
#define IMAGE_DIALECT_TD

include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/EnumAttr.td"
include "mlir/IR/OpBase.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

def Image_Dialect : Dialect {
  let name = "image";
  let cppNamespace = "::imaging";
  let summary = "Pictures with a color space, on their way to tensors";
  let useDefaultAttributePrinterParser = 1;
  let useDefaultTypePrinterParser = 1;
  let extraClassDeclaration = [{
    void registerAttributes();
    void registerTypes();
  }];
}

// The enumeration, and the attribute by which operations take it: #image.color_space<rgb>.
def Image_ColorSpace : I32EnumAttr<"ColorSpace", "What the channels of a pixel stand for", [
    I32EnumAttrCase<"Gray", 0, "gray">,
    I32EnumAttrCase<"RGB", 1, "rgb">,
    I32EnumAttrCase<"YUV", 2, "yuv">]> {
  let cppNamespace = "::imaging";
  let genSpecializedAttr = 0;
}
def Image_ColorSpaceAttr : EnumAttr<Image_Dialect, Image_ColorSpace, "color_space"> {
  let assemblyFormat = "`<` $value `>`";
}

// An attribute with parameters: #image.window<top = 0, left = 8, height = 32, width = 32>.
def Image_WindowAttr : AttrDef<Image_Dialect, "Window"> {
  let mnemonic = "window";
  let summary = "A part of a picture, in pixels";
  let parameters = (ins "int64_t":$top, "int64_t":$left, "int64_t":$height, "int64_t":$width);
  let assemblyFormat = "`<` struct(params) `>`";
  let genVerifyDecl = 1;
}

// A type with parameters: !image.picture<48x64, rgb>.
def Image_PictureType : TypeDef<Image_Dialect, "Picture"> {
  let mnemonic = "picture";
  let summary = "A picture of 8-bit channels";
  let parameters = (ins "int64_t":$height, "int64_t":$width, EnumParameter<Image_ColorSpace>:$space);
  let assemblyFormat = "`<` custom<Size>($height, $width) `,` $space `>`";
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    int64_t getChannels() const { return getSpace() == ColorSpace::Gray ? 1 : 3; }
  }];
}

class Image_Op<string mnemonic, list<Trait> traits = []>
    : Op<Image_Dialect, mnemonic, [Pure, InferTypeOpAdaptor] # traits>;

def Image_CropOp : Image_Op<"crop"> {
  let summary = "A part of a picture";
  let description = [{
    The result is as large as the window, which must lie within the picture.

    Example: `%1 = image.crop %0 <top = 0, left = 8, height = 32, width = 32> : !image.picture<48x64, rgb>`
  }];
  let arguments = (ins Image_PictureType:$input, Image_WindowAttr:$window);
  let results = (outs Image_PictureType:$result);
  let assemblyFormat = "$input $window attr-dict `:` qualified(type($input))";
}

def Image_ConvertOp : Image_Op<"convert"> {
  let summary = "The picture in another color space";
  let arguments = (ins Image_PictureType:$input, Image_ColorSpaceAttr:$to);
  let results = (outs Image_PictureType:$result);
  let assemblyFormat = "$input `to` $to attr-dict `:` qualified(type($input))";
}

def Image_ToTensorOp : Image_Op<"to_tensor"> {
  let summary = "The channels as numbers from 0 to 1";
  let description = [{
    The result has the shape height x width x channels.
  }];
  let arguments = (ins Image_PictureType:$input);
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat = "$input attr-dict `:` qualified(type($input))";
}

#endif // IMAGE_DIALECT_TD
