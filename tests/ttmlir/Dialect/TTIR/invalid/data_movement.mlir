// What data movement refuse, and how they say so.
// RUN: ttmlir-opt %s -split-input-file -verify-diagnostics

func.func @reshape(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'ttir.reshape' op input with shape 2x3 holds 6 elements, but shape [4, 2] holds 8}}
  %0 = "ttir.reshape"(%arg0) <{shape = [4 : i32, 2 : i32]}> : (tensor<2x3xf32>) -> tensor<4x2xf32>
  return
}

// -----

func.func @reshape(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'ttir.reshape' op input with shape 2x3 holds 6 elements, which shape [-1, 4] cannot divide evenly}}
  %0 = "ttir.reshape"(%arg0) <{shape = [-1 : i32, 4 : i32]}> : (tensor<2x3xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @reshape(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'ttir.reshape' op shape [-1, -1] has more than one -1}}
  %0 = "ttir.reshape"(%arg0) <{shape = [-1 : i32, -1 : i32]}> : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @reshape(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'ttir.reshape' op shape [-2, 3] has a negative size other than -1}}
  %0 = "ttir.reshape"(%arg0) <{shape = [-2 : i32, 3 : i32]}> : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @permute(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'ttir.permute' op permutation must name each of the input's 2 dimensions once, but is [0, 0]}}
  %0 = "ttir.permute"(%arg0) <{permutation = array<i64: 0, 0>}> : (tensor<2x3xf32>) -> tensor<2x2xf32>
  return
}

// -----

func.func @transpose(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'ttir.transpose' op dim1 2 is out of range: expected -2 to 1 for rank 2}}
  %0 = "ttir.transpose"(%arg0) <{dim0 = 0 : si32, dim1 = 2 : si32}> : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

func.func @squeeze(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'ttir.squeeze' op dimension 0 must have size 1 to be removed, but the input has shape 2x3}}
  %0 = "ttir.squeeze"(%arg0) <{dim = 0 : si32}> : (tensor<2x3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @unsqueeze(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'ttir.unsqueeze' op dim 3 is out of range: expected -3 to 2 for rank 3}}
  %0 = "ttir.unsqueeze"(%arg0) <{dim = 3 : si32}> : (tensor<2x3xf32>) -> tensor<2x3x1xf32>
  return
}

// -----

func.func @reverse(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'ttir.reverse' op dimensions names dimension 0 twice: [0, -2]}}
  %0 = "ttir.reverse"(%arg0) <{dimensions = array<i64: 0, -2>}> : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @rearrange(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'ttir.rearrange' op pattern 'a b' has no ->}}
  %0 = "ttir.rearrange"(%arg0) <{pattern = "a b"}> : (tensor<2x3xf32>) -> tensor<6xf32>
  return
}

// -----

func.func @rearrange(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'ttir.rearrange' op pattern 'a -> a' names 1 dimensions, but the input has shape 2x3}}
  %0 = "ttir.rearrange"(%arg0) <{pattern = "a -> a"}> : (tensor<2x3xf32>) -> tensor<6xf32>
  return
}

// -----

func.func @rearrange(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'ttir.rearrange' op pattern '(a b) c -> a b c' takes dimension 0 apart, for which it would have to say the sizes}}
  %0 = "ttir.rearrange"(%arg0) <{pattern = "(a b) c -> a b c"}> : (tensor<2x3xf32>) -> tensor<6xf32>
  return
}

// -----

func.func @rearrange(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'ttir.rearrange' op pattern 'a a -> a' names 'a' twice}}
  %0 = "ttir.rearrange"(%arg0) <{pattern = "a a -> a"}> : (tensor<2x3xf32>) -> tensor<6xf32>
  return
}

// -----

func.func @rearrange(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'ttir.rearrange' op pattern 'a b -> a c' does not name 'c' on the left, or names it twice on the right}}
  %0 = "ttir.rearrange"(%arg0) <{pattern = "a b -> a c"}> : (tensor<2x3xf32>) -> tensor<6xf32>
  return
}

// -----

func.func @rearrange(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'ttir.rearrange' op pattern 'a b -> a' loses the dimension 'b'}}
  %0 = "ttir.rearrange"(%arg0) <{pattern = "a b -> a"}> : (tensor<2x3xf32>) -> tensor<6xf32>
  return
}

// -----

func.func @rearrange(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'ttir.rearrange' op pattern 'a b -> (a b' does not close a parenthesis}}
  %0 = "ttir.rearrange"(%arg0) <{pattern = "a b -> (a b"}> : (tensor<2x3xf32>) -> tensor<6xf32>
  return
}

