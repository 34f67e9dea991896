// Rows to tiles and tiles to rows, and transposed tiles.

#ifndef TTMLIR_DIALECT_TTKERNEL_IR_OPS_TILIZE_TD
#define TTMLIR_DIALECT_TTKERNEL_IR_OPS_TILIZE_TD

include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.td"

// The elements of the circular buffers `cbIn` and `cbOut`: rows of scalars
// become tiles, or tiles rows of scalars.
class RowsToTiles {
  bit hasVerifier = 1;
  string extraClassDefinition = [{
    ::llvm::LogicalResult $cppClass::verify() {
      return ::mlir::tt::ttkernel::detail::verifyTilize(getOperation(), getCbIn().getType(), getCbOut().getType());
    }
  }];
}
class TilesToRows {
  bit hasVerifier = 1;
  string extraClassDefinition = [{
    ::llvm::LogicalResult $cppClass::verify() {
      return ::mlir::tt::ttkernel::detail::verifyUntilize(getOperation(), getCbIn().getType(), getCbOut().getType());
    }
  }];
}

def TTKernel_TilizeInitOp : TTKernel_InitOp<"tilize_init">, RowsToTiles {
  let summary = "Configuration for tilize_block";
  let description = [{
    Configures the core to cut rows of `numTiles` tiles in `cbIn` into tiles in
    `cbOut`.
  }];
  let arguments = (ins TTKernel_CB:$cbIn, I32:$numTiles, TTKernel_CB:$cbOut);
}

def TTKernel_TilizeBlockOp : TTKernel_ComputeOp<"tilize_block">, RowsToTiles {
  let summary = "Rows to tiles";
  let description = [{
    Cuts the rows of elements in `cbIn`, as wide as `numTiles` tiles, into
    `numTiles` tiles in `cbOut`.
  }];
  let arguments = (ins TTKernel_CB:$cbIn, I32:$numTiles, TTKernel_CB:$cbOut);
}

def TTKernel_ExperimentalTilizeBlockOp : TTKernel_ComputeOp<"experimental.tilize_block">, RowsToTiles {
  let summary = "Rows to a block of tiles";
  let description = [{
    Cuts the rows of elements in `cbIn` into `blockR` rows of `blockC` tiles in
    `cbOut`.
  }];
  let arguments = (ins TTKernel_CB:$cbIn, TTKernel_CB:$cbOut, I32:$blockR, I32:$blockC);
}

def TTKernel_TilizeUninitOp : TTKernel_InitOp<"tilize_uninit"> {
  let summary = "End of tilizing";
  let description = [{
    Undoes what `tilize_init` configured, before the configuration for another
    operation.
  }];
  let arguments = (ins TTKernel_CB:$cbI, TTKernel_CB:$cbOut);
}

def TTKernel_UntilizeInitOp : TTKernel_InitOp<"untilize_init", [TTKernel_BuffersHoldTiles]> {
  let summary = "Configuration for untilize_block";
  let description = [{
    Configures the core to write the tiles of `cbIn` out as rows.
  }];
  let arguments = (ins TTKernel_CB:$cbIn);
}

def TTKernel_UntilizeBlockOp : TTKernel_ComputeOp<"untilize_block">, TilesToRows {
  let summary = "Tiles to rows";
  let description = [{
    Writes `numTiles` tiles of `cbIn`, which lie beside each other, as rows of
    elements to `cbOut`.
  }];
  let arguments = (ins TTKernel_CB:$cbIn, I32:$numTiles, TTKernel_CB:$cbOut);
}

def TTKernel_ExperimentalUntilizeBlockOp : TTKernel_ComputeOp<"experimental.untilize_block">, TilesToRows {
  let summary = "Block of tiles to rows";
  let description = [{
    Writes `blockR` rows of `blockC` tiles of `cbIn` as rows of elements to
    `cbOut`.
  }];
  let arguments = (ins TTKernel_CB:$cbIn, TTKernel_CB:$cbOut, I32:$blockR, I32:$blockC);
}

def TTKernel_UntilizeUninitOp : TTKernel_InitOp<"untilize_uninit", [TTKernel_BuffersHoldTiles]> {
  let summary = "End of untilizing";
  let description = [{
    Undoes what `untilize_init` configured, before the configuration for
    another operation.
  }];
  let arguments = (ins TTKernel_CB:$cbIn);
}

def TTKernel_PackUntilizeInitOp : TTKernel_InitOp<"pack_untilize_init"> {
  let summary = "Configuration for untilizing while packing";
  let description = [{
    Configures the core to write tiles of `cbIn` as rows to `cbOut` in the
    packer: rows as wide as `totalColTiles` tiles, of which `colsPerDstPass`
    are in DST at once. The latter divides the former.
  }];
  let arguments = (ins TTKernel_CB:$cbIn, TTKernel_CB:$cbOut,
                       DefaultValuedAttr<I32Attr, "1">:$colsPerDstPass,
                       DefaultValuedAttr<I32Attr, "1">:$totalColTiles);
  let assemblyFormat = "`(` $cbIn `,` $cbOut `)` attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def TTKernel_ExperimentalPackUntilizeBlockOp : TTKernel_ComputeOp<"experimental.pack_untilize_block"> {
  let summary = "Block of tiles to rows while packing";
  let description = [{
    Writes `blockR` rows of `blockC` tiles of `cbIn` as rows of elements to
    `cbOut`, `colsPerDstPass` tiles at a time out of the `totalColTiles` that
    the rows are wide. Comes between `pack_untilize_init` and
    `pack_untilize_uninit`.
  }];
  let arguments = (ins TTKernel_CB:$cbIn, TTKernel_CB:$cbOut, I32:$blockR, I32:$blockC,
                       I32Attr:$colsPerDstPass, I32Attr:$totalColTiles);
  let assemblyFormat = [{
    `(` $cbIn `,` $cbOut `,` $blockR `,` $blockC `)` attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

def TTKernel_PackUntilizeUninitOp : TTKernel_InitOp<"pack_untilize_uninit"> {
  let summary = "End of untilizing while packing";
  let description = [{
    Undoes what `pack_untilize_init` configured, before the configuration for
    another operation.
  }];
  let arguments = (ins TTKernel_CB:$cbOut);
}

def TTKernel_TransposeInitOp : TTKernel_InitOp<"transpose_wh_init", [TTKernel_BuffersHoldTiles]> {
  let summary = "Configuration for transpose_wh_tile";
  let description = [{
    Configures the core to transpose tiles of `cbIn` for `cbOut`.
  }];
  let arguments = (ins TTKernel_CB:$cbIn, TTKernel_CB:$cbOut);
}

def TTKernel_TransposeTileOp : TTKernel_FPUOp<"transpose_wh_tile", [TTKernel_DstIndices<2, 1>]> {
  let summary = "Transposed tile";
  let description = [{
    Writes the tile `itile`, counted from the front of `icb`, with its rows and
    columns exchanged to the tile `idst` in DST.
  }];
  let arguments = (ins TTKernel_CB:$icb, IndexLike:$itile, IndexLike:$idst);
}

#endif
