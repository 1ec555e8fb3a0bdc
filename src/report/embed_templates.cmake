# The templates of this folder become constants of the program, so that one binary is all it takes to run.
# Included by src/CMakeLists.txt, it says when to build them; run as a script (cmake -P), it writes the .cpp.
if(CMAKE_SCRIPT_MODE_FILE)
  file(GLOB templates ${CMAKE_CURRENT_LIST_DIR}/templates/*.mustache)
  set(content "// Built from src/report/templates: edit the templates.\n#include \"report/templates.h\"\n\n")
  string(APPEND content "namespace passerelle::templates {\n")
  foreach(file IN LISTS templates)
    get_filename_component(name ${file} NAME_WE)
    string(SUBSTRING ${name} 0 1 first)
    string(SUBSTRING ${name} 1 -1 others)
    string(TOUPPER ${first} first)
    file(READ ${file} text)
    string(APPEND content "const std::string_view k${first}${others} = R\"template(${text})template\";\n")
  endforeach()
  string(APPEND content "}  // namespace passerelle::templates\n")
  file(WRITE ${OUTPUT} "${content}")
else()
  file(GLOB templates CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/templates/*.mustache)
  set(generated ${CMAKE_CURRENT_BINARY_DIR}/report/templates.cpp)
  add_custom_command(
    OUTPUT ${generated}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${generated} -P ${CMAKE_CURRENT_LIST_FILE}
    DEPENDS ${templates} ${CMAKE_CURRENT_LIST_FILE}
    COMMENT "Embedding the report templates"
    VERBATIM)
  target_sources(passerelle_report PRIVATE ${generated})
endif()
