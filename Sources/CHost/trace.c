/* The tracer: see trace.h. One table says which calls name a path, in which argument, and what they
   do with it; filter and reader are made from it, so that they cannot disagree. */
#define _GNU_SOURCE
#include "trace.h"

#include "keeper.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef __linux__
#include <fcntl.h>
#include <limits.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

struct sighting {
  char *path;
  unsigned uses;
};

/* An open hash table; grown when half full. */
struct sightings {
  struct sighting *table;
  size_t count, room;
  char root[PATH_MAX];
  size_t root_length;
};

enum what {
  OPENS,
  OPENS_NEW,
  OPENS_HOW,
  RUNS,
  LOOKS,
  LISTS,
  MAKES_FOLDER,
  WRITES,
  REMOVES,
  MOVES,
  WRITES_SECOND
};

struct watched {
  int number;
  signed char folder, path; /* the arguments; -1: the working directory */
  enum what what;
};

static const struct watched calls[] = {
    {SYS_openat, 0, 1, OPENS},
    {437 /* openat2 */, 0, 1, OPENS_HOW},
    {SYS_execve, -1, 0, RUNS},
    {SYS_execveat, 0, 1, RUNS},
    {SYS_newfstatat, 0, 1, LOOKS},
    {SYS_statx, 0, 1, LOOKS},
    {SYS_faccessat, 0, 1, LOOKS},
    {439 /* faccessat2 */, 0, 1, LOOKS},
    {SYS_readlinkat, 0, 1, LOOKS},
    {SYS_getdents64, 0, -1, LISTS},
    {SYS_renameat, 0, 1, MOVES},
    {SYS_renameat2, 0, 1, MOVES},
    {SYS_linkat, 0, 1, WRITES_SECOND},
    {SYS_symlinkat, 1, 2, WRITES},
    {SYS_unlinkat, 0, 1, REMOVES},
    {SYS_mkdirat, 0, 1, MAKES_FOLDER},
    {SYS_mknodat, 0, 1, WRITES},
    {SYS_truncate, -1, 0, WRITES},
#ifdef __x86_64__
    {SYS_open, -1, 0, OPENS},
    {SYS_creat, -1, 0, OPENS_NEW},
    {SYS_stat, -1, 0, LOOKS},
    {SYS_lstat, -1, 0, LOOKS},
    {SYS_access, -1, 0, LOOKS},
    {SYS_readlink, -1, 0, LOOKS},
    {SYS_getdents, 0, -1, LISTS},
    {SYS_rename, -1, 0, MOVES},
    {SYS_link, -1, 0, WRITES_SECOND},
    {SYS_symlink, -1, 1, WRITES},
    {SYS_unlink, -1, 0, REMOVES},
    {SYS_rmdir, -1, 0, REMOVES},
    {SYS_mkdir, -1, 0, MAKES_FOLDER},
    {SYS_mknod, -1, 0, WRITES},
#endif
};

enum { CALL_COUNT = sizeof calls / sizeof *calls, IO_URING_SETUP = 425 };

/* The argument in which a call says that it asks about a descriptor, and which calls do: their path
   is empty, as in every fstat of the C library. */
static int flags_argument(int number) {
  return number == SYS_newfstatat ? 3 : number == SYS_statx ? 2 : -1;
}

// MARK: - In the new process

static unsigned argument_offset(int index) {
  return (unsigned)(offsetof(struct seccomp_data, args) + (size_t)index * sizeof(uint64_t));
}

/* The filter, written into `code`; answers its length. */
static unsigned short write_filter(struct sock_filter *code, bool keeps_from_network) {
  const struct sock_filter refuse = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS);
  const struct sock_filter allow = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  const struct sock_filter notify = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF);
  struct sock_filter *next = code;
  *next++ = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch));
  *next++ = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0);
  *next++ = refuse;
  *next++ = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
#ifdef __x86_64__
  *next++ = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1); /* x32 */
  *next++ = refuse;
