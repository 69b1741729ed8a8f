/* libgit2's functions under their own names, each of which calls on through a pointer that is found
   when the library is loaded. The compiler holds both against <git2.h>. */
#include "CGit2.h"

#include <dlfcn.h>
#include <stdio.h>

/* The file whose functions are those that <git2.h> declares. */
#ifdef __APPLE__
#define LIBRARY "libgit2." LIBGIT2_SOVERSION ".dylib"
#else
#define LIBRARY "libgit2.so." LIBGIT2_SOVERSION
#endif

static struct {
#define F(count, type, name, ...) __typeof__(&name) name;
#include "functions.h"
#undef F
  __typeof__(&git_libgit2_opts) git_libgit2_opts; /* variadic: called through the pointer only */
} library;

static const struct {
  const char *name;
  void *pointer;
} functions[] = {
#define F(count, type, name, ...) {#name, &library.name},
#include "functions.h"
#undef F
    {"git_libgit2_opts", &library.git_libgit2_opts},
};

#define F(count, ...) F##count(__VA_ARGS__)
#define F0(type, name) \
  type name(void) { return library.name(); }
#define F1(type, name, A) \
  type name(A a) { return library.name(a); }
#define F2(type, name, A, B) \
  type name(A a, B b) { return library.name(a, b); }
#define F3(type, name, A, B, C) \
  type name(A a, B b, C c) { return library.name(a, b, c); }
#define F4(type, name, A, B, C, D) \
  type name(A a, B b, C c, D d) { return library.name(a, b, c, d); }
#define F5(type, name, A, B, C, D, E) \
  type name(A a, B b, C c, D d, E e) { return library.name(a, b, c, d, e); }
#define F6(type, name, A, B, C, D, E, F) \
  type name(A a, B b, C c, D d, E e, F f) { return library.name(a, b, c, d, e, f); }
#define F12(type, name, A, B, C, D, E, F, G, H, I, J, K, L) \
  type name(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l) { \
    return library.name(a, b, c, d, e, f, g, h, i, j, k, l); \
  }
#include "functions.h"

/* Why the library is not there, kept beyond the next call of the loader. */
static const char *failure(void) {
  static char text[512];
  const char *reason = dlerror();
  snprintf(text, sizeof text, "%s", reason ? reason : LIBRARY);
  return text;
}

static const char *load(void) {
  void *loaded = dlopen(LIBRARY, RTLD_LAZY | RTLD_LOCAL);
  if (!loaded) return failure();
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
    void *function = dlsym(loaded, functions[i].name);
    if (!function) return failure();
    *(void **)functions[i].pointer = function;
  }
  return NULL;
}

const char *cgit2_start(void) {
  const char *reason = load();
  if (reason) return reason;
  const char *extensions[] = {"partialclone", "preciousobjects", "worktreeconfig"};
  git_libgit2_init();
  library.git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, (size_t)3);
  library.git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
  library.git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_COMMIT, (size_t)0);
  return NULL;
}

void cgit2_check_owner(int enabled) {
  library.git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, enabled);
}
