// News pages that are made up: the same bytes on every machine, as large as asked for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace pressclip::bench {

// A page of about `bytes`: head with JSON-LD and scripts, navigation, article, related stubs, footer. Where
// it is large, the article is long. `seed` chooses the words.
std::string news_page(std::size_t bytes, std::uint32_t seed);

}  // namespace pressclip::bench
