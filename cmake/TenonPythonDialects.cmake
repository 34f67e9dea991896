# tenon_python_dialect(<name> FOLDER <folder> TD <file>... [ROOT <folder>] [SUMMARY <text>]
#                      [ENUMS <expression>] [EXTENDS <dialect>] [MODULE <place>] [USES <module>...] [ALSO <extension>...] [PLAIN])
#
# Generates the Python module of a dialect's operations into the folder: `_<name>_ops_gen.py`. With ENUMS, also that of
# the enumerations whose definitions' names begin as <expression> says: `_<name>_enum_gen.py`; each with its stub (.pyi). EXTENDS names the dialect
# that the operations belong to, where it is not <name> itself. The files are relative to ROOT. With PLAIN, docstrings
# stay as mlir-tblgen writes them.
#
# The module that people import, `<place>.py` (by default `<name>.py`), hands these on. It is generated too, with SUMMARY
# in its first line, unless the sources hold one with conveniences of its own. A generated one imports the modules after
# USES, whose enumerations are attributes of its operations, and hands on what the native extensions after ALSO hold.
#
# What is generated is appended to the list TENON_PYTHON_GENERATED.
include(TenonOpGen)
set(TENON_PYTHON_DIALECT_TEMPLATE ${CMAKE_CURRENT_LIST_DIR}/PythonDialect.py.in)

function(tenon_python_dialect name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "PLAIN" "SUMMARY;ENUMS;EXTENDS;MODULE;FOLDER;ROOT" "TD;USES;ALSO")
  set(dialect ${name})
  if(arg_EXTENDS)
    set(dialect ${arg_EXTENDS})
    set(extension --extension ${name})
  endif()
  set(plain)
  if(arg_PLAIN)
    set(plain --plain)
  endif()
  if(NOT arg_MODULE)
    set(arg_MODULE ${name})
  endif()
  if(arg_ROOT)
    list(TRANSFORM arg_TD PREPEND ${arg_ROOT}/)
  endif()
  # One file of definitions, so that each is read once.
  list(LENGTH arg_TD count)
  set(definitions ${arg_TD})
  if(count GREATER 1)
    set(definitions ${CMAKE_CURRENT_BINARY_DIR}/${name}.td)
    list(TRANSFORM arg_TD REPLACE "(.+)" "include \"\\1\"\n" OUTPUT_VARIABLE text)
    string(CONCAT text "// The definitions behind the Python module of ${name}.\n" ${text})
    file(CONFIGURE OUTPUT ${definitions} CONTENT "${text}" @ONLY)
  endif()

  set(includes -I ${PROJECT_SOURCE_DIR}/include)
  foreach(folder IN LISTS MLIR_INCLUDE_DIRS)
    list(APPEND includes -I ${folder})
  endforeach()
  file(GLOB_RECURSE own_definitions CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/include/ttmlir/Dialect/*.td)
  file(GLOB generators CONFIGURE_DEPENDS ${TENON_OPGEN_DIR}/*.py)
  set(outputs ${arg_FOLDER}/_${name}_ops_gen.py)
  set(script ${TENON_OPGEN_DIR}/python_ops.py)
  add_custom_command(
    OUTPUT ${arg_FOLDER}/_${name}_ops_gen.py
    COMMAND ${Python_EXECUTABLE} ${script} ${definitions} --dialect ${dialect} ${extension} ${plain}
            --mlir-tblgen $<TARGET_FILE:mlir-tblgen> --llvm-tblgen ${TENON_LLVM_TBLGEN} ${includes}
            -o ${arg_FOLDER}/_${name}_ops_gen.py
    DEPENDS ${arg_TD} ${own_definitions} ${generators}
    COMMENT "Generating Python classes of ${name}" VERBATIM)
  if(arg_ENUMS)
    list(APPEND outputs ${arg_FOLDER}/_${name}_enum_gen.py)
    set(script ${TENON_OPGEN_DIR}/python_enums.py)
    add_custom_command(
      OUTPUT ${arg_FOLDER}/_${name}_enum_gen.py
      COMMAND ${Python_EXECUTABLE} ${script} ${definitions} --dialect ${dialect} --own ${arg_ENUMS}
              --tablegen $<TARGET_FILE:mlir-tblgen> ${includes} -o ${arg_FOLDER}/_${name}_enum_gen.py
      DEPENDS ${arg_TD} ${own_definitions} ${generators}
      COMMENT "Generating Python enumerations of ${name}" VERBATIM)
  endif()
  set(stub_script ${TENON_OPGEN_DIR}/python_stub.py)
  foreach(module IN LISTS outputs)
    add_custom_command(
      OUTPUT ${module}i
      COMMAND ${Python_EXECUTABLE} ${stub_script} ${module} -o ${module}i
      DEPENDS ${module} ${stub_script}
      COMMENT "Generating ${module}i" VERBATIM)
    list(APPEND outputs ${module}i)
  endforeach()
  set(sources ${CMAKE_CURRENT_SOURCE_DIR}/dialects/${arg_MODULE})
  if(NOT EXISTS ${sources}.py AND NOT EXISTS ${sources}/__init__.py)
    tenon_python_dialect_module()
    list(APPEND outputs ${arg_FOLDER}/${arg_MODULE}.py)
  endif()
  set(TENON_PYTHON_GENERATED ${TENON_PYTHON_GENERATED} ${outputs} PARENT_SCOPE)
endfunction()

# Writes the module that hands on what was generated, from the arguments of tenon_python_dialect.
macro(tenon_python_dialect_module)
  if(NOT arg_SUMMARY)
    message(FATAL_ERROR "tenon_python_dialect(${name}): SUMMARY is required, for there is no dialects/${arg_MODULE}.py")
  endif()
  # A module in a subfolder reaches the others one level up.
  set(here .)
  if(arg_MODULE MATCHES "/")
    set(here ..)
  endif()
  set(title "The dialect ${name}")
  if(arg_EXTENDS)
    set(title "Operations of the dialect ${dialect}")
  endif()
  set(imports "")
  foreach(other IN LISTS arg_USES)
    string(APPEND imports "from ${here} import ${other} as _${other}  # its enumerations are attributes here\n")
  endforeach()
  foreach(native IN LISTS arg_ALSO)
    string(APPEND imports "from ${here}._mlir_libs.${native} import *\n")
  endforeach()
  if(arg_ENUMS)
    string(APPEND imports "from ${here}_${name}_enum_gen import *\n")
  endif()
  configure_file(${TENON_PYTHON_DIALECT_TEMPLATE} ${arg_FOLDER}/${arg_MODULE}.py @ONLY)
endmacro()
