# How lit runs the compiler's tests: RUN lines in .mlir files, with FileCheck from LLVM.
# Run them through the build's copy: lit build/release/tests/ttmlir
import os

import lit.formats

config.name = "ttmlir"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".mlir", ".test"]
config.excludes = ["Inputs"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = config.tenon_exec_root

config.environment["PATH"] = os.pathsep.join(
    [config.tenon_tools_dir, config.llvm_tools_dir, os.environ.get("PATH", "")]
)
config.environment["PYTHONPATH"] = config.tenon_python_dir
config.substitutions.append(("%python", config.python))
