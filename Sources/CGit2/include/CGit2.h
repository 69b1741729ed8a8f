/* libgit2 as its own header declares it, but loaded when a repository is opened: the library and the
   two dozen it needs cost as much time as the whole of a run in which nothing is to be done. */
#pragma once
#include <git2.h>
#include <stddef.h>

/* C libraries hide it from strict standard C, so it is declared here. */
void *memmem(const void *text, size_t length, const void *part, size_t part_length);

/* Loads the library and starts it; NULL, or why that cannot be. Called once, before all else.

   It lets repositories open whose format extensions change nothing for a reader: where the objects
   of a partial clone come from, which of them must be kept, that each worktree has settings of its
   own. Objects are not hashed again when read: git leaves that to fsck too, and following lines
   would take twice the time. Commits are not kept: each is looked at once. */
const char *cgit2_start(void);

/* Whether opening refuses repositories of another user; one switch for the whole process. */
void cgit2_check_owner(int enabled);
