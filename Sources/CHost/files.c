/* Files as the kernel gives them: thin wrappers that turn -1 and errno into one answer. Each exists
   because Swift cannot see the call (variadic open and ioctl, openat2, syncfs behind _GNU_SOURCE) or
   because errno must be read at once. */
#define _GNU_SOURCE
#include "files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <linux/fs.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#endif

#define ANSWER(call) ((call) < 0 ? errno : 0)

const int HOST_HERE = AT_FDCWD;

static enum host_kind kind_of_mode(mode_t mode) {
  return S_ISREG(mode) ? HOST_FILE : S_ISDIR(mode) ? HOST_FOLDER : S_ISLNK(mode) ? HOST_LINK : HOST_OTHER;
}

#ifdef __APPLE__
#define NANOSECONDS(s, which) ((s)->st_##which##timespec.tv_sec * 1000000000LL + (s)->st_##which##timespec.tv_nsec)
#else
#define NANOSECONDS(s, which) ((s)->st_##which##tim.tv_sec * 1000000000LL + (s)->st_##which##tim.tv_nsec)
#endif

static int told(int result, const struct stat *s, struct host_status *status) {
  if (result < 0) return errno;
  status->device = (uint64_t)s->st_dev;
  status->inode = s->st_ino;
  status->size = (uint64_t)s->st_size;
  status->modified = NANOSECONDS(s, m);
  status->changed = NANOSECONDS(s, c);
  status->permissions = s->st_mode & 07777;
  status->kind = kind_of_mode(s->st_mode);
  return 0;
}

int host_status_at(int folder, const char *path, bool following, struct host_status *status) {
  struct stat s;
  return told(fstatat(folder, path, &s, following ? 0 : AT_SYMLINK_NOFOLLOW), &s, status);
}

int host_status_of(int file, struct host_status *status) {
  struct stat s;
  return told(fstat(file, &s), &s, status);
}

static int opened(int folder, const char *path, int flags, mode_t mode, int *file) {
  do *file = openat(folder, path, flags | O_CLOEXEC, mode);
  while (*file < 0 && errno == EINTR);
  return ANSWER(*file);
}

/* O_NONBLOCK: a named pipe nobody writes to must not hold the tool up. It means nothing for files. */
int host_open_reading(int folder, const char *path, int *file) {
  return opened(folder, path, O_RDONLY | O_NOCTTY | O_NONBLOCK, 0, file);
}

int host_open_folder(int folder, const char *path, int *file) {
  return opened(folder, path, O_RDONLY | O_DIRECTORY, 0, file);
}

int host_open_new(int folder, const char *path, uint32_t permissions, int *file) {
  return opened(folder, path, O_RDWR | O_CREAT | O_EXCL, permissions, file);
}

int host_open_adding(const char *path, int *file) {
  return opened(AT_FDCWD, path, O_RDWR | O_CREAT | O_APPEND, 0666, file);
}

int host_open_sending(const char *path, int *file) {
  return opened(AT_FDCWD, path, O_WRONLY | O_APPEND | O_NOCTTY, 0, file);
}

int host_open_updating(const char *path, int *file) {
  return opened(AT_FDCWD, path, O_RDWR | O_CREAT, 0666, file);
}

/* One component after another, where the kernel has no openat2. */
int host_open_beneath_by_steps(int root, const char *path, int *folder) {
  char name[NAME_MAX + 1];
  if (path[0] == '/') return EXDEV;
  int answer = opened(root, ".", O_RDONLY | O_DIRECTORY, 0, folder);
  while (answer == 0 && *path) {
    size_t length = strcspn(path, "/");
    if (length > NAME_MAX) answer = ENAMETOOLONG;
    else if (length == 2 && path[0] == '.' && path[1] == '.') answer = EXDEV;
    else if (length > 0) {
      int above = *folder;
      memcpy(name, path, length);
      name[length] = 0;
      answer = opened(above, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0, folder);
      struct stat s;
      if (answer == ENOTDIR && fstatat(above, name, &s, AT_SYMLINK_NOFOLLOW) == 0 &&
          S_ISLNK(s.st_mode))
        answer = ELOOP; /* as openat2 says it */
      close(above);
      if (answer != 0) return answer;
    }
    if (answer != 0) close(*folder);
    path += length + (path[length] == '/');
  }
  return answer;
}

