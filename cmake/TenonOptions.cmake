# What can be switched when Tenon is configured.
option(TENON_ENABLE_COMPILER "Build the compiler (needs MLIR 22)" ON)
option(TENON_ENABLE_RUNTIME "Build the runtime and its kernels" ON)
option(TENON_ENABLE_PYTHON "Build the Python packages ttmlir and ttrt" ON)
option(TENON_ENABLE_TESTS "Build the tests" ON)
option(TT_RUNTIME_DEBUG "Let debug hooks be registered with the runtime" ON)
set(TENON_SANITIZE "" CACHE STRING "Sanitizers to build with, as for -fsanitize= (address,undefined or thread)")
set(TENON_SANITIZE_BINDINGS "" CACHE STRING
    "Sanitizers to build the extensions of the package ttmlir with, over a compiler that is built without them")
