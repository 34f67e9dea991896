# One shared nanobind library for all Python extensions, and the function that makes an extension of it.
#
# Every extension of the project links this one library, so that a type which one extension registers is known to all.
# It needs neither MLIR nor the compiler: the runtime's extension is built with TENON_ENABLE_COMPILER=OFF as well.
include_guard(GLOBAL)

find_package(Python 3.11 REQUIRED COMPONENTS Interpreter Development.Module)
execute_process(
  COMMAND ${Python_EXECUTABLE} -m nanobind --cmake_dir
  OUTPUT_VARIABLE nanobind_ROOT OUTPUT_STRIP_TRAILING_WHITESPACE
  RESULT_VARIABLE nanobind_status)
if(nanobind_status)
  message(FATAL_ERROR "${Python_EXECUTABLE} has no nanobind; install it with: ${Python_EXECUTABLE} -m pip install 'nanobind>=2.15,<3'")
endif()
# MLIR 22's headers do not compile with nanobind 3.
find_package(nanobind 2.9 REQUIRED CONFIG)

# Where Python packages are installed: site-packages in a wheel, a folder to put on PYTHONPATH otherwise.
if(SKBUILD)
  set(TENON_PYTHON_INSTALL_DIR ${SKBUILD_PLATLIB_DIR})
elseif(NOT TENON_PYTHON_INSTALL_DIR)
  set(TENON_PYTHON_INSTALL_DIR ${CMAKE_INSTALL_LIBDIR}/tenon/python_packages)
endif()
# The folder inside the packages' root that holds the libraries which extensions share.
set(TENON_PYTHON_LIBS_DIR ttmlir/_mlir_libs)

# Extensions name their domain when they are initialised: those of other projects keep types of their own.
set(TENON_NANOBIND_DOMAIN tenon)
set(TENON_NANOBIND_LIBRARY nanobind-${TENON_NANOBIND_DOMAIN})
nanobind_build_library(${TENON_NANOBIND_LIBRARY} AS_SYSINCLUDE)
target_compile_definitions(${TENON_NANOBIND_LIBRARY} PUBLIC NB_DOMAIN=${TENON_NANOBIND_DOMAIN})
set_target_properties(${TENON_NANOBIND_LIBRARY} PROPERTIES
  INTERPROCEDURAL_OPTIMIZATION_RELEASE OFF
  INTERPROCEDURAL_OPTIMIZATION_MINSIZEREL OFF
  LIBRARY_OUTPUT_DIRECTORY ${TENON_PYTHON_PACKAGES_DIR}/${TENON_PYTHON_LIBS_DIR}
  BUILD_RPATH_USE_ORIGIN ON)
install(TARGETS ${TENON_NANOBIND_LIBRARY} LIBRARY DESTINATION ${TENON_PYTHON_INSTALL_DIR}/${TENON_PYTHON_LIBS_DIR} COMPONENT python)

# tenon_nanobind_extension(<target> PACKAGE <folder> SOURCES <file>... [MODULE_NAME <name>] [LINK_LIBS <library>...])
#
# Makes the Python extension <name> (default: the target's name) in <folder> below the packages' root, for instance
# `PACKAGE ttrt/_libs`, in the build tree as in the installed one. It finds the shared libraries relative to itself.
function(tenon_nanobind_extension target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "PACKAGE;MODULE_NAME" "SOURCES;LINK_LIBS")
  if(NOT arg_PACKAGE OR NOT arg_SOURCES)
    message(FATAL_ERROR "tenon_nanobind_extension(${target}): PACKAGE and SOURCES are required")
  endif()
  if(NOT arg_MODULE_NAME)
    set(arg_MODULE_NAME ${target})
  endif()
  Python_add_library(${target} MODULE WITH_SOABI ${arg_SOURCES})
  target_link_libraries(${target} PRIVATE ${TENON_NANOBIND_LIBRARY} ${arg_LINK_LIBS})
  tenon_python_library_paths(${target} ${arg_PACKAGE})
  set_target_properties(${target} PROPERTIES OUTPUT_NAME ${arg_MODULE_NAME})
  # Python objects are reached through pointers of several types.
  target_compile_options(${target} PRIVATE -fno-strict-aliasing)
  install(TARGETS ${target} LIBRARY DESTINATION ${TENON_PYTHON_INSTALL_DIR}/${arg_PACKAGE} COMPONENT python)
endfunction()

# Puts a library into a package's folder and lets it find what it links: relative to itself what lies in the packages,
# absolutely (in build and installed tree alike) what the system carries outside the loader's default folders.
function(tenon_python_library_paths target package)
  file(RELATIVE_PATH to_libs /${package} /${TENON_PYTHON_LIBS_DIR})
  string(REGEX REPLACE "/$" "" to_libs "${to_libs}")
  set(rpath "$ORIGIN")
  if(to_libs)
    list(APPEND rpath "$ORIGIN/${to_libs}")
  endif()
  set_target_properties(${target} PROPERTIES
    LIBRARY_OUTPUT_DIRECTORY ${TENON_PYTHON_PACKAGES_DIR}/${package}
    BUILD_RPATH_USE_ORIGIN ON
    BUILD_RPATH "${rpath}"
    INSTALL_RPATH "${rpath}"
    INSTALL_RPATH_USE_LINK_PATH ON)
endfunction()
