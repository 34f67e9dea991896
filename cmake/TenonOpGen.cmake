# Tables made from the ops' TableGen definitions by utils/opgen. Needs llvm-tblgen and MLIR's .td files, not libMLIR, so
# that the runtime builds without the compiler.
find_package(Python3 3.11 REQUIRED COMPONENTS Interpreter)
find_program(TENON_LLVM_TBLGEN NAMES llvm-tblgen-22 llvm-tblgen HINTS /usr/lib/llvm-22/bin REQUIRED)
find_path(TENON_MLIR_TD_DIR mlir/IR/OpBase.td HINTS /usr/lib/llvm-22/include REQUIRED)
set(TENON_OPGEN_DIR ${PROJECT_SOURCE_DIR}/utils/opgen)

# tenon_opgen(OUTPUT SCRIPT ARGS...): runs a generator of utils/opgen to make OUTPUT; redone when a definition changes, or
# one of the files in the variable TENON_OPGEN_DEPENDS.
function(tenon_opgen output script)
  file(GLOB_RECURSE definitions CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/include/ttmlir/Dialect/*.td)
  file(GLOB generators CONFIGURE_DEPENDS ${TENON_OPGEN_DIR}/*.py)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${Python3_EXECUTABLE} ${TENON_OPGEN_DIR}/${script} ${ARGN}
            --tablegen ${TENON_LLVM_TBLGEN} -I ${PROJECT_SOURCE_DIR}/include -I ${TENON_MLIR_TD_DIR} -o ${output}
    DEPENDS ${definitions} ${generators} ${TENON_OPGEN_DEPENDS}
    COMMENT "Generating ${output}"
    VERBATIM)
endfunction()

# The table behind runtime/lib/common/op_signature.cpp: link TenonOpSignatures to include tenon/opgen/OpSignatures.inc.
function(tenon_add_op_signatures)
  if(TARGET TenonOpSignatures)
    return()
  endif()
  set(dialects ${PROJECT_SOURCE_DIR}/include/ttmlir/Dialect)
  set(generated ${PROJECT_BINARY_DIR}/opgen/include)
  tenon_opgen(${generated}/tenon/opgen/OpSignatures.inc runtime_table.py
              --ttnn ${dialects}/TTNN/IR/TTNNOps.td --ttcore ${dialects}/TTCore/IR/TTCoreOps.td
              --ttmetal ${dialects}/TTMetal/IR/TTMetalOps.td)
  add_custom_target(TenonOpSignaturesHeader DEPENDS ${generated}/tenon/opgen/OpSignatures.inc)
  add_library(TenonOpSignatures INTERFACE)
  add_dependencies(TenonOpSignatures TenonOpSignaturesHeader)
  target_include_directories(TenonOpSignatures INTERFACE $<BUILD_INTERFACE:${generated}>)
endfunction()

# The table behind lib/Target/TTNN/OpFacts.cpp, by which the compiler serializes ops and knows what the host executes.
function(tenon_add_op_facts)
  set(dialects ${PROJECT_SOURCE_DIR}/include/ttmlir/Dialect)
  set(generated ${PROJECT_BINARY_DIR}/opgen/include/tenon/opgen/OpFacts.inc)
  tenon_opgen(${generated} host_support.py
              --ttnn ${dialects}/TTNN/IR/TTNNOps.td --ttcore ${dialects}/TTCore/IR/TTCoreOps.td
              --ttmetal ${dialects}/TTMetal/IR/TTMetalOps.td)
  add_custom_target(TenonOpFactsHeader DEPENDS ${generated})
endfunction()

# The table behind lib/Dialect/Common/ElementTypes.cpp, by which both dialects verify element types.
function(tenon_add_element_type_rules)
  set(dialects ${PROJECT_SOURCE_DIR}/include/ttmlir/Dialect)
  set(generated ${PROJECT_BINARY_DIR}/opgen/include/tenon/opgen/ElementTypeRules.inc)
  tenon_opgen(${generated} element_types.py
              --ttir ${dialects}/TTIR/IR/TTIROps.td --ttnn ${dialects}/TTNN/IR/TTNNOps.td)
  add_custom_target(TenonElementTypeRulesHeader DEPENDS ${generated})
endfunction()

# The table behind lib/Dialect/TTKernel/IR/OpFacts.cpp, by which ops of kernels become calls of the card's services.
function(tenon_add_kernel_op_facts)
  set(generated ${PROJECT_BINARY_DIR}/opgen/include/tenon/opgen/KernelOpFacts.inc)
  tenon_opgen(${generated} kernel_ops.py --ttkernel ${PROJECT_SOURCE_DIR}/include/ttmlir/Dialect/TTKernel/IR/TTKernelOps.td)
  add_custom_target(TenonKernelOpFactsHeader DEPENDS ${generated})
endfunction()
