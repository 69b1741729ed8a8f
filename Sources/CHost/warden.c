/* The warden: starts a command, ends whatever it leaves behind, answers how that went, and waits for
   the next.

   The command is started by vfork: nothing is copied, and a failure between fork and exec is simply
   a value in memory that both share. One whose reads are observed is forked: the warden must listen
   while it becomes the program. Before it runs, the new process writes itself into the warden's note,
   so that even if tool, keeper and warden are all killed the next run can find what is left. */
#define _GNU_SOURCE
#include "warden.h"

#include "keeper.h"
#include "machine.h"
#include "sandbox.h"
#include "trace.h"
#include "tree.h"
#include "wire.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

struct command {
  const char *log, *temporary_folder, *sightings;
  char **arguments, **variables;
  struct confines confines; /* no lists: it may touch everything */
  pid_t warden;
  int note;      /* the warden's */
  int listening; /* the socket to the warden that listens; -1 when none does */
};

struct failure {
  volatile int code;
  volatile enum host_step step;
};

/* `<process> <start> <temporary folder>`, written over what stood there by one call. The numbers have
   always as many digits: the notes of commands whose folders have names of one length differ in no
   length, and the one before needs no removing. It names nobody any more: no two processes share
   both id and start. */
static int write_note(const struct command *command) {
  char text[PATH_MAX + 64];
  pid_t parent;
  unsigned long long start = 0;
  struct stat standing;
  origin_of_process(getpid(), &parent, &start);
  int size = snprintf(text, sizeof text, "%010d %020llu %s\n", (int)getpid(), start,
                      command->temporary_folder);
  if (size >= (int)sizeof text) return ENAMETOOLONG;
  if (fstat(command->note, &standing) < 0) return errno;
  if (standing.st_size > size && ftruncate(command->note, 0) < 0) return errno;
  ssize_t count = pwrite(command->note, text, (size_t)size, 0);
  return count < 0 ? errno : count < size ? ENOSPC : 0;
}

static int open_as(int number, const char *path, int flags) {
  int file = open(path, flags | O_CLOEXEC | O_NOCTTY, 0666);
  if (file < 0 || dup2(file, number) < 0) return errno;
  close(file); /* never `number` itself: 0, 1 and 2 are open in every warden */
  return 0;
}

static const char *variable(char **variables, const char *name) {
  size_t length = strlen(name);
  for (; *variables; variables++)
    if (strncmp(*variables, name, length) == 0 && (*variables)[length] == '=')
      return *variables + length + 1;
  return NULL;
}

/* Becomes the program, looked for in the PATH it is given, as execvp would but without handing what
   the system cannot execute to a shell. Answers why it could not. */
static int execute(char **arguments, char **variables) {
  const char *name = arguments[0], *path = variable(variables, "PATH");
  if (!name || !*name) return ENOENT;
  if (strchr(name, '/')) {
    execve(name, arguments, variables);
    return errno;
  }
  int code = ENOENT;
  if (!path) path = "/usr/bin:/bin";
  for (const char *end;; path = end + 1) {
    char program[PATH_MAX];
    end = strchrnul(path, ':');
    int length = snprintf(program, sizeof program, "%.*s%s%s", (int)(end - path), path,
                          end > path ? "/" : "", name);
    if (length < (int)sizeof program) {
      execve(program, arguments, variables);
      if (errno == EACCES) code = EACCES; /* looked past, told if nothing else is found */
      else if (errno != ENOENT && errno != ENOTDIR) return errno;
    }
    if (!*end) return code;
  }
}

/* The life of the new process until it becomes the program. */
__attribute__((noinline)) static void become(const struct command *command,
                                             struct failure *failure) {
  sigset_t none;
  setsid(); /* a command that signals its process group must not meet the warden there */
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != command->warden) _exit(1);
#endif
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);

  failure->step = HOST_STEP_LOG; /* standard input is empty from the keeper on */
  failure->code = open_as(STDOUT_FILENO, command->log, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND);
  if (!failure->code && dup2(STDOUT_FILENO, STDERR_FILENO) < 0) failure->code = errno;
  if (failure->code) return;

  failure->step = HOST_STEP_NOTE;
  failure->code = write_note(command);
  if (failure->code) return;

  bool is_confined = command->confines.readable != NULL;
  failure->step = HOST_STEP_SANDBOX;
  if (is_confined)
    failure->code = sandbox_enter(&command->confines, command->temporary_folder, command->log);
  if (failure->code) return;
  int unseen = command->listening < 0 ? ECANCELED : trace_begin(command->listening, is_confined);
  if (is_confined) failure->code = unseen;
  if (failure->code) return;
  failure->step = HOST_STEP_PROGRAM;
  failure->code = execute(command->arguments, command->variables);
}

