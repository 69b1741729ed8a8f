#include <git2.h>
#include <stddef.h>

/* C libraries hide it from strict standard C, so it is declared here. */
void *memmem(const void *text, size_t length, const void *part, size_t part_length);

/* git_libgit2_opts is variadic, and Swift cannot call variadic C functions. */

/* Starts the library, and lets repositories open whose format extensions change nothing for a
   reader: where the objects of a partial clone come from, which of them must be kept, that each
   worktree has settings of its own. Objects are not hashed again when read: git leaves that to
   fsck too, and following lines would take twice the time. */
static inline void cgit2_start(void) {
  const char *extensions[] = {"partialclone", "preciousobjects", "worktreeconfig"};
  git_libgit2_init();
  git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, (size_t)3);
  git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
}

/* Whether opening refuses repositories of another user; one switch for the whole process. */
static inline void cgit2_check_owner(int enabled) {
  git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, enabled);
}
