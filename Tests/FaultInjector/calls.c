/* Which system calls are of which kind, and what file they are about. */
#ifdef __linux__
#define _GNU_SOURCE
#include "calls.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What says whether a call counts, beside its number. */
enum condition { ALWAYS, CREATING, CREATING_BENEATH, REGULAR_FILE, CLONING };

struct known {
  long number;
  const char *name;
  enum kind kind;
  enum condition condition;
  int path, file; /* which argument is a path, or an open file; -1 for none */
};

static const struct known table[] = {
    {SYS_openat, "openat", CHANGE, CREATING, 1, -1},
#ifdef SYS_openat2
    {SYS_openat2, "openat2", CHANGE, CREATING_BENEATH, 1, -1},
#endif
    {SYS_write, "write", CHANGE, REGULAR_FILE, -1, 0},
    {SYS_pwrite64, "pwrite64", CHANGE, REGULAR_FILE, -1, 0},
    {SYS_writev, "writev", CHANGE, REGULAR_FILE, -1, 0},
    {SYS_ftruncate, "ftruncate", CHANGE, REGULAR_FILE, -1, 0},
    {SYS_fallocate, "fallocate", CHANGE, REGULAR_FILE, -1, 0},
    {SYS_copy_file_range, "copy_file_range", CHANGE, REGULAR_FILE, -1, 2},
    {SYS_ioctl, "ioctl", CHANGE, CLONING, -1, 0},
    {SYS_renameat, "renameat", CHANGE, ALWAYS, 3, -1},
    {SYS_renameat2, "renameat2", CHANGE, ALWAYS, 3, -1},
    {SYS_unlinkat, "unlinkat", CHANGE, ALWAYS, 1, -1},
    {SYS_mkdirat, "mkdirat", CHANGE, ALWAYS, 1, -1},
    {SYS_symlinkat, "symlinkat", CHANGE, ALWAYS, 2, -1},
    {SYS_linkat, "linkat", CHANGE, ALWAYS, 3, -1},
    {SYS_fchmod, "fchmod", CHANGE, REGULAR_FILE, -1, 0},
    {SYS_fchmodat, "fchmodat", CHANGE, ALWAYS, 1, -1},
    {SYS_utimensat, "utimensat", CHANGE, ALWAYS, 1, -1},
    {SYS_fsync, "fsync", CHANGE, ALWAYS, -1, 0},
    {SYS_fdatasync, "fdatasync", CHANGE, ALWAYS, -1, 0},
    {SYS_syncfs, "syncfs", CHANGE, ALWAYS, -1, 0},
#ifdef SYS_rename
    {SYS_rename, "rename", CHANGE, ALWAYS, 1, -1},
    {SYS_unlink, "unlink", CHANGE, ALWAYS, 0, -1},
    {SYS_rmdir, "rmdir", CHANGE, ALWAYS, 0, -1},
    {SYS_mkdir, "mkdir", CHANGE, ALWAYS, 0, -1},
    {SYS_chmod, "chmod", CHANGE, ALWAYS, 0, -1},
    {SYS_symlink, "symlink", CHANGE, ALWAYS, 1, -1},
    {SYS_link, "link", CHANGE, ALWAYS, 1, -1},
    {SYS_fork, "fork", TALK, ALWAYS, -1, -1},
    {SYS_vfork, "vfork", TALK, ALWAYS, -1, -1},
    {SYS_poll, "poll", TALK, ALWAYS, -1, -1},
#endif
    {SYS_clone, "clone", TALK, ALWAYS, -1, -1},
    {SYS_sendto, "sendto", TALK, ALWAYS, -1, -1},
    {SYS_recvfrom, "recvfrom", TALK, ALWAYS, -1, -1},
    {SYS_sendmsg, "sendmsg", TALK, ALWAYS, -1, -1},
    {SYS_recvmsg, "recvmsg", TALK, ALWAYS, -1, -1},
    {SYS_ppoll, "ppoll", TALK, ALWAYS, -1, -1},
    {SYS_pselect6, "pselect6", TALK, ALWAYS, -1, -1},
    {SYS_wait4, "wait4", TALK, ALWAYS, -1, -1},
    {SYS_flock, "flock", TALK, ALWAYS, -1, -1},
    {SYS_kill, "kill", TALK, ALWAYS, -1, -1},
    {SYS_openat, "openat", READ, ALWAYS, 1, -1},
    {SYS_newfstatat, "newfstatat", READ, ALWAYS, 1, -1},
    {SYS_read, "read", READ, REGULAR_FILE, -1, 0},
    {SYS_pread64, "pread64", READ, REGULAR_FILE, -1, 0},
    {SYS_readlinkat, "readlinkat", READ, ALWAYS, 1, -1},
    {SYS_getdents64, "getdents64", READ, ALWAYS, -1, 0},
};

