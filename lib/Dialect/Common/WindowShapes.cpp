// Shapes of convolutions, pools and resizing: whatever slides a window.
#include "ttmlir/Dialect/Common/ShapeInference.h"

#include "mlir/IR/BuiltinTypes.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"

using namespace llvm;

namespace mlir::tt {

FailureOr<Shape> expandPerDimension(ArrayRef<int64_t> values, int64_t spatialRank, StringRef what,
                                    ErrorReporter report) {
  if (values.size() == 1)
    return Shape(spatialRank, values.front());
  if (static_cast<int64_t>(values.size()) == spatialRank)
    return Shape(values);
  return report(what + " must be one number or " + Twine(spatialRank) + ", but got " + formatList(values));
}

FailureOr<Padding> expandPadding(ArrayRef<int64_t> values, int64_t spatialRank, ErrorReporter report) {
  if (static_cast<int64_t>(values.size()) == 2 * spatialRank && spatialRank > 0)
    return Padding{Shape(values.take_front(spatialRank)), Shape(values.take_back(spatialRank))};
  if (values.size() != 1 && static_cast<int64_t>(values.size()) != spatialRank)
    return report("padding must be one number, " + Twine(spatialRank) + " or " + Twine(2 * spatialRank) + ", but got " +
                  formatList(values));
  FailureOr<Shape> both = expandPerDimension(values, spatialRank, "padding", report);
  if (failed(both))
    return failure();
  return Padding{*both, *both};
}

namespace {
/// What slides along one dimension.
struct Window {
  int64_t kernel, stride, dilation, before, after;
  int64_t extent() const { return dilation * (kernel - 1) + 1; }
};

/// The numbers of all spatial dimensions.
struct Windows {
  Shape kernel, stride, dilation;
  Padding padding;
  Window operator[](size_t index) const {
    return {kernel[index], stride[index], dilation[index], padding.before[index], padding.after[index]};
  }
};
} // namespace

static FailureOr<Windows> makeWindows(ArrayRef<int64_t> kernel, ArrayRef<int64_t> stride, ArrayRef<int64_t> dilation,
                                      ArrayRef<int64_t> padding, int64_t rank, ErrorReporter report) {
  FailureOr<Shape> kernels = expandPerDimension(kernel, rank, "kernel", report);
  if (failed(kernels) || failed(checkAtLeast(*kernels, 1, "kernel", report)))
    return failure();
  FailureOr<Shape> strides = expandPerDimension(stride, rank, "stride", report);
  if (failed(strides) || failed(checkAtLeast(*strides, 1, "stride", report)))
    return failure();
  FailureOr<Shape> dilations = expandPerDimension(dilation, rank, "dilation", report);
  if (failed(dilations) || failed(checkAtLeast(*dilations, 1, "dilation", report)))
    return failure();
  FailureOr<Padding> paddings = expandPadding(padding, rank, report);
  if (failed(paddings) || failed(checkAtLeast(padding, 0, "padding", report)))
    return failure();
  return Windows{*kernels, *strides, *dilations, *paddings};
}

/// How many places the window has along a dimension of this size.
static FailureOr<int64_t> countWindows(int64_t size, Window window, bool ceilMode, size_t dim, ErrorReporter report) {
  if (ShapedType::isDynamic(size))
    return size;
  int64_t room = size + window.before + window.after - window.extent();
  if (room < 0)
    return report("the window is larger than the input in dimension " + Twine(dim) + ": it spans " +
                  Twine(window.extent()) + " elements, but there are " + Twine(size + window.before + window.after) +
                  " with padding");
  if (!ceilMode)
    return room / window.stride + 1;
  int64_t count = divideCeilSigned(room, window.stride) + 1;
  // A window that begins in the padding after the end has nothing to look at.
  if ((count - 1) * window.stride >= size + window.before)
    --count;
  return count;
}

/// Undoes flattening: (1, 1, N*H*W, C) to (N, H, W, C).
static FailureOr<Shape> unflatten(ShapeRef input, FlattenedImage image, ErrorReporter report) {
  if (failed(checkRank(input, 4, "input", report)))
    return failure();
  int64_t volume = image.batch * image.height * image.width;
  if (input[0] != 1 || input[1] != 1 || !sizesAgree(input[2], volume))
    return report("flattened input must have shape 1x1x" + Twine(volume) + "x" + Twine(input[3]) + " to hold " +
                  Twine(image.batch) + "x" + Twine(image.height) + "x" + Twine(image.width) + ", but its shape is " +
                  formatShape(input));
  return Shape{image.batch, image.height, image.width, input[3]};
}

static Shape flatten(ShapeRef image) { return {1, 1, volumeOf(image.drop_back()), image.back()}; }

static LogicalResult checkBias(ShapeRef bias, int64_t channels, ErrorReporter report) {
  if (!bias.empty() && sizesAgree(bias.back(), channels) && sizesAgree(volumeOf(bias), channels))
    return success();
  return report(
      "bias must have " + Twine(channels) +
      " elements in its last dimension, one for each output channel, and size 1 in all others, but its shape is " +
      formatShape(bias));
}

FailureOr<Shape> inferConvolutionShape(ShapeRef input, ShapeRef weight, std::optional<ShapeRef> bias,
                                       const ConvolutionOptions &options, ErrorReporter report) {
  int64_t spatialRank = options.spatialDims.size(), rank = spatialRank + 2;
  bool transposed = options.outputPadding.has_value();
  if (failed(checkRank(input, rank, "input", report)) || failed(checkRank(weight, rank, "weight", report)))
    return failure();

  Shape dims = {options.batchDim};
  dims.append(options.spatialDims.begin(), options.spatialDims.end());
  dims.push_back(options.channelDim);
  FailureOr<Shape> places = normalizeDims(dims, rank, "dimension attribute", report);
  if (failed(places))
    return failure();
  ArrayRef<int64_t> spatial = ArrayRef(*places).drop_front().drop_back();

  Shape image(input);
  if (options.flattened) {
    FailureOr<Shape> unflattened = unflatten(input, *options.flattened, report);
    if (failed(unflattened))
      return failure();
    image = *unflattened;
  }
  if (options.groups < 1)
    return report("groups must be at least 1, but is " + Twine(options.groups));
  int64_t inputChannels = image[places->back()];
  int64_t expected = transposed ? weight[0] : weight[1] * options.groups;
  if (!sizesAgree(inputChannels, expected))
    return report("input has " + Twine(inputChannels) + " channels (dimension " + Twine(places->back()) +
                  "), but weight with shape " + formatShape(weight) + " and groups " + Twine(options.groups) +
                  " takes " + Twine(expected));
  int64_t grouped = weight[0];
  if (!ShapedType::isDynamic(grouped) && grouped % options.groups != 0)
    return report(Twine(transposed ? "input" : "output") + " channels (" + Twine(grouped) +
                  ") are not a multiple of groups (" + Twine(options.groups) + ")");
  int64_t outputChannels = transposed ? weight[1] * options.groups : weight[0];
  if (bias && failed(checkBias(*bias, outputChannels, report)))
    return failure();

  FailureOr<Windows> windows =
      makeWindows(weight.drop_front(2), options.stride, options.dilation, options.padding, spatialRank, report);
  if (failed(windows))
    return failure();
  Shape outputPadding(spatialRank, 0);
  if (transposed) {
    FailureOr<Shape> expanded = expandPerDimension(*options.outputPadding, spatialRank, "output_padding", report);
    if (failed(expanded) || failed(checkAtLeast(*expanded, 0, "output_padding", report)))
      return failure();
    outputPadding = *expanded;
  }

  Shape result(image);
  for (auto [index, dim] : enumerate(spatial)) {
    Window window = (*windows)[index];
    if (transposed) {
      if (ShapedType::isDynamic(image[dim]))
        continue;
      result[dim] =
          (image[dim] - 1) * window.stride - window.before - window.after + window.extent() + outputPadding[index];
      if (result[dim] < 1)
        return report("padding leaves nothing of the result in dimension " + Twine(dim));
      continue;
    }
    FailureOr<int64_t> count = countWindows(image[dim], window, /*ceilMode=*/false, dim, report);
    if (failed(count))
      return failure();
    result[dim] = *count;
  }
  result[places->back()] = outputChannels;
  return options.flattened ? flatten(result) : result;
}

FailureOr<Shape> inferPoolShape(ShapeRef input, const PoolOptions &options, ErrorReporter report) {
  if (failed(checkRank(input, 4, "input", report)))
    return failure();
  Shape image(input);
  if (options.flattened) {
    FailureOr<Shape> unflattened = unflatten(input, *options.flattened, report);
    if (failed(unflattened))
      return failure();
    image = *unflattened;
  }
  FailureOr<Windows> windows =
      makeWindows(options.kernel, options.stride, options.dilation, options.padding, 2, report);
  if (failed(windows))
    return failure();
  Shape result(image);
  for (size_t index = 0; index < 2; ++index) {
    Window window = (*windows)[index];
    // More padding than that and a window could see nothing but padding.
    if (std::max(window.before, window.after) * 2 > window.extent())
      return report("padding must not be larger than half of the window, which spans " + Twine(window.extent()) +
                    " elements in dimension " + Twine(index + 1) + ", but is " +
                    Twine(std::max(window.before, window.after)));
    FailureOr<int64_t> count = countWindows(image[index + 1], window, options.ceilMode, index + 1, report);
    if (failed(count))
      return failure();
    result[index + 1] = *count;
  }
  return options.flattened ? flatten(result) : result;
}

FailureOr<Shape> inferUpsampleShape(ShapeRef input, ArrayRef<int64_t> scale, ErrorReporter report) {
  if (failed(checkRank(input, 4, "input", report)))
    return failure();
  FailureOr<Shape> factors = expandPerDimension(scale, 2, "scale_factor", report);
  if (failed(factors) || failed(checkAtLeast(*factors, 1, "scale_factor", report)))
    return failure();
  Shape result(input);
  for (size_t index = 0; index < 2; ++index)
    if (!ShapedType::isDynamic(result[index + 1]))
      result[index + 1] *= (*factors)[index];
  return result;
}

} // namespace mlir::tt
