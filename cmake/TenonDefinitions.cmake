# What utils/opgen makes of the types and attributes of the dialects: their C API, the tables and the classes of Python.
include(TenonOpGen)

# The dialects: their names in C, and the TableGen files and C++ headers of their types and attributes.
set(TENON_DIALECTS ttcore ttir ttkernel ttmetal ttnn)
set(td ${PROJECT_SOURCE_DIR}/include/ttmlir/Dialect)
set(TENON_DIALECT_ttcore TTCore)
set(TENON_DIALECT_ttcore_TD ${td}/TTCore/IR/TTCoreTypes.td)
set(TENON_DIALECT_ttcore_HEADERS ttmlir/Dialect/TTCore/IR/TTCoreAttrs.h ttmlir/Dialect/TTCore/IR/TTCoreTypes.h)
set(TENON_DIALECT_ttir TTIR)
set(TENON_DIALECT_ttir_TD ${td}/TTIR/IR/TTIRBase.td)
set(TENON_DIALECT_ttir_HEADERS ttmlir/Dialect/TTIR/IR/TTIR.h)
set(TENON_DIALECT_ttkernel TTKernel)
set(TENON_DIALECT_ttkernel_TD ${td}/TTKernel/IR/TTKernelOpsAttrs.td ${td}/TTKernel/IR/TTKernelOpsTypes.td)
set(TENON_DIALECT_ttkernel_HEADERS ttmlir/Dialect/TTKernel/IR/TTKernelOpsAttrs.h
    ttmlir/Dialect/TTKernel/IR/TTKernelOpsTypes.h)
set(TENON_DIALECT_ttmetal TTMetal)
set(TENON_DIALECT_ttmetal_TD ${td}/TTKernel/IR/TTKernelOpsAttrs.td ${td}/TTMetal/IR/TTMetalOpsAttrs.td
    ${td}/TTMetal/IR/TTMetalOpsTypes.td)
set(TENON_DIALECT_ttmetal_HEADERS ttmlir/Dialect/TTMetal/IR/TTMetalOpsAttrs.h
    ttmlir/Dialect/TTMetal/IR/TTMetalOpsTypes.h)
set(TENON_DIALECT_ttnn TTNN)
set(TENON_DIALECT_ttnn_TD ${td}/TTCore/IR/TTCoreAttrs.td ${td}/TTNN/IR/TTNNOpsAttrs.td ${td}/TTNN/IR/TTNNOpsTypes.td)
set(TENON_DIALECT_ttnn_HEADERS ttmlir/Dialect/TTNN/IR/TTNNOpsAttrs.h ttmlir/Dialect/TTNN/IR/TTNNOpsTypes.h)
# A definition's functions take about a tenth of a second to compile; the dialects' headers take four seconds.
set(TENON_DIALECT_ttcore_PARTS 1)
set(TENON_DIALECT_ttir_PARTS 1)
set(TENON_DIALECT_ttkernel_PARTS 1)
set(TENON_DIALECT_ttmetal_PARTS 1)
set(TENON_DIALECT_ttnn_PARTS 2)

set(TENON_DEFINITIONS_DIR ${PROJECT_BINARY_DIR}/opgen/definitions)
# Headers of the C API, to be included as "ttmlir-c/TTNNDefinitions.h.inc".
set(TENON_C_HEADERS_DIR ${PROJECT_BINARY_DIR}/include)

# tenon_c_definitions(<variable>): the C API of all dialects' types and attributes; the sources to compile go to
# <variable>. What includes the headers depends on the target TenonCHeaders.
function(tenon_c_definitions variable)
  foreach(dialect IN LISTS TENON_DIALECTS)
    set(name ${TENON_DIALECT_${dialect}})
    set(header ${TENON_C_HEADERS_DIR}/ttmlir-c/${name}Definitions.h.inc)
    tenon_opgen(${header} c_api.py ${TENON_DIALECT_${dialect}_TD} --dialect ${dialect})
    list(APPEND headers ${header})
    list(TRANSFORM TENON_DIALECT_${dialect}_HEADERS PREPEND --header= OUTPUT_VARIABLE cpp_headers)
    math(EXPR last "${TENON_DIALECT_${dialect}_PARTS} - 1")
    foreach(part RANGE ${last})
      set(source ${TENON_DEFINITIONS_DIR}/${name}CAPI${part}.cpp)
      tenon_opgen(${source} c_api.py ${TENON_DIALECT_${dialect}_TD} --dialect ${dialect} ${cpp_headers}
                  --part ${part} --parts ${TENON_DIALECT_${dialect}_PARTS})
      list(APPEND sources ${source})
    endforeach()
  endforeach()
  add_custom_target(TenonCHeaders DEPENDS ${headers})
  set(${variable} ${sources} PARENT_SCOPE)
endfunction()

# tenon_python_tables(<variable>): the tables by which the Python extension makes and reads types and attributes.
function(tenon_python_tables variable)
  foreach(dialect IN LISTS TENON_DIALECTS)
    set(name ${TENON_DIALECT_${dialect}})
    set(source ${TENON_DEFINITIONS_DIR}/${name}Table.cpp)
    tenon_opgen(${source} python_tables.py ${TENON_DIALECT_${dialect}_TD} --dialect ${dialect})
    list(APPEND sources ${source})
    string(APPEND declarations "extern const std::span<const Definition> k${name}Definitions;\n")
    string(APPEND cases "  if (dialect == \"${dialect}\")\n    return k${name}Definitions;\n")
  endforeach()
  set(all ${TENON_DEFINITIONS_DIR}/Tables.cpp)
  file(CONFIGURE OUTPUT ${all} CONTENT [[// The tables of all dialects.
#include "definitions/Definitions.h"

namespace tenon {
@declarations@
std::span<const Definition> findDefinitions(std::string_view dialect) {
@cases@  return {};
}
} // namespace tenon
]] @ONLY)
  set(${variable} ${sources} ${all} PARENT_SCOPE)
endfunction()

# tenon_python_classes(<variable> <folder> <extras folder>): the Python modules of all dialects' types and attributes, made
# in <folder>. What `_<dialect>_extras.py` in <extras folder> defines is added to the classes of the same names.
function(tenon_python_classes variable folder extras_folder)
  foreach(dialect IN LISTS TENON_DIALECTS)
    set(output ${folder}/_${dialect}_definitions_gen.py)
    set(TENON_OPGEN_DEPENDS)
    set(extras)
    if(EXISTS ${extras_folder}/_${dialect}_extras.py)
      set(TENON_OPGEN_DEPENDS ${extras_folder}/_${dialect}_extras.py)
      set(extras --extras ${TENON_OPGEN_DEPENDS})
    endif()
    tenon_opgen(${output} python_classes.py ${TENON_DIALECT_${dialect}_TD} --dialect ${dialect} ${extras})
    list(APPEND outputs ${output})
  endforeach()
  set(${variable} ${outputs} PARENT_SCOPE)
endfunction()
