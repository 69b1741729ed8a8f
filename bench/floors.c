// floors: what the system calls of a build tool cost on this machine.
//
//   floors files FOLDER N     create, ask, read, hash, copy, rename and remove N small files
//   floors spawn FOLDER N     start N programs, with and without a shell, from a small and a large process
//   floors sync FOLDER N      make N small files and log lines last
//
// Each line printed is "name TAB items TAB wall TAB processor time": seconds for all items, children included.
#define _GNU_SOURCE
#include <fcntl.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static int count;
static const char *root;        // the folder, which is the working directory too
static char content[4096], name[64], other[4200];
static struct stat status;
static struct statx found;

static void check(int good, const char *what) {
  if (good) return;
  perror(what);
  exit(1);
}

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

static double processor(void) {
  double sum = 0;
  int whose[] = {RUSAGE_SELF, RUSAGE_CHILDREN};
  for (int i = 0; i < 2; i++) {
    struct rusage r;
    getrusage(whose[i], &r);
    sum += r.ru_utime.tv_sec + r.ru_stime.tv_sec + (r.ru_utime.tv_usec + r.ru_stime.tv_usec) / 1e6;
  }
  return sum;
}

/// Does something to each of n items and prints what it took.
static void measure(const char *what, int n, void (*each)(int)) {
  double wall = seconds(), cpu = processor();
  for (int i = 0; i < n; i++) each(i);
  printf("%s\t%d\t%.6f\t%.6f\n", what, n, seconds() - wall, processor() - cpu);
}

static const char *at(const char *place, int i) {
  snprintf(name, sizeof name, "%s/%06d", place, i);
  return name;
}

static const char *beside(const char *place, int i) {
  snprintf(other, sizeof other, "%s/%06d", place, i);
  return other;
}

static void put(const char *path, size_t length, int sync) {
  int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  check(fd >= 0 && write(fd, content, length) == (ssize_t)length, path);
  if (sync) fdatasync(fd);
  close(fd);
}

static size_t take(const char *path) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  ssize_t length = fd < 0 ? -1 : read(fd, content, sizeof content);
  check(length >= 0, path);
  close(fd);
  return length;
}

// Files

static void create(int i) { put(at("raw", i), 100, 0); }
static void ask(int i) { check(!statx(AT_FDCWD, at("raw", i), AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS, &found), name); }
static void ask_missing(int i) { statx(AT_FDCWD, at("raw", i + count), AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS, &found); }

static void ask_absolute(int i) {
  snprintf(other, sizeof other, "%s/raw/%06d", root, i);
  check(!statx(AT_FDCWD, other, AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS, &found), other);
}

static void *ask_half(void *begin) {
  char path[64];
  struct statx mine;
  for (int i = *(int *)begin; i < count; i += 2) {
    snprintf(path, sizeof path, "raw/%06d", i);
    check(!statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS, &mine), path);
  }
  return NULL;
}

static void measure_two_threads(void) {
  pthread_t threads[2];
  int begins[] = {0, 1};
  double wall = seconds(), cpu = processor();
  for (int i = 0; i < 2; i++) pthread_create(&threads[i], NULL, ask_half, &begins[i]);
  for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
  printf("statx, relative path, two threads\t%d\t%.6f\t%.6f\n", count, seconds() - wall, processor() - cpu);
}

static void open_only(int i) {
  int fd = open(at("raw", i), O_RDONLY | O_CLOEXEC);
  check(fd >= 0 && !fstat(fd, &status), name);
  close(fd);
}

static void hash(int i) {
  unsigned char digest[32];
  check(EVP_Digest(content, take(at("raw", i)), digest, NULL, EVP_sha256(), NULL), name);
}

static void copy(int i) { put(beside("copy", i), take(at("raw", i)), 0); }
static void rename_copy(int i) { check(!rename(at("copy", i), beside("moved", i)), name); }
static void touch(int i) { check(!utimensat(AT_FDCWD, at("raw", i), NULL, 0), name); }
static void drop(int i) { check(!unlink(at("raw", i)), name); }

