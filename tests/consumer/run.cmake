# Installs a build into a folder of its own, builds the consumer against that and runs it:
#   cmake -DBUILD= -DSOURCE= -DWORK= -DCXX= -DFLAGS= -DPAGE= -P run.cmake
function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${ARGN}: ${status}\n${output}")
  endif()
endfunction()

set(prefix ${WORK}/prefix)
file(REMOVE_RECURSE ${WORK})
run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${prefix})
file(GLOB_RECURSE pkg_config ${prefix}/*/pressclip.pc)
get_filename_component(pkg_config_folder "${pkg_config}" DIRECTORY)
set(ENV{PKG_CONFIG_PATH} ${pkg_config_folder})

foreach(file IN ITEMS bin/pressclip include/pressclip/pressclip.h share/man/man1/pressclip.1
                      share/bash-completion/completions/pressclip share/zsh/site-functions/_pressclip
                      share/fish/vendor_completions.d/pressclip.fish share/pressclip/pressclip.schema.json)
  if(NOT EXISTS ${prefix}/${file})
    message(FATAL_ERROR "not installed: ${file}")
  endif()
endforeach()

run(${CMAKE_COMMAND} -S ${SOURCE} -B ${WORK}/build -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_COMPILER=${CXX}
  "-DCMAKE_CXX_FLAGS=${FLAGS}" -DCMAKE_PREFIX_PATH=${prefix})
run(${CMAKE_COMMAND} --build ${WORK}/build)
# The sources of the library must not be needed: nothing of the package may point at them.
file(GLOB_RECURSE package_files ${prefix}/*.cmake ${prefix}/*.pc)
get_filename_component(project ${SOURCE}/../.. ABSOLUTE)
foreach(file IN LISTS package_files)
  file(READ ${file} content)
  string(FIND "${content}" "${project}/src" found)
  if(NOT found EQUAL -1)
    message(FATAL_ERROR "${file} points into the sources")
  endif()
endforeach()

foreach(program IN ITEMS by_package by_pkg_config)
  execute_process(COMMAND ${WORK}/build/${program} INPUT_FILE ${PAGE} OUTPUT_VARIABLE json RESULT_VARIABLE status)
  string(JSON headline ERROR_VARIABLE error GET "${json}" headline)
  if(NOT status EQUAL 0 OR NOT headline STREQUAL "Bridge over the Alder opens after nine years")
    message(FATAL_ERROR "${program}: status ${status}, headline '${headline}' ${error}\n${json}")
  endif()
endforeach()
