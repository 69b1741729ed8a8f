/* Programs that are asked: see program.h. They get no variables but a fixed few and no descriptors, and a
   process group of their own: the terminal's Ctrl-C is for the tool alone. */
#define _GNU_SOURCE
#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int start(char *const *arguments, int *process, int *output) {
  static char *const variables[] = {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", NULL};
  int ends[2];
  pid_t child;
  sigset_t none, all;
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  if (pipe(ends) < 0) return errno;
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawnattr_init(&attributes);
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  int code = posix_spawn(&child, arguments[0], &actions, &attributes, arguments, variables);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  if (code) close(ends[0]);
  *process = (int)child;
  *output = ends[0];
  return code;
}

int host_program_start(char *arguments, size_t count, int *process, int *output) {
  char **words = calloc(count + 1, sizeof *words);
  if (!words) return ENOMEM;
  for (size_t i = 0; i < count; i++, arguments += strlen(arguments) + 1) words[i] = arguments;
  int code = start(words, process, output);
  free(words);
  return code;
}

int host_program_end(int process) {
  int status;
  while (waitpid(process, &status, 0) < 0)
    if (errno != EINTR) return 127;
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
