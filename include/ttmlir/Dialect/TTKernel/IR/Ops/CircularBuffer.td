// Circular buffers: how their two sides wait for each other, and where their pages lie.

#ifndef TTMLIR_DIALECT_TTKERNEL_IR_OPS_CIRCULARBUFFER_TD
#define TTMLIR_DIALECT_TTKERNEL_IR_OPS_CIRCULARBUFFER_TD

include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.td"

// Threads of both kinds push and pop; a constant number of pages is positive,
// and no more than the buffer has.
class TTKernel_PagesOp<string mnemonic> : TTKernel_Op<mnemonic> {
  let arguments = (ins TTKernel_CB:$cb, I32:$numPages);
  let hasVerifier = 1;
  let extraClassDefinition = [{
    ::llvm::LogicalResult $cppClass::verify() {
      return ::mlir::tt::ttkernel::detail::verifyPages(getOperation(), getCb().getType(), getNumPages());
    }
  }];
}

def TTKernel_CBReserveBackOp : TTKernel_PagesOp<"cb_reserve_back"> {
  let summary = "Wait for free pages";
  let description = [{
    Waits until `numPages` pages at the back of the circular buffer are free to
    write. The writer calls it before it fills them.
  }];
}

def TTKernel_CBPushBackOp : TTKernel_PagesOp<"cb_push_back"> {
  let summary = "Handing over of written pages";
  let description = [{
    Makes the next `numPages` pages at the back of the circular buffer, which
    the writer has filled, visible to the reader.
  }];
}

def TTKernel_CBWaitFrontOp : TTKernel_PagesOp<"cb_wait_front"> {
  let summary = "Wait for written pages";
  let description = [{
    Waits until `numPages` pages at the front of the circular buffer are there
    to read. The reader calls it before it reads them.
  }];
}

def TTKernel_CBPopFrontOp : TTKernel_PagesOp<"cb_pop_front"> {
  let summary = "Giving back of read pages";
  let description = [{
    Frees the first `numPages` pages at the front of the circular buffer for
    the writer.
  }];
}

// The place of a page moves when this thread pushes or pops.
def TTKernel_GetReadPtrOp : TTKernel_Op<"get_read_ptr", [MemoryEffects<[MemRead]>]> {
  let summary = "Address of the first page to read";
  let description = [{
    The address in L1, in bytes, of the page at the front of `cb`.
  }];
  let arguments = (ins TTKernel_CB:$cb);
  let results = (outs I32:$readPtr);
}

def TTKernel_GetWritePtrOp : TTKernel_Op<"get_write_ptr", [MemoryEffects<[MemRead]>]> {
  let summary = "Address of the first page to write";
  let description = [{
    The address in L1, in bytes, of the first page behind those that were
    pushed to `cb`.
  }];
  let arguments = (ins TTKernel_CB:$cb);
  let results = (outs I32:$writePtr);
}

def TTKernel_GetTileSizeOp : TTKernel_Op<"get_tile_size", [Pure]> {
  let summary = "Size of a tile";
  let description = [{
    The size in bytes of one tile of `cb`.
  }];
  let arguments = (ins TTKernel_CB:$cb);
  let results = (outs I32:$tileSizeBytes);
}

def TTKernel_GetDataFormatOp : TTKernel_Op<"get_dataformat", [Pure]> {
  let summary = "Format of the elements";
  let description = [{
    The format of the elements of `cb`, as the hardware numbers formats.
  }];
  let arguments = (ins TTKernel_CB:$cb);
  let results = (outs TTKernel_DataFormat:$dataFormat);
}

class TTKernel_FillTileInBufferOp<string mnemonic> : TTKernel_Op<mnemonic, [TTKernel_BuffersHoldTiles]>;

def TTKernel_ExperimentalWriteRowMaskTileOp : TTKernel_FillTileInBufferOp<"experimental.write_row_mask_tile"> {
  let summary = "Tile that masks rows";
  let description = [{
    Writes to the reserved page of `cb` a tile of ones in its first `validRows`
    rows and zeros below.
  }];
  let arguments = (ins I32:$validRows, TTKernel_CB:$cb);
}

def TTKernel_ExperimentalWriteColMaskTileOp : TTKernel_FillTileInBufferOp<"experimental.write_col_mask_tile"> {
  let summary = "Tile that masks columns";
  let description = [{
    Writes to the reserved page of `cb` a tile of ones in its first `validCols`
    columns and zeros to their right.
  }];
  let arguments = (ins I32:$validCols, TTKernel_CB:$cb);
}

def TTKernel_ExperimentalFillArangeTileOp : TTKernel_FillTileInBufferOp<"experimental.fill_arange_tile"> {
  let summary = "Tile of ascending numbers";
  let description = [{
    Writes to the reserved page of `cb` a tile whose element in row `i` and
    column `j` is `32 * i + j`, in the format of the buffer.
  }];
  let arguments = (ins TTKernel_CB:$cb);
}

#endif
