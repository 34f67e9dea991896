// Who may use the destination registers, and operations that only configure formats, which the engine takes from the
// circular buffers.
#include "compute/operation.h"

namespace tt::device {
namespace {

template <const char *(Registers::*Change)()>
void change(const Operation &operation) {
  if (const char *reason = (operation.state.registers.*Change)())
    operation.fail(reason);
}

/// The circular buffers that a configuration names are checked where they are used: the field's kernels name some that
/// the program does not have, and an operand that is absent is 0.
void configure(const Operation &) {}

constexpr HandlerEntry kHandlers[] = {
    {Service::tile_regs_acquire, change<&Registers::acquire>},
    {Service::tile_regs_commit, change<&Registers::commit>},
    {Service::tile_regs_wait, change<&Registers::wait>},
    {Service::tile_regs_release, change<&Registers::release>},
    {Service::acquire_dst, change<&Registers::acquireBoth>},
    {Service::release_dst, change<&Registers::releaseBoth>},
    {Service::compute_kernel_hw_startup, configure},
    {Service::init_sfpu, configure},
    {Service::unary_op_init_common, configure},
    {Service::binary_op_init_common, configure},
    {Service::reconfig_data_format, configure},
    {Service::reconfig_data_format_srca, configure},
    {Service::reconfig_data_format_srcb, configure},
    {Service::pack_reconfig_data_format, configure},
    {Service::pack_init, configure},
    {Service::experimental_unpack_stall_on_pack, configure},
};

} // namespace

std::span<const HandlerEntry> registerHandlers() { return kHandlers; }

} // namespace tt::device