static void files(void) {
  mkdir("raw", 0755), mkdir("copy", 0755), mkdir("moved", 0755);
  measure("create and write 100 bytes", count, create);
  measure("statx, relative path", count, ask);
  measure("statx, absolute path", count, ask_absolute);
  measure("statx of a file that is missing", count, ask_missing);
  measure_two_threads();
  measure("open, fstat, close", count, open_only);
  measure("open, read, close, SHA-256", count, hash);
  measure("copy by read and write", count, copy);
  measure("rename", count, rename_copy);
  measure("utimensat", count, touch);
  measure("unlink", count, drop);
}

// Programs

static void await(pid_t child) {
  int ended;
  check(waitpid(child, &ended, 0) == child && ended == 0, "child");
}

static void spawn(char **argv, const char *output) {
  posix_spawn_file_actions_t actions;
  pid_t child;
  posix_spawn_file_actions_init(&actions);
  if (output) posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  check(!posix_spawnp(&child, argv[0], &actions, NULL, argv, environ), argv[0]);
  posix_spawn_file_actions_destroy(&actions);
  await(child);
}

static void spawn_true(int i) {
  (void)i;
  spawn((char *[]){"/bin/true", NULL}, NULL);
}

static void fork_true(int i) {
  (void)i;
  pid_t child = fork();
  if (child == 0) {
    execl("/bin/true", "true", NULL);
    _exit(127);
  }
  await(child);
}

static void spawn_head(int i) {
  spawn((char *[]){"/usr/bin/head", "-c", "64", (char *)at("raw", i), NULL}, beside("copy", i));
}

static void spawn_shell(int i) {
  snprintf(other, sizeof other, "head -c 64 raw/%06d > copy/%06d", i, i);
  spawn((char *[]){"/bin/sh", "-c", other, NULL}, NULL);
}

static void spawn_leaf(int i) {
  snprintf(other, sizeof other, ". ./raw/script; echo %06d >> log; head -c 64 raw/%06d > copy/%06d", i, i, i);
  spawn((char *[]){"/bin/sh", "-c", other, NULL}, NULL);
}

static void programs(void) {
  size_t large = 1ul << 30;
  int few = count < 200 ? count : 200;
  mkdir("raw", 0755), mkdir("copy", 0755);
  for (int i = 0; i < count; i++) create(i);
  put("raw/script", 0, 0);
  measure("posix_spawn of true", count, spawn_true);
  measure("fork and exec of true", count, fork_true);
  measure("posix_spawn of head", count, spawn_head);
  measure("posix_spawn of sh -c head", count, spawn_shell);
  measure("posix_spawn of the whole command of a leaf", count, spawn_leaf);
  char *memory = mmap(NULL, large, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  check(memory != MAP_FAILED && !madvise(memory, large, MADV_NOHUGEPAGE), "1 GiB");
  memset(memory, 1, large);
  measure("posix_spawn of true from 1 GiB", few, spawn_true);
  measure("fork and exec of true from 1 GiB", few, fork_true);
}

// What lasts

static int log_file;
static void replace(int i) { put(at("raw", i), sizeof content, 0), check(!rename(name, "raw/last"), name); }
static void replace_synced(int i) { put(at("raw", i), sizeof content, 1), check(!rename(name, "raw/last"), name); }
static void append(int i) { (void)i, check(write(log_file, content, 100) == 100, "log"); }
static void append_synced(int i) { append(i), check(!fdatasync(log_file), "log"); }

static void lasting(void) {
  mkdir("raw", 0755);
  log_file = open("log", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  measure("write 4 KiB and rename", count, replace);
  measure("write 4 KiB, fdatasync and rename", count, replace_synced);
  measure("append 100 bytes", count, append);
  measure("append 100 bytes and fdatasync", count, append_synced);
}

int main(int argc, char **argv) {
  if (argc != 4) return 64;
  root = argv[2], count = atoi(argv[3]);
  check(!mkdir(root, 0755) && !chdir(root), root);
  if (!strcmp(argv[1], "files")) files();
  else if (!strcmp(argv[1], "spawn")) programs();
  else if (!strcmp(argv[1], "sync")) lasting();
  else return 64;
  return 0;
}
