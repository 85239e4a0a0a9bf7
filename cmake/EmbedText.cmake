# Compiles text files into the binary: pressclip_embed(TARGET NAMESPACE [WITHOUT_LINES marks] FILES file...) adds a source to
# TARGET that defines
#   std::span<const pressclip::EmbeddedFile> NAMESPACE::files()
# sorted as given, without the lines that begin with one of the marks (a "-" is the first of them). Run as a script (-DOUTPUT=
# -DNAMESPACE= -DWITHOUT_LINES= -DFILES=) it writes that source.
if(CMAKE_SCRIPT_MODE_FILE)
  string(REPLACE "|" ";" FILES "${FILES}")
  set(out "// Generated from data files.\n#include <array>\n\n#include \"text/embedded_file.h\"\n\nnamespace ${NAMESPACE} {\nnamespace {\n")
  set(rows "")
  set(count 0)
  foreach(file IN LISTS FILES)
    file(READ "${file}" content)
    if(WITHOUT_LINES)
      # A line feed before the first line too, while they are taken out.
      string(REGEX REPLACE "\n[ \t]*[${WITHOUT_LINES}][^\n]*" "" content "\n${content}")
      string(REGEX REPLACE "^\n" "" content "${content}")
    endif()
    get_filename_component(name "${file}" NAME)
    # A string literal of 8 kB at a time, for no compiler takes one of any length. Together they are more than the 64 kB
    # that the standard promises, but not more than GCC and clang take.
    string(LENGTH "${content}" length)
    set(position 0)
    set(literal "")
    while(position LESS length)
      string(SUBSTRING "${content}" ${position} 8000 piece)
      # Cut after a line, for a character cut in two is no valid source text.
      string(FIND "${piece}" "\n" line_end REVERSE)
      if(line_end GREATER_EQUAL 0)
        math(EXPR cut "${line_end} + 1")
        string(SUBSTRING "${piece}" 0 ${cut} piece)
      endif()
      string(LENGTH "${piece}" piece_length)
      string(APPEND literal "\n    R\"__pc__(${piece})__pc__\"")
      math(EXPR position "${position} + ${piece_length}")
    endwhile()
    if(literal STREQUAL "")
      set(literal "\"\"")
    endif()
    # With its length, for compilers count the characters of a constant only so far.
    string(APPEND rows "    pressclip::EmbeddedFile{\"${name}\", std::string_view{${literal}, ${length}}},\n")
    math(EXPR count "${count} + 1")
  endforeach()
  string(APPEND out "constexpr std::array<pressclip::EmbeddedFile, ${count}> kFiles{{\n${rows}}};\n}  // namespace\n\nstd::span<const pressclip::EmbeddedFile> files() { return kFiles; }\n\n}  // namespace ${NAMESPACE}\n")
  file(WRITE "${OUTPUT}" "${out}")
  return()
endif()

set(_pressclip_embed_script "${CMAKE_CURRENT_LIST_FILE}")
function(pressclip_embed target namespace)
  cmake_parse_arguments(PARSE_ARGV 2 given "" "WITHOUT_LINES" "FILES")
  string(REPLACE "::" "_" stem "${namespace}")
  set(output "${CMAKE_CURRENT_BINARY_DIR}/embedded/${stem}.cpp")
  list(JOIN given_FILES "|" joined)
  add_custom_command(
    OUTPUT "${output}"
    COMMAND ${CMAKE_COMMAND} "-DOUTPUT=${output}" "-DNAMESPACE=${namespace}" "-DWITHOUT_LINES=${given_WITHOUT_LINES}"
      "-DFILES=${joined}" -P "${_pressclip_embed_script}"
    DEPENDS ${given_FILES} "${_pressclip_embed_script}"
    VERBATIM)
  set_source_files_properties("${output}" PROPERTIES COMPILE_OPTIONS -Wno-overlength-strings)
  target_sources(${target} PRIVATE "${output}")
endfunction()
