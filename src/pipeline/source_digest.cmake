# A digest of all sources becomes a constant of the program: what one build keeps for the next night is not taken up by
# another that might understand otherwise. Included by src/CMakeLists.txt, it says when to build it; run as a script
# (cmake -P), it writes the .cpp.
if(CMAKE_SCRIPT_MODE_FILE)
  file(GLOB_RECURSE sources RELATIVE ${SOURCES} ${SOURCES}/*.cpp ${SOURCES}/*.h)
  list(SORT sources)
  foreach(source IN LISTS sources)
    file(SHA256 ${SOURCES}/${source} digest)
    string(APPEND all "${source} ${digest}\n")
  endforeach()
  string(SHA256 all "${all}")
  file(WRITE ${OUTPUT} "// Built from all files of src.\n#include \"pipeline/source_digest.h\"\n\n"
                       "namespace passerelle {\nconst std::string_view kSourceDigest = \"${all}\";\n"
                       "}  // namespace passerelle\n")
else()
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp ${CMAKE_CURRENT_SOURCE_DIR}/*.h)
  set(generated ${CMAKE_CURRENT_BINARY_DIR}/pipeline/source_digest.cpp)
  add_custom_command(
    OUTPUT ${generated}
    COMMAND ${CMAKE_COMMAND} -DSOURCES=${CMAKE_CURRENT_SOURCE_DIR} -DOUTPUT=${generated} -P ${CMAKE_CURRENT_LIST_FILE}
    DEPENDS ${sources} ${CMAKE_CURRENT_LIST_FILE}
    COMMENT "Digesting the sources"
    VERBATIM)
  set_source_files_properties(${generated} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  target_sources(passerelle_pipeline PRIVATE ${generated})
endif()