// -----

func.func @rearrange(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'ttir.rearrange' op pattern 'a b -> a b)' closes a parenthesis that was not opened}}
  %0 = "ttir.rearrange"(%arg0) <{pattern = "a b -> a b)"}> : (tensor<2x3xf32>) -> tensor<6xf32>
  return
}

// -----

func.func @rearrange(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'ttir.rearrange' op pattern 'a b -> ((a b))' has a parenthesis within parentheses}}
  %0 = "ttir.rearrange"(%arg0) <{pattern = "a b -> ((a b))"}> : (tensor<2x3xf32>) -> tensor<6xf32>
  return
}

// -----

func.func @rearrange(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'ttir.rearrange' op pattern 'a b -> a*b' has the character '*', but holds only names, parentheses and ->}}
  %0 = "ttir.rearrange"(%arg0) <{pattern = "a b -> a*b"}> : (tensor<2x3xf32>) -> tensor<6xf32>
  return
}

// -----

func.func @broadcast(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'ttir.broadcast' op dimension 0 must have size 1 to be broadcast 2 times, but the input has shape 2x3}}
  %0 = "ttir.broadcast"(%arg0) <{broadcast_dimensions = array<i64: 2, 1>}> : (tensor<2x3xf32>) -> tensor<4x3xf32>
  return
}

// -----

func.func @repeat(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'ttir.repeat' op repeat_dimensions must hold one number for each of the input's 2 dimensions, but is [2]}}
  %0 = "ttir.repeat"(%arg0) <{repeat_dimensions = array<i64: 2>}> : (tensor<2x3xf32>) -> tensor<4x3xf32>
  return
}

// -----

func.func @repeat(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'ttir.repeat' op repeat_dimensions must be at least 1, but got [2, 0]}}
  %0 = "ttir.repeat"(%arg0) <{repeat_dimensions = array<i64: 2, 0>}> : (tensor<2x3xf32>) -> tensor<4x0xf32>
  return
}

// -----

func.func @repeat_interleave(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'ttir.repeat_interleave' op repeats must be at least 1, but got 0}}
  %0 = "ttir.repeat_interleave"(%arg0) <{repeats = 0 : ui32, dim = 0 : si32}> : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @concat(%arg0: tensor<2x3xf32>, %arg1: tensor<3x3xf32>) {
  // expected-error @below {{'ttir.concat' op input #1 must have size 2 in dimension 0 as those before it, but its shape is 3x3}}
  %0 = "ttir.concat"(%arg0, %arg1) <{dim = 1 : si32}> : (tensor<2x3xf32>, tensor<3x3xf32>) -> tensor<2x6xf32>
  return
}

// -----

func.func @concat(%arg0: tensor<2x3xf32>, %arg1: tensor<3xf32>) {
  // expected-error @below {{'ttir.concat' op input #1 must have rank 2 as the first, but its shape is 3}}
  %0 = "ttir.concat"(%arg0, %arg1) <{dim = 0 : si32}> : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x6xf32>
  return
}

// -----

func.func @concat() {
  // expected-error @below {{'ttir.concat' op there must be at least one input}}
  %0 = "ttir.concat"() <{dim = 0 : si32}> : () -> tensor<2xf32>
  return
}

// -----

