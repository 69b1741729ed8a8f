/* Runs a program under ptrace and makes something happen at its N-th system call of some kinds: a
   kill, a signal, a closed terminal, a failure of the call.

     fault-injector REPORT ROLE KINDS N ACTION PROGRAM [ARGUMENT…]

   ROLE is whose calls are counted: `tool` the program itself, `keeper` its children, `warden` theirs.
   KINDS is a sum of 1 change, 2 talk, 4 read. With N = 0 nothing happens but counting. ACTION:

     kill=VICTIMS:SIGNAL  before the call; VICTIMS is made of the letters t(ool), k(eeper), w(ardens),
                          s(tages: the children of the wardens)
     torn                 the call writes half its bytes, then the tool is killed
     hangup               the terminal the program was started on goes away
     fail=ERRNO           the call is not made and fails
     full=ERRNO           so do it and all that follow; of a first write half is done before

   The report says how many calls were counted, what was hit, and how the program ended. The exit code
   is 0, or 77 where this cannot be done. */
#define _GNU_SOURCE
#include "calls.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef __linux__
#include <elf.h>
#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>

enum { IMPOSSIBLE = 77, MOST = 4096 };

struct traced {
  pid_t process;
  int depth;
  int failure; /* what the call that is not made is to answer; 0 for none */
  bool dies;   /* the tool is killed when the call has returned */
};

static struct plan {
  int depth, kinds;
  long number;
  enum { KILL, TORN, HANG_UP, FAIL, FULL } action;
  bool victims[128];
  int value; /* a signal or an error number */
} plan;

static struct traced list[MOST];
static size_t list_size;
static long count;
static pid_t tool;
static bool has_begun, is_followed = true;
static int terminal = -1;
static char hit[5000] = "nothing";

static struct traced *find(pid_t process) {
  for (size_t i = 0; i < list_size; i++)
    if (list[i].process == process) return &list[i];
  return NULL;
}

/* A number after a word in a file of /proc. */
static int told(pid_t process, const char *file, const char *word) {
  char path[64], line[256];
  int number = 0;
  snprintf(path, sizeof path, "/proc/%d/%s", (int)process, file);
  FILE *stream = fopen(path, "re");
  while (stream && fgets(line, sizeof line, stream))
    if (strncmp(line, word, strlen(word)) == 0) number = atoi(line + strlen(word));
  if (stream) fclose(stream);
  return number;
}

/* Threads have the depth of their process, children one more than their parent. */
static struct traced *met(pid_t process) {
  struct traced *known = find(process);
  if (known || list_size == MOST) return known;
  int group = told(process, "status", "Tgid:");
  struct traced *of = find(group == process ? told(process, "status", "PPid:") : group);
  int depth = of ? of->depth + (group == process ? 1 : 0) : 0;
  list[list_size] = (struct traced){.process = process, .depth = depth};
  return &list[list_size++];
}

/* Adds all processes that lie so many steps below one. */
static void add_below(pid_t root, int steps, pid_t *found, size_t *size) {
  char path[64];
  int child;
  if (steps == 0) {
    if (*size < MOST) found[(*size)++] = root;
    return;
  }
  snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)root, (int)root);
  FILE *stream = fopen(path, "re");
  while (stream && fscanf(stream, "%d", &child) == 1) add_below(child, steps - 1, found, size);
  if (stream) fclose(stream);
}

/* Strikes all at once: those who could still act on the death of another are stopped before. */
static void strike(void) {
  static const char order[] = "tkws";
  pid_t victims[MOST];
  size_t size = 0;
  for (int steps = 0; order[steps]; steps++)
    if (plan.victims[(int)order[steps]]) add_below(tool, steps, victims, &size);
  for (size_t i = 0; i < size && plan.value == SIGKILL; i++)
    if (!find(victims[i])) kill(victims[i], SIGSTOP);
  for (size_t i = 0; i < size; i++) kill(victims[i], plan.value);
}

