/* Programs that are asked: see program.h. Those that are started get no variables but a fixed few and no
   descriptors, and a process group of their own: the terminal's Ctrl-C is for the tool alone. */
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

static char **split(char *arguments, size_t count) {
  char **words = calloc(count + 1, sizeof *words);
  for (size_t i = 0; words && i < count; i++, arguments += strlen(arguments) + 1) words[i] = arguments;
  return words;
}

int host_program_start(char *arguments, size_t count, int *process, int *output) {
  char **words = split(arguments, count);
  if (!words) return ENOMEM;
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

extern char **environ;

/* Ctrl-C is for the program, as in system(3): one that hides what is typed has to show it again. */
int host_program_run(char *arguments, size_t count, const char *input, const char *output, int *ending) {
  char **words = split(arguments, count);
  if (!words) return ENOMEM;
  pid_t child;
  sigset_t none, all;
  struct sigaction ignored = {.sa_handler = SIG_IGN}, interrupt, quit;
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  posix_spawnattr_init(&attributes);
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  sigaction(SIGINT, &ignored, &interrupt);
  sigaction(SIGQUIT, &ignored, &quit);
  int code = posix_spawnp(&child, words[0], &actions, &attributes, words, environ);
  if (!code) *ending = host_program_end((int)child);
  sigaction(SIGINT, &interrupt, NULL);
  sigaction(SIGQUIT, &quit, NULL);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  free(words);
  return code;
}
