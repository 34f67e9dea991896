// The kernel's entry: does what the control block asks. The same on the card and natively.
#pragma once

namespace tt::zork {

/// Does Control::request of the game block, which is aligned to 16 bytes, and sets Control::status. Throws nothing, and
/// touches nothing outside of the block, whatever the story does.
void serve(void *block);

} // namespace tt::zork