static void set_answer(pid_t process, long answer) {
#ifdef __x86_64__
  ptrace(PTRACE_POKEUSER, process, offsetof(struct user_regs_struct, rax), answer);
#else
  struct user_regs_struct registers;
  struct iovec part = {&registers, sizeof registers};
  ptrace(PTRACE_GETREGSET, process, NT_PRSTATUS, &part);
  registers.regs[0] = (unsigned long)answer;
  ptrace(PTRACE_SETREGSET, process, NT_PRSTATUS, &part);
#endif
}

static void set_size(pid_t process, long size) {
#ifdef __x86_64__
  ptrace(PTRACE_POKEUSER, process, offsetof(struct user_regs_struct, rdx), size);
#else
  struct user_regs_struct registers;
  struct iovec part = {&registers, sizeof registers};
  ptrace(PTRACE_GETREGSET, process, NT_PRSTATUS, &part);
  registers.regs[2] = (unsigned long)size;
  ptrace(PTRACE_SETREGSET, process, NT_PRSTATUS, &part);
#endif
}

/* Makes the call one that does not exist; its answer is set when it returns. */
static void drop_call(pid_t process) {
#ifdef __x86_64__
  ptrace(PTRACE_POKEUSER, process, offsetof(struct user_regs_struct, orig_rax), -1L);
#else
  int none = -1;
  struct iovec part = {&none, sizeof none};
  ptrace(PTRACE_SETREGSET, process, NT_ARM_SYSTEM_CALL, &part);
#endif
}

/* A call of the role is about to be made. */
static void about_to_call(struct traced *traced, const struct call *call) {
  if (!has_begun || traced->depth != plan.depth || !kind_of(traced->process, call, plan.kinds))
    return;
  count++;
  if (plan.number == 0 || count < plan.number) return;
  bool is_first = count == plan.number, halves = is_first && is_write(call) && call->arguments[2] > 1;
  if (is_first) describe(traced->process, call, hit, sizeof hit);
  else if (plan.action != FULL) return;
  switch (plan.action) {
    case KILL: strike(); break;
    case HANG_UP: close(terminal); terminal = -1; break;
    case TORN:
      if (halves) set_size(traced->process, (long)call->arguments[2] / 2);
      traced->dies = true;
      break;
    case FULL:
      if (halves) {
        set_size(traced->process, (long)call->arguments[2] / 2);
        break;
      } /* fall through */
    case FAIL:
      traced->failure = plan.value;
      drop_call(traced->process);
  }
  is_followed = plan.action == FULL || traced->failure || traced->dies;
}

static void stopped_at_call(struct traced *traced) {
  struct __ptrace_syscall_info info;
  if (ptrace(PTRACE_GET_SYSCALL_INFO, traced->process, sizeof info, &info) <= 0) return;
  if (info.op == PTRACE_SYSCALL_INFO_ENTRY) {
    struct call call = {.number = info.entry.nr};
    memcpy(call.arguments, info.entry.args, sizeof call.arguments);
    about_to_call(traced, &call);
  } else if (info.op == PTRACE_SYSCALL_INFO_EXIT) {
    if (traced->failure) set_answer(traced->process, -traced->failure);
    if (traced->dies) kill(tool, SIGKILL);
    if (traced->failure || traced->dies) is_followed = plan.action == FULL;
    traced->failure = 0;
    traced->dies = false;
  }
}

/* Somebody must read what is written to a terminal, or the writer waits. */
static void read_terminal(void) {
  char bytes[4096];
  while (terminal >= 0 && read(terminal, bytes, sizeof bytes) > 0) continue;
}

