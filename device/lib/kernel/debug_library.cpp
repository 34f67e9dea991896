// libTenonKernelDebug: the only part of the card that reads DWARF, with LLVM's own reader.
#include "kernel/debug_library.h"

#include <memory>
#include <string>

#include <llvm/DebugInfo/DWARF/DWARFContext.h>
#include <llvm/Object/ObjectFile.h>
#include <llvm/Support/MemoryBuffer.h>

struct TenonDebugInfo {
  std::unique_ptr<llvm::MemoryBuffer> buffer;
  std::unique_ptr<llvm::object::ObjectFile> object;
  std::unique_ptr<llvm::DWARFContext> context;
};

namespace {

using FileNames = llvm::DILineInfoSpecifier::FileLineInfoKind;
constexpr auto kFileNames = FileNames::AbsoluteFilePath;

// Damaged debug information is as good as none.
void ignore(llvm::Error error) { llvm::consumeError(std::move(error)); }

} // namespace

#define TENON_EXPORT __attribute__((visibility("default")))

TENON_EXPORT TenonDebugInfo *tenonDebugOpen(const void *elf, size_t bytes) {
  auto info = std::make_unique<TenonDebugInfo>();
  info->buffer = llvm::MemoryBuffer::getMemBuffer(llvm::StringRef(static_cast<const char *>(elf), bytes), "kernel",
                                                  /*RequiresNullTerminator=*/false);
  llvm::Expected<std::unique_ptr<llvm::object::ObjectFile>> object =
      llvm::object::ObjectFile::createObjectFile(info->buffer->getMemBufferRef());
  if (!object) {
    ignore(object.takeError());
    return nullptr;
  }
  info->object = std::move(*object);
  info->context = llvm::DWARFContext::create(*info->object, llvm::DWARFContext::ProcessDebugRelocations::Process,
                                             nullptr, "", ignore, ignore);
  return info.release();
}

TENON_EXPORT void tenonDebugClose(TenonDebugInfo *info) { delete info; }

TENON_EXPORT void tenonDebugFrames(TenonDebugInfo *info, uint32_t address, TenonDebugFrame frame, void *user) {
  const llvm::DILineInfoSpecifier specifier(kFileNames, llvm::DINameKind::ShortName);
  const llvm::DIInliningInfo frames =
      info->context->getInliningInfoForAddress({address, llvm::object::SectionedAddress::UndefSection}, specifier);
  for (uint32_t i = 0; i < frames.getNumberOfFrames(); ++i) {
    const llvm::DILineInfo &line = frames.getFrame(i);
    if (line.FileName == llvm::DILineInfo::BadString)
      continue;
    const bool named = line.FunctionName != llvm::DILineInfo::BadString;
    frame(user, line.FileName.c_str(), named ? line.FunctionName.c_str() : "", line.Line, line.Column);
  }
}

TENON_EXPORT void tenonDebugRows(TenonDebugInfo *info, TenonDebugRow row, void *user) {
  for (const std::unique_ptr<llvm::DWARFUnit> &unit : info->context->compile_units()) {
    const llvm::DWARFDebugLine::LineTable *table = info->context->getLineTableForUnit(unit.get());
    if (!table)
      continue;
    for (const llvm::DWARFDebugLine::Row &entry : table->Rows) {
      std::string file;
      if (entry.EndSequence || !table->getFileNameByIndex(entry.File, unit->getCompilationDir(), kFileNames, file))
        continue;
      row(user, file.c_str(), entry.Line, static_cast<uint32_t>(entry.Address.Address), entry.IsStmt);
    }
  }
}
