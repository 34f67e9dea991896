# tenon_discover_tests: the tests of a GoogleTest program, and which of them start threads.
include(GoogleTest)

# Ends a test that starts a thread and is not said to. Not with sanitizers, which come with a pthread_create of their own.
if(NOT TENON_SANITIZE)
  add_library(one_thread MODULE ${CMAKE_CURRENT_LIST_DIR}/support/one_thread.cpp)
  set_target_properties(one_thread PROPERTIES PREFIX "" LIBRARY_OUTPUT_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR})
  set(TENON_ONE_THREAD_ENVIRONMENT ENVIRONMENT LD_PRELOAD=${CMAKE_CURRENT_BINARY_DIR}/one_thread.so)
endif()
# The properties of a test that starts no thread. The thread sanitizer leaves out what has this label: see
# scripts/run_tests.py.
set(TENON_ONE_THREAD_PROPERTIES LABELS one_thread ${TENON_ONE_THREAD_ENVIRONMENT})

# tenon_discover_tests(<program> [ONE_THREAD | THREADS <pattern> ...] [<option of gtest_discover_tests> ...])
# THREADS has GoogleTest's patterns of the tests that start threads; the others of the program start none, as do all
# with ONE_THREAD. Without either word any of them may.
function(tenon_discover_tests program)
  cmake_parse_arguments(PARSE_ARGV 1 arg "ONE_THREAD" "TIMEOUT" "THREADS")
  set(properties)
  if(arg_TIMEOUT)
    set(properties TIMEOUT ${arg_TIMEOUT})
  endif()
  set(options DISCOVERY_TIMEOUT 60 ${arg_UNPARSED_ARGUMENTS})
  if(NOT arg_ONE_THREAD AND NOT arg_THREADS)
    gtest_discover_tests(${program} ${options} PROPERTIES ${properties})
    return()
  endif()
  if(TARGET one_thread)
    add_dependencies(${program} one_thread)
  endif()
  list(JOIN arg_THREADS ":" threads)
  if(threads)
    gtest_discover_tests(${program} ${options} TEST_FILTER ${threads} PROPERTIES ${properties})
  endif()
  gtest_discover_tests(${program} ${options} TEST_FILTER "-${threads}"
    PROPERTIES ${TENON_ONE_THREAD_PROPERTIES} ${properties})
endfunction()
