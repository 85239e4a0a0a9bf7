// Digests by xxHash, which is known here alone.
#include "text/digest.h"

#include <xxhash.h>

#include <new>

namespace pressclip {

struct RunningDigest::State {
  XXH3_state_t* hash = XXH3_createState();
};

Digest digest_of(std::string_view bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return {.high = hash.high64, .low = hash.low64};
}

RunningDigest::RunningDigest() : state_(std::make_unique<State>()) {
  if (state_->hash == nullptr) throw std::bad_alloc();
  XXH3_128bits_reset(state_->hash);
}

RunningDigest::~RunningDigest() {
  XXH3_freeState(state_->hash);
}

void RunningDigest::add(std::string_view bytes) {
  XXH3_128bits_update(state_->hash, bytes.data(), bytes.size());
}

Digest RunningDigest::value() const {
  const XXH128_hash_t hash = XXH3_128bits_digest(state_->hash);
  return {.high = hash.high64, .low = hash.low64};
}

}  // namespace pressclip
