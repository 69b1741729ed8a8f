/* The keeper: see keeper.h for its place. It waits in one loop for requests of the tool and reports
   of its wardens; nothing else ever happens in it. */
#define _GNU_SOURCE
#include "keeper.h"

#include "tree.h"
#include "warden.h"
#include "wire.h"

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

/* Where a keeper and a warden hold the socket to the one above, and the lock of the project, so that no
   later run begins before the last of them has ended what it watches; all beyond is closed at birth. */
enum { ABOVE = 3, LOCK = 4 };

struct warden {
  pid_t process; /* 0 when it was waited for */
  int socket;
  bool is_busy;
  int64_t id; /* of the command it watches */
};

struct keeper {
  const char *notes;
  int lock; /* LOCK, or -1 */
  struct warden *wardens;
  struct pollfd *sources; /* the tool, then the wardens in their order */
  size_t count, room;
};

int host_keeper_send(int channel, const void *bytes, size_t size) {
  return send_whole(channel, bytes, size);
}

static void close_from(int first) {
#if defined(__linux__) && defined(SYS_close_range)
  if (syscall(SYS_close_range, first, ~0U, 0) == 0) return;
#endif
  for (int file = (int)sysconf(_SC_OPEN_MAX) - 1; file >= first; file--) close(file);
}

/* Keeps the three standard descriptors, one socket and the lock, if any; closes all others. */
static void hold_only(int socket, int lock) {
  if (lock == ABOVE) lock = fcntl(lock, F_DUPFD_CLOEXEC, LOCK);
  if (socket == LOCK) socket = fcntl(socket, F_DUPFD_CLOEXEC, LOCK + 1);
  dup2(socket, ABOVE);
  fcntl(ABOVE, F_SETFD, FD_CLOEXEC);
  if (lock >= 0 && lock != LOCK) dup2(lock, LOCK);
  if (lock >= 0) fcntl(LOCK, F_SETFD, FD_CLOEXEC);
  close_from(lock >= 0 ? LOCK + 1 : LOCK);
}

static int make_sockets(int ends[2]) {
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0) return errno;
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
  return 0;
}

static bool make_room(struct keeper *keeper) {
  if (keeper->count < keeper->room) return true;
  size_t room = 2 * keeper->room + 16;
  struct warden *wardens = realloc(keeper->wardens, room * sizeof *wardens);
  if (wardens) keeper->wardens = wardens;
  struct pollfd *sources = realloc(keeper->sources, (room + 1) * sizeof *sources);
  if (sources) keeper->sources = sources;
  if (!wardens || !sources) return false;
  keeper->room = room;
  return true;
}

/* Answers 0 or why no warden could be made. */
static int make_warden(struct keeper *keeper) {
  int ends[2];
  if (!make_room(keeper)) return ENOMEM;
  int code = make_sockets(ends);
  if (code) return code;
  pid_t process = fork();
  if (process == 0) {
    hold_only(ends[1], keeper->lock);
    keep_watch(ABOVE, keeper->notes);
    _exit(0);
  }
  code = process < 0 ? errno : 0;
  close(ends[1]);
  if (code) close(ends[0]);
  else keeper->wardens[keeper->count++] = (struct warden){process, ends[0], false, 0};
  return code;
}

/* A warden with nothing to do: forking one costs as much as starting a command, so they stay. */
static struct warden *idle_warden(struct keeper *keeper, int *code) {
  *code = 0;
  for (size_t i = 0; i < keeper->count; i++)
    if (!keeper->wardens[i].is_busy) return &keeper->wardens[i];
  *code = make_warden(keeper);
  return *code ? NULL : &keeper->wardens[keeper->count - 1];
}

/* Hands a command to a warden; false when the tool is gone. A warden that was killed just now is
   noticed when it is next listened to, and its command told as killed. */
static bool launch(struct keeper *keeper, const struct host_request *request) {
  int code;
  char *message = malloc(sizeof *request + request->size);
  if (!message || !receive_whole(ABOVE, message + sizeof *request, request->size)) {
    free(message);
    return false;
  }
  memcpy(message, request, sizeof *request);
  struct warden *warden = idle_warden(keeper, &code);
  if (warden) {
    warden->is_busy = true;
    warden->id = request->id;
    send_whole(warden->socket, message, sizeof *request + request->size);
  } else {
    struct host_ending ending = {.id = request->id, .value = code, .outcome = HOST_NOT_STARTED,
                                 .step = HOST_STEP_PROCESS};
    send_whole(ABOVE, &ending, sizeof ending);
  }
  free(message);
  return true;
}

