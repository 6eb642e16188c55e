#ifndef SHOUWEN_CMALLOC_H
#define SHOUWEN_CMALLOC_H

/// Lets all threads share few pools of memory, and gives back early what is free: Swift's module for the C library does
/// not know mallopt. For the start of a process.
void shouwen_keep_memory_small(void);

#endif