#endif
  *next++ = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, IO_URING_SETUP, 0, 1);
  *next++ = refuse;
  if (keeps_from_network) {
    *next++ = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, 4);
    *next++ = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, argument_offset(0));
    *next++ = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_UNIX, 0, 1);
    *next++ = allow;
    *next++ = notify;
  }
  for (int i = 0; i < CALL_COUNT; i++) {
    int flags = flags_argument(calls[i].number);
    unsigned char length = flags < 0 ? 1 : 4;
    *next++ = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)calls[i].number, 0, length);
    if (flags >= 0) {
      *next++ = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, argument_offset(flags));
      *next++ = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, AT_EMPTY_PATH, 0, 1);
      *next++ = allow;
    }
    *next++ = notify;
  }
  *next++ = allow;
  return (unsigned short)(next - code);
}

static int install(int *listener, bool keeps_from_network) {
  struct sock_filter code[24 + 5 * CALL_COUNT];
  struct sock_fprog program = {write_filter(code, keeps_from_network), code};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) return errno;
  /* Once a call is being looked at only a deadly signal interrupts it, so that none is seen twice. */
  const unsigned long whole = SECCOMP_FILTER_FLAG_NEW_LISTENER | (1UL << 5);
  long file = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, whole, &program);
  if (file < 0 && errno == EINVAL)
    file = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
  if (file < 0) return errno;
  *listener = (int)file;
  return 0;
}

int trace_begin(int socket, bool keeps_from_network) {
  int listener = -1, code = install(&listener, keeps_from_network);
  char control[CMSG_SPACE(sizeof listener)] = {0};
  struct iovec body = {&code, sizeof code};
  struct msghdr message = {.msg_iov = &body, .msg_iovlen = 1};
  if (!code) {
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof listener);
    memcpy(CMSG_DATA(header), &listener, sizeof listener);
  }
  while (sendmsg(socket, &message, 0) < 0 && errno == EINTR) continue;
  if (listener >= 0) close(listener);
  char answer;
  while (read(socket, &answer, 1) < 0 && errno == EINTR) continue;
  close(socket);
  return code;
}

// MARK: - In the warden

int trace_take(int socket, int *listener) {
  int code = 0;
  char control[CMSG_SPACE(sizeof *listener)] = {0};
  struct iovec body = {&code, sizeof code};
  struct msghdr message = {.msg_iov = &body, .msg_iovlen = 1, .msg_control = control,
                           .msg_controllen = sizeof control};
  ssize_t count;
  *listener = -1;
  while ((count = recvmsg(socket, &message, MSG_CMSG_CLOEXEC)) < 0 && errno == EINTR) continue;
  struct cmsghdr *header = count > 0 ? CMSG_FIRSTHDR(&message) : NULL;
  if (header && header->cmsg_type == SCM_RIGHTS) memcpy(listener, CMSG_DATA(header), sizeof *listener);
  /* Where the kernel can (6.6), caller and warden take turns on one processor. */
  uint64_t turns = 1;
  if (*listener >= 0) ioctl(*listener, _IOW('!', 4, uint64_t), turns);
  if (count > 0) (void)!write(socket, "", 1);
  if (count <= 0) return ECHILD; /* it ended before it came so far; why is told elsewhere */
  return *listener < 0 && !code ? EPROTO : code;
}

struct sightings *sightings_new(void) {
  struct sightings *sightings = calloc(1, sizeof *sightings);
  if (!sightings || !getcwd(sightings->root, sizeof sightings->root)) {
    free(sightings);
    return NULL;
  }
  sightings->root_length = strlen(sightings->root);
  return sightings;
}

void sightings_free(struct sightings *sightings) {
  if (!sightings) return;
  for (size_t i = 0; i < sightings->room; i++) free(sightings->table[i].path);
  free(sightings->table);
  free(sightings);
}

