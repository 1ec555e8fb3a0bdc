// Owns the headers that all tests read precompiled: see tests/CMakeLists.txt.
