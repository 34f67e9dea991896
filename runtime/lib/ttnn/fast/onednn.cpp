// Finds, opens and calls oneDNN through its C API.
#include "ttnn/fast/onednn.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#if defined(TENON_HAVE_ONEDNN)
#include <dlfcn.h>
#include <dnnl.h>
#endif

#if defined(TENON_HAVE_ONEDNN)
// Of the OpenMP runtime that the library brings along; only the types are needed.
extern "C" {
void omp_set_num_threads(int);
int omp_get_max_threads(void);
}
#endif

namespace tt::runtime::fast::onednn {

#if !defined(TENON_HAVE_ONEDNN)

bool isAvailable() { return false; }
bool isFastInBFloat16() { return false; }
std::unique_ptr<Primitive> makeConvolution(const ConvolutionShape &) { return nullptr; }
std::unique_ptr<Primitive> makeProduct(const ProductShape &) { return nullptr; }

#else

namespace {

#define TENON_ONEDNN_FUNCTIONS(X)                                                                                      \
  X(dnnl_engine_create)                                                                                                \
  X(dnnl_stream_create)                                                                                                \
  X(dnnl_stream_destroy)                                                                                               \
  X(dnnl_memory_desc_create_with_strides)                                                                              \
  X(dnnl_memory_desc_create_with_tag)                                                                                  \
  X(dnnl_memory_desc_destroy)                                                                                          \
  X(dnnl_memory_desc_equal)                                                                                            \
  X(dnnl_memory_desc_get_size)                                                                                         \
  X(dnnl_memory_create)                                                                                                \
  X(dnnl_memory_destroy)                                                                                               \
  X(dnnl_primitive_attr_create)                                                                                        \
  X(dnnl_primitive_attr_destroy)                                                                                       \
  X(dnnl_primitive_attr_set_scratchpad_mode)                                                                           \
  X(dnnl_convolution_forward_primitive_desc_create)                                                                    \
  X(dnnl_matmul_primitive_desc_create)                                                                                 \
  X(dnnl_reorder_primitive_desc_create)                                                                                \
  X(dnnl_primitive_desc_query)                                                                                         \
  X(dnnl_primitive_desc_query_md)                                                                                      \
  X(dnnl_primitive_desc_destroy)                                                                                       \
  X(dnnl_primitive_create)                                                                                             \
  X(dnnl_primitive_execute)                                                                                            \
  X(dnnl_primitive_destroy)                                                                                            \
  X(omp_set_num_threads)                                                                                               \
  X(omp_get_max_threads)

/// The library's functions, and its engine.
struct Library {
#define TENON_DECLARE(NAME) decltype(&::NAME) NAME = nullptr;
  TENON_ONEDNN_FUNCTIONS(TENON_DECLARE)
#undef TENON_DECLARE
  dnnl_engine_t engine = nullptr;
};

/// Places where the library may lie: named by the user, where it was when this was built, beside this code (an
/// environment of Python has it in lib), where the system's loader looks.
std::vector<std::string> candidates() {
  if (const char *named = std::getenv("TENON_ONEDNN_LIBRARY"))
    return std::string_view(named) == "none" ? std::vector<std::string>{} : std::vector<std::string>{named};
  std::vector<std::string> paths;
#if defined(TENON_ONEDNN_LIBRARY_PATH)
  paths.emplace_back(TENON_ONEDNN_LIBRARY_PATH);
#endif
  Dl_info info;
  if (dladdr(reinterpret_cast<const void *>(&candidates), &info) && info.dli_fname) {
    std::error_code error;
    std::filesystem::path folder = std::filesystem::absolute(info.dli_fname, error).parent_path();
    for (int level = 0; level < 8 && folder.has_relative_path(); ++level, folder = folder.parent_path())
      for (const char *name : {"libdnnl.so.3", "lib/libdnnl.so.3"})
        if (std::filesystem::exists(folder / name, error))
          paths.push_back((folder / name).string());
  }
  paths.emplace_back("libdnnl.so.3");
  return paths;
}

const Library *openLibrary() {
  for (const std::string &path : candidates()) {
    void *handle = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!handle)
      continue;
    auto library = std::make_unique<Library>();
    bool complete = true;
#define TENON_FIND(NAME)                                                                                               \
  library->NAME = reinterpret_cast<decltype(library->NAME)>(dlsym(handle, #NAME));                                     \
  complete = complete && library->NAME;
    TENON_ONEDNN_FUNCTIONS(TENON_FIND)
#undef TENON_FIND
    if (complete && library->dnnl_engine_create(&library->engine, dnnl_cpu, 0) == dnnl_success)
      return library.release(); // for the life of the process
    dlclose(handle);
  }
  return nullptr;
}

const Library *library() {
  static const Library *const instance = openLibrary();
  return instance;
}

/// While it lives, OpenMP regions of this thread have one thread: the pool is the only one that shares work.
class OneThread {
public:
  OneThread() : before(library()->omp_get_max_threads()) {
    if (before != 1)
      library()->omp_set_num_threads(1);
  }
  ~OneThread() {
    if (before != 1)
      library()->omp_set_num_threads(before);
  }
  OneThread(const OneThread &) = delete;
  OneThread &operator=(const OneThread &) = delete;

private:
  int before;
};

/// A handle of the library that is destroyed at the end of its scope.
template <typename Handle>
class Owned {
public:
  using Destroy = dnnl_status_t (*)(Handle);
  explicit Owned(Destroy destroy) : destroy(destroy) {}
  ~Owned() {
    if (handle)
      destroy(handle);
  }
  Owned(const Owned &) = delete;
  Owned &operator=(const Owned &) = delete;
  Handle *out() { return &handle; }
  operator Handle() const { return handle; }

private:
  Destroy destroy;
  Handle handle = nullptr;
};

void expect(dnnl_status_t status, const char *what) {
  if (status != dnnl_success)
    throw Error(std::string("oneDNN failed to ") + what + " (status " + std::to_string(static_cast<int>(status)) + ")");
}

using Descriptor = Owned<dnnl_memory_desc_t>;

class PrimitiveImpl : public Primitive {
public:
  PrimitiveImpl()
      : description(library()->dnnl_primitive_desc_destroy), primitive(library()->dnnl_primitive_destroy),
        dense(library()->dnnl_memory_desc_destroy) {}

  /// False also where the library has nothing but its own reference, which is far slower than our kernels.
  bool finish() {
    const char *name = nullptr;
    return library()->dnnl_primitive_desc_query(description, dnnl_query_impl_info_str, 0, &name) == dnnl_success &&
           !std::string_view(name).starts_with("ref") &&
           library()->dnnl_primitive_create(primitive.out(), description) == dnnl_success;
  }

  size_t packedBytes() const override { return size(dnnl_query_weights_md); }
  size_t scratchBytes() const override { return size(dnnl_query_scratchpad_md); }

  bool packsAlike(const Primitive &other) const override {
    return library()->dnnl_memory_desc_equal(
        descriptor(dnnl_query_weights_md), static_cast<const PrimitiveImpl &>(other).descriptor(dnnl_query_weights_md));
  }

  void pack(const void *source, void *packed) const override {
    OneThread guard;
    const Library &l = *library();
    Owned<dnnl_primitive_desc_t> reorderDescription(l.dnnl_primitive_desc_destroy);
    Owned<dnnl_primitive_t> reorder(l.dnnl_primitive_destroy);
    expect(l.dnnl_reorder_primitive_desc_create(reorderDescription.out(), dense, l.engine,
                                                descriptor(dnnl_query_weights_md), l.engine, nullptr),
           "describe the packing of weights");
    expect(l.dnnl_primitive_create(reorder.out(), reorderDescription), "make the packing of weights");
    Call call;
    call.add(DNNL_ARG_FROM, dense, source);
    call.add(DNNL_ARG_TO, descriptor(dnnl_query_weights_md), packed);
    call.execute(reorder);
  }

  void run(const void *source, const void *packed, const void *bias, void *target, void *scratch) const override {
    OneThread guard;
    Call call;
    call.add(DNNL_ARG_SRC, descriptor(dnnl_query_src_md), source);
    call.add(DNNL_ARG_WEIGHTS, descriptor(dnnl_query_weights_md), packed);
    if (bias)
      call.add(DNNL_ARG_BIAS, descriptor(dnnl_query_weights_md, 1), bias);
    call.add(DNNL_ARG_DST, descriptor(dnnl_query_dst_md), target);
    call.add(DNNL_ARG_SCRATCHPAD, descriptor(dnnl_query_scratchpad_md), scratch);
    call.execute(primitive);
  }

  Owned<dnnl_primitive_desc_t> description;
  Owned<dnnl_primitive_t> primitive;
  Descriptor dense; ///< the constant operand as it is given

private:
  /// The arguments of one execution.
  class Call {
  public:
    ~Call() {
      for (int i = 0; i < count; ++i)
        library()->dnnl_memory_destroy(arguments[i].memory);
    }
    void add(int index, const_dnnl_memory_desc_t descriptor, const void *data) {
      arguments[count].arg = index;
      expect(library()->dnnl_memory_create(&arguments[count].memory, descriptor, library()->engine,
                                           const_cast<void *>(data)),
             "describe memory");
      ++count;
    }
    void execute(const_dnnl_primitive_t primitive) {
      Owned<dnnl_stream_t> stream(library()->dnnl_stream_destroy);
      expect(library()->dnnl_stream_create(stream.out(), library()->engine, dnnl_stream_default_flags),
             "make a stream");
      expect(library()->dnnl_primitive_execute(primitive, stream, count, arguments), "execute");
    }

  private:
    dnnl_exec_arg_t arguments[8];
    int count = 0;
  };

  const_dnnl_memory_desc_t descriptor(dnnl_query_t what, int index = 0) const {
    return library()->dnnl_primitive_desc_query_md(description, what, index);
  }
  size_t size(dnnl_query_t what) const { return library()->dnnl_memory_desc_get_size(descriptor(what)); }
};

/// Descriptor of a tensor; without strides, in the layout that the primitive prefers.
bool describe(Descriptor &descriptor, std::initializer_list<int64_t> sizes, dnnl_data_type_t dtype,
              std::initializer_list<int64_t> strides) {
  dnnl_dims_t dims, steps;
  std::copy(sizes.begin(), sizes.end(), dims);
  std::copy(strides.begin(), strides.end(), steps);
  int rank = static_cast<int>(sizes.size());
  if (strides.size() == 0)
    return library()->dnnl_memory_desc_create_with_tag(descriptor.out(), rank, dims, dtype, dnnl_format_tag_any) ==
           dnnl_success;
  return library()->dnnl_memory_desc_create_with_strides(descriptor.out(), rank, dims, dtype, steps) == dnnl_success;
}

/// Attributes of all primitives: the caller gives the scratch memory.
bool makeAttributes(Owned<dnnl_primitive_attr_t> &attributes) {
  return library()->dnnl_primitive_attr_create(attributes.out()) == dnnl_success &&
         library()->dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user) == dnnl_success;
}

} // namespace

bool isAvailable() { return library() != nullptr; }

bool isFastInBFloat16() {
#if defined(__x86_64__)
  __builtin_cpu_init();
  return (__builtin_cpu_supports("avx512bf16") || __builtin_cpu_supports("amx-bf16")) && isAvailable();
#else
  return false;
#endif
}

std::unique_ptr<Primitive> makeConvolution(const ConvolutionShape &shape) {
  if (!isAvailable())
    return nullptr;
  OneThread guard;
  const Library &l = *library();
  auto result = std::make_unique<PrimitiveImpl>();
  int64_t in = shape.inChannels, out = shape.outChannels, h = shape.height, w = shape.width;
  int64_t kh = shape.y.kernel, kw = shape.x.kernel;
  Descriptor source(l.dnnl_memory_desc_destroy), weights(l.dnnl_memory_desc_destroy), bias(l.dnnl_memory_desc_destroy),
      target(l.dnnl_memory_desc_destroy);
  Owned<dnnl_primitive_attr_t> attributes(l.dnnl_primitive_attr_destroy);
  int64_t row = shape.x.out * out;
  if (!makeAttributes(attributes) || !describe(source, {1, in, h, w}, dnnl_f32, {h * w * in, 1, w * in, in}) ||
      !describe(weights, {out, in, kh, kw}, dnnl_f32, {}) ||
      !describe(result->dense, {out, in, kh, kw}, dnnl_f32, {in * kh * kw, kh * kw, kw, 1}) ||
      !describe(bias, {out}, dnnl_f32, {1}) ||
      !describe(target, {1, out, shape.y.out, shape.x.out}, dnnl_f32, {shape.y.out * row, 1, row, out}))
    return nullptr;
  dnnl_dims_t strides = {shape.y.stride, shape.x.stride}, before = {shape.y.before, shape.x.before},
              after = {shape.y.after, shape.x.after}, dilates = {shape.y.dilation - 1, shape.x.dilation - 1};
  if (l.dnnl_convolution_forward_primitive_desc_create(
          result->description.out(), l.engine, dnnl_forward_inference, dnnl_convolution_direct, source, weights,
          shape.bias ? static_cast<dnnl_memory_desc_t>(bias) : nullptr, target, strides, dilates, before, after,
          attributes) != dnnl_success ||
      !result->finish())
    return nullptr;
  return result;
}

std::unique_ptr<Primitive> makeProduct(const ProductShape &shape) {
  if (!isFastInBFloat16())
    return nullptr;
  OneThread guard;
  const Library &l = *library();
  auto result = std::make_unique<PrimitiveImpl>();
  Descriptor source(l.dnnl_memory_desc_destroy), weights(l.dnnl_memory_desc_destroy),
      target(l.dnnl_memory_desc_destroy);
  Owned<dnnl_primitive_attr_t> attributes(l.dnnl_primitive_attr_destroy);
  if (!makeAttributes(attributes) || !describe(source, {shape.rows, shape.depth}, dnnl_bf16, {shape.depth, 1}) ||
      !describe(weights, {shape.depth, shape.columns}, dnnl_bf16, {}) ||
      !describe(result->dense, {shape.depth, shape.columns}, dnnl_bf16, {shape.rowStride, shape.columnStride}) ||
      !describe(target, {shape.rows, shape.columns}, dnnl_f32, {shape.columns, 1}) ||
      l.dnnl_matmul_primitive_desc_create(result->description.out(), l.engine, source, weights, nullptr, target,
                                          attributes) != dnnl_success ||
      !result->finish())
    return nullptr;
  return result;
}

#endif

} // namespace tt::runtime::fast::onednn