static size_t hash(const char *text) {
  uint64_t value = 14695981039346656037U;
  for (; *text; text++) value = (value ^ (unsigned char)*text) * 1099511628211U;
  return (size_t)(value ^ value >> 32);
}

static struct sighting *place(const struct sightings *sightings, const char *path) {
  size_t at = hash(path) & (sightings->room - 1);
  while (sightings->table[at].path && strcmp(sightings->table[at].path, path) != 0)
    at = (at + 1) & (sightings->room - 1);
  return &sightings->table[at];
}

static bool grow(struct sightings *sightings) {
  struct sightings larger = {.room = sightings->room ? 2 * sightings->room : 256};
  larger.table = calloc(larger.room, sizeof *larger.table);
  if (!larger.table) return false;
  for (size_t i = 0; i < sightings->room; i++)
    if (sightings->table[i].path) *place(&larger, sightings->table[i].path) = sightings->table[i];
  free(sightings->table);
  sightings->table = larger.table;
  sightings->room = larger.room;
  return true;
}

static void note(struct sightings *sightings, const char *path, unsigned use) {
  if (2 * sightings->count >= sightings->room && !grow(sightings)) return;
  struct sighting *sighting = place(sightings, path);
  if (!sighting->path) {
    if (!(sighting->path = strdup(path))) return;
    sightings->count++;
  }
  if (sighting->uses & HOST_WROTE) use &= ~(unsigned)HOST_MADE;
  sighting->uses |= use;
}

/* Bytes of the caller's memory; a text ends at its NUL. False when they cannot be read. */
static bool read_memory(pid_t process, uint64_t address, void *bytes, size_t size, bool is_text) {
  char *to = bytes;
  size_t done = 0;
  while (done < size) {
    size_t span = 4096 - ((address + done) & 4095); /* not over the end of a page that is there */
    if (span > size - done) span = size - done;
    struct iovec here = {to + done, span}, there = {(void *)(uintptr_t)(address + done), span};
    ssize_t count = process_vm_readv(process, &here, 1, &there, 1, 0);
    if (count <= 0) return false;
    if (is_text && memchr(to + done, 0, (size_t)count)) return true;
    done += (size_t)count;
  }
  return !is_text;
}

/* What a link in /proc says, without a NUL at its end; false when there is none. */
static bool read_link(const char *link, char *text) {
  ssize_t size = readlink(link, text, PATH_MAX - 1);
  if (size <= 0) return false;
  text[size] = 0;
  return text[0] == '/';
}

static bool folder_of(pid_t process, int folder, char *path) {
  char link[64];
  if (folder == AT_FDCWD) snprintf(link, sizeof link, "/proc/%d/cwd", (int)process);
  else snprintf(link, sizeof link, "/proc/%d/fd/%d", (int)process, folder);
  return read_link(link, path);
}

/* Takes `//`, `/.` and a slash at the end out of an absolute path; whether it holds `..`. */
static bool tidy(char *path) {
  bool climbs = false;
  char *to = path;
  for (const char *from = path; *from;) {
    while (*from == '/') from++;
    size_t length = strcspn(from, "/");
    if (length == 0) break;
    if (length == 2 && from[0] == '.' && from[1] == '.') climbs = true;
    if (length != 1 || from[0] != '.') {
      *to++ = '/';
      memmove(to, from, length);
      to += length;
    }
    from += length;
  }
  if (to == path) *to++ = '/';
  *to = 0;
  return climbs;
}

/* The path as the file system sees it, links in its folders followed; the last name is left as it
   is. False when its folder is not there. */
static bool follow_folders(const char *path, char *real) {
  char folder[PATH_MAX], *name;
  snprintf(folder, sizeof folder, "%s", path);
  name = strrchr(folder, '/');
  if (!name || !name[1] || strcmp(name, "/..") == 0) return realpath(path, real) != NULL;
  *name++ = 0;
  char last[NAME_MAX + 2];
  if (strlen(name) > NAME_MAX) return false;
  snprintf(last, sizeof last, "/%s", name);
  if (!realpath(*folder ? folder : "/", real)) return false;
  if (strlen(real) + strlen(last) >= PATH_MAX) return false;
  if (strcmp(real, "/") == 0) *real = 0;
  strcat(real, last);
  return true;
}

