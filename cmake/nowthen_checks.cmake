# What holds the house together, as tests: layers, folders, links, sizes, headers, types, the installed package, and
# each fuzzer for a moment.

find_package(Python3 3.9 REQUIRED COMPONENTS Interpreter)

function(nowthen_house_test name)
  add_test(NAME house.${name} COMMAND ${ARGN} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(house.${name} PROPERTIES LABELS house TIMEOUT 600)
endfunction()

nowthen_house_test(tools ${Python3_EXECUTABLE} tools/tests/tools_test.py)
nowthen_house_test(deploy ${Python3_EXECUTABLE} tools/tests/deploy_test.py)
foreach(check check_layers check_folders check_links size_report)
  nowthen_house_test(${check} ${Python3_EXECUTABLE} tools/${check})
endforeach()

# Each public header compiles alone. The build folder bears one build at a time, hence the lock.
nowthen_house_test(headers_alone ${CMAKE_COMMAND} --build ${CMAKE_BINARY_DIR}
                   --target nowthen_verify_interface_header_sets)
set_tests_properties(house.headers_alone PROPERTIES RESOURCE_LOCK build_folder)

# Two kinds of id cannot be mistaken for one another; the same file compiles when they are not.
set(compile_alone ${CMAKE_CXX_COMPILER} -std=c++20 -fsyntax-only -I${CMAKE_SOURCE_DIR}/include)
nowthen_house_test(ids_apart ${compile_alone} -DWRONG_ID tests/compile_fail/wrong_id.cpp)
set_tests_properties(house.ids_apart PROPERTIES PASS_REGULAR_EXPRESSION "QueueTag")
nowthen_house_test(ids_apart_control ${compile_alone} tests/compile_fail/wrong_id.cpp)

# A stranger's project finds the installed package, compiles against it, and runs.
nowthen_house_test(package ${CMAKE_COMMAND} -DBUILD=${CMAKE_BINARY_DIR} -DCOMPILER=${CMAKE_CXX_COMPILER}
                   -DSANITIZE=${NOWTHEN_SANITIZE} -P tests/consume/run.cmake)
set_tests_properties(house.package PROPERTIES RESOURCE_LOCK build_folder)

set(NOWTHEN_FUZZ_BUILD ${CMAKE_SOURCE_DIR}/build/fuzz CACHE PATH "Where the fuzz preset puts the fuzzers")
file(GLOB fuzzers CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/fuzz/fuzz_*.cpp)
foreach(source IN LISTS fuzzers)
  get_filename_component(fuzzer ${source} NAME_WE)
  add_test(NAME ${fuzzer} COMMAND ${CMAKE_SOURCE_DIR}/tools/run_fuzzer ${NOWTHEN_FUZZ_BUILD} ${fuzzer})
  set_tests_properties(${fuzzer} PROPERTIES LABELS fuzz SKIP_RETURN_CODE 77 TIMEOUT 300)
endforeach()