/* Lets a stopped process go on. */
static void resume(struct traced *traced, int status) {
  int signal_number = WSTOPSIG(status), event = status >> 16;
  if (signal_number == (SIGTRAP | 0x80)) {
    read_terminal();
    stopped_at_call(traced);
    signal_number = 0;
  } else if (event == PTRACE_EVENT_EXEC) {
    if (traced->process == tool) has_begun = true;
    else if (traced->depth > 0) {
      ptrace(PTRACE_DETACH, traced->process, 0, 0); /* a stage: what it does is its own */
      return;
    }
    signal_number = 0;
  } else if (event == PTRACE_EVENT_STOP && signal_number != SIGTRAP) {
    ptrace(PTRACE_LISTEN, traced->process, 0, 0);
    return;
  } else if (event) {
    signal_number = 0;
  }
  ptrace(is_followed ? PTRACE_SYSCALL : PTRACE_CONT, traced->process, 0, signal_number);
}

/* Follows until the tool has ended; what it left below is let go. */
static int follow(void) {
  int status;
  for (;;) {
    pid_t process = waitpid(-1, &status, __WALL);
    if (process < 0 && errno == EINTR) continue;
    if (process < 0) return -1;
    if (process == tool && !WIFSTOPPED(status)) return status;
    struct traced *traced = met(process);
    if (traced && !WIFSTOPPED(status)) *traced = list[--list_size];
    else if (traced) resume(traced, status);
  }
}

static void make_terminal(int *theirs) {
  struct winsize size = {.ws_row = 50, .ws_col = 100};
  if (openpty(&terminal, theirs, NULL, NULL, &size) < 0) exit(IMPOSSIBLE);
  fcntl(terminal, F_SETFD, FD_CLOEXEC);
  fcntl(terminal, F_SETFL, O_NONBLOCK);
}

static void become(char **arguments, int theirs) {
  if (theirs >= 0) {
    setsid();
    ioctl(theirs, TIOCSCTTY, 0);
    for (int file = 0; file <= 2; file++) dup2(theirs, file);
    close(theirs);
  }
  raise(SIGSTOP);
  execv(arguments[0], arguments);
  _exit(127);
}

static void read_plan(char **words) {
  const char *action = words[4], *separator = strchr(action, '=');
  plan.depth = strcmp(words[1], "tool") == 0 ? 0 : strcmp(words[1], "keeper") == 0 ? 1 : 2;
  plan.kinds = atoi(words[2]);
  plan.number = atol(words[3]);
  plan.value = separator ? atoi(separator + 1) : 0;
  plan.action = strncmp(action, "kill", 4) == 0   ? KILL
                : strncmp(action, "torn", 4) == 0 ? TORN
                : strncmp(action, "hang", 4) == 0 ? HANG_UP
                : strncmp(action, "full", 4) == 0 ? FULL
                                                  : FAIL;
  if (plan.action != KILL) return;
  for (const char *victim = separator + 1; *victim && *victim != ':'; victim++)
    plan.victims[(unsigned char)*victim & 127] = true;
  plan.value = atoi(strchr(action, ':') + 1);
}

int main(int argument_count, char **arguments) {
  int status, theirs = -1;
  if (argument_count < 7) return 2;
  read_plan(arguments + 1);
  if (plan.action == HANG_UP) make_terminal(&theirs);
  tool = fork();
  if (tool == 0) become(arguments + 6, theirs);
  if (theirs >= 0) close(theirs);
  if (tool < 0 || waitpid(tool, &status, WUNTRACED) < 0) return IMPOSSIBLE;
  long options = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEEXEC | PTRACE_O_TRACECLONE | PTRACE_O_EXITKILL;
  if (plan.depth > 0) options |= PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK;
  if (ptrace(PTRACE_SEIZE, tool, 0, options) < 0) {
    kill(tool, SIGKILL);
    return IMPOSSIBLE;
  }
  met(tool);
  kill(tool, SIGCONT);
  status = follow();

  FILE *report = fopen(arguments[1], "we");
  if (!report) return 2;
  fprintf(report, "%ld\n%s\n%s %d\n", count, hit, WIFSIGNALED(status) ? "signal" : "exit",
          WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
  fclose(report);
  return 0;
}
#else
int main(void) { return 77; }
#endif
