# What `cmake --install` gives C++ users: the tools, the runtime's headers and static libraries, find_package(Tenon).
#
# Component `python` holds the Python packages (with what they need, as in a wheel); the component `cxx` the rest.
include(CMakePackageConfigHelpers)
set(TENON_CMAKE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/Tenon)

if(SKBUILD)
  set(TENON_TOOLS_COMPONENT python)
  set(TENON_TOOLS_DIR ${SKBUILD_SCRIPTS_DIR})
else()
  set(TENON_TOOLS_COMPONENT cxx)
  set(TENON_TOOLS_DIR ${CMAKE_INSTALL_BINDIR})
endif()
foreach(tool IN ITEMS ttmlir-opt ttmlir-translate)
  if(TARGET ${tool})
    set_target_properties(${tool} PROPERTIES INSTALL_RPATH_USE_LINK_PATH ON)
    install(TARGETS ${tool} RUNTIME DESTINATION ${TENON_TOOLS_DIR} COMPONENT ${TENON_TOOLS_COMPONENT})
  endif()
endforeach()

if(TENON_ENABLE_RUNTIME AND NOT SKBUILD)
  # Users link Tenon::TTRuntimeTTNN and Tenon::TenonDevice; the others are there because a static library names what it is made with.
  set(exported
    TTRuntimeHeaders TTRuntimeThreads TTRuntimeDebug TTRuntimeCommon TTRuntimeKernels TTRuntimeFast TTRuntimeTTMetal
    TTRuntimeTTNN TenonSchema TenonOpSignatures TenonDevice TenonDeviceHeaders TenonDeviceCore TenonDeviceNative
    TenonDeviceCompute TenonDeviceKernel TenonDeviceStatus TenonJit TenonZork TenonZorkHeaders TenonZorkTerminal
    TenonZorkKernel TenonZorkNative)
  list(APPEND exported ${TENON_EXPORTED_TARGETS})
  list(REMOVE_DUPLICATES exported)
  foreach(target IN LISTS exported)
    if(TARGET ${target})
      list(APPEND present ${target})
    endif()
  endforeach()
  target_include_directories(TTRuntimeHeaders INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  foreach(target IN ITEMS TenonDeviceHeaders TenonSchema)
    target_include_directories(${target} INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  endforeach()
  foreach(folder IN ITEMS device/include schema/include)
    install(DIRECTORY ${PROJECT_SOURCE_DIR}/${folder}/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT cxx)
  endforeach()
  install(TARGETS ${present} EXPORT TenonTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT cxx)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/runtime/include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT cxx)
  install(EXPORT TenonTargets NAMESPACE Tenon:: DESTINATION ${TENON_CMAKE_DIR} COMPONENT cxx)
  configure_package_config_file(
    ${CMAKE_CURRENT_LIST_DIR}/TenonConfig.cmake.in ${PROJECT_BINARY_DIR}/TenonConfig.cmake
    INSTALL_DESTINATION ${TENON_CMAKE_DIR})
  write_basic_package_version_file(${PROJECT_BINARY_DIR}/TenonConfigVersion.cmake COMPATIBILITY SameMinorVersion)
  install(FILES ${PROJECT_BINARY_DIR}/TenonConfig.cmake ${PROJECT_BINARY_DIR}/TenonConfigVersion.cmake
    DESTINATION ${TENON_CMAKE_DIR} COMPONENT cxx)
endif()