func.func @slice_static(%arg0: tensor<4x8xf32>) {
  // expected-error @below {{'ttir.slice_static' op begins must hold one number for each of the input's 2 dimensions, but is [0]}}
  %0 = "ttir.slice_static"(%arg0) <{begins = [0 : i32], ends = [4 : i32, 8 : i32], step = [1 : i32, 1 : i32]}> : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

func.func @slice_static(%arg0: tensor<4xf32>) {
  // expected-error @below {{'ttir.slice_static' op begin 5 is out of range in dimension 0, whose size is 4}}
  %0 = "ttir.slice_static"(%arg0) <{begins = [5 : i32], ends = [4 : i32], step = [1 : i32]}> : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @slice_static(%arg0: tensor<4xf32>) {
  // expected-error @below {{'ttir.slice_static' op end 5 is out of range in dimension 0, whose size is 4}}
  %0 = "ttir.slice_static"(%arg0) <{begins = [0 : i32], ends = [5 : i32], step = [1 : i32]}> : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @slice_static(%arg0: tensor<4xf32>) {
  // expected-error @below {{'ttir.slice_static' op step must not be 0, but is in dimension 0}}
  %0 = "ttir.slice_static"(%arg0) <{begins = [0 : i32], ends = [4 : i32], step = [0 : i32]}> : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @slice_static(%arg0: tensor<4xf32>) {
  // expected-error @below {{'ttir.slice_static' op the slice from 3 to 1 with step 1 in dimension 0 runs the wrong way}}
  %0 = "ttir.slice_static"(%arg0) <{begins = [3 : i32], ends = [1 : i32], step = [1 : i32]}> : (tensor<4xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @slice_dynamic(%arg0: tensor<4x8xf32>, %arg1: tensor<1xsi32>, %arg2: tensor<2xsi32>) {
  // expected-error @below {{'ttir.slice_dynamic' op begins must have shape 2, but its shape is 1}}
  %0 = "ttir.slice_dynamic"(%arg0, %arg1, %arg2) : (tensor<4x8xf32>, tensor<1xsi32>, tensor<2xsi32>) -> tensor<2x8xf32>
  return
}

// -----

func.func @slice_dynamic(%arg0: tensor<4x8xf32>, %arg1: tensor<2xsi32>, %arg2: tensor<2xf32>) {
  // expected-error @below {{'ttir.slice_dynamic' op ends must hold integers, but has type 'tensor<2xf32>'}}
  %0 = "ttir.slice_dynamic"(%arg0, %arg1, %arg2) : (tensor<4x8xf32>, tensor<2xsi32>, tensor<2xf32>) -> tensor<2x8xf32>
  return
}

// -----

func.func @slice_dynamic(%arg0: tensor<4x8xf32>, %arg1: tensor<2xsi32>, %arg2: tensor<2xsi32>) {
  // expected-error @below {{'ttir.slice_dynamic' op step must hold one number for each of the input's 2 dimensions, but is [1]}}
  %0 = "ttir.slice_dynamic"(%arg0, %arg1, %arg2) <{step = [1 : i32]}> : (tensor<4x8xf32>, tensor<2xsi32>, tensor<2xsi32>) -> tensor<2x8xf32>
  return
}

// -----

func.func @slice_dynamic(%arg0: tensor<4x8xf32>, %arg1: tensor<2xsi32>, %arg2: tensor<2xsi32>) {
  // expected-error @below {{'ttir.slice_dynamic' op step must not be 0, but is [1, 0]}}
  %0 = "ttir.slice_dynamic"(%arg0, %arg1, %arg2) <{step = [1 : i32, 0 : i32]}> : (tensor<4x8xf32>, tensor<2xsi32>, tensor<2xsi32>) -> tensor<2x8xf32>
  return
}

// -----

func.func @slice_dynamic(%arg0: tensor<4x8xf32>, %arg1: tensor<2xsi32>, %arg2: tensor<2xsi32>) {
  // expected-error @below {{'ttir.slice_dynamic' op result must not be larger than the input (8) in dimension 1, but its shape is 2x9}}
  %0 = "ttir.slice_dynamic"(%arg0, %arg1, %arg2) : (tensor<4x8xf32>, tensor<2xsi32>, tensor<2xsi32>) -> tensor<2x9xf32>
  return
}

// -----

func.func @index(%arg0: tensor<4x8xf32>) {
  // expected-error @below {{'ttir.index' op dim 2 is out of range: expected -2 to 1 for rank 2}}
  %0 = "ttir.index"(%arg0) <{dim = 2 : i32, begin = 0 : i32, end = 1 : i32, step = 1 : i32}> : (tensor<4x8xf32>) -> tensor<4x1xf32>
  return
}

// -----

func.func @index_select(%arg0: tensor<4x8xf32>) {
  // expected-error @below {{'ttir.index_select' op begin 6 and length 4 do not fit into dimension 1, whose size is 8}}
  %0 = "ttir.index_select"(%arg0) <{dim = 1 : si32, begin = 6 : si32, length = 4 : si32}> : (tensor<4x8xf32>) -> tensor<4x4xf32>
  return
}

// -----

func.func @index_select(%arg0: tensor<4x8xf32>) {
  // expected-error @below {{'ttir.index_select' op stride must be 0 or at least length (4), but is 2}}
  %0 = "ttir.index_select"(%arg0) <{dim = 1 : si32, begin = 0 : si32, length = 4 : si32, stride = 2 : si32}> : (tensor<4x8xf32>) -> tensor<4x4xf32>
  return
}

// -----

func.func @pad(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'ttir.pad' op padding must hold two numbers for each of the input's 2 dimensions, but is [1, 1]}}
  %0 = "ttir.pad"(%arg0) <{padding = array<i32: 1, 1>, value = 0.0 : f32}> : (tensor<2x3xf32>) -> tensor<4x3xf32>
  return
}

// -----

func.func @pad(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'ttir.pad' op padding must be at least 0, but got [0, 0, -1, 0]}}
  %0 = "ttir.pad"(%arg0) <{padding = array<i32: 0, 0, -1, 0>, value = 0.0 : f32}> : (tensor<2x3xf32>) -> tensor<2x2xf32>
  return
}

// -----

func.func @get_dimension_size(%arg0: tensor<2x3xf32>) {
  // expected-error @below {{'ttir.get_dimension_size' op dimension 2 is out of range for rank 2}}
  %0 = "ttir.get_dimension_size"(%arg0) <{dimension = 2 : i32}> : (tensor<2x3xf32>) -> tensor<1xui32>
  return
}

// -----

func.func @gather(%arg0: tensor<4x8xf32>, %arg1: tensor<5x2xsi32>) {
  // expected-error @below {{'ttir.gather' op index must not be larger than the input (4) in dimension 0, but its shape is 5x2}}
  %0 = "ttir.gather"(%arg0, %arg1) <{dim = 1 : i32}> : (tensor<4x8xf32>, tensor<5x2xsi32>) -> tensor<5x2xf32>
  return
}

// -----

func.func @gather(%arg0: tensor<4x8xf32>, %arg1: tensor<2xsi32>) {
  // expected-error @below {{'ttir.gather' op index must have rank 2, but its shape is 2}}
  %0 = "ttir.gather"(%arg0, %arg1) <{dim = 1 : i32}> : (tensor<4x8xf32>, tensor<2xsi32>) -> tensor<2xf32>
  return
}

// -----

func.func @gather(%arg0: tensor<4x8xf32>, %arg1: tensor<4x2xf32>) {
  // expected-error @below {{'ttir.gather' op operand 'index' must have integer elements, not 'f32'}}
  %0 = "ttir.gather"(%arg0, %arg1) <{dim = 1 : i32}> : (tensor<4x8xf32>, tensor<4x2xf32>) -> tensor<4x2xf32>
  return
}

// -----

func.func @scatter(%arg0: tensor<4x8xf32>, %arg1: tensor<4x2xsi32>, %arg2: tensor<4x3xf32>) {
  // expected-error @below {{'ttir.scatter' op source must have shape 4x2, but its shape is 4x3}}
  %0 = "ttir.scatter"(%arg0, %arg1, %arg2) <{dim = 1 : i32, scatter_reduce_type = #ttcore.reduce_type<sum>}> : (tensor<4x8xf32>, tensor<4x2xsi32>, tensor<4x3xf32>) -> tensor<4x8xf32>
  return
}

// -----

func.func @scatter(%arg0: tensor<4x8xf32>, %arg1: tensor<4x2xsi32>, %arg2: tensor<4x2xf32>) {
  // expected-error @below {{'ttir.scatter' op scatter_reduce_type must be sum, prod, min, max or invalid, but is mean}}
  %0 = "ttir.scatter"(%arg0, %arg1, %arg2) <{dim = 1 : i32, scatter_reduce_type = #ttcore.reduce_type<mean>}> : (tensor<4x8xf32>, tensor<4x2xsi32>, tensor<4x2xf32>) -> tensor<4x8xf32>
  return
}

// -----

func.func @embedding(%arg0: tensor<2xui32>, %arg1: tensor<8xf32>) {
  // expected-error @below {{'ttir.embedding' op weight must be a table VxD, with leading dimensions of size 1 at most, but its shape is 8}}
  %0 = "ttir.embedding"(%arg0, %arg1) : (tensor<2xui32>, tensor<8xf32>) -> tensor<2x8xf32>
  return
}

// -----

func.func @embedding_backward(%arg0: tensor<2xui32>, %arg1: tensor<16x8xf32>, %arg2: tensor<3x8xf32>) {
  // expected-error @below {{'ttir.embedding_backward' op in_gradient must hold one row of size 8 for each of the 2 indices, but its shape is 3x8}}
  %0 = "ttir.embedding_backward"(%arg0, %arg1, %arg2) : (tensor<2xui32>, tensor<16x8xf32>, tensor<3x8xf32>) -> tensor<16x8xf32>
  return
}
