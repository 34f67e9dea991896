// The packer: tiles from DST into circular buffers.

#ifndef TTMLIR_DIALECT_TTKERNEL_IR_OPS_PACK_TD
#define TTMLIR_DIALECT_TTKERNEL_IR_OPS_PACK_TD

include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.td"

def TTKernel_PackTileOp : TTKernel_ComputeOp<"pack_tile", [TTKernel_DstIndices<0, 1>]> {
  let summary = "Tile from DST into a circular buffer";
  let description = [{
    Writes the tile `dst_index` of DST to a page that `cb_reserve_back` has
    reserved in `out_cb`: with `out_of_order` to the page `out_index`, counted
    from the first reserved one, otherwise to the page behind the one that was
    packed last. `tile_regs_wait` comes before it, `cb_push_back` after it.
  }];
  let arguments = (ins IndexLike:$dst_index, TTKernel_CB:$out_cb, IndexLike:$out_index,
                       DefaultValuedAttr<BoolAttr, "false">:$out_of_order);
}

def TTKernel_PackTileBlockOp : TTKernel_ComputeOp<"pack_tile_block", [TTKernel_DstIndices<0, 1>]> {
  let summary = "Tiles from DST into a circular buffer";
  let description = [{
    Writes the `ntiles` tiles of DST from `dst_index` on, in this order, to the
    next reserved pages of `out_cb`.
  }];
  let arguments = (ins IndexLike:$dst_index, TTKernel_CB:$out_cb, IndexLike:$ntiles);
  let hasVerifier = 1;
}

def TTKernel_PackReconfigDataFormatOp : TTKernel_InitOp<"pack_reconfig_data_format"> {
  let summary = "Other format of the result";
  let description = [{
    Configures the packer for the format of `out_cb`.
  }];
  let arguments = (ins TTKernel_CB:$out_cb);
}

def TTKernel_PackReconfigL1AccOp : TTKernel_InitOp<"pack_reconfig_l1_acc"> {
  let summary = "Whether the packer adds";
  let description = [{
    From here on the packer adds to what the pages hold (`l1_acc_en` is 1) or
    overwrites it (`l1_acc_en` is 0).
  }];
  let arguments = (ins I32:$l1_acc_en);
}

#endif