static const char *below_root(const struct sightings *sightings, const char *path) {
  if (strncmp(path, sightings->root, sightings->root_length) != 0) return NULL;
  if (path[sightings->root_length] == 0) return ".";
  return path[sightings->root_length] == '/' ? path + sightings->root_length + 1 : NULL;
}

static bool begins(const char *path, const char *start) {
  return strncmp(path, start, strlen(start)) == 0;
}

/* Notes an absolute path, under the name by which it lies in the project, and under the one that links
   lead to where that is another one. */
static void note_path(struct sightings *sightings, pid_t process, char *path, unsigned use) {
  char own[PATH_MAX], real[PATH_MAX];
  if (begins(path, "/proc/self/") || begins(path, "/dev/fd/")) {
    const char *rest = path + (begins(path, "/dev/") ? strlen("/dev/") : strlen("/proc/self/"));
    if (snprintf(own, sizeof own, "/proc/%d/%s", (int)process, rest) >= (int)sizeof own) return;
    path = own;
  }
  bool climbs = tidy(path);
  const char *name = climbs ? NULL : below_root(sightings, path);
  if (name) note(sightings, name, use);
  if (!name && !climbs && (begins(path, "/usr/") || begins(path, "/lib") || begins(path, "/etc/"))) {
    if (use == HOST_READ) note(sightings, path, use); /* no links there lead into a project */
    return;
  }
  /* A link outside may lead into the project by its last name too. */
  bool follows = !name && use & (HOST_READ | HOST_WROTE);
  if (!(follows && realpath(path, real)) && !follow_folders(path, real)) return;
  const char *target = below_root(sightings, real);
  if (target && (!name || strcmp(name, target) != 0)) note(sightings, target, use);
  if (!target && use == HOST_READ) note(sightings, real, use);
}

/* The absolute path that arguments of a call name; false when it cannot be said. */
static bool path_of(const struct seccomp_notif *call, int folder, int argument, char *path) {
  pid_t process = (pid_t)call->pid;
  char text[PATH_MAX];
  if (!read_memory(process, call->data.args[argument], text, sizeof text, true) || !*text) return false;
  if (*text == '/') {
    strcpy(path, text);
    return true;
  }
  if (!folder_of(process, folder < 0 ? AT_FDCWD : (int)call->data.args[folder], path)) return false;
  strcat(path, "/");
  strcat(path, text);
  return strlen(path) < PATH_MAX;
}

static void note_argument(struct sightings *sightings, const struct seccomp_notif *call, int folder,
                          int argument, unsigned use) {
  char path[2 * PATH_MAX + 2];
  if (path_of(call, folder, argument, path)) note_path(sightings, (pid_t)call->pid, path, use);
}

/* Notes a change that a call is about to make; to make a folder that is there, or to remove what is
   not, is only a question. */
static void note_change(struct sightings *sightings, const struct seccomp_notif *call, int folder,
                        int argument, enum what what) {
  char path[2 * PATH_MAX + 2];
  struct stat status;
  if (!path_of(call, folder, argument, path)) return;
  bool is_there = lstat(path, &status) == 0;
  unsigned use = is_there ? HOST_WROTE : HOST_WROTE | HOST_MADE;
  if (what == MAKES_FOLDER ? is_there : what == REMOVES && !is_there) use = HOST_LOOKED_FOR;
  note_path(sightings, (pid_t)call->pid, path, use);
}

