# Which commit is built, as a source file of one constant, so that a new commit compiles one small file again.
#
# Included, it gives tenon_revision_source(<variable>): the path of the file, which is written while building. Run as a
# script with -DOUTPUT=... -DSOURCE_DIR=... it writes the file.
if(NOT CMAKE_SCRIPT_MODE_FILE)
  function(tenon_revision_source variable)
    set(output ${CMAKE_CURRENT_BINARY_DIR}/Revision.cpp)
    set(script ${PROJECT_SOURCE_DIR}/cmake/TenonRevision.cmake)
    # Every commit and checkout writes to git's log of HEAD.
    execute_process(COMMAND git rev-parse --git-path logs/HEAD WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
                    OUTPUT_VARIABLE log OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE status)
    set(depends ${script})
    if(status EQUAL 0)
      get_filename_component(log ${log} ABSOLUTE BASE_DIR ${PROJECT_SOURCE_DIR})
      if(EXISTS ${log})
        list(APPEND depends ${log})
      endif()
    endif()
    add_custom_command(
      OUTPUT ${output}
      COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} -DSOURCE_DIR=${PROJECT_SOURCE_DIR} -P ${script}
      DEPENDS ${depends}
      COMMENT "Looking up the commit" VERBATIM)
    set(${variable} ${output} PARENT_SCOPE)
  endfunction()
  return()
endif()

# Sources that lie, without a repository of their own, inside another's work tree have no commit.
set(revision unknown)
execute_process(COMMAND git rev-parse --show-prefix HEAD WORKING_DIRECTORY ${SOURCE_DIR}
                OUTPUT_VARIABLE answer OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE status)
if(status EQUAL 0 AND answer MATCHES "^\n?([0-9a-f]+)$") # the line before it is the folder inside the work tree
  set(revision ${CMAKE_MATCH_1})
endif()
file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT [[
// Written while building.
#include "Revision.h"

namespace mlir::tt::ttnn {
const char *const kRevision = "@revision@";
} // namespace mlir::tt::ttnn
]])