int host_open_beneath(int root, const char *path, int *folder) {
  if (path[0] == '/') return EXDEV;
  if (path[0] == 0) path = ".";
#if defined(__linux__) && defined(SYS_openat2)
  struct open_how how = {.flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC,
                         .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS};
  do *folder = (int)syscall(SYS_openat2, root, path, &how, sizeof how);
  while (*folder < 0 && (errno == EINTR || errno == EAGAIN));
  if (*folder >= 0) return 0;
  if (errno != ENOSYS && errno != EPERM) return errno; /* EPERM: an old container's filter */
#endif
  return host_open_beneath_by_steps(root, path, folder);
}

int host_open_new_beneath(const char *path, uint32_t permissions, int *file) {
#if defined(__linux__) && defined(SYS_openat2)
  struct open_how how = {.flags = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, .mode = permissions,
                         .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS};
  do *file = (int)syscall(SYS_openat2, AT_FDCWD, path, &how, sizeof how);
  while (*file < 0 && (errno == EINTR || errno == EAGAIN));
  if (*file >= 0) return 0;
  if (errno != ENOSYS && errno != EPERM) return errno;
#endif
  char above[PATH_MAX];
  const char *name = strrchr(path, '/');
  int folder;
  if (!name) return host_open_new(AT_FDCWD, path, permissions, file);
  if (name - path >= PATH_MAX) return ENAMETOOLONG;
  snprintf(above, sizeof above, "%.*s", (int)(name - path), path);
  int answer = host_open_beneath_by_steps(AT_FDCWD, above, &folder);
  if (answer != 0) return answer;
  answer = host_open_new(folder, name + 1, permissions, file);
  close(folder);
  return answer;
}

void host_close(int file) { close(file); }

int host_read(int file, void *bytes, size_t size, size_t *count) {
  ssize_t n;
  do n = read(file, bytes, size);
  while (n < 0 && errno == EINTR);
  *count = n < 0 ? 0 : (size_t)n;
  return ANSWER(n);
}

int host_read_at(int file, uint64_t offset, void *bytes, size_t size, size_t *count) {
  ssize_t n;
  do n = pread(file, bytes, size, (off_t)offset);
  while (n < 0 && errno == EINTR);
  *count = n < 0 ? 0 : (size_t)n;
  return ANSWER(n);
}

int host_write(int file, const void *bytes, size_t size, size_t *count) {
  for (;;) {
    ssize_t n = write(file, bytes, size);
    *count = n < 0 ? 0 : (size_t)n;
    if (n >= 0) return 0;
    struct pollfd room = {.fd = file, .events = POLLOUT};
    if (errno == EAGAIN) poll(&room, 1, -1);
    else if (errno != EINTR) return errno;
  }
}

int host_write_all(int file, const void *bytes, size_t size) {
  const char *rest = bytes;
  while (size > 0) {
    size_t count;
    int answer = host_write(file, rest, size, &count);
    if (answer != 0) return answer;
    rest += count;
    size -= count;
  }
  return 0;
}

int host_truncate(int file, uint64_t size) { return ANSWER(ftruncate(file, (off_t)size)); }

int host_clone(int from, int to) {
#ifdef FICLONE
  return ANSWER(ioctl(to, FICLONE, from));
#else
  (void)from, (void)to;
  return EOPNOTSUPP;
#endif
}

int host_rename(int from_folder, const char *from, int to_folder, const char *to) {
  return ANSWER(renameat(from_folder, from, to_folder, to));
}

int host_remove_file(int folder, const char *path) { return ANSWER(unlinkat(folder, path, 0)); }

int host_make_folder(int folder, const char *path) { return ANSWER(mkdirat(folder, path, 0777)); }

int host_make_private_folder(const char *path) { return ANSWER(mkdir(path, 0700)); }

int host_make_link(const char *text, int folder, const char *path) {
  return ANSWER(symlinkat(text, folder, path));
}

int host_link_text(int folder, const char *path, char *text, size_t size, size_t *count) {
  ssize_t n = readlinkat(folder, path, text, size);
  *count = n < 0 ? 0 : (size_t)n;
  return ANSWER(n);
}

int host_set_permissions(int folder, const char *path, uint32_t permissions) {
  return ANSWER(fchmodat(folder, path, permissions, 0));
}

int host_make_temporary_folder(char *template) { return mkdtemp(template) ? 0 : errno; }

int host_sync_filesystem(int file) {
#ifdef __linux__
  return ANSWER(syncfs(file));
#else
  return ANSWER(fsync(file));
#endif
}

int host_try_lock(int file) { return ANSWER(flock(file, LOCK_EX | LOCK_NB)); }

