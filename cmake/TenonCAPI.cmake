# tenon_capi_library(<target> SOURCES <file>... LINK_LIBS <library>...)
#
# A shared library with all of MLIR's C API and the given sources. The distribution ships MLIR's C API as static archives
# over the shared libMLIR; they are taken whole, since it is the Python extensions that need their functions.
function(tenon_capi_library target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK_LIBS")
  add_library(${target} SHARED ${arg_SOURCES})
  # The archives that need nothing but libMLIR and libLLVM.
  foreach(part IR Interfaces Debug Transforms Target Rewrite Conversion Func Arith Math SCF ControlFlow Tensor MemRef
               Linalg Affine Vector Tosa Bufferization Quant EmitC LLVM TransformDialect TransformDialectTransforms PDL UB Complex Index Shape)
    if(TARGET MLIRCAPI${part})
      target_link_libraries(${target} PRIVATE "$<LINK_LIBRARY:WHOLE_ARCHIVE,$<TARGET_FILE:MLIRCAPI${part}>>")
    endif()
  endforeach()
  target_link_libraries(${target} PRIVATE ${arg_LINK_LIBS} MLIR LLVM)
  target_link_options(${target} PRIVATE LINKER:-z,defs)
endfunction()
