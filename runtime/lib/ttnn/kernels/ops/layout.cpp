// Ops that change where a tensor lies, which on the host device is nothing, and how a tensor's life begins and ends.
#include "ttnn/kernels/strided_copy.h"
#include "ttnn/kernels/window.h"

namespace tt::runtime::kernels {
namespace {

/// A copy, to another element type where the result has one.
std::unique_ptr<Kernel> makeCopy(const OpView &view) {
  checkShape(view, view.result(), view.operand(0).shape, "the result");
  return makeConvertingCopy(view);
}

/// Operand 0 into operand 1.
std::unique_ptr<Kernel> makeCopyInto(const OpView &view) {
  const TensorDesc &from = view.operand(0), &to = view.operand(1);
  checkShape(view, to, from.shape, "the destination");
  checkSameDtype(view, to, from, "the destination");
  StridedCopy copy(from.dtype, {from.volume()}, {1}, {1});
  return makeKernel(
      [=](const KernelArgs &args) {
        if (args.operands[0] != args.operands[1])
          copy.run(args.operands[0], 0, writable(args, 1), 0);
      },
      {.writtenOperands = {1}});
}

/// The executor looks after devices and memory.
std::unique_ptr<Kernel> makeNothing(const OpView &view) {
  return makeKernel([](const KernelArgs &) {});
}

} // namespace

std::vector<KernelEntry> layoutKernels() {
  return {{"assign", makeCopy, kAllDtypes},
          {"copy", makeCopyInto, kAllDtypes},
          {"deallocate", makeNothing, kAllDtypes},
          {"from_device", makeCopy, kAllDtypes},
          {"get_device", makeNothing, kAllDtypes},
          {"prepare_conv2d_bias", makeCopy, kFloats},
          {"prepare_conv2d_weights", makeCopy, kFloats},
          {"prepare_conv_transpose2d_bias", makeCopy, kFloats},
          {"to_device", makeCopy, kAllDtypes},
          {"to_layout", makeCopy, kAllDtypes},
          {"to_memory_config", makeCopy, kAllDtypes},
          {"to_tensor_spec", makeCopy, kAllDtypes},
          {"write_tensor", makeCopyInto, kAllDtypes}};
}

} // namespace tt::runtime::kernels
