# tenon_python_dialect(<dialect> TD <file> FOLDER <folder> [ENUMS <expression>])
#
# Generates the Python module of a dialect's operations (and, with ENUMS, that of the enumerations whose definitions'
# names begin as <expression> says) into the package's folder: `_<dialect>_ops_gen.py`, `_<dialect>_enum_gen.py`. They are
# appended to the list TENON_PYTHON_GENERATED.
include(TenonOpGen)

function(tenon_python_dialect dialect)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "TD;ENUMS;FOLDER" "")
  set(includes -I ${PROJECT_SOURCE_DIR}/include)
  foreach(folder IN LISTS MLIR_INCLUDE_DIRS)
    list(APPEND includes -I ${folder})
  endforeach()
  file(GLOB_RECURSE definitions CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/include/ttmlir/Dialect/*.td)
  set(outputs ${arg_FOLDER}/_${dialect}_ops_gen.py)
  file(GLOB generators CONFIGURE_DEPENDS ${TENON_OPGEN_DIR}/*.py)
  add_custom_command(
    OUTPUT ${arg_FOLDER}/_${dialect}_ops_gen.py
    COMMAND ${Python_EXECUTABLE} ${TENON_OPGEN_DIR}/python_ops.py ${arg_TD} --dialect ${dialect}
            --mlir-tblgen $<TARGET_FILE:mlir-tblgen> --llvm-tblgen ${TENON_LLVM_TBLGEN} ${includes}
            -o ${arg_FOLDER}/_${dialect}_ops_gen.py
    DEPENDS ${arg_TD} ${definitions} ${generators}
    COMMENT "Generating Python classes of dialect ${dialect}" VERBATIM)
  if(arg_ENUMS)
    list(APPEND outputs ${arg_FOLDER}/_${dialect}_enum_gen.py)
    set(script ${PROJECT_SOURCE_DIR}/utils/opgen/python_enums.py)
    add_custom_command(
      OUTPUT ${arg_FOLDER}/_${dialect}_enum_gen.py
      COMMAND ${Python_EXECUTABLE} ${script} ${arg_TD} --dialect ${dialect} --own ${arg_ENUMS}
              --tablegen $<TARGET_FILE:mlir-tblgen> ${includes} -o ${arg_FOLDER}/_${dialect}_enum_gen.py
      DEPENDS ${arg_TD} ${definitions} ${script}
      COMMENT "Generating Python enumerations of dialect ${dialect}" VERBATIM)
  endif()
  set(TENON_PYTHON_GENERATED ${TENON_PYTHON_GENERATED} ${outputs} PARENT_SCOPE)
endfunction()
