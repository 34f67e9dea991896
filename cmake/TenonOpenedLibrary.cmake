# tenon_install_opened_library(<target>): installs a shared library that is opened when it is first needed.
#
# It goes where tt/jit/library.h looks: beside the static libraries for C++ programs, and into the folder of Python's
# packages that holds what extensions share. What it links outside the loader's default folders is found by its path.
function(tenon_install_opened_library target)
  set_target_properties(${target} PROPERTIES INSTALL_RPATH_USE_LINK_PATH ON)
  if(NOT SKBUILD)
    install(TARGETS ${target} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT cxx)
  endif()
  if(TENON_ENABLE_PYTHON)
    install(TARGETS ${target} LIBRARY DESTINATION ${TENON_PYTHON_INSTALL_DIR}/${TENON_PYTHON_LIBS_DIR} COMPONENT python)
  endif()
endfunction()
