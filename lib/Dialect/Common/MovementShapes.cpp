// Shapes of operations that move elements.
#include "ttmlir/Dialect/Common/ShapeInference.h"

#include "mlir/IR/BuiltinTypes.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/MathExtras.h"

using namespace llvm;

namespace mlir::tt {

//===-- The same elements in another shape or order ---------------------------===//

FailureOr<Shape> inferReshapeShape(ShapeRef input, ArrayRef<int64_t> shape, ErrorReporter report) {
  int64_t volume = volumeOf(input);
  Shape result(shape);
  std::optional<size_t> open;
  int64_t known = 1;
  for (auto [dim, size] : enumerate(shape)) {
    if (size == -1) {
      if (open)
        return report("shape " + formatList(shape) + " has more than one -1");
      open = dim;
      continue;
    }
    if (size < 0)
      return report("shape " + formatList(shape) + " has a negative size other than -1");
    known *= size;
  }
  if (open) {
    if (ShapedType::isDynamic(volume)) {
      result[*open] = ShapedType::kDynamic;
      return result;
    }
    if (known == 0 || volume % known != 0)
      return report("input with shape " + formatShape(input) + " holds " + Twine(volume) + " elements, which shape " +
                    formatList(shape) + " cannot divide evenly");
    result[*open] = volume / known;
    return result;
  }
  if (!sizesAgree(volume, known))
    return report("input with shape " + formatShape(input) + " holds " + Twine(volume) + " elements, but shape " +
                  formatList(shape) + " holds " + Twine(known));
  return result;
}

FailureOr<Shape> inferPermuteShape(ShapeRef input, ArrayRef<int64_t> permutation, ErrorReporter report) {
  int64_t rank = input.size();
  SmallVector<bool> seen(rank, false);
  bool valid = static_cast<int64_t>(permutation.size()) == rank;
  for (int64_t dim : permutation) {
    valid = valid && dim >= 0 && dim < rank && !seen[dim];
    if (valid)
      seen[dim] = true;
  }
  if (!valid)
    return report("permutation must name each of the input's " + Twine(rank) + " dimensions once, but is " +
                  formatList(permutation));
  Shape result;
  for (int64_t dim : permutation)
    result.push_back(input[dim]);
  return result;
}

FailureOr<Shape> inferTransposeShape(ShapeRef input, int64_t dim0, int64_t dim1, ErrorReporter report) {
  FailureOr<int64_t> first = normalizeDim(dim0, input.size(), "dim0", report);
  if (failed(first))
    return failure();
  FailureOr<int64_t> second = normalizeDim(dim1, input.size(), "dim1", report);
  if (failed(second))
    return failure();
  Shape result(input);
  std::swap(result[*first], result[*second]);
  return result;
}

FailureOr<Shape> inferSqueezeShape(ShapeRef input, int64_t dim, ErrorReporter report) {
  FailureOr<int64_t> position = normalizeDim(dim, input.size(), "dim", report);
  if (failed(position))
    return failure();
  if (!sizesAgree(input[*position], 1))
    return report("dimension " + Twine(*position) + " must have size 1 to be removed, but the input has shape " +
                  formatShape(input));
  Shape result(input);
  result.erase(result.begin() + *position);
  return result;
}

FailureOr<Shape> inferUnsqueezeShape(ShapeRef input, int64_t dim, ErrorReporter report) {
  FailureOr<int64_t> position = normalizeDim(dim, input.size() + 1, "dim", report);
  if (failed(position))
    return failure();
  Shape result(input);
  result.insert(result.begin() + *position, 1);
  return result;
}

//===-- Parts and wholes ------------------------------------------------------===//

FailureOr<Shape> inferConcatShape(ArrayRef<ShapeRef> inputs, int64_t dim, ErrorReporter report) {
  if (inputs.empty())
    return report("there must be at least one input");
  Shape result(inputs.front());
  FailureOr<int64_t> position = normalizeDim(dim, result.size(), "dim", report);
  if (failed(position))
    return failure();
  for (auto [index, input] : enumerate(inputs.drop_front())) {
    if (input.size() != result.size())
      return report("input #" + Twine(index + 1) + " must have rank " + Twine(result.size()) +
                    " as the first, but its shape is " + formatShape(input));
    for (auto [at, size] : enumerate(input)) {
      if (static_cast<int64_t>(at) == *position) {
        bool unknown = ShapedType::isDynamic(size) || ShapedType::isDynamic(result[at]);
        result[at] = unknown ? ShapedType::kDynamic : result[at] + size;
      } else if (!sizesAgree(size, result[at])) {
        return report("input #" + Twine(index + 1) + " must have size " + Twine(result[at]) + " in dimension " +
                      Twine(at) + " as those before it, but its shape is " + formatShape(input));
      }
    }
  }
  return result;
}

FailureOr<Shape> inferSliceShape(ShapeRef input, ArrayRef<int64_t> begins, ArrayRef<int64_t> ends,
                                 ArrayRef<int64_t> step, ErrorReporter report) {
  for (auto [what, values] :
       {std::pair<StringRef, ArrayRef<int64_t>>{"begins", begins}, {"ends", ends}, {"step", step}})
    if (values.size() != input.size())
      return report(what + " must hold one number for each of the input's " + Twine(input.size()) +
                    " dimensions, but is " + formatList(values));
  Shape result;
  for (auto [dim, size] : enumerate(input)) {
    if (step[dim] == 0)
      return report("step must not be 0, but is in dimension " + Twine(dim));
    if (ShapedType::isDynamic(size)) {
      result.push_back(size);
      continue;
    }
    // Walking backwards, the end may lie one before the first element: -(size + 1).
    bool forwards = step[dim] > 0;
    if (begins[dim] < -size || begins[dim] > (forwards ? size : size - 1))
      return report("begin " + Twine(begins[dim]) + " is out of range in dimension " + Twine(dim) + ", whose size is " +
                    Twine(size));
    if (ends[dim] < (forwards ? -size : -size - 1) || ends[dim] > size)
      return report("end " + Twine(ends[dim]) + " is out of range in dimension " + Twine(dim) + ", whose size is " +
                    Twine(size));
    int64_t begin = begins[dim] < 0 ? begins[dim] + size : begins[dim];
    int64_t end = ends[dim] < 0 ? ends[dim] + size : ends[dim];
    if (forwards ? end < begin : end > begin)
      return report("the slice from " + Twine(begins[dim]) + " to " + Twine(ends[dim]) + " with step " +
                    Twine(step[dim]) + " in dimension " + Twine(dim) + " runs the wrong way");
    result.push_back(divideCeilSigned(end - begin, step[dim]));
  }
  return result;
}

FailureOr<Shape> inferIndexSelectShape(ShapeRef input, int64_t dim, int64_t begin, int64_t length, int64_t stride,
                                       ErrorReporter report) {
  FailureOr<int64_t> position = normalizeDim(dim, input.size(), "dim", report);
  if (failed(position))
    return failure();
  int64_t size = input[*position];
  Shape result(input);
  if (ShapedType::isDynamic(size))
    return result;
  if (begin < 0 || length < 1 || begin + length > size)
    return report("begin " + Twine(begin) + " and length " + Twine(length) + " do not fit into dimension " +
                  Twine(*position) + ", whose size is " + Twine(size));
  if (stride != 0 && stride < length)
    return report("stride must be 0 or at least length (" + Twine(length) + "), but is " + Twine(stride));
  int64_t pieces = stride == 0 ? 1 : (size - begin - length) / stride + 1;
  result[*position] = pieces * length;
  return result;
}

FailureOr<Shape> inferPadShape(ShapeRef input, ArrayRef<int64_t> padding, ErrorReporter report) {
  if (padding.size() != 2 * input.size())
    return report("padding must hold two numbers for each of the input's " + Twine(input.size()) +
                  " dimensions, but is " + formatList(padding));
  if (failed(checkAtLeast(padding, 0, "padding", report)))
    return failure();
  Shape result(input);
  for (auto [dim, size] : enumerate(result))
    if (!ShapedType::isDynamic(size))
      size += padding[2 * dim] + padding[2 * dim + 1];
  return result;
}

//===-- Repetition --------------------------------------------------------------===//

/// The input's sizes times `repeats`, which has been checked.
static Shape multiplySizes(ShapeRef input, ArrayRef<int64_t> repeats) {
  Shape result(input);
  for (auto [size, repeat] : zip(result, repeats))
    if (!ShapedType::isDynamic(size))
      size *= repeat;
  return result;
}

static LogicalResult checkRepeats(ShapeRef input, ArrayRef<int64_t> repeats, StringRef what, ErrorReporter report) {
  if (repeats.size() != input.size())
    return report(what + " must hold one number for each of the input's " + Twine(input.size()) +
                  " dimensions, but is " + formatList(repeats));
  return checkAtLeast(repeats, 1, what, report);
}

FailureOr<Shape> inferRepeatShape(ShapeRef input, ArrayRef<int64_t> repeats, ErrorReporter report) {
  if (failed(checkRepeats(input, repeats, "repeat_dimensions", report)))
    return failure();
  return multiplySizes(input, repeats);
}

FailureOr<Shape> inferBroadcastDimensionsShape(ShapeRef input, ArrayRef<int64_t> repeats, ErrorReporter report) {
  if (failed(checkRepeats(input, repeats, "broadcast_dimensions", report)))
    return failure();
  for (auto [dim, size, repeat] : enumerate(input, repeats))
    if (repeat != 1 && !sizesAgree(size, 1))
      return report("dimension " + Twine(dim) + " must have size 1 to be broadcast " + Twine(repeat) +
                    " times, but the input has shape " + formatShape(input));
  return multiplySizes(input, repeats);
}

FailureOr<Shape> inferRepeatInterleaveShape(ShapeRef input, int64_t repeats, int64_t dim, ErrorReporter report) {
  FailureOr<int64_t> position = normalizeDim(dim, input.size(), "dim", report);
  if (failed(position) || failed(checkAtLeast(repeats, 1, "repeats", report)))
    return failure();
  Shape factors(input.size(), 1);
  factors[*position] = repeats;
  return multiplySizes(input, factors);
}

//===-- Selection by index ------------------------------------------------------===//

/// Fails unless the index is nowhere larger than the input, except along `dim`.
static LogicalResult checkIndexFits(ShapeRef input, ShapeRef index, int64_t dim, ErrorReporter report) {
  if (failed(checkRank(index, input.size(), "index", report)))
    return failure();
  for (auto [at, size] : enumerate(index))
    if (static_cast<int64_t>(at) != dim && !ShapedType::isDynamic(size) && !ShapedType::isDynamic(input[at]) &&
        size > input[at])
      return report("index must not be larger than the input (" + Twine(input[at]) + ") in dimension " + Twine(at) +
                    ", but its shape is " + formatShape(index));
  return success();
}

FailureOr<Shape> inferGatherShape(ShapeRef input, ShapeRef index, int64_t dim, ErrorReporter report) {
  FailureOr<int64_t> position = normalizeDim(dim, input.size(), "dim", report);
  if (failed(position) || failed(checkIndexFits(input, index, *position, report)))
    return failure();
  return Shape(index);
}

FailureOr<Shape> inferScatterShape(ShapeRef input, ShapeRef index, ShapeRef source, int64_t dim, ErrorReporter report) {
  FailureOr<int64_t> position = normalizeDim(dim, input.size(), "dim", report);
  if (failed(position) || failed(checkIndexFits(input, index, *position, report)) ||
      failed(checkShape(source, index, "source", report)))
    return failure();
  return Shape(input);
}

FailureOr<Shape> inferEmbeddingShape(ShapeRef input, ShapeRef weight, ErrorReporter report) {
  bool isTable = weight.size() >= 2 && all_of(weight.drop_back(2), [](int64_t size) { return size == 1; });
  if (!isTable)
    return report("weight must be a table VxD, with leading dimensions of size 1 at most, but its shape is " +
                  formatShape(weight));
  Shape result(input);
  result.push_back(weight.back());
  return result;
}

//===-- Patterns ----------------------------------------------------------------===//

/// Takes `a (b c) d` apart into groups of names.
static FailureOr<SmallVector<SmallVector<StringRef>>> parseGroups(StringRef side, StringRef pattern,
                                                                  ErrorReporter report) {
  SmallVector<SmallVector<StringRef>> groups;
  bool inside = false;
  while (!(side = side.ltrim()).empty()) {
    if (side.consume_front("(")) {
      if (inside)
        return report("pattern '" + pattern + "' has a parenthesis within parentheses");
      inside = true;
      groups.emplace_back();
    } else if (side.consume_front(")")) {
      if (!inside)
        return report("pattern '" + pattern + "' closes a parenthesis that was not opened");
      inside = false;
    } else {
      StringRef name = side.take_while([](char c) { return isAlnum(c) || c == '_'; });
      if (name.empty())
        return report("pattern '" + pattern + "' has the character '" + side.take_front() +
                      "', but holds only names, parentheses and ->");
      side = side.drop_front(name.size());
      if (!inside)
        groups.emplace_back();
      groups.back().push_back(name);
    }
  }
  if (inside)
    return report("pattern '" + pattern + "' does not close a parenthesis");
  return groups;
}

FailureOr<Rearrangement> resolveRearrangement(ShapeRef input, StringRef pattern, ErrorReporter report) {
  auto [leftSide, rightSide] = pattern.split("->");
  if (!pattern.contains("->"))
    return report("pattern '" + pattern + "' has no ->");
  auto left = parseGroups(leftSide, pattern, report);
  if (failed(left))
    return failure();
  auto right = parseGroups(rightSide, pattern, report);
  if (failed(right))
    return failure();
  if (left->size() != input.size())
    return report("pattern '" + pattern + "' names " + Twine(left->size()) + " dimensions, but the input has shape " +
                  formatShape(input));

  Rearrangement result;
  StringMap<int64_t> positions;
  for (auto [dim, group] : enumerate(*left)) {
    if (group.size() != 1)
      return report("pattern '" + pattern + "' takes dimension " + Twine(dim) +
                    " apart, for which it would have to say the sizes");
    if (!positions.try_emplace(group.front(), dim).second)
      return report("pattern '" + pattern + "' names '" + group.front() + "' twice");
    result.expanded.push_back(input[dim]);
  }
  for (ArrayRef<StringRef> group : *right) {
    Shape merged;
    for (StringRef name : group) {
      auto found = positions.find(name);
      if (found == positions.end())
        return report("pattern '" + pattern + "' does not name '" + name +
                      "' on the left, or names it twice on the right");
      merged.push_back(result.expanded[found->second]);
      result.permutation.push_back(found->second);
      positions.erase(found);
    }
    result.result.push_back(volumeOf(merged));
  }
  if (!positions.empty())
    return report("pattern '" + pattern + "' loses the dimension '" + positions.begin()->first() + "'");
  return result;
}

} // namespace mlir::tt
