/* What the tool waits for while stages run: an ending told by the keeper, or a signal to itself.
   Signals go through a pipe, so that they are taken in the same wait as endings. */
#define _GNU_SOURCE
#include "keeper.h"
#include "machine.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

static const int handled[] = {SIGINT, SIGTERM, SIGHUP};
enum { COUNT = sizeof handled / sizeof *handled };

static pthread_mutex_t access_lock = PTHREAD_MUTEX_INITIALIZER;
static struct sigaction former[COUNT];
static int ends[2] = {-1, -1};
static int users = 0;

static void pass_on(int number) {
  int before = errno;
  unsigned char byte = (unsigned char)number;
  (void)!write(ends[1], &byte, 1); /* full only when more signals wait than anyone sent */
  errno = before;
}

static int begin(void) {
  if (pipe(ends) < 0) return errno;
  for (int i = 0; i < 2; i++) {
    fcntl(ends[i], F_SETFD, FD_CLOEXEC);
    fcntl(ends[i], F_SETFL, O_NONBLOCK);
  }
  struct sigaction action = {.sa_handler = pass_on, .sa_flags = SA_RESTART};
  sigfillset(&action.sa_mask);
  for (int i = 0; i < COUNT; i++) {
    sigaction(handled[i], NULL, &former[i]);
    if (former[i].sa_handler != SIG_IGN) sigaction(handled[i], &action, NULL);
  }
  return 0;
}

int host_signals_begin(void) {
  pthread_mutex_lock(&access_lock);
  int code = users == 0 ? begin() : 0;
  if (code == 0) users++;
  pthread_mutex_unlock(&access_lock);
  return code;
}

void host_signals_end(void) {
  pthread_mutex_lock(&access_lock);
  if (--users == 0) {
    for (int i = 0; i < COUNT; i++) sigaction(handled[i], &former[i], NULL);
    close(ends[0]);
    close(ends[1]);
  }
  pthread_mutex_unlock(&access_lock);
}

int host_next_signal(void) {
  unsigned char byte;
  return read(ends[0], &byte, 1) == 1 ? byte : 0;
}

/* Rounded up, so that nobody wakes before the time; a long wait is made of several. */
static int milliseconds(int64_t nanoseconds) {
  const int64_t longest = 1000000;
  int64_t span = (nanoseconds + 999999) / 1000000;
  return (int)(span < 0 ? 0 : span > longest ? longest : span);
}

enum host_news host_keeper_next(int channel, int other, int64_t until, struct host_ending *ending,
                                int *signal_number) {
  for (;;) {
    struct pollfd sources[3] = {{.fd = channel, .events = POLLIN},
                                {.fd = ends[0], .events = POLLIN},
                                {.fd = other, .events = POLLIN}};
    int64_t left = until - host_monotonic();
    int count = poll(sources, 3, until < 0 ? -1 : milliseconds(left));
    unsigned char byte;
    if (count > 0 && sources[1].revents && read(ends[0], &byte, 1) == 1) {
      *signal_number = byte;
      return HOST_SIGNAL;
    }
    if (count > 0 && sources[0].revents) {
      ssize_t size = recv(channel, ending, sizeof *ending, MSG_WAITALL);
      if (size == sizeof *ending) return HOST_ENDED;
      if (size >= 0 || errno != EINTR) return HOST_KEEPER_LOST;
    }
    if (count > 0 && sources[2].revents) return HOST_NOTHING;
    if (count == 0 && until >= 0 && host_monotonic() >= until) return HOST_NOTHING;
  }
}

int host_signal_process(int process, int signal_number) {
  return kill(process, signal_number) < 0 ? errno : 0;
}
