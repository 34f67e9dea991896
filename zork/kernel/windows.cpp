// Windows, cursor, styles, status line (Z-Machine Standards 1.1 §8).
#include "functions.h"
#include "output.h"
#include "step.h"

namespace tt::zork {

void resetScreen(Machine &machine) {
  State &state = *machine.state;
  state.window = 0;
  state.upperHeight = 0;
  state.cursorRow = state.cursorColumn = 1;
  state.style = 0;
  state.font = 1;
  state.buffering = 1;
  state.foreground = state.background = 0;
  putCode(machine, kOutputRestart);
}

void showStatus(Machine &machine) {
  State &state = *machine.state;
  const uint32_t room = readWord(machine, machine.globals);
  const uint32_t first = readWord(machine, machine.globals + 2), second = readWord(machine, machine.globals + 4);
  const bool isTime = readByte(machine, 1) & 2;
  const uint8_t bytes[6] = {kOutputStatus,
                            isTime,
                            static_cast<uint8_t>(first),
                            static_cast<uint8_t>(first >> 8),
                            static_cast<uint8_t>(second),
                            static_cast<uint8_t>(second >> 8)};
  putBytes(machine, bytes, sizeof(bytes));
  // The name goes to the screen whatever the streams are; an object that is none has no name.
  const uint8_t streams = state.memoryStreams, screenOn = state.screenOn, window = state.window;
  state.memoryStreams = 0;
  state.screenOn = 1;
  state.window = 0;
  updatePlainText(machine);
  if (room - 1 < machine.objectCount)
    printObjectName(machine, room);
  machine.fault = machine.fault == Error::TextTooLong ? machine.fault : Error::None;
  state.memoryStreams = streams;
  state.screenOn = screenOn;
  state.window = window;
  updatePlainText(machine);
  putCode(machine, kOutputStatusEnd);
}

Record *op::show_status(Machine &machine, Record *record) {
  if (machine.version <= 3)
    showStatus(machine);
  return following(record);
}

Record *op::split_window(Machine &machine, Record *record) {
  State &state = *machine.state;
  const uint32_t height = machine.arguments[0] < kScreenRows ? machine.arguments[0] : kScreenRows;
  state.upperHeight = static_cast<uint8_t>(height);
  if (state.cursorRow > height)
    state.cursorRow = state.cursorColumn = 1;
  putCode(machine, kOutputSplit, height);
  return following(record);
}

Record *op::set_window(Machine &machine, Record *record) {
  State &state = *machine.state;
  state.window = machine.arguments[0] == 1;
  if (state.window == 1)
    state.cursorRow = state.cursorColumn = 1;
  putCode(machine, kOutputWindow, state.window);
  updatePlainText(machine);
  return following(record);
}

Record *op::erase_window(Machine &machine, Record *record) {
  State &state = *machine.state;
  const int32_t window = signedOf(machine.arguments[0]);
  if (window == -1) {
    state.window = 0;
    state.upperHeight = 0;
  }
  if (window != 0)
    state.cursorRow = state.cursorColumn = 1;
  putCode(machine, kOutputErase, static_cast<uint32_t>(window) & 0xff);
  updatePlainText(machine);
  return following(record);
}

Record *op::erase_line(Machine &machine, Record *record) {
  if (machine.arguments[0] == 1)
    putCode(machine, kOutputEraseLine);
  return following(record);
}

Record *op::set_cursor(Machine &machine, Record *record) {
  State &state = *machine.state;
  const int32_t row = signedOf(machine.arguments[0]), column = signedOf(machine.arguments[1]);
  if (row < 0 || state.window == 0)
    return following(record);
  if (row > 0)
    state.cursorRow = static_cast<uint8_t>(row < 255 ? row : 255);
  if (column != 0)
    state.cursorColumn = static_cast<uint8_t>(column < 1 || column > static_cast<int32_t>(kScreenColumns) ? 1 : column);
  putCode(machine, kOutputCursor, state.cursorRow, state.cursorColumn);
  return following(record);
}

Record *op::get_cursor(Machine &machine, Record *record) {
  const State &state = *machine.state;
  // The lower window's cursor is the host's, which wraps lines; it is at the bottom.
  const bool isUpper = state.window == 1;
  writeWord(machine, machine.arguments[0], isUpper ? state.cursorRow : kScreenRows - state.upperHeight);
  writeWord(machine, machine.arguments[0] + 2U, isUpper ? state.cursorColumn : 1);
  return following(record);
}

Record *op::set_text_style(Machine &machine, Record *record) {
  State &state = *machine.state;
  const uint32_t style = machine.arguments[0] & 15;
  state.style = static_cast<uint8_t>(style == 0 ? 0 : state.style | style);
  putCode(machine, kOutputStyle, state.style);
  return following(record);
}

Record *op::buffer_mode(Machine &machine, Record *record) {
  machine.state->buffering = machine.arguments[0] != 0;
  putCode(machine, kOutputBuffering, machine.state->buffering);
  return following(record);
}

Record *op::set_font(Machine &machine, Record *record) {
  State &state = *machine.state;
  const uint32_t before = state.font, font = machine.arguments[0];
  // The normal font is the only one, as with dfrotz; 0 asks which it is.
  if (font == 0 || font == 1)
    return storeResult(machine, record, before);
  return storeResult(machine, record, 0);
}

Record *op::set_colour(Machine &machine, Record *record) {
  State &state = *machine.state;
  if (machine.arguments[0])
    state.foreground = static_cast<uint8_t>(machine.arguments[0]);
  if (machine.arguments[1])
    state.background = static_cast<uint8_t>(machine.arguments[1]);
  putCode(machine, kOutputColours, state.foreground, state.background);
  return following(record);
}

Record *op::set_true_colour(Machine &, Record *record) { return following(record); }

} // namespace tt::zork
