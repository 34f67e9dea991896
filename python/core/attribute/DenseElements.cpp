// Attributes that hold tensors, to and from Python buffers: DenseElementsAttr and DenseResourceElementsAttr.
//
// bf16 has no buffer format: arrays of ml_dtypes.bfloat16 are taken as 16-bit words of type bf16.
#include "../CoreBindings.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"
#include "mlir/CAPI/IR.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/DialectResourceBlobManager.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace mlir {
namespace python {
namespace MLIR_BINDINGS_PYTHON_DOMAIN {

namespace {
/// A buffer of any object that exports one, C-contiguous (copied where it is not).
class ContiguousBuffer {
public:
  explicit ContiguousBuffer(nb::object object) {
    nb::object dtype = nb::getattr(object, "dtype", nb::none());
    if (!dtype.is_none() && nb::cast<std::string>(nb::str(nb::getattr(dtype, "name", nb::str("")))) == "bfloat16") {
      object = object.attr("view")("uint16");
      isBFloat16 = true;
    }
    source = object;
    if (PyObject_GetBuffer(object.ptr(), &view, PyBUF_C_CONTIGUOUS | PyBUF_FORMAT) == 0)
      return;
    PyErr_Clear();
    // Types that the buffer protocol has no format for (numpy's datetime64): their bytes, if the caller gives a type.
    if (PyObject_GetBuffer(object.ptr(), &view, PyBUF_C_CONTIGUOUS) == 0) {
      hasFormat = false;
      return;
    }
    PyErr_Clear();
    // Not contiguous: let Python make a copy that is.
    Py_buffer strided;
    if (PyObject_GetBuffer(object.ptr(), &strided, PyBUF_FULL_RO) != 0)
      throw nb::python_error();
    shape.assign(strided.shape, strided.shape + strided.ndim);
    nb::object bytes = nb::steal(PyBytes_FromStringAndSize(nullptr, strided.len));
    int status = PyBuffer_ToContiguous(PyBytes_AS_STRING(bytes.ptr()), &strided, strided.len, 'C');
    copiedFormat = strided.format ? strided.format : "B";
    Py_ssize_t itemSize = strided.itemsize;
    PyBuffer_Release(&strided);
    if (status != 0 || PyObject_GetBuffer(bytes.ptr(), &view, PyBUF_SIMPLE) != 0)
      throw nb::python_error();
    view.itemsize = itemSize;
    isCopy = true;
  }
  ~ContiguousBuffer() { PyBuffer_Release(&view); }
  ContiguousBuffer(const ContiguousBuffer &) = delete;

  std::string_view format() const {
    if (!hasFormat)
      return "unknown";
    const char *text = isCopy ? copiedFormat.c_str() : view.format ? view.format : "B";
    // Native and little-endian byte order are the same here.
    return text[0] == '@' || text[0] == '=' || text[0] == '<' ? text + 1 : text;
  }
  std::vector<int64_t> dims() const {
    if (isCopy)
      return shape;
    return {view.shape, view.shape + view.ndim};
  }