static pid_t start(const struct command *command, struct failure *failure) {
  failure->code = 0;
  pid_t process = vfork();
  if (process == 0) {
    become(command, failure);
    _exit(127);
  }
  if (process < 0) {
    failure->code = errno;
    failure->step = HOST_STEP_PROCESS;
  } else if (failure->code) {
    waitpid(process, NULL, 0);
  }
  return process;
}

/* Starts a command whose reads are observed; it has become the program only when its end is told
   without a failure. */
static pid_t start_seen(struct command *command, struct failure *failure, int *listener, int *unseen) {
  int ends[2];
  *listener = -1;
  failure->code = 0;
  failure->step = HOST_STEP_PROCESS;
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0) {
    failure->code = errno;
    return -1;
  }
  pid_t process = fork();
  if (process == 0) {
    command->listening = ends[1];
    become(command, failure);
    _exit(127);
  }
  close(ends[1]);
  if (process < 0) failure->code = errno;
  else *unseen = trace_take(ends[0], listener);
  close(ends[0]);
  return process;
}

static void child_ended(int signal_number) { (void)signal_number; }

/* SIGCHLD is let through only while the warden waits: none is missed between asking and waiting. */
static void hold_child_signals(sigset_t *while_waiting) {
  struct sigaction action = {.sa_handler = child_ended};
  sigset_t blocked;
  sigaction(SIGCHLD, &action, NULL);
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGCHLD);
  sigprocmask(SIG_BLOCK, &blocked, while_waiting);
  sigdelset(while_waiting, SIGCHLD);
}

struct watch {
  int above; /* -1 when the keeper is gone */
  const char *notes;
  int note; /* the file in which the command is named; -1 when there is none */
  sigset_t while_waiting;
  int listener; /* -1 when nothing is observed */
  struct sightings *sightings;
  struct failure *failure; /* shared with the processes that are forked */
};

/* Whether the running command is to stop, and when what is left of it is killed. */
struct stopping {
  bool asked;
  int64_t deadline;
};

/* Waits for a child's end, a request, or a time to pass (for ever when that is negative). */
static void wait_for_news(struct watch *watch, int64_t id, struct stopping *stopping, int64_t span) {
  fd_set readable;
  struct timespec limit = {span / 1000000000, span % 1000000000};
  FD_ZERO(&readable);
  if (watch->above >= 0) FD_SET(watch->above, &readable);
  if (watch->listener >= 0) FD_SET(watch->listener, &readable);
  int highest = watch->above > watch->listener ? watch->above : watch->listener;
  if (pselect(highest + 1, &readable, NULL, NULL, span < 0 ? NULL : &limit,
              &watch->while_waiting) <= 0)
    return;
  if (watch->listener >= 0 && FD_ISSET(watch->listener, &readable) &&
      !trace_serve(watch->listener, watch->sightings)) {
    close(watch->listener);
    watch->listener = -1;
  }
  if (watch->above < 0 || !FD_ISSET(watch->above, &readable)) return;

  struct host_request request;
  if (!receive_whole(watch->above, &request, sizeof request)) {
    watch->above = -1;
    *stopping = (struct stopping){true, 0};
  } else if (request.kind == HOST_STOP && request.id == id) {
    int64_t deadline = host_monotonic() + request.grace;
    if (!stopping->asked) signal_descendants(getpid(), SIGTERM, NULL, 0);
    if (!stopping->asked || deadline < stopping->deadline) stopping->deadline = deadline;
    stopping->asked = true;
  }
}

static void add_usage(struct host_ending *ending, const struct rusage *usage) {
  ending->user += usage->ru_utime.tv_sec * 1000000LL + usage->ru_utime.tv_usec;
  ending->system += usage->ru_stime.tv_sec * 1000000LL + usage->ru_stime.tv_usec;
#ifdef __linux__
  int64_t resident = usage->ru_maxrss * 1024LL;
#else
  int64_t resident = usage->ru_maxrss;
#endif
  if (resident > ending->resident) ending->resident = resident;
}

static void set_outcome(struct host_ending *ending, int status) {
  ending->ended = host_monotonic();
  ending->outcome = WIFSIGNALED(status) ? HOST_SIGNALED : HOST_EXITED;
  ending->value = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
}

/* Until no child is left: neither the command nor what it left behind, which is killed as soon as
   the command has ended, or, once a stop was asked for, at its deadline. */
