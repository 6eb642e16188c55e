#include "CMalloc.h"

#include <malloc.h>

void shouwen_keep_memory_small(void) {
    // By default every busy thread gets a pool of its own, eight for each core, and each keeps its largest moment.
    mallopt(M_ARENA_MAX, 2);
    mallopt(M_TRIM_THRESHOLD, 1 << 20);
    mallopt(M_MMAP_THRESHOLD, 1 << 20);
}

void shouwen_give_memory_back(void) {
    malloc_trim(0);
}
