/* The sandbox: see sandbox.h. Landlock can only grant, and a grant holds for all beneath: so what lies
   outside the project is granted by the entries of each folder above it, less the way to it. */
#define _GNU_SOURCE
#include "sandbox.h"

#include <errno.h>

#ifdef __linux__
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Of <linux/landlock.h>, which lacks the younger of them where kernel headers are old. */
enum { CREATE_RULESET = 444, ADD_RULE = 445, RESTRICT_SELF = 446, PATH_BENEATH = 1, ASK_VERSION = 1 };
enum {
  EXECUTE = 1 << 0,
  WRITE_FILE = 1 << 1,
  READ_FILE = 1 << 2,
  READ_DIR = 1 << 3,
  TRUNCATE = 1 << 14, /* version 3 */
  IN_VERSION_1 = (1 << 13) - 1,
  IN_VERSION_2 = (1 << 14) - 1,
  IN_VERSION_3 = (1 << 15) - 1,
  OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE,
  READING = EXECUTE | READ_FILE | READ_DIR,
  SCOPES = 3, /* version 6: no abstract sockets and no signals to what is outside */
};

struct ruleset_attributes {
  uint64_t files, network, scopes;
};

struct rule {
  uint64_t rights;
  int32_t file;
} __attribute__((packed));

struct ruleset {
  int file;
  uint64_t handled;
};

static int make_ruleset(struct ruleset *ruleset) {
  long version = syscall(CREATE_RULESET, NULL, 0, ASK_VERSION);
  if (version < 0) return errno;
  ruleset->handled = version >= 3 ? IN_VERSION_3 : version == 2 ? IN_VERSION_2 : IN_VERSION_1;
  struct ruleset_attributes attributes = {ruleset->handled, 0, version >= 6 ? SCOPES : 0};
  size_t size = version >= 6 ? sizeof attributes : offsetof(struct ruleset_attributes, network);
  ruleset->file = (int)syscall(CREATE_RULESET, &attributes, size, 0);
  return ruleset->file < 0 ? errno : 0;
}

/* Grants rights to a path and all beneath; to a file those that a file can have. */
static int grant(const struct ruleset *ruleset, int folder, const char *path, uint64_t rights, int flags) {
  struct stat status;
  int file = openat(folder, path, O_PATH | O_CLOEXEC | flags);
  if (file < 0) return errno;
  int code = fstat(file, &status) < 0 ? errno : 0;
  if (!code && !S_ISLNK(status.st_mode)) {
    if (!S_ISDIR(status.st_mode)) rights &= OF_FILES;
    struct rule rule = {rights & ruleset->handled, file};
    if (syscall(ADD_RULE, ruleset->file, PATH_BENEATH, &rule, 0) < 0) code = errno;
  }
  close(file);
  return code;
}

static int grant_all(const struct ruleset *ruleset, char **paths, uint64_t rights) {
  int code = 0;
  for (; *paths && !code; paths++) code = grant(ruleset, AT_FDCWD, *paths, rights, 0);
  return code;
}

/* Grants reading of what lies in a folder, less one name; what cannot be granted stays closed. */
static void grant_neighbours(const struct ruleset *ruleset, const char *folder, const char *less) {
  DIR *listing = opendir(folder);
  if (!listing) return;
  for (struct dirent *entry; (entry = readdir(listing));)
    if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
        strcmp(entry->d_name, less) != 0)
      grant(ruleset, dirfd(listing), entry->d_name, READING, O_NOFOLLOW);
  closedir(listing);
}

static int grant_outside(const struct ruleset *ruleset) {
  char project[PATH_MAX];
  if (!getcwd(project, sizeof project)) return errno;
  for (char *slash = project; slash && slash[1];) {
    char *next = strchr(slash + 1, '/');
    *slash = 0;
    if (next) *next = 0;
    grant_neighbours(ruleset, *project ? project : "/", slash + 1);
    *slash = '/';
    if (next) *next = '/';
    slash = next;
  }
  return grant(ruleset, AT_FDCWD, "/", READ_DIR, 0);
}

static void grant_devices(const struct ruleset *ruleset) {
  static const char *const devices[] = {"null", "zero",   "full", "random", "urandom",
                                        "tty",  "ptmx", "pts",  "shm"};
  for (size_t i = 0; i < sizeof devices / sizeof *devices; i++) {
    char path[32];
    snprintf(path, sizeof path, "/dev/%s", devices[i]);
    grant(ruleset, AT_FDCWD, path, ~0ULL, 0);
  }
}

int sandbox_enter(const struct confines *confines, const char *temporary_folder, const char *log) {
  struct ruleset ruleset;
  int code = make_ruleset(&ruleset);
  if (code) return code;
  code = grant_outside(&ruleset);
  grant_devices(&ruleset);
  if (!code) code = grant(&ruleset, AT_FDCWD, temporary_folder, ~0ULL, 0);
  if (!code) code = grant(&ruleset, AT_FDCWD, log, WRITE_FILE | TRUNCATE, 0); /* as /dev/stdout */
  if (!code) code = grant_all(&ruleset, confines->readable, READING);
  if (!code) code = grant_all(&ruleset, confines->writable, ~0ULL);
  if (!code && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) code = errno;
  if (!code && syscall(RESTRICT_SELF, ruleset.file, 0) < 0) code = errno;
  close(ruleset.file);
  return code;
}

#else

int sandbox_enter(const struct confines *confines, const char *temporary_folder, const char *log) {
  (void)confines, (void)temporary_folder, (void)log;
  return ENOSYS;
}

#endif