/* Takes one request; false when the tool is gone. */
static bool serve(struct keeper *keeper) {
  struct host_request request;
  if (!receive_whole(ABOVE, &request, sizeof request)) return false;
  if (request.kind == HOST_LAUNCH) return launch(keeper, &request);
  for (size_t i = 0; i < keeper->count; i++)
    if (keeper->wardens[i].is_busy && keeper->wardens[i].id == request.id)
      send_whole(keeper->wardens[i].socket, &request, sizeof request);
  return true;
}

/* Waits for all children that have ended; false when there is none left at all. */
static bool reap(struct keeper *keeper) {
  pid_t process;
  while ((process = waitpid(-1, NULL, WNOHANG)) > 0)
    for (size_t i = 0; i < keeper->count; i++)
      if (keeper->wardens[i].process == process) keeper->wardens[i].process = 0;
  return process == 0;
}

/* Kills what killed wardens left to the keeper, until only wardens and their trees are left. */
static void end_strangers(struct keeper *keeper) {
  pid_t *spared = calloc(keeper->count + 1, sizeof *spared);
  for (;;) {
    reap(keeper);
    for (size_t i = 0; spared && i < keeper->count; i++) spared[i] = keeper->wardens[i].process;
    if (!spared || !signal_descendants(getpid(), SIGKILL, spared, keeper->count)) break;
    poll(NULL, 0, 1);
  }
  free(spared);
}

/* Hears a warden's report, or that it was killed, and passes it on when nothing is left of it. */
static void hear(struct keeper *keeper, size_t index) {
  struct warden *warden = &keeper->wardens[index];
  struct host_ending ending;
  bool was_busy = warden->is_busy;
  warden->is_busy = false;
  if (!receive_whole(warden->socket, &ending, sizeof ending)) {
    ending = (struct host_ending){.id = warden->id, .value = SIGKILL, .outcome = HOST_SIGNALED};
    close(warden->socket);
    if (warden->process) waitpid(warden->process, NULL, 0);
    *warden = keeper->wardens[--keeper->count];
    end_strangers(keeper);
  }
  if (was_busy) send_whole(ABOVE, &ending, sizeof ending);
}

/* Lets all wardens end their trees at once; waits for them and for what killed ones leave. */
static void end_all(struct keeper *keeper) {
  for (size_t i = 0; i < keeper->count; i++) close(keeper->wardens[i].socket);
  while (reap(keeper)) {
    end_strangers(keeper);
    poll(NULL, 0, 1);
  }
}

static void keep(struct keeper *keeper) {
  while (make_room(keeper)) {
    size_t count = keeper->count;
    keeper->sources[0] = (struct pollfd){.fd = ABOVE, .events = POLLIN};
    for (size_t i = 0; i < count; i++)
      keeper->sources[i + 1] = (struct pollfd){.fd = keeper->wardens[i].socket, .events = POLLIN};
    if (poll(keeper->sources, count + 1, -1) < 0) continue;
    for (size_t i = count; i-- > 0;) /* from the end: `hear` moves the last warden into a gap */
      if (keeper->sources[i + 1].revents) hear(keeper, i);
    if (keeper->sources[0].revents && !serve(keeper)) return;
  }
}

/* The two signals that the C library keeps for its threads cannot be set and stay as they were. */
static void reset_signals(void) {
  sigset_t none;
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

static void leave_standard_streams(void) {
  int nothing = open("/dev/null", O_RDWR), silence = open("/dev/null", O_RDONLY);
  dup2(silence, STDIN_FILENO); /* as the commands have it */
  dup2(nothing, STDOUT_FILENO);
  dup2(nothing, STDERR_FILENO);
}

int host_keeper_start(const char *notes, int lock, int *channel, int *keeper) {
  int ends[2], file;
  sigset_t all, before;
  do file = open("/dev/null", O_RDWR); /* none of the sockets may become 0, 1 or 2 */
  while (file >= 0 && file <= 2);
  close(file);
  int code = make_sockets(ends);
  if (code) return code;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t process = fork();
  if (process == 0) {
    setsid(); /* the terminal's Ctrl-C is for the tool alone */
    leave_standard_streams();
    hold_only(ends[1], lock);
    umask(022);
    reset_signals();
#ifdef __linux__
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    prctl(PR_SET_NAME, "assay-keeper");
#endif
    struct keeper self = {.notes = notes, .lock = lock < 0 ? -1 : LOCK};
    keep(&self);
    end_all(&self);
    _exit(0);
  }
  code = process < 0 ? errno : 0;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  close(ends[1]);
  if (code) close(ends[0]);
  *channel = ends[0];
  *keeper = (int)process;
  return code;
}

void host_keeper_end(int channel, int keeper) {
  close(channel);
  while (waitpid(keeper, NULL, 0) < 0 && errno == EINTR) continue;
}
