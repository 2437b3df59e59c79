#include "archive/record_codec.hpp"

#include <zstd.h>

#include <algorithm>
#include <new>
#include <stdexcept>

#include "archive/little_endian.hpp"

namespace nowthen::archive {
namespace {

constexpr std::size_t salt_bytes = Salt().size();

bool is_erased(std::string_view bytes) {
  return bytes.find_first_not_of(erased_byte) == std::string_view::npos;
}

FrameCheck check_of(std::string_view block) { return get_octets<FrameCheck>(as_text(sha256(block))); }

}  // namespace

BlockState check_block(const RecordEntry& entry, std::string_view block) {
  if (block.size() != entry.block_bytes()) return BlockState::damaged;
  if (is_erased(block.substr(0, salt_bytes)))
    return is_erased(block) ? BlockState::erased : BlockState::erased_in_part;
  return check_of(block) == entry.check ? BlockState::whole : BlockState::damaged;
}

Salt new_salt(Random& random) {
  std::string bytes;
  do {
    bytes.clear();
    put(bytes, random.next());
    put(bytes, random.next());
  } while (is_erased(bytes));
  return get_octets<Salt>(bytes);
}

struct RecordCodec::Contexts {
  explicit Contexts(int level) : compress(ZSTD_createCCtx()), decompress(ZSTD_createDCtx()) {
    if (compress == nullptr || decompress == nullptr) throw std::bad_alloc();
    ZSTD_CCtx_setParameter(compress, ZSTD_c_compressionLevel, level);
  }
  ~Contexts() {
    ZSTD_freeCCtx(compress);
    ZSTD_freeDCtx(decompress);
  }
  Contexts(const Contexts&) = delete;
  Contexts& operator=(const Contexts&) = delete;

  ZSTD_CCtx* compress;
  ZSTD_DCtx* decompress;
};

RecordCodec::RecordCodec(int level) : contexts_(std::make_unique<Contexts>(level)) {}
RecordCodec::~RecordCodec() = default;
RecordCodec::RecordCodec(RecordCodec&&) noexcept = default;
RecordCodec& RecordCodec::operator=(RecordCodec&&) noexcept = default;

RecordEntry RecordCodec::pack(std::string_view record, const Salt& salt, std::string& blocks) {
  const std::size_t begin = blocks.size();
  blocks += as_text(salt);
  blocks.resize(begin + salt_bytes + ZSTD_compressBound(record.size()));
  char* const frame = blocks.data() + begin + salt_bytes;
  const std::size_t size = ZSTD_compress2(contexts_->compress, frame, blocks.size() - begin - salt_bytes,
                                          record.data(), record.size());
  if (ZSTD_isError(size) != 0) throw std::runtime_error(ZSTD_getErrorName(size));  // out of memory
  blocks.resize(begin + salt_bytes + size);
  RecordEntry entry;
  entry.frame_bytes = static_cast<std::uint32_t>(size);
  entry.plain_bytes = static_cast<std::uint32_t>(record.size());
  entry.check = check_of(std::string_view(blocks).substr(begin));
  entry.hash = sha256(as_text(salt), record);
  return entry;
}

std::optional<std::string> RecordCodec::unpack(const RecordEntry& entry, std::string_view block) {
  const std::string_view frame = block.substr(salt_bytes);
  // The frame's own word first: nothing is reserved for one that contradicts its entry.
  if (ZSTD_getFrameContentSize(frame.data(), frame.size()) != entry.plain_bytes) return std::nullopt;
  std::string record(entry.plain_bytes, '\0');
  const std::size_t size =
      ZSTD_decompressDCtx(contexts_->decompress, record.data(), record.size(), frame.data(), frame.size());
  if (ZSTD_isError(size) != 0 || size != record.size()) return std::nullopt;
  if (sha256(block.substr(0, salt_bytes), record) != entry.hash) return std::nullopt;
  return record;
}

}  // namespace nowthen::archive