static const unsigned long share_blocks = 0x40049409; /* FICLONE, which not all headers have */

/* Where a link in /proc leads; empty when nowhere. */
static void link_text(pid_t process, const char *what, char *text) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/%s", (int)process, what);
  ssize_t size = readlink(path, text, PATH_MAX - 1);
  text[size < 0 ? 0 : size] = 0;
}

static void file_name(pid_t process, uint64_t file, char *text) {
  char what[32];
  snprintf(what, sizeof what, "fd/%d", (int)file);
  link_text(process, what, text);
}

/* The text at an address of another process; what lies on a page that is not there ends it. */
static void text_at(pid_t process, uint64_t address, char *text) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/mem", (int)process);
  int memory = open(path, O_RDONLY | O_CLOEXEC);
  size_t size = 0;
  while (memory >= 0 && size < PATH_MAX - 1 &&
         pread(memory, text + size, 1, (off_t)(address + size)) == 1 && text[size])
    size++;
  text[size] = 0;
  if (memory >= 0) close(memory);
}

/* The number at an address of another process; 0 when it cannot be read. */
static uint64_t number_at(pid_t process, uint64_t address) {
  char path[64];
  uint64_t number = 0;
  snprintf(path, sizeof path, "/proc/%d/mem", (int)process);
  int memory = open(path, O_RDONLY | O_CLOEXEC);
  if (memory < 0) return 0;
  if (pread(memory, &number, sizeof number, (off_t)address) != sizeof number) number = 0;
  close(memory);
  return number;
}

/* What the call is about: a path as it was given, or the name of an open file. */
static void subject(pid_t process, const struct known *known, const struct call *call, char *text) {
  text[0] = 0;
  if (known->path >= 0) text_at(process, call->arguments[known->path], text);
  if (known->path == 1 && !text[0]) file_name(process, call->arguments[0], text);
  if (known->file >= 0) file_name(process, call->arguments[known->file], text);
}

static bool is_in_project(pid_t process, const char *path) {
  char root[PATH_MAX];
  if (path[0] != '/') return true;
  link_text(process, "cwd", root);
  size_t length = strlen(root);
  return strncmp(path, root, length) == 0 && path[length] == '/';
}

static bool counts(pid_t process, const struct known *known, const struct call *call) {
  char path[PATH_MAX];
  switch (known->condition) {
    case CREATING:
      if (!(call->arguments[2] & (O_CREAT | O_TRUNC | O_WRONLY | O_RDWR))) return false;
      break;
    case CREATING_BENEATH: /* the flags stand first in what the third argument leads to */
      if (!(number_at(process, call->arguments[2]) & O_CREAT)) return false;
      break;
    case CLONING:
      if (call->arguments[1] != share_blocks) return false;
      break;
    case REGULAR_FILE:
      if (call->arguments[known->file] <= 2) return false;
      break;
    case ALWAYS: break;
  }
  if (known->kind == TALK) return true;
  subject(process, known, call, path);
  if (known->kind == READ) return is_in_project(process, path);
  return path[0] && strncmp(path, "/dev/", 5) != 0 && strncmp(path, "/proc/", 6) != 0 &&
         (known->condition != REGULAR_FILE || path[0] == '/');
}

static const struct known *find(pid_t process, const struct call *call, int kinds) {
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    if ((uint64_t)table[i].number == call->number && (table[i].kind & kinds) &&
        counts(process, &table[i], call))
      return &table[i];
  return NULL;
}

int kind_of(pid_t process, const struct call *call, int kinds) {
  const struct known *known = find(process, call, kinds);
  return known ? (int)known->kind : 0;
}

bool is_write(const struct call *call) { return call->number == SYS_write; }

void describe(pid_t process, const struct call *call, char *text, size_t size) {
  char path[PATH_MAX];
  const struct known *known = find(process, call, CHANGE | TALK | READ);
  if (!known) return;
  subject(process, known, call, path);
  snprintf(text, size, "%s %s", known->name, path);
}
#endif
