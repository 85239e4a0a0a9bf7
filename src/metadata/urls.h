// URLs as pages write them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "pressclip/metadata.h"

namespace pressclip {

// What the references of a page are resolved against. Gives the same as resolve_url, but reads the base once.
class BaseUrl {
 public:
  explicit BaseUrl(std::string_view base);
  [[nodiscard]] std::optional<std::string> resolve(std::string_view reference) const;

 private:
  std::string root_;              // empty: nothing relative can be resolved
  std::size_t plain_length_ = 0;  // of "https://host" at its beginning, where the host is a plain name
};

}  // namespace pressclip
