// Which ops have a fast kernel.
#include "ttnn/fast/fast_kernel.h"

#include <map>

namespace tt::runtime {
namespace {

using Maker = std::unique_ptr<Kernel> (*)(const OpView &, const KernelOptions &);

/// Never destroyed: threads that outlive main() may still run programs.
const std::map<std::string_view, Maker> &makers() {
  using namespace fast;
  static const auto &table = *[] {
    auto *made = new std::map<std::string_view, Maker>{
        {"typecast", makeTypecast},
        {"linear", makeMatmul},
        {"matmul", makeMatmul},
        {"conv2d", makeConv2d},
        {"scaled_dot_product_attention", makeAttention},
        {"layer_norm", makeLastDimNorm},
        {"rms_norm", makeLastDimNorm},
        {"softmax", makeSoftmax},
        {"batch_norm_inference", makeBatchNorm},
        {"sum", makeReduction},
        {"mean", makeReduction},
        {"max", makeReduction},
        {"min", makeReduction},
        {"global_avg_pool2d", makeReduction},
        {"avg_pool2d", makePool2d},
        {"max_pool2d", makePool2d},
        {"permute", makePermute},
        {"transpose", makePermute},
        {"concatenate_heads", makePermute},
        {"nlp_concat_heads", makePermute},
        {"split_query_key_value_and_split_heads", makeSplitHeads},
        {"concat", makeConcat},
        {"slice_static", makeSlice},
        {"embedding", makeEmbedding},
    };
    auto &all = *made;
    for (std::string_view name :
         {"abs", "ceil", "clamp_scalar", "erf", "erfc", "exp", "floor", "gelu", "leaky_relu", "log", "neg",
          "reciprocal", "relu", "relu6", "rsqrt", "sigmoid", "silu", "sqrt", "tanh"})
      all[name] = makeUnary;
    for (std::string_view name : {"add", "divide", "maximum", "minimum", "multiply", "subtract"})
      all[name] = makeBinary;
    return made;
  }();
  return table;
}

} // namespace

std::unique_ptr<Kernel> makeFastKernel(const OpView &op, const KernelOptions &options) {
  std::string_view name = op.name();
  if (!name.starts_with("ttnn."))
    return nullptr;
  auto found = makers().find(name.substr(5));
  return found == makers().end() ? nullptr : found->second(op, options);
}

} // namespace tt::runtime
