# The templates of a module (`<module>/templates/*.mustache`) become constants of the program, so that one binary is all
# it takes to run; `<module>/templates.h` declares them. Included by src/CMakeLists.txt, it says when to build them; run
# as a script (cmake -P), it writes the .cpp.
if(CMAKE_SCRIPT_MODE_FILE)
  file(GLOB templates ${CMAKE_CURRENT_LIST_DIR}/${MODULE}/templates/*.mustache)
  set(content "// Built from src/${MODULE}/templates: edit the templates.\n#include \"${MODULE}/templates.h\"\n\n")
  string(APPEND content "namespace passerelle::templates {\n")
  foreach(file IN LISTS templates)
    get_filename_component(name ${file} NAME_WE)
    # sms_discreet → SmsDiscreet
    string(REPLACE "_" ";" words ${name})
    set(constant "")
    foreach(word IN LISTS words)
      string(SUBSTRING ${word} 0 1 first)
      string(SUBSTRING ${word} 1 -1 others)
      string(TOUPPER ${first} first)
      string(APPEND constant ${first}${others})
    endforeach()
    file(READ ${file} text)
    string(APPEND content "const std::string_view k${constant} = R\"template(${text})template\";\n")
  endforeach()
  string(APPEND content "}  // namespace passerelle::templates\n")
  file(WRITE ${OUTPUT} "${content}")
else()
  set(passerelle_template_script ${CMAKE_CURRENT_LIST_FILE})
  function(passerelle_embed_templates module)
    file(GLOB templates CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${module}/templates/*.mustache)
    set(generated ${CMAKE_CURRENT_BINARY_DIR}/${module}/templates.cpp)
    add_custom_command(
      OUTPUT ${generated}
      COMMAND ${CMAKE_COMMAND} -DMODULE=${module} -DOUTPUT=${generated} -P ${passerelle_template_script}
      DEPENDS ${templates} ${passerelle_template_script}
      COMMENT "Embedding the templates of ${module}"
      VERBATIM)
    set_source_files_properties(${generated} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    target_sources(passerelle_${module} PRIVATE ${generated})
  endfunction()
endif()
