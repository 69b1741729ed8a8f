// measure: runs one command and says what it and all that it started cost.
//
//   measure FD -- COMMAND…    writes "wall user system peak_kib exit\n" to the descriptor FD
//
// A launcher of its own, because a child of a large Python process inherits its peak memory. It adopts
// what the command leaves behind (a keeper, a server that ends late), so that no work escapes the sum.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

struct cost { double user, system; long peak; };

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

static void add(struct cost *sum, const struct rusage *r) {
  sum->user += r->ru_utime.tv_sec + r->ru_utime.tv_usec / 1e6;
  sum->system += r->ru_stime.tv_sec + r->ru_stime.tv_usec / 1e6;
  if (r->ru_maxrss > sum->peak) sum->peak = r->ru_maxrss;
}

int main(int argc, char **argv) {
  if (argc < 4) return 64;
  int fd = atoi(argv[1]), status = 0, other;
  fcntl(fd, F_SETFD, FD_CLOEXEC);
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  struct cost sum = {0, 0, 0};
  struct rusage usage;
  pid_t main_process, ended;
  double begin = now();
  if (posix_spawnp(&main_process, argv[3], NULL, NULL, argv + 3, environ)) {
    dprintf(fd, "0 0 0 0 127\n");
    return 127;
  }
  do {
    ended = wait4(-1, &other, 0, &usage);
    if (ended > 0) add(&sum, &usage);
    if (ended == main_process) status = other;
  } while (ended != main_process && (ended > 0 || errno == EINTR));
  double wall = now() - begin, limit = now() + 2;
  // What outlives the command is waited for, though not for ever: a daemon would never end.
  while (now() < limit && (ended = wait4(-1, &other, WNOHANG, &usage)) >= 0) {
    if (ended > 0) add(&sum, &usage);
    else usleep(200);
  }
  int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  dprintf(fd, "%.6f %.6f %.6f %ld %d\n", wall, sum.user, sum.system, sum.peak, code);
  return code;
}
