// Versions: those that the build found, since not every library tells its own when asked.
#include "program/versions.h"

#include "pressclip/pressclip.h"

namespace pressclip {

std::string version_text() {
  // PRESSCLIP_LIBRARY_VERSIONS comes from the build: "gumbo 0.10.1\nICU 72.1\n…".
  return "pressclip " + std::string(version()) + "\n" + PRESSCLIP_LIBRARY_VERSIONS;
}

}  // namespace pressclip
