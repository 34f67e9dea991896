// Passes on ttnn.
#ifndef TTMLIR_DIALECT_TTNN_TRANSFORMS_PASSES_TD
#define TTMLIR_DIALECT_TTNN_TRANSFORMS_PASSES_TD

include "mlir/Pass/PassBase.td"

def TTNNFusingPass : Pass<"ttnn-fusing", "::mlir::ModuleOp"> {
  let summary = "Let matrix products apply the activation that follows them";
  let description = [{
    An activation (relu, gelu, silu, sigmoid, tanh) that is the only user of a
    `ttnn.matmul` or `ttnn.linear` becomes its attribute `activation`.
  }];
}

def TTNNLayoutPass : Pass<"ttnn-layout", "::mlir::ModuleOp"> {
  let summary = "Give every tensor a layout";
  let description = [{
    Tensors without a layout get one: interleaved in the device's DRAM, in tiles
    of 32x32 where the tensor has two dimensions or more and elements of floating
    point, by rows otherwise. Types that have a layout are left alone.
  }];
  let dependentDialects = ["::mlir::tt::ttnn::TTNNDialect"];
}

def TTNNDeallocatePass : Pass<"ttnn-deallocate", "::mlir::ModuleOp"> {
  let summary = "Free tensors after their last use";
  let description = [{
    Adds `ttnn.deallocate` behind the last use of each tensor that an op of the
    function makes. Arguments, returned tensors, constants and cached tensors
    are kept.
  }];
  let dependentDialects = ["::mlir::tt::ttnn::TTNNDialect"];
}

def TTNNCheckHostSupportPass : Pass<"ttnn-check-host-support", "::mlir::ModuleOp"> {
  let summary = "Report ops that the host device cannot execute";
  let description = [{
    Reports each op that the host device does not execute, or not in the element
    type at hand, at its location. All of them are reported before the pass
    fails.
  }];
}

#endif // TTMLIR_DIALECT_TTNN_TRANSFORMS_PASSES_TD
