// C API: descriptions of systems and devices that are made as a whole.
#include "ttmlir-c/TTCore.h"

#include "Definitions.h"

#include "ttmlir/Dialect/TTCore/IR/TTCoreAttrs.h"

using namespace mlir;
using namespace mlir::tt;

/// More chips than any system has, few enough to describe each.
static constexpr int64_t kMaxChips = 1 << 16;

/// The number of chips in a mesh; an error where a dimension is not positive, or there are more than `available`.
static FailureOr<int64_t> countChips(Location location, ArrayRef<int64_t> meshShape, int64_t available) {
  int64_t chips = 1;
  for (int64_t size : meshShape) {
    if (size <= 0)
      return emitError(location) << "mesh_shape: dimensions are positive, got " << size;
    if (size > available / chips)
      return emitError(location) << "mesh_shape: there are " << available << " chips at most";
    chips *= size;
  }
  return chips;
}

MlirAttribute ttmlirTTCoreSystemDescAttrGetDefault(MlirLocation location, ttmlirTTCoreArch arch,
                                                   intptr_t mesh_shape_size, int64_t const *mesh_shape) {
  ArrayRef<int64_t> meshShape(mesh_shape, mesh_shape_size);
  Location where = unwrap(location);
  std::optional<ttcore::Arch> known = ttcore::symbolizeArch(arch);
  if (!known) {
    emitError(where) << "arch: there is no architecture with the number " << arch;
    return wrap(Attribute());
  }
  if (failed(countChips(where, meshShape, kMaxChips)))
    return wrap(Attribute());
  return wrap(Attribute(ttcore::SystemDescAttr::getDefault(where.getContext(), *known, meshShape)));
}

MlirAttribute ttmlirTTCoreDeviceAttrFromSystemDesc(MlirLocation location, MlirAttribute system_desc,
                                                   intptr_t mesh_shape_size, int64_t const *mesh_shape) {
  ArrayRef<int64_t> meshShape(mesh_shape, mesh_shape_size);
  Location where = unwrap(location);
  auto system = dyn_cast_or_null<ttcore::SystemDescAttr>(unwrap(system_desc));
  if (!system) {
    emitError(where) << "system_desc: expected a SystemDescAttr";
    return wrap(Attribute());
  }
  if (system.getNumChips() == 0 || system.getChipDescIndices()[0] >= system.getChipDescs().size() ||
      system.getChipDesc(0).getNumDramChannels() == 0) {
    emitError(where) << "system_desc: its first chip is not described, or has no DRAM";
    return wrap(Attribute());
  }
  if (failed(countChips(where, meshShape, system.getNumChips())))
    return wrap(Attribute());
  return wrap(Attribute(ttcore::DeviceAttr::get(where.getContext(), system, meshShape)));
}