static void outlast(struct watch *watch, pid_t command, struct host_ending *ending) {
  const int64_t look_again = 20000000;
  struct stopping stopping = {false, 0};
  bool has_ended = false;
  for (;;) {
    int status;
    pid_t process;
    struct rusage usage;
    while ((process = wait4(-1, &status, WNOHANG, &usage)) > 0) {
      add_usage(ending, &usage);
      if (process != command) continue;
      has_ended = true;
      set_outcome(ending, status);
    }
    if (process < 0 && errno == ECHILD) return;

    int64_t left = stopping.asked ? stopping.deadline - host_monotonic() : -1;
    bool kills = stopping.asked ? left <= 0 : has_ended;
    if (kills) signal_descendants(getpid(), SIGKILL, NULL, 0);
    wait_for_news(watch, ending->id, &stopping, kills ? look_again : left);
  }
}

static char **next_texts(char **texts, uint32_t count) {
  char **list = calloc((size_t)count + 1, sizeof *list);
  for (uint32_t i = 0; list && i < count; i++) {
    list[i] = *texts;
    *texts += strlen(*texts) + 1;
  }
  return list;
}

static void note_path(char *path, const struct watch *watch) {
  snprintf(path, PATH_MAX, "%s/%d", watch->notes, (int)getpid());
}

/* Opens the warden's note, anew when a command took it away. Answers why there is none. */
static int open_note(struct watch *watch) {
  char path[PATH_MAX];
  struct stat standing;
  if (watch->note >= 0 && fstat(watch->note, &standing) == 0 && standing.st_nlink > 0) return 0;
  if (watch->note >= 0) close(watch->note);
  note_path(path, watch);
  watch->note = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  return watch->note < 0 ? errno : 0;
}

static void remove_note(struct watch *watch) {
  char path[PATH_MAX];
  if (watch->note < 0) return;
  note_path(path, watch);
  unlink(path);
}

/* Runs the command that a request and its texts describe. */
static struct host_ending run(struct watch *watch, const struct host_request *request, char *texts) {
  struct host_ending ending = {.id = request->id, .outcome = HOST_NOT_STARTED};
  struct command command = {.warden = getpid(), .listening = -1};
  struct failure *failure = watch->failure;
  pid_t process = -1;
  bool has_memory = true;
  *failure = (struct failure){ENOMEM, HOST_STEP_PROCESS};
  command.log = texts;
  texts += strlen(texts) + 1;
  command.temporary_folder = texts;
  texts += strlen(texts) + 1;
  command.sightings = texts;
  texts += strlen(texts) + 1;
  command.arguments = next_texts(&texts, request->argument_count);
  command.variables = next_texts(&texts, request->variable_count);
  if (request->is_confined) {
    command.confines.readable = next_texts(&texts, request->readable_count);
    command.confines.writable = next_texts(&texts, request->writable_count);
    has_memory = command.confines.readable && command.confines.writable;
  }

  ending.started = ending.ended = host_monotonic();
  ending.unseen = *command.sightings ? 0 : ECANCELED;
  if (!ending.unseen && !(watch->sightings = sightings_new())) ending.unseen = ENOMEM;
  bool is_seen = !ending.unseen;
  int unnoted = open_note(watch);
  command.note = watch->note;
  if (unnoted)
    *failure = (struct failure){unnoted, HOST_STEP_NOTE};
  else if (has_memory && command.arguments && command.variables)
    process = is_seen ? start_seen(&command, failure, &watch->listener, &ending.unseen)
                      : start(&command, failure);
  if (process > 0 && (is_seen || !failure->code)) outlast(watch, process, &ending);
  if (failure->code) {
    ending.outcome = HOST_NOT_STARTED;
    ending.step = failure->step;
    ending.value = failure->code;
  }
  if (watch->listener >= 0) close(watch->listener);
  watch->listener = -1;
  if (!ending.unseen) ending.unwritten = sightings_write(watch->sightings, command.sightings);
  sightings_free(watch->sightings);
  watch->sightings = NULL;
  free(command.arguments);
  free(command.variables);
  free(command.confines.readable);
  free(command.confines.writable);
  return ending;
}

void keep_watch(int above, const char *notes) {
  struct watch watch = {.above = above, .notes = notes, .note = -1, .listener = -1};
  watch.failure = mmap(NULL, sizeof *watch.failure, PROT_READ | PROT_WRITE,
                       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (watch.failure == MAP_FAILED) return;
  struct host_request request;
#ifdef __linux__
  prctl(PR_SET_CHILD_SUBREAPER, 1);
#endif
  hold_child_signals(&watch.while_waiting);
  while (watch.above >= 0 && receive_whole(above, &request, sizeof request)) {
    if (request.kind != HOST_LAUNCH) continue; /* a stop that crossed the ending it came too late for */
    char *texts = malloc(request.size);
    if (!texts || !receive_whole(above, texts, request.size)) break;
    struct host_ending ending = run(&watch, &request, texts);
    free(texts);
    send_whole(above, &ending, sizeof ending);
  }
  remove_note(&watch);
}