static void note_open(struct sightings *sightings, const struct seccomp_notif *call, int folder, int argument,
                      uint64_t flags) {
  bool writes = (flags & O_ACCMODE) != O_RDONLY || flags & (O_CREAT | O_TRUNC);
  if (flags & O_PATH) note_argument(sightings, call, folder, argument, HOST_LOOKED_FOR);
  else if (writes) note_change(sightings, call, folder, argument, WRITES);
  else note_argument(sightings, call, folder, argument, HOST_READ);
}

static void note_call(struct sightings *sightings, const struct seccomp_notif *call) {
  const struct watched *watched = NULL;
  for (int i = 0; i < CALL_COUNT && !watched; i++)
    if (calls[i].number == call->data.nr) watched = &calls[i];
  if (!watched) return;
  int folder = watched->folder, path = watched->path;
  int second_folder = folder < 0 ? -1 : folder + 2, second = folder < 0 ? path + 1 : path + 2;
  const __u64 *arguments = call->data.args;
  uint64_t how = 0;
  char listed[PATH_MAX];
  switch (watched->what) {
  case OPENS: return note_open(sightings, call, folder, path, arguments[path + 1]);
  case OPENS_HOW:
    if (!read_memory((pid_t)call->pid, arguments[2], &how, sizeof how, false)) return;
    return note_open(sightings, call, folder, path, how);
  case RUNS: return note_argument(sightings, call, folder, path, HOST_READ);
  case LOOKS: return note_argument(sightings, call, folder, path, HOST_LOOKED_FOR);
  case LISTS:
    if (folder_of((pid_t)call->pid, (int)arguments[0], listed))
      note_path(sightings, (pid_t)call->pid, listed, HOST_LISTED);
    return;
  case OPENS_NEW: return note_change(sightings, call, folder, path, WRITES);
  case MAKES_FOLDER:
  case WRITES:
  case REMOVES: return note_change(sightings, call, folder, path, watched->what);
  case MOVES: note_change(sightings, call, folder, path, REMOVES); /* fallthrough */
  case WRITES_SECOND: return note_change(sightings, call, second_folder, second, WRITES);
  }
}

/* Notes one call and says how it goes on: all as if nobody had looked, but for sockets. */
static struct seccomp_notif_resp answer_to(struct sightings *sightings, const struct seccomp_notif *call) {
  if (call->data.nr == SYS_socket) {
    note(sightings, ".", HOST_NETWORK);
    return (struct seccomp_notif_resp){.id = call->id, .error = -EACCES};
  }
  note_call(sightings, call);
  return (struct seccomp_notif_resp){.id = call->id, .flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE};
}

bool trace_serve(int listener, struct sightings *sightings) {
  struct pollfd source = {listener, POLLIN, 0};
  while (poll(&source, 1, 0) > 0) {
    struct seccomp_notif call = {0};
    if (!(source.revents & POLLIN)) return false;
    if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &call) < 0) return errno == ENOENT || errno == EINTR;
    struct seccomp_notif_resp answer = answer_to(sightings, &call);
    ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);
  }
  return true;
}

int sightings_write(const struct sightings *sightings, const char *path) {
  FILE *file = fopen(path, "we");
  if (!file) return errno;
  int code = 0;
  for (size_t i = 0; i < sightings->room && !code; i++) {
    const struct sighting *sighting = &sightings->table[i];
    if (sighting->path && fprintf(file, "%u %s%c", sighting->uses, sighting->path, 0) < 0) code = errno;
  }
  if (fclose(file) != 0 && !code) code = errno;
  return code;
}

#else

int trace_begin(int socket, bool keeps_from_network) {
  (void)socket, (void)keeps_from_network;
  return ENOSYS;
}
int trace_take(int socket, int *listener) { (void)socket; *listener = -1; return ENOSYS; }
struct sightings *sightings_new(void) { return NULL; }
void sightings_free(struct sightings *sightings) { (void)sightings; }
bool trace_serve(int listener, struct sightings *sightings) { (void)listener; (void)sightings; return false; }
int sightings_write(const struct sightings *sightings, const char *path) { (void)sightings; (void)path; return ENOSYS; }

#endif
