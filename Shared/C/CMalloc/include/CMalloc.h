#ifndef SHOUWEN_CMALLOC_H
#define SHOUWEN_CMALLOC_H

/// Lets all threads share few pools of memory, and gives back early what is free: Swift's module for the C library does
/// not know mallopt. For the start of a process.
void shouwen_keep_memory_small(void);

/// Gives what is free back to the system wherever it lies; takes a millisecond or two.
void shouwen_give_memory_back(void);

#endif
