// Registrable domains by libpsl, which is known here alone. The list is the one that is compiled into it, so
// that no file of the machine changes an answer.
#include "furniture/site_name.h"

#include <libpsl.h>

#include <algorithm>

namespace pressclip {
namespace {

std::string host_of(std::string_view url) {
  const std::size_t scheme = url.find("//");
  if (scheme == std::string_view::npos) return {};
  std::string_view host = url.substr(scheme + 2);
  host = host.substr(0, host.find_first_of("/?#\\"));
  if (const std::size_t user = host.rfind('@'); user != std::string_view::npos) host.remove_prefix(user + 1);
  if (host.starts_with('['))
    host = host.substr(0, host.find(']') + 1);
  else
    host = host.substr(0, host.find(':'));
  while (host.ends_with('.')) host.remove_suffix(1);
  std::string lower(host);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

}  // namespace

std::string site_name_of(std::string_view url) {
  std::string host = host_of(url);
  const bool is_number = host.find_first_not_of("0123456789.") == std::string::npos;
  if (is_number || host.starts_with('[') || host.find('\0') != std::string::npos) return host;
  const char* const domain = psl_registrable_domain(psl_builtin(), host.c_str());
  return domain == nullptr ? host : std::string(domain);
}

}  // namespace pressclip
