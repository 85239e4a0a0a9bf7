// A fingerprint of bytes: whether two contents are the same, without keeping them.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

namespace pressclip {

struct Digest {
  std::uint64_t high = 0, low = 0;
  friend bool operator==(const Digest&, const Digest&) = default;
};

// Not against someone who wants two contents to have one digest.
Digest digest_of(std::string_view bytes);

// The digest of bytes that come in pieces.
class RunningDigest {
 public:
  RunningDigest();
  RunningDigest(const RunningDigest&) = delete;
  RunningDigest& operator=(const RunningDigest&) = delete;
  ~RunningDigest();
  void add(std::string_view bytes);
  [[nodiscard]] Digest value() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace pressclip