int host_list(int folder, const char *path, struct host_listing **listing) {
  int file;
  int answer = host_open_folder(folder, path, &file);
  if (answer != 0) return answer;
  *listing = (struct host_listing *)fdopendir(file);
  if (*listing) return 0;
  answer = errno;
  close(file);
  return answer;
}

static int kind_of_entry(DIR *stream, const struct dirent *entry, enum host_kind *kind) {
  struct stat s;
  switch (entry->d_type) {
    case DT_REG: *kind = HOST_FILE; return 0;
    case DT_DIR: *kind = HOST_FOLDER; return 0;
    case DT_LNK: *kind = HOST_LINK; return 0;
    case DT_UNKNOWN: break; /* some file systems do not say */
    default: *kind = HOST_OTHER; return 0;
  }
  if (fstatat(dirfd(stream), entry->d_name, &s, AT_SYMLINK_NOFOLLOW) < 0) return errno;
  *kind = kind_of_mode(s.st_mode);
  return 0;
}

int host_next_name(struct host_listing *listing, const char **name, size_t *length,
                   enum host_kind *kind) {
  DIR *stream = (DIR *)listing;
  for (;;) {
    errno = 0;
    struct dirent *entry = readdir(stream);
    *name = NULL;
    if (!entry) return errno;
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    int answer = kind_of_entry(stream, entry, kind);
    if (answer == ENOENT) continue; /* gone since it was listed */
    *name = entry->d_name;
    *length = strlen(entry->d_name);
    return answer;
  }
}

void host_end_listing(struct host_listing *listing) { closedir((DIR *)listing); }

/* Removes one entry of an open folder. A folder that is not empty gives its files up and hands its
   own folders to `top`, under names nobody else has: any depth is removed with two open folders. */
static int remove_entry(int top, const char *name, unsigned *moved) {
  if (unlinkat(top, name, 0) == 0 || errno == ENOENT) return 0;
  if (errno != EISDIR && errno != EPERM) return errno; /* EPERM: a folder, on some systems */
  if (unlinkat(top, name, AT_REMOVEDIR) == 0) return 0;
  if (errno != ENOTEMPTY && errno != EEXIST) return errno;

  struct host_listing *listing;
  const char *inner;
  size_t length;
  enum host_kind kind;
  fchmodat(top, name, 0700, 0);
  int answer = host_list(top, name, &listing);
  if (answer != 0) return answer;
  int folder = dirfd((DIR *)listing);
  while ((answer = host_next_name(listing, &inner, &length, &kind)) == 0 && inner) {
    if (kind != HOST_FOLDER) {
      if (unlinkat(folder, inner, 0) < 0 && errno != ENOENT) answer = errno;
    } else if (unlinkat(folder, inner, AT_REMOVEDIR) < 0) {
      char unique[64];
      snprintf(unique, sizeof unique, ".assay-removed-%d-%u", (int)getpid(), (*moved)++);
      fchmodat(folder, inner, 0700, 0); /* a folder that moves must be writable: its ".." changes */
      if (renameat(folder, inner, top, unique) < 0) answer = errno;
    }
    if (answer != 0) break;
  }
  host_end_listing(listing);
  if (answer != 0) return answer;
  return unlinkat(top, name, AT_REMOVEDIR) < 0 && errno != ENOTEMPTY ? errno : 0;
}

int host_remove_folder(int folder, const char *path) {
  if (unlinkat(folder, path, AT_REMOVEDIR) == 0) return 0;
  return errno == EEXIST ? ENOTEMPTY : errno; /* POSIX allows both for a folder that holds something */
}

int host_remove_tree(int folder, const char *path) {
  struct stat s;
  if (fstatat(folder, path, &s, AT_SYMLINK_NOFOLLOW) < 0) return errno == ENOENT ? 0 : errno;
  if (!S_ISDIR(s.st_mode)) return ANSWER(unlinkat(folder, path, 0));
  if ((s.st_mode & 0700) != 0700) fchmodat(folder, path, 0700, 0);

  unsigned moved = 0;
  for (;;) { /* a pass may miss what the pass itself moved up */
    struct host_listing *listing;
    const char *name;
    size_t length, seen = 0;
    enum host_kind kind;
    int answer = host_list(folder, path, &listing);
    if (answer != 0) return answer;
    while ((answer = host_next_name(listing, &name, &length, &kind)) == 0 && name) {
      seen++;
      if ((answer = remove_entry(dirfd((DIR *)listing), name, &moved)) != 0) break;
    }
    host_end_listing(listing);
    if (answer != 0) return answer;
    if (seen == 0) return ANSWER(unlinkat(folder, path, AT_REMOVEDIR));
  }
}
