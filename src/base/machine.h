#pragma once

/// Before a function whose body is compiled for the widest instructions of each machine and chosen when the program
/// starts. Only for whole numbers, whose sums are the same on all of them. Sanitizers cannot follow that choice, and
/// clang builds only for them here.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define PASSERELLE_FOR_EACH_MACHINE __attribute__((target_clones("arch=icelake-server", "avx2", "default")))
#else
#define PASSERELLE_FOR_EACH_MACHINE
#endif
