#pragma once

/// Before a function whose body is compiled for the widest instructions of each machine and chosen when the program
/// starts: the levels of the x86-64 ABI, for a name of one processor would not match its successors. All give the same
/// bits, no product being fused with a sum (see CMakeLists.txt). Sanitizers cannot follow that choice, and
/// clang builds only for them here.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define PASSERELLE_FOR_EACH_MACHINE __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define PASSERELLE_FOR_EACH_MACHINE
#endif
