# The table of MLIR's own dialects that get Python modules: a row each, read by CMakeLists.txt beside this file.
#
# Dialects must be registered as well: lib/RegisterUpstreamDialects.cpp. What the columns mean is in
# cmake/TenonPythonDialects.cmake; files are relative to MLIR's `mlir/Dialect`.
function(tenon_upstream name)
  tenon_python_dialect(${name} FOLDER ${package}/dialects ROOT ${upstream}/Dialect PLAIN ${ARGN})
  set(TENON_PYTHON_GENERATED ${TENON_PYTHON_GENERATED} PARENT_SCOPE)
endfunction()

tenon_upstream(affine TD Affine/IR/AffineOps.td)
tenon_upstream(arith TD Arith/IR/ArithOps.td ENUMS "Arith_|AtomicRMWKind|FastMath")
tenon_upstream(bufferization TD Bufferization/IR/BufferizationOps.td SUMMARY "Tensors to buffers, and who frees them")
tenon_upstream(builtin TD ../IR/BuiltinOps.td)
tenon_upstream(cf TD ControlFlow/IR/ControlFlowOps.td SUMMARY "Branches between blocks")
tenon_upstream(complex TD Complex/IR/ComplexOps.td ENUMS Complex_ USES arith SUMMARY "Arithmetic on complex numbers")
tenon_upstream(emitc TD EmitC/IR/EmitC.td ENUMS EmitC_ SUMMARY "Programs in C and C++")
tenon_upstream(func TD Func/IR/FuncOps.td)
tenon_upstream(index TD Index/IR/IndexOps.td ENUMS IndexCmp SUMMARY "Arithmetic on indices")
tenon_upstream(linalg TD Linalg/IR/LinalgOps.td Linalg/IR/LinalgStructuredOps.td Linalg/IR/LinalgRelayoutOps.td
               ENUMS ".*")
tenon_upstream(llvm TD LLVMIR/LLVMOps.td LLVMIR/LLVMIntrinsicOps.td ENUMS ".*")
tenon_upstream(math TD Math/IR/MathOps.td USES arith SUMMARY "Elementary functions on integers and floats")
tenon_upstream(memref TD MemRef/IR/MemRefOps.td)
tenon_upstream(pdl TD PDL/IR/PDLOps.td)
tenon_upstream(quant TD Quant/IR/QuantOps.td ALSO _mlirDialectsQuant SUMMARY "Quantized types, and casts to and from them")
tenon_upstream(scf TD SCF/IR/SCFOps.td)
tenon_upstream(shape TD Shape/IR/ShapeOps.td SUMMARY "Computing with shapes")
tenon_upstream(tensor TD Tensor/IR/TensorOps.td)
tenon_upstream(tosa TD Tosa/IR/TosaOps.td ENUMS ".*")
tenon_upstream(ub TD UB/IR/UBOps.td SUMMARY "Values and places that no program may reach")
tenon_upstream(vector TD Vector/IR/VectorOps.td ENUMS "Vector_|CombiningKind|PrintPunctuation")

# The dialect transform, and what other dialects add to it.
tenon_upstream(transform TD Transform/IR/TransformOps.td ENUMS ".*")
function(tenon_transform place)
  tenon_upstream(${ARGN} EXTENDS transform MODULE transform/${place})
  set(TENON_PYTHON_GENERATED ${TENON_PYTHON_GENERATED} PARENT_SCOPE)
endfunction()
tenon_transform(affine affine_transform TD Affine/TransformOps/AffineTransformOps.td
                SUMMARY "bounds and simplification of affine operations")
tenon_transform(bufferization bufferization_transform TD Bufferization/TransformOps/BufferizationTransformOps.td
                ENUMS ".*")
tenon_transform(debug transform_debug_extension TD Transform/DebugExtension/DebugExtensionOps.td)
tenon_transform(dlti dlti_transform TD DLTI/TransformOps/DLTITransformOps.td SUMMARY "facts about the target")
tenon_transform(func func_transform TD Func/TransformOps/FuncTransformOps.td SUMMARY "functions and calls")
tenon_transform(loop loop_transform TD SCF/TransformOps/SCFTransformOps.td Transform/LoopExtension/LoopExtensionOps.td)
tenon_transform(memref memref_transform TD MemRef/TransformOps/MemRefTransformOps.td)
tenon_transform(pdl transform_pdl_extension TD Transform/PDLExtension/PDLExtensionOps.td)
tenon_transform(structured structured_transform
                TD Linalg/TransformOps/LinalgTransformOps.td ENUMS "TransposeMatmulInput|MatchInterface")
tenon_transform(structured_match structured_match_transform TD Linalg/TransformOps/LinalgMatchOps.td
                SUMMARY "conditions on structured operations")
tenon_transform(tensor tensor_transform TD Tensor/TransformOps/TensorTransformOps.td)
tenon_transform(tune transform_tune_extension TD Transform/TuneExtension/TuneExtensionOps.td)
tenon_transform(vector vector_transform TD Vector/TransformOps/VectorTransformOps.td ENUMS ".*"
                SUMMARY "lowering of vectors")