  Py_buffer view{};
  bool isBFloat16 = false;
  nb::object source;

private:
  std::vector<int64_t> shape;
  std::string copiedFormat;
  bool isCopy = false;
  bool hasFormat = true;
};

/// The element type that a buffer's format stands for.
MlirType elementTypeOf(const ContiguousBuffer &buffer, bool signless, MlirContext context) {
  if (buffer.isBFloat16)
    return mlirBF16TypeGet(context);
  std::string_view format = buffer.format();
  unsigned bits = buffer.view.itemsize * 8;
  if (format == "?")
    return mlirIntegerTypeGet(context, 1);
  if (format == "e")
    return mlirF16TypeGet(context);
  if (format == "f")
    return mlirF32TypeGet(context);
  if (format == "d")
    return mlirF64TypeGet(context);
  if (format.size() == 1 && std::string_view("bhilqn").find(format) != std::string_view::npos)
    return signless ? mlirIntegerTypeGet(context, bits) : mlirIntegerTypeSignedGet(context, bits);
  if (format.size() == 1 && std::string_view("BHILQN").find(format) != std::string_view::npos)
    return signless ? mlirIntegerTypeGet(context, bits) : mlirIntegerTypeUnsignedGet(context, bits);
  throw nb::value_error(
      ("arrays of format '" + std::string(format) + "' have no element type; give one with type=").c_str());
}

bool isBool(MlirType elementType) {
  return mlirTypeIsAInteger(elementType) && mlirIntegerTypeGetWidth(elementType) == 1;
}

/// Bytes of one element as stored in a buffer; 0 where that is not known.
size_t elementBytes(MlirType elementType) {
  if (mlirTypeIsAIndex(elementType))
    return 8;
  if (mlirTypeIsAInteger(elementType))
    return (mlirIntegerTypeGetWidth(elementType) + 7) / 8;
  if (mlirTypeIsAFloat(elementType))
    return (mlirFloatTypeGetWidth(elementType) + 7) / 8;
  if (mlirTypeIsAComplex(elementType))
    return 2 * elementBytes(mlirComplexTypeGetElementType(elementType));
  return 0;
}

int64_t elementCount(MlirType shapedType) {
  int64_t count = 1;
  for (int64_t i = 0, n = mlirShapedTypeGetRank(shapedType); i < n; ++i)
    count *= mlirShapedTypeGetDimSize(shapedType, i);
  return count;
}

void requireStaticShape(MlirType type, const char *what) {
  if (!mlirTypeIsAShaped(type) || !mlirShapedTypeHasStaticShape(type))
    throw nb::value_error((std::string(what) + " needs a shaped type with a static shape, not " +
                           printToString([&](MlirStringCallback callback, void *into) {
                             mlirTypePrint(type, callback, into);
                           })).c_str());
}

/// i1 from bytes: one for each value, one for all of them, or eight values in each (as numpy.packbits packs them with
/// bitorder="little"). Null where the number of bytes fits none of these.
MlirAttribute boolsFromBytes(ArrayRef<uint8_t> bytes, int64_t count, bool areBools, MlirType shapedType) {
  auto size = static_cast<int64_t>(bytes.size());
  bool isWhole = size == count;
  bool isPacked = !isWhole && !areBools && size == (count + 7) / 8 &&
                  // A byte with all bits alike is a splat, which packed values may be, too.
                  (size > 1 || (bytes[0] != 0 && bytes[0] != 0xff));
  if (!isWhole && !isPacked)
    return size == 1 ? mlirDenseElementsAttrBoolSplatGet(shapedType, bytes[0] != 0) : MlirAttribute{nullptr};
  std::vector<int> values(count);
  for (int64_t i = 0; i < count; ++i)
    values[i] = isWhole ? bytes[i] != 0 : bytes[i / 8] >> (i % 8) & 1;
  return mlirDenseElementsAttrBoolGet(shapedType, count, values.data());
}

MlirAttribute denseFromBuffer(const ContiguousBuffer &buffer, MlirType shapedType) {
  MlirType elementType = mlirShapedTypeGetElementType(shapedType);
  int64_t count = elementCount(shapedType);
  int64_t items = buffer.view.len / std::max<Py_ssize_t>(buffer.view.itemsize, 1);
  if (isBool(elementType) && buffer.view.itemsize == 1)
    return boolsFromBytes({static_cast<const uint8_t *>(buffer.view.buf), static_cast<size_t>(items)}, count,
                          buffer.format() == "?", shapedType);
  size_t size = elementBytes(elementType);
  if (size == 0 || buffer.view.len == 0 ||
      (buffer.view.len != count * static_cast<int64_t>(size) && buffer.view.len != static_cast<Py_ssize_t>(size))) {
    if (buffer.view.len == 0 && count == 0)
      return mlirDenseElementsAttrGet(shapedType, 0, nullptr);
    return {nullptr};
  }
  return mlirDenseElementsAttrRawBufferGet(shapedType, buffer.view.len, buffer.view.buf);
}

PyDenseElementsAttribute fromBuffer(const nb::object &array, bool signless, const std::optional<PyType> &explicitType,
                                    std::optional<std::vector<int64_t>> explicitShape,
                                    DefaultingPyMlirContext context) {
  ContiguousBuffer buffer(array);
  MlirType type;
  if (explicitType && mlirTypeIsAShaped(*explicitType)) {
    if (explicitShape)
      throw nb::value_error("Shape can only be specified explicitly when the type is not a shaped type.");
    type = *explicitType;
  } else {
    MlirType element = explicitType ? explicitType->get() : elementTypeOf(buffer, signless, context->get());
    std::vector<int64_t> shape = explicitShape ? *explicitShape : buffer.dims();
    type = mlirRankedTensorTypeGet(shape.size(), shape.data(), element, mlirAttributeGetNull());
  }
  requireStaticShape(type, "a DenseElementsAttr");
  MlirAttribute attribute = denseFromBuffer(buffer, type);
  if (mlirAttributeIsNull(attribute))
    throw nb::value_error("DenseElementsAttr could not be constructed from the given buffer. "
                          "This may mean that the Python buffer layout does not match that "
                          "MLIR expected layout and is a bug.");
  return PyDenseElementsAttribute(context->getRef(), attribute);
}

nb::object narrowed(const PyDenseElementsAttribute &attribute) {
  return PyAttribute(const_cast<PyDenseElementsAttribute &>(attribute).getContext(), attribute.get()).maybeDownCast();
}
} // namespace

PyDenseElementsAttribute PyDenseElementsAttribute::getFromList(const nb::list &attributes,
                                                               std::optional<PyType> explicitType,
                                                               DefaultingPyMlirContext contextWrapper) {
  std::vector<MlirAttribute> elements;
  for (nb::handle attribute : attributes) {
    PyAttribute *element = nullptr;
    if (!nb::try_cast(attribute, element) || !element)
      throw nb::type_error("a DenseElementsAttr is made from a buffer or from a list of Attributes");
    elements.push_back(element->get());
  }
  if (elements.empty())
    throw nb::value_error("Attributes list must be non-empty");
  MlirType type;
  if (explicitType) {
    requireStaticShape(*explicitType, "a DenseElementsAttr");
    type = *explicitType;
  } else {
    int64_t size = elements.size();
    type = mlirRankedTensorTypeGet(1, &size, mlirAttributeGetType(elements[0]), mlirAttributeGetNull());
  }
  MlirType elementType = mlirShapedTypeGetElementType(type);
  for (MlirAttribute element : elements)
    if (!mlirTypeEqual(mlirAttributeGetType(element), elementType))
      throw nb::value_error("All attributes must be of the same type and match the type parameter");
  if (static_cast<int64_t>(elements.size()) != elementCount(type) && elements.size() != 1)
    throw nb::value_error("the number of attributes does not match the shape");
  return PyDenseElementsAttribute(contextWrapper->getRef(),
                                  mlirDenseElementsAttrGet(type, elements.size(), elements.data()));
}

PyDenseElementsAttribute PyDenseElementsAttribute::getSplat(const PyType &shapedType, PyAttribute &elementAttr) {
  MlirAttribute element = elementAttr;
  requireStaticShape(shapedType, "a splat");
  if (!mlirAttributeIsAInteger(element) && !mlirAttributeIsAFloat(element))
    throw nb::value_error("Illegal element type for DenseElementsAttr");
  if (!mlirTypeEqual(mlirShapedTypeGetElementType(shapedType), mlirAttributeGetType(element)))
    throw nb::value_error("Shaped element type and attribute type must be equal");
  return PyDenseElementsAttribute(elementAttr.getContext(), mlirDenseElementsAttrSplatGet(shapedType, element));
}

intptr_t PyDenseElementsAttribute::dunderLen() const { return mlirElementsAttrGetNumElements(*this); }

namespace {
/// What an exported buffer points into.
struct ExportedBuffer {
  std::vector<Py_ssize_t> shape, strides;
  std::vector<uint8_t> unpacked; // i1 as bytes
  std::string format;
};

const char *formatOf(MlirType elementType) {
  if (mlirTypeIsAF32(elementType))
    return "f";
  if (mlirTypeIsAF64(elementType))
    return "d";
  if (mlirTypeIsAF16(elementType))
    return "e";
  if (mlirTypeIsAIndex(elementType))
    return "l";
  if (!mlirTypeIsAInteger(elementType))
    return nullptr;
  bool isUnsigned = mlirIntegerTypeIsUnsigned(elementType);
  switch (mlirIntegerTypeGetWidth(elementType)) {
  case 1:
    return "?";
  case 8:
    return isUnsigned ? "B" : "b";
  case 16:
    return isUnsigned ? "H" : "h";
  case 32:
    return isUnsigned ? "I" : "i";
  case 64:
    return isUnsigned ? "L" : "l";
  default:
    return nullptr;
  }
}

void exportBuffer(MlirAttribute attribute, PyObject *exporter, Py_buffer *view, int flags) {
  MlirType type = mlirAttributeGetType(attribute);
  MlirType elementType = mlirShapedTypeGetElementType(type);
  const char *format = formatOf(elementType);
  if (!format)
    throw std::invalid_argument("unsupported data type for conversion to Python buffer");
  if (flags & PyBUF_WRITABLE)
    throw std::invalid_argument("the buffer of an attribute is read-only");
  auto exported = std::make_unique<ExportedBuffer>();
  exported->format = format;
  bool isSplat = mlirDenseElementsAttrIsSplat(attribute);
  Py_ssize_t itemSize = elementBytes(elementType);
  Py_ssize_t stride = itemSize;
  int64_t rank = mlirShapedTypeGetRank(type);
  exported->shape.resize(rank);
  exported->strides.resize(rank);
  for (int64_t i = rank; i-- > 0;) {
    exported->shape[i] = mlirShapedTypeGetDimSize(type, i);
    exported->strides[i] = isSplat ? 0 : stride;
    stride *= exported->shape[i];
  }
  const void *data = mlirDenseElementsAttrGetRawData(attribute);
  if (isBool(elementType)) {
    for (int64_t i = 0, n = isSplat ? 1 : elementCount(type); i < n; ++i)
      exported->unpacked.push_back(mlirDenseElementsAttrGetBoolValue(attribute, i));
    data = exported->unpacked.data();
  }
  if (isSplat && !(flags & PyBUF_STRIDES))
    throw std::invalid_argument("the buffer of a splat has strides of zero: ask for strides");
  view->obj = Py_NewRef(exporter);
  view->buf = const_cast<void *>(data);
  view->itemsize = itemSize;
  view->len = itemSize * elementCount(type);
  view->readonly = 1;
  view->format = (flags & PyBUF_FORMAT) ? exported->format.data() : nullptr;
  view->ndim = rank;
  view->shape = (flags & PyBUF_ND) ? exported->shape.data() : nullptr;
  view->strides = (flags & PyBUF_STRIDES) == PyBUF_STRIDES ? exported->strides.data() : nullptr;
  view->suboffsets = nullptr;
  view->internal = exported.release();
}
} // namespace

int PyDenseElementsAttribute::bf_getbuffer(PyObject *exporter, Py_buffer *view, int flags) {
  view->obj = nullptr;
  try {
    auto *self = nb::cast<PyDenseElementsAttribute *>(nb::handle(exporter));
    exportBuffer(*self, exporter, view, flags);
    return 0;
  } catch (std::exception &error) {
    PyErr_SetString(PyExc_BufferError, error.what());
    return -1;
  }
}

void PyDenseElementsAttribute::bf_releasebuffer(PyObject *, Py_buffer *buffer) {
  delete static_cast<ExportedBuffer *>(buffer->internal);
}

PyType_Slot PyDenseElementsAttribute::slots[] = {
    {Py_bf_getbuffer, reinterpret_cast<void *>(PyDenseElementsAttribute::bf_getbuffer)},
    {Py_bf_releasebuffer, reinterpret_cast<void *>(PyDenseElementsAttribute::bf_releasebuffer)},
    {0, nullptr},
};

void PyDenseElementsAttribute::bindDerived(ClassTy &c) {
  c.def("__len__", &PyDenseElementsAttribute::dunderLen)
      .def_static(
          "get",
          [](const nb::list &attributes, std::optional<PyType> type, DefaultingPyMlirContext context) {
            return narrowed(getFromList(attributes, std::move(type), context));
          },
          "attrs"_a, "type"_a = nb::none(), "context"_a = nb::none())
      .def_static(
          "get",
          [](const nb::object &array, bool signless, const std::optional<PyType> &type,
             std::optional<std::vector<int64_t>> shape, DefaultingPyMlirContext context) {
            return narrowed(fromBuffer(array, signless, type, std::move(shape), context));
          },
          "array"_a, "signless"_a = true, "type"_a = nb::none(), "shape"_a = nb::none(), "context"_a = nb::none(),
          "From any buffer (a numpy array of any dtype of the stack, bfloat16 included). `type` is "
          "the element type or the whole tensor's; a buffer of one element makes a splat.")
      .def_static(
          "get_splat", [](const PyType &type, PyAttribute &element) { return narrowed(getSplat(type, element)); },
          "shaped_type"_a, "element_attr"_a)
      .def_prop_ro("is_splat", [](PyDenseElementsAttribute &self) { return mlirDenseElementsAttrIsSplat(self); })
      .def("get_splat_value",
           [](PyDenseElementsAttribute &self) {
             if (!mlirDenseElementsAttrIsSplat(self))
               throw nb::value_error("get_splat_value called on a non-splat attribute");
             return PyAttribute(self.getContext(), mlirDenseElementsAttrGetSplatValue(self)).maybeDownCast();
           })
      .def_prop_ro(
          "raw_bytes",
          [](PyDenseElementsAttribute &self) {
            auto data = llvm::cast<DenseElementsAttr>(unwrap(self.get())).getRawData();
            return nb::bytes(data.data(), data.size());
          },
          "The elements' bytes as MLIR holds them; one element for a splat.");
}

nb::int_ PyDenseIntElementsAttribute::dunderGetItem(intptr_t pos) const {
  if (pos < 0 || pos >= dunderLen())
    throw nb::index_error("attempt to access out of bounds element");
  MlirType type = mlirShapedTypeGetElementType(mlirAttributeGetType(*this));
  if (mlirTypeIsAIndex(type))
    return nb::int_(mlirDenseElementsAttrGetIndexValue(*this, pos));
  bool isUnsigned = mlirIntegerTypeIsUnsigned(type);
  switch (mlirIntegerTypeGetWidth(type)) {
  case 1:
    return nb::int_(int(mlirDenseElementsAttrGetBoolValue(*this, pos)));
  case 8:
    return isUnsigned ? nb::int_(mlirDenseElementsAttrGetUInt8Value(*this, pos))
                      : nb::int_(mlirDenseElementsAttrGetInt8Value(*this, pos));
  case 16:
    return isUnsigned ? nb::int_(mlirDenseElementsAttrGetUInt16Value(*this, pos))
                      : nb::int_(mlirDenseElementsAttrGetInt16Value(*this, pos));
  case 32:
    return isUnsigned ? nb::int_(mlirDenseElementsAttrGetUInt32Value(*this, pos))
                      : nb::int_(mlirDenseElementsAttrGetInt32Value(*this, pos));
  case 64:
    return isUnsigned ? nb::int_(mlirDenseElementsAttrGetUInt64Value(*this, pos))
                      : nb::int_(mlirDenseElementsAttrGetInt64Value(*this, pos));
  default:
    throw nb::type_error("Unsupported integer type");
  }
}

void PyDenseIntElementsAttribute::bindDerived(ClassTy &c) {
  c.def("__getitem__", &PyDenseIntElementsAttribute::dunderGetItem);
}

nb::float_ PyDenseFPElementsAttribute::dunderGetItem(intptr_t pos) const {
  if (pos < 0 || pos >= dunderLen())
    throw nb::index_error("attempt to access out of bounds element");
  auto elements = llvm::cast<DenseFPElementsAttr>(unwrap(get()));
  return nb::float_((*(elements.value_begin<APFloat>() + pos)).convertToDouble());
}

void PyDenseFPElementsAttribute::bindDerived(ClassTy &c) {
  c.def("__getitem__", &PyDenseFPElementsAttribute::dunderGetItem);
}

namespace {
PyDenseResourceElementsAttribute resourceFromBuffer(const nb::object &array, const std::string &name,
                                                    const PyType &type, std::optional<size_t> alignment, bool isMutable,
                                                    DefaultingPyMlirContext context) {
  requireStaticShape(type, "a DenseResourceElementsAttr");
  auto buffer = std::make_unique<ContiguousBuffer>(array);
  MlirType elementType = mlirShapedTypeGetElementType(type);
  int64_t expected = elementCount(type) * static_cast<int64_t>(elementBytes(elementType));
  if (buffer->view.len != expected)
    throw nb::value_error(
        ("the buffer has " + std::to_string(buffer->view.len) + " bytes, the type needs " + std::to_string(expected))
            .c_str());
  if (isMutable && buffer->view.readonly)
    throw nb::value_error("is_mutable needs a writable buffer");
  size_t align = alignment.value_or(std::max<size_t>(buffer->view.itemsize, 1));
  if (align == 0 || (align & (align - 1)) || reinterpret_cast<uintptr_t>(buffer->view.buf) % align)
    throw nb::value_error("the buffer is not aligned as asked for");
  void *data = buffer->view.buf;
  size_t length = buffer->view.len;
  // MLIR calls this when the context dies or the resource is replaced, whichever thread that happens on.
  auto release = [](void *userData, const void *, size_t, size_t) {
    if (!Py_IsInitialized())
      return;
    nb::gil_scoped_acquire gil;
    delete static_cast<ContiguousBuffer *>(userData);
  };
  MlirAttribute attribute = mlirUnmanagedDenseResourceElementsAttrGet(type, toRef(name), data, length, align, isMutable,
                                                                      release, buffer.release());
  return PyDenseResourceElementsAttribute(context->getRef(), attribute);
}

AsmResourceBlob &blobOf(PyDenseResourceElementsAttribute &self) {
  auto attribute = llvm::cast<DenseResourceElementsAttr>(unwrap(self.get()));
  AsmResourceBlob *blob = attribute.getRawHandle().getBlob();
  if (!blob)
    throw nb::value_error("the resource has no data (it was elided when printed?)");
  return *blob;
}
} // namespace

void PyDenseResourceElementsAttribute::bindDerived(ClassTy &c) {
  c.def_static("get_from_buffer", &resourceFromBuffer, "array"_a, "name"_a, "type"_a, "alignment"_a = nb::none(),
               "is_mutable"_a = false, "context"_a = nb::none(),
               "A resource that refers to the buffer without copying it; the buffer lives as long "
               "as the context. `type` is the whole tensor's.")
      .def_prop_ro("name",
                   [](PyDenseResourceElementsAttribute &self) {
                     auto attribute = llvm::cast<DenseResourceElementsAttr>(unwrap(self.get()));
                     return attribute.getRawHandle().getKey().str();
                   })
      .def_prop_ro(
          "data_address",
          [](PyDenseResourceElementsAttribute &self) {
            return reinterpret_cast<uintptr_t>(blobOf(self).getData().data());
          },
          "Where the data lies, for tests of sharing.")
      .def_prop_ro("raw_bytes", [](PyDenseResourceElementsAttribute &self) {
        ArrayRef<char> data = blobOf(self).getData();
        return nb::bytes(data.data(), data.size());
      });
}

void populateDenseElements(nb::module_ &m) {
  PyDenseElementsAttribute::bind(m, PyDenseElementsAttribute::slots);
  PyDenseIntElementsAttribute::bind(m);
  PyDenseFPElementsAttribute::bind(m);
  PyDenseResourceElementsAttribute::bind(m);
}

} // namespace MLIR_BINDINGS_PYTHON_DOMAIN
} // namespace python
} // namespace mlir
